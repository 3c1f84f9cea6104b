package segment

import (
	"sort"
	"strings"

	"policygraph/extract/prose"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// text makes the passages of the units and the sections of their headings.
func (s *segmenter) text() *prose.Text {
	t := &prose.Text{Report: s.report, Remarks: s.doc.Remarks}
	s.describe(&t.Report)
	sec := newSections(s, t)
	t.Passages = make([]prose.Passage, 0, len(s.units))
	for i := range s.units {
		u := &s.units[i]
		if u.drop {
			continue
		}
		p := s.passage(u, len(t.Passages)+1)
		if p.Text == "" {
			continue
		}
		p.Lead = -1
		if u.lead >= 0 {
			p.Lead = s.units[u.lead].passage
		}
		u.passage = len(t.Passages)
		p.Section = sec.place(i, p)
		t.Passages = append(t.Passages, p)
	}
	return t
}

// passage makes the n-th passage.
func (s *segmenter) passage(u *unit, n int) prose.Passage {
	p := prose.Passage{
		Passage: kg.Passage{ID: kg.PartID(kg.KindPassage, s.report.ID, n), Report: s.report.ID, Kind: string(u.Kind)},
		Level:   u.Level, Marker: u.Marker, List: u.List, Repeat: u.repeat,
	}
	if u.front {
		p.Kind = "front"
	}
	m := s.mapping(u)
	p.Text = m.text
	p.Positions = s.positions(m)
	p.Inlines = s.inlines(m)
	p.Refs = s.marks(m)
	if u.Kind == source.Heading || u.front {
		p.Sentences = []prose.Sentence{{Span: kg.Span{End: len(p.Text)}}}
		return p
	}
	spans := s.rules.Sentences(p.Text)
	p.Sentences = make([]prose.Sentence, len(spans))
	for i, sp := range spans {
		p.Sentences[i].Span = sp
	}
	return p
}

// mapping ties a passage's text to the stretches of the document it is made of.
type mapping struct {
	text string
	segs []seg
	at   []int // offset in text of each stretch
}

func (s *segmenter) mapping(u *unit) mapping {
	m := mapping{segs: u.segs, at: make([]int, len(u.segs))}
	if len(u.segs) == 1 {
		m.text = s.slice(u.segs[0].Span)
		return m
	}
	var b strings.Builder
	for i, g := range u.segs {
		if b.Len() > 0 {
			b.WriteString(g.glue)
		}
		m.at[i] = b.Len()
		b.WriteString(s.slice(g.Span))
	}
	m.text = b.String()
	return m
}

// positions maps the document's positions to the passage.
func (s *segmenter) positions(m mapping) []kg.Position {
	var out []kg.Position
	all := s.doc.Positions
	for i, g := range m.segs {
		k := sort.Search(len(all), func(k int) bool { return all[k].Offset > g.Start })
		if k > 0 {
			out = appendPosition(out, kg.Position{Offset: m.at[i], Line: all[k-1].Line, Page: all[k-1].Page})
		}
		for ; k < len(all) && all[k].Offset < g.End; k++ {
			out = appendPosition(out, kg.Position{Offset: m.at[i] + all[k].Offset - g.Start, Line: all[k].Line, Page: all[k].Page})
		}
	}
	return out
}

// appendPosition adds a position unless the last one says the same or stands at the same place.
func appendPosition(out []kg.Position, p kg.Position) []kg.Position {
	if n := len(out); n > 0 {
		if out[n-1].Offset == p.Offset {
			out[n-1] = p
			return out
		}
		if out[n-1].Line == p.Line && out[n-1].Page == p.Page {
			return out
		}
	}
	return append(out, p)
}

// inlines maps the document's inlines to the passage; a style that goes on over a joint is one inline.
func (s *segmenter) inlines(m mapping) []source.Inline {
	var out []source.Inline
	all := s.doc.Inlines
	for i := 0; i < len(m.segs); {
		b := s.doc.Blocks[s.block(m.segs[i].Start)]
		joint := m.at[i]
		for i < len(m.segs) && m.segs[i].Start < b.Span.End {
			i++
		}
		for k := sort.Search(len(all), func(k int) bool { return all[k].Span.Start >= b.Span.Start }); k < len(all) && all[k].Span.Start < b.Span.End; k++ {
			in := all[k]
			in.Span = kg.Span{Start: m.offset(in.Span.Start, false), End: m.offset(in.Span.End, true)}
			switch n := len(out); {
			case in.Span.Len() <= 0:
			case n > 0 && joint > 0 && in.Span.Start == joint && out[n-1].Style == in.Style && out[n-1].Target == in.Target && joint-out[n-1].Span.End <= 1:
				out[n-1].Span.End = in.Span.End
			default:
				out = append(out, in)
			}
		}
	}
	return out
}

// offset maps an offset of the document to the passage's text; what has been cut out maps to the end of the stretch before
// it for the end of a span, else to the start of the stretch behind it.
func (m mapping) offset(at int, end bool) int {
	i := sort.Search(len(m.segs), func(i int) bool { return m.segs[i].End >= at })
	if i < len(m.segs) && !end && m.segs[i].End == at {
		i++
	}
	switch {
	case i == len(m.segs):
		return len(m.text)
	case at >= m.segs[i].Start && (at > m.segs[i].Start || !end):
		return m.at[i] + at - m.segs[i].Start
	case end && i > 0:
		return m.at[i-1] + m.segs[i-1].Len()
	}
	return m.at[i]
}

// block returns the index of the block that holds an offset of the document.
func (s *segmenter) block(offset int) int {
	return sort.Search(len(s.doc.Blocks), func(i int) bool { return s.doc.Blocks[i].Span.Start > offset }) - 1
}

// marks maps the note marks to the passage.
func (s *segmenter) marks(m mapping) []source.Ref {
	var out []source.Ref
	for i, g := range m.segs {
		k := sort.Search(len(s.refs), func(k int) bool { return s.refs[k].Offset >= g.Start })
		for ; k < len(s.refs) && s.refs[k].Offset <= g.End; k++ {
			if i > 0 && s.refs[k].Offset == m.segs[i-1].End {
				continue // a cut: the stretch before has it
			}
			out = append(out, source.Ref{Offset: m.at[i] + s.refs[k].Offset - g.Start, Label: s.refs[k].Label})
		}
	}
	return out
}

// position returns the index of the position in force at an offset of the document, -1 if none is.
func (s *segmenter) position(offset int) int {
	all := s.doc.Positions
	return sort.Search(len(all), func(k int) bool { return all[k].Offset > offset }) - 1
}
