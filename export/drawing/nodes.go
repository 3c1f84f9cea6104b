package drawing

import (
	"math"

	"policygraph/export/scene"
)

// Letters and distances in points.
const (
	leading    = 1.17 // of lines, in the size of the letters
	ascent     = 0.9  // of the first line
	minLetters = 7.5
	maxLetters = 15.0
	cardText   = 7.0 // letters in cards
	cardPad    = 4.0
	labelWidth = 92.0
	labelLines = 3
	gap        = 2.0 // between a node and its label
	leaderFrom = 5.0 // distance from which a line leads from a node to its label
	cardWeight = 13  // of cards among the sizes of nodes: after the largest, before the many small ones
)

// node is a node of the scene on the page.
type node struct {
	n      *scene.Node
	look   scene.Legend
	weight float64 // importance
	size   float64 // of the letters
	area   float64 // that the label needs
	at     Point
	radius float64

	box    rect     // that the node covers; of a card with its text
	label  rect     // that the label covers
	lines  []string // as they are written; none if there is no room
	cut    bool     // something of the label is left out
	inside bool     // the label stands on the node
	leader float64  // distance of the label, if a line leads there
	card   bool     // drawn as a box around its text
}

func (p *page) newNode(n *scene.Node, degree int) node {
	v := node{n: n, look: p.types[n.Type], weight: n.Size}
	v.size = min(maxLetters, max(minLetters, 6.2+0.22*n.Size))
	switch {
	case v.look.Shape == card:
		v.weight, v.size = max(cardWeight, n.Size), cardText
		v.area = 128 * 34
	case !v.look.Entity:
		v.size = minLetters
		v.weight = min(n.Size, 8)
		fallthrough
	default:
		lines, _ := p.fonts.Regular.wrap(n.Label, v.size, labelWidth*v.size/minLetters, labelLines)
		v.area = (p.fonts.Regular.widest(lines, v.size) + 8) * (float64(len(lines))*v.size*leading + 8)
	}
	v.weight += min(1, float64(degree)/100)
	return v
}

// forget takes the label away and leaves the bare node.
func (v *node) forget() {
	v.box = extent(v.look.Shape, v.at, v.radius)
	v.lines, v.cut, v.inside, v.leader, v.card = nil, false, false, 0, false
}

func (v *node) bold() bool { return v.look.Entity && v.n.Size >= 22 }

// label finds a place for a node's label. It reports whether there is one.
func (p *page) label(i int32) bool {
	v := &p.nodes[i]
	if v.look.Shape == card {
		return p.placeCard(i)
	}
	font := p.fonts.Of(v.bold())
	width := labelWidth * v.size / minLetters
	if lines, cut := font.wrap(v.n.Label, v.size, 1.7*v.radius, labelLines); !cut {
		w, h := font.widest(lines, v.size), float64(len(lines))*v.size*leading
		if math.Hypot(w, h) <= 2*v.radius*0.96 {
			v.lines, v.inside, v.label = lines, true, around(v.at, w, h)
			return true
		}
	}
	for _, try := range []struct {
		width float64
		lines int
	}{{width, labelLines}, {width * 1.5, 2}, {width * 2.2, 1}, {width * 0.8, 1}} {
		lines, cut := font.wrap(v.n.Label, v.size, try.width, try.lines)
		if cut && try.lines > 1 {
			continue
		}
		w, h := font.widest(lines, v.size)+3, float64(len(lines))*v.size*leading+1
		if r, distance, ok := p.beside(i, w, h); ok {
			v.lines, v.cut, v.label = lines, cut, r
			if distance >= leaderFrom {
				v.leader = distance
			}
			p.taken.add(r, i)
			return true
		}
	}
	return false
}

// sides are the directions in which labels are tried, the best first.
var sides = [][2]float64{{0, 1}, {1, 0}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}}

// beside looks for room for a rectangle of that size beside a node, near before far.
func (p *page) beside(i int32, w, h float64) (r rect, distance float64, ok bool) {
	v := &p.nodes[i]
	for _, distance := range []float64{gap, gap + 6, gap + 14} {
		for _, s := range sides {
			at := v.box.middle()
			x, y := (v.box.x1-v.box.x0)/2+distance, (v.box.y1-v.box.y0)/2+distance
			if s[0] != 0 && s[1] != 0 {
				x, y = 0.72*x, 0.72*y
			}
			at = Point{at.X + s[0]*(x+w/2), at.Y + s[1]*(y+h/2)}
			if r := around(at, w, h); p.taken.free(r, i) {
				return r, distance, true
			}
		}
	}
	return rect{}, 0, false
}

// placeCard makes a card as large as there is room for around its node's place.
func (p *page) placeCard(i int32) bool {
	v := &p.nodes[i]
	for _, try := range []struct {
		width float64
		lines int
	}{{118, 3}, {92, 4}, {72, 5}, {92, 2}, {60, 2}, {46, 1}} {
		lines, cut := p.fonts.Regular.wrap(v.n.Label, v.size, try.width, try.lines)
		w, h := p.fonts.Regular.widest(lines, v.size)+2*cardPad, float64(len(lines))*v.size*leading+1.4*cardPad
		if cut && try.lines > 3 {
			continue
		}
		for _, s := range [][2]float64{{0, 0}, {0.3, 0}, {-0.3, 0}, {0, 0.35}, {0, -0.35}, {0.3, 0.35}, {-0.3, 0.35}, {0.3, -0.35}, {-0.3, -0.35}, {0.48, 0}, {-0.48, 0}} {
			r := around(Point{v.at.X + s[0]*w, v.at.Y + s[1]*h}, w, h)
			if !p.taken.free(r.grow(1), i) {
				continue
			}
			v.lines, v.cut, v.box, v.label, v.inside, v.card = lines, cut, r, r, true, true
			p.taken.add(r, i)
			return true
		}
	}
	return false
}

// drawNodes draws the nodes, the largest first, each with its label.
func (p *page) drawNodes() {
	for _, i := range p.order {
		v := &p.nodes[i]
		m := Mark{ID: v.n.ID, Class: "node"}
		if p.opt.Tips {
			m.Tip = p.nodeTip(v.n)
		}
		base := color(v.n.Color)
		look := Path{Fill: base.mix(white, 0.45), Stroke: base.mix(ink, 0.25), Width: max(0.5, min(1.3, v.radius/8))}
		switch {
		case v.card:
			look.Segments, look.Fill, look.Width = v.box.rounded(3), base.mix(white, 0.82), 0.8
		case v.look.Entity || v.look.Shape == card:
			look.Segments = outline(v.look.Shape, v.at, v.radius)
		default:
			look.Segments, look.Fill = outline(v.look.Shape, v.at, v.radius), base.mix(white, 0.2)
		}
		if v.leader > 0 {
			m.Paths = append(m.Paths, Path{Segments: straight(v.at, v.label.middle()), Stroke: grey, Width: 0.5})
		}
		m.Paths = append(m.Paths, look)
		p.write(&m, v)
		p.add(m)
		if v.cut {
			p.losses.Add(scene.LostCut, 1, v.n.Label)
		}
	}
}

// write adds a node's label to its mark.
func (p *page) write(m *Mark, v *node) {
	if len(v.lines) == 0 {
		return
	}
	if !v.inside {
		m.Paths = append(m.Paths, Path{Segments: v.label.rounded(2), Fill: plate})
	}
	tone := ink
	if !v.look.Entity && !v.card {
		tone = grey
	}
	middle := v.label.middle()
	y := middle.Y - float64(len(v.lines))*v.size*leading/2 + v.size*ascent
	for k, l := range v.lines {
		m.Texts = append(m.Texts, Text{At: Point{middle.X, y + float64(k)*v.size*leading}, Anchor: Middle, Size: v.size, Bold: v.bold(), Color: tone, Text: l})
	}
}
