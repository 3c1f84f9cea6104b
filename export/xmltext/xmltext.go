// Package xmltext writes the text of XML exports by hand, since what encoding/xml writes loses white space in other readers.
//
// What enters are strings of any content; what leaves is well-formed XML text in UTF-8: markup characters escaped, control
// characters that XML forbids dropped, invalid bytes replaced by U+FFFD, line ends unified. Quotes and line feeds stay raw in
// element text. A [Writer] keeps the first error, so that callers check once, at the end.
package xmltext

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Writer writes XML to a buffer. It allocates nothing per call.
type Writer struct {
	bw      *bufio.Writer
	guard   bool
	guarded int
	scratch [32]byte
}

const bufferSize = 64 << 10

// infinity is what Gephi's importers replace by "Infinity" in custom columns, and harmless what reads the same.
const (
	infinity = "INF"
	harmless = "I\u2060NF"
)

// NewWriter returns a writer to w. With guard, [Writer.Cell] protects the letters INF.
func NewWriter(w io.Writer, guard bool) *Writer {
	return &Writer{bw: bufio.NewWriterSize(w, bufferSize), guard: guard}
}

// Flush writes what is buffered and returns the first error met.
func (w *Writer) Flush() error { return w.bw.Flush() }

// Guarded returns how often the letters INF were protected.
func (w *Writer) Guarded() int { return w.guarded }

// Raw writes markup as it is.
func (w *Writer) Raw(s string) { w.bw.WriteString(s) }

// Text writes element text.
func (w *Writer) Text(s string) { w.escape(s, &elementEscapes) }

// Attr writes the value of an attribute in double quotes.
func (w *Writer) Attr(s string) { w.escape(s, &attributeEscapes) }

// Cell writes element text of a custom column.
func (w *Writer) Cell(s string) { w.guardEach(s, &elementEscapes) }

// AttrCell writes an attribute value of a custom column.
func (w *Writer) AttrCell(s string) { w.guardEach(s, &attributeEscapes) }

// Int writes a whole number.
func (w *Writer) Int(v int64) { w.bw.Write(strconv.AppendInt(w.scratch[:0], v, 10)) }

// Float writes a number in the shortest form that reads back the same.
func (w *Writer) Float(v float64) { w.bw.Write(strconv.AppendFloat(w.scratch[:0], v, 'g', -1, 64)) }

// Bool writes true or false.
func (w *Writer) Bool(v bool) { w.bw.Write(strconv.AppendBool(w.scratch[:0], v)) }

func (w *Writer) guardEach(s string, escapes *[utf8.RuneSelf]string) {
	if w.guard && strings.ContainsFunc(s, forbidden) {
		s = strings.Map(func(r rune) rune {
			if forbidden(r) {
				return -1 // else the letters would meet only once these are dropped
			}
			return r
		}, s)
	}
	for w.guard {
		i := strings.Index(s, infinity)
		if i < 0 {
			break
		}
		w.escape(s[:i], escapes)
		w.Raw(harmless)
		w.guarded++
		s = s[i+len(infinity):]
	}
	w.escape(s, escapes)
}

// forbidden reports whether XML has no way to write a control character.
func forbidden(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }

// plain marks the characters written as they are, drop those left out; the rest of a table are replacements.
const (
	plain = ""
	drop  = "\x00"
)

var elementEscapes = func() (t [utf8.RuneSelf]string) {
	for c := range t {
		if forbidden(rune(c)) {
			t[c] = drop
		}
	}
	t['\r'] = "\n"
	t['&'], t['<'], t['>'] = "&amp;", "&lt;", "&gt;"
	return t
}()

var attributeEscapes = func() (t [utf8.RuneSelf]string) {
	t = elementEscapes
	t['"'], t['\t'], t['\n'], t['\r'] = "&quot;", "&#9;", "&#10;", "&#10;"
	return t
}()

func (w *Writer) escape(s string, escapes *[utf8.RuneSelf]string) {
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			to := escapes[c]
			if to == plain {
				i++
				continue
			}
			w.Raw(s[done:i])
			if to != drop {
				w.Raw(to)
			}
			if c == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			i++
			done = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && size == 1) || r == 0xFFFE || r == 0xFFFF {
			w.Raw(s[done:i])
			w.Raw("\uFFFD")
			done = i + size
		}
		i += size
	}
	w.Raw(s[done:])
}

// Escape returns s as [Writer.Attr] writes it.
func Escape(s string) string {
	var b strings.Builder
	w := Writer{bw: bufio.NewWriterSize(&b, len(s))}
	w.Attr(s)
	w.Flush() // a strings.Builder gives no error
	return b.String()
}
