// Package imprint finds out a report's title, authors, publisher and date, as a careful reader does.
//
// What enters is a [source.Document]; what leaves is its [source.Meta] completed: what its publisher filled in is kept, what a
// program filled in (the name of a file or a user, the day of conversion) gives way to what the first page, the running heads
// and the last lines say. Where nothing is said the field stays empty. To teach it a word, edit data/rules/imprint.yaml.
package imprint

import (
	"strings"

	"policygraph/extract/source"
)

// Of returns what is known of a document.
func (r *Rules) Of(doc *source.Document) source.Meta {
	f := &finder{rules: r, doc: doc, Meta: doc.Meta}
	f.front = f.findFront()
	f.title()
	f.publisher()
	f.authors()
	f.date()
	return f.Meta
}

// finder looks for what is missing.
type finder struct {
	source.Meta
	rules *Rules
	doc   *source.Document
	front []line // of the title page
	named int    // index in front of the line behind the title, 0 if the title is not among them
}

// line is a printed line of a title page.
type line struct {
	text  string
	level int  // of a heading, 0 for other lines
	block int  // of the document
	title bool // part of the title
}

const (
	maxBlocks = 40  // that a title page may have
	maxLine   = 200 // bytes; longer is body text
	frontPage = 2   // last page of the title page
)

// findFront returns the lines before the body text.
func (f *finder) findFront() []line {
	var out []line
	for i, b := range f.doc.Blocks[:min(len(f.doc.Blocks), maxBlocks)] {
		text := f.doc.Text[b.Span.Start:b.Span.End]
		switch {
		case f.page(b.Span.Start) > frontPage:
			return out
		case b.Kind == source.Heading:
			if f.rules.section(text) && len(out) > 0 {
				return out
			}
			out = append(out, line{text: text, level: max(b.Level, 1), block: i})
		case b.Kind == source.Note:
		case b.Kind == source.Item || b.Kind == source.Quote || len(text) > maxLine && i > 0 && !f.list(text) || body(text):
			return out
		default:
			for _, t := range f.split(b) {
				out = append(out, line{text: t, block: i})
			}
		}
	}
	return out
}

// body reports whether a text is prose rather than a line of a title page.
func body(text string) bool {
	const words = 14
	return strings.HasSuffix(text, ".") && strings.Count(text, " ") >= words
}

// list reports whether a long text is a list of names.
func (f *finder) list(text string) bool { return len(f.rules.names(text)) > 2 }

func (f *finder) page(offset int) int {
	page := 0
	for _, p := range f.doc.Positions {
		if p.Offset > offset {
			break
		}
		page = p.Page
	}
	return page
}

// split divides a block at the lines of the file: title pages are not wrapped.
func (f *finder) split(b source.Block) []string {
	var out []string
	start, line := b.Span.Start, -1
	add := func(end int) {
		if t := strings.TrimSpace(f.doc.Text[start:end]); t != "" {
			out = append(out, t)
		}
		start = end
	}
	for _, p := range f.doc.Positions {
		if p.Offset >= b.Span.End {
			break
		}
		if p.Offset > b.Span.Start && line >= 0 && p.Line != line && p.Line > 0 {
			add(p.Offset)
		}
		line = p.Line
	}
	add(b.Span.End)
	return out
}

// separators stand between the pieces of a line.
var separators = strings.NewReplacer(" – ", "|", " — ", "|", " - ", "|", " · ", "|", " • ", "|", "\t", "|")

// pieces divides a line at the marks that set its parts off: "Policy Brief 7 | September 2024".
func pieces(text string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(separators.Replace(text), func(r rune) bool { return r == '|' }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// label returns what stands behind one of the labels at the start of a text.
func label(text string, labels []string) (string, bool) {
	low := strings.ToLower(text)
	best := ""
	for _, l := range labels {
		if len(l) > len(best) && strings.HasPrefix(low, l) && len(low) > len(l) && strings.IndexByte(" :", low[len(l)]) >= 0 {
			best = l
		}
	}
	if best == "" {
		return "", false
	}
	rest := strings.TrimLeft(text[len(best):], " :")
	return rest, rest != ""
}

// fold returns the letters and digits of a text, small.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if plainRune(r) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}
