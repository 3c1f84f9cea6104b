// Package segment divides a report into sections, passages and sentences.
//
// What enters is a [source.Document]; what leaves is a [prose.Text]. On the way page furniture is dropped, what a page break
// or a caption tore apart is joined again, and captions, pull quotes, notes and timeline entries are told from body text.
// The work is a row of passes over the same slice of units; to add one, write a file with a method of segmenter and name it
// in [Text].
package segment

import (
	"sort"
	"strings"

	"policygraph/extract/prose"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// Text segments a document. The report names the document's ID and file; what it leaves empty is filled from the document.
func Text(doc *source.Document, report kg.Report, rules *Rules) *prose.Text {
	s := &segmenter{doc: doc, rules: rules, report: report, hyphens: source.NewHyphens([]byte(doc.Text)), refs: doc.Refs}
	s.load()
	s.notes()
	s.furniture()
	s.timeline()
	s.captions()
	s.pullQuotes()
	s.provisions()
	s.headings()
	s.colonLists()
	s.decimalItems()
	s.join()
	s.lists()
	return s.text()
}

type segmenter struct {
	doc     *source.Document
	rules   *Rules
	report  kg.Report
	hyphens *source.Hyphens
	refs    []source.Ref
	units   []unit
}

// unit is a block on its way to a passage.
type unit struct {
	source.Block
	segs    []seg // the stretches of the document that make up its text
	drop    bool
	front   bool // on the title page
	repeat  bool // pull quote
	styled  source.Style
	lead    int // unit that introduces the list, -1 none
	passage int // index of the passage made of it, -1 none
}

// seg is a stretch of the document's text and what stands before it.
type seg struct {
	glue string
	kg.Span
}

// length returns the number of bytes of a unit's text.
func (u *unit) length() int {
	n := 0
	for _, g := range u.segs {
		n += g.Len()
	}
	return n
}

func (s *segmenter) load() {
	s.units = make([]unit, len(s.doc.Blocks))
	segs := make([]seg, len(s.doc.Blocks))
	for i, b := range s.doc.Blocks {
		segs[i] = seg{Span: b.Span}
		s.units[i] = unit{Block: b, segs: segs[i : i+1 : i+1], lead: -1, passage: -1}
	}
}

// head returns the text of a unit's first stretch, tail that of its last.
func (s *segmenter) head(u *unit) string { return s.slice(u.segs[0].Span) }
func (s *segmenter) tail(u *unit) string { return s.slice(u.segs[len(u.segs)-1].Span) }

func (s *segmenter) slice(span kg.Span) string { return s.doc.Text[span.Start:span.End] }

// all reports whether a style covers all of a span but punctuation and blanks.
func (s *segmenter) all(span kg.Span, style source.Style) bool {
	ins := s.doc.Inlines
	at := span.Start
	for i := sort.Search(len(ins), func(i int) bool { return ins[i].Span.Start >= span.Start }); i < len(ins) && ins[i].Span.Start < span.End; i++ {
		if ins[i].Style != style || ins[i].Span.End <= at {
			continue
		}
		if strings.Trim(s.doc.Text[at:max(at, ins[i].Span.Start)], plain) != "" {
			return false
		}
		at = ins[i].Span.End
	}
	return at > span.Start && strings.Trim(s.doc.Text[min(at, span.End):span.End], plain) == ""
}

// plain are the characters that may stand outside a style without breaking it.
const plain = " .,:;()[]*_-–—“”\"'’‘"
