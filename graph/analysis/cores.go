package analysis

import "policygraph/graph/view"

// coreness returns for each node of an undirected graph the largest k such that it belongs to a part in which every node has
// k ties: Seidman, Network structure and minimum degree, Social Networks 5 (1983). Nodes are removed in the order of their
// remaining ties, kept sorted in buckets: Batagelj and Zaveršnik, An O(m) algorithm for cores decomposition of networks,
// arXiv cs/0310049 (2003).
func coreness(r *view.Rows) []uint32 {
	n := len(r.Offsets) - 1
	left, most := make([]uint32, n), uint32(0) // ties left
	for i := range left {
		left[i] = uint32(r.Degree(i))
		most = max(most, left[i])
	}
	order, offsets := group(left, int(most)+1) // by ties left, and where each number of them begins
	place := make([]uint32, n)
	for k, i := range order {
		place[i] = uint32(k)
	}
	for _, u := range order { // what lies behind u is still rearranged
		row, _ := r.Row(int(u))
		for _, v := range row {
			if left[v] <= left[u] {
				continue
			}
			// v swaps places with the first of its bucket, which then begins one further.
			first := offsets[left[v]]
			w := order[first]
			order[place[v]], place[w] = w, place[v]
			order[first], place[v] = v, first
			offsets[left[v]]++
			left[v]--
		}
	}
	return left
}
