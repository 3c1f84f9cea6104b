package relate

import "policygraph/graph/kg"

// together reads "together with B, A acts", "A, in coordination with B, acts", "A acts with the help of B".
func (l *line) together(k int) {
	const rule = "together-with"
	c := &l.chunks[k]
	at := k + 1
	switch {
	case c.word == "alongside":
	case c.word == "with" && l.f.r.words.Together.Has(l.lower(c.first-1)):
	case c.word == "with" && at+2 < len(l.chunks) && l.chunks[at].part == nounPhrase && l.chunks[at].ref < 0 && l.f.r.words.Help.Has(l.chunks[at].word) && (l.wordAt(at+1) == "of" || l.wordAt(at+1) == "from"):
		at += 2
	case c.word == "with" && l.accompanied(k):
	default:
		return
	}
	if at >= len(l.chunks) || l.chunks[at].part != nounPhrase {
		return
	}
	objects, end := l.listAfter(at)
	objects = l.of(objects, l.f.r.body)
	var subjects []ref
	first := true
	for j := k - 1; j >= max(0, k-far); j-- {
		first = first && l.chunks[j].part != verbGroup
	}
	if first && end+1 < len(l.chunks) && l.chunks[end].part == comma && l.chunks[end+1].part == nounPhrase && !l.precededBy(k, nounPhrase) {
		subjects, _ = l.listAfter(end + 1)
	} else if subjects = l.ledBy(k); subjects == nil {
		if subjects = l.of(l.mainSubject(k, 0), l.f.r.body); len(subjects) == 0 {
			subjects = l.doers(k)
		}
	}
	for _, s := range l.of(subjects, l.f.r.body) {
		for _, o := range objects {
			if s.name >= 0 {
				l.f.add(s.entity, "works_with", o.entity, l.f.evidence(l.passage, l.span(s, ref{first: c.first, last: c.last}, o), rule, l.f.r.confidence[rule], l.mood(k)))
			}
		}
	}
}

// opening reads "Within A, B and C do": B and C are parts of A; and "Under the agreement, B and C do": they are its parties.
func (l *line) opening() {
	w := l.chunks[0].word
	if w != "within" && w != "under" || len(l.chunks) < 5 || l.chunks[1].part != nounPhrase {
		return
	}
	at := 2 // the comma before the subject
	if at+1 < len(l.chunks) && l.chunks[at].part == comma && l.chunks[at+1].part == verbGroup && l.chunks[at+1].participle {
		for at += 2; at < len(l.chunks) && at < 6 && l.chunks[at].part != comma; at++ {
		}
	}
	if at >= len(l.chunks) || l.chunks[at].part != comma {
		return
	}
	subjects := l.subjectAfter(at + 1)
	for _, whole := range l.refsOf(1) {
		for _, p := range subjects {
			switch t := l.f.typ(p.entity); {
			case w == "within" && t == "agency" && l.f.typ(whole.entity) != "country":
				l.f.add(p.entity, "part_of", whole.entity, l.f.evidence(l.passage, l.span(whole, p), "parts-within", l.f.r.confidence["parts-within"], kg.Asserted))
			case w == "under" && l.f.typ(whole.entity) == "agreement" && l.f.r.body.Has(t):
				l.f.add(p.entity, "party_to", whole.entity, l.f.evidence(l.passage, l.span(whole, p), "acts-under", l.f.r.confidence["acts-under"], kg.Asserted))
			}
		}
	}
}

// subjectAfter returns the names that stand as subject between chunk k and the next verb.
func (l *line) subjectAfter(k int) []ref {
	verb := k
	for verb < min(len(l.chunks), far) && l.chunks[verb].part != verbGroup {
		verb++
	}
	if verb == k || verb >= min(len(l.chunks), far) {
		return nil
	}
	all, first := l.listBefore(verb - 1)
	if first > k {
		return nil
	}
	for len(all) > 0 && all[0].first < l.chunks[k].first {
		all = all[1:]
	}
	return all
}

// accompanied reports whether the "with" of chunk k names who acts beside the subject: "A, with B, should", "With A, B should".
func (l *line) accompanied(k int) bool {
	if k+1 >= len(l.chunks) || l.chunks[k+1].part != nounPhrase {
		return false
	}
	refs, end := l.listAfter(k + 1)
	if len(l.of(refs, l.f.r.body)) == 0 || end >= len(l.chunks) || l.chunks[end].part != comma {
		return false
	}
	if k == 0 {
		return end+1 < len(l.chunks) && l.chunks[end+1].part == nounPhrase && len(l.refsOf(end+1)) > 0
	}
	if l.chunks[k-1].part != comma || k < 2 {
		return false
	}
	if l.chunks[k-2].part == verbGroup {
		return l.chunks[k-2].base
	}
	return len(l.refsOf(k-2)) > 0 && end+1 < len(l.chunks) && l.chunks[end+1].part == verbGroup
}

// ledBy returns the leaders of a line without a verb of its own: A of "Led by A; in coordination with B". It returns nil if the
// words before chunk k are no such line.
func (l *line) ledBy(k int) []ref {
	if len(l.chunks) < 3 || l.chunks[0].part != verbGroup || !l.chunks[0].participle || !l.f.r.words.Leading.Has(l.chunks[0].lemma) || l.wordAt(1) != "by" {
		return nil
	}
	for j := 2; j < min(k, far); j++ {
		if l.chunks[j].part == verbGroup {
			return nil
		}
	}
	out, _ := l.listAfter(2)
	return out
}

// doers returns who acts in the passive before chunk k: A of "should be charted by A, with support from B".
func (l *line) doers(k int) []ref {
	for j := k - 1; j >= max(0, k-far); j-- {
		if l.chunks[j].part == verbGroup {
			if l.chunks[j].passive {
				return l.agents(j)
			}
			return nil
		}
	}
	return nil
}

// precededBy reports whether a chunk of the kind stands before chunk k, an adverbial noun ("in partnership with") aside.
func (l *line) precededBy(k int, p part) bool {
	for j := max(0, k-far); j < k; j++ {
		if l.chunks[j].part == p && l.chunks[j].ref >= 0 {
			return true
		}
	}
	return false
}

// asModel reads "using X as a model, A establishes Y", "Y takes X as its model": what comes next, or else what came before, is
// modeled on X.
func (l *line) asModel(k int) {
	const rule = "as-a-model"
	if w := l.chunks[k].word; (w == "on" || w == "along" || w == "after") && k+3 < len(l.chunks) && l.f.r.words.Models.Has(l.chunks[k+1].word) && l.wordAt(k+2) == "of" {
		models, _ := l.listAfter(k + 3)
		for j := k - 1; j >= max(0, k-far); j-- {
			if l.chunks[j].part == verbGroup || j == 0 {
				copies, _ := l.objects(j)
				if j == 0 && len(copies) == 0 {
					copies = l.refsOf(0)
				}
				if l.copyOf(copies, models, rule) || len(copies) == 0 && l.copyOf(l.subjects(j, 0), models, rule) {
					return
				}
			}
		}
		return
	}
	if l.chunks[k].word != "as" || k+1 >= len(l.chunks) || !l.f.r.words.Models.Has(l.chunks[k+1].word) || l.chunks[k+1].ref >= 0 {
		return
	}
	var models []ref
	use := k - 1
	for ; use >= max(0, k-8); use-- {
		if c := &l.chunks[use]; c.part == verbGroup {
			if !l.f.r.words.Uses.Has(c.lemma) {
				return
			}
			models, _ = l.objects(use)
			break
		}
	}
	for j := k + 2; j < min(len(l.chunks), k+far) && len(models) > 0; j++ {
		if l.chunks[j].part == verbGroup {
			copies, _ := l.objects(j)
			if l.copyOf(copies, models, rule) {
				return
			}
		}
	}
	if len(models) > 0 {
		l.copyOf(l.subjects(use, 0), models, rule)
	}
}

// copyOf states that the copies are modeled on the models, and reports whether any may be.
func (l *line) copyOf(copies, models []ref, rule string) bool {
	done := false
	for _, c := range copies {
		for _, m := range models {
			done = l.f.add(c.entity, "modeled_on", m.entity, l.f.evidence(l.passage, l.span(c, m), rule, l.f.r.confidence[rule], kg.Asserted)) || done
		}
	}
	return done
}
