package analysis

import (
	"slices"

	"policygraph/graph/view"
)

// shatter is an undirected graph shattered into its blocks, the parts that the loss of no single node takes apart: any two nodes
// of a block lie on a cycle, or are the two ends of a bridge. Paths pass from block to block through the nodes that these share,
// so that what happens in one can be counted without the others.
//
// They are found by one depth-first search: Hopcroft and Tarjan, Efficient algorithms for graph manipulation, Communications
// of the ACM 16 (1973). The topmost node of each is its top; every node has at most one block of which it is not the top.
type shatter struct {
	home  []uint32 // of each node, the block of which it is not the top, or none
	above []uint32 // of each node, the top of that block, or none

	// Of the blocks with three nodes and more, all others being bridges:
	starts  []uint32  // where the members of each begin, and where the last ones end
	members []uint32  // top first
	behind  []float64 // of each member, the number of nodes that do not reach the block but through it, with itself

	// changes is for each node the number of pairs of other nodes whose paths enter it from one block and leave it to another.
	changes []float64
}

// none stands for no node or block.
const none = ^uint32(0)

// blockSearch is the state of the search for blocks.
type blockSearch struct {
	*shatter
	r       *view.Rows
	order   []uint32  // nodes as met
	met     []uint32  // of each node, its place in order, from 1; 0 if it is not met yet
	low     []uint32  // of each node, the earliest node seen from its subtree
	next    []uint32  // of each node, the next arc to look at
	path    []uint32  // from the root to the current node
	open    []uint32  // nodes met whose block is not complete
	hanging []float64 // of each node, the number of nodes in complete blocks below it
	squares []float64 // of each node, the sum over its blocks of the squares of the numbers of nodes reached through each
	count   uint32    // of blocks
}

// findBlocks shatters an undirected graph, in time proportional to its size.
func findBlocks(r *view.Rows) *shatter {
	n := len(r.Offsets) - 1
	s := &blockSearch{
		shatter: &shatter{home: make([]uint32, n), above: make([]uint32, n), starts: []uint32{0}, changes: make([]float64, n)},
		r:       r, met: make([]uint32, n), low: make([]uint32, n), next: slices.Clone(r.Offsets[:n]),
		hanging: make([]float64, n), squares: make([]float64, n),
	}
	for root := range uint32(n) {
		if s.met[root] == 0 {
			begun, first := len(s.order), len(s.starts)-1
			s.component(root)
			s.finish(s.order[begun:], first)
		}
	}
	return s.shatter
}

// meet notes that a node is met.
func (s *blockSearch) meet(v uint32) {
	s.order = append(s.order, v)
	s.met[v] = uint32(len(s.order))
	s.low[v] = s.met[v]
	s.path = append(s.path, v)
}

// component searches what root reaches.
func (s *blockSearch) component(root uint32) {
	s.home[root], s.above[root] = none, none
	s.meet(root)
	for len(s.path) > 0 {
		u := s.path[len(s.path)-1]
		if s.next[u] < s.r.Offsets[u+1] {
			v := s.r.Heads[s.next[u]]
			s.next[u]++
			if s.met[v] > 0 {
				s.low[u] = min(s.low[u], s.met[v])
				continue
			}
			s.meet(v)
			s.open = append(s.open, v)
			continue
		}
		s.path = s.path[:len(s.path)-1]
		if len(s.path) == 0 {
			return
		}
		p := s.path[len(s.path)-1]
		if s.low[u] >= s.met[p] {
			s.complete(p, u)
		} else {
			s.low[p] = min(s.low[p], s.low[u])
		}
	}
}

// complete closes the block with that top whose other nodes are open, from u on.
func (s *blockSearch) complete(top, u uint32) {
	at := len(s.open) - 1
	for s.open[at] != u {
		at--
	}
	nodes := s.open[at:]
	s.open = s.open[:at]
	reached := 0.0
	for _, v := range nodes {
		s.home[v], s.above[v] = s.count, top
		reached += 1 + s.hanging[v]
	}
	s.count++
	s.hanging[top] += reached
	s.squares[top] += reached * reached
	if len(nodes) == 1 {
		return
	}
	s.members, s.behind = append(s.members, top), append(s.behind, reached) // what is behind it is known in the end
	for _, v := range nodes {
		s.members, s.behind = append(s.members, v), append(s.behind, 1+s.hanging[v])
	}
	s.starts = append(s.starts, uint32(len(s.members)))
}

// finish completes what depends on the number of nodes of a component: its nodes, the root first, and blocks from first on.
// Of the pairs of nodes that are not v, those whose paths do not change blocks at v are reached through the same block.
func (s *blockSearch) finish(nodes []uint32, first int) {
	size := float64(len(nodes))
	for _, top := range s.starts[first : len(s.starts)-1] {
		s.behind[top] = size - s.behind[top]
	}
	for i, v := range nodes {
		if i > 0 { // through its home block it reaches all that does not hang on it
			rest := size - 1 - s.hanging[v]
			s.squares[v] += rest * rest
		}
		s.changes[v] = ((size-1)*(size-1) - s.squares[v]) / 2
	}
}
