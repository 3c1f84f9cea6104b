package quads

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
)

// Decode returns the graph that quads describe, in canonical order. Labels and the order of quads do not matter, nor do
// quads about anything else than the nodes and statements of this package, or with terms unknown to it. A malformed
// literal, or a statement about a node that has no type, is an error.
func Decode(qs []quad.Quad) (*kg.Graph, error) {
	d := &decoder{kinds: map[string]nodes{}, nodes: map[quad.IRI]nodes{}}
	entities := newNodes(&entityShape)
	d.register(newNodes(&reportShape), newNodes(&sectionShape), newNodes(&passageShape),
		newNodes(&sourceShape), newNodes(&recommendationShape), newNodes(&timelineShape))
	d.entities = entities
	if err := d.declare(qs); err != nil {
		return nil, err
	}
	for _, q := range qs {
		if err := d.quad(q); err != nil {
			return nil, fmt.Errorf("%v: %v: %w", q.Subject, q.Predicate, err)
		}
	}
	for _, n := range d.all {
		n.collect(&d.g)
	}
	entities.collect(&d.g)
	share(&d.g)
	return d.g.Sort(), nil
}

// share lets all evidence use the same strings, so that the literals in which they stood need not be kept: of many reports
// they would be most of the memory.
func share(g *kg.Graph) {
	known := map[string]string{}
	one := func(s string) string {
		k, ok := known[s]
		if !ok {
			k = strings.Clone(s)
			known[k] = k
		}
		return k
	}
	for i := range g.Passages {
		id := string(g.Passages[i].ID)
		known[id] = id
	}
	eachEvidence(g, func(list []kg.Evidence) {
		for i := range list {
			e := &list[i]
			e.Passage, e.Rule, e.Status = kg.ID(one(string(e.Passage))), one(e.Rule), kg.Status(one(string(e.Status)))
		}
	})
}

// eachEvidence calls f with every list of evidence in the graph.
func eachEvidence(g *kg.Graph, f func([]kg.Evidence)) {
	links := func(lists ...[]kg.Link) {
		for _, list := range lists {
			for i := range list {
				f(list[i].Evidence)
			}
		}
	}
	for i := range g.Entities {
		f(g.Entities[i].Mentions)
	}
	for i := range g.Recommendations {
		r := &g.Recommendations[i]
		f(r.Evidence)
		links(r.Actors, r.Partners, r.Concerns)
	}
	for i := range g.Timeline {
		f(g.Timeline[i].Evidence)
		links(g.Timeline[i].Entities)
	}
	for i := range g.Sources {
		f(g.Sources[i].Evidence)
	}
	for i := range g.Citations {
		f(g.Citations[i].Evidence)
	}
	for i := range g.Relations {
		f(g.Relations[i].Evidence)
	}
}

// nodes holds the nodes of one type while they are read.
type nodes interface {
	typeName() string
	declare(iri quad.IRI, typ string) error
	count() int
	inReport(report kg.ID)
	set(iri, term quad.IRI, v quad.Value) error
	link(id kg.ID, term quad.IRI, l kg.Link) bool
	collect(g *kg.Graph)
}

type decoder struct {
	g        kg.Graph
	all      []nodes
	entities nodes
	kinds    map[string]nodes
	nodes    map[quad.IRI]nodes
}

func (d *decoder) register(all ...nodes) {
	d.all = all
	for _, n := range all {
		d.kinds[n.typeName()] = n
	}
}

// declare makes the nodes that have a type, and gives parts the only report.
func (d *decoder) declare(qs []quad.Quad) error {
	var report quad.IRI
	for _, q := range qs {
		iri, ok := q.Subject.(quad.IRI)
		if !ok || q.Predicate != Type || !strings.HasPrefix(string(iri), NodePrefix) {
			continue
		}
		typ, err := unescape(q.Object, TypePrefix)
		if err != nil {
			return fmt.Errorf("%v: type: %w", iri, err)
		}
		n := d.kinds[typ]
		if n == nil {
			n = d.entities
		}
		if d.nodes[iri] != nil {
			return fmt.Errorf("%v: has two types", iri)
		}
		if err := n.declare(iri, typ); err != nil {
			return err
		}
		d.nodes[iri] = n
		if typ == kg.KindReport {
			report = iri
		}
	}
	if d.kinds[kg.KindReport].count() != 1 {
		return nil
	}
	id, err := NodeID(report)
	for _, n := range d.all {
		n.inReport(id)
	}
	return err
}

func (d *decoder) quad(q quad.Quad) error {
	subject, ok := q.Subject.(quad.IRI)
	term, ok2 := q.Predicate.(quad.IRI)
	if !ok || !ok2 {
		return nil
	}
	if strings.HasPrefix(string(subject), StatementPrefix) {
		return d.statement(subject, term, q.Object)
	}
	if n := d.nodes[subject]; n != nil {
		return n.set(subject, term, q.Object)
	}
	return nil
}

func (d *decoder) statement(iri, term quad.IRI, v quad.Value) error {
	if term != Evidence && term != Citation {
		return nil
	}
	from, predicate, to, err := parseStatement(iri)
	if err != nil {
		return err
	}
	literal, err := asString(v)
	if err != nil {
		return err
	}
	if term == Citation {
		note, ev, err := parseCitation(literal)
		d.g.Citations = append(d.g.Citations, kg.Citation{From: from, Source: to, Note: note, Evidence: ev})
		return err
	}
	ev, err := parseEvidence(literal)
	if err != nil {
		return err
	}
	if name, ok := strings.CutPrefix(string(predicate), RelationPrefix); ok {
		name, err = unescapeString(name)
		d.g.Relations = append(d.g.Relations, kg.Relation{Subject: from, Predicate: name, Object: to, Evidence: ev})
		return err
	}
	n := d.nodes[Node(from)]
	if n == nil {
		return fmt.Errorf("%s has no type", from)
	}
	if !n.link(from, predicate, kg.Link{Entity: to, Evidence: ev}) {
		return fmt.Errorf("%s has no edges %v", from, predicate)
	}
	return nil
}

// typed holds the nodes of one shape.
type typed[T any] struct {
	*shape[T]
	byIRI map[quad.IRI]*T
}

func newNodes[T any](sh *shape[T]) *typed[T] { return &typed[T]{shape: sh, byIRI: map[quad.IRI]*T{}} }

func (n *typed[T]) typeName() string { return n.kind }

func (n *typed[T]) count() int { return len(n.byIRI) }

func (n *typed[T]) declare(iri quad.IRI, typ string) error {
	id, err := NodeID(iri)
	x := new(T)
	*n.id(x) = id
	if n.typ != nil {
		*n.typ(x) = typ
	}
	n.byIRI[iri] = x
	return err
}

func (n *typed[T]) inReport(report kg.ID) {
	if n.report == nil {
		return
	}
	for _, x := range n.byIRI {
		*n.report(x) = report
	}
}

func (n *typed[T]) set(iri, term quad.IRI, v quad.Value) error {
	x := n.byIRI[iri]
	if term == Report && n.report != nil {
		id, err := NodeID(v)
		*n.report(x) = id
		return err
	}
	for i := range n.fields {
		if n.fields[i].term == term {
			return n.fields[i].set(x, v)
		}
	}
	return nil
}

func (n *typed[T]) link(id kg.ID, term quad.IRI, l kg.Link) bool {
	x := n.byIRI[Node(id)]
	for i := range n.links {
		if n.links[i].term == term {
			to := n.links[i].list(x)
			*to = append(*to, l)
			return true
		}
	}
	return false
}

func (n *typed[T]) collect(g *kg.Graph) {
	if len(n.byIRI) == 0 {
		return
	}
	out := make([]T, 0, len(n.byIRI))
	for _, x := range n.byIRI {
		out = append(out, *x)
	}
	*n.all(g) = out
}
