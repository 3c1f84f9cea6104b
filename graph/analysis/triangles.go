package analysis

import (
	"cmp"
	"slices"

	"policygraph/graph/view"
)

// Which arcs a tie of two nodes consists of.
const (
	along = 1 << iota // from the first node to the second
	back              // from the second to the first
)

// triangle is three nodes that are all tied, and the arcs of each tie.
type triangle struct {
	nodes      [3]uint32
	ab, ac, bc uint8
}

// has reports whether an arc leads from the i-th node to the j-th.
func (t *triangle) has(i, j int) bool {
	arcs := [3]uint8{t.ab, t.ac, t.bc}[i+j-1]
	if i < j {
		return arcs&along != 0
	}
	return arcs&back != 0
}

// upward holds each tie once, at its end of fewer ties; of equal ends, at the lower one. No row is then longer than the root
// of twice the number of ties, not even in a star.
type upward struct {
	offsets, heads []uint32
	arcs           []uint8
}

func newUpward(v *view.Graph, u *view.Rows) *upward {
	n := v.Len()
	up := &upward{offsets: make([]uint32, n+1), heads: make([]uint32, 0, len(u.Heads)/2), arcs: make([]uint8, 0, len(u.Heads)/2)}
	for i := range n {
		out, _ := v.Out.Row(i)
		in, _ := v.In.Row(i)
		row, _ := u.Row(i)
		for _, j := range row {
			var arcs uint8
			if len(out) > 0 && out[0] == j {
				out, arcs = out[1:], arcs|along
			}
			if len(in) > 0 && in[0] == j {
				in, arcs = in[1:], arcs|back
			}
			if cmp.Or(cmp.Compare(u.Degree(i), u.Degree(int(j))), cmp.Compare(i, int(j))) < 0 {
				up.heads, up.arcs = append(up.heads, j), append(up.arcs, arcs)
			}
		}
		up.offsets[i+1] = uint32(len(up.heads))
	}
	return up
}

// triangles calls visit for every triangle once, from several goroutines, each with its own number. It takes time
// proportional to the ties times the length of the longest upward row: Schank and Wagner, Finding, counting and listing all
// triangles in large graphs, Workshop on Efficient and Experimental Algorithms 2005.
func (up *upward) triangles(workers int, visit func(worker int, t *triangle)) {
	n := len(up.offsets) - 1
	marks := make([][]uint32, workers) // of each worker, for the heads of the row in hand, their places in it counted from 1
	blocks(n, workers, func(worker, lo, hi int) {
		if marks[worker] == nil {
			marks[worker] = make([]uint32, n)
		}
		mark := marks[worker]
		for a := lo; a < hi; a++ {
			first, last := up.offsets[a], up.offsets[a+1]
			if last-first < 2 {
				continue
			}
			for k := first; k < last; k++ {
				mark[up.heads[k]] = k + 1
			}
			for k := first; k < last; k++ {
				b := up.heads[k]
				for m := up.offsets[b]; m < up.offsets[b+1]; m++ {
					if at := mark[up.heads[m]]; at != 0 {
						visit(worker, &triangle{
							nodes: [3]uint32{uint32(a), b, up.heads[m]},
							ab:    up.arcs[k], ac: up.arcs[at-1], bc: up.arcs[m],
						})
					}
				}
			}
			for k := first; k < last; k++ {
				mark[up.heads[k]] = 0
			}
		}
	})
}

// clustering returns for each node the share of pairs of its neighbours that are tied themselves, 0 where there are no pairs:
// Watts and Strogatz, Collective dynamics of small-world networks, Nature 393 (1998).
func clustering(v *view.Graph, u *view.Rows, workers int) []float64 {
	workers = min(crew(u, workers), maxScratch)
	n := v.Len()
	counts := make([][]uint64, workers)
	for w := range counts {
		counts[w] = make([]uint64, n)
	}
	newUpward(v, u).triangles(workers, func(worker int, t *triangle) {
		for _, i := range t.nodes {
			counts[worker][i]++
		}
	})
	out := make([]float64, n)
	for i := range out {
		tied := uint64(0)
		for w := range counts {
			tied += counts[w][i]
		}
		if d := float64(u.Degree(i)); d > 1 {
			out[i] = float64(tied) / (d * (d - 1) / 2)
		}
	}
	return out
}

const farLonger = 16 // times as long a row is searched for single numbers rather than read

// constraint returns how much of a node's ties lead, directly or by one step, to the same others: the sum over its neighbours
// j of (p(i,j) + Σ p(i,q)·p(q,j))², where p(i,j) is the share of j in the weights of i's ties in both directions. Burt,
// Structural Holes (1992), as NetworkX and igraph compute it with weights. A node without ties gets 0, where those have no
// number.
func constraint(r *view.Rows, workers int) []float64 {
	n := len(r.Offsets) - 1
	workers = min(crew(r, workers), maxScratch)
	shares := make([]float64, n) // 1 / strength
	for i := range shares {
		if s := r.Strength(i); s > 0 {
			shares[i] = 1 / s
		}
	}
	out := make([]float64, n)
	ties := make([][]float64, workers)
	blocks(n, workers, func(worker, lo, hi int) {
		if ties[worker] == nil {
			ties[worker] = make([]float64, n)
		}
		for i := lo; i < hi; i++ {
			out[i] = constraintOn(r, i, shares, ties[worker])
		}
	})
	return out
}

// constraintOn returns the constraint on one node. own is all zeros, before and after.
func constraintOn(r *view.Rows, i int, shares, own []float64) float64 {
	row, weights := r.Row(i)
	for k, j := range row {
		own[j] = weights[k] * shares[i]
	}
	sum := 0.0
	for _, j := range row {
		p := own[j]
		theirs, back := r.Row(int(j))
		if len(theirs) > farLonger*len(row) {
			for _, q := range row {
				if k, ok := slices.BinarySearch(theirs, q); ok {
					p += float64(own[q] * back[k] * shares[q])
				}
			}
		} else {
			for k, q := range theirs {
				if own[q] > 0 {
					p += float64(own[q] * back[k] * shares[q])
				}
			}
		}
		sum += float64(p * p)
	}
	for _, j := range row {
		own[j] = 0
	}
	return sum
}
