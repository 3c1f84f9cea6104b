package recommend

import (
	"slices"
	"sort"
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// finder holds what the passages read so far have told.
type finder struct {
	t     *prose.Text
	ix    *mention.Index
	rules *Rules
	v     view

	sections map[kg.ID]int    // section → index in t.Sections
	titles   []title          // what each section's title says
	root     int              // the section that is merely the report's title, or -1
	headings map[kg.ID]int    // heading passage → its index
	leads    map[int]lead     // passage → the list that it introduces
	parents  [8]int           // item last seen at each depth, -1 if none
	list     int              // number of the list the last item stood in
	before   int              // passage before the list's first item
	authors  map[int]bool     // entities that speak for the report
	byHead   map[string]named // "department" → the body so called last
	byNoun   map[string]thing // "act" → the law so called last
	ending   map[string]int   // "act" → how many laws and the like are so called
	words    map[int][]string
	table    table  // the plan of action read last
	dominant int    // the country that the report is about, or -1
	duo      [2]int // the two countries that it is about, or -1

	habits
	recs         []rec
	last         []ref // actors of the last directive
	lastPassage  int   // where it stood, -1 if nowhere
	lastSentence int
}

// rec is a recommendation in the making.
type rec struct {
	passage  int
	spans    []kg.Evidence
	actors   []ref
	partners []ref
	concerns []ref
	modality string
	number   string
	heading  bool
	words    []string // content words
}

// Find returns the recommendations of a report in reading order. The text must be tagged and the mentions resolved; neither
// is changed.
func Find(t *prose.Text, ix *mention.Index, rules *Rules) []kg.Recommendation {
	f := &finder{t: t, ix: ix, rules: rules, sections: map[kg.ID]int{}, headings: map[kg.ID]int{}, leads: map[int]lead{},
		authors: map[int]bool{}, byHead: map[string]named{}, byNoun: map[string]thing{}, ending: map[string]int{}, words: map[int][]string{}, lastPassage: -1, before: -1, table: table{action: -1}}
	f.readSections()
	f.survey()
	f.readHabits()
	f.forgetItems()
	for n := range t.Passages {
		f.passage(n)
		f.note(n)
	}
	return f.finish()
}

func (f *finder) forgetItems() {
	for i := range f.parents {
		f.parents[i] = -1
	}
	f.list = 0
}

// passage reads one passage.
func (f *finder) passage(n int) {
	p := &f.t.Passages[n]
	if f.title(p.Section).barren {
		return
	}
	switch p.Kind {
	case "heading":
		f.forgetItems()
		f.heading(n)
	case "item":
		f.item(n)
	case "paragraph":
		if f.owner(n) || f.continuation(n) {
			return
		}
		f.forgetItems()
		f.paragraph(n)
	case "row":
		f.row(n)
	case "quote":
		if f.ownWords(n) {
			f.forgetItems()
			f.paragraph(n)
		}
	}
}

// paragraph makes every directing sentence a recommendation.
func (f *finder) paragraph(n int) {
	p := &f.t.Passages[n]
	intro := f.introduces(n)
	labelled := f.labelled(n)
	if !intro && !labelled && !f.rules.hasTrigger(p.Tokens, 0, len(p.Tokens)) {
		return
	}
	v := f.look(n)
	set := setting{announced: f.title(p.Section).announced}
	set.weak = set.announced
	if at, number := v.label(0, len(p.Tokens)); at > 0 && !intro && len(p.Sentences) <= longItem {
		f.labelledUnit(v, at, number)
		return
	}
	for k, s := range p.Sentences {
		if intro && k == len(p.Sentences)-1 {
			l := f.readLead(v, s)
			f.leads[n] = l
			if l.all {
				return
			}
		}
		first, number := v.enumerated(s)
		if k == 0 && number == "" {
			first, number = v.label(s.First, s.Last)
		}
		set.opens = k == 0 && labelled
		if f.sentence(v, k, prose.Sentence{Span: s.Span, First: first, Last: s.Last}, set, number) {
			set.weak = true
		}
	}
}

// labelledUnit makes a short paragraph that a label opens one recommendation.
func (f *finder) labelledUnit(v *view, at int, number string) {
	set := setting{announced: true, item: true, weak: true}
	r := rec{passage: v.n, number: number}
	var all []directive
	opens := true // the first sentence, if that is more than the label
	for k, s := range v.p.Sentences {
		if s.First = max(s.First, at); s.First >= s.Last {
			continue
		}
		ds := f.sentenceDirectives(v, s, set)
		if len(ds) > 0 || opens && v.imperative(s) {
			f.fill(v, k, s, ds, &r)
		}
		if opens && len(ds) == 0 {
			r.actors = f.itemSubject(v, s)
			r.partners = append(r.partners, f.partners(v, s.First, s.Last)...)
		}
		opens = false
		all = append(all, ds...)
	}
	if at < len(v.toks) {
		span := trimmed(v.p)
		span.Start = v.toks[at].Span.Start
		f.cover(v, &r, span, all)
		f.add(v, r)
	}
}

// sentence makes a sentence a recommendation if it directs, or if it is an imperative where one is announced.
func (f *finder) sentence(v *view, k int, s prose.Sentence, set setting, number string) bool {
	ds := f.sentenceDirectives(v, s, set)
	if len(ds) == 0 && !(set.opens && v.imperative(s)) {
		return false
	}
	if len(ds) > 0 && v.lists(ds[0].pred, s.Last) {
		return false
	}
	r := rec{passage: v.n, number: number}
	f.fill(v, k, s, ds, &r)
	span := s.Span
	f.cover(v, &r, span, ds)
	f.add(v, r)
	return true
}

// lists reports whether a predicate is nothing but "include" before a colon.
func (v *view) lists(pred, end int) bool {
	return v.low(end-1) == ":" && end-pred <= 4 && (v.low(pred) == "include" || v.low(pred) == "be" || v.low(pred+1) == "include")
}

// sentenceDirectives returns the directives of a sentence, quickly when there can be none.
func (f *finder) sentenceDirectives(v *view, s prose.Sentence, set setting) []directive {
	if !f.rules.hasTrigger(v.toks, s.First, s.Last) {
		return nil
	}
	return f.directives(v, s, set)
}

// fill finds actors and partners in a directing sentence; k is its number in the passage.
func (f *finder) fill(v *view, k int, s prose.Sentence, ds []directive, r *rec) {
	var acting []ref
	for i := range ds {
		d := &ds[i]
		if d.c.elided && i > 0 { // "A should do this and must do that": the subject is the one before
			continue
		}
		actors, partners := f.actors(v, s, d)
		if d.c.elided {
			actors = slices.DeleteFunc(actors, func(r ref) bool { return f.authors[r.entity] })
		}
		actors = slices.DeleteFunc(actors, func(r ref) bool { return f.authors[r.entity] && f.speaks(v, r) })
		acting = append(acting, actors...)
		r.partners = append(r.partners, partners...)
		if d.c.aside >= 0 && v.together(d.c.aside) {
			r.partners = append(r.partners, f.partners(v, d.c.aside, d.at)...)
		}
		if len(actors) > 0 || !d.c.elided {
			f.last, f.lastPassage, f.lastSentence = actors, v.n, k
		}
	}
	if len(acting) == 0 {
		acting = f.led(v, s.First, s.Last)
	}
	from := s.First
	if len(ds) > 0 {
		from = ds[0].pred
		r.partners = append(r.partners, f.opening(v, s, ds[0].c.first)...)
		if len(acting) > 0 && ds[0].c.first < ds[0].c.last {
			r.partners = append(r.partners, f.partners(v, ds[0].c.first, ds[0].c.last)...)
		}
		r.partners = append(r.partners, f.mediated(v, s.First, ds[0].at, acting)...)
	}
	r.partners = append(r.partners, f.partners(v, from, s.Last)...)
	own, others := f.directed(v, from, s.Last, acting)
	acting = append(acting, own...)
	r.partners = append(r.partners, others...)
	r.actors = append(r.actors, acting...)
}

// speaks reports whether the body is the one that recommends: the word after its mention says so.
func (f *finder) speaks(v *view, r ref) bool {
	if r.ev.Passage != v.p.ID {
		return false
	}
	w := v.low(v.firstToken(r.ev.Span.End))
	return v.r.Voice.Has(w) || v.r.Endorse.Has(w)
}

// opening returns the partners that an adverbial before the subject names: "Working with Japan, Washington should".
func (f *finder) opening(v *view, s prose.Sentence, end int) []ref {
	i := s.First
	if !v.together(i) {
		return nil
	}
	for j := i; j < end; j++ {
		if v.low(j) == "," && v.at[j] == 0 {
			break
		}
		if v.low(j) == "with" || v.low(j) == "alongside" {
			return f.partners(v, i, end)
		}
	}
	return nil
}

// together reports whether the words at token i begin to say with whom somebody acts.
func (v *view) together(i int) bool {
	switch v.low(i) {
	case "in", "together", "along", "alongside", "working", "jointly", "with", "partnering", "cooperating", "acting", "as", "hand", "side":
		return true
	}
	return false
}

// cover gives the recommendation its evidence and modality.
func (f *finder) cover(v *view, r *rec, span kg.Span, ds []directive) {
	rule, c, status := "listed", f.rules.modalities["listed"], kg.Recommended
	r.modality = "listed"
	if len(ds) > 0 {
		d := ds[0]
		for _, e := range ds[1:] {
			if d.ph.Weak && !e.ph.Weak {
				d = e
			}
		}
		rule, c, r.modality = d.ph.Words, d.ph.confidence, d.ph.Modality
		if d.ph.Weak {
			status = kg.Hedged
		}
	} else if v.imperative(prose.Sentence{First: v.firstToken(span.Start), Last: v.firstToken(span.End)}) {
		rule, c, r.modality = "imperative", f.rules.modalities["imperative"], "imperative"
	}
	r.spans = append(r.spans, kg.Evidence{Passage: v.p.ID, Span: span, Rule: rule, Confidence: c, Status: status})
}

// firstToken returns the first token that begins at or after the byte offset.
func (v *view) firstToken(offset int) int {
	lo, hi := 0, len(v.toks)
	for lo < hi {
		mid := (lo + hi) / 2
		if v.toks[mid].Span.Start < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// add completes the recommendation with what it concerns and keeps it.
func (f *finder) add(v *view, r rec) {
	r.actors = distinct(r.actors, nil)
	r.partners = distinct(r.partners, r.actors)
	f.concern(v, &r, r.spans[0].Span)
	r.words = v.content(r.spans[0].Span)
	f.recs = append(f.recs, r)
}

// distinct joins the evidence of refs to one entity and drops those to the entities of except.
func distinct(rs, except []ref) []ref {
	var out []ref
	for _, r := range rs {
		if !hasEntity(except, r.entity) && !hasEntity(out, r.entity) {
			out = append(out, r)
		}
	}
	return out
}

func hasEntity(rs []ref, e int) bool {
	for _, r := range rs {
		if r.entity == e {
			return true
		}
	}
	return false
}

// concern links every other entity that the span names.
func (f *finder) concern(v *view, r *rec, span kg.Span) {
	first := sort.Search(len(v.ms), func(i int) bool { return v.ms[i].Span.Start >= span.Start })
	for i := first; i < len(v.ms) && v.ms[i].Span.Start < span.End; i++ {
		m := v.ms[i]
		if m.Inside || m.Entity < 0 || m.Span.End > span.End {
			continue
		}
		if hasEntity(r.actors, m.Entity) || hasEntity(r.partners, m.Entity) || hasEntity(r.concerns, m.Entity) {
			continue
		}
		if m.Use == mention.Adjective || m.Use == mention.People {
			if f.home(r.actors, m.Entity) {
				continue
			}
			r.concerns = append(r.concerns, f.ref(v, i, "mentioned-adjective", sureGuess))
			continue
		}
		r.concerns = append(r.concerns, f.ref(v, i, "mentioned", sureLead))
	}
	f.meant(v, r, span)
}

// home reports whether the country is that of an actor.
func (f *finder) home(actors []ref, country int) bool {
	for _, a := range actors {
		if f.country(a.entity) == country {
			return true
		}
	}
	return false
}

// content returns the stems of the content words of a span, each once.
func (v *view) content(span kg.Span) []string {
	out := make([]string, 0, 16)
	if v.seen == nil {
		v.seen = map[string]bool{}
	}
	clear(v.seen)
	for i := v.firstToken(span.Start); i < len(v.toks) && v.toks[i].Span.Start < span.End; i++ {
		t := v.toks[i]
		if t.Class != prose.Word || len(t.Lower) < 3 {
			continue
		}
		switch t.Tag {
		case prose.Noun, prose.Propn, prose.Verb, prose.VerbIng, prose.VerbPP, prose.Adj, prose.X:
		default:
			continue
		}
		w := stem(t.Lower)
		if !v.seen[w] {
			v.seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s", "e"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 3 {
			return s
		}
	}
	return w
}
