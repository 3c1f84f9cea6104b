package relate

import (
	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// part is what a phrase is.
type part uint8

// The parts of a sentence.
const (
	nounPhrase part = iota
	verbGroup
	preposition
	comma   // comma or dash
	joiner  // and, or, as well as
	clause  // which, who, that, because, while: another clause begins
	barrier // colon, semicolon
)

// chunk is a phrase of a sentence: tokens [first, last) of the passage.
type chunk struct {
	part        part
	first, last int
	word        string // preposition, joiner, clause word, or head of a noun phrase
	ref         int    // noun phrase: index in names of what it names, or -1
	owner       int    // noun phrase: index in names of the possessor before the head, or -1
	organ       bool   // noun phrase: the name is not the head but its owner ("South Korean officials")
	group       []int  // noun phrase: entities that it counts without naming them ("both countries")
	pronoun     bool
	verb
}

// verb is what a verb group says.
type verb struct {
	lemma      string
	passive    bool // be + participle
	infinitive bool // to + verb
	ing        bool // without auxiliary
	participle bool // past form without auxiliary: "signed"
	base       bool // base form without auxiliary: "sign"
	status     kg.Status
}

// line is a sentence as phrases.
type line struct {
	f           *finder
	passage     int
	p           *prose.Passage
	ts          []prose.Token // of the passage
	first, last int
	names       []mention.Mention // not inside longer ones
	topic       []ref             // what the sentence before was about
	label       []ref             // the name that the sentence before consists of: "Fire Plan. Issued by A."
	at          []int32           // token - first → 1 + index in names of the name that covers it
	chunks      []chunk
}

// read makes the view of a sentence. The names are those of its span, in order.
func (l *line) read(f *finder, passage int, s prose.Sentence, names []mention.Mention) {
	l.f, l.passage, l.p = f, passage, &f.t.Passages[passage]
	l.ts, l.first, l.last = l.p.Tokens, s.First, s.Last
	l.names = names
	l.at = append(l.at[:0], make([]int32, s.Last-s.First)...)
	for n := range names {
		for k := max(names[n].First, s.First); k < min(names[n].Last, s.Last); k++ {
			l.at[k-s.First] = int32(n + 1)
		}
	}
	l.chunks = l.chunks[:0]
	for i := l.first; i < l.last; {
		i = l.chunk(i)
	}
	l.join()
}

// name returns the index of the name that covers token i, or -1.
func (l *line) name(i int) int {
	if i < l.first || i >= l.last {
		return -1
	}
	return int(l.at[i-l.first]) - 1
}

func (l *line) lower(i int) string {
	if i < l.first || i >= l.last {
		return ""
	}
	return l.ts[i].Lower
}

// chunk reads the phrase that starts at token i and returns the token after it.
func (l *line) chunk(i int) int {
	t := l.ts[i]
	if l.name(i) >= 0 {
		return l.nounPhrase(i)
	}
	if n := l.dated(i); n > i {
		return n
	}
	if n := l.prefixed(i); n > i {
		return l.verbGroup(n)
	}
	switch {
	case t.Class == prose.Punct && !l.f.r.words.Symbols.Has(t.Lower):
		return l.mark(i)
	case l.counts(i) > i:
		return l.nounPhrase(i)
	case t.Lower == "as" && l.lower(i+1) == "well" && l.lower(i+2) == "as":
		return l.put(joiner, i, i+3, "and")
	case t.Lower == "for" && (l.lower(i+1) == "example" || l.lower(i+1) == "instance"):
		return i + 2
	case l.f.r.words.Symbols.Has(t.Lower):
		return l.nounPhrase(i)
	case t.Lower == "to" && l.isInfinitive(i):
		return l.verbGroup(i)
	case t.Tag == prose.Conj:
		if w := t.Lower; w == "and" || w == "or" || w == "nor" || w == "plus" || w == "but" {
			return l.put(joiner, i, i+1, w)
		}
		return l.put(clause, i, i+1, t.Lower)
	case l.opensClause(i):
		return l.put(clause, i, i+1, t.Lower)
	case t.Tag == prose.Prep:
		return l.put(preposition, i, i+1, t.Lower)
	case l.bareParticiple(i):
		return l.verbGroup(i)
	case l.isNounBehindVerb(i):
		return l.nounPhrase(i)
	case l.isVerbOfClause(i) || i > l.first && t.Tag == prose.Noun && (l.misread(i) || l.predicate(i)):
		return l.verbGroup(i)
	case t.Tag == prose.Modal || t.Tag == prose.Verb || t.Tag == prose.VerbIng || t.Tag == prose.VerbPP || t.Lower == "not" && l.verbLike(i+1):
		return l.verbGroup(i)
	case t.Tag == prose.Adv || t.Tag == prose.Part:
		return i + 1
	}
	return l.nounPhrase(i)
}

func (l *line) put(p part, first, last int, word string) int {
	l.chunks = append(l.chunks, chunk{part: p, first: first, last: last, word: word, ref: -1, owner: -1})
	return last
}

// mark reads punctuation. What stands in brackets is left out unless it is long.
func (l *line) mark(i int) int {
	switch l.ts[i].Lower {
	case ",", "—":
		if n := len(l.chunks); n > 0 && l.chunks[n-1].part == comma { // an adverb stood between: ", however,"
			l.chunks = l.chunks[:n-1]
			return i + 1
		}
		return l.put(comma, i, i+1, l.ts[i].Lower)
	case ";", ":":
		return l.put(barrier, i, i+1, l.ts[i].Lower)
	case "(", "[":
		for k := i + 1; k < min(i+12, l.last); k++ {
			if w := l.ts[k].Lower; w == ")" || w == "]" {
				return k + 1
			}
		}
	case "/":
		return l.put(joiner, i, i+1, "or")
	}
	return i + 1
}

// opensClause reports whether token i is a relative pronoun or the conjunction "that".
func (l *line) opensClause(i int) bool {
	switch l.ts[i].Lower {
	case "which", "who", "whom", "whose", "what", "how", "why":
		return true
	case "that":
		return i > l.first && l.ts[i-1].Tag != prose.Prep && l.ts[i-1].Class != prose.Punct || l.verbLike(i+1) && i > l.first
	}
	return false
}

// prefixed returns the token of the verb behind a prefix: the chairs in "co-chairs"; else i.
func (l *line) prefixed(i int) int {
	if i+2 < l.last && l.ts[i+1].Lower == "-" && l.f.r.words.Prefixes.Has(l.ts[i].Lower) && l.name(i+2) < 0 {
		if l.ts[i+2].Lemma != "" {
			return i + 2
		}
	}
	return i
}

// isNounBehindVerb reports whether the form of a verb at token i, right behind a verb, is its object: the part in "took part", the
// talks in "held talks".
func (l *line) isNounBehindVerb(i int) bool {
	n := len(l.chunks)
	return n > 0 && l.ts[i].Tag == prose.Verb && l.chunks[n-1].part == verbGroup && l.chunks[n-1].last == i && !l.f.r.words.BareInfinitive.Has(l.chunks[n-1].lemma)
}

// isVerbOfClause reports whether token i, right behind a relative pronoun, is its verb though it looks like a noun: "that hosts".
func (l *line) isVerbOfClause(i int) bool {
	n := len(l.chunks)
	if n < 2 || l.chunks[n-1].part != clause || l.chunks[n-1].last != i || l.chunks[n-2].part != nounPhrase && l.chunks[n-2].part != comma {
		return false
	}
	lemma := l.ts[i].Lemma
	return lemma != "" && lemma != l.ts[i].Lower && l.ts[i].Case == prose.Lower
}

// bareParticiple reports whether token i is a participle that looks like a noun or an infinitive: "the service run by B".
func (l *line) bareParticiple(i int) bool {
	n := len(l.chunks)
	return l.lower(i+1) == "by" && l.f.r.words.BareParticiples.Has(l.ts[i].Lower) && n > 0 && l.chunks[n-1].last == i && l.chunks[n-1].part == nounPhrase
}

func (l *line) verbLike(i int) bool {
	if i >= l.last || l.name(i) >= 0 {
		return false
	}
	switch l.ts[i].Tag {
	case prose.Modal, prose.Verb, prose.VerbIng, prose.VerbPP:
		return true
	}
	return false
}

// isInfinitive reports whether the "to" at token i opens an infinitive. Adverbs may stand between.
func (l *line) isInfinitive(i int) bool {
	for k := i + 1; k < min(i+4, l.last); k++ {
		if l.name(k) >= 0 || l.ts[k].Class != prose.Word {
			return false
		}
		if l.f.r.lexicon.IsVerb(l.ts[k].Lower) {
			return true
		}
		if l.ts[k].Tag != prose.Adv && l.ts[k].Lower != "not" {
			return false
		}
	}
	return false
}

// dated returns the token after a date that starts at i ("in April 2019", "last year", "since 2018"), or i. Dates say nothing of
// who does what, and are left out.
func (l *line) dated(i int) int {
	k := i
	if l.f.r.words.DatePrepositions.Has(l.ts[k].Lower) {
		k++
	}
	start := k
	for k < l.last && l.name(k) < 0 && (l.f.r.words.DateWords.Has(l.ts[k].Lower) || k > start && l.ts[k].Tag == prose.Num && l.ts[k].Class == prose.Number || isYear(l.ts[k].Lower)) {
		k++
	}
	if k == start || start == i && !l.f.r.words.DateWords.Has(l.ts[i].Lower) || k == start+1 && start == i {
		return i
	}
	if k < l.last && (l.lower(k) == "-" || l.nominal(k) && !l.startsNP(k)) {
		return i // "the 2019 summit"
	}
	return k
}

func isYear(w string) bool {
	return len(w) == 4 && (w[0] == '1' && w[1] >= '5' || w[0] == '2' && w[1] == '0') && w[2] >= '0' && w[2] <= '9' && w[3] >= '0' && w[3] <= '9'
}

// startsNP reports whether token i begins a noun phrase of its own: a name, an article.
func (l *line) startsNP(i int) bool { return l.name(i) >= 0 || l.ts[i].Tag == prose.Det }

// nominal reports whether token i may stand in a noun phrase.
func (l *line) nominal(i int) bool {
	if i >= l.last {
		return false
	}
	if l.name(i) >= 0 {
		return true
	}
	switch l.ts[i].Tag {
	case prose.Noun, prose.Propn, prose.Adj, prose.Num, prose.X:
		return l.ts[i].Class != prose.Punct
	}
	return false
}

// join turns "officials from X", "the government of X" into noun phrases that name X.
func (l *line) join() {
	for k := 0; k+2 < len(l.chunks); k++ {
		c, next := &l.chunks[k], l.chunks[k+2]
		if c.part != nounPhrase || c.ref >= 0 || !l.f.r.words.Organs.Has(c.word) || next.part != nounPhrase || next.ref < 0 || !l.f.r.body.Has(l.names[next.ref].Type) {
			continue
		}
		if k > 0 && l.chunks[k-1].part == verbGroup && l.f.r.words.Copulas.Has(l.lower(l.chunks[k-1].last-1)) {
			continue // "became a member of X"
		}
		if w := l.ts[c.first].Lower; k > 0 && (l.chunks[k-1].part == comma || l.chunks[k-1].word == "as" && l.chunks[k-1].part == preposition) && (w == "a" || w == "an") {
			continue // "Y, a member of X"
		}
		switch l.chunks[k+1].word {
		case "of", "from", "in", "at":
			c.ref, c.organ, c.last = next.ref, true, next.last
			l.chunks = append(l.chunks[:k+1], l.chunks[k+3:]...)
		}
	}
}
