package view

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// patience is how often an idle worker looks for work before it goes to sleep: waking a goroutine takes as long as a round of
// a small graph.
const patience = 20000

// Rounds calls work for each of the parts 0 … parts-1, in up to n goroutines and in no order, then next, and so on until next
// returns false. Next runs alone and sees all that the round did. A panic in either reaches the caller.
func Rounds(n, parts int, work func(part int), next func() bool) {
	if n = min(n, parts); n <= 1 {
		for again := true; again; again = next() {
			for part := range parts {
				work(part)
			}
		}
		return
	}
	t := &team{parts: int64(parts), work: work}
	t.awake = sync.NewCond(&t.lock)
	first := true
	Workers(n, func() {
		t.lock.Lock()
		leads := first
		first = false
		t.lock.Unlock()
		defer t.end() // if one of them panics, the others are not to wait for it
		if leads {
			t.lead(next)
			return
		}
		for t.wait() {
			t.help()
		}
	})
}

// team is what the goroutines of Rounds share. Parts of all rounds are numbered through.
type team struct {
	parts int64
	work  func(int)
	taken atomic.Int64 // parts begun
	done  atomic.Int64 // parts finished
	limit atomic.Int64 // parts that may be begun
	over  atomic.Bool

	lock   sync.Mutex
	awake  *sync.Cond
	asleep atomic.Int32
}

// lead opens the rounds and runs next between them.
func (t *team) lead(next func() bool) {
	for {
		t.lock.Lock()
		end := t.limit.Add(t.parts)
		t.lock.Unlock()
		if t.asleep.Load() > 0 {
			t.awake.Broadcast()
		}
		t.help()
		for t.done.Load() < end {
			if t.over.Load() {
				return
			}
			runtime.Gosched()
		}
		if !next() {
			return
		}
	}
}

// help works on parts until none is left in this round.
func (t *team) help() {
	for {
		part := t.taken.Load()
		if part >= t.limit.Load() {
			return
		}
		if t.taken.CompareAndSwap(part, part+1) {
			t.work(int(part % t.parts))
			t.done.Add(1)
		}
	}
}

// wait waits for parts to begin and reports whether there are any.
func (t *team) wait() bool {
	for i := range patience {
		if t.over.Load() {
			return false
		}
		if t.taken.Load() < t.limit.Load() {
			return true
		}
		if i%64 == 0 {
			runtime.Gosched()
		}
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	t.asleep.Add(1)
	defer t.asleep.Add(-1)
	for t.taken.Load() >= t.limit.Load() && !t.over.Load() {
		t.awake.Wait()
	}
	return !t.over.Load()
}

// end sends everybody home.
func (t *team) end() {
	t.lock.Lock()
	t.over.Store(true)
	t.lock.Unlock()
	t.awake.Broadcast()
}
