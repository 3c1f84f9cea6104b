package pdf

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/source"
)

// para is a block on its way to the document.
type para struct {
	lines  []line
	kind   source.Kind
	level  int
	list   int
	marker string
	skip   int     // characters of the first word that the marker takes
	gap    float64 // above it, in its font size; large at the top of a column
	look   look
}

func (p *para) first() *line { return &p.lines[0] }
func (p *para) last() *line  { return &p.lines[len(p.lines)-1] }

// maker gathers lines into paras.
type maker struct {
	lines []line
	body  float64
	pitch map[float64]float64 // distance of lines by font size
	paras []*para
	notes map[int][]*para // footnotes by the number of paras before them
	note  *para           // the last one
	cur   *para
}

// makeParas gathers the lines of all pages.
func makeParas(lines []line, body float64) *maker {
	m := &maker{lines: lines, body: body, pitch: pitches(lines), notes: map[int][]*para{}}
	for i := range lines {
		l := &lines[i]
		switch {
		case l.inNote:
			m.footnote(l)
		case l.cells != nil:
			m.paras = append(m.paras, &para{lines: []line{*l}, kind: source.Row})
			m.cur = nil
		case m.cur != nil && m.continues(i):
			m.cur.lines = append(m.cur.lines, *l)
		default:
			m.begin(i)
		}
	}
	return m
}

func (m *maker) footnote(l *line) {
	if l.note == "" && m.note != nil {
		m.note.lines = append(m.note.lines, *l)
		return
	}
	m.note = &para{lines: []line{*l}, kind: source.Note, marker: l.note}
	if len(l.words) > 0 {
		m.note.skip = len([]rune(l.words[0].text))
	}
	m.notes[len(m.paras)] = append(m.notes[len(m.paras)], m.note)
}

func (m *maker) begin(i int) {
	l := &m.lines[i]
	p := &para{lines: []line{*l}, kind: source.Paragraph, gap: 9}
	if i > 0 && m.sameColumn(i) {
		p.gap = (m.lines[i-1].base - l.base) / max(l.size, 1)
	}
	if l.caption {
		p.kind = source.Caption
	} else if mark, n := itemMark(l.words); n > 0 {
		p.kind, p.marker, p.skip = source.Item, mark, len([]rune(mark))
	}
	m.paras = append(m.paras, p)
	m.cur = p
}

func (m *maker) sameColumn(i int) bool {
	a, b := &m.lines[i-1], &m.lines[i]
	return a.page == b.page && a.region == b.region && a.base > b.base
}

// pitches returns the usual distance of lines of each font size.
func pitches(lines []line) map[float64]float64 {
	count := map[float64]map[float64]int{}
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		if a.page != b.page || a.region != b.region || a.size != b.size || a.cells != nil || b.cells != nil {
			continue
		}
		d := round(a.base - b.base)
		if d < 0.8*a.size || d > 2.5*a.size {
			continue
		}
		if count[a.size] == nil {
			count[a.size] = map[float64]int{}
		}
		// wrapped lines count for more than short ones
		count[a.size][d] += int(a.width()) + 1
	}
	out := map[float64]float64{}
	for size, c := range count {
		out[size] = most(c)
	}
	return out
}

const (
	wider       = 1.25 // a gap that ends a paragraph, in usual distances of lines
	raisedPitch = 1.15 // what superscripts add to the distance of lines
	noPitch     = 1.45 // usual distance of lines, in font sizes, where none is known
	indented    = 0.7  // an indent that tells something, in font sizes
	around      = 4    // lines on either side that tell where lines end
)

// continues reports whether line i goes on with the open para.
func (m *maker) continues(i int) bool {
	l, prev := &m.lines[i], m.cur.last()
	if abs(l.size-prev.size) > 0.07*prev.size || l.caption != prev.caption || prev.note != l.note {
		return false
	}
	mark, n := itemMark(l.words)
	if prev.page != l.page || prev.region != l.region || l.base >= prev.base {
		return n == 0 && m.torn(i)
	}
	pitch := m.pitch[prev.size]
	if pitch == 0 || pitch > 2*prev.size {
		pitch = noPitch * prev.size
	}
	if slices.ContainsFunc(l.words, func(w word) bool { return w.raised }) {
		pitch *= raisedPitch
	}
	if prev.base-l.base > wider*pitch {
		return false
	}
	a, b := lookOf(m.cur.lines), lookOf([]line{*l})
	if a.bold != b.bold || a.big(m.body) != b.big(m.body) || a.bold && a.caps != b.caps {
		return !a.big(m.body) && m.fills(i) && (m.sameStyle(prev, l) || len(m.cur.lines) > 1 && !a.bold && !b.bold)
	}
	if n > 0 && m.startsItem(l, mark) {
		return false
	}
	if a.bold || a.big(m.body) {
		return true
	}
	return m.fills(i) && m.aligned(l)
}

// sameStyle reports whether the style goes on from the end of one line into the next.
func (m *maker) sameStyle(prev, l *line) bool {
	a, b := prev.words[len(prev.words)-1], l.words[0]
	return a.bold == b.bold
}

// startsItem reports whether a marker at the start of a line marks an item rather than stands there by chance.
func (m *maker) startsItem(l *line, mark string) bool {
	first, prev := m.cur.first(), m.cur.last()
	text := plain(prev.words)
	switch {
	case m.cur.kind == source.Item && abs(first.x0-l.x0) < indented*l.size && abs(first.x0-prev.x0) > indented*l.size:
		return true // hangs as the item before does
	case ends(text) || mark[0] >= 0x80 && mark != "–" && mark != "—":
		return true
	case len(l.words) > 1 && l.words[1].x0-l.words[0].x1 > 0.8*l.size:
		return true
	}
	return len(m.cur.lines) == 1 && first.x1 < first.right-6*l.size
}

// fills reports whether the line before line i is full: the first word of line i would not have fitted into it.
func (m *maker) fills(i int) bool {
	prev, l := m.cur.last(), &m.lines[i]
	right := m.rightEdge(i)
	w := l.words[0].box
	for k := 1; k < len(l.words) && !spaced(l.words, k); k++ {
		w.add(l.words[k].box)
	}
	return prev.x1+0.3*l.size+w.width() > min(right, max(l.right, prev.x1))-0.5*l.size
}

// aligned reports whether a line stands below the one before as lines of one paragraph do.
func (m *maker) aligned(l *line) bool {
	prev := m.cur.last()
	d := (l.x0 - prev.x0) / l.size
	if len(m.cur.lines) > 1 {
		return d < indented && d > -indented || ends(plain(prev.words)) == false && d > -3*indented && d < 0
	}
	switch {
	case m.cur.kind == source.Item:
		return d > -indented*6
	case d > indented: // a hanging paragraph, unless the line before ends one
		return !ends(plain(prev.words))
	}
	return true
}

// torn reports whether line i, the first of a column or page, goes on with the paragraph that ends the one before.
func (m *maker) torn(i int) bool {
	l, prev := &m.lines[i], m.cur.last()
	if m.cur.kind == source.Caption || prev.size != l.size && abs(prev.size-l.size) > 0.3 {
		return false
	}
	a, b := lookOf(m.cur.lines), lookOf([]line{*l})
	if a.heading(m.body) || b.heading(m.body) && !startsLower(b.text) {
		return false
	}
	text := plain(prev.words)
	if startsLower(plain(l.words)) {
		return !ends(text) || text[len(text)-1] == ';'
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	return (unicode.IsLetter(last) || last == ',' || last == '-') && prev.x1 > m.rightEdge(i-1)-prev.size && prev.width() > 12*prev.size
}

// rightEdge returns where lines of a column end, by line i and the lines around it.
func (m *maker) rightEdge(i int) float64 {
	l := &m.lines[i]
	right := -far
	for k := max(0, i-around); k < min(len(m.lines), i+around); k++ {
		if o := &m.lines[k]; o.page == l.page && o.region == l.region && o.cells == nil && abs(o.size-l.size) < 0.5 {
			right = max(right, o.x1)
		}
	}
	return right
}
