package segment

import (
	"regexp"
	"strings"

	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// describe fills what the report does not say of itself from the document's meta data.
func (s *segmenter) describe(r *kg.Report) {
	m := s.doc.Meta
	if r.Title == "" {
		r.Title = cleanTitle(m.Title)
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
		r.Pages = m.Pages
	}
}

var titleJunk = regexp.MustCompile(`(?i)^microsoft (?:word|powerpoint) - |\.(?:docx?|pdf|indd|pptx?|md|txt)$|^untitled$`)

// cleanTitle drops what programs put into titles.
func cleanTitle(t string) string {
	t = titleJunk.ReplaceAllString(strings.TrimSpace(t), "")
	if !strings.Contains(t, " ") {
		t = strings.ReplaceAll(t, "_", " ")
	}
	return strings.Join(strings.Fields(t), " ")
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
