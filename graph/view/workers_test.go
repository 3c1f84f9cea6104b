package view

import (
	"sync/atomic"
	"testing"
)

func TestWorkers(t *testing.T) {
	var n atomic.Int32
	Workers(5, func() { n.Add(1) })
	if n.Load() != 5 {
		t.Errorf("%d workers", n.Load())
	}
	defer func() {
		if p := recover(); p != "odd" {
			t.Errorf("recovered %v", p)
		}
		if n.Load() != 8 {
			t.Errorf("did not wait for all: %d", n.Load())
		}
	}()
	Workers(3, func() {
		if n.Add(1) == 6 {
			panic("odd")
		}
	})
}
