package layout

import (
	"cmp"
	"math"
	"slices"
)

// steps of the search for the smallest circle.
const circleSteps = 200

// centre moves the points so that the smallest circle which holds all nodes has its middle at the origin, nearly, and
// returns its radius: Bădoiu and Clarkson, Smaller core-sets for balls, SODA 2003.
func centre(points []Point, radii []float64) float64 {
	var mid Point
	for i, p := range points {
		mid.X += (p.X - mid.X) / float64(i+1)
		mid.Y += (p.Y - mid.Y) / float64(i+1)
	}
	farthest := func() (at int, radius float64) {
		for i, p := range points {
			if r := distance(p, mid) + radii[i]; r > radius {
				at, radius = i, r
			}
		}
		return at, radius
	}
	for k := range circleSteps {
		at, _ := farthest()
		mid.X += (points[at].X - mid.X) / float64(k+2)
		mid.Y += (points[at].Y - mid.Y) / float64(k+2)
	}
	_, radius := farthest()
	for i := range points {
		points[i].X -= mid.X
		points[i].Y -= mid.Y
	}
	return radius
}

// disc is a component that has been placed around the origin, or a single node.
type disc struct {
	members []uint32
	radius  float64
}

// arrange leaves the first component where it is and moves the others to rings around it, the widest first, evenly spread.
// Without a component of several nodes, the rings begin at the origin.
func arrange(discs []disc, points []Point, gap float64) {
	if len(discs) == 0 {
		return
	}
	rest := slices.Clone(discs[1:])
	slices.SortStableFunc(rest, func(a, b disc) int {
		return cmp.Or(cmp.Compare(b.radius, a.radius), cmp.Compare(a.members[0], b.members[0]))
	})
	edge := discs[0].radius
	for len(rest) > 0 {
		widest := rest[0].radius + gap
		ring := edge + 2*gap + widest
		n, angle := 0, 0.0
		for n < len(rest) {
			width := 2 * math.Asin(min(1, (rest[n].radius+gap)/ring))
			if n > 0 && angle+width > 2*math.Pi {
				break
			}
			angle += width
			n++
		}
		free, at := (2*math.Pi-angle)/float64(n), 0.0
		for _, d := range rest[:n] {
			half := math.Asin(min(1, (d.radius+gap)/ring))
			at += half + free/2
			move(d, points, Point{ring * math.Cos(at), ring * math.Sin(at)})
			at += half + free/2
		}
		rest, edge = rest[n:], ring+widest
	}
}

func move(d disc, points []Point, by Point) {
	for _, m := range d.members {
		points[m].X += by.X
		points[m].Y += by.Y
	}
}
