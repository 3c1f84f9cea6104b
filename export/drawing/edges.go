package drawing

import (
	"cmp"
	"math"
	"slices"

	"policygraph/export/scene"
)

// Lines in points.
const (
	thinnest  = 0.6
	thickest  = 2.4 // beyond it
	fan       = 9.0 // between parallel edges in their middle
	head      = 3.6 // length of an arrow, beyond the width of its line
	nameSize  = 6.2
	crowd     = 150 // edges from which they are drawn fainter
	loopSize  = 16.0
	faintest  = 0.5
	strongest = 0.85
)

// edge is an edge of the scene on the page: a curve with one control point.
type edge struct {
	e             *scene.Edge
	from, by, to  Point
	width         float64
	loop          bool
	name          rect // that its name covers
	named, hidden bool // hidden: its nodes touch, so that nothing of it can be seen
}

// trace lays the edges from node to node, those between the same two nodes beside each other.
func (p *page) trace() {
	heavy := 0.0
	for i := range p.s.Edges {
		heavy = max(heavy, p.s.Edges[i].Weight)
	}
	p.edges = make([]edge, len(p.s.Edges))
	groups := make([]int, len(p.s.Edges))
	for i := range groups {
		groups[i] = i
	}
	ends := func(i int) (a, b int) {
		e := &p.s.Edges[i]
		return min(e.From, e.To), max(e.From, e.To)
	}
	slices.SortStableFunc(groups, func(i, j int) int {
		a, b := ends(i)
		c, d := ends(j)
		return cmp.Or(a-c, b-d)
	})
	for k := 0; k < len(groups); {
		a, b := ends(groups[k])
		n := 1
		for k+n < len(groups) {
			if c, d := ends(groups[k+n]); c != a || d != b {
				break
			}
			n++
		}
		for m, i := range groups[k : k+n] {
			p.edges[i] = p.traceOne(&p.s.Edges[i], float64(m)-float64(n-1)/2)
			p.edges[i].width = thinnest + (thickest-thinnest)*math.Sqrt(p.s.Edges[i].Weight/heavy)/2
		}
		k += n
	}
}

// traceOne lays one edge; offset is its place among its parallels, zero in the middle.
func (p *page) traceOne(e *scene.Edge, offset float64) edge {
	out := edge{e: e}
	a, b := &p.nodes[e.From], &p.nodes[e.To]
	from, to := a.center(), b.center()
	if e.From == e.To {
		out.loop = true
		out.from, out.to = Point{from.X, a.box.y0}, Point{from.X, a.box.y0}
		out.by = Point{from.X, a.box.y0 - loopSize*(1+math.Abs(offset))}
		return out
	}
	dx, dy := to.X-from.X, to.Y-from.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		out.hidden = true
		return out
	}
	bend := 2 * offset * min(fan, length/6)
	if e.From > e.To {
		bend = -bend // so that parallels in both directions lie on different sides
	}
	out.by = Point{(from.X+to.X)/2 - dy/length*bend, (from.Y+to.Y)/2 + dx/length*bend}
	out.from, out.to = a.rim(out.by), b.rim(out.by)
	out.hidden = (out.to.X-out.from.X)*dx+(out.to.Y-out.from.Y)*dy <= 0
	return out
}

func (v *node) center() Point {
	if v.card {
		return v.box.middle()
	}
	return v.at
}

// rim returns where a line from the middle of the node towards a point leaves it.
func (v *node) rim(towards Point) Point {
	c := v.center()
	dx, dy := towards.X-c.X, towards.Y-c.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return c
	}
	reach := v.radius*leave(v.look.Shape, dx/length, dy/length) + 0.5
	if v.card {
		reach = math.Inf(1)
		if dx != 0 {
			reach = (v.box.x1 - v.box.x0) / 2 / math.Abs(dx) * length
		}
		if dy != 0 {
			reach = min(reach, (v.box.y1-v.box.y0)/2/math.Abs(dy)*length)
		}
	}
	return Point{c.X + dx/length*reach, c.Y + dy/length*reach}
}

// point returns the place at a share of the way.
func (e *edge) point(t float64) Point {
	if e.loop {
		return Point{e.by.X, e.from.Y + (e.by.Y-e.from.Y)*0.75}
	}
	a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
	return Point{a*e.from.X + b*e.by.X + c*e.to.X, a*e.from.Y + b*e.by.Y + c*e.to.Y}
}

// nameEdges finds room for the names of the edges, if there are few.
func (p *page) nameEdges() {
	if len(p.edges) > smallGraph {
		return
	}
	for i := range p.edges {
		e := &p.edges[i]
		if e.hidden {
			continue
		}
		w, h := p.fonts.Regular.Width(e.e.Label, nameSize)+3, nameSize*leading+1
		for _, t := range []float64{0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74} {
			if r := around(e.point(t), w, h); p.taken.free(r, nobody) {
				e.name, e.named = r, true
				p.taken.add(r, int32(len(p.nodes)+i))
				break
			}
		}
	}
}

// drawEdges draws the edges, those of heavy weight last.
func (p *page) drawEdges() {
	order := make([]int, len(p.edges))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.edges[a].width, p.edges[b].width) })
	alpha := strongest
	if n := len(p.edges); n > crowd {
		alpha = max(faintest, strongest*math.Sqrt(crowd/float64(n)))
	}
	for _, i := range order {
		e := &p.edges[i]
		m := Mark{ID: e.e.ID, Class: "edge"}
		if p.opt.Tips {
			m.Tip = p.edgeTip(e.e)
		}
		if !e.hidden {
			m.Paths = e.paths(p.predicates[e.e.Predicate].Line, color(e.e.Color).faint(alpha))
		}
		if len(m.Paths) > 0 || m.Tip != "" {
			p.add(m)
		}
	}
}

// drawNames writes the names of edges over everything else.
func (p *page) drawNames() {
	for i := range p.edges {
		e := &p.edges[i]
		if !e.named {
			continue
		}
		at := e.name.middle()
		p.add(Mark{Class: "frame", Paths: []Path{{Segments: e.name.rounded(2), Fill: plate}},
			Texts: []Text{{At: Point{at.X, at.Y + nameSize*0.33}, Anchor: Middle, Size: nameSize, Color: color(e.e.Color).mix(ink, 0.3), Text: e.e.Label}}})
	}
}

// dash sets how a line is broken.
func (l *Path) dash(line string) {
	switch line {
	case "dashed":
		l.Dash = 4 + l.Width
	case "dotted":
		l.Dash, l.Dot = 1.6+l.Width, 1+0.4*l.Width
	}
}

// paths returns the line and its arrow.
func (e *edge) paths(line string, c Paint) []Path {
	l := Path{Stroke: c, Width: e.width}
	l.dash(line)
	if e.loop {
		l.Segments = []Segment{{Move, [3]Point{e.from}}, {Curve, [3]Point{{e.by.X - loopSize, e.by.Y}, {e.by.X + loopSize, e.by.Y}, e.to}}}
		return []Path{l}
	}
	dx, dy := e.to.X-e.by.X, e.to.Y-e.by.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return nil
	}
	dx, dy = dx/length, dy/length
	size := min(head+1.6*e.width, length)
	foot := Point{e.to.X - dx*size, e.to.Y - dy*size}
	half := size * 0.36
	arrow := polygon(e.to, Point{foot.X - dy*half, foot.Y + dx*half}, Point{foot.X + dy*half, foot.Y - dx*half})
	if e.straight() {
		l.Segments = straight(e.from, foot)
	} else {
		l.Segments = []Segment{{Move, [3]Point{e.from}}, quadratic(e.from, e.by, foot)}
	}
	return []Path{l, {Segments: arrow, Fill: c}}
}

// straight reports whether the edge has no bend that one could see.
func (e *edge) straight() bool {
	dx, dy := e.to.X-e.from.X, e.to.Y-e.from.Y
	length := math.Hypot(dx, dy)
	return length == 0 || math.Abs((e.by.X-e.from.X)*dy-(e.by.Y-e.from.Y)*dx)/length < 0.3
}

func straight(from, to Point) []Segment {
	return []Segment{{Move, [3]Point{from}}, {Line, [3]Point{to}}}
}
