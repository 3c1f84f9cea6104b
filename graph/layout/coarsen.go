package layout

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"policygraph/graph/view"
)

const (
	coarsest    = 24  // nodes below which a graph is not made coarser
	leastShrink = 0.9 // of the number of nodes, to go on making it coarser
)

// multilevel lays out a connected graph, the coarse picture first, as Hu, Efficient, high-quality force-directed graph
// drawing, The Mathematica Journal 10 (2005), does: the forces then need to mend only what is local.
func multilevel(g *graph, opt Options, rng *rand.Rand) []Point {
	levels := []*graph{g}
	var parents [][]uint32
	for {
		last := levels[len(levels)-1]
		parent, n := match(last, rng)
		if last.len() <= coarsest || float64(n) > leastShrink*float64(last.len()) {
			break
		}
		parents = append(parents, parent)
		levels = append(levels, merge(last, parent, n))
	}
	top := levels[len(levels)-1]
	points := make([]Point, top.len())
	side := math.Sqrt(float64(top.len()))
	for i := range points {
		points[i] = Point{side * (rng.Float64() - 0.5), side * (rng.Float64() - 0.5)}
	}
	relax(top, points, opt, 3*iterations(opt, top.len()))
	for k := len(levels) - 2; k >= 0; k-- {
		points = refine(points, levels[k+1], parents[k], rng)
		relax(levels[k], points, opt, iterations(opt, levels[k].len()))
	}
	return points
}

// iterations returns the number of steps for a graph of n nodes.
func iterations(opt Options, n int) int {
	if opt.Iterations > 0 {
		return opt.Iterations
	}
	return 40 + 210*1000/max(1000, n)
}

// refine puts every node beside its parent.
func refine(coarse []Point, g *graph, parent []uint32, rng *rand.Rand) []Point {
	length, ties := 0.0, 0
	for i := range coarse {
		row, _ := g.rows.Row(i)
		for _, j := range row {
			dx, dy := coarse[i].X-coarse[j].X, coarse[i].Y-coarse[j].Y
			length += math.Sqrt(float64(dx*dx) + float64(dy*dy))
			ties++
		}
	}
	spread := length / float64(max(1, ties)) / 4
	points := make([]Point, len(parent))
	for i, p := range parent {
		points[i] = Point{coarse[p].X + float64(spread*(rng.Float64()-0.5)), coarse[p].Y + float64(spread*(rng.Float64()-0.5))}
	}
	return points
}

// match pairs each node with a neighbour, preferring strong ties to light nodes, and what then is left over in twos that
// prefer the same neighbour, as the leaves of a hub: LaSalle et al., Improving graph partitioning for modern graphs and
// architectures, IA3 2015. It returns the number of each node's pair and how many there are.
func match(g *graph, rng *rand.Rand) (parent []uint32, n int) {
	const none = math.MaxUint32
	parent = make([]uint32, g.len())
	waiting := make([]uint32, g.len()) // of each node, one left over that prefers it
	for i := range parent {
		parent[i], waiting[i] = none, none
	}
	order := rng.Perm(g.len())
	next := uint32(0)
	for _, i := range order {
		if parent[i] != none {
			continue
		}
		if j := preferred(g, i, func(j uint32) bool { return parent[j] == none }); j >= 0 {
			parent[i], parent[j] = next, next
			next++
		}
	}
	for _, i := range order {
		if parent[i] != none {
			continue
		}
		parent[i] = next
		j := preferred(g, i, func(uint32) bool { return true })
		if j >= 0 && waiting[j] != none {
			parent[i], waiting[j] = parent[waiting[j]], none
			continue
		}
		if j >= 0 {
			waiting[j] = uint32(i)
		}
		next++
	}
	return parent, int(next)
}

// preferred returns the neighbour of i that ok admits with the strongest tie for its mass, or -1.
func preferred(g *graph, i int, ok func(uint32) bool) int {
	best, most := -1, 0.0
	row, weights := g.rows.Row(i)
	for k, j := range row {
		if x := weights[k] / g.masses[j]; x > most && ok(j) {
			best, most = int(j), x
		}
	}
	return best
}

// merge returns the graph of the n pairs, whose masses and ties are the sums of their members'.
func merge(g *graph, parent []uint32, n int) *graph {
	out := &graph{masses: make([]float64, n), rows: view.Rows{Offsets: make([]uint32, n+1)}}
	type tie struct {
		from, to uint32
		weight   float64
	}
	var ties []tie
	for i, p := range parent {
		out.masses[p] += g.masses[i]
		row, weights := g.rows.Row(i)
		for k, j := range row {
			if q := parent[j]; q != p {
				ties = append(ties, tie{p, q, weights[k]})
			}
		}
	}
	slices.SortStableFunc(ties, func(a, b tie) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	for k, t := range ties {
		if k > 0 && ties[k-1].from == t.from && ties[k-1].to == t.to {
			out.rows.Weights[len(out.rows.Weights)-1] += t.weight
			continue
		}
		out.rows.Heads, out.rows.Weights = append(out.rows.Heads, t.to), append(out.rows.Weights, t.weight)
		out.rows.Offsets[t.from+1]++
	}
	for i := range n {
		out.rows.Offsets[i+1] += out.rows.Offsets[i]
	}
	return out
}
