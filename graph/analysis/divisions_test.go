package analysis

import (
	"fmt"
	"slices"
	"testing"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// divided has two reports: in the first a single section holds all others, in the second there are none. Between two countries
// stand their agencies and a joint body.
func divided(t testing.TB) *kg.Graph {
	t.Helper()
	at := func(passages ...int) []kg.Evidence {
		var out []kg.Evidence
		for _, p := range passages {
			report := "r"
			if p == 9 {
				report = "s"
			}
			out = append(out, kg.Evidence{Passage: kg.ID(fmt.Sprintf("passage:%s/%05d", report, p)), Span: kg.Span{Start: 0, End: 10}, Rule: "test", Confidence: 1, Status: kg.Asserted})
		}
		return out
	}
	entity := func(id kg.ID) kg.Entity {
		return kg.Entity{ID: id, Type: id.Kind(), Name: string(id), Mentions: at(2)}
	}
	section := func(n int, parent kg.ID) kg.Section {
		return kg.Section{ID: kg.ID(fmt.Sprintf("section:r/%05d", n)), Report: "report:r", Parent: parent, Title: "T", Level: 1}
	}
	passage := func(n int, report, section kg.ID) kg.Passage {
		return kg.Passage{ID: kg.ID(fmt.Sprintf("passage:%s/%05d", report[len("report:"):], n)), Report: report, Section: section, Text: "0123456789"}
	}
	part := func(from, to kg.ID) kg.Relation {
		return kg.Relation{Subject: from, Predicate: "part_of", Object: to, Evidence: at(2)}
	}
	work := func(from, to kg.ID, passages ...int) kg.Relation {
		return kg.Relation{Subject: from, Predicate: "works_with", Object: to, Evidence: at(passages...)}
	}
	g := &kg.Graph{
		Reports: []kg.Report{{ID: "report:r"}, {ID: "report:s"}},
		Sections: []kg.Section{section(1, "report:r"), section(2, "section:r/00001"), section(3, "section:r/00002"),
			section(4, "section:r/00001")},
		Passages: []kg.Passage{passage(1, "report:r", "section:r/00001"), passage(2, "report:r", "section:r/00002"),
			passage(3, "report:r", "section:r/00003"), passage(4, "report:r", "section:r/00004"), passage(9, "report:s", "report:s")},
		Entities: []kg.Entity{entity("agency:a"), entity("agency:b"), entity("agency:bureau"), entity("agency:joint"), entity("agency:none"),
			entity("country:a"), entity("country:b")},
		Relations: []kg.Relation{part("agency:a", "country:a"), part("agency:b", "country:b"), part("agency:bureau", "agency:a"),
			part("agency:joint", "country:a"), part("agency:joint", "country:b"), work("agency:bureau", "agency:b", 3, 4, 4, 4),
			work("agency:none", "agency:bureau", 9)},
		Recommendations: []kg.Recommendation{{ID: "recommendation:r/00001", Report: "report:r", Section: "section:r/00003",
			Text: "0123456789", Evidence: at(3), Actors: []kg.Link{{Entity: "agency:none", Evidence: at(9)}}}},
	}
	// Evidence is a set, so that three quotes of one passage need three places.
	for i := range g.Relations {
		for k := range g.Relations[i].Evidence {
			g.Relations[i].Evidence[k].Span.Start = k
		}
	}
	g.Sort()
	if err := g.Check(vocabulary(t)); err != nil {
		t.Fatal(err)
	}
	return g
}

func TestCountries(t *testing.T) {
	g, o := divided(t), vocabulary(t)
	v := view.Project(g, o, view.Stakeholders())
	got := countries(g, o, v)
	// a, b, bureau of a, the joint body, a body of none; countries a and b; the recommendation
	if want := []int{0, 1, 0, -1, -1, 0, 1, -1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestSections(t *testing.T) {
	g := divided(t)
	main := mainSections(g)
	want := map[kg.ID]int{"report:r": 0, "section:r/00001": 0, "section:r/00002": 1, "section:r/00003": 1, "section:r/00004": 2, "report:s": 3}
	if fmt.Sprint(main) != fmt.Sprint(want) {
		t.Errorf("main sections %v, want %v", main, want)
	}
	v := view.Project(g, vocabulary(t), view.Stakeholders())
	// b and bureau: three of five or six pieces in the last section; the body of none has all in the other report
	if got, want := sections(g, v), []int{1, 2, 2, 1, 3, 1, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestBrokerageColumns(t *testing.T) {
	o := vocabulary(t)
	names := []string{"country_brokerage", "country_coordinator", "country_gatekeeper", "country_representative", "section_brokerage", "section_liaison"}
	s, err := Compute(divided(t), o, Options{Measures: names})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Columns) != len(names) {
		t.Fatalf("%d columns", len(s.Columns))
	}
	// Between the bureau and country a stands a's agency, a coordinator, between it and country b that of b, a gatekeeper; nothing
	// of a known country leads to the bureau. By section, it stands between the body of no country and both agencies.
	for name, want := range map[string][]float64{
		"country_brokerage":      {1, 1, 0, 0, 0, 0, 0, 0},
		"country_coordinator":    {1, 0, 0, 0, 0, 0, 0, 0},
		"country_gatekeeper":     {0, 1, 0, 0, 0, 0, 0, 0},
		"country_representative": {0, 0, 0, 0, 0, 0, 0, 0},
		"section_brokerage":      {1, 1, 2, 0, 1, 0, 0, 0},
		"section_liaison":        {0, 0, 1, 0, 1, 0, 0, 0},
	} {
		if got := s.Column(name).Values; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestModularityOfColumns(t *testing.T) {
	s, err := Compute(sample(t), vocabulary(t), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.Columns {
		if grouped := c.Name == "community" || c.Name == "louvain"; grouped != (c.Modularity != 0) {
			t.Errorf("%s: modularity %v", c.Name, c.Modularity)
		}
	}
}
