package layout

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

func graphOf(t testing.TB, n int, edges []view.Edge) *view.Graph {
	t.Helper()
	ids := make([]kg.ID, n)
	for i := range ids {
		ids[i] = kg.ID(fmt.Sprintf("n:%06d", i))
	}
	g, err := view.New(ids, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func tie(from, to int) view.Edge { return view.Edge{From: int32(from), To: int32(to), Weight: 1} }

// stakeholders ties recommendations, in topics, to a few of the topic's actors and to common hubs.
func stakeholders(topics, each int, seed uint64) (int, []view.Edge) {
	rng := rand.New(rand.NewPCG(seed, 1))
	const hubs = 8
	actors := each + each/2
	n := hubs + topics*(actors+each)
	var edges []view.Edge
	for topic := range topics {
		base := hubs + topic*(actors+each)
		for r := range each {
			for range 1 + rng.IntN(5) {
				to := base + int(float64(actors)*math.Pow(rng.Float64(), 1.7))
				if rng.IntN(3) == 0 {
					to = int(hubs * math.Pow(rng.Float64(), 2))
				}
				edges = append(edges, view.Edge{From: int32(base + actors + r), To: int32(to), Weight: float64(1 + rng.IntN(3))})
			}
		}
	}
	return n, edges
}

func star(leaves, first int) []view.Edge {
	var out []view.Edge
	for i := range leaves {
		out = append(out, tie(first, first+1+i))
	}
	return out
}

func complete(n int) []view.Edge {
	var out []view.Edge
	for i := range n {
		for j := range i {
			out = append(out, tie(i, j))
		}
	}
	return out
}

func path(n int) []view.Edge {
	var out []view.Edge
	for i := range n - 1 {
		out = append(out, tie(i, i+1))
	}
	return out
}

func sizes(n int, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 2))
	out := make([]float64, n)
	for i := range out {
		out[i] = 6 + 34*math.Pow(rng.Float64(), 6)
	}
	return out
}

func TestNodesStandApart(t *testing.T) {
	many, ties := stakeholders(10, 16, 1)
	for _, c := range []struct {
		name  string
		n     int
		edges []view.Edge
	}{
		{"empty", 0, nil},
		{"one node", 1, nil},
		{"no ties", 40, nil},
		{"pair", 2, path(2)},
		{"two pairs", 4, []view.Edge{tie(0, 1), tie(2, 3)}},
		{"path", 50, path(50)},
		{"star", 301, star(300, 0)},
		{"large star", 2001, star(2000, 0)},
		{"complete", 60, complete(60)},
		{"stakeholders", many, ties},
		{"stakeholders and loners", many + 30, ties},
		{"components", 60, append(star(9, 0), append(star(9, 20), star(19, 40)...)...)},
	} {
		for _, linlog := range []bool{false, true} {
			radii := sizes(c.n, 1)
			points := Positions(graphOf(t, c.n, c.edges), Options{Seed: 3, Sizes: radii, LinLog: linlog})
			if len(points) != c.n {
				t.Fatalf("%s: %d points", c.name, len(points))
			}
			far := 0.0
			for i, p := range points {
				far = max(far, math.Hypot(p.X, p.Y))
				if math.IsNaN(p.X+p.Y) || p.X != math.Round(p.X*100)/100 || p.Y != math.Round(p.Y*100)/100 {
					t.Fatalf("%s: point %v", c.name, p)
				}
				for j := range i {
					if d := distance(p, points[j]); d < radii[i]+radii[j] {
						t.Errorf("%s: nodes %d and %d overlap: %v apart, radii %v and %v", c.name, i, j, d, radii[i], radii[j])
					}
				}
			}
			area := 0.0
			for _, r := range radii {
				area += (r + 10) * (r + 10)
			}
			if limit := 12 * math.Sqrt(area); far > limit && c.name != "path" {
				t.Errorf("%s: a node lies %v from the middle, more than %v", c.name, far, limit)
			}
		}
	}
}

func TestSameForAnyWorkers(t *testing.T) {
	n, edges := stakeholders(20, 40, 1)
	v := graphOf(t, n, edges)
	want := Positions(v, Options{Seed: 5, Workers: 1, Iterations: 20})
	for _, workers := range []int{1, 2, 5} {
		if got := Positions(v, Options{Seed: 5, Workers: workers, Iterations: 20}); !slices.Equal(got, want) {
			t.Errorf("%d workers: other points", workers)
		}
	}
	if slices.Equal(want, Positions(v, Options{Seed: 6, Iterations: 20})) {
		t.Error("another seed gives the same points")
	}
}

func TestCommunitiesStandApart(t *testing.T) {
	var edges []view.Edge
	rng := rand.New(rand.NewPCG(1, 1))
	const groups, size = 6, 20
	for i := range groups * size {
		for range 4 {
			edges = append(edges, tie(i, i/size*size+rng.IntN(size)))
		}
		if rng.IntN(4) == 0 {
			edges = append(edges, tie(i, rng.IntN(groups*size)))
		}
	}
	points := Positions(graphOf(t, groups*size, edges), Options{Seed: 1})
	var within, between, inPairs, outPairs float64
	for i := range points {
		for j := range i {
			if i/size == j/size {
				within, inPairs = within+distance(points[i], points[j]), inPairs+1
			} else {
				between, outPairs = between+distance(points[i], points[j]), outPairs+1
			}
		}
	}
	if ratio := within / inPairs / (between / outPairs); ratio > 0.45 {
		t.Errorf("nodes of a community are %.2f as far apart as others", ratio)
	}
}

func TestLeavesStandNearTheirHub(t *testing.T) {
	edges := append(star(12, 0), append(star(12, 20), star(12, 40)...)...)
	edges = append(edges, tie(0, 20), tie(20, 40), tie(40, 0), tie(0, 60), tie(60, 20))
	points := Positions(graphOf(t, 61, edges), Options{Seed: 1})
	hubs := []int{0, 20, 40}
	for _, hub := range hubs {
		for leaf := hub + 1; leaf <= hub+12; leaf++ {
			for _, other := range hubs {
				if other != hub && distance(points[leaf], points[other]) < distance(points[leaf], points[hub]) {
					t.Errorf("leaf %d of %d is nearer to %d", leaf, hub, other)
				}
			}
		}
	}
}

// TestLonersStandInRows holds that nodes without ties stand in rows below the rest, in order, none on another.
func TestLonersStandInRows(t *testing.T) {
	n, edges := stakeholders(6, 16, 1)
	const loners = 30
	v := graphOf(t, n+loners, edges)
	points := Positions(v, Options{Seed: 1})
	u := v.Undirected()
	low, left, right := 0.0, 0.0, 0.0
	for _, i := range components(&u.Rows)[0] {
		low, left, right = min(low, points[i].Y), min(left, points[i].X), max(right, points[i].X)
	}
	rows := map[float64]int{}
	for i := n; i < n+loners; i++ {
		p := points[i]
		rows[p.Y]++
		if p.Y >= low || p.X < left || p.X > right {
			t.Errorf("loner %d at %v is not below the others, who lie between %v and %v, down to %v", i, p, left, right, low)
		}
		if i > n && !(points[i-1].X < p.X && points[i-1].Y == p.Y || points[i-1].Y > p.Y) {
			t.Errorf("loner %d at %v stands before or on the one at %v", i, p, points[i-1])
		}
	}
	if len(rows) > 4 {
		t.Errorf("%d rows of %d loners", len(rows), loners)
	}
	alone := Positions(graphOf(t, loners, nil), Options{Seed: 1})
	for i := range alone {
		for j := range i {
			if distance(alone[i], alone[j]) < 2*defaultRadius {
				t.Errorf("of loners alone, %d at %v stands on %d at %v", i, alone[i], j, alone[j])
			}
		}
	}
}

// TestPush holds the quadtree's sums against those over all pairs.
func TestPush(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	points, masses := make([]Point, 500), make([]float64, 500)
	for i := range points {
		points[i], masses[i] = Point{rng.NormFloat64(), rng.NormFloat64()}, 1+rng.Float64()
	}
	points[1], points[3] = points[0], points[2] // in the same place
	var tree quadtree
	tree.build(points, masses)
	for i, p := range points {
		var want Point
		for j, q := range points {
			if d := distance(p, q); d > 0 {
				want.X += masses[j] * (p.X - q.X) / (d * d)
				want.Y += masses[j] * (p.Y - q.Y) / (d * d)
			}
		}
		fx, fy := tree.push(p, uint32(i))
		if off := distance(Point{fx, fy}, want); off > 0.05*math.Hypot(want.X, want.Y)+5 {
			t.Errorf("node %d: push %v %v, want %v", i, fx, fy, want)
		}
	}
}

func TestSizesOfWrongLength(t *testing.T) {
	v := graphOf(t, 3, path(3))
	if points := Positions(v, Options{Sizes: []float64{5, math.NaN()}}); len(points) != 3 {
		t.Errorf("points %v", points)
	}
}

func BenchmarkPositions(b *testing.B) {
	for _, size := range []struct{ topics, each int }{{10, 17}, {100, 40}} {
		n, edges := stakeholders(size.topics, size.each, 1)
		v := graphOf(b, n, edges)
		b.Run(fmt.Sprintf("nodes=%d/arcs=%d", n, v.Arcs()), func(b *testing.B) {
			for b.Loop() {
				Positions(v, Options{Seed: 1})
			}
		})
	}
}
