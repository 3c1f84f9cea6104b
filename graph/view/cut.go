package view

import (
	"slices"

	"policygraph/graph/kg"
)

// level sets all weights to 1. Arcs both ways between two nodes share it, so that their tie without directions weighs 1 too.
func (g *Graph) level() {
	for i := range g.ids {
		row, weights := g.Out.Row(i)
		for k, j := range row {
			weights[k] = 1
			if _, back := g.Out.weight(int(j), i); back {
				weights[k] = 0.5
			}
		}
	}
	g.In = g.Out.transpose()
}

// tied returns the graph without nodes that have no edges.
func (g *Graph) tied() *Graph {
	renumbered := make([]int32, len(g.ids))
	var ids []kg.ID
	for i, id := range g.ids {
		if g.Out.Degree(i)+g.In.Degree(i) > 0 {
			renumbered[i] = int32(len(ids))
			ids = append(ids, id)
		}
	}
	if len(ids) == len(g.ids) {
		return g
	}
	edges := make([]Edge, 0, g.Arcs())
	for i := range g.ids {
		row, weights := g.Out.Row(i)
		for k, j := range row {
			edges = append(edges, Edge{From: renumbered[i], To: renumbered[j], Weight: weights[k]})
		}
	}
	return build(slices.Clip(ids), edges)
}
