package imprint

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"policygraph/extract/pattern"
)

// date keeps the date that the publisher filled in; else it takes that of the title page, the running heads, the last lines or
// the notice of copyright, and only then that of the program that made the file.
func (f *finder) date() {
	if iso := f.rules.dateIn(f.Date); iso != "" && len(strings.Fields(f.Date)) <= 4 {
		f.Date = iso
	}
	if f.Date != "" && !f.UnsureDate {
		return
	}
	for _, find := range []func() string{f.frontDate, f.runningDate, f.lastDate, f.copyrightYear} {
		if d := find(); d != "" {
			if !strings.HasPrefix(f.Date, d) { // the program's date may be the same, with the day
				f.Date = d
			}
			return
		}
	}
}

// frontDate returns the date of the title page: one that says so, or the first.
func (f *finder) frontDate() string {
	first := ""
	for _, l := range f.front {
		if l.title {
			continue // a period in the title
		}
		for _, p := range pieces(l.text) {
			if rest, ok := label(p, f.rules.dates); ok {
				if d := f.rules.dateIn(rest); d != "" {
					return d
				}
			}
		}
		if m := published.FindStringSubmatch(l.text); m != nil {
			if d := f.rules.dateIn(m[1]); d != "" {
				return d
			}
		}
		if d := f.rules.dateIn(l.text); d != "" && first == "" && len(l.text) <= maxLine {
			first = d
		}
	}
	return first
}

var published = pattern.MustCompile(`(?i)\bpublished (?:on |in )?(.*)`)

func (f *finder) runningDate() string {
	for _, h := range f.doc.Running {
		if d := f.rules.dateIn(h); d != "" {
			return d
		}
	}
	return ""
}

// lastDate returns the date that stands alone among the last lines, as below a letter.
func (f *finder) lastDate() string {
	const last, most = 6, 40
	n := 0
	for i := len(f.doc.Blocks) - 1; i >= 0 && n < last; i-- {
		b := f.doc.Blocks[i]
		if b.Kind == "note" {
			continue
		}
		n++
		if text := f.doc.Text[b.Span.Start:b.Span.End]; len(text) <= most && f.rules.dateOnly(text) {
			return f.rules.dateIn(text)
		}
	}
	return ""
}

var copyrightYear = pattern.MustCompile(`(?i)(?:©|\(c\)|copyright)\D{0,16}(20\d\d|19\d\d)\b`)

// claims reports whether a text may claim a copyright; it spares most texts an expression.
func claims(text string) bool {
	return strings.Contains(text, "©") || strings.Contains(text, "opyright") || strings.Contains(text, "OPYRIGHT") || strings.Contains(text, "(c)") || strings.Contains(text, "(C)")
}

func (f *finder) copyrightYear() string {
	for _, b := range f.doc.Blocks {
		const most = 600
		if text := f.doc.Text[b.Span.Start:b.Span.End]; len(text) <= most && claims(text) {
			if m := copyrightYear.FindStringSubmatch(text); m != nil {
				return m[1]
			}
		}
	}
	for _, h := range f.doc.Running {
		if m := copyrightYear.FindStringSubmatch(h); m != nil {
			return m[1]
		}
	}
	return ""
}

var (
	isoDate   = pattern.MustCompile(`\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b`)
	dayFirst  = pattern.MustCompile(`\b(?:(\d{1,2})(?:st|nd|rd|th)?[ .]+)?([A-Za-z]{3,9})\.?,? +((?:19|20)\d\d)\b`)
	monthDay  = pattern.MustCompile(`\b([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?, +((?:19|20)\d\d)\b`)
	quarter   = pattern.MustCompile(`\bQ[1-4] (?:19|20)\d\d\b`)
	season    = pattern.MustCompile(`\b([A-Za-z]{4,6})(?: of)? ((?:19|20)\d\d)\b`)
	slashes   = pattern.MustCompile(`^(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?$`)
	yearAlone = pattern.MustCompile(`^(?:19|20)\d\d$`)
)

// dateIn returns the first date in a text, as ISO 8601 has it where that can say it, "" if there is none.
func (r *Rules) dateIn(text string) string {
	text = strings.TrimSpace(text)
	if slashes.MatchString(text) {
		parts := strings.Split(text, "/")
		for i := range parts {
			parts[i] = fmt.Sprintf("%02s", parts[i])
		}
		text = strings.Join(parts, "-")
	}
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return iso(m[1], number(m[2]), number(m[3]))
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		if month := r.months[strings.ToLower(m[1])]; month > 0 {
			return iso(m[3], month, number(m[2]))
		}
	}
	for _, m := range dayFirst.FindAllStringSubmatch(text, -1) {
		if month := r.months[strings.ToLower(m[2])]; month > 0 {
			return iso(m[3], month, number(m[1]))
		}
	}
	for _, m := range season.FindAllStringSubmatch(text, -1) {
		if r.seasons[strings.ToLower(m[1])] {
			return m[0]
		}
	}
	if q := quarter.FindString(text); q != "" {
		return q
	}
	if yearAlone.MatchString(text) {
		return text
	}
	return ""
}

// dateOnly reports whether a text is a date and nothing else.
func (r *Rules) dateOnly(text string) bool {
	if r.dateIn(text) == "" {
		return false
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !plainRune(c) }) {
		if r.months[w] == 0 && !r.seasons[w] && strings.Trim(w, "0123456789stndrhq") != "" {
			return false
		}
	}
	return true
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // digits, or nothing
	return n
}

// iso writes a date; a day or month that the calendar does not have is left out.
func iso(year string, month, day int) string {
	d := fmt.Sprintf("%s-%02d-%02d", year, month, day)
	if _, err := time.Parse(time.DateOnly, d); err == nil {
		return d
	}
	if month < 1 || month > 12 {
		return year
	}
	return d[:len("2006-01")]
}
