package recommend

import (
	"slices"
	"strings"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// longItem is the number of sentences above which a numbered item outside lists of recommendations is read as a paragraph.
const longItem = 4

// item reads an item of a list: as a whole it is one recommendation or none.
func (f *finder) item(n int) {
	p := &f.t.Passages[n]
	if p.List == 0 || p.List != f.list || f.list == 0 {
		if p.Level <= 1 || f.list == 0 {
			f.forgetItems()
			f.before = n - 1
		}
		f.list = p.List
	}
	depth := min(max(p.Level, 1), len(f.parents)-1)
	parent := -1
	for d := depth - 1; d >= 1 && parent < 0; d-- {
		parent = f.parents[d]
	}
	f.parents[depth] = n
	for d := depth + 1; d < len(f.parents); d++ {
		f.parents[d] = -1
	}
	if f.owner(n) || len(p.Sentences) == 0 {
		return
	}
	l := f.leadOf(n, parent)
	set := f.itemSetting(n, l)
	if f.paragraphs && !set.announced && p.Level <= 1 && counted(p.Marker) > 0 {
		f.paragraph(n)
		return
	}
	if !set.announced && strings.Contains(strings.Trim(p.Marker, "."), ".") {
		many := f.mostlyImperative(p.List, n)
		v := f.look(n)
		if !many && !v.listed(p.Sentences[0]) { // a report whose paragraphs are numbered "2.1", "2.2"
			f.paragraph(n)
			return
		}
		set.announced = many && v.imperative(p.Sentences[0])
	}
	f.readItem(n, l, set)
}

// itemSetting tells what counts in an item under the lead.
func (f *finder) itemSetting(n int, l lead) setting {
	t := f.title(f.t.Passages[n].Section)
	announced := l.all || !l.explain && t.announced || f.owned[n] || f.ownedLists[f.t.Passages[n].List] && !l.explain || !l.explain && f.achieves(n)
	weak := announced || !l.explain && f.lastPassage >= 0 && n-f.lastPassage <= 2 && f.t.Passages[f.lastPassage].Section == f.t.Passages[n].Section
	return setting{announced: announced, item: true, weak: weak}
}

// readItem judges the item and keeps it when it is a recommendation.
func (f *finder) readItem(n int, l lead, set setting) {
	p := &f.t.Passages[n]
	sub := f.introduces(n) && f.t.Passages[n+1].Level > p.Level
	if !sub && !set.announced && !f.rules.hasTrigger(p.Tokens, 0, len(p.Tokens)) {
		return
	}
	v := f.look(n)
	if sub && f.leadsOn(v, l, set) {
		return
	}
	if !set.announced && len(p.Sentences) > longItem && numbered(p.Marker) {
		f.paragraph(n)
		return
	}
	r := rec{passage: n, number: printed(p.Marker)}
	first, number := v.label(p.Sentences[0].First, p.Sentences[0].Last)
	if number == "" {
		first, number = v.enumerated(p.Sentences[0])
	}
	if r.number == "" || first > 0 && number != "" && v.r.Label.Has(v.low(0)) {
		r.number = number
	}
	if set.announced {
		first, r.actors = f.toWhom(v, first, p.Sentences[0].Last)
	}
	all, urged := f.itemSentences(v, l, set, first, &r)
	if !urged && (!l.all || l.loose) && len(r.actors) == 0 && !(set.announced && (v.listed(p.Sentences[0]) || f.amongOthers(v, l))) {
		return
	}
	if len(all) == 0 && len(r.actors) == 0 {
		r.actors = f.itemSubject(v, prose.Sentence{First: first, Last: p.Sentences[0].Last})
	}
	if (len(r.actors) == 0 || len(all) == 0 && merelyDirected(r.actors)) && (len(all) == 0 || l.all) {
		r.actors = append(f.fromLead(v, l, n), r.actors...)
	}
	if !urged {
		r.partners = append(r.partners, f.partners(v, p.Sentences[0].First, p.Sentences[0].Last)...)
	}
	span := trimmed(p)
	if f.paragraphs && f.title(p.Section).concludes && urged {
		span.Start = f.concluded(v, set)[0].Span.Start
	}
	f.cover(v, &r, span, all)
	if len(r.actors) > 0 {
		f.last, f.lastPassage, f.lastSentence = r.actors, n, len(p.Sentences)-1
	}
	f.leads[n] = lead{explain: true, actors: r.actors}
	f.add(v, r)
}

// merelyDirected reports whether the actors are only those whom somebody else is to direct: "Direct A to report".
func merelyDirected(actors []ref) bool {
	return !slices.ContainsFunc(actors, func(r ref) bool { return r.ev.Rule != "directed" })
}

// leadsOn reads an item that ends in a colon as lead of the items below it, and reports whether it is nothing but that.
func (f *finder) leadsOn(v *view, l lead, set setting) bool {
	own := f.readLead(v, v.p.Sentences[len(v.p.Sentences)-1])
	own.all = own.all || l.all && !own.explain || set.announced && v.imperative(v.p.Sentences[0])
	if len(own.actors) == 0 {
		own.actors = l.actors
	}
	f.leads[v.n] = own
	return own.all
}

// itemSentences reads the sentences of an item, the first from token first on. It returns the directives, and whether any
// sentence tells to act.
func (f *finder) itemSentences(v *view, l lead, set setting, first int, r *rec) (all []directive, urged bool) {
	for k, s := range v.p.Sentences {
		if k == 0 {
			s.First = first
		} else {
			s.First, _ = v.enumerated(s)
		}
		ds := f.sentenceDirectives(v, s, set)
		imperative := set.announced && len(ds) == 0 && v.imperative(s)
		if len(ds) > 0 || imperative {
			f.fill(v, k, s, ds, r)
			set.weak = true
			urged = true
		}
		if imperative && len(r.actors) == 0 {
			f.last, f.lastPassage, f.lastSentence = l.actors, v.n, k
		}
		all = append(all, ds...)
		f.ownerIn(v, s, r)
	}
	return all, urged
}

// toWhom reads the bodies that open an item before a colon ("The Archive: publish an index"); it returns the token after it.
func (f *finder) toWhom(v *view, first, end int) (int, []ref) {
	xs, last := v.readList(first, end, false)
	if len(xs) == 0 || v.low(last) != ":" || last+1 >= end {
		return first, nil
	}
	return last + 1, relabel(f.heads(v, xs, last), "item-subject")
}

// trimmed returns the span of the passage's sentences.
func trimmed(p *prose.Passage) kg.Span {
	return kg.Span{Start: p.Sentences[0].Span.Start, End: p.Sentences[len(p.Sentences)-1].Span.End}
}

// listed reports whether an item of a section of recommendations that is no sentence reads like one of them: "Establishing …",
// "To establish …", "Government to publish …".
func (v *view) listed(s prose.Sentence) bool {
	if v.imperative(s) {
		return true
	}
	if v.tag(s.First) == prose.VerbIng || v.low(s.First) == "to" && v.base(s.First+1) {
		return true
	}
	_, last := v.readList(s.First, s.Last, false)
	return v.low(last) == "to" && v.infinitive(last+1)
}

// infinitive reports whether token i, which stands after "to", is a verb.
func (v *view) infinitive(i int) bool {
	if i >= len(v.toks) || v.mention(i) >= 0 || v.toks[i].Class != prose.Word || v.toks[i].Case != prose.Lower {
		return false
	}
	switch v.tag(i) {
	case prose.Verb:
		return true
	case prose.Noun, prose.Adj, prose.X: // a noun that is a verb here: "to lease two ships"
		t := v.tag(i + 1)
		return t == prose.Det || t == prose.Num || t == prose.Adj || t == prose.Noun || t == prose.Propn || t == prose.Prep
	}
	return false
}

// itemSubject returns the bodies that open an item without directive: "The Bureau create …", "Government to publish …".
func (f *finder) itemSubject(v *view, s prose.Sentence) []ref {
	i := s.First
	if v.low(i) == "that" {
		i++
	}
	xs, last := v.readList(i, s.Last, false)
	if v.low(last) == "will" && v.low(last+1) == "be" {
		return nil
	}
	if v.low(last) == "to" && v.infinitive(last+1) || v.low(last) == "will" || v.base(last) || i > s.First && (v.low(last) == "(" || v.tag(last) == prose.Verb) {
		d := directive{subject: xs, c: clause{first: i, last: last}}
		return relabel(f.named(v, s, &d), "item-subject")
	}
	return nil
}

// leadOf returns the lead of an item: what its parent or the passage before its list says.
func (f *finder) leadOf(n, parent int) lead {
	for _, i := range []int{parent, f.t.Passages[n].Lead, f.before} {
		if i < 0 || i >= n {
			continue
		}
		if l, ok := f.leads[i]; ok {
			if i == parent && !l.all { // details of a recommendation count when they direct themselves
				l.explain = false
			}
			return l
		}
	}
	return lead{}
}

// fromLead gives an item without actors those of its lead, else those that the headings above it address.
func (f *finder) fromLead(v *view, l lead, n int) []ref {
	if len(l.actors) > 0 {
		out := make([]ref, len(l.actors))
		copy(out, l.actors)
		for i := range out {
			out[i].ev.Rule, out[i].ev.Confidence = "lead-in", sureLead
		}
		return out
	}
	return f.addressed(f.t.Passages[n].Section)
}

// addressed returns the bodies that the nearest heading addresses: "For the Department of Commerce", "Recommendations to the
// Commission", or a heading that is nothing but a body's name.
func (f *finder) addressed(section kg.ID) []ref {
	for depth := 0; depth < 4; depth++ {
		i, ok := f.sections[section]
		if !ok || i == f.root {
			return nil
		}
		if n, ok := f.headings[f.t.Sections[i].Head]; ok && f.titles[i].announced {
			if out := f.addressees(n); len(out) > 0 {
				return out
			}
		}
		section = f.t.Sections[i].Parent
	}
	return nil
}

func (f *finder) addressees(n int) []ref {
	if f.v.n != n {
		defer f.look(f.v.n)
	}
	v := f.look(n)
	return f.addresseesIn(v, 0, len(v.toks))
}

// addresseesIn reads tokens [i, end) as an address.
func (f *finder) addresseesIn(v *view, i, end int) []ref {
	for i < end && (v.tag(i) == prose.Num || v.tag(i) == prose.Sym) && v.mention(i) < 0 {
		i++
	}
	for j := i; j < end && j < i+8; j++ {
		if w := v.low(j); v.mention(j) < 0 && (w == "for" || w == "to") && (j == i || v.r.Announce.Has(v.low(j-1))) {
			i = j + 1
			break
		}
	}
	xs, last := v.readList(i, end, true)
	out := f.heads(v, xs, end)
	if len(out) == 0 && len(xs) == 1 && xs[0].mention < 0 && xs[0].head >= 0 && v.r.Pair.Has(v.low(xs[0].head)) && f.dual(v, xs[0]) {
		out = f.pair(v, prose.Sentence{First: i, Last: end}, xs[0]) // "For both governments"
	}
	out = relabel(out, "heading")
	if w := v.low(last); last < end && w != ":" && !(len(out) > 0 && (w == "of" || w == "in")) {
		return nil
	}
	for k := range out {
		out[k].ev.Confidence = sureCoref
	}
	return out
}

// continuation joins a paragraph that continues an item to the item's recommendation.
func (f *finder) continuation(n int) bool {
	p := &f.t.Passages[n]
	if p.List == 0 || p.Level == 0 || p.List != f.list {
		return false
	}
	if len(f.recs) == 0 || len(p.Sentences) == 0 {
		return false
	}
	r := &f.recs[len(f.recs)-1]
	if f.t.Passages[r.passage].List != p.List || !f.rules.hasTrigger(p.Tokens, 0, len(p.Tokens)) {
		return f.t.Passages[r.passage].List == p.List
	}
	v := f.look(n)
	set := setting{announced: true, item: true, weak: true}
	for k, s := range p.Sentences {
		ds := f.sentenceDirectives(v, s, set)
		if len(ds) == 0 {
			continue
		}
		f.fill(v, k, s, ds, r)
		modality := r.modality
		f.cover(v, r, s.Span, ds)
		r.modality = modality
		r.actors = distinct(r.actors, nil)
		r.partners = distinct(r.partners, r.actors)
		f.concern(v, r, s.Span)
	}
	return true
}

// numbered reports whether the marker is a number or letter, not a bullet.
func numbered(marker string) bool {
	return strings.ContainsAny(marker, "0123456789") || len(marker) > 1 && strings.IndexFunc(marker, isLetter) >= 0
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// printed returns the marker if it is a number, else "".
func printed(marker string) string {
	if numbered(marker) {
		return marker
	}
	return ""
}

// heading makes a heading that is itself a directive a recommendation, and reads it as lead of the list below it.
func (f *finder) heading(n int) {
	p := &f.t.Passages[n]
	if len(p.Tokens) == 0 {
		return
	}
	if i, ok := f.sections[p.Section]; ok && i == f.root && f.t.Sections[i].Head == p.ID {
		return
	}
	if !f.rules.Label.Has(p.Tokens[0].Lower) && !f.rules.hasTrigger(p.Tokens, 0, len(p.Tokens)) {
		return
	}
	v := f.look(n)
	end := len(p.Tokens)
	first, number := v.label(0, end)
	labelled := first > 0
	if !labelled && v.toks[end-1].Class == prose.Punct {
		first, number = v.enumerated(prose.Sentence{Last: end})
	}
	s := prose.Sentence{Span: kg.Span{Start: p.Tokens[min(first, end-1)].Span.Start, End: p.Tokens[end-1].Span.End}, First: first, Last: end}
	if f.introduces(n) || v.endsInDirective(s) {
		f.leads[n] = f.readLead(v, s)
		return
	}
	ds := f.sentenceDirectives(v, s, setting{})
	named := false
	for i := range ds {
		named = named || ds[i].ph.Form != clauseForm || f.hasBody(v, &ds[i])
		if !named {
			agents, _ := f.actors(v, s, &ds[i])
			named = len(agents) > 0
		}
	}
	if !labelled && !named || len(ds) == 0 && !(labelled && v.imperative(s)) {
		return
	}
	r := rec{passage: n, number: number, heading: true}
	f.fill(v, 0, s, ds, &r)
	f.cover(v, &r, s.Span, ds)
	f.add(v, r)
}
