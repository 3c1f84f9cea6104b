package analysis

import (
	"math"

	"policygraph/graph/view"
)

// strongComponents labels each node with the set of nodes that it reaches and that reach it along the arcs, the largest set
// first. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972), without recursion.
func strongComponents(r *view.Rows) []uint32 {
	n := len(r.Offsets) - 1
	const done = math.MaxUint32
	var (
		labels = make([]uint32, n)
		low    = make([]uint32, n) // 0: not met; then the earliest visit that is known to be reached
		visit  = make([]uint32, n) // number of the visit, done when labelled
		next   = make([]uint32, n) // the arc to follow next
		path   []uint32            // from the root to the current node
		open   []uint32            // visited and not labelled
		met    uint32
		label  uint32
	)
	enter := func(v uint32) {
		met++
		low[v], visit[v], next[v] = met, met, r.Offsets[v]
		path, open = append(path, v), append(open, v)
	}
	for s := range n {
		if low[s] != 0 {
			continue
		}
		enter(uint32(s))
		for len(path) > 0 {
			u := path[len(path)-1]
			if k := next[u]; k < r.Offsets[u+1] {
				next[u]++
				if v := r.Heads[k]; low[v] == 0 {
					enter(v)
				} else if visit[v] != done {
					low[u] = min(low[u], visit[v])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				parent := path[len(path)-1]
				low[parent] = min(low[parent], low[u])
			}
			if low[u] != visit[u] {
				continue
			}
			for at := len(open) - 1; ; at-- { // u is the first that was met of its component
				v := open[at]
				labels[v], visit[v] = label, done
				if v == u {
					open = open[:at]
					break
				}
			}
			label++
		}
	}
	return renumber(labels)
}
