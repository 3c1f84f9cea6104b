package analysis

import (
	"sync"
	"sync/atomic"

	"policygraph/graph/view"
)

// lanesOf returns the number of partial sums among which the sources of a graph with so many nodes are dealt out. It does not
// depend on the number of workers, and the partial sums are added in their order, so that the last bits of the result do not
// either.
func lanesOf(nodes int) int {
	const few, most, large = 16, 64, 512
	if nodes < large {
		return few // adding up takes longer than waiting
	}
	return most
}

// laneSums adds up the partial sums of lanes, in their order whatever lane is complete first. It keeps few of them at a time.
type laneSums struct {
	lock    sync.Mutex
	total   []float64
	next    int
	waiting [][]float64
	free    [][]float64
}

// sumLanes runs in up to that many workers what start makes for each of them: a function that adds what a lane has, one of
// several, to an array of the given size. It returns the sum over all lanes.
func sumLanes(workers, size int, start func() func(lane, lanes int, sum []float64)) []float64 {
	lanes := lanesOf(size)
	s := &laneSums{total: make([]float64, size), waiting: make([][]float64, lanes)}
	var taken atomic.Int32
	view.Workers(max(1, min(workers, lanes)), func() {
		work := start()
		for lane := int(taken.Add(1)) - 1; lane < lanes; lane = int(taken.Add(1)) - 1 {
			sum := s.empty()
			work(lane, lanes, sum)
			s.add(lane, sum)
		}
	})
	return s.total
}

// empty returns an array of zeros.
func (s *laneSums) empty() []float64 {
	s.lock.Lock()
	defer s.lock.Unlock()
	if k := len(s.free) - 1; k >= 0 {
		sum := s.free[k]
		s.free = s.free[:k]
		clear(sum)
		return sum
	}
	return make([]float64, len(s.total))
}

// add adds the sum of a lane once those of all lanes before it are.
func (s *laneSums) add(lane int, sum []float64) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.waiting[lane] = sum
	for ; s.next < len(s.waiting) && s.waiting[s.next] != nil; s.next++ {
		for i, x := range s.waiting[s.next] {
			s.total[i] += x
		}
		s.free = append(s.free, s.waiting[s.next])
		s.waiting[s.next] = nil
	}
}
