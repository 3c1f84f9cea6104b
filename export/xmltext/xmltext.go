// Package xmltext writes the text of XML exports by hand, since what encoding/xml writes loses white space in other readers.
//
// What enters are strings of any content, and columns and cells of a scene; what leaves is well-formed XML text in UTF-8:
// markup characters escaped, control characters that XML forbids dropped, invalid bytes replaced by U+FFFD, line ends unified,
// all of which is counted. Quotes and line feeds stay raw in element text. A [Writer] keeps the first error, so that callers
// check once, at the end.
package xmltext

import (
	"io"
	"strconv"
	"unicode/utf8"

	"policygraph/export/scene"
)

// Writer writes XML to a buffer. It allocates nothing per call.
type Writer struct {
	w      io.Writer
	buf    []byte
	err    error
	guard  bool
	losses scene.Losses
}

const bufferSize = 64 << 10

// infinity is what Gephi's importers replace by "Infinity" in custom columns, and harmless what reads the same.
const (
	infinity = "INF"
	harmless = "I\u2060NF"
)

// NewWriter returns a writer to w. With guard, [Writer.Cell] protects the letters INF.
func NewWriter(w io.Writer, guard bool) *Writer {
	return &Writer{w: w, buf: make([]byte, 0, bufferSize+bufferSize/8), guard: guard}
}

// Flush writes what is buffered and returns the first error met.
func (w *Writer) Flush() error {
	if w.err == nil && len(w.buf) > 0 {
		_, w.err = w.w.Write(w.buf)
	}
	w.buf = w.buf[:0]
	return w.err
}

// full flushes a full buffer; errors are kept.
func (w *Writer) full() {
	if len(w.buf) >= bufferSize {
		w.Flush()
	}
}

// Losses returns what could not be written as it was.
func (w *Writer) Losses() *scene.Losses { return &w.losses }

// Raw writes markup as it is.
func (w *Writer) Raw(s string) {
	w.buf = append(w.buf, s...)
	w.full()
}

// Text writes element text.
func (w *Writer) Text(s string) { w.escape(s, &inElement) }

// Attr writes the value of an attribute in double quotes.
func (w *Writer) Attr(s string) { w.escape(s, &inAttribute) }

// Cell writes element text of a custom column.
func (w *Writer) Cell(s string) {
	if w.guard {
		w.escape(s, &inElementCell)
	} else {
		w.escape(s, &inElement)
	}
}

// AttrCell writes an attribute value of a custom column.
func (w *Writer) AttrCell(s string) {
	if w.guard {
		w.escape(s, &inAttributeCell)
	} else {
		w.escape(s, &inAttribute)
	}
}

// Int writes a whole number.
func (w *Writer) Int(v int64) { w.buf = strconv.AppendInt(w.buf, v, 10) }

// Float writes a number in the shortest form that reads back the same.
func (w *Writer) Float(v float64) {
	if n := int64(v); float64(n) == v && n > -1e15 && n < 1e15 && n != 0 {
		w.buf = strconv.AppendInt(w.buf, n, 10) // the same number, and quicker
		return
	}
	w.buf = strconv.AppendFloat(w.buf, v, 'g', -1, 64)
}

// Bool writes true or false.
func (w *Writer) Bool(v bool) { w.buf = strconv.AppendBool(w.buf, v) }

// What is done with a byte of a text.
const (
	plain   = iota
	replace // by what stands in the table
	guarded // may begin the letters INF
	long    // begins a character of several bytes
	rare    // cannot be written: the whole text is cleaned
)

// place says how the bytes of a text are written at a kind of place.
type place struct {
	action [256]uint8
	to     [utf8.RuneSelf]string
	guard  bool
}

// newPlace returns the rules for a place; more are the replacements beyond those of markup characters.
func newPlace(more map[byte]string, guard bool) (p place) {
	for c := range byte(' ') {
		p.action[c] = rare
	}
	p.action['\t'], p.action['\n'] = plain, plain
	for c := utf8.RuneSelf; c < len(p.action); c++ {
		p.action[c] = long
	}
	p.to['&'], p.to['<'], p.to['>'] = "&amp;", "&lt;", "&gt;"
	for c, s := range more {
		p.to[c] = s
	}
	for c, s := range p.to {
		if s != "" {
			p.action[c] = replace
		}
	}
	if p.guard = guard; guard {
		p.action[infinity[0]] = guarded
	}
	return p
}

var (
	quoted          = map[byte]string{'"': "&quot;", '\t': "&#9;", '\n': "&#10;"}
	inElement       = newPlace(nil, false)
	inElementCell   = newPlace(nil, true)
	inAttribute     = newPlace(quoted, false)
	inAttributeCell = newPlace(quoted, true)
)

// word is how many bytes are looked at together.
const word = 8

// escape writes a text. Most of it needs nothing, which is found out for eight bytes at a time.
func (w *Writer) escape(s string, p *place) {
	start, done, inf := len(w.buf), 0, 0
	for i := 0; i < len(s); {
		end := i + word
		if end > len(s) {
			end = len(s)
		} else if harmlessWord(s[i:end], p.guard) {
			i = end
			continue
		}
		for i < end {
			switch p.action[s[i]] {
			case plain:
				i++
				continue
			case long:
				r, size := utf8.DecodeRuneInString(s[i:])
				if size > 1 && r != 0xFFFE && r != 0xFFFF {
					i += size
					continue
				}
			case replace:
				w.buf = append(append(w.buf, s[done:i]...), p.to[s[i]]...)
				i++
				done = i
				continue
			case guarded:
				if len(s)-i < len(infinity) || s[i:i+len(infinity)] != infinity {
					i++
					continue
				}
				inf++
				w.buf = append(append(w.buf, s[done:i]...), harmless...)
				i += len(infinity)
				done = i
				continue
			}
			w.buf = w.buf[:start]
			w.escape(w.clean(s), p) // from the beginning: letters that stood apart may have met
			return
		}
	}
	w.buf = append(w.buf, s[done:]...)
	if inf > 0 {
		w.losses.Add(scene.LostINF, inf, s)
	}
	w.full()
}

// Patterns of eight bytes.
const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
)

// harmlessWord reports whether eight bytes are ASCII without control characters, markup, quotes and, with guard, the letter I.
// It does so for all of them at once: x-ones borrows from the top bit of a byte that is zero, as those are that equal what x was
// combined with (Mycroft's test, in H. S. Warren, Hacker's Delight, 6-1).
func harmlessWord(s string, guard bool) bool {
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	control := (x - ' '*ones) &^ x
	angle := (x | 2*ones) ^ '>'*ones // '<' is '>' without that bit
	angle = (angle - ones) &^ angle
	mark := (x | 4*ones) ^ '&'*ones // the quote is '&' without that bit
	mark = (mark - ones) &^ mark
	bad := x | control | angle | mark
	if guard {
		letter := x ^ 'I'*ones
		bad |= (letter - ones) &^ letter
	}
	return bad&tops == 0
}

// clean returns s without what XML cannot carry.
func (w *Writer) clean(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r':
			w.losses.At(scene.LostReturns, s, i)
			if i+1 == len(s) || s[i+1] != '\n' {
				out = append(out, '\n')
			}
		case r < ' ' && r != '\t' && r != '\n':
			w.losses.At(scene.LostControl, s, i)
		case r == utf8.RuneError && size == 1, r == 0xFFFE, r == 0xFFFF:
			w.losses.At(scene.LostInvalid, s, i)
			out = append(out, "\uFFFD"...)
		default:
			out = append(out, s[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// Escape returns s as [Writer.Attr] writes it.
func Escape(s string) string {
	w := Writer{w: io.Discard}
	w.escape(s, &inAttribute)
	return string(w.buf)
}
