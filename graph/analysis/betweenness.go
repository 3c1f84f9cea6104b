package analysis

import (
	"sync/atomic"

	"policygraph/graph/view"
)

// lanes is the number of partial sums among which sources are dealt out. It is fixed, so that the order of additions, and
// with it the last bits of the result, does not depend on the number of workers.
const lanes = 8

// betweenness returns for each node of an undirected graph the sum over unordered pairs of other nodes of the share of their
// shortest paths that pass through it. Not normalised. The algorithm is that of Brandes, A faster algorithm for betweenness
// centrality, Journal of Mathematical Sociology 25 (2001): exact, in time O(nodes · edges).
func betweenness(r *view.Rows, workers int) []float64 {
	n := len(r.Offsets) - 1
	var sums [lanes][]float64
	var next atomic.Int32
	view.Workers(min(workers, lanes), func() {
		b := newBrandes(r)
		for lane := int(next.Add(1)) - 1; lane < lanes; lane = int(next.Add(1)) - 1 {
			sums[lane] = make([]float64, n)
			for s := lane; s < n; s += lanes {
				b.source(uint32(s), sums[lane])
			}
		}
	})
	total := make([]float64, n)
	for i := range total {
		for lane := range sums {
			total[i] += sums[lane][i]
		}
		total[i] /= 2 // each pair was met from both its ends
	}
	return total
}

// brandes is the state of one worker. Only rank is accessed at random: everything else stands in the order in which the
// breadth-first search meets the nodes, so that the way back over the shortest paths runs through memory in sequence.
type brandes struct {
	r     *view.Rows
	rank  []int32   // of each node, its place in order, or -1
	order []uint32  // nodes as met
	paths []float64 // number of shortest paths from the source
	share []float64 // (1 + dependency) / paths
	first []uint32  // of each place, the start of its arcs in arcs
	arcs  []uint32  // shortest-path arcs to the next level, as places
}

func newBrandes(r *view.Rows) *brandes {
	n := len(r.Offsets) - 1
	b := &brandes{
		r: r, rank: make([]int32, n), order: make([]uint32, 0, n), paths: make([]float64, n), share: make([]float64, n),
		first: make([]uint32, n+1), arcs: make([]uint32, 0, len(r.Heads)),
	}
	for i := range b.rank {
		b.rank[i] = -1
	}
	return b
}

// source adds the dependencies of source s to sum.
func (b *brandes) source(s uint32, sum []float64) {
	b.search(s)
	for i := len(b.order) - 1; i > 0; i-- {
		dependency := 0.0
		for _, j := range b.arcs[b.first[i]:b.first[i+1]] {
			dependency += b.share[j]
		}
		dependency = float64(dependency * b.paths[i])
		b.share[i] = (1 + dependency) / b.paths[i]
		sum[b.order[i]] += dependency
	}
	for _, v := range b.order {
		b.rank[v] = -1
	}
}

// search finds the shortest paths from s. A node met within the current level's reach lies on the next level exactly if its
// place is not before the end of the current one, which saves storing distances.
func (b *brandes) search(s uint32) {
	b.order, b.arcs = append(b.order[:0], s), b.arcs[:0]
	b.rank[s], b.paths[0] = 0, 1
	end := int32(1) // of the current level
	for i := 0; i < len(b.order); i++ {
		if int32(i) == end {
			end = int32(len(b.order))
		}
		b.first[i] = uint32(len(b.arcs))
		row, _ := b.r.Row(int(b.order[i]))
		for _, v := range row {
			at := b.rank[v]
			if at < 0 {
				at = int32(len(b.order))
				b.rank[v], b.paths[at] = at, 0
				b.order = append(b.order, v)
			}
			if at >= end {
				b.paths[at] += b.paths[i]
				b.arcs = append(b.arcs, uint32(at))
			}
		}
	}
	b.first[len(b.order)] = uint32(len(b.arcs))
}
