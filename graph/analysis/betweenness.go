package analysis

import (
	"math"
	"math/bits"
	"slices"

	"policygraph/graph/view"
)

// betweenness returns for each node of an undirected graph the sum over unordered pairs of other nodes of the share of their
// shortest paths that pass through it. Not normalised.
//
// What paths do between the blocks of the graph is counted at once; within each block every node is a source, as in Brandes,
// A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25 (2001), and stands for all nodes behind
// it: Sarıyüce et al., Shattering and compressing networks for betweenness centrality, SIAM Data Mining (2013). Of nodes with the
// same neighbours one is a source for all. Exact, in time O(nodes · edges) of the largest block.
func betweenness(r *view.Rows, workers int) []float64 {
	parts := findBlocks(r)
	var inner []*block
	base := 0
	local := make([]uint32, len(r.Offsets)-1)
	for i := range len(parts.starts) - 1 {
		b := newBlock(r, parts, i, local)
		b.base, base = base, base+len(b.nodes)
		inner = append(inner, b)
	}
	total := parts.changes
	if len(inner) == 0 {
		return total
	}
	sums := sumLanes(workers, base, func() func(int, int, []float64) {
		b := newBrandes(inner)
		return func(lane, lanes int, sum []float64) {
			for _, part := range inner {
				b.block = part
				for s := (lane + part.base) % lanes; s < len(part.nodes); s += lanes {
					b.sources(uint32(s), sum[part.base:])
				}
			}
		}
	})
	for _, b := range inner {
		for i, v := range b.nodes {
			total[v] += sums[b.base+i] / 2 // each pair was met from both its ends
		}
	}
	return total
}

// block is one block as a graph of its own, its nodes numbered from the best tied on: what is accessed most stands together.
type block struct {
	view.Rows           // without weights
	nodes     []uint32  // the number of each in the whole graph
	behind    []float64 // of each, how many nodes it stands for
	base      int       // place of its numbers among those of all blocks
	alike     []uint32  // of each, how many have its neighbours and stand for as many, or 0 if one before it does; nil if all differ
}

// newBlock makes the graph of the i-th block. Local is scratch for the whole graph's nodes.
func newBlock(r *view.Rows, parts *shatter, i int, local []uint32) *block {
	lo, hi := parts.starts[i], parts.starts[i+1]
	members := parts.members[lo:hi]
	n, top, home := len(members), members[0], parts.home[members[1]]
	// Only the rows of members other than the top are read, which may have many other blocks: each row is read once in all.
	inside := func(v uint32) bool { return v == top || parts.home[v] == home }
	degrees := make([]uint32, n)
	for k, u := range members {
		local[u] = uint32(k)
	}
	for k, u := range members[1:] {
		row, _ := r.Row(int(u))
		for _, v := range row {
			if inside(v) {
				degrees[k+1]++
				if v == top {
					degrees[0]++
				}
			}
		}
	}
	order := byDegree(degrees)
	b := &block{nodes: make([]uint32, n), behind: make([]float64, n), Rows: view.Rows{Offsets: make([]uint32, n+1)}}
	for at, k := range order {
		b.nodes[at], b.behind[at] = members[k], parts.behind[int(lo)+int(k)]
		b.Offsets[at+1] = b.Offsets[at] + degrees[k]
	}
	for at, v := range b.nodes {
		local[v] = uint32(at)
	}
	b.Heads = make([]uint32, b.Offsets[n])
	next := b.Offsets[local[top]]
	for at, u := range b.nodes {
		if u == top {
			continue
		}
		k := b.Offsets[at]
		row, _ := r.Row(int(u))
		for _, v := range row {
			if !inside(v) {
				continue
			}
			b.Heads[k] = local[v]
			k++
			if v == top {
				b.Heads[next] = uint32(at)
				next++
			}
		}
	}
	b.findTwins()
	return b
}

// findTwins counts the nodes with the same neighbours. Rows list them in the order of the whole graph, but that of the top, whose
// twins may be missed.
func (b *block) findTwins() {
	firsts := make([]uint32, 1<<bits.Len(uint(2*len(b.nodes)))) // by hash with linear probing, from 1
	mask := uint64(len(firsts) - 1)
	for v := range b.nodes {
		row := b.Heads[b.Offsets[v]:b.Offsets[v+1]]
		h := math.Float64bits(b.behind[v])
		for _, u := range row {
			h = (h ^ uint64(u)) * 0x9E3779B97F4A7C15
			h ^= h >> 29
		}
		h &= mask
		for firsts[h] > 0 && !b.twins(firsts[h]-1, uint32(v)) {
			h = (h + 1) & mask
		}
		if firsts[h] == 0 {
			firsts[h] = uint32(v) + 1
			continue
		}
		if b.alike == nil {
			b.alike = slices.Repeat([]uint32{1}, len(b.nodes))
		}
		b.alike[firsts[h]-1]++
		b.alike[v] = 0
	}
}

// twins reports whether two nodes have the same neighbours and stand for as many nodes.
func (b *block) twins(u, v uint32) bool {
	return b.behind[u] == b.behind[v] && slices.Equal(b.Heads[b.Offsets[u]:b.Offsets[u+1]], b.Heads[b.Offsets[v]:b.Offsets[v+1]])
}

// byDegree returns the nodes in descending order of their degrees, equal ones in their own order.
func byDegree(degrees []uint32) []uint32 {
	most := uint32(0)
	for _, d := range degrees {
		most = max(most, d)
	}
	starts := make([]uint32, most+2)
	for _, d := range degrees {
		starts[most-d+1]++
	}
	for i := range most + 1 {
		starts[i+1] += starts[i]
	}
	order := make([]uint32, len(degrees))
	for i, d := range degrees {
		order[starts[most-d]] = uint32(i)
		starts[most-d]++
	}
	return order
}
