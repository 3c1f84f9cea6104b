package analysis

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"policygraph/graph/view"
)

// distances says how near each node of an undirected graph, without weights, is to the others.
type distances struct {
	harmonic  []float64 // mean of 1/distance to all other nodes; 0 for those out of reach
	closeness []float64 // 1/mean distance to the nodes within reach, times their share of all others
	sources   int       // how many nodes the distances to were measured in the largest component, or 0 if to all
}

// measureDistances measures them from every node or, in a graph of more nodes than s allows, from enough nodes of each large
// component, drawn from the seed, for the bound of [Sampling]: Eppstein and Wang, Fast approximation of centrality, Journal of
// Graph Algorithms and Applications 8 (2004). Sources of a component number at least ln(2·nodes/δ) / 2ε² if it has more nodes
// than that; the mean of that many numbers between 0 and 1, drawn without repetition, is off by more than ε with probability
// δ/nodes at most: Hoeffding, Probability inequalities for sums of bounded random variables, Journal of the American
// Statistical Association 58 (1963).
func measureDistances(r *view.Rows, s Sampling, seed uint64, workers int) *distances {
	n := len(r.Offsets) - 1
	labels := components(r, nil)
	members, starts := group(labels, count(labels))
	limit := n
	if n > s.ExactUpTo {
		limit = int(min(float64(n), math.Ceil(math.Log(2*float64(n)/s.Delta)/(2*s.Epsilon*s.Epsilon))))
	}
	d := &distances{harmonic: make([]float64, n), closeness: make([]float64, n)}
	rng := rand.New(rand.NewPCG(seed, distanceStream))
	var sources []uint32
	for c := range len(starts) - 1 {
		part := members[starts[c]:starts[c+1]]
		if len(part) > limit {
			d.sources = limit
			part = slices.Clone(part)
			for i := range limit {
				j := i + rng.IntN(len(part)-i)
				part[i], part[j] = part[j], part[i]
			}
			part = part[:limit]
		}
		if len(part) > 1 {
			sources = append(sources, part...)
		}
	}
	near, far := spread(r, sources, workers)
	for c := range len(starts) - 1 {
		size := int(starts[c+1] - starts[c])
		scale := float64(size) / float64(min(size, limit))
		for _, v := range members[starts[c]:starts[c+1]] {
			if size > 1 && far[v] > 0 {
				d.harmonic[v] = near[v] * scale / float64(n-1)
				d.closeness[v] = float64(size-1) / (far[v] * scale) * (float64(size-1) / float64(n-1))
			}
		}
	}
	return d
}

// spread returns for each node the sum of the inverse distances to the sources, and of the distances.
func spread(r *view.Rows, sources []uint32, workers int) (near, far []float64) {
	n := len(r.Offsets) - 1
	sums := sumLanes(workers, 2*n, func() func(int, int, []float64) {
		w := &wave{r: r, seen: make([]uint64, n), now: make([]uint64, n), next: make([]uint64, n)}
		return func(lane, lanes int, sum []float64) {
			w.near, w.far = sum[:n], sum[n:]
			for lo := lane * 64; lo < len(sources); lo += lanes * 64 {
				w.batch(sources[lo:min(lo+64, len(sources))])
			}
		}
	})
	return sums[:n], sums[n:]
}

// wave is the state of a worker that searches from 64 sources at once, each of which is a bit of a word: Then et al., The more
// the merrier: efficient multi-source graph traversal, Proceedings of the VLDB Endowment 8 (2014).
type wave struct {
	r         *view.Rows
	seen      []uint64 // of each node, the sources that have reached it
	now, next []uint64 // those that have in the last round, and in this one
	front     []uint32 // nodes with such in now
	behind    []uint32 // scratch for the next front
	near, far []float64
	full      uint64  // all sources
	inverse   float64 // of the distance
	hops      float64
}

// batch adds the distances to up to 64 sources.
func (w *wave) batch(sources []uint32) {
	clear(w.seen)
	clear(w.now)
	clear(w.next)
	w.full = ^uint64(0) >> (64 - len(sources))
	w.front = w.front[:0]
	for k, s := range sources {
		w.seen[s], w.now[s] = 1<<k, 1<<k
		w.front = append(w.front, s)
	}
	for w.hops = 1; len(w.front) > 0; w.hops++ {
		w.inverse = 1 / w.hops
		ahead := 0
		for _, v := range w.front {
			ahead += w.r.Degree(int(v))
		}
		w.behind = w.behind[:0]
		if ahead > len(w.r.Heads)/pullShare {
			w.pull()
		} else {
			w.push()
		}
		w.front, w.behind = w.behind, w.front
		w.now, w.next = w.next, w.now
	}
}

// pullShare is the share of all arcs that must lead on from the front for it to be cheaper to look from all nodes for it.
const pullShare = 8

// reach notes that the sources in x, which have not reached v so far, do.
func (w *wave) reach(v uint32, x uint64) {
	c := float64(bits.OnesCount64(x))
	w.seen[v] |= x
	w.near[v] += float64(c * w.inverse)
	w.far[v] += float64(c * w.hops)
	w.behind = append(w.behind, v)
}

// push passes the front's sources on to its neighbours.
func (w *wave) push() {
	for _, u := range w.front {
		x := w.now[u]
		w.now[u] = 0
		row, _ := w.r.Row(int(u))
		for _, v := range row {
			if y := x &^ w.seen[v]; y != 0 {
				if w.next[v] == 0 {
					w.behind = append(w.behind, v)
				}
				w.next[v] |= y
			}
		}
	}
	front := w.behind
	w.behind = w.behind[:0]
	for _, v := range front {
		w.reach(v, w.next[v])
	}
}

// pull lets every node look for sources among its neighbours, until it has met all.
func (w *wave) pull() {
	for v, seen := range w.seen {
		if seen == w.full {
			continue
		}
		x := uint64(0)
		for _, u := range w.r.Heads[w.r.Offsets[v]:w.r.Offsets[v+1]] {
			if x |= w.now[u]; x|seen == w.full {
				break
			}
		}
		if x &^= seen; x != 0 {
			w.next[v] = x
			w.reach(uint32(v), x)
		}
	}
	clear(w.now)
}

// note says how far the scores of a sample can be off.
func (d *distances) note(s Sampling, what string) string {
	return fmt.Sprintf("estimate from the distances to %d nodes: with probability %v %s", d.sources, 1-s.Delta, what)
}
