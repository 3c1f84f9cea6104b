package view

import (
	"cmp"
	"math"
	"slices"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// share ties entities that recommendations call on or involve together, and adds the relations among them. Such ties have no
// direction: each is two arcs of half its weight.
func share(g *kg.Graph, o *ontology.Ontology, opt Options) *Graph {
	two := opt
	two.Links, two.Weight, two.DropIsolates = []string{callsOn, involves}, "", false
	modes := Project(&kg.Graph{Entities: g.Entities, Recommendations: g.Recommendations}, o, two)
	p := &projector{g: g, o: o, opt: opt, seen: map[sighting]bool{}}
	p.opt.Kinds = nil
	p.collect()
	place := make([]int32, modes.Len()) // of each node of modes, its number among the entities
	for i, id := range modes.IDs() {
		place[i] = -1
		if at, ok := slices.BinarySearch(p.ids, id); ok {
			place[i] = int32(at)
		}
	}
	for _, pair := range sharedPairs(modes) {
		half := pair.weigh(opt.Weight) / 2
		a, b := place[pair.a], place[pair.b]
		p.edges = append(p.edges, Edge{a, b, half}, Edge{b, a, half})
	}
	p.opt.Weight = WeightOne // a relation weighs like one shared recommendation, however often it is said
	for _, r := range g.Relations {
		p.edge(r.Subject, r.Object, r.Predicate, r.Evidence)
	}
	p.opt.Weight = opt.Weight
	return p.finish()
}

// pair is two nodes that share recommendations.
type pair struct {
	a, b   uint32
	shared int
	newman float64 // sum of 1/(n-1)
	na, nb int     // recommendations of each
}

// weigh returns the pair's weight.
func (p pair) weigh(weight string) float64 {
	shared := float64(p.shared)
	switch weight {
	case WeightJaccard:
		return shared / float64(p.na+p.nb-p.shared)
	case WeightCosine:
		return shared / math.Sqrt(float64(p.na)*float64(p.nb))
	case WeightNewman:
		return p.newman
	}
	return shared
}

// sharedPairs returns the pairs of heads that arcs from one node reach, in order.
func sharedPairs(modes *Graph) []pair {
	var out []pair
	for r := range modes.Len() {
		heads, _ := modes.Out.Row(r)
		for i, a := range heads {
			for _, b := range heads[i+1:] {
				out = append(out, pair{a: a, b: b, shared: 1, newman: 1 / float64(len(heads)-1), na: modes.In.Degree(int(a)), nb: modes.In.Degree(int(b))})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	joined := out[:0]
	for _, p := range out {
		if k := len(joined) - 1; k >= 0 && joined[k].a == p.a && joined[k].b == p.b {
			joined[k].shared++
			joined[k].newman += p.newman
			continue
		}
		joined = append(joined, p)
	}
	return joined
}
