package htmldoc

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"

	"policygraph/extract/source"
)

// table writes the rows of a table; one that only divides the page is written as what is in its cells.
func (r *reader) table(i int32) {
	if r.row || r.frame.kind == source.Note {
		r.Break()
		r.children(i)
		return
	}
	r.finish()
	if r.layout(i) {
		r.within(i, "")
		return
	}
	outer := r.frame
	r.frame = &frame{kind: source.Row}
	var spans []int // rows that the cell of each column still reaches down
	for c := i + 1; c < r.nodes[i].end; c++ {
		n := &r.nodes[c]
		switch {
		case r.region.drop[c]:
			c = n.end - 1
		case n.kind != isElement:
		case n.tag == atom.Caption:
			r.frame = outer
			r.within(c, source.Caption)
			r.frame = &frame{kind: source.Row}
			c = n.end - 1
		case r.notes.labels[c] != "":
			r.frame = outer
			r.element(c)
			r.frame = &frame{kind: source.Row}
			c = n.end - 1
		case n.tag == atom.Tr:
			spans = r.tableRow(c, spans)
			c = n.end - 1
		}
	}
	r.finish()
	r.frame = outer
}

// maxSpan is how many columns or rows a cell may take.
const maxSpan = 60

// tableRow writes a row; places that a cell of a row above takes stay empty.
func (r *reader) tableRow(i int32, spans []int) []int {
	r.finish()
	r.At(r.place.Line(int(r.nodes[i].from)), r.page)
	r.Begin(source.Block{Kind: source.Row})
	r.row = true
	col, gap := 0, 0 // columns so far, and cell ends not yet written
	for c, end := i+1, r.nodes[i].end; c < end; c = r.nodes[c].end {
		n := &r.nodes[c]
		if n.tag != atom.Td && n.tag != atom.Th || r.region.drop[c] {
			continue
		}
		for col < len(spans) && spans[col] > 0 && col < maxSpan {
			spans[col]--
			col, gap = col+1, gap+1
		}
		if r.region.text[c] > 0 {
			for ; gap > 0; gap-- {
				r.Cell()
			}
		}
		r.children(c)
		wide, high := r.span(c, "colspan"), r.span(c, "rowspan")
		for range wide {
			if col < maxSpan {
				for len(spans) <= col {
					spans = append(spans, 0)
				}
				spans[col] = high - 1
			}
			col, gap = col+1, gap+1
		}
	}
	for ; col < len(spans); col++ {
		spans[col] = max(0, spans[col]-1)
	}
	r.row = false
	r.finish()
	return spans
}

func (r *reader) span(i int32, key string) int {
	n, err := strconv.Atoi(strings.TrimSpace(r.attr(i, key)))
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxSpan)
}

// layout reports whether a table only divides the page: it says so, holds another table or headings or long texts of several
// blocks, or has never more than one cell in a row.
func (r *reader) layout(i int32) bool {
	if role := r.attr(i, "role"); role == "presentation" || role == "none" {
		return true
	}
	const long = 1500
	widest, cells, marked := 0, 0, false
	for c := i + 1; c < r.nodes[i].end; c++ {
		n := &r.nodes[c]
		if n.kind != isElement || r.region.drop[c] {
			continue
		}
		if _, note := r.notes.labels[c]; note && n.tag != atom.Tr {
			return true
		}
		switch n.tag {
		case atom.Table:
			return true
		case atom.H1, atom.H2, atom.H3:
			if !marked {
				return true
			}
		case atom.Tr:
			cells = 0
		case atom.Th, atom.Caption, atom.Thead:
			marked = true
			cells++
			widest = max(widest, cells)
		case atom.Td:
			if r.region.text[c] > 0 {
				cells++
			}
			widest = max(widest, cells)
			if !marked && r.region.text[c] > long {
				return true
			}
		}
	}
	return widest < 2
}
