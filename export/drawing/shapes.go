package drawing

import (
	"maps"
	"math"
	"slices"
)

// kappa is how far the control points of a quarter of a circle lie from its ends, in radii.
const kappa = 0.5522847498

// card is the shape of nodes that are drawn as boxes around their text.
const card = "card"

// shapes are outlines in a circle of radius one around the origin, by the names that the vocabulary uses; circles and cards
// are not polygons. Each fills about the area of the circle, so that sizes compare.
var shapes = map[string][]Point{
	"circle":    nil,
	card:        {{-1.2, -0.75}, {1.2, -0.75}, {1.2, 0.75}, {-1.2, 0.75}},
	"bar":       {{-1.3, -0.6}, {1.3, -0.6}, {1.3, 0.6}, {-1.3, 0.6}},
	"square":    {{-0.89, -0.89}, {0.89, -0.89}, {0.89, 0.89}, {-0.89, 0.89}},
	"diamond":   {{0, -1.25}, {1.25, 0}, {0, 1.25}, {-1.25, 0}},
	"triangle":  {{0, -1.3}, {1.2, 0.85}, {-1.2, 0.85}},
	"hexagon":   regular(6, 1.1, 0),
	"cross":     {{-0.42, -1.15}, {0.42, -1.15}, {0.42, -0.42}, {1.15, -0.42}, {1.15, 0.42}, {0.42, 0.42}, {0.42, 1.15}, {-0.42, 1.15}, {-0.42, 0.42}, {-1.15, 0.42}, {-1.15, -0.42}, {-0.42, -0.42}},
	"star":      star(5, 1.35, 0.75),
	"trapezium": {{-0.75, -0.9}, {0.75, -0.9}, {1.2, 0.85}, {-1.2, 0.85}},
	"drop":      {{0, 1.35}, {-0.8, 0.3}, {-0.95, -0.25}, {-0.7, -0.8}, {0, -1.05}, {0.7, -0.8}, {0.95, -0.25}, {0.8, 0.3}},
	"folder":    {{-1.1, -0.9}, {-0.2, -0.9}, {0, -0.65}, {1.1, -0.65}, {1.1, 0.85}, {-1.1, 0.85}},
	"tab":       {{-1.1, -0.6}, {0.7, -0.6}, {1.1, 0}, {0.7, 0.6}, {-1.1, 0.6}},
	"note":      {{-0.8, -1}, {0.35, -1}, {0.8, -0.55}, {0.8, 1}, {-0.8, 1}},
}

// Shapes returns the names of the shapes that can be drawn, sorted. Others are drawn as circles.
func Shapes() []string { return slices.Sorted(maps.Keys(shapes)) }

// regular returns a polygon of n equal sides with a corner at that angle.
func regular(n int, radius, first float64) []Point {
	out := make([]Point, n)
	for i := range out {
		sin, cos := math.Sincos(first + 2*math.Pi*float64(i)/float64(n))
		out[i] = Point{tidy(radius * cos), tidy(radius * sin)}
	}
	return out
}

// star returns a star of n rays.
func star(n int, outer, inner float64) []Point {
	out := regular(2*n, 1, -math.Pi/2)
	for i := range out {
		r := outer
		if i%2 == 1 {
			r = inner
		}
		out[i] = Point{tidy(out[i].X * r), tidy(out[i].Y * r)}
	}
	return out
}

// tidy drops the digits in which processors may differ.
func tidy(v float64) float64 { return math.Round(v*1e6)/1e6 + 0 }

// outline returns the path of a shape of that radius around a point.
func outline(shape string, at Point, radius float64) []Segment {
	corners := shapes[shape]
	if corners == nil {
		return circle(at, radius)
	}
	points := make([]Point, len(corners))
	for i, c := range corners {
		points[i] = Point{at.X + float64(radius*c.X), at.Y + float64(radius*c.Y)}
	}
	return polygon(points...)
}

// extent returns the rectangle that holds a shape of that radius around a point.
func extent(shape string, at Point, radius float64) rect {
	out := rect{-1, -1, 1, 1}
	for i, c := range shapes[shape] {
		if i == 0 {
			out = rect{c.X, c.Y, c.X, c.Y}
		}
		out = rect{min(out.x0, c.X), min(out.y0, c.Y), max(out.x1, c.X), max(out.y1, c.Y)}
	}
	return rect{at.X + float64(radius*out.x0), at.Y + float64(radius*out.y0), at.X + float64(radius*out.x1), at.Y + float64(radius*out.y1)}
}

// leave returns how far from its middle a shape of radius one ends in the direction of dx, dy, whose length is one.
func leave(shape string, dx, dy float64) float64 {
	corners := shapes[shape]
	far := 0.0
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		ex, ey := b.X-a.X, b.Y-a.Y
		across := dx*ey - dy*ex
		if across == 0 {
			continue
		}
		along, share := (a.X*ey-a.Y*ex)/across, (a.X*dy-a.Y*dx)/across
		if along > far && share >= 0 && share <= 1 {
			far = along
		}
	}
	if far == 0 {
		return 1
	}
	return far
}

func circle(at Point, r float64) []Segment {
	k := kappa * r
	quarter := func(ax, ay, bx, by, x, y float64) Segment {
		return Segment{Curve, [3]Point{{at.X + ax, at.Y + ay}, {at.X + bx, at.Y + by}, {at.X + x, at.Y + y}}}
	}
	return []Segment{
		{Move, [3]Point{{at.X + r, at.Y}}},
		quarter(r, k, k, r, 0, r), quarter(-k, r, -r, k, -r, 0), quarter(-r, -k, -k, -r, 0, -r), quarter(k, -r, r, -k, r, 0),
		{Op: Close},
	}
}
