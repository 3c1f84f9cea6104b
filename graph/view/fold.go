package view

import (
	"slices"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// States says for each entity to which states it belongs: a state to itself, other bodies to the nearest states that their
// chain of part_of leads to. Those that lead to none are not in the map.
func States(g *kg.Graph, o *ontology.Ontology) map[kg.ID][]kg.ID {
	parents, state := map[kg.ID][]kg.ID{}, map[kg.ID]bool{}
	for _, e := range g.Entities {
		state[e.ID] = slices.Contains(o.Groups["state"], e.Type)
	}
	for _, r := range g.Relations {
		if r.Predicate == "part_of" {
			parents[r.Subject] = append(parents[r.Subject], r.Object)
		}
	}
	out := map[kg.ID][]kg.ID{}
	for _, e := range g.Entities {
		if found := nearestStates(e.ID, parents, state); len(found) > 0 {
			out[e.ID] = found
		}
	}
	return out
}

// nearestStates searches upwards, level by level.
func nearestStates(id kg.ID, parents map[kg.ID][]kg.ID, state map[kg.ID]bool) []kg.ID {
	seen := map[kg.ID]bool{id: true}
	for level := []kg.ID{id}; len(level) > 0; {
		var found, next []kg.ID
		for _, at := range level {
			if state[at] {
				found = append(found, at)
				continue
			}
			for _, up := range parents[at] {
				if !seen[up] {
					seen[up] = true
					next = append(next, up)
				}
			}
		}
		if len(found) > 0 {
			slices.Sort(found)
			return found
		}
		level = next
	}
	return nil
}

// fold returns the facts with every body replaced by its states and without entities that belong to none. Facts within a
// state are left out, and those that the vocabulary does not know between states. A state that acts in a recommendation is
// not its partner too, nor is one that acts or takes part its subject.
func fold(g *kg.Graph, o *ontology.Ontology) *kg.Graph {
	states := States(g, o)
	facts := &kg.Graph{}
	mentions := map[kg.ID][]kg.Evidence{}
	for _, e := range g.Entities {
		for _, s := range states[e.ID] {
			mentions[s] = append(mentions[s], e.Mentions...)
		}
	}
	for _, e := range g.Entities {
		if slices.Contains(o.Groups["state"], e.Type) {
			e.Mentions, e.Aliases = mentions[e.ID], slices.Clone(e.Aliases)
			facts.Entities = append(facts.Entities, e)
		}
	}
	for _, r := range g.Relations {
		for _, s := range states[r.Subject] {
			for _, t := range states[r.Object] {
				if s != t && o.Allows(r.Predicate, s.Kind(), t.Kind()) {
					facts.Relations = append(facts.Relations, kg.Relation{Subject: s, Predicate: r.Predicate, Object: t, Evidence: slices.Clone(r.Evidence)})
				}
			}
		}
	}
	for _, r := range g.Recommendations {
		r.Actors = foldLinks(r.Actors, states)
		r.Partners = foldLinks(r.Partners, states, r.Actors)
		r.Concerns = foldLinks(r.Concerns, states, r.Actors, r.Partners)
		facts.Recommendations = append(facts.Recommendations, r)
	}
	facts.Sort()
	out := *g
	out.Entities, out.Relations, out.Recommendations, out.Timeline = facts.Entities, facts.Relations, facts.Recommendations, nil
	return &out
}

// foldLinks replaces the entities of links by their states, without the states that others link to.
func foldLinks(links []kg.Link, states map[kg.ID][]kg.ID, others ...[]kg.Link) []kg.Link {
	var out []kg.Link
	for _, l := range links {
		for _, s := range states[l.Entity] {
			if !slices.ContainsFunc(slices.Concat(others...), func(o kg.Link) bool { return o.Entity == s }) {
				out = append(out, kg.Link{Entity: s, Evidence: slices.Clone(l.Evidence)})
			}
		}
	}
	return out
}
