package analysis

import "math"

// eigenDigits is the step to which numbers that come from an eigenvector are rounded: what is smaller is of the size of its
// errors.
const eigenDigits = 1e-9

// steady rounds the numbers of an eigenvector.
func steady(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = math.Round(x/eigenDigits) * eigenDigits
	}
	return out
}

func hubOf(n *input) []float64 { return steady(n.standing().hub) }

func authorityOf(n *input) []float64 { return steady(n.standing().authority) }

func eigenvectorOf(n *input) []float64 { return steady(eigenvector(&n.undirected.Rows, n.workers)) }

func katzOf(n *input) []float64 { return katz(n.directed, n.standing().norm, n.workers) }

func corenessOf(n *input) []float64 {
	cores := coreness(&n.undirected.Rows)
	return each(n, func(i int) float64 { return float64(cores[i]) })
}

func clusteringOf(n *input) []float64 { return clustering(n.directed, &n.undirected.Rows, n.workers) }

func articulationOf(n *input) []float64 {
	points, _ := cuts(&n.undirected.Rows)
	return each(n, func(i int) float64 {
		if points[i] {
			return 1
		}
		return 0
	})
}

func constraintOf(n *input) []float64 { return constraint(n.directed, &n.undirected.Rows, n.workers) }

// byCountry and bySection return measures that pick a number of the roles between countries or sections.
func byCountry(pick func(Roles) int) func(*input) []float64 {
	return func(n *input) []float64 { return each(n, func(i int) float64 { return float64(pick(n.country()[i])) }) }
}

func bySection(pick func(Roles) int) func(*input) []float64 {
	return func(n *input) []float64 { return each(n, func(i int) float64 { return float64(pick(n.section()[i])) }) }
}

func louvainOf(n *input) []float64 { return numbers(louvain(&n.undirected.Rows, n.seed)) }

func strongComponentOf(n *input) []float64 { return numbers(strongComponents(&n.directed.Out)) }

// integers undoes [numbers] for those who count in whole numbers.
func integers(xs []float64) []int {
	out := make([]int, len(xs))
	for i, x := range xs {
		out[i] = int(x)
	}
	return out
}
