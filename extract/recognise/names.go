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
	if s.p.Kind == "heading" && s.titleCase() {
		return
	}
	for i := 0; i < len(s.ts); {
		if s.mission(i) {
			i++
			continue
		}
		if !s.capital(i) || s.functionWord(i) || s.lower(i-1) == "-" && s.adjacent(i-1) {
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
		switch {
		case s.capital(j) && !(t.Tag == prose.Modal && t.Case == prose.Title):
			j++
		case t.Lower == "-" && j+1 < len(s.ts) && (s.capital(j+1) || s.is(j+1, prose.Number)):
			j += 2
		case t.Lower == "&" && s.capital(j+1):
			j += 2
		case t.Lower == "-" && s.adjacent(j-1) && s.adjacent(j) && s.is(j+1, prose.Word) && s.capital(j+2):
			j += 3 // "First-tier Tribunal"
		case t.Class == prose.Clitic && s.f.rules.inner[s.ts[j-1].Lower] && s.capital(j+1):
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
	if k := s.known(first); k != nil && k.first == first && k.last == end && !k.weak && k.forms[0].Entry.Type != "country" && k.forms[0].Entry.Type != "place" {
		if typ, ok := s.f.rules.lowerHeads[s.lower(end)]; ok && s.distinctive(first, end) {
			return s.emit(first, end+1, end, typ)
		}
		return end
	}
	if k := s.known(first); k != nil && k.first == first && k.last > end && !k.weak {
		if last := s.conjoined(k.last); last > k.last && k.forms[0].Entry.Type == "agency" {
			return s.emit(first, last, first, "agency") // a name longer than the list's
		}
		return k.last
	}
	h, ok := s.f.rules.heads[Fold(s.ts[end-1])]
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
	if h, ok := s.f.rules.heads[Fold(s.ts[first])]; ok && h.first && h.typ == "initiative" && end-first > 1 && !s.f.rules.roles[s.lower(end-1)] {
		return s.emit(first, s.right(end, h), first, h.typ) // "Operation Warp Speed", "Task Force Alpha"
	}
	if typ, ok := s.f.rules.lowerHeads[s.lower(end)]; ok && s.distinctive(first, end) {
		return s.emit(first, end+1, end, typ)
	}
	if s.is(end, prose.Word) && s.ts[end].Case == prose.Lower && modifies(s.ts[end].Tag) && s.adjacentWords(first, end) {
		if typ, ok := s.f.rules.lowerHeads[s.lower(end+1)]; ok && s.distinctive(first, end) {
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

// Fold returns the word that heads are looked up by.
func Fold(t prose.Token) string { return strings.TrimSuffix(t.Lower, ".") }

func (s *scan) typeAt(i int) (string, bool) {
	if h, ok := s.f.rules.heads[Fold(s.ts[i])]; ok && s.capital(i) {
		return h.typ, true
	}
	typ, ok := s.f.rules.lowerHeads[s.ts[i].Lower]
	return typ, ok
}

func (s *scan) mustType(i int) string {
	typ, _ := s.typeAt(i)
	return typ
}

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
			if _, ok := s.f.rules.heads[Fold(s.ts[min(end+3, len(s.ts)-1)])]; ok && s.capital(end+3) {
				return end + 4, end + 3
			}
			return 0, 0
		}
		if !s.f.rules.joiners[s.lower(end)] || !s.capital(end+1) || s.functionWord(end+1) {
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
	s.hits = append(s.hits, found{first: k.first, last: last, typ: "agency", rule: "diplomatic-mission", confidence: 0.9, country: countryOf(k.forms).Name})
	return true
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
	return s.trailingNumber(s.conjoined(s.runOn(k)), h.typ)
}

// runOn is run, going on after a possessive: "Commission on Strengthening America's Health Security".
func (s *scan) runOn(i int) int {
	end := s.run(i)
	if s.is(end, prose.Clitic) && s.capital(end+1) && s.known(end+1) == nil {
		next := s.run(end + 1)
		if _, headed := s.f.rules.heads[Fold(s.ts[next-1])]; !headed {
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
			end = s.run(end + 1)
		case (w == "of" || w == "for") && s.lower(end+1) == "the" && s.continues(end+2):
			end = s.run(end + 2)
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
		law := s.f.rules.joiners[w] && s.lawEnds(end+1)
		if w != "and" && w != "&" && w != "of" && w != "for" && !law || !s.capital(end+1) || s.functionWord(end+1) {
			return 0, 0
		}
		if k := s.known(end + 1); k != nil && k.first == end+1 && len(k.forms) > 0 && k.forms[0].Entry.Type != "place" && !k.weak && !law {
			return 0, 0
		}
		end = s.run(end + 1)
		if h, ok := s.f.rules.heads[Fold(s.ts[end-1])]; ok {
			if h.typ == "company" && w == "and" {
				return 0, 0
			}
			return s.right(end, h), end - 1
		}
		if _, ok := s.f.rules.lowerHeads[s.lower(end)]; ok {
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
	h, ok := s.f.rules.heads[Fold(s.ts[s.run(i)-1])]
	return ok && h.typ == "legislation"
}

// trailingNumber extends a name over a number that belongs to it: "Data Protection Act 1998", "Defense Reform 2.0".
func (s *scan) trailingNumber(end int, typ string) int {
	if typ == "legislation" && s.lower(end) == "," && s.is(end+1, prose.Number) && len(s.ts[end+1].Lower) == 4 && s.ts[end+1].Lower[0] <= '2' {
		return end + 2 // "Refugees Act, 2021"
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
	s.hits = append(s.hits, f)
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
		if s.f.rules.roles[s.lower(i-1)] {
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
		if s.f.rules.breakers[s.words(i, i+1)] {
			first = i + 1
			break
		}
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
	h, ok := s.f.rules.heads[Fold(s.ts[at])]
	return ok && s.capital(at) && (s.f.rules.national[Fold(s.ts[at])] || h.typ == "event" || h.typ == "agreement" || h.typ == "organization")
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
		if f, ok := s.d.choose(s, *k); ok && f.Entry != nil && f.Entry.Type == "agency" && s.is(first-1, prose.Clitic) {
			return f.Entry.Country
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
	if o := s.known(f.first - 1); o != nil && o.last == f.first && o.forms[0].Entry.Type == "organization" {
		return "organization"
	}
	switch {
	case k != nil && k.last < f.last && k.forms[0].Entry.Type == "country" && k.forms[0].Kind != gazetteer.CapitalForm:
		return "agency"
	case s.f.rules.interstate[opening] || k != nil && k.forms[0].Entry.Type == "organization":
		return "organization"
	case f.country != "" || s.f.rules.state[opening] || k != nil && (k.forms[0].Entry.Type == "agency"):
		return "agency"
	}
	return f.typ
}
