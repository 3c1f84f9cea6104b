// Package quads writes the facts of a [kg.Graph] as quads and reads them back, exactly. It is the only place where IRIs
// are spelled. What enters is a graph or a list of quads, what leaves is the other; nothing here knows a database.
//
// # Identifiers
//
// Every IRI starts with "urn:policygraph:" but for two standard ones:
//
//	urn:policygraph:node:ID              a node: ID is the kg.ID, as in urn:policygraph:node:country:japan
//	urn:policygraph:type:NAME            the type of a node: entity type or structural kind
//	urn:policygraph:relation:NAME        a predicate between entities, as in urn:policygraph:relation:member_of
//	urn:policygraph:term:NAME            one of the terms below
//	urn:policygraph:statement:S;P;O      the statement that edge S P O holds; S and O are IDs, P is the predicate's IRI
//	                                     without its prefix (relation:member_of, term:calls_on)
//	urn:policygraph:version:ID#N-HASH    the label of the N-th stored version of report ID; see [Version]
//	urn:policygraph:catalogue            the label of the quads that list the versions
//	urn:policygraph:column:NAME          only in exports: what the column of a table of nodes, edges or evidence holds
//	urn:policygraph:evidence:REPORT:HASH only in exports: a piece of evidence, from the report of that short name
//	http://www.w3.org/1999/02/22-rdf-syntax-ns#type
//	http://www.w3.org/2000/01/rdf-schema#label
//
// In IDs, names and hashes the characters that an IRI may not hold, and % ; # ?, are percent-encoded by byte.
//
// # Terms
//
// Each node has one rdf:type. Strings that are empty, numbers that are zero, lists and references that are empty are not
// written. All terms of a node, by its type (→ leads to a node, otherwise a literal):
//
//	report          rdfs:label (title) authors* publisher date file path format hash knowledge pages pageLabels (in order, one to a line)
//	section         rdfs:label (title) part_of→ (parent) level heading→ (passage)
//	passage         part_of→ (section) kind text positions* mentions→ cites→
//	source          rdfs:label (title) authors publisher date url text evidence*
//	recommendation  part_of→ (section) number objective modality text restates→ evidence* calls_on→ involves→ concerns→ cites→
//	timeline_event  part_of→ (section) date text evidence* mentions→
//	an entity type  rdfs:label (name) alias evidence* (its mentions) and relation:…→
//
// A part of a report has the term report→ only if its report is not the only one described.
// A catalogue entry is a report with the terms begun→ and complete→ (versions), and a version with the term card (a summary of
// its report, in JSON). Under its own label a version has the term content: all quads of the version, packed into one literal
// (see [Pack]). Beside it stand, as plain quads, those that paths lead over (see [Walked]).
//
// A star marks a list in one literal, see below. Edges are plain quads, so that a path over predicates follows them. What
// supports an edge stands in one more quad about its statement: term evidence for relations, calls_on, involves, concerns
// and a timeline event's mentions; term citation, once for each note, for cites. A passage's edge mentions needs none: the
// entity's evidence lists every mention.
//
// # Lists
//
// A list is one string: a line for each item, ended by a newline, with its fields separated by tabs. Within a field,
// backslash, tab, newline and carriage return are written \\ \t \n \r.
//
//	evidence   passage, start byte, end byte, rule, confidence, status
//	citation   first a line with the note alone, then as evidence
//	positions  byte offset, line, page
//	authors    (of a report) one name
//
// To add a property of a node, add its term and a row to its table in shapes.go.
package quads
