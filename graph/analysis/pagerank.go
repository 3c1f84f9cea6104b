package analysis

import (
	"math"

	"policygraph/graph/view"
)

const (
	damping       = 0.85
	rankTolerance = 1e-10   // bound on the sum of the errors of all ranks
	maxRankTerms  = 1000    // the plain series needs 154; rounding errors could keep the bound from being met
	rankParts     = 64      // among which nodes are dealt out; not by the number of workers, as sums depend on it
	smallGraph    = 1 << 14 // nodes and arcs below which dealing out costs more than it gains
)

// pageRank returns the weighted PageRank of each node; the ranks sum to 1 and their errors to at most 1e-10. Nodes without
// outgoing edges pass their rank to all nodes alike.
//
// With t₀ = 1/n and A the damped, weighted transition without those nodes' jumps, the ranks are proportional to the series
// Σ Aᵏt₀, as such jumps only rescale it; see Langville and Meyer, Deeper inside PageRank, Internet Mathematics 1 (2004).
// Once successive terms t and At differ by little more than a factor μ, the series from At on is close to At/(1-μ), with an
// error of at most d|At-μt| / ((1-μ)(1-d)) in the 1-norm for damping d: that bound decides when to stop.
//
// Only cycles need a series: what leads into them is known from the nodes before it, what they lead to follows from them. The
// graph of a report has few nodes on and between cycles; its ranks come from a series over those.
func pageRank(v *view.Graph, workers int) []float64 {
	n := v.Len()
	if n == 0 {
		return nil
	}
	out, start := transition(v, workers)
	if ends(v) >= n/4 { // else to look for the core takes longer than it is likely to spare
		if c := findCore(v); len(c.nodes) <= n/2 {
			return scaled(c.ranks(v, out, start, workers))
		}
	}
	return scaled(newRankSeries(&v.In, out, start).run(workers))
}

// transition returns for each node damping over the strength of what leads out of it, 0 if nothing does, and t₀.
func transition(v *view.Graph, workers int) (out, start []float64) {
	n := v.Len()
	out, start = make([]float64, n), make([]float64, n)
	blocks(n, crew(&v.Out, workers), func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			if w := v.Out.Strength(i); w > 0 {
				out[i] = damping / w
			}
			start[i] = 1 / float64(n)
		}
	})
	return out, start
}

// ends returns the number of nodes that nothing leads to or that lead to nothing.
func ends(v *view.Graph) int {
	found := 0
	for i := range v.Len() {
		if v.In.Degree(i) == 0 || v.Out.Degree(i) == 0 {
			found++
		}
	}
	return found
}

// core is the part of a graph on and between its cycles, the nodes before it and the nodes behind it.
type core struct {
	before []uint32 // in an order in which arcs lead on
	nodes  []uint32 // in their own order
	behind []uint32 // in an order in which arcs lead back
}

// findCore takes off nodes that nothing leads to, or that lead to nothing, as long as there are some; Kahn, Topological sorting
// of large networks, Communications of the ACM 5 (1962).
func findCore(v *view.Graph) core {
	n := v.Len()
	gone, left, orders := make([]bool, n), make([]uint32, n), make([]uint32, 2*n)
	peel := func(from, to *view.Rows) []uint32 {
		order := orders[:0:n]
		orders = orders[n:]
		for i := range n {
			if left[i] = uint32(from.Degree(i)); left[i] == 0 && !gone[i] {
				order = append(order, uint32(i))
			}
		}
		for k := 0; k < len(order); k++ {
			gone[order[k]] = true
			heads, _ := to.Row(int(order[k]))
			for _, j := range heads {
				if left[j]--; left[j] == 0 && !gone[j] {
					order = append(order, j)
				}
			}
		}
		return order
	}
	c := core{before: peel(&v.In, &v.Out)}
	c.behind = peel(&v.Out, &v.In)
	for i := range n {
		if !gone[i] {
			c.nodes = append(c.nodes, uint32(i))
		}
	}
	return c
}

// ranks returns the sum of the series that begins with start, which it overwrites.
func (c *core) ranks(v *view.Graph, out, start []float64, workers int) []float64 {
	sum := start
	push := func(i uint32) {
		share := sum[i] * out[i]
		heads, weights := v.Out.Row(int(i))
		for k, j := range heads {
			sum[j] += float64(share * weights[k])
		}
	}
	for _, i := range c.before {
		push(i)
	}
	if len(c.nodes) > 0 {
		c.solve(v, out, sum, workers)
	}
	for k := len(c.behind) - 1; k >= 0; k-- {
		push(c.behind[k])
	}
	return sum
}

// solve replaces what leads into the core by the ranks of its nodes, and passes them on to the nodes behind it.
func (c *core) solve(v *view.Graph, out, sum []float64, workers int) {
	n := len(c.nodes)
	place := make([]uint32, v.Len()) // in the core, from 1
	for k, i := range c.nodes {
		place[i] = uint32(k) + 1
	}
	in := view.Rows{Offsets: make([]uint32, 1, n+1)}
	damped, start := make([]float64, n), make([]float64, n)
	for k, i := range c.nodes {
		damped[k], start[k] = out[i], sum[i]
		heads, weights := v.In.Row(int(i))
		for a, j := range heads {
			if place[j] > 0 {
				in.Heads, in.Weights = append(in.Heads, place[j]-1), append(in.Weights, weights[a])
			}
		}
		in.Offsets = append(in.Offsets, uint32(len(in.Heads)))
	}
	for k, x := range newRankSeries(&in, damped, start).run(workers) {
		i := c.nodes[k]
		sum[i] = x
		share := x * out[i]
		heads, weights := v.Out.Row(int(i))
		for a, j := range heads {
			if place[j] == 0 {
				sum[j] += float64(share * weights[a])
			}
		}
	}
}

// rankSeries is the series as far as it is summed. One look at each arc makes the next term and what the bound needs.
type rankSeries struct {
	in          *view.Rows
	bounds      []int     // of the parts
	out         []float64 // damping over the strength of what leads out of each node, or 0
	term, next  []float64
	share, pass []float64 // of term and next, what each unit of weight passes on
	sum         []float64
	size, mu    float64   // of term; its growth
	grown, off  []float64 // of each part of next, its size and |next - mu term|
}

// newRankSeries returns the series with the given first term, which it keeps.
func newRankSeries(in *view.Rows, out, start []float64) *rankSeries {
	n, parts := len(start), rankParts
	if n+len(in.Heads) < smallGraph {
		parts = 1
	}
	s := &rankSeries{
		in: in, bounds: balanced(in, parts), out: out, term: start, next: make([]float64, n),
		share: make([]float64, n), pass: make([]float64, n), sum: make([]float64, n),
		grown: make([]float64, parts), off: make([]float64, parts),
	}
	for i, t := range s.term {
		s.size += t
		s.share[i] = t * s.out[i]
	}
	return s
}

// run returns the sum of the series.
func (s *rankSeries) run(workers int) []float64 {
	terms := 0
	view.Rounds(workers, s.parts(), s.part, func() bool {
		terms++
		return !s.close() && terms < maxRankTerms
	})
	return s.sum
}

func (s *rankSeries) parts() int { return len(s.bounds) - 1 }

// balanced returns where to cut the rows into that many parts of about as many arcs and nodes each.
func balanced(r *view.Rows, parts int) []int {
	n := len(r.Offsets) - 1
	bounds := make([]int, parts+1)
	for p, i := 1, 0; p <= parts; p++ {
		for i < n && (int(r.Offsets[i])+i)*parts < p*(len(r.Heads)+n) {
			i++
		}
		bounds[p] = i
	}
	return bounds
}

// part makes a part of the next term and adds that of the current one to the sum.
func (s *rankSeries) part(p int) {
	lo, hi := s.bounds[p], s.bounds[p+1]
	grown, off, begin := 0.0, 0.0, s.in.Offsets[lo]
	for i := lo; i < hi; i++ {
		x, end := 0.0, s.in.Offsets[i+1]
		weights := s.in.Weights[begin:end]
		for k, j := range s.in.Heads[begin:end] {
			x += float64(s.share[j] * weights[k])
		}
		begin = end
		t := s.term[i]
		s.sum[i] += t
		s.next[i], s.pass[i] = x, x*s.out[i]
		grown += x
		off += math.Abs(x - float64(s.mu*t))
	}
	s.grown[p], s.off[p] = grown, off
}

// close goes on to the next term or, if what follows is known well enough, adds that and reports so.
func (s *rankSeries) close() bool {
	grown, off := 0.0, 0.0
	for p := range s.parts() {
		grown, off = grown+s.grown[p], off+s.off[p]
	}
	// The ranks of the whole graph sum to at least 1, so that scaling to 1 at most doubles the error. The bound is for all that
	// follows from the term, so it covers what a core passes on to the nodes behind it.
	if 2*damping*off/((1-s.mu)*(1-damping)) <= rankTolerance {
		for i, x := range s.next {
			s.sum[i] += x / (1 - s.mu)
		}
		return true
	}
	s.mu, s.size = grown/s.size, grown
	s.term, s.next, s.share, s.pass = s.next, s.term, s.pass, s.share
	return false
}

// scaled divides the numbers by their sum.
func scaled(xs []float64) []float64 {
	total := 0.0
	for _, x := range xs {
		total += x
	}
	for i := range xs {
		xs[i] /= total
	}
	return xs
}
