// Package jsonld writes a scene as JSON-LD, which programs that know no RDF read as plain JSON.
//
// What enters is a finished scene; what leaves is one object: a @context of its own, so that nothing is fetched from the
// network, and a flat @graph with an object for each subject of package rdf. Keys are properties with their prefix. The context
// says which properties lead to nodes and which hold numbers of type xsd:double, whose digits stand in a string, since JSON-LD
// would round a number. To add a prefix, add it to package rdf.
package jsonld

import (
	"io"
	"strings"

	"policygraph/export/jsontext"
	"policygraph/export/rdf"
	"policygraph/export/scene"
)

// id is the type of properties that lead to nodes.
const id = "@id"

// exact is how many digits of a whole number every reader keeps.
const exact = 15

// Write writes the scene. It walks through it twice: the context comes first.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	x := &writer{Writer: jsontext.NewWriter(w), types: map[string]string{}}
	x.context(s)
	x.Raw("\"@graph\": [")
	separator := "\n"
	losses := rdf.Walk(s, func(subject *rdf.Subject) {
		x.Raw(separator)
		separator = ",\n"
		x.subject(subject)
	})
	x.Raw("\n]\n}\n")
	return s.All(losses), x.Flush()
}

type writer struct {
	*jsontext.Writer
	types map[string]string // property → what the context says of its objects; "" for nothing
}

// context writes the prefixes and the types of properties, each in the order in which it is first met.
func (x *writer) context(s *scene.Scene) {
	x.Raw("{\n\"@context\": {")
	for i, p := range rdf.Prefixes() {
		if i > 0 {
			x.Raw(", ")
		}
		x.String(p.Name)
		x.Raw(": ")
		x.String(p.IRI)
	}
	rdf.Walk(s, func(subject *rdf.Subject) {
		for i := range subject.Triples {
			t := &subject.Triples[i]
			if _, known := x.types[t.Predicate]; known || t.Predicate == rdf.Type {
				continue
			}
			typ := ""
			if t.Object.IRI != "" {
				typ = id
			} else if t.Object.Datatype == rdf.Double {
				typ = rdf.Double
			}
			if x.types[t.Predicate] = typ; typ != "" {
				x.Raw(",\n  ")
				x.iri(t.Predicate)
				x.Raw(`: {"@type": `)
				x.iri(typ)
				x.Raw("}")
			}
		}
	})
	x.Raw("\n},\n")
}

// subject writes a node object.
func (x *writer) subject(s *rdf.Subject) {
	x.Raw(`{"@id": `)
	x.iri(s.IRI)
	for i := 0; i < len(s.Triples); {
		p := s.Triples[i].Predicate
		n := 1
		for i+n < len(s.Triples) && s.Triples[i+n].Predicate == p {
			n++
		}
		x.Raw(", ")
		if p == rdf.Type {
			x.Raw(`"@type"`)
		} else {
			x.iri(p)
		}
		x.Raw(": ")
		x.objects(p, s.Triples[i:i+n])
		i += n
	}
	x.Raw("}")
}

func (x *writer) objects(predicate string, triples []rdf.Triple) {
	typ := x.types[predicate]
	if predicate == rdf.Type {
		typ = id
	}
	if len(triples) == 1 {
		x.object(typ, &triples[0].Object)
		return
	}
	for i := range triples {
		x.Raw([]string{"[", ", "}[min(i, 1)])
		x.object(typ, &triples[i].Object)
	}
	x.Raw("]")
}

// object writes an object of a property for which the context names that type.
func (x *writer) object(typ string, o *rdf.Term) {
	switch {
	case o.IRI != "" && typ == id:
		x.iri(o.IRI)
	case o.IRI != "":
		x.Raw(`{"@id": `)
		x.iri(o.IRI)
		x.Raw("}")
	case o.Datatype == typ:
		x.String(o.Text)
	case typ == "" && (o.Datatype == rdf.Boolean || o.Datatype == rdf.Integer && len(o.Text) <= exact):
		x.Raw(o.Text)
	default:
		x.Raw(`{"@value": `)
		x.String(o.Text)
		if o.Datatype != "" {
			x.Raw(`, "@type": `)
			x.iri(o.Datatype)
		}
		x.Raw("}")
	}
}

// iri writes an IRI or keyword as a string, with a prefix where no reader takes it for the scheme of an address.
func (x *writer) iri(s string) {
	if prefix, rest, ok := rdf.Short(s); ok && !strings.HasPrefix(rest, "//") {
		s = prefix + ":" + rest
	}
	x.String(s)
}
