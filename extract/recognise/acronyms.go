package recognise

import (
	"slices"
	"strings"
	"unicode"

	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// definitions learns the short forms that the text itself defines: "Long Name (LN)", "LN (Long Name)".
func (s *scan) definitions() {
	s.glossary()
	for i := 1; i+2 < len(s.ts); i++ {
		if s.ts[i].Lower != "(" {
			continue
		}
		close := i + 1
		for close < min(i+14, len(s.ts)) && s.ts[close].Lower != ")" {
			close++
		}
		if close >= len(s.ts) || s.ts[close].Lower != ")" {
			continue
		}
		first, last := i+1, close
		if s.ts[first].Lower == "\"" {
			first++
		}
		if s.ts[last-1].Lower == "\"" {
			last--
		}
		for _, lead := range [...]string{"or", "hereafter", "hereinafter", "the", "formerly"} {
			if s.lower(first) == lead && first+1 < last {
				first++
			}
		}
		if s.around(i, close+1) {
			continue
		}
		if last-first >= 1 && last-first <= 3 && s.isShort(first, last) {
			s.define(i, first, last)
		} else if s.isShort(i-1, i) && last-first >= 2 {
			s.defineBefore(i-1, first, last)
		}
	}
}

// glossary learns the short form that a line explains: "CRA: Coastal Resilience Agency", or a row of two cells. That it stands
// in a glossary is enough; the letters may be those of another language.
func (s *scan) glossary() {
	const longest = 16 // tokens
	if len(s.ts) < 3 || len(s.ts) > longest || s.p.Kind == "heading" || !s.isShort(0, 1) || s.ts[0].Case != prose.Upper {
		return
	}
	first := 1
	if w := s.lower(1); w == ":" || w == "–" || w == "—" || w == "=" {
		first++
	} else if !s.broken(1) {
		return
	}
	if s.lower(first) == "the" {
		first++
	}
	h := s.beginning(first)
	if h == nil || h.typ == "country" || h.typ == "place" || h.typ == "person" {
		return
	}
	def := definition{typ: h.typ, name: s.nameOf(*h), from: h.country}
	if len(h.forms) > 0 {
		form, ok := s.d.choose(s, *h)
		if !ok || form.Entry == nil {
			return
		}
		def = definition{form: form, typ: form.Entry.Type}
	}
	if short := s.words(0, 1); s.d.defined[short].typ == "" {
		s.d.defined[short] = def
	}
}

// beginning returns the longest name that starts at token i, known or made by grammar, or nil.
func (s *scan) beginning(i int) *found {
	var best *found
	for _, h := range [...]*found{s.known(i), s.covering(i)} {
		if h != nil && h.first == i && (best == nil || h.last > best.last) {
			best = h
		}
	}
	return best
}

// around binds an acronym that stands inside the name it is short for: "Dual-Use Research of Concern (DURC) Policy".
func (s *scan) around(open, end int) bool {
	if h := s.covering(open); h != nil && len(h.forms) == 0 && h.first < open && h.last > end {
		before, after := strings.Trim(s.words(h.first, open), "“”\" "), strings.Trim(s.words(end, h.last), "“”\" ")
		h.name = before + " " + after
		short := s.words(open+1, end-1)
		if initials(short, before) || initials(short, h.name) {
			if _, ok := s.d.defined[short]; !ok {
				s.d.defined[short] = definition{typ: h.typ, name: h.name, from: h.country}
			}
		}
		return true
	}
	return false
}

// isShort reports whether the tokens look like an acronym or short name.
func (s *scan) isShort(first, last int) bool {
	if first < 0 || !s.capital(first) {
		return false
	}
	w := s.words(first, last)
	upper := 0
	for _, r := range w {
		if unicode.IsUpper(r) || unicode.IsDigit(r) {
			upper++
		}
		if unicode.IsSpace(r) {
			return false
		}
	}
	return upper >= 2 && len(w) <= 12 || last-first == 1 && s.ts[first].Case == prose.Title && len(w) <= 10
}

// define binds the short form at [first, last) to the name that ends before the parenthesis at token open.
func (s *scan) define(open, first, last int) {
	short := s.words(first, last)
	if s.is(open-1, prose.Clitic) {
		open-- // "the Department of Agriculture's (USDA) Forest Service"
	}
	long := s.ending(open)
	if long != nil && long.typ == "country" && long.first > 1 && (s.lower(long.first-1) == "of" || s.lower(long.first-1) == "in") {
		if body := s.ending(long.first - 1); body != nil && isBody(body.typ) {
			long = body // "the Ministry of Energy of Lithuania (EnMin)"
		}
	}
	if long != nil && (long.typ == "place" || long.typ == "country" && s.ts[first].Case == prose.Title) {
		long = nil
	}
	if long == nil {
		long = s.byInitials(open, short)
	}
	if long == nil {
		s.defineCommon(open, short)
	}
	if long == nil || !initials(short, s.words(long.first, long.last)) && s.ts[first].Case != prose.Title && !s.foreignAcronym(long, first, last) {
		return
	}
	def := definition{typ: long.typ, name: s.nameOf(*long), from: long.country}
	if len(long.forms) > 0 {
		form, ok := s.d.choose(s, *long)
		if !ok || form.Entry == nil {
			return
		}
		def = definition{form: form, typ: form.Entry.Type}
	}
	if s.ts[first].Case == prose.Title && def.typ != "agency" && def.typ != "organization" && def.typ != "company" {
		return
	}
	if _, ok := s.d.defined[short]; !ok {
		s.d.defined[short] = def
	}
}

func isBody(typ string) bool { return typ == "agency" || typ == "organization" || typ == "company" }

// foreignAcronym reports whether a short form that its English name does not spell may be the acronym of the body's name in its
// own language: "Ministry of Climate (KliM)". It must be alone in its brackets and nothing that a list knows for certain.
func (s *scan) foreignAcronym(long *found, first, last int) bool {
	if !isBody(long.typ) || last != first+1 || s.lower(first-1) != "(" || s.lower(last) != ")" {
		return false
	}
	k := s.known(first)
	return k == nil || k.weak
}

// defineCommon notes that an acronym stands for common words ("national security systems (NSS)"), so that it is not taken for
// the name that a list has for it.
func (s *scan) defineCommon(open int, short string) {
	n := 0
	for _, r := range short {
		if unicode.IsUpper(r) {
			n++
		}
	}
	for first := open - n; first >= max(0, open-n-3) && n >= 2; first-- {
		if words := s.words(first, open); s.ts[first].Case == prose.Lower && wordInitials(short, words) {
			if _, ok := s.d.defined[short]; !ok {
				s.d.defined[short] = definition{name: words}
			}
			return
		}
	}
}

func (s *scan) nameOf(h found) string {
	if h.name != "" {
		return h.name
	}
	return s.words(h.first, h.last)
}

// byInitials finds the capitalised words before the parenthesis whose initials spell the acronym, when a head among them tells
// the type, and records them as a name.
func (s *scan) byInitials(open int, short string) *found {
	letters := []rune(strings.ToLower(strings.ReplaceAll(short, ".", "")))
	if len(letters) < 2 || len(letters) > 8 {
		return nil
	}
	for first := open - len(letters); first >= max(0, open-2*len(letters)-2); first-- {
		if !s.capital(first) || s.functionWord(first) || !initials(short, s.words(first, open)) || []rune(s.ts[first].Lower)[0] != letters[0] {
			continue
		}
		for at := open - 1; at >= first; at-- {
			if typ, ok := s.typeAt(at); ok {
				f := found{first: first, last: open, typ: typ, rule: "acronym-definition", confidence: 0.85}
				s.owner(&f)
				f.typ = s.refine(f, at)
				s.record(f)
				return &s.hits[len(s.hits)-1]
			}
		}
		return nil
	}
	return nil
}

// defineBefore binds the acronym at token at to the known or headed name in the parenthesis after it.
func (s *scan) defineBefore(at, first, last int) {
	short := s.words(at, at+1)
	h := s.ending(last)
	if h == nil || h.first != first || !initials(short, s.words(first, last)) {
		return
	}
	def := definition{typ: h.typ, name: s.nameOf(*h), from: h.country}
	if len(h.forms) > 0 {
		form, ok := s.d.choose(s, *h)
		if !ok || form.Entry == nil {
			return
		}
		def = definition{form: form, typ: form.Entry.Type}
	}
	if _, ok := s.d.defined[short]; !ok {
		s.d.defined[short] = def
	}
}

// initials reports whether the letters of short occur in order in long, each but a few at the start of a word or as a capital
// within one, after Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions" (2003).
func initials(short, long string) bool {
	want := []rune(strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, short)))
	if len(want) == 0 {
		return false
	}
	if wordInitials(short, long) {
		return true
	}
	text := []rune(long)
	k := len(text) - 1
	misses := 0
	for i := len(want) - 1; i >= 0; i-- {
		for k >= 0 && !(unicode.ToLower(text[k]) == want[i] && (i > 0 || startsWord(text, k))) {
			k--
		}
		if k < 0 {
			if i == len(want)-1 && (want[i] == 's' || unicode.IsDigit(want[i])) {
				k = len(text) - 1
				continue
			}
			return false
		}
		if !startsWord(text, k) {
			misses++
		}
		k--
	}
	return misses <= len(want)/2
}

// wordInitials reports whether the letters of short are the initials of words of long in order, the first that of its first
// word; words between may be left out, as "of" is.
func wordInitials(short, long string) bool {
	want := []rune(strings.ToLower(short))
	text := []rune(long)
	k := 0
	for i := range text {
		if !startsWord(text, i) || !unicode.IsLetter(text[i]) {
			continue
		}
		if k < len(want) && unicode.ToLower(text[i]) == want[k] {
			k++
		} else if k == 0 {
			return false
		}
	}
	return k == len(want) && k >= 2
}

func startsWord(text []rune, k int) bool {
	return k == 0 || !unicode.IsLetter(text[k-1]) || unicode.IsUpper(text[k]) && unicode.IsLower(text[k-1])
}

// again runs over the passage once more with what the whole report has taught: defined acronyms, surnames of people
// introduced, names found elsewhere, countries before bodies.
func (s *scan) again() {
	taken := make([]bool, len(s.ts))
	for _, h := range s.hits {
		for k := h.first; k < h.last; k++ {
			if len(h.forms) == 0 || !h.weak {
				taken[k] = true
			}
		}
	}
	s.prefixed()
	s.places()
	for i := 0; i < len(s.ts); i++ {
		if !s.capital(i) {
			continue
		}
		s.shortForm(i, taken)
		if taken[i] {
			continue
		}
		if h, end := s.learned(i); end > 0 && (!s.capital(i-1) || s.functionWord(i-1)) {
			h.first, h.last, h.rule, h.confidence = i, end, "named-elsewhere", h.confidence-0.02
			s.record(h)
			i = end - 1
			continue
		}
		s.surname(i)
	}
}

func (s *scan) shortForm(i int, taken []bool) {
	for last := min(i+3, len(s.ts)); last > i; last-- {
		w := s.words(i, last)
		def, ok := s.d.defined[w]
		if !ok || def.typ == "" {
			continue
		}
		if s.ts[i].Case == prose.Title && (s.sentenceStart(i) && !s.acts(last) || s.capital(last) || s.capital(i-1) && !s.sentenceStart(i-1)) {
			continue
		}
		if taken[i] && s.known(i) == nil {
			continue
		}
		f := found{first: i, last: last, typ: def.typ, name: def.name, country: def.from, rule: "acronym-definition", confidence: 0.93}
		if def.form.Entry != nil {
			f.forms = []gazetteer.Form{{Entry: def.form.Entry, Kind: gazetteer.AliasForm}}
		}
		if k := s.known(i); k != nil && k.first == i && k.last == last {
			if !k.weak && !slices.ContainsFunc(k.forms, func(g gazetteer.Form) bool { return def.form.Entry == g.Entry }) && def.form.Entry != nil {
				*k = f
			} else if k.weak || def.form.Entry == nil {
				*k = f
			}
			return
		}
		if k := s.known(i); k != nil && k.last > last {
			return
		}
		s.record(f)
		return
	}
}

func (s *scan) surname(i int) {
	p, ok := s.d.surnames[s.words(i, i+1)]
	if !ok || p.full == "" || s.ts[i].Case == prose.Lower || s.known(i) != nil && !s.known(i).weak {
		return
	}
	if s.capital(i+1) && s.known(i+1) == nil && !s.f.rules.admin.Has(s.lower(i+1)) {
		return
	}
	if (s.capital(i-1) || s.lower(i-1) == "-") && s.titleBefore(i) == i && !s.functionWord(max(i-1, 0)) {
		return
	}
	f := found{first: i, last: i + 1, typ: "person", name: p.full, rule: "surname-of-introduced", confidence: 0.88}
	if p.entry != nil {
		f.forms = []gazetteer.Form{{Entry: p.entry, Kind: gazetteer.AliasForm}}
	}
	if k := s.known(i); k != nil {
		*k = f
		return
	}
	s.record(f)
}

// prefixed joins a country and the body after it ("ROK Ministry of Science and ICT", "U.S. Department of State") and notes the
// country that a possessive or "of" gives a body.
func (s *scan) prefixed() {
	n := len(s.hits)
	for k := 0; k < n; k++ {
		h := s.hits[k]
		if len(h.forms) == 0 || h.weak && h.last-h.first == 1 || !slices.ContainsFunc(h.forms, func(f gazetteer.Form) bool { return f.Entry.Type == "agency" || f.Entry.Type == "legislation" }) {
			continue
		}
		country := s.possessor(h.first, h.last)
		s.hits[k].country = country
		before := s.known(h.first - 1)
		if country == "" || before == nil || before.last != h.first || countryOf(before.forms) == nil {
			continue
		}
		longer := h
		longer.first, longer.country = before.first, country
		longer.rule = "country-and-body"
		if form, ok := s.d.choose(s, longer); ok && form.Entry != nil && form.Entry.Country == country {
			longer.forms = []gazetteer.Form{form}
			longer.weak = false
			s.record(longer)
		}
	}
}
