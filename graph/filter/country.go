package filter

import (
	"slices"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// cutCountries drops entities that belong to none of the states wanted, and recommendations that call on and involve none of
// theirs, save the egos, and timeline events that mention none.
func (f *filter) cutCountries() {
	if len(f.opt.Countries) == 0 {
		return
	}
	states := view.States(f.in, f.words)
	f.keepNodes(func(id kg.ID) bool {
		return f.index.Entities[id] == nil || f.isEgo(id) ||
			slices.ContainsFunc(states[id], func(s kg.ID) bool { return slices.Contains(f.opt.Countries, s) })
	})
	f.out.Recommendations = slices.DeleteFunc(f.out.Recommendations, func(r kg.Recommendation) bool {
		return len(r.Actors)+len(r.Partners) == 0 && !f.isEgo(r.ID)
	})
	f.out.Timeline = slices.DeleteFunc(f.out.Timeline, func(t kg.TimelineEvent) bool { return len(t.Entities) == 0 })
	f.dropDangling()
}
