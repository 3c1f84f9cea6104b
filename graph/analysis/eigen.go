package analysis

import (
	"cmp"
	"math"
	"slices"

	"policygraph/graph/view"
)

const (
	eigenTolerance = 1e-12 // of the residual |Mx-λx|, relative to λ
	eigenSteps     = 1000  // at most; reached only by graphs like a chain of many thousands, whose values then are not quite settled
	eigenPatience  = 30    // steps without a smaller residual: rounding errors allow no better
	longRow        = 256
	tieTolerance   = 1e-10 // relative difference below which two parts of a graph have the same eigenvalue
)

// matrix is a symmetric matrix without negative entries: that of the rows, or, when back is given, of going along the rows and
// back again.
type matrix struct {
	rows, back *view.Rows
	workers    int
	between    []float64
}

// multiply sets y to the matrix times x.
func (m *matrix) multiply(x, y []float64) {
	if m.back == nil {
		gather(m.rows, m.workers, x, y)
		return
	}
	m.between = resized(m.between, len(m.rows.Offsets)-1)
	gather(m.rows, m.workers, x, m.between)
	gather(m.back, m.workers, m.between, y)
}

// gather sets each y to the sum of the x at the heads of its row, by weight.
func gather(r *view.Rows, workers int, x, y []float64) {
	blocks(len(y), workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			row, weights := r.Row(i)
			sum := 0.0
			for len(row) > longRow { // in pieces, whose rounding errors stay small
				sum += weighted(x, row[:longRow], weights[:longRow])
				row, weights = row[longRow:], weights[longRow:]
			}
			y[i] = sum + weighted(x, row, weights)
		}
	})
}

func weighted(x []float64, row []uint32, weights []float64) float64 {
	sum := 0.0
	for k, j := range row {
		sum += float64(x[j] * weights[k])
	}
	return sum
}

func resized(x []float64, n int) []float64 {
	if cap(x) < n {
		return make([]float64, n)
	}
	return x[:n]
}

// part is a connected part of a graph, whose matrix therefore has a single largest eigenvalue with an eigenvector of positive
// numbers.
type part struct {
	nodes   []uint32 // ascending
	senders []uint32 // of a matrix that goes along the rows and back, the nodes in between, ascending
	bound   float64  // no eigenvalue is larger
	value   float64
	top     []float64 // the eigenvector, of length 1
}

// principal returns the largest eigenvalue of a graph that falls into parts, and of n nodes the numbers to which repeated
// multiplication leads from equal ones, scaled so that the largest is 1. They are 0 outside the parts that have that
// eigenvalue, and everywhere if the matrix is zero. Parts are solved one by one, as a part that comes second by a hair's
// breadth would otherwise hardly ever die out.
func principal(parts []part, n int, workers int, of func(part) *matrix) (float64, []float64) {
	parts = slices.DeleteFunc(parts, func(p part) bool { return p.bound <= 0 })
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.bound, a.bound) })
	s := &solver{}
	best := 0.0
	var solved []part
	for _, p := range parts {
		if p.bound < best*(1-tieTolerance) {
			break
		}
		m := of(p)
		m.workers = crew(m.rows, workers)
		p.value, p.top = s.solve(m, len(p.nodes))
		best = max(best, p.value)
		if p.value >= best*(1-tieTolerance) {
			p.top = slices.Clone(p.top)
			solved = append(solved, p)
		}
	}
	out := make([]float64, n)
	for _, p := range solved {
		if p.value < best*(1-tieTolerance) {
			continue
		}
		share := 0.0 // of the equal numbers, what lies in this direction
		for _, x := range p.top {
			share += x
		}
		for k, i := range p.nodes {
			out[i] = max(0, share*p.top[k])
		}
	}
	return best, scaledToMax(out)
}

// scaledToMax divides the numbers by the largest, if there is one above 0.
func scaledToMax(xs []float64) []float64 {
	most := 0.0
	for _, x := range xs {
		most = max(most, x)
	}
	if most > 0 {
		for i := range xs {
			xs[i] /= most
		}
	}
	return xs
}

// solver finds largest eigenvalues. In each step it takes the best vector in the space of the present one x, its residual w
// and the direction p of the last step: Knyazev, Toward the optimal preconditioned eigensolver, SIAM Journal on Scientific
// Computing 23 (2001), with one vector and without preconditioning. That needs a tenth of the multiplications of plain
// repetition, and alternating (bipartite) graphs, whose eigenvalues come in pairs ±λ, need no care, as only the largest is
// sought. The three are kept at right angles: p by its choice, w because the best vector leaves no residual in the space that
// it was chosen from. Sums are taken in fixed blocks.
type solver struct {
	x, w, p    []float64
	mx, mw, mp []float64 // the matrix times these
	own        float64   // p·mp
	moving     bool      // p is not zero
}

// solve returns the largest eigenvalue and its eigenvector, which is valid until the next call.
func (s *solver) solve(m *matrix, n int) (float64, []float64) {
	for _, v := range []*[]float64{&s.x, &s.w, &s.p, &s.mx, &s.mw, &s.mp} {
		*v = resized(*v, n)
	}
	for i := range s.x {
		s.x[i] = 1
	}
	squares, product := s.refresh(m)
	fresh, least, since := true, math.Inf(1), 0
	value := 0.0
	for range eigenSteps {
		value = product / squares
		length := s.residual(m, value, 1/math.Sqrt(squares))
		if length < least {
			least, since = length, 0
		}
		since++
		if length <= eigenTolerance*value || since > eigenPatience {
			if fresh {
				break
			}
			squares, product = s.refresh(m)
			fresh, since = true, eigenPatience
			continue
		}
		squares, product = s.step(m, value)
		fresh = false
	}
	return value, s.x
}

// refresh forgets the rounding errors of the steps, and the last direction. It returns x·x and x·Mx.
func (s *solver) refresh(m *matrix) (float64, float64) {
	clear(s.p)
	clear(s.mp)
	s.own, s.moving = 0, false
	m.multiply(s.x, s.mx)
	d := sums(len(s.x), m.workers, func(lo, hi int) (out [4]float64) {
		for i := lo; i < hi; i++ {
			out[0] += float64(s.x[i] * s.x[i])
			out[1] += float64(s.x[i] * s.mx[i])
		}
		return out
	})
	return d[0], d[1]
}

// residual scales x, sets w to what is left of Mx beside x and p, scaled to length 1, and returns its length before.
func (s *solver) residual(m *matrix, value, scale float64) float64 {
	n := len(s.x)
	d := sums(n, m.workers, func(lo, hi int) (out [4]float64) {
		for i := lo; i < hi; i++ {
			s.x[i] *= scale
			s.mx[i] *= scale
			w := s.mx[i] - float64(value*s.x[i])
			s.w[i] = w
			out[0] += float64(w * w)
			out[1] += float64(w * s.x[i])
			out[2] += float64(w * s.p[i])
		}
		return out
	})
	rest := d[0] - float64(d[1]*d[1]) - float64(d[2]*d[2])
	if rest <= 0 {
		return 0
	}
	shrink := 1 / math.Sqrt(rest)
	blocks(n, m.workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			s.w[i] = (s.w[i] - float64(d[1]*s.x[i]) - float64(d[2]*s.p[i])) * shrink
		}
	})
	return math.Sqrt(d[0])
}

// step moves x to the best vector of the three, and p to how it got there. It returns x·x and x·Mx.
func (s *solver) step(m *matrix, value float64) (float64, float64) {
	n := len(s.x)
	m.multiply(s.w, s.mw)
	d := sums(n, m.workers, func(lo, hi int) (out [4]float64) {
		for i := lo; i < hi; i++ {
			out[0] += float64(s.w[i] * s.mw[i])
			out[1] += float64(s.x[i] * s.mw[i])
			out[2] += float64(s.p[i] * s.mw[i])
			out[3] += float64(s.p[i] * s.mx[i])
		}
		return out
	})
	lasting := 0.0
	if s.moving {
		lasting = s.own - value
	}
	// Seen from the present eigenvalue, so that its digits do not drown the small differences.
	small := [3][3]float64{{0, d[1], d[3]}, {d[1], d[0] - value, d[2]}, {d[3], d[2], lasting}}
	c := topOfThree(small)
	moved := float64(c[1]*c[1]) + float64(c[2]*c[2])
	away := [3]float64{-c[0] * moved, c[1] * float64(c[0]*c[0]), c[2] * float64(c[0]*c[0])} // at right angles to c
	if size := math.Sqrt(float64(away[0]*away[0]) + float64(away[1]*away[1]) + float64(away[2]*away[2])); size > 0 {
		for k := range away {
			away[k] /= size
		}
	}
	s.own, s.moving = value, true
	for j := range away {
		for k := range away {
			s.own += away[j] * float64(small[j][k]*away[k])
		}
	}
	d = sums(n, m.workers, func(lo, hi int) (out [4]float64) {
		for i := lo; i < hi; i++ {
			x, w, p := s.x[i], s.w[i], s.p[i]
			mx, mw, mp := s.mx[i], s.mw[i], s.mp[i]
			s.x[i] = float64(c[0]*x) + float64(c[1]*w) + float64(c[2]*p)
			s.mx[i] = float64(c[0]*mx) + float64(c[1]*mw) + float64(c[2]*mp)
			s.p[i] = float64(away[0]*x) + float64(away[1]*w) + float64(away[2]*p)
			s.mp[i] = float64(away[0]*mx) + float64(away[1]*mw) + float64(away[2]*mp)
			out[0] += float64(s.x[i] * s.x[i])
			out[1] += float64(s.x[i] * s.mx[i])
		}
		return out
	})
	return d[0], d[1]
}

// topOfThree returns the eigenvector of the largest eigenvalue of a symmetric matrix, by Jacobi's rotations, with the first
// number not negative.
func topOfThree(a [3][3]float64) [3]float64 {
	v := [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}} // columns
	for range 20 {
		for p := range 2 {
			for q := p + 1; q < 3; q++ {
				rotate(&a, &v, p, q)
			}
		}
	}
	best := 0
	for k := range 3 {
		if a[k][k] > a[best][best] {
			best = k
		}
	}
	out := [3]float64{v[0][best], v[1][best], v[2][best]}
	if out[0] < 0 {
		out = [3]float64{-out[0], -out[1], -out[2]}
	}
	return out
}

// rotate makes a[p][q] zero; see Golub and Van Loan, Matrix Computations, section 8.5.
func rotate(a, v *[3][3]float64, p, q int) {
	if a[p][q] == 0 {
		return
	}
	tau := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := math.Copysign(1/(math.Abs(tau)+math.Hypot(1, tau)), tau)
	c := 1 / math.Hypot(1, t)
	s := t * c
	for k := range 3 {
		a[k][p], a[k][q] = float64(c*a[k][p])-float64(s*a[k][q]), float64(s*a[k][p])+float64(c*a[k][q])
	}
	for k := range 3 {
		a[p][k], a[q][k] = float64(c*a[p][k])-float64(s*a[q][k]), float64(s*a[p][k])+float64(c*a[q][k])
		v[k][p], v[k][q] = float64(c*v[k][p])-float64(s*v[k][q]), float64(s*v[k][p])+float64(c*v[k][q])
	}
	a[p][q], a[q][p] = 0, 0
}
