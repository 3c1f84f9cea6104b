package export

import (
	"io"

	"policygraph/export/csvtable"
	"policygraph/export/cypher"
	"policygraph/export/cytoscape"
	"policygraph/export/dot"
	"policygraph/export/gexf"
	"policygraph/export/graphml"
	"policygraph/export/html"
	"policygraph/export/jsonld"
	"policygraph/export/mermaid"
	"policygraph/export/neo4jcsv"
	"policygraph/export/nodelink"
	"policygraph/export/nquads"
	"policygraph/export/parquetgraph"
	"policygraph/export/pdf"
	"policygraph/export/png"
	"policygraph/export/scene"
	"policygraph/export/svg"
	"policygraph/export/turtle"
	"policygraph/export/workbook"
)

// writer writes a scene to as many writers as its format has parts.
type writer func([]io.Writer, *scene.Scene, Options) (scene.Written, error)

// one makes a writer of a format that is a single file.
func one(write func(io.Writer, *scene.Scene, Options) (scene.Written, error)) writer {
	return func(w []io.Writer, s *scene.Scene, opt Options) (scene.Written, error) { return write(w[0], s, opt) }
}

// twoTables are the parts of formats that write nodes and edges apart.
var twoTables = []Part{{Name: "nodes", Suffix: ".nodes"}, {Name: "edges", Suffix: ".edges"}}

// What most formats keep.
const (
	keepsColumns = "all nodes, edges and columns"
	keepsPicture = keepsColumns + ", sizes, colours, places"
	keepsFacts   = keepsColumns + ", every quote with rule and place"
	dropsQuotes  = "rule and place of each single quote"
	dropsPicture = "sizes, colours, places"
)

var formats = []Format{
	{
		Name: "graphml", Extensions: []string{".graphml"}, MediaType: "application/graphml+xml",
		Help:  "GraphML for Gephi, Gephi Lite, Cytoscape, yEd, NetworkX and igraph",
		Keeps: keepsPicture, Drops: dropsQuotes + "; dates; control characters",
		Profiles: []string{Gephi, Portable}, write: one(writeGraphML),
	},
	{
		Name: "gexf", Extensions: []string{".gexf"}, MediaType: "application/gexf+xml",
		Help:  "GEXF 1.3, Gephi's own format, with a timeline when reports have several dates",
		Keeps: keepsPicture + ", dates", Drops: dropsQuotes + "; control characters",
		Profiles: []string{Gephi, Portable}, write: one(writeGEXF),
	},
	{
		Name: "dot", Extensions: []string{".dot", ".gv"}, MediaType: "text/vnd.graphviz",
		Help:     "DOT for Gephi's reader, or a picture for Graphviz's dot and sfdp",
		Keeps:    "nodes and their columns, edges folded by their ends; graphviz: what can be drawn",
		Drops:    "parallel edges, sizes, numbers of edges, line breaks; graphviz: all columns, of large graphs the lesser part",
		Profiles: []string{Gephi, Graphviz}, write: one(writeDOT),
	},
	{
		Name: "html", Extensions: []string{".html", ".htm"}, MediaType: "text/html",
		Help:  "one web page to search, filter and click through to the quotes; needs no network",
		Keeps: keepsPicture + ", every quote with rule and place", Drops: "dates",
		write: plain(html.Write),
	},
	{
		Name: "csv", Extensions: []string{".csv"}, MediaType: "text/csv", Parts: twoTables,
		Help:  "tables of nodes and edges for Gephi's import of spreadsheets, R, pandas",
		Keeps: keepsPicture, Drops: dropsQuotes + "; dates; control characters; texts like formulas are marked by an apostrophe",
		write: two(csvtable.Write),
	},
	{
		Name: "xlsx", Extensions: []string{".xlsx"}, MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		Help:  "workbook for Excel and LibreOffice: entities, recommendations, relations, evidence, structure",
		Keeps: keepsColumns + ", every quote with rule and place", Drops: "sizes, colours, places; dates; control characters; what exceeds 32,767 characters in a cell",
		write: plain(workbook.Write),
	},
	{
		Name: "node-link", Extensions: []string{".json"}, MediaType: "application/json",
		Help:  "node-link JSON for NetworkX (node_link_graph) and d3",
		Keeps: keepsPicture, Drops: dropsQuotes + "; dates",
		write: plain(nodelink.Write),
	},
	{
		Name: "cyjs", Extensions: []string{".cyjs"}, MediaType: "application/json",
		Help:  "Cytoscape JSON for Cytoscape and Cytoscape.js",
		Keeps: keepsPicture, Drops: dropsQuotes + "; dates",
		write: plain(cytoscape.Write),
	},
	{
		Name: "svg", Extensions: []string{".svg"}, MediaType: "image/svg+xml",
		Help:  "picture for browsers, Word and Inkscape, with quotes as tips",
		Keeps: "what can be drawn: nodes, edges, labels, places; as tips, columns and the first quotes", Drops: "columns of numbers, weights beyond the width of lines; labels where there is no room",
		write: plain(svg.Write),
	},
	{
		Name: "png", Extensions: []string{".png"}, MediaType: "image/png",
		Help:  "picture for slides and mails",
		Keeps: "what can be drawn: nodes, edges, labels, places", Drops: "all columns; labels where there is no room; letters other than Latin, Greek, Cyrillic",
		write: plain(png.Write),
	},
	{
		Name: "pdf", Extensions: []string{".pdf"}, MediaType: "application/pdf",
		Help:  "picture for print, its text can be searched",
		Keeps: "what can be drawn: nodes, edges, labels, places", Drops: "all columns; labels where there is no room; letters other than Latin, Greek, Cyrillic",
		write: plain(pdf.Write),
	},
	{
		Name: "mermaid", Extensions: []string{".mmd", ".mermaid"}, MediaType: "text/vnd.mermaid",
		Help:  "flowchart for Markdown viewers, of at most 300 nodes and 500 edges",
		Keeps: "labels, types as colours, edges", Drops: "ids, columns, weights, sizes, places, line breaks; labels beyond 100 characters",
		write: plain(mermaid.Write),
	},
	{
		Name: "cypher", Extensions: []string{".cypher", ".cql"}, MediaType: "application/x-cypher-query",
		Help:  "script that fills Neo4j and may run again",
		Keeps: keepsPicture, Drops: dropsQuotes + "; dates",
		write: plain(cypher.Write),
	},
	{
		Name: "neo4j-csv", Extensions: []string{".neo4j.csv"}, MediaType: "text/csv", Parts: twoTables,
		Help:  "tables of nodes and relationships for neo4j-admin database import",
		Keeps: keepsPicture, Drops: dropsQuotes + "; dates; line breaks and control characters; semicolons in lists",
		write: two(neo4jcsv.Write),
	},
	{
		Name: "parquet", Extensions: []string{".parquet"}, MediaType: "application/vnd.apache.parquet", Parts: twoTables,
		Help:  "Parquet tables of nodes and edges for DuckDB, Spark (GraphFrames), pandas",
		Keeps: keepsPicture, Drops: dropsQuotes + "; dates",
		write: two(parquetgraph.Write),
	},
	{
		Name: "nquads", Extensions: []string{".nq"}, MediaType: "application/n-quads",
		Help:  "N-Quads for RDF stores, a named graph for each report",
		Keeps: keepsFacts, Drops: dropsPicture + "; control characters",
		write: plain(nquads.Write),
	},
	{
		Name: "turtle", Extensions: []string{".ttl"}, MediaType: "text/turtle",
		Help:  "Turtle for RDF stores and SPARQL, good to read",
		Keeps: keepsFacts, Drops: dropsPicture + "; control characters",
		write: plain(turtle.Write),
	},
	{
		Name: "jsonld", Extensions: []string{".jsonld"}, MediaType: "application/ld+json",
		Help:  "JSON-LD for RDF stores and plain JSON readers, with its context inside",
		Keeps: keepsFacts, Drops: dropsPicture + "; control characters",
		write: plain(jsonld.Write),
	},
}

// plain makes a writer of a format that is a single file and has no options.
func plain(write func(io.Writer, *scene.Scene) (scene.Written, error)) writer {
	return func(w []io.Writer, s *scene.Scene, _ Options) (scene.Written, error) { return write(w[0], s) }
}

// two makes a writer of a format of two tables.
func two(write func(nodes, edges io.Writer, s *scene.Scene) (scene.Written, error)) writer {
	return func(w []io.Writer, s *scene.Scene, _ Options) (scene.Written, error) { return write(w[0], w[1], s) }
}

func writeGraphML(w io.Writer, s *scene.Scene, opt Options) (scene.Written, error) {
	return graphml.Write(w, s, graphml.Options{Portable: opt.Profile == Portable})
}

func writeGEXF(w io.Writer, s *scene.Scene, opt Options) (scene.Written, error) {
	return gexf.Write(w, s, gexf.Options{Portable: opt.Profile == Portable})
}

func writeDOT(w io.Writer, s *scene.Scene, opt Options) (scene.Written, error) {
	return dot.Write(w, s, dot.Options{Profile: dot.Profile(opt.Profile)})
}
