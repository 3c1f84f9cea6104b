package imprint

import (
	"cmp"
	"strings"
	"unicode"

	"policygraph/extract/pattern"
)

// title keeps the title that the file has, unless it is junk or a program's guess that the text does not know; else it takes
// that of the first page.
func (f *finder) title() {
	known := cleanTitle(f.Title)
	if f.rules.junkTitle(known) || f.UnsureTitle && !f.inText(known) {
		known = ""
	}
	page := f.pageTitle()
	switch {
	case known == "":
		f.Title = page
	case f.UnsureTitle && strings.HasPrefix(fold(page), fold(known)):
		f.Title = page // with its subtitle
	default:
		f.Title = known
	}
	for i, l := range f.front {
		part := fold(l.text) == fold(f.Title) || l.level > 0 && !f.rules.isBody(l.text)
		if part && f.Title != "" && strings.Contains(fold(f.Title), fold(l.text)) {
			f.front[i].title, f.named = true, i+1
		}
	}
}

var fileEnd = pattern.MustCompile(`(?i)^microsoft (?:word|powerpoint) - `)

// cleanTitle drops what programs put before titles.
func cleanTitle(t string) string {
	return strings.Join(strings.Fields(fileEnd.ReplaceAllString(t, "")), " ")
}

// inText reports whether most words of a title stand at the beginning of the text.
func (f *finder) inText(title string) bool {
	const begin = 20_000 // bytes
	text := strings.ToLower(f.doc.Text[:min(len(f.doc.Text), begin)])
	for _, h := range f.doc.Running {
		text += " " + strings.ToLower(h)
	}
	found, all := 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !plainRune(r) }) {
		all++
		if strings.Contains(text, w) {
			found++
		}
	}
	return all > 0 && found*3 >= all*2
}

// pageTitle returns the title that the first page or, where it has none, a running head gives: the first of the headings that
// rank highest, but for names of bodies, series and sections, with the headings that follow it at once.
func (f *finder) pageTitle() string {
	best := -1
	for i, l := range f.front {
		if l.level == 0 || f.rules.kicker(l.text) || f.rules.section(l.text) {
			continue
		}
		switch {
		case best < 0, f.rules.isBody(f.front[best].text) && !f.rules.isBody(l.text) && strings.Count(l.text, " ") > 2:
			best = i
		case l.level < f.front[best].level && !f.rules.isBody(l.text):
			best = i
		}
	}
	if best < 0 || f.lastHeading(best) && f.rules.isBody(f.front[best].text) {
		if head := cmp.Or(f.plainTitle(), f.runningTitle()); head != "" || best < 0 {
			return head
		}
	}
	title := f.front[best].text
	for i := best + 1; i < len(f.front) && f.front[i].level > 0 && !f.rules.section(f.front[i].text) && !f.rules.isBody(f.front[i].text); i++ {
		if i+1 == len(f.front) && !f.ended() {
			break // the heading of the text that follows
		}
		title = strings.TrimRight(title, ": ") + ": " + f.front[i].text
	}
	return title
}

// plainTitle returns the first line that may be the title below the name of a body, where nothing is set as a heading.
func (f *finder) plainTitle() string {
	const fewest, most = 3, 30 // words
	below := false
	for i, l := range f.front {
		n := len(strings.Fields(l.text))
		_, names := f.rules.nameLine(l.text)
		_, by := label(l.text, f.rules.by)
		_, publisher := label(l.text, f.rules.publishers)
		switch {
		case f.rules.isBody(l.text):
			below = true
		case !below || n < fewest || n > most || !startsUpper(l.text) || names || by || publisher, f.rules.kicker(l.text), f.rules.dateIn(l.text) != "", body(l.text):
		default:
			title := l.text
			for k := i + 1; k < len(f.front) && (f.front[k].block == l.block || strings.HasSuffix(title, ":")); k++ {
				title += " " + f.front[k].text
				f.front[k].title = true
			}
			f.front[i].title = true
			return title
		}
	}
	return ""
}

// lastHeading reports whether no heading follows line i of the title page.
func (f *finder) lastHeading(i int) bool {
	for _, l := range f.front[i+1:] {
		if l.level > 0 {
			return false
		}
	}
	return true
}

// ended reports whether the title page ends before a heading.
func (f *finder) ended() bool {
	last := f.front[len(f.front)-1].text
	for i, b := range f.doc.Blocks {
		if f.doc.Text[b.Span.Start:b.Span.End] == last {
			return i+1 < len(f.doc.Blocks) && b.Kind == "heading" && f.doc.Blocks[i+1].Kind == "heading"
		}
	}
	return false
}

// runningTitle returns the longest part of the running heads that reads like a title.
func (f *finder) runningTitle() string {
	const fewest, most = 3, 40 // words
	best := ""
	for _, h := range f.doc.Running {
		for _, p := range pieces(h) {
			n := len(strings.Fields(p))
			if n >= fewest && n <= most && startsUpper(p) && !f.rules.isBody(p) && !strings.Contains(p, "://") && f.rules.dateIn(p) == "" && len(p) > len(best) {
				best = p
			}
		}
	}
	return strings.TrimFunc(best, func(r rune) bool { return unicode.IsSpace(r) || r == '|' })
}
