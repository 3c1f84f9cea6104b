// Package rdf turns a scene into RDF triples, which N-Quads, Turtle and JSON-LD write each in its own way.
//
// What enters is a finished scene; what leaves, one after the other, are subjects with their triples, the same for all three
// formats, and a count of what had to be changed. IRIs are those of the store (see package quads), so a query's names hold
// there too; no blank nodes. Every term is explained in data/vocabulary.ttl; each export also describes the types, predicates
// and columns that it uses.
//
// # Nodes
//
// A node has one rdf:type, an rdfs:label, and its columns: aliases as skos:altLabel, dates as dcterms:date, addresses as
// schema:url, what the store has a term for under that term, all others as urn:policygraph:column:NAME. Reports and sources
// also have dcterms:title, dcterms:creator and dcterms:publisher.
//
// # Edges
//
// An edge is one plain triple, so that queries are simple: a relation between entities, or a term where the subject is part of
// a report. An edge that the text only denies has none. Beside it stands a statement, an rdf:Statement with rdf:subject,
// rdf:predicate and rdf:object, which carries the columns of the edge. Reification was chosen over a property for each role
// since every RDF store and language knows it, and the store names the same statements.
//
// # Evidence
//
// Nodes and statements are prov:wasDerivedFrom pieces of evidence. A piece has the quote as prov:value, is prov:wasQuotedFrom a
// report, and tells section, page, line, rule, confidence and status. Its IRI is made of all that and of the fact, so
// that exports of several reports can be put together.
//
// # Graphs
//
// What stands in a report is in the graph named by the report's IRI, in formats that know graphs: nodes and statements in each
// of their reports, a plain triple where it is not denied, a piece of evidence in its own. Descriptions are in no graph.
//
// To give a column another property, add a row to columnsKnown; to say more of a kind of node, a line to facts.go.
package rdf
