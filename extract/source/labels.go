package source

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// series is a row of page numbers that rise with the pages: Roman or not, and by how much they differ from counting.
type series struct {
	roman bool
	shift int
}

// leastShown is the number of pages that must show a series for it to be believed.
const leastShown = 3

// Labels returns the numbers printed on pages, from the numbers that each page shows at its edges: those of series that rise
// with the pages, which go on over pages that show none. It returns nil where they are the numbers of counting.
func Labels(shown [][]string) []string {
	count := map[series]int{}
	for i, page := range shown {
		for s := range seriesOf(page, i+1) {
			count[s]++
		}
	}
	of := make([]*series, len(shown))
	for i, page := range shown {
		for s := range seriesOf(page, i+1) {
			if count[s] >= min(leastShown, max(2, len(shown))) && (of[i] == nil || count[s] > count[*of[i]] || count[s] == count[*of[i]] && s.shift > of[i].shift) {
				of[i] = &s
			}
		}
	}
	out, plain := make([]string, len(shown)), true
	for i := range out {
		s := nearest(of, i)
		if s == nil || i+1+s.shift < 1 {
			out[i] = ""
			plain = plain && s == nil
			continue
		}
		n := i + 1 + s.shift
		out[i] = strconv.Itoa(n)
		if s.roman {
			out[i] = Roman(n)
		}
		plain = plain && !s.roman && s.shift == 0
	}
	if plain {
		return nil
	}
	return out
}

// nearest returns the series of page i, of the page before it that has one, or of the one behind.
func nearest(of []*series, i int) *series {
	for k := i; k >= 0; k-- {
		if of[k] != nil {
			return of[k]
		}
	}
	for _, s := range of[i:] {
		if s != nil {
			return s
		}
	}
	return nil
}

// seriesOf returns the series to which the numbers of a page may belong.
func seriesOf(numbers []string, page int) map[series]bool {
	out := map[series]bool{}
	for _, s := range numbers {
		if n, err := strconv.Atoi(s); err == nil && n > 0 {
			out[series{false, n - page}] = true
		} else if n := FromRoman(s); n > 0 {
			out[series{true, n - page}] = true
		}
	}
	return out
}

var edgeNumber = regexp.MustCompile(`^[-–—\[(|]*(\d{1,4}|[ivxl]{1,7})[-–—\])|.]*$`)

// EdgeNumbers returns what may be the page number in a running head or foot: the number that it begins or ends with.
func EdgeNumbers(text string) []string {
	words := strings.Fields(text)
	var out []string
	for i, w := range words {
		if i > 1 && i < len(words)-1 {
			continue
		}
		if m := edgeNumber.FindStringSubmatch(w); m != nil && !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

var romanParts = []struct {
	text  string
	value int
}{{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}}

// Roman returns a number in small Roman numerals.
func Roman(n int) string {
	var b strings.Builder
	for _, p := range romanParts {
		for ; n >= p.value; n -= p.value {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// FromRoman returns the value of a number in small Roman numerals below 400, 0 if s is none.
func FromRoman(s string) int {
	n := 0
	rest := s
	for _, p := range romanParts {
		for strings.HasPrefix(rest, p.text) && n < 400 {
			n, rest = n+p.value, rest[len(p.text):]
		}
	}
	if rest != "" || Roman(n) != s {
		return 0
	}
	return n
}

// PlainLabels returns labels, or nil if they are the numbers of counting or say nothing.
func PlainLabels(labels []string) []string {
	for i, l := range labels {
		if l != "" && l != strconv.Itoa(i+1) {
			return labels
		}
	}
	return nil
}

// Pages returns the numbers of counting of the pages that begin at marks with the given labels, and the labels where they
// differ; before says that text stands before the first mark. Marks that rise are numbers of counting, whatever the first is:
// a converter may have been given part of a file. A mark without label follows the one before.
func Pages(marks []string, before bool) (pages []int, labels []string) {
	last, rising := 0, true
	for i, m := range marks {
		n, err := strconv.Atoi(m)
		switch {
		case m == "" && i == 0 && before:
			n = 2
		case m == "":
			n = last + 1
		case err != nil:
			rising = false
		}
		rising = rising && n > last
		pages, last = append(pages, n), n
	}
	if rising {
		return pages, nil
	}
	first := 1
	if before {
		labels, first = []string{""}, 2
	}
	for i, m := range marks {
		pages[i] = first + i
		labels = append(labels, m)
	}
	return pages, PlainLabels(labels)
}
