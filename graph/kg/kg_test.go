package kg_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"policygraph/graph/kg"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Department of State":          "department-of-state",
		"People’s Republic of China":   "peoples-republic-of-china",
		"U.S.–Japan alliance":          "us-japan-alliance",
		"  (R&D) ":                     "r-d",
		"Michèle Flournoy":             "michèle-flournoy",
		"외교부":                          "외교부",
		"--":                           "",
		"Directive 2013/37/EU":         "directive-2013-37-eu",
		"Ministry of Défense, Justice": "ministry-of-défense-justice",
	} {
		if got := kg.Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	for _, c := range []struct{ got, want kg.ID }{
		{kg.EntityID("agency", "Ministry of Defence", "India"), "agency:ministry-of-defence-india"},
		{kg.EntityID("agency", "Reserve Bank of India", "India"), "agency:reserve-bank-of-india"},
		{kg.EntityID("country", "Japan", ""), "country:japan"},
		{kg.ReportID("My Report 2"), "report:my-report-2"},
		{kg.ReportID("../U.S./My Report"), "report:us/my-report"},
		{kg.PartID(kg.KindPassage, kg.ReportID("us/report"), 3), "passage:us/report/00003"},
		{kg.PartID(kg.KindPassage, "report:a", 12), "passage:a/00012"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if k := kg.ID("agency:x").Kind(); k != "agency" {
		t.Errorf("kind %q", k)
	}
}

func TestPosition(t *testing.T) {
	p := kg.Passage{Text: "one two three", Positions: []kg.Position{{Offset: 0, Line: 5, Page: 1}, {Offset: 8, Line: 6, Page: 2}}}
	for offset, want := range map[int]int{0: 5, 7: 5, 8: 6, 12: 6} {
		if got := p.At(offset).Line; got != want {
			t.Errorf("line at %d is %d, want %d", offset, got, want)
		}
	}
	if q := p.Quote(kg.Span{Start: 4, End: 7}); q != "two" {
		t.Errorf("quote %q", q)
	}
	if q := p.Quote(kg.Span{Start: 4, End: 70}); q != "" {
		t.Errorf("quote outside the text %q", q)
	}
}

// vocabulary allows agencies and countries, and part_of between them.
type vocabulary struct{}

func (vocabulary) HasType(typ string) bool { return typ == "agency" || typ == "country" }
func (vocabulary) Allows(p, s, o string) bool {
	return p == "part_of" && s == "agency" && o == "country"
}

func evidence(start, end int) []kg.Evidence {
	return []kg.Evidence{{Passage: "passage:r/00001", Span: kg.Span{Start: start, End: end}, Rule: "test", Confidence: 0.9, Status: kg.Asserted}}
}

// sound returns a small graph without fault.
func sound() *kg.Graph {
	g := &kg.Graph{
		Reports:  []kg.Report{{ID: "report:r", Title: "R"}},
		Sections: []kg.Section{{ID: "section:r/00001", Report: "report:r", Parent: "report:r", Title: "S", Level: 1}},
		Passages: []kg.Passage{{ID: "passage:r/00001", Report: "report:r", Section: "section:r/00001", Kind: "paragraph", Text: "Norges Bank of Norway should act."}},
		Entities: []kg.Entity{
			{ID: "agency:norges-bank-norway", Type: "agency", Name: "Norges Bank", Mentions: evidence(0, 11)},
			{ID: "country:norway", Type: "country", Name: "Norway", Mentions: evidence(15, 21)},
		},
		Recommendations: []kg.Recommendation{{ID: "recommendation:r/00001", Report: "report:r", Section: "section:r/00001", Modality: "should", Text: "Norges Bank of Norway should act.",
			Actors: []kg.Link{{Entity: "agency:norges-bank-norway", Evidence: evidence(0, 11)}}, Evidence: evidence(0, 33)}},
		Relations: []kg.Relation{{Subject: "agency:norges-bank-norway", Predicate: "part_of", Object: "country:norway", Evidence: evidence(0, 21)}},
	}
	return g.Sort()
}

func TestCheck(t *testing.T) {
	if err := sound().Check(vocabulary{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, want string
		break_     func(*kg.Graph)
	}{
		{"twice", "declared twice", func(g *kg.Graph) { g.Entities = append(g.Entities, g.Entities[0]) }},
		{"type", "unknown entity type", func(g *kg.Graph) { g.Entities[0].Type, g.Entities[0].ID = "gang", "gang:x" }},
		{"kind", "not of kind", func(g *kg.Graph) { g.Entities[0].ID = "country:norges-bank" }},
		{"mention", "no evidence", func(g *kg.Graph) { g.Entities[1].Mentions = nil }},
		{"span", "outside", func(g *kg.Graph) { g.Relations[0].Evidence = evidence(0, 99) }},
		{"empty span", "outside", func(g *kg.Graph) { g.Relations[0].Evidence = evidence(3, 3) }},
		{"confidence", "confidence", func(g *kg.Graph) { g.Relations[0].Evidence[0].Confidence = 0 }},
		{"status", "unknown status", func(g *kg.Graph) { g.Relations[0].Evidence[0].Status = "maybe" }},
		{"rule", "no rule", func(g *kg.Graph) { g.Relations[0].Evidence[0].Rule = "" }},
		{"predicate", "does not allow", func(g *kg.Graph) { g.Relations[0].Predicate = "opposes" }},
		{"object", "not declared", func(g *kg.Graph) { g.Relations[0].Object = "country:nowhere" }},
		{"actor", "not an entity", func(g *kg.Graph) { g.Recommendations[0].Actors[0].Entity = "section:r/00001" }},
		{"text", "what its evidence quotes", func(g *kg.Graph) { g.Recommendations[0].Text += "!" }},
		{"section", "not declared", func(g *kg.Graph) { g.Passages[0].Section = "section:r/00009" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := sound()
			c.break_(g)
			if err := g.Check(vocabulary{}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestCheckIsBounded makes 20 and then 30 problems; what is said of them has at most 20 lines.
func TestCheckIsBounded(t *testing.T) {
	for n, last := range map[int]string{20: "report:r: declared twice", 30: "and 11 more problems"} {
		g := sound()
		for range n {
			g.Reports = append(g.Reports, g.Reports[0])
		}
		lines := strings.Split(g.Check(vocabulary{}).Error(), "\n")
		if len(lines) != 20 || lines[19] != last {
			t.Errorf("%d problems: %d lines, the last is %q", n, len(lines), lines[len(lines)-1])
		}
	}
}

// TestSortJoins makes one fact of each two equal ones, without touching the evidence that others hold.
func TestSortJoins(t *testing.T) {
	room := append(make([]kg.Evidence, 0, 8), evidence(5, 9)...)
	g := sound()
	g.Recommendations[0].Actors = append([]kg.Link{{Entity: "agency:norges-bank-norway", Evidence: room}}, g.Recommendations[0].Actors...)
	again := g.Relations[0]
	again.Evidence = room
	g.Relations = append(g.Relations, again)
	for _, ev := range [][]kg.Evidence{room, evidence(0, 4)} {
		g.Citations = append(g.Citations, kg.Citation{From: "passage:r/00001", Source: "source:r/00001", Evidence: ev})
	}
	g.Sort()
	links := g.Recommendations[0].Actors
	if len(links) != 1 || len(links[0].Evidence) != 2 || links[0].Evidence[0].Span.Start != 0 {
		t.Errorf("links %+v", links)
	}
	if len(g.Relations) != 1 || len(g.Relations[0].Evidence) != 2 || g.Relations[0].Evidence[1].Span.End != 21 && g.Relations[0].Evidence[1].Span.Start != 5 {
		t.Errorf("relations %+v", g.Relations)
	}
	if len(g.Citations) != 1 || len(g.Citations[0].Evidence) != 2 {
		t.Errorf("citations %+v", g.Citations)
	}
	if room = room[:2]; room[1] != (kg.Evidence{}) {
		t.Errorf("wrote into another's room: %+v", room[1])
	}
}

func TestMerge(t *testing.T) {
	a, b := sound(), sound()
	b.Reports[0].ID, b.Sections, b.Passages, b.Recommendations = "report:s", nil, nil, nil
	b.Entities[0].Name, b.Entities[0].Aliases = "The Bank", []string{"Bank"}
	before := sound()
	before.Reports[0].ID = "report:r"
	g := kg.Merge(a, b)
	if diff := cmp.Diff(before, a); diff != "" {
		t.Errorf("merging changed its input:\n%s", diff)
	}
	if len(g.Reports) != 2 || len(g.Entities) != 2 || len(g.Relations) != 1 || len(g.Relations[0].Evidence) != 1 {
		t.Errorf("%d reports, %d entities, %d relations", len(g.Reports), len(g.Entities), len(g.Relations))
	}
	want := kg.Entity{ID: "agency:norges-bank-norway", Type: "agency", Name: "Norges Bank", Aliases: []string{"Bank", "The Bank"}, Mentions: evidence(0, 11)}
	if diff := cmp.Diff(want, g.Entities[0]); diff != "" {
		t.Errorf("merged entity (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(kg.Merge(b, a), g); diff != "" {
		t.Errorf("the order of the inputs matters:\n%s", diff)
	}
}

func TestStatus(t *testing.T) {
	r := kg.Relation{Evidence: []kg.Evidence{{Status: kg.Negated, Confidence: 0.4}, {Status: kg.Recommended, Confidence: 0.7}, {Status: kg.Hedged, Confidence: 0.5}}}
	if r.Status() != kg.Recommended || r.Confidence() != 0.7 {
		t.Errorf("%s, %v", r.Status(), r.Confidence())
	}
}

// TestMergeOrder merges reports that name the same bodies differently, in every order; the outcome must not depend on it, nor on
// whether some were merged before.
func TestMergeOrder(t *testing.T) {
	report := func(name string, entities ...kg.Entity) *kg.Graph {
		g := &kg.Graph{Reports: []kg.Report{{ID: kg.ReportID(name)}}}
		p := kg.PartID(kg.KindPassage, g.Reports[0].ID, 1)
		ev := []kg.Evidence{{Passage: p, Span: kg.Span{Start: 0, End: 4}, Rule: "r", Confidence: 0.9}}
		g.Passages = []kg.Passage{{ID: p, Report: g.Reports[0].ID, Text: "text"}}
		for _, e := range entities {
			e.Type, e.Mentions = e.ID.Kind(), slices.Clone(ev)
			g.Entities = append(g.Entities, e)
		}
		g.Relations = []kg.Relation{{Subject: "agency:m", Predicate: "part_of", Object: "country:c", Evidence: slices.Clone(ev)}}
		g.Recommendations = []kg.Recommendation{{ID: kg.PartID(kg.KindRecommendation, g.Reports[0].ID, 1), Report: g.Reports[0].ID, Evidence: ev,
			Actors: []kg.Link{{Entity: "agency:m", Evidence: slices.Clone(ev)}}}}
		return g.Sort()
	}
	m := func(name string, aliases ...string) kg.Entity {
		return kg.Entity{ID: "agency:m", Name: name, Aliases: aliases}
	}
	graphs := []*kg.Graph{
		report("a", m("Ministry of Defence", "MoD"), kg.Entity{ID: "country:c", Name: "C"}),
		report("b", m("Ministry of Defense", "Defense Ministry", "MoD")),
		report("c", m("Defence Ministry"), kg.Entity{ID: "country:c", Name: "C", Aliases: []string{"the C"}}),
		report("d", m("Ministry of Defence")),
	}
	want := kg.Merge(graphs...)
	e := want.Entities[0]
	if e.Name != "Defence Ministry" || !slices.Equal(e.Aliases, []string{"Defense Ministry", "Ministry of Defence", "Ministry of Defense", "MoD"}) ||
		len(e.Mentions) != 4 || len(want.Entities) != 2 || len(want.Relations) != 1 || len(want.Relations[0].Evidence) != 4 {
		t.Errorf("merged: %+v", want)
	}
	var permute func(rest, before []*kg.Graph)
	permute = func(rest, before []*kg.Graph) {
		if len(rest) == 0 {
			for cut := range before {
				got := kg.Merge(kg.Merge(before[:cut]...), kg.Merge(before[cut:]...))
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("%v, cut at %d: %s", before, cut, diff)
				}
			}
			return
		}
		for i := range rest {
			permute(slices.Delete(slices.Clone(rest), i, i+1), append(slices.Clone(before), rest[i]))
		}
	}
	permute(graphs, nil)
}
