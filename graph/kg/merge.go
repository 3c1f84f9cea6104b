package kg

import (
	"maps"
	"slices"
)

// Merge returns one sorted graph with the facts of all given graphs. Entities with the same ID become one, with the
// evidence and aliases of both (an ID says the type, so that is one too); where they differ in name, the one that sorts first
// is kept and the other becomes an alias. The order of the graphs does not matter. The inputs are not changed.
func Merge(graphs ...*Graph) *Graph {
	out := &Graph{
		Reports:         gather(graphs, func(g *Graph) []Report { return g.Reports }),
		Sections:        gather(graphs, func(g *Graph) []Section { return g.Sections }),
		Passages:        gather(graphs, func(g *Graph) []Passage { return g.Passages }),
		Sources:         gather(graphs, func(g *Graph) []Source { return g.Sources }),
		Recommendations: gather(graphs, func(g *Graph) []Recommendation { return g.Recommendations }),
		Timeline:        gather(graphs, func(g *Graph) []TimelineEvent { return g.Timeline }),
		Citations:       gather(graphs, func(g *Graph) []Citation { return g.Citations }),
		Relations:       gather(graphs, func(g *Graph) []Relation { return g.Relations }),
	}
	for i := range out.Recommendations {
		r := &out.Recommendations[i]
		r.Actors, r.Partners, r.Concerns = cloneLinks(r.Actors), cloneLinks(r.Partners), cloneLinks(r.Concerns)
	}
	for i := range out.Timeline {
		out.Timeline[i].Entities = cloneLinks(out.Timeline[i].Entities)
	}
	for i := range out.Citations {
		out.Citations[i].Evidence = slices.Clone(out.Citations[i].Evidence)
	}
	for i := range out.Relations {
		out.Relations[i].Evidence = slices.Clone(out.Relations[i].Evidence)
	}
	same := map[ID][]*Entity{}
	for _, g := range graphs {
		for i := range g.Entities {
			e := &g.Entities[i]
			same[e.ID] = append(same[e.ID], e)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(same)) {
		out.Entities = append(out.Entities, mergeEntities(same[id]))
	}
	return out.Sort()
}

// gather returns one new list with the items of all graphs.
func gather[T any](graphs []*Graph, list func(*Graph) []T) []T {
	var all [][]T
	for _, g := range graphs {
		all = append(all, list(g))
	}
	return slices.Concat(all...)
}

// mergeEntities makes one entity of those with one ID. Its lists are in no order yet.
func mergeEntities(same []*Entity) Entity {
	out := Entity{ID: same[0].ID, Type: same[0].Type, Name: same[0].Name}
	mentions := 0
	for _, e := range same {
		out.Name = min(out.Name, e.Name)
		mentions += len(e.Mentions)
	}
	out.Mentions = make([]Evidence, 0, mentions)
	for _, e := range same {
		out.Mentions = append(out.Mentions, e.Mentions...)
		out.Aliases = append(out.Aliases, e.Aliases...)
		if e.Name != out.Name {
			out.Aliases = append(out.Aliases, e.Name)
		}
	}
	return out
}

func cloneLinks(links []Link) []Link {
	out := slices.Clone(links)
	for i := range out {
		out[i].Evidence = slices.Clone(out[i].Evidence)
	}
	return out
}
