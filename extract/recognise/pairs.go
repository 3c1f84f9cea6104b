package recognise

import (
	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// maxPairWords is how many words may stand between two states and the head of what they share:
// "U.S.–South Korea [military cost-sharing] agreement".
const maxPairWords = 6

// pairs finds what two states or bodies share: "U.S.-ROK alliance", "Japan–South Korea intelligence-sharing agreement".
func (s *scan) pairs() {
	for i := 0; i < len(s.ts); i++ {
		a := s.known(i)
		if a == nil || a.first != i {
			continue
		}
		j := a.last
		if s.lower(j) != "-" && s.lower(j) != "/" || !pairable(a.forms) {
			continue
		}
		b := s.known(j + 1)
		if b == nil || b.first != j+1 || !pairable(b.forms) {
			continue
		}
		end := b.last
		for s.lower(end) == "-" && s.known(end+1) != nil && pairable(s.known(end+1).forms) {
			end = s.known(end + 1).last
		}
		if last, typ := s.pairHead(end); last > 0 {
			if c := s.known(last + 1); typ == "event" && s.lower(last) == "in" && c != nil && c.first == last+1 {
				last = c.last // one pair of states meets in many places
			}
			s.record(found{first: i, last: last, typ: typ, rule: "shared-by-states", confidence: 0.85})
		}
		i = end - 1
	}
}

func pairable(forms []gazetteer.Form) bool {
	for _, f := range forms {
		switch f.Entry.Type {
		case "country", "organization", "agency":
			return true
		}
	}
	return false
}

// pairHead looks for the head of a shared thing from token i on; it returns the token after it and its type, or zero.
// What stands between may be adjectives, nouns and capitalised words, no verbs, prepositions or marks but hyphens.
func (s *scan) pairHead(i int) (int, string) {
	for k := i; k < len(s.ts) && k <= i+maxPairWords; k++ {
		best, typ := 0, ""
		for _, h := range s.f.rules.pairHeads {
			if s.matches(k, h.words) && k+len(h.words) > best {
				best, typ = k+len(h.words), h.typ
			}
		}
		if best > 0 && !s.pairGoesOn(best) {
			return best, typ
		}
		t := s.ts[k]
		if t.Class == prose.Punct && t.Lower != "-" || t.Tag == prose.Prep || t.Tag == prose.Conj && t.Lower != "and" || t.Tag == prose.Modal || t.Tag == prose.Pron || t.Tag == prose.Verb && t.Case == prose.Lower && best == 0 && s.f.rules.finite.Has(t.Lower) {
			return 0, ""
		}
	}
	return 0, ""
}

// pairGoesOn reports whether another head follows at once: the exchange in "alliance exchange" is the head.
func (s *scan) pairGoesOn(i int) bool {
	for _, h := range s.f.rules.pairHeads {
		if s.matches(i, h.words) {
			return true
		}
	}
	return s.lower(i) == "-"
}

func (s *scan) matches(i int, words []string) bool {
	for k, w := range words {
		if s.lower(i+k) != w {
			return false
		}
	}
	return true
}
