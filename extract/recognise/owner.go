package recognise

import (
	"strings"

	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// emit records a name made by grammar unless it is generic or already known; it returns the token after the name.
func (s *scan) emit(first, last, at int, typ string) int {
	first = s.leading(first, last, typ)
	if last-first < 2 && at < last || s.generic(first, last, at) || s.organOf(first, last) {
		return last
	}
	if k := s.known(first); k != nil && k.first == first && k.last == last {
		return last
	}
	f := found{first: first, last: last, typ: typ, rule: "name-grammar", confidence: 0.8}
	s.owner(&f)
	f.typ = s.refine(f, at)
	f.typ = s.possessed(f)
	s.listedWithOwner(&f)
	if f.typ == "agency" || f.typ == "organization" {
		f.rule = "body-grammar"
	}
	s.record(f)
	return last
}

// listedWithOwner looks a possessed body up under its owner's name: "California's Department of Forestry" is the list's
// "California Department of Forestry".
func (s *scan) listedWithOwner(f *found) {
	k := s.known(f.first - 2)
	if k == nil || k.last != f.first-1 || !s.is(f.first-1, prose.Clitic) || k.weak {
		return
	}
	if e := s.f.gaz.Lookup(k.forms[0].Entry.Name + " " + s.words(f.first, f.last)); e != nil {
		f.forms = []gazetteer.Form{{Entry: e, Kind: gazetteer.AliasForm}}
	}
}

// possessed corrects the type by what the name belongs to: a company's center is a company, and a programme where somebody is
// a fellow is an organization.
func (s *scan) possessed(f found) string {
	if k := s.known(f.first - 2); (f.typ == "agency" || f.typ == "organization") && k != nil && k.last == f.first-1 && s.is(f.first-1, prose.Clitic) {
		switch t := k.forms[0].Entry.Type; t {
		case "company", "organization":
			return t
		}
	}
	if f.typ != "initiative" {
		return f.typ
	}
	i := f.first - 1
	if s.lower(i) == "the" || s.lower(i) == "'s" {
		i--
	}
	switch s.lower(i) {
	case "with", "at", "of", "in", "for":
		if s.f.rules.roles.Has(s.lower(i - 1)) {
			return "organization"
		}
	}
	return f.typ
}

// leading drops words that a sentence's start has capitalised, and takes a year into the name of an event or agreement.
func (s *scan) leading(first, last int, typ string) int {
	for first < last-1 && s.functionWord(first) {
		first++
	}
	for i := last - 2; i >= first; i-- {
		if s.f.rules.breakers.Has(s.words(i, i+1)) {
			first = i + 1
			break
		}
	}
	if typ == "initiative" && s.is(first-3, prose.Number) && s.lower(first-2) == "-" && s.adjacent(first-3) && s.adjacent(first-2) && s.capital(first-1) {
		return first - 3 // "20-Year Water Plan"
	}
	if typ == "legislation" {
		first = s.listed(first)
	}
	if (typ == "event" || typ == "agreement") && s.is(first-1, prose.Number) && len(s.ts[first-1].Lower) == 4 && s.ts[first-1].Lower[0] <= '2' {
		return first - 1
	}
	return first
}

// listed returns where a name of a law that begins with an enumeration starts: "the Land, Forest, and Water Act". Only an
// article shows that all of it is one name.
func (s *scan) listed(first int) int {
	i := first
	for i > 1 {
		k := i - 1
		if s.lower(k) == "and" {
			k--
		}
		if k < i-1 && s.lower(k) != "," && i == first && s.capital(k) {
			k++ // "Land and Water Act" has no comma
		} else if s.lower(k) != "," {
			break
		}
		start := s.runStart(k) + 1
		if start >= k || s.known(start) != nil && !s.known(start).weak {
			return first
		}
		if _, headed := s.f.rules.heads.Get(headKey(s.ts[k-1])); headed {
			return first
		}
		i = start
	}
	if i == first || s.ts[i-1].Tag != prose.Det {
		return first
	}
	return i
}

// generic reports whether the words are no name: listed as such, or nothing but heads and countries.
func (s *scan) generic(first, last, at int) bool {
	if s.f.rules.notNames.Has(strings.ToLower(s.words(first, last))) {
		return true
	}
	for i := first; i < last; i++ {
		if s.ts[i].Class != prose.Word && s.ts[i].Class != prose.Number || s.f.rules.joiners.Has(s.ts[i].Lower) {
			continue
		}
		_, isHead := s.f.rules.heads.Get(headKey(s.ts[i]))
		if i == at || isHead && !s.capital(i) {
			continue
		}
		if k := s.known(i); k != nil && (k.forms[0].Entry.Type == "country" || k.forms[0].Entry.Type == "place" || k.forms[0].Entry.Type == "person") && !s.pairedHead(at) {
			continue
		}
		if isHead && last-first <= 2 {
			continue
		}
		return false
	}
	return true
}

// organOf reports whether a bare head and a known body make up the words: the "Authority of the House of Lords" is no name.
func (s *scan) organOf(first, last int) bool {
	if s.lower(first+1) != "of" {
		return false
	}
	k := s.known(first + 2)
	if s.lower(first+2) == "the" {
		k = s.known(first + 3)
	}
	return k != nil && k.last == last && !k.weak && (k.forms[0].Entry.Type == "agency" || k.forms[0].Entry.Type == "organization")
}

// pairedHead reports whether a head makes a name even of a country or city alone: "Singapore Summit", "Korea Institute".
func (s *scan) pairedHead(at int) bool {
	h, ok := s.f.rules.heads.Get(headKey(s.ts[at]))
	return ok && s.capital(at) && (s.f.rules.national.Has(headKey(s.ts[at])) || h.typ == "event" || h.typ == "agreement" || h.typ == "organization")
}

// owner reads the country of a body from the words at its front and before it.
func (s *scan) owner(f *found) {
	if k := s.known(f.first); k != nil && k.first == f.first && k.last < f.last {
		if c := countryOf(k.forms); c != nil && s.lower(k.last) != "-" && k.forms[0].Kind != gazetteer.CapitalForm && k.forms[0].Entry.Type == "country" {
			f.country = c.Name
			if s.strip(k, f) {
				f.name = s.words(k.last, f.last)
			}
		} else if form, ok := s.d.choose(s, *k); ok && form.Entry != nil && form.Entry.Type == "agency" {
			f.country = form.Entry.Country
		}
	}
	if f.country == "" {
		f.country = s.possessor(f.first, f.last)
	}
}

// strip reports whether the country in front is a mere modifier ("ROK National …", "South Korean Ministry of …"), not part of
// the name ("Korea Institute of …").
func (s *scan) strip(k *found, f *found) bool {
	if f.typ != "agency" && f.typ != "legislation" || f.last-k.last < 2 {
		return false
	}
	acronym := k.last-k.first == 1 && s.ts[k.first].Case == prose.Upper
	demonym := k.forms[0].Kind == gazetteer.DemonymForm
	h, ok := s.f.rules.heads.Get(headKey(s.ts[k.last]))
	return acronym || demonym && ok && h.first && s.lower(k.last+1) == "of"
}

// possessor returns the country whose name stands before the name with 's, directly before it, or after it with "of".
func (s *scan) possessor(first, last int) string {
	i := first - 1
	if s.is(i, prose.Clitic) {
		i--
	}
	if k := s.known(i); k != nil && k.last == i+1 {
		if c := countryOf(k.forms); c != nil && !k.weak {
			return c.Name
		}
		if f, ok := s.d.choose(s, *k); ok && f.Entry != nil && f.Entry.Type == "agency" && s.is(first-1, prose.Clitic) {
			return f.Entry.Country
		}
	}
	if c := s.addressed(first, last); c != "" {
		return c
	}
	if w := s.lower(last); w == "of" || w == "in" || w == "(" {
		j := last + 1
		if s.lower(j) == "the" {
			j++
		}
		if k := s.known(j); k != nil && k.first == j {
			if c := countryOf(k.forms); c != nil && (w != "in" || k.forms[0].Kind == gazetteer.NameForm) {
				return c.Name
			}
		}
	}
	return ""
}

// addressed returns the country behind the comma after a body of government: "Ministry of Health, Samoa". In an enumeration
// the country stands for itself.
func (s *scan) addressed(first, last int) string {
	h, ok := s.f.rules.heads.Get(headKey(s.ts[first]))
	if !ok || h.typ != "agency" || s.lower(last) != "," || s.lower(first-1) == "and" {
		return ""
	}
	k := s.known(last + 1)
	if k == nil || k.first != last+1 || k.weak || k.forms[0].Kind != gazetteer.NameForm || countryOf(k.forms) == nil {
		return ""
	}
	next := k.last
	for w := s.lower(next); w == "," || w == "and" || w == "or"; w = s.lower(next) {
		next++
	}
	if next > k.last && s.country(next) {
		return ""
	}
	return countryOf(k.forms).Name
}

// refine corrects the type that the head gives by the words before it: bodies of a state against bodies between states.
func (s *scan) refine(f found, at int) string {
	w := headKey(s.ts[at])
	if f.typ != "agency" && f.typ != "organization" || !s.f.rules.either.Has(w) {
		return f.typ
	}
	opening := s.text[s.ts[f.first].Span.Start:s.ts[f.first].Span.End]
	k := s.known(f.first)
	if o := s.known(f.first - 1); o != nil && o.last == f.first && o.forms[0].Entry.Type == "organization" {
		return "organization"
	}
	switch {
	case k != nil && k.last < f.last && k.forms[0].Entry.Type == "country" && k.forms[0].Kind != gazetteer.CapitalForm:
		return "agency"
	case s.f.rules.interstate.Has(opening) || k != nil && k.forms[0].Entry.Type == "organization":
		return "organization"
	case f.country != "" || s.f.rules.state.Has(opening) || k != nil && (k.forms[0].Entry.Type == "agency"):
		return "agency"
	}
	return f.typ
}
