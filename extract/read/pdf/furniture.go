package pdf

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"policygraph/extract/source"
)

const (
	edgeRows  = 3   // rows at either end of a page that may be furniture
	sameBand  = 8.0 // points by which the place of a running head may differ between pages
	headPages = 3   // pages on which a running head must stand
	fewPages  = 6   // of a file in which two are enough
)

// band is a place at the top or foot of a page, and what stands there, with numbers left out.
type band struct {
	key string
	y   int
}

// furniture notes what was dropped from the pages: the running heads, and the page numbers unless the file has its own.
func (f *file) furniture(dropped [][]row) {
	seen := map[string]bool{}
	shown := make([][]string, len(dropped))
	for i, rows := range dropped {
		for _, r := range rows {
			text := plain(r.words)
			shown[i] = append(shown[i], source.EdgeNumbers(text)...)
			if key := furnitureKey(r.words); !seen[key] && !pageNumber(r.words) && !code(r.words) {
				seen[key] = true
				f.running = append(f.running, text)
			}
		}
	}
	if f.meta.Labels == nil {
		f.meta.Labels = source.Labels(shown)
	}
}

// dropFurniture removes running heads and feet, page numbers and codes from the rows of all pages, and returns them.
func dropFurniture(pages [][]row) [][]row {
	seen := map[band]int{}
	for _, rows := range pages {
		onPage := map[band]bool{}
		for _, i := range edges(rows) {
			key := furnitureKey(rows[i].words)
			if key == "" {
				continue
			}
			// a band counts in its neighbours too, so that rounding does not matter
			for d := -1; d <= 1; d++ {
				b := band{key, int(rows[i].base/sameBand) + d}
				if !onPage[b] {
					onPage[b] = true
					seen[b]++
				}
			}
		}
	}
	need := headPages
	if len(pages) <= fewPages {
		need = 2
	}
	dropped := make([][]row, len(pages))
	for k, rows := range pages {
		pages[k] = stripEdges(rows, func(r *row, outer bool) bool {
			key := furnitureKey(r.words)
			drop := seen[band{key, int(r.base / sameBand)}] >= need || outer && (pageNumber(r.words) || code(r.words))
			if drop {
				dropped[k] = append(dropped[k], *r)
			}
			return drop
		})
	}
	return dropped
}

// edges returns the indices of the rows at the ends of a page.
func edges(rows []row) []int {
	var out []int
	for i := range rows {
		if i < edgeRows || i >= len(rows)-edgeRows {
			out = append(out, i)
		}
	}
	return out
}

// stripEdges removes rows from both ends of a page. A repeated row is removed within the outermost three, the rest only when
// it is the outermost one left.
func stripEdges(rows []row, furniture func(r *row, outer bool) bool) []row {
	for n := 0; n < edgeRows && len(rows) > 0; n++ {
		drop := -1
		for i := range min(edgeRows-n, len(rows)) {
			if furniture(&rows[i], i == 0) {
				drop = i
				break
			}
		}
		if drop < 0 {
			break
		}
		rows = slices.Delete(rows, drop, drop+1)
	}
	for n := 0; n < edgeRows && len(rows) > 0; n++ {
		drop := -1
		for i := len(rows) - 1; i >= max(0, len(rows)-edgeRows+n); i-- {
			if furniture(&rows[i], i == len(rows)-1) {
				drop = i
				break
			}
		}
		if drop < 0 {
			break
		}
		rows = slices.Delete(rows, drop, drop+1)
	}
	return rows
}

// furnitureKey returns the text of a row without blanks and with every number, roman ones too, as "#".
func furnitureKey(words []word) string {
	var b strings.Builder
	for _, w := range words {
		if roman.MatchString(w.text) {
			b.WriteByte('#')
			continue
		}
		digit := false
		for _, r := range w.text {
			if unicode.IsDigit(r) {
				if !digit {
					b.WriteByte('#')
				}
				digit = true
				continue
			}
			digit = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

var (
	roman  = regexp.MustCompile(`^[ivxl]{1,7}$`)
	number = regexp.MustCompile(`^(?:[Pp](?:age|\.) ?)?[-–—[(|]? ?(\d{1,4}|[ivxl]{1,7}) ?[-–—\])|]?(?: ?(?:of|/) ?\d{1,4})?$`)
)

// pageNumber reports whether a row is a page number and nothing else.
func pageNumber(words []word) bool { return number.MatchString(plain(words)) }

// code reports whether a row at the edge of a page is a job number or bar code: no word of two letters in it, but digits.
func code(words []word) bool {
	letters, digits := 0, 0
	for _, w := range words {
		n := 0
		for _, r := range w.text {
			switch {
			case unicode.IsLetter(r):
				n++
				letters = max(letters, n)
			default:
				if unicode.IsDigit(r) {
					digits++
				}
				n = 0
			}
		}
	}
	const many = 5
	return letters < 2 && digits >= many && len(words) <= 4
}

// dropContents removes tables of contents: rows of dot leaders with a page number, rows between them and the heading above.
func dropContents(pages [][]row) {
	inside := false // the page before ended in entries
	for k, rows := range pages {
		first, last, entries := -1, -1, 0
		for i := range rows {
			if contentsEntry(rows[i].words) {
				if first < 0 {
					first = i
				}
				last, entries = i, entries+1
			}
		}
		if entries < 3 && !(inside && entries > 0) {
			inside = false
			continue
		}
		for i := range first {
			if contentsHeading.MatchString(plain(rows[i].words)) || inside {
				first = i
				break
			}
		}
		if entries*3 >= (len(rows)-1)*2 { // nothing else of weight is on the page
			first, last = 0, len(rows)-1
		}
		inside = last >= len(rows)-2
		pages[k] = slices.Delete(rows, first, last+1)
	}
}

var (
	contentsHeading = regexp.MustCompile(`(?i)^(?:table of )?contents(?: page)?$|^list of (?:figures|tables|boxes)`)
	leaders         = regexp.MustCompile(`(?:\. ?){4,}|…{2,}|_{5,}|·{4,}`)
)

// contentsEntry reports whether a row has dot leaders and ends in a page number.
func contentsEntry(words []word) bool {
	if len(words) < 2 {
		return false
	}
	end := words[len(words)-1].text
	end = end[strings.LastIndexAny(end, "._…·")+1:]
	if _, err := strconv.Atoi(end); err != nil && !roman.MatchString(end) {
		return false
	}
	return leaders.MatchString(plain(words))
}
