// Package scenetest gives the tests of exporters something to draw: a small hand-made graph of an invented report whose
// content is as odd as real text can be, and large random scenes.
//
// What enters is the vocabulary, or a size and a seed; what leaves is a graph or scene that passes its own checks.
package scenetest

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"policygraph/export/scene"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

const report = kg.ID("report:harbour-light")

// texts are the passages of the report: section, kind, page and text; the line is their place in the list times ten.
var texts = []struct {
	section, kind, text string
	page                int
}{
	{"1", "heading", "Harbours & Straits", 1},
	{"1", "paragraph", "Norland and the Republic of Suderia are party to the INF Treaty. “Suderia”, as the Norlandic Ministry of Tides calls it,\nhas long disputed the Quiet Sea.", 1},
	{"1", "paragraph", "The Ministry of Tides, led by Ada Quill, runs Harbour Light with Fisher & Sons </script> Ltd.", 2},
	{"2", "heading", "Recommendations", 3},
	{"2", "item", "The Ministry of Tides should expand Harbour Light together with Suderia, drawing on the INF Treaty's \"open port\" rules.", 3},
	{"2", "item", "Norland must pass the Tides Act <2031> and fund Fisher & Sons </script> Ltd.", 4},
	{"2", "item", "As said above, the Ministry of Tides should expand Harbour Light.", 5},
	{"3", "heading", "Timeline", 6},
	{"3", "row", "May 2029: the Quiet Sea Crisis begins.", 6},
	{"", "note", "1. A. Quill, “Tides and Time”, Norland Press, 2030, https://example.org/tides?a=1&b=2", 7},
}

// Graph returns the facts of an invented report: ten entities, three recommendations, one timeline event, one source.
func Graph() *kg.Graph {
	g := &kg.Graph{Reports: []kg.Report{{
		ID: report, Title: "Harbour Light: a plan for <the Straits> & beyond", Authors: []string{"A. Quill"}, Publisher: "Norland Press",
		Date: "2031-03", File: "harbour-light.md", Format: "markdown", Hash: strings.Repeat("0", 64), Pages: 7,
	}}}
	for i, t := range texts {
		g.Passages = append(g.Passages, kg.Passage{
			ID: part(kg.KindPassage, i), Report: report, Section: section(t.section), Kind: t.kind, Text: t.text,
			Positions: []kg.Position{{Line: 10 * (i + 1), Page: t.page}},
		})
	}
	g.Sections = []kg.Section{
		{ID: section("1"), Report: report, Parent: report, Title: "Harbours & Straits", Level: 1, Head: part(kg.KindPassage, 0)},
		{ID: section("2"), Report: report, Parent: section("1"), Title: "Recommendations", Level: 2, Head: part(kg.KindPassage, 3)},
		{ID: section("3"), Report: report, Parent: report, Title: "Timeline", Level: 1, Head: part(kg.KindPassage, 7)},
	}
	f := finder{g}
	f.entities()
	f.recommendations()
	f.rest()
	return g.Sort()
}

func part(kind string, i int) kg.ID { return kg.PartID(kind, report, i+1) }

func section(n string) kg.ID {
	if n == "" {
		return report
	}
	return part(kg.KindSection, int(n[0]-'1'))
}

// finder states facts by the words that support them.
type finder struct{ g *kg.Graph }

// at returns as evidence the first place of quote in the i-th passage.
func (f finder) at(i int, quote string) kg.Evidence {
	start := strings.Index(texts[i].text, quote)
	if start < 0 {
		panic(fmt.Sprintf("passage %d does not hold %q", i, quote))
	}
	return kg.Evidence{
		Passage: part(kg.KindPassage, i), Span: kg.Span{Start: start, End: start + len(quote)},
		Rule: "test", Confidence: 0.9, Status: kg.Asserted,
	}
}

func (f finder) everywhere(quotes ...string) []kg.Evidence {
	var out []kg.Evidence
	for i := range texts {
		for _, q := range quotes {
			if strings.Contains(texts[i].text, q) {
				out = append(out, f.at(i, q))
				break
			}
		}
	}
	return out
}

// Identifiers of the entities.
const (
	norland   = kg.ID("country:norland")
	suderia   = kg.ID("country:suderia")
	ministry  = kg.ID("agency:ministry-of-tides-norland")
	quill     = kg.ID("person:ada-quill")
	lightID   = kg.ID("initiative:harbour-light")
	treaty    = kg.ID("agreement:inf-treaty")
	fisher    = kg.ID("company:fisher-sons")
	act       = kg.ID("legislation:tides-act")
	quietSea  = kg.ID("place:quiet-sea")
	seaCrisis = kg.ID("event:quiet-sea-crisis")
)

func (f finder) entities() {
	for _, e := range []struct {
		id    kg.ID
		name  string
		forms []string
	}{
		{norland, "Norland", nil},
		{suderia, "Suderia", []string{"Republic of Suderia"}},
		{ministry, "Ministry of Tides", []string{"Norlandic Ministry of Tides", "“Tides”"}},
		{quill, "Ada Quill", []string{"A. Quill"}},
		{lightID, "Harbour Light", nil},
		{treaty, "INF Treaty", []string{"Treaty on INF"}},
		{fisher, "Fisher & Sons </script> Ltd", nil},
		{act, "Tides Act <2031>", nil},
		{quietSea, "Quiet Sea", nil},
		{seaCrisis, "Quiet Sea Crisis", nil},
	} {
		f.g.Entities = append(f.g.Entities, kg.Entity{
			ID: e.id, Type: e.id.Kind(), Name: e.name, Aliases: e.forms, Mentions: f.everywhere(append([]string{e.name}, e.forms...)...),
		})
	}
}

func (f finder) recommendations() {
	link := func(id kg.ID, i int, quote string) kg.Link {
		return kg.Link{Entity: id, Evidence: []kg.Evidence{f.at(i, quote)}}
	}
	add := func(i int, modality string, actors, partners, concerns []kg.Link) {
		ev := f.at(i, texts[i].text)
		ev.Status = kg.Recommended
		f.g.Recommendations = append(f.g.Recommendations, kg.Recommendation{
			ID: part(kg.KindRecommendation, i-4), Report: report, Section: section("2"), Objective: "Keep the “Straits” open",
			Modality: modality, Text: texts[i].text, Actors: actors, Partners: partners, Concerns: concerns, Evidence: []kg.Evidence{ev},
		})
	}
	add(4, "should", []kg.Link{link(ministry, 4, "Ministry of Tides should")}, []kg.Link{link(suderia, 4, "together with Suderia")},
		[]kg.Link{link(lightID, 4, "Harbour Light"), link(treaty, 4, "INF Treaty")})
	add(5, "must", []kg.Link{link(norland, 5, "Norland must")}, nil, []kg.Link{link(act, 5, "Tides Act"), link(fisher, 5, "Fisher & Sons")})
	add(6, "should", []kg.Link{link(ministry, 6, "Ministry of Tides should")}, nil, []kg.Link{link(lightID, 6, "Harbour Light")})
	f.g.Recommendations[2].Restates = part(kg.KindRecommendation, 0)
}

func (f finder) rest() {
	for _, r := range []struct {
		s  kg.ID
		p  string
		o  kg.ID
		ev []kg.Evidence
	}{
		{norland, "party_to", treaty, []kg.Evidence{f.at(1, "Norland and the Republic of Suderia are party to the INF Treaty")}},
		{suderia, "party_to", treaty, []kg.Evidence{f.at(1, "Norland and the Republic of Suderia are party to the INF Treaty")}},
		{ministry, "part_of", norland, []kg.Evidence{f.at(1, "Norlandic Ministry of Tides")}},
		{ministry, "sponsors", lightID, []kg.Evidence{f.at(2, "runs Harbour Light"), f.at(4, "expand Harbour Light")}},
		{ministry, "works_with", fisher, []kg.Evidence{f.at(2, "with Fisher & Sons </script> Ltd")}},
		{ministry, "works_with", suderia, []kg.Evidence{f.at(4, "together with Suderia")}},
		{ministry, "opposes", suderia, []kg.Evidence{f.at(1, "calls it,\nhas long disputed the Quiet Sea")}},
		{quill, "leads", ministry, []kg.Evidence{f.at(2, "The Ministry of Tides, led by Ada Quill")}},
		{quill, "affiliated_with", ministry, []kg.Evidence{f.at(2, "Ada Quill")}},
	} {
		f.g.Relations = append(f.g.Relations, kg.Relation{Subject: r.s, Predicate: r.p, Object: r.o, Evidence: r.ev})
	}
	row := f.at(8, texts[8].text)
	f.g.Timeline = []kg.TimelineEvent{{
		ID: part(kg.KindTimelineEvent, 0), Report: report, Section: section("3"), Date: "May 2029", Text: texts[8].text, Evidence: []kg.Evidence{row},
		Entities: []kg.Link{{Entity: seaCrisis, Evidence: []kg.Evidence{f.at(8, "Quiet Sea Crisis")}}},
	}}
	note := f.at(9, texts[9].text)
	source := part(kg.KindSource, 0)
	f.g.Sources = []kg.Source{{
		ID: source, Report: report, Title: "Tides and Time", Authors: "A. Quill", Publisher: "Norland Press", Date: "2030",
		URL: "https://example.org/tides?a=1&b=2", Text: texts[9].text, Evidence: []kg.Evidence{note},
	}}
	f.g.Citations = []kg.Citation{
		{From: part(kg.KindPassage, 1), Source: source, Note: "1", Evidence: []kg.Evidence{f.at(1, "Quiet Sea")}},
		{From: part(kg.KindRecommendation, 0), Source: source, Note: "1", Evidence: []kg.Evidence{f.at(4, "rules")}},
	}
}

// Ontology reads the vocabulary from the folder of the project's data.
func Ontology(tb testing.TB, data fs.FS) *ontology.Ontology {
	tb.Helper()
	o, err := ontology.Read(data, "ontology.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	return o
}

// Small returns the scene of [Graph] with two measures, with positions, and with passages and sources if asked for.
func Small(tb testing.TB, data fs.FS, with scene.With) *scene.Scene {
	tb.Helper()
	g, o := Graph(), Ontology(tb, data)
	if err := g.Check(o); err != nil {
		tb.Fatal(err)
	}
	plain, err := scene.Build(g, o, scene.Input{With: with})
	if err != nil {
		tb.Fatal(err)
	}
	in := scene.Input{With: with, Positions: map[kg.ID][2]float64{}}
	score := scene.Column{Name: "pagerank", Title: "PageRank", Values: map[kg.ID]float64{}}
	group := scene.Column{Name: "community", Title: "Community", Integer: true, Values: map[kg.ID]float64{}}
	for i, n := range plain.Nodes {
		id := kg.ID(n.ID)
		in.Positions[id] = [2]float64{float64(i%5) * 120.5, float64(i/5) * -80.25}
		if g.Index().Entities[id] != nil {
			score.Values[id], group.Values[id] = 1/float64(i+2), float64(i%3)
		}
	}
	in.Columns = []scene.Column{score, group}
	s, err := scene.Build(g, o, in)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}
