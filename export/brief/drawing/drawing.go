// Package drawing draws the picture of a briefing: names in boxes, tied by lines, with a legend. What enters is a
// [document.Picture], whose nodes have places in any unit; what leaves is a [Drawing] whose boxes do not overlap, and that as SVG or
// PNG. Widths of text are those of the Go fonts, which the PNG is drawn with.
package drawing

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"policygraph/graph/brief/document"
)

// Measures of the drawing, in its own unit.
const (
	Width     = 720.0
	least     = 330.0 // height of the part with the boxes
	most      = 470.0
	fontSize  = 13.0
	lineStep  = 16.0
	padX      = 9.0
	padY      = 6.0
	gap       = 14.0 // between boxes
	margin    = 8.0
	legendRow = 20.0
	longest   = 130.0 // text in a box before it is wrapped
)

// Box is a name.
type Box struct {
	X, Y, W, H float64 // of the middle; whole width and height
	Lines      []string
	Widths     []float64 // of the lines
	Color      string
	Focus      bool
}

// Line ties two boxes.
type Line struct {
	X1, Y1, X2, Y2 float64
	Color          string
	Dashed         bool
}

// Sign is a row of the legend: a patch of colour or a piece of line, with its meaning at X, Y.
type Sign struct {
	X, Y   float64
	Text   string
	Width  float64 // of the text
	Color  string
	Line   bool
	Dashed bool
}

// Drawing is a finished picture.
type Drawing struct {
	Height float64
	Boxes  []Box
	Lines  []Line
	Legend []Sign
}

// fonts are read once.
var fonts = sync.OnceValues(func() ([2]*opentype.Font, error) {
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return [2]*opentype.Font{}, fmt.Errorf("read font: %w", err)
	}
	bold, err := opentype.Parse(gobold.TTF)
	return [2]*opentype.Font{regular, bold}, err
})

// face returns a font of a size.
func face(bold bool, size float64) (font.Face, error) {
	both, err := fonts()
	if err != nil {
		return nil, err
	}
	f := both[0]
	if bold {
		f = both[1]
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

// New places the boxes and lines.
func New(p *document.Picture) (*Drawing, error) {
	d := &Drawing{}
	for _, n := range p.Nodes {
		f, err := face(n.Focus, fontSize)
		if err != nil {
			return nil, err
		}
		lines := wrap(document.Clean(n.Label), f)
		width, widths := 0.0, make([]float64, len(lines))
		for i, l := range lines {
			widths[i] = round(advance(f, l))
			width = math.Max(width, math.Ceil(widths[i]))
		}
		d.Boxes = append(d.Boxes, Box{X: n.X, Y: n.Y, Widths: widths, W: width + 2*padX, H: float64(len(lines))*lineStep + 2*padY,
			Lines: lines, Color: p.Types[n.Type].Color, Focus: n.Focus})
	}
	d.spread()
	for _, e := range p.Edges {
		a, b, tie := d.Boxes[e.From], d.Boxes[e.To], p.Ties[e.Tie]
		d.Lines = append(d.Lines, Line{a.X, a.Y, b.X, b.Y, tie.Color, tie.Dashed})
	}
	return d, d.legend(p)
}

// wrap breaks a name into lines.
func wrap(s string, f font.Face) []string {
	var lines []string
	for _, word := range strings.Fields(s) {
		if n := len(lines); n > 0 && advance(f, lines[n-1]+" "+word) <= longest {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	const rows = 4
	if len(lines) > rows {
		lines = append(lines[:rows-1], lines[rows-1]+"…")
	}
	return lines
}

func advance(f font.Face, s string) float64 {
	return float64(font.MeasureString(f, s)) / float64(fixed.I(1))
}

// spread scales the places to the width of the drawing, pushes boxes apart, and settles the height.
func (d *Drawing) spread() {
	d.scale(Width, (least+most)/2)
	const rounds = 400
	for range rounds {
		if !d.push() {
			break
		}
		d.inside()
	}
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, b := range d.Boxes {
		top, bottom = math.Min(top, b.Y-b.H/2), math.Max(bottom, b.Y+b.H/2)
	}
	for i := range d.Boxes {
		d.Boxes[i].X = round(d.Boxes[i].X)
		d.Boxes[i].Y = round(d.Boxes[i].Y - top + margin)
	}
	d.Height = math.Ceil(bottom - top + 2*margin)
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

// scale stretches the places to fill a rectangle.
func (d *Drawing) scale(width, height float64) {
	x0, x1, y0, y1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, b := range d.Boxes {
		x0, x1, y0, y1 = math.Min(x0, b.X), math.Max(x1, b.X), math.Min(y0, b.Y), math.Max(y1, b.Y)
	}
	for i := range d.Boxes {
		b := &d.Boxes[i]
		left, up := b.W/2+margin, b.H/2+margin
		b.X = left + (width-2*left)*share(b.X, x0, x1)
		b.Y = up + (height-2*up)*share(b.Y, y0, y1)
	}
}

// share returns where x lies between two bounds, from 0 to 1.
func share(x, low, high float64) float64 {
	if high <= low {
		return 0.5
	}
	return (x - low) / (high - low)
}

// push moves overlapping boxes apart along the shorter way, and reports whether any did.
func (d *Drawing) push() bool {
	moved := false
	for i := range d.Boxes {
		for k := range i {
			a, b := &d.Boxes[k], &d.Boxes[i]
			dx, dy := (a.W+b.W)/2+gap-math.Abs(b.X-a.X), (a.H+b.H)/2+gap-math.Abs(b.Y-a.Y)
			if dx <= 0.01 || dy <= 0.01 {
				continue
			}
			moved = true
			if dx < dy {
				shift := math.Copysign(dx/2, b.X-a.X)
				a.X, b.X = a.X-shift, b.X+shift
			} else {
				shift := math.Copysign(dy/2, b.Y-a.Y)
				a.Y, b.Y = a.Y-shift, b.Y+shift
			}
		}
	}
	return moved
}

// inside keeps boxes within the width.
func (d *Drawing) inside() {
	for i := range d.Boxes {
		b := &d.Boxes[i]
		b.X = math.Min(math.Max(b.X, b.W/2+margin), Width-b.W/2-margin)
	}
}

// legend puts the meanings of colours below the boxes.
func (d *Drawing) legend(p *document.Picture) error {
	f, err := face(false, fontSize-1)
	if err != nil {
		return err
	}
	x, y := margin, d.Height+legendRow/2
	for _, line := range []bool{false, true} {
		keys := p.Types
		if line {
			keys = p.Ties
		}
		keys = slices.Clone(keys)
		slices.SortStableFunc(keys, func(a, b document.Key) int { return cmp.Compare(a.Label, b.Label) })
		for _, k := range keys {
			const sign, behind = 28.0, 16.0
			text := document.Clean(k.Label)
			own := advance(f, text)
			width := sign + own + behind
			if x+width > Width && x > margin {
				x, y = margin, y+legendRow
			}
			d.Legend = append(d.Legend, Sign{round(x), y, text, round(own), k.Color, line, k.Dashed})
			x += width
		}
		if len(keys) > 0 {
			x, y = margin, y+legendRow
		}
	}
	d.Height = y - legendRow/2 + margin
	return nil
}
