// Package parquetgraph writes a scene as two Parquet files, one of nodes and one of edges, for DuckDB, Spark, pandas and the
// like. The names of the columns id, src and dst are those that GraphFrames expects.
//
// What enters is a finished scene; what leaves are typed columns in the order of their names, compressed by Snappy, in groups of
// rows that bound the memory needed. Empty cells are null. To add a column, add it to the scene.
package parquetgraph

import (
	"io"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

// groupRows bounds the rows that are kept before they are written.
const groupRows = 1 << 16

// Write writes the nodes to one writer and the edges to the other.
func Write(nodes, edges io.Writer, s *scene.Scene) (scene.Written, error) {
	var l scene.Losses
	if err := writeNodes(nodes, s, &l); err != nil {
		return scene.Written{}, err
	}
	if err := writeEdges(edges, s, &l); err != nil {
		return scene.Written{}, err
	}
	return s.All(&l), nil
}

func writeNodes(w io.Writer, s *scene.Scene, l *scene.Losses) error {
	t := newTable("nodes", s.NodeFields, l)
	id, label, color := t.must("id", scene.String), t.must("label", scene.String), t.must("color", scene.String)
	size := t.must("size", scene.Double)
	x, y := t.may("x", scene.Double), t.may("y", scene.Double)
	t.open(w)
	for i := range s.Nodes {
		n := &s.Nodes[i]
		id.set(text(n.ID))
		label.set(text(n.Label))
		color.set(text(n.Color))
		size.set(number(n.Size))
		x.set(scene.Value{Set: n.HasPosition, Number: n.X})
		y.set(scene.Value{Set: n.HasPosition, Number: n.Y})
		if err := t.write(n.Attrs); err != nil {
			return err
		}
	}
	return t.close()
}

func writeEdges(w io.Writer, s *scene.Scene, l *scene.Losses) error {
	t := newTable("edges", s.EdgeFields, l)
	src, dst, id := t.must("src", scene.String), t.must("dst", scene.String), t.must("id", scene.String)
	label, weight := t.must("label", scene.String), t.must("weight", scene.Double)
	t.open(w)
	for i := range s.Edges {
		e := &s.Edges[i]
		src.set(text(e.Source))
		dst.set(text(e.Target))
		id.set(text(e.ID))
		label.set(text(e.Label))
		weight.set(number(e.Weight))
		if err := t.write(e.Attrs); err != nil {
			return err
		}
	}
	return t.close()
}

func text(s string) scene.Value { return scene.Value{Set: true, Text: s} }

func number(v float64) scene.Value { return scene.Value{Set: true, Number: v} }

// column is a column of the file and its cell in the row that is being gathered.
type column struct {
	name     string
	kind     scene.Kind
	optional bool
	value    scene.Value
}

func (c *column) set(v scene.Value) { c.value = v }

// table writes one file.
type table struct {
	name    string
	losses  *scene.Losses
	fields  []*column // as in the scene
	columns []*column // as in the file: by name
	w       *parquet.Writer
	row     []parquet.Row
}

func newTable(name string, fields []scene.Field, l *scene.Losses) *table {
	t := &table{name: name, losses: l, row: make([]parquet.Row, 1)}
	for _, f := range fields {
		t.fields = append(t.fields, t.may(f.Name, f.Kind))
	}
	return t
}

// must adds a column whose cells are never empty.
func (t *table) must(name string, kind scene.Kind) *column {
	return t.add(&column{name: name, kind: kind})
}

// may adds a column whose cells may be empty.
func (t *table) may(name string, kind scene.Kind) *column {
	return t.add(&column{name: name, kind: kind, optional: true})
}

func (t *table) add(c *column) *column {
	t.columns = append(t.columns, c)
	return c
}

// open begins the file; no column may be added any more.
func (t *table) open(w io.Writer) {
	slices.SortFunc(t.columns, func(a, b *column) int { return strings.Compare(a.name, b.name) })
	group := parquet.Group{}
	for _, c := range t.columns {
		node := [...]parquet.Node{
			scene.String: parquet.String(), scene.Integer: parquet.Int(64),
			scene.Double: parquet.Leaf(parquet.DoubleType), scene.Boolean: parquet.Leaf(parquet.BooleanType),
		}[c.kind]
		if c.optional {
			node = parquet.Optional(node)
		}
		group[c.name] = node
	}
	t.w = parquet.NewWriter(w, parquet.NewSchema(t.name, group), parquet.Compression(&parquet.Snappy),
		parquet.MaxRowsPerRowGroup(groupRows), parquet.CreatedBy("policygraph", "1", ""))
}

// write writes the row that was gathered, with the cells of the scene's own columns.
func (t *table) write(cells []scene.Value) error {
	for i, c := range t.fields {
		c.value = cells[i]
	}
	row := t.row[0][:0]
	for i, c := range t.columns {
		row = append(row, c.cell(i, t.losses))
	}
	t.row[0] = row
	_, err := t.w.WriteRows(t.row)
	return err
}

// cell returns the value of the i-th column.
func (c *column) cell(i int, l *scene.Losses) parquet.Value {
	defined := 0
	if c.optional {
		if !c.value.Set {
			return parquet.NullValue().Level(0, 0, i)
		}
		defined = 1
	}
	var v parquet.Value
	switch c.kind {
	case scene.String:
		v = parquet.ByteArrayValue([]byte(cell.Valid(c.value.Text, l)))
	case scene.Integer:
		v = parquet.Int64Value(int64(c.value.Number))
	case scene.Double:
		v = parquet.DoubleValue(c.value.Number)
	case scene.Boolean:
		v = parquet.BooleanValue(c.value.Number != 0)
	}
	return v.Level(0, defined, i)
}

func (t *table) close() error { return t.w.Close() }
