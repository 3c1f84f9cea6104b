package view

import "sync"

// Workers runs f n times at once, in n-1 goroutines and in that of the caller, and waits for them. If one of them panics, so
// does Workers, where the caller can recover.
func Workers(n int, f func()) {
	if n == 1 {
		f()
		return
	}
	var wg sync.WaitGroup
	var once sync.Once
	var crash any
	guarded := func() {
		defer func() {
			if p := recover(); p != nil {
				once.Do(func() { crash = p })
			}
		}()
		f()
	}
	for range n - 1 {
		wg.Go(guarded)
	}
	if n > 0 {
		guarded()
	}
	wg.Wait()
	if crash != nil {
		panic(crash)
	}
}
