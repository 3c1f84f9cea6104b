// Package groups describes a division of a network: how closely each group hangs together and who is typical of it. What
// enters is a network without directions and a number for each node's group; what leaves are the [Group]s, in order.
package groups

import (
	"cmp"
	"slices"

	"policygraph/graph/view"
)

// Group is a set of nodes.
type Group struct {
	Number  int
	Members []Member // the most typical first
	Inner   float64  // weight of the ties among its members
	Outer   float64  // weight of the ties from its members to others

	// Modularity is what the group adds to that of the division: the share of the weight that lies within it, less the share
	// that chance would put there. Newman, Analysis of weighted networks, Physical Review E 70 (2004).
	Modularity float64
}

// Member is a node of a group.
type Member struct {
	Node  int
	Inner float64 // weight of its ties to other members, by which it is typical
}

// InnerShare returns the share of the weight of all ties of the group that lies within it; 1 if it has none.
func (g *Group) InnerShare() float64 {
	if g.Inner+g.Outer == 0 {
		return 1
	}
	return g.Inner / (g.Inner + g.Outer)
}

// Of describes the groups in the order of their numbers; number says for each node to which one it belongs. The
// modularity of the division is the sum of those of the groups.
func Of(r *view.Rows, number []int) []Group {
	at := map[int]int{}
	var out []Group
	for _, n := range slices.Compact(slices.Sorted(slices.Values(number))) {
		at[n] = len(out)
		out = append(out, Group{Number: n})
	}
	total := 0.0
	for i, n := range number {
		g := &out[at[n]]
		m := Member{Node: i}
		row, weights := r.Row(i)
		for k, j := range row {
			total += weights[k]
			if number[j] == n {
				m.Inner += weights[k]
				continue
			}
			g.Outer += weights[k]
		}
		g.Inner += m.Inner / 2 // each tie is met from both its ends
		g.Members = append(g.Members, m)
	}
	for i := range out {
		g := &out[i]
		slices.SortStableFunc(g.Members, func(a, b Member) int { return cmp.Or(cmp.Compare(b.Inner, a.Inner), cmp.Compare(a.Node, b.Node)) })
		if total > 0 {
			ends := (2*g.Inner + g.Outer) / total
			g.Modularity = 2*g.Inner/total - float64(ends*ends)
		}
	}
	return out
}
