package view

import (
	"slices"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// Options choose what a projection shows beside the entities and the relations among them.
type Options struct {
	Kinds []string // structural kinds of nodes, as kg.KindRecommendation
	Links []string // predicates of edges from structural nodes, as "calls_on"; "part_of" is the build of the report
}

// Stakeholders is the projection that measures run on: entities and recommendations, the relations, and whom each
// recommendation calls on, involves and concerns.
func Stakeholders() Options {
	return Options{
		Kinds: []string{kg.KindRecommendation},
		Links: []string{"calls_on", "involves", "concerns"},
	}
}

// Display is the projection of everything that an export shows: entities, recommendations, sections, reports and timeline
// events with all links among them, and the further kinds given, such as kg.KindPassage and kg.KindSource.
func Display(with ...string) Options {
	return Options{
		Kinds: append([]string{kg.KindRecommendation, kg.KindSection, kg.KindReport, kg.KindTimelineEvent}, with...),
		Links: []string{"calls_on", "involves", "concerns", "part_of", "mentions", "cites", "restates"},
	}
}

// Weight returns the weight of a relation or link: the predicate's factor in the vocabulary (1 if it has none) times the
// number of pieces of evidence, of which there is at least one.
func Weight(o *ontology.Ontology, predicate string, evidence int) float64 {
	factor := 1.0
	if p := o.Predicate(predicate); p != nil {
		factor = p.Weight
	}
	return factor * float64(max(1, evidence))
}

// projector collects the nodes and edges of a projection.
type projector struct {
	g     *kg.Graph
	o     *ontology.Ontology
	opt   Options
	ids   []kg.ID
	edges []Edge
}

// Project returns the chosen projection of the facts. Nodes are numbered in the order of their IDs, weights are those of
// [Weight], and edges of different predicates between the same two nodes become one. Facts about nodes that are not shown
// are left out.
func Project(g *kg.Graph, o *ontology.Ontology, opt Options) *Graph {
	p := &projector{g: g, o: o, opt: opt}
	p.collect()
	for _, r := range g.Relations {
		p.edge(r.Subject, r.Object, r.Predicate, len(r.Evidence))
	}
	p.recommendations()
	p.structure()
	p.citations()
	return build(p.ids, p.edges)
}

// collect numbers the nodes.
func (p *projector) collect() {
	take(p, "", p.g.Entities, func(e *kg.Entity) kg.ID { return e.ID })
	take(p, kg.KindReport, p.g.Reports, func(r *kg.Report) kg.ID { return r.ID })
	take(p, kg.KindSection, p.g.Sections, func(s *kg.Section) kg.ID { return s.ID })
	take(p, kg.KindRecommendation, p.g.Recommendations, func(r *kg.Recommendation) kg.ID { return r.ID })
	take(p, kg.KindTimelineEvent, p.g.Timeline, func(e *kg.TimelineEvent) kg.ID { return e.ID })
	take(p, kg.KindPassage, p.g.Passages, func(q *kg.Passage) kg.ID { return q.ID })
	take(p, kg.KindSource, p.g.Sources, func(s *kg.Source) kg.ID { return s.ID })
	slices.Sort(p.ids)
	p.ids = slices.Compact(p.ids)
}

// take adds the nodes of a kind if it is shown; entities, whose kind is "", always are.
func take[T any](p *projector, kind string, nodes []T, id func(*T) kg.ID) {
	if kind != "" && !p.shows(kind) {
		return
	}
	for i := range nodes {
		p.ids = append(p.ids, id(&nodes[i]))
	}
}

func (p *projector) shows(kind string) bool { return slices.Contains(p.opt.Kinds, kind) }

// link adds an edge of a structural node if its predicate is wanted.
func (p *projector) link(from, to kg.ID, predicate string, evidence int) {
	if slices.Contains(p.opt.Links, predicate) {
		p.edge(from, to, predicate, evidence)
	}
}

// edge adds an edge if both its ends are shown.
func (p *projector) edge(from, to kg.ID, predicate string, evidence int) {
	i, ok := slices.BinarySearch(p.ids, from)
	if !ok {
		return
	}
	j, ok := slices.BinarySearch(p.ids, to)
	if !ok {
		return
	}
	p.edges = append(p.edges, Edge{From: int32(i), To: int32(j), Weight: Weight(p.o, predicate, evidence)})
}

func (p *projector) recommendations() {
	for i := range p.g.Recommendations {
		r := &p.g.Recommendations[i]
		for _, l := range r.Actors {
			p.link(r.ID, l.Entity, "calls_on", len(l.Evidence))
		}
		for _, l := range r.Partners {
			p.link(r.ID, l.Entity, "involves", len(l.Evidence))
		}
		for _, l := range r.Concerns {
			p.link(r.ID, l.Entity, "concerns", len(l.Evidence))
		}
		p.link(r.ID, r.Restates, "restates", 1)
		p.link(r.ID, r.Section, "part_of", 1)
	}
}

func (p *projector) structure() {
	for i := range p.g.Sections {
		p.link(p.g.Sections[i].ID, p.g.Sections[i].Parent, "part_of", 1)
	}
	for i := range p.g.Passages {
		p.link(p.g.Passages[i].ID, p.g.Passages[i].Section, "part_of", 1)
	}
	for i := range p.g.Timeline {
		t := &p.g.Timeline[i]
		p.link(t.ID, t.Section, "part_of", 1)
		for _, l := range t.Entities {
			p.link(t.ID, l.Entity, "mentions", len(l.Evidence))
		}
	}
}

func (p *projector) citations() {
	for _, c := range p.g.Citations {
		p.link(c.From, c.Source, "cites", len(c.Evidence))
	}
	if !p.shows(kg.KindPassage) {
		return
	}
	for i := range p.g.Entities {
		e := &p.g.Entities[i]
		for _, m := range e.Mentions {
			p.link(m.Passage, e.ID, "mentions", 1)
		}
	}
}
