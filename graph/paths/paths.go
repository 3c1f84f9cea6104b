// Package paths finds how two nodes of a network hang together. What enters is a network without directions and two nodes;
// what leaves are the shortest paths between them, best first, always in the same order.
package paths

import (
	"cmp"
	"container/heap"
	"slices"

	"policygraph/graph/view"
)

// Path is a way from one node to another that meets no node twice.
type Path struct {
	Nodes []int   // numbers in the network, from start to end
	Cost  float64 // sum of 1/weight of its ties
}

// compare orders paths by number of steps, then the stronger ties first, then by their nodes.
func compare(a, b Path) int {
	return cmp.Or(cmp.Compare(len(a.Nodes), len(b.Nodes)), cmp.Compare(a.Cost, b.Cost), slices.Compare(a.Nodes, b.Nodes))
}

// finder searches one network. The slices are reused by all searches.
type finder struct {
	r       *view.Rows
	to      int
	banned  []bool          // nodes not to be met
	cut     map[[2]int]bool // steps not to be taken
	reached []reach
	touched []int
}

// reach is the best way to a node found so far.
type reach struct {
	steps int // 0 is not reached
	cost  float64
	from  int
	done  bool
}

// Shortest returns up to k paths between two different nodes with the fewest steps; of equally many steps those with the
// stronger ties (the smaller sum of 1/weight). Nodes in avoid are not passed. The algorithm is that of Yen, Finding the k
// shortest loopless paths in a network, Management Science 17 (1971), with Dijkstra's for each path.
func Shortest(r *view.Rows, from, to, k int, avoid []int) []Path {
	n := len(r.Offsets) - 1
	f := &finder{r: r, to: to, banned: make([]bool, n), reached: make([]reach, n)}
	for _, v := range avoid {
		f.banned[v] = v != from && v != to
	}
	first, ok := f.search(Path{Nodes: []int{from}})
	if !ok || k < 1 {
		return nil
	}
	found := []Path{first}
	var waiting []Path
	for len(found) < k {
		waiting = append(waiting, f.spurs(found)...)
		slices.SortFunc(waiting, compare)
		waiting = slices.CompactFunc(waiting, func(a, b Path) bool { return slices.Equal(a.Nodes, b.Nodes) })
		if len(waiting) == 0 {
			break
		}
		found = append(found, waiting[0])
		waiting = waiting[1:]
	}
	return found
}

// spurs returns for each node of the last path the best path that leaves all paths found there.
func (f *finder) spurs(found []Path) []Path {
	last := found[len(found)-1]
	var out []Path
	root := Path{}
	for i := 0; i < len(last.Nodes)-1; i++ {
		root.Nodes = last.Nodes[: i+1 : i+1]
		if i > 0 {
			root.Cost += f.cost(last.Nodes[i-1], last.Nodes[i])
		}
		f.cut = map[[2]int]bool{}
		for _, p := range found {
			if len(p.Nodes) > i+1 && slices.Equal(p.Nodes[:i+1], root.Nodes) {
				f.cut[[2]int{p.Nodes[i], p.Nodes[i+1]}] = true
			}
		}
		if p, ok := f.search(root); ok {
			out = append(out, p)
		}
	}
	return out
}

func (f *finder) cost(a, b int) float64 {
	row, weights := f.r.Row(a)
	k, _ := slices.BinarySearch(row, uint32(b))
	return 1 / weights[k]
}

// search returns the best path that begins with root.
func (f *finder) search(root Path) (Path, bool) {
	for _, v := range f.touched {
		f.reached[v] = reach{}
	}
	f.touched = f.touched[:0]
	met := map[int]bool{}
	for _, v := range root.Nodes {
		met[v] = true
	}
	start := root.Nodes[len(root.Nodes)-1]
	q := &queue{{start, 1, root.Cost, -1}}
	f.touch(start, reach{steps: 1, cost: root.Cost, from: -1})
	for q.Len() > 0 {
		at := heap.Pop(q).(entry)
		if f.reached[at.node].done {
			continue
		}
		f.reached[at.node].done = true
		if at.node == f.to {
			return f.back(root, at.cost), true
		}
		row, weights := f.r.Row(at.node)
		for k, v := range row {
			next := int(v)
			if f.banned[next] || met[next] || f.cut[[2]int{at.node, next}] {
				continue
			}
			e := entry{next, at.steps + 1, at.cost + 1/weights[k], at.node}
			if old := f.reached[next]; old.steps == 0 || !old.done && e.before(entry{next, old.steps, old.cost, old.from}) {
				f.touch(next, reach{steps: e.steps, cost: e.cost, from: e.from})
				heap.Push(q, e)
			}
		}
	}
	return Path{}, false
}

func (f *finder) touch(v int, r reach) {
	f.reached[v] = r
	f.touched = append(f.touched, v)
}

// back returns the path that the search found.
func (f *finder) back(root Path, cost float64) Path {
	var tail []int
	for v := f.to; f.reached[v].from >= 0; v = f.reached[v].from {
		tail = append(tail, v)
	}
	slices.Reverse(tail)
	return Path{Nodes: slices.Concat(root.Nodes, tail), Cost: cost}
}

// entry is a node in the queue with the way to it.
type entry struct {
	node, steps int
	cost        float64
	from        int
}

// before orders entries; ties go to the smaller numbers.
func (e entry) before(o entry) bool {
	return cmp.Or(cmp.Compare(e.steps, o.steps), cmp.Compare(e.cost, o.cost), cmp.Compare(e.node, o.node), cmp.Compare(e.from, o.from)) < 0
}

// queue is a heap of entries.
type queue []entry

// Len is the number of entries.
func (q queue) Len() int { return len(q) }

// Less orders entries.
func (q queue) Less(i, j int) bool { return q[i].before(q[j]) }

// Swap swaps two entries.
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

// Push adds an entry.
func (q *queue) Push(x any) { *q = append(*q, x.(entry)) }

// Pop takes the last entry.
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
