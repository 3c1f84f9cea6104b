package rdf

import (
	"strings"

	"policygraph/graph/quads"
)

// Namespaces of well-known vocabularies.
const (
	rdfNS     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfsNS    = "http://www.w3.org/2000/01/rdf-schema#"
	xsdNS     = "http://www.w3.org/2001/XMLSchema#"
	dctermsNS = "http://purl.org/dc/terms/"
	provNS    = "http://www.w3.org/ns/prov#"
	schemaNS  = "https://schema.org/"
	skosNS    = "http://www.w3.org/2004/02/skos/core#"
)

// Properties and classes of these vocabularies.
const (
	Type           = rdfNS + "type"
	Label          = rdfsNS + "label"
	Statement      = rdfNS + "Statement" // class of statements
	Class          = rdfsNS + "Class"
	Property       = rdfNS + "Property"
	SubjectOf      = rdfNS + "subject"
	PredicateOf    = rdfNS + "predicate"
	ObjectOf       = rdfNS + "object"
	WasDerivedFrom = provNS + "wasDerivedFrom" // node or statement → piece of evidence
	WasQuotedFrom  = provNS + "wasQuotedFrom"  // piece of evidence → report
	Value          = provNS + "value"          // piece of evidence → quote
	altLabel       = skosNS + "altLabel"
	title          = dctermsNS + "title"
	creator        = dctermsNS + "creator"
	publisher      = dctermsNS + "publisher"
	date           = dctermsNS + "date"
	address        = schemaNS + "url"
)

// Datatypes.
const (
	Integer    = xsdNS + "integer"
	Double     = xsdNS + "double"
	Boolean    = xsdNS + "boolean"
	anyURI     = xsdNS + "anyURI"
	day        = xsdNS + "date"
	yearMonth  = xsdNS + "gYearMonth"
	year       = xsdNS + "gYear"
	evidenceOf = "evidence" // type of pieces of evidence
)

// Prefix is a short name for the beginning of IRIs.
type Prefix struct{ Name, IRI string }

// Prefixes returns the short names that Turtle and JSON-LD declare, in order.
func Prefixes() []Prefix { return prefixes[:] }

var prefixes = [...]Prefix{
	{"node", quads.NodePrefix},
	{"type", quads.TypePrefix},
	{"relation", quads.RelationPrefix},
	{"term", quads.TermPrefix},
	{"column", quads.ColumnPrefix},
	{"evidence", quads.EvidencePrefix},
	{"rdf", rdfNS},
	{"rdfs", rdfsNS},
	{"xsd", xsdNS},
	{"dcterms", dctermsNS},
	{"prov", provNS},
	{"schema", schemaNS},
	{"skos", skosNS},
}

// Short splits an IRI into a short name and the rest, if it begins with one.
func Short(iri string) (prefix, rest string, ok bool) {
	for i := range prefixes {
		if rest, ok := strings.CutPrefix(iri, prefixes[i].IRI); ok {
			return prefixes[i].Name, rest, true
		}
	}
	return "", "", false
}
