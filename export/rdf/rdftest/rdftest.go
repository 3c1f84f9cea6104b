// Package rdftest gives the tests of RDF formats what a reader must find in a file: the triples of a scene, and the nodes and
// edges that they tell of.
//
// What enters are scenes, or triples that a reader found; what leaves are triples to compare, or rows as scenetest wants them.
package rdftest

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"policygraph/export/rdf"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
	"policygraph/graph/quads"
)

// Triple is a triple of a file. Graph is "" where it is in none, and in formats that know no graphs.
type Triple struct {
	Subject, Predicate string
	Object             rdf.Term
	Graph              string
}

// Triples returns those of a scene, sorted; with graphs, once for each of its graphs.
func Triples(s *scene.Scene, graphs bool) []Triple {
	var out []Triple
	rdf.Walk(s, func(subject *rdf.Subject) {
		for _, t := range subject.Triples {
			in := t.Graphs
			if in == nil {
				in = subject.Graphs
			}
			if !graphs || len(in) == 0 {
				in = []string{""}
			}
			for _, g := range in {
				out = append(out, Triple{subject.IRI, t.Predicate, t.Object, g})
			}
		}
	})
	return Sort(out)
}

// Sort sorts triples and leaves out duplicates.
func Sort(ts []Triple) []Triple {
	slices.SortFunc(ts, func(a, b Triple) int {
		return cmp.Or(
			strings.Compare(a.Subject, b.Subject), strings.Compare(a.Predicate, b.Predicate), strings.Compare(a.Object.IRI, b.Object.IRI),
			strings.Compare(a.Object.Text, b.Object.Text), strings.Compare(a.Object.Datatype, b.Object.Datatype), strings.Compare(a.Graph, b.Graph),
		)
	})
	return slices.Compact(ts)
}

// Same returns an error unless a reader found exactly the triples of the scene.
func Same(got []Triple, s *scene.Scene, graphs bool) error {
	want := Triples(s, graphs)
	if n := len(got); len(Sort(got)) != n {
		return fmt.Errorf("%d triples, some twice", n)
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Errorf("triple %d is %q, want %q", i, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		return fmt.Errorf("%d triples, want %d", len(got), len(want))
	}
	return nil
}

// ReadBack holds scenetest's property of a format of one file: parse, a reader of the format, finds the triples of the scene in
// what write wrote, those of graphs where it has them, and in them the nodes and edges.
func ReadBack(t *testing.T, write func(io.Writer, *scene.Scene) (scene.Written, error), parse func([]byte) ([]Triple, error), graphs bool) {
	t.Helper()
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 1, Text: Text, Lacks: []string{"color", "size", "x", "y"},
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) { return write(w[0], s) },
		Read: func(parts [][]byte, s *scene.Scene) (scenetest.Facts, error) {
			ts, err := parse(parts[0])
			if err == nil {
				err = Same(ts, s, graphs)
			}
			if err != nil {
				return scenetest.Facts{}, err
			}
			return Facts(ts, s)
		},
	})
}

// FromQuads returns quads as Cayley's readers give them, with their datatypes.
func FromQuads(qs []quad.Quad) ([]Triple, error) {
	out := make([]Triple, len(qs))
	for i, q := range qs {
		s, ok1 := q.Subject.(quad.IRI)
		p, ok2 := q.Predicate.(quad.IRI)
		g, ok3 := q.Label.(quad.IRI)
		if !ok1 || !ok2 || !ok3 && q.Label != nil {
			return nil, fmt.Errorf("%v: not of IRIs", q)
		}
		out[i] = Triple{Subject: string(s), Predicate: string(p), Graph: string(g)}
		switch o := q.Object.(type) {
		case quad.IRI:
			out[i].Object.IRI = string(o)
		case quad.String:
			out[i].Object.Text = string(o)
		case quad.TypedString:
			out[i].Object = rdf.Term{Text: string(o.Value), Datatype: string(o.Type)}
		default:
			return nil, fmt.Errorf("%v: a %T", q, o)
		}
	}
	return out, nil
}

// Text is how a text stands in a literal.
func Text(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\t' && r != '\n' && r != '\r':
			return -1
		case r == 0xFFFE || r == 0xFFFF:
			return 0xFFFD
		}
		return r // mapping gives U+FFFD for each invalid byte
	}, s)
}

// reader makes rows of triples.
type reader struct {
	about map[string][]Triple
	plain map[Triple]bool
	ids   map[[3]string]string // ends and predicate → edge
	facts scenetest.Facts
}

// Facts returns the nodes and edges that triples tell of. Each edge that is not denied must stand there plainly, and no other.
func Facts(ts []Triple, s *scene.Scene) (scenetest.Facts, error) {
	r := &reader{map[string][]Triple{}, map[Triple]bool{}, map[[3]string]string{}, scenetest.Facts{}}
	for _, e := range s.Edges {
		r.ids[[3]string{e.Source, e.Predicate, e.Target}] = e.ID
	}
	for _, t := range ts {
		r.about[t.Subject] = append(r.about[t.Subject], t)
		if strings.HasPrefix(t.Object.IRI, quads.NodePrefix) && t.Predicate != string(quads.Report) && strings.HasPrefix(t.Subject, quads.NodePrefix) {
			r.plain[Triple{Subject: t.Subject, Predicate: t.Predicate, Object: t.Object}] = true
		}
	}
	for iri, ts := range r.about {
		if err := r.subject(iri, ts); err != nil {
			return r.facts, fmt.Errorf("%s: %w", iri, err)
		}
	}
	if len(r.plain) > 0 {
		return r.facts, fmt.Errorf("%d plain triples without a statement", len(r.plain))
	}
	return r.facts, nil
}

func (r *reader) subject(iri string, ts []Triple) error {
	row := scenetest.Row{}
	for _, t := range ts {
		row[name(t.Predicate)] = t.Object.IRI + t.Object.Text
	}
	typ, _ := row["type"].(string)
	switch {
	case strings.HasPrefix(iri, quads.NodePrefix):
		id, err := quads.NodeID(quad.IRI(iri))
		if err != nil {
			return err
		}
		row["id"], row["type"] = string(id), strings.TrimPrefix(typ, quads.TypePrefix)
		r.facts.Nodes = append(r.facts.Nodes, row)
	case typ == rdf.Statement:
		return r.edge(row)
	case typ != rdf.Class && typ != rdf.Property && typ != string(quads.TypeOf("evidence")):
		return fmt.Errorf("type %q", typ)
	}
	return nil
}

func (r *reader) edge(row scenetest.Row) error {
	text := func(name string) string { s, _ := row[name].(string); return s }
	plain := Triple{Subject: text("subject"), Predicate: text("predicate"), Object: rdf.Term{IRI: text("object")}}
	if r.plain[plain] == (text("status") == "negated") {
		return fmt.Errorf("plainly: %v, status %v", r.plain[plain], row["status"])
	}
	delete(r.plain, plain)
	source, err1 := quads.NodeID(quad.IRI(plain.Subject))
	target, err2 := quads.NodeID(quad.IRI(plain.Object.IRI))
	if err := cmp.Or(err1, err2); err != nil {
		return err
	}
	row["source"], row["target"], row["predicate"] = string(source), string(target), name(plain.Predicate)
	row["id"] = r.ids[[3]string{string(source), name(plain.Predicate), string(target)}]
	r.facts.Edges = append(r.facts.Edges, row)
	return nil
}

// name returns the last part of the IRI of a property, which is the name of the column.
func name(iri string) string {
	return iri[strings.LastIndexAny(iri, "#:/")+1:]
}
