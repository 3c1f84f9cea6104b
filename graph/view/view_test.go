package view

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/simple"

	"policygraph/data"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

func ids(n int) []kg.ID {
	out := make([]kg.ID, n)
	for i := range out {
		out[i] = kg.ID(fmt.Sprintf("n:%05d", i))
	}
	return out
}

func TestNewRejects(t *testing.T) {
	one := Edge{0, 1, 1}
	for name, c := range map[string]struct {
		ids   []kg.ID
		edges []Edge
		want  string
	}{
		"unsorted":     {[]kg.ID{"b", "a"}, nil, "does not sort after"},
		"twice":        {[]kg.ID{"a", "a"}, nil, "does not sort after"},
		"no such node": {[]kg.ID{"a"}, []Edge{one}, "no such node"},
		"negative end": {ids(2), []Edge{{-1, 0, 1}}, "no such node"},
		"zero":         {ids(2), []Edge{{0, 1, 0}}, "not positive"},
		"infinite":     {ids(2), []Edge{{0, 1, math.Inf(1)}}, "not positive"},
		"not a number": {ids(2), []Edge{{0, 1, math.NaN()}}, "not positive"},
	} {
		if _, err := New(c.ids, c.edges); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, c.want)
		}
	}
}

func TestRows(t *testing.T) {
	g, err := New(ids(4), []Edge{{2, 1, 1}, {0, 2, 2}, {0, 1, 1}, {0, 2, 0.5}, {3, 3, 9}, {1, 2, 4}})
	if err != nil {
		t.Fatal(err)
	}
	want := Rows{Offsets: []uint32{0, 2, 3, 4, 4}, Heads: []uint32{1, 2, 2, 1}, Weights: []float64{1, 2.5, 4, 1}}
	if d := cmp.Diff(want, g.Out); d != "" {
		t.Error("out:", d)
	}
	want = Rows{Offsets: []uint32{0, 0, 2, 4, 4}, Heads: []uint32{0, 2, 0, 1}, Weights: []float64{1, 1, 2.5, 4}}
	if d := cmp.Diff(want, g.In); d != "" {
		t.Error("in:", d)
	}
	want = Rows{Offsets: []uint32{0, 2, 4, 6, 6}, Heads: []uint32{1, 2, 0, 2, 0, 1}, Weights: []float64{1, 2.5, 1, 5, 2.5, 5}}
	if d := cmp.Diff(want, g.Undirected().Rows); d != "" {
		t.Error("undirected:", d)
	}
}

// TestGonum holds the views against gonum's own graph types.
func TestGonum(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 30
	var edges []Edge
	want := simple.NewWeightedDirectedGraph(0, 0)
	for i := range n {
		want.AddNode(simple.Node(i))
	}
	for u := range int32(n) {
		for v := range int32(n) {
			if u != v && rng.IntN(5) == 0 {
				edges = append(edges, Edge{u, v, float64(1 + rng.IntN(9))})
				want.SetWeightedEdge(want.NewWeightedEdge(simple.Node(u), simple.Node(v), edges[len(edges)-1].Weight))
			}
		}
	}
	rng.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
	g, err := New(ids(n), edges)
	if err != nil {
		t.Fatal(err)
	}
	u, wantU := g.Undirected(), graph.UndirectWeighted{G: want, Merge: func(x, y float64, _, _ graph.Edge) float64 { return x + y }}
	for x := int64(-1); x <= n; x++ {
		if d := cmp.Diff(numbers(want.From(x)), numbers(g.From(x))); d != "" {
			t.Errorf("from %d: %s", x, d)
		}
		if d := cmp.Diff(numbers(want.To(x)), numbers(g.To(x))); d != "" {
			t.Errorf("to %d: %s", x, d)
		}
		if (want.Node(x) == nil) != (g.Node(x) == nil) {
			t.Errorf("node %d: %v", x, g.Node(x))
		}
		for y := int64(-1); y <= n; y++ {
			samePair(t, g, want, x, y)
			a, okA := u.Weight(x, y)
			b, okB := wantU.Weight(x, y)
			if x != y && (a != b || okA != okB) || u.HasEdgeBetween(x, y) != wantU.HasEdgeBetween(x, y) {
				t.Errorf("undirected %d – %d: weight %v %v, want %v %v", x, y, a, okA, b, okB)
			}
		}
	}
}

func samePair(t *testing.T, g *Graph, want *simple.WeightedDirectedGraph, x, y int64) {
	t.Helper()
	if g.HasEdgeFromTo(x, y) != want.HasEdgeFromTo(x, y) || g.HasEdgeBetween(x, y) != want.HasEdgeBetween(x, y) {
		t.Errorf("%d → %d: HasEdge differs", x, y)
	}
	e := g.WeightedEdge(x, y)
	if (e == nil) != (want.WeightedEdge(x, y) == nil) || (g.Edge(x, y) == nil) != (e == nil) {
		t.Errorf("%d → %d: edge %v", x, y, e)
		return
	}
	if e != nil && (e.From().ID() != x || e.To().ID() != y || e.Weight() != want.WeightedEdge(x, y).Weight()) {
		t.Errorf("%d → %d: edge %v", x, y, e)
	}
}

func numbers(it graph.Nodes) []int64 {
	var out []int64
	for it.Next() {
		out = append(out, it.Node().ID())
	}
	slices.Sort(out)
	return out
}

func TestIterator(t *testing.T) {
	g, err := New(ids(3), []Edge{{0, 1, 1}, {0, 2, 1}})
	if err != nil {
		t.Fatal(err)
	}
	it := g.Nodes()
	if it.Node() != nil || it.Len() != 3 || !it.Next() || it.Len() != 2 || it.Node().ID() != 0 {
		t.Error("nodes: wrong at the start")
	}
	if rest := graph.NodesOf(it); len(rest) != 2 || rest[0].ID() != 1 || it.Next() || it.Node() != nil || it.Len() != 0 {
		t.Error("nodes: wrong at the end")
	}
	it.Reset()
	if it.Len() != 3 {
		t.Error("nodes: wrong after reset")
	}
	if from := g.From(1); from.Next() || from.Len() != 0 {
		t.Error("from 1: not empty")
	}
}

func vocabulary(t *testing.T) *ontology.Ontology {
	t.Helper()
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// sample is a small report with one fact of each kind.
func sample() *kg.Graph {
	ev := func(n int) []kg.Evidence {
		var out []kg.Evidence
		for i := range n {
			out = append(out, kg.Evidence{Passage: "passage:r/00001", Span: kg.Span{Start: i, End: 10}, Rule: "test", Confidence: 1, Status: kg.Asserted})
		}
		return out
	}
	g := &kg.Graph{
		Reports:  []kg.Report{{ID: "report:r"}},
		Sections: []kg.Section{{ID: "section:r/00001", Report: "report:r", Parent: "report:r"}, {ID: "section:r/00002", Report: "report:r", Parent: "section:r/00001"}},
		Passages: []kg.Passage{{ID: "passage:r/00001", Report: "report:r", Section: "section:r/00002", Text: "0123456789"}},
		Entities: []kg.Entity{
			{ID: "country:a", Type: "country", Name: "A", Mentions: ev(2)},
			{ID: "country:b", Type: "country", Name: "B", Mentions: ev(1)},
			{ID: "initiative:c", Type: "initiative", Name: "C", Mentions: ev(1)},
		},
		Recommendations: []kg.Recommendation{
			{ID: "recommendation:r/00001", Report: "report:r", Section: "section:r/00002", Text: "0123456789", Evidence: ev(1),
				Actors: []kg.Link{{Entity: "country:a", Evidence: ev(2)}}, Partners: []kg.Link{{Entity: "country:b", Evidence: ev(1)}},
				Concerns: []kg.Link{{Entity: "initiative:c", Evidence: ev(1)}}},
			{ID: "recommendation:r/00002", Report: "report:r", Section: "section:r/00001", Text: "0123456789", Evidence: ev(1), Restates: "recommendation:r/00001"},
		},
		Timeline:  []kg.TimelineEvent{{ID: "timeline_event:r/00001", Report: "report:r", Section: "section:r/00001", Evidence: ev(1), Entities: []kg.Link{{Entity: "country:a", Evidence: ev(1)}}}},
		Sources:   []kg.Source{{ID: "source:r/00001", Report: "report:r", Evidence: ev(1)}},
		Citations: []kg.Citation{{From: "passage:r/00001", Source: "source:r/00001", Evidence: ev(1)}},
		Relations: []kg.Relation{
			{Subject: "country:a", Predicate: "sponsors", Object: "initiative:c", Evidence: ev(2)},
			{Subject: "country:a", Predicate: "works_with", Object: "country:b", Evidence: ev(1)},
			{Subject: "country:a", Predicate: "opposes", Object: "country:b", Evidence: ev(1)},
		},
	}
	return g.Sort()
}

func lines(g *Graph) []string {
	var out []string
	for i := range g.Len() {
		row, weights := g.Out.Row(i)
		for k, j := range row {
			out = append(out, fmt.Sprintf("%s → %s %g", g.ID(i), g.ID(int(j)), weights[k]))
		}
	}
	return out
}

func TestProject(t *testing.T) {
	o, g := vocabulary(t), sample()
	if err := g.Check(o); err != nil {
		t.Fatal(err)
	}
	stakeholders := []string{
		"country:a → country:b 2",
		"country:a → initiative:c 2",
		"recommendation:r/00001 → country:a 4",
		"recommendation:r/00001 → country:b 1.5",
		"recommendation:r/00001 → initiative:c 1",
	}
	display := append(slices.Clone(stakeholders),
		"recommendation:r/00001 → section:r/00002 1",
		"recommendation:r/00002 → recommendation:r/00001 1",
		"recommendation:r/00002 → section:r/00001 1",
		"section:r/00001 → report:r 1",
		"section:r/00002 → section:r/00001 1",
		"timeline_event:r/00001 → country:a 0.5",
		"timeline_event:r/00001 → section:r/00001 1",
	)
	all := append(slices.Clone(display),
		"passage:r/00001 → country:a 1",
		"passage:r/00001 → country:b 0.5",
		"passage:r/00001 → initiative:c 0.5",
		"passage:r/00001 → section:r/00002 1",
		"passage:r/00001 → source:r/00001 0.5",
	)
	slices.Sort(all)
	for _, c := range []struct {
		name  string
		opt   Options
		nodes int
		want  []string
	}{
		{"stakeholders", Stakeholders(), 5, stakeholders},
		{"display", Display(), 9, display},
		{"all", Display(kg.KindPassage, kg.KindSource), 11, all},
		{"entities", Options{}, 3, stakeholders[:2]},
	} {
		v := Project(g, o, c.opt)
		if v.Len() != c.nodes || !slices.IsSorted(v.IDs()) {
			t.Errorf("%s: nodes %v", c.name, v.IDs())
		}
		if d := cmp.Diff(c.want, lines(v)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	if v := Project(&kg.Graph{}, o, Display()); v.Len() != 0 || v.Arcs() != 0 || v.Nodes().Len() != 0 {
		t.Error("empty: not empty")
	}
}

func BenchmarkNew(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 10000
	edges := make([]Edge, 5*n)
	for i := range edges {
		edges[i] = Edge{int32(rng.IntN(n)), int32(rng.IntN(n)), 1}
	}
	names := ids(n)
	for b.Loop() {
		if _, err := New(names, edges); err != nil {
			b.Fatal(err)
		}
	}
}
