package quads

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"policygraph/graph/kg"
)

var update = flag.Bool("update", false, "write the golden files")

// small has every kind of fact once.
func small() *kg.Graph {
	ev := func(start, end int) []kg.Evidence {
		return []kg.Evidence{{Passage: "passage:r/00002", Span: kg.Span{Start: start, End: end}, Rule: "should", Confidence: 0.9, Status: kg.Recommended}}
	}
	g := &kg.Graph{
		Reports:  []kg.Report{{ID: "report:r", Title: "A Report", Authors: []string{"Z. First", "A. Second"}, Publisher: "Institute", Date: "2020-12", File: "r.md", Path: "../eu/r.md", Format: "markdown", Hash: "ab12", Knowledge: "cd34", Pages: 9}},
		Sections: []kg.Section{{ID: "section:r/00001", Report: "report:r", Parent: "report:r", Title: "Ends & means", Level: 1, Head: "passage:r/00001"}},
		Passages: []kg.Passage{
			{ID: "passage:r/00001", Report: "report:r", Section: "section:r/00001", Kind: "heading", Text: "Ends & means", Positions: []kg.Position{{Line: 3, Page: 1}}},
			{ID: "passage:r/00002", Report: "report:r", Section: "section:r/00001", Kind: "item", Text: "Japan should join “the” ROK.\tIt must.", Positions: []kg.Position{{Line: 5, Page: 1}, {Offset: 20, Line: 6, Page: 2}}},
		},
		Entities: []kg.Entity{
			{ID: "country:japan", Type: "country", Name: "Japan", Mentions: ev(0, 5)},
			{ID: "country:south-korea", Type: "country", Name: "South Korea", Aliases: []string{"Republic of Korea", "ROK"}, Mentions: ev(29, 32)},
		},
		Recommendations: []kg.Recommendation{{ID: "recommendation:r/00001", Report: "report:r", Section: "section:r/00001", Number: "1.", Objective: "Trade", Modality: "should",
			Text: "Japan should join “the” ROK.", Actors: []kg.Link{{Entity: "country:japan", Evidence: ev(0, 5)}},
			Partners: []kg.Link{{Entity: "country:south-korea", Evidence: ev(29, 32)}}, Restates: "recommendation:r/00001", Evidence: ev(0, 33)}},
		Timeline:  []kg.TimelineEvent{{ID: "timeline_event:r/00001", Report: "report:r", Section: "section:r/00001", Date: "1965", Text: "Japan", Entities: []kg.Link{{Entity: "country:japan", Evidence: ev(0, 5)}}, Evidence: ev(0, 5)}},
		Sources:   []kg.Source{{ID: "source:r/00001", Report: "report:other; one", Title: "A Work", Authors: "C. Third", Publisher: "Press", Date: "May 2019", URL: "https://example.org/", Text: "C. Third, A Work", Evidence: ev(0, 1)}},
		Citations: []kg.Citation{{From: "passage:r/00002", Source: "source:r/00001", Note: "1", Evidence: ev(5, 6)}},
		Relations: []kg.Relation{{Subject: "country:japan", Predicate: "works_with", Object: "country:south-korea", Evidence: ev(0, 33)}},
	}
	return g.Sort()
}

// TestGolden shows the quads of a small graph; what they look like is what stores hold.
func TestGolden(t *testing.T) {
	qs, err := Encode(small(), Version{Report: "report:r", Generation: 1, Hash: "ff"}.IRI())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, q := range qs {
		b.WriteString(q.NQuad() + "\n")
	}
	const name = "testdata/small.nq"
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(qs); err != nil || !cmp.Equal(got, small(), cmpopts.EquateEmpty()) {
		t.Errorf("not read back: %v", err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestVocabularyListed verifies that the package comment names every term.
func TestVocabularyListed(t *testing.T) {
	source, err := os.ReadFile("vocabulary.go")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	terms := regexp.MustCompile(`TermPrefix \+ "(\w+)"`).FindAllSubmatch(source, -1)
	if len(terms) < 25 {
		t.Fatalf("found only %d terms", len(terms))
	}
	for _, m := range terms {
		if !regexp.MustCompile(`\b` + string(m[1]) + `\b`).Match(doc) {
			t.Errorf("the package comment does not name %s", m[1])
		}
	}
}

// TestNQuads writes quads as N-Quads, with standard names of types, and reads them back.
func TestNQuads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyGraph(t)
		qs, err := Encode(g, Catalogue)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := nquads.NewWriter(&b)
		if _, err := quad.IRIWriter(w, quad.IRIOptions{Format: quad.IRIFull}).WriteQuads(qs); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		read, err := quad.ReadAll(nquads.NewReader(&b, true))
		if err != nil || len(read) != len(qs) {
			t.Fatalf("wrote %d quads, read %d, %v", len(qs), len(read), err)
		}
		got, err := Decode(read)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}
