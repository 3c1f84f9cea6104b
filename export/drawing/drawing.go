// Package drawing arranges a scene on a page: nodes at the places that the scene gives them, labels that do not cover each
// other, a title, a legend and a line on the source. What enters is a [scene.Scene]; what leaves is a [Drawing], plain paths
// and lines of text in the order in which they are drawn, which the formats of pictures only have to write down. How types
// and predicates look is said by the vocabulary and travels in the legends of the scene.
//
// To add a shape, add it to the table in shapes.go; to add a format of pictures, write one that draws marks.
package drawing

// Drawing is a finished page. The unit is the point, the origin is the upper left corner, y grows downwards.
type Drawing struct {
	Width, Height      float64
	Ground             Paint // the colour of the page
	Title, Description string
	Marks              []Mark // in the order in which they are drawn
}

// Mark is something on the page that is one thing to the reader: a node with its label, an edge, an entry of the legend.
type Mark struct {
	ID    string // of the node or edge; "" for what stands around the graph
	Class string // node, edge or frame
	Tip   string // what to show when the mark is pointed at; "" for nothing
	Paths []Path
	Texts []Text
}

// Path is a line or a filled area.
type Path struct {
	Segments []Segment
	Fill     Paint
	Stroke   Paint
	Width    float64 // of the stroke
	Dash     float64 // length of dashes and of the gaps between them; 0 for none
	Dot      float64 // length of the dashes instead, if they are shorter than the gaps
}

// Op is what a segment does.
type Op uint8

// The ops of segments, with the number of points that each uses.
const (
	Move  Op = iota // 1: begins here
	Line            // 1: straight to here
	Curve           // 3: a cubic Bézier curve by two control points to here
	Close           // 0: straight back to the beginning
)

// Segment is a part of a path.
type Segment struct {
	Op     Op
	Points [3]Point
}

// Point is a place on the page.
type Point struct{ X, Y float64 }

// Paint is a colour. The zero Paint leaves no trace.
type Paint struct {
	R, G, B uint8
	Alpha   float64 // 0 to 1
}

// Anchor says which point of a line of text is given.
type Anchor uint8

// Where a line of text begins.
const (
	Start Anchor = iota
	Middle
)

// Text is a line of text.
type Text struct {
	At     Point // on the baseline
	Anchor Anchor
	Size   float64
	Bold   bool
	Color  Paint
	Text   string
}

// Some colours.
var (
	ink   = Paint{0x22, 0x22, 0x22, 1}
	grey  = Paint{0x5C, 0x5C, 0x5C, 1}
	white = Paint{0xFF, 0xFF, 0xFF, 1}
	plate = Paint{0xFF, 0xFF, 0xFF, 0.82} // behind labels, so that edges do not cross out the letters
)

// color reads #RRGGBB.
func color(hex string) Paint {
	if len(hex) != 7 {
		return grey
	}
	part := func(at int) uint8 { return digit(hex[at])<<4 | digit(hex[at+1]) }
	return Paint{part(1), part(3), part(5), 1}
}

func digit(c byte) uint8 {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// mix returns the colour with a share of another.
func (p Paint) mix(other Paint, share float64) Paint {
	part := func(a, b uint8) uint8 { return uint8(float64(a) + float64(share*(float64(b)-float64(a))) + 0.5) }
	return Paint{part(p.R, other.R), part(p.G, other.G), part(p.B, other.B), p.Alpha}
}

// faint returns the colour with that opacity.
func (p Paint) faint(alpha float64) Paint {
	p.Alpha = alpha
	return p
}

// Covers reports whether painting leaves a trace.
func (p Paint) Covers() bool { return p.Alpha > 0 }

// polygon returns a closed path of the points.
func polygon(points ...Point) []Segment {
	out := make([]Segment, 0, len(points)+1)
	for i, p := range points {
		op := Line
		if i == 0 {
			op = Move
		}
		out = append(out, Segment{op, [3]Point{p}})
	}
	return append(out, Segment{Op: Close})
}

// rect is an upright rectangle.
type rect struct{ x0, y0, x1, y1 float64 }

// around returns the rectangle of that size with its middle at p.
func around(p Point, width, height float64) rect {
	return rect{p.X - width/2, p.Y - height/2, p.X + width/2, p.Y + height/2}
}

func (r rect) middle() Point { return Point{(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2} }

func (r rect) grow(by float64) rect { return rect{r.x0 - by, r.y0 - by, r.x1 + by, r.y1 + by} }

func (r rect) meets(o rect) bool { return r.x0 < o.x1 && o.x0 < r.x1 && r.y0 < o.y1 && o.y0 < r.y1 }

func (r rect) path() []Segment {
	return polygon(Point{r.x0, r.y0}, Point{r.x1, r.y0}, Point{r.x1, r.y1}, Point{r.x0, r.y1})
}

// rounded returns the outline of the rectangle with round corners.
func (r rect) rounded(radius float64) []Segment {
	radius = min(radius, (r.x1-r.x0)/2, (r.y1-r.y0)/2)
	k := radius * (1 - kappa)
	curve := func(ax, ay, bx, by, x, y float64) Segment {
		return Segment{Curve, [3]Point{{ax, ay}, {bx, by}, {x, y}}}
	}
	line := func(x, y float64) Segment { return Segment{Line, [3]Point{{x, y}}} }
	return []Segment{
		{Move, [3]Point{{r.x0 + radius, r.y0}}}, line(r.x1-radius, r.y0), curve(r.x1-k, r.y0, r.x1, r.y0+k, r.x1, r.y0+radius),
		line(r.x1, r.y1-radius), curve(r.x1, r.y1-k, r.x1-k, r.y1, r.x1-radius, r.y1),
		line(r.x0+radius, r.y1), curve(r.x0+k, r.y1, r.x0, r.y1-k, r.x0, r.y1-radius),
		line(r.x0, r.y0+radius), curve(r.x0, r.y0+k, r.x0+k, r.y0, r.x0+radius, r.y0), {Op: Close},
	}
}
