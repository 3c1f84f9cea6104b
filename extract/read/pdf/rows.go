package pdf

import (
	"cmp"
	"slices"
	"strings"
)

// row is what stands on one base line, from left to right.
type row struct {
	box
	words []word
	base  float64
	size  float64 // of most characters
}

// line is a row of one column, or a row of a table, at its place in the reading order.
type line struct {
	row
	page        int
	number      int // on its page, from 1
	left, right float64
	region      int        // lines of one column on one page have it in common
	cells       [][]word   // of a table; nil outside tables
	extra       [][][]word // further lines of the cells
	note        string     // label of the footnote that begins here
	inNote      bool       // part of a footnote
	caption     bool       // small and close to an image
}

// makeRows gathers words into rows, from top to bottom.
func makeRows(words []word) []row {
	sure := make([]word, 0, len(words))
	var unsure []word
	for _, w := range words {
		if w.unsure {
			unsure = append(unsure, w)
		} else {
			sure = append(sure, w)
		}
	}
	slices.SortStableFunc(sure, func(a, b word) int { return cmp.Compare(b.base, a.base) })
	var rows []row
	last := 0.0
	for _, w := range sure {
		n := len(rows)
		near := n > 0 && last-w.base <= 0.15*min(w.size, rows[n-1].size) && rows[n-1].base-w.base <= 0.3*rows[n-1].size
		last = w.base
		if near {
			rows[n-1].words = append(rows[n-1].words, w)
			rows[n-1].size = max(rows[n-1].size, w.size)
			continue
		}
		rows = append(rows, row{words: []word{w}, base: w.base, size: w.size})
	}
	rows = place(rows, unsure)
	for i := range rows {
		rows[i].finish()
	}
	return rows
}

// place puts words of punctuation only into the rows beside which they stand.
func place(rows []row, unsure []word) []row {
	known := len(rows)
	for _, w := range unsure {
		mid := (w.y0 + w.y1) / 2
		best, dist := -1, 0.0
		// rows are sorted by falling base line: those that may hold the word are neighbours
		at, _ := slices.BinarySearchFunc(rows[:known], mid+2*w.size, func(r row, y float64) int { return cmp.Compare(y, r.base) })
		for i := at; i < known && rows[i].base > mid-2*w.size-rows[i].size; i++ {
			r := rows[i]
			if mid < r.base-0.3*r.size || mid > r.base+r.size {
				continue
			}
			if d := abs(mid - r.base - 0.3*r.size); best < 0 || d < dist {
				best, dist = i, d
			}
		}
		if best >= 0 {
			rows[best].words = append(rows[best].words, w)
		} else {
			rows = append(rows, row{words: []word{w}, base: w.base, size: w.size})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.base, a.base) })
	return rows
}

// finish sorts the words of a row and measures it.
func (r *row) finish() {
	slices.SortStableFunc(r.words, func(a, b word) int { return cmp.Compare(a.x0, b.x0) })
	r.box = box{}
	count := map[float64]int{}
	base := map[float64]int{}
	for _, w := range r.words {
		r.add(w.box)
		count[round(w.size)] += len(w.text)
		if !w.unsure {
			base[w.base] += len(w.text)
		}
	}
	r.size = most(count)
	if len(base) > 0 {
		r.base = most(base)
	}
}

// most returns the key with the highest count, the largest of equals.
func most(count map[float64]int) float64 {
	best, n := 0.0, -1
	for k, c := range count {
		if c > n || c == n && k > best {
			best, n = k, c
		}
	}
	return best
}

// round rounds a font size to a quarter of a point.
func round(size float64) float64 { return float64(int(size*4+0.5)) / 4 }

// spaced reports whether a blank stands between word i and the one before.
func spaced(words []word, i int) bool {
	if i == 0 {
		return false
	}
	a, b := words[i-1], words[i]
	return !b.glued || b.x0-a.x1 > 0.35*max(a.size, b.size)
}

// plain returns the text of words.
func plain(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if spaced(words, i) {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// bodySize returns the font size of most characters of a file.
func bodySize(pages []page) float64 {
	count := map[float64]int{}
	for _, p := range pages {
		for _, w := range p.words {
			count[round(w.size)] += len(w.text)
		}
	}
	return most(count)
}
