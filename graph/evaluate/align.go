package evaluate

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Weights of the two kinds of forms.
const (
	ofName  = 2
	ofAlias = 1
)

// listing is a place where a form is listed in the gold.
type listing struct{ entity, weight int }

// candidate is a possible match.
type candidate struct {
	score        float64
	node, entity int
}

// align matches nodes, which are sorted by ID, with gold entities one to one, those whose names agree best first. It also
// returns the matched nodes in that order.
func align(gold []GoldEntity, nodes []node) (matched map[int]int, order []int) {
	names := map[string][]listing{}
	for i := range gold {
		names[normalForm(gold[i].Name)] = append(names[normalForm(gold[i].Name)], listing{i, ofName})
		for _, a := range gold[i].Aliases {
			names[normalForm(a)] = append(names[normalForm(a)], listing{i, ofAlias})
		}
	}
	var all []candidate
	for n := range nodes {
		for entity, score := range agreement(&nodes[n], gold, names) {
			all = append(all, candidate{score, n, entity})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.node, b.node), cmp.Compare(a.entity, b.entity))
	})
	matched, taken := map[int]int{}, map[int]bool{}
	for _, c := range all {
		if _, ok := matched[c.node]; !ok && !taken[c.entity] {
			matched[c.node], taken[c.entity] = c.entity, true
			order = append(order, c.node)
		}
	}
	return matched, order
}

// agreement says how well the forms of a node agree with gold entities: names count more than aliases, the right type
// counts, and the length of the form decides between equals.
func agreement(n *node, gold []GoldEntity, names map[string][]listing) map[int]float64 {
	best := map[int]float64{}
	try := func(form string, weight int) {
		for _, l := range names[normalForm(form)] {
			base := weight * l.weight * 2
			if gold[l.entity].accepts(n.typ) {
				base++
			}
			length := float64(0.01 * float64(utf8.RuneCountInString(form))) // converted: no fused multiply-add, which would round once less
			best[l.entity] = max(best[l.entity], float64(base)+length)
		}
	}
	try(n.label, ofName)
	for _, a := range n.aliases {
		try(a, ofAlias)
	}
	return best
}
