package segment

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"

	"policygraph/extract/source"
)

// scorer decides which runs of numbered units are notes.
type scorer struct {
	cited map[int][]int // number → offsets of the refs that no run explains yet, ascending
	ends  [64][]int     // by size class: where the runs of that size end, ascending
	start func(unit int) int
}

// newScorer readies the refs whose numbers are not explained yet.
func (s *segmenter) newScorer(runs []*run, explained map[int]bool) *scorer {
	sc := &scorer{cited: map[int][]int{}, start: func(unit int) int { return s.units[unit].Span.Start }}
	for _, ref := range s.refs {
		if n, err := strconv.Atoi(ref.Label); err == nil && !explained[n] {
			sc.cited[n] = append(sc.cited[n], ref.Offset)
		}
	}
	for _, r := range runs {
		c := bits.Len(uint(len(r.items)))
		sc.ends[c] = append(sc.ends[c], sc.start(r.items[len(r.items)-1].unit))
	}
	for c := range sc.ends {
		slices.Sort(sc.ends[c])
	}
	return sc
}

// order counts the items of each run that are cited before them, and orders the runs best first.
func (sc *scorer) order(runs []*run) {
	for _, r := range runs {
		r.matched = sc.matches(r, -1)
	}
	slices.SortStableFunc(runs, func(a, b *run) int {
		return cmp.Or(cmp.Compare(b.matched, a.matched), cmp.Compare(b.items[0].unit, a.items[0].unit))
	})
}

// matches returns how many items of a run are cited between an offset and the item.
func (sc *scorer) matches(r *run, floor int) int {
	n := 0
	for _, c := range r.items {
		refs := sc.cited[c.number]
		k, _ := slices.BinarySearch(refs, floor+1)
		if k < len(refs) && refs[k] < sc.start(c.unit) {
			n++
		}
	}
	return n
}

// floor returns where the nearest run of about the same size or more ends before a run: notes at the ends of chapters
// explain the refs of their chapter.
func (sc *scorer) floor(r *run) int {
	first, floor := sc.start(r.items[0].unit), -1
	for c := max(1, bits.Len(uint(len(r.items)))-1); c < len(sc.ends); c++ {
		if k, _ := slices.BinarySearch(sc.ends[c], first); k > 0 {
			floor = max(floor, sc.ends[c][k-1])
		}
	}
	return floor
}

// accept reports whether a run is one of notes: most of its items are cited by refs that no better run explains. It takes
// these refs.
func (sc *scorer) accept(r *run, anyRefs bool) bool {
	if r.headed && r.matched == 0 && !anyRefs {
		return len(r.items) > 1
	}
	if r.matched*2 < len(r.items) {
		return false
	}
	floor := sc.floor(r)
	if sc.matches(r, floor)*2 < len(r.items) {
		if floor = -1; sc.matches(r, floor)*2 < len(r.items) {
			return false
		}
	}
	end := sc.start(r.items[len(r.items)-1].unit)
	for _, c := range r.items {
		refs := sc.cited[c.number]
		from, _ := slices.BinarySearch(refs, floor+1)
		to, _ := slices.BinarySearch(refs, end)
		sc.cited[c.number] = slices.Delete(refs, from, max(from, to))
	}
	return true
}

// marked reports whether a unit holds a note mark.
func (s *segmenter) marked(u *unit) bool {
	k, ok := slices.BinarySearchFunc(s.refs, u.Span.Start, func(r source.Ref, at int) int { return cmp.Compare(r.Offset, at) })
	return ok || k < len(s.refs) && s.refs[k].Offset <= u.Span.End
}
