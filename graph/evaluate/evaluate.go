// Package evaluate measures how well the facts of a report agree with a careful annotation of it, the gold.
//
// What enters are a kg.Graph and a [Gold]; what leaves are [Scores] (precision, recall and F1 of entities, recommendations,
// their actors, partners and concerns, and relations, in all and by type) and [Misses] (what is missing, wrong or too much).
// What is optional in the gold counts neither for nor against. Nothing here depends on where in the text a name stands: the
// gold holds no spans, so mentions are not measured.
//
// The figures are by definition those of the project's scoring script on the default GraphML of the same facts, to the last
// digit; the tests compare the two. So names and texts are taken as that file shows them (see shown), and forms are compared
// by the script's rules (see normalForm and words). To add a metric, add a step to [Compare], and to the script.
package evaluate

import (
	"slices"
	"strings"

	"policygraph/graph/kg"
)

// Vocabulary lists the entity types and the predicates between entities that are measured.
type Vocabulary struct {
	Types      []string
	Predicates []string
}

// Names of the metrics that stand for whole groups of facts.
const (
	Entities         = "entities"
	EntitiesNameOnly = "entities_name_only"
	Recommendations  = "recommendations"
	Actors           = "recommendation_calls_on"
	Partners         = "recommendation_involves"
	Concerns         = "recommendation_concerns"
	Others           = "recommendation_involves+concerns"
	Relations        = "relations"
)

// Metrics returns the names of all metrics in their order. Those of single predicates are left out of scores where neither
// the graph nor the gold has such a relation.
func (v Vocabulary) Metrics() []string {
	out := []string{Entities, EntitiesNameOnly}
	for _, t := range v.types() {
		out = append(out, Entities+"."+t)
	}
	out = append(out, Recommendations, Actors, Partners, Concerns, Others, Relations)
	for _, p := range v.predicates() {
		out = append(out, Relations+"."+p)
	}
	return out
}

func (v Vocabulary) types() []string { return slices.Sorted(slices.Values(v.Types)) }

func (v Vocabulary) predicates() []string { return slices.Sorted(slices.Values(v.Predicates)) }

// evaluation holds what the steps of Compare share.
type evaluation struct {
	gold     *Gold
	vocab    Vocabulary
	nodes    []node // entities by ID
	at       map[kg.ID]int
	matched  map[int]int    // node → gold entity
	order    []int          // matched nodes, best match first
	names    map[string]int // gold entity by its name; of several the last
	scores   Scores
	misses   Misses
	goldHit  map[int]bool // gold entities matched under whatever type
	goldType map[int]bool // gold entities matched under their type
}

// node is an entity as the export shows it.
type node struct {
	id      kg.ID
	typ     string
	label   string
	aliases []string
}

// Compare measures the facts against the gold, which [ParseGold] has checked against the same vocabulary.
func Compare(g *kg.Graph, gold *Gold, v Vocabulary) (Scores, Misses) {
	e := &evaluation{gold: gold, vocab: v, at: map[kg.ID]int{}, names: map[string]int{}, goldHit: map[int]bool{}, goldType: map[int]bool{}}
	for i := range gold.Entities {
		e.names[gold.Entities[i].Name] = i
	}
	e.nodes = entities(g, v)
	for i := range e.nodes {
		e.at[e.nodes[i].id] = i
	}
	e.matched, e.order = align(gold.Entities, e.nodes)
	e.entities()
	e.recommendations(g)
	e.relations(g)
	return e.scores, e.misses
}

// entities returns the entities of known types as the export shows them, by ID.
func entities(g *kg.Graph, v Vocabulary) []node {
	var out []node
	for i := range g.Entities {
		e := &g.Entities[i]
		if !slices.Contains(v.Types, e.Type) {
			continue
		}
		label := strings.Join(strings.Fields(e.Name), " ")
		if label == "" {
			label = string(e.ID)
		}
		n := node{id: e.ID, typ: e.Type, label: shown(label)}
		for alias := range strings.SplitSeq(cell(strings.Join(e.Aliases, listJoin)), listJoin) {
			if trim(alias) != "" {
				n.aliases = append(n.aliases, alias)
			}
		}
		out = append(out, n)
	}
	slices.SortStableFunc(out, func(a, b node) int { return strings.Compare(string(a.id), string(b.id)) })
	return out
}

// listJoin stands between the aliases in the export; an alias that holds it falls apart.
const listJoin = "; "

// typed reports whether a matched node has a type that the gold accepts.
func (e *evaluation) typed(n int) bool {
	i, ok := e.matched[n]
	return ok && e.gold.Entities[i].accepts(e.nodes[n].typ)
}

// entities measures entities, in all and by type.
func (e *evaluation) entities() {
	var need, counted []int
	for i := range e.gold.Entities {
		if !e.gold.Entities[i].Optional {
			need = append(need, i)
		}
	}
	for n := range e.nodes {
		if i, ok := e.matched[n]; !ok || !e.gold.Entities[i].Optional {
			counted = append(counted, n)
		}
	}
	for n, i := range e.matched {
		e.goldHit[i] = true
		if e.typed(n) {
			e.goldType[i] = true
		}
	}
	found := func(n int) bool { _, ok := e.matched[n]; return ok }
	goldHit := func(i int) bool { return e.goldHit[i] }
	goldType := func(i int) bool { return e.goldType[i] }
	e.scores.add(Entities, share(counted, e.typed), share(need, goldType))
	e.scores.add(EntitiesNameOnly, share(counted, found), share(need, goldHit))
	for _, t := range e.vocab.types() {
		ofGold := keep(need, func(i int) bool { return e.gold.Entities[i].Type == t })
		ofGraph := keep(counted, func(n int) bool { return e.nodes[n].typ == t })
		e.scores.add(Entities+"."+t, share(ofGraph, e.typed), share(ofGold, goldType))
	}
	e.entityMisses(need, counted)
}

func (e *evaluation) entityMisses(need, counted []int) {
	missed, wrong, extra := []string{}, []string{}, []string{}
	for _, i := range need {
		if g := &e.gold.Entities[i]; !e.goldHit[i] {
			missed = append(missed, g.Name+" ("+g.Type+")")
		}
	}
	for _, n := range e.order {
		if g := &e.gold.Entities[e.matched[n]]; !e.typed(n) {
			wrong = append(wrong, g.Name+": "+e.nodes[n].typ+", gold "+g.Type)
		}
	}
	for _, n := range counted {
		if _, ok := e.matched[n]; !ok {
			extra = append(extra, e.nodes[n].label+" ("+e.nodes[n].typ+")")
		}
	}
	e.misses.add("entities missed", missed)
	e.misses.add("entities of another type", wrong)
	e.misses.add("entities not in gold", extra)
}

// ref names an entity: by its place in the gold if it has one, else by its node.
type ref struct {
	gold int // -1 for none
	node int // -1 for a gold entity
}

// ref returns how the entity is named, and whether it is measured at all.
func (e *evaluation) ref(id kg.ID) (ref, bool) {
	n, ok := e.at[id]
	if !ok {
		return ref{}, false
	}
	if i, ok := e.matched[n]; ok {
		return ref{i, -1}, true
	}
	return ref{-1, n}, true
}

// goldRef returns the gold entity of that name.
func (e *evaluation) goldRef(name string) ref { return ref{e.names[name], -1} }

// name returns the name of a referred entity.
func (e *evaluation) name(r ref) string {
	if r.gold >= 0 {
		return e.gold.Entities[r.gold].Name
	}
	return e.nodes[r.node].label
}

// statement is a relation between referred entities.
type statement struct {
	subject   ref
	predicate string
	object    ref
}

// relations measures relations, in all and by predicate.
func (e *evaluation) relations(g *kg.Graph) {
	required, optional, have := map[statement]bool{}, map[statement]bool{}, map[statement]bool{}
	for _, r := range e.gold.Relations {
		s := statement{e.goldRef(r.Subject), r.Predicate, e.goldRef(r.Object)}
		if r.Optional {
			optional[s] = true
		} else {
			required[s] = true
		}
	}
	for i := range g.Relations {
		r := &g.Relations[i]
		subject, ok1 := e.ref(r.Subject)
		object, ok2 := e.ref(r.Object)
		s := statement{subject, r.Predicate, object}
		if ok1 && ok2 && slices.Contains(e.vocab.Predicates, r.Predicate) && !optional[s] {
			have[s] = true
		}
	}
	e.scores.addBoth(Relations, overlap(have, required, ""), len(have), len(required))
	for _, p := range e.vocab.predicates() {
		if a, b := ofPredicate(have, p), ofPredicate(required, p); a+b > 0 {
			e.scores.addBoth(Relations+"."+p, overlap(have, required, p), a, b)
		}
	}
	e.misses.add("relations missed", e.statements(required, have))
	e.misses.add("relations not in gold", e.statements(have, required))
}

// statements puts those of a that are not in b into words, sorted.
func (e *evaluation) statements(a, b map[statement]bool) []string {
	out := []string{}
	for s := range a {
		if !b[s] {
			out = append(out, e.name(s.subject)+" "+s.predicate+" "+e.name(s.object))
		}
	}
	slices.Sort(out)
	return out
}

// overlap counts the statements of a predicate, or of all for "", that are in both sets.
func overlap(a, b map[statement]bool, predicate string) int {
	n := 0
	for s := range a {
		if b[s] && (predicate == "" || s.predicate == predicate) {
			n++
		}
	}
	return n
}

func ofPredicate(set map[statement]bool, predicate string) int {
	n := 0
	for s := range set {
		if s.predicate == predicate {
			n++
		}
	}
	return n
}

func keep(list []int, wanted func(int) bool) []int {
	var out []int
	for _, x := range list {
		if wanted(x) {
			out = append(out, x)
		}
	}
	return out
}
