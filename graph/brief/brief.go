// Package brief writes briefings: what the reports say about one body, country, section or report, in plain sentences with a
// numbered note for each, for people who will never open a graph. What enters are the facts, the vocabulary, the words of
// briefings (data/briefing.yaml) and a subject; what leaves is a [document.Document], the same for the same input.
//
// To say more, add a part to entity.go or scope.go; to put a relation into words, add a row to data/briefing.yaml.
package brief

import (
	"cmp"
	"fmt"
	"slices"

	"policygraph/graph/analysis"
	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// TwoPages is about how many words two pages hold beside a picture.
const TwoPages = 1000

// Options choose how a briefing is made.
type Options struct {
	Words int    // at most so many; 0 for no limit
	Seed  uint64 // of the picture
}

// Briefer makes briefings from one graph.
type Briefer struct {
	g      *kg.Graph
	x      *kg.Index
	o      *ontology.Ontology
	ph     *Phrases
	opt    Options
	scores *analysis.Scores
	all    surroundings
	spelt  map[string]string // words of names, by their lower case
	names  map[kg.ID]string  // with their article
	order  map[kg.ID]int     // of entities, most connected first
}

// New prepares briefings from a sorted graph.
func New(g *kg.Graph, o *ontology.Ontology, ph *Phrases, opt Options) (*Briefer, error) {
	scores, err := analysis.Compute(g, o, analysis.Options{Measures: []string{"called_on", "recommendations", "betweenness", "degree"}})
	if err != nil {
		return nil, fmt.Errorf("rank for the briefing: %w", err)
	}
	b := &Briefer{g: g, x: g.Index(), o: o, ph: ph, opt: opt, scores: scores, all: neighbours(g.Recommendations, g.Relations), spelt: spelling(g),
		names: map[kg.ID]string{}, order: map[kg.ID]int{}}
	for i := range g.Entities {
		b.names[g.Entities[i].ID] = b.withArticle(&g.Entities[i])
	}
	ranked, err := analysis.Rank(scores, "degree", nil, 0)
	if err != nil {
		return nil, err
	}
	for i, r := range ranked {
		b.order[r.ID] = i
	}
	return b, nil
}

// Entity returns the briefing on an entity.
func (b *Briefer) Entity(id kg.ID) (*document.Document, error) {
	e := b.x.Entities[id]
	if e == nil {
		return nil, fmt.Errorf("%q is no entity of the graph", id)
	}
	s := b.subject(e)
	return b.fit(s.units(), s.compose), nil
}

// Section returns the briefing on a section and what lies in it.
func (b *Briefer) Section(id kg.ID) (*document.Document, error) {
	if b.x.Sections[id] == nil {
		return nil, fmt.Errorf("%q is no section of the graph", id)
	}
	s := b.sectionScope(id)
	return b.fit(s.units(), s.compose), nil
}

// Report returns the briefing on a report.
func (b *Briefer) Report(id kg.ID) (*document.Document, error) {
	if b.x.Reports[id] == nil {
		return nil, fmt.Errorf("%q is no report of the graph", id)
	}
	s := b.reportScope(id)
	return b.fit(s.units(), s.compose), nil
}

// unit is something that a briefing can do without.
type unit struct {
	key    string
	weight float64
}

// fit composes the briefing: whole if the limit of words allows, else in shortened words with as few of the least important units
// left out as it allows.
func (b *Briefer) fit(units []unit, compose func(*writer) *document.Document) *document.Document {
	slices.SortStableFunc(units, func(a, c unit) int { return cmp.Compare(a.weight, c.weight) })
	without := func(n int, tight bool) *document.Document {
		w := &writer{Briefer: b, tight: tight, left: map[string]bool{}, counts: map[string]int{}, shown: map[kg.ID]bool{}}
		for _, u := range units[:n] {
			w.left[u.key] = true
		}
		return compose(w)
	}
	d := without(0, false)
	if b.opt.Words <= 0 || d.Words() <= b.opt.Words {
		return d
	}
	low, high := 0, len(units)
	for low < high {
		mid := (low + high) / 2
		if without(mid, true).Words() <= b.opt.Words {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return without(low, true)
}

// surroundings say what is near what in the reports, or a part of them.
type surroundings struct {
	near      map[kg.ID]map[kg.ID]int // how often two entities are named in one recommendation or relation
	relations []kg.Relation
}

// neighbours counts how often two entities are named in one recommendation or tied by a relation that is not denied.
func neighbours(advice []kg.Recommendation, relations []kg.Relation) surroundings {
	near := map[kg.ID]map[kg.ID]int{}
	tie := func(a, c kg.ID) {
		if a == c {
			return
		}
		for _, p := range [][2]kg.ID{{a, c}, {c, a}} {
			if near[p[0]] == nil {
				near[p[0]] = map[kg.ID]int{}
			}
			near[p[0]][p[1]]++
		}
	}
	for _, r := range relations {
		if r.Status() != kg.Negated {
			tie(r.Subject, r.Object)
		}
	}
	for i := range advice {
		all := linked(&advice[i])
		for k, a := range all {
			for _, c := range all[:k] {
				tie(a, c)
			}
		}
	}
	return surroundings{near, relations}
}

// linked returns the entities of a recommendation, each once.
func linked(r *kg.Recommendation) []kg.ID {
	var out []kg.ID
	for _, l := range slices.Concat(r.Actors, r.Partners, r.Concerns) {
		out = append(out, l.Entity)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// value returns an entity's score.
func (b *Briefer) value(measure string, id kg.ID) float64 {
	if at, ok := b.scores.Find(id); ok {
		return b.scores.Column(measure).Values[at]
	}
	return 0
}

// rank returns an entity's place among those of its type, how many are level with it, and how many there are.
func (b *Briefer) rank(measure string, e *kg.Entity) (place, level, total int) {
	own := b.value(measure, e.ID)
	place = 1
	for i := range b.g.Entities {
		other := &b.g.Entities[i]
		if other.Type != e.Type {
			continue
		}
		total++
		switch v := b.value(measure, other.ID); {
		case other.ID == e.ID:
		case v > own:
			place++
		case v == own:
			level++
		}
	}
	return place, level, total
}

// byOrder sorts entities, the most connected first.
func (b *Briefer) byOrder(ids []kg.ID) {
	slices.SortFunc(ids, func(a, c kg.ID) int { return cmp.Compare(b.order[a], b.order[c]) })
}
