package analysis

import (
	"cmp"
	"math"
	"slices"

	"policygraph/graph/view"
)

const (
	eigenTolerance = 1e-12 // of the residual |Mx-λx|, relative to λ
	eigenSteps     = 1000  // at most; reached only by graphs like a chain of many thousands
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
			sum := 0.0
			row, weights := r.Row(i)
			for k, j := range row {
				sum += float64(x[j] * weights[k])
			}
			y[i] = sum
		}
	})
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

// solver finds largest eigenvalues. In each step it takes the best vector in the plane of the present one x, its residual w
// and the direction p of the last step: Knyazev, Toward the optimal preconditioned eigensolver, SIAM Journal on Scientific
// Computing 23 (2001), with one vector and without preconditioning. That needs a tenth of the multiplications of plain
// repetition, and alternating (bipartite) graphs, whose eigenvalues come in pairs ±λ, need no care, as only the largest is
// sought. Sums are taken in fixed blocks.
type solver struct {
	x, w, p    []float64
	mx, mw, mp []float64 // the matrix times these
}

// solve returns the largest eigenvalue and its eigenvector, which is valid until the next call.
func (s *solver) solve(m *matrix, n int) (float64, []float64) {
	for _, v := range []*[]float64{&s.x, &s.w, &s.p, &s.mx, &s.mw, &s.mp} {
		*v = resized(*v, n)
	}
	for i := range s.x {
		s.x[i], s.p[i], s.mp[i] = 1/math.Sqrt(float64(n)), 0, 0
	}
	m.multiply(s.x, s.mx)
	fresh := true
	value := 0.0
	for range eigenSteps {
		d := sums(n, m.workers, func(lo, hi int) [3]float64 { return dots(lo, hi, s.x, s.x, s.mx) })
		value = d[1] / d[0]
		length := s.residual(m, n, value, 1/math.Sqrt(d[0]))
		if length <= eigenTolerance*value {
			if fresh {
				break
			}
			m.multiply(s.x, s.mx) // forget the rounding errors of the steps and look again
			fresh = true
			continue
		}
		s.step(m, n, value, length)
		fresh = false
	}
	return value, s.x
}

// dots returns a·b and a·c of a block.
func dots(lo, hi int, a, b, c []float64) (out [3]float64) {
	for i := lo; i < hi; i++ {
		out[0] += float64(a[i] * b[i])
		out[1] += float64(a[i] * c[i])
	}
	return out
}

// residual scales x, sets w to what is left of Mx beside x and returns its length.
func (s *solver) residual(m *matrix, n int, value, scale float64) float64 {
	d := sums(n, m.workers, func(lo, hi int) (out [3]float64) {
		for i := lo; i < hi; i++ {
			s.x[i] *= scale
			s.mx[i] *= scale
			w := s.mx[i] - float64(value*s.x[i])
			s.w[i] = w
			out[0] += float64(w * w)
		}
		return out
	})
	return math.Sqrt(d[0])
}

// step moves x to the best vector of the three directions.
func (s *solver) step(m *matrix, n int, value, length float64) {
	blocks(n, m.workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			s.w[i] /= length
		}
	})
	m.multiply(s.w, s.mw)
	s.straighten(m, n)
	cross := sums(n, m.workers, func(lo, hi int) (out [3]float64) {
		a := dots(lo, hi, s.w, s.mw, s.mx)
		return [3]float64{a[0], a[1], dots(lo, hi, s.p, s.mw, s.mx)[0]}
	})
	own := sums(n, m.workers, func(lo, hi int) [3]float64 { return dots(lo, hi, s.p, s.mp, s.mx) })
	straight := sums(n, m.workers, func(lo, hi int) [3]float64 { return dots(lo, hi, s.p, s.p, s.x) })
	// Seen from the present eigenvalue, so that its digits do not drown the small differences.
	c := topOfThree([3][3]float64{
		{0, cross[1], own[1]},
		{cross[1], cross[0] - value, cross[2]},
		{own[1], cross[2], own[0] - float64(value*straight[0])},
	})
	blocks(n, m.workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			s.p[i] = float64(c[1]*s.w[i]) + float64(c[2]*s.p[i])
			s.mp[i] = float64(c[1]*s.mw[i]) + float64(c[2]*s.mp[i])
			s.x[i] = float64(c[0]*s.x[i]) + s.p[i]
			s.mx[i] = float64(c[0]*s.mx[i]) + s.mp[i]
		}
	})
}

// straighten makes p of length 1 and at right angles to x and w, or zero if nothing of it is left.
func (s *solver) straighten(m *matrix, n int) {
	before := 0.0
	for range 2 { // the second time removes what rounding left in the first
		d := sums(n, m.workers, func(lo, hi int) [3]float64 {
			a := dots(lo, hi, s.p, s.x, s.w)
			return [3]float64{a[0], a[1], dots(lo, hi, s.p, s.p, s.x)[0]}
		})
		before = max(before, math.Sqrt(d[2]))
		blocks(n, m.workers, func(_, lo, hi int) {
			for i := lo; i < hi; i++ {
				s.p[i] -= float64(d[0]*s.x[i]) + float64(d[1]*s.w[i])
				s.mp[i] -= float64(d[0]*s.mx[i]) + float64(d[1]*s.mw[i])
			}
		})
	}
	d := sums(n, m.workers, func(lo, hi int) [3]float64 { return dots(lo, hi, s.p, s.p, s.x) })
	scale := 0.0
	if length := math.Sqrt(d[0]); length > 1e-8*before {
		scale = 1 / length
	}
	blocks(n, m.workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			s.p[i] *= scale
			s.mp[i] *= scale
		}
	})
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
