package coverage

import (
	"cmp"
	"math/bits"
	"slices"

	"policygraph/graph/kg"
)

// Cover is a set of bodies such that every recommendation that calls on a body calls on one of these.
type Cover struct {
	Steps           []Step  // each taken for what it adds most
	Recommendations int     // covered
	Exact           bool    // no smaller set covers them
	AtLeast         int     // no set of fewer covers them
	Bound           float64 // of a cover that is not exact: it has at most so many times as many bodies as the smallest
}

// Step is one body of a cover.
type Step struct {
	ID   kg.ID
	Adds int // recommendations that those before do not cover
}

// searchSteps bounds the search for the smallest cover. Reports need a few hundred.
const searchSteps = 200_000

// cover finds a small cover: greedily, which is at most H(d) = 1 + 1/2 + … + 1/d times the smallest, where d is the most that
// one body covers (Chvátal, A greedy heuristic for the set-covering problem, Mathematics of Operations Research 4, 1979), and
// then the smallest by branch and bound, if that takes no more than a fixed number of steps.
func cover(bodies []Body) Cover {
	p := newProblem(bodies)
	s := &search{problem: p, best: p.greedy(p.all()), budget: searchSteps}
	greedy := len(s.best)
	out := Cover{Recommendations: p.elements, AtLeast: p.atLeast(p.all())}
	s.branch(p.all(), nil)
	out.Exact = s.budget > 0
	if out.Exact {
		out.AtLeast = len(s.best)
	} else if most := p.most(); greedy > 0 {
		for i := 1; i <= most; i++ {
			out.Bound += 1 / float64(i)
		}
	}
	left := p.all()
	rest := slices.Clone(s.best)
	for len(rest) > 0 {
		at := 0
		for i, set := range rest {
			if a, b := p.sets[set].common(left), p.sets[rest[at]].common(left); a > b || a == b && set < rest[at] {
				at = i
			}
		}
		out.Steps = append(out.Steps, Step{bodies[p.origin[rest[at]]].ID, p.sets[rest[at]].common(left)})
		left = left.without(p.sets[rest[at]])
		rest = slices.Delete(rest, at, at+1)
	}
	return out
}

// bitset is a set of small numbers.
type bitset []uint64

func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// common returns how many numbers two sets share.
func (b bitset) common(o bitset) int {
	n := 0
	for i := range b {
		n += bits.OnesCount64(b[i] & o[i])
	}
	return n
}

// without returns a new set of what is not in the other.
func (b bitset) without(o bitset) bitset {
	out := slices.Clone(b)
	for i := range out {
		out[i] &^= o[i]
	}
	return out
}

// problem is a set cover: sets are bodies, elements recommendations.
type problem struct {
	elements int
	sets     []bitset // largest first
	origin   []int    // of each set, its body
	holders  [][]int  // of each element, the sets that hold it
}

func newProblem(bodies []Body) *problem {
	p := &problem{}
	number := map[kg.ID]int{}
	for i, b := range bodies {
		if len(b.Own) == 0 {
			continue
		}
		p.origin = append(p.origin, i)
		for _, r := range b.Own {
			if _, ok := number[r]; !ok {
				number[r] = len(number)
			}
		}
	}
	p.elements = len(number)
	slices.SortStableFunc(p.origin, func(a, b int) int { return cmp.Compare(len(bodies[b].Own), len(bodies[a].Own)) })
	p.holders = make([][]int, p.elements)
	for at, i := range p.origin {
		set := make(bitset, p.elements/64+1)
		for _, r := range bodies[i].Own {
			set.set(number[r])
			p.holders[number[r]] = append(p.holders[number[r]], at)
		}
		p.sets = append(p.sets, set)
	}
	return p
}

// all returns the set of all elements.
func (p *problem) all() bitset {
	out := make(bitset, p.elements/64+1)
	for i := range p.elements {
		out.set(i)
	}
	return out
}

// most returns the size of the largest set.
func (p *problem) most() int {
	if len(p.sets) == 0 {
		return 0
	}
	return p.sets[0].common(p.all())
}

// greedy covers what is left, each time by the set that adds most.
func (p *problem) greedy(left bitset) []int {
	var out []int
	for left.common(left) > 0 {
		best, adds := 0, 0
		for i, set := range p.sets {
			if n := set.common(left); n > adds {
				best, adds = i, n
			}
		}
		out = append(out, best)
		left = left.without(p.sets[best])
	}
	return out
}

// atLeast returns how many elements are left of which no set holds two: each needs a set of its own.
func (p *problem) atLeast(left bitset) int {
	n := 0
	for e := p.scarcest(left); e >= 0; e = p.scarcest(left) {
		n++
		left = slices.Clone(left)
		for _, set := range p.holders[e] {
			left = left.without(p.sets[set])
		}
	}
	return n
}

// scarcest returns the element left that the fewest sets hold, or -1.
func (p *problem) scarcest(left bitset) int {
	best := -1
	for e := range p.elements {
		if left.has(e) && (best < 0 || len(p.holders[e]) < len(p.holders[best])) {
			best = e
		}
	}
	return best
}

// search is a search for the smallest cover.
type search struct {
	*problem
	best   []int
	budget int
}

// branch extends the sets taken to every cover of what is left that could be smaller than the best.
func (s *search) branch(left bitset, taken []int) {
	s.budget--
	e := s.scarcest(left)
	if e < 0 {
		if len(taken) < len(s.best) {
			s.best = slices.Clone(taken)
		}
		return
	}
	if s.budget <= 0 || len(taken)+s.atLeast(left) >= len(s.best) {
		return
	}
	for _, set := range s.holders[e] {
		s.branch(left.without(s.sets[set]), append(taken[:len(taken):len(taken)], set))
	}
}
