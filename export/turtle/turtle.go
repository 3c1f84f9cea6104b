// Package turtle writes a scene as Turtle, the form of RDF that people read, with prefixes and a block for each subject.
//
// What enters is a finished scene; what leaves are the triples of package rdf: after a node or statement stand the pieces of its
// evidence. Numbers and truths are written bare. To add a prefix, add it to package rdf.
package turtle

import (
	"bufio"
	"io"

	"policygraph/export/rdf"
	"policygraph/export/scene"
)

const head = "# A knowledge graph written by policygraph, whose repository explains the terms (data/vocabulary.ttl).\n"

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	x := bufio.NewWriterSize(w, 64<<10)
	x.WriteString(head)
	for _, p := range rdf.Prefixes() {
		x.WriteString("@prefix " + p.Name + ": <" + p.IRI + "> .\n")
	}
	var b []byte
	losses := rdf.Walk(s, func(subject *rdf.Subject) {
		b = block(b[:0], subject)
		x.Write(b)
	})
	return s.All(losses), x.Flush() // a bufio.Writer keeps the first error
}

// block appends a subject with its triples: a line for each predicate, of several objects one below the other.
func block(b []byte, s *rdf.Subject) []byte {
	b = append(b, '\n')
	b = iri(b, s.IRI)
	for i := range s.Triples {
		t := &s.Triples[i]
		switch {
		case i > 0 && t.Predicate == s.Triples[i-1].Predicate:
			b = append(b, ",\n\t\t"...)
			b = object(b, &t.Object)
			continue
		case i > 0:
			b = append(b, ";\n\t"...)
		default:
			b = append(b, ' ')
		}
		if t.Predicate == rdf.Type {
			b = append(b, 'a')
		} else {
			b = iri(b, t.Predicate)
		}
		b = append(b, ' ')
		b = object(b, &t.Object)
	}
	return append(b, ".\n"...)
}

// object appends an object and a blank.
func object(b []byte, o *rdf.Term) []byte {
	switch {
	case o.IRI != "":
		b = iri(b, o.IRI)
	case o.Datatype == rdf.Integer || o.Datatype == rdf.Double || o.Datatype == rdf.Boolean:
		b = append(b, o.Text...)
	default:
		b = rdf.AppendQuoted(b, o.Text)
		if o.Datatype != "" {
			b = iri(append(b, "^^"...), o.Datatype)
		}
	}
	return append(b, ' ')
}

// iri appends an IRI, with a prefix where what follows it needs no escape.
func iri(b []byte, s string) []byte {
	if prefix, rest, ok := rdf.Short(s); ok && local(rest) {
		b = append(append(b, prefix...), ':')
		return append(b, rest...)
	}
	b = append(append(b, '<'), s...)
	return append(b, '>')
}

// local reports whether every reader takes a name as it is: Turtle allows more, which not all know.
func local(s string) bool {
	for i := range len(s) {
		c := s[i]
		word := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
		if !word && (c != '-' && c != ':' || i == 0) {
			return false
		}
	}
	return s != ""
}
