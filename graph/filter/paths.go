package filter

import (
	"slices"

	"policygraph/graph/kg"
)

// neighbours returns who is tied to whom by the ties that steps may follow.
func (f *filter) neighbours() map[kg.ID][]kg.ID {
	out := map[kg.ID][]kg.ID{}
	f.eachTie(func(a, b kg.ID, predicate string) {
		if len(f.opt.Follow) == 0 || slices.Contains(f.opt.Follow, predicate) {
			out[a], out[b] = append(out[a], b), append(out[b], a)
		}
	})
	return out
}

// reach returns the nodes that are within so many steps of the given ones, with the number of steps.
func reach(ties map[kg.ID][]kg.ID, from []kg.ID, steps int) map[kg.ID]int {
	out := map[kg.ID]int{}
	front := slices.Clone(from)
	for _, id := range front {
		out[id] = 0
	}
	for k := 1; k <= steps && len(front) > 0; k++ {
		var next []kg.ID
		for _, a := range front {
			for _, b := range ties[a] {
				if _, met := out[b]; !met {
					out[b] = k
					next = append(next, b)
				}
			}
		}
		front = next
	}
	return out
}

// here returns those of the nodes that are still in the graph.
func (f *filter) here(ids []kg.ID) []kg.ID {
	index := f.out.Index()
	return slices.DeleteFunc(slices.Clone(ids), func(id kg.ID) bool { return index.Entities[id] == nil && index.Recommendations[id] == nil })
}

// keepNear keeps the nodes within reach of the egos, and the timeline events that mention an ego if there is any reach.
func (f *filter) keepNear() {
	near := reach(f.neighbours(), f.here(f.opt.Ego), f.opt.Hops)
	f.out.Timeline = slices.DeleteFunc(f.out.Timeline, func(t kg.TimelineEvent) bool {
		return f.opt.Hops < 1 || !slices.ContainsFunc(t.Entities, func(l kg.Link) bool { return slices.Contains(f.opt.Ego, l.Entity) })
	})
	f.keepNodes(func(id kg.ID) bool { _, ok := near[id]; return ok })
}

// keepBetween keeps the given nodes and those on a shortest path between two of them, if it is not too long. Timeline events,
// which no path passes, go.
func (f *filter) keepBetween() {
	ends, ties := f.here(f.opt.Between), f.neighbours()
	steps := make([]map[kg.ID]int, len(ends))
	for i, id := range ends {
		steps[i] = reach(ties, []kg.ID{id}, f.opt.Length)
	}
	keep := map[kg.ID]bool{}
	for i, from := range ends {
		keep[from] = true
		for j := range i {
			length, ok := steps[j][from]
			if !ok {
				continue
			}
			for id, there := range steps[i] {
				if back, ok := steps[j][id]; ok && there+back == length {
					keep[id] = true
				}
			}
		}
	}
	f.out.Timeline = nil
	f.keepNodes(func(id kg.ID) bool { return keep[id] })
}

// cutMembers drops the nodes and timeline events that are not among the members.
func (f *filter) cutMembers() {
	if f.opt.Members == nil {
		return
	}
	member := make(map[kg.ID]bool, len(f.opt.Members))
	for _, id := range f.opt.Members {
		member[id] = true
	}
	f.out.Timeline = slices.DeleteFunc(f.out.Timeline, func(t kg.TimelineEvent) bool { return !member[t.ID] })
	f.keepNodes(func(id kg.ID) bool { return member[id] || f.isGiven(id) })
}

// upward are the predicates that lead from an entity to what it belongs to.
var upward = []string{"part_of", "located_in"}

// addContext adds what the kept entities belong to, up to their countries, with the relations that say so.
func (f *filter) addContext() {
	if !f.opt.Context {
		return
	}
	up := map[kg.ID][]int{}
	for i := range f.in.Relations {
		if r := &f.in.Relations[i]; slices.Contains(upward, r.Predicate) && !f.unsure(r.Evidence) {
			up[r.Subject] = append(up[r.Subject], i)
		}
	}
	type tie struct {
		from, to  kg.ID
		predicate string
	}
	kept, said := map[kg.ID]bool{}, map[tie]bool{}
	var front []kg.ID
	for i := range f.out.Entities {
		kept[f.out.Entities[i].ID] = true
		front = append(front, f.out.Entities[i].ID)
	}
	for _, r := range f.out.Relations {
		said[tie{r.Subject, r.Object, r.Predicate}] = true
	}
	for len(front) > 0 {
		at := front[0]
		front = front[1:]
		for _, i := range up[at] {
			r := f.in.Relations[i]
			if to := f.index.Entities[r.Object]; !kept[r.Object] && to != nil {
				kept[r.Object] = true
				front = append(front, r.Object)
				f.out.Entities = append(f.out.Entities, *to)
			}
			if t := (tie{r.Subject, r.Object, r.Predicate}); !said[t] {
				said[t] = true
				f.out.Relations = append(f.out.Relations, r)
			}
		}
	}
}
