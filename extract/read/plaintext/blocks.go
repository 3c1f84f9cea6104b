package plaintext

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/source"
)

// reader groups lines into blocks.
type reader struct {
	*source.Builder
	data  []byte
	lines []line
	width int  // of the column
	dates bool // the text has a timeline

	prev   int // index of the line written last, -1 at the start
	block  source.Block
	first  int         // index of the first line of the open block
	lists  int         // lists so far
	inList bool        // the last block belongs to a list
	levels []itemLevel // of the open list
	note   int         // number of the last footnote
	text   int16       // indent of the text of the last item
}

// itemLevel is a level of a list: how its items are indented and marked.
type itemLevel struct {
	indent   int16
	numbered bool
}

// blocks writes all lines.
func (r *reader) blocks() {
	r.prev = -1
	tables := r.findTables()
	for i := 0; i < len(r.lines); i++ {
		if r.lines[i].head {
			if i+1 < len(r.lines) {
				r.lines[i+1].blank = true
			}
			continue
		}
		if t, ok := tables[i]; ok {
			r.table(t)
			i = t.end - 1
			continue
		}
		i += r.line(i)
	}
	r.End()
}

// line writes line i and returns how many lines after it belong to it.
func (r *reader) line(i int) int {
	l := r.lines[i]
	text := l.text(r.data)
	if l.blank {
		r.End()
	}
	if r.footnote(i, text) {
		return 0
	}
	if n := r.heading(i, text); n > 0 {
		return n - 1
	}
	if underline(text) > 0 || bytes.IndexByte(text, ' ') < 0 && underline(bytes.Trim(text, "_")) > 0 {
		r.End()
		return 0
	}
	switch m, n := marker(text); {
	case r.entry(i, text):
	case r.row(i, text):
		r.begin(i, source.Block{Kind: source.Row})
		r.write(i, text)
	case n > 0 && r.isItem(i, m):
		r.item(i, m, text[n:])
	case r.continues(i, text):
		r.Break()
		r.write(i, text)
	default:
		b := source.Block{Kind: source.Paragraph}
		if r.inList && l.indent >= r.text && l.indent > 0 {
			b.List, b.Level = r.lists, len(r.levels)
		} else {
			r.inList = false
		}
		r.begin(i, b)
		r.write(i, text)
	}
	return 0
}

func (r *reader) begin(i int, b source.Block) {
	r.Begin(b)
	r.block, r.first = b, i
	if b.List == 0 {
		r.inList = false
	}
}

func (r *reader) write(i int, text []byte) {
	r.At(int(r.lines[i].number), int(r.lines[i].page))
	r.Write(text)
	r.prev = i
}

// continues reports whether line i goes on with the open block.
func (r *reader) continues(i int, text []byte) bool {
	if r.Kind() == "" || r.prev < 0 {
		return false
	}
	before := r.lines[r.prev]
	last := before.text(r.data)
	if r.width >= unwrapped {
		return !ends(last) && startsLower(text)
	}
	if r.dates && dated(text) || glossed(text) && glossed(r.lines[r.first].text(r.data)) {
		return false
	}
	if ends(last) && startsUpper(text) {
		if len(last)*4 < r.width*3 {
			return false
		}
		if in := r.lines[i].indent - before.indent; in >= 2 && r.block.Kind == source.Paragraph {
			return false
		}
	}
	return true
}

// glossed reports whether a line begins with an acronym and a colon, as the entries of a glossary do.
func glossed(text []byte) bool {
	const longest = 14
	n := bytes.IndexByte(text[:min(len(text), longest)], ':')
	if n < 2 || n+1 >= len(text) || text[n+1] != ' ' || bytes.IndexByte(text[:n], ' ') >= 0 {
		return false
	}
	upper := 0
	for _, c := range string(text[:n]) {
		if unicode.IsUpper(c) {
			upper++
		}
	}
	return upper >= 2
}

// row reports whether line i is a row of cells separated by tabs.
func (r *reader) row(i int, text []byte) bool {
	if bytes.IndexByte(text, '\t') < 0 {
		return false
	}
	if dated(text) {
		return true
	}
	tabs := func(j int) bool {
		return j >= 0 && j < len(r.lines) && bytes.IndexByte(r.lines[j].text(r.data), '\t') >= 0
	}
	if _, n := marker(text); n > 0 && bytes.IndexByte(text[n:], '\t') < 0 {
		return false
	}
	return tabs(i-1) || tabs(i+1)
}

// entry writes line i if it is an entry of a timeline whose date is set off by blanks.
func (r *reader) entry(i int, text []byte) bool {
	gap := bytes.Index(text, []byte("   "))
	if !r.dates || gap < 0 || gap > 24 || !dated(text) || bytes.IndexByte(text, '\t') >= 0 {
		return false
	}
	r.begin(i, source.Block{Kind: source.Row})
	r.write(i, text[:gap])
	r.Cell()
	r.write(i, text[gap:])
	return true
}

// isItem reports whether the marker at the start of line i marks an item, rather than being a number in running text.
func (r *reader) isItem(i int, m string) bool {
	if r.Kind() == "" || m[0] < '0' || m[0] > '9' {
		return true
	}
	if r.block.Kind == source.Item && len(r.block.Marker) > 0 && r.block.Marker[len(r.block.Marker)-1] == m[len(m)-1] {
		return true
	}
	last := r.lines[r.prev].text(r.data)
	return ends(last) || len(last)*4 < r.width*3
}

// item begins an item; its indent decides about the level.
func (r *reader) item(i int, m string, text []byte) {
	l := r.lines[i]
	if !r.inList {
		r.lists++
		r.levels = r.levels[:0]
	}
	v := itemLevel{l.indent, m[0] < utf8.RuneSelf && m != "-" && m != "*"}
	n := len(r.levels)
	for n > 0 && r.levels[n-1].indent > v.indent+1 {
		n--
	}
	for k := n; k > 0 && r.levels[k-1].indent+1 >= v.indent; k-- {
		if r.levels[k-1].numbered == v.numbered {
			n = k - 1
			break
		}
	}
	r.levels = append(r.levels[:n], v)
	r.begin(i, source.Block{Kind: source.Item, List: r.lists, Level: n + 1, Marker: m})
	r.inList, r.text = true, l.indent+1
	r.write(i, text)
}

// footnote begins a note if line i does: at the foot of a page, with the number after that of the last note.
func (r *reader) footnote(i int, text []byte) bool {
	l := r.lines[i]
	if text[0] < '1' || text[0] > '9' || l.page == 0 || !l.blank && r.block.Kind != source.Note {
		return false
	}
	n := 0
	for n < len(text) && n < 4 && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	number, _ := strconv.Atoi(string(text[:n]))
	if n > 3 || n+1 >= len(text) || text[n] != ' ' || number != r.note+1 && number != 1 || !r.foot(i) {
		return false
	}
	r.note = number
	r.begin(i, source.Block{Kind: source.Note, Marker: string(text[:n])})
	r.write(i, text[n+1:])
	return true
}

// foot reports whether all that follows line i on its page is in blocks that begin with a number, or furniture.
func (r *reader) foot(i int) bool {
	const most = 40 // lines
	for j := i + 1; j < len(r.lines) && r.lines[j].page == r.lines[i].page; j++ {
		l := r.lines[j]
		if j-i > most {
			return false
		}
		if c := r.data[l.start]; l.blank && !l.head && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
