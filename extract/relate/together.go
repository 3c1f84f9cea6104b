package relate

import "policygraph/graph/kg"

// together reads "together with B, A acts", "A, in coordination with B, acts", "A acts with the help of B".
func (l *line) together(k int) {
	const rule = "together-with"
	c := &l.chunks[k]
	at := k + 1
	switch {
	case c.word == "alongside":
	case c.word == "with" && l.f.r.words.Together[l.lower(c.first-1)]:
	case c.word == "with" && at+2 < len(l.chunks) && l.chunks[at].part == nounPhrase && l.chunks[at].ref < 0 && l.f.r.words.Help[l.chunks[at].word] && l.wordAt(at+1) == "of":
		at += 2
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
	} else {
		subjects = l.mainSubject(k, 0)
	}
	for _, s := range l.of(subjects, l.f.r.body) {
		for _, o := range objects {
			if s.name >= 0 {
				l.f.add(s.entity, "works_with", o.entity, l.f.evidence(l.passage, l.span(s, ref{first: c.first, last: c.last}, o), rule, l.f.r.confidence[rule], l.mood(k)))
			}
		}
	}
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
	if l.chunks[k].word != "as" || k+1 >= len(l.chunks) || !l.f.r.words.Models[l.chunks[k+1].word] || l.chunks[k+1].ref >= 0 {
		return
	}
	var models []ref
	use := k - 1
	for ; use >= max(0, k-8); use-- {
		if c := &l.chunks[use]; c.part == verbGroup {
			if !l.f.r.words.Uses[c.lemma] {
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
