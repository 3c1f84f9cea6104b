package analysis

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"policygraph/graph/view"
)

// modularity returns the share of ties within communities beyond what chance would have: Newman, Analysis of weighted
// networks, Physical Review E 70 (2004). Labels are less than the number of nodes.
func modularity(r *view.Rows, labels []uint32) float64 {
	within, total := 0.0, 0.0
	strengths := make([]float64, len(labels))
	for i, c := range labels {
		row, weights := r.Row(i)
		for k, j := range row {
			strengths[c] += weights[k]
			total += weights[k]
			if labels[j] == c {
				within += weights[k]
			}
		}
	}
	if total == 0 {
		return 0
	}
	chance := 0.0
	for _, s := range strengths {
		chance += float64(s / total * (s / total))
	}
	return within/total - chance
}

// shuffle fills order with its indices in random order.
func shuffle(order []uint32, rng *rand.Rand) {
	for i := range order {
		j := rng.Uint32N(uint32(i) + 1)
		order[i] = order[j]
		order[j] = uint32(i)
	}
}

// compact renumbers labels, which are less than the number of nodes, in the order of first appearance.
func compact(labels []uint32) []uint32 {
	to, next := make([]uint32, len(labels)), uint32(0)
	out := make([]uint32, len(labels))
	for i, l := range labels {
		if to[l] == 0 {
			next++
			to[l] = next
		}
		out[i] = to[l] - 1
	}
	return out
}

// renumber renumbers labels by the size of what they label, the largest first, and then by first appearance.
func renumber(labels []uint32) []uint32 {
	out := compact(labels)
	sizes := make([]int, count(out))
	for _, l := range out {
		sizes[l]++
	}
	order := make([]uint32, len(sizes))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(sizes[b], sizes[a]) })
	to := make([]uint32, len(sizes))
	for i, l := range order {
		to[l] = uint32(i)
	}
	for i, l := range out {
		out[i] = to[l]
	}
	return out
}

// count returns the number of labels, which are 0, 1, …
func count(labels []uint32) int {
	n := 0
	for _, l := range labels {
		n = max(n, int(l)+1)
	}
	return n
}

// group returns the nodes ordered by their labels 0 … n-1, and of each label the start of its nodes.
func group(labels []uint32, n int) (members, offsets []uint32) {
	members, offsets = make([]uint32, len(labels)), make([]uint32, n+1)
	for _, l := range labels {
		offsets[l+1]++
	}
	for i := range n {
		offsets[i+1] += offsets[i]
	}
	next := slices.Clone(offsets[:n])
	for i, l := range labels {
		members[next[l]] = uint32(i)
		next[l]++
	}
	return members, offsets
}
