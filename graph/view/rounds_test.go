package view

import (
	"sync/atomic"
	"testing"
	"time"
)

func TestRounds(t *testing.T) {
	for _, n := range []int{0, 1, 2, 7, 100} {
		const parts, rounds = 10, 300
		var calls [parts]atomic.Int32
		round := 0
		Rounds(n, parts, func(part int) { calls[part].Add(1) }, func() bool {
			round++
			for part := range calls {
				if got := calls[part].Load(); got != int32(round) {
					t.Fatalf("%d workers: part %d ran %d times in %d rounds", n, part, got, round)
				}
			}
			if round%100 == 0 {
				time.Sleep(20 * time.Millisecond) // others go to sleep and must be woken
			}
			return round < rounds
		})
		if round != rounds {
			t.Errorf("%d workers: %d rounds", n, round)
		}
	}
}

func TestRoundsPanic(t *testing.T) {
	for name, c := range map[string]struct {
		work func(int)
		next func() bool
	}{
		"work": {func(part int) {
			if part == 3 {
				panic("odd")
			}
		}, func() bool { return true }},
		"next": {func(int) {}, func() bool { panic("odd") }},
	} {
		func() {
			defer func() {
				if p := recover(); p != "odd" {
					t.Errorf("%s: recovered %v", name, p)
				}
			}()
			Rounds(4, 8, c.work, c.next)
			t.Errorf("%s: no panic", name)
		}()
	}
}
