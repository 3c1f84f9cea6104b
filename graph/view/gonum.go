package view

import (
	"slices"

	"gonum.org/v1/gonum/graph"
)

var (
	_ graph.WeightedDirected   = (*Graph)(nil)
	_ graph.Directed           = (*Graph)(nil)
	_ graph.WeightedUndirected = (*Undirected)(nil)
	_ graph.Undirected         = (*Undirected)(nil)
	_ graph.NodeSlicer         = (*nodes)(nil)
)

// vertex is a node as gonum sees it.
type vertex struct{ number int64 }

func (v *vertex) ID() int64 { return v.number }

// arc is an edge as gonum sees it.
type arc struct {
	from, to *vertex
	weight   float64
}

func (a arc) From() graph.Node         { return a.from }
func (a arc) To() graph.Node           { return a.to }
func (a arc) Weight() float64          { return a.weight }
func (a arc) ReversedEdge() graph.Edge { return arc{from: a.to, to: a.from, weight: a.weight} }

// nodes iterates in ascending order over a row or, when row is nil, over all vertices.
type nodes struct {
	vertices []vertex
	row      []uint32
	all      bool
	next     int
}

func (it *nodes) total() int {
	if it.all {
		return len(it.vertices)
	}
	return len(it.row)
}

func (it *nodes) at(i int) graph.Node {
	if it.all {
		return &it.vertices[i]
	}
	return &it.vertices[it.row[i]]
}

// Next advances to the next node.
func (it *nodes) Next() bool {
	if it.next >= it.total() {
		it.next = it.total() + 1
		return false
	}
	it.next++
	return true
}

// Len returns the number of nodes that remain.
func (it *nodes) Len() int { return max(0, it.total()-it.next) }

// Reset starts anew.
func (it *nodes) Reset() { it.next = 0 }

// Node returns the current node, or nil before the first and after the last.
func (it *nodes) Node() graph.Node {
	if it.next == 0 || it.next > it.total() {
		return nil
	}
	return it.at(it.next - 1)
}

// NodeSlice returns the nodes that remain in a fresh slice.
func (it *nodes) NodeSlice() []graph.Node {
	out := make([]graph.Node, 0, it.Len())
	for it.Next() {
		out = append(out, it.Node())
	}
	return slices.Clip(out)
}

func (g *Graph) has(id int64) bool { return id >= 0 && id < int64(len(g.ids)) }

// Node returns the node of that number, or nil.
func (g *Graph) Node(id int64) graph.Node {
	if !g.has(id) {
		return nil
	}
	return &g.vertices[id]
}

// Nodes returns all nodes in ascending order.
func (g *Graph) Nodes() graph.Nodes { return &nodes{vertices: g.vertices, all: true} }

func (g *Graph) neighbours(r *Rows, id int64) graph.Nodes {
	if !g.has(id) || r.Degree(int(id)) == 0 {
		return graph.Empty
	}
	row, _ := r.Row(int(id))
	return &nodes{vertices: g.vertices, row: row}
}

func (g *Graph) edge(r *Rows, uid, vid int64) (arc, bool) {
	if !g.has(uid) || !g.has(vid) {
		return arc{}, false
	}
	w, ok := r.weight(int(uid), int(vid))
	if !ok {
		return arc{}, false
	}
	return arc{from: &g.vertices[uid], to: &g.vertices[vid], weight: w}, true
}

// weight follows gonum's rule that a node reaches itself.
func (g *Graph) weight(r *Rows, xid, yid int64) (float64, bool) {
	if a, ok := g.edge(r, xid, yid); ok {
		return a.weight, true
	}
	return 0, xid == yid && g.has(xid)
}

// From returns the nodes that arcs from the node lead to, in ascending order.
func (g *Graph) From(id int64) graph.Nodes { return g.neighbours(&g.Out, id) }

// To returns the nodes that arcs to the node come from, in ascending order.
func (g *Graph) To(id int64) graph.Nodes { return g.neighbours(&g.In, id) }

// HasEdgeFromTo reports whether an arc leads from u to v.
func (g *Graph) HasEdgeFromTo(uid, vid int64) bool {
	_, ok := g.edge(&g.Out, uid, vid)
	return ok
}

// HasEdgeBetween reports whether an arc leads either way.
func (g *Graph) HasEdgeBetween(xid, yid int64) bool {
	return g.HasEdgeFromTo(xid, yid) || g.HasEdgeFromTo(yid, xid)
}

// Edge returns the arc from u to v, or nil.
func (g *Graph) Edge(uid, vid int64) graph.Edge {
	if a, ok := g.edge(&g.Out, uid, vid); ok {
		return a
	}
	return nil
}

// WeightedEdge returns the arc from u to v, or nil.
func (g *Graph) WeightedEdge(uid, vid int64) graph.WeightedEdge {
	if a, ok := g.edge(&g.Out, uid, vid); ok {
		return a
	}
	return nil
}

// Weight returns the weight of the arc from x to y; it is 0 and present from a node to itself.
func (g *Graph) Weight(xid, yid int64) (float64, bool) { return g.weight(&g.Out, xid, yid) }

// Node returns the node of that number, or nil.
func (u *Undirected) Node(id int64) graph.Node { return u.g.Node(id) }

// Nodes returns all nodes in ascending order.
func (u *Undirected) Nodes() graph.Nodes { return u.g.Nodes() }

// From returns the neighbours of the node in ascending order.
func (u *Undirected) From(id int64) graph.Nodes { return u.g.neighbours(&u.Rows, id) }

// HasEdgeBetween reports whether the two nodes are tied.
func (u *Undirected) HasEdgeBetween(xid, yid int64) bool {
	_, ok := u.g.edge(&u.Rows, xid, yid)
	return ok
}

// Edge returns the edge between u and v, or nil.
func (u *Undirected) Edge(uid, vid int64) graph.Edge { return u.EdgeBetween(uid, vid) }

// EdgeBetween returns the edge between x and y, or nil.
func (u *Undirected) EdgeBetween(xid, yid int64) graph.Edge {
	if a, ok := u.g.edge(&u.Rows, xid, yid); ok {
		return a
	}
	return nil
}

// WeightedEdge returns the edge between u and v, or nil.
func (u *Undirected) WeightedEdge(uid, vid int64) graph.WeightedEdge {
	return u.WeightedEdgeBetween(uid, vid)
}

// WeightedEdgeBetween returns the edge between x and y, or nil.
func (u *Undirected) WeightedEdgeBetween(xid, yid int64) graph.WeightedEdge {
	if a, ok := u.g.edge(&u.Rows, xid, yid); ok {
		return a
	}
	return nil
}

// Weight returns the weight of the edge between x and y; it is 0 and present from a node to itself.
func (u *Undirected) Weight(xid, yid int64) (float64, bool) { return u.g.weight(&u.Rows, xid, yid) }
