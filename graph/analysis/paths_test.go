package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// cactus makes a graph of many small blocks, with chords, bridges and pendant trees, in two components.
func cactus(seed uint64) oracleCase {
	rng := rand.New(rand.NewPCG(seed, 2))
	var edges []view.Edge
	n := int32(1)
	for n < 60 {
		at := int32(rng.IntN(int(n)))
		if n == 40 {
			at, n = n, n+1 // a component of its own
		}
		size := int32(rng.IntN(6))
		for i := range size {
			edges = append(edges, view.Edge{From: at, To: n + i, Weight: 1})
			at = n + i
			if rng.IntN(3) == 0 {
				edges = append(edges, view.Edge{From: n + int32(rng.IntN(int(i)+1)), To: at, Weight: 1})
			}
		}
		if size > 0 && rng.IntN(2) == 0 {
			edges = append(edges, view.Edge{From: at, To: edges[len(edges)-1].From, Weight: 1})
		}
		n += size
	}
	return oracleCase{fmt.Sprint("cactus ", seed), int(n), edges}
}

func pathCases() []oracleCase {
	cases := oracleCases()
	for seed := range uint64(20) {
		cases = append(cases, cactus(seed))
	}
	for n := 2; n < 40; n += 9 { // longer than what is looked at from below
		var edges []view.Edge
		for i := range int32(n) {
			edges = append(edges, view.Edge{From: i, To: (i + 1) % int32(n), Weight: 1}, view.Edge{From: i, To: (i + 3) % int32(n), Weight: 1})
		}
		cases = append(cases, oracleCase{fmt.Sprint("ring ", n), n, edges})
	}
	return append(cases, oracleCase{"clique with a tail", 70, append(clique(40), pairs(tail(39, 69)...)...)})
}

func clique(n int32) []view.Edge {
	var out []view.Edge
	for i := range n {
		for j := range i {
			out = append(out, view.Edge{From: i, To: j, Weight: 1})
		}
	}
	return out
}

func tail(from, to int32) []int32 {
	var ends []int32
	for i := from; i < to; i++ {
		ends = append(ends, i, i+1)
	}
	return ends
}

// TestBetweennessOfShatteredGraphs holds blocks of all kinds against gonum, which knows none.
func TestBetweennessOfShatteredGraphs(t *testing.T) {
	for _, c := range pathCases() {
		u := c.graph(t).Undirected()
		want := network.Betweenness(u)
		for i, x := range betweenness(&u.Rows, 2) {
			if !near(2*x, want[int64(i)]) {
				t.Errorf("%s: node %d: %v, want %v", c.name, i, x, want[int64(i)]/2)
			}
		}
	}
}

// TestDistancesByDefinition holds closeness and harmonic closeness against their definitions, on distances that gonum finds.
func TestDistancesByDefinition(t *testing.T) {
	for _, c := range pathCases() {
		g := c.graph(t)
		u := g.Undirected()
		d := measureDistances(&u.Rows, DefaultCloseness(), 1, 2)
		if d.sources != 0 || len(d.harmonic) != c.n || len(d.closeness) != c.n {
			t.Fatalf("%s: %+v", c.name, d)
		}
		for i := range c.n {
			from := path.DijkstraFrom(node(i), unweighted{u})
			near1, far, reached := 0.0, 0.0, 0.0
			for j := range c.n {
				if x := from.WeightTo(int64(j)); i != j && !math.IsInf(x, 1) {
					near1, far, reached = near1+1/x, far+x, reached+1
				}
			}
			harmonic, closeness := 0.0, 0.0
			if reached > 0 {
				others := float64(c.n - 1)
				harmonic, closeness = near1/others, reached/far*(reached/others)
			}
			if !near(d.harmonic[i], harmonic) || !near(d.closeness[i], closeness) {
				t.Errorf("%s: node %d: %v, %v, want %v, %v", c.name, i, d.harmonic[i], d.closeness[i], harmonic, closeness)
			}
		}
	}
}

// unweighted hides weights.
type unweighted struct{ *view.Undirected }

// Weight is 1 for each edge.
func (u unweighted) Weight(x, y int64) (float64, bool) {
	if _, ok := u.Undirected.Weight(x, y); !ok {
		return math.Inf(1), false
	}
	return 1, true
}

// TestLargeStar would take hours if every node were a source.
func TestLargeStar(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	const leaves = 1_000_000
	var edges []view.Edge
	for i := range int32(leaves) {
		edges = append(edges, view.Edge{From: 0, To: i + 1, Weight: 1})
	}
	u := oracleCase{"star", leaves + 1, edges}.graph(t).Undirected()
	start := time.Now()
	exact := betweenness(&u.Rows, 2)
	estimated, paths := sampledBetweenness(&u.Rows, DefaultBetweenness(), 1, 2)
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
	if want := float64(leaves) * (leaves - 1) / 2; exact[0] != want || estimated[0] != want || paths != 0 {
		t.Errorf("centre: %v exactly, %v from %d paths, want %v", exact[0], estimated[0], paths, want)
	}
	for i := 1; i <= leaves; i++ {
		if exact[i] != 0 || estimated[i] != 0 {
			t.Fatalf("leaf %d: %v, %v", i, exact[i], estimated[i])
		}
	}
}

// TestManyBlocksAtOneNode would take hours if the row of the common node were read for each block.
func TestManyBlocksAtOneNode(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	const blades = 200_000
	var edges []view.Edge
	for i := range int32(blades) {
		edges = append(edges, pairs(0, 2*i+1, 2*i+1, 2*i+2, 2*i+2, 0)...)
	}
	u := oracleCase{"windmill", 2*blades + 1, edges}.graph(t).Undirected()
	got := betweenness(&u.Rows, 2)
	if want := float64(blades) * (blades - 1) / 2 * 4; got[0] != want || got[1] != 0 {
		t.Errorf("centre %v, want %v; another %v", got[0], want, got[1])
	}
}

// TestSampledBetweennessKeepsItsBound draws often: of 40 times, the bound may be missed in 40 · delta = 4 on the average.
func TestSampledBetweennessKeepsItsBound(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	cases := []oracleCase{{"karate", 34, karateEdges()}, cactus(3), {"random", 400, random(400, 1200, 5)}, {"clique with a tail", 70, append(clique(40), pairs(tail(39, 69)...)...)}}
	for _, c := range cases {
		u := c.graph(t).Undirected()
		want := betweenness(&u.Rows, 2)
		pairs := float64(c.n) * float64(c.n-1) / 2
		for _, epsilon := range []float64{0.02, 0.1} {
			missed := 0
			for seed := range uint64(40) {
				got, paths := sampledBetweenness(&u.Rows, Sampling{1, epsilon, 0.1}, seed, 2)
				if most := math.Log(2*10*float64(c.n)/0.1)/(2*epsilon*epsilon)*2 + pathsPerStream; paths == 0 || float64(paths) > most {
					t.Fatalf("%s: %d paths, not up to %v", c.name, paths, most)
				}
				if worst(got, want) > epsilon*pairs {
					missed++
				}
			}
			if missed > 4 {
				t.Errorf("%s: epsilon %v missed %d times of 40", c.name, epsilon, missed)
			}
		}
	}
}

func worst(a, b []float64) float64 {
	most := 0.0
	for i := range a {
		most = max(most, math.Abs(a[i]-b[i]))
	}
	return most
}

// TestSampledPathsAreUniform draws pairs of nodes; the two paths between the far ends of a square must come equally often.
func TestSampledPathsAreUniform(t *testing.T) {
	u := oracleCase{"square with a detour", 6, pairs(0, 1, 0, 2, 0, 3, 1, 4, 2, 4, 3, 5, 4, 5)}.graph(t).Undirected()
	m := newMeeting(&u.Rows)
	rng := rand.New(rand.NewPCG(1, 1))
	seen := map[string]int{}
	const draws = 30000
	for range draws {
		if p := m.draw(rng); len(p) == 3 && p[0] == 0 && p[2] == 4 {
			seen[fmt.Sprint(p)]++
		}
	}
	want := map[string]float64{"[0 1 4]": 1. / 2, "[0 2 4]": 1. / 2}
	for p, share := range want {
		if got, expected := float64(seen[p]), draws/30.*share; math.Abs(got-expected) > 5*math.Sqrt(expected) {
			t.Errorf("path %s: drawn %v times, expected %v", p, got, expected)
		}
	}
	if len(seen) != len(want) {
		t.Errorf("paths %v", seen)
	}
}

func TestSampledDistancesKeepTheirBound(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	c := oracleCase{"random and a small component", 3010, append(random(3000, 6000, 5), pairs(3000, 3001, 3001, 3002, 3003, 3004)...)}
	u := c.graph(t).Undirected()
	want := measureDistances(&u.Rows, DefaultCloseness(), 1, 2)
	missed := 0
	for seed := range uint64(40) {
		got := measureDistances(&u.Rows, Sampling{1, 0.06, 0.1}, seed, 2)
		if got.sources < 1000 || got.sources > 1700 {
			t.Fatalf("%d sources", got.sources)
		}
		if worst(got.harmonic, want.harmonic) > 0.06 {
			missed++
		}
		for _, v := range []int{3000, 3001, 3003, 3009} { // small components are exact
			if got.harmonic[v] != want.harmonic[v] || got.closeness[v] != want.closeness[v] {
				t.Fatalf("node %d: %v, want %v", v, got.harmonic[v], want.harmonic[v])
			}
		}
		if worst(got.closeness, want.closeness) > 0.1*want.closeness[0] {
			t.Errorf("closeness is off by %v", worst(got.closeness, want.closeness))
		}
	}
	if missed > 4 {
		t.Errorf("missed %d times of 40", missed)
	}
}

func TestEstimatesSaySo(t *testing.T) {
	g := &kg.Graph{}
	for i := range 30 {
		g.Entities = append(g.Entities, kg.Entity{ID: kg.ID(fmt.Sprintf("agency:%03d", i)), Type: "agency"})
		for _, step := range []int{1, 4} {
			g.Relations = append(g.Relations, kg.Relation{Subject: g.Entities[i].ID, Predicate: "works_with", Object: kg.ID(fmt.Sprintf("agency:%03d", (i+step)%30)), Evidence: ev(1)})
		}
	}
	sampled := Sampling{ExactUpTo: 29, Epsilon: 0.3, Delta: 0.5}
	s, err := Compute(g, vocabulary(t), Options{Seed: 1, Betweenness: sampled, Closeness: sampled})
	if err != nil {
		t.Fatal(err)
	}
	for name, note := range map[string]string{
		"betweenness": "estimate from 256 random shortest paths: with probability 0.5 no value is off by more than 130, which is 0.3 of all pairs",
		"closeness":   "estimate from the distances to 27 nodes: with probability 0.5 no node's mean distance is off by more than 0.3 of the largest distance",
		"harmonic":    "estimate from the distances to 27 nodes: with probability 0.5 no value is off by more than 0.3",
		"pagerank":    "",
	} {
		c := s.Column(name)
		if c.Note != note || (note != "") != (len(c.Title) > 11 && c.Title[len(c.Title)-11:] == " (estimate)") {
			t.Errorf("%s: title %q, note %q, want %q", name, c.Title, c.Note, note)
		}
	}
	exact, err := Compute(g, vocabulary(t), Options{Seed: 1, Measures: []string{"betweenness", "harmonic"}})
	if err != nil || exact.Columns[0].Note+exact.Columns[1].Note != "" || exact.Columns[0].Title != "Betweenness" {
		t.Errorf("exact: %v, %v", exact, err)
	}
	for _, bad := range []Sampling{{ExactUpTo: -1}, {Epsilon: 1e-9}, {Epsilon: 1}, {Epsilon: math.NaN()}, {Delta: -0.1}, {Delta: 1}} {
		if _, err := Compute(g, vocabulary(t), Options{Betweenness: bad}); err == nil {
			t.Errorf("%+v: no error", bad)
		}
	}
}
