package pdf

import (
	"cmp"
	"slices"
)

// table appends the rows of a table as lines with cells. Rows between two horizontal lines are one row of the table; without
// lines, a row that begins in a later column, or follows closely on one whose cells wrap, goes on with the row before.
func (l *layout) table(rows []row) {
	l.regions++
	edges := l.columnEdges(rows)
	ys := l.rulesAcross(rows)
	start := len(l.lines)
	for i, r := range rows {
		cells := split(r.words, edges)
		if len(l.lines) > start && l.sameRow(rows, i, cells, ys) {
			last := &l.lines[len(l.lines)-1]
			last.extra = append(last.extra, cells)
			last.add(r.box)
			continue
		}
		l.lines = append(l.lines, line{row: r, left: r.x0, right: r.x1, region: l.regions, cells: cells})
	}
}

// columnEdges returns the x at which columns begin: the right ends of the strips that all rows leave free.
func (l *layout) columnEdges(rows []row) []float64 {
	var spans []strip
	for _, r := range rows {
		at := -1
		for _, w := range r.words { // words of a cell hang together
			if at >= 0 && w.x0-spans[at].x1 < minGutter*l.body {
				spans[at].x1 = max(spans[at].x1, w.x1)
				continue
			}
			at = len(spans)
			spans = append(spans, strip{w.x0, w.x1})
		}
	}
	slices.SortFunc(spans, func(a, b strip) int { return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.x1, b.x1)) })
	var edges []float64
	end := -far
	for _, s := range spans {
		if s.x0-end > 0.4*l.body {
			edges = append(edges, s.x0)
		}
		end = max(end, s.x1)
	}
	return edges
}

// split divides the words of a row into cells.
func split(words []word, edges []float64) [][]word {
	cells := make([][]word, len(edges))
	for _, w := range words {
		k := 0
		for k+1 < len(edges) && edges[k+1] <= w.x0+0.01 {
			k++
		}
		cells[k] = append(cells[k], w)
	}
	return cells
}

// rulesAcross returns the y of the horizontal lines that cross most of a table.
func (l *layout) rulesAcross(rows []row) []float64 {
	var all box
	for _, r := range rows {
		all.add(r.box)
	}
	width := map[int]float64{}
	for _, r := range l.rules {
		if r.height() < 3 && r.y1 > all.y0-l.body && r.y0 < all.y1+l.body {
			width[int(r.y0+0.5)] += r.width()
		}
	}
	var ys []float64
	for y, w := range width {
		if w >= 0.7*all.width() {
			ys = append(ys, float64(y))
		}
	}
	slices.Sort(ys)
	return ys
}

// sameRow reports whether row i of a table goes on with the one before.
func (l *layout) sameRow(rows []row, i int, cells [][]word, ys []float64) bool {
	above, r := rows[i-1], rows[i]
	if len(ys) >= 3 {
		for _, y := range ys {
			if y < above.base+1 && y > r.base {
				return false
			}
		}
		return true
	}
	return len(cells[0]) == 0 && above.base-r.base < 1.6*r.size
}

// cellText returns the words of column k of a table's row, line by line.
func (l *line) cellLines(k int) [][]word {
	var out [][]word
	for _, cells := range append([][][]word{l.cells}, l.extra...) {
		if k < len(cells) && len(cells[k]) > 0 {
			out = append(out, cells[k])
		}
	}
	return out
}
