package storetest

import (
	"fmt"
	"math/rand/v2"

	"policygraph/graph/kg"
)

// Size says how much a made-up report holds.
type Size struct {
	Passages, Entities, Mentions, Recommendations, Relations, Sources int
}

// Small and Alliance are sizes of made-up reports; the second is that of a long real one.
var (
	Small    = Size{Passages: 6, Entities: 5, Mentions: 20, Recommendations: 3, Relations: 6, Sources: 2}
	Alliance = Size{Passages: 250, Entities: 200, Mentions: 2500, Recommendations: 70, Relations: 300, Sources: 70}
)

// maker draws a report's facts. Everything depends on the seed alone.
type maker struct {
	*rand.Rand
	Size
	report kg.ID
	name   string
}

// Graph makes up a report. The same name, seed and size give the same graph; another seed gives other facts, about
// entities that reports share.
func Graph(name string, seed uint64, size Size) *kg.Graph {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 0)), Size: size, report: kg.ReportID(name), name: name}
	g := &kg.Graph{Reports: []kg.Report{{ID: m.report, Title: "Report " + name, Authors: []string{"B. Author", "A. Author"},
		Publisher: "Institute", Date: "2020-12", File: name + ".md", Format: "markdown", Hash: fmt.Sprintf("%064x", seed), Pages: 40,
		PageLabels: []string{"", "i", "ii", "1", "2"}}}}
	sections := 2 + size.Passages/10
	for i := range sections {
		parent := m.report
		if i > 0 && i%3 > 0 {
			parent = m.part(kg.KindSection, i-i%3)
		}
		g.Sections = append(g.Sections, kg.Section{ID: m.part(kg.KindSection, i), Report: m.report, Parent: parent,
			Title: fmt.Sprintf("Section %d", i), Level: 1 + i%3, Head: m.part(kg.KindPassage, i%size.Passages)})
	}
	for i := range size.Passages {
		g.Passages = append(g.Passages, kg.Passage{ID: m.part(kg.KindPassage, i), Report: m.report,
			Section: m.part(kg.KindSection, i%sections), Kind: "paragraph", Text: m.words(60),
			Positions: []kg.Position{{Offset: 0, Line: i*7 + 1, Page: i/6 + 1}, {Offset: 100, Line: i*7 + 2, Page: i/6 + 1}}})
	}
	m.facts(g)
	return g.Sort()
}

func (m *maker) facts(g *kg.Graph) {
	for i := range m.Entities {
		id := m.entity(i)
		g.Entities = append(g.Entities, kg.Entity{ID: id, Type: id.Kind(), Name: fmt.Sprintf("Entity No. %d", i),
			Aliases: []string{fmt.Sprintf("E%d", i), fmt.Sprintf("the “%d” agency", i)}[:m.IntN(3)], Mentions: m.evidence(1)})
	}
	for range m.Mentions - m.Entities {
		// As in real reports, few entities have most of the mentions.
		e := &g.Entities[min(m.IntN(m.Entities), m.IntN(m.Entities))]
		e.Mentions = append(e.Mentions, m.evidence(1)...)
	}
	for i := range m.Recommendations {
		g.Recommendations = append(g.Recommendations, kg.Recommendation{ID: m.part(kg.KindRecommendation, i), Report: m.report,
			Section: m.part(kg.KindSection, 0), Number: fmt.Sprint(i), Objective: fmt.Sprintf("Objective %d", i/5), Modality: "should",
			Text: m.words(40), Actors: m.links(1), Partners: m.links(1), Concerns: m.links(2), Evidence: m.evidence(2)})
	}
	for i := range m.Sources {
		g.Sources = append(g.Sources, kg.Source{ID: m.part(kg.KindSource, i), Report: m.report, Title: m.words(8), Authors: m.words(2),
			Publisher: "Journal", Date: "2019", URL: fmt.Sprintf("https://example.org/%d", i), Text: m.words(25), Evidence: m.evidence(1)})
		g.Citations = append(g.Citations, kg.Citation{From: m.part(kg.KindPassage, m.IntN(m.Passages)),
			Source: m.part(kg.KindSource, i), Note: fmt.Sprint(i), Evidence: m.evidence(1)})
	}
	for i := range 1 + m.Passages/50 {
		g.Timeline = append(g.Timeline, kg.TimelineEvent{ID: m.part(kg.KindTimelineEvent, i), Report: m.report,
			Section: m.part(kg.KindSection, 1), Date: "May 1950", Text: m.words(12), Entities: m.links(2), Evidence: m.evidence(1)})
	}
	for i := range m.Relations {
		g.Relations = append(g.Relations, kg.Relation{Subject: m.entity(i % m.Entities),
			Predicate: []string{"part_of", "works_with", "party_to"}[i%3], Object: m.entity(m.IntN(m.Entities)), Evidence: m.evidence(1 + m.IntN(2))})
	}
}

func (m *maker) part(kind string, n int) kg.ID { return kg.PartID(kind, m.report, n+1) }

func (m *maker) entity(n int) kg.ID {
	return kg.EntityID([]string{"country", "agency", "organization"}[n%3], fmt.Sprintf("Entity No %d of the world", n), "")
}

func (m *maker) evidence(n int) []kg.Evidence {
	var out []kg.Evidence
	for range n {
		start := m.IntN(200)
		out = append(out, kg.Evidence{Passage: m.part(kg.KindPassage, m.IntN(m.Passages)), Span: kg.Span{Start: start, End: start + 1 + m.IntN(30)},
			Rule: "gazetteer/agencies", Confidence: 0.5 + float64(m.IntN(50))/100, Status: kg.Asserted})
	}
	return out
}

func (m *maker) links(n int) []kg.Link {
	var out []kg.Link
	for range n {
		out = append(out, kg.Link{Entity: m.entity(m.IntN(m.Entities)), Evidence: m.evidence(1)})
	}
	return out
}

// words returns about n words, never the same ones twice, with some characters that need care.
func (m *maker) words(n int) string {
	var b []byte
	for range n {
		b = fmt.Appendf(b, "%s%x ", []string{"policy", "“alliance”", "naïve\n", "a\tb", `c:\d`, "日本"}[m.IntN(6)], m.IntN(1<<16))
	}
	return string(b[:len(b)-1])
}
