package recognise

import (
	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// context types names that no list and no head knows by what stands around them: members of an enumeration of bodies, what
// somebody creates, another name of something known, and, over the whole report, names that only ever follow "in" or "at".
func (s *scan) context() {
	if s.p.Kind == "heading" {
		return
	}
	for i := 0; i < len(s.ts); i++ {
		if !s.capital(i) || s.functionWord(i) || i > 0 && s.lower(i-1) == "-" && s.adjacent(i-1) {
			continue
		}
		end := s.run(i)
		if s.free(i, end) && s.unlisted(i, end) {
			if typ, rule := s.byContext(i, end); typ != "" {
				s.record(found{first: i, last: end, typ: typ, rule: rule, confidence: 0.65})
			} else {
				s.d.notePlace(s, i, end)
			}
		}
		i = end - 1
	}
}

// unlisted reports whether the run is a name by its looks and unknown: not a word the report also writes small, no acronym.
func (s *scan) unlisted(first, end int) bool {
	for i := first; i < end; i++ {
		if k := s.known(i); k != nil && !k.weak && end-first == 1 {
			return false
		}
		if s.ts[i].Class == prose.Number && i == first {
			return false
		}
	}
	t := s.ts[first]
	if s.f.rules.calendar.Has(t.Lower) {
		return false
	}
	if _, person := s.d.surnames[s.words(first, first+1)]; person {
		return false
	}
	if s.allSmall(first, end) {
		return false
	}
	if end-first == 1 && (s.headAt(first) || t.Case == prose.Upper || len(t.Lower) < 4 || s.d.words[t.Lower].small || s.sentenceStart(first)) {
		return false
	}
	return !s.titleCase() && !s.broken(min(first+1, len(s.ts)-1))
}

func (s *scan) byContext(first, end int) (typ, rule string) {
	if typ := s.enumerated(first, end); typ != "" {
		return typ, "enumeration"
	}
	if s.addressedPlace(first, end) {
		return "place", "place-with-region"
	}
	if end-first >= 2 && s.created(first) {
		return "initiative", "object-of-creation"
	}
	return "", ""
}

// addressedPlace reports whether a preposition stands before the run and the region it lies in behind it, between commas: "of
// Paradise, California,".
func (s *scan) addressedPlace(first, end int) bool {
	if end-first > 3 || s.lower(end) != "," || first == 0 || s.ts[first-1].Tag != prose.Prep {
		return false
	}
	k := s.known(end + 1)
	if k == nil || k.first != end+1 || k.weak || k.forms[0].Entry.Type != "place" || k.forms[0].Kind != gazetteer.NameForm || k.forms[0].Entry.First("located_in") == "" {
		return false
	}
	switch w := s.lower(k.last); w {
	case ",":
		return s.lower(k.last+1) != "and" && s.lower(k.last+1) != "or" && !s.capital(k.last+1)
	case ".", ";", ")", "":
		return true
	}
	return false
}

// enumerated returns the type of the body next to the run in an enumeration, if it is a company or organization.
func (s *scan) enumerated(first, end int) string {
	left, right := first-1, end
	for _, w := range [...]string{"the", "and", ","} {
		if s.lower(left) == w {
			left--
		}
	}
	if left < first-1 && s.lower(first-1) != "the" {
		if s.lower(left) == ")" { // "Sea Grid (SG), Northgrid"
			left -= 3
		}
		if typ := s.bodyAt(left); typ != "" {
			return typ
		}
	}
	if w := s.lower(right); w == "," || w == "and" {
		right++
		if w == "," && s.lower(right) == "and" {
			right++
		}
		if s.lower(right) == "the" {
			right++
		}
		return s.bodyAt(right)
	}
	return ""
}

func (s *scan) bodyAt(i int) string {
	k := s.known(i)
	if k == nil || k.weak {
		return ""
	}
	switch t := k.forms[0].Entry.Type; t {
	case "company", "organization":
		return t
	}
	return ""
}

// created reports whether the run is the object of a verb of creation: "create a Baltic Reserve Pool".
func (s *scan) created(first int) bool {
	i := first - 1
	if w := s.lower(i); w != "a" && w != "an" && w != "the" && w != "its" {
		return false
	}
	i--
	for n := 0; n < 2 && i >= 0 && (s.ts[i].Tag == prose.Adj || s.lower(i) == "up"); n++ {
		i--
	}
	return i >= 0 && s.f.rules.creation.Has(s.lower(i))
}

// located counts how an unknown name stands in the report.
type located struct{ after, all int }

// notePlace notes whether an unknown one- or two-word name follows "in" or "at"; places() makes places of those that always do.
func (d *document) notePlace(s *scan, first, end int) {
	if end-first > 2 || s.ts[first].Case != prose.Title {
		return
	}
	w := s.words(first, end)
	n := d.located[w]
	n.all++
	switch s.lower(first - 1) {
	case "in", "at", "near", "around", "outside":
		n.after++
	case "and", "or", ",":
		if k := first - 2; k > 0 && s.capital(k) {
			for k > 0 && s.capital(k-1) {
				k--
			}
			if p := s.lower(k - 1); p == "in" || p == "at" || p == "near" {
				n.after++
			}
		}
	}
	d.located[w] = n
}

// places makes names of places of unknown names that stand after "in", "at" or "near" wherever they occur.
func (s *scan) places() {
	for i := 0; i < len(s.ts); i++ {
		if !s.capital(i) {
			continue
		}
		end := s.run(i)
		if n := s.d.located[s.words(i, end)]; n.after > 0 && n.after == n.all && s.free(i, end) && s.unlisted(i, end) {
			s.record(found{first: i, last: end, typ: "place", rule: "always-located", confidence: 0.6})
		}
		i = end - 1
	}
}

// aliases binds another name to the name before it: "the National Register (NR), better known as Minha Carta".
func (s *scan) aliases() {
	for i := 2; i+1 < len(s.ts); i++ {
		if !s.capital(i+1) || !s.f.rules.knownAs.Has(s.lower(i)) || s.lower(i) == "as" && s.lower(i-1) != "known" {
			continue
		}
		end := s.run(i + 1)
		if !s.free(i+1, end) {
			continue
		}
		k := i - 1
		for n := 0; n < 4 && k > 0 && (s.ts[k].Class == prose.Punct && s.lower(k) != ")" || s.ts[k].Tag == prose.Adv || s.lower(k) == "known" || s.lower(k) == "better" || s.lower(k) == "also" || s.lower(k) == "commonly"); n++ {
			k--
		}
		if s.lower(k) == ")" {
			for k > 0 && s.lower(k) != "(" {
				k--
			}
			k--
		}
		if h := s.ending(k + 1); h != nil && h.typ != "" && h.typ != "country" && h.typ != "place" {
			def := definition{typ: h.typ, name: s.nameOf(*h), from: h.country}
			if form, ok := s.d.choose(s, *h); ok && form.Entry != nil {
				def = definition{form: form, typ: form.Entry.Type}
			}
			s.d.defined[s.words(i+1, end)] = def
		}
	}
}
