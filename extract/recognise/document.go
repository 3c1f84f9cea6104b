package recognise

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
)

// document is what the whole report tells about its names: which ones are certain, which acronyms it defines, whom it
// introduces by full name.
type document struct {
	f        *Finder
	text     *prose.Text
	strong   map[*gazetteer.Entry]int // certain mentions
	named    map[string]bool          // countries that the report names as such
	weight   map[string]int           // country name → certain mentions of it
	dominant string                   // country mentioned most, if clearly so
	defined  map[string]definition    // acronym or short form → what the report says it is
	located  map[string]located       // unknown names
	names    map[string]found         // names that grammar found, by their words
	byFirst  map[string][]string      // their words by first token
	words    map[string]wordUse       // words in small letters
	surnames map[string]person        // surname → who bears it; two bearers: full is ""

	chosen, settled []found // of one passage; reused
	numbers         []int32 // room for perToken
}

// perToken returns n zeros.
func (d *document) perToken(n int) []int32 {
	const chunk = 4096
	if n > len(d.numbers) {
		d.numbers = make([]int32, max(n, chunk))
	}
	out := d.numbers[:n:n]
	d.numbers = d.numbers[n:]
	return out
}

// wordUse is how a report uses a word.
type wordUse struct {
	count int32
	small bool // also written small
}

type definition struct {
	form gazetteer.Form // if the long name is known
	name string         // else the long name
	typ  string
	from string // country
}

type person struct {
	full  string
	entry *gazetteer.Entry
}

// wordUses tells of each word of the text, in small letters, how it is used.
func wordUses(t *prose.Text) map[string]wordUse {
	most := -1
	for i := range t.Passages {
		for _, tok := range t.Passages[i].Tokens {
			most = max(most, int(tok.ID))
		}
	}
	counts := make([]int32, most+1) // by spelling
	var spellings []*prose.Token    // one of each
	for i := range t.Passages {
		for k := range t.Passages[i].Tokens {
			tok := &t.Passages[i].Tokens[k]
			if tok.Class != prose.Word {
				continue
			}
			if counts[tok.ID]++; counts[tok.ID] == 1 {
				spellings = append(spellings, tok)
			}
		}
	}
	words := make(map[string]wordUse, len(spellings))
	for _, w := range spellings {
		u := words[w.Lower]
		words[w.Lower] = wordUse{u.count + counts[w.ID], u.small || w.Case == prose.Lower}
	}
	return words
}

func newDocument(f *Finder, t *prose.Text) *document {
	return &document{f: f, text: t, words: wordUses(t), located: map[string]located{}, names: map[string]found{}, byFirst: map[string][]string{}, strong: map[*gazetteer.Entry]int{}, weight: map[string]int{}, named: map[string]bool{}, defined: map[string]definition{},
		surnames: map[string]person{}}
}

// learn gathers what is certain after all passages were read once.
func (d *document) learn(scans []scan) {
	for i := range scans {
		for _, h := range scans[i].hits {
			d.count(h)
		}
	}
	var best, second int
	for _, c := range slices.Sorted(maps.Keys(d.weight)) {
		switch n := d.weight[c]; {
		case n > best:
			best, second, d.dominant = n, best, c
		case n > second:
			second = n
		}
	}
	if best < 3 || best < second+second/4 {
		d.dominant = ""
	}
}

func (d *document) count(h found) {
	if h.weak || len(h.forms) == 0 {
		return
	}
	if country := countryOf(h.forms); country != nil {
		d.weight[country.Name]++
		d.named[country.Name] = true
	}
	for _, f := range h.forms {
		if !f.Weak {
			d.strong[f.Entry]++
		}
		if f.Entry.Country != "" && f.Entry.Type == "agency" && len(h.forms) == 1 {
			d.weight[f.Entry.Country]++
		}
	}
}

// countryOf returns the country that the forms name, if one does.
func countryOf(forms []gazetteer.Form) *gazetteer.Entry {
	for _, f := range forms {
		if f.Entry.Type == "country" {
			return f.Entry
		}
	}
	return nil
}

// choose decides which of its forms a name is; ok is false when an ambiguous name has no support. A form without entry
// means a body whose country cannot be told.
func (d *document) choose(s *scan, h found) (gazetteer.Form, bool) {
	if len(h.forms) == 0 {
		return gazetteer.Form{}, true
	}
	if f, ok := d.capital(s, h); ok {
		return f, true
	}
	type scored struct {
		form  gazetteer.Form
		score int
	}
	list := make([]scored, 0, 8)
	for _, f := range h.forms {
		if n := d.support(s, h, f); n > 0 {
			list = append(list, scored{f, n})
		}
	}
	if len(list) == 0 {
		return gazetteer.Form{}, h.country != "" && h.last-h.first > 1 && h.typ == "agency" && d.defined[s.words(h.first, h.last)].typ == "" // one of a state that no list has
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	best := list[0]
	if len(list) > 1 && list[1].score == best.score && best.form.Entry.Type == "agency" && list[1].form.Entry.Country != best.form.Entry.Country && best.score < 40 {
		return gazetteer.Form{}, !h.weak
	}
	if d.foreign(h, best.form.Entry) {
		return gazetteer.Form{}, !h.weak
	}
	return best.form, true
}

// foreign reports whether a body of a country that the report nowhere names bears nothing but common words, in a report about
// another country: its "National Security Service" is hardly that of a third.
func (d *document) foreign(h found, e *gazetteer.Entry) bool {
	if e.Type != "agency" || e.Country == "" || d.dominant == "" || e.Country == d.dominant || e.Country == h.country || d.named[e.Country] {
		return false
	}
	words := strings.Fields(strings.ToLower(e.Name))
	for _, w := range words {
		if _, head := d.f.rules.heads.Get(w); !head && !d.f.rules.joiners.Has(w) && !d.words[w].small {
			return false
		}
	}
	return len(words) > 1
}

// support weighs a form: 0 is none. Certain forms start above ambiguous ones.
func (d *document) support(s *scan, h found, f gazetteer.Form) int {
	e := f.Entry
	n := 0
	if !f.Weak {
		n = 10
	}
	if def, ok := d.defined[s.words(h.first, h.last)]; ok {
		switch {
		case def.form.Entry == e:
			n += 100
		case def.form.Entry != nil || def.name != "":
			return 0 // the report says it means something else
		}
	}
	if h.country != "" && e.Country != "" {
		if e.Country == h.country {
			n += 60
		} else {
			return 0
		}
	}
	if !f.Weak && s.partOfLonger(h, e) {
		return 0
	}
	if f.Kind == gazetteer.NameForm || f.Kind == gazetteer.DemonymForm {
		n += 2
	}
	if e.Country != "" && e.Type != "place" {
		if e.Country == d.dominant {
			n += 5
		}
		n += min(4, d.weight[e.Country])
	}
	strong := d.strong[e]
	if !f.Weak {
		return n + min(strong, 3)
	}
	return n + d.weakSupport(s, h, f, strong)
}

// partOfLonger reports whether a one-word name of a body stands among other capitalised words that no list knows, and so is
// likely a piece of their name.
func (s *scan) partOfLonger(h found, e *gazetteer.Entry) bool {
	if h.last != h.first+1 || s.ts[h.first].Case != prose.Title || e.Type != "organization" && e.Type != "company" && e.Type != "initiative" {
		return false
	}
	unknown := func(i int) bool {
		return s.capital(i) && s.known(i) == nil && !s.functionWord(i) && !s.sentenceStart(i)
	}
	return unknown(h.first-1) && !s.broken(h.first) || unknown(h.last) && !s.broken(h.last)
}

// weakSupport weighs the context of an ambiguous form; a negative result outweighs the rest.
func (d *document) weakSupport(s *scan, h found, f gazetteer.Form, strong int) int {
	e := f.Entry
	const no = -1000
	single := h.last == h.first+1
	t := s.ts[h.first]
	switch {
	case f.Kind == gazetteer.DemonymForm:
		if strong == 0 {
			return no
		}
		return 10
	case e.Type == "person":
		if s.f.rules.admin.Has(s.lower(h.last)) || s.titleBefore(h.first) != h.first {
			return 20
		}
		if strong == 0 || s.capital(h.last) || s.capital(h.first-1) && !s.sentenceStart(h.first) {
			return no
		}
		return 10
	case single && e.Type == "place" && !s.sentenceStart(h.first) && (s.lower(h.first-1) == "the" || s.f.rules.locative.Has(s.lower(h.first-1))) && !s.capital(h.last):
		return 8
	case single && e.Type == "agency" && e.Country == d.dominant && s.lower(h.first-1) == "the" && !s.capital(h.last):
		return 8
	case single && t.Case == prose.Upper && strong == 0 && d.topical(e):
		return 9
	case single && t.Case == prose.Title && e.Type == "agency" && e.Country == d.dominant && (!s.sentenceStart(h.first) || s.acts(h.last)) && (!s.capital(h.first-1) || s.sentenceStart(h.first) || s.functionWord(h.first-1)) && !s.capital(h.last) && s.p.Kind != "heading":
		return 8
	case single && t.Case == prose.Title && e.Type == "organization" && s.lower(h.first-1) == "the" && !d.words[t.Lower].small && !s.capital(h.last) && s.p.Kind != "heading" && !s.headAt(h.first):
		return 8 // "the Quad"
	case single && t.Case == prose.Title:
		if strong == 0 && !s.amongBodies(h) {
			return no
		}
		if s.sentenceStart(h.first) && !s.acts(h.last) || s.capital(h.first-1) && s.known(h.first-1) == nil && !s.functionWord(h.first-1) || s.capital(h.last) && s.known(h.last) == nil {
			return no
		}
		return 10
	case t.Case == prose.Lower:
		if strong == 0 {
			return no
		}
		return 10
	case strong > 0, h.country != "":
		return 10
	case e.Country != "" && e.Country == d.dominant:
		return 8
	case !single && e.Country == "":
		return 5
	}
	return no
}

// topicalWords is how often each word of an entry's name must occur for the report to be about it.
const topicalWords = 4

// topical reports whether the report uses all content words of the entry's name but its head often: "ODI" in a report on open
// data is the Open Data Institute.
func (d *document) topical(e *gazetteer.Entry) bool {
	words := strings.Fields(strings.ToLower(e.Name))
	content := 0
	for _, w := range words {
		if _, head := d.f.rules.heads.Get(w); head || d.f.rules.joiners.Has(w) {
			continue
		}
		content++
		if d.words[w].count < topicalWords {
			return false
		}
	}
	return content >= 2
}

// acts reports whether the token says that something before it acts: a verb, a modal, "and", a possessive.
func (s *scan) acts(i int) bool {
	if i >= len(s.ts) {
		return false
	}
	t := s.ts[i]
	return t.Tag == prose.Modal || t.Tag == prose.Verb || t.Tag == prose.VerbPP || t.Class == prose.Clitic || t.Lower == "and" || t.Lower == "officials" || t.Lower == "has" || t.Lower == "is"
}

// amongBodies reports whether a neighbour in a coordination is a certain body: "USAID and State".
func (s *scan) amongBodies(h found) bool {
	for _, k := range [...]int{h.first - 2, h.last + 1} {
		o := s.known(k)
		if o == nil || o.weak || o.forms[0].Entry.Type != "agency" {
			continue
		}
		between := h.first - 1
		if k > h.first {
			between = h.last
		}
		if w := s.lower(between); w == "and" || w == "," || w == "or" {
			return true
		}
	}
	return false
}

// capital decides whether a capital's name means the city or the government that sits there; ok is false when the name is
// no capital's, or the capital bears its country's name.
func (d *document) capital(s *scan, h found) (gazetteer.Form, bool) {
	var government, city gazetteer.Form
	for _, f := range h.forms {
		switch {
		case f.Kind == gazetteer.CapitalForm:
			government = f
		case f.Entry.Type == "place":
			city = f
		case f.Entry.Type == "country":
			return gazetteer.Form{}, false
		}
	}
	if government.Entry == nil {
		return gazetteer.Form{}, false
	}
	if city.Entry != nil && s.isLocation(h.first, h.last) {
		city.Weak = false
		return city, true
	}
	return government, true
}

// isLocation reports whether the capital at tokens [first, last) is meant as a city.
func (s *scan) isLocation(first, last int) bool {
	if s.lower(last) == "," && s.known(last+1) != nil && s.ts[min(last+1, len(s.ts)-1)].Case != prose.Lower {
		if t := s.known(last + 1).forms[0]; (t.Entry.Type == "country" || t.Entry.Type == "place") && t.Kind == gazetteer.NameForm && s.lower(last+2) != "and" {
			return true
		}
	}
	prev := s.lower(first - 1)
	switch prev {
	case "and", "or", ",":
		if o := s.known(first - 2); o != nil && slices.ContainsFunc(o.forms, func(f gazetteer.Form) bool { return f.Kind == gazetteer.CapitalForm }) {
			return s.isLocation(o.first, o.last)
		}
		if o := s.known(first - 2); o != nil && o.forms[0].Entry.Type == "place" && len(o.forms) == 1 {
			return true
		}
		return false
	case "to":
		if s.f.rules.towards.Has(s.lower(first - 2)) {
			return false
		}
		return s.before(first-2, 8, &s.f.rules.motion) || s.lower(first-3) == "from"
	case "from":
		return !s.f.rules.towards.Has(s.lower(first - 2))
	}
	if !s.f.rules.locative.Has(prev) {
		return false
	}
	return !s.before(first-2, 1, &s.f.rules.powers)
}

// before reports whether one of the n tokens up to i, within its clause, is in the set.
func (s *scan) before(i, n int, in *prose.Set) bool {
	for k := i; k >= 0 && k > i-n && s.ts[k].Class != prose.Punct; k-- {
		if in.Has(s.ts[k].Lower) {
			return true
		}
	}
	return false
}
