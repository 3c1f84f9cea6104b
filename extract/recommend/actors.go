package recommend

import (
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// ref is an entity with the evidence that ties it to a recommendation.
type ref struct {
	entity int
	ev     kg.Evidence
}

// The confidence of the rules that find actors and partners.
const (
	sureSubject = 0.9
	sureOrgan   = 0.8
	sureAgent   = 0.85
	sureLead    = 0.8
	sureTold    = 0.75
	sureCoref   = 0.6
	sureGuess   = 0.5
)

// bodies are the types of entities that can be told to act; the ontology's group "body" and persons.
var bodies = map[string]bool{"country": true, "agency": true, "organization": true, "company": true, "person": true}

// subject reads the noun phrases of the subject in tokens [first, last).
func (v *view) subject(first, last int) []np {
	i := first
	for i < last && v.mention(i) < 0 && (v.isJoint(i) || v.tag(i) == prose.Adv && v.low(i) != "there") {
		i++
	}
	if i < last && v.mention(i) < 0 && v.low(i) == "there" {
		return []np{{first: i, last: i + 1, head: i, mention: -1, det: "there"}}
	}
	xs, end := v.readList(i, last, true)
	if len(xs) > 0 && (end > i) {
		return xs
	}
	var out []np // an adverbial without comma: the last noun phrase is the subject
	for i < last {
		x := v.readNP(i, last, true)
		if x.head < 0 {
			i = max(i, x.last) + 1
			continue
		}
		out, i = []np{x}, x.last
	}
	if len(out) == 0 && first < last {
		out = []np{{first: first, last: last, head: last - 1, mention: -1, det: v.low(first)}}
	}
	return out
}

// hasBody reports whether the subject of the directive is a named body or stands for one.
func (f *finder) hasBody(v *view, d *directive) bool {
	for _, x := range d.subject {
		if x.det == "it" || x.det == "they" {
			return len(f.last) > 0
		}
		if x.mention < 0 && x.head >= 0 && v.r.Pair.Has(v.low(x.head)) && f.dual(v, x) {
			return true
		}
	}
	return len(f.heads(v, d.subject, d.c.last)) > 0
}

// ref makes the link from a recommendation to mention m.
func (f *finder) ref(v *view, m int, rule string, confidence float64) ref {
	return ref{entity: v.ms[m].Entity, ev: kg.Evidence{Passage: v.p.ID, Span: v.ms[m].Span, Rule: rule, Confidence: confidence, Status: kg.Recommended}}
}

// same makes a link to an entity known from elsewhere, with the tokens from at[0] to before at[1] as evidence.
func (f *finder) same(v *view, entity int, at [2]int, rule string, confidence float64) ref {
	span := kg.Span{Start: v.toks[at[0]].Span.Start, End: v.toks[at[1]-1].Span.End}
	return ref{entity: entity, ev: kg.Evidence{Passage: v.p.ID, Span: span, Rule: rule, Confidence: confidence, Status: kg.Recommended}}
}

func (f *finder) typ(v *view, m int) string { return f.ix.Entities[v.ms[m].Entity].Type }

// heads returns the bodies that the noun phrases name: as their heads, as owners of an organ or doing, or as the place of
// people who govern.
func (f *finder) heads(v *view, xs []np, limit int) []ref {
	var out []ref
	for k := range xs {
		out = append(out, f.head(v, xs, k, limit)...)
	}
	return out
}

// head returns the bodies that the k-th noun phrase names.
func (f *finder) head(v *view, xs []np, k, limit int) []ref {
	x := xs[k]
	if x.mention >= 0 {
		m := v.ms[x.mention]
		if bodies[f.typ(v, x.mention)] && m.Use != mention.Adjective && m.Use != mention.People {
			return []ref{f.ref(v, x.mention, "subject", sureSubject)}
		}
		if m.Use == mention.Adjective && f.sharesHead(v, xs[k:]) {
			return []ref{f.ref(v, x.mention, "subject-organ", sureOrgan)}
		}
		return nil
	}
	w := v.low(x.head)
	if v.r.People.Has(w) || v.r.Organ.Has(w) && len(x.mods) == 0 {
		if ofs := f.places(v, x.last, limit); len(ofs) > 0 {
			return ofs
		}
	}
	if v.r.Organ.Has(w) || v.r.Doing.Has(w) || x.last == x.head+1 && !strings.HasSuffix(w, "s") && f.sharesHead(v, xs[k:]) {
		return f.owners(v, x)
	}
	return nil
}

// named returns the bodies that the subject of the directive names or, where a member of it names none, stands for.
func (f *finder) named(v *view, s prose.Sentence, d *directive) []ref {
	var out []ref
	for k := range d.subject {
		rs := f.head(v, d.subject, k, d.c.last)
		if len(rs) == 0 {
			rs = f.corefer(v, s, d.subject[k])
		}
		out = append(out, rs...)
	}
	return out
}

// sharesHead reports whether an adjective without noun borrows the organ of a later member: "the U.S. and Korean governments".
func (f *finder) sharesHead(v *view, xs []np) bool {
	last := xs[len(xs)-1]
	return len(xs) > 1 && last.mention < 0 && (v.r.Organ.Has(v.low(last.head)) || v.r.Doing.Has(v.low(last.head)))
}

// owners returns the bodies that modify the head of x: the nearest agency, else all countries.
func (f *finder) owners(v *view, x np) []ref {
	for i := len(x.mods) - 1; i >= 0; i-- {
		if t := f.typ(v, x.mods[i]); t == "agency" || t == "organization" || t == "company" {
			return []ref{f.ref(v, x.mods[i], "subject-organ", sureOrgan)}
		}
	}
	var out []ref
	for _, m := range x.mods {
		if f.typ(v, m) == "country" {
			out = append(out, f.ref(v, m, "subject-organ", sureOrgan))
		}
	}
	return out
}

// places returns the bodies after "in", "of", "from" or "at" at token i: "policymakers in Washington and Seoul".
func (f *finder) places(v *view, i, limit int) []ref {
	if w := v.low(i); w != "in" && w != "of" && w != "from" && w != "at" || i >= limit {
		return nil
	}
	xs, _ := v.readList(i+1, limit, false)
	var out []ref
	for _, x := range xs {
		if x.mention >= 0 && bodies[f.typ(v, x.mention)] {
			out = append(out, f.ref(v, x.mention, "subject-people", sureTold))
		} else if x.mention < 0 && x.last > i+1 && v.r.People.Has(v.low(x.head)) {
			out = append(out, f.places(v, x.last, limit)...) // "the Chief of A and the Director of B"
		}
	}
	return out
}

// actors returns who is told to act by a directive, and partners that the same words make.
func (f *finder) actors(v *view, s prose.Sentence, d *directive) (actors, partners []ref) {
	switch d.ph.Form {
	case dummyForm, pleaForm:
		return f.asked(v, s, d), nil
	}
	subject := f.named(v, s, d)
	if len(subject) == 0 {
		subject = f.initiative(v, d, s.Last)
	}
	verb := v.mainVerb(d, s.Last)
	if d.ph.Form == passiveForm || verb < 0 || !v.passive(verb) {
		return subject, nil
	}
	part := v.skipAdverbs(verb+1, s.Last)
	if v.r.Adjectival.Has(v.low(part)) && v.low(part+1) != "by" {
		return subject, nil
	}
	agents := f.agents(v, part+1, s.Last)
	switch {
	case v.r.Told.Has(v.low(part)) && len(agents) == 0:
		return subject, nil
	case v.r.Told.Has(v.low(part)):
		return agents, relabel(subject, "told")
	case len(agents) > 0:
		return agents, nil
	}
	var owners []ref
	for _, r := range subject {
		if r.ev.Rule == "subject-organ" || r.ev.Rule == "coreference-doing" {
			r.ev.Confidence = sureCoref
			owners = append(owners, r)
		}
	}
	return owners, nil
}

func relabel(rs []ref, rule string) []ref {
	for i := range rs {
		rs[i].ev.Rule = rule
	}
	return rs
}

// agents returns the bodies after "by" in the predicate that begins at token i.
func (f *finder) agents(v *view, i, end int) []ref {
	for ; i < end; i++ {
		if v.mention(i) >= 0 {
			continue
		}
		w := v.low(i)
		if w == ";" || w == "—" || w == "which" || w == "who" || v.tag(i) == prose.Modal || w == "," && v.isJoint(i+1) {
			return nil
		}
		if w != "by" {
			continue
		}
		xs, last := v.readList(i+1, end, false)
		out := relabel(f.heads(v, xs, min(end, last+6)), "passive-by")
		for k := range out {
			out[k].ev.Confidence = sureAgent
		}
		return out
	}
	return nil
}

// asked returns who is to act according to what follows the phrase: "that X do", "for X to do", "X to do".
func (f *finder) asked(v *view, s prose.Sentence, d *directive) []ref {
	i := d.pred
	lastWord := v.low(i - 1)
	if d.ph.Form == pleaForm {
		if v.low(i) == "that" {
			i, lastWord = i+1, "that"
		} else if d.ph.Modality == "recommend" {
			lastWord = "that"
		}
		if v.low(i) == "to" && v.low(i-1) == "recommends" {
			i++
		}
	}
	for v.low(i) == ":" || v.mention(i) < 0 && v.tag(i) == prose.Adv {
		i++
	}
	xs, end := v.readList(i, s.Last, false)
	if len(xs) == 0 {
		return nil
	}
	if lastWord == "that" {
		if x := xs[len(xs)-1]; x.mention < 0 && v.tag(end) == prose.Prep { // the head has a complement before its verb
			return relabel(f.heads(v, xs, end+6), "asked")
		}
		if t := v.tag(end); t != prose.Verb && t != prose.Modal && t != prose.Noun && t != prose.Adv && t != prose.Part && v.low(end) != "(" && v.low(end) != "," && v.low(end) != ":" {
			return nil
		}
	} else if lastWord != "on" && lastWord != "upon" && v.low(v.skipAdverbs(end, s.Last)) != "to" && d.ph.Form == dummyForm {
		return nil
	} else if d.ph.Form == pleaForm && lastWord == "for" && v.low(end) != "to" {
		return nil
	}
	d.subject, d.c.first, d.c.last = xs, i, min(s.Last, end+6)
	return relabel(f.named(v, s, d), "asked")
}

// initiative returns a programme as actor where it is the subject of a verb that only an acting body can have.
func (f *finder) initiative(v *view, d *directive, end int) []ref {
	verb := v.mainVerb(d, end)
	if verb < 0 || !v.r.Agentive.Has(v.low(verb)) {
		return nil
	}
	var out []ref
	for _, x := range d.subject {
		if x.mention >= 0 && f.typ(v, x.mention) == "initiative" {
			out = append(out, f.ref(v, x.mention, "subject-initiative", sureCoref))
		}
	}
	return out
}

// directed returns those whom the actors are told to direct: "it could direct A and B to harmonize". Those of the actors' own
// country act too, others are partners.
func (f *finder) directed(v *view, first, end int, actors []ref) (own, others []ref) {
	for i := first; i < end; i++ {
		if v.mention(i) >= 0 || !v.r.Cause.Has(v.low(i)) && !v.r.Ensure.Has(v.low(i)) || v.tag(i) == prose.VerbPP {
			continue
		}
		if t := v.tag(i - 1); t == prose.Det || t == prose.Adj || v.clitic(i-1) {
			continue
		}
		if v.r.Ensure.Has(v.low(i)) {
			own = append(own, f.ensured(v, i, end, actors)...)
			continue
		}
		xs, last := v.readList(i+1, end, false)
		if len(xs) == 1 && v.r.People.Has(v.low(max(xs[0].head, 0))) && v.low(last) == "of" {
			_, last = v.readList(last+1, end, false) // "the Director of the Bureau"
		}
		if v.low(last) == "(" && v.closing(last, end) > 0 {
			last = v.closing(last, end)
		}
		if v.low(last) != "to" || v.tag(last+1) == prose.Det {
			continue
		}
		for _, r := range f.heads(v, xs, last) {
			r.ev.Rule, r.ev.Confidence = "directed", sureCoref
			if f.akin(r.entity, actors) {
				own = append(own, r)
			} else {
				others = append(others, r)
			}
		}
	}
	return own, others
}

// ensured returns the bodies of the actors' own country whose heads are to act: B of "A should ensure that the Director of B
// replaces". Others are what the advice is about.
func (f *finder) ensured(v *view, i, end int, actors []ref) []ref {
	if v.low(i+1) != "that" {
		return nil
	}
	xs, _ := v.readList(i+2, end, false)
	if len(xs) == 0 || xs[0].mention >= 0 || xs[0].head < 0 || !v.r.People.Has(v.low(xs[0].head)) {
		return nil
	}
	var out []ref
	for _, r := range f.places(v, xs[0].last, end) {
		if r.ev.Rule, r.ev.Confidence = "directed", sureCoref; f.akin(r.entity, actors) {
			out = append(out, r)
		}
	}
	return out
}

// akin reports whether the entity belongs to the country of one of the actors, as far as is known.
func (f *finder) akin(entity int, actors []ref) bool {
	c := f.country(entity)
	if c < 0 || len(actors) == 0 {
		return true
	}
	for _, a := range actors {
		if d := f.country(a.entity); d < 0 || d == c {
			return true
		}
	}
	return false
}

// country returns the country that the entity is or belongs to, or -1.
func (f *finder) country(entity int) int {
	if f.ix.Entities[entity].Type == "country" {
		return entity
	}
	return f.ix.Entities[entity].Country
}

// led returns the body named after "led by", "chaired by", … in tokens [first, end).
func (f *finder) led(v *view, first, end int) []ref {
	for i := first; i+1 < end; i++ {
		if v.mention(i) < 0 && v.r.Led.Has(v.low(i)) && v.low(i+1) == "by" {
			xs, last := v.readList(i+2, end, false)
			if out := relabel(f.heads(v, xs, last), "led-by"); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}
