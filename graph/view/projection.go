package view

import (
	"fmt"
	"slices"
	"strings"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// Names of the projections.
const (
	Full            = "full"
	TwoMode         = "actors-recommendations"
	Shared          = "shared"
	Countries       = "countries"
	WeightPredicate = "predicate"
	WeightEvidence  = "evidence"
	WeightPassages  = "passages"
	WeightOne       = "one"
	WeightCount     = "count"
	WeightJaccard   = "jaccard"
	WeightCosine    = "cosine"
	WeightNewman    = "newman"
)

// Projection is a way to make a network of the facts.
type Projection struct {
	Name, Help string
	shared     bool // edges are recommendations that two nodes share
}

// Projections returns the table of projections. The first is the one that holds where none is asked for.
func Projections() []Projection {
	return []Projection{
		{Full, "Entities and recommendations, tied by relations and by whom each recommendation calls on, involves and concerns.", false},
		{TwoMode, "Actors and recommendations (two modes), tied where a recommendation calls on or involves the actor.", false},
		{Shared, "Actors alone, tied where a recommendation calls on or involves both.", true},
		{Countries, "Countries alone, each with all bodies that are part of it, tied by relations and by recommendations that call on or involve both.", true},
	}
}

// Weighting is a way to weigh edges.
type Weighting struct {
	Name, Help string
	Shared     bool // weighs shared recommendations, not facts
}

// Weightings returns the table of weightings. The first of each kind is the one that holds where none is asked for.
func Weightings() []Weighting {
	return []Weighting{
		{WeightPredicate, "pieces of evidence times the predicate's weight in the vocabulary", false},
		{WeightEvidence, "pieces of evidence", false},
		{WeightPassages, "different passages that hold the evidence", false},
		{WeightCount, "number of shared recommendations", true},
		{WeightJaccard, "shared recommendations as a share of those of either", true},
		{WeightCosine, "shared recommendations over the geometric mean of the numbers of both", true},
		{WeightNewman, "each shared recommendation counts 1/(n-1) if n take part in it (Newman, Scientific collaboration networks II, Physical Review E 64, 2001)", true},
		{WeightOne, "1 for each tie", false},
	}
}

// Choice says which network to make of the facts. The zero value is that of [Stakeholders].
type Choice struct {
	Projection   string      // name in [Projections]; "" for the first
	Weight       string      // name in [Weightings]; "" for the first that fits the projection
	Statuses     []kg.Status // ties by evidence of these only; none for all
	Qualifier    string      // ties whose predicate has this qualifier in the vocabulary; "" for all
	DropIsolates bool        // leave out nodes without ties
}

// Counts reports whether a piece of evidence for a fact of the predicate counts for the ties of the network.
func (c Choice) Counts(o *ontology.Ontology, predicate string, e kg.Evidence) bool {
	p := projector{o: o, opt: Options{Qualifier: c.Qualifier}}
	if (c.Projection == TwoMode || c.Projection == Shared) && predicate != callsOn && predicate != involves {
		return false
	}
	if !p.qualified(predicate) && !(predicate == callsOn && p.qualified(involves)) {
		return false
	}
	return len(c.Statuses) == 0 || slices.Contains(c.Statuses, e.Status)
}

// projection returns the row of the table, or nil.
func (c Choice) projection() *Projection {
	for _, p := range Projections() {
		if p.Name == c.Projection || c.Projection == "" && p.Name == Full {
			return &p
		}
	}
	return nil
}

// Name returns the name of the projection.
func (c Choice) Name() string {
	if c.Projection == "" {
		return Full
	}
	return c.Projection
}

// Check returns an error if there is no such network; it lists what is known.
func (c Choice) Check(o *ontology.Ontology) error {
	p := c.projection()
	if p == nil {
		return unknown("projection", c.Projection, names(Projections(), func(p Projection) string { return p.Name }))
	}
	var fitting []string
	for _, w := range Weightings() {
		if w.Shared == p.shared || w.Name == WeightOne {
			fitting = append(fitting, w.Name)
		}
	}
	if c.Weight != "" && !slices.Contains(fitting, c.Weight) {
		return unknown("weight of the projection "+p.Name, c.Weight, fitting)
	}
	for _, s := range c.Statuses {
		if !slices.Contains(Statuses(), s) {
			return unknown("status", string(s), names(Statuses(), func(s kg.Status) string { return string(s) }))
		}
	}
	if c.Qualifier != "" && !slices.Contains(o.Qualifiers(), c.Qualifier) {
		return unknown("qualifier", c.Qualifier, o.Qualifiers())
	}
	return nil
}

// Statuses returns the statuses of evidence, from strongest to weakest.
func Statuses() []kg.Status { return []kg.Status{kg.Asserted, kg.Recommended, kg.Hedged, kg.Negated} }

func names[T any](list []T, name func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, name(x))
	}
	return out
}

func unknown(what, name string, known []string) error {
	return fmt.Errorf("unknown %s %q; known are %s", what, name, strings.Join(known, ", "))
}

// Network makes the chosen network. It also returns the facts that it shows: those given or, of [Countries], the same with
// every body replaced by its country. The choice must pass its check.
func Network(g *kg.Graph, o *ontology.Ontology, c Choice) (*kg.Graph, *Graph) {
	opt := Stakeholders()
	opt.Weight, opt.Statuses, opt.Qualifier, opt.DropIsolates = c.Weight, c.Statuses, c.Qualifier, c.DropIsolates
	switch c.Projection {
	case TwoMode:
		opt.Links = []string{callsOn, involves}
		return g, Project(bipartite(g, o), o, opt)
	case Shared:
		return g, share(bipartite(g, o), o, opt)
	case Countries:
		g = fold(g, o)
		return g, share(g, o, opt)
	}
	return g, Project(g, o, opt)
}

// bipartite returns the recommendations with the entities that act or may act in them: those of the vocabulary's actors, and
// whatever else is called on or involved. There are no relations.
func bipartite(g *kg.Graph, o *ontology.Ontology) *kg.Graph {
	linked := map[kg.ID]bool{}
	for i := range g.Recommendations {
		for _, l := range participants(&g.Recommendations[i]) {
			linked[l.Entity] = true
		}
	}
	out := &kg.Graph{Recommendations: g.Recommendations}
	for _, e := range g.Entities {
		if linked[e.ID] || slices.Contains(o.Groups["actor"], e.Type) {
			out.Entities = append(out.Entities, e)
		}
	}
	return out
}

// participants returns the links to those whom a recommendation calls on or involves.
func participants(r *kg.Recommendation) []kg.Link { return slices.Concat(r.Actors, r.Partners) }
