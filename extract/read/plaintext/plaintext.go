// Package plaintext reads plain text, also the kind that converters make of PDF files: wrapped lines, split words, page
// numbers and running heads between the lines, footnotes at the foot of a page.
//
// What enters are the bytes of a file in valid UTF-8; what leaves is a [source.Document]. Blank lines, indents, bullets,
// numbers and capitals decide where blocks begin. Form feeds divide pages; without them, a running head that stands beside
// rising page numbers does.
package plaintext

import (
	"bytes"
	"fmt"
	"math"

	"policygraph/extract/source"
)

// Name is the name of the format.
const Name = "text"

// line is a line of the file that is not blank.
type line struct {
	start, end int32 // without the blanks around it
	number     int32
	page       int32
	indent     int16
	blank      bool // a blank line or a page break stands before it
	head       bool // page furniture
	top        bool // first of a page
}

// Read turns a text file into a document.
func Read(name string, data []byte) (*source.Document, error) {
	data = source.Newlines(data)
	if len(data) > math.MaxInt32 {
		return nil, fmt.Errorf("read %s: %d bytes are too many for the text reader", name, len(data))
	}
	lines, pages := split(data)
	r := &reader{
		Builder: source.NewBuilder(name, Name, source.NewHyphens(data)),
		data:    data,
		lines:   lines,
	}
	if pages == 1 {
		pages = guessPages(data, lines)
	}
	if pages > 1 {
		dropFurniture(data, lines)
		r.Meta().Pages = pages
		r.furniture()
	} else {
		for i := range r.lines {
			r.lines[i].page = 0
		}
	}
	r.Grow(len(data))
	if r.width = width(lines); r.width >= unwrapped {
		apart(lines)
	}
	r.dates = manyDates(data, lines)
	r.blocks()
	return r.Document(), nil
}

// unwrapped is the width from which on lines are paragraphs.
const unwrapped = 200

// apart sets the lines of a text without blank lines apart: each is a paragraph.
func apart(lines []line) {
	const rare = 10 // one line in so many
	blank := 0
	for _, l := range lines {
		if l.blank {
			blank++
		}
	}
	if blank*rare > len(lines) {
		return
	}
	for i := range lines {
		lines[i].blank = true
	}
}

// split finds the lines that are not blank, and counts the pages that form feeds divide.
func split(data []byte) ([]line, int) {
	lines := make([]line, 0, len(data)/64+1)
	blank, page := true, int32(1)
	for start, number := 0, int32(1); start < len(data); number++ {
		end := start + len(data[start:])
		if n := bytes.IndexByte(data[start:], '\n'); n >= 0 {
			end = start + n
		}
		first := true
		for part := start; part <= end; first = false {
			stop := end
			if n := bytes.IndexByte(data[part:end], '\f'); n >= 0 {
				stop = part + n
			}
			if !first {
				page++
				blank = true
			}
			if l, ok := trim(data, part, stop); ok {
				l.number, l.page, l.blank = number, page, blank
				l.top = len(lines) == 0 || lines[len(lines)-1].page != page
				lines, blank = append(lines, l), false
			} else {
				blank = true
			}
			part = stop + 1
		}
		start = end + 1
	}
	return lines, int(page)
}

// trim makes a line without the blanks around it; ok is false when nothing is left.
func trim(data []byte, start, end int) (l line, ok bool) {
	indent := 0
	for start < end {
		switch c := data[start]; {
		case c == '\t':
			indent += 4
		case c <= ' ':
			indent++
		case c == 0xc2 && start+1 < end && data[start+1] == 0xa0: // non-breaking space
			indent++
			start++
		default:
			goto text
		}
		start++
	}
	return line{}, false
text:
	for data[end-1] <= ' ' || end-1 > start && data[end-1] == 0xa0 && data[end-2] == 0xc2 {
		if data[end-1] > ' ' {
			end--
		}
		end--
	}
	return line{start: int32(start), end: int32(end), indent: int16(min(indent, math.MaxInt16))}, true
}

// width returns the length that nine lines of ten do not exceed: the width of the printed column.
func width(lines []line) int {
	var count [256]int
	for _, l := range lines {
		count[min(int(l.end-l.start), len(count)-1)]++
	}
	left := len(lines) / 10
	for w := len(count) - 1; w > 0; w-- {
		if left -= count[w]; left < 0 {
			return w
		}
	}
	return 0
}
