// Package cite finds the works that a report cites, and where it cites them.
//
// What enters is a segmented [prose.Text]; what leaves are the sources named in its notes and bibliographies, and a citation
// for each note mark. Notes are divided into works at semicolons; short forms ("Smith, “Old Walls.”", "Ibid.") count as the
// work they repeat. Links within the text are not sources.
package cite

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// Rules named in the evidence.
const (
	ruleNote  = "note"         // a work in a footnote or endnote
	ruleList  = "bibliography" // a work in a list of references
	ruleMark  = "note-mark"    // a note mark in the text
	kindNote  = "note"
	listLevel = 0.9 // confidence of works in lists of references
)

// Sources returns the works cited and the citations of them.
func Sources(text *prose.Text) ([]kg.Source, []kg.Citation) {
	f := &finder{
		text: text, byURL: map[string]int{}, byTitle: map[string][]int{}, notes: map[string][]int{}, cited: map[int][]int{}, last: -1,
	}
	lists := bibliographies(text)
	for i := range text.Passages {
		p := &text.Passages[i]
		switch {
		case p.Kind == kindNote:
			f.notes[p.Marker] = append(f.notes[p.Marker], i)
			f.note(i, p)
		case lists[p.Section] && (p.Kind == "paragraph" || p.Kind == "item"):
			f.entry(i, p)
		}
	}
	return f.sources, f.citations()
}

// finder gathers sources.
type finder struct {
	text    *prose.Text
	sources []kg.Source
	byURL   map[string]int
	byTitle map[string][]int // first words of the title → sources
	aliases []alias
	notes   map[string][]int // label → passages
	cited   map[int][]int    // note passage → sources
	last    int              // source cited last, for "Ibid."
}

// alias is a short name that a note gives a work: (hereinafter “Plan”).
type alias struct {
	name   string
	source int
}

// note finds the works in a note.
func (f *finder) note(i int, p *prose.Passage) {
	for _, span := range parts(p) {
		n := f.short(p.Text[span.Start:span.End])
		if n < 0 {
			w, ok := parse(p, span)
			if !ok {
				continue
			}
			n = f.find(w)
		}
		f.cite(n, i, span, ruleNote, 1)
	}
}

// entry finds the work in an entry of a bibliography.
func (f *finder) entry(i int, p *prose.Passage) {
	span := trim(p.Text, kg.Span{End: len(p.Text)})
	w, ok := parseDated(p, span)
	if !ok {
		w, ok = parse(p, span)
	}
	if ok {
		f.cite(f.find(w), i, span, ruleList, listLevel)
	}
}

// find returns the source of a work, a new one if need be.
func (f *finder) find(w work) int {
	if n := f.resolve(w); n >= 0 {
		return n
	}
	return f.add(w)
}

func (f *finder) cite(n, passage int, span kg.Span, rule string, confidence float64) {
	s := &f.sources[n]
	s.Evidence = append(s.Evidence, kg.Evidence{
		Passage: f.text.Passages[passage].ID, Span: span, Rule: rule, Confidence: confidence, Status: kg.Asserted,
	})
	f.cited[passage] = append(f.cited[passage], n)
	f.last = n
}

// add makes a source of a work that is new.
func (f *finder) add(w work) int {
	n := len(f.sources)
	f.sources = append(f.sources, kg.Source{
		ID: kg.PartID(kg.KindSource, f.text.Report.ID, n+1), Report: f.text.Report.ID,
		Title: w.title, Authors: w.authors, Publisher: w.publisher, Date: w.date, URL: w.url, Text: w.text,
	})
	if w.url != "" {
		f.byURL[w.url] = n
	}
	for words := 1; words <= 2; words++ {
		if k := titleKey(w.title, words); k != "" {
			f.byTitle[k] = append(f.byTitle[k], n)
		}
	}
	if w.alias != "" {
		f.aliases = append(f.aliases, alias{w.alias, n})
	}
	return n
}

// resolve returns the source that a work repeats, -1 if it is new.
func (f *finder) resolve(w work) int {
	if n, ok := f.byURL[w.url]; ok && w.url != "" {
		return n
	}
	title := fold(w.title)
	candidates := f.byTitle[titleKey(w.title, 2)]
	if len(candidates) == 0 {
		candidates = f.byTitle[titleKey(w.title, 1)]
	}
	const most = 200 // the latest ones
	for k := len(candidates) - 1; k >= max(0, len(candidates)-most); k-- {
		s := &f.sources[candidates[k]]
		known := fold(s.Title)
		short := w.url == "" && w.date == ""
		if known == title && (short || s.Date == w.date) || short && strings.HasPrefix(known, title) {
			return candidates[k]
		}
	}
	return -1
}

// short returns the source that a short form without a title stands for, -1 if there is none.
func (f *finder) short(text string) int {
	t := strings.TrimSpace(leadIn.ReplaceAllString(text, ""))
	for _, w := range []string{"Ibid", "ibid", "Id.", "id."} {
		if strings.HasPrefix(t, w) {
			return f.last
		}
	}
	for k := len(f.aliases) - 1; k >= 0; k-- {
		if a := f.aliases[k]; strings.HasPrefix(t, a.name) && len(t) < len(a.name)+maxPinpoint {
			return a.source
		}
	}
	return -1
}

// maxPinpoint is the length of what may follow a short form: page, section.
const maxPinpoint = 60

// fold returns the letters and digits of a title in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// titleKey returns the first words of a title, folded, by which titles and their short forms are found; "" when it has fewer.
func titleKey(title string, words int) string {
	fields := strings.Fields(title)
	if len(fields) < words {
		return ""
	}
	return fold(strings.Join(fields[:words], " "))
}

// citations ties the passages with note marks to the sources in the notes.
func (f *finder) citations() []kg.Citation {
	var out []kg.Citation
	for i := range f.text.Passages {
		p := &f.text.Passages[i]
		for _, ref := range p.Refs {
			span, ok := wordBefore(p.Text, ref.Offset)
			note := f.noteFor(i, ref.Label)
			if !ok || note < 0 {
				continue
			}
			for _, n := range f.cited[note] {
				out = appendCitation(out, kg.Citation{From: p.ID, Source: f.sources[n].ID, Note: ref.Label, Evidence: []kg.Evidence{{
					Passage: p.ID, Span: span, Rule: ruleMark, Confidence: 1, Status: kg.Asserted,
				}}})
			}
		}
	}
	return out
}

// appendCitation adds a citation, joining it with the same one of the same passage.
func appendCitation(out []kg.Citation, c kg.Citation) []kg.Citation {
	for k := len(out) - 1; k >= 0 && out[k].From == c.From; k-- {
		if out[k].Source == c.Source && out[k].Note == c.Note {
			if e := out[k].Evidence; e[len(e)-1] != c.Evidence[0] {
				out[k].Evidence = append(e, c.Evidence...)
			}
			return out
		}
	}
	return append(out, c)
}

// noteFor returns the note with a label: the first behind the passage, else the last before it, else -1.
func (f *finder) noteFor(passage int, label string) int {
	notes := f.notes[label]
	k := sort.SearchInts(notes, passage+1)
	switch {
	case k < len(notes):
		return notes[k]
	case k > 0:
		return notes[k-1]
	}
	return -1
}

// wordBefore returns the span of the word before a note mark, or of the word behind it when none stands before.
func wordBefore(text string, at int) (kg.Span, bool) {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	end := strings.LastIndexFunc(text[:at], isWord)
	if end < 0 {
		start := strings.IndexFunc(text, isWord)
		if start < 0 {
			return kg.Span{}, false
		}
		n := strings.IndexFunc(text[start:], func(r rune) bool { return !isWord(r) })
		if n < 0 {
			n = len(text) - start
		}
		return kg.Span{Start: start, End: start + n}, true
	}
	_, n := utf8.DecodeRuneInString(text[end:])
	start := strings.LastIndexFunc(text[:end], func(r rune) bool { return !isWord(r) && r != '-' && r != '’' && r != '\'' && r != '.' })
	if start >= 0 {
		_, k := utf8.DecodeRuneInString(text[start:])
		start += k
	} else {
		start = 0
	}
	return kg.Span{Start: start, End: end + n}, true
}
