package recommend

import (
	"strings"

	"policygraph/extract/prose"
)

// readLead judges a sentence before a list: "The Department should:", "We recommend that the Government:", "Key actions:".
func (f *finder) readLead(v *view, s prose.Sentence) lead {
	var l lead
	for i := s.First; i < s.Last; i++ {
		ph, pred := f.phraseAt(v, i, s.Last)
		if ph == nil || v.opaque(i) || ph.Weak || !v.atEnd(pred, s.Last) {
			continue
		}
		d := directive{ph: ph, at: i, pred: pred}
		switch ph.Form {
		case clauseForm, passiveForm:
			d.c = v.clauseBefore(s.First, i)
			if d.c.marker >= 0 && !f.endorsed(v, s, d.c) {
				continue
			}
			d.subject = v.subject(d.c.first, d.c.last)
			l.actors = f.named(v, s, &d)
		case pleaForm:
			if !f.authorBefore(v, s.First, i) {
				continue
			}
		}
		l.all = true
		f.remember(v, s, l.actors)
		return l
	}
	if w := v.low(s.First); (w == "to" || w == "for") && f.title(v.p.Section).announced {
		if l.actors = f.addresseesIn(v, s.First, s.Last); len(l.actors) > 0 {
			l.all = true
			return l
		}
	}
	ds := f.directives(v, s, setting{})
	announces, advises, explains := v.announces(s)
	for i := range ds {
		actors, _ := f.actors(v, s, &ds[i])
		l.actors = append(l.actors, actors...)
	}
	l.actors = distinct(l.actors, nil)
	l.all = announces && advises || len(ds) > 0 && (announces || !explains && f.urges(v.n+1))
	l.loose = len(ds) == 0 && !v.recommends(s)
	l.explain = explains || !l.all && len(ds) > 0
	if l.all {
		f.remember(v, s, l.actors)
	}
	return l
}

// urges reports whether passage n begins with an imperative or the like.
func (f *finder) urges(n int) bool {
	if n >= len(f.t.Passages) || len(f.t.Passages[n].Sentences) == 0 {
		return false
	}
	defer f.look(n - 1)
	v := f.look(n)
	return v.listed(v.p.Sentences[0]) || len(f.sentenceDirectives(v, v.p.Sentences[0], setting{})) > 0
}

// remember makes the actors those that a later "it" means.
func (f *finder) remember(v *view, s prose.Sentence, actors []ref) {
	f.last, f.lastPassage, f.lastSentence = actors, v.n, f.sentenceBefore(v, s)+1
}

// atEnd reports whether nothing but a colon follows token i.
func (v *view) atEnd(i, end int) bool {
	for ; i < end; i++ {
		if w := v.low(i); w != ":" && w != "," && w != "—" && w != "that" && w != "to" && v.tag(i) != prose.Adv {
			return false
		}
	}
	return true
}

// endsInDirective reports whether the words end in a phrase that directs: "The Ministry should".
func (v *view) endsInDirective(s prose.Sentence) bool {
	i := s.Last - 1
	for i > s.First && (v.low(i) == ":" || v.low(i) == "…") {
		i--
	}
	switch v.low(i) {
	case "should", "must", "shall":
		return true
	}
	return false
}

// announces reports whether a lead names recommendations, whether it says so of itself, without a directive, that they are
// advice, and whether its last words name explanations.
func (v *view) announces(s prose.Sentence) (announces, advises, explains bool) {
	short, past := s.Last-s.First <= 8, false
	for i := s.First; i < s.Last; i++ {
		w := v.low(i)
		if v.mention(i) >= 0 {
			continue
		}
		past = past || w == "was" || w == "were" || w == "had" || v.tag(i) == prose.VerbPP && !v.r.Advice.Has(w)
		advises = advises || v.r.Advice.Has(w)
		announces = announces || v.r.Announce.Has(w)
		explains = explains || i >= s.Last-6 && v.r.Explain.Has(w)
	}
	return announces, advises || short && !past, explains && !announces
}

// recommends reports whether the lead says that what follows is recommended or proposed.
func (v *view) recommends(s prose.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if w := v.low(i); strings.HasPrefix(w, "recommend") || strings.HasPrefix(w, "propos") {
			return true
		}
	}
	return false
}

// owner attaches a passage that names who is to act on the item before it ("Led by X", "Lead: X") to its recommendation.
func (f *finder) owner(n int) bool {
	p := &f.t.Passages[n]
	if len(p.Tokens) == 0 || len(f.recs) == 0 {
		return false
	}
	if p.Kind != "row" && !f.startsOwner(p.Tokens[0].Lower) {
		return false
	}
	r := &f.recs[len(f.recs)-1]
	if f.t.Passages[r.passage].Section != p.Section {
		return false
	}
	v := f.look(n)
	found := false
	for i := 0; i < len(v.toks); i++ {
		if i > 0 && v.p.Text[v.toks[i].Span.Start-1] != '\t' && v.p.Text[v.toks[i].Span.Start-1] != '\n' {
			continue
		}
		found = f.ownerAt(v, i, len(v.toks), r) || found
	}
	if found {
		r.actors = distinct(r.actors, nil)
		r.partners = distinct(r.partners, r.actors)
	}
	return found
}

func (f *finder) startsOwner(w string) bool {
	return f.rules.owner.At(w) != nil || f.rules.ownerPartner.At(w) != nil
}

// ownerAt reads an owner's label at token i and links who stands after it.
func (f *finder) ownerAt(v *view, i, end int, r *rec) bool {
	if j, ok := v.matchAny(i, &v.r.owner); ok {
		xs, last := v.readList(j, end, true)
		for _, a := range f.heads(v, xs, min(end, last+6)) {
			a.ev.Rule = "led-by"
			r.actors = append(r.actors, a)
		}
		r.partners = append(r.partners, f.partners(v, last, end)...)
		return len(xs) > 0
	}
	if j, ok := v.matchAny(i, &v.r.ownerPartner); ok {
		xs, _ := v.readList(j, end, true)
		for _, x := range xs {
			r.partners = append(r.partners, f.partner(v, x, "partner-label", sureAgent, true)...)
		}
		return len(xs) > 0
	}
	return false
}

// bracketEnd returns the token that closes the bracket in which token i stands, or end.
func (v *view) bracketEnd(i, end int) int {
	depth := 1
	for ; i < end; i++ {
		switch v.low(i) {
		case "(", "[":
			depth++
		case ")", "]":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return end
}

// ownerIn reads owners' labels within an item: at the start of a sentence or in parentheses.
func (f *finder) ownerIn(v *view, s prose.Sentence, r *rec) {
	for i := s.First; i < s.Last; i++ {
		if v.opaque(i) || !f.startsOwner(v.low(i)) || i > s.First && v.low(i-1) != "(" && v.low(i-1) != "." && v.low(i-1) != "[" {
			continue
		}
		end := s.Last
		if w := v.low(i - 1); i > s.First && w != "." {
			end = v.bracketEnd(i, s.Last)
		}
		if _, ok := v.matchAny(i, &v.r.owner); ok && !f.ownerLabel(v, i, end) {
			continue
		}
		f.ownerAt(v, i, end, r)
	}
}
