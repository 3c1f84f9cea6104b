package xmltext

import "policygraph/export/scene"

// Column is a column of a scene with the markup that opens and closes its cells.
type Column struct {
	kind        scene.Kind
	open, close string
	attr        bool // the value stands in an attribute
}

// Columns returns the columns of a scene. Open gives the markup before the values of a column; with attr they stand in an
// attribute, which close ends.
func Columns(fields []scene.Field, open func(name string) string, close string, attr bool) []Column {
	out := make([]Column, len(fields))
	for i, f := range fields {
		out[i] = Column{f.Kind, open(Escape(f.Name)), close, attr}
	}
	return out
}

// Cells writes the cells that are not empty.
func (w *Writer) Cells(columns []Column, cells []scene.Value) {
	for i := range columns {
		v, c := &cells[i], &columns[i]
		if !v.Set {
			continue
		}
		w.buf = append(w.buf, c.open...)
		switch c.kind {
		case scene.String:
			if c.attr {
				w.AttrCell(v.Text)
			} else {
				w.Cell(v.Text)
			}
		case scene.Integer:
			w.Int(int64(v.Number))
		case scene.Double:
			w.Float(v.Number)
		case scene.Boolean:
			w.Bool(v.Number != 0)
		}
		w.Raw(c.close)
	}
}
