package view

import "sync"

// Workers runs f in n goroutines and waits for them. If one of them panics, so does Workers, where the caller can recover.
func Workers(n int, f func()) {
	var wg sync.WaitGroup
	var once sync.Once
	var crash any
	for range n {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					once.Do(func() { crash = p })
				}
			}()
			f()
		})
	}
	wg.Wait()
	if crash != nil {
		panic(crash)
	}
}
