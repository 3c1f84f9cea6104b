// Package workbook writes a scene as a workbook for Excel and LibreOffice (.xlsx), for people rather than programs.
//
// What enters is a finished scene; what leaves are the sheets entities, recommendations, relations, evidence (one row for each
// quote, with its place and rule) and structure (reports, sections and whatever else is no entity), each with a heading that
// stays in sight, filters and typed cells. Text is never a formula. Rows go through files while the workbook is made, so that
// memory does not grow with them. To add a column, add it to the scene; to add a sheet, add it to sheets.
package workbook

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"policygraph/export/scene"
)

// What a sheet can hold.
const (
	maxRows = 1 << 20 // with the heading
	maxText = 32767   // UTF-16 units in a cell
)

// recommendationType is the type of nodes that have a sheet of their own.
const recommendationType = "recommendation"

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	x := newWriter(s)
	err := x.write(w)
	return s.All(&x.losses), err
}

type writer struct {
	s       *scene.Scene
	file    *excelize.File
	maxRows int
	entity  map[string]bool // type → whether it is one of entities
	losses  scene.Losses
	heading int  // style of the first row
	began   bool // there is a sheet
}

func newWriter(s *scene.Scene) *writer {
	x := &writer{s: s, file: excelize.NewFile(), maxRows: maxRows, entity: map[string]bool{}}
	for _, t := range s.Types {
		x.entity[t.Name] = t.Entity
	}
	return x
}

func (x *writer) write(w io.Writer) error {
	err := x.workbook()
	if err == nil {
		err = x.save(w)
	}
	return errors.Join(err, x.file.Close()) // removes the passing files
}

// created is the date of all workbooks: that of a file must not depend on the clock.
const created = "2000-01-01T00:00:00Z"

// workbook fills the sheets.
func (x *writer) workbook() error {
	err := x.file.SetDocProps(&excelize.DocProperties{Creator: "policygraph", Title: x.text(x.s.Title), Description: x.text(x.s.Description), Created: created, Modified: created})
	if err != nil {
		return err
	}
	x.heading, err = x.file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECEF"}},
		Alignment: &excelize.Alignment{Vertical: "top"},
	})
	if err != nil {
		return err
	}
	for _, sheet := range []func() error{x.entities, x.recommendations, x.relations, x.evidence, x.structure} {
		if err := sheet(); err != nil {
			return err
		}
	}
	return nil
}

// save writes the workbook with its parts in the order of their names: the library writes sheets in random order.
func (x *writer) save(w io.Writer) (err error) {
	f, err := os.CreateTemp("", "policygraph-*.zip")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	x.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(f) })
	if err := x.file.Write(io.Discard); err != nil {
		return err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	r, err := zip.NewReader(f, size)
	if err != nil {
		return err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range r.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

// text returns a text that a cell can hold.
func (x *writer) text(s string) string {
	s = x.clean(s)
	if len(s) <= maxText {
		return s
	}
	units := 0
	for i, r := range s {
		n := max(1, utf16.RuneLen(r))
		if units+n > maxText {
			x.losses.Add(scene.LostCut, 1, s)
			return s[:i]
		}
		units += n
	}
	return s
}

// clean returns a text without what XML cannot carry.
func (x *writer) clean(s string) string {
	var out strings.Builder
	done := 0
	for i, r := range s {
		bad := r == 0xFFFE || r == 0xFFFF || r == 0xFFFD && !strings.HasPrefix(s[i:], "\uFFFD")
		if !bad && (r >= ' ' || r == '\t' || r == '\n' || r == '\r') {
			continue
		}
		out.WriteString(s[done:i])
		done = i + 1
		switch {
		case !bad:
			x.losses.At(scene.LostControl, s, i)
			continue
		case r != 0xFFFD:
			done = i + len("\uFFFF")
		}
		x.losses.At(scene.LostInvalid, s, i)
		out.WriteString("\uFFFD")
	}
	if done == 0 {
		return s
	}
	out.WriteString(s[done:])
	return out.String()
}

// column is a column of a sheet.
type column struct {
	title string
	width float64
}

// Widths of columns.
const (
	narrow = 12
	middle = 28
	wide   = 60
)

// sheet is a table that is being written; beyond the rows that fit it goes on in another one.
type sheet struct {
	x       *writer
	name    string
	columns []column
	left    int // rows to come
	number  int // of the part
	row     int // last one written
	out     *excelize.StreamWriter
}

// sheet begins a table of as many rows.
func (x *writer) sheet(name string, rows int, columns []column) (*sheet, error) {
	t := &sheet{x: x, name: name, columns: columns, left: rows}
	return t, t.begin()
}

func (t *sheet) begin() error {
	t.number++
	name := t.name
	if t.number > 1 {
		name = fmt.Sprintf("%s %d", t.name, t.number)
	}
	if err := t.x.newSheet(name); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.columns), 1+min(t.left, t.x.maxRows-1))
	if err != nil {
		return err
	}
	extent := "A1:" + last
	if err := t.x.file.SetSheetDimension(name, extent); err != nil { // which some readers trust
		return err
	}
	if t.out, err = t.x.file.NewStreamWriter(name); err != nil {
		return err
	}
	header := make([]any, len(t.columns))
	for i, c := range t.columns {
		header[i] = excelize.Cell{StyleID: t.x.heading, Value: t.x.text(c.title)}
		if err := t.out.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := t.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := t.x.file.AutoFilter(name, extent, nil); err != nil {
		return err
	}
	t.row = 0
	return t.put(header)
}

// newSheet adds an empty sheet. The first one takes the place of that which every new workbook has: to delete that one later,
// the library would read back all that was written.
func (x *writer) newSheet(name string) error {
	if !x.began {
		x.began = true
		return x.file.SetSheetName(x.file.GetSheetName(0), name)
	}
	_, err := x.file.NewSheet(name)
	return err
}

// add adds a row.
func (t *sheet) add(cells []any) error {
	if t.row == t.x.maxRows {
		if err := t.out.Flush(); err != nil {
			return err
		}
		if err := t.begin(); err != nil {
			return err
		}
	}
	t.left--
	return t.put(cells)
}

func (t *sheet) put(cells []any) error {
	t.row++
	at, err := excelize.CoordinatesToCellName(1, t.row)
	if err != nil {
		return err
	}
	return t.out.SetRow(at, cells)
}

func (t *sheet) end() error { return t.out.Flush() }

// fieldColumns returns the columns of those fields of the scene that keep holds for.
func fieldColumns(fields []scene.Field, keep []bool) []column {
	var out []column
	for i, f := range fields {
		if !keep[i] {
			continue
		}
		c := column{cmp.Or(f.Title, f.Name), middle}
		switch {
		case f.Kind != scene.String:
			c.width = narrow
		case f.Name == "text" || f.Name == "evidence":
			c.width = wide
		}
		out = append(out, c)
	}
	return out
}

// cells appends the cells of those columns of the scene that keep holds for.
func (x *writer) cells(row []any, fields []scene.Field, keep []bool, cells []scene.Value) []any {
	for i, f := range fields {
		switch v := cells[i]; {
		case !keep[i]:
		case !v.Set:
			row = append(row, nil)
		case f.Kind == scene.String:
			row = append(row, x.text(v.Text))
		case f.Kind == scene.Integer:
			row = append(row, int64(v.Number))
		case f.Kind == scene.Boolean:
			row = append(row, v.Number != 0)
		default:
			row = append(row, v.Number)
		}
	}
	return row
}
