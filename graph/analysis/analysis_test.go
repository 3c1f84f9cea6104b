package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

func vocabulary(t testing.TB) *ontology.Ontology {
	t.Helper()
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func ev(n int) []kg.Evidence {
	var out []kg.Evidence
	for i := range n {
		out = append(out, kg.Evidence{Passage: "passage:r/00001", Span: kg.Span{Start: i, End: 10}, Rule: "test", Confidence: 1, Status: kg.Asserted})
	}
	return out
}

func links(ids ...kg.ID) []kg.Link {
	var out []kg.Link
	for _, id := range ids {
		out = append(out, kg.Link{Entity: id, Evidence: ev(1)})
	}
	return out
}

// sample has two recommendations, of which the first both calls on and involves country a.
func sample(t testing.TB) *kg.Graph {
	t.Helper()
	g := &kg.Graph{
		Reports:  []kg.Report{{ID: "report:r"}},
		Passages: []kg.Passage{{ID: "passage:r/00001", Report: "report:r", Section: "report:r", Text: "0123456789"}},
		Entities: []kg.Entity{
			{ID: "agency:b", Type: "agency", Name: "B", Mentions: ev(3)},
			{ID: "country:a", Type: "country", Name: "A", Mentions: ev(2)},
			{ID: "country:c", Type: "country", Name: "C", Mentions: ev(1)},
			{ID: "country:z", Type: "country", Name: "Z", Mentions: ev(1)},
		},
		Recommendations: []kg.Recommendation{
			{ID: "recommendation:r/00001", Report: "report:r", Section: "report:r", Text: "0123456789", Evidence: ev(1),
				Actors: links("country:a", "agency:b"), Partners: links("country:a", "country:c")},
			{ID: "recommendation:r/00002", Report: "report:r", Section: "report:r", Text: "0123456789", Evidence: ev(1),
				Actors: links("agency:b"), Concerns: links("country:c")},
		},
		Relations: []kg.Relation{{Subject: "agency:b", Predicate: "part_of", Object: "country:a", Evidence: ev(2)}},
	}
	g.Sort()
	if err := g.Check(vocabulary(t)); err != nil {
		t.Fatal(err)
	}
	return g
}

func TestCompute(t *testing.T) {
	s, err := Compute(sample(t), vocabulary(t), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	ids := []kg.ID{"agency:b", "country:a", "country:c", "country:z", "recommendation:r/00001", "recommendation:r/00002"}
	if d := cmp.Diff(ids, s.IDs); d != "" {
		t.Fatal(d)
	}
	want := map[string][]float64{
		"recommendations": {2, 1, 1, 0, 0, 0},
		"called_on":       {2, 1, 0, 0, 0, 0},
		"involved":        {0, 1, 1, 0, 0, 0},
		"concerned":       {0, 0, 1, 0, 0, 0},
		"mentions":        {3, 2, 1, 1, 1, 1},
		"degree":          {3, 2, 2, 0, 3, 2},
		"in_degree":       {2, 2, 2, 0, 0, 0},
		"out_degree":      {1, 0, 0, 0, 3, 2},
		"strength":        {6, 5.5, 2.5, 0, 7, 3},
		"betweenness":     {1.5, 0, 0.5, 0, 1.5, 0.5},
		"component":       {1, 1, 1, 2, 1, 1},
	}
	shown, _ := choose(nil)
	if len(s.Columns) != len(shown) {
		t.Fatalf("%d columns, want %d", len(s.Columns), len(shown))
	}
	for i, m := range shown {
		c := s.Columns[i]
		if c.Name != m.Name || c.Title != m.Title || c.Integer != m.Integer || len(c.Values) != len(ids) || m.Help == "" {
			t.Errorf("column %d: %+v is not of measure %s", i, c, m.Name)
		}
		if w, ok := want[c.Name]; ok && !slices.Equal(c.Values, w) {
			t.Errorf("%s: %v, want %v", c.Name, c.Values, w)
		}
		for _, x := range c.Values {
			if c.Integer && x != math.Trunc(x) || math.IsNaN(x) || x != round(x) {
				t.Errorf("%s: value %v", c.Name, x)
			}
		}
	}
	if at, ok := s.Find("country:a"); !ok || at != 1 || s.Column("nothing") != nil {
		t.Error("find: wrong")
	}
}

func TestComputeChosen(t *testing.T) {
	s, err := Compute(sample(t), vocabulary(t), Options{Measures: []string{"pagerank", "degree"}})
	if err != nil || len(s.Columns) != 2 || s.Columns[0].Name != "degree" {
		t.Errorf("%v, %v", s, err)
	}
	_, err = Compute(sample(t), vocabulary(t), Options{Measures: []string{"degree", "fame"}})
	if err == nil || !strings.Contains(err.Error(), `unknown measure "fame"; known: recommendations, called_on`) {
		t.Errorf("error %v", err)
	}
	var all []string
	for _, m := range Measures() {
		all = append(all, m.Name)
	}
	if s, err := Compute(&kg.Graph{}, vocabulary(t), Options{Measures: all}); err != nil || len(s.IDs) != 0 || len(s.Columns) != len(all) {
		t.Errorf("empty: %v, %v", s, err)
	}
}

func TestSameForAnyWorkers(t *testing.T) {
	n := 3000
	if testing.Short() {
		n = 1000
	}
	v := oracleCase{"", n, random(n, 5*n, 3)}.graph(t)
	u := v.Undirected()
	loose := Sampling{ExactUpTo: 1, Epsilon: 0.2, Delta: 0.1}
	for name, f := range map[string]func(workers int) []float64{
		"betweenness": func(workers int) []float64 { return betweenness(&u.Rows, workers) },
		"sampled betweenness": func(workers int) []float64 {
			values, _ := sampledBetweenness(&u.Rows, loose, 3, workers)
			return values
		},
		"closeness": func(workers int) []float64 {
			return measureDistances(&u.Rows, DefaultCloseness(), 3, workers).closeness
		},
		"sampled closeness": func(workers int) []float64 { return measureDistances(&u.Rows, loose, 3, workers).closeness },
		"sampled harmonic":  func(workers int) []float64 { return measureDistances(&u.Rows, loose, 3, workers).harmonic },
		"pagerank":          func(workers int) []float64 { return pageRank(v, workers) },
		"communities":       func(int) []float64 { return numbers(communities(&u.Rows, 7)) },
	} {
		want := f(1)
		for _, workers := range []int{1, 2, 5, 100} {
			if !slices.Equal(f(workers), want) {
				t.Errorf("%s: other scores with %d workers", name, workers)
			}
		}
	}
}

func TestRank(t *testing.T) {
	s := &Scores{
		IDs:     []kg.ID{"a:1", "a:2", "b:1", "b:2", "b:3"},
		Columns: []Column{{Name: "x", Values: []float64{1, 5, 5, 0, 1}}},
	}
	isB := func(id kg.ID) bool { return id.Kind() == "b" }
	for _, c := range []struct {
		keep func(kg.ID) bool
		top  int
		want string
	}{
		{nil, 0, "[{1 a:2 5 1} {1 b:1 5 2} {3 a:1 1 0} {3 b:3 1 4} {5 b:2 0 3}]"},
		{nil, 3, "[{1 a:2 5 1} {1 b:1 5 2} {3 a:1 1 0}]"},
		{isB, 9, "[{1 b:1 5 2} {2 b:3 1 4} {3 b:2 0 3}]"},
	} {
		got, err := Rank(s, "x", c.keep, c.top)
		if err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("top %d: %v, %v, want %s", c.top, got, err, c.want)
		}
	}
	if _, err := Rank(s, "y", nil, 0); err == nil || !strings.Contains(err.Error(), `unknown measure "y"; known: x`) {
		t.Errorf("error %v", err)
	}
}

func TestRound(t *testing.T) {
	for in, want := range map[float64]float64{0: 0, 1.0 / 3: 0.333333333, 123456789012: 123456789012, 1234.56789012345: 1234.56789, 2e-20 / 3: 6.66666667e-21} {
		if got := round(in); got != want {
			t.Errorf("%v: %v, want %v", in, got, want)
		}
	}
}
