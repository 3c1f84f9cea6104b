package docx

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/source"
)

// write writes a paragraph to the builder.
func (r *reader) write(p para) {
	switch {
	case p.notes:
		r.emit(source.Block{Kind: source.Note, Marker: p.label}, p.pieces)
		return
	case p.row:
		r.live = nil
		r.emit(source.Block{Kind: source.Row}, p.pieces)
		return
	}
	r.demote(&p)
	switch p.role {
	case heading, title:
		r.heading(p)
	case caption:
		r.emit(source.Block{Kind: source.Caption}, p.pieces)
	default:
		if p.role == author && !r.headed {
			r.authors = append(r.authors, authorNames(p.plain())...)
		}
		for i, part := range r.divide(p) {
			r.bodyText(part, i > 0)
		}
	}
}

// demote makes body text of a heading that is longer than any title.
func (r *reader) demote(p *para) {
	const longest = 300
	if (p.role == heading || p.role == title) && p.size() > longest {
		p.role = body
	}
}

// heading writes a heading, and a title as one above all others.
func (r *reader) heading(p para) {
	r.live = nil
	b := source.Block{Kind: source.Heading, Level: min(p.rank+r.shift, levels)}
	if p.role == title {
		b.Level = 1
		if !r.headed {
			r.titled, r.shift = append(r.titled, p.plain()), 1
		}
	} else {
		r.headed = true
	}
	if p.listed && !p.number.bullet {
		b.Marker = p.number.marker
		if named(b.Marker) {
			b.Marker = ""
			p.pieces = append([]piece{{kind: words, text: []byte(p.number.marker + " "), page: firstPage(p)}}, p.pieces...)
		}
	}
	r.emit(b, p.pieces)
}

// bodyText writes a paragraph of the body, or an item. More marks what stands behind a line end within the same paragraph.
func (r *reader) bodyText(p para, more bool) {
	b := source.Block{Kind: source.Paragraph}
	if !p.listed && p.role != quote {
		p.typedMarker()
	}
	switch {
	case p.listed && named(p.number.marker):
		r.live = nil
		p.pieces = append([]piece{{kind: words, text: []byte(p.number.marker + " "), page: firstPage(p)}}, p.pieces...)
	case p.listed:
		r.item(&p, &b)
	case p.role == quote || p.setOff():
		b.Kind = source.Quote
	case p.role == bullets || p.role == numbers:
		p.byStyle(r)
		r.item(&p, &b)
	case len(r.live) > 0 && (more || r.indented(&p) || p.role == goesOn):
		b.List, b.Level = r.live[len(r.live)-1].list, len(r.live)
	case p.dated():
		r.live = nil
		b.Kind = source.Row
	default:
		r.live = nil
	}
	r.emit(b, p.pieces)
}

// setOff reports whether a paragraph without a style is printed as a quotation: narrower on both sides, or indented and in
// quotation marks or italics.
func (p *para) setOff() bool {
	byStyle := p.layout.left == p.style.layout.left
	if p.role != body || twips(p.layout.left) < 200 || byStyle && p.style.layout.right == "" {
		return false
	}
	if twips(p.layout.right) >= 200 {
		return true
	}
	italic := true
	for _, c := range p.pieces {
		italic = italic && (c.kind != words || c.ital || blank(c.text))
	}
	first, _ := utf8.DecodeRuneInString(p.plain())
	return italic || strings.ContainsRune("“\"‘«„", first)
}

// twips returns a length in the twentieths of a point that Word measures in.
func twips(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

var (
	typedBullet = regexp.MustCompile(`^\s*(?:([•●○◦▪■□‣⁃➢➤✓◆❖])\s*|([-–—*·o])\s*\t\s*)`)
	typedNumber = regexp.MustCompile(`^\s*(\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s*\t\s*`)
	datedRow    = regexp.MustCompile(`(?i)^[^\t]{0,24}\d[^\t]{0,24}\t+[^\t]{3,}$`)
	datePart    = regexp.MustCompile(`(?i)\d+(?:st|nd|rd|th)?|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|\b(?:early|mid|late|of|to|and)\b|[^\pL\pN]`)
)

// line returns the text up to some length, tabs as they are.
func (p *para) line() string {
	const most = 64
	var b []byte
	for _, c := range p.pieces {
		switch c.kind {
		case words:
			b = append(b, bytes.ReplaceAll(c.text[:min(len(c.text), most)], []byte{'\t'}, []byte{' '})...)
		case tab:
			b = append(b, '\t')
		}
		if len(b) >= most {
			break
		}
	}
	return string(b)
}

// typedMarker makes an item of a paragraph that begins with a bullet or number that was typed, and takes that off.
func (p *para) typedMarker() {
	line := p.line()
	m := typedBullet.FindStringSubmatch(line)
	if m == nil {
		if m = typedNumber.FindStringSubmatch(line); m == nil || p.role != body && p.role != goesOn {
			return
		}
		m = append(m, "")
	}
	marker := m[1] + m[2]
	if p.plain() == marker {
		return
	}
	p.listed, p.number = true, numbered{num: "typed " + shape(marker), marker: marker, bullet: utf8.RuneCountInString(marker) == 1, left: p.layout.left}
	cut := len(m[0])
	for i := range p.pieces {
		c := &p.pieces[i]
		switch {
		case cut == 0:
			return
		case c.kind == tab:
			c.kind, c.text = words, nil
			cut--
		case c.kind == words:
			n := min(cut, len(c.text))
			c.text = c.text[n:]
			cut -= n
		}
	}
}

// shape returns what markers of one list have in common.
func shape(marker string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '0'
		case unicode.IsLetter(r):
			return 'a'
		}
		return r
	}, marker)
}

// byStyle makes an item of a paragraph whose style has the name of a list but no numbering.
func (p *para) byStyle(r *reader) {
	p.listed, p.number = true, numbered{num: "style " + string(p.role), level: p.rank - 1, marker: "•", bullet: true, left: p.layout.left}
	if p.role == numbers {
		n := 1
		for _, l := range r.live {
			if l.num == p.number.num && l.level == p.number.level {
				n = l.count + 1
			}
		}
		p.number.marker, p.number.bullet = strconv.Itoa(n)+".", false
	}
}

// dated reports whether a paragraph is a row of a timeline: a date, a tab, what happened.
func (p *para) dated() bool {
	tabs := 0
	for _, c := range p.pieces {
		switch c.kind {
		case tab:
			tabs++
		case lineEnd:
			return false
		}
	}
	if tabs == 0 || tabs > 2 {
		return false
	}
	line := p.line()
	first, _, _ := strings.Cut(line, "\t")
	return datedRow.MatchString(line) && datePart.ReplaceAllString(first, "") == ""
}

// listLevel is a level of the list that may go on.
type listLevel struct {
	num    string
	level  int
	indent int
	list   int
	count  int
}

// item makes an item of a block, on the level that the lists around it make.
func (r *reader) item(p *para, b *source.Block) {
	n := &p.number
	indent := twips(p.layout.left)
	if p.layout.left == p.style.layout.left && n.left != "" {
		indent = twips(n.left)
	}
	const near = 100 // twips
	for k := len(r.live) - 1; k >= 0; k-- {
		l := &r.live[k]
		if l.num == n.num && l.level == n.level {
			break
		}
		if l.num == n.num && l.level < n.level || l.num != n.num && (l.indent < indent-near || indent == 0 && l.level < n.level) {
			break
		}
		r.live = r.live[:k]
	}
	if k := len(r.live) - 1; k < 0 || r.live[k].num != n.num || r.live[k].level != n.level {
		r.lists++
		r.live = append(r.live, listLevel{num: n.num, level: n.level, indent: indent, list: r.lists})
	}
	l := &r.live[len(r.live)-1]
	l.count++
	b.Kind, b.List, b.Level, b.Marker = source.Item, l.list, len(r.live), n.marker
}

// indented reports whether a paragraph stands as far in as the text of an item that may go on, and ends the items below that.
func (r *reader) indented(p *para) bool {
	left := twips(p.layout.left)
	for k := len(r.live) - 1; k >= 0; k-- {
		if in := r.live[k].indent; in > 0 && left >= in {
			r.live = r.live[:k+1]
			return true
		}
	}
	return false
}

// divide splits a paragraph at line ends that divide paragraphs: two in a row, or one behind a complete line.
func (r *reader) divide(p para) []para {
	var out []para
	start := 0
	for i := range p.pieces {
		if i > start && p.pieces[i].kind == lineEnd && divides(p.pieces[start:i], p.pieces[i+1:]) {
			part := p
			part.pieces = p.pieces[start:i]
			out, start = append(out, part), i+1
			p.listed = false
		}
	}
	p.pieces = p.pieces[start:]
	if len(out) == 0 || !p.empty() {
		out = append(out, p)
	}
	return out
}

// divides reports whether a line end between two stretches of a paragraph divides paragraphs.
func divides(before, after []piece) bool {
	var last, next *piece
	bold := true // so is the line before
	for i := len(before) - 1; i >= 0 && before[i].kind != lineEnd; i-- {
		if c := &before[i]; c.kind == words && !blank(c.text) {
			bold = bold && c.bold
			if last == nil {
				last = c
			}
		}
	}
	for i := range after {
		if after[i].kind == lineEnd {
			return last != nil
		}
		if after[i].kind == words && !blank(after[i].text) {
			next = &after[i]
			break
		}
	}
	if last == nil || next == nil {
		return false
	}
	text, rest := bytes.TrimSpace(last.text), bytes.TrimSpace(next.text)
	r, _ := utf8.DecodeRune(rest)
	return bytes.IndexByte([]byte(".:;!?"), text[len(text)-1]) >= 0 || bold && !next.bold || strings.ContainsRune("•●○◦▪■□‣⁃➢➤", r)
}

// emit writes a block.
func (r *reader) emit(b source.Block, pieces []piece) {
	r.Begin(b)
	r.shown = unstyled
	for i := range pieces {
		c := &pieces[i]
		r.At(0, c.page)
		switch c.kind {
		case words:
			if !blank(c.text) {
				r.styleOf(c)
			}
			r.Write(c.text)
		case tab:
			if b.Kind == source.Row && (r.Kind() == source.Row) {
				r.Cell()
				continue
			}
			r.Write([]byte{' '})
		case lineEnd:
			r.Break()
		case mark:
			r.Builder.Ref(string(c.text))
		}
	}
	r.CloseTo(0)
	r.End()
}

// styleOf opens and closes styles until they are those of a piece.
func (r *reader) styleOf(c *piece) {
	want := [3]styled{{source.Link, c.link, c.link != ""}, {source.Strong, "", c.bold}, {source.Emphasis, "", c.ital}}
	same, depth := true, 0
	for i, w := range want {
		if same && w != r.shown[i] {
			r.CloseTo(depth)
			same = false
		}
		if w.on {
			depth++
			if !same {
				r.Open(w.style, w.target)
			}
		}
	}
	r.shown = want
}

var unstyled = [3]styled{{style: source.Link}, {style: source.Strong}, {style: source.Emphasis}}

// styled is a style that is open in the builder, or not.
type styled struct {
	style  source.Style
	target string
	on     bool
}
