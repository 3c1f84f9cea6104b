// Package layout places the nodes of a projection in the plane: tied nodes near each other, communities apart, no two nodes
// on top of each other. What enters are a [view.Graph] and the nodes' sizes; what leaves is a [Point] for each node, the same
// for the same seed in every run and with any number of workers.
//
// Each connected component is laid out by itself: coarsened step by step (coarsen.go), the coarsest graph placed at random
// and moved by forces, then each finer one from there (forces.go, quadtree.go). The result is scaled to the sizes of the
// nodes and overlaps are pushed apart (overlap.go). The largest component comes to the middle, the others and the nodes
// without ties to rows below it (rows.go).
package layout

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"

	"policygraph/graph/view"
)

// Options choose how nodes are placed. The zero value is a good choice for graphs of any size.
type Options struct {
	Seed       uint64
	Iterations int       // steps of the full graph; 0 for a number that falls with its size, from 150 to 40
	Sizes      []float64 // radius of each node, > 0; nil for 10 each
	LinLog     bool      // pull does not grow with distance: communities farther apart, Noack's LinLog model
	Gravity    float64   // pull towards the middle; 0 for the usual 1, more for a rounder, denser picture
	Workers    int       // goroutines; 0 for one per processor. The points do not depend on it
}

// Point is a place in the plane, in the unit of the sizes, rounded to two decimals.
type Point struct{ X, Y float64 }

const (
	defaultRadius = 10
	seedStream    = 0x1a7007
)

// graph is one connected component, or a coarser picture of one.
type graph struct {
	rows   view.Rows
	masses []float64 // of repulsion
}

func (g *graph) len() int { return len(g.masses) }

// Positions returns a place for each node of the graph.
func Positions(v *view.Graph, opt Options) []Point {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Gravity <= 0 {
		opt.Gravity = 1
	}
	u := v.Undirected()
	radii := radiiOf(v.Len(), opt.Sizes)
	points := make([]Point, v.Len())
	pl := placer{u, radii, gapOf(radii), points, opt}
	var panels []panel
	for k, members := range components(&u.Rows) {
		if len(members) == 1 {
			panels = append(panels, single(members[0], radii[members[0]]))
			continue
		}
		panels = append(panels, pl.place(members, uint64(k)))
	}
	arrange(panels, points, pl.gap)
	for i, p := range points {
		points[i] = Point{math.Round(p.X*100)/100 + 0, math.Round(p.Y*100)/100 + 0}
	}
	return points
}

// radiiOf returns the radius of each node; missing and unusable sizes give the default.
func radiiOf(n int, sizes []float64) []float64 {
	radii := make([]float64, n)
	for i := range radii {
		radii[i] = defaultRadius
		if i < len(sizes) && sizes[i] > 0 && !math.IsInf(sizes[i], 1) {
			radii[i] = sizes[i]
		}
	}
	return radii
}

// gapOf returns the room to leave between two nodes: half the median radius.
func gapOf(radii []float64) float64 {
	if len(radii) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(radii))
	return sorted[len(sorted)/2] / 2
}

// placer lays components out one by one.
type placer struct {
	graph  *view.Undirected
	radii  []float64 // by node
	gap    float64   // between two nodes
	points []Point   // by node; filled
	opt    Options
}

// place puts the members of a component around the origin; stream sets its random numbers apart from those of other
// components.
func (pl placer) place(members []uint32, stream uint64) panel {
	g := subgraph(pl.graph, members)
	own := make([]float64, len(members))
	for i, m := range members {
		own[i] = pl.radii[m]
	}
	rng := rand.New(rand.NewPCG(pl.opt.Seed, seedStream+stream))
	ps := multilevel(g, pl.opt, rng)
	fit(ps, own)
	separate(ps, own, pl.gap)
	width, height := centre(ps, own)
	for i, m := range members {
		pl.points[m] = ps[i]
	}
	return panel{members, width, height}
}

// components returns the members of each connected component in ascending order, the largest component first and equal
// ones by their first member.
func components(r *view.Rows) [][]uint32 {
	n := len(r.Offsets) - 1
	seen := make([]bool, n)
	var out [][]uint32
	for s := range n {
		if seen[s] {
			continue
		}
		seen[s] = true
		members := []uint32{uint32(s)}
		for head := 0; head < len(members); head++ {
			row, _ := r.Row(int(members[head]))
			for _, v := range row {
				if !seen[v] {
					seen[v] = true
					members = append(members, v)
				}
			}
		}
		slices.Sort(members)
		out = append(out, members)
	}
	slices.SortStableFunc(out, func(a, b []uint32) int { return len(b) - len(a) })
	return out
}

// subgraph returns a component as a graph of its own. Ties pull with the square root of their weight relative to the mean,
// so that many pieces of evidence draw nodes together without collapsing them. A node's mass is its degree plus one.
func subgraph(u *view.Undirected, members []uint32) *graph {
	at := make(map[uint32]uint32, len(members))
	for i, m := range members {
		at[m] = uint32(i)
	}
	g := &graph{rows: view.Rows{Offsets: make([]uint32, 1, len(members)+1)}}
	total := 0.0
	for _, m := range members {
		row, weights := u.Row(int(m))
		for k, v := range row {
			g.rows.Heads, g.rows.Weights = append(g.rows.Heads, at[v]), append(g.rows.Weights, weights[k])
			total += weights[k]
		}
		g.rows.Offsets = append(g.rows.Offsets, uint32(len(g.rows.Heads)))
		g.masses = append(g.masses, float64(len(row)+1))
	}
	mean := total / float64(len(g.rows.Heads))
	for k, w := range g.rows.Weights {
		g.rows.Weights[k] = math.Sqrt(w / mean)
	}
	return g
}
