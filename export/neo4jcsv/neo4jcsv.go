// Package neo4jcsv writes a scene as the two tables that neo4j-admin database import takes: nodes and relationships, with
// types in the heading line.
//
// What enters is a finished scene; what leaves is CSV in UTF-8 that needs no options of the import: columns that hold lists are
// arrays with the usual separator ";", and there are no line breaks in cells. Labels are in CamelCase and types of
// relationships in capitals, as is usual there; the columns type and predicate keep the names of the vocabulary. To add a
// column, add it to the scene.
package neo4jcsv

import (
	"encoding/csv"
	"io"
	"strings"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

// common is the label that all nodes share.
const common = "PolicyGraph"

// separator stands between the items of an array.
const separator = ";"

// lostSeparators says what becomes of semicolons inside the items of lists.
const lostSeparators = "semicolons in the items of lists written as commas"

// Write writes the nodes to one writer and the relationships to the other.
func Write(nodes, edges io.Writer, s *scene.Scene) (scene.Written, error) {
	x := &writer{}
	if err := x.nodes(csv.NewWriter(nodes), s); err != nil {
		return scene.Written{}, err
	}
	if err := x.edges(csv.NewWriter(edges), s); err != nil {
		return scene.Written{}, err
	}
	return s.All(&x.losses), nil
}

type writer struct {
	losses scene.Losses
	row    []string
	buf    []byte
}

func (x *writer) nodes(w *csv.Writer, s *scene.Scene) error {
	x.row = append(x.row[:0], "id:ID", "name:string")
	x.names(s.NodeFields)
	x.row = append(x.row, "size:double", "color:string", "x:double", "y:double", ":LABEL")
	w.Write(x.row) // a csv.Writer keeps the first error
	for i := range s.Nodes {
		n := &s.Nodes[i]
		x.row = append(x.row[:0], x.text(n.ID), x.text(n.Label))
		x.cells(s.NodeFields, n.Attrs)
		x.row = append(x.row, x.number(n.Size), n.Color)
		if n.HasPosition {
			x.row = append(x.row, x.number(n.X), x.number(n.Y))
		} else {
			x.row = append(x.row, "", "")
		}
		x.row = append(x.row, common+separator+cell.Camel(n.Type))
		w.Write(x.row)
	}
	w.Flush()
	return w.Error()
}

func (x *writer) edges(w *csv.Writer, s *scene.Scene) error {
	x.row = append(x.row[:0], ":START_ID", ":END_ID", ":TYPE", "id:string", "label:string", "weight:double")
	x.names(s.EdgeFields)
	w.Write(x.row)
	for i := range s.Edges {
		e := &s.Edges[i]
		x.row = append(x.row[:0], x.text(e.Source), x.text(e.Target), cell.Capitals(e.Predicate), x.text(e.ID), x.text(e.Label), x.number(e.Weight))
		x.cells(s.EdgeFields, e.Attrs)
		w.Write(x.row)
	}
	w.Flush()
	return w.Error()
}

var typeNames = [...]string{scene.String: "string", scene.Integer: "long", scene.Double: "double", scene.Boolean: "boolean"}

func (x *writer) names(fields []scene.Field) {
	for _, f := range fields {
		name := f.Name + ":" + typeNames[f.Kind]
		if f.Join != "" {
			name += "[]"
		}
		x.row = append(x.row, name)
	}
}

func (x *writer) cells(fields []scene.Field, cells []scene.Value) {
	for i, f := range fields {
		switch v := cells[i]; {
		case !v.Set:
			x.row = append(x.row, "")
		case f.Join != "":
			x.row = append(x.row, x.array(strings.Split(v.Text, f.Join)))
		case f.Kind == scene.String:
			x.row = append(x.row, x.text(v.Text))
		default:
			x.buf = cell.AppendScalar(x.buf[:0], f.Kind, v.Number)
			x.row = append(x.row, string(x.buf))
		}
	}
}

func (x *writer) array(items []string) string {
	for i, item := range items {
		x.losses.Add(lostSeparators, strings.Count(item, separator), item)
		items[i] = x.text(strings.ReplaceAll(item, separator, ","))
	}
	return strings.Join(items, separator)
}

func (x *writer) number(v float64) string {
	x.buf = cell.AppendNumber(x.buf[:0], v)
	return string(x.buf)
}

func (x *writer) text(s string) string { return cell.Line(s, &x.losses) }
