package export

import (
	"io"

	"policygraph/export/dot"
	"policygraph/export/gexf"
	"policygraph/export/graphml"
	"policygraph/export/scene"
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
	dropsQuotes  = "rule and place of each single quote"
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
