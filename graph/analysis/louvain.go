package analysis

import (
	"math/rand/v2"

	"policygraph/graph/view"
)

const louvainStream = 0x10074

// louvain labels each node of an undirected graph with its community, the largest first: single nodes move to where modularity
// gains most, then communities become the nodes of a smaller graph, until nothing moves. Blondel, Guillaume, Lambiotte and
// Lefebvre, Fast unfolding of communities in large networks, Journal of Statistical Mechanics (2008). The order of nodes is
// shuffled from the seed; of several orders the best result is kept, as [communities] does.
func louvain(r *view.Rows, seed uint64) []uint32 {
	n := len(r.Offsets) - 1
	best := make([]uint32, n)
	for i := range best {
		best[i] = uint32(i)
	}
	if len(r.Heads) == 0 {
		return best
	}
	l := newLeiden(r, rand.New(rand.NewPCG(seed, louvainStream)))
	bestQ := modularity(r, best)
	for range max(1, min(maxTries, tryBudget/(n+len(r.Heads)))) {
		found := l.fold()
		if q := modularity(r, found); q > bestQ+leastGain {
			best, bestQ = found, q
		}
	}
	return renumber(best)
}

// fold moves nodes and joins communities, level by level.
func (l *leiden) fold() []uint32 {
	out := make([]uint32, len(l.base.strengths)) // of each original node, its node of the current level
	for i := range out {
		out[i] = uint32(i)
	}
	lv := l.base
	for depth := 0; ; depth++ {
		labels := l.labels[0][:len(lv.strengths)]
		for i := range labels {
			labels[i] = uint32(i)
		}
		l.move(lv, labels)
		communities := l.compact(labels)
		if communities == len(labels) {
			return out
		}
		for i := range out {
			out[i] = labels[out[i]]
		}
		up := &l.above[depth%2]
		l.aggregate(lv, up, labels, communities)
		lv = up
	}
}

// Modularity returns the share of the weight of ties that lie within groups beyond what chance would put there: Newman,
// Analysis of weighted networks, Physical Review E 70 (2004). groups holds the group of each node under any numbers; 0 if
// there are no ties.
func Modularity(u *view.Undirected, groups []int) float64 {
	return modularity(&u.Rows, dense(groups))
}

// dense renumbers groups 0, 1, … in the order of first appearance.
func dense(groups []int) []uint32 {
	numbers := map[int]uint32{}
	out := make([]uint32, len(groups))
	for i, g := range groups {
		k, ok := numbers[g]
		if !ok {
			k = uint32(len(numbers))
			numbers[g] = k
		}
		out[i] = k
	}
	return out
}
