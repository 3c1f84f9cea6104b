// Package nodelink writes a scene as node-link JSON, in the form that NetworkX's node_link_graph reads and d3 takes.
//
// What enters is a finished scene; what leaves is one object: directed, multigraph, graph, nodes, links. Nodes have an id,
// links a source, a target and a key, which is the predicate, by which parallel edges stay apart. To add a column, add it to
// the scene.
package nodelink

import (
	"io"

	"policygraph/export/jsontext"
	"policygraph/export/scene"
)

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	x := jsontext.NewWriter(w)
	x.Raw("{\n\"directed\": true,\n\"multigraph\": true,\n\"graph\": {\"name\": ")
	x.String(s.Title)
	x.Member("description", s.Description)
	x.Member("date", s.Date)
	x.Raw("},\n\"nodes\": [")
	columns := jsontext.Columns(s.NodeFields)
	for i := range s.Nodes {
		n := &s.Nodes[i]
		x.Raw(separator(i))
		x.Raw(`{"id": `)
		x.String(n.ID)
		x.Member("label", n.Label)
		x.Cells(columns, n.Attrs)
		x.NumberMember("size", n.Size)
		x.Member("color", n.Color)
		if n.HasPosition {
			x.NumberMember("x", n.X)
			x.NumberMember("y", n.Y)
		}
		x.Raw("}")
	}
	x.Raw("\n],\n\"links\": [")
	columns = jsontext.Columns(s.EdgeFields)
	for i := range s.Edges {
		e := &s.Edges[i]
		x.Raw(separator(i))
		x.Raw(`{"source": `)
		x.String(e.Source)
		x.Member("target", e.Target)
		x.Member("key", e.Predicate)
		x.Member("id", e.ID)
		x.Member("label", e.Label)
		x.NumberMember("weight", e.Weight)
		x.Cells(columns, e.Attrs)
		x.Raw("}")
	}
	x.Raw("\n]\n}\n")
	return s.All(x.Losses()), x.Flush()
}

// separator is what stands before the i-th element of a list.
func separator(i int) string {
	if i == 0 {
		return "\n"
	}
	return ",\n"
}
