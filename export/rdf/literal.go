package rdf

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

// clean returns s as the text of a literal: xsd:string holds what XML may hold, so no control characters but tabs and line ends,
// and U+FFFD for bytes that are no UTF-8 and for what is no character.
func clean(s string, l *scene.Losses) string {
	if harmless(s) {
		return s
	}
	s = cell.Printable(s, l)
	if !strings.ContainsAny(s, "\uFFFE\uFFFF") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF {
			l.At(scene.LostInvalid, s, strings.IndexRune(s, r))
			return utf8.RuneError
		}
		return r
	}, s)
}

// harmless reports whether nothing in s needs a closer look.
func harmless(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xEF { // 0xEF begins U+FFFE and U+FFFF
			return false
		}
	}
	return utf8.ValidString(s)
}

// number returns a literal of a column that holds no text.
func number(kind scene.Kind, v float64) Term {
	switch kind {
	case scene.Integer:
		return whole(int64(v))
	case scene.Boolean:
		return Term{Text: strconv.FormatBool(v != 0), Datatype: Boolean}
	}
	return Term{Text: canonical(v), Datatype: Double}
}

func whole(n int64) Term { return Term{Text: strconv.FormatInt(n, 10), Datatype: Integer} }

// canonical returns a finite number in the canonical form of xsd:double, as in 9.0E-1.
func canonical(v float64) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	sign := ""
	if exponent[0] == '-' {
		sign = "-"
	}
	if exponent = strings.TrimLeft(exponent, "+-0"); exponent == "" {
		sign, exponent = "", "0"
	}
	return mantissa + "E" + sign + exponent
}

// dated returns a date as a literal of the datatype that it has the form of.
func dated(s string) Term {
	for _, f := range []struct{ layout, datatype string }{{time.DateOnly, day}, {"2006-01", yearMonth}, {"2006", year}} {
		if t, err := time.Parse(f.layout, s); err == nil && t.Year() > 0 {
			return Term{Text: s, Datatype: f.datatype}
		}
	}
	return Term{Text: s}
}

// plain marks the bytes that stand between double quotes as they are.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '"' && c != '\\' && c != 0x7F
	}
	return t
}()

// AppendQuoted appends a cleaned text between double quotes, as N-Quads and Turtle write it.
func AppendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if plain[c] {
			continue
		}
		b = append(b, s[done:i]...)
		done = i + 1
		switch c {
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		case 0x7F:
			b = append(b, `\u007F`...)
		default:
			b = append(b, '\\', c)
		}
	}
	b = append(b, s[done:]...)
	return append(b, '"')
}
