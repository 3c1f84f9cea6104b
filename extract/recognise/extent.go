package recognise

import (
	"strings"

	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// modifies reports whether a word of that tag may stand between a name and its small-letter head.
func modifies(t prose.Tag) bool {
	return t == prose.Noun || t == prose.Adj || t == prose.Verb || t == prose.VerbIng
}

// adjacentWords reports whether the run is words only.
func (s *scan) adjacentWords(first, end int) bool {
	for i := first; i < end; i++ {
		if !s.is(i, prose.Word) {
			return false
		}
	}
	return true
}

// bracketed looks for a head behind an acronym in brackets: "Dual-Use Research of Concern (DURC) Policy". It returns the end
// of the name and the head's token, or zero.
func (s *scan) bracketed(end int) (last, at int) {
	for hops := 0; hops < 4; hops++ {
		if s.lower(end) == "(" && s.lower(end+2) == ")" && s.capital(end+1) {
			if _, ok := s.f.rules.heads.Get(headKey(s.ts[min(end+3, len(s.ts)-1)])); ok && s.capital(end+3) {
				return end + 4, end + 3
			}
			return 0, 0
		}
		if !s.f.rules.joiners.Has(s.lower(end)) || !s.capital(end+1) || s.functionWord(end+1) {
			return 0, 0
		}
		end = s.run(end + 1)
	}
	return 0, 0
}

// mission finds embassies and consulates by state and seat: "South Korean consulate in San Francisco".
func (s *scan) mission(i int) bool {
	if w := s.lower(i); w != "embassy" && w != "consulate" {
		return false
	}
	k := s.known(i - 1)
	if k == nil || k.last != i || countryOf(k.forms) == nil {
		return false
	}
	last := i + 1
	if s.lower(last) == "general" {
		last++
	}
	if c := s.known(last + 1); c != nil && c.first == last+1 && s.lower(last) == "in" {
		last = c.last
	}
	s.record(found{first: k.first, last: last, typ: "agency", rule: "diplomatic-mission", confidence: 0.9, country: countryOf(k.forms).Name})
	return true
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
		if headKey(s.ts[end-1]) != "consulate" && headKey(s.ts[end-1]) != "embassy" && h.typ != "event" {
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
	if o := s.known(k); o != nil && o.first == k && !o.weak && s.capital(end-2) && !s.broken(end-1) && (o.forms[0].Entry.Type == "agency" || o.forms[0].Entry.Type == "organization") {
		return end // "the Polar Department of the Foreign Office"
	}
	if h.typ == "event" && w == "in" {
		if o := s.known(k); o != nil && o.first == k && !s.is(s.runStart(end), prose.Number) && (o.forms[0].Entry.Type == "place" || o.forms[0].Kind == gazetteer.CapitalForm) {
			return o.last
		}
		return end
	}
	if !s.capital(k) || w == "of" && s.country(k) && h.typ != "agency" && h.typ != "organization" {
		return end
	}
	last := s.conjoined(s.runOn(k))
	if o, ok := s.f.rules.heads.Get(headKey(s.ts[last-1])); ok && o.first && o.typ == h.typ && h.typ == "agreement" {
		return s.right(last, o) // "Memorandum of Understanding on …"
	}
	return s.trailingNumber(last, h.typ)
}

// runOn is run, going on after a possessive: "Commission on Strengthening America's Health Security".
func (s *scan) runOn(i int) int {
	end := s.run(i)
	if s.is(end, prose.Clitic) && s.capital(end+1) && s.known(end+1) == nil {
		next := s.run(end + 1)
		if _, headed := s.f.rules.heads.Get(headKey(s.ts[next-1])); !headed {
			return next
		}
	}
	return end
}

// runStart returns the token before the run of capitalised words that ends at token end.
func (s *scan) runStart(end int) int {
	i := end - 1
	for i >= 0 && (s.capital(i) || s.lower(i) == "-") {
		i--
	}
	return i
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
		case (w == "and" || w == "&") && s.continues(end+1) && !s.modifiesNext(s.run(end+1)):
			end = s.run(end + 1)
		case w == "," && s.continues(end+1) && s.listGoesOn(s.run(end+1)):
			end = s.run(end + 1)
		case w == "," && s.lower(end+1) == "and" && s.continues(end+2):
			end = s.run(end + 2)
		case (w == "of" || w == "for") && s.continues(end+1):
			end = s.runOn(end + 1)
		case (w == "of" || w == "for") && s.lower(end+1) == "the" && s.continues(end+2):
			end = s.run(end + 2)
		case w == "against" && s.continues(end+1):
			end = s.run(end + 1)
		default:
			return end
		}
	}
	return end
}

// modifiesNext reports whether the word before token i is an adjective of a small-letter noun there: "Congressional overseers".
func (s *scan) modifiesNext(i int) bool {
	if i >= len(s.ts) || s.ts[i].Class != prose.Word || s.ts[i].Case != prose.Lower || s.ts[i].Tag != prose.Noun {
		return false
	}
	w := s.ts[i-1].Lower
	return strings.HasSuffix(w, "al") || strings.HasSuffix(w, "ic") || strings.HasSuffix(w, "an") || strings.HasSuffix(w, "ish")
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
	if o, headed := s.f.rules.heads.Get(headKey(s.ts[end-1])); headed && end-i > 1 && o.typ != "place" {
		return false
	}
	h, opens := s.f.rules.heads.Get(headKey(s.ts[i]))
	return !(opens && h.first && s.f.rules.joiners.Has(s.lower(i+1)))
}

// across looks for a head behind "and", "of" or "for" and another run: "Harbour and Coastal Research … Program".
// It returns the end of the name and the head's token, or zero.
func (s *scan) across(end int) (last, at int) {
	if s.f.rules.titles.Has(s.lower(end-1)) && s.ts[end-1].Case == prose.Title {
		return 0, 0 // "the President for Economic Policy"
	}
	for hops := 0; hops < 3 && end+1 < len(s.ts); hops++ {
		w := s.lower(end)
		law := s.f.rules.joiners.Has(w) && s.lawEnds(end+1)
		if w != "and" && w != "&" && w != "of" && w != "for" && !law || !s.capital(end+1) || s.functionWord(end+1) {
			return 0, 0
		}
		if k := s.known(end + 1); k != nil && k.first == end+1 && len(k.forms) > 0 && k.forms[0].Entry.Type != "place" && !k.weak && !law {
			return 0, 0
		}
		end = s.run(end + 1)
		if h, ok := s.f.rules.heads.Get(headKey(s.ts[end-1])); ok {
			if h.typ == "company" && w == "and" {
				return 0, 0
			}
			return s.right(end, h), end - 1
		}
		if _, ok := s.f.rules.lowerHeads.Get(s.lower(end)); ok {
			return end + 1, end
		}
	}
	return 0, 0
}

// lawEnds reports whether the run at i ends in the head of a law: only names of laws hold "with" and "to".
func (s *scan) lawEnds(i int) bool {
	if !s.capital(i) {
		return false
	}
	h, ok := s.f.rules.heads.Get(headKey(s.ts[s.run(i)-1]))
	return ok && h.typ == "legislation"
}

// trailingNumber extends a name over a number that belongs to it: "Data Protection Act 1998", "Port Reform 2.0".
func (s *scan) trailingNumber(end int, typ string) int {
	if typ == "legislation" && s.lower(end) == "," && s.is(end+1, prose.Number) && len(s.ts[end+1].Lower) == 4 && s.ts[end+1].Lower[0] <= '2' {
		return end + 2 // "Harbours Act, 2019"
	}
	if !s.is(end, prose.Number) {
		return end
	}
	n := s.ts[end].Lower
	if typ == "legislation" && len(n) == 4 || typ == "initiative" && (strings.Contains(n, ".") || len(n) == 4) || typ == "agreement" && len(n) <= 4 && len(n) > 2 && s.lower(end+1) != "years" {
		return end + 1
	}
	return end
}
