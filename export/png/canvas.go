package png

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"policygraph/export/drawing"
	"policygraph/export/scene"
)

const (
	tile    = 16  // side of the squares in which lines are drawn, in pixels
	piece   = 12  // longest piece of a line
	quarter = 4   // steps between two pixels at which letters begin
	flat    = 0.2 // distance of a curve from the lines that stand for it
)

// canvas is the picture in the making. Areas are drawn as they are; lines, which are long and thin, tile by tile.
type canvas struct {
	image  *image.RGBA
	scale  float64
	fonts  *drawing.Fonts
	raster vector.Rasterizer
	mask   []uint8 // scratch
	glyphs map[glyph]*image.Alpha
	tiles  map[[2]int][]span
	order  [][2]int // tiles in the order in which a line meets them
	losses scene.Losses
}

// span is a piece of a line.
type span struct{ a, b drawing.Point }

// glyph is a letter in one of the places between two pixels where it may begin.
type glyph struct {
	letter rune
	bold   bool
	size   float64
	shift  int
}

// path draws an area, then its rim.
func (c *canvas) path(p *drawing.Path) {
	lines := c.flatten(p.Segments)
	if p.Fill.Covers() {
		c.fill(lines, p.Fill)
	}
	if p.Stroke.Covers() {
		c.stroke(lines, p)
	}
}

// flatten returns the path as lines, in pixels.
func (c *canvas) flatten(segments []drawing.Segment) [][]drawing.Point {
	var out [][]drawing.Point
	var line []drawing.Point
	at := func(p drawing.Point) drawing.Point { return drawing.Point{X: p.X * c.scale, Y: p.Y * c.scale} }
	for i := range segments {
		s := &segments[i]
		switch s.Op {
		case drawing.Move:
			if line != nil {
				out = append(out, line)
			}
			line = []drawing.Point{at(s.Points[0])}
		case drawing.Line:
			line = append(line, at(s.Points[0]))
		case drawing.Curve:
			line = curve(line, at(s.Points[0]), at(s.Points[1]), at(s.Points[2]))
		case drawing.Close:
			line = append(line, line[0])
		}
	}
	return append(out, line)
}

// curve appends a curve as lines.
func curve(line []drawing.Point, b, c, d drawing.Point) []drawing.Point {
	a := line[len(line)-1]
	bend := max(math.Hypot(a.X-2*b.X+c.X, a.Y-2*b.Y+c.Y), math.Hypot(b.X-2*c.X+d.X, b.Y-2*c.Y+d.Y))
	n := max(1, int(math.Ceil(math.Sqrt(0.75*bend/flat))))
	for k := 1; k <= n; k++ {
		t := float64(k) / float64(n)
		u := 1 - t
		wa, wb, wc, wd := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		line = append(line, drawing.Point{X: wa*a.X + wb*b.X + wc*c.X + wd*d.X, Y: wa*a.Y + wb*b.Y + wc*c.Y + wd*d.Y})
	}
	return line
}

// fill draws an area.
func (c *canvas) fill(lines [][]drawing.Point, p drawing.Paint) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range lines {
		for _, q := range l {
			x0, y0, x1, y1 = min(x0, q.X), min(y0, q.Y), max(x1, q.X), max(y1, q.Y)
		}
	}
	area := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
	if area.Intersect(c.image.Rect).Empty() {
		return
	}
	c.raster.Reset(area.Dx(), area.Dy())
	for _, l := range lines {
		for i, q := range l {
			x, y := float32(q.X-float64(area.Min.X)), float32(q.Y-float64(area.Min.Y))
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.blend(area, p)
}

// blend paints what the raster holds on the picture; most of it is empty, which costs nothing here.
func (c *canvas) blend(area image.Rectangle, p drawing.Paint) {
	if n := area.Dx() * area.Dy(); cap(c.mask) < n {
		c.mask = make([]uint8, n)
	}
	m := &image.Alpha{Pix: c.mask[:area.Dx()*area.Dy()], Stride: area.Dx(), Rect: image.Rect(0, 0, area.Dx(), area.Dy())}
	c.raster.DrawOp = draw.Src
	c.raster.Draw(m, m.Rect, image.Opaque, image.Point{})
	c.stamp(m, area.Min, p)
}

// stamp paints the picture where the mask covers it, with the mask's corner at a point.
func (c *canvas) stamp(m *image.Alpha, at image.Point, p drawing.Paint) {
	area := image.Rectangle{at, at.Add(m.Rect.Size())}.Intersect(c.image.Rect)
	alpha := uint32(math.Round(p.Alpha * 255))
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := m.Pix[(y-at.Y)*m.Stride+area.Min.X-at.X:][:area.Dx()]
		pix := c.image.Pix[c.image.PixOffset(area.Min.X, y):][:4*area.Dx()]
		for x, covered := range row {
			if covered == 0 {
				continue
			}
			a := uint32(covered) * alpha
			to := pix[4*x : 4*x+3 : 4*x+3]
			to[0] = over(to[0], p.R, a)
			to[1] = over(to[1], p.G, a)
			to[2] = over(to[2], p.B, a)
		}
	}
}

// opaque is the product of a full mask and a full opacity.
const opaque = 255 * 255

// over lays one part of a colour over that of a pixel.
func over(under, paint uint8, a uint32) uint8 {
	return uint8((uint32(under)*(opaque-a) + uint32(paint)*a + opaque/2) / opaque)
}

// stroke draws lines of the path's width: each is cut into short pieces, which the tiles that they touch draw together.
func (c *canvas) stroke(lines [][]drawing.Point, p *drawing.Path) {
	half := max(0.3, p.Width*c.scale/2)
	c.order = c.order[:0]
	for _, l := range lines {
		d := newDashes(p, c.scale)
		for i := 1; i < len(l); i++ {
			d.cut(l[i-1], l[i], func(a, b drawing.Point) { c.spread(a, b, half) })
		}
	}
	for _, at := range c.order {
		area := image.Rect(at[0]*tile, at[1]*tile, at[0]*tile+tile, at[1]*tile+tile).Intersect(c.image.Rect)
		if !area.Empty() {
			c.raster.Reset(area.Dx(), area.Dy())
			for _, s := range c.tiles[at] {
				c.quad(s, half, area.Min)
			}
			c.blend(area, p.Stroke)
		}
		c.tiles[at] = c.tiles[at][:0]
	}
}

// spread gives the pieces of a line to the tiles that they touch.
func (c *canvas) spread(a, b drawing.Point, half float64) {
	n := max(1, int(math.Ceil(math.Hypot(b.X-a.X, b.Y-a.Y)/piece)))
	for k := range n {
		t, u := float64(k)/float64(n), float64(k+1)/float64(n)
		s := span{drawing.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}, drawing.Point{X: a.X + (b.X-a.X)*u, Y: a.Y + (b.Y-a.Y)*u}}
		x0, x1 := tileOf(min(s.a.X, s.b.X)-half), tileOf(max(s.a.X, s.b.X)+half)
		y0, y1 := tileOf(min(s.a.Y, s.b.Y)-half), tileOf(max(s.a.Y, s.b.Y)+half)
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				at := [2]int{x, y}
				if len(c.tiles[at]) == 0 {
					c.order = append(c.order, at)
				}
				c.tiles[at] = append(c.tiles[at], s)
			}
		}
	}
}

func tileOf(v float64) int { return int(math.Floor(v / tile)) }

// quad adds a piece of a line to the raster. All pieces turn the same way, so that they add up where they overlap.
func (c *canvas) quad(s span, half float64, origin image.Point) {
	dx, dy := s.b.X-s.a.X, s.b.Y-s.a.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	nx, ny := -dy/length*half, dx/length*half
	ax, ay := s.a.X-float64(origin.X), s.a.Y-float64(origin.Y)
	bx, by := s.b.X-float64(origin.X), s.b.Y-float64(origin.Y)
	c.raster.MoveTo(float32(ax+nx), float32(ay+ny))
	c.raster.LineTo(float32(bx+nx), float32(by+ny))
	c.raster.LineTo(float32(bx-nx), float32(by-ny))
	c.raster.LineTo(float32(ax-nx), float32(ay-ny))
	c.raster.ClosePath()
}

// dashes cuts lines into dashes, on from line to line.
type dashes struct {
	on, off float64 // 0 for none
	left    float64 // of the present dash or gap
	gap     bool
}

func newDashes(p *drawing.Path, scale float64) *dashes {
	d := &dashes{on: p.Dash * scale, off: p.Dash * scale}
	if p.Dot > 0 {
		d.on = p.Dot * scale
	}
	d.left = d.on
	return d
}

// cut calls draw with the dashes of a line.
func (d *dashes) cut(a, b drawing.Point, draw func(a, b drawing.Point)) {
	if d.off <= 0 {
		draw(a, b)
		return
	}
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	at := func(way float64) drawing.Point {
		return drawing.Point{X: a.X + (b.X-a.X)*way/length, Y: a.Y + (b.Y-a.Y)*way/length}
	}
	for way := 0.0; way < length; {
		step := min(d.left, length-way)
		if !d.gap {
			draw(at(way), at(way+step))
		}
		way += step
		if d.left -= step; d.left <= 0 {
			d.gap = !d.gap
			d.left = d.on
			if d.gap {
				d.left = d.off
			}
		}
	}
}

// text draws a line of text.
func (c *canvas) text(t *drawing.Text) {
	text, lacking := c.fonts.Known(t)
	c.losses.Add(drawing.LostLetters, lacking, t.Text)
	font := c.fonts.Of(t.Bold)
	size := t.Size * c.scale
	x, y := t.At.X*c.scale, int(math.Round(t.At.Y*c.scale))
	if t.Anchor == drawing.Middle {
		x -= font.Width(text, size) / 2
	}
	for _, r := range text {
		whole := math.Floor(x)
		if m := c.letter(glyph{r, t.Bold, size, int((x - whole) * quarter)}, font); m != nil {
			c.stamp(m, m.Rect.Min.Add(image.Pt(int(whole), y)), t.Color)
		}
		x += font.Advance(r) * size
	}
}

// letter returns how much of each pixel around the origin a letter covers; nil if it leaves no trace.
func (c *canvas) letter(g glyph, font *drawing.Font) *image.Alpha {
	if m, ok := c.glyphs[g]; ok {
		return m
	}
	segments := font.Outline(g.letter)
	if len(segments) == 0 {
		c.glyphs[g] = nil
		return nil
	}
	shift := float64(g.shift) / quarter
	line := (&canvas{scale: g.size}).flatten(segments)
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range line {
		for _, q := range l {
			x0, y0, x1, y1 = min(x0, q.X+shift), min(y0, q.Y), max(x1, q.X+shift), max(y1, q.Y)
		}
	}
	area := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
	m := image.NewAlpha(area)
	c.raster.Reset(area.Dx(), area.Dy())
	for _, l := range line {
		for i, q := range l {
			x, y := float32(q.X+shift-float64(area.Min.X)), float32(q.Y-float64(area.Min.Y))
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.raster.DrawOp = draw.Src
	c.raster.Draw(m, area, image.Opaque, image.Point{})
	c.glyphs[g] = m
	return m
}
