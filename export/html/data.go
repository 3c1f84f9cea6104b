package html

import (
	"io"
	"strings"

	"policygraph/export/jsontext"
	"policygraph/export/scene"
)

// The data is one object. Texts stand once, in "strings", the first of which is empty, and pieces of evidence once, in "quotes";
// everything else names them by position. Nodes and edges are tables by column, so that no name is repeated:
//
//	nodes      id, label, type, color, size, x, y, evidence (positions in quotes)
//	nodeCells  one list for each of nodeFields
//	edges      id, source, target, predicate, label, color, weight, evidence
//	edgeCells  one list for each of edgeFields
//	quotes     text, report, section, page, line, rule, confidence, status
//
// x and y are left out when the scene has no places. Empty cells are 0 in columns of text, otherwise null. In a column of text, -1
// stands for the texts of the row's evidence, joined as the column says; as the id of an edge, for its ends and its predicate with
// bars between.
const layoutVersion = 1

// derived stands for what can be made of the rest of the row.
const derived = -1

// data writes the object.
type data struct {
	*jsontext.Writer
	strings texts
	quotes  map[scene.Quote]int
	order   []scene.Quote
}

// texts gives each text its position.
type texts struct {
	at   map[string]int
	list []string
}

func (t *texts) index(s string) int {
	i, ok := t.at[s]
	if !ok {
		i = len(t.list)
		t.at[s], t.list = i, append(t.list, s)
	}
	return i
}

// writeData writes the scene as JSON and returns what was lost.
func writeData(w io.Writer, s *scene.Scene) (*scene.Losses, error) {
	d := &data{Writer: jsontext.NewWriter(w), strings: texts{at: map[string]int{}}, quotes: map[scene.Quote]int{}}
	d.strings.index("")
	d.Raw("{\n\"version\": ")
	d.Number(layoutVersion)
	for _, m := range [][2]string{{"title", s.Title}, {"description", s.Description}, {"date", s.Date}, {"sizeBy", s.SizeBy}} {
		d.Raw(",\n\"" + m[0] + "\": ")
		d.String(m[1])
	}
	d.fields("nodeFields", s.NodeFields)
	d.fields("edgeFields", s.EdgeFields)
	d.legend("types", s.Types)
	d.legend("predicates", s.Predicates)
	d.nodes(s)
	d.edges(s)
	d.tables()
	d.Raw("\n}\n")
	return d.Losses(), d.Flush()
}

// kinds names the types of columns.
var kinds = [...]string{scene.String: "text", scene.Integer: "integer", scene.Double: "number", scene.Boolean: "truth"}

func (d *data) fields(name string, fields []scene.Field) {
	d.table(name, len(fields), func(i int) {
		d.Raw(`{"name": `)
		d.String(fields[i].Name)
		d.Member("title", fields[i].Title)
		d.Member("kind", kinds[fields[i].Kind])
		d.Member("join", fields[i].Join)
		d.Raw("}")
	})
}

func (d *data) legend(name string, rows []scene.Legend) {
	d.table(name, len(rows), func(i int) {
		d.Raw(`{"name": `)
		d.String(rows[i].Name)
		d.Member("label", rows[i].Label)
		d.Member("color", rows[i].Color)
		d.NumberMember("count", float64(rows[i].Count))
		if rows[i].Entity {
			d.Raw(`, "entity": true`)
		}
		d.Raw("}")
	})
}

// table writes a list of objects, each on its own line.
func (d *data) table(name string, n int, item func(int)) {
	d.Raw(",\n\"" + name + "\": [")
	for i := range n {
		if i > 0 {
			d.Raw(",")
		}
		d.Raw("\n")
		item(i)
	}
	d.Raw("]")
}

// column is one of those that the rows of a table have in common.
type column struct {
	name string
	item func(int)
}

// object writes a table of n rows.
func (d *data) object(name string, n int, columns []column) {
	d.Raw(",\n\"" + name + "\": {")
	for i, c := range columns {
		if i > 0 {
			d.Raw(",")
		}
		d.Raw("\n\"" + c.name + "\": ")
		d.list(n, c.item)
	}
	d.Raw("}")
}

func (d *data) list(n int, item func(int)) {
	d.Raw("[")
	for i := range n {
		if i > 0 {
			d.Raw(",")
		}
		item(i)
	}
	d.Raw("]")
}

func (d *data) integer(v int) { d.Number(float64(v)) }

func (d *data) text(s string) { d.integer(d.strings.index(s)) }

func (d *data) nodes(s *scene.Scene) {
	n := s.Nodes
	columns := []column{
		{"id", func(i int) { d.text(n[i].ID) }},
		{"label", func(i int) { d.text(n[i].Label) }},
		{"type", func(i int) { d.text(n[i].Type) }},
		{"color", func(i int) { d.text(n[i].Color) }},
		{"size", func(i int) { d.Number(n[i].Size) }},
	}
	if len(n) > 0 && n[0].HasPosition {
		columns = append(columns, column{"x", func(i int) { d.Number(n[i].X) }}, column{"y", func(i int) { d.Number(n[i].Y) }})
	}
	columns = append(columns, column{"evidence", func(i int) { d.evidence(n[i].Evidence) }})
	d.object("nodes", len(n), columns)
	d.cells("nodeCells", s.NodeFields, len(n), func(i int) ([]scene.Value, []scene.Quote) { return n[i].Attrs, n[i].Evidence })
}

func (d *data) edges(s *scene.Scene) {
	e := s.Edges
	d.object("edges", len(e), []column{
		{"id", func(i int) {
			if e[i].ID == e[i].Source+"|"+e[i].Predicate+"|"+e[i].Target {
				d.integer(derived)
			} else {
				d.text(e[i].ID)
			}
		}},
		{"source", func(i int) { d.integer(e[i].From) }},
		{"target", func(i int) { d.integer(e[i].To) }},
		{"predicate", func(i int) { d.text(e[i].Predicate) }},
		{"label", func(i int) { d.text(e[i].Label) }},
		{"color", func(i int) { d.text(e[i].Color) }},
		{"weight", func(i int) { d.Number(e[i].Weight) }},
		{"evidence", func(i int) { d.evidence(e[i].Evidence) }},
	})
	d.cells("edgeCells", s.EdgeFields, len(e), func(i int) ([]scene.Value, []scene.Quote) { return e[i].Attrs, e[i].Evidence })
}

// cells writes the cells column by column.
func (d *data) cells(name string, fields []scene.Field, rows int, row func(int) ([]scene.Value, []scene.Quote)) {
	d.table(name, len(fields), func(c int) {
		f := fields[c]
		d.list(rows, func(i int) {
			cells, quotes := row(i)
			v := cells[c]
			switch {
			case f.Kind != scene.String && !v.Set:
				d.Raw("null")
			case f.Kind == scene.Boolean && v.Number != 0:
				d.Raw("true")
			case f.Kind == scene.Boolean:
				d.Raw("false")
			case f.Kind != scene.String:
				d.Number(v.Number)
			case f.Join != "" && len(quotes) > 0 && v.Text == joined(quotes, f.Join):
				d.integer(derived)
			default:
				d.text(v.Text)
			}
		})
	})
}

func joined(quotes []scene.Quote, join string) string {
	words := make([]string, len(quotes))
	for i, q := range quotes {
		words[i] = q.Text
	}
	return strings.Join(words, join)
}

// evidence writes the positions of quotes.
func (d *data) evidence(quotes []scene.Quote) {
	d.list(len(quotes), func(i int) {
		at, ok := d.quotes[quotes[i]]
		if !ok {
			at = len(d.order)
			d.quotes[quotes[i]], d.order = at, append(d.order, quotes[i])
		}
		d.integer(at)
	})
}

// tables writes what the others name by position.
func (d *data) tables() {
	q := d.order
	d.object("quotes", len(q), []column{
		{"text", func(i int) { d.text(q[i].Text) }},
		{"report", func(i int) { d.text(q[i].Report) }},
		{"section", func(i int) { d.text(q[i].Section) }},
		{"page", func(i int) { d.text(q[i].PageText) }},
		{"line", func(i int) { d.integer(q[i].Line) }},
		{"rule", func(i int) { d.text(q[i].Rule) }},
		{"confidence", func(i int) { d.Number(q[i].Confidence) }},
		{"status", func(i int) { d.text(q[i].Status) }},
	})
	d.table("strings", len(d.strings.list), func(i int) { d.String(d.strings.list[i]) })
}
