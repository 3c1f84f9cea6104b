package layout

import (
	"math"
	"slices"
)

const (
	spread    = 1.6  // root mean square distance from the middle, in the radius of a disc as large as all nodes together
	maxRounds = 200  // of pushing apart
	enough    = 0.02 // overlap, as a share of the distance needed, that scaling removes in the end
	aspect    = 1.6  // of the room for a node and its label, which is wider than high
	maxScale  = 3.0  // of that scaling: some overlap is better than a picture blown up
	coincide  = 1e-6 // distance, as a share of that needed, that counts as none
)

// fit scales points around their middle so that nodes of these radii fill a fair share of the plane.
func fit(points []Point, radii []float64) {
	var mid Point
	area := 0.0
	for i, p := range points {
		mid.X += p.X / float64(len(points))
		mid.Y += p.Y / float64(len(points))
		area += float64(radii[i] * radii[i])
	}
	square := 0.0
	for _, p := range points {
		d := distance(p, mid)
		square += d * d / float64(len(points))
	}
	scale := 1.0
	if square > 0 {
		scale = spread * math.Sqrt(area/square)
	}
	for i, p := range points {
		points[i] = Point{(p.X - mid.X) * scale, (p.Y - mid.Y) * scale}
	}
}

// separate moves nodes apart until there is a gap between any two: overlapping ones are pushed from each other, the smaller
// one farther, again and again, after the relaxation of Jakobsen, Advanced character physics, Game Developers Conference
// 2001. What overlap is then left, scaling the whole removes.
func separate(points []Point, radii []float64, gap float64) {
	g := &grid{least: 2*slices.Max(radii) + gap}
	for i := range points {
		points[i].X /= aspect
	}
	for range maxRounds {
		worst := 0.0
		g.fill(points)
		g.pairs(func(i, j uint32) {
			worst = max(worst, push(points, radii, gap, i, j))
		})
		if worst <= enough {
			break
		}
	}
	scale := 1.0
	g.fill(points)
	g.pairs(func(i, j uint32) {
		if d := distance(points[i], points[j]); d > 0 {
			scale = max(scale, (radii[i]+radii[j]+gap*(1-enough))/d)
		}
	})
	scale = min(scale, maxScale)
	for i, p := range points {
		points[i] = Point{p.X * scale * aspect, p.Y * scale}
	}
}

// push moves two nodes apart if they are too near and returns how much, as a share of the distance they need.
func push(points []Point, radii []float64, gap float64, i, j uint32) float64 {
	need := radii[i] + radii[j] + gap
	dx, dy := points[j].X-points[i].X, points[j].Y-points[i].Y
	square := float64(dx*dx) + float64(dy*dy)
	if square >= need*need {
		return 0
	}
	d := math.Sqrt(square)
	if d < need*coincide { // no direction to go by: take one from the numbers
		dx, dy = float64(i*7+j*13)/16-float64((i*7+j*13)/16)-0.4375, float64(i*5+j*11)/16-float64((i*5+j*11)/16)-0.40625
		d = math.Sqrt(float64(dx*dx) + float64(dy*dy))
		dx, dy = dx/d, dy/d
		d = 0
	} else {
		dx, dy = dx/d, dy/d
	}
	a, b := radii[i]*radii[i], radii[j]*radii[j]
	lack := need - d
	points[i].X -= float64(dx * lack * b / (a + b))
	points[i].Y -= float64(dy * lack * b / (a + b))
	points[j].X += float64(dx * lack * a / (a + b))
	points[j].Y += float64(dy * lack * a / (a + b))
	return lack / need
}

// grid finds pairs of near nodes by square cells, at least as wide as two nodes can be apart and still too near.
type grid struct {
	least         float64
	rows, columns int
	starts        []uint32 // of each cell, its first node in order
	order         []uint32
	cells         []uint32 // of each node
}

// fill sorts the nodes into cells, of which there are no more than about four for each node.
func (g *grid) fill(points []Point) {
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		minX, maxX, minY, maxY = min(minX, p.X), max(maxX, p.X), min(minY, p.Y), max(maxY, p.Y)
	}
	side := max(g.least, math.Sqrt((maxX-minX)*(maxY-minY)/float64(4*len(points))), max(maxX-minX, maxY-minY)/float64(4*len(points)))
	g.columns, g.rows = int((maxX-minX)/side)+1, int((maxY-minY)/side)+1
	g.starts = append(g.starts[:0], make([]uint32, g.rows*g.columns+1)...)
	g.cells = g.cells[:0]
	for _, p := range points {
		c := uint32(int((p.Y-minY)/side)*g.columns + int((p.X-minX)/side))
		g.cells = append(g.cells, c)
		g.starts[c+1]++
	}
	for c := range g.rows * g.columns {
		g.starts[c+1] += g.starts[c]
	}
	next := slices.Clone(g.starts)
	g.order = append(g.order[:0], make([]uint32, len(points))...)
	for i, c := range g.cells {
		g.order[next[c]] = uint32(i)
		next[c]++
	}
}

// pairs calls visit once with every two nodes of the same cell or of touching ones.
func (g *grid) pairs(visit func(i, j uint32)) {
	for c := range g.rows * g.columns {
		here := g.order[g.starts[c]:g.starts[c+1]]
		if len(here) == 0 {
			continue
		}
		row, column := c/g.columns, c%g.columns
		for k, i := range here {
			for _, j := range here[k+1:] {
				visit(i, j)
			}
		}
		for _, step := range [4][2]int{{0, 1}, {1, -1}, {1, 0}, {1, 1}} {
			r, q := row+step[0], column+step[1]
			if r >= g.rows || q < 0 || q >= g.columns {
				continue
			}
			there := g.order[g.starts[r*g.columns+q]:g.starts[r*g.columns+q+1]]
			for _, i := range here {
				for _, j := range there {
					visit(i, j)
				}
			}
		}
	}
}
