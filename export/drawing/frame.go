package drawing

import (
	"fmt"
	"math"

	"policygraph/export/scene"
)

// The frame, in points for a page of usual size; on larger pages it grows.
const (
	usualWidth = 900.0
	margin     = 22.0
	titleSize  = 17.0
	textSize   = 9.5
	markerSize = 5.0
	between    = 16.0 // entries of the legend
	maxGrowth  = 2.4
)

// frame draws title, legend and source around the graph, and moves the graph to its place among them.
func (p *page) frame() {
	width := max(minBody, p.body.x1-p.body.x0)
	f := &frame{p: p, unit: min(maxGrowth, max(1, math.Sqrt(width/usualWidth)))}
	f.left, f.width = margin*f.unit, width
	f.y = margin * f.unit
	f.lines(p.s.Title, titleSize*f.unit, true, ink, 3)
	f.y += 2 * f.unit
	f.lines(p.s.Description, textSize*f.unit, false, grey, 2)
	f.y += 14 * f.unit
	p.move(Point{f.left + (width-(p.body.x1-p.body.x0))/2 - p.body.x0, f.y - p.body.y0})
	f.y += p.body.y1 - p.body.y0 + 18*f.unit
	f.legend()
	if p.s.Source != "" {
		f.y += 6 * f.unit
		f.lines("Source: "+p.s.Source, textSize*f.unit*0.9, false, grey, 3)
	}
	p.d.Width, p.d.Height = math.Ceil(width+2*f.left), math.Ceil(f.y+margin*f.unit-4)
	p.d.Ground = white
}

// frame is what stands around the graph, in the making.
type frame struct {
	p           *page
	unit        float64
	left, width float64
	y           float64 // where the next line begins
}

// lines writes text over the width of the page.
func (f *frame) lines(s string, size float64, bold bool, tone Paint, most int) {
	if s == "" {
		return
	}
	lines, _ := f.p.fonts.Of(bold).wrap(s, size, f.width, most)
	m := Mark{Class: "frame"}
	for _, l := range lines {
		m.Texts = append(m.Texts, Text{At: Point{f.left, f.y + size*ascent}, Size: size, Bold: bold, Color: tone, Text: l})
		f.y += size * leading * 1.05
	}
	f.p.add(m)
}

// legend explains shapes and colours of nodes, then colours and lines of edges.
func (f *frame) legend() {
	size := textSize * f.unit
	row := size * 1.75
	entries := func(list []scene.Legend, wide float64, draw func(l *scene.Legend, at Point) []Path) {
		x := f.left
		for i := range list {
			l := &list[i]
			text := fmt.Sprintf("%s (%d)", l.Label, l.Count)
			need := wide + 4*f.unit + f.p.fonts.Regular.Width(text, size)
			if x > f.left && x+need > f.left+f.width {
				x = f.left
				f.y += row
			}
			m := Mark{Class: "frame", Paths: draw(l, Point{x, f.y + row/2})}
			m.Texts = []Text{{At: Point{x + wide + 4*f.unit, f.y + row/2 + size*0.34}, Size: size, Color: ink, Text: text}}
			f.p.add(m)
			x += need + between*f.unit
		}
		if len(list) > 0 {
			f.y += row
		}
	}
	r := markerSize * f.unit
	entries(f.p.s.Types, 2.6*r, func(l *scene.Legend, at Point) []Path {
		c := color(l.Color)
		fill := c.mix(white, 0.45)
		if l.Shape == card {
			fill = c.mix(white, 0.82)
		} else if !l.Entity {
			fill = c.mix(white, 0.2)
		}
		return []Path{{Segments: outline(l.Shape, Point{at.X + 1.3*r, at.Y}, r), Fill: fill, Stroke: c.mix(ink, 0.25), Width: 0.9 * f.unit}}
	})
	entries(f.p.s.Predicates, 26*f.unit, func(l *scene.Legend, at Point) []Path {
		e := edge{from: at, by: Point{at.X + 12*f.unit, at.Y}, to: Point{at.X + 26*f.unit, at.Y}, width: 1.3 * f.unit}
		return e.paths(l.Line, color(l.Color))
	})
}

// move moves nodes, labels and edges.
func (p *page) move(by Point) {
	shift := func(q Point) Point { return Point{q.X + by.X, q.Y + by.Y} }
	shiftRect := func(r rect) rect { return rect{r.x0 + by.X, r.y0 + by.Y, r.x1 + by.X, r.y1 + by.Y} }
	for i := range p.nodes {
		v := &p.nodes[i]
		v.at, v.box, v.label = shift(v.at), shiftRect(v.box), shiftRect(v.label)
	}
	for i := range p.edges {
		e := &p.edges[i]
		e.from, e.by, e.to, e.name = shift(e.from), shift(e.by), shift(e.to), shiftRect(e.name)
	}
}
