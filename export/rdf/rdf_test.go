package rdf_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"policygraph/data"
	"policygraph/export/rdf"
	"policygraph/export/rdf/rdftest"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
	"policygraph/graph/kg"
	"policygraph/graph/quads"
)

const (
	treaty    = "urn:policygraph:statement:country:a;relation:party_to;agreement:t"
	partyTo   = "urn:policygraph:relation:party_to"
	graphA    = "urn:policygraph:node:report:alpha"
	graphB    = "urn:policygraph:node:report:beta"
	country   = "urn:policygraph:node:country:a"
	agreement = "urn:policygraph:node:agreement:t"
)

// two returns a scene of the reports alpha and beta, in which the same fact has these pieces of evidence, a status each.
func two(t *testing.T, alpha, beta []kg.Status) *scene.Scene {
	t.Helper()
	g := &kg.Graph{}
	var said []kg.Evidence
	for n, list := range [][]kg.Status{alpha, beta} {
		name := []string{"alpha", "beta"}[n]
		report := kg.ID("report:" + name)
		g.Reports = append(g.Reports, kg.Report{ID: report, Title: name, Date: "2020-01-02", Authors: []string{"X; Y", "Z"}, Pages: 3})
		p := kg.Passage{ID: kg.PartID(kg.KindPassage, report, 1), Report: report, Section: report, Kind: "paragraph", Text: strings.Repeat("A is party to T. ", 4),
			Positions: []kg.Position{{Line: 7}}}
		g.Passages = append(g.Passages, p)
		for i, s := range list {
			said = append(said, kg.Evidence{Passage: p.ID, Span: kg.Span{Start: 17 * i, End: 17*i + 15}, Rule: "test", Confidence: 0.5, Status: s})
		}
	}
	at := func(start int) []kg.Evidence {
		e := said[0]
		e.Span, e.Status = kg.Span{Start: start, End: start + 1}, kg.Asserted
		return []kg.Evidence{e}
	}
	g.Entities = []kg.Entity{
		{ID: "country:a", Type: "country", Name: "A", Aliases: []string{"A; also", "AA"}, Mentions: at(0)},
		{ID: "agreement:t", Type: "agreement", Name: "T", Mentions: at(14)},
	}
	g.Relations = []kg.Relation{{Subject: "country:a", Predicate: "party_to", Object: "agreement:t", Evidence: said}}
	o := scenetest.Ontology(t, data.FS)
	if err := g.Sort().Check(o); err != nil {
		t.Fatal(err)
	}
	s, err := scene.Build(g, o, scene.Input{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain returns the graphs in which the fact stands as a plain triple.
func plain(s *scene.Scene) (graphs []string) {
	for _, t := range rdftest.Triples(s, true) {
		if t.Subject == country && t.Predicate == partyTo && t.Object.IRI == agreement {
			graphs = append(graphs, t.Graph)
		}
	}
	return graphs
}

// TestDenied holds that a plain triple stands in the graphs of those reports only that do not deny it.
func TestDenied(t *testing.T) {
	yes, no, should := kg.Asserted, kg.Negated, kg.Recommended
	for _, c := range []struct {
		alpha, beta []kg.Status
		want        []string
	}{
		{[]kg.Status{yes}, nil, []string{graphA}},
		{[]kg.Status{no}, nil, nil},
		{[]kg.Status{yes}, []kg.Status{should}, []string{graphA, graphB}},
		{[]kg.Status{yes}, []kg.Status{no}, []string{graphA}},
		{[]kg.Status{no}, []kg.Status{no, should}, []string{graphB}},
		{[]kg.Status{no}, []kg.Status{no}, nil},
	} {
		s := two(t, c.alpha, c.beta)
		if d := cmp.Diff(c.want, plain(s)); d != "" {
			t.Errorf("%v %v: %s", c.alpha, c.beta, d)
		}
		statement := false
		for _, triple := range rdftest.Triples(s, false) {
			statement = statement || triple.Subject == treaty && triple.Object.IRI == rdf.Statement
		}
		if !statement {
			t.Errorf("%v %v: no statement", c.alpha, c.beta)
		}
	}
}

// about returns what triples say of a subject, a line for each.
func about(ts []rdftest.Triple, subject string) string {
	var b strings.Builder
	for _, t := range ts {
		if t.Subject == subject {
			fmt.Fprintf(&b, "%s %s%s %s\n", t.Predicate[strings.LastIndexAny(t.Predicate, "/#:")+1:], t.Object.IRI, t.Object.Text, t.Graph[strings.LastIndex(t.Graph, ":")+1:])
		}
	}
	return b.String()
}

// TestFacts holds what is said of nodes, statements and pieces of evidence, and in which graphs.
func TestFacts(t *testing.T) {
	s := two(t, []kg.Status{kg.Asserted, kg.Asserted}, []kg.Status{kg.Recommended})
	ts := rdftest.Triples(s, true)
	var pieces []string
	for _, triple := range ts {
		if triple.Subject == treaty && triple.Predicate == rdf.WasDerivedFrom {
			pieces = append(pieces, triple.Object.IRI)
			if !strings.HasPrefix(triple.Object.IRI, "urn:policygraph:evidence:"+strings.TrimPrefix(triple.Graph, "urn:policygraph:node:report:")+":") {
				t.Errorf("%s is in %s", triple.Object.IRI, triple.Graph)
			}
		}
	}
	if len(pieces) != 3 || pieces[1] != pieces[0]+"-2" {
		t.Fatalf("pieces %v", pieces)
	}
	const piece = `type urn:policygraph:type:evidence beta
value A is party to T beta
wasQuotedFrom urn:policygraph:node:report:beta beta
confidence 5.0E-1 beta
line 7 beta
rule test beta
section beta beta
status recommended beta
`
	if d := cmp.Diff(piece, about(ts, pieces[2])); d != "" {
		t.Error(d)
	}
	if got := about(ts, graphA); !strings.Contains(got, "creator X; Y alpha\ncreator Z alpha\ndate 2020-01-02 alpha\ntitle alpha alpha\n") || !strings.Contains(got, "\npages 3 alpha\n") {
		t.Errorf("report: %s", got)
	}
	if got := about(ts, country); !strings.Contains(got, "altLabel A; also ") || !strings.Contains(got, "altLabel AA ") || strings.Contains(got, "altLabel A \n") {
		t.Errorf("aliases: %s", got)
	}
	if got := about(ts, treaty); !strings.Contains(got, "weight 3.0E0 alpha\nweight 3.0E0 beta\n") || strings.Contains(got, "evidence A is") {
		t.Errorf("statement: %s", got)
	}
	if got := about(ts, partyTo); got != "type http://www.w3.org/1999/02/22-rdf-syntax-ns#Property \nlabel is party to \n" {
		t.Errorf("predicate: %s", got)
	}
}

// TestTogether holds that exports of single reports put together say of evidence what one export of both says.
func TestTogether(t *testing.T) {
	evidence := func(s *scene.Scene) (out []rdftest.Triple) {
		for _, triple := range rdftest.Triples(s, true) {
			if triple.Subject == treaty && triple.Predicate == rdf.WasDerivedFrom || strings.HasPrefix(triple.Subject, "urn:policygraph:evidence:") {
				out = append(out, triple)
			}
		}
		return out
	}
	one := two(t, []kg.Status{kg.Asserted, kg.Hedged}, nil)
	both := evidence(two(t, []kg.Status{kg.Asserted, kg.Hedged}, []kg.Status{kg.Asserted}))
	for _, triple := range evidence(one) {
		if !slices.Contains(both, triple) {
			t.Errorf("%v is not in an export of both", triple)
		}
	}
}

// TestStore holds that nodes, edges and statements have the names that they have in the store.
func TestStore(t *testing.T) {
	stored, err := quads.Encode(scenetest.Graph(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exported, subjects := map[rdftest.Triple]bool{}, map[string]bool{}
	for _, triple := range rdftest.Triples(scenetest.Small(t, data.FS, scene.With{Passages: true, Sources: true}), false) {
		subjects[triple.Subject] = true
		triple.Object.Text = ""
		exported[triple] = true
	}
	edges := 0
	for _, q := range stored {
		s, p := string(q.Subject.(quad.IRI)), string(q.Predicate.(quad.IRI))
		if !subjects[s] {
			t.Errorf("%s is not exported", s)
		}
		if o, ok := q.Object.(quad.IRI); ok && q.Predicate != quads.Heading {
			edges++
			if !exported[rdftest.Triple{Subject: s, Predicate: p, Object: rdf.Term{IRI: string(o)}}] {
				t.Errorf("%v is not exported", q)
			}
		}
	}
	if edges < 50 {
		t.Errorf("only %d edges", edges)
	}
}

func TestLosses(t *testing.T) {
	s := scenetest.Large(2, 1, 1)
	s.Nodes[0].Label = "a\x00\x1bb\r\n\tc\x7f\u0085"
	s.Nodes[1].Label = "\xed\xa0\x80 \uffff" // a lone surrogate, and no character
	losses := rdf.Walk(s, func(*rdf.Subject) {})
	want := []scene.Loss{
		{What: scene.LostControl, Count: 2, Example: `"a\x00\x1bb\r\n\tc\x7f\u0085"`},
		{What: scene.LostInvalid, Count: 4, Example: `"\xed\xa0\x80 \uffff"`},
	}
	if d := cmp.Diff(want, losses.List()); d != "" {
		t.Error(d)
	}
	var labels []string
	for _, triple := range rdftest.Triples(s, false) {
		if triple.Predicate == rdf.Label && strings.HasPrefix(triple.Subject, "urn:policygraph:node:") {
			labels = append(labels, triple.Object.Text)
		}
	}
	slices.Sort(labels)
	if d := cmp.Diff([]string{"ab\r\n\tc\x7f\u0085", "\ufffd\ufffd\ufffd \ufffd"}, labels); d != "" {
		t.Error(d)
	}
}

func TestDates(t *testing.T) {
	s := scenetest.Large(8, 1, 1)
	s.NodeFields[1].Name = "date"
	want := map[string]string{"2020-02-29": "date", "2020-12": "gYearMonth", "2020": "gYear", "2021-02-29": "", "May 2029": "", "0000": "", "2020-1": "", "12345": ""}
	i := 0
	for date := range want {
		s.Nodes[i].Attrs[1].Text = date
		i++
	}
	for _, triple := range rdftest.Triples(s, false) {
		if datatype, ok := want[triple.Object.Text]; ok && triple.Predicate == "http://purl.org/dc/terms/date" {
			if got := strings.TrimPrefix(triple.Object.Datatype, "http://www.w3.org/2001/XMLSchema#"); got != datatype {
				t.Errorf("%s has type %q", triple.Object.Text, got)
			}
			delete(want, triple.Object.Text)
		}
	}
	if len(want) > 0 {
		t.Errorf("not seen: %v", want)
	}
}

// TestNumbers holds that a number has one form, which reads back the same.
func TestNumbers(t *testing.T) {
	s := scenetest.Large(1, 0, 1)
	form := func(v float64) (text string) {
		s.Nodes[0].Attrs[4].Number = v
		for _, triple := range rdftest.Triples(s, false) {
			if strings.HasSuffix(triple.Predicate, ":pagerank") && triple.Object.Datatype == rdf.Double {
				text = triple.Object.Text
			}
		}
		return text
	}
	for v, want := range map[float64]string{0: "0.0E0", 1: "1.0E0", 0.9: "9.0E-1", 1050: "1.05E3", -2e-10: "-2.0E-10", 1e100: "1.0E100"} {
		if got := form(v); got != want {
			t.Errorf("%v is %s, want %s", v, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-1e308, 1e308).Draw(t, "v")
		if back, err := strconv.ParseFloat(form(v), 64); err != nil || back != v {
			t.Fatalf("%v reads back as %v, %v", v, back, err)
		}
	})
}

// TestOrder holds that triples stand together by predicate, sorted and none twice, and that IRIs hold nothing that none may.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rdf.Walk(scenetest.Scene().Draw(t, "scene"), func(s *rdf.Subject) {
			seen := map[string]bool{}
			check := func(iri string) {
				if strings.ContainsAny(iri, " \"<>\\^`{|}[]") || strings.ContainsFunc(iri, func(r rune) bool { return r < ' ' || r == 0x7F }) || !utf8.ValidString(iri) {
					t.Fatalf("IRI %q", iri)
				}
			}
			check(s.IRI)
			for i, triple := range s.Triples {
				check(triple.Predicate)
				check(triple.Object.IRI)
				if i > 0 && triple.Predicate == s.Triples[i-1].Predicate {
					if triple.Object == s.Triples[i-1].Object {
						t.Fatalf("%s: %v twice", s.IRI, triple)
					}
					continue
				}
				if seen[triple.Predicate] {
					t.Fatalf("%s: %s stands in two places", s.IRI, triple.Predicate)
				}
				seen[triple.Predicate] = true
			}
		})
	})
}
