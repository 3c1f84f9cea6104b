// Package filter cuts a part out of a policy graph. What enters are the facts and what to keep ([Options]); what leaves is a
// smaller [kg.Graph] that passes its own consistency check: links to entities that are gone are gone too, and the passages,
// sections and reports in which the kept facts stand are kept with them.
//
// To add a filter, give [Options] a field and [Apply] a step that removes facts; close.go does the rest.
package filter

import (
	"fmt"
	"slices"
	"strings"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// Options say what to keep; a fact must satisfy all of them. The zero value keeps everything.
type Options struct {
	// Reports keeps what these reports say.
	Reports []kg.ID

	// Section keeps what the sections say whose title has this number ("3.2") or else contains these words in any case,
	// with the sections below them: recommendations, passages, relations with evidence there, entities named there.
	Section string

	// MinConfidence keeps entities, relations, recommendations and links whose best evidence is at least as sure.
	MinConfidence float64

	// Types keeps nodes of these entity types and structural kinds.
	Types []string

	// Countries keeps entities that belong to these states (see [view.States]) and those that have a relation with one that
	// does, the recommendations that call on or involve one that belongs and the timeline events that mention one.
	Countries []kg.ID

	// Predicates keeps relations and links of these names, and of the entities and recommendations only those they tie.
	Predicates []string

	// MinWeight keeps relations and links of at least this weight (the predicate's in the vocabulary times the pieces of
	// evidence) and, if positive, of the entities and recommendations only those they tie.
	MinWeight float64

	// Ego keeps the nodes, entities or recommendations, that are within Hops steps of these over relations and the links
	// of recommendations in either direction. The given nodes are kept whatever their type.
	Ego  []kg.ID
	Hops int

	// Between keeps these nodes and all that lie on a shortest path between two of them, if it has at most Length steps. The
	// given nodes are kept whatever their type.
	Between []kg.ID
	Length  int

	// Follow are the predicates that steps of Ego and Between take; empty for all. What is kept keeps all its ties.
	Follow []string

	// Members keeps these nodes only, as those of a community; nil keeps all.
	Members []kg.ID

	// Context adds to what the others keep what it is part of or lies in, up to the countries, whatever its type.
	Context bool
}

// narrow reports whether more is asked for than a part of the text.
func (o Options) narrow() bool {
	return o.MinConfidence > 0 || len(o.Types) > 0 || len(o.Countries) > 0 || o.tied() || len(o.Ego)+len(o.Between) > 0 || o.Members != nil
}

// tied reports whether only nodes with relations or links are wanted.
func (o Options) tied() bool { return len(o.Predicates) > 0 || o.MinWeight > 0 }

// wants reports whether nodes of this type or kind are wanted.
func (o Options) wants(kind string) bool { return len(o.Types) == 0 || slices.Contains(o.Types, kind) }

// filter is the graph being cut down.
type filter struct {
	opt   Options
	words *ontology.Ontology
	in    *kg.Graph
	index *kg.Index // of in
	out   *kg.Graph
	scope map[kg.ID]bool // sections, reports and passages that Reports and Section keep
}

// Apply returns the part of the graph that the options keep, sorted. The input is not changed. Unknown types, predicates,
// reports and nodes, and a section that no title matches, are errors.
func Apply(g *kg.Graph, o *ontology.Ontology, opt Options) (*kg.Graph, error) {
	if err := check(g, o, opt); err != nil {
		return nil, err
	}
	f := &filter{opt: opt, words: o, in: g, index: g.Index(), out: kg.Merge(g)}
	if err := f.locate(); err != nil {
		return nil, err
	}
	if err := f.givenExist(); err != nil {
		return nil, err
	}
	f.cutText()
	f.cutConfidence()
	f.cutMembers()
	f.cutCountries()
	f.cutTypes()
	f.cutTies()
	if opt.tied() {
		f.dropUntied()
	}
	if len(opt.Ego) > 0 {
		f.keepNear()
	}
	if len(opt.Between) > 0 {
		f.keepBetween()
	}
	f.addContext()
	f.close()
	return f.out.Sort(), nil
}

func check(g *kg.Graph, o *ontology.Ontology, opt Options) error {
	var types, predicates []string
	for _, list := range [][]ontology.Type{o.Entities, o.Structure} {
		for _, t := range list {
			types = append(types, t.Name)
		}
	}
	for _, list := range [][]ontology.Predicate{o.Predicates, o.Links} {
		for _, p := range list {
			predicates = append(predicates, p.Name)
		}
	}
	if err := known("type", opt.Types, types); err != nil {
		return err
	}
	if err := known("predicate", slices.Concat(opt.Predicates, opt.Follow), predicates); err != nil {
		return err
	}
	var reports []kg.ID
	for i := range g.Reports {
		reports = append(reports, g.Reports[i].ID)
	}
	return known("report", opt.Reports, reports)
}

// known returns an error for the first name that is not in the list.
func known[S ~string](what string, names, list []S) error {
	for _, name := range names {
		if !slices.Contains(list, name) {
			var all []string
			for _, l := range list {
				all = append(all, string(l))
			}
			return fmt.Errorf("unknown %s %q; known: %s", what, name, strings.Join(all, ", "))
		}
	}
	return nil
}

func (f *filter) givenExist() error {
	for _, id := range slices.Concat(f.opt.Ego, f.opt.Between) {
		if f.index.Entities[id] == nil && f.index.Recommendations[id] == nil {
			return fmt.Errorf("%q is neither an entity nor a recommendation of the graph", id)
		}
	}
	return nil
}

// isGiven reports whether the node is one by which the part is chosen.
func (f *filter) isGiven(id kg.ID) bool {
	return slices.Contains(f.opt.Ego, id) || slices.Contains(f.opt.Between, id)
}

// unsure reports whether no evidence is sure enough.
func (f *filter) unsure(ev []kg.Evidence) bool {
	return !slices.ContainsFunc(ev, func(e kg.Evidence) bool { return e.Confidence >= f.opt.MinConfidence })
}

// cutConfidence drops facts of which no evidence is sure enough.
func (f *filter) cutConfidence() {
	if f.opt.MinConfidence <= 0 {
		return
	}
	g, unsure := f.out, f.unsure
	g.Entities = slices.DeleteFunc(g.Entities, func(e kg.Entity) bool { return unsure(e.Mentions) })
	g.Relations = slices.DeleteFunc(g.Relations, func(r kg.Relation) bool { return unsure(r.Evidence) })
	g.Recommendations = slices.DeleteFunc(g.Recommendations, func(r kg.Recommendation) bool { return unsure(r.Evidence) })
	g.Timeline = slices.DeleteFunc(g.Timeline, func(t kg.TimelineEvent) bool { return unsure(t.Evidence) })
	g.Sources = slices.DeleteFunc(g.Sources, func(s kg.Source) bool { return unsure(s.Evidence) })
	g.Citations = slices.DeleteFunc(g.Citations, func(c kg.Citation) bool { return unsure(c.Evidence) })
	f.cutLinks(func(_ string, l kg.Link) bool { return unsure(l.Evidence) })
}

// cutLinks drops the links that the function says, given their predicate.
func (f *filter) cutLinks(drop func(predicate string, l kg.Link) bool) {
	cut := func(links []kg.Link, predicate string) []kg.Link {
		return slices.DeleteFunc(links, func(l kg.Link) bool { return drop(predicate, l) })
	}
	for i := range f.out.Recommendations {
		r := &f.out.Recommendations[i]
		r.Actors, r.Partners, r.Concerns = cut(r.Actors, "calls_on"), cut(r.Partners, "involves"), cut(r.Concerns, "concerns")
	}
	for i := range f.out.Timeline {
		f.out.Timeline[i].Entities = cut(f.out.Timeline[i].Entities, "mentions")
	}
}

// cutTypes drops nodes of types that are not wanted, and then what hung on them.
func (f *filter) cutTypes() {
	g := f.out
	g.Entities = slices.DeleteFunc(g.Entities, func(e kg.Entity) bool { return !f.opt.wants(e.Type) && !f.isGiven(e.ID) })
	g.Recommendations = slices.DeleteFunc(g.Recommendations, func(r kg.Recommendation) bool {
		return !f.opt.wants(kg.KindRecommendation) && !f.isGiven(r.ID)
	})
	g.Timeline = slices.DeleteFunc(g.Timeline, func(kg.TimelineEvent) bool { return !f.opt.wants(kg.KindTimelineEvent) })
	g.Sources = slices.DeleteFunc(g.Sources, func(kg.Source) bool { return !f.opt.wants(kg.KindSource) })
	f.dropDangling()
}

// dropDangling drops relations and links whose ends are gone.
func (f *filter) dropDangling() {
	here := f.out.Index()
	f.out.Relations = slices.DeleteFunc(f.out.Relations, func(r kg.Relation) bool {
		return here.Entities[r.Subject] == nil || here.Entities[r.Object] == nil
	})
	f.cutLinks(func(_ string, l kg.Link) bool { return here.Entities[l.Entity] == nil })
	for i := range f.out.Recommendations {
		if r := &f.out.Recommendations[i]; here.Recommendations[r.Restates] == nil {
			r.Restates = ""
		}
	}
}

// cutTies drops relations and links that are too weak or of other predicates.
func (f *filter) cutTies() {
	drop := func(predicate string, evidence int) bool {
		return len(f.opt.Predicates) > 0 && !slices.Contains(f.opt.Predicates, predicate) ||
			view.Weight(f.words, predicate, evidence) < f.opt.MinWeight
	}
	f.out.Relations = slices.DeleteFunc(f.out.Relations, func(r kg.Relation) bool { return drop(r.Predicate, len(r.Evidence)) })
	f.cutLinks(func(predicate string, l kg.Link) bool { return drop(predicate, len(l.Evidence)) })
	if drop("restates", 1) {
		for i := range f.out.Recommendations {
			f.out.Recommendations[i].Restates = ""
		}
	}
	f.out.Citations = slices.DeleteFunc(f.out.Citations, func(c kg.Citation) bool { return drop("cites", len(c.Evidence)) })
}

// dropUntied drops entities, recommendations and timeline events that no relation or link ties, save the given ones.
func (f *filter) dropUntied() {
	tied := map[kg.ID]bool{}
	f.eachTie(func(a, b kg.ID, _ string) { tied[a], tied[b] = true, true })
	for i := range f.out.Recommendations {
		if r := &f.out.Recommendations[i]; r.Restates != "" {
			tied[r.ID], tied[r.Restates] = true, true
		}
	}
	for i := range f.out.Timeline {
		for _, l := range f.out.Timeline[i].Entities {
			tied[f.out.Timeline[i].ID], tied[l.Entity] = true, true
		}
	}
	for _, c := range f.out.Citations {
		tied[c.From], tied[c.Source] = true, true
	}
	f.keepNodes(func(id kg.ID) bool { return tied[id] || f.isGiven(id) })
	f.out.Timeline = slices.DeleteFunc(f.out.Timeline, func(t kg.TimelineEvent) bool { return !tied[t.ID] })
	f.out.Sources = slices.DeleteFunc(f.out.Sources, func(s kg.Source) bool { return !tied[s.ID] })
}

// keepNodes drops other entities and recommendations, and what hung on them.
func (f *filter) keepNodes(keep func(kg.ID) bool) {
	f.out.Entities = slices.DeleteFunc(f.out.Entities, func(e kg.Entity) bool { return !keep(e.ID) })
	f.out.Recommendations = slices.DeleteFunc(f.out.Recommendations, func(r kg.Recommendation) bool { return !keep(r.ID) })
	f.dropDangling()
}

// eachTie calls visit with the ends and the predicate of every relation and link of a recommendation.
func (f *filter) eachTie(visit func(a, b kg.ID, predicate string)) {
	for _, r := range f.out.Relations {
		visit(r.Subject, r.Object, r.Predicate)
	}
	for i := range f.out.Recommendations {
		r := &f.out.Recommendations[i]
		for _, l := range r.Actors {
			visit(r.ID, l.Entity, "calls_on")
		}
		for _, l := range r.Partners {
			visit(r.ID, l.Entity, "involves")
		}
		for _, l := range r.Concerns {
			visit(r.ID, l.Entity, "concerns")
		}
	}
}
