package quads

import "github.com/cayleygraph/quad"

// Prefixes of IRIs; what follows is described in the package comment.
const (
	prefix            = "urn:policygraph:"
	NodePrefix        = prefix + "node:"
	TypePrefix        = prefix + "type:"
	RelationPrefix    = prefix + "relation:"
	TermPrefix        = prefix + "term:"
	StatementPrefix   = prefix + "statement:"
	VersionPrefix     = prefix + "version:"
	ColumnPrefix      = prefix + "column:"
	EvidencePrefix    = prefix + "evidence:"
	rdfPrefix         = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfsPrefix        = "http://www.w3.org/2000/01/rdf-schema#"
	Type              = quad.IRI(rdfPrefix + "type")   // node → type
	Label             = quad.IRI(rdfsPrefix + "label") // title or canonical name
	Catalogue         = quad.IRI(prefix + "catalogue") // label of the quads that list versions
	statementFieldSep = ";"
)

// Edges between nodes, beside relations between entities.
const (
	PartOf   = quad.IRI(TermPrefix + "part_of")  // passage, recommendation, timeline event, section → section or report
	Report   = quad.IRI(TermPrefix + "report")   // part → its report, where that is not the only one
	Heading  = quad.IRI(TermPrefix + "heading")  // section → passage
	Mentions = quad.IRI(TermPrefix + "mentions") // passage or timeline event → entity
	Cites    = quad.IRI(TermPrefix + "cites")    // passage or recommendation → source
	CallsOn  = quad.IRI(TermPrefix + "calls_on") // recommendation → actor
	Involves = quad.IRI(TermPrefix + "involves") // recommendation → partner
	Concerns = quad.IRI(TermPrefix + "concerns") // recommendation → any other entity
	Restates = quad.IRI(TermPrefix + "restates") // recommendation → the fuller one
	Begun    = quad.IRI(TermPrefix + "begun")    // report → version whose writing has begun
	Complete = quad.IRI(TermPrefix + "complete") // report → version written to its end
)

// Properties of nodes and statements, with literals as objects.
const (
	Alias     = quad.IRI(TermPrefix + "alias") // once for each
	Authors   = quad.IRI(TermPrefix + "authors")
	Publisher = quad.IRI(TermPrefix + "publisher")
	Date      = quad.IRI(TermPrefix + "date")
	File      = quad.IRI(TermPrefix + "file")
	Path      = quad.IRI(TermPrefix + "path")
	Format    = quad.IRI(TermPrefix + "format")
	Hash      = quad.IRI(TermPrefix + "hash")
	Knowledge = quad.IRI(TermPrefix + "knowledge")
	Pages     = quad.IRI(TermPrefix + "pages")
	Labels    = quad.IRI(TermPrefix + "pageLabels")
	Level     = quad.IRI(TermPrefix + "level")
	Kind      = quad.IRI(TermPrefix + "kind")
	Text      = quad.IRI(TermPrefix + "text")
	Positions = quad.IRI(TermPrefix + "positions")
	URL       = quad.IRI(TermPrefix + "url")
	Number    = quad.IRI(TermPrefix + "number")
	Objective = quad.IRI(TermPrefix + "objective")
	Modality  = quad.IRI(TermPrefix + "modality")
	Evidence  = quad.IRI(TermPrefix + "evidence")
	Citation  = quad.IRI(TermPrefix + "citation")
	Content   = quad.IRI(TermPrefix + "content") // of a version: all of its quads, packed
	Card      = quad.IRI(TermPrefix + "card")    // of a version: the summary of its report
)
