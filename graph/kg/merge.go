package kg

import (
	"maps"
	"slices"
	"strings"
)

// Merge returns one sorted graph with the facts of all given graphs. Entities with the same ID become one, with the
// evidence and aliases of both (an ID says the type, so that is one too); where they differ in name, the one that sorts first
// is kept and the other becomes an alias. The inputs are not changed.
func Merge(graphs ...*Graph) *Graph {
	out := &Graph{}
	entities := map[ID]*Entity{}
	for _, g := range graphs {
		out.Reports = append(out.Reports, g.Reports...)
		out.Sections = append(out.Sections, g.Sections...)
		out.Passages = append(out.Passages, g.Passages...)
		out.Sources = append(out.Sources, g.Sources...)
		out.Recommendations = append(out.Recommendations, cloneRecommendations(g.Recommendations)...)
		out.Timeline = append(out.Timeline, cloneTimeline(g.Timeline)...)
		for _, c := range g.Citations {
			c.Evidence = slices.Clone(c.Evidence)
			out.Citations = append(out.Citations, c)
		}
		for _, r := range g.Relations {
			r.Evidence = slices.Clone(r.Evidence)
			out.Relations = append(out.Relations, r)
		}
		for _, e := range g.Entities {
			mergeEntity(entities, e)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(entities)) {
		out.Entities = append(out.Entities, *entities[id])
	}
	return out.Sort()
}

func mergeEntity(into map[ID]*Entity, e Entity) {
	old, ok := into[e.ID]
	if !ok {
		e.Aliases, e.Mentions = slices.Clone(e.Aliases), slices.Clone(e.Mentions)
		into[e.ID] = &e
		return
	}
	old.Aliases = append(old.Aliases, e.Aliases...)
	old.Mentions = append(old.Mentions, e.Mentions...)
	switch strings.Compare(old.Name, e.Name) {
	case -1:
		old.Aliases = append(old.Aliases, e.Name)
	case 1:
		old.Aliases = append(old.Aliases, old.Name)
		old.Name = e.Name
	}
}

func cloneLinks(links []Link) []Link {
	out := slices.Clone(links)
	for i := range out {
		out[i].Evidence = slices.Clone(out[i].Evidence)
	}
	return out
}

func cloneRecommendations(recs []Recommendation) []Recommendation {
	out := slices.Clone(recs)
	for i := range out {
		out[i].Actors, out[i].Partners, out[i].Concerns = cloneLinks(out[i].Actors), cloneLinks(out[i].Partners), cloneLinks(out[i].Concerns)
	}
	return out
}

func cloneTimeline(events []TimelineEvent) []TimelineEvent {
	out := slices.Clone(events)
	for i := range out {
		out[i].Entities = cloneLinks(out[i].Entities)
	}
	return out
}
