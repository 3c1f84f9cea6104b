package analysis

import (
	"math/rand/v2"
	"slices"

	"policygraph/graph/view"
)

// meeting is the state of one worker that draws random shortest paths: two breadth-first searches from both ends, of which the
// one that has less to look at goes on, until they meet.
type meeting struct {
	r     *view.Rows
	sides [2]side
	met   []uint32 // nodes where they met
	path  []uint32
}

// side is one of the two searches.
type side struct {
	level []uint32  // of each node, its distance from the end plus 1, or 0 if it is not met
	paths []float64 // of each node, the number of shortest paths from the end
	order []uint32  // nodes as met
	front int       // where the last level begins
	ahead int       // arcs from there
	depth uint32    // its level
}

func newMeeting(r *view.Rows) *meeting {
	n := len(r.Offsets) - 1
	m := &meeting{r: r}
	for i := range m.sides {
		m.sides[i].level, m.sides[i].paths = make([]uint32, n), make([]float64, n)
	}
	return m
}

// draw returns one of the shortest paths between two random nodes, each with the same probability, or nothing if there is none.
// The path is overwritten by the next call. The graph must have two nodes or more.
func (m *meeting) draw(rng *rand.Rand) []uint32 {
	n := len(m.r.Offsets) - 1
	u := rng.IntN(n)
	v := rng.IntN(n - 1)
	if v >= u {
		v++
	}
	m.path = m.path[:0]
	m.sides[0].begin(m.r, uint32(u))
	m.sides[1].begin(m.r, uint32(v))
	if m.meet() {
		m.trace(rng)
	}
	for i := range m.sides {
		m.sides[i].reset()
	}
	return m.path
}

// meet runs the searches until they meet and reports whether they do.
func (m *meeting) meet() bool {
	for m.met = m.met[:0]; len(m.met) == 0; {
		s, other := &m.sides[0], &m.sides[1]
		if s.ahead > other.ahead {
			s, other = other, s
		}
		if s.ahead == 0 {
			return false
		}
		s.advance(m.r)
		for _, v := range s.order[s.front:] {
			if other.level[v] > 0 {
				m.met = append(m.met, v)
			}
		}
	}
	return true
}

// trace chooses where the path passes from one search to the other and follows both back.
func (m *meeting) trace(rng *rand.Rand) {
	a, b := &m.sides[0], &m.sides[1]
	through := func(v uint32) float64 { return a.paths[v] * b.paths[v] }
	total := 0.0
	for _, v := range m.met {
		total += through(v)
	}
	at := m.met[len(m.met)-1] // unless rounding errors say otherwise
	x := rng.Float64() * total
	for _, v := range m.met {
		if x -= through(v); x < 0 {
			at = v
			break
		}
	}
	m.path = a.back(m.r, rng, append(m.path, at))
	slices.Reverse(m.path)
	m.path = b.back(m.r, rng, m.path)
}

func (s *side) begin(r *view.Rows, v uint32) {
	s.order = append(s.order[:0], v)
	s.level[v], s.paths[v] = 1, 1
	s.front, s.ahead, s.depth = 0, r.Degree(int(v)), 1
}

// advance meets the next level.
func (s *side) advance(r *view.Rows) {
	last := s.order[s.front:]
	s.front, s.ahead, s.depth = len(s.order), 0, s.depth+1
	for _, u := range last {
		for _, v := range r.Heads[r.Offsets[u]:r.Offsets[u+1]] {
			switch s.level[v] {
			case 0:
				s.level[v], s.paths[v] = s.depth, s.paths[u]
				s.order = append(s.order, v)
				s.ahead += r.Degree(int(v))
			case s.depth:
				s.paths[v] += s.paths[u]
			}
		}
	}
}

// back appends to the path a random way from its last node to the end.
func (s *side) back(r *view.Rows, rng *rand.Rand, path []uint32) []uint32 {
	for at := path[len(path)-1]; s.level[at] > 1; {
		x, level := rng.Float64()*s.paths[at], s.level[at]-1
		for _, v := range r.Heads[r.Offsets[at]:r.Offsets[at+1]] {
			if s.level[v] != level {
				continue
			}
			at = v // the last of them, if rounding errors leave something
			if x -= s.paths[v]; x < 0 {
				break
			}
		}
		path = append(path, at)
	}
	return path
}

func (s *side) reset() {
	for _, v := range s.order {
		s.level[v] = 0
	}
}
