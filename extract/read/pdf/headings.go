package pdf

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"policygraph/extract/source"
)

// look is how a para is set.
type look struct {
	size               float64
	bold, italic, caps bool
	numbering          string // "I", "A", "1", "1.1": the kind of number it begins with
	text               string
	lines              int
}

// lookOf returns how lines are set. What holds of all but a twentieth of the characters holds.
func lookOf(lines []line) look {
	v := look{size: lines[0].size, lines: len(lines)}
	bold, italic, all := 0, 0, 0
	var text strings.Builder
	for i := range lines {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(plain(lines[i].words))
		for _, w := range lines[i].words {
			if w.raised || w.unsure {
				continue
			}
			n := utf8.RuneCountInString(w.text)
			all += n
			if w.bold {
				bold += n
			}
			if w.italic {
				italic += n
			}
		}
	}
	v.text = text.String()
	v.bold, v.italic = all > 0 && bold*20 >= all*19, all > 0 && italic*20 >= all*19
	v.caps = capitals(v.text)
	v.numbering = numbering(v.text)
	return v
}

// big reports whether the font is larger than that of the body.
func (v *look) big(body float64) bool { return v.size >= 1.08*body }

const (
	maxHeading      = 220 // characters
	maxHeadingLines = 5
)

// heading reports whether a look can be that of a heading: set off, short, and no sentence.
func (v *look) heading(body float64) bool {
	if n, _ := letters(v.text); n < 2 || len(v.text) > maxHeading || v.lines > maxHeadingLines || startsLower(v.text) {
		return false
	}
	switch last := v.text[len(v.text)-1]; {
	case strings.IndexByte(",;", last) >= 0:
		return false
	case last == '.' && (!v.big(body) || strings.Count(v.text, " ") > 8):
		return false
	case last == ':' && !v.big(body):
		return false
	}
	switch {
	case v.big(body):
		return true
	case v.size < small*body:
		return false
	case v.bold:
		return true
	}
	n, _ := letters(v.text)
	return v.caps && len(v.text) < 120 && (n >= 6 || strings.Contains(v.text, " "))
}

var (
	romanNumber   = regexp.MustCompile(`^[IVXL]{1,6}\.?\s`)
	letterNumber  = regexp.MustCompile(`^[A-Z][.)]\s`)
	decimalNumber = regexp.MustCompile(`^\d{1,2}((?:\.\d{1,2}){0,3})[.)]?\s`)
	figure        = regexp.MustCompile(`(?i)^(?:figure|fig\.|table|chart|map|box|photo)s? \d{1,3}\b`)
	wordNumber    = regexp.MustCompile(`(?i)^(part|chapter|section|annex|appendix)\s+(?:\d{1,2}|[IVXL]{1,5}|[A-Z])\b`)
)

// numbering returns the kind of the number that a heading begins with: "" for none, one dot more for each level of decimals.
func numbering(text string) string {
	if m := wordNumber.FindStringSubmatch(text); m != nil {
		return strings.ToLower(m[1])
	}
	if m := decimalNumber.FindStringSubmatch(text); m != nil {
		return "1" + strings.Repeat(".1", strings.Count(m[1], "."))
	}
	switch {
	case romanNumber.MatchString(text):
		return "I"
	case letterNumber.MatchString(text):
		return "A"
	}
	return ""
}

// headings decides which paras are headings and ranks them: by size, then capitals, weight and slant, then, within one style,
// by the kind of their numbers in the order of appearance.
func (m *maker) headings(bodyBold bool) {
	var styles []look
	for i, p := range m.paras {
		p.look = lookOf(p.lines)
		if bodyBold {
			p.look.bold = false
		}
		if !m.isHeading(i) {
			continue
		}
		p.kind, p.marker, p.skip = source.Heading, "", 0
		if key := p.look.key(m.body); !slices.Contains(styles, key) {
			styles = append(styles, key)
		}
	}
	slices.SortStableFunc(styles, func(a, b look) int {
		return cmp.Or(-cmp.Compare(a.size, b.size), -compareBool(a.caps, b.caps), -compareBool(a.bold, b.bold), compareBool(a.italic, b.italic))
	})
	level := rank(styles)
	for _, p := range m.paras {
		if p.kind == source.Heading {
			p.level = level[p.look.key(m.body)]
		}
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// key is the part of a look that tells the level of a heading. The size of a large font tells enough.
func (v *look) key(body float64) look {
	k := look{size: float64(int(v.size*2+0.5)) / 2, bold: v.bold, italic: v.italic, caps: v.caps, numbering: v.numbering}
	if v.big(body) {
		k.bold, k.italic, k.caps = false, false, false
	}
	return k
}

// rank gives levels to styles: one for each style, and one for each kind of number within. Headings without a number rank with
// the first kind of their style.
func rank(styles []look) map[look]int {
	out := map[look]int{}
	level := 0
	for i := 0; i < len(styles); {
		n := i
		for n < len(styles) && sameFont(styles[n], styles[i]) {
			n++
		}
		level++
		first := level
		used := ""
		for _, s := range styles[i:n] {
			switch {
			case s.numbering == "":
				out[s] = first
			case used == "":
				used = s.numbering
				out[s] = first
			default:
				level++
				out[s] = level
			}
		}
		i = n
	}
	const deepest = 6
	for k, v := range out {
		out[k] = min(v, deepest)
	}
	return out
}

func sameFont(a, b look) bool {
	return a.size == b.size && a.bold == b.bold && a.italic == b.italic && a.caps == b.caps
}

// isHeading reports whether para i is a heading: set as one, and not in the middle of a list or text.
func (m *maker) isHeading(i int) bool {
	p := m.paras[i]
	if p.kind == source.Row || p.kind == source.Caption || p.kind == source.Note || !p.look.heading(m.body) || figure.MatchString(p.look.text) {
		return false
	}
	if p.kind == source.Item && (!startsUpper(strings.TrimSpace(strings.TrimPrefix(p.look.text, p.marker))) || p.look.numbering == "") {
		return false
	}
	if p.look.big(m.body) || p.look.bold && !p.look.italic && p.kind != source.Item {
		return true
	}
	// in the size of the body and not bold, or numbered: it must stand by itself above something else
	if i+1 >= len(m.paras) {
		return false
	}
	next := m.paras[i+1]
	v := lookOf(next.lines)
	return p.gap > 1.3 && (next.kind == source.Item || next.kind == source.Paragraph) && !sameFont(v, p.look) && len(v.text) > len(p.look.text)/2
}
