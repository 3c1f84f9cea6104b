package quads

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
)

// structural lists the types that no entity may have, for an entity is told by its type.
var structural = []string{kg.KindReport, kg.KindSection, kg.KindPassage, kg.KindRecommendation, kg.KindSource, kg.KindTimelineEvent}

// Encode returns the quads of a graph, all under the given label (nil for none), in a fixed order and without duplicates.
// The graph should be in canonical order ([kg.Graph.Sort]); then [Decode] gives back exactly the same graph, but that
// empty slices become nil. What quads cannot hold is an error: two nodes with one ID, text that is not valid UTF-8,
// an entity whose type is a structural kind.
func Encode(g *kg.Graph, label quad.Value) ([]quad.Quad, error) {
	e := &encoder{
		label: label,
		out:   make([]quad.Quad, 0, 8*(len(g.Passages)+len(g.Entities)+len(g.Recommendations))),
		seen:  map[quad.Quad]struct{}{},
		nodes: map[kg.ID]struct{}{},
	}
	if len(g.Reports) == 1 {
		e.report = g.Reports[0].ID
	}
	encodeNodes(e, g, &reportShape)
	encodeNodes(e, g, &sectionShape)
	encodeNodes(e, g, &passageShape)
	encodeNodes(e, g, &sourceShape)
	encodeNodes(e, g, &entityShape)
	encodeNodes(e, g, &recommendationShape)
	encodeNodes(e, g, &timelineShape)
	e.mentions(g)
	for _, c := range g.Citations {
		e.edge(c.From, Cites, c.Source, Citation, formatCitation(c.Note, c.Evidence))
	}
	for _, r := range g.Relations {
		e.edge(r.Subject, Relation(r.Predicate), r.Object, Evidence, formatEvidence(r.Evidence))
	}
	if len(e.errs) > 0 {
		return nil, errors.Join(e.errs...)
	}
	return e.out, nil
}

// maxProblems bounds the number of problems that Encode reports.
const maxProblems = 20

func (e *encoder) fail(format string, args ...any) {
	if len(e.errs) < maxProblems {
		e.errs = append(e.errs, fmt.Errorf(format, args...))
	}
}

type encoder struct {
	label  quad.Value
	report kg.ID // the only report, or ""
	out    []quad.Quad
	seen   map[quad.Quad]struct{}
	nodes  map[kg.ID]struct{}
	errs   []error
}

func (e *encoder) add(s, p quad.IRI, o quad.Value) {
	q := quad.Quad{Subject: s, Predicate: p, Object: o, Label: e.label}
	if _, ok := e.seen[q]; ok {
		return
	}
	if !utf8.ValidString(string(s)) || !utf8.ValidString(string(p)) || !utf8.ValidString(quad.ToString(o)) {
		e.fail("%q: %q: not valid UTF-8", string(s), string(p))
	}
	e.seen[q] = struct{}{}
	e.out = append(e.out, q)
}

// edge adds an edge and, about its statement, the literal that supports it.
func (e *encoder) edge(from kg.ID, predicate quad.IRI, to kg.ID, support quad.IRI, literal string) {
	e.add(Node(from), predicate, Node(to))
	e.add(Statement(from, predicate, to), support, quad.String(literal))
}

// mentions adds the edges that the entities' evidence implies.
func (e *encoder) mentions(g *kg.Graph) {
	for i := range g.Entities {
		to := Node(g.Entities[i].ID)
		var last kg.ID
		for j, m := range g.Entities[i].Mentions {
			if j == 0 || m.Passage != last {
				e.add(Node(m.Passage), Mentions, to)
			}
			last = m.Passage
		}
	}
}

func encodeNodes[T any](e *encoder, g *kg.Graph, sh *shape[T]) {
	nodes := *sh.all(g)
	for i := range nodes {
		x := &nodes[i]
		id := *sh.id(x)
		if _, ok := e.nodes[id]; ok {
			e.fail("%s: declared twice", id)
			continue
		}
		e.nodes[id] = struct{}{}
		encodeNode(e, sh, id, x)
	}
}

func encodeNode[T any](e *encoder, sh *shape[T], id kg.ID, x *T) {
	typ := sh.kind
	if sh.typ != nil {
		if typ = *sh.typ(x); slices.Contains(structural, typ) {
			e.fail("%s: an entity cannot have type %s", id, typ)
		}
	}
	iri := Node(id)
	e.add(iri, Type, TypeOf(typ))
	if sh.report != nil {
		if r := *sh.report(x); r != e.report {
			e.add(iri, Report, Node(r))
		}
	}
	for _, f := range sh.fields {
		for _, v := range f.get(x) {
			e.add(iri, f.term, v)
		}
	}
	for _, l := range sh.links {
		for _, to := range *l.list(x) {
			e.edge(id, l.term, to.Entity, Evidence, formatEvidence(to.Evidence))
		}
	}
}
