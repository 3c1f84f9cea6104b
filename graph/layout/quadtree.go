package layout

import "math"

const (
	bucket   = 6   // bodies in a leaf
	maxDepth = 48  // of the tree: bodies in the same place share a leaf
	opening  = 0.7 // largest ratio of a cell's side to its distance; less than 1/√2, so that no cell pushes its own bodies
)

// cell is a square of the plane. Cells stand in preorder, so that the next one is a cell's first quarter, and skip leads
// past all of its quarters.
type cell struct {
	x, y, mass float64 // centre of mass
	reach      float64 // squared distance beyond which the cell acts like one body
	skip       int32
	lo, hi     int32 // bodies; leaf only
	leaf       bool
}

// body is a node with mass.
type body struct {
	x, y, mass float64
	node       uint32
}

// quadtree sums up far nodes: Barnes and Hut, A hierarchical O(N log N) force-calculation algorithm, Nature 324 (1986).
type quadtree struct {
	cells  []cell
	bodies []body // ordered by cell
	spare  []body
}

// build makes the tree of the points.
func (t *quadtree) build(points []Point, masses []float64) {
	t.cells, t.bodies = t.cells[:0], t.bodies[:0]
	if len(t.spare) < len(points) {
		t.spare = make([]body, len(points))
	}
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i, p := range points {
		t.bodies = append(t.bodies, body{p.X, p.Y, masses[i], uint32(i)})
		minX, maxX, minY, maxY = min(minX, p.X), max(maxX, p.X), min(minY, p.Y), max(maxY, p.Y)
	}
	side := max(maxX-minX, maxY-minY)
	t.split(0, len(points), square{(minX + maxX) / 2, (minY + maxY) / 2, side}, 0)
}

// square is a region of the plane by its centre and side.
type square struct{ x, y, side float64 }

// split makes the cell of bodies lo … hi-1 in the square.
func (t *quadtree) split(lo, hi int, s square, depth int) {
	at := len(t.cells)
	c := cell{lo: int32(lo), hi: int32(hi), leaf: hi-lo <= bucket || depth == maxDepth, reach: s.side * s.side / (opening * opening)}
	for _, b := range t.bodies[lo:hi] {
		c.mass += b.mass
		c.x += float64(b.mass * b.x)
		c.y += float64(b.mass * b.y)
	}
	c.x, c.y = c.x/c.mass, c.y/c.mass
	t.cells = append(t.cells, c)
	if !c.leaf {
		ends := t.quarters(lo, hi, s.x, s.y)
		from, quarter := lo, s.side/4
		for q, to := range ends {
			if to > from {
				t.split(from, to, square{s.x + float64(quarter*float64(q%2*2-1)), s.y + float64(quarter*float64(q/2*2-1)), s.side / 2}, depth+1)
			}
			from = to
		}
	}
	t.cells[at].skip = int32(len(t.cells))
}

// quarters orders the bodies by quarter of the square around x, y, keeping their order within, and returns where each ends.
func (t *quadtree) quarters(lo, hi int, x, y float64) (ends [4]int) {
	var counts [4]int
	quarter := func(b body) int {
		q := 0
		if b.x >= x {
			q = 1
		}
		if b.y >= y {
			q += 2
		}
		return q
	}
	for _, b := range t.bodies[lo:hi] {
		counts[quarter(b)]++
	}
	var next [4]int
	from := lo
	for q, n := range counts {
		next[q] = from
		from += n
		ends[q] = from
	}
	copy(t.spare[lo:hi], t.bodies[lo:hi])
	for _, b := range t.spare[lo:hi] {
		q := quarter(b)
		t.bodies[next[q]] = b
		next[q]++
	}
	return ends
}

// push returns the repulsion by all other nodes of a unit mass at p, mass over distance, which node i holds.
func (t *quadtree) push(p Point, i uint32) (fx, fy float64) {
	for k := int32(0); k < int32(len(t.cells)); {
		c := &t.cells[k]
		dx, dy := p.X-c.x, p.Y-c.y
		if d := float64(dx*dx) + float64(dy*dy); d > c.reach {
			f := c.mass / d
			fx += float64(dx * f)
			fy += float64(dy * f)
			k = c.skip
			continue
		}
		if !c.leaf {
			k++
			continue
		}
		for _, b := range t.bodies[c.lo:c.hi] {
			if b.node == i {
				continue
			}
			dx, dy := p.X-b.x, p.Y-b.y
			if d := float64(dx*dx) + float64(dy*dy); d > 0 {
				f := b.mass / d
				fx += float64(dx * f)
				fy += float64(dy * f)
			}
		}
		k = c.skip
	}
	return fx, fy
}
