package plaintext

import (
	"bytes"
	"strings"

	"policygraph/extract/source"
)

// Tables are told by the ruler below their head, whose dashes say where columns begin:
//
//	  Agency           2022   Tribal agreements
//	  ---------------- ------ -------------------
//	  Forest Service   414    38
//
// Where a line of dashes stands above the head, rows may have several lines; blank lines divide them, and another line of
// dashes ends the table.

// table is a table of the text, by its lines.
type table struct {
	head, body, end int // first lines of head and body; line behind the table
	tall            bool
	columns         []int // where they begin, in characters
}

// findTables returns the tables by their first lines.
func (r *reader) findTables() map[int]table {
	out := map[int]table{}
	for i := 1; i < len(r.lines); i++ {
		columns := r.ruler(i)
		if len(columns) < 2 || r.lines[i].blank || i+1 >= len(r.lines) || r.lines[i+1].page != r.lines[i].page {
			continue
		}
		t := table{head: i, body: i + 1, end: i + 1, columns: columns}
		for t.head > 0 && !r.lines[t.head].blank && !r.dashes(t.head-1) {
			t.head--
		}
		t.tall = t.head > 0 && !r.lines[t.head].blank && r.dashes(t.head-1)
		const longest = 400 // lines of a table
		for t.end < len(r.lines) && t.end-t.head < longest && !r.dashes(t.end) && (t.tall || !r.lines[t.end].blank) {
			t.end++
		}
		if t.tall && (t.end == len(r.lines) || !r.dashes(t.end)) || t.end == t.body || t.head == i {
			continue
		}
		start := t.head
		if t.tall {
			start, t.end = start-1, t.end+1
		}
		out[start] = t
		i = t.end - 1
	}
	return out
}

// dashes reports whether a line is one long rule.
func (r *reader) dashes(i int) bool {
	const long = 10
	text := r.lines[i].text(r.data)
	return len(text) >= long && len(bytes.Trim(text, "-")) == 0
}

// ruler returns where the columns of a ruler begin, nil if line i is none.
func (r *reader) ruler(i int) []int {
	text := r.lines[i].text(r.data)
	if len(bytes.Trim(text, "-= ")) > 0 {
		return nil
	}
	var out []int
	for k, c := range text {
		if c != ' ' && (k == 0 || text[k-1] == ' ') {
			out = append(out, k+int(r.lines[i].indent))
		}
	}
	return out
}

// table writes a table.
func (r *reader) table(t table) {
	last := t.end
	if t.tall {
		last--
	}
	r.tableRow(t, t.head, t.body-1)
	for i := t.body; i < last; {
		n := i + 1
		for t.tall && n < last && !r.lines[n].blank {
			n++
		}
		r.tableRow(t, i, n)
		i = n
	}
	r.End()
	r.prev = t.end - 1
}

// tableRow writes the lines of a row, cell by cell.
func (r *reader) tableRow(t table, from, to int) {
	r.begin(from, source.Block{Kind: source.Row})
	for k := range t.columns {
		if k > 0 {
			r.Cell()
		}
		for i := from; i < to; i++ {
			r.write(i, []byte(r.cell(t, i, k)))
			r.Break()
		}
	}
}

// cell returns what line i has in column k.
func (r *reader) cell(t table, i, k int) string {
	runes := []rune(strings.Repeat(" ", int(r.lines[i].indent)) + string(r.lines[i].text(r.data)))
	start, end := min(t.columns[k], len(runes)), len(runes)
	if k == 0 {
		start = 0
	}
	if k+1 < len(t.columns) {
		end = min(t.columns[k+1], len(runes))
	}
	return strings.TrimSpace(string(runes[start:max(start, end)]))
}
