package analysis

import (
	"cmp"

	"policygraph/graph/view"
)

// Roles counts in how many ways a node stands between two others: a → node → c, where no arc leads from a to c, by the groups
// to which the three belong.
type Roles struct {
	Coordinator    int // all three of one group
	Gatekeeper     int // a of another group; c of the node's own
	Representative int // a of the node's own group; c of another
	Consultant     int // a and c of one group; the node of another (itinerant broker)
	Liaison        int // all three of different groups
}

// Total returns the number of pairs that the node stands between.
func (r Roles) Total() int {
	return r.Coordinator + r.Gatekeeper + r.Representative + r.Consultant + r.Liaison
}

// add counts n more ways in which a node of group b stands between groups a and c.
func (r *Roles) add(a, b, c uint32, n int) {
	switch {
	case a == b && b == c:
		r.Coordinator += n
	case b == c:
		r.Gatekeeper += n
	case a == b:
		r.Representative += n
	case a == c:
		r.Consultant += n
	default:
		r.Liaison += n
	}
}

func (r *Roles) plus(s Roles) {
	r.Coordinator += s.Coordinator
	r.Gatekeeper += s.Gatekeeper
	r.Representative += s.Representative
	r.Consultant += s.Consultant
	r.Liaison += s.Liaison
}

// Brokerage returns the roles of each node between groups: Gould and Fernandez, Structures of mediation, Sociological
// Methodology 19 (1989). groups holds the group of each node under any numbers from 0 on; a node of a negative group is none
// of the three. Weights do not count. The work grows with the arcs and triangles, not with the pairs.
func Brokerage(v *view.Graph, groups []int, workers int) []Roles {
	n := v.Len()
	u := v.Undirected()
	workers = min(crew(&u.Rows, workers), maxScratch)
	labels := labelled(groups)
	out := make([]Roles, n)
	between := make([]*crossing, workers)
	blocks(n, workers, func(worker, lo, hi int) {
		if between[worker] == nil {
			between[worker] = newCrossing(v, labels)
		}
		for b := lo; b < hi; b++ {
			out[b] = between[worker].roles(b)
		}
	})
	closed := make([][]Roles, workers) // where an arc leads from a to c after all
	for w := range closed {
		closed[w] = make([]Roles, n)
	}
	newUpward(v, &u.Rows).triangles(workers, func(worker int, t *triangle) { t.closes(labels, closed[worker]) })
	for _, c := range closed {
		for i := range out {
			out[i].plus(c[i])
		}
	}
	return out
}

const noGroup = ^uint32(0)

// labelled renumbers groups 0, 1, … and calls negative ones noGroup.
func labelled(groups []int) []uint32 {
	out := dense(groups)
	for i, g := range groups {
		if g < 0 {
			out[i] = noGroup
		}
	}
	return out
}

// closes counts down the roles in which the triangle's nodes do not stand between the others, as those are tied themselves.
func (t *triangle) closes(labels []uint32, out []Roles) {
	for _, i := range t.nodes {
		if labels[i] == noGroup {
			return
		}
	}
	for _, o := range [...][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		if a, b, c := o[0], o[1], o[2]; t.has(a, b) && t.has(b, c) && t.has(a, c) {
			out[t.nodes[b]].add(labels[t.nodes[a]], labels[t.nodes[b]], labels[t.nodes[c]], -1)
		}
	}
}

// crossing counts the groups on both sides of a node.
type crossing struct {
	v       *view.Graph
	labels  []uint32
	in, out []int // of each group
}

func newCrossing(v *view.Graph, labels []uint32) *crossing {
	groups := 0
	for _, l := range labels {
		if l != noGroup {
			groups = max(groups, int(l)+1)
		}
	}
	return &crossing{v: v, labels: labels, in: make([]int, groups), out: make([]int, groups)}
}

// roles counts the pairs that node b stands between, tied themselves or not.
func (x *crossing) roles(b int) Roles {
	var r Roles
	own := x.labels[b]
	from, _ := x.v.In.Row(b)
	to, _ := x.v.Out.Row(b)
	if own == noGroup || len(from) == 0 || len(to) == 0 {
		return r
	}
	allIn, allOut := tally(from, x.labels, x.in, 1), tally(to, x.labels, x.out, 1)
	otherIn, otherOut := allIn-x.in[own], allOut-x.out[own]
	r.Coordinator = x.in[own] * x.out[own]
	r.Gatekeeper = otherIn * x.out[own]
	r.Representative = x.in[own] * otherOut
	for _, a := range from {
		if g := x.labels[a]; g != noGroup && g != own {
			r.Consultant += x.out[g]
		}
	}
	r.Liaison = otherIn*otherOut - r.Consultant
	tally(from, x.labels, x.in, -1)
	tally(to, x.labels, x.out, -1)
	for len(from) > 0 && len(to) > 0 { // nobody stands between a node and itself
		switch c := cmp.Compare(from[0], to[0]); {
		case c < 0:
			from = from[1:]
		case c > 0:
			to = to[1:]
		default:
			if g := x.labels[from[0]]; g != noGroup {
				r.add(g, own, g, -1)
			}
			from, to = from[1:], to[1:]
		}
	}
	return r
}

// tally adds by to the number of each group's nodes and returns how many nodes have a group.
func tally(nodes, labels []uint32, numbers []int, by int) int {
	all := 0
	for _, i := range nodes {
		if g := labels[i]; g != noGroup {
			numbers[g] += by
			all++
		}
	}
	return all
}
