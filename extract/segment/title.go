package segment

import (
	"strings"

	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// describe fills what the report does not say of itself from the document's meta data.
func (s *segmenter) describe(r *kg.Report) {
	m := s.doc.Meta
	if r.Title == "" {
		r.Title = m.Title
	}
	if len(r.Authors) == 0 {
		r.Authors = m.Authors
	}
	if r.Publisher == "" {
		r.Publisher = m.Publisher
	}
	if r.Date == "" {
		r.Date = m.Date
	}
	if r.File == "" {
		r.File = s.doc.Name
	}
	if r.Format == "" {
		r.Format = s.doc.Format
	}
	if r.Pages == 0 {
		r.Pages, r.PageLabels = m.Pages, m.Labels
	}
}

// titlePage marks what belongs to the title page, names the report after it, and returns the first unit of the body.
func (s *segmenter) titlePage(r *kg.Report) int {
	first := s.next(-1)
	for first >= 0 && s.units[first].Kind != source.Heading && s.shortLine(first) {
		first = s.next(first)
	}
	if first < 0 || s.units[first].Kind != source.Heading {
		return max(first, 0)
	}
	first = s.named(first, r.Title)
	if !s.isTitle(first, r.Title) {
		if r.Title == "" && s.units[first].Level == 1 {
			r.Title = s.head(&s.units[first])
		}
		return first
	}
	title := s.head(&s.units[first])
	for i := range first + 1 {
		s.units[i].front = true
	}
	end := s.next(first)
	for end >= 0 {
		u := &s.units[end]
		if sub := u.Kind == source.Heading && s.subtitle(first, end); sub {
			title += ": " + s.head(u)
		} else if u.Kind == source.Heading || !s.shortLine(end) {
			break
		}
		u.front = true
		end = s.next(end)
	}
	if r.Title == "" {
		r.Title = title
	}
	if end < 0 {
		return len(s.units)
	}
	return end
}

// named returns the heading of the title page with which the title begins: names of bodies may stand above it. Without one it
// returns the heading given, the first.
func (s *segmenter) named(first int, title string) int {
	if title == "" || s.isTitle(first, title) {
		return first
	}
	for i := s.next(first); i >= 0; i = s.next(i) {
		if s.units[i].Kind == source.Heading && len(fold(title)) > 0 && s.isTitle(i, title) {
			return i
		}
		if s.units[i].Kind != source.Heading && !s.shortLine(i) {
			break
		}
	}
	return first
}

// shortLine reports whether a unit is a line of a title page rather than body text.
func (s *segmenter) shortLine(i int) bool {
	u := &s.units[i]
	text := s.head(u)
	return (u.Kind == source.Paragraph || u.Kind == source.Caption) && len(text) < 160 && !sentence(text)
}

// sentence reports whether a text ends in a period that no bracket follows.
func sentence(text string) bool {
	return strings.HasSuffix(text, ".") && strings.Count(text, " ") >= 6
}

// isTitle reports whether the first heading is the report's title: it says so, or it outranks what follows, or another
// heading follows it without text between.
func (s *segmenter) isTitle(i int, title string) bool {
	u := &s.units[i]
	if title != "" {
		return fold(title) == fold(s.head(u)) || strings.HasPrefix(fold(title), fold(s.head(u)))
	}
	top := true
	for k := s.next(i); k >= 0; k = s.next(k) {
		if v := &s.units[k]; v.Kind == source.Heading && v.Level <= u.Level {
			top = false
			break
		}
	}
	if top {
		return true
	}
	next := s.next(i)
	for next >= 0 && s.units[next].Kind != source.Heading && s.shortLine(next) {
		next = s.next(next)
	}
	return next >= 0 && s.units[next].Kind == source.Heading
}

// subtitle reports whether heading i belongs to the title: it follows at once, one level below, and has no text of its own.
func (s *segmenter) subtitle(title, i int) bool {
	if s.next(title) != i {
		return false
	}
	next := s.next(i)
	if next < 0 || s.units[next].Kind == source.Heading || !s.shortLine(next) {
		return false
	}
	for next >= 0 && s.units[next].Kind != source.Heading {
		if !s.shortLine(next) {
			return false
		}
		next = s.next(next)
	}
	return next >= 0 && s.units[next].Level <= s.units[i].Level
}
