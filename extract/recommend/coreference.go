package recommend

import (
	"slices"
	"sort"
	"strings"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// leastNamed is the number of times that a report must name the bodies of a country before "the Government" is that country's.
const leastNamed = 4

// corefer resolves a noun phrase that names nobody: "it", "the two countries", "the Government", "the Department".
func (f *finder) corefer(v *view, s prose.Sentence, x np) []ref {
	if x.mention >= 0 || x.head < 0 {
		return nil
	}
	w := v.low(x.head)
	bare := x.last-x.first == 1
	switch {
	case bare && (w == "it" || w == "they" || w == "both"):
		return f.pronoun(v, s, x)
	case x.det == "its" || x.det == "their":
		if v.r.Organ.Has(w) || v.r.Doing.Has(w) {
			return f.pronoun(v, s, x)
		}
	case v.r.Pair.Has(w) && f.dual(v, x):
		return f.pair(v, s, x)
	case v.r.Doing.Has(w) && (x.det == "this" || x.det == "these" || x.det == "such") && f.near(v):
		return f.again(v, x, f.last, "coreference-doing", sureGuess)
	case v.r.State.Has(w) && v.plainState(x):
		if f.dominant >= 0 {
			return []ref{f.same(v, f.dominant, [2]int{x.first, x.last}, "coreference-state", sureGuess)}
		}
	case v.r.Body.Has(w) && (x.det == "the" || x.det == "this" || x.det == "both") && (x.last-x.first == 2 || len(x.mods) == 1 && x.head == v.ms[x.mods[0]].Last):
		if e := f.called(v, w, x.first); e >= 0 {
			return []ref{f.same(v, e, [2]int{x.first, x.last}, "coreference-body", sureCoref)}
		}
	}
	return nil
}

// called returns the body named last before token i by a name that holds the word, or -1.
func (f *finder) called(v *view, w string, i int) int {
	for k := len(v.ms) - 1; k >= 0; k-- {
		if m := v.ms[k]; m.Last <= i && m.Entity >= 0 && !m.Inside && contains(f.headWords(m.Entity), w) {
			return m.Entity
		}
	}
	x, ok := f.byHead[w]
	switch {
	case !ok:
		return -1
	case x.short >= 0 && (x.full < 0 || x.section == v.p.Section):
		return x.short
	}
	return x.full
}

// named remembers who may be called "the Department" later: the body named last by a name that holds the word, in prose, and
// the one named last in any way, with the section where that was; -1 for none.
type named struct {
	full, short int
	section     kg.ID
}

// again links the noun phrase to entities that acted before.
func (f *finder) again(v *view, x np, rs []ref, rule string, confidence float64) []ref {
	var out []ref
	for _, r := range rs {
		out = append(out, f.same(v, r.entity, [2]int{x.first, x.last}, rule, confidence))
	}
	return out
}

// near reports whether the last directive stands in this section, in this passage or the one before.
func (f *finder) near(v *view) bool {
	return f.lastPassage >= 0 && v.n-f.lastPassage <= 1 && f.t.Passages[f.lastPassage].Section == v.p.Section
}

// openClause is how many tokens from the start of a sentence a free choice is looked for.
const openClause = 6

// pronoun resolves "it" and "they" to the subject of an earlier clause of the sentence, the actors of a directive just
// before, or the subject of the sentence before.
func (f *finder) pronoun(v *view, s prose.Sentence, x np) []ref {
	for i := s.First; i < x.first && i < s.First+openClause; i++ {
		if v.r.Whichever.Has(v.low(i)) {
			return nil // "regardless of which body decides, it must"
		}
	}
	plural := v.low(x.head) == "they" || x.det == "their" || v.low(x.head) == "both"
	pick := func(rs []ref) []ref {
		rs = slices.DeleteFunc(rs, func(r ref) bool { return f.authors[r.entity] })
		if len(rs) == 1 && (!plural || rs[0].ev.Rule != "subject") || len(rs) > 1 && plural {
			return f.again(v, x, rs, "coreference", sureCoref)
		}
		return nil
	}
	if out := pick(f.subjectOf(v, s.First, x.first)); out != nil {
		return out
	}
	if x.first > s.First+3 && (v.hasVerb(s.First, x.first) || v.anybody(s.First, x.first)) { // it means something in its own sentence
		return nil
	}
	k := f.sentenceBefore(v, s)
	if f.lastPassage == v.n && k >= 0 && f.lastSentence >= k || f.lastPassage != v.n && f.near(v) && k < 0 {
		if len(f.last) == 1 && !plural || len(f.last) > 1 && plural {
			return f.again(v, x, f.last, "coreference", sureCoref)
		}
	}
	if k < 0 {
		return nil
	}
	before := v.p.Sentences[k]
	return pick(f.subjectOf(v, before.First, before.Last))
}

// anybody reports whether the words speak of a body whichever it be: "whatever office rules on this".
func (v *view) anybody(i, end int) bool {
	for ; i+1 < end; i++ {
		switch v.low(i) {
		case "which", "whichever", "whatever", "whoever", "any":
			if v.r.Body.Has(v.low(i+1)) || v.r.Organ.Has(v.low(i+1)) || v.low(i) == "whoever" {
				return true
			}
		}
	}
	return false
}

// sentenceBefore returns the index of the sentence before s in its passage, or -1.
func (f *finder) sentenceBefore(v *view, s prose.Sentence) int {
	return sort.Search(len(v.p.Sentences), func(k int) bool { return v.p.Sentences[k].First >= s.First }) - 1
}

// subjectOf returns the bodies named by the first noun phrase of a clause in tokens [first, end), past conjunctions and
// adverbials.
func (f *finder) subjectOf(v *view, first, end int) []ref {
	i, _ := v.enumerated(prose.Sentence{First: first, Last: end})
	for n := 0; n < 4 && i < end; n++ {
		for i < end && v.mention(i) < 0 && (v.tag(i) == prose.Conj || v.tag(i) == prose.Adv || v.r.Marker.Has(v.low(i)) || v.low(i) == ",") {
			i++
		}
		if v.mention(i) < 0 && (v.tag(i) == prose.Prep || v.tag(i) == prose.Part || v.tag(i) == prose.VerbIng || v.tag(i) == prose.VerbPP) {
			if v.low(i) == "to" && v.low(i+1) == "the" && v.low(i+2) == "extent" {
				i += 3
				continue
			}
			for i < end && v.low(i) != "," {
				i++
			}
			continue
		}
		xs, last := v.readList(i, end, false)
		out := f.heads(v, xs, min(end, last+6))
		if len(out) == 0 && len(xs) == 1 && xs[0].head >= 0 && v.r.Pair.Has(v.low(xs[0].head)) && f.dual(v, xs[0]) {
			return f.pair(v, prose.Sentence{First: first}, xs[0])
		}
		return out
	}
	return nil
}

// dual reports whether the noun phrase speaks of two known countries: "the two countries", "both governments", "the allies".
func (f *finder) dual(v *view, x np) bool {
	if len(x.mods) > 0 {
		return false
	}
	if x.num == "two" || x.det == "both" {
		return true
	}
	w := v.low(x.head)
	return x.det == "the" && x.last-x.first == 2 && (w == "allies" || w == "sides")
}

// pair links "the two countries" to the only two countries named just before, else to the pair that the report is about.
func (f *finder) pair(v *view, s prose.Sentence, x np) []ref {
	first := s.First
	for n := 0; n < 2; n++ {
		two := f.countries(v, first, x.first)
		if len(two) > 2 {
			two = f.coordinated(v, first, x.first)
			if len(two) != 2 {
				break
			}
		}
		if len(two) == 2 {
			return f.again(v, x, two, "coreference-dual", sureCoref)
		}
		k := f.sentenceBefore(v, prose.Sentence{First: first})
		if k < 0 {
			break
		}
		first = v.p.Sentences[k].First
	}
	var out []ref
	if f.duo[0] >= 0 && f.duo[1] >= 0 {
		for _, e := range f.duo {
			out = append(out, f.same(v, e, [2]int{x.first, x.last}, "coreference-dual", sureGuess))
		}
	}
	return out
}

// coordinated returns the countries that "A and B" names as subject of the clause that begins at token first.
func (f *finder) coordinated(v *view, first, end int) []ref {
	i := first
	for i < end && v.mention(i) < 0 && (v.tag(i) == prose.Conj || v.tag(i) == prose.Adv || v.low(i) == ",") {
		i++
	}
	xs, last := v.readList(i, end, false)
	if len(xs) != 2 {
		return nil
	}
	return f.countries(v, i, last)
}

// countries returns the distinct countries named in tokens [first, end).
func (f *finder) countries(v *view, first, end int) []ref {
	var out []ref
	seen := map[int]bool{}
	for i := first; i < end; i++ {
		m := v.mention(i)
		if m < 0 || v.opaque(i) || f.typ(v, m) != "country" || seen[v.ms[m].Entity] {
			continue
		}
		seen[v.ms[m].Entity] = true
		out = append(out, f.ref(v, m, "subject", sureSubject))
	}
	return out
}

// plainState reports whether nothing but "federal" and the like stands between article and "government".
func (v *view) plainState(x np) bool {
	if len(x.mods) > 0 || x.det != "the" && x.det != "" && x.det != "this" {
		return false
	}
	w := v.low(x.head)
	if x.det == "" && w == "government" && v.toks[x.head].Case == prose.Lower || w == "governments" {
		return false
	}
	for i := x.first; i < x.head; i++ {
		switch v.low(i) {
		case "the", "this", "federal", "national", "central", "new", "next", "incoming", "current":
		default:
			return false
		}
	}
	return true
}

// survey counts what the report names: its countries, and bodies by the head words of their names.
func (f *finder) survey() {
	n := make([]int, len(f.ix.Entities))
	voice := make([]int, len(f.ix.Entities))
	for p := range f.ix.Passages {
		for _, m := range f.ix.Passages[p] {
			if m.Entity < 0 || m.Inside {
				continue
			}
			n[m.Entity]++
			toks := f.t.Passages[p].Tokens
			if m.Last < len(toks) && f.rules.Voice.Has(toks[m.Last].Lower) {
				voice[m.Entity]++
			}
		}
	}
	f.dominant, f.duo = -1, [2]int{-1, -1}
	var top [3]int
	best := [3]int{-1, -1, -1}
	title := " " + strings.Join(strings.Fields(kg.Slug(f.t.Report.Title)), " ") + " "
	title = "-" + strings.TrimSpace(title) + "-"
	publisher := kg.Slug(f.t.Report.Publisher)
	var authors []string
	for _, a := range f.t.Report.Authors {
		authors = append(authors, kg.Slug(a))
	}
	for e := range f.ix.Entities {
		x := &f.ix.Entities[e]
		f.author(e, x.Type, voice[e], publisher, authors)
		if things[x.Type] && n[e] > 0 {
			f.ending[lastNoun(x.Name)]++
		}
		if x.Type != "country" {
			continue
		}
		c := n[e]
		if c > 0 && strings.Contains(title, "-"+kg.Slug(x.Name)+"-") {
			c *= 3
		}
		for k := range best {
			if c > top[k] {
				copy(top[k+1:], top[k:])
				copy(best[k+1:], best[k:])
				top[k], best[k] = c, e
				break
			}
		}
	}
	if top[0] > 0 && top[0]*2 > top[1]*3 {
		f.dominant = best[0]
	} else {
		f.dominant = f.stage(n)
	}
	if top[1] > 1 && top[1]*3 > top[2]*4 {
		f.duo = [2]int{best[0], best[1]}
	}
}

// stage returns the country whose own bodies the report names most by far, by the number of times they are named, or -1.
func (f *finder) stage(n []int) int {
	of := make([]int, len(f.ix.Entities))
	for e := range f.ix.Entities {
		if x := &f.ix.Entities[e]; x.Type == "agency" && x.Country >= 0 {
			of[x.Country] += n[e]
		}
	}
	best, next := -1, 0
	for e, k := range of {
		switch {
		case k > 0 && (best < 0 || k > of[best]):
			if best >= 0 {
				next = of[best]
			}
			best = e
		case k > next:
			next = k
		}
	}
	if best < 0 || n[best] == 0 || of[best] < leastNamed || of[best] <= 2*next {
		return -1
	}
	return best
}

// author remembers the entity as authoring body when publisher or authors, as slugs, name it or it speaks again and again.
func (f *finder) author(e int, typ string, voice int, publisher string, authors []string) {
	if typ != "organization" && typ != "agency" && typ != "person" {
		return
	}
	name := kg.Slug(f.ix.Entities[e].Name)
	if name != "" && (publisher == name || voice >= 3 && typ != "person") {
		f.authors[e] = true
	}
	if slices.Contains(authors, name) {
		f.authors[e] = true
	}
}

// note remembers the bodies of passage n by the words that "the Department" may repeat.
func (f *finder) note(n int) {
	if n >= len(f.ix.Passages) {
		return
	}
	p := &f.t.Passages[n]
	for _, m := range f.ix.Passages[n] {
		if m.Entity < 0 || m.Inside {
			continue
		}
		f.noteThing(m.Entity, n)
		for _, w := range f.headWords(m.Entity) {
			x, ok := f.byHead[w]
			if !ok {
				x = named{full: -1, short: -1}
			}
			x.short, x.section = m.Entity, p.Section
			if p.Kind != "row" && strings.Contains(strings.ToLower(p.Text[m.Span.Start:m.Span.End]), w) {
				x.full = m.Entity
			}
			f.byHead[w] = x
		}
	}
}

// headWords returns the words of an entity's name by which it may be called again.
func (f *finder) headWords(e int) []string {
	if f.words[e] != nil {
		return f.words[e]
	}
	out := []string{}
	if t := f.ix.Entities[e].Type; t == "agency" || t == "organization" || t == "company" {
		for _, w := range strings.FieldsFunc(strings.ToLower(f.ix.Entities[e].Name), func(r rune) bool { return r == ' ' || r == '-' || r == ',' }) {
			if f.rules.Body.Has(w) {
				out = append(out, w)
			}
		}
	}
	f.words[e] = out
	return out
}
