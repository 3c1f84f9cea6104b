package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
)

// pages knows on which page of the report each byte of the file stands.
type pages struct {
	starts  []int // offsets, ascending
	numbers []int // page from that offset on
	cur     int
}

var newline = []byte{'\n'}

func lines(data []byte) int { return bytes.Count(data, newline) }

// pageMark matches the marks that converters leave between pages: comments, "{12}-----" lines.
var pageMark = regexp.MustCompile(`(?i)^(?:<!--\s*(?:page|pg|p\.|pagebreak|page[ _-]?break)\s*:?\s*(?:no\.?|number)?\s*(\d{1,5})?[^>]{0,40}-->|\{(\d{1,5})\}-{10,})`)

// pageMarks finds the marks of pages and returns the text without those that are not Markdown.
func pageMarks(data []byte) (*pages, []byte) {
	p := &pages{}
	var at []int
	for i, c := 0, 0; ; i++ {
		if c = bytes.IndexAny(data[i:], "\f"); c < 0 {
			break
		}
		i += c
		at = append(at, i)
	}
	for _, open := range []string{"<!--", "{"} {
		for i := 0; ; i++ {
			n := bytes.Index(data[i:], []byte(open))
			if n < 0 {
				break
			}
			if i += n; pageMark.Match(data[i:min(len(data), i+120)]) {
				at = append(at, i)
			}
		}
	}
	if len(at) == 0 {
		return p, data
	}
	slices.Sort(at)
	data = bytes.Clone(data)
	for _, i := range at {
		p.mark(data, i)
	}
	return p, data
}

// mark notes the page that begins at i and blanks its mark.
func (p *pages) mark(data []byte, i int) {
	page := 2
	if n := len(p.numbers); n > 0 {
		page = p.numbers[n-1] + 1
	}
	if data[i] == '\f' {
		data[i] = ' '
	} else {
		m := pageMark.FindSubmatch(data[i:min(len(data), i+120)])
		if m == nil {
			return
		}
		if number := append(m[1], m[2]...); len(number) > 0 {
			page, _ = strconv.Atoi(string(number))
			if data[i] == '{' {
				page++ // such converters count from 0
			}
		}
		for j := range m[0] {
			data[i+j] = ' '
		}
	}
	p.starts, p.numbers = append(p.starts, i), append(p.numbers, page)
}

// at returns the page of a byte offset, 0 in a file without pages.
func (p *pages) at(offset int) int {
	if len(p.starts) == 0 {
		return 0
	}
	for p.cur < len(p.starts) && p.starts[p.cur] <= offset {
		p.cur++
	}
	for p.cur > 0 && p.starts[p.cur-1] > offset {
		p.cur--
	}
	if p.cur == 0 {
		return max(1, p.numbers[0]-1)
	}
	return p.numbers[p.cur-1]
}

// count returns the number of the last page.
func (p *pages) count() int {
	if len(p.numbers) == 0 {
		return 0
	}
	return slices.Max(p.numbers)
}
