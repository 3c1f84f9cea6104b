package recognise

import (
	"slices"

	"policygraph/extract/gazetteer"
	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// Finder finds names. It is made by [New] and safe for use by several goroutines.
type Finder struct {
	gaz   *gazetteer.Gazetteer
	rules *Rules
}

// New returns a finder over the gazetteer and the grammar of names.
func New(g *gazetteer.Gazetteer, r *Rules) *Finder { return &Finder{gaz: g, rules: r} }

// found is a name under consideration: tokens [first, last) of a passage.
type found struct {
	first, last int
	typ         string
	forms       []gazetteer.Form // what it may be by the gazetteer; empty for names made by grammar
	rule        string
	confidence  float64
	use         mention.Use
	country     string // name of the country that the words around it tell
	weak        bool   // every form is ambiguous
	name        string // canonical name when it is not the words themselves
	inside      bool
}

// scan is the state of one passage.
type scan struct {
	f     *Finder
	d     *document
	p     *prose.Passage
	i     int // index of the passage
	ts    []prose.Token
	text  string
	unit  []int32 // token → 1 + index in hits of the gazetteer name that covers it, 0 none; nil before the first
	hits  []found
	cover []int32 // token → 1 + index in hits of the longest recorded name over it; nil before the first
	opens []bool  // token → opens a sentence
}

// Text returns the mentions of every passage, ordered by start, longer first. Notes are skipped: they cite, they do not say.
func (f *Finder) Text(t *prose.Text) [][]mention.Mention {
	d := newDocument(f, t)
	scans := newScans(f, d, t)
	each := func(do func(*scan)) {
		for i := range scans {
			do(&scans[i])
		}
	}
	each((*scan).gazetteer)
	each((*scan).passage)
	d.learn(scans)
	each((*scan).introduce)
	each((*scan).guess)
	each(d.learnNames)
	out := make([][]mention.Mention, len(t.Passages))
	each((*scan).again)
	each(func(s *scan) { out[s.i] = s.mentions() })
	return out
}

// newScans returns a scan for every passage but notes.
func newScans(f *Finder, d *document, t *prose.Text) []scan {
	tokens := 0
	for i := range t.Passages {
		tokens += len(t.Passages[i].Tokens)
	}
	scans := make([]scan, 0, len(t.Passages))
	opens := make([]bool, tokens+len(t.Passages))
	for i := range t.Passages {
		p := &t.Passages[i]
		if p.Kind == "note" {
			continue
		}
		n := len(p.Tokens)
		scans = append(scans, scan{f: f, d: d, p: p, i: i, ts: p.Tokens, text: p.Text, opens: opens[: n+1 : n+1]})
		opens = opens[n+1:]
	}
	return scans
}

// passage runs the finders of grammar. Later ones see what earlier ones found.
func (s *scan) passage() {
	for _, find := range [...]func(*scan){(*scan).laws, (*scan).pairs, (*scan).heads, (*scan).quoted, (*scan).administrations, (*scan).people} {
		find(s)
	}
	s.definitions()
	s.aliases()
}

// guess types names that nothing but their surroundings tell, when the people of the report are known.
func (s *scan) guess() {
	s.classes()
	s.context()
	s.common()
}

// gazetteer finds the longest known names from left to right.
func (s *scan) gazetteer() {
	for _, sent := range s.p.Sentences {
		s.opens[min(sent.First, len(s.ts))] = true
	}
	s.dropCredit()
	for i := 0; i < len(s.ts); {
		if s.ts[i].Class == prose.Punct || s.ts[i].Class == prose.Clitic {
			i++
			continue
		}
		m, ok := s.f.gaz.Longest(s.text, s.ts, i)
		if !ok || !s.wholeWord(i) {
			i++
			continue
		}
		if m.Forms[0].Entry.Type == "place" {
			m.Last = s.beforeComma(i, m.Last) // the state of "Albany, New York" is a name of its own
		}
		s.add(found{first: i, last: m.Last, forms: m.Forms, rule: "gazetteer", confidence: 0.97, typ: m.Forms[0].Entry.Type, weak: allWeak(m.Forms)})
		s.within(i, m)
		if m.Forms[0].Entry.Type == "legislation" {
			s.hits[s.unit[i]-1].last = s.trailingNumber(m.Last, "legislation") // "Harbours Act, 2019"
		}
		i = m.Last
	}
}

// beforeComma returns the first comma of the tokens, or last.
func (s *scan) beforeComma(first, last int) int {
	for i := first + 1; i < last; i++ {
		if s.ts[i].Lower == "," {
			return i
		}
	}
	return last
}

// within finds the countries and bodies that a longer known name holds: both states of "U.S.-ROK alliance", the G20 in "G20
// Summit in Osaka", and Osaka, but no Department of Health in that of Health and Human Services.
func (s *scan) within(first int, whole gazetteer.Match) {
	last, typ := whole.Last, whole.Forms[0].Entry.Type
	body := typ == "agency" || typ == "organization" || typ == "company"
	for k := first; k < last; k++ {
		if s.f.rules.directions.Has(s.lower(k-1)) && k > first {
			continue // the Georgia in "South Georgia"
		}
		end := last
		if k == first {
			end-- // shorter than the whole
		}
		for end > k {
			m, ok := s.f.gaz.Longest(s.text, s.ts[:end], k)
			if !ok {
				break
			}
			inner := m.Forms[0].Entry.Type
			if home := whole.Forms[0].Entry.Country; inner == "country" && m.Forms[0].Kind == gazetteer.DemonymForm && home != "" && home != m.Forms[0].Entry.Name {
				break // no India in the United States' "Bureau of Indian Affairs"
			}
			if !allWeak(m.Forms) && (inner == "country" && m.Forms[0].Kind != gazetteer.CapitalForm || !body && (inner == "organization" || inner == "agency") || inner == "place" && s.lower(k-1) == "in" && !body) {
				s.record(found{first: k, last: m.Last, forms: m.Forms, rule: "gazetteer", confidence: 0.9, typ: inner})
				k = m.Last - 1
				break
			}
			end = m.Last - 1
		}
	}
}

func allWeak(forms []gazetteer.Form) bool {
	return !slices.ContainsFunc(forms, func(f gazetteer.Form) bool { return !f.Weak })
}

// wholeWord rejects a match of small-letter words that begins within a hyphenated compound of small letters.
func (s *scan) wholeWord(first int) bool {
	if first > 1 && s.ts[first-1].Lower == "-" && s.ts[first-2].Case == prose.Lower && s.ts[first].Case == prose.Lower {
		return false
	}
	return true
}

// add records a name; gazetteer names are marked in unit.
func (s *scan) add(f found) {
	s.hits = append(s.hits, f)
	if s.unit == nil {
		s.unit = s.d.perToken(len(s.p.Tokens))
	}
	for k := f.first; k < f.last; k++ {
		s.unit[k] = int32(len(s.hits))
	}
}

// record adds a name that grammar or a second look has found; cover remembers the longest at each token.
func (s *scan) record(f found) {
	s.hits = append(s.hits, f)
	if s.cover == nil {
		s.cover = s.d.perToken(len(s.p.Tokens))
	}
	for k := f.first; k < f.last; k++ {
		if o := s.covering(k); o == nil || o.last-o.first < f.last-f.first {
			s.cover[k] = int32(len(s.hits))
		}
	}
}

// covering returns the longest recorded name over token i, or nil.
func (s *scan) covering(i int) *found {
	if i < 0 || i >= len(s.cover) || s.cover[i] == 0 {
		return nil
	}
	return &s.hits[s.cover[i]-1]
}

// ending returns the name that ends before token i, the longer one where a known and a recorded one do, or nil.
func (s *scan) ending(i int) *found {
	k, c := s.known(i-1), s.covering(i-1)
	if k != nil && k.last != i {
		k = nil
	}
	if c != nil && c.last != i {
		c = nil
	}
	if k == nil || c != nil && c.first < k.first {
		return c
	}
	return k
}

// known returns the gazetteer name that covers token i, or nil.
func (s *scan) known(i int) *found {
	if i < 0 || i >= len(s.unit) || s.unit[i] == 0 || len(s.hits[s.unit[i]-1].forms) == 0 {
		return nil // or a name that the report itself has redefined
	}
	return &s.hits[s.unit[i]-1]
}

func (s *scan) words(first, last int) string {
	if first >= last {
		return ""
	}
	return s.text[s.ts[first].Span.Start:s.ts[last-1].Span.End]
}

func (s *scan) lower(i int) string {
	if i < 0 || i >= len(s.ts) {
		return ""
	}
	return s.ts[i].Lower
}

func (s *scan) is(i int, class prose.Class) bool {
	return i >= 0 && i < len(s.ts) && s.ts[i].Class == class
}

// capital reports whether token i is a word that begins with a capital or is an acronym.
func (s *scan) capital(i int) bool { return i >= 0 && i < len(s.ts) && s.ts[i].Capital }

// adjacent reports whether no blank stands between tokens i and i+1.
func (s *scan) adjacent(i int) bool {
	return i >= 0 && i+1 < len(s.ts) && s.ts[i].Span.End == s.ts[i+1].Span.Start
}

// sentenceStart reports whether token i opens a sentence, a clause after a colon or bullet, or a quotation.
func (s *scan) sentenceStart(i int) bool {
	if i < len(s.opens) && s.opens[i] {
		return true
	}
	return i <= 0 || s.ts[i-1].Class == prose.Punct && (s.ts[i-1].Lower == ":" || s.ts[i-1].Lower == "\"" || s.ts[i-1].Lower == "." || s.ts[i-1].Lower == "•")
}

// only returns the forms of a name without all but one. What the gazetteer returned is not changed.
func only(forms []gazetteer.Form, form gazetteer.Form) []gazetteer.Form {
	for k, f := range forms {
		if f.Entry == form.Entry && f.Kind == form.Kind && f.Weak == form.Weak && f.Text == form.Text {
			return forms[k : k+1 : k+1]
		}
	}
	return []gazetteer.Form{form}
}

// mentions settles overlaps and turns the names into mentions.
func (s *scan) mentions() []mention.Mention {
	hits := s.d.chosen[:0] // not in place: unit and cover point into s.hits
	for i := range s.hits {
		h := &s.hits[i]
		form, ok := s.d.choose(s, *h)
		if !ok {
			continue
		}
		if form.Entry == nil {
			h.forms = nil
			if s.addressed(h.first, h.last) != "" {
				h.last = s.known(h.last + 1).last // "Ministry of Health, Samoa" is a name of its own
			}
		} else {
			h.forms = only(h.forms, form)
		}
		hits = append(hits, *h)
	}
	s.d.chosen = hits
	if len(hits) == 0 {
		return nil
	}
	settled := s.settle(hits)
	out := make([]mention.Mention, 0, len(settled))
	for _, h := range settled {
		m, ok := s.mention(h)
		if ok {
			out = append(out, m)
		}
	}
	return out
}

func (s *scan) mention(h found) (mention.Mention, bool) {
	var form gazetteer.Form
	if len(h.forms) > 0 {
		form = h.forms[0]
	}
	m := mention.Mention{Passage: s.i, First: h.first, Last: h.last, Span: kg.Span{Start: s.ts[h.first].Span.Start, End: s.ts[h.last-1].Span.End},
		Type: h.typ, Name: h.name, Country: h.country, Use: h.use, Inside: h.inside, Rule: h.rule, Confidence: h.confidence, Entity: -1}
	if m.Name == "" {
		m.Name = s.words(h.first, h.last)
	}
	if form.Entry == nil {
		return m, true
	}
	if form.Entry.Type == "person" && s.capital(h.last) && s.f.rules.roles.Has(s.lower(h.last)) {
		return m, false // "the Joseph Writer Fellow"
	}
	m.Entry, m.Type, m.Name = form.Entry, form.Entry.Type, form.Entry.Name
	switch form.Kind {
	case gazetteer.DemonymForm:
		m.Use = s.demonymUse(h)
	case gazetteer.CapitalForm:
		if h.inside {
			return m, false // the Cape Town in "Cape Town Agreement"
		}
		m.Use = mention.Government
		m.Rule = "capital-as-government"
		m.Confidence = 0.9
	}
	if form.Weak {
		m.Confidence = min(m.Confidence, 0.8)
		m.Rule += "-in-context"
	}
	return m, true
}

func (s *scan) demonymUse(h found) mention.Use {
	w := s.ts[h.last-1]
	if len(w.Lower) > 3 && w.Lower[len(w.Lower)-1] == 's' && !s.nounFollows(h.last) {
		return mention.People
	}
	return mention.Adjective
}

func (s *scan) nounFollows(i int) bool {
	return i < len(s.ts) && s.ts[i].Class == prose.Word && (s.ts[i].Tag == prose.Noun || s.ts[i].Tag == prose.Adj || s.ts[i].Tag == prose.Propn)
}

// settle drops names that overlap better ones and marks names inside longer ones. Longer wins; of equal length the one of
// the gazetteer. A name made by grammar that merely crosses a gazetteer name's edge gives way to it.
func (s *scan) settle(hits []found) []found {
	slices.SortStableFunc(hits, func(a, b found) int {
		if a.first != b.first {
			return a.first - b.first
		}
		if a.last != b.last {
			return b.last - a.last
		}
		return len(b.forms) - len(a.forms)
	})
	out := s.d.settled[:0]
	for _, h := range hits {
		drop := false
		for k := len(out) - 1; k >= 0 && k >= len(out)-8; k-- {
			o := &out[k]
			if h.first >= o.last {
				continue
			}
			if h.first == o.first && h.last == o.last {
				drop = true
				break
			}
			if h.last <= o.last { // inside o
				h.inside = true
				if !s.keepInside(h, o) {
					drop = true
				}
				break
			}
			if len(h.forms) > 0 && len(o.forms) == 0 { // h is known and crosses o's end: o was wrong
				out = slices.Delete(out, k, k+1)
				continue
			}
			drop = true
			break
		}
		if !drop {
			out = append(out, h)
		}
	}
	s.d.settled = out
	return out
}

// keepInside reports whether a name within a longer one is of use: countries, bodies and places tell whose the longer one is.
func (s *scan) keepInside(h found, outer *found) bool {
	if len(h.forms) == 0 || h.weak {
		return false
	}
	if h.forms[0].Entry.Type == "place" && outer.rule == "body-grammar" {
		return s.f.rules.locative.Has(s.lower(h.first - 1)) // no Arizona in "Northern Arizona University"
	}
	return ofUseInside(h.forms[0].Entry.Type)
}

func ofUseInside(typ string) bool {
	switch typ {
	case "country", "agency", "organization", "company", "place":
		return true
	}
	return false
}

// dropCredit cuts the credit of a photograph off the passage's tokens: "(A Photographer/Getty Images)".
func (s *scan) dropCredit() {
	n := len(s.ts)
	if n < 3 || s.ts[n-1].Lower != ")" && s.ts[n-2].Lower != ")" {
		return
	}
	for i := n - 2; i >= 0 && i > n-20; i-- {
		if s.ts[i].Lower != "(" {
			continue
		}
		for k := i + 1; k < n; k++ {
			if s.f.rules.photo.Has(s.ts[k].Lower) && (s.capital(k)) && (s.lower(k-1) == "/" || s.lower(k-1) == "via" || s.lower(k+1) == "images" || s.lower(k+1) == ")" || s.lower(k+1) == "/") {
				s.ts = s.ts[:i]
				return
			}
		}
		return
	}
}
