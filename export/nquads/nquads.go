// Package nquads writes a scene as N-Quads, the line-based form of RDF with named graphs, which every RDF store loads.
//
// What enters is a finished scene; what leaves is a line for each triple of package rdf and each report in whose graph it
// stands. To add a column, add it to the scene.
package nquads

import (
	"bufio"
	"io"

	"policygraph/export/rdf"
	"policygraph/export/scene"
)

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	x := bufio.NewWriterSize(w, 64<<10)
	none := []string{""}
	var line []byte
	losses := rdf.Walk(s, func(subject *rdf.Subject) {
		for i := range subject.Triples {
			t := &subject.Triples[i]
			graphs := t.Graphs
			if graphs == nil {
				graphs = subject.Graphs
			}
			if len(graphs) == 0 {
				graphs = none
			}
			line = append(object(iri(iri(line[:0], subject.IRI), t.Predicate), &t.Object), ' ')
			length := len(line)
			for _, g := range graphs {
				if line = line[:length]; g != "" {
					line = iri(line, g)
				}
				line = append(line, ".\n"...)
				x.Write(line)
			}
		}
	})
	return s.All(losses), x.Flush() // a bufio.Writer keeps the first error
}

// iri appends an IRI and a blank.
func iri(b []byte, s string) []byte {
	b = append(append(b, '<'), s...)
	return append(b, "> "...)
}

func object(b []byte, o *rdf.Term) []byte {
	if o.IRI != "" {
		b = append(append(b, '<'), o.IRI...)
		return append(b, '>')
	}
	b = rdf.AppendQuoted(b, o.Text)
	if o.Datatype != "" {
		b = append(append(b, "^^<"...), o.Datatype...)
		b = append(b, '>')
	}
	return b
}
