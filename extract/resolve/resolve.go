// Package resolve joins mentions into entities: the forms of one name, acronyms with their long names, surnames with the people
// introduced, two states' shared alliance under all its spellings. What enters are a text and its mentions, what leaves is a
// mention.Index: entities with stable IDs, what is known of each, and every mention with the entity it names.
package resolve

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/gazetteer"
	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// group is an entity in the making.
type group struct {
	typ     tally // types by count
	names   tally // grammar names by count
	entry   *gazetteer.Entry
	country string
	parties []string // names of the states or bodies within the name
	forms   tally    // folded words of the text
	count   int      // mentions
	merged  *group
	room    [3]counted // of the first words of the tallies: most groups have no more
}

// newGroup returns a group without mentions.
func newGroup(e *gazetteer.Entry) *group {
	g := &group{entry: e}
	g.typ, g.names, g.forms = g.room[0:0:1], g.room[1:1:2], g.room[2:2:3]
	return g
}

// tally counts words, of which a group has few.
type tally []counted

type counted struct {
	word string
	n    int
}

// add counts n more of a word.
func (t *tally) add(word string, n int) {
	for i := range *t {
		if (*t)[i].word == word {
			(*t)[i].n += n
			return
		}
	}
	*t = append(*t, counted{word, n})
}

// of returns the count of a word.
func (t tally) of(word string) int {
	for i := range t {
		if t[i].word == word {
			return t[i].n
		}
	}
	return 0
}

// words returns the words in order.
func (t tally) words() []string {
	out := make([]string, len(t))
	for i := range t {
		out[i] = t[i].word
	}
	slices.Sort(out)
	return out
}

func (g *group) root() *group {
	for g.merged != nil {
		g = g.merged
	}
	return g
}

type resolver struct {
	t         *prose.Text
	gaz       *gazetteer.Gazetteer
	rules     *Rules
	all       [][]mention.Mention
	owner     [][]*group // of each mention in all
	groups    map[string]*group
	order     []*group
	bodies    map[string]bool             // folded forms of countries and bodies
	folded    map[string]string           // names → their folded forms
	byEntry   map[*gazetteer.Entry]*group // groups of names that the gazetteers know
	ofCountry map[string][]string         // country → folded forms of its name
}

// Mentions joins the mentions of a text into entities. The mentions are copied; the input is not changed.
func Mentions(t *prose.Text, found [][]mention.Mention, g *gazetteer.Gazetteer, rules *Rules) *mention.Index {
	r := &resolver{t: t, gaz: g, rules: rules, all: make([][]mention.Mention, len(found)), owner: make([][]*group, len(found)), groups: map[string]*group{}, bodies: map[string]bool{}, folded: map[string]string{}, byEntry: map[*gazetteer.Entry]*group{}, ofCountry: map[string][]string{}}
	for i, ms := range found {
		r.all[i] = slices.Clone(ms)
	}
	for i := range r.all {
		r.owner[i] = make([]*group, len(r.all[i]))
		for k := range r.all[i] {
			r.owner[i][k] = r.place(i, k)
		}
	}
	r.join()
	r.references()
	return r.index()
}

// place puts a mention into the group of its key, making the group if need be, and
// returns the group.
func (r *resolver) place(i, k int) *group {
	m := &r.all[i][k]
	g := r.group(m).root()
	g.add(m)
	form := r.fold(r.t.Passages[m.Passage].Quote(m.Span))
	g.forms.add(form, 1)
	switch m.Type {
	case "country", "agency", "organization", "company":
		if !r.bodies[form] { // to look it up costs less than to set it
			r.bodies[form] = true
		}
	}
	if pair, parties := r.pairKey(i, k); pair != "" {
		g.parties = parties
		if other := r.groups[pair]; other != nil && other.root() != g {
			r.merge(other.root(), g)
		} else {
			r.groups[pair] = g
		}
	}
	return g
}

// group returns the group of the mention's key, made if need be.
func (r *resolver) group(m *mention.Mention) *group {
	if g := r.byEntry[m.Entry]; g != nil {
		return g
	}
	key := r.key(m)
	g := r.groups[key]
	if g == nil {
		g = newGroup(m.Entry)
		r.groups[key] = g
		r.order = append(r.order, g)
	}
	if m.Entry != nil {
		r.byEntry[m.Entry] = g
	}
	return g
}

// fold returns the folded form of a name, which most texts repeat.
func (r *resolver) fold(name string) string {
	f, known := r.folded[name]
	if !known {
		f = Fold(name)
		r.folded[name] = f
	}
	return f
}

func (g *group) add(m *mention.Mention) {
	g.count++
	g.typ.add(m.Type, 1)
	if m.Entry == nil {
		g.names.add(m.Name, 1)
	}
	if g.country == "" {
		g.country = m.Country
	}
}

func (r *resolver) key(m *mention.Mention) string {
	if m.Entry != nil {
		return "entry " + m.Entry.Type + " " + m.Entry.Name + " " + m.Entry.Country
	}
	kind := m.Type
	if m.Type == "agency" || m.Type == "organization" {
		kind = "body"
	}
	key := kind + " " + r.fold(m.Name)
	if m.Type == "agency" {
		key += " " + m.Country
	}
	return key
}

// Fold returns a name as it is compared: small letters, no periods, articles or marks, one kind of hyphen and apostrophe.
func Fold(name string) string {
	b := make([]byte, 0, len(name)+8)
	word := 0 // where the word under way starts in b
	flush := func() {
		w := b[word:]
		w = bytes.TrimSuffix(bytes.TrimSuffix(w, []byte("'")), []byte("'s"))
		switch string(w) {
		case "", "the", "and", "&":
			b = b[:word]
			return
		}
		b = append(b[:word+len(w)], ' ')
		word = len(b)
	}
	for _, r := range name {
		switch r {
		case ' ', '-', '–', '—', '‑', '/', ',', '"', '“', '”', '(', ')', '\t', '\n':
			flush()
		case '.':
		case '’', '‘':
			b = append(b, '\'')
		default:
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	flush()
	return string(bytes.TrimSuffix(b, []byte(" ")))
}

// pairKey returns the key of a thing shared by the states within the mention, independent of their order and spelling.
func (r *resolver) pairKey(i, k int) (string, []string) {
	m := &r.all[i][k]
	if m.Type != "agreement" && m.Type != "initiative" && m.Type != "event" {
		return "", nil
	}
	p := &r.t.Passages[m.Passage]
	var parties []string
	rest := ""
	at := m.Span.Start
	for _, in := range r.all[i][k+1:] {
		if in.Span.Start >= m.Span.End {
			break
		}
		if in.Inside && m.Span.Contains(in.Span) && in.Span != m.Span && (in.Type == "country" || in.Type == "organization" || in.Type == "agency") && in.Span.Start >= at {
			parties = append(parties, in.Name)
			rest += p.Text[at:in.Span.Start]
			at = in.Span.End
		}
	}
	if len(parties) < 2 {
		return "", nil
	}
	rest = Fold(rest + " " + p.Text[at:m.Span.End])
	slices.Sort(parties)
	return "pair " + strings.Join(parties, "+") + " " + strings.TrimSuffix(rest, "s"), slices.Compact(parties)
}

func (r *resolver) merge(into, from *group) {
	if into == from {
		return
	}
	if into.entry == nil && from.entry != nil {
		into, from = from, into
	}
	from.merged = into
	into.count += from.count
	for _, t := range from.typ {
		into.typ.add(t.word, t.n)
	}
	for _, name := range from.names {
		into.names.add(name.word, name.n)
	}
	if into.country == "" {
		into.country = from.country
	}
	if len(into.parties) == 0 {
		into.parties = from.parties
	}
}

// join merges groups whose names differ only by a country in front, a small-letter head behind, or a plural.
func (r *resolver) join() {
	byName := map[string]*group{}
	for _, g := range r.order {
		g = g.root()
		for _, name := range g.names.words() {
			f := r.fold(name)
			if byName[f] == nil {
				byName[f] = g
			}
		}
		if g.entry != nil {
			byName[Fold(g.entry.Name)] = g
			for _, f := range g.forms.words() {
				if byName[f] == nil || byName[f].entry == nil {
					byName[f] = g
				}
			}
		}
	}
	full := r.opened(byName)
	for _, g := range r.order {
		if g.merged != nil || g.entry != nil {
			continue
		}
		for _, name := range g.names.words() {
			other := r.variant(g, name, byName)
			if o := full[r.fold(name)]; other == nil && o != nil && (o.country == "" || g.country == "" || o.country == g.country) && compatible(o, g) {
				other = o
			}
			if other != nil && other.root() != g.root() {
				r.merge(other.root(), g.root())
				break
			}
		}
	}
}

// opened maps what a name may be called for short, the words up to "for", "of" or "on" that end in a head, to the one group
// whose name goes on so: "Harbour Center" to the Harbour Center for Tides. What two names open with is short for none.
func (r *resolver) opened(byName map[string]*group) map[string]*group {
	out := map[string]*group{}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		g := byName[name].root()
		for i, word := range name {
			if word != ' ' {
				continue
			}
			rest, short := name[i+1:], name[:i]
			if !strings.HasPrefix(rest, "for ") && !strings.HasPrefix(rest, "of ") && !strings.HasPrefix(rest, "on ") || !r.headed(short) {
				continue
			}
			if o, ok := out[short]; ok && o != g {
				out[short] = nil
			} else {
				out[short] = g
			}
			break
		}
	}
	return out
}

// headed reports whether folded words, two or more, end in a head noun.
func (r *resolver) headed(words string) bool {
	i := strings.LastIndexByte(words, ' ')
	if i < 0 {
		return false
	}
	last := words[i+1:]
	return last != "" && (r.rules.generic[strings.ToUpper(last[:1])+last[1:]] != "" || r.rules.generic[last] != "")
}

// variant finds a group that bears the name in another form.
func (r *resolver) variant(g *group, name string, byName map[string]*group) *group {
	f := r.fold(name)
	if o := byName[f]; o != nil && o.root() != g.root() && compatible(o, g) && o.kind() == "organization" {
		return o
	}
	fits := func(o *group) bool {
		return o != nil && (o.country == "" || g.country == "" || o.country == g.country) && compatible(o, g)
	}
	if c := r.fold(g.country); c != "" {
		for _, form := range r.countryForms(g.country) {
			if rest, ok := strings.CutPrefix(f, form+" "); ok && fits(byName[rest]) {
				return byName[rest]
			}
		}
	}
	if i := strings.LastIndexByte(f, ' '); i > 0 && !strings.Contains(f[:i], "  ") {
		last := name[strings.LastIndexByte(name, ' ')+1:]
		if last == strings.ToLower(last) && fits(byName[f[:i]]) {
			return byName[f[:i]]
		}
	}
	for i := strings.IndexByte(f, ' '); i > 0; {
		if r.bodies[f[:i]] && fits(byName[f[i+1:]]) {
			return byName[f[i+1:]] // "NUPI Polar Security Program"
		}
		next := strings.IndexByte(f[i+1:], ' ')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	if s, ok := strings.CutSuffix(f, "s"); ok && fits(byName[s]) {
		return byName[s]
	}
	return nil
}

func compatible(a, b *group) bool {
	ta, tb := a.kind(), b.kind()
	if ta == "initiative" && tb == "organization" || ta == "organization" && tb == "initiative" {
		return true // a programme of a think tank
	}
	body := func(t string) bool { return t == "agency" || t == "organization" || t == "company" }
	return ta == tb || body(ta) && body(tb)
}

// countryForms returns the folded names, acronyms and adjectives of a country.
func (r *resolver) countryForms(country string) []string {
	if forms, known := r.ofCountry[country]; known {
		return forms
	}
	var forms []string
	if e := r.gaz.Lookup(country); e != nil {
		forms = append(forms, r.fold(e.Name))
		for _, a := range append(slices.Clone(e.Aliases), e.List("demonyms")...) {
			forms = append(forms, r.fold(strings.TrimPrefix(a, "?")))
		}
	}
	r.ofCountry[country] = forms
	return forms
}

// kind returns the type most mentions give, by name where they tie.
func (g *group) kind() string {
	if g.entry != nil {
		return g.entry.Type
	}
	if g.typ.of("organization") > 0 && g.typ.of("initiative") > 0 {
		return "organization"
	}
	var best counted
	for _, t := range g.typ {
		if best.word == "" || cmp.Or(cmp.Compare(best.n, t.n), cmp.Compare(t.word, best.word)) < 0 {
			best = t
		}
	}
	return best.word
}

// name returns the canonical name: the gazetteer's, else the form used most, the longer where they tie, then the first by alphabet.
func (g *group) name() string {
	if g.entry != nil {
		return g.entry.Name
	}
	var best counted
	for _, name := range g.names {
		if best.n == 0 || cmp.Or(cmp.Compare(best.n, name.n), cmp.Compare(len(best.word), len(name.word)), cmp.Compare(name.word, best.word)) < 0 {
			best = name
		}
	}
	if isSpaced(best.word) {
		return best.word
	}
	return strings.Join(strings.Fields(best.word), " ")
}

// isSpaced reports whether a name of ASCII has single blanks between its words and none elsewhere: most names.
func isSpaced(name string) bool {
	blank := true
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && blank {
			return false
		}
		blank = c == ' '
	}
	return !blank
}

func (g *group) id() kg.ID {
	qualifier := ""
	if g.kind() == "agency" {
		qualifier = g.country
		if g.entry != nil {
			qualifier = g.entry.Country
		}
	}
	return kg.EntityID(g.kind(), g.name(), qualifier)
}
