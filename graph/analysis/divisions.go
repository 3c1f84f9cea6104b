package analysis

import (
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

const nowhere = -1 // the group of nodes that belong to none

// countries returns for each node the number of the state that it is or belongs to, as [view.States] says. Nodes of no state
// belong nowhere, and neither do those of several: a joint body is no one's.
func countries(g *kg.Graph, o *ontology.Ontology, v *view.Graph) []int {
	states := view.States(g, o)
	numbers := map[kg.ID]int{}
	out := make([]int, v.Len())
	for i, id := range v.IDs() {
		out[i] = nowhere
		if of := states[id]; len(of) == 1 {
			if _, ok := numbers[of[0]]; !ok {
				numbers[of[0]] = len(numbers)
			}
			out[i] = numbers[of[0]]
		}
	}
	return out
}

// sections returns for each node the number of its main section. A recommendation's is the one that it stands in; an entity's
// the one that holds most of the evidence of its ties, the first of several that hold as much. Only main sections count: the
// outermost of a report or, where a single one holds the whole report, the next that divide it.
func sections(g *kg.Graph, v *view.Graph) []int {
	main := mainSections(g)
	passages := make(map[kg.ID]int, len(g.Passages))
	for i := range g.Passages {
		passages[g.Passages[i].ID] = main[g.Passages[i].Section]
	}
	held := make([]map[int]int, v.Len()) // pieces of evidence in each section
	count := func(id kg.ID, evidence []kg.Evidence) {
		at, ok := v.Find(id)
		if !ok {
			return
		}
		if held[at] == nil {
			held[at] = map[int]int{}
		}
		for _, e := range evidence {
			held[at][passages[e.Passage]]++
		}
	}
	for i := range g.Relations {
		count(g.Relations[i].Subject, g.Relations[i].Evidence)
		count(g.Relations[i].Object, g.Relations[i].Evidence)
	}
	for i := range g.Recommendations {
		for _, links := range [][]kg.Link{g.Recommendations[i].Actors, g.Recommendations[i].Partners, g.Recommendations[i].Concerns} {
			for _, l := range links {
				count(l.Entity, l.Evidence)
			}
		}
	}
	out := make([]int, v.Len())
	for i, numbers := range held {
		out[i] = most(numbers)
	}
	for i := range g.Recommendations {
		if at, ok := v.Find(g.Recommendations[i].ID); ok {
			out[at] = main[g.Recommendations[i].Section]
		}
	}
	return out
}

// most returns the key of the largest number, the smallest of several such keys, or nowhere.
func most(numbers map[int]int) int {
	best := nowhere
	for key, n := range numbers {
		if best == nowhere || n > numbers[best] || n == numbers[best] && key < best {
			best = key
		}
	}
	return best
}

// mainSections returns the number of each section's and report's main section, in the order of the text. What stands outside
// of all, directly under a report or under the section that holds everything, makes up one of its own.
func mainSections(g *kg.Graph) map[kg.ID]int {
	children := map[kg.ID][]int{}
	for i := range g.Sections {
		children[g.Sections[i].Parent] = append(children[g.Sections[i].Parent], i)
	}
	out := make(map[kg.ID]int, len(g.Sections)+len(g.Reports))
	next := 0
	var mark func(id kg.ID)
	mark = func(id kg.ID) {
		out[id] = next
		for _, i := range children[id] {
			mark(g.Sections[i].ID)
		}
	}
	for i := range g.Reports {
		whole := g.Reports[i].ID
		out[whole] = next
		for len(children[whole]) == 1 && len(children[g.Sections[children[whole][0]].ID]) > 0 {
			whole = g.Sections[children[whole][0]].ID
			out[whole] = next
		}
		next++
		for _, k := range children[whole] {
			mark(g.Sections[k].ID)
			next++
		}
	}
	return out
}
