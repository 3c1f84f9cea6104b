package docx

import (
	"bytes"
	"slices"

	"policygraph/extract/source"
)

// para is a paragraph that has been read but not written.
type para struct {
	role   role
	rank   int
	style  *style
	layout layout
	number numbered
	listed bool // has a number or bullet
	row    bool // a row of a table within a cell
	notes  bool // part of a note
	label  string
	pieces []piece
}

// piece is a stretch of a paragraph.
type piece struct {
	kind  pieceKind
	text  []byte // or the label of a note
	link  string
	bold  bool
	ital  bool
	page  int
	joint int8 // of a line break: what it came to
}

type pieceKind int8

const (
	words pieceKind = iota
	tab
	lineEnd
	mark // of a note
)

// add appends text, to the last piece if that looks the same.
func (p *para) add(s []byte, as piece) {
	if n := len(p.pieces); n > 0 {
		if l := &p.pieces[n-1]; l.kind == words && l.bold == as.bold && l.ital == as.ital && l.link == as.link && l.page == as.page {
			l.text = append(l.text, s...)
			return
		}
	}
	as.kind, as.text = words, bytes.Clone(s)
	p.pieces = append(p.pieces, as)
}

// push appends what is not text.
func (p *para) push(kind pieceKind, label string, page int) {
	p.pieces = append(p.pieces, piece{kind: kind, text: []byte(label), page: page})
}

// empty reports whether nothing would be printed.
func (p *para) empty() bool {
	return !slices.ContainsFunc(p.pieces, func(c piece) bool { return c.kind == words && !blank(c.text) || c.kind == mark })
}

func blank(s []byte) bool { return len(bytes.TrimSpace(s)) == 0 }

// size returns the number of bytes of the text.
func (p *para) size() int {
	n := 0
	for _, c := range p.pieces {
		if c.kind == words {
			n += len(c.text)
		}
	}
	return n
}

// plain returns the text with blanks folded.
func (p *para) plain() string {
	var b []byte
	for _, c := range p.pieces {
		switch c.kind {
		case words:
			b = append(b, c.text...)
		case tab, lineEnd:
			b = append(b, ' ')
		}
	}
	return string(bytes.Join(bytes.Fields(b), []byte{' '}))
}

// put writes a paragraph, or keeps it where paragraphs are gathered.
func (r *reader) put(p para) {
	if p.empty() && !(p.listed && r.sink != nil) {
		r.putBoxes()
		return
	}
	if r.sink != nil {
		*r.sink = append(*r.sink, p)
		return
	}
	r.write(p)
	r.putBoxes()
}

// putBoxes writes the text boxes that were tied to what has just been written.
func (r *reader) putBoxes() {
	if r.sink != nil || len(r.boxes) == 0 {
		return
	}
	boxes := r.boxes
	r.boxes, r.live = nil, nil
	for _, p := range boxes {
		if !p.empty() {
			r.write(p)
		}
	}
	r.live = nil
}

// flush writes a paragraph that was to go on in one that did not come.
func (r *reader) flush() {
	if r.carry != nil {
		p := *r.carry
		r.carry = nil
		r.put(p)
	}
	r.putBoxes()
}

// paragraph reads a paragraph.
func (r *reader) paragraph() {
	outer, base, depth := r.para, r.base, len(r.fields)
	p := &para{style: r.styles.normal, layout: layout{outline: -1}}
	r.para, r.base = p, r.styles.defaults.over(p.style.look)
	settled := false
	r.each(func(e element) {
		first := !settled
		settled = true
		switch {
		case first && e.Name.Local == "pPr":
			p.layout = r.cursor.layout()
			r.settle(p)
			return
		case first:
			r.settle(p)
		}
		r.inline(e)
	})
	if !settled {
		r.settle(p)
	}
	r.lower()
	r.custom = 0
	r.endCode(min(depth, len(r.fields)))
	r.para, r.base = outer, base
	if (p.layout.mark.gone || p.layout.dropCap) && r.err == nil {
		r.carry = p
	} else if p.role != contents {
		r.put(*p)
	}
	if p.layout.sectionBefore && outer == nil {
		r.turn(true)
	}
}

// settle fills what a paragraph's properties and style say of it, before its text is read.
func (r *reader) settle(p *para) {
	p.style = r.styles.paragraph(p.layout.style)
	p.role, p.rank = p.style.role, p.style.rank
	switch {
	case p.layout.outline > 0 && p.role == body:
		p.role, p.rank = heading, p.layout.outline
	case p.layout.outline == 0 && p.role == heading:
		p.role, p.rank = body, 0
	case p.layout.outline > 0 && p.role == heading:
		p.rank = p.layout.outline
	}
	if p.layout.left == "" {
		p.layout.left = p.style.layout.left
	}
	if p.layout.right == "" {
		p.layout.right = p.style.layout.right
	}
	r.base = p.style.look.over(r.styles.defaults)
	if p.role == heading || p.role == title || p.role == quote || p.role == caption {
		r.base.bold, r.base.italic = unset, unset // the kind of the block says it
	}
	if p.layout.breakBefore || p.layout.style != "" && p.style.layout.breakBefore {
		r.turn(true)
	}
	if p.role == heading || p.role == title {
		r.endContents()
	}
	if !p.layout.mark.gone && p.role != contents {
		p.number, p.listed = r.numbering.next(&p.layout, &p.style.layout, p.style.id)
	}
	if r.carry != nil {
		p.pieces = append(r.carry.pieces, p.pieces...)
		r.carry = nil
	}
}

// text writes text that looks as l says.
func (r *reader) text(s []byte, l look) {
	if r.muted() || len(s) == 0 {
		return
	}
	if l.raised == on {
		const most = 64
		if r.raised = append(r.raised, s...); len(r.raised) > most {
			r.lower()
		}
		return
	}
	r.lower()
	if !blank(s) {
		r.fresh = false
	}
	as := piece{link: r.target(), bold: l.bold == on, ital: l.italic == on, page: r.page}
	if n := len(r.para.pieces); n > 0 && blank(s) { // blanks look like what stands before them
		last := r.para.pieces[n-1]
		as.link, as.bold, as.ital = last.link, last.bold, last.ital
	}
	r.para.add(s, as)
}

// lower writes superscript text: marks of notes become marks, everything else is text.
func (r *reader) lower() {
	if len(r.raised) == 0 || r.para == nil {
		return
	}
	s, gap := bytes.TrimSpace(r.raised), blank(r.raised[len(r.raised)-1:])
	r.raised = nil
	if gap {
		defer r.para.add([]byte{' '}, piece{page: r.page})
	}
	labels, ok := noteLabels(s)
	if !ok || r.unit() {
		if n := len(r.para.pieces); len(bytes.Trim(s, ",;–- ")) == 0 && n > 0 && r.para.pieces[n-1].kind == mark {
			return // between marks
		}
		r.para.add(s, piece{page: r.page, bold: r.base.bold == on, ital: r.base.italic == on})
		return
	}
	for _, l := range labels {
		r.para.push(mark, l, r.page)
	}
}

// unit reports whether raised digits would be an exponent: they stand behind a digit or a unit of length.
func (r *reader) unit() bool {
	n := len(r.para.pieces)
	if n == 0 || r.para.pieces[n-1].kind != words {
		return n == 0
	}
	t := r.para.pieces[n-1].text
	i := len(t)
	for i > 0 && (t[i-1]|0x20 >= 'a' && t[i-1]|0x20 <= 'z') {
		i--
	}
	if i == len(t) {
		return i > 0 && t[i-1] >= '0' && t[i-1] <= '9' && (i < 4 || !digits(t[i-4:i])) // not behind a year
	}
	return slices.Contains([]string{"m", "km", "cm", "mm", "ft", "mi", "nm", "R", "CO", "sq", "s"}, string(t[i:]))
}

func digits(s []byte) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// noteLabels splits the marks of notes: digits or signs, or several with commas.
func noteLabels(s []byte) ([]string, bool) {
	s = bytes.Trim(s, "[]() ")
	const most = 3
	var out []string
	for _, f := range bytes.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == 0xa0 }) {
		signs := bytes.Trim(f, "*†‡§¶#")
		if len(f) == 0 || len(f) > 3*most || !(digits(f) && len(f) <= most || len(signs) == 0) {
			return nil, false
		}
		out = append(out, string(f))
	}
	return out, len(out) > 0
}

// kinds are the kinds of block of the roles.
var kinds = map[role]source.Kind{heading: source.Heading, title: source.Heading, caption: source.Caption, quote: source.Quote}
