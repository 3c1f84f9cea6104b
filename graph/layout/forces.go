package layout

import (
	"math"

	"policygraph/graph/view"
)

const (
	tolerance  = 1.0  // of swinging, in the global speed
	localSpeed = 0.1  // of a node at global speed 1
	maxStep    = 10.0 // of a node in one iteration, in the natural unit of the forces
	maxRise    = 1.5  // of the global speed in one iteration
	cooling    = 0.3  // share of the iterations in which movement comes to rest
	middlePull = 0.3  // of gravity, against the repulsion at the rim
	block      = 256  // nodes that a worker takes at a time
)

// state is a graph whose nodes move. The model is that of Jacomy et al., ForceAtlas2, PLoS ONE 9 (2014): nodes repel each
// other with the product of their masses over their distance, ties pull, and each node's speed falls with its swinging. Ties
// pull with the square root of their length, or with LinLog regardless of it, in the family of Noack, Modularity clustering
// is force-directed layout, Physical Review E 79 (2009): between ForceAtlas2, whose pull is the length, and LinLog.
type state struct {
	g       *graph
	opt     Options
	points  []Point
	forces  []Point
	last    []Point // forces of the iteration before
	tree    quadtree
	speed   float64
	gravity float64
}

// relax moves the points by the forces for a number of iterations.
func relax(g *graph, points []Point, opt Options, iterations int) {
	s := &state{g: g, opt: opt, points: points, forces: make([]Point, g.len()), last: make([]Point, g.len()), speed: 1}
	for k := range iterations {
		s.tree.build(points, g.masses)
		s.weigh()
		s.pull()
		heat := min(1, float64(iterations-k)/(cooling*float64(iterations)))
		s.move(heat)
		s.last, s.forces = s.forces, s.last
	}
}

// weigh sets the pull of gravity, which grows with the distance from the middle, to a share of the repulsion at the rim.
func (s *state) weigh() {
	mass, moment := 0.0, 0.0
	for i, p := range s.points {
		mass += s.g.masses[i]
		moment += float64(s.g.masses[i] * (float64(p.X*p.X) + float64(p.Y*p.Y)))
	}
	s.gravity = 0
	if moment > 0 {
		s.gravity = middlePull * s.opt.Gravity * mass * mass / moment
	}
}

// pull computes all forces. Every node's is computed by itself, in the same order whoever does it.
func (s *state) pull() {
	n := len(s.points)
	if s.opt.Workers == 1 || n <= 2*block {
		s.pullBlock(0, n)
		return
	}
	blocks := make(chan int, (n+block-1)/block)
	for lo := 0; lo < n; lo += block {
		blocks <- lo
	}
	close(blocks)
	view.Workers(s.opt.Workers, func() {
		for lo := range blocks {
			s.pullBlock(lo, min(n, lo+block))
		}
	})
}

func (s *state) pullBlock(lo, hi int) {
	for _, b := range s.tree.bodies[lo:hi] { // neighbours in the plane one after the other: they meet the same cells
		i := int(b.node)
		p, m := s.points[i], s.g.masses[i]
		fx, fy := s.tree.push(p, b.node)
		fx, fy = float64(m*(fx-float64(s.gravity*p.X))), float64(m*(fy-float64(s.gravity*p.Y)))
		row, weights := s.g.rows.Row(i)
		for k, j := range row {
			dx, dy := s.points[j].X-p.X, s.points[j].Y-p.Y
			d := math.Sqrt(float64(dx*dx) + float64(dy*dy))
			f := weights[k] / (d + 1e-9)
			if !s.opt.LinLog {
				f = float64(f * math.Sqrt(d))
			}
			fx += float64(f * dx)
			fy += float64(f * dy)
		}
		s.forces[i] = Point{fx, fy}
	}
}

// move sets the global speed and moves the nodes.
func (s *state) move(heat float64) {
	swinging, traction := 0.0, 0.0
	for i, f := range s.forces {
		swinging += float64(s.g.masses[i] * distance(f, s.last[i]))
		traction += float64(s.g.masses[i] * distance(f, Point{-s.last[i].X, -s.last[i].Y}) / 2)
	}
	if swinging > 0 {
		s.speed = min(tolerance*traction/swinging, maxRise*s.speed)
	}
	for i, f := range s.forces {
		size := math.Sqrt(float64(f.X*f.X) + float64(f.Y*f.Y))
		if size == 0 {
			continue
		}
		local := localSpeed * s.speed / (1 + float64(s.speed*math.Sqrt(distance(f, s.last[i]))))
		step := heat * min(local, maxStep/size)
		s.points[i].X += float64(step * f.X)
		s.points[i].Y += float64(step * f.Y)
	}
}

func distance(a, b Point) float64 {
	dx, dy := a.X-b.X, a.Y-b.Y
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
}
