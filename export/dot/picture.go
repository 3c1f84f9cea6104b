package dot

import (
	"cmp"
	"math"
	"slices"

	"policygraph/export/scene"
)

// bigScene is the number of nodes above which a picture shows only what can be read in it.
const bigScene = 150

// Bounds of what a big picture shows; Graphviz's dot takes some seconds for as much, and minutes for thrice as much.
const (
	maxNodes = 250
	maxEdges = 700
)

// none says that a node stands in no cluster.
const none = -1

// picture is what of a scene is drawn.
type picture struct {
	s       *scene.Scene
	big     bool
	trimmed bool // some linked nodes or edges are left out
	show    []bool
	shown   int
	cluster []int // node → node that heads its cluster, or none
	heads   []int // of the clusters, in order
	bundles []bundle
	entity  map[string]bool // type → whether it is one of entities
	heavy   float64         // largest weight of a bundle
	scale   float64         // of the legend: a large picture is looked at from farther away
}

func newPicture(s *scene.Scene) *picture {
	p := &picture{s: s, big: len(s.Nodes) > bigScene, entity: map[string]bool{}}
	for _, t := range s.Types {
		p.entity[t.Name] = t.Entity
	}
	p.show, p.cluster = make([]bool, len(s.Nodes)), make([]int, len(s.Nodes))
	p.bundles = fold(s, p.drawn)
	p.trim()
	for _, b := range p.bundles {
		p.show[b.from], p.show[b.to] = true, true
		p.heavy = max(p.heavy, b.weight())
	}
	for i := range p.show {
		p.show[i] = p.show[i] || !p.big
		if p.show[i] {
			p.shown++
		}
	}
	p.scale = min(3, max(1, math.Sqrt(float64(p.shown)/30)))
	p.gather()
	return p
}

// drawn reports whether an edge is shown: in a big picture only those that lead to an entity.
func (p *picture) drawn(e *scene.Edge) bool {
	return !p.big || p.entity[p.s.Nodes[e.To].Type] && !p.clutter(e.From)
}

// clutter reports whether a node is of a kind that a big picture leaves out: what merely mentions an entity.
func (p *picture) clutter(node int) bool {
	t := p.s.Nodes[node].Type
	return !p.entity[t] && t != "recommendation"
}

// trim leaves the best linked nodes and the heaviest edges, as many as can be drawn and read.
func (p *picture) trim() {
	degree := make([]int, len(p.s.Nodes))
	var linked []int
	for _, b := range p.bundles {
		for _, i := range []int{b.from, b.to} {
			if degree[i]++; degree[i] == 1 {
				linked = append(linked, i)
			}
		}
	}
	if !p.big || len(linked) <= maxNodes && len(p.bundles) <= maxEdges {
		return
	}
	p.trimmed = true
	slices.SortFunc(linked, func(a, b int) int {
		return cmp.Or(degree[b]-degree[a], cmp.Compare(p.s.Nodes[b].Size, p.s.Nodes[a].Size), a-b)
	})
	keep := map[int]bool{}
	for _, i := range linked[:min(maxNodes, len(linked))] {
		keep[i] = true
	}
	p.bundles = slices.DeleteFunc(p.bundles, func(b bundle) bool { return !keep[b.from] || !keep[b.to] })
	slices.SortStableFunc(p.bundles, func(a, b bundle) int { return cmp.Compare(b.weight(), a.weight()) })
	p.bundles = p.bundles[:min(maxEdges, len(p.bundles))]
	slices.SortFunc(p.bundles, func(a, b bundle) int { return cmp.Or(a.from-b.from, a.to-b.to) })
}

// gather puts what stands in a section into a cluster with the section's own node.
func (p *picture) gather() {
	for i := range p.cluster {
		p.cluster[i] = none
	}
	col := fieldIndex(p.s.NodeFields, "section")
	if p.big || col < 0 {
		return
	}
	for i := range p.s.Edges {
		e := &p.s.Edges[i]
		if p.s.Nodes[e.From].Attrs[col].Set && p.structural(e) {
			p.cluster[e.From], p.cluster[e.To] = e.To, e.To
		}
	}
	for i, head := range p.cluster {
		if head == i {
			p.heads = append(p.heads, i)
		}
	}
}

// structural reports whether an edge only says where something stands.
func (p *picture) structural(e *scene.Edge) bool {
	col := fieldIndex(p.s.EdgeFields, "status")
	return col >= 0 && e.Attrs[col].Text == "structural"
}

func fieldIndex(fields []scene.Field, name string) int {
	for i, f := range fields {
		if f.Name == name {
			return i
		}
	}
	return -1
}
