package segment

import (
	"strings"

	"policygraph/extract/source"
)

// maxHeading is the length in bytes up to which a paragraph may be a heading.
const maxHeading = 260

// headings makes headings of the bold or italic paragraphs that stand for one.
func (s *segmenter) headings() {
	inTable := false
	level, period := 0, false // of the last real heading: its level, and whether it is a sentence
	for i := range s.units {
		u := &s.units[i]
		if u.drop {
			continue
		}
		if u.Kind == source.Heading {
			level, period = u.Level, strings.HasSuffix(s.head(u), ".")
			continue
		}
		table := inTable // a caption, or a row behind one
		inTable = u.Kind == source.Caption && strings.HasPrefix(s.head(u), "Table") || u.Kind == source.Row
		if table || u.Kind != source.Paragraph || u.List > 0 || u.Span.Len() > maxHeading || !s.standsForHeading(i) {
			continue
		}
		u.Kind = source.Heading
		u.Level = level + 1
		if period && strings.HasSuffix(s.head(u), ".") {
			u.Level = level
		}
	}
}

// standsForHeading reports whether paragraph i is all bold or italic, a single sentence, and followed by body text.
func (s *segmenter) standsForHeading(i int) bool {
	u := &s.units[i]
	text := s.head(u)
	if lower(text) || !capital(text) || strings.HasSuffix(text, ":") || strings.HasSuffix(text, ",") {
		return false
	}
	bold := s.all(u.Span, source.Strong)
	if !bold && !s.all(u.Span, source.Emphasis) || len(s.rules.Sentences(text)) > 2 {
		return false
	}
	next := s.next(i)
	if next < 0 {
		return false
	}
	v := &s.units[next]
	switch v.Kind {
	case source.Paragraph:
		below := s.head(v)
		series, _ := counted(text)
		body := len(below) > 60 && len(below) > len(text)/2 || len(below) > 24 && terminated(below) || series != ""
		return body && !s.all(v.Span, source.Emphasis) && !s.all(v.Span, source.Strong) || bold && s.standsForHeading(next)
	case source.Item:
		return true
	}
	return false
}
