package view

import (
	"slices"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// The links that make an entity take part in a recommendation.
const (
	callsOn  = "calls_on"
	involves = "involves"
)

// Options choose what a projection shows beside the entities and the relations among them.
type Options struct {
	Kinds []string // structural kinds of nodes, as kg.KindRecommendation
	Links []string // predicates of edges from structural nodes, as "calls_on"; "part_of" is the build of the report

	Weight       string      // one of [Weightings] that is not of shared recommendations; "" for the first
	Statuses     []kg.Status // count evidence of these only, and show no edge without any; none for all
	Qualifier    string      // show relations and links whose predicate has this qualifier, and who is called on beside such a link; "" for all
	DropIsolates bool        // leave out nodes without edges
}

// Stakeholders is the projection that measures run on: entities and recommendations, the relations, and whom each
// recommendation calls on, involves and concerns.
func Stakeholders() Options {
	return Options{
		Kinds: []string{kg.KindRecommendation},
		Links: []string{callsOn, involves, "concerns"},
	}
}

// Display is the projection of everything that an export shows: entities, recommendations, sections, reports and timeline
// events with all links among them, and the further kinds given, such as kg.KindPassage and kg.KindSource.
func Display(with ...string) Options {
	return Options{
		Kinds: append([]string{kg.KindRecommendation, kg.KindSection, kg.KindReport, kg.KindTimelineEvent}, with...),
		Links: []string{callsOn, involves, "concerns", "part_of", "mentions", "cites", "restates"},
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
	seen  map[sighting]bool // passages counted so far, where these are the weight
}

// sighting is a passage that supports an edge.
type sighting struct {
	from, to int32
	passage  kg.ID
}

// Project returns the chosen projection of the facts. Nodes are numbered in the order of their IDs, weights are those of
// Options.Weight, and edges of different predicates between the same two nodes become one. Facts about nodes that are not
// shown are left out.
func Project(g *kg.Graph, o *ontology.Ontology, opt Options) *Graph {
	p := &projector{g: g, o: o, opt: opt, seen: map[sighting]bool{}}
	p.collect()
	for _, r := range g.Relations {
		p.edge(r.Subject, r.Object, r.Predicate, r.Evidence)
	}
	p.recommendations()
	p.structure()
	p.citations()
	return p.finish()
}

// finish makes the graph of what was collected.
func (p *projector) finish() *Graph {
	v := build(p.ids, p.edges)
	if p.opt.Weight == WeightOne {
		v.level()
	}
	if p.opt.DropIsolates {
		return v.tied()
	}
	return v
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
func (p *projector) link(from, to kg.ID, predicate string, ev []kg.Evidence) {
	if slices.Contains(p.opt.Links, predicate) {
		p.edge(from, to, predicate, ev)
	}
}

// edge adds an edge if both its ends and its predicate are shown and it has evidence that counts; that of structure is nil.
func (p *projector) edge(from, to kg.ID, predicate string, ev []kg.Evidence) {
	if p.qualified(predicate) {
		p.draw(from, to, predicate, ev)
	}
}

// qualified reports whether the predicate has the qualifier asked for.
func (p *projector) qualified(predicate string) bool {
	if p.opt.Qualifier == "" {
		return true
	}
	known := p.o.Predicate(predicate)
	return known != nil && known.Qualifier == p.opt.Qualifier
}

// draw is edge, whatever the qualifier.
func (p *projector) draw(from, to kg.ID, predicate string, ev []kg.Evidence) {
	i, ok := slices.BinarySearch(p.ids, from)
	if !ok {
		return
	}
	j, ok := slices.BinarySearch(p.ids, to)
	if !ok {
		return
	}
	counted := p.opt.counted(ev)
	if len(counted) == 0 && len(ev) > 0 {
		return
	}
	if w := p.weight(int32(i), int32(j), predicate, counted); w > 0 {
		p.edges = append(p.edges, Edge{From: int32(i), To: int32(j), Weight: w})
	}
}

// counted returns the evidence of the statuses asked for.
func (o *Options) counted(ev []kg.Evidence) []kg.Evidence {
	if len(o.Statuses) == 0 {
		return ev
	}
	return slices.DeleteFunc(slices.Clone(ev), func(e kg.Evidence) bool { return !slices.Contains(o.Statuses, e.Status) })
}

// weight returns what a fact adds to the weight of its edge. Of passages, those that no other fact has added.
func (p *projector) weight(from, to int32, predicate string, ev []kg.Evidence) float64 {
	switch p.opt.Weight {
	case WeightOne:
		return 1
	case WeightEvidence:
		return float64(max(1, len(ev)))
	case WeightPassages:
		if len(ev) == 0 {
			return 1
		}
		fresh := 0.0
		for _, e := range ev {
			if s := (sighting{from, to, e.Passage}); !p.seen[s] {
				p.seen[s] = true
				fresh++
			}
		}
		return fresh
	}
	return Weight(p.o, predicate, len(ev))
}

func (p *projector) recommendations() {
	for i := range p.g.Recommendations {
		r := &p.g.Recommendations[i]
		drawn := len(p.edges)
		for _, l := range r.Partners {
			p.link(r.ID, l.Entity, involves, l.Evidence)
		}
		for _, l := range r.Concerns {
			p.link(r.ID, l.Entity, "concerns", l.Evidence)
		}
		if p.qualified(callsOn) || len(p.edges) > drawn {
			p.actors(r)
		}
		p.link(r.ID, r.Restates, "restates", nil)
		p.link(r.ID, r.Section, "part_of", nil)
	}
}

// actors draws whom a recommendation calls on; who acts in a tie that is shown is shown with it, whatever the qualifier.
func (p *projector) actors(r *kg.Recommendation) {
	if !slices.Contains(p.opt.Links, callsOn) {
		return
	}
	for _, l := range r.Actors {
		p.draw(r.ID, l.Entity, callsOn, l.Evidence)
	}
}

func (p *projector) structure() {
	for i := range p.g.Sections {
		p.link(p.g.Sections[i].ID, p.g.Sections[i].Parent, "part_of", nil)
	}
	for i := range p.g.Passages {
		p.link(p.g.Passages[i].ID, p.g.Passages[i].Section, "part_of", nil)
	}
	for i := range p.g.Timeline {
		t := &p.g.Timeline[i]
		p.link(t.ID, t.Section, "part_of", nil)
		for _, l := range t.Entities {
			p.link(t.ID, l.Entity, "mentions", l.Evidence)
		}
	}
}

func (p *projector) citations() {
	for _, c := range p.g.Citations {
		p.link(c.From, c.Source, "cites", c.Evidence)
	}
	if !p.shows(kg.KindPassage) {
		return
	}
	for i := range p.g.Entities {
		e := &p.g.Entities[i]
		for k, m := range e.Mentions {
			p.link(m.Passage, e.ID, "mentions", e.Mentions[k:k+1])
		}
	}
}
