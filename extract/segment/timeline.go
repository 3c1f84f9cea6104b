package segment

import (
	"strings"

	"policygraph/extract/pattern"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

const month = `(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\.?`

var (
	dateHead = pattern.MustCompile(`(?i)^((?:(?:early|mid|late)[- ])?(?:` + month + `(?: \d{1,2}(?:[–-]\d{1,2})?(?:st|nd|rd|th)?)?(?:,? (?:19|20)\d\d)?|` +
		`\d{1,2} ` + month + `(?:,? (?:19|20)\d\d)?|(?:19|20)\d\d(?:[–-](?:\d\d){1,2})?))(?:\s*[:–—]\s*|\s+-\s+|\s*\t\s*)\S`)
	timelineHeading = pattern.MustCompile(`(?i)\btime ?line\b|\bchronolog|\bkey (?:dates|events|milestones)\b`)
)

// timeline makes rows of dated entries: three or more in a row, or under a heading that says so.
func (s *segmenter) timeline() {
	headed := false
	var run []int
	var dates []int // length of each entry's date
	flush := func() {
		if len(run) >= 3 || headed && len(run) > 0 {
			for k, i := range run {
				s.entry(&s.units[i], dates[k])
			}
		}
		run, dates = run[:0], dates[:0]
	}
	for i := range s.units {
		u := &s.units[i]
		if u.drop {
			continue
		}
		switch u.Kind {
		case source.Heading:
			flush()
			headed = isTimelineHeading(s.head(u))
			continue
		case source.Item, source.Paragraph, source.Row:
			text := s.head(u)
			if n := dateLength(text); n > 0 {
				run, dates = append(run, i), append(dates, n)
				continue
			}
		}
		if u.Kind != source.Caption && u.Kind != source.Quote {
			flush()
		}
	}
	flush()
}

// isTimelineHeading reports whether a heading says that dated entries follow. Few have the words that the expression wants.
func isTimelineHeading(title string) bool {
	lower := strings.ToLower(title)
	for _, part := range [...]string{"line", "hronolog", "ey "} {
		if strings.Contains(lower, part) {
			return timelineHeading.MatchString(title)
		}
	}
	return false
}

// dateLength returns the length of the date that a text begins with, if something sets it off; else 0.
func dateLength(text string) int {
	const longest = 64
	text = text[:min(len(text), longest)]
	if m := dateHead.FindStringSubmatchIndex(text); m != nil && strings.ContainsAny(text[:m[3]], "0123456789") {
		return m[3]
	}
	return 0
}

// entry makes a row of a unit that begins with a date of n bytes: the date, a tab, the text.
func (s *segmenter) entry(u *unit, n int) {
	u.Kind, u.List, u.Level, u.Marker = source.Row, 0, 0, ""
	text := s.head(u)
	rest := n + len(text[n:]) - len(strings.TrimLeft(text[n:], " \t:–—-"))
	if text[n:rest] == "\t" || rest >= len(text) {
		return
	}
	seg0 := u.segs[0]
	u.segs = append([]seg{
		{Span: kg.Span{Start: seg0.Start, End: seg0.Start + n}},
		{glue: "\t", Span: kg.Span{Start: seg0.Start + rest, End: seg0.End}},
	}, u.segs[1:]...)
}
