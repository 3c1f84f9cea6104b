// Package kg holds the facts of a policy knowledge graph: reports, their sections and passages, the entities named in them,
// the recommendations made, the relations stated, and for each fact the evidence: a passage and a byte span in its text.
//
// What enters are facts found by an extractor or read from a store; what leaves are the same facts, ordered by stable
// identifiers and checked for consistency. The package imports only the standard library and knows no vocabulary: entity
// types and predicates are strings, checked against a [Vocabulary].
package kg
