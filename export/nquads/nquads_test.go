package nquads_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	cayley "github.com/cayleygraph/quad/nquads"

	"policygraph/data"
	"policygraph/export/nquads"
	"policygraph/export/rdf/rdftest"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// quadsOf reads a file with the reader of Cayley, without turning numbers into its own.
func quadsOf(b []byte) ([]rdftest.Triple, error) {
	cayley.AutoConvertTypedString = false
	defer func() { cayley.AutoConvertTypedString = true }()
	qs, err := quad.ReadAll(cayley.NewReader(bytes.NewReader(b), false))
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(b, []byte("\n")); n != len(qs) {
		return nil, errors.New("a line is no quad")
	}
	return rdftest.FromQuads(qs)
}

func TestReadBack(t *testing.T) {
	rdftest.ReadBack(t, nquads.Write, quadsOf, true)
}

func TestSmall(t *testing.T) {
	var b bytes.Buffer
	s := scenetest.Small(t, data.FS, scene.With{Passages: true, Sources: true})
	if _, err := nquads.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	ts, err := quadsOf(b.Bytes())
	if err == nil {
		err = rdftest.Same(ts, s, true)
	}
	if err != nil {
		t.Error(err)
	}
	const graph = " <urn:policygraph:node:report:harbour-light> .\n"
	for _, want := range []string{
		"<urn:policygraph:type:agency> <http://www.w3.org/2000/01/rdf-schema#label> \"Agency\" .\n",
		"<urn:policygraph:node:person:ada-quill> <urn:policygraph:relation:leads> <urn:policygraph:node:agency:ministry-of-tides-norland>" + graph,
		"<urn:policygraph:node:recommendation:harbour-light/00001> <urn:policygraph:term:calls_on> <urn:policygraph:node:agency:ministry-of-tides-norland>" + graph,
		"<urn:policygraph:statement:person:ada-quill;relation:leads;agency:ministry-of-tides-norland> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <urn:policygraph:node:agency:ministry-of-tides-norland>" + graph,
		`<http://www.w3.org/ns/prov#value> "calls it,\nhas long disputed the Quiet Sea"` + graph,
		`<urn:policygraph:column:confidence> "9.0E-1"^^<http://www.w3.org/2001/XMLSchema#double>` + graph,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not there", want)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(10_000, 50_000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := nquads.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
