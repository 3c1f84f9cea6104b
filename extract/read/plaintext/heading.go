package plaintext

import (
	"bytes"

	"policygraph/extract/source"
)

// maxHeading is the length in bytes that a heading does not exceed.
const maxHeading = 120

// heading writes line i as a heading, with the lines that belong to it, and returns their number; 0 if it is none.
func (r *reader) heading(i int, text []byte) int {
	if len(text) > maxHeading || bytes.IndexByte(text, '\t') >= 0 {
		return 0
	}
	if level := r.underlined(i, text); level > 0 {
		r.writeHeading(i, 1, level)
		return 2
	}
	if n := r.capitals(i, text); n > 0 {
		level := 1
		if _, depth := headingNumber(text); depth > 0 {
			level = depth
		}
		r.writeHeading(i, n, level)
		return n
	}
	if !r.lines[i].blank || !r.blankAfter(i) || !startsUpper(bytes.TrimLeft(text, "0123456789. ")) {
		return 0
	}
	if bytes.IndexByte([]byte(".,;:!"), text[len(text)-1]) >= 0 || sentence(text) || dated(text) || isDate(text) || text[0] == '0' {
		return 0
	}
	if n, depth := headingNumber(text); n > 0 {
		r.writeHeading(i, 1, depth)
		return 1
	}
	if m, _ := marker(text); m != "" || len(text) > 80 || !r.introduces(i, text) {
		return 0
	}
	level := 2
	if r.prev < 0 {
		level = 1
	}
	r.writeHeading(i, 1, level)
	return 1
}

// sentence reports whether a line ends in a period within quotation marks or brackets.
func sentence(text []byte) bool {
	text = bytes.TrimRight(text, "\"')]”’")
	return len(text) > 0 && text[len(text)-1] == '.'
}

func (r *reader) writeHeading(i, n, level int) {
	r.begin(i, source.Block{Kind: source.Heading, Level: level})
	for j := i; j < i+n; j++ {
		r.write(j, r.lines[j].text(r.data))
		r.Break()
	}
	r.End()
}

// underlined returns the level of a heading with a rule below it.
func (r *reader) underlined(i int, text []byte) int {
	if i+1 >= len(r.lines) || r.lines[i+1].blank || !r.lines[i].blank {
		return 0
	}
	rule := r.lines[i+1].text(r.data)
	if len(rule)*2 < len(text) {
		return 0
	}
	return underline(rule)
}

// capitals returns the number of lines of a heading set in capitals.
func (r *reader) capitals(i int, text []byte) int {
	if !capitals(text) {
		return 0
	}
	n := 1
	for i+n < len(r.lines) && n < 4 && !r.lines[i+n].blank && !r.lines[i+n].head && capitals(r.lines[i+n].text(r.data)) {
		n++
	}
	if n == 4 {
		return 0 // a text in capitals
	}
	_, _, words, _ := letters(text)
	alone := r.lines[i].blank && (i+n >= len(r.lines) || r.lines[i+n].blank)
	if !alone && (words < 3 || bytes.IndexByte(text, '/') >= 0 || bytes.IndexByte(text, ',') >= 0) {
		return 0
	}
	return n
}

func (r *reader) blankAfter(i int) bool {
	return i+1 < len(r.lines) && (r.lines[i+1].blank || r.lines[i+1].head)
}

// introduces reports whether a short line between blank lines is followed by text that it can be the heading of.
func (r *reader) introduces(i int, text []byte) bool {
	if r.prev >= 0 && r.block.Kind != source.Heading && !ends(r.lines[r.prev].text(r.data)) {
		return false
	}
	next := i + 1
	for next < len(r.lines) && r.lines[next].head {
		next++
	}
	if next >= len(r.lines) {
		return false
	}
	_, _, words, _ := letters(text)
	after := r.lines[next].text(r.data)
	long := len(after) >= 60 || next+1 < len(r.lines) && !r.lines[next+1].blank && len(after) >= 40
	return words >= 1 && words <= 12 && (titled(text) || r.prev < 0 || words <= 8) && (long || r.prev < 0)
}
