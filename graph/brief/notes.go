package brief

import (
	"fmt"
	"slices"
	"strings"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// writer composes one briefing.
type writer struct {
	*Briefer
	tight  bool            // words and lists are shortened
	one    bool            // everything is from one report, which need not be named
	left   map[string]bool // keys of the units that are left out
	notes  []document.Note
	places []kg.Evidence  // of the notes
	counts map[string]int // what was said, for the closing words
	shown  map[kg.ID]bool // recommendations in the text
}

// Bounds of what notes hold.
const (
	quoteWords = 14 // of a quote, in shortened words
	citedMost  = 1  // works, so
	titleWords = 9  // of a section's title in a place
	titleTight = 6  // so, in shortened words
)

// note returns the number of the note on a piece of evidence: that of an earlier one that covers it, or a new one. The quote is
// left out where the text above gives the words.
func (w *writer) note(e kg.Evidence, text, remark string) int {
	for i, p := range w.places {
		if p.Passage == e.Passage && p.Span.Contains(e.Span) && w.notes[i].Remark == remark {
			return i + 1
		}
	}
	at := w.x.Place(e)
	n := document.Note{Number: len(w.notes) + 1, Remark: remark, Report: w.reportName(at.Report), Section: w.sectionName(at.Section),
		Page: at.Page, Line: at.Line, Cites: w.cites(e)}
	if text != "" {
		n.Quote = quoted(text)
	}
	n.Place = w.place(n)
	w.notes, w.places = append(w.notes, n), append(w.places, e)
	return n.Number
}

// place says where a note's statement stands.
func (w *writer) place(n document.Note) string {
	most := titleWords
	if w.tight {
		most = titleTight
	}
	var parts []string
	if len(w.g.Reports) > 1 && !w.one {
		parts = append(parts, n.Report)
	}
	if n.Section != "" {
		parts = append(parts, "section "+quoted(shorten(n.Section, most)))
	}
	if n.Page > 0 {
		parts = append(parts, fmt.Sprintf("page %d", n.Page))
	}
	if n.Line > 0 {
		parts = append(parts, fmt.Sprintf("line %d", n.Line))
	}
	return strings.Join(parts, ", ")
}

// cites returns the works that the report cites within or right behind the evidence.
func (w *writer) cites(e kg.Evidence) []document.Cited {
	var out []document.Cited
	for _, c := range w.g.Citations {
		src := w.x.Sources[c.Source]
		if src == nil || c.From != e.Passage {
			continue
		}
		for _, m := range c.Evidence {
			if m.Passage != e.Passage || m.Span.Start < e.Span.Start || m.Span.Start > e.Span.End {
				continue
			}
			out = append(out, document.Cited{Text: citation(src), URL: document.Clean(src.URL)})
			break
		}
		if w.tight && len(out) == citedMost {
			break
		}
	}
	return out
}

// citation writes a cited work in short.
func citation(s *kg.Source) string {
	title := document.Clean(s.Title)
	if title == "" {
		return shorten(document.Clean(s.Text), 25)
	}
	out := quoted(strings.TrimRight(title, ",. "))
	if authors := document.Clean(s.Authors); authors != "" {
		out = authors + ", " + out
	}
	var behind []string
	for _, part := range []string{s.Publisher, s.Date} {
		if part = strings.Trim(document.Clean(part), ",.;() "); part != "" {
			behind = append(behind, part)
		}
	}
	if len(behind) > 0 {
		out += " (" + strings.Join(behind, ", ") + ")"
	}
	return out
}

// finish adds the notes to what was composed, and drops sections without anything in them.
func (w *writer) finish(d *document.Document) *document.Document {
	var kept []document.Section
	for _, s := range d.Sections {
		if len(s.Blocks) > 0 {
			kept = append(kept, s)
		}
	}
	d.Sections, d.Notes = kept, w.notes
	return d
}

// sentence is a paragraph or part of one being written.
type sentence []document.Run

// say adds text.
func (s *sentence) say(format string, args ...any) {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	*s = append(*s, document.Run{Text: text})
}

// next begins another sentence.
func (s *sentence) next() {
	if len(*s) > 0 {
		s.say(" ")
	}
}

// names adds a list of names, each followed by its note, at most most of them (0: all), and how many more there are.
func (s *sentence) names(list []named, most int) {
	more := 0
	if most > 0 && len(list) > most+1 {
		more = len(list) - most
		list = list[:most]
	}
	comma, and := ", ", " and "
	if len(list) > 1 && slices.ContainsFunc(list, func(n named) bool { return strings.ContainsAny(n.name, ",;") }) {
		comma, and = "; ", "; and "
	}
	for i, n := range list {
		switch {
		case i == 0:
		case i == len(list)-1 && more == 0:
			s.say("%s", and)
		default:
			s.say("%s", comma)
		}
		*s = append(*s, document.Run{Text: n.name, Notes: n.notes})
		if n.unsure {
			*s = append(*s, document.Run{Text: " (less sure)", Faint: true})
		}
	}
	if more > 0 {
		s.say("%s%s more", and, numeral(more))
	}
}

// named is a name in a list.
type named struct {
	name   string
	notes  []int
	unsure bool
}

// paragraph makes a block of what was said, or none of nothing.
func (s sentence) paragraph() []document.Block {
	if len(s) == 0 {
		return nil
	}
	s[0].Text = capital(s[0].Text)
	return []document.Block{{Kind: document.Paragraph, Text: s}}
}
