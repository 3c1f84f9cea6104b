package pdf

import (
	"bytes"
	"strings"

	"policygraph/extract/source"
)

// document turns what was loaded into a document.
func (f *file) document(name string) *source.Document {
	body := bodySize(f.pages)
	lines := f.lines(body)
	var text bytes.Buffer
	for i := range lines {
		text.WriteString(plain(lines[i].words))
		text.WriteByte('\n')
	}
	m := makeParas(lines, body)
	bold := boldBody(f.pages, body)
	m.headings(bold)
	m.lists()
	w := &writer{Builder: source.NewBuilder(name, Name, source.NewHyphens(text.Bytes())), plainBold: bold}
	w.Grow(text.Len())
	w.softHyphens = softHyphens(text.Bytes())
	*w.Meta() = f.meta
	for _, h := range f.running {
		w.Running(h)
	}
	for _, r := range f.remarks {
		w.Remark(r)
	}
	for i := 0; i <= len(m.paras); i++ {
		for _, n := range m.notes[i] {
			w.para(n)
		}
		if i < len(m.paras) {
			w.para(m.paras[i])
		}
	}
	return w.Document()
}

// lines puts the rows of all pages into reading order, without what belongs to pages only.
func (f *file) lines(body float64) []line {
	pages := make([][]row, len(f.pages))
	for i, p := range f.pages {
		pages[i] = makeRows(p.words)
	}
	f.furniture(dropFurniture(pages))
	dropContents(pages)
	margins := margins(pages, body)
	var out []line
	notes := false
	for i := range pages {
		l := layout{body: body, rules: f.pages[i].rules}
		l.order(pages[i], margins[i].x0, margins[i].x1, 0)
		for k := range l.lines {
			l.lines[k].page, l.lines[k].number = f.pages[i].number, k+1
		}
		markCaptions(l.lines, &f.pages[i], body)
		notes = markNotes(l.lines, body, notes)
		out = append(out, l.lines...)
	}
	return out
}

// margins returns where the text of each page begins and ends; a page with few lines has the margins of the pages like it.
func margins(pages [][]row, body float64) []strip {
	const enough = 8
	var sides [2]strip
	out := make([]strip, len(pages))
	for i := range sides {
		sides[i] = strip{far, -far}
	}
	for i, rows := range pages {
		s := strip{far, -far}
		n := 0
		for _, r := range rows {
			if abs(r.size-body) < 0.5 {
				s, n = strip{min(s.x0, r.x0), max(s.x1, r.x1)}, n+1
			}
		}
		if n >= enough {
			side := &sides[i%2]
			*side = strip{min(side.x0, s.x0), max(side.x1, s.x1)}
			out[i] = s
		}
	}
	for i, rows := range pages {
		if out[i].width() == 0 {
			out[i] = sides[i%2]
		}
		if out[i].width() <= 0 {
			for _, r := range rows {
				out[i] = strip{min(out[i].x0, r.x0), max(out[i].x1, r.x1)}
			}
		}
	}
	return out
}

// boldBody reports whether most of the body is set in bold, so that it tells nothing.
func boldBody(pages []page, body float64) bool {
	bold, all := 0, 0
	for _, p := range pages {
		for _, w := range p.words {
			if abs(w.size-body) < 0.5 {
				all += len(w.text)
				if w.bold {
					bold += len(w.text)
				}
			}
		}
	}
	return bold*2 > all
}

// lists numbers the lists and finds the depth of items by their indent.
func (m *maker) lists() {
	type level struct {
		x    float64 // of the marker
		text float64 // of the text
	}
	var open []level
	lists, region := 0, 0
	for _, p := range m.paras {
		x := p.first().x0
		switch p.kind {
		case source.Item:
			if len(open) == 0 {
				lists++
			} else if p.first().region != region && p.first().page != 0 && len(open) == 1 {
				open[0].x = x // the same list in the next column or on the next page
			}
			region = p.first().region
			for len(open) > 1 && open[len(open)-1].x > x+indented*m.body {
				open = open[:len(open)-1]
			}
			if len(open) == 0 || open[len(open)-1].x < x-indented*m.body {
				open = append(open, level{x: x})
			}
			open[len(open)-1].text = textStart(p)
			p.list, p.level = lists, len(open)
		case source.Paragraph:
			if n := len(open); n > 0 && p.first().region == region && abs(x-open[n-1].text) < 0.4*m.body && x > open[n-1].x+indented*m.body {
				p.list, p.level = lists, n
			} else {
				open = nil
			}
		case source.Heading:
			open = nil
		}
	}
}

// textStart returns the x of the text of an item: of its second line, or behind its marker.
func textStart(p *para) float64 {
	if len(p.lines) > 1 {
		return p.lines[1].x0
	}
	if words := p.first().words; len(words) > 1 {
		return words[1].x0
	}
	return p.first().x0
}

// writer writes paras into a document.
type writer struct {
	*source.Builder
	plainBold     bool // bold is nothing special
	softHyphens   bool // the character U+2010 at the end of a line is no part of the word
	strong, slant bool
}

func (w *writer) para(p *para) {
	b := source.Block{Kind: p.kind, Level: p.level, List: p.list, Marker: p.marker}
	w.Begin(b)
	if p.kind == source.Row {
		w.row(p.first())
		w.End()
		return
	}
	heading := p.kind == source.Heading
	for i := range p.lines {
		l := &p.lines[i]
		if i > 0 {
			w.Break()
		}
		w.At(l.number, l.page)
		skip := 0
		if i == 0 {
			skip = p.skip
		}
		w.words(l.words, skip, heading)
	}
	w.styles(false, false)
	w.End()
}

const (
	hyphen     = "\u2010"
	softHyphen = "\u00ad"
)

// softHyphens reports whether U+2010 stands at the ends of lines only: programs that divide words by themselves write it there.
func softHyphens(text []byte) bool {
	all, atEnd := bytes.Count(text, []byte(hyphen)), bytes.Count(text, []byte(hyphen+"\n"))
	return all > 0 && all == atEnd && bytes.Contains(text, []byte{'-'})
}

// row writes the cells of a row.
func (w *writer) row(l *line) {
	w.At(l.number, l.page)
	for k := range l.cells {
		if k > 0 {
			w.styles(false, false)
			w.Cell()
		}
		for i, words := range l.cellLines(k) {
			if i > 0 {
				w.Break()
			}
			w.words(words, 0, false)
		}
	}
	w.styles(false, false)
}

// words writes the words of a line, without its first characters.
func (w *writer) words(words []word, skip int, heading bool) {
	for i, v := range words {
		text := v.text
		if i == len(words)-1 && w.softHyphens && strings.HasSuffix(text, hyphen) {
			text = strings.TrimSuffix(text, hyphen) + softHyphen
		}
		if skip > 0 {
			r := []rune(text)
			n := min(skip, len(r))
			text, skip = string(r[n:]), skip-n
			if text == "" {
				continue
			}
		} else if spaced(words, i) {
			w.blank()
		}
		if v.raised && i > 0 && !unit(words[i-1].text, text) {
			if labels := source.NoteMarks([]byte(strings.Trim(text, ","))); len(labels) > 0 {
				for _, l := range labels {
					w.Ref(l)
				}
				continue
			}
		}
		if heading {
			w.styles(false, false)
		} else {
			w.styles(v.bold && !w.plainBold, v.italic)
		}
		w.text(text)
	}
}

// text writes text; small raised digits at its end are marks of notes.
func (w *writer) text(text string) {
	end := len(strings.TrimRight(text, superscripts))
	w.Write([]byte(text[:end]))
	if end == len(text) {
		return
	}
	digits := strings.Map(func(r rune) rune {
		for i, s := range []rune(superscripts) {
			if r == s {
				return rune('0' + i)
			}
		}
		return r
	}, text[end:])
	if end == 0 || unit(text[:end], digits) {
		w.Write([]byte(text[end:]))
		return
	}
	w.Ref(digits)
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// unit reports whether a raised number is an exponent: "km²".
func unit(before, raised string) bool {
	switch strings.Trim(before, "()0123456789,.") {
	case "m", "km", "cm", "mm", "ft", "mi":
		return raised == "2" || raised == "3"
	}
	return false
}

func (w *writer) blank() { w.Write([]byte{' '}) }

// styles opens and closes styles so that the given ones hold.
func (w *writer) styles(strong, slant bool) {
	if strong == w.strong && slant == w.slant {
		return
	}
	w.CloseTo(0)
	if strong {
		w.Open(source.Strong, "")
	}
	if slant {
		w.Open(source.Emphasis, "")
	}
	w.strong, w.slant = strong, slant
}
