package layout

import (
	"cmp"
	"math"
	"slices"
)

// panel is a component that has been placed around the origin, or a single node.
type panel struct {
	members       []uint32
	width, height float64
}

// single returns the panel of a single node, which is as wide as the room for it and its label.
func single(member uint32, radius float64) panel {
	return panel{[]uint32{member}, 2 * radius * aspect, 2 * radius}
}

// centre moves the points so that the middle of the rectangle that holds all nodes is the origin, and returns its sides.
func centre(points []Point, radii []float64) (width, height float64) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i, p := range points {
		r := radii[i]
		x0, y0, x1, y1 = min(x0, p.X-r), min(y0, p.Y-r), max(x1, p.X+r), max(y1, p.Y+r)
	}
	for i := range points {
		points[i].X -= (x0 + x1) / 2
		points[i].Y -= (y0 + y1) / 2
	}
	return x1 - x0, y1 - y0
}

// shape is the ratio of width and height of rows that stand below nothing.
const shape = 1.5

// arrange leaves the first panel where it is and moves the others into rows below it, the highest first, each row in the middle.
// Below is where y is less, as Gephi draws it.
func arrange(panels []panel, points []Point, gap float64) {
	if len(panels) == 0 {
		return
	}
	first, rest := panels[0], slices.Clone(panels[1:])
	y := -first.height/2 - 2*gap
	if len(first.members) == 1 {
		rest, y, first.width = panels, 0, 0
	}
	slices.SortStableFunc(rest, func(a, b panel) int {
		return cmp.Or(cmp.Compare(b.height, a.height), cmp.Compare(a.members[0], b.members[0]))
	})
	area := 0.0
	for _, b := range rest {
		area += float64((b.width + 2*gap) * (b.height + 2*gap))
	}
	widest := max(first.width, math.Sqrt(shape*area))
	for len(rest) > 0 {
		n, width := 0, 0.0
		for n < len(rest) && (n == 0 || width+rest[n].width+2*gap <= widest) {
			width += rest[n].width + 2*gap
			n++
		}
		x, height := -width/2, rest[0].height
		for _, b := range rest[:n] {
			move(b, points, Point{x + gap + b.width/2, y - gap - height/2})
			x += b.width + 2*gap
		}
		y -= height + 2*gap
		rest = rest[n:]
	}
}

func move(b panel, points []Point, by Point) {
	for _, m := range b.members {
		points[m].X += by.X
		points[m].Y += by.Y
	}
}
