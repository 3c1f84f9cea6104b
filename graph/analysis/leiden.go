package analysis

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"policygraph/graph/view"
)

const (
	maxPasses  = 10     // of the whole algorithm, each beginning with the communities of the last
	maxTries   = 10     // with different orders, of which the best result is kept
	tryBudget  = 200000 // nodes and edges worth of tries: large graphs get one
	leastGain  = 1e-12  // of modularity for which a node moves, against moving to and fro by rounding errors
	seedStream = 0x1e1de9
)

// communities labels each node of an undirected graph with its community: a partition of high modularity (Newman, Analysis
// of weighted networks, Physical Review E 70, 2004) whose communities are connected. Labels are 0, 1, … from the largest to
// the smallest community, equal ones in the order of their first node.
//
// The algorithm is Leiden: Traag, Waltman and van Eck, From Louvain to Leiden: guaranteeing well-connected communities,
// Scientific Reports 9:5233 (2019). Where it chooses at random in proportion to exp(gain/θ) when refining, this takes the
// largest gain, its limit for θ → 0: that needs no exponentials, whose last bits differ between processors. The order of
// nodes is shuffled from the seed.
func communities(r *view.Rows, seed uint64) []uint32 {
	n := len(r.Offsets) - 1
	strengths, total := make([]float64, n), 0.0
	for i := range n {
		strengths[i] = r.Strength(i)
		total += strengths[i]
	}
	labels := make([]uint32, n)
	for i := range labels {
		labels[i] = uint32(i)
	}
	if total == 0 {
		return labels
	}
	rng := rand.New(rand.NewPCG(seed, seedStream))
	base := newLevel(r, strengths, total)
	best, bestQ := labels, modularity(r, labels)
	for range max(1, min(maxTries, tryBudget/(n+len(r.Heads)))) {
		found, q := base.optimise(labels, rng)
		if q > bestQ+leastGain {
			best, bestQ = found, q
		}
	}
	return components(r, best) // splits what is not connected, which never lowers modularity
}

// optimise repeats the algorithm, each time from the communities found before, until they get no better.
func (l *level) optimise(labels []uint32, rng *rand.Rand) ([]uint32, float64) {
	q := modularity(l.r, labels)
	for range maxPasses {
		found := l.pass(slices.Clone(labels), rng)
		better := modularity(l.r, found)
		if better <= q+leastGain {
			break
		}
		labels, q = found, better
	}
	return labels, q
}

// pass moves nodes, refines the communities and goes on with the refined ones as nodes, until nothing moves.
func (l *level) pass(labels []uint32, rng *rand.Rand) []uint32 {
	at := make([]uint32, len(labels)) // of each original node, its node of the current level
	for i := range at {
		at[i] = uint32(i)
	}
	current := compact(labels)
	for lv := l; ; {
		lv.move(current, rng)
		current = compact(current)
		if count(current) == len(current) {
			break
		}
		fine := compact(lv.refine(current, rng))
		if count(fine) == len(fine) { // nothing merges: go on with the communities themselves
			fine = slices.Clone(current)
		}
		coarse := make([]uint32, count(fine))
		for i, f := range fine {
			coarse[f] = current[i]
		}
		for i := range at {
			at[i] = fine[at[i]]
		}
		lv, current = lv.aggregate(fine), coarse
	}
	out := make([]uint32, len(at))
	for i := range at {
		out[i] = current[at[i]]
	}
	return out
}

// level is a graph whose nodes stand for sets of nodes. Ties within a set count in its strength only.
type level struct {
	r         *view.Rows
	strengths []float64
	total     float64 // of all strengths

	to      []float64 // scratch: weight of the ties to each community
	touched []uint32  // scratch: communities in to
}

func newLevel(r *view.Rows, strengths []float64, total float64) *level {
	return &level{r: r, strengths: strengths, total: total, to: make([]float64, len(strengths))}
}

// ties collects in to and touched the weight of i's ties to each community, of nodes that ok admits; nil admits all.
func (l *level) ties(i uint32, labels []uint32, ok func(uint32) bool) {
	for _, c := range l.touched {
		l.to[c] = 0
	}
	l.touched = l.touched[:0]
	row, weights := l.r.Row(int(i))
	for k, j := range row {
		if ok != nil && !ok(j) {
			continue
		}
		c := labels[j]
		if l.to[c] == 0 {
			l.touched = append(l.touched, c)
		}
		l.to[c] += weights[k]
	}
}

// gain returns what modularity gains, times total, when a node of strength k with ties of weight to a community of the
// given strength joins it.
func (l *level) gain(to, k, strength float64) float64 {
	return to - float64(k*strength)/l.total
}

// move moves single nodes to the community where modularity gains most, until no node can better itself. Only neighbours of
// a node that moved are looked at again.
func (l *level) move(labels []uint32, rng *rand.Rand) {
	n := len(labels)
	strengths, sizes := make([]float64, n), make([]int, n)
	for i, c := range labels {
		strengths[c] += l.strengths[i]
		sizes[c]++
	}
	var free []uint32
	for c := n - 1; c >= 0; c-- {
		if sizes[c] == 0 {
			free = append(free, uint32(c))
		}
	}
	queue, queued := shuffled(n, rng), make([]bool, n)
	for i := range queued {
		queued[i] = true
	}
	for head := 0; head < len(queue); head++ {
		i := queue[head]
		queued[i] = false
		k, old := l.strengths[i], labels[i]
		l.ties(i, labels, nil)
		best, most := old, l.gain(l.to[old], k, strengths[old]-k)+leastGain*l.total
		if most < 0 && sizes[old] > 1 {
			best, most = free[len(free)-1], 0
		}
		for _, c := range l.touched {
			if g := l.gain(l.to[c], k, strengths[c]); c != old && g > most {
				best, most = c, g
			}
		}
		if best == old {
			continue
		}
		if sizes[best] == 0 {
			free = free[:len(free)-1]
		}
		strengths[old], strengths[best] = strengths[old]-k, strengths[best]+k
		sizes[old], sizes[best], labels[i] = sizes[old]-1, sizes[best]+1, best
		if sizes[old] == 0 {
			free, strengths[old] = append(free, old), 0
		}
		row, _ := l.r.Row(int(i))
		for _, j := range row {
			if !queued[j] && labels[j] != best {
				queued[j] = true
				queue = append(queue, j)
			}
		}
	}
}

// refine splits each community into parts that hold together: beginning with single nodes, each that is still alone and well
// tied to the rest of its community joins the part, well tied itself, where modularity gains most.
func (l *level) refine(labels []uint32, rng *rand.Rand) []uint32 {
	n := len(labels)
	whole := make([]float64, n) // strength of each community
	for i, c := range labels {
		whole[c] += l.strengths[i]
	}
	parts, strengths, cuts, alone := make([]uint32, n), slices.Clone(l.strengths), make([]float64, n), make([]bool, n)
	for i := range parts {
		parts[i], alone[i] = uint32(i), true
		row, weights := l.r.Row(i)
		for k, j := range row {
			if labels[j] == labels[i] {
				cuts[i] += weights[k]
			}
		}
	}
	// tied reports whether part p is tied to the rest of community c no less than chance would have it.
	tied := func(p, c uint32) bool { return l.gain(cuts[p], strengths[p], whole[c]-strengths[p]) >= 0 }
	for _, i := range shuffled(n, rng) {
		c := labels[i]
		if !alone[i] || !tied(i, c) {
			continue
		}
		l.ties(i, parts, func(j uint32) bool { return labels[j] == c })
		best, most := i, leastGain*l.total
		for _, p := range l.touched {
			if g := l.gain(l.to[p], l.strengths[i], strengths[p]); g > most && tied(p, c) {
				best, most = p, g
			}
		}
		if best == i {
			continue
		}
		alone[i], alone[best], parts[i] = false, false, best
		strengths[best] += l.strengths[i]
		cuts[best] += cuts[i] - 2*l.to[best]
		strengths[i], cuts[i] = 0, 0
	}
	return parts
}

// aggregate returns the graph whose nodes are the given parts 0, 1, …
func (l *level) aggregate(parts []uint32) *level {
	n := count(parts)
	members, offsets := group(parts, n)
	strengths := make([]float64, n)
	r := &view.Rows{Offsets: make([]uint32, n+1)}
	for p := range uint32(n) {
		lo := len(r.Heads)
		for _, i := range members[offsets[p]:offsets[p+1]] {
			strengths[p] += l.strengths[i]
			l.ties(i, parts, func(j uint32) bool { return parts[j] != p })
			for _, q := range l.touched {
				r.Heads, r.Weights = append(r.Heads, q), append(r.Weights, l.to[q])
			}
		}
		joinRow(r, lo)
		r.Offsets[p+1] = uint32(len(r.Heads))
	}
	return newLevel(r, strengths, l.total)
}

// joinRow sorts the last row, which begins at lo, and sums its duplicates.
func joinRow(r *view.Rows, lo int) {
	type tie struct {
		head   uint32
		weight float64
	}
	row := make([]tie, len(r.Heads)-lo)
	for k := range row {
		row[k] = tie{r.Heads[lo+k], r.Weights[lo+k]}
	}
	slices.SortStableFunc(row, func(a, b tie) int { return cmp.Compare(a.head, b.head) })
	r.Heads, r.Weights = r.Heads[:lo], r.Weights[:lo]
	for _, t := range row {
		if k := len(r.Heads) - 1; k >= lo && r.Heads[k] == t.head {
			r.Weights[k] += t.weight
			continue
		}
		r.Heads, r.Weights = append(r.Heads, t.head), append(r.Weights, t.weight)
	}
}
