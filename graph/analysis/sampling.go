package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"

	"policygraph/graph/view"
)

// Sampling says up to which size of graph a measure is exact and how far it may be off beyond that: with probability 1-Delta
// no node's score, on a scale from 0 to 1, is off by more than Epsilon. Fields that are 0 have their defaults.
type Sampling struct {
	ExactUpTo int // nodes
	Epsilon   float64
	Delta     float64
}

// DefaultBetweenness returns when betweenness is estimated: where exact scores would take more than some seconds.
func DefaultBetweenness() Sampling { return Sampling{ExactUpTo: 20000, Epsilon: 0.005, Delta: 0.05} }

// DefaultCloseness returns when closeness and harmonic closeness are estimated: where exact scores would take more than some
// seconds.
func DefaultCloseness() Sampling { return Sampling{ExactUpTo: 50000, Epsilon: 0.05, Delta: 0.05} }

// or returns s with the fields that are 0 taken from another one.
func (s Sampling) or(d Sampling) Sampling {
	if s.ExactUpTo == 0 {
		s.ExactUpTo = d.ExactUpTo
	}
	if s.Epsilon == 0 {
		s.Epsilon = d.Epsilon
	}
	if s.Delta == 0 {
		s.Delta = d.Delta
	}
	return s
}

// What bounds may be asked for: smaller ones would take more paths than there is time for, or are none to tell from certainty.
const (
	LeastEpsilon = 1e-5
	LeastDelta   = 1e-12
)

// check returns an error if the bounds are none.
func (s Sampling) check() error {
	switch {
	case s.ExactUpTo < 0:
		return fmt.Errorf("exact up to %d nodes: negative", s.ExactUpTo)
	case s.Epsilon != 0 && !(s.Epsilon >= LeastEpsilon && s.Epsilon < 1):
		return fmt.Errorf("epsilon %v is not between %v and 1", s.Epsilon, LeastEpsilon)
	case s.Delta != 0 && !(s.Delta >= LeastDelta && s.Delta < 1):
		return fmt.Errorf("delta %v is not between %v and 1", s.Delta, LeastDelta)
	}
	return nil
}

// Streams of random numbers, so that no two uses share one.
const (
	distanceStream = 0xd157a9ce
	pathStream     = 0x9a7b0000
)

// pathsPerStream is how many paths are drawn from one stream of random numbers: work is dealt out by streams.
const pathsPerStream = 256

// sampledBetweenness estimates what [betweenness] computes and says from how many paths. What paths do between blocks is exact,
// so that nodes on no cycle have their true score; what they do within blocks is estimated from shortest paths between random
// pairs of nodes: Riondato and Kornaropoulos, Fast approximation of betweenness centrality through sampling, Data Mining and
// Knowledge Discovery 30 (2016).
//
// Paths are drawn in rounds, each doubling their number, until the bound of Chernoff, in the form of Hoeffding (1963), leaves no
// node a score that is off by more than ε of all pairs with probability δ/(rounds · nodes). At the latest that is after
// ln(2 · rounds · nodes/δ) / 2ε² paths.
func sampledBetweenness(r *view.Rows, s Sampling, seed uint64, workers int) ([]float64, int) {
	parts := findBlocks(r)
	n := len(r.Offsets) - 1
	total := parts.changes
	if len(parts.starts) == 1 {
		return total, 0
	}
	rounds := 1 + math.Ceil(math.Log2(1/(2*s.Epsilon)))
	need := math.Log(2 * rounds * float64(n) / s.Delta)
	d := &draws{r: r, parts: parts, seed: seed, hits: make([]uint32, n)}
	for paths := need / s.Epsilon; ; paths *= 2 {
		d.extend(int(math.Ceil(paths)), workers)
		if d.enough(s.Epsilon, need) {
			break
		}
	}
	scale := float64(n) * float64(n-1) / 2 / float64(d.paths)
	for v, hits := range d.hits {
		total[v] += float64(float64(hits) * scale)
	}
	return total, d.paths
}

// draws counts for each node the random paths that stay in one block as they pass through it.
type draws struct {
	r     *view.Rows
	parts *shatter
	seed  uint64
	hits  []uint32
	paths int
}

// extend draws paths until there are that many, or up to pathsPerStream-1 more. Counts are whole numbers, whose sum does not
// depend on who counted what.
func (d *draws) extend(paths, workers int) {
	var next atomic.Int64
	next.Store(int64(d.paths / pathsPerStream))
	end := int64((paths + pathsPerStream - 1) / pathsPerStream)
	var lock sync.Mutex
	view.Workers(max(1, workers), func() {
		m := newMeeting(d.r)
		hits := make([]uint32, len(d.hits))
		for stream := next.Add(1) - 1; stream < end; stream = next.Add(1) - 1 {
			rng := rand.New(rand.NewPCG(d.seed, pathStream+uint64(stream)))
			for range pathsPerStream {
				d.count(m.draw(rng), hits)
			}
		}
		lock.Lock()
		defer lock.Unlock()
		for v, h := range hits {
			d.hits[v] += h
		}
	})
	d.paths = int(end) * pathsPerStream
}

// count counts the inner nodes of a path that it enters and leaves by the same block.
func (d *draws) count(path, hits []uint32) {
	for i := 1; i < len(path)-1; i++ {
		if d.parts.of(path[i-1], path[i]) == d.parts.of(path[i], path[i+1]) {
			hits[path[i]]++
		}
	}
}

// of returns the block that the edge between two nodes is part of.
func (p *shatter) of(u, v uint32) uint32 {
	if p.above[u] == v {
		return p.home[u]
	}
	return p.home[v] // either u is above v, or both have the same home
}

// enough reports whether for each node the true share of paths through it is within ε of the share drawn, unless something has
// happened whose probability is exp(-need) at most on either side.
func (d *draws) enough(epsilon, need float64) bool {
	tried := make([]bool, d.paths+1)
	for _, h := range d.hits {
		if tried[h] {
			continue
		}
		tried[h] = true
		p := float64(h) / float64(d.paths)
		if p+epsilon < 1 && divergence(p, p+epsilon)*float64(d.paths) < need ||
			p-epsilon > 0 && divergence(p, p-epsilon)*float64(d.paths) < need {
			return false
		}
	}
	return true
}

// divergence is that of Kullback and Leibler between a coin that shows heads with probability p and one with q, which is neither
// 0 nor 1.
func divergence(p, q float64) float64 {
	sum := 0.0
	if p > 0 {
		sum += p * math.Log(p/q)
	}
	if p < 1 {
		sum += (1 - p) * math.Log((1-p)/(1-q))
	}
	return sum
}
