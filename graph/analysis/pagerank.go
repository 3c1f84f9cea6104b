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
func pageRank(v *view.Graph, workers int) []float64 {
	n := v.Len()
	if n == 0 {
		return nil
	}
	s := newRankSeries(v)
	terms := 0
	view.Rounds(workers, s.parts(), s.part, func() bool {
		terms++
		return !s.close() && terms < maxRankTerms
	})
	return scaled(s.sum)
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

func newRankSeries(v *view.Graph) *rankSeries {
	n, parts := v.Len(), rankParts
	if n+v.Arcs() < smallGraph {
		parts = 1
	}
	s := &rankSeries{
		in: &v.In, bounds: balanced(&v.In, parts), out: make([]float64, n), term: make([]float64, n), next: make([]float64, n),
		share: make([]float64, n), pass: make([]float64, n), sum: make([]float64, n),
		size: 1, grown: make([]float64, parts), off: make([]float64, parts),
	}
	for i := range n {
		s.term[i] = 1 / float64(n)
		if w := v.Out.Strength(i); w > 0 {
			s.out[i] = damping / w
		}
		s.share[i] = s.term[i] * s.out[i]
	}
	return s
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
	// The true sum of the series is at least 1, so that scaling to 1 at most doubles the error.
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
