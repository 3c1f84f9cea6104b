package relate

import (
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// status says how the text holds what the verb group k says: by its own auxiliaries, by the verb that governs it, and by the
// recommendation that it stands in.
func (l *line) status(k, depth int) kg.Status {
	v := &l.chunks[k]
	s := v.status
	if k > 0 && l.chunks[k-1].word == "without" && l.chunks[k-1].part == preposition {
		return kg.Negated
	}
	if s == kg.Asserted && depth < maxDepth && k > 0 && (v.infinitive || v.ing || l.chunks[k-1].part == verbGroup || l.chunks[k-1].part == joiner && v.base) {
		s = l.governing(k, depth)
	}
	if (s == kg.Hedged || s == kg.Asserted && (v.infinitive || v.base)) && l.f.orderAt(l.passage, l.ts[v.first].Span) != nil {
		return kg.Recommended
	}
	return s
}

func (l *line) governing(k, depth int) kg.Status {
	for j := k - 1; j >= max(0, k-far); j-- {
		g := &l.chunks[j]
		if g.part == clause {
			break
		}
		if g.part != verbGroup {
			continue
		}
		if s, ok := l.f.r.governors[g.lemma]; ok {
			if g.status == kg.Negated {
				return kg.Negated
			}
			return s
		}
		return l.status(j, depth+1)
	}
	if l.chunks[k].infinitive && k > 0 && l.chunks[k-1].part == nounPhrase && l.f.r.words.Refusals.Has(l.chunks[k-1].word) {
		return kg.Negated
	}
	return kg.Asserted
}

// making returns the status of what the noun phrase k names, if a verb of the set has it as its bare object or, passive, as its
// subject, and so brings it about: who should promote cooperation does not say that there is any, who should expand the
// cooperation does.
func (l *line) making(k int, verbs *set) kg.Status {
	c := &l.chunks[k]
	if l.ts[c.first].Tag == prose.Det || c.owner >= 0 {
		return kg.Asserted
	}
	j := k - 1
	if j > 0 && l.chunks[j].part == preposition && l.f.r.words.Toward.Has(l.chunks[j].word) {
		j-- // "call for cooperation"
	}
	passive := false
	if j < 0 || l.chunks[j].part != verbGroup {
		passive = true
		for j = k + 1; j < len(l.chunks) && j < k+far && (l.chunks[j].part == nounPhrase || l.chunks[j].part == preposition || l.chunks[j].part == joiner); j++ {
		}
	}
	if j >= len(l.chunks) || l.chunks[j].part != verbGroup || l.chunks[j].passive != passive || !verbs.Has(l.chunks[j].lemma) {
		return kg.Asserted
	}
	status := l.status(j, 0)
	if s, ok := l.f.r.governors[l.chunks[j].lemma]; ok && status == kg.Asserted {
		return s // "recommends cooperation"
	}
	return status
}

// mood returns the status of the finite verb nearest to chunk k.
func (l *line) mood(k int) kg.Status {
	best, gap := kg.Asserted, len(l.chunks)
	for j := max(0, k-far); j < min(len(l.chunks), k+far); j++ {
		if d := max(j-k, k-j); l.finite(j) && d < gap {
			best, gap = l.status(j, 0), d
		}
	}
	return best
}
