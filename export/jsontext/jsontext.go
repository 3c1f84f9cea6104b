// Package jsontext writes JSON piece by piece, so that a large graph needs no second copy in memory.
//
// What enters are strings of any content, and columns and cells of a scene; what leaves is JSON in UTF-8 that may also stand
// in a script element of a web page. Invalid bytes become U+FFFD, which is counted. A [Writer] keeps the first error, so that
// callers check once, at the end.
package jsontext

import (
	"io"
	"unicode/utf8"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

// Writer writes JSON to a buffer.
type Writer struct {
	w      io.Writer
	buf    []byte
	err    error
	losses scene.Losses
}

const bufferSize = 64 << 10

// NewWriter returns a writer to w.
func NewWriter(w io.Writer) *Writer {
	return &Writer{w: w, buf: make([]byte, 0, bufferSize+bufferSize/8)}
}

// Flush writes what is buffered and returns the first error met.
func (w *Writer) Flush() error {
	if w.err == nil && len(w.buf) > 0 {
		_, w.err = w.w.Write(w.buf)
	}
	w.buf = w.buf[:0]
	return w.err
}

// Losses returns what could not be written as it was.
func (w *Writer) Losses() *scene.Losses { return &w.losses }

// Raw writes JSON as it is.
func (w *Writer) Raw(s string) {
	w.buf = append(w.buf, s...)
	if len(w.buf) >= bufferSize {
		w.Flush()
	}
}

// Number writes a finite number.
func (w *Writer) Number(v float64) { w.buf = cell.AppendNumber(w.buf, v) }

const hexDigits = "0123456789abcdef"

// String writes a string with its quotes.
func (w *Writer) String(s string) {
	s = cell.Valid(s, &w.losses)
	w.buf = append(w.buf, '"')
	done := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if plain[c] {
			continue
		}
		w.buf = append(w.buf, s[done:i]...)
		switch {
		case c == '"' || c == '\\':
			w.buf = append(w.buf, '\\', c)
		case c == '\n':
			w.buf = append(w.buf, '\\', 'n')
		case c < utf8.RuneSelf: // control characters, and what begins markup
			w.buf = append(w.buf, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		case s[i:i+3] == "\u2028" || s[i:i+3] == "\u2029": // end a line of a script
			w.buf = append(w.buf, '\\', 'u', '2', '0', '2', hexDigits[s[i+2]&15])
			i += 2
		default:
			w.buf = append(w.buf, c)
		}
		done = i + 1
	}
	w.buf = append(w.buf, s[done:]...)
	w.Raw(`"`)
}

// plain marks the bytes that stand in a string as they are. 0xE2 begins U+2028 and U+2029.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '"' && c != '\\' && c != '<' && c != 0x7F && c != 0xE2
	}
	return t
}()

// Member writes a member of an object that begins with another one.
func (w *Writer) Member(name, value string) {
	w.Raw(`, "` + name + `": `)
	w.String(value)
}

// NumberMember writes a member of an object that begins with another one.
func (w *Writer) NumberMember(name string, value float64) {
	w.Raw(`, "` + name + `": `)
	w.Number(value)
}

// Column is a column of a scene with the JSON that stands before its cells.
type Column struct {
	kind   scene.Kind
	before string
}

// Columns returns the columns of a scene.
func Columns(fields []scene.Field) []Column {
	out := make([]Column, len(fields))
	for i, f := range fields {
		var w Writer
		w.String(f.Name)
		out[i] = Column{f.Kind, ", " + string(w.buf) + ": "}
	}
	return out
}

// Cells writes the cells that are not empty as members of an object that begins with another one.
func (w *Writer) Cells(columns []Column, cells []scene.Value) {
	for i := range columns {
		v := &cells[i]
		if !v.Set {
			continue
		}
		w.Raw(columns[i].before)
		if columns[i].kind == scene.String {
			w.String(v.Text)
		} else {
			w.buf = cell.AppendScalar(w.buf, columns[i].kind, v.Number)
		}
	}
}
