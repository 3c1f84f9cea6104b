package relate

import (
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// nounPhrase reads the noun phrase that starts at token i and returns the token after it.
func (l *line) nounPhrase(i int) int {
	if l.name(i) < 0 && l.ts[i].Tag == prose.Pron {
		l.put(nounPhrase, i, i+1, l.ts[i].Lower)
		l.chunks[len(l.chunks)-1].pronoun = true
		return i + 1
	}
	if n, group := l.group(i); n > i {
		l.put(nounPhrase, i, n, l.ts[n-1].Lower)
		l.chunks[len(l.chunks)-1].group = group
		return n
	}
	j, noun := i, false // noun: a noun stands since the last determiner or possessive
	for j < l.last {
		if n := l.name(j); n >= 0 {
			if l.names[n].Last <= j { // cannot happen; guards against a loop without end
				break
			}
			j = min(l.names[n].Last, l.last)
			noun = true
			continue
		}
		t := l.ts[j]
		if t.Class == prose.Clitic {
			noun = false
			j++
			continue
		}
		if t.Lower == "-" && j > i && j+1 < l.last {
			if j++; l.name(j) < 0 {
				j++
			}
			continue
		}
		if t.Lower == "\"" || t.Lower == "&" && j > i || l.f.r.words.Symbols.Has(t.Lower) {
			j++
			continue
		}
		if k := l.prefixed(j); j > i && k > j && k+1 < l.last && (l.startsNP(k+1) || l.nominal(k+1)) {
			break
		}
		if noun && l.lower(j+1) == "by" && l.f.r.words.BareParticiples.Has(t.Lower) {
			break
		}
		if j > i && (!l.goesOn(i, j, noun) || noun && l.f.r.words.DateWords.Has(t.Lower) && l.dated(j) > j) {
			break
		}
		noun = noun || t.Tag == prose.Noun || t.Tag == prose.Propn || t.Tag == prose.Verb
		j++
	}
	l.putPhrase(i, j)
	return j
}

// goesOn reports whether token j continues the noun phrase that began at token i.
func (l *line) goesOn(i, j int, noun bool) bool {
	t := l.ts[j]
	if t.Class == prose.Punct {
		return false
	}
	if (t.Tag == prose.Noun || t.Tag == prose.Verb) && j > i && l.predicate(j) {
		return false
	}
	switch t.Tag {
	case prose.Noun, prose.Propn, prose.X:
		return j == i || t.Case != prose.Lower || !l.misread(j) || l.verbAsNoun(j)
	case prose.Num, prose.Adj:
		return j == i || !noun || l.nominal(j+1) || t.Tag == prose.Num
	case prose.Det:
		return j == i || l.ts[j-1].Tag == prose.Det && l.name(j-1) < 0
	case prose.Adv:
		return j > i && !noun && (l.nominal(j+1) || l.verbLike(j+1))
	case prose.VerbPP, prose.VerbIng:
		return j > i && !noun && (l.nominal(j+1) || j+1 < l.last && l.ts[j+1].Lower == "-")
	case prose.Verb:
		return j > i && l.verbAsNoun(j)
	}
	return false
}

// predicate reports whether token j, a noun to the tagger, is the verb of the name before it: an object of its own follows, and
// the form agrees ("Litgrid owns the cable", "A and B create the pool").
func (l *line) predicate(j int) bool {
	n := l.name(j - 1)
	if n < 0 || l.ts[j].Case != prose.Lower || l.names[n].Use == mention.Adjective || !l.f.r.body.Has(l.names[n].Type) || j+1 >= l.last {
		return false
	}
	lemma := l.ts[j].Lemma
	ok := lemma != ""
	if ok && lemma != l.ts[j].Lower && l.ts[j+1].Class == prose.Punct && l.inRelative() {
		return true
	}
	return ok && (l.startsNP(j+1) || l.ts[j+1].Tag == prose.Pron) && (lemma != l.ts[j].Lower || l.plural())
}

// inRelative reports whether the phrase under way, or the one just read, opens a relative clause: the Y of "the X that Y holds".
func (l *line) inRelative() bool {
	n := len(l.chunks)
	if n > 1 && l.chunks[n-1].part == nounPhrase {
		n--
	}
	if n < 2 || l.chunks[n-1].part != clause || l.chunks[n-2].part != nounPhrase && l.chunks[n-2].part != comma {
		return false
	}
	w := l.chunks[n-1].word
	return w == "that" || w == "which"
}

// misread reports whether token j, a noun to the tagger, may be a verb: a name that ends in a preposition ("Moon Jae-in") stands
// before it.
func (l *line) misread(j int) bool {
	if l.name(j-1) < 0 || l.ts[j-1].Tag != prose.Prep {
		return false
	}
	return l.ts[j].Lemma != ""
}

// verbAsNoun reports whether the form of a verb at token j, behind nouns, is a noun itself: the dialogue in "a security
// dialogue", the talks in "peace talks with".
func (l *line) verbAsNoun(j int) bool {
	t := l.ts[j]
	lemma := t.Lemma
	n := l.name(j - 1)
	if lemma == "be" || lemma == "have" || lemma == "do" {
		return false
	}
	next := j+1 < l.last && (l.verbLike(j+1) && l.ts[j+1].Tag != prose.VerbIng || l.ts[j+1].Lower == "," && l.name(j+1) < 0)
	if n >= 0 {
		m := &l.names[n]
		if m.Use == mention.Adjective || next {
			return true
		}
		if lemma != t.Lower || l.plural() {
			return false
		}
		return !(j+1 < l.last && (l.startsNP(j+1) || l.nominal(j+1)))
	}
	if next {
		return true
	}
	prev := l.ts[j-1].Lower
	if lemma == t.Lower {
		return !strings.HasSuffix(prev, "s") || prev == "diplomatic"
	}
	return !(j+1 < l.last && (l.startsNP(j+1) || l.nominal(j+1)))
}

// plural reports whether the phrase under way is the second of a coordination, so that a base form may follow as its verb.
func (l *line) plural() bool {
	n := len(l.chunks)
	return n > 0 && l.chunks[n-1].part == joiner
}

// putPhrase adds the noun phrase of tokens [i, j) and finds what it names.
func (l *line) putPhrase(i, j int) {
	for j > i+1 && l.ts[j-1].Class != prose.Word && l.name(j-1) < 0 {
		j--
	}
	c := chunk{part: nounPhrase, first: i, last: j, ref: -1, owner: -1, word: l.ts[j-1].Lower}
	if n := l.name(j - 1); n >= 0 && (l.names[n].Use != mention.Adjective || l.names[n].First == i) {
		c.ref = n
	}
	for k := i; k < j; k++ {
		n := l.name(k)
		if n < 0 {
			continue
		}
		k = l.names[n].Last - 1
		if n == c.ref {
			continue
		}
		if k+1 < j && l.ts[k+1].Class == prose.Clitic || l.f.r.body.Has(l.names[n].Type) {
			c.owner = n
		}
		switch {
		case c.ref >= 0:
		case l.f.r.words.Organs.Has(c.word) && l.f.r.body.Has(l.names[n].Type):
			c.ref, c.organ = n, true
		case l.f.r.carries(c.word, l.names[n].Type) && l.adjectives(k+1, j-1):
			c.ref = n
		}
	}
	if c.organ && c.ref == c.owner {
		c.owner = -1
	}
	l.chunks = append(l.chunks, c)
}

// adjectives reports whether nothing but adjectives and quotation marks stand at tokens [i, j).
func (l *line) adjectives(i, j int) bool {
	for ; i < j; i++ {
		if l.name(i) >= 0 || l.ts[i].Tag != prose.Adj && l.ts[i].Lower != "\"" {
			return false
		}
	}
	return true
}

// verbGroup reads auxiliaries, adverbs and the main verb from token i on and returns the token after them.
func (l *line) verbGroup(i int) int {
	c := chunk{part: verbGroup, first: i, ref: -1, owner: -1, verb: verb{status: kg.Asserted}}
	j, aux, negated := i, "", false
	if l.ts[j].Lower == "to" {
		c.infinitive = true
		j++
	}
	for ; j < l.last && l.name(j) < 0; j++ {
		t := l.ts[j]
		if t.Lower == "not" || strings.HasSuffix(t.Lower, "n't") || l.f.r.words.Denials.Has(t.Lower) {
			negated = true
		}
		if t.Tag == prose.Modal {
			aux, c.status = "modal", l.f.r.modal(t.Lower)
			continue
		}
		if t.Tag == prose.Adv || t.Tag == prose.Part {
			continue
		}
		lemma := t.Lemma
		ok := lemma != ""
		if !ok && aux == "modal" && t.Class == prose.Word && t.Case == prose.Lower && (t.Tag == prose.Noun || t.Tag == prose.Adj || t.Tag == prose.X) {
			lemma, ok = t.Lower, true // behind a modal every word is a verb: "should reserve"
		}
		if !ok {
			break
		}
		c.last = j + 1
		c.lemma = lemma
		if k, more := l.auxiliary(j, lemma, &c); more {
			aux = lemma
			j = k
			continue
		}
		if other := l.f.r.words.Phrasal[lemma+" "+l.lower(j+1)]; other != "" && l.name(j+1) < 0 {
			c.lemma, c.last = other, j+2
		}
		c.passive = aux == "be" && l.pastForm(j, aux)
		c.ing = aux == "" && !c.infinitive && t.Tag == prose.VerbIng
		c.participle = aux == "" && !c.infinitive && l.pastForm(j, aux)
		c.base = aux == "" && !c.infinitive && lemma == t.Lower && !c.participle
		break
	}
	if negated {
		c.status = kg.Negated
	}
	if c.lemma == "" {
		return max(i+1, j)
	}
	c.word = c.lemma
	l.chunks = append(l.chunks, c)
	return max(i+1, c.last)
}

// pastForm reports whether token j is a past participle; those that look like infinitives are if "be" or "by" stands beside them.
func (l *line) pastForm(j int, aux string) bool {
	return l.ts[j].Tag == prose.VerbPP || (aux == "be" || l.lower(j+1) == "by") && l.f.r.words.BareParticiples.Has(l.ts[j].Lower)
}

// auxiliary reports whether the verb at token j helps another that follows, and returns the last token that it takes.
func (l *line) auxiliary(j int, lemma string, c *chunk) (int, bool) {
	k := j + 1
	for k < l.last && l.name(k) < 0 && (l.ts[k].Tag == prose.Adv || l.ts[k].Tag == prose.Part) {
		k++
	}
	if k >= l.last || l.name(k) >= 0 {
		return j, false
	}
	next := l.ts[k]
	switch lemma {
	case "be":
		return j, next.Tag == prose.VerbPP || next.Tag == prose.VerbIng || next.Lower == "been" || next.Lower == "being"
	case "do":
		return j, next.Tag == prose.Verb
	case "have", "need", "ought":
		if next.Lower == "to" && l.isInfinitive(k) {
			if c.status != kg.Negated {
				c.status = kg.Recommended
			}
			return k, true
		}
		return j, lemma == "have" && (next.Tag == prose.VerbPP || next.Lower == "been")
	}
	return j, false
}
