// Package relate reads relations between entities out of a report: who signed, runs, leads, belongs to, works with whom.
// What enters are a tagged text, the entities and mentions of it, its recommendations, the vocabulary and the rules
// (data/rules/relations.yaml); what leaves are relations, each with the words that support it and the rule that read them.
//
// A rule is data; a kind of rule is Go: a file with a method of finder, a case file in testdata and a row in [kinds]. Kinds
// see sentences as phrases (chunk.go): noun phrases that name an entity, verb groups with voice and status, prepositions.
package relate

import (
	"slices"
	"sort"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// kinds lists the kinds of rules in the order they run. People come first: others ask which country a president leads.
// Structure comes late: it adds the country of a body only where no text says what the body is part of.
var kinds = []struct {
	name string
	find func(*finder)
}{
	{"people", (*finder).people},
	{"names", (*finder).owners},
	{"clauses", (*finder).clauses},
	{"known", (*finder).known},
	{"advice", (*finder).advice},
	{"columns", (*finder).columns},
	{"structure", (*finder).structure},
	{"consequences", (*finder).consequences},
}

// Find returns the relations that the text supports, ordered by subject, predicate and object. Each holds what the ontology
// allows of its ends. Sentences that deny a relation are kept as evidence where other sentences assert it, else dropped.
func Find(t *prose.Text, ix *mention.Index, recs []kg.Recommendation, o *ontology.Ontology, rules *Rules) []kg.Relation {
	f := newFinder(t, ix, recs, o, rules)
	for _, k := range kinds {
		k.find(f)
	}
	return f.relations()
}

// finder is the state of one call.
type finder struct {
	t       *prose.Text
	x       *mention.Index
	o       *ontology.Ontology
	r       *Rules
	recs    []kg.Recommendation
	outer   [][]mention.Mention // by passage: those not inside longer ones
	passage map[kg.ID]int       // passage → index
	entity  map[kg.ID]int       // entity → index
	advised map[int][]order     // passage → recommendations with evidence in it
	heads   map[int]int         // person → country that he or she leads
	tied    map[[2]int]bool     // pairs that the text relates in any way
	roles   map[fact]bool       // roles that the text fills: facts with one end -1
	byWord  map[string][]int    // word of a name → agencies and organizations
	found   map[fact][]kg.Evidence
	order   []fact
}

// fact is a relation between entities by index.
type fact struct {
	subject   int
	predicate string
	object    int
}

// order is the stretch of a passage that a recommendation fills.
type order struct {
	span   kg.Span
	actors []int
	reach  int // the furthest end of this one and those before it
}

func newFinder(t *prose.Text, ix *mention.Index, recs []kg.Recommendation, o *ontology.Ontology, rules *Rules) *finder {
	f := &finder{t: t, x: ix, o: o, r: rules, recs: recs, passage: make(map[kg.ID]int, len(t.Passages)), entity: make(map[kg.ID]int, len(ix.Entities)),
		advised: map[int][]order{}, heads: map[int]int{}, found: map[fact][]kg.Evidence{}}
	f.outer = make([][]mention.Mention, len(t.Passages))
	for i := range t.Passages {
		f.passage[t.Passages[i].ID] = i
		f.outer[i] = outermost(ix.Passages[i])
	}
	for i := range ix.Entities {
		f.entity[ix.Entities[i].ID] = i
	}
	for _, r := range recs {
		var actors []int
		for _, a := range r.Actors {
			if n, ok := f.entity[a.Entity]; ok {
				actors = append(actors, n)
			}
		}
		for _, ev := range r.Evidence {
			if i, ok := f.passage[ev.Passage]; ok {
				f.advised[i] = append(f.advised[i], order{span: ev.Span, actors: actors})
			}
		}
	}
	for _, all := range f.advised {
		slices.SortStableFunc(all, func(a, b order) int { return a.span.Start - b.span.Start })
		for n := range all {
			all[n].reach = all[n].span.End
			if n > 0 {
				all[n].reach = max(all[n].reach, all[n-1].reach)
			}
		}
	}
	return f
}

// orderAt returns the recommendation that covers the start of the span, or nil.
func (f *finder) orderAt(passage int, span kg.Span) *order {
	all := f.advised[passage]
	n := sort.Search(len(all), func(n int) bool { return all[n].span.Start > span.Start })
	for n--; n >= 0; n-- {
		if span.Start < all[n].span.End {
			return &all[n]
		}
		if all[n].reach <= span.Start {
			return nil
		}
	}
	return nil
}

// sentenceAt returns the number of the sentence of a passage that holds the offset, or the last one before it.
func (f *finder) sentenceAt(passage, offset int) int {
	ss := f.t.Passages[passage].Sentences
	return max(0, sort.Search(len(ss), func(n int) bool { return ss[n].Span.Start > offset })-1)
}

// add records a relation with its evidence, if the vocabulary allows it. It reports whether it did.
func (f *finder) add(subject int, predicate string, object int, ev kg.Evidence) bool {
	if subject < 0 || object < 0 || subject == object || !f.o.Allows(predicate, f.typ(subject), f.typ(object)) {
		return false
	}
	k := fact{subject, predicate, object}
	if _, ok := f.found[k]; !ok {
		f.order = append(f.order, k)
	}
	f.found[k] = append(f.found[k], ev)
	return true
}

func affirmed(ev []kg.Evidence) bool {
	return slices.ContainsFunc(ev, func(e kg.Evidence) bool { return e.Status != kg.Negated })
}

func (f *finder) typ(entity int) string { return f.x.Entities[entity].Type }

// country returns the country that an entity is or belongs to, or -1.
func (f *finder) country(entity int) int {
	if f.typ(entity) == "country" {
		return entity
	}
	return f.x.Entities[entity].Country
}

// evidence says where in a passage a rule found a relation.
func (f *finder) evidence(passage int, span kg.Span, rule string, confidence float64, status kg.Status) kg.Evidence {
	return kg.Evidence{Passage: f.t.Passages[passage].ID, Span: span, Rule: rule, Confidence: confidence, Status: status}
}

// relations returns what was found, in order.
func (f *finder) relations() []kg.Relation {
	out := make([]kg.Relation, 0, len(f.order))
	for n, k := range f.order {
		ev := f.found[k]
		if f.r.words.Symmetric.Has(k.predicate) && f.turn(k, n) {
			continue
		}
		if !affirmed(ev) {
			continue
		}
		slices.SortFunc(ev, kg.CompareEvidence)
		out = append(out, kg.Relation{Subject: f.x.Entities[k.subject].ID, Predicate: k.predicate, Object: f.x.Entities[k.object].ID, Evidence: slices.Compact(ev)})
	}
	slices.SortFunc(out, kg.CompareRelations)
	return out
}

// turn gives the evidence of the n-th fact to the same fact in the other direction, if that is told more often or was told
// before, and reports whether it did.
func (f *finder) turn(k fact, n int) bool {
	back := fact{k.object, k.predicate, k.subject}
	other, ok := f.found[back]
	if !ok || !affirmed(other) {
		return false
	}
	mine := f.found[k]
	if len(mine) > len(other) || len(mine) == len(other) && slices.Index(f.order, back) > n {
		return false
	}
	f.found[back] = append(other, mine...)
	delete(f.found, k)
	return true
}

// cover returns the smallest span that holds both.
func cover(a, b kg.Span) kg.Span {
	return kg.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}
