package analysis

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// preferential makes a graph to which each node came with five edges to earlier ones, more often to those of many edges, in
// random directions and with weights 1 to 5: Barabási and Albert, Emergence of scaling in random networks, Science 286 (1999).
func preferential(t testing.TB, n int) *view.Graph {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(n), 5))
	ids := make([]kg.ID, n)
	for i := range ids {
		ids[i] = kg.ID(fmt.Sprintf("n:%09d", i))
	}
	ends := []int32{0}
	var edges []view.Edge
	for u := int32(1); int(u) < n; u++ {
		for range min(5, int(u)) {
			v := ends[rng.IntN(len(ends))]
			e := view.Edge{From: u, To: v, Weight: float64(1 + rng.IntN(5))}
			if rng.IntN(2) == 0 {
				e.From, e.To = v, u
			}
			edges = append(edges, e)
			ends = append(ends, v)
		}
		ends = append(ends, u)
	}
	g, err := view.New(ids, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func BenchmarkMeasures(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		g := preferential(b, n)
		u := g.Undirected()
		groups := make([]int, n)
		for i := range groups {
			groups[i] = i % 5
		}
		norm := hits(g, 2).norm
		for _, c := range []struct {
			name string
			run  func()
		}{
			{"hits", func() { hits(g, 2) }},
			{"hits on one core", func() { hits(g, 1) }},
			{"eigenvector", func() { eigenvector(&u.Rows, 2) }},
			{"katz", func() { katz(g, norm, 2) }},
			{"coreness", func() { coreness(&u.Rows) }},
			{"clustering", func() { clustering(g, &u.Rows, 2) }},
			{"constraint", func() { constraint(g, &u.Rows, 2) }},
			{"cuts", func() { cuts(&u.Rows) }},
			{"brokerage", func() { Brokerage(g, groups, 2) }},
			{"louvain", func() { louvain(&u.Rows, 1) }},
			{"components", func() { components(&u.Rows, nil) }},
			{"strong components", func() { strongComponents(&g.Out) }},
		} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				for b.Loop() {
					c.run()
				}
			})
		}
	}
}
