package recommend

import (
	"strings"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// thing is an entity that is no body, named last by a name that ends in some noun.
type thing struct {
	entity, passage int
}

// rememberedFor is the number of passages after which "the Act" no longer means the act named last.
const rememberedFor = 12

// things are the types of entities that a noun with a capital and an article may mean again.
var things = map[string]bool{"agreement": true, "initiative": true, "legislation": true}

// noteThing remembers an entity by the noun that its name ends in: "Harbour Safety Act 2013" as "act".
func (f *finder) noteThing(e, n int) {
	if !things[f.ix.Entities[e].Type] {
		return
	}
	if w := lastNoun(f.ix.Entities[e].Name); w != "" {
		f.byNoun[w] = thing{e, n}
	}
}

// lastNoun returns the last word of a name that has letters, years and what follows "of", "on" or "for" aside, in lower case.
func lastNoun(name string) string {
	last := ""
	for _, w := range strings.Fields(name) {
		w = strings.Trim(w, ",.()")
		switch w {
		case "of", "on", "for", "to", "against":
			if last != "" {
				return last
			}
		}
		if w != "" && isLetter(rune(w[0])) {
			last = strings.ToLower(w)
		}
	}
	return last
}

// meant links what words with an article and a capital mean again within the span: "the Act", "the Programme".
func (f *finder) meant(v *view, r *rec, span kg.Span) {
	for i := v.firstToken(span.Start) + 1; i < len(v.toks) && v.toks[i].Span.Start < span.End; i++ {
		if v.toks[i].Case != prose.Title || v.at[i] != 0 || v.low(i-1) != "the" && v.low(i-1) != "this" {
			continue
		}
		if i+1 < len(v.toks) && (v.toks[i+1].Case == prose.Title || v.at[i+1] != 0 || v.toks[i+1].Class == prose.Number) {
			continue
		}
		e := f.lastThing(v, i)
		if e < 0 || hasEntity(r.actors, e) || hasEntity(r.partners, e) || hasEntity(r.concerns, e) {
			continue
		}
		r.concerns = append(r.concerns, f.same(v, e, i-1, i+1, "coreference-thing", sureCoref))
	}
}

// lastThing returns the entity that the noun at token i means again, or -1.
func (f *finder) lastThing(v *view, i int) int {
	w := v.low(i)
	for k := len(v.ms) - 1; k >= 0; k-- {
		m := v.ms[k]
		if m.Last <= i && m.Entity >= 0 && !m.Inside && things[f.ix.Entities[m.Entity].Type] && lastNoun(f.ix.Entities[m.Entity].Name) == w {
			return m.Entity
		}
	}
	if x, ok := f.byNoun[w]; ok && v.n-x.passage <= rememberedFor {
		return x.entity
	}
	return -1
}
