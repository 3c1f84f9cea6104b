package htmldoc

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"policygraph/extract/source"
)

// writeList writes the items of a list with the markers that a browser shows.
func (r *reader) writeList(i int32, ordered bool) {
	r.finish()
	outer := r.frame
	if outer.kind == source.Note {
		r.children(i)
		r.finish()
		return
	}
	r.lists++
	list, level := r.lists, outer.level+1
	if outer.kind == source.Heading {
		level = 1
	}
	number, step := 1, 1
	if k, err := strconv.Atoi(strings.TrimSpace(r.attr(i, "start"))); err == nil {
		number = k
	}
	if r.has(i, "reversed") {
		step = -1
		if !r.has(i, "start") {
			number = r.items(i)
		}
	}
	style := r.listStyle(i)
	for c, end := i+1, r.nodes[i].end; c < end; c = r.nodes[c].end {
		if r.nodes[c].kind != isElement || r.nodes[c].tag != atom.Li {
			r.frame = outer
			r.element(c)
			continue
		}
		f := &frame{kind: source.Item, list: list, level: level, marker: "-"}
		if ordered {
			if k, err := strconv.Atoi(strings.TrimSpace(r.attr(c, "value"))); err == nil {
				number = k
			}
			f.marker = marker(number, style)
			number += step
		}
		r.frame = f
		r.item(c)
	}
	r.frame = outer
}

// item writes an item. A marker that is printed in its text goes before that of the list.
func (r *reader) item(c int32) {
	r.finish()
	if _, ok := r.pages.at[c]; ok || r.region.drop[c] {
		r.element(c)
		return
	}
	if _, ok := r.notes.labels[c]; ok {
		r.element(c)
		r.finish()
		return
	}
	if r.frame.marker == "-" {
		if m, n := printed(r.lead(c)); n > 0 {
			r.frame.marker = m
			r.skipLead(c, n)
		}
	}
	r.wrapped = r.wraps(c)
	r.children(c)
	r.finish()
}

// items counts the items of a list.
func (r *reader) items(i int32) int {
	n := 0
	for c, end := i+1, r.nodes[i].end; c < end; c = r.nodes[c].end {
		if r.nodes[c].tag == atom.Li {
			n++
		}
	}
	return n
}

var listType = regexp.MustCompile(`(?i)list-style(?:-type)?\s*:\s*(?:[a-z]+ )*(lower-alpha|lower-latin|upper-alpha|upper-latin|lower-roman|upper-roman|none)`)

// listStyle returns the type of an ordered list's numbers: "1", "a", "A", "i", "I".
func (r *reader) listStyle(i int32) string {
	if t := r.attr(i, "type"); t != "" {
		return t[:1]
	}
	if m := listType.FindStringSubmatch(r.attr(i, "style")); m != nil {
		switch strings.ToLower(m[1]) {
		case "lower-alpha", "lower-latin":
			return "a"
		case "upper-alpha", "upper-latin":
			return "A"
		case "lower-roman":
			return "i"
		case "upper-roman":
			return "I"
		}
	}
	return "1"
}

// marker returns a number as a list of the given type shows it.
func marker(n int, style string) string {
	s := strconv.Itoa(n)
	switch {
	case n < 1 || n > 3999:
	case style == "a" || style == "A":
		s = ""
		for k := n; k > 0; k = (k - 1) / 26 {
			s = string(rune('a'+(k-1)%26)) + s
		}
	case style == "i" || style == "I":
		s = roman(n)
	}
	if style == "A" || style == "I" {
		s = strings.ToUpper(s)
	}
	return s + "."
}

func roman(n int) string {
	var b strings.Builder
	for i, v := range [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1} {
		for ; n >= v; n -= v {
			b.WriteString([...]string{"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"}[i])
		}
	}
	return b.String()
}

// printedMarker matches bullets and numbers that are written into the text of an item.
var printedMarker = regexp.MustCompile(`^[\s\x{a0}]*([•●◦‣▪■□➢✓·–—\x{f0b7}\x{f0a7}\x{f076}]|\((?:[a-z]|[A-Z]|[ivx]{1,5}|\d{1,3})\)|(?:[a-z]|[ivx]{1,5}|\d{1,3})[.)]|o)(?:[\s\x{a0}]+)\S`)

// printed returns the marker at the start of a text and the bytes up to the text behind it.
func printed(s string) (string, int) {
	m := printedMarker.FindStringSubmatchIndex(s)
	if m == nil || s[m[2]:m[3]] == "o" && !strings.Contains(s[m[3]:m[1]], "\u00a0") {
		return "", 0
	}
	_, n := utf8.DecodeLastRuneInString(s[:m[1]])
	return s[m[2]:m[3]], m[1] - n
}

// lead returns the first bytes of the text within a node.
func (r *reader) lead(i int32) string {
	const most = 48
	var b []byte
	for c := i + 1; c < r.nodes[i].end && len(b) < most; c++ {
		switch n := &r.nodes[c]; {
		case r.region.drop[c]:
			c = n.end - 1
		case n.kind == isText:
			b = append(b, r.decoded(c)[r.notes.skip[c]:]...)
		case n.kind == isElement && (n.tag == atom.Ul || n.tag == atom.Ol || n.tag == atom.Table):
			return string(b)
		}
	}
	return string(b)
}

// skipLead leaves out the first n bytes of the text within a node.
func (r *reader) skipLead(i int32, n int) {
	for c := i + 1; c < r.nodes[i].end && n > 0; c++ {
		switch k := &r.nodes[c]; {
		case r.region.drop[c]:
			c = k.end - 1
		case k.kind == isText:
			size := len(r.decoded(c)) - r.notes.skip[c]
			r.notes.skip[c] += min(n, size)
			n -= min(n, size)
		}
	}
}

// wordList is a list that a word processor wrote as paragraphs.
type wordList struct{ number int }

var wordLevel = regexp.MustCompile(`mso-list:\s*l\d+\s+level(\d)`)

// wordItem writes a paragraph that a word processor made an item, or that begins with a bullet.
func (r *reader) wordItem(i int32) bool {
	if r.frame.kind != source.Paragraph || r.nodes[i].tag != atom.P {
		return false
	}
	m, n := printed(r.lead(i))
	word := strings.HasPrefix(r.attr(i, "class"), "MsoListParagraph") || strings.Contains(r.attr(i, "style"), "mso-list:l")
	if n == 0 || !word && m[0] < utf8.RuneSelf || !word && (m == "–" || m == "—") {
		return false
	}
	r.finish()
	if r.list.number == 0 {
		r.lists++
		r.list.number = r.lists
	}
	level := 1
	if l := wordLevel.FindStringSubmatch(r.attr(i, "style")); l != nil {
		level = max(1, number(l[1]))
	}
	outer := r.frame
	r.frame = &frame{kind: source.Item, list: r.list.number, level: level, marker: m}
	r.skipLead(i, n)
	r.wrapped = r.wraps(i)
	r.children(i)
	r.finish()
	r.frame = outer
	return true
}

// definitions writes a list of terms: a row for each when terms and what is said of them are short, else paragraphs.
func (r *reader) definitions(i int32) {
	r.finish()
	if !r.shortTerms(i) {
		r.within(i, "")
		return
	}
	open := false
	for c := i + 1; c < r.nodes[i].end; c++ {
		n := &r.nodes[c]
		switch {
		case r.region.drop[c]:
			c = n.end - 1
			continue
		case n.kind != isElement || n.tag != atom.Dt && n.tag != atom.Dd:
			continue
		case n.tag == atom.Dt || !open:
			r.finish()
			r.row = true
			r.Begin(source.Block{Kind: source.Row})
			open = true
		default:
			r.At(r.place.Line(int(n.from)), r.page)
			r.Cell()
		}
		r.children(c)
		c = n.end - 1
	}
	r.finish()
	r.row = false
}

// shortTerms reports whether the terms of a list are short and nothing in it has a form of its own, nor is a note.
func (r *reader) shortTerms(i int32) bool {
	const most = 60
	for c := i + 1; c < r.nodes[i].end; c++ {
		n := &r.nodes[c]
		if _, note := r.notes.labels[c]; note {
			return false
		}
		if n.kind != isElement {
			continue
		}
		switch n.tag {
		case atom.Dt:
			if r.region.text[c] > most {
				return false
			}
		case atom.P, atom.Ul, atom.Ol, atom.Table, atom.Dl, atom.Blockquote, atom.Figure:
			return false
		default:
			if n.prop&headingTag != 0 {
				return false
			}
		}
	}
	return !r.row
}
