// Package csvtable writes a scene as two tables of comma-separated values, one of nodes and one of edges, as Gephi's import of
// spreadsheets wants them.
//
// What enters is a finished scene; what leaves is UTF-8 with a heading line. Texts that a spreadsheet would take for formulas
// are marked: a text that begins, after any number of apostrophes, with one of = + - @, a tab or the end of a line gets one
// apostrophe in front. To undo that, take one apostrophe off each text that begins with apostrophes and then one of these; no
// other text begins so. To add a column, add it to the scene.
package csvtable

import (
	"encoding/csv"
	"io"
	"strings"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

// Write writes the nodes to one writer and the edges to the other.
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
	x.row = append(x.row[:0], "Id", "Label")
	x.names(s.NodeFields)
	x.row = append(x.row, "size", "color")
	places := len(s.Nodes) > 0 && s.Nodes[0].HasPosition
	if places {
		x.row = append(x.row, "x", "y")
	}
	w.Write(x.row) // a csv.Writer keeps the first error
	for i := range s.Nodes {
		n := &s.Nodes[i]
		x.row = append(x.row[:0], x.text(n.ID), x.text(n.Label))
		x.cells(s.NodeFields, n.Attrs)
		x.row = append(x.row, x.number(n.Size), n.Color)
		if places {
			x.row = append(x.row, x.number(n.X), x.number(n.Y))
		}
		w.Write(x.row)
	}
	w.Flush()
	return w.Error()
}

func (x *writer) edges(w *csv.Writer, s *scene.Scene) error {
	x.row = append(x.row[:0], "Source", "Target", "Type", "Kind", "Id", "Label", "Weight")
	x.names(s.EdgeFields)
	w.Write(x.row)
	for i := range s.Edges {
		e := &s.Edges[i]
		x.row = append(x.row[:0], x.text(e.Source), x.text(e.Target), "Directed", x.text(e.Predicate), x.text(e.ID), x.text(e.Label), x.number(e.Weight))
		x.cells(s.EdgeFields, e.Attrs)
		w.Write(x.row)
	}
	w.Flush()
	return w.Error()
}

func (x *writer) names(fields []scene.Field) {
	for _, f := range fields {
		x.row = append(x.row, x.text(f.Name))
	}
}

func (x *writer) cells(fields []scene.Field, cells []scene.Value) {
	for i, f := range fields {
		switch v := cells[i]; {
		case !v.Set:
			x.row = append(x.row, "")
		case f.Kind == scene.String:
			x.row = append(x.row, x.text(v.Text))
		default:
			x.buf = cell.AppendScalar(x.buf[:0], f.Kind, v.Number)
			x.row = append(x.row, string(x.buf))
		}
	}
}

func (x *writer) number(v float64) string {
	x.buf = cell.AppendNumber(x.buf[:0], v)
	return string(x.buf)
}

// formulas are the characters with which a formula may begin, for one spreadsheet or another.
const formulas = "=+-@\t\r\n"

// text returns a text that no spreadsheet takes for a formula.
func (x *writer) text(s string) string {
	s = cell.Printable(s, &x.losses)
	if bare := strings.TrimLeft(s, "'"); bare == "" || !strings.ContainsRune(formulas, rune(bare[0])) {
		return s
	}
	x.losses.Add(scene.LostFormulas, 1, s)
	return "'" + s
}
