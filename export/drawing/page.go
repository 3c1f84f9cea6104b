package drawing

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"policygraph/export/scene"
)

// Sizes in points.
const (
	minBody    = 560.0  // least width of the graph
	maxBody    = 3600.0 // largest width and height of the graph
	room       = 1.6    // area of the graph, in that of all its labels: the first try
	roomier    = 1.22   // by which each further try widens it
	tries      = 6      // at most
	enough     = 0.03   // share of the labels that may be missing
	nodeShare  = 0.82   // radius of a node as drawn, in that which the layout leaves it
	minRadius  = 1.4
	maxRadius  = 34.0
	smallGraph = 60 // edges up to which each is named on the page
)

// LostLabels counts labels for which there is no room. The nodes are drawn, and tips name them.
const LostLabels = "labels left out"

// Options choose what a drawing holds.
type Options struct {
	Tips bool // texts for marks that are pointed at
}

// page is a drawing in the making.
type page struct {
	s          *scene.Scene
	opt        Options
	fonts      *Fonts
	types      map[string]scene.Legend
	predicates map[string]scene.Legend
	nodes      []node // of the scene, in its order
	edges      []edge // of the scene, in its order
	order      []int  // nodes, the most important first
	scale      float64
	body       rect
	taken      *index // rectangles that no label may cover
	missing    int    // labels without a place
	losses     scene.Losses
	d          Drawing
}

// errPlaces says that a scene was never laid out.
var errPlaces = errors.New("the nodes have no places, which a picture needs")

// Arrange draws a scene. All nodes and edges are drawn; labels that are cut or left out are counted as losses.
func Arrange(s *scene.Scene, opt Options) (*Drawing, scene.Written, error) {
	if len(s.Nodes) > 0 && !s.Nodes[0].HasPosition {
		return nil, scene.Written{}, errPlaces
	}
	fonts, err := NewFonts()
	if err != nil {
		return nil, scene.Written{}, err
	}
	p := &page{s: s, opt: opt, fonts: fonts, types: map[string]scene.Legend{}, predicates: map[string]scene.Legend{}}
	for _, t := range s.Types {
		p.types[t.Name] = t
	}
	for _, t := range s.Predicates {
		p.predicates[t.Name] = t
	}
	p.d.Title, p.d.Description = s.Title, s.Description
	p.rank()
	p.fit()
	p.frame()
	p.drawEdges()
	p.drawNodes()
	p.drawNames()
	p.losses.Add(LostLabels, p.missing, p.firstMissing())
	return &p.d, s.All(&p.losses), nil
}

// rank prepares the nodes and orders them by importance: large ones, then those with many edges.
func (p *page) rank() {
	p.nodes = make([]node, len(p.s.Nodes))
	degree := make([]int, len(p.s.Nodes))
	for i := range p.s.Edges {
		degree[p.s.Edges[i].From]++
		degree[p.s.Edges[i].To]++
	}
	for i := range p.s.Nodes {
		p.nodes[i] = p.newNode(&p.s.Nodes[i], degree[i])
		p.order = append(p.order, i)
	}
	slices.SortStableFunc(p.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(p.nodes[b].weight, p.nodes[a].weight), degree[b]-degree[a])
	})
}

// fit chooses the scale at which nearly all labels find room, on a page that is not too large, and places them.
func (p *page) fit() {
	bounds := p.bounds()
	width, height := max(bounds.x1-bounds.x0, 1), max(bounds.y1-bounds.y0, 1)
	area := 0.0
	for i := range p.nodes {
		area += p.nodes[i].area
	}
	most := min(maxBody/width, maxBody/height)
	p.scale = min(most, max(math.Sqrt(room*area/(width*height)), math.Sqrt(minBody*minBody/2/(width*height))))
	for try := 1; ; try++ {
		p.place(bounds)
		if float64(p.missing) <= enough*float64(len(p.nodes)) || try == tries || p.scale >= most {
			return
		}
		p.scale = min(most, p.scale*roomier)
	}
}

// bounds returns what of the plane the nodes take up.
func (p *page) bounds() rect {
	if len(p.nodes) == 0 {
		return rect{}
	}
	out := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for i := range p.nodes {
		n := p.nodes[i].n
		out = rect{min(out.x0, n.X), min(out.y0, -n.Y), max(out.x1, n.X), max(out.y1, -n.Y)}
	}
	return out
}

// place puts nodes and labels in their places at the present scale. Labels may stand out of the bounds a little.
func (p *page) place(bounds rect) {
	p.missing = 0
	p.taken = newIndex()
	for i := range p.nodes {
		v := &p.nodes[i]
		v.at = Point{(v.n.X - bounds.x0) * p.scale, (-v.n.Y - bounds.y0) * p.scale}
		v.radius = min(maxRadius, max(minRadius, v.n.Size*p.scale*nodeShare))
		v.forget()
		p.taken.add(v.box, int32(i))
	}
	for _, i := range p.order {
		if !p.label(int32(i)) {
			p.missing++
		}
	}
	p.trace()
	p.nameEdges()
	p.body = rect{}
	for i, r := range p.taken.rects {
		if i == 0 {
			p.body = r
		}
		p.body = rect{min(p.body.x0, r.x0), min(p.body.y0, r.y0), max(p.body.x1, r.x1), max(p.body.y1, r.y1)}
	}
}

// firstMissing returns the label of the most important node that has none on the page.
func (p *page) firstMissing() string {
	for _, i := range p.order {
		if v := &p.nodes[i]; len(v.lines) == 0 {
			return v.n.Label
		}
	}
	return ""
}

// add appends a mark.
func (p *page) add(m Mark) { p.d.Marks = append(p.d.Marks, m) }

// String names the page in errors.
func (d *Drawing) String() string { return fmt.Sprintf("%.0f × %.0f points", d.Width, d.Height) }
