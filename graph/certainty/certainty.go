// Package certainty says how far a ranking can be trusted when the facts behind it are not sure. What enters are the facts
// with their confidence and a way to rank; what leaves is for each entity the interval in which its rank lies in most of many
// graphs that could be the true one: a parametric bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993) in
// which each fact holds with the probability that its confidence states. Same seed, same intervals, with any number of workers.
package certainty

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// Options say how to draw and what of it to report.
type Options struct {
	Rounds  int     // graphs to draw, at least 1
	Seed    uint64  // of the draws
	Share   float64 // of the rounds that an interval covers, between 0 and 1
	Workers int     // goroutines; the intervals do not depend on it
}

// Interval is the range of ranks, and that of scores, that an entity has in the middle Share of all rounds, the bounds
// rounded outwards. Where it has no score, its score is 0.
type Interval struct {
	Low, High   int
	Least, Most float64
}

// Score returns a value for each of the given entities in a graph that was drawn: one of each, NaN where it has none. It is
// called by several workers at once.
type Score func(drawn *kg.Graph) ([]float64, error)

// Ranks draws graphs, scores n entities in each and returns the interval of each one's rank among them. The highest score
// has rank 1, equal ones share a rank, and those without a score come last.
func Ranks(g *kg.Graph, n int, score Score, opt Options) ([]Interval, error) {
	if opt.Rounds < 1 || !(opt.Share > 0 && opt.Share < 1) {
		return nil, fmt.Errorf("intervals of %v of %d rounds: need a round and a share between 0 and 1", opt.Share, opt.Rounds)
	}
	rounds, scores, errs := make([][]int, opt.Rounds), make([][]float64, opt.Rounds), make([]error, opt.Rounds)
	var next atomic.Int64
	view.Workers(max(1, min(opt.Workers, opt.Rounds)), func() {
		for i := int(next.Add(1)) - 1; i < opt.Rounds; i = int(next.Add(1)) - 1 {
			values, err := score(Draw(g, opt.Seed, uint64(i)))
			if err != nil {
				errs[i] = err
				return
			}
			rounds[i], scores[i] = ranks(values), numbers(values)
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	out := make([]Interval, n)
	for i := range out {
		out[i].Low, out[i].High = middle(rounds, i, opt.Share)
		out[i].Least, out[i].Most = middle(scores, i, opt.Share)
	}
	return out, nil
}

// middle returns the bounds of the middle share of the i-th numbers of all rounds.
func middle[N int | float64](rounds [][]N, i int, share float64) (low, high N) {
	column := make([]N, len(rounds))
	for k := range rounds {
		column[k] = rounds[k][i]
	}
	slices.Sort(column)
	tail := int(math.Floor((1 - share) / 2 * float64(len(rounds)-1)))
	return column[tail], column[len(rounds)-1-tail]
}

// ranks returns the rank of each value: one more than the number of greater ones.
func ranks(values []float64) []int {
	sorted := make([]float64, len(values))
	for i, v := range values {
		if math.IsNaN(v) {
			v = math.Inf(-1)
		}
		sorted[i] = v
	}
	own := slices.Clone(sorted)
	slices.Sort(sorted)
	out := make([]int, len(values))
	for i, v := range own {
		upTo, _ := slices.BinarySearch(sorted, math.Nextafter(v, math.Inf(1)))
		out[i] = len(sorted) - upTo + 1
	}
	return out
}

// numbers replaces values that are none by 0.
func numbers(values []float64) []float64 {
	out := slices.Clone(values)
	for i, v := range out {
		if math.IsNaN(v) {
			out[i] = 0
		}
	}
	return out
}

// Draw returns one graph that may be the true one: relations, recommendations, their links and mentions each hold with the
// probability of their confidence. A link is no surer than its recommendation, and holds only with it. The entities and the
// text stay; what is drawn shares its evidence with the graph given.
func Draw(g *kg.Graph, seed, round uint64) *kg.Graph {
	rng := rand.New(rand.NewPCG(seed, round))
	holds := func(p float64) bool { return rng.Float64() < p }
	out := *g
	out.Entities = slices.Clone(g.Entities)
	for i := range out.Entities {
		e := &out.Entities[i]
		e.Mentions = keep(e.Mentions, func(m kg.Evidence) bool { return holds(m.Confidence) })
	}
	out.Relations = keep(g.Relations, func(r kg.Relation) bool { return holds(r.Confidence()) })
	out.Recommendations = nil
	for _, r := range g.Recommendations {
		whole := kg.Link{Evidence: r.Evidence}.Confidence()
		held := holds(whole)
		for _, links := range []*[]kg.Link{&r.Actors, &r.Partners, &r.Concerns} {
			*links = keep(*links, func(l kg.Link) bool { return holds(l.Confidence() / whole) })
		}
		if held {
			out.Recommendations = append(out.Recommendations, r)
		}
	}
	return &out
}

// keep returns what holds in a slice of its own.
func keep[T any](list []T, holds func(T) bool) []T {
	out := make([]T, 0, len(list))
	for _, x := range list {
		if holds(x) {
			out = append(out, x)
		}
	}
	return out
}
