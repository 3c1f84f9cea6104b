package png

import (
	"image"
	"image/draw"
	"math"
	"slices"

	"golang.org/x/image/vector"

	"policygraph/export/drawing"
	"policygraph/export/scene"
)

const (
	quarter = 4   // steps between two pixels at which letters begin
	flat    = 0.2 // distance of a curve from the lines that stand for it
)

// canvas is the picture in the making. Areas are drawn at once; lines, which are long and thin, pixel by pixel.
type canvas struct {
	image  *image.RGBA
	scale  float64
	fonts  *drawing.Fonts
	raster vector.Rasterizer
	mask   []uint8 // scratch
	glyphs map[glyph]*image.Alpha
	losses scene.Losses
}

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
	area := bounds(lines, 0)
	if area.Intersect(c.image.Rect).Empty() {
		return
	}
	c.trace(lines, area)
	c.blend(area, p)
}

// bounds returns the pixels that lines of that half width may touch.
func bounds(lines [][]drawing.Point, half float64) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range lines {
		for _, q := range l {
			x0, y0, x1, y1 = min(x0, q.X), min(y0, q.Y), max(x1, q.X), max(y1, q.Y)
		}
	}
	more := 1.5 * half // lines stand out at corners
	return image.Rect(int(math.Floor(x0-more)), int(math.Floor(y0-more)), int(math.Ceil(x1+more)), int(math.Ceil(y1+more)))
}

// trace puts the area within the lines on the raster.
func (c *canvas) trace(lines [][]drawing.Point, area image.Rectangle) {
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

// stroke draws lines of the path's width: the rims of areas as areas themselves, lines that lead somewhere pixel by pixel.
func (c *canvas) stroke(lines [][]drawing.Point, p *drawing.Path) {
	half := max(0.3, p.Width*c.scale/2)
	if p.Segments[len(p.Segments)-1].Op == drawing.Close {
		c.rim(lines, half, p.Stroke)
		return
	}
	for _, l := range lines {
		d := newDashes(p, c.scale)
		for i := 1; i < len(l); i++ {
			d.cut(l[i-1], l[i], func(a, b drawing.Point) { c.line(a, b, half, p.Stroke) })
		}
	}
}

// rim draws closed lines.
func (c *canvas) rim(lines [][]drawing.Point, half float64, p drawing.Paint) {
	area := bounds(lines, half)
	if area.Intersect(c.image.Rect).Empty() {
		return
	}
	c.raster.Reset(area.Dx(), area.Dy())
	for _, l := range lines {
		l = slices.CompactFunc(l, func(a, b drawing.Point) bool { return math.Hypot(b.X-a.X, b.Y-a.Y) < 1e-6 })
		n := len(l) - 1 // the last point is the first
		for i := range n {
			a, b := l[i], l[i+1]
			before, after := corner(l[(i+n-1)%n], a, b), corner(a, b, l[(i+1)%n+1])
			c.quad(a, b, half, [2]float64{before, after}, area.Min)
		}
	}
	c.blend(area, p)
}

// corner returns how far two lines of half width one must reach beyond the point b where they meet, so that the corner is
// closed: nearly nothing on a curve.
func corner(a, b, c drawing.Point) float64 {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-b.X, c.Y-b.Y
	across, along := ux*vy-uy*vx, ux*vx+uy*vy
	return min(1, math.Abs(math.Tan(math.Atan2(across, along)/2)))
}

// quad adds a line to the raster that reaches beyond its ends as said, in half widths. All turn the same way, so that they add
// up where they overlap.
func (c *canvas) quad(a, b drawing.Point, half float64, beyond [2]float64, origin image.Point) {
	dx, dy := b.X-a.X, b.Y-a.Y
	length := math.Hypot(dx, dy)
	dx, dy = dx/length*half, dy/length*half
	ax, ay := a.X-dx*beyond[0]-float64(origin.X), a.Y-dy*beyond[0]-float64(origin.Y)
	bx, by := b.X+dx*beyond[1]-float64(origin.X), b.Y+dy*beyond[1]-float64(origin.Y)
	c.raster.MoveTo(float32(ax-dy), float32(ay+dx))
	c.raster.LineTo(float32(bx-dy), float32(by+dx))
	c.raster.LineTo(float32(bx+dy), float32(by-dx))
	c.raster.LineTo(float32(ax+dy), float32(ay-dx))
	c.raster.ClosePath()
}

// line draws a straight line: of each column of pixels, or of each row if it is steep, it covers a stretch. That is close to
// the true area for thin lines, and many times quicker for long ones.
func (c *canvas) line(a, b drawing.Point, half float64, p drawing.Paint) {
	steep := math.Abs(b.Y-a.Y) > math.Abs(b.X-a.X)
	if steep {
		a.X, a.Y, b.X, b.Y = a.Y, a.X, b.Y, b.X
	}
	if a.X > b.X {
		a, b = b, a
	}
	if a.X == b.X {
		return
	}
	slope := (b.Y - a.Y) / (b.X - a.X)
	reach := half * math.Sqrt(1+float64(slope*slope))
	width := c.image.Rect.Dx()
	if steep {
		width = c.image.Rect.Dy()
	}
	for x := max(0, math.Floor(a.X)); x < min(b.X, float64(width)); x++ {
		from, to := max(a.X, x), min(b.X, x+1)
		y := a.Y + float64(slope*((from+to)/2-a.X))
		for row := math.Floor(y - reach); row < y+reach; row++ {
			covered := (to - from) * (min(y+reach, row+1) - max(y-reach, row))
			if steep {
				c.dot(int(row), int(x), covered, p)
			} else {
				c.dot(int(x), int(row), covered, p)
			}
		}
	}
}

// dot paints a pixel that is covered by that share.
func (c *canvas) dot(x, y int, covered float64, p drawing.Paint) {
	if !(image.Point{X: x, Y: y}).In(c.image.Rect) {
		return
	}
	a := uint32(covered*p.Alpha*opaque + 0.5)
	to := c.image.Pix[c.image.PixOffset(x, y):][:3]
	to[0], to[1], to[2] = over(to[0], p.R, a), over(to[1], p.G, a), over(to[2], p.B, a)
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
	lines := (&canvas{scale: g.size}).flatten(segments)
	for _, l := range lines {
		for i := range l {
			l[i].X += float64(g.shift) / quarter
		}
	}
	area := bounds(lines, 0)
	m := image.NewAlpha(area)
	c.trace(lines, area)
	c.raster.DrawOp = draw.Src
	c.raster.Draw(m, area, image.Opaque, image.Point{})
	c.glyphs[g] = m
	return m
}
