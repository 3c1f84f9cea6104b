package plaintext

import (
	"bytes"
	"strconv"

	"policygraph/extract/source"
)

// key is the hash of a line modulo digits and blanks, by which running heads are recognised.
func key(text []byte) uint64 {
	const offset64, prime64 = 14695981039346656037, 1099511628211
	h := uint64(offset64)
	digit := false
	for _, c := range text {
		if c <= ' ' {
			continue
		}
		if c >= '0' && c <= '9' {
			if digit {
				continue
			}
			c, digit = '#', true
		} else {
			digit = false
		}
		h = (h ^ uint64(c)) * prime64
	}
	return h
}

// pageNumber returns the number that a line consists of: "12", "- 12 -", "Page 12 of 40", "[12]".
func pageNumber(text []byte) (int, bool) {
	if len(text) > 24 {
		return 0, false
	}
	text = bytes.Trim(text, " -–—[]()|•·")
	for _, p := range []string{"Page ", "page ", "PAGE ", "p. ", "P. "} {
		text = bytes.TrimPrefix(text, []byte(p))
	}
	for _, of := range []string{" of ", "/", " | "} {
		if n := bytes.Index(text, []byte(of)); n > 0 {
			if _, err := strconv.Atoi(string(bytes.TrimSpace(text[n+len(of):]))); err == nil {
				text = text[:n]
			}
		}
	}
	n, err := strconv.Atoi(string(bytes.TrimSpace(text)))
	return n, err == nil && n > 0 && n < 10000
}

func (l line) text(data []byte) []byte { return data[l.start:l.end] }

// guessPages finds the pages of a text without form feeds: a line that is repeated, each time beside a page number higher
// than the one before. It numbers the lines' pages and returns how many there are.
func guessPages(data []byte, lines []line) int {
	type run struct{ count, last int }
	runs := map[uint64]*run{}
	var best uint64
	for i := range lines {
		n, ok := numberBeside(data, lines, i)
		if !ok {
			continue
		}
		k := key(lines[i].text(data))
		r := runs[k]
		if r == nil {
			r = &run{}
			runs[k] = r
		}
		if n > r.last {
			r.count, r.last = r.count+1, n
		}
		if b := runs[best]; b == nil || r.count > b.count {
			best = k
		}
	}
	if b := runs[best]; b == nil || b.count < 3 {
		return 1
	}
	page := 1
	for i := range lines {
		if n, ok := numberBeside(data, lines, i); ok && key(lines[i].text(data)) == best && n >= page {
			page = n
			lines[i].blank, lines[i].top, lines[i].head = true, true, true
			lines[i+1].head = true
		}
		lines[i].page = int32(page)
	}
	return page
}

// numberBeside returns the page number in the line after line i, if line i looks like a running head.
func numberBeside(data []byte, lines []line, i int) (int, bool) {
	if i+1 >= len(lines) || lines[i+1].end-lines[i+1].start > 24 || lines[i].end-lines[i].start < 8 {
		return 0, false
	}
	return pageNumber(lines[i+1].text(data))
}

// edge is the number of lines at either end of a page that may be furniture.
const edge = 3

// dropFurniture marks the lines at the ends of pages that are page numbers or stand there on most pages.
func dropFurniture(data []byte, lines []line) {
	seen := map[uint64]int{}
	pages := 0
	eachPage(lines, func(page []line) {
		pages++
		onPage := map[uint64]bool{}
		for i := range page {
			if i < deepEdge || i >= len(page)-edge {
				if k := key(page[i].text(data)); !onPage[k] {
					onPage[k] = true
					seen[k]++
				}
			}
		}
	})
	often := max(3, pages/3)
	eachPage(lines, func(page []line) {
		for i := 0; i < min(deepEdge, len(page)) && furniture(data, &page[i], seen, often, i == 0); i++ {
		}
		for i := len(page) - 1; i >= max(0, len(page)-edge); i-- {
			if !furniture(data, &page[i], seen, often, true) {
				break
			}
		}
	})
}

// furniture notes what was dropped from the pages: the running heads and the page numbers.
func (r *reader) furniture() {
	shown := make([][]string, r.Meta().Pages)
	seen := map[uint64]bool{}
	for _, l := range r.lines {
		if !l.head {
			continue
		}
		text := l.text(r.data)
		if i := int(l.page) - 1; i < len(shown) {
			shown[i] = append(shown[i], source.EdgeNumbers(string(text))...)
		}
		if _, ok := pageNumber(text); !ok && !seen[key(text)] {
			seen[key(text)] = true
			r.Running(string(text))
		}
	}
	r.Meta().Labels = source.Labels(shown)
}

// deepEdge is the number of lines at the top of a page that may be a repeated head of a table.
const deepEdge = 10

// furniture marks a line as furniture if it is so; the first appearance of a head deeper in the page is kept.
func furniture(data []byte, l *line, seen map[uint64]int, often int, outer bool) bool {
	if l.head {
		return true
	}
	text := l.text(data)
	if _, ok := pageNumber(text); ok {
		l.head = true
		return true
	}
	k := key(text)
	switch n := seen[k]; {
	case n < 0: // kept once
		l.head = true
	case n >= often:
		l.head = true
		if !outer {
			l.head, seen[k] = false, -1
		}
	default:
		return false
	}
	return true
}

// eachPage calls f with the lines of each page.
func eachPage(lines []line, f func([]line)) {
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && lines[n].page == lines[0].page {
			n++
		}
		f(lines[:n])
		lines = lines[n:]
	}
}
