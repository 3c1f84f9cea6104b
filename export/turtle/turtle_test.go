package turtle_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"policygraph/data"
	"policygraph/export/rdf"
	"policygraph/export/rdf/rdftest"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
	"policygraph/export/turtle"
	"policygraph/graph/analysis"
	"policygraph/graph/ontology"
)

// token is what Turtle's grammar calls by these names: IRIREF, prefixed name, string, number, truth, keyword, mark.
var token = regexp.MustCompile(`^(?:` +
	`(?P<iri><[^\x00-\x20<>"{}|^` + "`" + `\\]*>)|` +
	`(?P<string>"(?:[^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4})*")|` +
	`(?P<double>[+-]?[0-9]+\.[0-9]*[eE][+-]?[0-9]+)|(?P<integer>[+-]?[0-9]+)|(?P<boolean>true|false)|` +
	`(?P<name>[A-Za-z][A-Za-z0-9_-]*:(?:[A-Za-z0-9_:](?:[A-Za-z0-9_:.-]*[A-Za-z0-9_:-])?)?)|` +
	`(?P<language>@en)|(?P<mark>@prefix|\^\^|[.;,]|a))`)

// parser reads the part of Turtle that is written here.
type parser struct {
	rest     string
	kind     string // of the token
	text     string
	prefixes map[string]string
	out      []rdftest.Triple
}

// next reads a token; at the end its kind is "".
func (p *parser) next() error {
	for p.rest = strings.TrimLeft(p.rest, " \t\n"); strings.HasPrefix(p.rest, "#"); p.rest = strings.TrimLeft(p.rest, " \t\n") {
		_, p.rest, _ = strings.Cut(p.rest, "\n")
	}
	if p.kind = ""; p.rest == "" {
		return nil
	}
	m := token.FindStringSubmatch(p.rest)
	for i, name := range token.SubexpNames() {
		if i > 0 && m != nil && m[i] != "" {
			p.kind, p.text, p.rest = name, m[i], p.rest[len(m[i]):]
			return nil
		}
	}
	return fmt.Errorf("no token at %.60q", p.rest)
}

func (p *parser) iri() (string, error) {
	switch {
	case p.kind == "iri":
		return p.text[1 : len(p.text)-1], nil
	case p.kind == "mark" && p.text == "a":
		return rdf.Type, nil
	case p.kind == "name":
		prefix, rest, _ := strings.Cut(p.text, ":")
		if iri, ok := p.prefixes[prefix]; ok {
			return iri + rest, nil
		}
	}
	return "", fmt.Errorf("no IRI: %s %q", p.kind, p.text)
}

// object reads one and the token after it.
func (p *parser) object() (o rdf.Term, err error) {
	switch p.kind {
	case "double", "integer", "boolean":
		o = rdf.Term{Text: p.text, Datatype: map[string]string{"double": rdf.Double, "integer": rdf.Integer, "boolean": rdf.Boolean}[p.kind]}
	case "string":
		if o.Text, err = strconv.Unquote(p.text); err != nil { // the same escapes but \'
			return o, err
		}
		if err = p.next(); err == nil && p.kind == "language" {
			return o, p.next()
		}
		if err != nil || !p.is("^^") {
			return o, err
		}
		if err = p.next(); err == nil {
			o.Datatype, err = p.iri()
		}
	default:
		o.IRI, err = p.iri()
	}
	if err != nil {
		return o, err
	}
	return o, p.next()
}

func (p *parser) is(mark string) bool { return p.kind == "mark" && p.text == mark }

func (p *parser) prefix() error {
	if err := p.next(); err != nil {
		return err
	}
	name := strings.TrimSuffix(p.text, ":")
	if err := p.next(); err != nil {
		return err
	}
	iri, err := p.iri()
	if err != nil {
		return err
	}
	p.prefixes[name] = iri
	return p.next()
}

// statement reads up to the dot.
func (p *parser) statement() error {
	if p.is("@prefix") {
		return p.prefix()
	}
	subject, err := p.iri()
	if err != nil {
		return err
	}
	predicate := ""
	for ; ; err = nil {
		if !p.is(",") {
			if err := p.next(); err != nil {
				return err
			}
			if predicate, err = p.iri(); err != nil {
				return err
			}
		}
		if err := p.next(); err != nil {
			return err
		}
		o, err := p.object()
		if err != nil {
			return err
		}
		p.out = append(p.out, rdftest.Triple{Subject: subject, Predicate: predicate, Object: o})
		if !p.is(",") && !p.is(";") {
			return nil
		}
	}
}

func parse(text string) ([]rdftest.Triple, error) {
	p := &parser{rest: text, prefixes: map[string]string{}}
	for {
		if err := p.next(); err != nil || p.kind == "" {
			return p.out, err
		}
		if err := p.statement(); err != nil {
			return nil, err
		}
		if !p.is(".") {
			return nil, fmt.Errorf("no dot: %s %q", p.kind, p.text)
		}
	}
}

func TestReadBack(t *testing.T) {
	rdftest.ReadBack(t, turtle.Write, func(b []byte) ([]rdftest.Triple, error) { return parse(string(b)) }, false)
}

func TestSmall(t *testing.T) {
	var b bytes.Buffer
	s := scenetest.Small(t, data.FS, scene.With{Passages: true, Sources: true})
	if _, err := turtle.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	ts, err := parse(b.String())
	if err == nil {
		err = rdftest.Same(ts, s, false)
	}
	if err != nil {
		t.Error(err)
	}
	for _, want := range []string{
		"@prefix node: <urn:policygraph:node:> .\n",
		"\nnode:country:suderia a type:country ;\n\trdfs:label \"Suderia\" ;\n\tskos:altLabel \"Republic of Suderia\" ;\n",
		"\tdcterms:date \"2031-03\"^^xsd:gYearMonth ;\n\tdcterms:publisher \"Norland Press\" ;\n",
		"\tschema:url \"https://example.org/tides?a=1&b=2\"^^xsd:anyURI ;\n",
		"\trelation:sponsors node:initiative:harbour-light ;\n\trelation:works_with node:company:fisher-sons ,\n\t\tnode:country:suderia ;\n",
		"\n<urn:policygraph:statement:agency:ministry-of-tides-norland;relation:part_of;country:norland> a rdf:Statement ;\n" +
			"\trdfs:label \"is part of\" ;\n\trdf:subject node:agency:ministry-of-tides-norland ;\n\trdf:predicate relation:part_of ;\n\trdf:object node:country:norland ;\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, &b)
		}
	}
}

// TestVocabulary holds that data/vocabulary.ttl explains every term that an export uses, and each type, predicate and measure
// by its own name.
func TestVocabulary(t *testing.T) {
	raw, err := os.ReadFile("../../data/vocabulary.ttl")
	if err != nil {
		t.Fatal(err)
	}
	ts, err := parse(string(raw))
	if err != nil {
		t.Fatalf("vocabulary.ttl: %v", err)
	}
	labels, comments := map[string]string{}, map[string]bool{}
	for _, triple := range ts {
		switch {
		case triple.Predicate == rdf.Label:
			labels[triple.Subject] = triple.Object.Text
		case strings.HasSuffix(triple.Predicate, "#comment"):
			comments[triple.Subject] = true
		}
	}
	s := scenetest.Small(t, data.FS, scene.With{Passages: true, Sources: true})
	explained := func(iri string) {
		if strings.HasPrefix(iri, "urn:") && (labels[iri] == "" || !comments[iri]) {
			t.Errorf("%s has no label or no comment", iri)
		}
	}
	for _, triple := range rdftest.Triples(s, false) {
		explained(triple.Predicate)
		if triple.Predicate == rdf.Type {
			explained(triple.Object.IRI)
		}
	}
	o := scenetest.Ontology(t, data.FS)
	for _, typ := range append(o.Entities, o.Structure...) {
		if iri := "urn:policygraph:type:" + typ.Name; labels[iri] != typ.Label || !comments[iri] {
			t.Errorf("%s has label %q and is explained: %v", iri, labels[iri], comments[iri])
		}
	}
	for _, m := range analysis.Measures() {
		if iri := "urn:policygraph:column:" + m.Name; labels[iri] != m.Title || !comments[iri] {
			t.Errorf("%s has label %q and is explained: %v", iri, labels[iri], comments[iri])
		}
	}
	for namespace, list := range map[string][]ontology.Predicate{"relation:": o.Predicates, "term:": o.Links} {
		for _, p := range list {
			if iri := "urn:policygraph:" + namespace + p.Name; labels[iri] != p.Label || !comments[iri] {
				t.Errorf("%s has label %q and is explained: %v", iri, labels[iri], comments[iri])
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(10_000, 50_000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := turtle.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
