package analysis

import (
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
	levels []*level // the graph, and those made of it
	total  float64  // of all strengths
	rng    *rand.Rand

	to        []float64 // of each community, the weight of a node's ties to it; zero between uses
	touched   []uint32  // communities that are not zero in to
	strengths []float64 // of communities or parts
	sizes     []uint32
	free      []uint32 // communities without nodes
	queue     []uint32
	queued    []bool
	parts     []uint32
	cuts      []float64 // of each part, the weight of its ties to the rest of its community
	alone     []bool
}

func newLeiden(r *view.Rows, rng *rand.Rand) *leiden {
	n := len(r.Offsets) - 1
	base := &level{Rows: *r, strengths: make([]float64, n)}
	l := &leiden{
		levels: []*level{base}, rng: rng, to: make([]float64, n), strengths: make([]float64, n), sizes: make([]uint32, n),
		queue: make([]uint32, n), queued: make([]bool, n), parts: make([]uint32, n), cuts: make([]float64, n), alone: make([]bool, n),
	}
	for i := range n {
		base.strengths[i] = r.Strength(i)
		l.total += base.strengths[i]
	}
	return l
}

// optimise repeats the algorithm, each time from the communities found before, until they get no better.
func (l *leiden) optimise(labels []uint32) ([]uint32, float64) {
	r := &l.levels[0].Rows
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
	current := compact(labels)
	for depth := 0; ; depth++ {
		lv := l.levels[depth]
		l.move(lv, current)
		current = compact(current)
		communities := count(current)
		if communities == len(current) {
			break
		}
		fine := compact(l.refine(lv, current))
		parts := count(fine)
		if parts == len(fine) { // nothing merges: go on with the communities themselves
			fine, parts = slices.Clone(current), communities
		}
		coarse := make([]uint32, parts)
		for i, f := range fine {
			coarse[f] = current[i]
		}
		for i := range at {
			at[i] = fine[at[i]]
		}
		if depth+1 == len(l.levels) {
			l.levels = append(l.levels, &level{})
		}
		l.aggregate(lv, l.levels[depth+1], fine, parts)
		current = coarse
	}
	for i := range at {
		at[i] = current[at[i]]
	}
	return at
}
