package segment

import (
	"strings"

	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// maxHeading is the length in bytes up to which a paragraph may be a heading.
const maxHeading = 260

// headings makes headings of the bold or italic paragraphs that stand for one.
func (s *segmenter) headings() {
	inTable := false
	level, period := 0, false // of the last real heading: its level, and whether it is a sentence
	series := s.series()
	for i := range s.units {
		u := &s.units[i]
		if u.drop {
			continue
		}
		if u.Kind == source.Heading {
			level, period = u.Level, strings.HasSuffix(s.head(u), ".")
			continue
		}
		if l := series[s.labelled(u)]; l > 0 && !s.headedAgain(i) {
			u.Kind, u.Level = source.Heading, l
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

// series returns the levels of the headings that count something in words: "Question 5".
func (s *segmenter) series() map[string]int {
	out := map[string]int{}
	for i := range s.units {
		if u := &s.units[i]; u.Kind == source.Heading && !u.drop {
			if name, _ := counted(s.head(u)); strings.IndexByte(name, ' ') > 0 && out[name] == 0 {
				out[name] = u.Level
			}
		}
	}
	return out
}

// labelled returns what a paragraph counts with which a label in bold begins, "" if it is none: only the label of a question
// may be in bold.
func (s *segmenter) labelled(u *unit) string {
	const most = 3 * maxHeading
	if u.Kind != source.Paragraph || u.List > 0 || u.Span.Len() > most {
		return ""
	}
	text := s.head(u)
	name, _ := counted(text)
	if strings.IndexByte(name, ' ') <= 0 {
		return ""
	}
	label := strings.IndexByte(text, ' ')
	if n := strings.IndexByte(text[label+1:], ' '); n > 0 {
		label += 1 + n
	}
	if !s.all(kg.Span{Start: u.Span.Start, End: u.Span.Start + label}, source.Strong) || len(s.rules.Sentences(text)) > 2 {
		return ""
	}
	return name
}

// headedAgain reports whether the heading that follows unit i counts the same: the unit is a copy of it.
func (s *segmenter) headedAgain(i int) bool {
	next := s.next(i)
	if next < 0 || s.units[next].Kind != source.Heading {
		return false
	}
	name, number := counted(s.head(&s.units[i]))
	again, same := counted(s.head(&s.units[next]))
	return name == again && number == same
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
