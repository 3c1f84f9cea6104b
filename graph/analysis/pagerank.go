package analysis

import (
	"math"

	"policygraph/graph/view"
)

const (
	damping       = 0.85
	rankTolerance = 1e-10 // bound on the sum of the errors of all ranks
	maxRankTerms  = 1000  // the plain series needs 154; rounding errors could keep the bound from being met
)

// pageRank returns the weighted PageRank of each node; the ranks sum to 1 and their errors to at most 1e-10. Nodes without
// outgoing edges pass their rank to all nodes alike.
//
// With t₀ = 1/n and A the damped, weighted transition without those nodes' jumps, the ranks are proportional to the series
// Σ Aᵏt₀, as such jumps only rescale it; see Langville and Meyer, Deeper inside PageRank, Internet Mathematics 1 (2004).
// Once successive terms t and At differ by little more than a factor μ, the series from t on is close to t/(1-μ), with an
// error of at most |At-μt| / ((1-μ)(1-d)) in the 1-norm: that bound decides when to stop.
func pageRank(v *view.Graph) []float64 {
	n := v.Len()
	term, next, share, sum := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	out := make([]float64, n)
	for i := range n {
		term[i] = 1 / float64(n)
		if s := v.Out.Strength(i); s > 0 {
			out[i] = damping / s
		}
	}
	size := 1.0
	for range maxRankTerms {
		for i := range term {
			share[i] = term[i] * out[i]
		}
		grown := step(v, share, next)
		mu, off := grown/size, 0.0
		for i := range next {
			off += math.Abs(next[i] - float64(mu*term[i]))
		}
		// The true sum of the series is at least 1, so that scaling to 1 at most doubles the error.
		if 2*off/((1-mu)*(1-damping)) <= rankTolerance {
			for i := range sum {
				sum[i] += term[i] / (1 - mu)
			}
			break
		}
		for i := range sum {
			sum[i] += term[i]
		}
		term, next, size = next, term, grown
	}
	return scaled(sum)
}

// step sets next to what arrives at each node when every node passes its share on over its edges, and returns the total.
func step(v *view.Graph, share, next []float64) float64 {
	total := 0.0
	for i := range next {
		x := 0.0
		row, weights := v.In.Row(i)
		for k, j := range row {
			x += float64(share[j] * weights[k])
		}
		next[i] = x
		total += x
	}
	return total
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
