package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/graph/kg"
)

// advice is a recommendation of the graph.
type advice struct {
	text  []string             // its words
	links map[string][]kg.Link // by predicate
	holds map[int]bool         // recommendations of the gold that it holds
}

// The predicates from recommendations to entities.
const (
	callsOn  = "calls_on"
	involves = "involves"
	concerns = "concerns"
)

// advices returns the recommendations by ID.
func advices(g *kg.Graph) []advice {
	recs := make([]*kg.Recommendation, len(g.Recommendations))
	for i := range g.Recommendations {
		recs[i] = &g.Recommendations[i]
	}
	slices.SortStableFunc(recs, func(a, b *kg.Recommendation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	out := make([]advice, len(recs))
	for i, r := range recs {
		out[i] = advice{words(cell(r.Text)), map[string][]kg.Link{callsOn: r.Actors, involves: r.Partners, concerns: r.Concerns}, map[int]bool{}}
	}
	return out
}

// least is how many words the start of an annotated recommendation must share with a text, if it has more.
const least = 3

// assign gives each annotated recommendation to the one in which its first words stand most exactly and nearest the start;
// between equals, to the one that holds fewer so far. One of the graph may so hold several of the gold (a bullet of several
// sentences). What is found is returned.
func assign(gold []GoldRecommendation, recs []advice) map[int]bool {
	found := map[int]bool{}
	for j := range gold {
		start := words(gold[j].StartsWith)
		enough := max(least, len(start)-1)
		best, same, at := -1, 0, 0
		for k := range recs {
			text := recs[k].text
			for from := range max(1, len(text)-len(start)+1) {
				n := common(start, text[from:])
				if n < enough {
					continue
				}
				if best < 0 || cmp.Or(cmp.Compare(same, n), cmp.Compare(from, at), cmp.Compare(len(recs[k].holds), len(recs[best].holds))) < 0 {
					best, same, at = k, n, from
				}
			}
		}
		if best >= 0 {
			recs[best].holds[j] = true
			found[j] = true
		}
	}
	return found
}

// common counts the places at which two texts have the same word.
func common(a, b []string) int {
	n := 0
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			n++
		}
	}
	return n
}

// unit is what is compared as one: a recommendation of the graph with those of the gold that it holds, or one of the gold
// that was not found.
type unit struct {
	gold []int // sorted
	rec  *advice
}

// recommendations measures recommendations, and who they call on, involve and concern.
func (e *evaluation) recommendations(g *kg.Graph) {
	gold, recs := e.gold.Recommendations, advices(g)
	found := assign(gold, recs)
	var need, counted []int
	for j := range gold {
		if !gold[j].Optional {
			need = append(need, j)
		}
	}
	required := func(j int) bool { return !gold[j].Optional }
	var units []unit
	missed, extra := []string{}, []string{}
	for k := range recs {
		r := &recs[k]
		held := sortedKeys(r.holds)
		switch {
		case slices.ContainsFunc(held, required):
			units = append(units, unit{held, r})
		case len(held) > 0:
			continue // only what is optional
		default:
			extra = append(extra, strings.Join(r.text[:min(len(r.text), shownWords)], " "))
		}
		counted = append(counted, k)
	}
	for _, j := range need {
		if !found[j] {
			units = append(units, unit{[]int{j}, nil})
			missed = append(missed, gold[j].StartsWith)
		}
	}
	e.scores.add(Recommendations, share(counted, func(k int) bool { return len(recs[k].holds) > 0 }), share(need, func(j int) bool { return found[j] }))
	e.misses.add("recommendations missed", missed)
	e.misses.add("recommendations not in gold", extra)
	e.parts(units)
}

// shownWords is how many words of a recommendation that is too much are listed.
const shownWords = 12

// parts measures the links of recommendations.
func (e *evaluation) parts(units []unit) {
	for _, m := range []struct {
		name       string
		predicates []string
	}{{Actors, []string{callsOn}}, {Partners, []string{involves}}, {Concerns, []string{concerns}}, {Others, []string{involves, concerns}}} {
		right, predicted, wanted := 0, 0, 0
		var wrong []string
		for _, u := range units {
			have, required := e.linked(u, m.predicates)
			n := 0
			for r := range have {
				if required[r] {
					n++
				}
			}
			right, predicted, wanted = right+n, predicted+len(have), wanted+len(required)
			if m.name == Actors && (n < len(have) || n < len(required)) {
				wrong = append(wrong, e.gold.Recommendations[u.gold[0]].StartsWith+": "+e.list(have)+", gold "+e.list(required))
			}
		}
		if wrong != nil {
			e.misses.add("actors wrong", wrong)
		}
		e.scores.addBoth(m.name, right, predicted, wanted)
	}
}

// linked returns the entities to which the predicates lead, less those that are optional, and those to which they should.
func (e *evaluation) linked(u unit, predicates []string) (have, required map[ref]bool) {
	have, required = map[ref]bool{}, map[ref]bool{}
	optional := map[ref]bool{}
	for _, p := range predicates {
		for _, j := range u.gold {
			r := &e.gold.Recommendations[j]
			names, also := r.linked(p)
			for _, name := range names {
				if r.Optional {
					optional[e.goldRef(name)] = true
				} else {
					required[e.goldRef(name)] = true
				}
			}
			for _, name := range also {
				optional[e.goldRef(name)] = true
			}
		}
		if u.rec == nil {
			continue
		}
		for _, l := range u.rec.links[p] {
			if r, ok := e.ref(l.Entity); ok {
				have[r] = true
			}
		}
	}
	for r := range optional {
		if !required[r] {
			delete(have, r)
		}
	}
	return have, required
}

// list writes names as the script prints a list.
func (e *evaluation) list(set map[ref]bool) string {
	names := make([]string, 0, len(set))
	for r := range set {
		names = append(names, e.name(r))
	}
	slices.Sort(names)
	for i := range names {
		names[i] = quoted(names[i])
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func sortedKeys(set map[int]bool) []int {
	out := make([]int, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
