package jsonld_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	cayley "github.com/cayleygraph/quad/jsonld"

	"policygraph/data"
	"policygraph/export/jsonld"
	"policygraph/export/rdf/rdftest"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// triplesOf reads a file with the reader of Cayley, without turning numbers into its own.
func triplesOf(b []byte) ([]rdftest.Triple, error) {
	cayley.AutoConvertTypedString = false
	defer func() { cayley.AutoConvertTypedString = true }()
	qs, err := quad.ReadAll(cayley.NewReader(bytes.NewReader(b)))
	if err != nil {
		return nil, err
	}
	return rdftest.FromQuads(qs)
}

func TestReadBack(t *testing.T) {
	rdftest.ReadBack(t, jsonld.Write, triplesOf, false)
}

// TestPlain holds that a program which knows no RDF finds what it looks for.
func TestPlain(t *testing.T) {
	var b bytes.Buffer
	s := scenetest.Small(t, data.FS, scene.With{Passages: true, Sources: true})
	if _, err := jsonld.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	ts, err := triplesOf(b.Bytes())
	if err == nil {
		err = rdftest.Same(ts, s, false)
	}
	if err != nil {
		t.Error(err)
	}
	var d struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(b.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	for _, n := range d.Graph {
		if n["@id"] != "node:recommendation:harbour-light/00001" {
			continue
		}
		if n["@type"] != "type:recommendation" || n["term:modality"] != "should" || n["term:calls_on"] != "node:agency:ministry-of-tides-norland" || n["column:mentions"] != 1.0 {
			t.Errorf("%v", n)
		}
		return
	}
	t.Error("no recommendation")
}

// TestOdd writes a scene whose names could be taken for addresses and whose properties have objects of two kinds.
func TestOdd(t *testing.T) {
	s := scenetest.Large(4, 2, 1)
	s.Types = s.Types[:1] // so that every other node is none of an entity, and its predicates are terms, as its text is
	for i := range s.Edges {
		e := &s.Edges[i]
		e.From, e.Source, e.Predicate = 1, s.Nodes[1].ID, []string{"text", "//host/x"}[i]
	}
	s.Nodes[2].ID = "//host/a b"
	s.Nodes[0].Attrs[3].Number = 1 << 60
	for i := range s.Edges {
		s.Edges[i].Target = s.Nodes[s.Edges[i].To].ID
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := jsonld.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	ts, err := triplesOf(b.Bytes())
	if err == nil {
		err = rdftest.Same(ts, s, false)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, &b)
	}
	for _, want := range []string{`", {"@id": "node:agency:0000003"}]`, `"urn:policygraph:node://host/a%20b"`, `{"@value": "1152921504606846976", "@type": "xsd:integer"}`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, &b)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(10_000, 50_000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := jsonld.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
