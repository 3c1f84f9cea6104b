package relate

import (
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// ref is an entity that a phrase names, and where.
type ref struct {
	entity      int
	name        int // index in line.names, or -1
	first, last int // tokens of the phrase
}

// refOf returns what the noun phrase k names.
func (l *line) refOf(k int) (ref, bool) {
	c := &l.chunks[k]
	if c.part != nounPhrase || c.ref < 0 {
		return ref{}, false
	}
	return ref{l.names[c.ref].Entity, c.ref, c.first, c.last}, true
}

// listBefore returns what the coordinated noun phrases that end with chunk k name, and the first chunk of them.
func (l *line) listBefore(k int) ([]ref, int) {
	out := l.refsOf(k)
	first, joined := k, false
	for first > 0 && k-first < far {
		at := first - 1
		switch {
		case l.chunks[at].part == joiner && l.chunks[at].word != "but":
			joined = true
			if at > 0 && l.chunks[at-1].part == comma {
				at--
			}
		case l.chunks[at].part == comma && l.chunks[at].word == "," && joined:
		default:
			return out, first
		}
		if at == 0 {
			return out, first
		}
		refs := l.refsOf(at - 1)
		if len(refs) == 0 && (at-1 == 0 || !l.nameLike(at-1)) {
			return out, first
		}
		out = append(refs, out...)
		first = at - 1
	}
	return out, first
}

// listAfter returns what the coordinated noun phrases that begin with chunk k name, and the chunk after them.
// "A, B" without "and" is an apposition and gives A alone.
func (l *line) listAfter(k int) ([]ref, int) {
	end := k + 1
	out := l.refsOf(k)
	if len(out) == 0 {
		if members, after := l.members(k); members != nil {
			return members, after
		}
	}
	joined, kept, keptEnd := false, len(out), end
	between := k > 0 && (l.wordAt(k-1) == "between" || l.wordAt(k-1) == "among")
	for end < len(l.chunks) && end-k < far {
		at := end
		sep := false
		if l.chunks[at].part == comma && l.chunks[at].word == "," {
			at, sep = at+1, true
		}
		if at < len(l.chunks) && l.chunks[at].part == joiner && l.chunks[at].word != "but" {
			at, sep, joined = at+1, true, true
		}
		if !sep || at >= len(l.chunks) || l.chunks[at].part != nounPhrase || joined && !between && l.isSubject(at) {
			break
		}
		r, ok := l.refOf(at)
		if !ok && joined {
			members, after := l.members(at)
			if members != nil {
				return append(out, members...), after
			}
		}
		if !ok && !joined {
			if !l.nameLike(at) {
				break
			}
			end = at + 1
			continue // an unknown name in the list
		}
		if ok {
			out = append(out, r)
		}
		end = at + 1
		if joined {
			kept, keptEnd = len(out), end
		}
		if !ok {
			break
		}
	}
	return out[:kept], keptEnd
}

// members returns those whom a noun phrase that names nobody goes on to name: "partners such as A and B", "officials from
// democracies like A". It returns the chunk after them as well.
func (l *line) members(k int) ([]ref, int) {
	for j := k + 1; j < min(k+4, len(l.chunks)-1); j++ {
		if l.chunks[j].part == comma && l.chunks[j].word == "," && j == k+1 {
			continue
		}
		w := l.wordAt(j)
		if w == "among" && j+2 < len(l.chunks) && l.chunks[j+1].pronoun && l.chunks[j+2].part == nounPhrase && l.chunks[j+2].ref >= 0 {
			return l.listAfter(j + 2) // "twelve states, among them A and B"
		}
		if l.chunks[j].part == preposition && (w == "like" || w == "including" || w == "as" && l.lower(l.chunks[j].first-1) == "such") && l.chunks[j+1].part == nounPhrase && l.chunks[j+1].ref >= 0 {
			return l.listAfter(j + 1)
		}
		if l.chunks[j].part != preposition && l.chunks[j].part != nounPhrase {
			return nil, 0
		}
	}
	return nil, 0
}

// apposed returns what noun phrase k says again: the X of "X, a programme", "X—a concept". An indefinite phrase that names
// nothing stands for the name before the comma or dash.
func (l *line) apposed(k int) []ref {
	if l.chunks[k].ref >= 0 || k < 2 || l.chunks[k-1].part != comma {
		return nil
	}
	switch l.ts[l.chunks[k].first].Lower {
	case "a", "an", "the":
	default:
		return nil
	}
	j := k - 2
	if l.chunks[j].part == nounPhrase && l.chunks[j].ref < 0 && j >= 2 && l.chunks[j-1].part == preposition {
		j -= 2
	}
	if r, ok := l.refOf(j); ok {
		return []ref{r}
	}
	return nil
}

// isSubject reports whether a finite verb follows the noun phrase k.
func (l *line) isSubject(k int) bool {
	return k+1 < len(l.chunks) && l.chunks[k+1].part == verbGroup && l.finite(k+1)
}

// finite reports whether the verb group k can be the predicate of a clause. A bare participle counts unless "by" follows.
func (l *line) finite(k int) bool {
	v := &l.chunks[k]
	return v.part == verbGroup && !v.infinitive && !v.ing && !(v.participle && l.wordAt(k+1) == "by")
}

func (l *line) wordAt(k int) string {
	if k < 0 || k >= len(l.chunks) || l.chunks[k].part == nounPhrase {
		return ""
	}
	return l.chunks[k].word
}

// maxDepth bounds the climb from a verb to the verb that shares its subject.
const maxDepth = 6

// far is how many phrases away the clause that rules another may be; it keeps endless lists from costing time.
const far = 60

// subjects returns what the grammatical subject of the verb group k names.
func (l *line) subjects(k, depth int) []ref {
	if k == 0 || depth > maxDepth {
		return nil
	}
	v, prev := &l.chunks[k], &l.chunks[k-1]
	switch {
	case v.infinitive && prev.part == nounPhrase && l.holder(k-1) != nil:
		return l.holder(k - 1)
	case v.infinitive || prev.part == verbGroup:
		return l.governed(k, depth)
	case prev.part == nounPhrase:
		return l.phraseSubject(k-1, depth)
	case prev.part == clause:
		return l.antecedent(k-1, depth)
	case prev.part == preposition && v.ing:
		if !l.f.r.words.Adverbial.Has(prev.word) {
			return nil // "talks with A on joining B"
		}
		return l.mainSubject(k, depth)
	case prev.part == joiner:
		return l.sharedSubject(k, depth)
	case prev.part == comma && v.ing:
		if out := l.interrupted(k); out != nil {
			return out
		}
		return l.mainSubject(k, depth)
	case prev.part == comma && v.participle && k >= 2 && l.chunks[k-2].part == nounPhrase && !l.aside(k-1):
		out, _ := l.listBefore(k - 2)
		return out
	case prev.part == comma:
		return l.beyondAside(k, depth)
	}
	return nil
}

// holder returns who does what the infinitive behind noun phrase k says: B of "A's confidence in the ability of B to act", A of
// "A's decision to act", B of "time for B to act". It returns nil if the phrase is none of these.
func (l *line) holder(k int) []ref {
	c := &l.chunks[k]
	if c.ref < 0 && c.owner >= 0 && l.f.r.words.Deeds.Has(c.word) {
		return []ref{{l.names[c.owner].Entity, c.owner, c.first, c.last}}
	}
	out, first := l.listBefore(k)
	if first == 0 || l.chunks[first-1].part != preposition {
		return nil
	}
	if w := l.chunks[first-1].word; w == "for" || w == "of" && first >= 2 && l.f.r.words.Deeds.Has(l.chunks[first-2].word) {
		return out
	}
	return nil
}

// phraseSubject returns the subject that ends with noun phrase k: past "with Y", "of Y" to the head before them.
func (l *line) phraseSubject(k, depth int) []ref {
	if l.chunks[k].pronoun {
		return l.pronoun(k)
	}
	out, first := l.listBefore(k)
	for hops := 0; first > 0 && l.chunks[first-1].part == preposition; hops++ {
		if first < 2 || l.chunks[first-2].part != nounPhrase || hops > 3 {
			return nil
		}
		out, first = l.listBefore(first - 2)
	}
	if first > 0 && l.chunks[first-1].part == verbGroup && !l.reports(first-1) {
		return nil // the object of another verb
	}
	return out
}

// reports reports whether the verb group k may take a clause as its object: "said Japan signed".
func (l *line) reports(k int) bool { return l.f.r.words.Reports.Has(l.chunks[k].lemma) }

// pronoun returns what "it" and "they" stand for: the one who acts in the recommendation at hand.
func (l *line) pronoun(k int) []ref {
	w := l.chunks[k].word
	if w != "it" && w != "they" {
		return nil
	}
	if out := l.advised(k); out != nil {
		return out
	}
	return l.before(k)
}

// advised returns the actors of the recommendation that covers chunk k.
func (l *line) advised(k int) []ref {
	o := l.f.orderAt(l.passage, l.ts[l.chunks[k].first].Span)
	if o == nil {
		return nil
	}
	var out []ref
	for _, a := range o.actors {
		out = append(out, ref{a, -1, l.chunks[k].first, l.chunks[k].last})
	}
	return out
}

// antecedent returns what the relative pronoun in chunk k stands for.
func (l *line) antecedent(k, depth int) []ref {
	switch l.chunks[k].word {
	case "which", "who", "that":
	default:
		return nil
	}
	j := k - 1
	if j >= 0 && l.chunks[j].part == comma {
		j--
	}
	if j < 0 || l.chunks[j].part != nounPhrase {
		return nil
	}
	out, _ := l.listBefore(j)
	if len(out) == 0 && j >= 2 && l.chunks[j-1].part == preposition && l.chunks[j-1].word != "of" {
		out, _ = l.listBefore(j - 2)
	}
	return out
}

// mainSubject returns the subject of the nearest finite verb before chunk k, or, if there is none, of the first one after it.
func (l *line) mainSubject(k, depth int) []ref {
	for j := k - 1; j >= max(0, k-far); j-- {
		if l.finite(j) {
			if j > 0 && l.chunks[j-1].part == clause && l.chunks[k-1].part == comma {
				continue // a relative clause that the comma has closed
			}
			return l.subjects(j, depth+1)
		}
	}
	for j := k + 1; j < min(len(l.chunks), k+far); j++ {
		if l.finite(j) {
			return l.subjects(j, depth+1)
		}
	}
	if out := l.advised(k); out != nil {
		return out
	}
	return nil
}

// sharedSubject returns the subject of the verb with which the verb group k is coordinated.
func (l *line) sharedSubject(k, depth int) []ref {
	for j := k - 1; j >= max(0, k-far); j-- {
		if v := &l.chunks[j]; v.part == verbGroup && v.infinitive == l.chunks[k].infinitive && v.ing == l.chunks[k].ing || l.finite(j) {
			return l.subjects(j, depth+1)
		}
	}
	return nil
}

// governed returns the subject of an infinitive, or of a verb right behind another.
func (l *line) governed(k, depth int) []ref {
	for j := k - 1; j >= max(0, k-far); j-- {
		v := &l.chunks[j]
		if v.part == clause && v.word != "that" && v.word != "which" && v.word != "who" {
			break
		}
		if v.part != verbGroup {
			continue
		}
		if l.f.r.words.Control.Has(v.lemma) && j+1 < k {
			at := j + 1
			if l.chunks[at].part == preposition {
				at++
			}
			if at < k && l.chunks[at].part == nounPhrase && !v.passive {
				out, _ := l.listAfter(at)
				return out
			}
		}
		return l.subjects(j, depth+1)
	}
	return l.advised(k)
}

// beyondAside returns the subject before the aside that the comma in front of verb group k closes.
func (l *line) beyondAside(k, depth int) []ref {
	if l.chunks[k].participle || l.chunks[k].base {
		for j := k - 2; j >= 0 && j > k-12; j-- {
			if l.chunks[j].part == verbGroup && l.finite(j) && !(j > 0 && l.chunks[j-1].part == clause) {
				return l.subjects(j, depth+1) // "A signed B, joined C, and left D"
			}
		}
	}
	for j := k - 2; j > 0 && j > k-14; j-- {
		c := &l.chunks[j]
		if c.part == barrier {
			return nil
		}
		if c.part == comma && l.chunks[j-1].part == nounPhrase && !l.chunks[j-1].pronoun {
			return l.phraseSubject(j-1, depth)
		}
	}
	return nil
}

// aside reports whether the comma k closes an aside rather than opening one: another comma stands shortly before it.
func (l *line) aside(k int) bool {
	for j := k - 2; j >= 0 && j > k-8; j-- {
		if l.chunks[j].part == comma {
			return true
		}
		if l.chunks[j].part == verbGroup {
			return false
		}
	}
	return false
}

// objects returns what the direct object of the verb group k names and the chunk after it. Nouns of amount ("a series of")
// are looked through.
func (l *line) objects(k int) ([]ref, int) {
	j := l.through(k + 1)
	if j >= len(l.chunks) || l.chunks[j].part != nounPhrase {
		return nil, j
	}
	if w := l.chunks[j].word; l.chunks[j].pronoun && (w == "it" || w == "them") {
		return l.before(j), j + 1
	}
	return l.listAfter(l.named(j))
}

// through returns the noun phrase behind nouns that only introduce it: X of "a series of X", "the model of X"; else k.
func (l *line) through(k int) int {
	for hops := 0; hops < 3 && k+2 < len(l.chunks); hops++ {
		c := &l.chunks[k]
		if c.part != nounPhrase || c.ref >= 0 || !l.f.r.words.Light.Has(c.word) || l.wordAt(k+1) != "of" {
			break
		}
		k += 2
	}
	return k
}

// named returns the noun phrase that gives the name of what noun phrase k describes: X of "a yearly exercise, X" and "a fund
// called X"; else k.
func (l *line) named(k int) int {
	if l.chunks[k].ref >= 0 || k+2 >= len(l.chunks) || l.chunks[k+2].part != nounPhrase || l.chunks[k+2].ref < 0 || l.isSubject(k+2) {
		return k
	}
	switch next := &l.chunks[k+1]; {
	case next.part == comma && (l.ts[l.chunks[k].first].Lower == "a" || l.ts[l.chunks[k].first].Lower == "an"):
		return k + 2
	case next.part == verbGroup && next.participle && l.f.r.words.Naming.Has(next.lemma):
		return k + 2
	}
	return k
}

// behind returns what stands behind a preposition of the set within reach of the verb group k, and the noun phrase before the
// preposition. Other prepositional phrases are passed, verbs and clauses are not.
func (l *line) behind(k int, preps set, reach int) ([]ref, int) {
	for j := k + 1; j < len(l.chunks) && j <= k+1+2*reach; j++ {
		c := &l.chunks[j]
		switch c.part {
		case preposition:
			if preps.Has(c.word) && j+1 < len(l.chunks) && l.chunks[j+1].part == nounPhrase {
				out, _ := l.listAfter(l.through(j + 1))
				return out, j
			}
		case verbGroup, clause, barrier:
			return nil, 0
		case comma:
			if reach < 2 {
				return nil, 0
			}
		}
	}
	return nil, 0
}

// agents returns what stands behind the "by" of a passive.
func (l *line) agents(k int) []ref {
	out, _ := l.behind(k, byOnly, 2)
	return out
}

var byOnly = set{prose.NewSet([]string{"by"})}

// span returns the bytes from the first of the tokens to the last.
func (l *line) span(refs ...ref) kg.Span {
	first, last := l.last, l.first
	for _, r := range refs {
		first, last = min(first, r.first), max(last, r.last)
	}
	return tokenSpan(l.ts, first, last)
}

func tokenSpan(ts []prose.Token, first, last int) kg.Span {
	return kg.Span{Start: ts[first].Span.Start, End: ts[max(first, last-1)].Span.End}
}

// of returns those refs whose type is in the set. Where the set has no persons, a head of state stands for the country.
func (l *line) of(refs []ref, types set) []ref {
	var out []ref
	for _, r := range refs {
		if types.Has(l.f.typ(r.entity)) {
			out = append(out, r)
		} else if c, ok := l.f.heads[r.entity]; ok && types.Has("country") {
			r.entity = c
			out = append(out, r)
		}
	}
	return out
}
