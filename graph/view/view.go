// Package view projects the facts of a [kg.Graph] on an ordered, weighted, directed graph in compressed sparse rows, on
// which the measures and the layout run. What enters are facts and a choice of what to show ([Options]); what leaves is a
// [Graph] whose nodes are numbered 0 … n-1 in the order of their identifiers and whose rows are sorted, so that everything
// computed from it is the same in every run.
//
// A [Graph] is a gonum graph.WeightedDirected and its [Undirected] view a graph.WeightedUndirected: every algorithm of gonum
// runs on them. A node's gonum ID is its number. Rows cost 12 bytes an edge and direction.
//
// To show another kind of structural node or link, add a source of edges in project.go.
package view

import (
	"fmt"
	"math"
	"slices"

	"policygraph/graph/kg"
)

// Edge is a weighted arc between two nodes, given by number.
type Edge struct {
	From, To int32
	Weight   float64
}

// Rows holds for each node a sorted list of neighbours and the weights of the edges to them, in compressed sparse rows:
// the row of node i is Heads[Offsets[i]:Offsets[i+1]].
type Rows struct {
	Offsets []uint32
	Heads   []uint32
	Weights []float64
}

// Row returns the neighbours of node i in ascending order and the weights of the edges to them. The slices must not be changed.
func (r *Rows) Row(i int) ([]uint32, []float64) {
	lo, hi := r.Offsets[i], r.Offsets[i+1]
	return r.Heads[lo:hi:hi], r.Weights[lo:hi:hi]
}

// Degree returns the number of neighbours of node i.
func (r *Rows) Degree(i int) int { return int(r.Offsets[i+1] - r.Offsets[i]) }

// Strength returns the sum of the weights of the edges of node i.
func (r *Rows) Strength(i int) float64 {
	sum := 0.0
	_, weights := r.Row(i)
	for _, w := range weights {
		sum += w
	}
	return sum
}

// weight returns the weight of the edge from i to j and whether there is one.
func (r *Rows) weight(i, j int) (float64, bool) {
	row, weights := r.Row(i)
	k, ok := slices.BinarySearch(row, uint32(j))
	if !ok {
		return 0, false
	}
	return weights[k], true
}

// Graph is a directed weighted graph without parallel edges and self-loops. It is immutable.
type Graph struct {
	Out, In  Rows // arcs from each node and to each node
	ids      []kg.ID
	vertices []vertex
}

// New makes a graph of the nodes ids, which must be in strictly ascending order, and edges between their indices. The weights
// of parallel edges are summed. Self-loops are dropped: that an actor is tied to itself says nothing about its place among
// the others. Weights must be positive and finite.
func New(ids []kg.ID, edges []Edge) (*Graph, error) {
	n := len(ids)
	for i := 1; i < n; i++ {
		if ids[i-1] >= ids[i] {
			return nil, fmt.Errorf("node %d: id %q does not sort after %q", i, ids[i], ids[i-1])
		}
	}
	if uint64(len(edges)) > math.MaxUint32 {
		return nil, fmt.Errorf("%d edges are more than a view can hold", len(edges))
	}
	for i, e := range edges {
		if e.From < 0 || int(e.From) >= n || e.To < 0 || int(e.To) >= n {
			return nil, fmt.Errorf("edge %d: %d → %d: no such node", i, e.From, e.To)
		}
		if !(e.Weight > 0) || math.IsInf(e.Weight, 1) {
			return nil, fmt.Errorf("edge %d: %s → %s: weight %v is not positive and finite", i, ids[e.From], ids[e.To], e.Weight)
		}
	}
	return build(ids, edges), nil
}

// build makes the graph of checked edges, by counting sorts: edges thrown into rows by head, and these turned around, are in
// rows by tail with ascending heads.
func build(ids []kg.ID, edges []Edge) *Graph {
	g := &Graph{ids: slices.Clone(ids), vertices: make([]vertex, len(ids))}
	for i := range g.vertices {
		g.vertices[i].number = int64(i)
	}
	byHead := gather(len(ids), edges)
	g.Out = byHead.transpose()
	g.Out.join()
	g.In = g.Out.transpose()
	return g
}

// gather makes for each node a list of the tails of the edges to it, as they come, without self-loops.
func gather(n int, edges []Edge) Rows {
	r := Rows{Offsets: make([]uint32, n+1)}
	for _, e := range edges {
		if e.From != e.To {
			r.Offsets[e.To+1]++
		}
	}
	next := r.sum()
	for _, e := range edges {
		if e.From != e.To {
			r.Heads[next[e.To]], r.Weights[next[e.To]] = uint32(e.From), e.Weight
			next[e.To]++
		}
	}
	return r
}

// sum turns the lengths of rows, of which row i's stands at Offsets[i+1], into offsets, makes room for the rows and returns
// where each begins.
func (r *Rows) sum() []uint32 {
	n := len(r.Offsets) - 1
	for i := range n {
		r.Offsets[i+1] += r.Offsets[i]
	}
	r.Heads, r.Weights = make([]uint32, r.Offsets[n]), make([]float64, r.Offsets[n])
	return slices.Clone(r.Offsets[:n])
}

// join makes one edge of parallel ones in sorted rows. Their weights are summed in ascending order, so that the sum does not
// depend on the order in which edges were given.
func (r *Rows) join() {
	at, lo := uint32(0), uint32(0)
	for i := range len(r.Offsets) - 1 {
		hi := r.Offsets[i+1]
		for lo < hi {
			end := lo + 1
			for end < hi && r.Heads[end] == r.Heads[lo] {
				end++
			}
			slices.Sort(r.Weights[lo:end])
			sum := 0.0
			for _, w := range r.Weights[lo:end] {
				sum += w
			}
			r.Heads[at], r.Weights[at] = r.Heads[lo], sum
			at, lo = at+1, end
		}
		r.Offsets[i+1] = at
	}
	r.Heads, r.Weights = r.Heads[:at:at], r.Weights[:at:at]
}

// transpose turns every edge around, by counting sort: its rows are sorted, whether r's are or not.
func (r *Rows) transpose() Rows {
	n := len(r.Offsets) - 1
	t := Rows{Offsets: make([]uint32, n+1)}
	for _, v := range r.Heads {
		t.Offsets[v+1]++
	}
	next := t.sum()
	for u := range n {
		row, weights := r.Row(u)
		for k, v := range row {
			t.Heads[next[v]], t.Weights[next[v]] = uint32(u), weights[k]
			next[v]++
		}
	}
	return t
}

// Len returns the number of nodes.
func (g *Graph) Len() int { return len(g.ids) }

// Arcs returns the number of directed edges.
func (g *Graph) Arcs() int { return len(g.Out.Heads) }

// ID returns the identifier of node i.
func (g *Graph) ID(i int) kg.ID { return g.ids[i] }

// IDs returns the identifiers of all nodes in ascending order. The slice must not be changed.
func (g *Graph) IDs() []kg.ID { return g.ids }

// Find returns the number of the node with that identifier.
func (g *Graph) Find(id kg.ID) (int, bool) { return slices.BinarySearch(g.ids, id) }

// Undirected is a graph without directions: two nodes are tied when an arc leads either way, with the weights of both summed.
type Undirected struct {
	Rows
	g *Graph
}

// Undirected returns the graph without directions. It takes time proportional to the size of the graph.
func (g *Graph) Undirected() *Undirected {
	n := len(g.ids)
	u := &Undirected{g: g, Rows: Rows{
		Offsets: make([]uint32, n+1),
		Heads:   make([]uint32, 0, 2*g.Arcs()),
		Weights: make([]float64, 0, 2*g.Arcs()),
	}}
	for i := range n {
		u.mergeRow(i)
		u.Offsets[i+1] = uint32(len(u.Heads))
	}
	return u
}

// mergeRow appends the union of the arcs from and to node i.
func (u *Undirected) mergeRow(i int) {
	out, ow := u.g.Out.Row(i)
	in, iw := u.g.In.Row(i)
	for len(out) > 0 || len(in) > 0 {
		switch {
		case len(in) == 0 || len(out) > 0 && out[0] < in[0]:
			u.Heads, u.Weights = append(u.Heads, out[0]), append(u.Weights, ow[0])
			out, ow = out[1:], ow[1:]
		case len(out) == 0 || in[0] < out[0]:
			u.Heads, u.Weights = append(u.Heads, in[0]), append(u.Weights, iw[0])
			in, iw = in[1:], iw[1:]
		default:
			u.Heads, u.Weights = append(u.Heads, out[0]), append(u.Weights, ow[0]+iw[0])
			out, ow, in, iw = out[1:], ow[1:], in[1:], iw[1:]
		}
	}
}

// Len returns the number of nodes.
func (u *Undirected) Len() int { return u.g.Len() }

// IDs returns the identifiers of all nodes in ascending order. The slice must not be changed.
func (u *Undirected) IDs() []kg.ID { return u.g.ids }
