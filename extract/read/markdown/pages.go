package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"

	"policygraph/extract/source"
)

// pages knows on which page of the report each byte of the file stands.
type pages struct {
	starts  []int    // offsets, ascending
	numbers []int    // page from that offset on
	marks   []string // as printed, "" where the mark has no number
	labels  []string // numbers printed on the pages, where they are not those of counting
	cur     int
}

var newline = []byte{'\n'}

func lines(data []byte) int { return bytes.Count(data, newline) }

// pageMark matches the marks that converters leave between pages: comments, "{12}-----" lines.
var pageMark = regexp.MustCompile(`(?i)^(?:<!--\s*(?:page|pg|p\.|pagebreak|page[ _-]?break)\s*:?\s*(?:no\.?|number)?\s*(\d{1,5}\b|[ivxl]{1,7}\b)?[^>]{0,40}-->|\{(\d{1,5})\}-{10,})`)

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
	if len(p.starts) > 0 {
		p.numbers, p.labels = source.Pages(p.marks, len(bytes.TrimSpace(data[:p.starts[0]])) > 0)
	}
	return p, data
}

// mark notes the page that begins at i and blanks its mark.
func (p *pages) mark(data []byte, i int) {
	label := ""
	if data[i] == '\f' {
		data[i] = ' '
	} else {
		m := pageMark.FindSubmatch(data[i:min(len(data), i+120)])
		if m == nil {
			return
		}
		if label = string(m[1]); data[i] == '{' {
			n, _ := strconv.Atoi(string(m[2])) // digits
			label = strconv.Itoa(n + 1)        // such converters count from 0
		}
		for j := range m[0] {
			data[i+j] = ' '
		}
	}
	p.starts, p.marks = append(p.starts, i), append(p.marks, label)
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
