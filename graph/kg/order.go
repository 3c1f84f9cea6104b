package kg

import (
	"cmp"
	"slices"
	"strings"
)

// CompareEvidence orders evidence by passage, span, rule, status and confidence.
func CompareEvidence(a, b Evidence) int {
	return cmp.Or(
		strings.Compare(string(a.Passage), string(b.Passage)),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Span.End, b.Span.End),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(string(a.Status), string(b.Status)),
		cmp.Compare(b.Confidence, a.Confidence),
	)
}

// CompareRelations orders relations by subject, predicate and object.
func CompareRelations(a, b Relation) int {
	return cmp.Or(
		strings.Compare(string(a.Subject), string(b.Subject)),
		strings.Compare(a.Predicate, b.Predicate),
		strings.Compare(string(a.Object), string(b.Object)),
	)
}

func compareLinks(a, b Link) int { return strings.Compare(string(a.Entity), string(b.Entity)) }

func compareCitations(a, b Citation) int {
	return cmp.Or(
		strings.Compare(string(a.From), string(b.From)),
		strings.Compare(string(a.Source), string(b.Source)),
		strings.Compare(a.Note, b.Note),
	)
}

// Sort puts the graph into canonical order: nodes by ID, relations by subject, predicate and object, evidence by place,
// aliases by name; duplicate evidence and aliases are dropped, relations with the same ends and predicate are joined.
// It returns g.
func (g *Graph) Sort() *Graph {
	slices.SortFunc(g.Reports, func(a, b Report) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(g.Sections, func(a, b Section) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(g.Passages, func(a, b Passage) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(g.Sources, func(a, b Source) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(g.Entities, func(a, b Entity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(g.Recommendations, func(a, b Recommendation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(g.Timeline, func(a, b TimelineEvent) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortStableFunc(g.Citations, compareCitations)
	slices.SortStableFunc(g.Relations, CompareRelations)
	for i := range g.Entities {
		e := &g.Entities[i]
		e.Mentions = sortEvidence(e.Mentions)
		slices.Sort(e.Aliases)
		e.Aliases = slices.DeleteFunc(slices.Compact(e.Aliases), func(a string) bool { return a == e.Name || a == "" })
	}
	for i := range g.Recommendations {
		r := &g.Recommendations[i]
		r.Actors, r.Partners, r.Concerns = sortLinks(r.Actors), sortLinks(r.Partners), sortLinks(r.Concerns)
	}
	for i := range g.Timeline {
		g.Timeline[i].Entities = sortLinks(g.Timeline[i].Entities)
	}
	g.Relations = join(g.Relations, CompareRelations, func(r *Relation) *[]Evidence { return &r.Evidence })
	g.Citations = join(g.Citations, compareCitations, func(c *Citation) *[]Evidence { return &c.Evidence })
	return g
}

func sortEvidence(ev []Evidence) []Evidence {
	slices.SortFunc(ev, CompareEvidence)
	return slices.Compact(ev)
}

func sortLinks(links []Link) []Link {
	slices.SortStableFunc(links, compareLinks)
	return join(links, compareLinks, func(l *Link) *[]Evidence { return &l.Evidence })
}

// join makes one fact of equal neighbours, with the evidence of all in order.
func join[T any](facts []T, compare func(a, b T) int, evidence func(*T) *[]Evidence) []T {
	out := facts[:0]
	for len(facts) > 0 {
		n := 1
		for n < len(facts) && compare(facts[0], facts[n]) == 0 {
			n++
		}
		fact := facts[0]
		if n > 1 {
			var all [][]Evidence
			for i := range facts[:n] {
				all = append(all, *evidence(&facts[i]))
			}
			*evidence(&fact) = slices.Concat(all...) // a copy: the first may have room that is another's
		}
		*evidence(&fact) = sortEvidence(*evidence(&fact))
		out, facts = append(out, fact), facts[n:]
	}
	return out
}
