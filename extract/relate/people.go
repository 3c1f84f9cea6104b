package relate

import (
	"sort"
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// people finds who leads what and who works or worked where: by titles before names, offices behind them, notes on authors,
// lists of staff, the title page, and governments named after their heads.
func (f *finder) people() {
	persons := false
	for n := range f.x.Entities {
		persons = persons || f.typ(n) == "person"
	}
	if !persons {
		return
	}
	f.officeHolders()
	b := biography{f: f, person: -1, alone: -1}
	ro := roster{f: f, body: -1}
	for i := range f.t.Passages {
		if f.r.words.Notes.Has(f.t.Passages[i].Kind) {
			continue
		}
		outer := f.outer[i]
		f.titles(i, outer)
		f.staff(i, outer)
		ro.passage(i, outer)
		b.passage(i, outer)
	}
	f.governments()
	f.authors()
}

// officeHolders takes from the gazetteer which country a person leads, where the report names both. What it says of them counts
// for others ("President Trump" acts for his country); it is stated as a fact by titles and by the rules of listed columns.
func (f *finder) officeHolders() {
	byName := map[string]int{}
	for n := range f.x.Entities {
		if f.typ(n) == "country" {
			byName[f.x.Entities[n].Name] = n
		}
	}
	for n := range f.x.Entities {
		if e := f.x.Entities[n].Entry; e != nil && f.typ(n) == "person" {
			for _, c := range e.List("leads") {
				if k, ok := byName[c]; ok {
					f.heads[n] = k
					break
				}
			}
		}
	}
}

// title is an office before a name.
type title struct {
	first  int    // first token
	phrase string // in small letters, without plural
	kind   byte   // 's' head of state, 'm' minister, 'h' head of a body, 0 none
}

// titles reads the titles right before the names of persons: "South Korean President Moon Jae-in", "Google CEO Sundar Pichai",
// "Presidents Obama and Park", "Foreign Minister Kang".
func (f *finder) titles(passage int, outer []mention.Mention) {
	p := &f.t.Passages[passage]
	var last title
	for k, m := range outer {
		if f.typ(m.Entity) != "person" {
			continue
		}
		t := f.titleBefore(passage, m.First, outer[:k])
		if t.kind == 0 && k > 0 {
			f.memberBefore(passage, outer[k-1], m)
		}
		if t.kind == 0 && k > 0 && last.kind == 's' && f.typ(outer[k-1].Entity) == "person" && m.First-outer[k-1].Last == 1 && p.Tokens[outer[k-1].Last].Lower == "and" {
			t = title{first: m.First, kind: 's'} // the second of "Presidents A and B"
		}
		last = t
		switch t.kind {
		case 's':
			f.headOfState(passage, outer, k, t)
		case 'm':
			f.minister(passage, outer, k, t)
		case 'h':
			if o := before(outer[:k], t.first); o != nil && f.typ(o.Entity) != "country" {
				f.personFact(m.Entity, "leads", o.Entity, place{passage, cover(o.Span, m.Span)}, "title-before-name")
			} else if n, first := f.titled(p.Tokens, t.first); n >= 0 {
				f.personFact(m.Entity, "leads", n, place{passage, tokenSpan(p.Tokens, first, m.Last)}, "title-of-body")
			}
		}
	}
}

// memberBefore reads "RAND analyst X", "council member X": a body, at most two words more, and a word of work right before the name.
func (f *finder) memberBefore(passage int, body, m mention.Mention) {
	ts := f.t.Passages[passage].Tokens
	if gap := m.First - body.Last; gap < 1 || gap > 4 || !f.employs(body) || !f.r.words.Work.Has(ts[m.First-1].Lower) || ts[m.First-1].Tag == prose.VerbPP {
		return
	}
	for _, t := range ts[body.Last:m.First] {
		if t.Class != prose.Word && t.Class != prose.Clitic && t.Lower != "-" || t.Tag == prose.Prep || t.Tag == prose.Conj {
			return
		}
	}
	f.personFact(m.Entity, "affiliated_with", body.Entity, place{passage, cover(body.Span, m.Span)}, "office-at-body")
}

// titleBefore reads the title that ends before token i, in its sentence and outside the names before it.
func (f *finder) titleBefore(passage, i int, names []mention.Mention) title {
	p := &f.t.Passages[passage]
	ts, floor := p.Tokens, 0
	if k := f.sentenceAt(passage, p.Tokens[i].Span.Start); k >= 0 && k < len(p.Sentences) {
		floor = p.Sentences[k].First
	}
	if len(names) > 0 {
		floor = max(floor, names[len(names)-1].Last)
	}
	t := title{first: i}
	words := ""
	for k := i - 1; k >= max(floor, i-5); k-- {
		w := ts[k].Lower
		if ts[k].Class == prose.Clitic || ts[k].Class == prose.Punct && w != "-" && w != "." {
			break
		}
		switch {
		case w == "." || words == "":
			words = strings.TrimSuffix(w, ".") + words
		case w == "-" || strings.HasPrefix(words, "-"):
			words = w + words
		default:
			words = w + " " + words
		}
		if kind := f.office(words); kind != 0 && (kind != 'm' || t.kind == 0 || t.kind == 'm') {
			t = title{k, words, kind}
		}
		if f.r.words.Demoting.Has(w) {
			return title{first: i}
		}
	}
	return t
}

// office returns what kind of office the words name.
func (f *finder) office(words string) byte {
	w := &f.r.words
	one := strings.TrimSuffix(words, "s")
	switch {
	case w.StateHeads.Has(words) || w.StateHeads.Has(one):
		return 's'
	case w.Heads.Has(words) || w.Heads.Has(one) || w.StrongHeads.Has(words):
		return 'h'
	}
	for m := range w.Ministers.All() {
		if words == m || strings.HasSuffix(words, " "+m) && !strings.Contains(words, " and ") || strings.HasPrefix(words, m+" of ") || strings.HasPrefix(words, m+" for ") {
			return 'm'
		}
	}
	return 0
}

// before returns the body that stands right before token i, perhaps as a possessor, or nil.
func before(names []mention.Mention, i int) *mention.Mention {
	if len(names) == 0 {
		return nil
	}
	m := &names[len(names)-1]
	if i-m.Last > 1 {
		return nil
	}
	return m
}

// headOfState relates a president or the like to the country named before the title, behind the name, or known.
func (f *finder) headOfState(passage int, outer []mention.Mention, k int, t title) {
	m := outer[k]
	span := tokenSpan(f.t.Passages[passage].Tokens, t.first, m.Last)
	country, known := -1, false
	if o := before(outer[:k], t.first); o != nil && (f.typ(o.Entity) == "country" || f.typ(o.Entity) == "organization") {
		country, span = o.Entity, cover(o.Span, span)
	} else if k+1 < len(outer) && outer[k+1].First-m.Last <= 2 && f.t.Passages[passage].Tokens[m.Last].Lower == "of" {
		country, span = outer[k+1].Entity, cover(span, outer[k+1].Span)
	} else if country, known = f.heads[m.Entity]; !known {
		return
	}
	if !f.personFact(m.Entity, "leads", country, place{passage, span}, "head-of-state") {
		return
	}
	if _, ok := f.heads[m.Entity]; !ok && f.typ(country) == "country" {
		f.heads[m.Entity] = country
	}
}

// minister relates a minister to the ministry whose field the title names, of the country before the title or of the only
// country of the sentence.
func (f *finder) minister(passage int, outer []mention.Mention, k int, t title) {
	m := outer[k]
	span := tokenSpan(f.t.Passages[passage].Tokens, t.first, m.Last)
	country := -1
	if o := before(outer[:k], t.first); o != nil && f.typ(o.Entity) == "country" {
		country, span = o.Entity, cover(o.Span, span)
	} else {
		country = f.onlyCountry(passage, outer, m.Span)
	}
	if n := f.ministry(country, t.phrase); n >= 0 {
		f.personFact(m.Entity, "leads", n, place{passage, span}, "minister")
	}
}

// onlyCountry returns the country that the sentence of the span names, if it names one alone, else -1.
func (f *finder) onlyCountry(passage int, outer []mention.Mention, span kg.Span) int {
	country := -1
	s := f.t.Passages[passage].Sentences[f.sentenceAt(passage, span.Start)].Span
	for k := sort.Search(len(outer), func(k int) bool { return outer[k].Span.Start >= s.Start }); k < len(outer) && outer[k].Span.Start < s.End; k++ {
		if f.typ(outer[k].Entity) != "country" {
			continue
		}
		if country >= 0 && country != outer[k].Entity {
			return -1
		}
		country = outer[k].Entity
	}
	return country
}

// ministry returns the one agency of the country whose name holds the field of the title: "foreign" of "foreign minister".
func (f *finder) ministry(country int, phrase string) int {
	if country < 0 {
		return -1
	}
	found := -1
	for _, w := range strings.Fields(phrase) {
		if f.r.words.Ministers.Has(w) || len(w) < 4 {
			continue
		}
		for n := range f.x.Entities {
			e := &f.x.Entities[n]
			if e.Type != "agency" || e.Country != country || !f.r.ministry(e.Name) || !strings.Contains(strings.ToLower(e.Name), w) {
				continue
			}
			if found >= 0 && found != n {
				return -1
			}
			found = n
		}
	}
	return found
}

// place is where a fact stands.
type place struct {
	passage int
	span    kg.Span
}

// personFact records what a person leads or is affiliated with.
func (f *finder) personFact(person int, predicate string, body int, at place, rule string) bool {
	return f.add(person, predicate, body, f.evidence(at.passage, at.span, rule, f.r.confidence[rule], kg.Asserted))
}

// governments relates those persons who bear the name of a government to it and to its country: Biden of "Biden administration".
func (f *finder) governments() {
	for n := range f.x.Entities {
		name := f.governed(n)
		if name == "" || len(f.x.Entities[n].Mentions) == 0 {
			continue
		}
		who := f.bearer(name)
		if who < 0 {
			continue
		}
		const rule = "government-named-after"
		ev := f.x.Entities[n].Mentions[0]
		ev.Rule, ev.Confidence, ev.Status = rule, f.r.confidence[rule], kg.Asserted
		f.add(who, "leads", n, ev)
		if c := f.x.Entities[n].Country; c >= 0 {
			f.add(who, "leads", c, ev)
			f.heads[who] = c
		}
	}
}

// bearer returns the one person of the report with the surname, or -1.
func (f *finder) bearer(surname string) int {
	found := -1
	for n := range f.x.Entities {
		if f.typ(n) != "person" {
			continue
		}
		words := strings.Fields(f.x.Entities[n].Name)
		if len(words) == 0 || words[len(words)-1] != surname && !(f.r.words.FamilyFirst.Has(words[0]) && words[0] == surname) && f.x.Entities[n].Name != surname {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = n
	}
	return found
}
