package paths

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

func network(t *testing.T, n int, edges ...view.Edge) *view.Rows {
	t.Helper()
	var ids []kg.ID
	for i := range n {
		ids = append(ids, kg.ID(fmt.Sprintf("n:%03d", i)))
	}
	g, err := view.New(ids, edges)
	if err != nil {
		t.Fatal(err)
	}
	return &g.Undirected().Rows
}

func TestShortest(t *testing.T) {
	r := network(t, 7, view.Edge{From: 0, To: 1, Weight: 1}, view.Edge{From: 3, To: 1, Weight: 1}, view.Edge{From: 0, To: 2, Weight: 2},
		view.Edge{From: 2, To: 3, Weight: 2}, view.Edge{From: 1, To: 2, Weight: 1}, view.Edge{From: 4, To: 5, Weight: 1})
	for _, c := range []struct {
		from, to, k int
		avoid       []int
		want        []Path
	}{
		{0, 3, 9, nil, []Path{{[]int{0, 2, 3}, 1}, {[]int{0, 1, 3}, 2}, {[]int{0, 1, 2, 3}, 2.5}, {[]int{0, 2, 1, 3}, 2.5}}},
		{0, 3, 2, nil, []Path{{[]int{0, 2, 3}, 1}, {[]int{0, 1, 3}, 2}}},
		{0, 3, 9, []int{2}, []Path{{[]int{0, 1, 3}, 2}}},
		{0, 3, 1, []int{0, 3}, []Path{{[]int{0, 2, 3}, 1}}},
		{0, 3, 1, []int{1, 2}, nil},
		{0, 4, 3, nil, nil},
		{0, 6, 3, nil, nil},
		{0, 3, 0, nil, nil},
	} {
		if d := cmp.Diff(c.want, Shortest(r, c.from, c.to, c.k, c.avoid)); d != "" {
			t.Errorf("%d to %d without %v: %s", c.from, c.to, c.avoid, d)
		}
	}
}

// allPaths returns every path by trying all.
func allPaths(r *view.Rows, at Path, to int) []Path {
	last := at.Nodes[len(at.Nodes)-1]
	if last == to {
		return []Path{at}
	}
	var out []Path
	row, weights := r.Row(last)
	for k, v := range row {
		if !slices.Contains(at.Nodes, int(v)) {
			out = append(out, allPaths(r, Path{append(slices.Clone(at.Nodes), int(v)), at.Cost + 1/weights[k]}, to)...)
		}
	}
	return out
}

// TestAllPaths holds the paths of random networks against a search of all paths.
func TestAllPaths(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		const n = 7
		var edges []view.Edge
		for range 4 + rng.IntN(9) {
			edges = append(edges, view.Edge{From: int32(rng.IntN(n)), To: int32(rng.IntN(n)), Weight: float64(uint(1) << rng.IntN(3))})
		}
		r := network(t, n, edges...)
		want := allPaths(r, Path{Nodes: []int{0}}, n-1)
		slices.SortFunc(want, compare)
		k := 1 + rng.IntN(12)
		want = want[:min(k, len(want))]
		got := Shortest(r, 0, n-1, k, nil)
		if len(got) != len(want) {
			t.Fatalf("%v: %d paths, want %d", edges, len(got), len(want))
		}
		for i := range got { // equally good paths may be cut off in another order
			if len(got[i].Nodes) != len(want[i].Nodes) || math.Abs(got[i].Cost-want[i].Cost) > 1e-12 {
				t.Fatalf("%v: path %d is %v, want %v", edges, i+1, got[i], want[i])
			}
		}
	}
}
