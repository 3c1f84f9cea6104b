package recognise

import (
	"strings"

	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// people finds persons by title ("Ambassador Jane Holloway"), by given name ("Peter M. Sand") and by the shape of an
// author's note ("X is a senior fellow …").
func (s *scan) people() {
	if s.p.Kind == "heading" && s.p.Level > 2 {
		return
	}
	s.authors()
	for i := 0; i < len(s.ts); {
		if !s.capital(i) || s.known(i) != nil && !s.known(i).weak && s.known(i).forms[0].Entry.Type != "place" {
			i++
			continue
		}
		after := s.titleAfter(i)
		if after > i && s.capital(after) {
			if end := s.personName(after); end > after && !s.isThing(after, end) && !s.f.rules.notPeople.Has(s.words(after, after+1)) && !s.f.rules.roles.Has(strings.TrimSuffix(s.lower(end-1), "s")) && !s.allSmall(after, end) &&
				(end > after+1 || s.knownSurname(after) || !s.f.rules.weakTitles.Has(s.words(after-1, after))) && (end > after+1 || s.ts[after].Case != prose.Upper) {
				first := after
				if s.f.rules.peerage.Has(s.words(i, i+1)) {
					first = i
					if s.lower(end) == "of" && s.capital(end+1) {
						end += 2
					}
				}
				s.addPerson(first, end, "title-and-name", 0.92)
				i = s.nameList(end, strings.HasSuffix(s.ts[after-1].Lower, "s") && s.ts[after-1].Case == prose.Title)
				continue
			}
		}
		if s.givenName(i) {
			if end := s.personName(i); end > i+1 && !s.isThing(i, end) {
				s.addPerson(i, end, "given-name", 0.85)
				i = end
				continue
			}
		}
		if end := s.withRole(i); end > i {
			s.addPerson(i, end, "name-and-role", 0.85)
			i = end
			continue
		}
		if end := s.noteOnAuthor(i); end > i {
			s.addPerson(i, end, "author-note", 0.9)
			i = end
			continue
		}
		i++
	}
}

// maxAuthorLine is the length in tokens of the longest passage that is read as a line of authors.
const maxAuthorLine = 60

// authors reads a line of authors: "By A B, C D and E F".
func (s *scan) authors() {
	if len(s.ts) < 3 || len(s.ts) > maxAuthorLine {
		return
	}
	switch s.lower(0) {
	case "by", "author", "authors", "written", "edited", "prepared":
	default:
		return
	}
	for i := 1; i < len(s.ts); {
		if !s.capital(i) || s.functionWord(i) || s.known(i) != nil && !s.known(i).weak && s.known(i).forms[0].Entry.Type != "person" {
			i++
			continue
		}
		end := s.personName(i)
		if end > i+1 && !s.isThing(i, end) && s.known(i) == nil {
			s.addPerson(i, end, "author-line", 0.85)
		}
		i = max(end, i+1)
	}
}

func (s *scan) addPerson(first, last int, rule string, confidence float64) {
	if k := s.known(first); k != nil && k.first == first && k.last == last {
		return
	}
	s.record(found{first: first, last: last, typ: "person", rule: rule, confidence: confidence})
}

// titleAfter returns the token after the title that starts at i, or i.
func (s *scan) titleAfter(i int) int {
	if i >= len(s.ts) || !s.f.rules.titleHeads.Has(strings.TrimSuffix(s.ts[i].Lower, ".")) {
		return i
	}
	best := i
	phrase := ""
	for k := i; k < min(i+3, len(s.ts)); k++ {
		w := s.ts[k].Lower
		if s.is(k, prose.Punct) && w != "-" {
			break
		}
		if k > i && w != "-" && !strings.HasSuffix(phrase, "-") {
			phrase += " "
		}
		phrase += strings.TrimSuffix(w, ".")
		if s.f.rules.titles.Has(phrase) {
			best = k + 1
		}
	}
	if best > i && s.lower(best) == "." && len(s.ts[best-1].Lower) <= 4 {
		best++
	}
	return best
}

// titleBefore returns where the title that ends before token i starts, or i.
func (s *scan) titleBefore(i int) int {
	for n := 3; n >= 1; n-- {
		if k := i - n; k >= 0 && s.titleAfter(k) == i {
			return k
		}
	}
	return i
}

// givenName reports whether token i is a known given name, written as one.
func (s *scan) givenName(i int) bool {
	return s.ts[i].Case == prose.Title && s.f.rules.given.Has(s.text[s.ts[i].Span.Start:s.ts[i].Span.End]) && (s.known(i) == nil || s.known(i).weak) ||
		s.known(i) != nil && s.known(i).forms[0].Entry.Type == "place" && s.f.rules.given.Has(s.words(i, i+1)) && s.capital(i+1)
}

// personName returns the end of the name that starts at i: up to five capitalised words, initials, hyphenated parts, particles.
func (s *scan) personName(i int) int {
	words, j := 0, i
	for j < len(s.ts) && words < 5 && (j == i || !s.broken(j)) {
		t := s.ts[j]
		if j > i && s.f.rules.titles.Has(t.Lower) && t.Case == prose.Title {
			return s.trimName(i, j)
		}
		switch {
		case s.capital(j) && (t.Case != prose.Upper || len(t.Lower) <= 2 || s.allCaps(i, j+1)) && s.personWord(j, i):
			words++
			j++
		case t.Lower == "-" && s.adjacent(j) && j+1 < len(s.ts) && s.ts[j+1].Class == prose.Word && j > i:
			j += 2
		case s.f.rules.particles.Has(t.Lower) && j > i && (s.capital(j+1) || s.f.rules.particles.Has(s.lower(j+1)) && s.capital(j+2)):
			j++
		case t.Lower == "." && j > i && len(s.ts[j-1].Lower) == 1:
			j++
		default:
			return s.trimName(i, j)
		}
	}
	return s.trimName(i, j)
}

func (s *scan) allCaps(i, j int) bool {
	for k := i; k < j; k++ {
		if s.ts[k].Class == prose.Word && s.ts[k].Case != prose.Upper {
			return false
		}
	}
	return true
}

// personWord reports whether token j may be part of a person's name: no function word, no head of a body, no country.
func (s *scan) personWord(j, first int) bool {
	switch s.ts[j].Tag {
	case prose.Det, prose.Prep, prose.Conj, prose.Pron, prose.Modal:
		return false
	}
	if k := s.known(j); k != nil && !k.weak && j > first {
		switch k.forms[0].Entry.Type {
		case "country", "agency", "agreement", "organization":
			return false
		}
	}
	_, head := s.f.rules.heads.Get(headKey(s.ts[j]))
	return !head || j == first
}

func (s *scan) trimName(i, j int) int {
	for j > i && (s.ts[j-1].Class == prose.Punct || s.f.rules.particles.Has(s.ts[j-1].Lower)) {
		j--
	}
	return j
}

// isThing reports whether what looks like a person's name goes on as the name of something else: "Fulbright Program".
func (s *scan) isThing(first, last int) bool {
	if last < len(s.ts) {
		if _, head := s.f.rules.heads.Get(headKey(s.ts[last])); s.capital(last) && (head || s.f.rules.roles.Has(s.lower(last))) {
			return true
		}
		if s.lower(last) == "." && s.capital(last+1) && s.f.rules.roles.Has(s.lower(last+1)) {
			return true
		}
	}
	for _, h := range [...]*found{s.known(first), s.covering(first)} {
		if h != nil && h.first <= first && h.last >= last && h.typ != "person" && !h.weak && h.last-h.first > last-first {
			return true
		}
	}
	return false
}

// nameList goes on after a plural title: "Presidents Barack Obama and Park Geun-hye".
func (s *scan) nameList(i int, plural bool) int {
	for plural && (s.lower(i) == "and" || s.lower(i) == ",") && s.capital(i+1) {
		end := s.personName(i + 1)
		if end <= i+1 || s.isThing(i+1, end) || s.known(i+1) != nil && !s.known(i+1).weak {
			return i
		}
		s.addPerson(i+1, end, "title-and-name", 0.9)
		i = end
	}
	return i
}

// knownSurname reports whether a list has the token as the name of a person.
func (s *scan) knownSurname(i int) bool {
	k := s.known(i)
	return k != nil && k.forms[0].Entry.Type == "person"
}

// allSmall reports whether the report writes every word of the run in small letters elsewhere: no person's name.
func (s *scan) allSmall(first, end int) bool {
	for i := first; i < end; i++ {
		if s.ts[i].Class == prose.Word && !s.d.words[s.ts[i].Lower].small {
			return false
		}
	}
	return true
}

// withRole returns the end of a name at i that a role follows: "Imke Sand (Clerk)", "Imke Sand, director of"; else i.
func (s *scan) withRole(i int) int {
	if s.functionWord(i) || s.known(i) != nil && !s.known(i).weak {
		return i
	}
	end := s.personName(i)
	if end < i+2 || end > i+5 || s.isThing(i, end) || s.allSmall(i, end) || s.ts[i].Case != prose.Title {
		return i
	}
	k := end
	if w := s.lower(k); w != "," && w != "(" {
		return i
	}
	k++
	if w := s.lower(k); w == "the" || w == "a" || w == "an" || w == "then" {
		k++
	}
	for j := k; j < min(k+4, len(s.ts)); j++ {
		if s.ts[j].Class != prose.Word || s.ts[j].Tag == prose.Prep || s.ts[j].Tag == prose.Conj || s.ts[j].Tag == prose.Verb {
			return i
		}
		if s.f.rules.roles.Has(s.ts[j].Lower) {
			return end
		}
	}
	return i
}

// noteOnAuthor returns the end of a name that opens a passage and goes on "is a … fellow", or stands after "by"; else i.
func (s *scan) noteOnAuthor(i int) int {
	if i != 0 && !s.sentenceStart(i) || s.functionWord(i) {
		return i
	}
	end := s.personName(i)
	if end < i+2 || end > i+6 || s.isThing(i, end) {
		return i
	}
	k := end
	if w := s.lower(k); w != "is" && w != "was" && w != "serves" && w != "served" {
		return i
	}
	for j := k + 1; j < min(k+12, len(s.ts)); j++ {
		if s.ts[j].Lower == "." {
			break
		}
		if s.f.rules.roles.Has(s.ts[j].Lower) {
			return end
		}
	}
	return i
}

// introduce learns surnames from full names.
func (s *scan) introduce() {
	for _, h := range s.hits {
		if h.typ != "person" || h.last-h.first < 2 {
			continue
		}
		var entry *gazetteer.Entry
		full := s.words(h.first, h.last)
		if len(h.forms) > 0 {
			if h.weak {
				continue
			}
			entry, full = h.forms[0].Entry, h.forms[0].Entry.Name
		}
		surname := s.f.rules.surnameOf(full)
		if len(surname) < 2 {
			continue
		}
		old, ok := s.d.surnames[surname]
		if ok && old.full != full && (entry == nil || old.entry != entry) {
			if !strings.HasSuffix(old.full, full) && !strings.HasSuffix(full, old.full) {
				s.d.surnames[surname] = person{}
			}
			continue
		}
		s.d.surnames[surname] = person{full, entry}
	}
}

// surnameOf returns the last word of a name, or the first where the family name leads (Kim Jong Un, Xi Jinping, Moon Jae-in).
func (r *Rules) surnameOf(full string) string {
	words := strings.Fields(full)
	if len(words) == 0 {
		return ""
	}
	if r.familyFirst.Has(words[0]) && len(words) >= 2 {
		return words[0]
	}
	return words[len(words)-1]
}

// administrations finds governments named after a person or state: "Biden administration", "Kim regime".
// "South Korean government" is the state itself.
func (s *scan) administrations() {
	for i := 0; i < len(s.ts); i++ {
		if !s.capital(i) && !s.capital(i-1) || !s.f.rules.admin.Has(s.ts[i].Lower) {
			continue
		}
		if s.territory(i) || i == 0 {
			continue
		}
		first := i - 1
		if !s.capital(first) {
			continue
		}
		if k := s.known(first); k != nil && k.last == i {
			if c := countryOf(k.forms); c != nil && !k.weak && (s.ts[i].Lower == "government" || s.ts[i].Lower == "administration") {
				s.record(found{first: k.first, last: i + 1, typ: "country", forms: nameForms(k.forms), rule: "state-government", confidence: 0.93})
				continue
			} else if k.forms[0].Entry.Type != "person" {
				continue
			}
		}
		if w := s.ts[i].Lower; w == "government" && s.known(first) == nil || w == "cabinet" || s.functionWord(first) {
			continue
		}
		if s.ts[first].Case != prose.Title {
			continue
		}
		f := found{first: first, last: i + 1, typ: "agency", rule: "named-administration", confidence: 0.9}
		if k := s.known(first); k != nil && k.forms[0].Entry.Type == "person" {
			f.country = k.forms[0].Entry.First("leads")
		}
		if s.ts[i].Lower == "presidency" || s.ts[i].Lower == "premiership" {
			f.name = s.words(first, first+1) + " administration"
		}
		s.record(f)
	}
}

// territory finds the governments of places that are no states: "Falkland Islands Government", "Government of Greenland".
func (s *scan) territory(i int) bool {
	if !s.capital(i) || s.ts[i].Lower != "government" {
		return false
	}
	f := found{first: i, last: i + 1, typ: "agency", rule: "government-of-place", confidence: 0.88}
	if k := s.known(i - 1); k != nil && k.last == i && k.forms[0].Entry.Type == "place" && len(k.forms) == 1 {
		f.first, f.country = k.first, k.forms[0].Entry.Country
	} else if s.lower(i+1) == "of" {
		j := i + 2
		if s.lower(j) == "the" {
			j++
		}
		k := s.known(j)
		if k == nil || k.first != j || k.forms[0].Entry.Type != "place" || len(k.forms) > 1 {
			return false
		}
		f.last, f.country = k.last, k.forms[0].Entry.Country
	} else {
		return false
	}
	s.record(f)
	return true
}

// nameForms turns demonyms and acronyms of a country into its plain name.
func nameForms(forms []gazetteer.Form) []gazetteer.Form {
	for _, f := range forms {
		if f.Entry.Type == "country" {
			return []gazetteer.Form{{Entry: f.Entry, Kind: gazetteer.AliasForm}}
		}
	}
	return forms
}
