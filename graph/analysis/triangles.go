package analysis

import (
	"cmp"

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
	weights        []float64
	arcs           []uint8
}

func newUpward(v *view.Graph, u *view.Rows) *upward {
	n := v.Len()
	ties := len(u.Heads) / 2
	up := &upward{
		offsets: make([]uint32, n+1), heads: make([]uint32, 0, ties),
		weights: make([]float64, 0, ties), arcs: make([]uint8, 0, ties),
	}
	for i := range n {
		out, _ := v.Out.Row(i)
		in, _ := v.In.Row(i)
		row, weights := u.Row(i)
		for k, j := range row {
			var arcs uint8
			if len(out) > 0 && out[0] == j {
				out, arcs = out[1:], arcs|along
			}
			if len(in) > 0 && in[0] == j {
				in, arcs = in[1:], arcs|back
			}
			if cmp.Or(cmp.Compare(u.Degree(i), u.Degree(int(j))), cmp.Compare(i, int(j))) < 0 {
				up.heads, up.weights, up.arcs = append(up.heads, j), append(up.weights, weights[k]), append(up.arcs, arcs)
			}
		}
		up.offsets[i+1] = uint32(len(up.heads))
	}
	return up
}

// triangles calls visit for every triangle once, from several goroutines, each with its own number; the triangle is valid until
// visit returns. It takes time
// proportional to the ties times the length of the longest upward row: Schank and Wagner, Finding, counting and listing all
// triangles in large graphs, Workshop on Efficient and Experimental Algorithms 2005.
func (up *upward) triangles(workers int, visit func(worker int, t *triangle)) {
	n := len(up.offsets) - 1
	marks := make([][]uint32, workers) // of each worker, for the heads of the row in hand, their places in it counted from 1
	blocks(n, workers, func(worker, lo, hi int) {
		if marks[worker] == nil {
			marks[worker] = make([]uint32, n)
		}
		mark, t := marks[worker], &triangle{}
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
						t.nodes = [3]uint32{uint32(a), b, up.heads[m]}
						t.ab, t.ac, t.bc = up.arcs[k], up.arcs[at-1], up.arcs[m]
						visit(worker, t)
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
