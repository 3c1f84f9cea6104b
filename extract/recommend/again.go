package recommend

import (
	"sort"
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

// longestBack is the number of mentions of a passage that are looked through for what a noun means again.
const longestBack = 64

// things are the types of entities that a noun with a capital and an article may mean again.
var things = map[string]bool{"agreement": true, "initiative": true, "legislation": true, "place": true}

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
		if v.at[i] != 0 || v.low(i-1) != "the" && v.low(i-1) != "this" || v.toks[i].Case != prose.Title && !f.only(v, i) {
			continue
		}
		if i+1 < len(v.toks) && (v.toks[i+1].Case == prose.Title || v.at[i+1] != 0 || v.toks[i+1].Class == prose.Number) {
			continue
		}
		e := f.lastThing(v, i)
		if e < 0 || hasEntity(r.actors, e) || hasEntity(r.partners, e) || hasEntity(r.concerns, e) {
			continue
		}
		r.concerns = append(r.concerns, f.same(v, e, [2]int{i - 1, i + 1}, "coreference-thing", sureCoref))
	}
}

// only reports whether the noun at token i, without a capital, can mean but one thing that the report names: "the peninsula".
func (f *finder) only(v *view, i int) bool {
	w := v.low(i)
	return v.toks[i].Case == prose.Lower && v.r.Unique.Has(w) && f.ending[w] == 1 && !v.nounNext(i) && v.tag(i+1) != prose.VerbIng && !v.clitic(i+1)
}

// lastThing returns the entity that the noun at token i means again, or -1.
func (f *finder) lastThing(v *view, i int) int {
	w := v.low(i)
	before := sort.Search(len(v.ms), func(k int) bool { return v.ms[k].First >= i })
	for k := before - 1; k >= max(0, before-longestBack); k-- {
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
