package segment

import (
	"strings"

	"policygraph/extract/pattern"
	"policygraph/extract/source"
)

var (
	credit = pattern.MustCompile(`(?i)\((?:photo|image|picture|credit|courtesy|source)[^()]{0,120}\)[.\s]*$|` +
		`\([^()]{0,100}(?:getty|/(?:ap|afp|reuters|epa|pool|xinhua|shutterstock|alamy|flickr|epa-efe)\b|shutterstock|images|photos?|\bvia [A-Z]|associated press|wikimedia|flickr|u\.s\. (?:navy|army|air force|marine corps))[^()]{0,60}\)[.\s]*$`)
	figure   = pattern.MustCompile(`^(?:Figure|Fig\.|Table|Chart|Map|Exhibit|Box|Graph|Photo|Image|Infographic|FIGURE|TABLE|CHART|MAP|EXHIBIT|BOX|PHOTO) ?(?:[A-Z]?\d{1,3}(?:[.-]\d{1,2})?[a-z]?|[IVX]{1,4})\s*(?:[:.–—|-]|$|\s[A-Z])`)
	labelled = pattern.MustCompile(`(?i)^(?:sources?|photo(?: credit)?s?|credits?|image|caption|courtesy of|photo(?:graph)? by)\s*:?\s*(?::|by )`)
	remark   = pattern.MustCompile(`^(?:Notes?|NOTES?|Key|Legend): `)
)

// maxCaption is the length up to which a text is looked at as a caption.
const maxCaption = 1500

// captions finds the captions of figures, tables and photographs among the paragraphs.
func (s *segmenter) captions() {
	before := source.Paragraph // kind of the unit before
	for i := range s.units {
		u := &s.units[i]
		if u.drop {
			continue
		}
		if (u.Kind == source.Paragraph || u.Kind == source.Quote) && u.Span.Len() <= maxCaption && u.List == 0 && s.isCaption(u, before) {
			u.Kind = source.Caption
		}
		before = u.Kind
	}
	s.captionLeads()
}

func (s *segmenter) isCaption(u *unit, before source.Kind) bool {
	text := s.head(u)
	switch {
	case strings.HasSuffix(strings.TrimRight(text, ". \t\n\f\r"), ")") && credit.MatchString(text[max(0, len(text)-200):]), labelled.MatchString(text):
		return true
	case figure.MatchString(text):
		return !strings.Contains(text, ". ") || len(text) < 250 || s.all(u.Span, source.Strong) || s.all(u.Span, source.Emphasis)
	case remark.MatchString(text):
		return before == source.Caption || before == source.Row
	}
	return false
}

// captionLeads makes captions of the lines that announce captions ("Clockwise from top:"), and of the headings of charts:
// headings that stand before a caption or an italic note, between the halves of a torn paragraph.
func (s *segmenter) captionLeads() {
	open := -1 // paragraph that breaks off
	for i := range s.units {
		u := &s.units[i]
		if u.drop {
			continue
		}
		next := s.next(i)
		switch u.Kind {
		case source.Paragraph, source.Item:
			text := s.head(u)
			if next >= 0 && s.units[next].Kind == source.Caption && len(text) < 80 && strings.HasSuffix(text, ":") && u.Kind == source.Paragraph {
				u.Kind = source.Caption
				continue
			}
			if open >= 0 && s.all(u.Span, source.Emphasis) && len(text) > 60 {
				if next >= 0 && s.units[next].Kind == source.Paragraph && s.continues(&s.units[open], &s.units[next], true) {
					u.Kind = source.Caption
				}
				continue
			}
			open = -1
			if len(text) >= minTorn && s.rules.open(text) {
				open = i
			}
		case source.Heading:
			if !s.chartTitle(open, i, next) {
				open = -1
			}
		}
	}
}

// chartTitle makes a caption of heading i if a note in italics follows and then the rest of the paragraph that broke off.
func (s *segmenter) chartTitle(open, i, next int) bool {
	if open < 0 || next < 0 {
		return false
	}
	u, v := &s.units[i], &s.units[next]
	if v.Kind != source.Caption && (v.Kind != source.Paragraph || !s.all(v.Span, source.Emphasis)) {
		return false
	}
	after := s.next(next)
	if after < 0 || s.units[after].Kind != source.Paragraph || !s.continues(&s.units[open], &s.units[after], true) {
		return false
	}
	u.Kind, u.Level, v.Kind = source.Caption, 0, source.Caption
	return true
}

// next returns the unit after i that is kept, -1 at the end.
func (s *segmenter) next(i int) int {
	for i++; i < len(s.units); i++ {
		if !s.units[i].drop {
			return i
		}
	}
	return -1
}
