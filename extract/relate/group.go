package relate

import (
	"slices"
	"sort"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
)

// maxBack is how many names back those may stand whom "all five countries" counts.
const maxBack = 60

// counts returns the token after a phrase that counts without naming ("both countries", "all five states"), or i.
func (l *line) counts(i int) int {
	w := &l.f.r.words
	k, n := i, 0
	switch l.ts[i].Tag {
	case prose.Noun, prose.Propn, prose.Verb, prose.VerbIng, prose.VerbPP, prose.Modal, prose.Prep:
		return i
	}
	for k < l.last && l.name(k) < 0 && (w.Determiners.Has(l.ts[k].Lower) || w.Counts[l.ts[k].Lower] > 0) {
		n = max(n, w.Counts[l.ts[k].Lower])
		k++
	}
	if n == 0 || k >= l.last || l.name(k) >= 0 || len(w.Groups[l.ts[k].Lower]) == 0 || k+1 < l.last && (l.ts[k+1].Class == prose.Clitic || l.ts[k+1].Lower == "-") {
		return i
	}
	return k + 1
}

// group returns the token after the phrase at token i that counts, and the entities it counts; else i.
func (l *line) group(i int) (int, []int) {
	end := l.counts(i)
	if end == i {
		return i, nil
	}
	n := 0
	for k := i; k < end-1; k++ {
		n = max(n, l.f.r.words.Counts[l.ts[k].Lower])
	}
	types := l.f.r.words.Groups[l.ts[end-1].Lower]
	for passage := l.passage; passage >= max(0, l.passage-1); passage-- {
		var ms []mention.Mention
		outer := l.f.outer[passage]
		if passage == l.passage {
			outer = outer[:sort.Search(len(outer), func(k int) bool { return outer[k].First >= i })]
		}
		for k := len(outer) - 1; k >= max(0, len(outer)-4*maxBack) && len(ms) < maxBack; k-- {
			if m := outer[k]; slices.Contains(types, m.Type) {
				ms = append(ms, m)
			}
		}
		slices.Reverse(ms)
		if out := l.counted(passage, ms, n); out != nil {
			return end, out
		}
		if len(ms) > 0 {
			break
		}
	}
	return end, nil
}

// counted returns the last n of the names that are coordinated, or, if none are, all of them if they are n.
func (l *line) counted(passage int, ms []mention.Mention, n int) []int {
	ts := l.f.t.Passages[passage].Tokens
	for end := len(ms); end >= n; {
		first := end - 1
		for first > 0 && coordinated(ts, ms[first-1].Last, ms[first].First) {
			first--
		}
		if out := distinct(ms[first:end], true); len(out) == n {
			return out
		}
		end = first
	}
	if out := distinct(ms, true); len(out) == n {
		return out
	}
	if out := distinct(ms, false); len(out) == n {
		return out
	}
	return nil
}

// coordinated reports whether nothing but commas, articles and conjunctions stand at tokens [i, j).
func coordinated(ts []prose.Token, i, j int) bool {
	if j-i < 1 || j-i > 3 {
		return false
	}
	for ; i < j; i++ {
		switch ts[i].Lower {
		case ",", "and", "or", "the", "&":
		default:
			return false
		}
	}
	return true
}

// distinct returns the entities of the names; bare leaves demonyms aside.
func distinct(ms []mention.Mention, bare bool) []int {
	var out []int
	for _, m := range ms {
		if !(bare && (m.Use == mention.Adjective || m.Use == mention.People)) && !slices.Contains(out, m.Entity) {
			out = append(out, m.Entity)
		}
	}
	return out
}

// refersBack reports whether sentence k of a passage has words that stand for names before them: "it", "they", "both countries".
func (f *finder) refersBack(p *prose.Passage, k int) bool {
	if k >= len(p.Sentences) {
		return false
	}
	for i := p.Sentences[k].First; i < p.Sentences[k].Last; i++ {
		switch w := p.Tokens[i].Lower; {
		case len(w) < 2 || len(w) > 5:
		case w == "it", w == "they", w == "them", f.r.words.Counts[w] > 0:
			return true
		}
	}
	return false
}

// about returns what the sentence is about: the subject of its first finite verb, if a name.
func (l *line) about() []ref {
	for k := range l.chunks {
		if l.finite(k) && l.chunks[k].part == verbGroup && !(k > 0 && l.chunks[k-1].part == clause) {
			out := l.subjects(k, 0)
			for _, r := range out {
				if r.name < 0 && r.entity < 0 {
					return nil
				}
			}
			return out
		}
	}
	return nil
}

// before returns what "it" and "they" in chunk k stand for: the subject that opens the sentence, else that of the sentence before.
func (l *line) before(k int) []ref {
	many := l.chunks[k].word == "they" || l.chunks[k].word == "them"
	pick := func(refs []ref) []ref {
		if len(refs) == 0 || many != (len(refs) > 1) || l.f.typ(refs[0].entity) == "person" {
			return nil
		}
		out := make([]ref, len(refs))
		for n, r := range refs {
			out[n] = ref{r.entity, -1, r.first, l.chunks[k].last}
		}
		return out
	}
	for j := 0; j < min(k, far); j++ {
		if l.finite(j) && j > 0 && l.chunks[j-1].part == nounPhrase && !l.chunks[j-1].pronoun {
			if k == j+1 {
				break // its object is not its subject
			}
			out, _ := l.listBefore(j - 1)
			return pick(out)
		}
	}
	return pick(l.topic)
}

// interrupted returns the subject that a comma and a participle interrupt: A of "A, working with B, should".
func (l *line) interrupted(k int) []ref {
	if k < 2 || l.chunks[k-2].part != nounPhrase {
		return nil
	}
	out, first := l.listBefore(k - 2)
	if len(out) == 0 || first > 0 && l.chunks[first-1].part != clause && l.chunks[first-1].part != barrier {
		return nil
	}
	return out
}

// gap returns what a relative pronoun stands for that the verb group k leaves out behind it: X of "X, which A adopted", or, with
// prepositions, of "X, to which A belongs".
func (l *line) gap(k int, preps set) []ref {
	if !l.behindRelative(k) || l.chunks[k].passive && preps.Len() == 0 || k == 0 || l.chunks[k-1].part != nounPhrase || preps.Len() == 0 && k+1 < len(l.chunks) && l.chunks[k+1].part == nounPhrase && !l.chunks[k+1].pronoun {
		return nil
	}
	_, first := l.listBefore(k - 1)
	j := first - 1
	if j < 1 || l.chunks[j].part != clause || l.chunks[j].word != "which" && l.chunks[j].word != "that" {
		return nil
	}
	j--
	if preps.Len() > 0 {
		if l.chunks[j].part != preposition || !preps.Has(l.chunks[j].word) || j == 0 {
			return nil
		}
		j--
	}
	if l.chunks[j].part == comma && j > 0 {
		j--
	}
	if l.chunks[j].part != nounPhrase {
		return nil
	}
	if r, ok := l.refOf(j); ok && !l.chunks[j].organ {
		return []ref{r}
	}
	return l.apposed(j)
}

// behindRelative reports whether nothing but noun phrases stand between a relative pronoun and the verb group k.
func (l *line) behindRelative(k int) bool {
	for j := k - 1; j > 0 && j >= k-far; j-- {
		switch c := &l.chunks[j]; c.part {
		case nounPhrase, comma, joiner:
		case clause:
			return j < k-1 && (c.word == "which" || c.word == "that")
		default:
			return false
		}
	}
	return false
}

var withOnly = set{prose.NewSet([]string{"with"})}

// jointly returns those with whom the subject of verb group k acts jointly: B of "A runs X together with B".
func (l *line) jointly(k int) []ref {
	for j := k + 1; j+1 < len(l.chunks) && j < k+8; j++ {
		c := &l.chunks[j]
		if c.part == verbGroup || c.part == barrier {
			return nil
		}
		if c.part == preposition && c.word == "with" && l.f.r.words.Together.Has(l.lower(c.first-1)) && l.chunks[j+1].part == nounPhrase {
			out, _ := l.listAfter(j + 1)
			return out
		}
	}
	return nil
}

// refsOf returns what the noun phrase k names, or those whom it counts: the two of "both countries".
func (l *line) refsOf(k int) []ref {
	if r, ok := l.refOf(k); ok {
		return []ref{r}
	}
	c := &l.chunks[k]
	var out []ref
	for _, n := range c.group {
		out = append(out, ref{n, -1, c.first, c.last})
	}
	return out
}

// nameLike reports whether the noun phrase k is made of capitalised words alone: a name that nobody recognised.
func (l *line) nameLike(k int) bool {
	c := &l.chunks[k]
	if c.part != nounPhrase || c.pronoun || c.ref >= 0 {
		return false
	}
	for i := c.first; i < c.last; i++ {
		if t := l.ts[i]; t.Case != prose.Title && t.Case != prose.Upper && t.Tag != prose.Det {
			return false
		}
	}
	return true
}
