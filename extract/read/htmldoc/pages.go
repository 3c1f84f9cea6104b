package htmldoc

import (
	"regexp"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"

	"policygraph/extract/source"
)

// pages knows on which page of the report each node stands.
type pages struct {
	at      map[int32]int  // node → number of the page that begins there
	silent  map[int32]bool // nodes that show nothing but the number
	starts  []int32
	numbers []int
	last    int
	labels  []string // numbers printed on the pages, where they are not those of counting
}

var (
	pageComment = regexp.MustCompile(`(?i)^<!--\s*(?:page|pg|p\.|pagebreak|page[ _-]?break)\s*:?\s*(?:no\.?|number)?\s*(\d{1,5})\b`)
	pageID      = regexp.MustCompile(`(?i)^(page|pagenum|pg|p)?[-_.]?(\d{1,5})(?:-div)?$`)
	pageText    = regexp.MustCompile(`(?i)^\W{0,3}(?:start )?(?:printed )?(?:page|pg\.?|p\.?)?\s*(?:no\.?\s*)?(\d{1,5})\W{0,3}$`)
	digits      = regexp.MustCompile(`\d{1,5}`)
)

// findPages finds the marks of pages: elements with the role of a page break, comments, and a row of rising anchors.
func (r *reader) findPages() pages {
	p := pages{at: map[int32]int{}, silent: map[int32]bool{}}
	var weak []int32
	var numbers []int
	roman := map[int32]string{}
	for i := int32(1); i < int32(len(r.nodes)); i++ {
		n := &r.nodes[i]
		switch {
		case n.kind == isComment:
			if m := pageComment.FindSubmatch(r.data[n.from:n.to]); m != nil {
				p.at[i] = number(string(m[1]))
			}
		case n.kind != isElement || n.count == 0:
		case r.isBreak(i):
			if k := r.breakNumber(i); k > 0 {
				p.at[i], p.silent[i] = k, pageText.MatchString(r.inner(i, 40))
			} else if label := r.romanLabel(i); label != "" {
				p.at[i], p.silent[i], roman[i] = 0, true, label
			}
		default:
			if k := r.anchorNumber(i); k > 0 {
				weak, numbers = append(weak, i), append(numbers, k)
			}
		}
	}
	if len(p.at) == 0 && rising(numbers) {
		for k, i := range weak {
			p.at[i] = numbers[k]
		}
	}
	for i := range p.at {
		p.starts = append(p.starts, i)
	}
	sort.Slice(p.starts, func(a, b int) bool { return p.starts[a] < p.starts[b] })
	marks := make([]string, len(p.starts))
	for k, i := range p.starts {
		if marks[k] = roman[i]; marks[k] == "" {
			marks[k] = strconv.Itoa(p.at[i])
		}
	}
	p.numbers, p.labels = source.Pages(marks, false)
	for k, i := range p.starts {
		p.at[i] = p.numbers[k]
		p.last = max(p.last, p.numbers[k])
	}
	return p
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// isBreak reports whether an element is the mark of a page.
func (r *reader) isBreak(i int32) bool {
	if r.attr(i, "role") == "doc-pagebreak" || strings.Contains(r.attr(i, "epub:type"), "pagebreak") {
		return true
	}
	for c := range strings.FieldsSeq(r.attr(i, "class")) {
		switch strings.ToLower(c) {
		case "printed-page", "pagebreak", "page-break", "pagenum", "page-number", "pageno":
			return true
		}
	}
	return false
}

// breakNumber returns the number of the page that begins at its mark, 0 if it is not told.
func (r *reader) breakNumber(i int32) int {
	for _, s := range []string{r.attr(i, "data-page"), r.attr(i, "aria-label"), r.attr(i, "title"), r.inner(i, 40), r.attr(i, "id")} {
		if d := digits.FindString(s); d != "" {
			return number(d)
		}
	}
	return 0
}

// romanLabel returns the small Roman number of the page that begins at its mark, "" if it has none.
func (r *reader) romanLabel(i int32) string {
	for _, s := range []string{r.attr(i, "data-page"), r.attr(i, "aria-label"), r.attr(i, "title"), r.inner(i, 40)} {
		words := strings.Fields(strings.Trim(s, "[]() "))
		if n := len(words); n > 0 && n < 3 && source.FromRoman(words[n-1]) > 0 {
			return words[n-1]
		}
	}
	return ""
}

// anchorNumber returns the number of an anchor that may be the mark of a page, 0 if it is none: "page-3", or a bare number on
// an empty anchor that no note has.
func (r *reader) anchorNumber(i int32) int {
	if r.has(i, "href") || r.has(i, "content") || r.has(i, "type") {
		return 0
	}
	for _, key := range []string{"id", "name", "data-page"} {
		m := pageID.FindStringSubmatch(r.attr(i, key))
		if m == nil {
			continue
		}
		if word := strings.ToLower(m[1]); word != "" && word != "p" || key == "data-page" || r.nodes[i].tag == atom.A && r.region.text[i] == 0 && !r.region.targets[i] {
			return number(m[2])
		}
	}
	return 0
}

// rising reports whether numbers are those of pages: at least three, each one more than the one before.
func rising(numbers []int) bool {
	for i, n := range numbers {
		if i > 0 && n != numbers[i-1]+1 {
			return false
		}
	}
	return len(numbers) >= 3
}

// before returns the page on which a node stands, 0 in a report without pages.
func (p *pages) before(i int32) int {
	if len(p.starts) == 0 {
		return 0
	}
	k := sort.Search(len(p.starts), func(k int) bool { return p.starts[k] > i })
	if k == 0 {
		return max(1, p.numbers[0]-1)
	}
	return p.numbers[k-1]
}
