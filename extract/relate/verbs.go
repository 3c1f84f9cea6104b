package relate

import (
	"slices"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// clauses reads verbs and nouns with what stands around them, sentence by sentence. Sentences that name fewer than two
// entities are passed over unless a recommendation tells who acts.
func (f *finder) clauses() {
	var l line
	for i := range f.t.Passages {
		p := &f.t.Passages[i]
		if f.r.words.Notes.Has(p.Kind) || len(f.x.Passages[i]) == 0 {
			continue
		}
		outer := f.outer[i]
		l.topic = nil
		var alone []ref // what the sentence before consists of
		for k, s := range p.Sentences {
			n := 0
			for n < len(outer) && outer[n].Span.Start < s.Span.End {
				n++
			}
			here := outer[:n]
			outer = outer[n:]
			l.label = alone
			alone = lone(s, here)
			if len(here) < 2 && (len(here) == 0 || l.label == nil) && (len(here) == 0 || f.orderAt(i, s.Span) == nil && (len(f.outer[i]) < 2 || !f.refersBack(p, k) && !f.refersBack(p, k+1))) {
				l.topic = nil
				continue
			}
			l.read(f, i, s, here)
			l.find()
			if l.topic = nil; f.refersBack(p, k+1) {
				l.topic = l.about()
			}
		}
	}
}

// lone returns the one name that makes up a sentence.
func lone(s prose.Sentence, names []mention.Mention) []ref {
	if len(names) != 1 || s.Last-s.First > names[0].Last-names[0].First+2 {
		return nil
	}
	return []ref{{names[0].Entity, -1, names[0].First, names[0].Last}}
}

// outermost returns the mentions that are not inside longer ones.
func outermost(ms []mention.Mention) []mention.Mention {
	end := 0
	if !slices.ContainsFunc(ms, func(m mention.Mention) bool {
		apart := !m.Inside && m.Span.Start >= end
		end = m.Span.End
		return !apart
	}) {
		return ms
	}
	out := make([]mention.Mention, 0, len(ms))
	end = 0
	for _, m := range ms {
		if !m.Inside && m.Span.Start >= end {
			out = append(out, m)
			end = m.Span.End
		}
	}
	return out
}

// find applies the rules of verbs and nouns to every phrase of the sentence.
func (l *line) find() {
	for k := range l.chunks {
		switch c := &l.chunks[k]; c.part {
		case verbGroup:
			for _, r := range l.f.r.verbs.At(c.lemma) {
				l.verb(k, r)
			}
		case preposition:
			if k == 0 {
				l.opening()
			}
			l.together(k)
			l.asModel(k)
		case nounPhrase:
			if c.ref >= 0 && !c.organ {
				for _, r := range l.f.r.things[l.names[c.ref].Type] {
					l.thing(k, r)
				}
				l.pronounOwner(k)
			}
			if c.ref < 0 || c.organ {
				for _, r := range l.f.r.nouns.At(c.word) {
					l.noun(k, r)
				}
			}
		}
	}
}

// verb applies a rule to the verb group k.
func (l *line) verb(k int, r *clauseRule) {
	c := &l.chunks[k]
	byAgent := c.passive || c.participle && l.wordAt(k+1) == "by"
	var subjects, objects []ref
	switch {
	case r.Mutual:
		if !c.passive {
			l.mutual(k, r)
		}
		return
	case r.Prep.Len() == 0 && byAgent:
		if r.Voice == "active" {
			return
		}
		subjects, objects = l.of(l.agents(k), r.subject), l.of(l.undergoer(k), r.object)
	case r.Swap:
		l.swap(k, r)
		return
	case r.Voice == "passive" && !c.passive && !c.participle || r.Voice != "passive" && c.passive:
		return
	case r.Prep.Len() == 0:
		if r.Voice == "passive" {
			return
		}
		found, _ := l.objects(k)
		if len(found) == 0 {
			found = l.gap(k, set{})
		}
		if objects = l.of(found, r.object); len(objects) == 0 {
			return
		}
		subjects = l.of(l.actors(k), r.subject)
		if r.With && len(subjects) > 0 {
			partners, _ := l.behind(k, withOnly, 2)
			subjects = append(subjects, l.of(partners, r.subject)...)
		}
		if r.Joint && len(subjects) > 0 {
			subjects = append(subjects, l.of(l.jointly(k), r.subject)...)
		}
		if r.Owner {
			subjects = l.of(l.subjectOwner(k), r.subject)
		}
		if r.Members {
			subjects = l.of(l.memberships(k), r.subject)
		}
	default:
		found, at := l.behind(k, r.Prep, r.Reach)
		if len(found) == 0 {
			found, at = l.gap(k, r.Prep), k+2
		}
		if objects = l.of(found, r.object); len(objects) == 0 || r.Nouns.Len() > 0 && !l.headBetween(k, min(at, len(l.chunks)), r.Nouns) {
			return
		}
		if c.participle && r.Voice == "passive" {
			subjects = l.of(l.undergoer(k), r.subject)
		} else {
			subjects = l.of(l.actors(k), r.subject)
		}
	}
	l.state(k, r, subjects, objects)
}

// actors returns the subject of the verb group k; an imperative has the actors of its recommendation.
func (l *line) actors(k int) []ref {
	if out := l.subjects(k, 0); out != nil {
		return out
	}
	if c := &l.chunks[k]; c.infinitive || (c.base || c.ing) && l.opens(k) {
		return l.advised(k)
	}
	return nil
}

// opens reports whether the verb group k opens a sentence, or an item of a coordination that opens it.
func (l *line) opens(k int) bool {
	for j := k - 1; j >= max(0, k-far); j-- {
		if c := &l.chunks[j]; c.part == verbGroup && l.finite(j) && !c.base || c.part == clause || c.part == preposition && j == k-1 && !l.f.r.words.Adverbial.Has(c.word) {
			return false
		}
	}
	return true
}

// subjectOwner returns the possessor of a subject that names nobody itself: Kenya of "Kenya's plan includes".
func (l *line) subjectOwner(k int) []ref {
	if k == 0 || l.chunks[k-1].part != nounPhrase || l.chunks[k-1].ref >= 0 || l.chunks[k-1].owner < 0 || !l.f.r.words.Plans.Has(l.chunks[k-1].word) {
		return nil
	}
	c := &l.chunks[k-1]
	return []ref{{l.names[c.owner].Entity, c.owner, c.first, c.last}}
}

// memberships returns what the members who are the subject of verb group k belong to: X of "X's members", "members of X" and
// "X, whose members".
func (l *line) memberships(k int) []ref {
	j := k - 1
	if j >= 2 && l.chunks[j].part == nounPhrase && l.chunks[j].ref >= 0 && l.wordAt(j-1) == "of" && l.chunks[j-2].part == nounPhrase && l.f.r.words.Membership.Has(l.chunks[j-2].word) {
		return l.refsOf(j)
	}
	if j < 0 || l.chunks[j].part != nounPhrase || !l.f.r.words.Membership.Has(l.chunks[j].word) {
		return nil
	}
	if c := &l.chunks[j]; c.ref < 0 && c.owner >= 0 {
		return []ref{{l.names[c.owner].Entity, c.owner, c.first, c.last}}
	}
	if c := &l.chunks[j]; c.ref >= 0 && c.organ {
		return l.refsOf(j) // "members of the council", read as one phrase
	}
	if j < 1 || l.wordAt(j-1) != "whose" {
		return nil
	}
	if j -= 2; j > 0 && l.chunks[j].part == comma {
		j--
	}
	if j < 0 || l.chunks[j].part != nounPhrase {
		return nil
	}
	return l.refsOf(j)
}

// undergoer returns the grammatical subject of a passive, or the noun phrase that a participle follows.
func (l *line) undergoer(k int) []ref {
	if l.chunks[k].passive {
		return l.subjects(k, 0)
	}
	j := k - 1
	if k == 0 || l.chunks[0].participle && l.chunks[j].part == joiner {
		return l.label
	}
	if l.chunks[j].part == comma {
		j--
	}
	if j < 0 || l.chunks[j].part != nounPhrase {
		return nil
	}
	if out, _ := l.listBefore(j); len(out) > 0 {
		return out[len(out)-1:]
	}
	return l.apposed(j)
}

// swap reads "replace A with B", "replacing them with B": B comes after A.
func (l *line) swap(k int, r *clauseRule) {
	old, _ := l.objects(k)
	if k+1 < len(l.chunks) && l.chunks[k+1].pronoun {
		old = nil
		for j := k - 1; j >= max(0, k-far) && len(old) == 0; j-- {
			if l.chunks[j].part == verbGroup {
				old, _ = l.objects(j)
			}
		}
	}
	by, _ := l.behind(k, r.Prep, 1)
	l.state(k, r, l.of(by, r.subject), l.of(old, r.object))
}

// headBetween reports whether a noun phrase with one of the heads stands between verb group k and chunk at.
func (l *line) headBetween(k, at int, heads set) bool {
	for j := k + 1; j < at; j++ {
		if l.chunks[j].part == nounPhrase && heads.Has(l.chunks[j].word) {
			return true
		}
	}
	return false
}

// mutual relates the members of a coordinated subject: "A and B signed".
func (l *line) mutual(k int, r *clauseRule) {
	subjects := l.of(l.subjects(k, 0), r.subject)
	if len(subjects) != 2 || l.chunks[k-1].group == nil && (subjects[0].name < 0 || l.chunks[k-1].ref < 0) { // the last is "and others": no matter of two
		return
	}
	if r.Nouns.Len() > 0 {
		j := k + 1
		if j >= len(l.chunks) || l.chunks[j].part != nounPhrase || !r.Nouns.Has(l.chunks[j].word) {
			return
		}
	}
	l.state(k, r, subjects[:1], subjects[1:])
}

// state records the relations of a clause whose verb or noun is chunk k.
func (l *line) state(k int, r *clauseRule, subjects, objects []ref) {
	if len(subjects) == 0 || len(objects) == 0 {
		return
	}
	status := kg.Asserted
	if l.chunks[k].part == verbGroup {
		status = l.status(k, 0)
	} else if r.Made.Len() > 0 {
		status = l.making(k, &r.Made)
	}
	if r.Stated && status != kg.Asserted {
		return
	}
	self := ref{first: l.chunks[k].first, last: l.chunks[k].last}
	for _, s := range subjects {
		for _, o := range objects {
			if r.Reverse {
				s, o := o, s
				l.f.add(s.entity, r.Predicate, o.entity, l.f.evidence(l.passage, l.span(s, self, o), r.Name, r.Confidence, status))
				continue
			}
			l.f.add(s.entity, r.Predicate, o.entity, l.f.evidence(l.passage, l.span(s, self, o), r.Name, r.Confidence, status))
			if r.Both {
				l.f.add(o.entity, r.Predicate, s.entity, l.f.evidence(l.passage, l.span(s, self, o), r.Name, r.Confidence, status))
			}
		}
	}
}

// pronounOwner reads "its X" and "their X": the subject of the sentence owns X.
func (l *line) pronounOwner(k int) {
	c := &l.chunks[k]
	if w := l.ts[c.first].Lower; w != "its" && w != "their" {
		return
	}
	owners := l.of(l.mainSubject(k, 0), l.f.r.body)
	for _, o := range owners {
		if o.name < 0 || o.first > c.first || len(owners) > 1 && l.ts[c.first].Lower == "its" {
			continue
		}
		l.f.own(o.entity, l.names[c.ref].Entity, l.passage, tokenSpan(l.ts, o.first, c.last), 0.8)
	}
}
