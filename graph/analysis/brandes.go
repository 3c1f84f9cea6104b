package analysis

// brandes is the state of one worker that searches blocks. Only place is accessed at random: everything else stands in the
// order in which the breadth-first search meets the nodes, so that the way back over the shortest paths runs through memory
// in sequence.
type brandes struct {
	*block
	place  []uint32    // of each node, its place in order, from 1; 0 if it is not met yet
	order  []uint32    // nodes as met
	paths  []float64   // of each place, the number of shortest paths from the source; behind the last place a zero
	share  []float64   // of each place, the nodes at and beyond it that the source reaches through it, per path
	steps  []levelStep // from each level to the next
	arcs   []uint32    // shortest-path arcs of each step, as places
	ends   []uint32    // of each place on the side from which the step was made, the end of its arcs
	unmet  []uint32    // nodes that are not met yet, if listed
	listed bool
}

// levelStep leads from the level of the places from … to-1 to that of to … end-1. Down, arcs are listed at the places of the upper
// level; up, at those of the lower one.
type levelStep struct {
	from, to, end int
	up            bool
	arcs, ends    int // where its arcs and their ends begin
}

// newBrandes makes the state for the largest of the blocks.
func newBrandes(inner []*block) *brandes {
	nodes, arcs := 0, 0
	for _, b := range inner {
		nodes, arcs = max(nodes, len(b.nodes)), max(arcs, len(b.Heads))
	}
	return &brandes{
		place: make([]uint32, nodes), order: make([]uint32, nodes+1), paths: make([]float64, nodes+1), share: make([]float64, nodes),
		arcs: make([]uint32, arcs/2+1), ends: make([]uint32, 2*nodes), unmet: make([]uint32, nodes),
	}
}

// sources adds the dependencies of source s to sum, times the number of nodes like it if it is the first of them. They depend on
// all other nodes alike, and on one another not at all: a shortest path that meets a node next to one of them meets it as well.
func (b *brandes) sources(s uint32, sum []float64) {
	alike := uint32(1)
	if b.alike != nil {
		alike = b.alike[s]
	}
	if alike > 0 {
		b.source(s, float64(alike)*b.behind[s], sum)
	}
}

// source adds the dependencies, times weight, of source s to sum.
func (b *brandes) source(s uint32, weight float64, sum []float64) {
	b.search(s)
	order, paths, share, behind := b.order, b.paths, b.share, b.behind // spares looking them up for each node
	last := b.steps[len(b.steps)-1]
	for i := last.to; i < last.end; i++ {
		share[i] = behind[order[i]] / paths[i]
	}
	for k := len(b.steps) - 1; k > 0; k-- {
		t := b.steps[k]
		b.back(t)
		paths, share := paths[t.from:t.to], share[t.from:t.to]
		for i, v := range order[t.from:t.to] {
			x, p := share[i], paths[i]
			sum[v] += float64(weight * float64(x*p))
			share[i] = x + behind[v]/p
		}
	}
	clear(b.place[:len(b.nodes)])
	clear(paths[:len(b.nodes)])
}

// back sets the shares of a step's upper level to the sums over its arcs of those of its lower level.
func (b *brandes) back(t levelStep) {
	k, share, arcs := t.arcs, b.share, b.arcs
	if !t.up {
		for i, end := range b.ends[t.ends : t.ends+t.to-t.from] {
			x := 0.0
			for _, j := range arcs[k:end] {
				x += share[j]
			}
			share[t.from+i], k = x, int(end)
		}
		return
	}
	clear(share[t.from:t.to])
	for j, end := range b.ends[t.ends : t.ends+t.end-t.to] {
		x := share[t.to+j]
		for _, i := range arcs[k:end] {
			share[i] += x
		}
		k = int(end)
	}
}

// search finds the shortest paths from s, level by level: down the arcs of the nodes of a level, or up those of the nodes not
// met yet, whatever are fewer: Beamer, Asanović and Patterson, Direction-optimizing breadth-first search, Supercomputing 2012.
func (b *brandes) search(s uint32) {
	b.order[0], b.place[s], b.paths[0] = s, 1, 1
	b.steps, b.listed = b.steps[:0], false
	ahead := b.Degree(int(s))    // arcs of the level
	left := len(b.Heads) - ahead // arcs of nodes not met
	t := levelStep{from: 0, to: 1, end: 1}
	for t.to < len(b.nodes) {
		t.up = left+len(b.nodes)/listCost < ahead
		next := levelStep{from: t.to}
		if t.up {
			next.arcs, next.ends = b.climb(&t)
		} else {
			next.arcs, next.ends = b.descend(&t)
		}
		ahead = 0
		for _, v := range b.order[t.to:t.end] {
			ahead += b.Degree(int(v))
		}
		left -= ahead
		b.steps = append(b.steps, t)
		next.to, next.end = t.end, t.end
		t = next
	}
}

// listCost is how many nodes can be listed in the time of looking at one arc.
const listCost = 4

// descend makes a step down and returns where the next one's arcs and ends begin. Arcs that lead to the upper level or above
// are told by the place alone.
func (b *brandes) descend(t *levelStep) (int, int) {
	place, order, arcs, paths := b.place, b.order, b.arcs, b.paths // spares looking them up for each arc
	k, at, upper := t.arcs, uint32(t.to), uint64(t.to)-1
	ends := t.ends
	for i := t.from; i < t.to; i++ {
		u, begin := order[i], k
		for _, v := range b.Heads[b.Offsets[u]:b.Offsets[u+1]] {
			j := place[v] - 1
			fresh := j >> 31 // 1 if v is not met
			j = j&^-fresh | at&-fresh
			place[v], order[at] = j+1, v // where v is met already, the first changes nothing and the second is overwritten
			at += fresh
			arcs[k] = j
			k += int((upper - uint64(j)) >> 63)
		}
		x := paths[i]
		for _, j := range arcs[begin:k] {
			paths[j] += x
		}
		b.ends[ends] = uint32(k)
		ends++
	}
	t.end = int(at)
	return k, ends
}

// climb makes a step from the nodes not met yet up to the level and returns where the next one's arcs and ends begin.
func (b *brandes) climb(t *levelStep) (int, int) {
	if !b.listed {
		b.listed = true
		unmet, k := b.unmet[:len(b.nodes)], 0
		for v, p := range b.place[:len(b.nodes)] {
			unmet[k] = uint32(v)
			k += int((uint64(p) - 1) >> 63)
		}
		b.unmet = unmet[:k]
	}
	place, arcs, paths := b.place, b.arcs, b.paths
	k, at, kept := t.arcs, t.to, b.unmet[:0]
	ends := t.ends
	first, size, none := uint32(t.from), uint64(t.to-t.from), uint32(len(paths)-1)
	for _, v := range b.unmet {
		if place[v] > 0 {
			continue // met on a step down since
		}
		begin, x := k, 0.0
		for _, u := range b.Heads[b.Offsets[v]:b.Offsets[v+1]] {
			i := place[u] - 1
			on := (uint64(i-first) - size) >> 63 // 1 if it is on the level; without a branch, as there is no guessing it
			arcs[k] = i
			k += int(on)
			x += paths[i&-uint32(on)|none&^-uint32(on)]
		}
		if k == begin {
			kept = append(kept, v)
			continue
		}
		place[v], b.order[at], paths[at] = uint32(at)+1, v, x
		at++
		b.ends[ends] = uint32(k)
		ends++
	}
	b.unmet, t.end = kept, at
	return k, ends
}
