package recognise

import "policygraph/extract/prose"

// common finds things that are named in small letters: what somebody is told to create ("launch a regional seed exchange"),
// agreements with their parties ("its data-sharing pact with Norway") and dated events ("the October 2015 summit").
func (s *scan) common() {
	if s.p.Kind == "heading" || s.p.Kind == "row" {
		return
	}
	for i := 1; i < len(s.ts); i++ {
		if s.ts[i].Class != prose.Word || s.ts[i].Case != prose.Lower || !s.f.rules.common.Has(s.ts[i].Lower) {
			continue
		}
		if last := s.commonHead(i, s.f.rules.dated); last > 0 {
			s.datedEvent(i, last)
		}
		if last := s.commonHead(i, s.f.rules.agreements); last > 0 {
			s.commonAgreement(i, last)
		}
		if last := s.commonHead(i, s.f.rules.creatable); last > 0 {
			s.creation(i, last)
		}
	}
}

// commonHead returns the end of the longest head phrase at token i, or 0.
func (s *scan) commonHead(i int, heads map[string][][]string) int {
	best := 0
	for _, words := range heads[s.ts[i].Lower] {
		if s.matches(i, words) {
			best = max(best, i+len(words))
		}
	}
	return best
}

// modifiers returns where the small-letter modifiers before token i start, and how many of them are not plain.
func (s *scan) modifiers(i int) (first, telling int) {
	first = i
	for first > 0 {
		t := s.ts[first-1]
		if t.Lower == "-" && s.adjacent(first-2) && s.adjacent(first-1) && first >= 2 {
			first -= 2
			if s.ts[first].Case == prose.Lower {
				telling++
			}
			continue
		}
		if t.Lower == "and" && first >= 2 && s.ts[first-2].Case == prose.Lower && s.ts[first-2].Tag == prose.Noun && telling > 0 {
			first -= 2
			continue
		}
		if t.Class != prose.Word || t.Case != prose.Lower || !modifies(t.Tag) && t.Tag != prose.VerbPP || s.f.rules.creation.Has(t.Lower) {
			break
		}
		first--
		if !s.f.rules.plain.Has(t.Lower) && len(t.Lower) > 2 {
			telling++
		}
	}
	return first, telling
}

func (s *scan) addCommon(first, last int, typ, rule string, confidence float64) {
	for i := first; i < last; i++ {
		for _, h := range [...]*found{s.known(i), s.covering(i)} {
			if h != nil && h.typ != "country" && h.typ != "place" {
				return
			}
		}
	}
	s.record(found{first: first, last: last, typ: typ, rule: rule, confidence: confidence})
}

// datedEvent reads "October 2015 summit", "2018 midterm elections".
func (s *scan) datedEvent(i, last int) {
	first, _ := s.modifiers(i)
	if !s.is(first-1, prose.Number) || len(s.ts[first-1].Lower) != 4 {
		return
	}
	first--
	if s.f.rules.calendar.Has(s.lower(first-1)) && s.capital(first-1) {
		first--
	}
	typ := "event"
	if last-i > 1 {
		typ = "agreement" // joint statements and declarations
	}
	s.addCommon(first, last, typ, "dated-event", 0.7)
}

// commonAgreement reads "intelligence-sharing agreement with Tokyo", "fisheries pact between Norway and Russia".
func (s *scan) commonAgreement(i, last int) {
	if w := s.lower(last); w != "with" && w != "between" {
		return
	}
	k := last + 1
	if s.lower(k) == "the" {
		k++
	}
	if o := s.known(k); o == nil || o.first != k || o.weak || !pairable(o.forms) {
		return
	}
	first, telling := s.modifiers(i)
	if telling == 0 {
		return
	}
	for first < i && s.f.rules.plain.Has(s.lower(first)) {
		first++
	}
	s.addCommon(first, last, "agreement", "agreement-with-state", 0.65)
}

// creation reads what a verb of creation brings about: "establish a startup immersion program".
func (s *scan) creation(i, last int) {
	first, telling := s.modifiers(i)
	if telling < 2 {
		return
	}
	v := first - 1
	if w := s.lower(v); w == "a" || w == "an" || w == "the" {
		v--
	}
	if !s.f.rules.creation.Has(s.lower(v)) && !(s.lower(v) == "up" && s.lower(v-1) == "set") {
		return
	}
	for first < i && s.f.rules.plain.Has(s.lower(first)) {
		first++
	}
	s.addCommon(first, last, "initiative", "object-of-creation", 0.5)
}
