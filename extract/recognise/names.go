package recognise

import (
	"strings"

	"policygraph/extract/prose"
)

// heads finds names by their head nouns: a capitalised phrase that ends in one ("Combined Space Operations Center") or opens
// with one ("Ministry of Science and ICT"), or goes on in small letters ("Northern Compass exercise"). Headings are left out:
// their capitals say nothing.
func (s *scan) heads() {
	if s.p.Kind == "heading" && s.titleCase() || s.shouting() {
		return
	}
	for i := 0; i < len(s.ts); {
		if s.mission(i) {
			i++
			continue
		}
		if !s.capital(i) || s.functionWord(i) || s.lower(i-1) == "-" && s.adjacent(i-1) || s.f.rules.calendar.Has(s.lower(i)) && s.is(i+1, prose.Number) {
			i++
			continue
		}
		end := s.run(i)
		i = max(s.nameIn(i, end), end)
	}
}

// titleCase reports whether most words of the passage have capitals, as headings in title case and shouted ones do.
func (s *scan) titleCase() bool {
	capitals, words := 0, 0
	for i, t := range s.ts {
		if t.Class == prose.Word && len(t.Lower) > 3 && s.known(i) == nil {
			words++
			if s.capital(i) {
				capitals++
			}
		}
	}
	return capitals*5 > words*3
}

// shouting reports whether the passage is in capitals throughout: an address, a banner.
func (s *scan) shouting() bool {
	capitals, words := 0, 0
	for _, t := range s.ts {
		if t.Class == prose.Word && len(t.Lower) > 3 {
			words++
			if t.Case == prose.Upper {
				capitals++
			}
		}
	}
	return capitals >= 3 && capitals*10 > words*7
}

// functionWord reports whether token i is capitalised only because it opens a sentence: "The", "In", "While".
func (s *scan) functionWord(i int) bool {
	t := s.ts[i]
	switch t.Tag {
	case prose.Adv:
		return t.Case == prose.Title && s.known(i) == nil && s.sentenceStart(i) && s.lower(i+1) != "-"
	case prose.Det, prose.Prep, prose.Conj, prose.Pron, prose.Modal, prose.Part:
		return t.Case == prose.Title && s.known(i) == nil
	}
	return t.Case == prose.Title && s.sentenceStart(i) && (t.Tag == prose.VerbIng || t.Tag == prose.VerbPP) && s.known(i) == nil
}

// broken reports whether a tab or line feed stands before token j: the edge of a table cell.
func (s *scan) broken(j int) bool {
	return strings.ContainsAny(s.text[s.ts[j-1].Span.End:s.ts[j].Span.Start], "\t\n")
}

// run returns the end of the run of capitalised words, glued hyphens and numbers that starts at i.
func (s *scan) run(i int) int {
	j := i + 1
	for j < len(s.ts) && !s.broken(j) {
		t := s.ts[j]
		if t.Class == prose.Number && s.f.rules.calendar.Has(s.lower(j-1)) {
			return j // "January 2020 IT Academy"
		}
		switch {
		case s.capital(j) && !(t.Tag == prose.Modal && t.Case == prose.Title):
			j++
		case t.Lower == "-" && j+1 < len(s.ts) && (s.capital(j+1) || s.is(j+1, prose.Number)):
			j += 2
		case t.Lower == "/" && s.adjacent(j-1) && s.adjacent(j) && s.capital(j+1) && s.plain(j-1) && s.plain(j+1):
			j += 2 // "Peak/Valley Fire Act"
		case t.Lower == "&" && s.capital(j+1):
			j += 2
		case t.Lower == "-" && s.adjacent(j-1) && s.adjacent(j) && s.is(j+1, prose.Word) && s.capital(j+2):
			j += 3 // "First-tier Tribunal"
		case t.Class == prose.Clitic && s.f.rules.inner.Has(s.ts[j-1].Lower) && s.capital(j+1):
			j += 2
		case s.is(j, prose.Number) && s.capital(j+1) && !s.sentenceStart(j+1):
			j++
		default:
			return j
		}
	}
	return j
}

// headAt reports whether token i is a head noun of names.
func (s *scan) headAt(i int) bool {
	_, ok := s.f.rules.heads.Get(headKey(s.ts[i]))
	return ok
}

// plain reports whether token i belongs to no known name but a place's.
func (s *scan) plain(i int) bool {
	k := s.known(i)
	return k == nil || k.weak || k.forms[0].Entry.Type == "place"
}

// nameIn looks for a name in the run [first, end) and what follows it; it returns the token after what it has used.
func (s *scan) nameIn(first, end int) int {
	if k := s.bodyBefore(first, end); k > first {
		first = k
	}
	if k := s.known(first); k != nil && k.first == first && k.last == end && !k.weak && k.forms[0].Entry.Type != "country" && k.forms[0].Entry.Type != "place" {
		if typ, ok := s.f.rules.lowerHeads.Get(s.lower(end)); ok && s.distinctive(first, end) {
			return s.emit(first, end+1, end, typ)
		}
		return end
	}
	if k := s.known(first); k != nil && k.first == first && k.last > end && !k.weak {
		if last := s.conjoined(k.last); last > k.last && k.forms[0].Entry.Type == "agency" && !s.shortAgency(k.last+1, last) {
			return s.emit(first, last, first, "agency") // a name longer than the list's
		}
		return k.last
	}
	h, ok := s.f.rules.heads.Get(headKey(s.ts[end-1]))
	if ok && (end-first > 1 || h.first || h.typ == "company" && s.is(first-1, prose.Word)) {
		if h.typ == "company" && end-first == 1 {
			first--
		}
		last := s.right(end, h)
		return s.emit(first, last, end-1, h.typ)
	}
	if last, at := s.bracketed(end); at > 0 {
		return s.emit(first, last, at, s.mustType(at))
	}
	if h, ok := s.f.rules.heads.Get(headKey(s.ts[first])); ok && h.first && h.typ == "initiative" && end-first > 1 && !s.f.rules.roles.Has(s.lower(end-1)) {
		return s.emit(first, s.right(end, h), first, h.typ) // "Operation Warp Speed", "Task Force Alpha"
	}
	if typ, ok := s.f.rules.lowerHeads.Get(s.lower(end)); ok && s.distinctive(first, end) {
		return s.emit(first, end+1, end, typ)
	}
	if s.is(end, prose.Word) && s.ts[end].Case == prose.Lower && modifies(s.ts[end].Tag) && s.adjacentWords(first, end) {
		if typ, ok := s.f.rules.lowerHeads.Get(s.lower(end + 1)); ok && s.distinctive(first, end) {
			return s.emit(first, end+2, end+1, typ) // "Young Professionals exchange program"
		}
	}
	if k := s.known(first); k != nil && k.first == first && k.last < end && countryOf(k.forms) != nil {
		if last, at := s.across(end); at > 0 {
			return s.emit(k.last, last, at, s.mustType(at))
		}
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

// shortAgency reports whether the words are what an agency is called for short: the Interior of "the Department of Agriculture
// and Interior".
func (s *scan) shortAgency(first, last int) bool {
	k := s.known(first)
	return k != nil && k.first == first && k.last == last && k.forms[0].Entry.Type == "agency"
}

// headKey returns the word that heads are looked up by.
func headKey(t prose.Token) string { return strings.TrimSuffix(t.Lower, ".") }

func (s *scan) typeAt(i int) (string, bool) {
	if h, ok := s.f.rules.heads.Get(headKey(s.ts[i])); ok && s.capital(i) {
		return h.typ, true
	}
	typ, ok := s.f.rules.lowerHeads.Get(s.ts[i].Lower)
	return typ, ok
}

func (s *scan) mustType(i int) string {
	typ, _ := s.typeAt(i)
	return typ
}

// bodyBefore returns where the name proper starts when a known body opens the run: the Bureau in "State Department Bureau of …".
func (s *scan) bodyBefore(first, end int) int {
	k := s.known(first)
	if k == nil || k.first != first || k.last >= end || k.weak {
		return first
	}
	h, ok := s.f.rules.heads.Get(headKey(s.ts[k.last]))
	if !ok || !h.first || !s.f.rules.joiners.Has(s.lower(k.last+1)) {
		return first
	}
	if t := k.forms[0].Entry.Type; t == "country" || t == "place" {
		return first
	}
	return k.last
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
		if k := s.known(i); (k == nil || k.weak) && s.ts[i].Class == prose.Word {
			plain++
		}
	}
	if k := s.known(first); k != nil && k.forms[0].Entry.Type == "agency" && plain >= 1 {
		return true // "White House AI council"
	}
	return plain >= 2
}
