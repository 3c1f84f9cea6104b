package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/topo"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// karate is the club of Zachary, An information flow model for conflict and fission in small groups, Journal of
// Anthropological Research 33 (1977): for each member, the later members he sees outside the club.
var karate = [][]int32{
	{1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31}, {2, 3, 7, 13, 17, 19, 21, 30}, {3, 7, 8, 9, 13, 27, 28, 32},
	{7, 12, 13}, {6, 10}, {6, 10, 16}, {16}, {}, {30, 32, 33}, {33}, {}, {}, {}, {33}, {32, 33}, {32, 33}, {}, {}, {32, 33},
	{33}, {32, 33}, {}, {32, 33}, {25, 27, 29, 32, 33}, {25, 27, 31}, {31}, {29, 33}, {33}, {31, 33}, {32, 33}, {32, 33},
	{32, 33}, {33}, {},
}

func karateEdges() []view.Edge {
	var out []view.Edge
	for u, row := range karate {
		for _, v := range row {
			out = append(out, view.Edge{From: int32(u), To: v, Weight: 1})
		}
	}
	return out
}

// pairs makes edges of weight 1 from alternating ends.
func pairs(ends ...int32) []view.Edge {
	var out []view.Edge
	for i := 0; i < len(ends); i += 2 {
		out = append(out, view.Edge{From: ends[i], To: ends[i+1], Weight: 1})
	}
	return out
}

// random makes a graph of n nodes that prefers well-tied nodes, with weights 1 to 5 and groups of ten more densely tied.
func random(n, m int, seed uint64) []view.Edge {
	rng := rand.New(rand.NewPCG(seed, 1))
	var out []view.Edge
	for range m {
		u := rng.IntN(n)
		v := u/10*10 + rng.IntN(10)
		if rng.IntN(3) == 0 || v >= n {
			v = rng.IntN(1 + rng.IntN(n))
		}
		out = append(out, view.Edge{From: int32(u), To: int32(v), Weight: float64(1 + rng.IntN(5))})
	}
	return out
}

type oracleCase struct {
	name  string
	n     int
	edges []view.Edge
}

func oracleCases() []oracleCase {
	cases := []oracleCase{
		{"empty", 0, nil},
		{"one node", 1, nil},
		{"no edges", 5, nil},
		{"karate", 34, karateEdges()},
		{"star", 6, pairs(0, 1, 0, 2, 0, 3, 4, 0, 5, 0)},
		{"path", 5, pairs(0, 1, 1, 2, 2, 3, 3, 4)},
		{"cycle", 4, pairs(0, 1, 1, 2, 2, 3, 3, 0)},
		{"disconnected", 9, pairs(0, 1, 1, 2, 2, 0, 4, 5, 5, 6, 6, 4, 7, 4)},
		{"nodes with the same neighbours", 9, pairs(0, 2, 0, 3, 0, 4, 1, 2, 1, 3, 1, 4, 0, 1, 4, 5, 5, 6, 6, 7, 7, 8, 8, 5)},
		{"a cycle between paths", 9, pairs(0, 1, 1, 2, 2, 3, 3, 4, 4, 2, 4, 5, 5, 6, 0, 6, 7, 5, 3, 8)},
		{"loop and parallels", 4, pairs(0, 0, 0, 1, 0, 1, 1, 2, 2, 1, 3, 3)},
	}
	for seed := range uint64(5) {
		cases = append(cases, oracleCase{fmt.Sprint("random ", seed), 60, random(60, 40+60*int(seed), seed)})
	}
	return cases
}

func (c oracleCase) graph(t testing.TB) *view.Graph {
	t.Helper()
	ids := make([]kg.ID, c.n)
	for i := range ids {
		ids[i] = kg.ID(fmt.Sprintf("n:%07d", i))
	}
	g, err := view.New(ids, c.edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

func TestBetweennessAgreesWithGonum(t *testing.T) {
	for _, c := range oracleCases() {
		u := c.graph(t).Undirected()
		want := network.Betweenness(u) // of ordered pairs, only where not zero
		for i, x := range betweenness(&u.Rows, 2) {
			if !near(2*x, want[int64(i)]) {
				t.Errorf("%s: node %d: %v, want %v", c.name, i, x, want[int64(i)]/2)
			}
		}
	}
}

func TestPageRankAgreesWithGonum(t *testing.T) {
	for _, c := range oracleCases() {
		if c.n == 0 {
			continue // gonum never returns
		}
		g := c.graph(t)
		want, total := network.PageRankSparse(g, damping, 1e-13), 0.0
		for i, x := range pageRank(g, 2) {
			total += x
			if !near(x, want[int64(i)]) {
				t.Errorf("%s: node %d: %v, want %v", c.name, i, x, want[int64(i)])
			}
		}
		if !near(total, 1) {
			t.Errorf("%s: ranks sum to %v", c.name, total)
		}
	}
}

func groups(labels []uint32) [][]graph.Node {
	out := make([][]graph.Node, count(labels))
	for i, l := range labels {
		out[l] = append(out[l], node(i))
	}
	return out
}

type node int64

func (n node) ID() int64 { return int64(n) }

func TestCommunitiesAgainstGonum(t *testing.T) {
	for _, c := range oracleCases() {
		u := c.graph(t).Undirected()
		labels := communities(&u.Rows, 1)
		if len(u.Heads) == 0 {
			if count(labels) != c.n {
				t.Errorf("%s: nodes without ties share communities: %v", c.name, labels)
			}
			continue
		}
		q := modularity(&u.Rows, labels)
		if want := community.Q(u, groups(labels), 1); !near(q, want) {
			t.Errorf("%s: modularity %v, gonum says %v", c.name, q, want)
		}
		if louvain := community.Q(u, community.Modularize(u, 1, rand.NewPCG(1, 1)).Communities(), 1); q < louvain-1e-3 {
			t.Errorf("%s: modularity %v is less than that of gonum's Louvain, %v", c.name, q, louvain)
		}
		if whole := components(&u.Rows, labels); count(whole) != count(labels) {
			t.Errorf("%s: a community is not connected", c.name)
		}
	}
}

// TestKarateModularity holds the karate club against the maximum, found by Brandes et al., On modularity clustering, IEEE
// Transactions on Knowledge and Data Engineering 20 (2008).
func TestKarateModularity(t *testing.T) {
	u := oracleCase{"karate", 34, karateEdges()}.graph(t).Undirected()
	for seed := range uint64(20) {
		if q := modularity(&u.Rows, communities(&u.Rows, seed)); math.Abs(q-0.4198) > 5e-5 {
			t.Errorf("seed %d: modularity %v, want 0.4198", seed, q)
		}
	}
}

func TestComponentsAgreeWithGonum(t *testing.T) {
	for _, c := range oracleCases() {
		u := c.graph(t).Undirected()
		labels := components(&u.Rows, nil)
		want := topo.ConnectedComponents(u)
		if len(want) != count(labels) {
			t.Errorf("%s: %d components, want %d", c.name, count(labels), len(want))
		}
		for _, nodes := range want {
			for _, n := range nodes {
				if labels[n.ID()] != labels[nodes[0].ID()] {
					t.Errorf("%s: nodes %d and %d are connected", c.name, n.ID(), nodes[0].ID())
				}
			}
		}
	}
}

func TestRenumber(t *testing.T) {
	got := renumber([]uint32{5, 3, 3, 0, 5, 3, 4, 0})
	want := []uint32{1, 0, 0, 2, 1, 0, 3, 2}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func BenchmarkBetweenness(b *testing.B) {
	for _, size := range []struct{ n, m int }{{450, 1500}, {2000, 10000}} {
		u := oracleCase{"", size.n, random(size.n, size.m, 1)}.graph(b).Undirected()
		b.Run(fmt.Sprint(size.n), func(b *testing.B) {
			for b.Loop() {
				betweenness(&u.Rows, 2)
			}
		})
	}
}

func BenchmarkPageRank(b *testing.B) {
	for _, size := range []struct{ n, m int }{{450, 1500}, {10000, 50000}} {
		g := oracleCase{"", size.n, random(size.n, size.m, 1)}.graph(b)
		b.Run(fmt.Sprint(size.n), func(b *testing.B) {
			for b.Loop() {
				pageRank(g, 2)
			}
		})
	}
}

func BenchmarkCommunities(b *testing.B) {
	for _, size := range []struct{ n, m int }{{450, 1500}, {10000, 50000}} {
		u := oracleCase{"", size.n, random(size.n, size.m, 1)}.graph(b).Undirected()
		b.Run(fmt.Sprint(size.n), func(b *testing.B) {
			for b.Loop() {
				communities(&u.Rows, 1)
			}
		})
	}
}

// TestPageRankOfCores compares the ranks of sparse graphs, most of whose nodes are on no cycle, with those of the plain series.
func TestPageRankOfCores(t *testing.T) {
	cores := map[bool]int{}
	for seed := range uint64(40) {
		g := oracleCase{fmt.Sprint("sparse ", seed), 90, random(90, 15+2*int(seed), seed)}.graph(t)
		c := findCore(g)
		cores[len(c.nodes) > 0]++
		if n := len(c.before) + len(c.nodes) + len(c.behind); n != g.Len() {
			t.Errorf("seed %d: %d nodes before, in and behind the core, of %d", seed, n, g.Len())
		}
		out, start := transition(g, 1)
		want := scaled(newRankSeries(&g.In, out, start).run(1))
		out, start = transition(g, 1)
		for i, x := range scaled(c.ranks(g, out, start, 1)) {
			if math.Abs(x-want[i]) > 2*rankTolerance {
				t.Errorf("seed %d, node %d: %v, want %v", seed, i, x, want[i])
			}
		}
	}
	if cores[true] < 5 || cores[false] < 5 {
		t.Errorf("%d graphs with cycles, %d without", cores[true], cores[false])
	}
}
