package analysis

import (
	"math/rand/v2"

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
	labels := make([]uint32, n)
	for i := range labels {
		labels[i] = uint32(i)
	}
	if len(r.Heads) == 0 {
		return labels
	}
	l := newLeiden(r, rand.New(rand.NewPCG(seed, seedStream)))
	best, bestQ := labels, modularity(r, labels)
	for range max(1, min(maxTries, tryBudget/(n+len(r.Heads)))) {
		found, q := l.optimise(labels)
		if q > bestQ+leastGain {
			best, bestQ = found, q
		}
	}
	return components(r, best) // splits what is not connected, which never lowers modularity
}

// leiden is the state of the search, whose arrays all passes and levels share.
type leiden struct {
	base  *level
	above [2]level // those made of it in turn: of each only the one below is needed
	total float64  // of all strengths
	rng   *rand.Rand

	to        []float64 // of each community, the weight of a node's ties to it; zero between uses
	touched   []uint32  // communities that are not zero in to
	strengths []float64 // of communities or parts
	sizes     []uint32
	free      []uint32 // communities without nodes
	queue     []uint32
	queued    []bool
	parts     []uint32
	whole     []float64 // of each community, its strength while parts have theirs
	cuts      []float64 // of each part, the weight of its ties to the rest of its community
	starts    []uint32  // of each part, where its members begin
	labels    [2][]uint32
}

func newLeiden(r *view.Rows, rng *rand.Rand) *leiden {
	n := len(r.Offsets) - 1
	numbers := func() []uint32 { return make([]uint32, n) }
	weights := func() []float64 { return make([]float64, n) }
	l := &leiden{
		base: &level{Rows: *r, strengths: weights()}, rng: rng, to: weights(), strengths: weights(), sizes: numbers(),
		queue: numbers(), queued: make([]bool, n), parts: numbers(), whole: weights(), cuts: weights(), starts: make([]uint32, n+1),
		labels: [2][]uint32{numbers(), numbers()},
	}
	for i := range n {
		l.base.strengths[i] = r.Strength(i)
		l.total += l.base.strengths[i]
	}
	return l
}

// optimise repeats the algorithm, each time from the communities found before, until they get no better.
func (l *leiden) optimise(labels []uint32) ([]uint32, float64) {
	r := &l.base.Rows
	q := modularity(r, labels)
	for range maxPasses {
		found := l.pass(labels)
		better := modularity(r, found)
		if better <= q+leastGain {
			break
		}
		labels, q = found, better
	}
	return labels, q
}

// pass moves nodes, refines the communities and goes on with the refined ones as nodes, until nothing moves.
func (l *leiden) pass(labels []uint32) []uint32 {
	at := make([]uint32, len(labels)) // of each original node, its node of the current level
	for i := range at {
		at[i] = uint32(i)
	}
	current := l.labels[0]
	copy(current, labels)
	l.compact(current)
	lv := l.base
	for depth := 0; ; depth++ {
		l.move(lv, current)
		communities := l.compact(current)
		if communities == len(current) {
			break
		}
		fine := l.refine(lv, current)
		parts := l.compact(fine)
		if parts == len(fine) { // nothing merges: go on with the communities themselves
			copy(fine, current)
			parts = communities
		}
		coarse := l.labels[1-depth%2][:parts]
		for i, f := range fine {
			coarse[f] = current[i]
		}
		for i := range at {
			at[i] = fine[at[i]]
		}
		up := &l.above[depth%2]
		l.aggregate(lv, up, fine, parts)
		lv, current = up, coarse
	}
	for i := range at {
		at[i] = current[at[i]]
	}
	return at
}

// compact renumbers labels, which are less than their number, in the order of first appearance, and returns how many there are.
func (l *leiden) compact(labels []uint32) int {
	to, next := l.sizes[:len(labels)], uint32(0)
	clear(to)
	for i, c := range labels {
		if to[c] == 0 {
			next++
			to[c] = next
		}
		labels[i] = to[c] - 1
	}
	return int(next)
}
