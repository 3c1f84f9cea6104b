package analysis

import (
	"sync/atomic"

	"policygraph/graph/view"
)

const (
	blockSize   = 2048    // numbers that a worker takes at a time
	parallelMin = 1 << 16 // nodes and edges from which on several workers pay
	maxScratch  = 8       // workers that each hold an array as long as the graph
)

// crew returns how many of the workers a graph is worth.
func crew(r *view.Rows, workers int) int {
	if len(r.Offsets)+len(r.Heads) < parallelMin {
		return 1
	}
	return max(1, workers)
}

// blocks calls f for every block lo … hi-1 of 0 … n-1, in several goroutines. Which block falls to which worker is left to
// chance, so f must write only what belongs to the block or to the worker, whose number is less than workers.
func blocks(n, workers int, f func(worker, lo, hi int)) {
	number := (n + blockSize - 1) / blockSize
	if workers = min(workers, number); workers <= 1 {
		for lo := 0; lo < n; lo += blockSize {
			f(0, lo, min(lo+blockSize, n))
		}
		return
	}
	var next, worker atomic.Int64
	view.Workers(workers, func() {
		w := int(worker.Add(1)) - 1
		for b := int(next.Add(1)) - 1; b < number; b = int(next.Add(1)) - 1 {
			f(w, b*blockSize, min((b+1)*blockSize, n))
		}
	})
}

// sums adds up what f returns of every block, in the order of the blocks: the same bits for any number of workers.
func sums(n, workers int, f func(lo, hi int) [4]float64) [4]float64 {
	parts := make([][4]float64, (n+blockSize-1)/blockSize)
	blocks(n, workers, func(_, lo, hi int) { parts[lo/blockSize] = f(lo, hi) })
	var total [4]float64
	for _, p := range parts {
		for k := range total {
			total[k] += p[k]
		}
	}
	return total
}
