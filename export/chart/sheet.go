package chart

import (
	"image/color"
	"strings"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sizes on paper, in points.
const (
	pageWidth  = 8 * vg.Inch
	margin     = 20
	titleSize  = 15
	bodySize   = 10
	smallSize  = 8.5
	lineHeight = 1.25 // of the letters' size
	raised     = 0.13 // of it, which centres small letters instead of the whole line
)

// Colours.
var (
	blue = color.RGBA{0x00, 0x72, 0xB2, 0xff}
	sky  = color.RGBA{0x56, 0xB4, 0xE9, 0xff}
	ink  = color.RGBA{0x22, 0x22, 0x22, 0xff}
	grey = color.RGBA{0x5f, 0x5f, 0x5f, 0xff}
	pale = color.RGBA{0xe4, 0xe4, 0xe4, 0xff}
)

// sheet is a page to draw on; the origin is its lower left corner.
type sheet struct{ draw.Canvas }

func newSheet(c draw.Canvas) *sheet { return &sheet{c} }

// style returns a style of letters.
func style(size vg.Length, c color.Color, bold bool) text.Style {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
	if bold {
		f.Weight = stdfont.WeightBold
	}
	return text.Style{Color: c, Font: f, Handler: plot.DefaultTextHandler, YAlign: text.YCenter}
}

func (s *sheet) rectangle(x, y, w, h vg.Length, c color.Color) {
	s.SetColor(c)
	var p vg.Path
	p.Move(vg.Point{X: x, Y: y})
	p.Line(vg.Point{X: x + w, Y: y})
	p.Line(vg.Point{X: x + w, Y: y + h})
	p.Line(vg.Point{X: x, Y: y + h})
	p.Close()
	s.Fill(p)
}

func (s *sheet) line(from, to vg.Point, width vg.Length, c color.Color) {
	s.StrokeLine2(draw.LineStyle{Color: c, Width: width}, from.X, from.Y, to.X, to.Y)
}

// write writes lines of text, the middle of the first at y, and returns the y of the line after the last.
func (s *sheet) write(st text.Style, x, y vg.Length, lines ...string) vg.Length {
	for _, l := range lines {
		if l != "" {
			s.FillText(st, vg.Point{X: x, Y: y + st.Font.Size*raised}, l)
		}
		y -= st.Font.Size * lineHeight
	}
	return y
}

// wrap breaks text into at most most lines of that width; what does not fit ends with an ellipsis.
func wrap(st text.Style, s string, width vg.Length, most int) []string {
	var lines []string
	line := ""
	words := strings.Fields(s)
	for i, w := range words {
		longer := strings.TrimSpace(line + " " + w)
		switch {
		case st.Width(longer) <= width:
			line = longer
		case line == "" || len(lines) == most-1:
			return append(lines, shorten(st, strings.TrimSpace(line+" "+strings.Join(words[i:], " ")), width))
		default:
			lines = append(lines, line)
			line = w
		}
	}
	if line != "" {
		lines = append(lines, shorten(st, line, width))
	}
	return lines
}

// shorten cuts text to the width, with an ellipsis.
func shorten(st text.Style, s string, width vg.Length) string {
	if st.Width(s) <= width {
		return s
	}
	letters := []rune(s)
	for len(letters) > 0 && st.Width(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	cut := string(letters)
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)*2/3 {
		cut = cut[:at] // between words, if that costs little
	}
	return strings.TrimRight(cut, " .,;:“(") + "…"
}

// layout is a frame broken into lines.
type layout struct {
	title, subtitle, source []string
}

// lay breaks the texts of a frame into lines.
func (f Frame) lay() layout {
	const width = pageWidth - 2*margin
	return layout{
		wrap(style(titleSize, ink, true), f.Title, width, 3),
		wrap(style(bodySize, grey, false), f.Subtitle, width, 4),
		wrap(style(smallSize, grey, false), f.Source, width, 3),
	}
}

// head returns the height above the figure, foot that below.
func (l layout) head() vg.Length {
	return margin + vg.Length(len(l.title))*titleSize*lineHeight + vg.Length(len(l.subtitle))*bodySize*lineHeight + 10
}

func (l layout) foot() vg.Length {
	return margin + vg.Length(len(l.source))*smallSize*lineHeight + 12
}

// frame draws the texts around a figure on a page of that height.
func (s *sheet) frame(l layout, height vg.Length) {
	y := s.write(style(titleSize, ink, true), margin, height-margin-titleSize/2, l.title...)
	s.write(style(bodySize, grey, false), margin, y, l.subtitle...)
	s.write(style(smallSize, grey, false), margin, l.foot()-12-smallSize/2, l.source...)
}
