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
	Extra   bool // computed only when named: one of many numbers that another measure sums up

	groups  bool // the values number groups of nodes, whose modularity is of interest
	compute func(*input) []float64
}

// Measures returns the table of all measures. The first is the one that matters most.
func Measures() []Measure {
	return []Measure{
		{Name: "recommendations", Title: "Recommendations", Help: "Number of recommendations that call on or involve the entity.", Integer: true, compute: recommendations},
		{Name: "called_on", Title: "Called on", Help: "Number of recommendations that tell the entity to act.", Integer: true, compute: calledOn},
		{Name: "involved", Title: "Involved", Help: "Number of recommendations that tell others to act with or towards the entity.", Integer: true, compute: involved},
		{Name: "concerned", Title: "Concerned", Help: "Number of recommendations that are about the entity without calling on or involving it.", Integer: true, compute: concerned},
		{Name: "mentions", Title: "Mentions", Help: "Number of places in the reports that name the entity; of a recommendation, the passages that state it.", Integer: true, compute: mentions},
		{Name: "degree", Title: "Degree", Help: "Number of nodes tied to this one, in either direction.", Integer: true, compute: degree},
		{Name: "in_degree", Title: "In-degree", Help: "Number of nodes from which an edge leads here.", Integer: true, compute: inDegree},
		{Name: "out_degree", Title: "Out-degree", Help: "Number of nodes to which an edge leads from here.", Integer: true, compute: outDegree},
		{Name: "strength", Title: "Strength", Help: "Sum of the weights of the node's ties: the predicates' weights times the pieces of evidence.", compute: strength},
		{Name: "betweenness", Title: "Betweenness", Help: "Number of pairs of other nodes that reach each other through this one, each pair shared among its shortest paths; without directions and weights. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977). In large graphs an estimate.", compute: betweennessOf},
		{Name: "closeness", Title: "Closeness", Help: "How near the node is to the others: the inverse of its mean distance to those that it reaches, times their share of all others; without directions and weights. Wasserman and Faust, Social network analysis (1994). In large graphs an estimate.", compute: closenessOf},
		{Name: "harmonic", Title: "Harmonic closeness", Help: "Mean of the inverse distances to all other nodes, 0 for those out of reach; without directions and weights. Boldi and Vigna, Axioms for centrality, Internet Mathematics 10 (2014). In large graphs an estimate.", compute: harmonicOf},
		{Name: "pagerank", Title: "PageRank", Help: "Share of a random walker's time who follows edges by weight and with probability 0.15 starts anew anywhere. Brin and Page, The anatomy of a large-scale hypertextual Web search engine, WWW 1998.", compute: pageRankOf},
		{Name: "hub", Title: "Hub", Help: "How much the node points at authorities, by weight; the largest is 1, as in igraph. Where the graph falls apart, 0 outside the part with the largest eigenvalue. Kleinberg, Authoritative sources in a hyperlinked environment, Journal of the ACM 46 (1999).", compute: hubOf},
		{Name: "authority", Title: "Authority", Help: "How much hubs point at the node, by weight; the largest is 1, as in igraph. See hub.", compute: authorityOf},
		{Name: "eigenvector", Title: "Eigenvector", Help: "How much the node is tied to nodes that are well tied themselves, by weight and without directions; the largest is 1, as in igraph. 0 outside the component with the largest eigenvalue. Bonacich, Factoring and weighting approaches to status scores and clique identification, Journal of Mathematical Sociology 2 (1972).", compute: eigenvectorOf},
		{Name: "katz", Title: "Katz", Help: "Number of walks of any length that end here, each step counting by weight and a factor: 0.85 over the largest singular value of the weights. The squares of all values sum to 1, as in NetworkX. Katz, A new status index derived from sociometric analysis, Psychometrika 18 (1953).", compute: katzOf},
		{Name: "coreness", Title: "Coreness", Help: "Largest k such that the node belongs to a part in which every node is tied to k others; without directions. Seidman, Network structure and minimum degree, Social Networks 5 (1983).", Integer: true, compute: corenessOf},
		{Name: "clustering", Title: "Clustering", Help: "Share of the pairs of the node's neighbours that are tied themselves, without directions and weights; 0 where there are fewer than two. Watts and Strogatz, Collective dynamics of small-world networks, Nature 393 (1998).", compute: clusteringOf},
		{Name: "articulation", Title: "Articulation", Help: "1 if some nodes reach each other only through this one, else 0; without directions. Hopcroft and Tarjan, Efficient algorithms for graph manipulation, Communications of the ACM 16 (1973).", Integer: true, compute: articulationOf},
		{Name: "constraint", Title: "Constraint", Help: "How much the node's ties lead back to the same others, by weight and without directions: low where it spans structural holes; 0 without ties. Burt, Structural Holes (1992), as NetworkX and igraph define it.", compute: constraintOf},
		{Name: "country_brokerage", Title: "Brokerage by country", Help: "Number of pairs a, c with arcs a → node → c and none a → c, all three of known countries: the sum of the five roles country_coordinator to country_liaison. A body belongs to the country that it is part of, directly or through others. Gould and Fernandez, Structures of mediation, Sociological Methodology 19 (1989).", Integer: true, compute: byCountry(Roles.Total)},
		{Name: "country_coordinator", Title: "Coordinator by country", Help: "Of country_brokerage, the pairs where a, c and the node all belong to one country. Computed only when named.", Integer: true, Extra: true, compute: byCountry(func(r Roles) int { return r.Coordinator })},
		{Name: "country_gatekeeper", Title: "Gatekeeper by country", Help: "Of country_brokerage, the pairs where a belongs to another country, c to the node's own. Computed only when named.", Integer: true, Extra: true, compute: byCountry(func(r Roles) int { return r.Gatekeeper })},
		{Name: "country_representative", Title: "Representative by country", Help: "Of country_brokerage, the pairs where a belongs to the node's own country, c to another. Computed only when named.", Integer: true, Extra: true, compute: byCountry(func(r Roles) int { return r.Representative })},
		{Name: "country_consultant", Title: "Consultant by country", Help: "Of country_brokerage, the pairs where a and c belong to one country, the node to another. Computed only when named.", Integer: true, Extra: true, compute: byCountry(func(r Roles) int { return r.Consultant })},
		{Name: "country_liaison", Title: "Liaison by country", Help: "Of country_brokerage, the pairs where a, c and the node belong to three different countries. Computed only when named.", Integer: true, Extra: true, compute: byCountry(func(r Roles) int { return r.Liaison })},
		{Name: "section_brokerage", Title: "Brokerage by section", Help: "The same between the reports' main sections: a recommendation belongs to the one that it stands in, an entity to the one that holds most of the evidence of its ties. The sum of section_coordinator to section_liaison.", Integer: true, compute: bySection(Roles.Total)},
		{Name: "section_coordinator", Title: "Coordinator by section", Help: "Of section_brokerage, the pairs where a, c and the node all belong to one section. Computed only when named.", Integer: true, Extra: true, compute: bySection(func(r Roles) int { return r.Coordinator })},
		{Name: "section_gatekeeper", Title: "Gatekeeper by section", Help: "Of section_brokerage, the pairs where a belongs to another section, c to the node's own. Computed only when named.", Integer: true, Extra: true, compute: bySection(func(r Roles) int { return r.Gatekeeper })},
		{Name: "section_representative", Title: "Representative by section", Help: "Of section_brokerage, the pairs where a belongs to the node's own section, c to another. Computed only when named.", Integer: true, Extra: true, compute: bySection(func(r Roles) int { return r.Representative })},
		{Name: "section_consultant", Title: "Consultant by section", Help: "Of section_brokerage, the pairs where a and c belong to one section, the node to another. Computed only when named.", Integer: true, Extra: true, compute: bySection(func(r Roles) int { return r.Consultant })},
		{Name: "section_liaison", Title: "Liaison by section", Help: "Of section_brokerage, the pairs where a, c and the node belong to three different sections. Computed only when named.", Integer: true, Extra: true, compute: bySection(func(r Roles) int { return r.Liaison })},
		{Name: "community", Title: "Community", Help: "Group of nodes tied more closely among themselves than chance would have it; 1 is the largest. Leiden algorithm on modularity: Traag, Waltman and van Eck, From Louvain to Leiden, Scientific Reports 9 (2019).", Integer: true, groups: true, compute: communityOf},
		{Name: "louvain", Title: "Community (Louvain)", Help: "Like community, by the older algorithm, whose communities may hang together loosely: Blondel, Guillaume, Lambiotte and Lefebvre, Fast unfolding of communities in large networks, Journal of Statistical Mechanics (2008).", Integer: true, groups: true, compute: louvainOf},
		{Name: "component", Title: "Component", Help: "Group of nodes that reach each other at all, without directions; 1 is the largest.", Integer: true, compute: componentOf},
		{Name: "strong_component", Title: "Strong component", Help: "Group of nodes that reach each other along the edges' directions; 1 is the largest. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972).", Integer: true, compute: strongComponentOf},
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

func closenessOf(n *input) []float64 {
	d, s := n.near(), n.opt.Closeness
	if d.sources > 0 {
		n.notes["closeness"] = d.note(s, fmt.Sprintf("no node's mean distance is off by more than %v of the largest distance", s.Epsilon))
	}
	return d.closeness
}

func harmonicOf(n *input) []float64 {
	d, s := n.near(), n.opt.Closeness
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
	labels := make([]uint32, n) // from 1; 0 before a node is met
	queue, met := make([]uint32, n), 0
	next := uint32(0)
	for s := 0; met < n; s++ {
		if labels[s] > 0 {
			continue
		}
		next++
		done := met
		labels[s], queue[met] = next, uint32(s)
		for met++; done < met && met < n; done++ { // no row tells anything new once all are met
			u := queue[done]
			row, _ := r.Row(int(u))
			for _, v := range row {
				if labels[v] == 0 && (within == nil || within[u] == within[v]) {
					labels[v], queue[met] = next, v
					met++
				}
			}
		}
	}
	for i := range labels {
		labels[i]--
	}
	return renumber(labels)
}
