// Package cytoscape writes a scene as Cytoscape JSON (.cyjs), which Cytoscape and Cytoscape.js read.
//
// What enters is a finished scene; what leaves is one object whose elements are nodes and edges, each with its data; nodes
// have positions, upside down, since Cytoscape counts downwards. The predicate is the interaction of an edge. To add a
// column, add it to the scene.
package cytoscape

import (
	"io"

	"policygraph/export/jsontext"
	"policygraph/export/scene"
)

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	x := jsontext.NewWriter(w)
	x.Raw("{\n\"format_version\": \"1.0\",\n\"generated_by\": \"policygraph\",\n\"target_cytoscapejs_version\": \"~2.1\",\n\"data\": {\"name\": ")
	x.String(s.Title)
	x.Member("shared_name", s.Title)
	x.Member("description", s.Description)
	x.Raw("},\n\"elements\": {\n\"nodes\": [")
	columns := jsontext.Columns(s.NodeFields)
	for i := range s.Nodes {
		if i > 0 {
			x.Raw(",")
		}
		node(x, columns, &s.Nodes[i])
	}
	x.Raw("\n],\n\"edges\": [")
	columns = jsontext.Columns(s.EdgeFields)
	for i := range s.Edges {
		if i > 0 {
			x.Raw(",")
		}
		edge(x, columns, &s.Edges[i])
	}
	x.Raw("\n]\n}\n}\n")
	return s.All(x.Losses()), x.Flush()
}

func node(x *jsontext.Writer, columns []jsontext.Column, n *scene.Node) {
	x.Raw("\n{\"data\": {\"id\": ")
	x.String(n.ID)
	x.Member("name", n.Label)
	x.Member("shared_name", n.Label)
	x.Cells(columns, n.Attrs)
	x.NumberMember("size", n.Size)
	x.Member("color", n.Color)
	x.Raw("}")
	if n.HasPosition {
		x.Raw(`, "position": {"x": `)
		x.Number(n.X)
		x.NumberMember("y", 0-n.Y) // 0 stays 0, not -0
		x.Raw("}")
	}
	x.Raw("}")
}

func edge(x *jsontext.Writer, columns []jsontext.Column, e *scene.Edge) {
	x.Raw("\n{\"data\": {\"id\": ")
	x.String(e.ID)
	x.Member("source", e.Source)
	x.Member("target", e.Target)
	x.Member("interaction", e.Predicate)
	x.Member("shared_interaction", e.Predicate)
	x.Member("name", e.Label)
	x.NumberMember("weight", e.Weight)
	x.Member("color", e.Color)
	x.Cells(columns, e.Attrs)
	x.Raw("}}")
}
