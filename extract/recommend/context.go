package recommend

import (
	"strings"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// title is what the title of a section says about the text below it.
type title struct {
	announced bool // recommendations
	own       bool // … by this title, not by one above it
	barren    bool // nothing that counts
	summary   bool // what is said at length elsewhere
	aim       bool // an aim that the text below tells how to reach: "Objective 2: …"
	concludes bool // conclusions together with recommendations
}

// lead is a line that introduces a list.
type lead struct {
	all     bool // every item is a recommendation
	loose   bool // … if it reads like one: the lead speaks of measures, not of recommendations
	explain bool // the items explain
	actors  []ref
}

// readSections judges the titles of all sections.
func (f *finder) readSections() {
	f.root = -1
	roots := 0
	for i, s := range f.t.Sections {
		f.sections[s.ID] = i
		if s.Parent == s.Report {
			f.root = i
			roots++
		}
	}
	if roots != 1 || f.root >= 0 && f.t.Sections[f.root].Level > 1 {
		f.root = -1
	}
	for n := range f.t.Passages {
		if f.t.Passages[n].Kind == "heading" {
			f.headings[f.t.Passages[n].ID] = n
		}
	}
	f.titles = make([]title, len(f.t.Sections))
	for i, s := range f.t.Sections {
		t := f.rules.readTitle(s.Title)
		if up, ok := f.sections[s.Parent]; ok && up < i && up != f.root {
			t.announced = t.announced || f.titles[up].announced
			t.summary = t.summary || f.titles[up].summary
			t.barren = t.barren || f.titles[up].barren
			t.aim = t.aim || f.titles[up].aim
			t.concludes = t.concludes || f.titles[up].concludes
		}
		if i == f.root {
			t.barren, t.summary = false, false
		}
		f.titles[i] = t
	}
}

func (f *finder) title(section kg.ID) title {
	if i, ok := f.sections[section]; ok {
		return f.titles[i]
	}
	return title{}
}

// readTitle judges one title by its words.
func (r *Rules) readTitle(s string) title {
	words := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return c != '-' && (c < 'a' || c > 'z') })
	for len(words) > 0 && len(words[0]) <= 1 && words[0] != "a" || len(words) > 0 && (words[0] == "chapter" || words[0] == "part" || words[0] == "annex" || words[0] == "section") {
		words = words[1:]
	}
	var t title
	if len(words) == 0 {
		return t
	}
	last := words[len(words)-1]
	t.announced = r.titles.Has(strings.Join(words, " ")) || len(words) <= 4 && len(words) > 1 && r.Announce.Has(last)
	for i, w := range words {
		if (w == "recommendations" || w == "recommendation") && !(i > 0 && (words[i-1] == "previous" || words[i-1] == "past" || words[i-1] == "earlier")) {
			t.announced = true
		}
		t.concludes = t.concludes || w == "conclusions"
		if len(words) <= 4 && r.Summary.Has(w) {
			t.summary = true
		}
	}
	if len(words) <= 5 && len(words) > 2 && (last == "action" && words[len(words)-2] == "for" && !r.Explain.Has(words[0]) || r.Announce.Has(words[0]) && words[1] == "for") {
		t.announced = true
	}
	if words[0] == "what" && len(words) <= 8 {
		for _, w := range words[1:] {
			t.announced = t.announced || w == "should" || w == "must" || w == "done" && words[1] != "was" && words[1] != "has"
		}
	}
	switch words[0] {
	case "implementation", "status", "progress", "response", "responses", "following":
		t.announced = false
	}
	t.own = t.announced
	t.aim = r.aims(s)
	t.barren = len(words) <= 3 && (r.Barren.Has(words[0]) || r.Barren.Has(last))
	if strings.HasPrefix(strings.Join(words, " "), "about the author") || strings.HasPrefix(strings.Join(words, " "), "about this") {
		t.barren = true
	}
	return t
}

// aims reports whether a title counts an aim: "Objective 2: Safer ports", "Pillar II".
func (r *Rules) aims(s string) bool {
	fields := strings.Fields(strings.ToLower(s))
	if len(fields) < 2 || !r.Aim.Has(fields[0]) {
		return false
	}
	number := strings.TrimRight(fields[1], ":.—–-)")
	return number != "" && len(number) <= 4 && strings.Trim(number, "0123456789.ivx") == "" || len(number) == 1
}

// place returns section and objective of a passage: the innermost heading is the objective when it stands below another.
func (f *finder) place(n int) (section kg.ID, objective string) {
	section = f.t.Passages[n].Section
	i, ok := f.sections[section]
	if !ok {
		return section, ""
	}
	s := f.t.Sections[i]
	up, ok := f.sections[s.Parent]
	if !ok || up == f.root {
		return section, ""
	}
	return s.Parent, s.Title
}

// introduces reports whether passage n ends in a colon before a list, or is the lead of one.
func (f *finder) introduces(n int) bool {
	p := &f.t.Passages[n]
	if n+1 >= len(f.t.Passages) || len(p.Tokens) == 0 || f.t.Passages[n+1].Kind != "item" {
		return false
	}
	return p.Tokens[len(p.Tokens)-1].Lower == ":"
}

// labelled reports whether passage n begins with a label ("Recommendation 3: …") or stands first below a heading that is one.
func (f *finder) labelled(n int) bool {
	p := &f.t.Passages[n]
	if len(p.Tokens) == 0 {
		return false
	}
	for i := 0; i < len(p.Tokens) && i < 8; i++ {
		if f.rules.Label.Has(p.Tokens[i].Lower) {
			at, _ := f.look(n).label(0, len(p.Tokens))
			if at > 0 {
				return true
			}
			break
		}
	}
	if !f.title(p.Section).announced {
		return false
	}
	if bold := len(p.Inlines) > 0 && p.Inlines[0].Style == "strong" && p.Inlines[0].Span.Start == 0; bold || p.Marker != "" {
		return true
	}
	return n > 0 && f.t.Passages[n-1].Kind == "heading" && f.title(p.Section).own
}

// label reads a label at token i ("Recommendation 3:", "Action 2.", "ODUG Recommendation:") and returns the token after it and
// its number.
func (v *view) label(i, end int) (int, string) {
	j := i
	for j < end && j < i+8 && v.low(j) != "recommendation" && (v.toks[j].Case != prose.Lower || v.mention(j) >= 0) && !v.r.Label.Has(v.low(j)) {
		j++
	}
	if j >= end || !v.r.Label.Has(v.low(j)) || v.toks[j].Case == prose.Lower && j == i || j > i && v.low(j) != "recommendation" {
		return i, ""
	}
	plain := v.low(j) == "recommendation"
	j++
	if v.low(j) == "#" {
		j++
	}
	number := ""
	if j < end && (v.toks[j].Class == prose.Number || v.toks[j].Class == prose.Word && len(v.low(j)) <= 3 && v.toks[j].Case != prose.Lower) {
		number = v.p.Text[v.toks[j].Span.Start:v.toks[j].Span.End]
		j++
	}
	if j >= end || number == "" && !plain {
		return i, ""
	}
	switch v.low(j) {
	case ":", "—", ")", "|":
		return j + 1, number
	case ".", "-":
		if number != "" {
			return j + 1, number
		}
	}
	return i, ""
}

// enumerated reads a number or letter that opens a sentence ("(iv)", "3.", "b)") and returns the token after it and the number
// as printed.
func (v *view) enumerated(s prose.Sentence) (int, string) {
	i := s.First
	if v.low(i) == "(" {
		i++
	}
	if i+2 >= s.Last || v.mention(i) >= 0 || len(v.low(i)) > 4 || v.toks[i].Class == prose.Punct {
		return s.First, ""
	}
	switch v.low(i + 1) {
	case ")":
	case ".":
		if v.toks[i].Class != prose.Number || i > s.First {
			return s.First, ""
		}
	default:
		return s.First, ""
	}
	return i + 2, v.p.Text[v.toks[s.First].Span.Start:v.toks[i+1].Span.End]
}

// imperative reports whether the words tell somebody to act without saying whom: "Establish a fund", "To this end, review …".
func (v *view) imperative(s prose.Sentence) bool {
	i, _ := v.label(s.First, s.Last)
	for n := 0; n < 3 && i < s.Last; n++ {
		for i < s.Last && (v.tag(i) == prose.Adv || v.low(i) == "\"" || v.tag(i) == prose.Num) && v.mention(i) < 0 {
			i++
		}
		if v.base(i) && v.toks[i].Lower != "note" && v.toks[i].Lower != "see" {
			return !v.nominal(i, s.Last)
		}
		t := v.tag(i)
		if v.mention(i) >= 0 || t != prose.Prep && t != prose.Part && t != prose.Conj && t != prose.VerbIng {
			return false
		}
		j := i
		for j < s.Last && !(v.low(j) == "," && v.at[j] == 0) {
			j++
		}
		if j >= s.Last {
			return false
		}
		i = j + 1
		if !v.base(i) && v.tag(i) != prose.Adv {
			return false
		}
	}
	return false
}

// base reports whether token i looks like the base form of a verb.
func (v *view) base(i int) bool {
	if v.mention(i) >= 0 {
		return false
	}
	w := v.low(i)
	many := v.tag(i+1) == prose.Num || v.low(i+1) == "at" && v.low(i+2) == "least" || v.low(i+1) == "up" && v.low(i+2) == "to"
	switch next, t := v.tag(i+1), v.tag(i); {
	case t == prose.Verb:
	case t == prose.Noun || t == prose.Propn && v.p.Kind == "row" && v.toks[i].Case == prose.Title: // a verb that no lexicon knows, or that looks like a noun
		if next != prose.Det && next != prose.Adj && v.low(i+1) != "more" && !many || v.mention(i+1) >= 0 {
			return false
		}
	case t == prose.Adj: // "Open the registers"
		if next != prose.Det && !many {
			return false
		}
	default:
		return false
	}
	if v.r.Finite.Has(w) {
		return w == "do"
	}
	return !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us")
}

// nominal reports whether a word that could be a verb opens a statement as a noun: "Trade between them has grown".
func (v *view) nominal(i, end int) bool {
	if t := v.tag(i + 1); t != prose.Prep && t != prose.VerbPP && t != prose.Modal && !v.r.Finite.Has(v.low(i+1)) {
		return false
	}
	if v.tag(i+1) == prose.VerbPP && v.tag(i+2) == prose.Prep { // "Project begun in May"
		return true
	}
	for j := i + 1; j < end; j++ {
		w := v.low(j)
		if w == "," || v.r.Marker.Has(w) || w == "to" && v.tag(j+1) == prose.Verb {
			return false
		}
		if v.mention(j) < 0 && (v.r.Finite.Has(w) || v.tag(j) == prose.Modal) {
			return true
		}
	}
	return false
}
