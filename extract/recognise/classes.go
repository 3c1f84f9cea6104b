package recognise

import (
	"strings"

	"policygraph/extract/prose"
)

// classes types names that no list and no head knows by the class noun beside them: "the grid operator Northgrid and Sea Grid",
// "Northgrid, a grid operator".
func (s *scan) classes() {
	if s.p.Kind == "heading" {
		return
	}
	for i := 0; i+1 < len(s.ts); i++ {
		if typ, ok := s.f.rules.classes.Get(s.ts[i].Lower); ok && s.ts[i].Case == prose.Lower {
			s.classList(i+1, typ)
		}
		if !s.capital(i) || s.functionWord(i) || s.capital(i-1) && !s.broken(i) {
			continue
		}
		end := s.run(i)
		if s.is(end, prose.Number) && len(s.ts[end].Lower) == 4 {
			end++ // "Coastline 2030"
		}
		if k := s.known(i); k != nil && k.first == i && k.last == i+1 && end > k.last && k.forms[0].Entry.Type == "company" && s.ts[i].Case == prose.Title && !s.sentenceStart(i) && s.unknownFrom(k.last, end) {
			s.addClassed(i, end, "company") // "Ericsson Port Services"
		}
		if typ := s.apposition(end); typ != "" && s.free(i, end) && !s.f.rules.calendar.Has(s.lower(i)) {
			s.addClassed(i, end, typ)
		}
		i = end - 1
	}
}

// unknownFrom reports whether no word of the run is part of a known name.
func (s *scan) unknownFrom(first, end int) bool {
	for i := first; i < end; i++ {
		if s.known(i) != nil || s.ts[i].Class == prose.Punct || s.f.rules.roles.Has(s.ts[i].Lower) {
			return false
		}
	}
	return true
}

// classList types the names from token i on: "Northgrid", "Northgrid, Sea Grid and AST", "such as Northgrid".
func (s *scan) classList(i int, typ string) {
	if s.lower(i) == "such" && s.lower(i+1) == "as" || s.lower(i) == "like" || s.lower(i) == "including" {
		i++
		if s.lower(i) == "as" {
			i++
		}
	}
	if s.lower(i) == "(" && (s.lower(i+1) == "e.g" || s.lower(i+1) == "e.g." || s.capital(i+1)) {
		for i++; i < len(s.ts) && !s.capital(i) && i < len(s.ts)-1 && s.lower(i) != ")"; i++ {
		}
	}
	if s.lower(i) == "," && s.capital(i+1) && strings.HasSuffix(s.lower(i-1), "s") && s.enumerates(i+1) {
		i++ // "their three operators, Northgrid, Sea Grid and AST"
	}
	for i < len(s.ts) && s.capital(i) && !s.functionWord(i) && !s.sentenceStart(i) {
		end := s.defined(i)
		if s.free(i, end) && s.unlisted(i, end) {
			s.addClassed(i, end, typ)
		}
		i = end
		if s.lower(i) == "(" && s.lower(i+2) == ")" {
			i += 3
		}
		if s.lower(i) == "," && s.lower(i+1) == "and" {
			i += 2
		} else if s.lower(i) == "," || s.lower(i) == "and" || s.lower(i) == "or" {
			i++
		} else {
			return
		}
	}
}

// defined returns the end of the name that starts at token i: its run, with up to two small words if an acronym in brackets
// shows that they belong to it ("Augstsprieguma tīkls (AST)").
func (s *scan) defined(i int) int {
	end := s.run(i)
	for k := end; k < end+3 && k+2 < len(s.ts); k++ {
		if s.lower(k) == "(" && s.capital(k+1) && s.lower(k+2) == ")" {
			return k
		}
		if !s.is(k, prose.Word) || s.ts[k].Case != prose.Lower || s.ts[k].Tag == prose.Prep || s.ts[k].Tag == prose.Conj || s.ts[k].Tag == prose.Det {
			break
		}
	}
	return end
}

// enumerates reports whether names from token i on are coordinated: commas, and "and" before the last of two or more.
func (s *scan) enumerates(i int) bool {
	for n := 1; n < 12 && s.capital(i); n++ {
		i = s.defined(i)
		if s.lower(i) == "(" && s.lower(i+2) == ")" {
			i += 3
		}
		switch {
		case s.lower(i) == "and" || s.lower(i) == "," && s.lower(i+1) == "and":
			return true
		case s.lower(i) == ",":
			i++
		default:
			return false
		}
	}
	return false
}

// apposition returns the type of the class noun in ", a Danish grid operator" at token i, or "".
func (s *scan) apposition(i int) string {
	if s.lower(i) != "," {
		return ""
	}
	if w := s.lower(i + 1); w != "a" && w != "an" && w != "the" {
		return ""
	}
	typ := ""
	for k := i + 2; k < min(i+8, len(s.ts)); k++ {
		t := s.ts[k]
		if t.Class != prose.Word && t.Lower != "-" || t.Tag == prose.Prep || t.Tag == prose.Pron || t.Tag == prose.Verb && t.Case == prose.Lower && s.f.rules.classes.At(t.Lower) == "" {
			break
		}
		if c, ok := s.f.rules.classes.Get(t.Lower); ok {
			typ = c
		} else if typ != "" {
			return typ
		}
	}
	return typ
}

// free reports whether no name is known to stand in the run.
func (s *scan) free(first, end int) bool {
	for i := first; i < end; i++ {
		if k := s.known(i); k != nil && !k.weak && k.forms[0].Entry.Type != "place" {
			return false
		}
		if s.f.rules.titles.Has(s.ts[i].Lower) || s.f.rules.roles.Has(s.ts[i].Lower) {
			return false
		}
	}
	for i := first; i < end; i++ {
		if c := s.covering(i); c != nil && len(c.forms) == 0 {
			return false
		}
	}
	return true
}

func (s *scan) addClassed(first, last int, typ string) {
	s.record(found{first: first, last: last, typ: typ, rule: "class-noun", confidence: 0.75})
}

// learnNames remembers the names that grammar found, so that they are found wherever else the report writes them.
func (d *document) learnNames(s *scan) {
	for _, h := range s.hits {
		if len(h.forms) > 0 || h.typ == "" || h.name != "" || h.inside || h.typ == "person" && h.last-h.first < 2 {
			continue
		}
		w := s.words(h.first, h.last)
		if h.last-h.first == 1 && (s.ts[h.first].Case == prose.Lower || len(w) < 4) {
			continue
		}
		key := s.text[s.ts[h.first].Span.Start:s.ts[h.first].Span.End]
		if old, ok := d.names[w]; ok && old.confidence >= h.confidence {
			continue
		}
		if _, ok := d.names[w]; !ok {
			d.byFirst[key] = append(d.byFirst[key], w)
		}
		d.names[w] = h
	}
}

// learned returns the longest name learnt that starts at token i and its end, or an end of 0.
func (s *scan) learned(i int) (found, int) {
	var best found
	end := 0
	for _, w := range s.d.byFirst[s.words(i, i+1)] {
		start := s.ts[i].Span.Start
		if len(s.text) < start+len(w) || s.text[start:start+len(w)] != w || len(w) <= end {
			continue
		}
		for k := i; k < len(s.ts) && s.ts[k].Span.Start < start+len(w); k++ {
			if s.ts[k].Span.End == start+len(w) && !(s.capital(k+1) && s.known(k+1) == nil && !s.broken(k+1)) {
				best, end = s.d.names[w], k+1
			}
		}
	}
	return best, end
}
