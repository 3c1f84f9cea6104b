package htmldoc

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"policygraph/extract/source"
)

// element writes a node and what is in it.
func (r *reader) element(i int32) {
	n := &r.nodes[i]
	if page, ok := r.pages.at[i]; ok {
		r.page = page
		if r.pages.silent[i] {
			return
		}
	}
	if r.region.drop[i] {
		return
	}
	switch n.kind {
	case isText:
		r.text(i)
		return
	case isEnd:
		if style, ok := styles[n.tag]; ok {
			r.Close(style)
		}
		return
	case isComment:
		return
	}
	if label, ok := r.notes.labels[i]; ok {
		r.note(i, label)
		return
	}
	r.plain(i, n.tag)
}

// note writes a node with which a note begins. A note whose mark stands within a paragraph goes on to its end.
func (r *reader) note(i int32, label string) {
	tag := r.nodes[i].tag
	r.finish()
	f := &frame{kind: source.Note, marker: label}
	if props[tag]&blockTag == 0 {
		r.frame = f // what restores the frame is the end of the block around
		r.plain(i, tag)
		return
	}
	outer := r.frame
	r.frame = f
	switch {
	case tag == atom.Tr, tag == atom.Li, tag == atom.Dd, tag == atom.Dt, tag == atom.Aside, tag == atom.Td:
		r.children(i)
	default:
		r.plain(i, tag)
	}
	r.frame = outer
	r.finish()
}

// plain writes an element as its name says.
func (r *reader) plain(i int32, tag atom.Atom) {
	p := props[tag]
	switch {
	case p&headingTag != 0:
		r.writeHeading(i, int(r.data[r.nodes[i].from+2]-'0'))
	case r.nodes[i].count > 0 && r.attr(i, "role") == "heading":
		level, _ := strconv.Atoi(r.attr(i, "aria-level"))
		if level < 1 || level > 9 {
			level = 2
		}
		r.writeHeading(i, level)
	case p&blockTag == 0 && tag != atom.Hr:
		r.inline(i, tag)
	case r.row && tag != atom.Table:
		r.Break()
		r.children(i)
		r.Break()
	default:
		r.blockElement(i, tag)
	}
}

func (r *reader) blockElement(i int32, tag atom.Atom) {
	switch tag {
	case atom.P, atom.Div, atom.Dt:
		if tag != atom.Dt && r.wordItem(i) {
			return
		}
		r.list.number = 0
		kind := r.classKind(i)
		r.within(i, kind)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		r.writeList(i, tag == atom.Ol)
	case atom.Dl:
		r.definitions(i)
	case atom.Table:
		r.table(i)
	case atom.Blockquote:
		r.within(i, source.Quote)
	case atom.Aside:
		r.within(i, r.asideKind(i))
	case atom.Figcaption, atom.Caption:
		r.within(i, source.Caption)
	case atom.Figure:
		r.within(i, "")
	case atom.Pre, atom.Listing, atom.Xmp:
		r.preformatted(i)
	case atom.Summary:
		r.finish()
		r.Open(source.Strong, "")
		r.within(i, "")
		r.Close(source.Strong)
	case atom.Hr:
		r.finish()
	default:
		r.within(i, "")
	}
}

// children writes the children of a node.
func (r *reader) children(i int32) {
	for c, end := i+1, r.nodes[i].end; c < end; c = r.nodes[c].end {
		r.element(c)
	}
}

// within writes the children of a block element as blocks of their own, paragraphs of the given kind, or of the kind around
// where none is given.
func (r *reader) within(i int32, kind source.Kind) {
	r.finish()
	outer := r.frame
	if kind != "" && outer.kind != source.Note {
		r.frame = &frame{kind: kind}
	}
	r.wrapped = r.wraps(i)
	r.children(i)
	r.finish()
	r.frame = outer
}

func (r *reader) writeHeading(i int32, level int) {
	if r.row {
		r.children(i)
		return
	}
	r.finish()
	r.list.number = 0
	r.heading = level
	outer := r.frame
	r.frame = &frame{kind: source.Heading, level: level}
	r.wrapped = true
	r.children(i)
	r.finish()
	r.frame = outer
}

// classKind returns the kind of block that an element's class names, "" if it names none.
func (r *reader) classKind(i int32) source.Kind {
	class := r.attr(i, "class")
	if class == "" {
		return ""
	}
	kind := source.Kind("")
	wordsOf(class, func(w string) {
		switch w {
		case "caption", "captiontext", "figcaption", "figurecaption", "imagecaption", "photocaption", "tablecaption":
			kind = source.Caption
		case "pullquote", "blockquote", "epigraph":
			kind = source.Quote
		}
	})
	if kind == source.Caption && r.region.text[i] > 1500 {
		return ""
	}
	return kind
}

// asideKind returns the kind of the paragraphs of an aside: a pull quote, or a box of text with a heading of its own.
func (r *reader) asideKind(i int32) source.Kind {
	const long = 800
	if r.region.text[i] > long || r.region.firstHeading(i) >= 0 || r.region.holds(i, atom.Li) || r.region.holds(i, atom.Table) {
		return source.Paragraph
	}
	return source.Quote
}

// begin opens the block that text in this place belongs to.
func (r *reader) begin() {
	r.Begin(r.frame.block())
	r.frame.begun = true
}

// text writes a text.
func (r *reader) text(i int32) {
	n := &r.nodes[i]
	s := r.decoded(i)
	if k := r.notes.skip[i]; k > 0 {
		s = s[min(k, len(s)):]
	}
	if k := r.notes.cut[i]; k > 0 {
		s = s[:max(0, len(s)-k)]
	}
	if r.pre {
		r.preText(i, s)
		return
	}
	if blank(s) {
		if len(s) > 0 {
			r.Write([]byte{' '})
		}
		return
	}
	r.lineEnd(s)
	if r.Kind() == "" {
		r.begin()
	}
	line := r.place.Line(int(n.from))
	for len(s) > 0 {
		k := bytes.IndexByte(s, '\n') + 1
		if k == 0 {
			k = len(s)
		}
		if !blank(s[:k]) {
			r.At(line, r.page)
		}
		r.Write(s[:k])
		if s[k-1] == '\n' {
			r.Break() // a word may be split at the end of a line, as in pages made from print
			line++
		}
		s = s[k:]
	}
}

// blank reports whether a text has nothing to show.
func blank(s []byte) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c > ' ' {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if !unicode.IsSpace(r) && !(r >= 0x200b && r <= 0x200f) && r != 0xfeff && r != 0x2060 && r != 0xad {
			return false
		}
		i += n
	}
	return true
}

// lineEnd settles a <br> before a text: the end of a line, or that of a paragraph.
func (r *reader) lineEnd(next []byte) {
	if !r.pending {
		return
	}
	r.pending = false
	kind := r.Kind()
	if kind == "" {
		return
	}
	if r.row || kind == source.Heading || r.wrapped {
		r.Break()
		return
	}
	c, _ := utf8.DecodeRune(bytes.TrimLeft(next, " \t\n\u00a0"))
	if unicode.IsLower(c) {
		r.Break()
		return
	}
	r.begin()
}

// wraps reports whether the <br> elements in a block end lines of running text: some line goes on with a small letter.
func (r *reader) wraps(i int32) bool {
	const most = 200 // nodes that are looked at
	after := false
	for c := i + 1; c < min(r.nodes[i].end, i+most); c++ {
		n := &r.nodes[c]
		switch {
		case n.kind == isElement && n.tag == atom.Br:
			after = true
		case n.kind == isElement && n.prop&blockTag != 0:
			return false
		case n.kind == isText && after:
			s := strings.TrimLeft(string(r.data[n.from:min(n.to, n.from+80)]), " \t\n")
			if s == "" {
				continue
			}
			if c, _ := utf8.DecodeRuneInString(s); unicode.IsLower(c) {
				return true
			}
			after = false
		}
	}
	return false
}
