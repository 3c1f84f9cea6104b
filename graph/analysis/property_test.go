package analysis

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/topo"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

func TestHitsAgreesWithGonum(t *testing.T) {
	for _, c := range oracleCases() {
		g := c.graph(t)
		s := hits(g, 1)
		if g.Arcs() == 0 { // gonum never returns
			if slices.ContainsFunc(append(s.hub, s.authority...), func(x float64) bool { return x != 0 }) {
				t.Errorf("%s: %+v", c.name, s)
			}
			continue
		}
		if c.name == "path" || c.name == "cycle" || c.name == "disconnected" {
			continue // each arc is a part of its own; see TestEigenvectorOfTies
		}
		weightless := make([]view.Edge, 0, len(c.edges))
		for i := range g.Len() {
			row, _ := g.Out.Row(i)
			for _, j := range row {
				weightless = append(weightless, view.Edge{From: int32(i), To: int32(j), Weight: 1})
			}
		}
		plain := oracleCase{c.name, c.n, weightless}.graph(t)
		s = hits(plain, 1)
		want := network.HITS(plain, 1e-13) // without weights; squares sum to 1
		authorities := make([]float64, c.n)
		hubs := make([]float64, c.n)
		for i := range c.n {
			hubs[i], authorities[i] = want[int64(i)].Hub, want[int64(i)].Authority
		}
		agreeLoosely(t, c.name+" hub", s.hub, scaledToMax(hubs))
		agreeLoosely(t, c.name+" authority", s.authority, scaledToMax(authorities))
	}
}

// agreeLoosely allows for gonum's stopping when steps, not errors, are small.
func agreeLoosely(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range got {
		if math.Abs(got[i]-want[i]) > 1e-6 {
			t.Errorf("%s of node %d: %v, want %v", what, i, got[i], want[i])
		}
	}
}

func TestCorenessAgreesWithGonum(t *testing.T) {
	for _, c := range oracleCases() {
		u := c.graph(t).Undirected()
		got := coreness(&u.Rows)
		_, cores := topo.DegeneracyOrdering(u)
		for k, nodes := range cores {
			for _, n := range nodes {
				if int(got[n.ID()]) != k {
					t.Errorf("%s: node %d: core %d, want %d", c.name, n.ID(), got[n.ID()], k)
				}
			}
		}
	}
}

func TestStrongComponentsAgreeWithGonum(t *testing.T) {
	for _, c := range oracleCases() {
		g := c.graph(t)
		labels := strongComponents(&g.Out)
		want := topo.TarjanSCC(g)
		if len(want) != count(labels) {
			t.Errorf("%s: %d components, want %d", c.name, count(labels), len(want))
		}
		for _, nodes := range want {
			for _, n := range nodes {
				if labels[n.ID()] != labels[nodes[0].ID()] {
					t.Errorf("%s: nodes %d and %d reach each other", c.name, n.ID(), nodes[0].ID())
				}
			}
		}
	}
}

// TestCutsByDefinition removes each node and each tie and counts components.
func TestCutsByDefinition(t *testing.T) {
	for _, c := range oracleCases() {
		u := c.graph(t).Undirected()
		points, bridges := cuts(&u.Rows)
		whole := count(components(&u.Rows, nil))
		for i := range c.n {
			rest := without(t, u, func(a, b int) bool { return a == i || b == i })
			gone := count(components(&rest.Rows, nil)) - 1 // the node itself is still there, alone
			if u.Degree(i) > 0 && points[i] != (gone > whole) || u.Degree(i) == 0 && points[i] {
				t.Errorf("%s: node %d: articulation %v, %d components of %d", c.name, i, points[i], gone, whole)
			}
			row, _ := u.Row(i)
			for _, j := range row {
				if int(j) < i {
					continue
				}
				rest := without(t, u, func(a, b int) bool { return a == i && b == int(j) })
				if cut := slices.Contains(bridges, [2]int{i, int(j)}); cut != (count(components(&rest.Rows, nil)) > whole) {
					t.Errorf("%s: tie %d – %d: bridge %v", c.name, i, j, cut)
				}
			}
		}
		if !slices.IsSortedFunc(bridges, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
			t.Errorf("%s: bridges %v are not in order", c.name, bridges)
		}
	}
}

// without returns the graph without the ties of a < b that drop names.
func without(t *testing.T, u *view.Undirected, drop func(a, b int) bool) *view.Undirected {
	t.Helper()
	c := oracleCase{n: u.Len()}
	for i := range u.Len() {
		row, _ := u.Row(i)
		for _, j := range row {
			if i < int(j) && !drop(i, int(j)) {
				c.edges = append(c.edges, view.Edge{From: int32(i), To: int32(j), Weight: 1})
			}
		}
	}
	return c.graph(t).Undirected()
}

// TestInvariants checks what holds on every graph.
func TestInvariants(t *testing.T) {
	for _, c := range oracleCases() {
		g := c.graph(t)
		u := g.Undirected()
		n := &input{directed: g, undirected: u, seed: 1, workers: 2}
		s := hits(g, 2)
		for name, xs := range map[string][]float64{"hub": s.hub, "authority": s.authority, "eigenvector": eigenvector(&u.Rows, 2)} {
			if g.Arcs() > 0 && slices.Max(xs) != 1 || g.Arcs() > 0 && slices.Min(xs) < 0 {
				t.Errorf("%s: %s %v", c.name, name, xs)
			}
		}
		squares := 0.0
		for _, x := range katz(g, s.norm, 2) {
			squares += x * x
		}
		if c.n > 0 && !near(squares, 1) {
			t.Errorf("%s: squares of katz sum to %v", c.name, squares)
		}
		for i, core := range coreness(&u.Rows) {
			tied := 0 // to nodes of that core
			row, _ := u.Row(i)
			for _, j := range row {
				if corenessOf(n)[j] >= float64(core) {
					tied++
				}
			}
			if tied < int(core) {
				t.Errorf("%s: node %d of core %d has %d ties there", c.name, i, core, tied)
			}
		}
		for i, x := range clustering(g, &u.Rows, 2) {
			if x < 0 || x > 1 || u.Degree(i) < 2 && x != 0 {
				t.Errorf("%s: node %d: clustering %v", c.name, i, x)
			}
		}
		for i, x := range constraint(g, &u.Rows, 2) {
			// 1/degree is the least that shares alone can make; two neighbours tied to each other alone can reach 9/8.
			if d := u.Degree(i); d == 0 && x != 0 || d > 0 && x < 1/float64(d)-1e-12 || x > 9.0/8+1e-12 {
				t.Errorf("%s: node %d of degree %d: constraint %v", c.name, i, d, x)
			}
		}
		rolesAddUp(t, c, g)
	}
}

// rolesAddUp holds the roles against the pairs, counted one by one, that a node stands between.
func rolesAddUp(t *testing.T, c oracleCase, g *view.Graph) {
	t.Helper()
	one, own, some := make([]int, c.n), make([]int, c.n), make([]int, c.n)
	for i := range one {
		own[i], some[i] = i, i%4-1
	}
	for name, groups := range map[string][]int{"one": one, "own": own, "some": some} {
		for b, r := range Brokerage(g, groups, 2) {
			want := Roles{}
			from, _ := g.In.Row(b)
			to, _ := g.Out.Row(b)
			for _, a := range from {
				for _, c := range to {
					if a != c && !g.HasEdgeFromTo(int64(a), int64(c)) && min(groups[a], groups[b], groups[c]) >= 0 {
						want.add(uint32(groups[a]), uint32(groups[b]), uint32(groups[c]), 1)
					}
				}
			}
			if r != want {
				t.Errorf("%s, groups %s: node %d: %+v, want %+v", c.name, name, b, r, want)
			}
			if name == "one" && r.Total() != r.Coordinator || name == "own" && r.Total() != r.Liaison {
				t.Errorf("%s, groups %s: node %d: %+v", c.name, name, b, r)
			}
		}
	}
}

func TestLouvain(t *testing.T) {
	for _, c := range oracleCases() {
		u := c.graph(t).Undirected()
		labels := louvain(&u.Rows, 3)
		if len(u.Heads) == 0 {
			if count(labels) != c.n {
				t.Errorf("%s: nodes without ties share communities: %v", c.name, labels)
			}
			continue
		}
		q, leiden := modularity(&u.Rows, labels), modularity(&u.Rows, communities(&u.Rows, 3))
		if q < leiden-0.02 || q > 1 {
			t.Errorf("%s: modularity %v, Leiden's %v", c.name, q, leiden)
		}
		if !slices.Equal(labels, louvain(&u.Rows, 3)) || !slices.Equal(labels, renumber(labels)) {
			t.Errorf("%s: a second run, or order, differs", c.name)
		}
	}
}

func TestModularity(t *testing.T) {
	g := oracleCase{"two pairs", 4, pairs(0, 1, 2, 3)}.graph(t)
	for want, groups := range map[float64][]int{0.5: {9, 9, -4, -4}, 0: {1, 1, 1, 1}, -0.25: {0, 1, 2, 3}} {
		if got := Modularity(g.Undirected(), groups); got != want {
			t.Errorf("%v: %v, want %v", groups, got, want)
		}
	}
	if got := Modularity(oracleCase{"", 2, nil}.graph(t).Undirected(), []int{0, 1}); got != 0 {
		t.Errorf("no ties: %v", got)
	}
}

// TestEigenvectorOfTies says what comes out where several parts of a graph have the same eigenvalue, or nearly.
func TestEigenvectorOfTies(t *testing.T) {
	heavier := append(pairs(0, 1, 1, 2, 2, 0), view.Edge{From: 3, To: 4, Weight: 2 + 1e-7})
	for _, c := range []struct {
		name  string
		n     int
		edges []view.Edge
		want  []float64
	}{
		{"two triangles and a tie", 8, pairs(0, 1, 1, 2, 2, 0, 3, 4, 4, 5, 5, 3, 6, 7), []float64{1, 1, 1, 1, 1, 1, 0, 0}},
		{"a triangle and a tie that is a little stronger", 5, heavier, []float64{0, 0, 0, 1, 1}},
		{"star", 5, pairs(0, 1, 0, 2, 0, 3, 0, 4), []float64{1, 0.5, 0.5, 0.5, 0.5}},
		{"no ties", 3, nil, []float64{0, 0, 0}},
	} {
		u := oracleCase{c.name, c.n, c.edges}.graph(t).Undirected()
		agree(t, c.name, eigenvector(&u.Rows, 1), c.want)
	}
	s := hits(oracleCase{"path", 3, pairs(0, 1, 1, 2)}.graph(t), 1) // each arc is a part of its own
	agree(t, "hub", s.hub, []float64{1, 1, 0})
	agree(t, "authority", s.authority, []float64{0, 1, 1})
}

// TestMeasuresForAnyWorkers runs on a graph that is large enough for several workers to share it.
func TestMeasuresForAnyWorkers(t *testing.T) {
	g := oracleCase{"", 20000, random(20000, 60000, 5)}.graph(t)
	u := g.Undirected()
	groups := make([]int, g.Len())
	for i := range groups {
		groups[i] = i%5 - 1
	}
	all := func(workers int) string {
		s := hits(g, workers)
		return fmt.Sprint(s, eigenvector(&u.Rows, workers), katz(g, s.norm, workers), clustering(g, &u.Rows, workers),
			constraint(g, &u.Rows, workers), Brokerage(g, groups, workers))
	}
	want := all(1)
	for _, workers := range []int{2, 3, 16} {
		if all(workers) != want {
			t.Errorf("%d workers: other values", workers)
		}
	}
}

// TestMillion holds that nothing grows with the pairs around a hub or goes as deep as a chain is long.
func TestMillion(t *testing.T) {
	if testing.Short() {
		t.Skip("a million nodes")
	}
	const n = 1_000_000
	ids := make([]kg.ID, n)
	star, chain := make([]view.Edge, n-1), make([]view.Edge, n-1)
	for i := range ids {
		ids[i] = kg.ID(fmt.Sprintf("n:%07d", i))
	}
	for i := range star {
		star[i] = view.Edge{From: 0, To: int32(i + 1), Weight: 1}
		if i%2 == 0 {
			star[i] = view.Edge{From: int32(i + 1), To: 0, Weight: 1}
		}
		chain[i] = view.Edge{From: int32(i), To: int32(i + 1), Weight: 1}
	}
	g, err := view.New(ids, star)
	if err != nil {
		t.Fatal(err)
	}
	u := g.Undirected()
	s := hits(g, 2)
	r := Brokerage(g, make([]int, n), 2)[0]
	points, bridges := cuts(&u.Rows)
	if x := eigenvector(&u.Rows, 2); x[0] != 1 || !near(x[1], 1/math.Sqrt(n-1)) {
		t.Errorf("eigenvector: %v, %v", x[0], x[1])
	}
	if s.hub[0] != 1 && s.authority[0] != 1 || clustering(g, &u.Rows, 2)[0] != 0 || constraint(g, &u.Rows, 2)[1] != 1 ||
		r.Coordinator != n/2*(n/2-1) || len(bridges) != n-1 || !points[0] || points[1] || coreness(&u.Rows)[0] != 1 || katz(g, s.norm, 2)[0] <= 0 {
		t.Errorf("star: hub %v, authority %v, roles %+v, %d bridges", s.hub[0], s.authority[0], r, len(bridges))
	}
	if q := modularity(&u.Rows, louvain(&u.Rows, 1)); math.Abs(q) > 1e-9 || count(strongComponents(&g.Out)) != n {
		t.Errorf("star: modularity %v", q) // 0, of all nodes together, is the maximum
	}
	g, err = view.New(ids, chain)
	if err != nil {
		t.Fatal(err)
	}
	u = g.Undirected()
	if points, bridges := cuts(&u.Rows); len(bridges) != n-1 || points[0] || !points[1] || count(strongComponents(&g.Out)) != n {
		t.Errorf("chain: %d bridges", len(bridges))
	}
}
