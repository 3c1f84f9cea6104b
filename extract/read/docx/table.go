package docx

import (
	"strings"
	"unicode"
)

// gathered are paragraphs that wait to be written.
type gathered = []para

// table reads a table. Its rows become rows; a table of one column is a frame around text, and becomes that text.
func (r *reader) table() {
	columns := 0
	var visit func(element)
	visit = func(e element) {
		switch e.Name.Local {
		case "tblGrid":
			r.each(func(e element) {
				if e.Name.Local == "gridCol" {
					columns++
				}
				r.skip()
			})
		case "tr":
			r.row(columns)
		case "sdt":
			r.control(visit)
		case "AlternateContent":
			r.alternate(visit)
		case "ins", "moveTo", "customXml", "smartTag":
			r.each(visit)
		default:
			r.skip()
		}
	}
	if r.sink == nil {
		r.flush()
		r.live = nil
	}
	r.each(visit)
	if r.sink == nil {
		r.live = nil
	}
}

// row reads a row. All its cells begin on one page, and it ends on the last that one of them reaches.
func (r *reader) row(columns int) {
	var cells []gathered
	dropped := false
	start, last := r.page, r.page
	fresh := r.fresh
	var visit func(element)
	visit = func(e element) {
		switch e.Name.Local {
		case "trPr":
			r.each(func(e element) {
				dropped = dropped || e.Name.Local == "del" || e.Name.Local == "hidden" && isOn(e)
				r.skip()
			})
		case "tc":
			r.page, r.fresh = start, fresh
			if cell, ok := r.cell(); ok {
				cells = append(cells, cell)
			}
			last = max(last, r.page)
		case "sdt":
			r.control(visit)
		case "AlternateContent":
			r.alternate(visit)
		case "ins", "moveTo", "customXml", "smartTag":
			r.each(visit)
		default:
			r.skip()
		}
	}
	r.each(visit)
	r.page = last
	if !dropped {
		r.putRow(cells, columns)
	}
}

// cell reads a cell; false if it has been deleted.
func (r *reader) cell() (gathered, bool) {
	para, base, carry, sink := r.para, r.base, r.carry, r.sink
	var own gathered
	kept := true
	r.carry, r.sink = nil, &own
	r.each(func(e element) {
		if e.Name.Local == "tcPr" {
			r.each(func(e element) {
				kept = kept && e.Name.Local != "cellDel"
				r.skip()
			})
			return
		}
		r.block(e)
	})
	r.flush()
	r.para, r.base, r.carry, r.sink = para, base, carry, sink
	return own, kept
}

// putRow writes the cells of a row.
func (r *reader) putRow(cells []gathered, columns int) {
	if len(cells) == 1 && (columns <= 1 || len(cells[0]) > 1) {
		for _, p := range cells[0] {
			if p.row && r.sink == nil {
				r.live = nil
			}
			r.put(p)
		}
		return
	}
	row := para{style: r.styles.normal, row: true}
	for i, cell := range cells {
		if i > 0 {
			row.push(tab, "", r.page)
		}
		for k, p := range cell {
			if k > 0 {
				row.push(lineEnd, "", r.page)
			}
			row.pieces = append(row.pieces, inCell(p)...)
		}
	}
	r.put(row)
}

// inCell returns the pieces of a paragraph as they stand in a cell: its number printed, tabs as blanks.
func inCell(p para) []piece {
	var out []piece
	if p.listed && !p.number.bullet {
		out = append(out, piece{kind: words, text: []byte(p.number.marker + " "), page: firstPage(p)})
	}
	for _, c := range p.pieces {
		if c.kind == tab {
			c.kind = lineEnd
		}
		out = append(out, c)
	}
	return out
}

func firstPage(p para) int {
	if len(p.pieces) > 0 {
		return p.pieces[0].page
	}
	return 0
}

// named reports whether a printed number has a word of its own: "Article 3".
func named(marker string) bool {
	const shortest = 3
	for word := range strings.FieldsFuncSeq(strings.ToLower(marker), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) >= shortest && strings.Trim(word, "ivxlcdm") != "" {
			return true
		}
	}
	return false
}
