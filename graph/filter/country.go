package filter

import (
	"slices"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// cutCountries drops entities that neither belong to one of the states wanted nor have a relation with one that does, and
// recommendations that call on and involve none that belongs, save the nodes that were given, and timeline events that
// mention none.
func (f *filter) cutCountries() {
	if len(f.opt.Countries) == 0 {
		return
	}
	states := view.States(f.in, f.words)
	belongs, near := map[kg.ID]bool{}, map[kg.ID]bool{}
	for i := range f.out.Entities {
		id := f.out.Entities[i].ID
		belongs[id] = slices.ContainsFunc(states[id], func(s kg.ID) bool { return slices.Contains(f.opt.Countries, s) })
	}
	for _, r := range f.out.Relations {
		if belongs[r.Subject] || belongs[r.Object] {
			near[r.Subject], near[r.Object] = true, true
		}
	}
	meets := func(links []kg.Link) bool {
		return slices.ContainsFunc(links, func(l kg.Link) bool { return belongs[l.Entity] })
	}
	f.out.Recommendations = slices.DeleteFunc(f.out.Recommendations, func(r kg.Recommendation) bool {
		return !meets(r.Actors) && !meets(r.Partners) && !f.isGiven(r.ID)
	})
	f.out.Timeline = slices.DeleteFunc(f.out.Timeline, func(t kg.TimelineEvent) bool { return !meets(t.Entities) })
	f.keepNodes(func(id kg.ID) bool {
		return f.index.Entities[id] == nil || belongs[id] || near[id] || f.isGiven(id)
	})
}
