package pdf

import (
	"slices"
	"unicode/utf8"
)

// A gutter is a strip without text that has text on both sides. Regions of a page are cut along their best gutter, what stands
// above and below first; this is the recursive XY-cut of Nagy and Seth (1984), on rows of words instead of pixels.

const (
	minGutter  = 0.9 // width of a gutter, in body sizes
	minRows    = 3   // rows that a column must have
	maxLayout  = 600 // rows of a page beyond which no columns are looked for
	maxNesting = 4   // of columns in columns
	minColumn  = 14  // characters that a row of a column has on average
	farApart   = 4   // gap within a row that divides it, in body sizes
	fullColumn = 0.6 // part of a column's width that its rows fill on average
)

// strip is the free space between two words of a row, or beside it.
type strip struct{ x0, x1 float64 }

func (s strip) width() float64 { return s.x1 - s.x0 }

func (s strip) and(t strip) strip { return strip{max(s.x0, t.x0), min(s.x1, t.x1)} }

// gutter is a strip that rows i to j (exclusive) have in common.
type gutter struct {
	strip
	from, to int
	both     int // rows with text on either side
	table    bool
}

// layout puts the rows of a page into reading order.
type layout struct {
	body    float64
	rules   []box
	lines   []line
	regions int
}

// order appends the rows of a region in reading order.
func (l *layout) order(rows []row, left, right float64, depth int) {
	if len(rows) == 0 {
		return
	}
	g := gutter{}
	if len(rows) <= maxLayout && depth < maxNesting {
		g = l.best(rows)
	}
	if g.to == 0 {
		l.region(rows, left, right)
		return
	}
	if g.from > 0 {
		l.order(rows[:g.from], left, right, depth)
	}
	part := rows[g.from:g.to]
	if g.table {
		l.table(part)
	} else {
		mid := (g.x0 + g.x1) / 2
		a, b := cut(part, mid)
		l.order(again(a), left, g.x0, depth+1)
		l.order(again(b), g.x1, right, depth+1)
	}
	l.order(rows[g.to:], left, right, depth)
}

// region appends rows of one column as lines. What stands far apart in a row is no running text: each part is a line.
func (l *layout) region(rows []row, left, right float64) {
	l.regions++
	for _, r := range rows {
		start := 0
		for i := 1; i <= len(r.words); i++ {
			if i < len(r.words) && r.words[i].x0-r.words[i-1].x1 < farApart*l.body {
				continue
			}
			part := r
			if start > 0 || i < len(r.words) {
				part = row{words: r.words[start:i], base: r.base, size: r.size}
				part.finish()
			}
			l.lines = append(l.lines, line{row: part, left: left, right: right, region: l.regions})
			start = i
		}
	}
}

// cut divides rows at x.
func cut(rows []row, x float64) (left, right []row) {
	for _, r := range rows {
		n := 0
		for n < len(r.words) && (r.words[n].x0+r.words[n].x1)/2 < x {
			n++
		}
		for _, part := range []struct {
			words []word
			rows  *[]row
		}{{r.words[:n], &left}, {r.words[n:], &right}} {
			if len(part.words) > 0 {
				p := row{words: slices.Clone(part.words), base: r.base, size: r.size}
				p.finish()
				*part.rows = append(*part.rows, p)
			}
		}
	}
	return left, right
}

// again makes rows of one column anew: rows of the whole page may have mixed lines of columns that stand at other heights.
func again(rows []row) []row {
	var words []word
	for _, r := range rows {
		words = append(words, r.words...)
	}
	return makeRows(words)
}

const far = 1e9

// strips returns the free spaces of a row within a region, those beside it too.
func (l *layout) strips(r row, all box) []strip {
	out := []strip{{all.x0, r.words[0].x0}}
	x1 := r.words[0].x1
	for _, w := range r.words[1:] {
		if w.x0-x1 >= minGutter*l.body*0.8 {
			out = append(out, strip{x1, w.x0})
		}
		x1 = max(x1, w.x1)
	}
	return append(out, strip{x1, all.x1})
}

// best returns the gutter that most rows have in common, or one without rows.
func (l *layout) best(rows []row) gutter {
	free := make([][]strip, len(rows))
	var all box
	for _, r := range rows {
		all.add(r.box)
	}
	for i, r := range rows {
		free[i] = l.strips(r, all)
	}
	var best gutter
	weight := 0
	for i := range rows {
		for _, s := range free[i] {
			g := l.follow(rows, free, i, s)
			if n := g.to - g.from; n > weight && l.divides(rows, &g) {
				best, weight = g, n
			}
		}
	}
	return best
}

// follow goes down from row i as long as rows leave part of strip s free.
func (l *layout) follow(rows []row, free [][]strip, i int, s strip) gutter {
	g := gutter{strip: s, from: i, to: i}
	for k := i; k < len(rows); k++ {
		var wide strip
		for _, t := range free[k] {
			if c := g.strip.and(t); c.width() > wide.width() {
				wide = c
			}
		}
		if wide.width() < minGutter*l.body {
			break
		}
		if k > i && rows[k-1].base-rows[k].base > 12*l.body { // far apart: nothing to do with each other
			break
		}
		g.strip, g.to = wide, k+1
	}
	return g
}

// divides reports whether a gutter has columns, or cells of a table, on both sides, and which.
func (l *layout) divides(rows []row, g *gutter) bool {
	a, b := cut(rows[g.from:g.to], (g.x0+g.x1)/2)
	if len(a) < minRows-1 || len(b) < minRows-1 || markers(a) || !distinct(rows[g.from:g.to], g.strip) {
		return false
	}
	both := len(a) + len(b) - (g.to - g.from)
	switch {
	case l.ruled(rows[g.from:g.to], g.strip) >= 3 && both >= 2:
		g.table = true
	case len(a) >= minRows && len(b) >= minRows && prose(a) && prose(b):
	case len(a) >= minRows && both >= minRows && both*2 >= g.to-g.from:
		g.table = true
	default:
		return false
	}
	g.trim(rows)
	return true
}

// trim leaves out the rows at the ends of a gutter that stand on one side of it and belong to what is above or below: those at
// either end of a table, and a heading below columns.
func (g *gutter) trim(rows []row) {
	mid := (g.x0 + g.x1) / 2
	for g.table && g.to-g.from > 1 && (rows[g.from].x1 < mid || rows[g.from].x0 > mid) && apart(rows, g.from+1) {
		g.from++
	}
	for (g.table || g.to < len(rows)) && g.to-g.from > 1 && (rows[g.to-1].x1 < mid || g.table && rows[g.to-1].x0 > mid) && apart(rows, g.to-1) {
		g.to--
	}
}

// distinct reports whether a gutter is wider than the blanks in the rows that it divides. Those of justified text may stand
// below each other by chance.
func distinct(rows []row, g strip) bool {
	wide, all := 0, 0
	mid := (g.x0 + g.x1) / 2
	var gaps []float64
	for _, r := range rows {
		gaps = gaps[:0]
		here := 0.0
		for i := 1; i < len(r.words); i++ {
			d := r.words[i].x0 - r.words[i-1].x1
			if r.words[i-1].x1 <= mid && r.words[i].x0 >= mid {
				here = d
			} else if d > 0 {
				gaps = append(gaps, d)
			}
		}
		if here == 0 {
			continue
		}
		all++
		slices.Sort(gaps)
		if len(gaps) < 2 || here > 1.7*gaps[len(gaps)/2] {
			wide++
		}
	}
	return wide*10 >= all*7
}

// apart reports whether more than the usual space stands above row i.
func apart(rows []row, i int) bool {
	return rows[i-1].base-rows[i].base > 1.7*max(rows[i].size, rows[i-1].size) || abs(rows[i-1].size-rows[i].size) > 1
}

// markers reports whether a column holds little but bullets and numbers of items.
func markers(rows []row) bool {
	n := 0
	for _, r := range rows {
		if t := plain(r.words); utf8.RuneCountInString(t) <= 5 {
			if _, k := marker(t + " "); k > 0 || number.MatchString(t) || r.words[0].raised {
				n++
			}
		}
	}
	return n*5 >= len(rows)*4
}

// prose reports whether rows fill their column as running text does.
func prose(rows []row) bool {
	var all box
	chars, width := 0, 0.0
	for _, r := range rows {
		all.add(r.box)
		width += r.width()
		for _, w := range r.words {
			chars += utf8.RuneCountInString(w.text) + 1
		}
	}
	n := float64(len(rows))
	return float64(chars) >= minColumn*n && width >= fullColumn*all.width()*n
}

// ruled counts the horizontal lines that cross a gutter between rows.
func (l *layout) ruled(rows []row, g strip) int {
	top, foot := rows[0].y1+2*l.body, rows[len(rows)-1].y0-2*l.body
	var ys []float64
	for _, r := range l.rules {
		if r.height() < 3 && r.y0 < top && r.y1 > foot && r.x0 < g.x1 && r.x1 > g.x0 && !slices.ContainsFunc(ys, func(y float64) bool { return abs(y-r.y0) < 3 }) {
			ys = append(ys, r.y0)
		}
	}
	return len(ys)
}
