// Package cell turns cells of a scene into text, for the formats that are no XML.
//
// What enters are strings of any content and typed values; what leaves is text in UTF-8 that the reader of a format takes as
// it is, and a count of what had to be changed for that. To add a way to write values, add a function.
package cell

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/export/scene"
)

// Valid returns s with each byte that is no UTF-8 replaced by U+FFFD.
func Valid(s string, l *scene.Losses) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	first, bad := -1, 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			if bad++; first < 0 {
				first = i
			}
		}
		b.WriteRune(r)
		i += size
	}
	l.Add(scene.LostInvalid, bad, scene.Around(s, first))
	return b.String()
}

// Printable returns s as [Valid] does, and without control characters but tabs, line feeds and carriage returns, at which
// readers of tables stop.
func Printable(s string, l *scene.Losses) string {
	s = Valid(s, l)
	first := strings.IndexFunc(s, control)
	if first < 0 {
		return s
	}
	n := 0
	out := strings.Map(func(r rune) rune {
		if control(r) {
			n++
			return -1
		}
		return r
	}, s)
	l.Add(scene.LostControl, n, scene.Around(s, first))
	return out
}

func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r'
}

// AppendScalar appends the value of a column that holds no text.
func AppendScalar(b []byte, kind scene.Kind, v float64) []byte {
	switch kind {
	case scene.Integer:
		return strconv.AppendInt(b, int64(v), 10)
	case scene.Boolean:
		return strconv.AppendBool(b, v != 0)
	}
	return AppendNumber(b, v)
}

// AppendNumber appends a number in the shortest form that reads back the same.
func AppendNumber(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'g', -1, 64) }

// Line returns s as [Valid] does, and on one line: each line break and other control character becomes a blank, a carriage
// return before a line feed nothing.
func Line(s string, l *scene.Losses) string {
	s = Valid(s, l)
	first := strings.IndexFunc(s, breaks)
	if first < 0 {
		return s
	}
	n := 0
	out := strings.Map(func(r rune) rune {
		if breaks(r) {
			n++
			return ' '
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	l.Add(scene.LostBreaks, n, scene.Around(s, first))
	return out
}

// breaks reports whether a character may end a line for some reader, or is shown by none.
func breaks(r rune) bool {
	return r < ' ' || 0x7F <= r && r < 0xA0 || r == '\u2028' || r == '\u2029'
}

// Camel returns a name of the vocabulary as a label of graph databases: timeline_event as TimelineEvent.
func Camel(name string) string {
	words := strings.FieldsFunc(name, separates)
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[size:]
	}
	return cmp.Or(strings.Join(words, ""), name)
}

// Capitals returns a name of the vocabulary as a type of relationships of graph databases: part_of as PART_OF.
func Capitals(name string) string {
	return cmp.Or(strings.ToUpper(strings.Join(strings.FieldsFunc(name, separates), "_")), name)
}

// separates reports whether a character cannot stand in such a name.
func separates(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
