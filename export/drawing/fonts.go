package drawing

import (
	"fmt"
	"strings"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// FontFamily lists the fonts for formats that only name theirs. All have letters of the same widths as [Fonts].
const FontFamily = "Liberation Sans, Arial, Helvetica, sans-serif"

// Fonts are the two fonts of a drawing. They keep what was looked up, so one value serves one goroutine.
type Fonts struct{ Regular, Bold *Font }

// Font is a font whose letters can be measured and outlined.
type Font struct {
	TTF   []byte // as a font file
	font  *sfnt.Font
	units float64 // of the outlines, to the size of the letters
	buf   sfnt.Buffer
	seen  map[rune]glyph
}

// glyph is what is known of a letter.
type glyph struct {
	index   sfnt.GlyphIndex // 0: the font lacks it
	advance float64         // at size one
}

// NewFonts reads the fonts, which are part of the program.
func NewFonts() (*Fonts, error) {
	regular, err := newFont(liberationsansregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := newFont(liberationsansbold.TTF)
	return &Fonts{regular, bold}, err
}

func newFont(ttf []byte) (*Font, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	return &Font{TTF: ttf, font: f, units: float64(f.UnitsPerEm()), seen: map[rune]glyph{}}, nil
}

// Of returns the font of a text.
func (f *Fonts) Of(bold bool) *Font {
	if bold {
		return f.Bold
	}
	return f.Regular
}

func (f *Font) glyph(r rune) glyph {
	g, ok := f.seen[r]
	if ok {
		return g
	}
	var err error
	if g.index, err = f.font.GlyphIndex(&f.buf, r); err != nil {
		g.index = 0
	}
	if a, err := f.font.GlyphAdvance(&f.buf, g.index, fixed.I(int(f.units)), 0); err == nil {
		g.advance = float64(a) / 64 / f.units
	}
	f.seen[r] = g
	return g
}

// Has reports whether the font has the letter.
func (f *Font) Has(r rune) bool { return f.glyph(r).index != 0 }

// Advance returns how far a letter of size one leads.
func (f *Font) Advance(r rune) float64 { return f.glyph(r).advance }

// Width returns the width of a line of text.
func (f *Font) Width(s string, size float64) float64 {
	width := 0.0
	for _, r := range s {
		width += f.glyph(r).advance
	}
	return width * size
}

// Outline returns the outline of a letter of size one that stands on the origin; nil if it leaves no trace.
func (f *Font) Outline(r rune) []Segment {
	glyphs, err := f.font.LoadGlyph(&f.buf, f.glyph(r).index, fixed.I(int(f.units)), nil)
	if err != nil {
		return nil
	}
	point := func(p fixed.Point26_6) Point {
		return Point{float64(p.X) / 64 / f.units, float64(p.Y) / 64 / f.units}
	}
	var out []Segment
	var at Point
	for _, g := range glyphs {
		a := [3]Point{point(g.Args[0]), point(g.Args[1]), point(g.Args[2])}
		switch g.Op {
		case sfnt.SegmentOpMoveTo:
			if len(out) > 0 {
				out = append(out, Segment{Op: Close})
			}
			at = a[0]
			out = append(out, Segment{Move, a})
		case sfnt.SegmentOpLineTo:
			at = a[0]
			out = append(out, Segment{Line, a})
		case sfnt.SegmentOpQuadTo:
			out = append(out, quadratic(at, a[0], a[1]))
			at = a[1]
		case sfnt.SegmentOpCubeTo:
			at = a[2]
			out = append(out, Segment{Curve, a})
		}
	}
	if len(out) > 0 {
		out = append(out, Segment{Op: Close})
	}
	return out
}

// quadratic returns the quadratic curve with that control point as a cubic one.
func quadratic(from, control, to Point) Segment {
	third := func(p Point) Point { return Point{p.X + (control.X-p.X)*2/3, p.Y + (control.Y-p.Y)*2/3} }
	return Segment{Curve, [3]Point{third(from), third(to), to}}
}

// wrap breaks text into at most most lines of about that width; cut says that something did not fit and was left out.
func (f *Font) wrap(s string, size, width float64, most int) (lines []string, cut bool) {
	line := ""
	words := strings.Fields(s)
	for i, w := range words {
		longer := strings.TrimLeft(line+" "+w, " ")
		switch {
		case f.Width(longer, size) <= width:
			line = longer
		case line == "" || len(lines) == most-1:
			rest, shortened := f.shorten(strings.TrimLeft(line+" "+strings.Join(words[i:], " "), " "), size, width)
			return append(lines, rest), shortened
		default:
			lines = append(lines, line)
			line = w
		}
	}
	rest, shortened := f.shorten(line, size, width)
	return append(lines, rest), shortened
}

// shorten cuts text to the width, with an ellipsis, and says whether it did.
func (f *Font) shorten(s string, size, width float64) (string, bool) {
	if f.Width(s, size) <= width {
		return s, false
	}
	letters := []rune(s)
	for len(letters) > 1 && f.Width(string(letters), size)+f.Width("…", size) > width {
		letters = letters[:len(letters)-1]
	}
	out := string(letters)
	if at := strings.LastIndexByte(out, ' '); at > len(out)/2 {
		out = out[:at] // between words, if that costs little
	}
	return strings.TrimRight(out, " .,;:“(…") + "…", true
}

// widest returns the width of the widest line.
func (f *Font) widest(lines []string, size float64) float64 {
	width := 0.0
	for _, l := range lines {
		width = max(width, f.Width(l, size))
	}
	return width
}

// LostLetters counts letters that the fonts lack, for formats that cannot leave the choice of fonts to the reader.
const LostLetters = "letters that the font lacks"

// unknown stands for letters that a font lacks.
const unknown = '?'

// Known returns the text with a question mark for each letter that its font lacks, and how many those are.
func (f *Fonts) Known(t *Text) (text string, lacking int) {
	font := f.Of(t.Bold)
	for _, r := range t.Text {
		if !font.Has(r) {
			lacking++
		}
	}
	if lacking == 0 {
		return t.Text, 0
	}
	return strings.Map(func(r rune) rune {
		if font.Has(r) {
			return r
		}
		return unknown
	}, t.Text), lacking
}
