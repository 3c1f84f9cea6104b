package groups

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

func TestOf(t *testing.T) {
	g, err := view.New([]kg.ID{"a", "b", "c", "d", "e", "f"}, []view.Edge{{From: 0, To: 1, Weight: 2}, {From: 1, To: 2, Weight: 3}, {From: 2, To: 3, Weight: 1}, {From: 4, To: 3, Weight: 4}})
	if err != nil {
		t.Fatal(err)
	}
	got := Of(&g.Undirected().Rows, []int{1, 1, 1, 2, 2, 5})
	want := []Group{
		{Number: 1, Members: []Member{{1, 5}, {2, 3}, {0, 2}}, Inner: 5, Outer: 1, Modularity: 0.5 - 0.55*0.55},
		{Number: 2, Members: []Member{{3, 4}, {4, 4}}, Inner: 4, Outer: 1, Modularity: 0.4 - 0.45*0.45},
		{Number: 5, Members: []Member{{5, 0}}},
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-12 })
	if d := cmp.Diff(want, got, near); d != "" {
		t.Error(d)
	}
	if s := []float64{got[0].InnerShare(), got[1].InnerShare(), got[2].InnerShare()}; s[0] != 5.0/6 || s[1] != 0.8 || s[2] != 1 {
		t.Errorf("inner shares %v", s)
	}
	node := func(i int64) graph.Node { return g.Node(i) }
	sum := got[0].Modularity + got[1].Modularity + got[2].Modularity
	q := community.Q(g.Undirected(), [][]graph.Node{{node(0), node(1), node(2)}, {node(3), node(4)}, {node(5)}}, 1)
	if math.Abs(sum-q) > 1e-12 {
		t.Errorf("modularity %v, of gonum %v", sum, q)
	}
}

func TestNothing(t *testing.T) {
	empty, err := view.New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := Of(&empty.Undirected().Rows, nil); got != nil {
		t.Errorf("no nodes: %v", got)
	}
	one, err := view.New([]kg.ID{"a"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := Of(&one.Undirected().Rows, []int{1}); len(got) != 1 || got[0].Modularity != 0 || got[0].InnerShare() != 1 {
		t.Errorf("one node: %+v", got)
	}
}
