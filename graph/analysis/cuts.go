package analysis

import (
	"cmp"
	"slices"

	"policygraph/graph/view"
)

// Bridges returns the ties whose removal would cut the graph further apart, each with its lower node first, in ascending
// order. Two nodes count as tied once, however many statements tie them.
func Bridges(u *view.Undirected) [][2]int {
	_, bridges := cuts(&u.Rows)
	return bridges
}

// cuts returns which nodes (articulation points) and which ties (bridges) hold a graph together: without them it would have
// more components. Hopcroft and Tarjan, Algorithm 447: efficient algorithms for graph manipulation, Communications of the ACM
// 16 (1973), without recursion.
func cuts(r *view.Rows) ([]bool, [][2]int) {
	n := len(r.Offsets) - 1
	var (
		points  = make([]bool, n)
		bridges [][2]int
		visit   = make([]uint32, n) // number of the visit; 0: not met
		low     = make([]uint32, n) // the earliest visit reached from here or below by one tie back
		next    = make([]uint32, n)
		path    []uint32
		met     uint32
	)
	enter := func(v uint32) {
		met++
		visit[v], low[v], next[v] = met, met, r.Offsets[v]
		path = append(path, v)
	}
	for s := range n {
		if visit[s] != 0 {
			continue
		}
		enter(uint32(s))
		branches := 0 // of the search at its root
		for len(path) > 0 {
			u := path[len(path)-1]
			var parent uint32
			if len(path) > 1 {
				parent = path[len(path)-2]
			}
			if k := next[u]; k < r.Offsets[u+1] {
				next[u]++
				if v := r.Heads[k]; visit[v] == 0 {
					enter(v)
				} else if len(path) == 1 || v != parent {
					low[u] = min(low[u], visit[v])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) == 0 {
				break
			}
			low[parent] = min(low[parent], low[u])
			if low[u] > visit[parent] {
				bridges = append(bridges, [2]int{int(min(u, parent)), int(max(u, parent))})
			}
			if len(path) == 1 {
				branches++
			} else if low[u] >= visit[parent] {
				points[parent] = true
			}
		}
		points[s] = branches > 1
	}
	slices.SortFunc(bridges, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return points, bridges
}
