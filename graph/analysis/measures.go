package analysis

import (
	"fmt"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// Measure is a way to score nodes.
type Measure struct {
	Name    string // column in exports
	Title   string
	Help    string // definition and source
	Integer bool

	compute func(*input) []float64
}

// Measures returns the table of all measures. The first is the one that matters most.
func Measures() []Measure {
	return []Measure{
		{"recommendations", "Recommendations", "Number of recommendations that call on or involve the entity.", true, recommendations},
		{"called_on", "Called on", "Number of recommendations that tell the entity to act.", true, calledOn},
		{"involved", "Involved", "Number of recommendations that tell others to act with or towards the entity.", true, involved},
		{"concerned", "Concerned", "Number of recommendations that are about the entity without calling on or involving it.", true, concerned},
		{"mentions", "Mentions", "Number of places in the reports that name the entity; of a recommendation, the passages that state it.", true, mentions},
		{"degree", "Degree", "Number of nodes tied to this one, in either direction.", true, degree},
		{"in_degree", "In-degree", "Number of nodes from which an edge leads here.", true, inDegree},
		{"out_degree", "Out-degree", "Number of nodes to which an edge leads from here.", true, outDegree},
		{"strength", "Strength", "Sum of the weights of the node's ties: the predicates' weights times the pieces of evidence.", false, strength},
		{"betweenness", "Betweenness", "Number of pairs of other nodes that reach each other through this one, each pair shared among its shortest paths; without directions and weights. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977). In large graphs an estimate.", false, betweennessOf},
		{"closeness", "Closeness", "How near the node is to the others: the inverse of its mean distance to those that it reaches, times their share of all others; without directions and weights. Wasserman and Faust, Social network analysis (1994). In large graphs an estimate.", false, closenessOf},
		{"harmonic", "Harmonic closeness", "Mean of the inverse distances to all other nodes, 0 for those out of reach; without directions and weights. Boldi and Vigna, Axioms for centrality, Internet Mathematics 10 (2014). In large graphs an estimate.", false, harmonicOf},
		{"pagerank", "PageRank", "Share of a random walker's time who follows edges by weight and with probability 0.15 starts anew anywhere. Brin and Page, The anatomy of a large-scale hypertextual Web search engine, WWW 1998.", false, pageRankOf},
		{"community", "Community", "Group of nodes tied more closely among themselves than chance would have it; 1 is the largest. Leiden algorithm on modularity: Traag, Waltman and van Eck, From Louvain to Leiden, Scientific Reports 9 (2019).", true, communityOf},
		{"component", "Component", "Group of nodes that reach each other at all, without directions; 1 is the largest.", true, componentOf},
	}
}

// countLinks counts for each entity the recommendations of which pick returns a link to it; each recommendation counts once.
func countLinks(n *input, pick func(*kg.Recommendation) [][]kg.Link) []float64 {
	out := make([]float64, n.directed.Len())
	for i := range n.g.Recommendations {
		seen := map[kg.ID]bool{}
		for _, links := range pick(&n.g.Recommendations[i]) {
			for _, l := range links {
				if at, ok := n.directed.Find(l.Entity); ok && !seen[l.Entity] {
					seen[l.Entity] = true
					out[at]++
				}
			}
		}
	}
	return out
}

func recommendations(n *input) []float64 {
	return countLinks(n, func(r *kg.Recommendation) [][]kg.Link { return [][]kg.Link{r.Actors, r.Partners} })
}

func calledOn(n *input) []float64 {
	return countLinks(n, func(r *kg.Recommendation) [][]kg.Link { return [][]kg.Link{r.Actors} })
}

func involved(n *input) []float64 {
	return countLinks(n, func(r *kg.Recommendation) [][]kg.Link { return [][]kg.Link{r.Partners} })
}

func concerned(n *input) []float64 {
	return countLinks(n, func(r *kg.Recommendation) [][]kg.Link { return [][]kg.Link{r.Concerns} })
}

func mentions(n *input) []float64 {
	out := make([]float64, n.directed.Len())
	for i := range n.g.Entities {
		if at, ok := n.directed.Find(n.g.Entities[i].ID); ok {
			out[at] = float64(len(n.g.Entities[i].Mentions))
		}
	}
	for i := range n.g.Recommendations {
		if at, ok := n.directed.Find(n.g.Recommendations[i].ID); ok {
			out[at] = float64(len(n.g.Recommendations[i].Evidence))
		}
	}
	return out
}

// each returns f of every node.
func each(n *input, f func(int) float64) []float64 {
	out := make([]float64, n.directed.Len())
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func degree(n *input) []float64 {
	return each(n, func(i int) float64 { return float64(n.undirected.Degree(i)) })
}

func inDegree(n *input) []float64 {
	return each(n, func(i int) float64 { return float64(n.directed.In.Degree(i)) })
}

func outDegree(n *input) []float64 {
	return each(n, func(i int) float64 { return float64(n.directed.Out.Degree(i)) })
}

func strength(n *input) []float64 { return each(n, n.undirected.Strength) }

func betweennessOf(n *input) []float64 {
	s := n.opt.Betweenness
	if n.directed.Len() <= s.ExactUpTo {
		return betweenness(&n.undirected.Rows, n.workers)
	}
	values, paths := sampledBetweenness(&n.undirected.Rows, s, n.seed, n.workers)
	if paths > 0 {
		pairs := float64(n.directed.Len()) * float64(n.directed.Len()-1) / 2
		n.notes["betweenness"] = fmt.Sprintf("estimate from %d random shortest paths: with probability %v no value is off by more than %.3g, which is %v of all pairs",
			paths, 1-s.Delta, s.Epsilon*pairs, s.Epsilon)
	}
	return values
}

// nearness measures distances once for all measures that ask for them.
func (n *input) nearness() *distances {
	if n.near == nil {
		n.near = measureDistances(&n.undirected.Rows, n.opt.Closeness, n.seed, n.workers)
	}
	return n.near
}

func closenessOf(n *input) []float64 {
	d, s := n.nearness(), n.opt.Closeness
	if d.sources > 0 {
		n.notes["closeness"] = d.note(s, fmt.Sprintf("no node's mean distance is off by more than %v of the largest distance", s.Epsilon))
	}
	return d.closeness
}

func harmonicOf(n *input) []float64 {
	d, s := n.nearness(), n.opt.Closeness
	if d.sources > 0 {
		n.notes["harmonic"] = d.note(s, fmt.Sprintf("no value is off by more than %v", s.Epsilon))
	}
	return d.harmonic
}

func pageRankOf(n *input) []float64 { return pageRank(n.directed, n.workers) }

func communityOf(n *input) []float64 { return numbers(communities(&n.undirected.Rows, n.seed)) }

func componentOf(n *input) []float64 { return numbers(components(&n.undirected.Rows, nil)) }

// numbers turns labels 0, 1, … into the numbers 1, 2, … that are published.
func numbers(labels []uint32) []float64 {
	out := make([]float64, len(labels))
	for i, l := range labels {
		out[i] = float64(l) + 1
	}
	return out
}

// components labels each node with its connected component, the largest first. With labels given, only ties between nodes of
// the same label connect.
func components(r *view.Rows, within []uint32) []uint32 {
	n := len(r.Offsets) - 1
	labels, seen := make([]uint32, n), make([]bool, n)
	var queue []uint32
	next := uint32(0)
	for s := range n {
		if seen[s] {
			continue
		}
		seen[s] = true
		queue = append(queue[:0], uint32(s))
		for len(queue) > 0 {
			u := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			labels[u] = next
			row, _ := r.Row(int(u))
			for _, v := range row {
				if !seen[v] && (within == nil || within[u] == within[v]) {
					seen[v] = true
					queue = append(queue, v)
				}
			}
		}
		next++
	}
	return renumber(labels)
}
