// Package graphml writes a scene as GraphML, in the form that Gephi, Gephi Lite, NetworkX, igraph and Cytoscape read alike.
//
// What enters is a finished scene; what leaves is one directed graph: keys first, their identifiers prefixed by n_ or e_,
// then nodes, then edges, each with the predicate as its label attribute, by which Gephi keeps parallel edges apart. To add a
// column, add it to the scene.
package graphml

import (
	"io"

	"policygraph/export/scene"
	"policygraph/export/xmltext"
)

// Options of the format.
type Options struct {
	Portable bool // leave the letters INF alone, which Gephi would turn into Infinity
}

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene, opt Options) (scene.Written, error) {
	x := &writer{Writer: xmltext.NewWriter(w, !opt.Portable)}
	x.nodeFields, x.edgeFields = columns("n_", s.NodeFields), columns("e_", s.EdgeFields)
	x.head(s)
	for i := range s.Nodes {
		x.node(&s.Nodes[i])
	}
	for i := range s.Edges {
		x.edge(&s.Edges[i])
	}
	x.Raw("  </graph>\n</graphml>\n")
	return s.All(x.Losses()), x.Flush()
}

type writer struct {
	*xmltext.Writer
	nodeFields []xmltext.Column
	edgeFields []xmltext.Column
}

// typeNames are the attr.type of the kinds of columns.
var typeNames = [...]string{scene.String: "string", scene.Integer: "int", scene.Double: "double", scene.Boolean: "boolean"}

func columns(prefix string, fields []scene.Field) []xmltext.Column {
	open := func(name string) string { return `      <data key="` + prefix + name + `">` }
	return xmltext.Columns(fields, open, endData, false)
}

func (x *writer) head(s *scene.Scene) {
	x.Raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	x.Raw(`<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	x.key("node", "n_", "label", scene.String)
	for _, f := range s.NodeFields {
		x.key("node", "n_", f.Name, f.Kind)
	}
	x.key("node", "n_", "size", scene.Double)
	x.key("node", "n_", "color", scene.String)
	if len(s.Nodes) > 0 && s.Nodes[0].HasPosition {
		x.key("node", "n_", "x", scene.Double)
		x.key("node", "n_", "y", scene.Double)
	}
	x.key("edge", "e_", "label", scene.String)
	x.key("edge", "e_", "weight", scene.Double)
	for _, f := range s.EdgeFields {
		x.key("edge", "e_", f.Name, f.Kind)
	}
	x.Raw(`  <graph id="policygraph" edgedefault="directed">` + "\n")
}

func (x *writer) key(of, prefix, name string, kind scene.Kind) {
	x.Raw(`  <key id="`)
	x.Attr(prefix + name)
	x.Raw(`" for="` + of + `" attr.name="`)
	x.Attr(name)
	x.Raw(`" attr.type="` + typeNames[kind] + `"/>` + "\n")
}

const endData = "</data>\n"

func (x *writer) node(n *scene.Node) {
	x.Raw(`    <node id="`)
	x.Attr(n.ID)
	x.Raw("\">\n      <data key=\"n_label\">")
	x.Text(n.Label)
	x.Raw(endData)
	x.Cells(x.nodeFields, n.Attrs)
	x.Raw(`      <data key="n_size">`)
	x.Float(n.Size)
	x.Raw("</data>\n      <data key=\"n_color\">")
	x.Text(n.Color)
	x.Raw(endData)
	if n.HasPosition {
		x.Raw(`      <data key="n_x">`)
		x.Float(n.X)
		x.Raw("</data>\n      <data key=\"n_y\">")
		x.Float(n.Y)
		x.Raw(endData)
	}
	x.Raw("    </node>\n")
}

func (x *writer) edge(e *scene.Edge) {
	x.Raw(`    <edge id="`)
	x.Attr(e.ID)
	x.Raw(`" source="`)
	x.Attr(e.Source)
	x.Raw(`" target="`)
	x.Attr(e.Target)
	x.Raw(`" label="`)
	x.Attr(e.Predicate)
	x.Raw("\">\n      <data key=\"e_label\">")
	x.Text(e.Label)
	x.Raw("</data>\n      <data key=\"e_weight\">")
	x.Float(e.Weight)
	x.Raw(endData)
	x.Cells(x.edgeFields, e.Attrs)
	x.Raw("    </edge>\n")
}
