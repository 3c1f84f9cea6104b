package source

import "bytes"

// Newlines returns the text with every line ended by a single line feed, data itself when it is so already.
func Newlines(data []byte) []byte {
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	out := make([]byte, 0, len(data))
	for i, c := range data {
		switch {
		case c != '\r':
			out = append(out, c)
		case i+1 >= len(data) || data[i+1] != '\n':
			out = append(out, '\n')
		}
	}
	return out
}

// Place turns byte offsets of a file's text into lines. Offsets near the one asked for before cost little.
type Place struct {
	data []byte
	at   int
	line int
}

// NewPlace returns a Place for data, whose first line has the given number.
func NewPlace(data []byte, line int) *Place { return &Place{data: data, line: line} }

// Line returns the line of a byte offset.
func (p *Place) Line(offset int) int {
	offset = min(max(offset, 0), len(p.data))
	if offset >= p.at {
		p.line += bytes.Count(p.data[p.at:offset], newline)
	} else {
		p.line -= bytes.Count(p.data[offset:p.at], newline)
	}
	p.at = offset
	return p.line
}

var newline = []byte{'\n'}
