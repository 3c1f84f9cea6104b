package drawing

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Scale is how many pixels of the PNG make one unit of the drawing.
const Scale = 3

// canvas is a picture being painted.
type canvas struct {
	*image.RGBA
	faces map[bool]font.Face
	small font.Face
}

// PNG returns the drawing as a picture with white paper.
func (d *Drawing) PNG() ([]byte, error) {
	c := &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, int(Width*Scale), int(math.Ceil(d.Height*Scale)))), faces: map[bool]font.Face{}}
	draw.Draw(c, c.Bounds(), image.White, image.Point{}, draw.Src)
	var err error
	for _, bold := range []bool{false, true} {
		if c.faces[bold], err = face(bold, fontSize*Scale); err != nil {
			return nil, err
		}
	}
	if c.small, err = face(false, (fontSize-1)*Scale); err != nil {
		return nil, err
	}
	for _, l := range d.Lines {
		c.line(l, 1.5)
	}
	for _, b := range d.Boxes {
		c.box(b)
	}
	for _, s := range d.Legend {
		c.sign(s)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, c); err != nil {
		return nil, fmt.Errorf("draw picture: %w", err)
	}
	return out.Bytes(), nil
}

// pen traces an outline within a part of the canvas.
type pen struct {
	*vector.Rasterizer
	left, top float64 // of the part, in units of the drawing
}

func (p pen) at(x, y float64) (float32, float32) {
	return float32((x - p.left) * Scale), float32((y - p.top) * Scale)
}

func (p pen) move(x, y float64) { p.MoveTo(p.at(x, y)) }
func (p pen) line(x, y float64) { p.LineTo(p.at(x, y)) }

// bend draws round the corner at cx, cy.
func (p pen) bend(cx, cy, x, y float64) {
	bx, by := p.at(cx, cy)
	dx, dy := p.at(x, y)
	p.QuadTo(bx, by, dx, dy)
}

// paint fills what trace draws within a rectangle, given by its left, top, right and bottom; only so much is painted, since a picture is much larger than its parts.
func (c *canvas) paint(fill color.Color, in [4]float64, trace func(pen)) {
	area := image.Rect(int(in[0]*Scale)-1, int(in[1]*Scale)-1, int(in[2]*Scale)+2, int(in[3]*Scale)+2)
	r := vector.NewRasterizer(area.Dx(), area.Dy())
	trace(pen{r, float64(area.Min.X) / Scale, float64(area.Min.Y) / Scale})
	r.Draw(c, area, image.NewUniform(fill), image.Point{})
}

// line draws a line, dashed or whole.
func (c *canvas) line(l Line, width float64) {
	length := math.Hypot(l.X2-l.X1, l.Y2-l.Y1)
	if length == 0 {
		return
	}
	ux, uy := (l.X2-l.X1)/length, (l.Y2-l.Y1)/length
	nx, ny := -uy*width/2, ux*width/2
	dash, step := length, length
	if l.Dashed {
		dash, step = 6, 10
	}
	for at := 0.0; at < length; at += step {
		end := math.Min(length, at+dash)
		ax, ay, bx, by := l.X1+ux*at, l.Y1+uy*at, l.X1+ux*end, l.Y1+uy*end
		c.paint(rgb(l.Color), [4]float64{math.Min(ax, bx) - width, math.Min(ay, by) - width, math.Max(ax, bx) + width, math.Max(ay, by) + width}, func(p pen) {
			p.move(ax+nx, ay+ny)
			p.line(bx+nx, by+ny)
			p.line(bx-nx, by-ny)
			p.line(ax-nx, ay-ny)
			p.ClosePath()
		})
	}
}

// rounded fills a rectangle with round corners.
func (c *canvas) rounded(b Box, k float64, fill color.Color) {
	x0, y0, x1, y1 := b.X-b.W/2, b.Y-b.H/2, b.X+b.W/2, b.Y+b.H/2
	c.paint(fill, [4]float64{x0, y0, x1, y1}, func(p pen) {
		p.move(x0+k, y0)
		p.line(x1-k, y0)
		p.bend(x1, y0, x1, y0+k)
		p.line(x1, y1-k)
		p.bend(x1, y1, x1-k, y1)
		p.line(x0+k, y1)
		p.bend(x0, y1, x0, y1-k)
		p.line(x0, y0+k)
		p.bend(x0, y0, x0+k, y0)
		p.ClosePath()
	})
}

// box paints a name in its box.
func (c *canvas) box(b Box) {
	border, paper := 1.5, color.Color(color.White)
	if b.Focus {
		border, paper = 3, color.RGBA{0xF3, 0xF5, 0xF9, 0xFF}
	}
	outer, inner := b, b
	outer.W, outer.H = b.W+border, b.H+border
	inner.W, inner.H = b.W-border, b.H-border
	c.rounded(outer, 6+border/2, rgb(b.Color))
	c.rounded(inner, 6-border/2, paper)
	for i, text := range b.Lines {
		width := advance(c.faces[b.Focus], text) / Scale
		c.text(c.faces[b.Focus], text, b.X-width/2, b.Y-b.H/2+padY+lineStep*(float64(i)+0.78))
	}
}

// sign paints a row of the legend.
func (c *canvas) sign(s Sign) {
	if s.Line {
		c.line(Line{s.X, s.Y, s.X + 22, s.Y, s.Color, s.Dashed}, 2)
	} else {
		c.rounded(Box{X: s.X + 11, Y: s.Y, W: 22, H: 13}, 4, rgb(s.Color))
		c.rounded(Box{X: s.X + 11, Y: s.Y, W: 18, H: 9}, 2, color.White)
	}
	c.text(c.small, s.Text, s.X+28, s.Y+4)
}

// text writes from a point on the line of writing.
func (c *canvas) text(f font.Face, s string, x, y float64) {
	d := font.Drawer{Dst: c, Src: image.NewUniform(color.RGBA{0x1F, 0x24, 0x2E, 0xFF}), Face: f,
		Dot: fixed.Point26_6{X: fixed.Int26_6(x * Scale * 64), Y: fixed.Int26_6(y * Scale * 64)}}
	d.DrawString(s)
}

// rgb reads a colour such as #4E79A7; what is none is black.
func rgb(s string) color.Color {
	n, err := strconv.ParseUint(s[min(1, len(s)):], 16, 32)
	if err != nil || len(s) != 7 {
		return color.Black
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xFF}
}
