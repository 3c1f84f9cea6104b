package dot

import (
	"strings"
	"unicode/utf8"

	"policygraph/export/scene"
)

// quote writes s in double quotes. Line feeds and other control characters become blanks, since a line feed ends a string for
// Gephi; invalid bytes become U+FFFD; quotes and backslashes are escaped, which both readers undo in labels.
func (x *writer) quote(s string) {
	x.WriteByte('"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '"' || c == '\\':
				x.WriteByte('\\')
				x.WriteByte(c)
			case c < ' ' || c == 0x7f:
				x.losses.At(scene.LostBreaks, s, i)
				x.WriteByte(' ')
			default:
				x.WriteByte(c)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case 0x80 <= r && r < 0xa0 || r == '\u2028' || r == '\u2029':
			x.losses.At(scene.LostBreaks, s, i)
			x.WriteByte(' ')
		case r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError && size == 1:
			x.losses.At(scene.LostInvalid, s, i)
			x.WriteRune(utf8.RuneError)
		default:
			x.WriteRune(r)
		}
		i += size
	}
	x.WriteByte('"')
}

// attr writes name="value", after a comma unless it is the first.
func (x *writer) attr(first bool, name, value string) {
	if !first {
		x.WriteString(", ")
	}
	x.WriteString(name)
	x.WriteByte('=')
	x.quote(value)
}

// lines writes a label of several lines for Graphviz, which reads entities in it.
func (x *writer) lines(lines []string) {
	x.WriteByte('"')
	for i, l := range lines {
		if i > 0 {
			x.WriteString(`\n`)
		}
		x.WriteString(labelEscaper.Replace(clean(l)))
	}
	x.WriteByte('"')
}

var labelEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// html returns s as text of a label that is a table, where Graphviz takes no empty text.
func html(s string) string {
	if s = clean(s); s == "" {
		s = " "
	}
	return htmlEscaper.Replace(s)
}

// clean replaces what no label may hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || 0x7f <= r && r < 0xa0 || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		if r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// wrap breaks s at blanks into lines of about width characters, at most limit of them; what is left over is cut off with
// an ellipsis. Words longer than a line stay whole.
func wrap(s string, width, limit int) []string {
	var lines []string
	line, runes := "", 0
	for _, word := range strings.Fields(clean(s)) {
		n := utf8.RuneCountInString(word)
		if runes > 0 && runes+1+n > width {
			if len(lines) == limit-1 {
				return append(lines, strings.TrimSuffix(line, "…")+"…")
			}
			lines = append(lines, line)
			line, runes = "", 0
		}
		if runes > 0 {
			line += " "
			runes++
		}
		line += word
		runes += n
	}
	return append(lines, line)
}
