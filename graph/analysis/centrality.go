package analysis

import (
	"math"
	"slices"

	"policygraph/graph/view"
)

// eigenvector returns the eigenvector of the largest eigenvalue of an undirected weighted graph, with the largest number 1:
// Bonacich, Factoring and weighting approaches to status scores and clique identification, Journal of Mathematical Sociology
// 2 (1972). Where the graph falls into parts, only those with the largest eigenvalue have numbers above 0; where several
// have it, each has its own, as large as repeated multiplication of equal numbers would leave them.
func eigenvector(r *view.Rows, workers int) []float64 {
	n := len(r.Offsets) - 1
	labels := components(r, nil)
	members, offsets := group(labels, count(labels))
	parts := make([]part, len(offsets)-1)
	numbers := make([]uint32, n) // of each node in its part
	for p := range parts {
		parts[p].nodes = members[offsets[p]:offsets[p+1]]
		for k, i := range parts[p].nodes {
			numbers[i] = uint32(k)
			parts[p].bound = max(parts[p].bound, r.Strength(int(i)))
		}
	}
	_, out := principal(parts, n, workers, func(p part) *matrix { return &matrix{rows: rowsOf(r, p.nodes, numbers)} })
	return out
}

// rowsOf returns the rows of the nodes, which are in ascending order, with their heads numbered anew.
func rowsOf(r *view.Rows, nodes, numbers []uint32) *view.Rows {
	if len(nodes) == len(r.Offsets)-1 && unchanged(numbers) {
		return r
	}
	out := &view.Rows{Offsets: make([]uint32, 1, len(nodes)+1)}
	for _, i := range nodes {
		row, weights := r.Row(int(i))
		for _, j := range row {
			out.Heads = append(out.Heads, numbers[j])
		}
		out.Weights = append(out.Weights, weights...)
		out.Offsets = append(out.Offsets, uint32(len(out.Heads)))
	}
	return out
}

func unchanged(numbers []uint32) bool {
	for i, k := range numbers {
		if int(k) != i {
			return false
		}
	}
	return true
}

// standing is what the eigenvectors of going along the arcs and back say.
type standing struct {
	hub, authority []float64 // with the largest number 1
	norm           float64   // the largest singular value of the matrix of weights
}

// hits returns hubs and authorities of a weighted graph: Kleinberg, Authoritative sources in a hyperlinked environment,
// Journal of the ACM 46 (1999). Authority is the eigenvector of the largest eigenvalue of going back along the arcs and on
// again; see [principal] for graphs where that falls into parts.
func hits(v *view.Graph, workers int) standing {
	parts, numbers := flows(v)
	n := v.Len()
	value, authority := principal(parts, n, workers, func(p part) *matrix {
		return &matrix{rows: rowsOf(&v.Out, p.senders, numbers[n:]), back: rowsOf(&v.In, p.nodes, numbers[:n])}
	})
	hub := make([]float64, n)
	gather(&v.Out, crew(&v.Out, workers), authority, hub)
	return standing{hub: scaledToMax(hub), authority: authority, norm: math.Sqrt(value)}
}

// flows returns the parts into which a graph falls when each node's arcs from it are taken apart from those to it, and the
// number of each node in its part: first as the sender of arcs, then, n later, as the receiver.
func flows(v *view.Graph) ([]part, []uint32) {
	n := v.Len()
	labels := flowLabels(v)
	members, offsets := group(labels, count(labels))
	once, twice := make([]float64, n), make([]float64, n)
	for i := range once {
		once[i] = v.Out.Strength(i)
	}
	gather(&v.In, 1, once, twice) // the sums of the matrix's rows
	parts := make([]part, len(offsets)-1)
	numbers := make([]uint32, 2*n)
	for p := range parts {
		nodes := members[offsets[p]:offsets[p+1]]
		middle, _ := slices.BinarySearch(nodes, uint32(n))
		parts[p].senders, parts[p].nodes = nodes[:middle], nodes[middle:]
		for k, i := range parts[p].senders {
			numbers[i] = uint32(k)
		}
		for k, i := range parts[p].nodes {
			numbers[i] = uint32(k)
			parts[p].nodes[k] = i - uint32(n)
			parts[p].bound = max(parts[p].bound, twice[i-uint32(n)])
		}
	}
	return parts, numbers
}

// flowLabels labels each node's part as sender and, n later, as receiver.
func flowLabels(v *view.Graph) []uint32 {
	n := v.Len()
	labels, seen := make([]uint32, 2*n), make([]bool, 2*n)
	var queue []uint32
	next := uint32(0)
	for s := range 2 * n {
		if seen[s] {
			continue
		}
		seen[s] = true
		queue = append(queue[:0], uint32(s))
		for len(queue) > 0 {
			u := int(queue[len(queue)-1])
			queue = queue[:len(queue)-1]
			labels[u] = next
			rows, at, other := &v.Out, u, n
			if u >= n {
				rows, at, other = &v.In, u-n, 0
			}
			row, _ := rows.Row(at)
			for _, w := range row {
				if w := int(w) + other; !seen[w] {
					seen[w] = true
					queue = append(queue, uint32(w))
				}
			}
		}
		next++
	}
	return labels
}

const (
	attenuation   = 0.85  // of Katz's measure, relative to the norm of the weights
	katzTolerance = 1e-12 // of the error's length, relative to that of the result
	maxKatzTerms  = 500   // the plain series needs about 180
)

// katz returns Katz's status of each node: the sum over all walks that end there, each counting with α to the power of its
// length times the weights on its way; the squares of the numbers sum to 1. Katz, A new status index derived from sociometric
// analysis, Psychometrika 18 (1953). α is 0.85 divided by norm, the largest singular value of the matrix of weights: no
// eigenvalue is larger, so that the series converges on every graph, also on those without cycles, where eigenvalues are 0.
//
// The series ends as that of [pageRank] does: from a term t on it is close to t/(1-μ), with an error of at most
// |At-μt| / ((1-μ)(1-0.85)).
func katz(v *view.Graph, norm float64, workers int) []float64 {
	n := v.Len()
	workers = crew(&v.In, workers)
	alpha := 0.0
	if norm > 0 {
		alpha = attenuation / norm
	}
	term, next, sum := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range term {
		term[i] = 1
	}
	for range maxKatzTerms {
		gather(&v.In, workers, term, next)
		d := sums(n, workers, func(lo, hi int) (out [4]float64) {
			for i := lo; i < hi; i++ {
				next[i] *= alpha
				out[0] += float64(next[i] * term[i])
				out[1] += float64(term[i] * term[i])
				out[2] += float64(next[i] * next[i])
			}
			return out
		})
		mu, off := 0.0, 0.0
		if d[1] > 0 {
			mu = d[0] / d[1]
		}
		off = math.Sqrt(sums(n, workers, func(lo, hi int) (out [4]float64) {
			for i := lo; i < hi; i++ {
				x := next[i] - float64(mu*term[i])
				out[0] += float64(x * x)
			}
			return out
		})[0])
		last := off/((1-mu)*(1-attenuation)) <= katzTolerance*math.Sqrt(float64(n))
		scale := 1.0
		if last {
			scale = 1 / (1 - mu)
		}
		for i := range sum {
			sum[i] += term[i] * scale
		}
		if last {
			break
		}
		term, next = next, term
	}
	return scaledToLength(sum)
}

// scaledToLength divides the numbers by the root of the sum of their squares, if that is above 0.
func scaledToLength(xs []float64) []float64 {
	d := sums(len(xs), 1, func(lo, hi int) (out [4]float64) {
		for i := lo; i < hi; i++ {
			out[0] += float64(xs[i] * xs[i])
		}
		return out
	})
	if length := math.Sqrt(d[0]); length > 0 {
		for i := range xs {
			xs[i] /= length
		}
	}
	return xs
}
