package recognise

import (
	"strings"

	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// heads finds names by their head nouns: a capitalised phrase that ends in one ("Combined Space Operations Center") or opens
// with one ("Ministry of Science and ICT"), or goes on in small letters ("Freedom Guardian exercise"). Headings are left out:
// their capitals say nothing.
func (s *scan) heads() {
	if s.p.Kind == "heading" {
		return
	}
	for i := 0; i < len(s.ts); {
		if !s.capital(i) || s.functionWord(i) {
			i++
			continue
		}
		end := s.run(i)
		i = max(s.nameIn(i, end), end)
	}
}

// functionWord reports whether token i is capitalised only because it opens a sentence: "The", "In", "While".
func (s *scan) functionWord(i int) bool {
	t := s.ts[i]
	switch t.Tag {
	case prose.Det, prose.Prep, prose.Conj, prose.Pron, prose.Modal, prose.Part, prose.Adv:
		return t.Case == prose.Title && s.known(i) == nil
	}
	return t.Case == prose.Title && s.sentenceStart(i) && (t.Tag == prose.VerbIng || t.Tag == prose.VerbPP) && s.known(i) == nil
}

// run returns the end of the run of capitalised words, glued hyphens and numbers that starts at i.
func (s *scan) run(i int) int {
	j := i + 1
	for j < len(s.ts) {
		t := s.ts[j]
		switch {
		case s.capital(j) && !(t.Tag == prose.Modal && t.Case == prose.Title):
			j++
		case t.Lower == "-" && j+1 < len(s.ts) && (s.capital(j+1) || s.is(j+1, prose.Number)):
			j += 2
		case t.Lower == "&" && s.capital(j+1):
			j += 2
		case s.is(j, prose.Number) && s.capital(j+1) && !s.sentenceStart(j+1):
			j++
		default:
			return j
		}
	}
	return j
}

// nameIn looks for a name in the run [first, end) and what follows it; it returns the token after what it has used.
func (s *scan) nameIn(first, end int) int {
	if k := s.bodyBefore(first, end); k > first {
		first = k
	}
	h, ok := s.f.rules.heads[Fold(s.ts[end-1])]
	if ok && (end-first > 1 || h.first) {
		last := s.right(end, h)
		return s.emit(first, last, end-1, h.typ)
	}
	if h, ok := s.f.rules.heads[Fold(s.ts[first])]; ok && h.first && end-first > 1 {
		return s.emit(first, s.right(end, h), first, h.typ) // "Operation Warp Speed", "Task Force Alpha"
	}
	if typ, ok := s.f.rules.lowerHeads[s.lower(end)]; ok && s.distinctive(first, end) {
		return s.emit(first, end+1, end, typ)
	}
	if s.known(first) == nil || s.known(first).weak {
		if last, at := s.across(end); at > 0 {
			if typ, ok := s.typeAt(at); ok {
				return s.emit(first, last, at, typ)
			}
		}
	}
	return end
}

// Fold returns the word that heads are looked up by.
func Fold(t prose.Token) string { return strings.TrimSuffix(t.Lower, ".") }

func (s *scan) typeAt(i int) (string, bool) {
	if h, ok := s.f.rules.heads[Fold(s.ts[i])]; ok && s.capital(i) {
		return h.typ, true
	}
	typ, ok := s.f.rules.lowerHeads[s.ts[i].Lower]
	return typ, ok
}

// bodyBefore returns where the name proper starts when a known body opens the run: the Bureau in "State Department Bureau of …".
func (s *scan) bodyBefore(first, end int) int {
	k := s.known(first)
	if k == nil || k.first != first || k.last >= end || k.weak {
		return first
	}
	h, ok := s.f.rules.heads[Fold(s.ts[k.last])]
	if !ok || !h.first || !s.f.rules.joiners[s.lower(k.last+1)] {
		return first
	}
	if t := k.forms[0].Entry.Type; t == "country" || t == "place" {
		return first
	}
	return k.last
}

// right returns the end of a name whose head ends at token end: "of Science and ICT" belongs to it.
func (s *scan) right(end int, h head) int {
	w := s.lower(end)
	switch w {
	case "of", "for", "on", "against", "to":
		if w == "to" && h.typ == "agency" || w == "for" && h.typ == "event" {
			return end
		}
	case "in":
		if Fold(s.ts[end-1]) != "consulate" && Fold(s.ts[end-1]) != "embassy" && h.typ != "event" {
			return end
		}
	default:
		return s.trailingNumber(end, h.typ)
	}
	if !h.first && h.typ != "legislation" && h.typ != "event" {
		return end
	}
	k := end + 1
	if s.lower(k) == "the" {
		k++
	}
	if s.is(k, prose.Number) && h.typ == "legislation" && w == "of" {
		return k + 1
	}
	if !s.capital(k) || w == "of" && s.country(k) && h.typ != "agency" && h.typ != "organization" {
		return end
	}
	return s.trailingNumber(s.conjoined(s.run(k)), h.typ)
}

// country reports whether token i begins the name of a country.
func (s *scan) country(i int) bool {
	k := s.known(i)
	return k != nil && k.first == i && k.forms[0].Entry.Type == "country"
}

// conjoined extends a name over "and X", ", X, and Y" and "of X" as long as these are no names of their own.
func (s *scan) conjoined(end int) int {
	for end+1 < len(s.ts) {
		w := s.lower(end)
		switch {
		case (w == "and" || w == "&") && s.continues(end+1):
			end = s.run(end + 1)
		case w == "," && s.continues(end+1) && s.listGoesOn(s.run(end+1)):
			end = s.run(end + 1)
		case w == "," && s.lower(end+1) == "and" && s.continues(end+2):
			end = s.run(end + 2)
		case (w == "of" || w == "for" || w == "in" && s.known(end+1) == nil) && s.continues(end+1):
			end = s.run(end + 1)
		case (w == "of" || w == "for") && s.lower(end+1) == "the" && s.continues(end+2):
			end = s.run(end + 2)
		default:
			return end
		}
	}
	return end
}

func (s *scan) listGoesOn(i int) bool {
	return s.lower(i) == "and" || s.lower(i) == "," && (s.lower(i+1) == "and" || s.capital(i+1) && s.lower(s.run(i+1)) == ",")
}

// continues reports whether the capitalised word at i can go on a name: it starts no known body, country or person and no
// name with a head of its own.
func (s *scan) continues(i int) bool {
	if !s.capital(i) {
		return false
	}
	if k := s.known(i); k != nil && k.first == i && !k.weak {
		switch k.forms[0].Entry.Type {
		case "agency", "organization", "company", "country", "person", "agreement":
			return false
		}
	}
	end := s.run(i)
	_, headed := s.f.rules.heads[Fold(s.ts[end-1])]
	if headed && end-i > 1 {
		return false
	}
	h, opens := s.f.rules.heads[Fold(s.ts[i])]
	return !(opens && h.first && s.f.rules.joiners[s.lower(i+1)])
}

// across looks for a head behind "and", "of" or "for" and another run: "Networking and Information Technology … Program".
// It returns the end of the name and the head's token, or zero.
func (s *scan) across(end int) (last, at int) {
	for hops := 0; hops < 3 && end+1 < len(s.ts); hops++ {
		w := s.lower(end)
		if w != "and" && w != "&" && w != "of" && w != "for" || !s.capital(end+1) || s.functionWord(end+1) {
			return 0, 0
		}
		if k := s.known(end + 1); k != nil && k.first == end+1 && len(k.forms) > 0 && k.forms[0].Entry.Type != "place" && !k.weak {
			return 0, 0
		}
		end = s.run(end + 1)
		if h, ok := s.f.rules.heads[Fold(s.ts[end-1])]; ok {
			return s.right(end, h), end - 1
		}
		if _, ok := s.f.rules.lowerHeads[s.lower(end)]; ok {
			return end + 1, end
		}
	}
	return 0, 0
}

// trailingNumber extends a name over a number that belongs to it: "Data Protection Act 1998", "Defense Reform 2.0".
func (s *scan) trailingNumber(end int, typ string) int {
	if !s.is(end, prose.Number) {
		return end
	}
	n := s.ts[end].Lower
	if typ == "legislation" && len(n) == 4 || typ == "initiative" && (strings.Contains(n, ".") || len(n) == 4) || typ == "agreement" && len(n) <= 4 && len(n) > 2 && s.lower(end+1) != "years" {
		return end + 1
	}
	return end
}

// distinctive reports whether the run is a name by itself, so that a small-letter head may follow: at least two words or an
// acronym, and not merely a country, place or person.
func (s *scan) distinctive(first, end int) bool {
	if s.sentenceStart(first) && end-first < 2 {
		return false
	}
	if k := s.known(first); k != nil && k.last >= end {
		switch k.forms[0].Entry.Type {
		case "initiative", "event", "agreement", "legislation":
			return true
		}
		return false
	}
	plain := 0
	for i := first; i < end; i++ {
		if s.known(i) == nil && s.ts[i].Class == prose.Word {
			plain++
		}
	}
	return plain >= 2
}

// emit records a name made by grammar unless it is generic or already known; it returns the token after the name.
func (s *scan) emit(first, last, at int, typ string) int {
	first = s.leading(first, last, typ)
	if last-first < 2 && at < last || s.generic(first, last, at) {
		return last
	}
	if k := s.known(first); k != nil && k.first == first && k.last == last {
		return last
	}
	f := found{first: first, last: last, typ: typ, rule: "name-grammar", confidence: 0.8}
	s.owner(&f)
	f.typ = s.refine(f, at)
	if f.typ == "agency" || f.typ == "organization" {
		f.rule = "body-grammar"
	}
	s.hits = append(s.hits, f)
	return last
}

// leading drops words that a sentence's start has capitalised, and takes a year into the name of an event or agreement.
func (s *scan) leading(first, last int, typ string) int {
	for first < last-1 && s.functionWord(first) {
		first++
	}
	if (typ == "event" || typ == "agreement") && s.is(first-1, prose.Number) && len(s.ts[first-1].Lower) == 4 && s.ts[first-1].Lower[0] <= '2' {
		return first - 1
	}
	return first
}

// generic reports whether the words are no name: listed as such, or nothing but heads and countries.
func (s *scan) generic(first, last, at int) bool {
	if s.f.rules.notNames[strings.ToLower(s.words(first, last))] {
		return true
	}
	for i := first; i < last; i++ {
		if s.ts[i].Class != prose.Word && s.ts[i].Class != prose.Number || s.f.rules.joiners[s.ts[i].Lower] {
			continue
		}
		_, isHead := s.f.rules.heads[Fold(s.ts[i])]
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

// pairedHead reports whether a head makes a name even of a country or city alone: "Singapore Summit", "Korea Institute".
func (s *scan) pairedHead(at int) bool {
	h, ok := s.f.rules.heads[Fold(s.ts[at])]
	return ok && s.capital(at) && (h.typ == "event" || h.typ == "agreement" || h.typ == "organization")
}

// owner reads the country of a body from the words at its front and before it.
func (s *scan) owner(f *found) {
	if k := s.known(f.first); k != nil && k.first == f.first && k.last < f.last {
		if c := countryOf(k.forms); c != nil && s.lower(k.last) != "-" {
			f.country = c.Name
			if s.strip(k, f) {
				f.name = s.words(k.last, f.last)
			}
		} else if k.forms[0].Entry.Country != "" && k.forms[0].Entry.Type == "agency" {
			f.country = k.forms[0].Entry.Country
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
	h, ok := s.f.rules.heads[Fold(s.ts[k.last])]
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
		if e := k.forms[0].Entry; e.Country != "" && s.is(first-1, prose.Clitic) && e.Type == "agency" {
			return e.Country
		}
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

// refine corrects the type that the head gives by the words before it: bodies of a state against bodies between states.
func (s *scan) refine(f found, at int) string {
	w := Fold(s.ts[at])
	if f.typ != "agency" && f.typ != "organization" || !s.f.rules.either[w] {
		return f.typ
	}
	opening := s.text[s.ts[f.first].Span.Start:s.ts[f.first].Span.End]
	k := s.known(f.first)
	switch {
	case s.f.rules.interstate[opening] || k != nil && k.forms[0].Entry.Type == "organization":
		return "organization"
	case f.country != "" || s.f.rules.state[opening] || k != nil && (k.forms[0].Entry.Type == "agency"):
		return "agency"
	}
	return f.typ
}
