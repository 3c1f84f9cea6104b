package analysis

import "policygraph/graph/view"

// level is a graph whose nodes stand for sets of nodes. Ties within a set count in its strength only.
type level struct {
	view.Rows // in no order within a row
	strengths []float64
}

// gain returns what modularity gains, times total, when a node with ties of weight to a community of the given strength joins
// it. Pull is the node's strength over the total.
func gain(to, pull, strength float64) float64 { return to - float64(pull*strength) }

// move moves single nodes to the community where modularity gains most, until no node can better itself. Only neighbours of
// a node that moved are looked at again.
func (l *leiden) move(lv *level, labels []uint32) {
	n := len(labels)
	l.populate(lv, labels)
	queue, queued := l.queue[:n], l.queued[:n]
	shuffle(queue, l.rng)
	for i := range queued {
		queued[i] = true
	}
	for head, waiting := 0, n; waiting > 0; waiting-- {
		i := queue[head]
		if head++; head == n {
			head = 0
		}
		queued[i] = false
		old := labels[i]
		best := l.bestCommunity(lv, labels, i)
		if best == old {
			continue
		}
		l.transfer(lv.strengths[i], old, best)
		labels[i] = best
		for _, j := range lv.Heads[lv.Offsets[i]:lv.Offsets[i+1]] {
			if !queued[j] && labels[j] != best {
				queued[j] = true
				at := head + waiting - 1
				if at >= n {
					at -= n
				}
				queue[at] = j
				waiting++
			}
		}
	}
}

// populate fills strengths, sizes and free from the labels.
func (l *leiden) populate(lv *level, labels []uint32) {
	n := len(labels)
	clear(l.strengths[:n])
	clear(l.sizes[:n])
	for i, c := range labels {
		l.strengths[c] += lv.strengths[i]
		l.sizes[c]++
	}
	l.free = l.free[:0]
	for c := n - 1; c >= 0; c-- {
		if l.sizes[c] == 0 {
			l.free = append(l.free, uint32(c))
		}
	}
}

// bestCommunity returns where node i adds most to modularity: its own community unless another is better, or an empty one.
func (l *leiden) bestCommunity(lv *level, labels []uint32, i uint32) uint32 {
	lo, hi := lv.Offsets[i], lv.Offsets[i+1]
	weights, touched, to := lv.Weights[lo:hi], l.touched[:0], l.to
	for k, j := range lv.Heads[lo:hi] {
		c := labels[j]
		if to[c] == 0 {
			touched = append(touched, c)
		}
		to[c] += weights[k]
	}
	k, old := lv.strengths[i], labels[i]
	pull := k / l.total
	best, most := old, gain(to[old], pull, l.strengths[old]-k)+leastGain*l.total
	if most < 0 && l.sizes[old] > 1 {
		best, most = l.free[len(l.free)-1], 0
	}
	for _, c := range touched {
		if g := gain(to[c], pull, l.strengths[c]); g > most && c != old {
			best, most = c, g
		}
		to[c] = 0
	}
	l.touched = touched
	return best
}

// transfer moves a node of strength k from one community to another.
func (l *leiden) transfer(k float64, old, best uint32) {
	if l.sizes[best] == 0 {
		l.free = l.free[:len(l.free)-1]
	}
	l.strengths[old], l.strengths[best] = l.strengths[old]-k, l.strengths[best]+k
	l.sizes[old], l.sizes[best] = l.sizes[old]-1, l.sizes[best]+1
	if l.sizes[old] == 0 {
		l.free, l.strengths[old] = append(l.free, old), 0
	}
}

// refine splits each community into parts that hold together: beginning with single nodes, each that is still alone and well
// tied to the rest of its community joins the part, well tied itself, where modularity gains most.
func (l *leiden) refine(lv *level, labels []uint32) []uint32 {
	n := len(labels)
	whole := l.whole[:n]
	clear(whole)
	for i, c := range labels {
		whole[c] += lv.strengths[i]
	}
	parts, strengths, cuts, alone := l.parts[:n], l.strengths[:n], l.cuts[:n], l.queued[:n]
	copy(strengths, lv.strengths)
	for i, c := range labels {
		parts[i], alone[i] = uint32(i), true
		lo, hi := lv.Offsets[i], lv.Offsets[i+1]
		weights, cut := lv.Weights[lo:hi], 0.0
		for k, j := range lv.Heads[lo:hi] {
			if labels[j] == c {
				cut += weights[k]
			}
		}
		cuts[i] = cut
	}
	// tied reports whether part p is tied to the rest of community c no less than chance would have it.
	tied := func(p, c uint32) bool { return gain(cuts[p], strengths[p]/l.total, whole[c]-strengths[p]) >= 0 }
	order := l.queue[:n]
	shuffle(order, l.rng)
	for _, i := range order {
		c := labels[i]
		if !alone[i] || !tied(i, c) {
			continue
		}
		l.tiesWithin(lv, labels, i)
		k := lv.strengths[i]
		pull, best, most, weight := k/l.total, i, leastGain*l.total, 0.0
		for _, p := range l.touched {
			if g := gain(l.to[p], pull, strengths[p]); g > most && tied(p, c) {
				best, most, weight = p, g, l.to[p]
			}
			l.to[p] = 0
		}
		if best == i {
			continue
		}
		alone[i], alone[best], parts[i] = false, false, best
		strengths[best] += k
		cuts[best] += cuts[i] - 2*weight
		strengths[i], cuts[i] = 0, 0
	}
	return parts
}

// tiesWithin collects in to and touched the weight of i's ties to each part of its community.
func (l *leiden) tiesWithin(lv *level, labels []uint32, i uint32) {
	lo, hi, c := lv.Offsets[i], lv.Offsets[i+1], labels[i]
	weights, touched, to := lv.Weights[lo:hi], l.touched[:0], l.to
	for k, j := range lv.Heads[lo:hi] {
		if labels[j] != c {
			continue
		}
		p := l.parts[j]
		if to[p] == 0 {
			touched = append(touched, p)
		}
		to[p] += weights[k]
	}
	l.touched = touched
}

// aggregate makes up the level whose nodes are the n given parts of lv's.
func (l *leiden) aggregate(lv, up *level, parts []uint32, n int) {
	members, starts := l.members(parts, n)
	if cap(up.Heads) < len(lv.Heads) { // room that is not used costs nothing
		up.Heads, up.Weights = make([]uint32, 0, len(lv.Heads)), make([]float64, 0, len(lv.Heads))
	}
	up.Offsets, up.Heads, up.Weights = append(up.Offsets[:0], 0), up.Heads[:0], up.Weights[:0]
	up.strengths = up.strengths[:0]
	to := l.to
	for p := range uint32(n) {
		strength, touched := 0.0, l.touched[:0]
		for _, i := range members[starts[p]:starts[p+1]] {
			strength += lv.strengths[i]
			lo, hi := lv.Offsets[i], lv.Offsets[i+1]
			weights := lv.Weights[lo:hi]
			for k, j := range lv.Heads[lo:hi] {
				q := parts[j]
				if to[q] == 0 {
					touched = append(touched, q)
				}
				to[q] += weights[k]
			}
		}
		for _, q := range touched {
			if q != p {
				up.Heads, up.Weights = append(up.Heads, q), append(up.Weights, to[q])
			}
			to[q] = 0
		}
		l.touched = touched
		up.strengths = append(up.strengths, strength)
		up.Offsets = append(up.Offsets, uint32(len(up.Heads)))
	}
}

// members returns the nodes in the order of their parts, which are less than n, and where those of each begin.
func (l *leiden) members(parts []uint32, n int) (members, starts []uint32) {
	members, starts = l.queue[:len(parts)], l.starts[:n+1]
	clear(starts)
	for _, p := range parts {
		starts[p]++
	}
	for p := range n {
		starts[p+1] += starts[p]
	}
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i]
		starts[p]--
		members[starts[p]] = uint32(i)
	}
	return members, starts
}
