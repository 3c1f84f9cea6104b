package scene

import (
	"cmp"
	"fmt"
	"strings"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// legends counts the types and predicates shown and colours the edges.
func (b *builder) legends() {
	nodes, edges := map[string]int{}, map[string]int{}
	for i := range b.s.Nodes {
		nodes[b.s.Nodes[i].Type]++
	}
	for i := range b.s.Edges {
		edges[b.s.Edges[i].Predicate]++
	}
	for _, list := range [][]ontology.Type{b.o.Entities, b.o.Structure} {
		for _, t := range list {
			if n := nodes[t.Name]; n > 0 {
				b.s.Types = append(b.s.Types, Legend{Name: t.Name, Label: t.Label, Color: t.Color, Shape: t.Shape, Entity: b.o.HasType(t.Name), Count: n})
			}
		}
	}
	colors := map[string]string{}
	for _, list := range [][]ontology.Predicate{b.o.Predicates, b.o.Links} {
		for _, p := range list {
			colors[p.Name] = p.Color
			if n := edges[p.Name]; n > 0 {
				b.s.Predicates = append(b.s.Predicates, Legend{Name: p.Name, Label: p.Label, Color: p.Color, Line: p.Line, Count: n})
			}
		}
	}
	for i := range b.s.Edges {
		b.s.Edges[i].Color = colors[b.s.Edges[i].Predicate]
	}
}

// describe gives the scene its title, description and date.
func (b *builder) describe() {
	var titles []string
	for _, r := range b.g.Reports {
		if t := oneLine(r.Title); t != "" {
			titles = append(titles, t)
		}
		b.s.Date = max(b.s.Date, b.dates[r.ID])
	}
	b.s.Title = strings.Join(titles, listJoin)
	if b.s.Title == "" {
		b.s.Title = "Policy knowledge graph"
	}
	b.s.Source = source(b.g.Reports)
	entities := 0
	for _, t := range b.s.Types {
		if t.Entity {
			entities += t.Count
		}
	}
	b.s.Description = fmt.Sprintf("Knowledge graph of %s: %s, %s, %s",
		count(len(b.g.Reports), "report"), plural(entities, "entity", "entities"),
		count(len(b.g.Recommendations), kg.KindRecommendation), count(len(b.s.Edges), "relation"))
}

// manyReports is how many reports a line on the source names at most.
const manyReports = 3

// source says in one line which reports a scene shows.
func source(reports []kg.Report) string {
	var names []string
	for i := range reports {
		r := &reports[i]
		name := cmp.Or(oneLine(r.Title), r.File, string(r.ID))
		if who := cmp.Or(oneLine(r.Publisher), oneLine(strings.Join(r.Authors, ", "))); who != "" {
			name = who + ": " + name
		}
		if r.Date != "" {
			name += " (" + oneLine(r.Date) + ")"
		}
		names = append(names, name)
	}
	if more := len(names) - manyReports + 1; more > 1 {
		names = append(names[:manyReports-1], count(more, "more report"))
	}
	return strings.Join(names, listJoin)
}

func count(n int, noun string) string { return plural(n, noun, noun+"s") }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
