package recognise

import (
	"strings"

	"policygraph/extract/prose"
)

// laws finds provisions and instruments by number: "Section 232", "Executive Order 14110", "Directive 2013/37/EU",
// "Resolution 1540".
func (s *scan) laws() {
	for i := 0; i < len(s.ts); i++ {
		if !s.capital(i) && s.lower(i) != "section" {
			continue
		}
		last, typ := 0, "legislation"
		switch s.lower(i) {
		case "section", "title", "sections":
			if s.is(i+1, prose.Number) && (s.capital(i) || s.partOfLaw(i+2)) {
				last = s.provision(i + 2)
			}
			if last == i+2 && (len(s.ts[i+1].Lower) < 3 || s.ts[i+1].Span.Len() < 3) {
				last = 0 // "Section 2" of the report itself
			}
		case "directive", "regulation", "decision":
			last = s.euNumber(i + 1)
		case "executive":
			if s.lower(i+1) == "order" {
				last = s.executiveOrder(i + 2)
			}
		case "resolution":
			if s.is(i+1, prose.Number) {
				last, typ = i+2, "agreement"
			}
		case "public":
			if s.lower(i+1) == "law" && s.is(i+2, prose.Number) {
				last = s.slashed(i + 3)
			}
		case "h.r.", "s.":
			if s.is(i+1, prose.Number) {
				last = i + 2
			}
		}
		if last > i+1 {
			s.record(found{first: i, last: last, typ: typ, rule: "law-by-number", confidence: 0.9})
			i = last - 1
		}
	}
}

func (s *scan) partOfLaw(i int) bool {
	return s.lower(i) == "of" && (s.capital(i+1) || s.lower(i+1) == "the" && s.capital(i+2))
}

// provision extends "Section 9" over "of the … Act".
func (s *scan) provision(i int) int {
	if s.lower(i) == "(" && s.lower(i+2) == ")" {
		i += 3
	}
	if s.lower(i) != "of" {
		return i
	}
	k := i + 1
	if s.lower(k) == "the" {
		k++
	}
	if o := s.known(k); o != nil && o.first == k && o.forms[0].Entry.Type == "legislation" {
		return o.last
	}
	if !s.capital(k) {
		return i
	}
	end := s.run(k)
	for j := end; j < min(end+14, len(s.ts)); {
		if h, ok := s.f.rules.heads.Get(headKey(s.ts[j-1])); ok && h.typ == "legislation" {
			return s.trailingNumber(j, "legislation")
		}
		if s.f.rules.joiners.Has(s.lower(j)) && s.capital(j+1) {
			j = s.run(j + 1)
			continue
		}
		break
	}
	return i
}

// euNumber returns the end of "2013/37/EU" or "(EU) 2016/679" that starts at i, or 0.
func (s *scan) euNumber(i int) int {
	if s.lower(i) == "(" && s.lower(i+2) == ")" {
		i += 3
	}
	if !s.is(i, prose.Number) || s.lower(i+1) != "/" {
		return 0
	}
	return s.slashed(i + 1)
}

func (s *scan) slashed(i int) int {
	for (s.lower(i) == "/" || s.lower(i) == "-") && i+1 < len(s.ts) && s.ts[i+1].Class != prose.Punct && s.adjacent(i) {
		i += 2
	}
	return i
}

// executiveOrder returns the end of "14110" or "on the Safe, Secure, and Trustworthy …" at i, or 0.
func (s *scan) executiveOrder(i int) int {
	if s.is(i, prose.Number) {
		return i + 1
	}
	if s.lower(i) != "on" {
		return 0
	}
	k := i + 1
	if s.lower(k) == "the" {
		k++
	}
	if !s.capital(k) {
		return 0
	}
	end := s.run(k)
	for end+1 < len(s.ts) {
		w := s.lower(end)
		switch {
		case (w == "and" || w == "of" || w == "for" || w == "in" || w == "on" || w == "to" || w == "a" || w == "," && s.listGoesOn(s.run(end+1))) && s.capital(end+1):
			end = s.run(end + 1)
		case (w == "," || w == "for" || w == "of" || w == "in") && (s.lower(end+1) == "and" || s.lower(end+1) == "a" || s.lower(end+1) == "the") && s.capital(end+2):
			end = s.run(end + 2)
		default:
			return end
		}
	}
	return end
}

// quoted finds names set in quotation marks: two capitalised words or more, or one before a class noun ("“RIGHT” Fund").
func (s *scan) quoted() {
	for i := 0; i < len(s.ts); i++ {
		if s.ts[i].Lower != "\"" || !s.opensQuote(i) || !s.capital(i+1) {
			continue
		}
		end := i + 1
		for end < len(s.ts) && end < i+12 && s.ts[end].Lower != "\"" {
			end++
		}
		if end >= len(s.ts) || s.ts[end].Lower != "\"" {
			continue
		}
		if f, ok := s.quotedName(i+1, end); ok {
			s.record(f)
		}
		i = end
	}
}

func (s *scan) opensQuote(i int) bool {
	return i+1 < len(s.ts) && s.adjacent(i) && (i == 0 || s.ts[i-1].Span.End < s.ts[i].Span.Start || s.ts[i-1].Class == prose.Punct)
}

func (s *scan) quotedName(first, end int) (found, bool) {
	last := end
	for last > first && s.ts[last-1].Class == prose.Punct {
		last--
	}
	capitals, words := 0, 0
	for k := first; k < last; k++ {
		if s.ts[k].Class == prose.Word && !s.f.rules.joiners.Has(s.ts[k].Lower) {
			words++
			if s.capital(k) {
				capitals++
			}
		}
	}
	if words == 0 || capitals < words || last-first > 9 {
		return found{}, false
	}
	f := found{first: first, last: last, typ: "", rule: "quoted-name", confidence: 0.75}
	if h, ok := s.f.rules.heads.Get(headKey(s.ts[last-1])); ok && words > 1 {
		f.typ = h.typ
	}
	for k := end + 1; f.typ == "" && k < min(end+5, len(s.ts)); k++ {
		if s.ts[k].Class == prose.Punct || s.ts[k].Tag == prose.Prep || s.ts[k].Tag == prose.Conj {
			break
		}
		if typ, ok := s.f.rules.lowerHeads.Get(s.ts[k].Lower); ok {
			f.typ = typ
		} else if h, ok := s.f.rules.heads.Get(headKey(s.ts[k])); ok && s.capital(k) {
			f.typ = h.typ
			if k == end+1 && words > 1 {
				f.last = k + 1
			}
		}
	}
	if f.typ == "" && words > 1 && s.lower(end+1) == "(" && s.lower(end+3) == ")" && s.capital(end+4) {
		if h, ok := s.f.rules.heads.Get(headKey(s.ts[end+4])); ok { // “Research for Health” (RFH) Fund
			f.typ, f.last = h.typ, end+5
			f.name = s.words(first, last) + " " + s.words(end+4, end+5)
			s.d.defined[s.words(end+2, end+3)] = definition{typ: f.typ, name: f.name}
			return f, true
		}
	}
	if k := s.known(first); f.typ == "" || k != nil && k.first == first && k.last >= last {
		return found{}, false
	}
	f.name = strings.Trim(s.words(first, last), "“”\"")
	return f, true
}
