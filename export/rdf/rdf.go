package rdf

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/export/scene"
	"policygraph/graph/quads"
)

// Term is the object of a triple: a node, or a literal.
type Term struct {
	IRI      string // "" for literals
	Text     string // of a literal, in canonical form where the datatype has one
	Datatype string // IRI; "" for text
}

// Triple is one triple about a subject.
type Triple struct {
	Predicate string
	Object    Term
	Graphs    []string // if not nil, only these instead of those of the subject
}

// Subject is a subject with all its triples: sorted, so that those of one predicate stand together, and without duplicates.
// It is valid only while it is visited.
type Subject struct {
	IRI     string
	Graphs  []string // none for what stands in no report
	Triples []Triple
}

// Walk visits all subjects of a scene in a fixed order and returns what was lost of their texts.
func Walk(s *scene.Scene, visit func(*Subject)) *scene.Losses {
	w := newWalker(s, visit)
	w.describe()
	for i := range s.Nodes {
		w.node(i)
	}
	for i := range s.Edges {
		w.edge(&s.Edges[i])
	}
	return &w.losses
}

func (s *Subject) add(predicate string, o Term) {
	s.Triples = append(s.Triples, Triple{Predicate: predicate, Object: o})
}

// text adds a text unless it is empty.
func (s *Subject) text(predicate, text string) {
	if text != "" {
		s.add(predicate, Term{Text: text})
	}
}

// rank puts what a reader wants to see first first.
func rank(predicate string) int {
	switch predicate {
	case Type:
		return 0
	case Label:
		return 1
	case SubjectOf:
		return 2
	case PredicateOf:
		return 3
	case ObjectOf:
		return 4
	case Value:
		return 5
	case WasDerivedFrom:
		return 8
	}
	if strings.HasPrefix(predicate, quads.ColumnPrefix) {
		return 7
	}
	return 6
}

func compare(a, b Triple) int {
	if a.Predicate != b.Predicate {
		return cmp.Or(cmp.Compare(rank(a.Predicate), rank(b.Predicate)), strings.Compare(a.Predicate, b.Predicate))
	}
	return cmp.Or(
		strings.Compare(a.Object.IRI, b.Object.IRI),
		strings.Compare(a.Object.Text, b.Object.Text),
		strings.Compare(a.Object.Datatype, b.Object.Datatype),
	)
}

// sort puts the triples in order. Duplicates come from lists with an item twice only, so their graphs are the same.
func (s *Subject) sort() {
	slices.SortFunc(s.Triples, compare)
	s.Triples = slices.CompactFunc(s.Triples, func(a, b Triple) bool { return a.Predicate == b.Predicate && a.Object == b.Object })
}
