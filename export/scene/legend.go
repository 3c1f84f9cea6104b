package scene

import (
	"fmt"
	"strings"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// edgeColors colour the predicates in the order of the vocabulary; dark enough to be read as text on white.
var edgeColors = []string{
	"#5B6770", "#2E7D32", "#B23A48", "#7B4EA3", "#A65E2E", "#1F6FB2", "#8A6D00", "#B8477E", "#3B7A78", "#6B4F3A",
	"#C0392B", "#4B5BA7", "#777777", "#C77700", "#008C95", "#8E8E8E", "#9A9A9A", "#A08060", "#6D6D6D",
}

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
				b.s.Types = append(b.s.Types, Legend{Name: t.Name, Label: t.Label, Color: t.Color, Entity: b.o.HasType(t.Name), Count: n})
			}
		}
	}
	colors := map[string]string{}
	for _, list := range [][]ontology.Predicate{b.o.Predicates, b.o.Links} {
		for _, p := range list {
			c := edgeColors[len(colors)%len(edgeColors)]
			colors[p.Name] = c
			if n := edges[p.Name]; n > 0 {
				b.s.Predicates = append(b.s.Predicates, Legend{Name: p.Name, Label: p.Label, Color: c, Count: n})
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

func count(n int, noun string) string { return plural(n, noun, noun+"s") }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
