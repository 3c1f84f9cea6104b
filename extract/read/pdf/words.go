package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// word is a stretch of characters without blank, of one style.
type word struct {
	box
	text         string
	base         float64 // y of the line that it stands on
	size         float64
	bold, italic bool
	glued        bool // no blank stands before it
	raised       bool // superscript
	unsure       bool // nothing in it tells the base line
}

// character maps what fonts and PDFium put in place of characters.
func character(r rune) rune {
	switch {
	case r == 0x02 || r == 0xfffe: // PDFium's hyphen at the end of a line
		return '-'
	case r == '\r' || r == '\n':
		return '\n'
	case r < ' ' || r == 0xa0 || r == 0xffff || r == unicode.ReplacementChar || unicode.IsSpace(r):
		return ' '
	case r >= 0xf020 && r <= 0xf0ff: // of symbol fonts
		if m, ok := symbols[r]; ok {
			return m
		}
		if r >= 0xf030 && r <= 0xf039 || r >= 0xf041 && r <= 0xf05a || r >= 0xf061 && r <= 0xf07a {
			return r - 0xf000
		}
		return '•'
	case r >= 0xe000 && r <= 0xf8ff:
		return '•'
	}
	return r
}

// symbols are the private characters of the fonts Symbol and Wingdings that are not bullets.
var symbols = map[rune]rune{
	0xf020: ' ', 0xf0a0: ' ', 0xf02d: '–', 0xf0be: '–', 0xf028: '(', 0xf029: ')', 0xf02e: '.', 0xf02c: ',', 0xf0a2: '\'', 0xf0b3: '≥', 0xf0a3: '≤', 0xf0ae: '→', 0xf0e0: '→',
	0xf06f: '•', 0xf06e: '•', 0xf071: '•', 0xf075: '•', 0xf076: '•', 0xf077: '•', 0xf06c: '•', 0xf0fc: '•', 0xf0fe: '•', 0xf046: '•',
}

// bearing reports whether a character stands on the base line, so that its lower edge tells it.
func bearing(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !strings.ContainsRune("gjpqyQJ", r)
}

// run is a stretch of characters of one font on one line.
type run struct {
	glyphs []glyph
	base   float64
	unsure bool
	glued  bool // goes on from the run before
}

// words gathers characters, in the order of the file, into words.
func words(glyphs []glyph) []word {
	var out []word
	var prev *run
	for len(glyphs) > 0 {
		n := runLength(glyphs)
		r := run{glyphs: glyphs[:n]}
		glyphs = glyphs[n:]
		r.base, r.unsure = baseline(r.glyphs)
		if prev != nil {
			r.glued = prev.continuedBy(&r)
		}
		at := len(out)
		out = r.split(out)
		if len(out) > at {
			prev = &r
			if len(out) > at && at > 0 {
				lift(out, at)
			}
		} else if prev != nil && blank(r.glyphs) {
			prev = nil
		}
	}
	return out
}

func blank(glyphs []glyph) bool {
	return slices.ContainsFunc(glyphs, func(g glyph) bool { return g.r <= ' ' })
}

// runLength returns the length of the run that the characters begin with.
func runLength(glyphs []glyph) int {
	first := glyphs[0]
	if first.r == '\n' {
		return 1
	}
	prev := first
	for i := 1; i < len(glyphs); i++ {
		g := glyphs[i]
		em := max(first.size, 1)
		switch {
		case g.r == '\n':
			return i
		case g.r == ' ' && g.size <= 1: // made by PDFium
			continue
		case abs(g.size-first.size) > 0.1*em, g.font != first.font && g.r != ' ':
			return i
		case g.box.x0 < prev.box.x0-0.5*em, g.box.x0 > prev.box.x1+2*em, g.box.y0 > prev.box.y1+0.2*em, g.box.y1 < prev.box.y0-0.2*em && g.r != ' ':
			return i
		}
		if g.r != ' ' {
			prev = g
		}
	}
	return len(glyphs)
}

func abs(v float64) float64 { return max(v, -v) }

// baseline returns the y of the line that characters stand on, and whether it is only guessed.
func baseline(glyphs []glyph) (float64, bool) {
	var bases []float64
	for _, g := range glyphs {
		if bearing(g.r) {
			bases = append(bases, g.box.y0)
		}
	}
	if len(bases) == 0 {
		for _, g := range glyphs {
			if g.r == ' ' && g.size > 1 && g.box.y0 == g.box.y1 {
				return g.box.y0, false
			}
		}
		b := glyphs[0].box
		for _, g := range glyphs {
			if strings.ContainsRune("gjpqyQJ", g.r) {
				return g.box.y0 + 0.22*g.size, false
			}
		}
		return b.y0, true
	}
	slices.Sort(bases)
	return bases[len(bases)/2], false
}

// continuedBy reports whether run next follows without a blank.
func (r *run) continuedBy(next *run) bool {
	a, b := r.glyphs[len(r.glyphs)-1], next.glyphs[0]
	if a.r <= ' ' || b.r <= ' ' {
		return false
	}
	em := max(a.size, b.size)
	return b.box.x0 > a.box.x0 && b.box.x0-a.box.x1 < 0.25*em && b.box.y0 < a.box.y1+0.5*em && b.box.y1 > a.box.y0-0.5*em
}

// split appends the words of a run.
func (r *run) split(out []word) []word {
	var text strings.Builder
	var w word
	flush := func() {
		if text.Len() > 0 {
			w.text = text.String()
			out = append(out, w)
			text.Reset()
		}
		w = word{}
	}
	first := true
	for _, g := range r.glyphs {
		if g.r <= ' ' {
			flush()
			first = false
			continue
		}
		up := r.lifted(g)
		fresh := word{base: r.base, size: g.size, bold: g.font.bold, italic: g.font.italic, unsure: r.unsure, raised: up}
		switch {
		case text.Len() == 0:
			fresh.glued = first && r.glued
			w = fresh
		case g.box.x0-w.x1 > 0.4*g.size && g.box.x0-w.x1 > 2:
			flush()
			w = fresh
		case up != w.raised:
			flush()
			fresh.glued = true
			w = fresh
		}
		first = false
		w.add(g.box)
		text.WriteRune(g.r)
	}
	flush()
	return out
}

// lifted reports whether a digit of the run's own font is drawn as superscript.
func (r *run) lifted(g glyph) bool {
	return !r.unsure && unicode.IsDigit(g.r) && g.box.y0 > r.base+0.2*g.size && g.box.height() < 0.62*g.size
}

// lift marks the word at index i, or the one before it, as superscript of the other, and puts both on one line.
func lift(words []word, i int) {
	a, b := &words[i-1], &words[i]
	if a.unsure && b.unsure {
		return
	}
	switch {
	case raised(b, a) && b.x0 > a.x0 && b.x0-a.x1 < 0.4*a.size:
		b.raised, b.base, b.unsure = true, a.base, false
	case raised(a, b) && b.x0 > a.x0 && b.x0-a.x1 < 1.5*b.size && !a.raised:
		a.raised, a.base, a.unsure = true, b.base, false
	}
}

// raised reports whether a stands small and high beside b.
func raised(a, b *word) bool {
	up := (a.y0 - b.base) / b.size
	return up < 0.8 && (up > 0.2 && a.size < 0.93*b.size || up > 0.35 && a.size <= b.size && noteDigits.MatchString(a.text))
}

var noteDigits = regexp.MustCompile(`^\d{1,3}(?:[,–-]\d{1,3})*$`)
