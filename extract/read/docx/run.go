package docx

import (
	"strconv"
	"strings"
)

// inline reads an element within a paragraph.
func (r *reader) inline(e element) {
	switch e.Name.Local {
	case "r":
		r.run()
	case "hyperlink":
		outer := r.link
		if to := r.rels[value(e, "id")]; to.target != "" {
			r.link = to.target
		} else if a := value(e, "anchor"); a != "" {
			r.link = "#" + a
		}
		r.each(r.inline)
		r.link = outer
	case "fldSimple":
		depth := len(r.fields)
		if r.begin() {
			r.code([]byte(value(e, "instr")))
			r.separate()
		}
		r.each(r.inline)
		r.fields = r.fields[:min(len(r.fields), depth)]
	case "ins", "moveTo", "smartTag", "customXml", "dir", "bdo":
		r.each(r.inline)
	case "sdt":
		r.control(r.inline)
	case "AlternateContent":
		r.alternate(r.inline)
	case "t": // of mathematics
		r.chars(r.base)
	default:
		if e.Name.Space == "m" && !strings.HasSuffix(e.Name.Local, "Pr") {
			r.each(r.inline)
			return
		}
		r.skip()
	}
}

// run reads a stretch of text of one look.
func (r *reader) run() {
	l := r.base
	var visit func(element)
	visit = func(e element) {
		if e.Name.Local == "rPr" {
			l = r.effective(r.cursor.look())
			return
		}
		if l.hidden == on {
			r.hidden(e)
			return
		}
		r.piece(e, l, visit)
	}
	r.each(visit)
}

// effective combines what a run says of itself with the styles around it. What both a paragraph's and a run's style switch on
// is off.
func (r *reader) effective(direct look) look {
	var char look
	if st := r.styles.byID[direct.style]; direct.style != "" && st != nil {
		char = st.look
	}
	toggle := func(d, c, p tri) tri {
		if d != unset {
			return d
		}
		return toTri((c == on) != (p == on))
	}
	return look{
		bold: toggle(direct.bold, char.bold, r.base.bold), italic: toggle(direct.italic, char.italic, r.base.italic),
		hidden: toggle(direct.hidden, char.hidden, r.base.hidden), raised: direct.raised.or(char.raised).or(r.base.raised),
	}
}

// hidden reads what matters of hidden text: where fields begin and end.
func (r *reader) hidden(e element) {
	switch e.Name.Local {
	case "fldChar":
		r.fieldChar(e)
	case "instrText":
		r.cursor.text(r.code)
	default:
		r.skip()
	}
}

// piece reads an element of a run.
func (r *reader) piece(e element, l look, visit func(element)) {
	switch e.Name.Local {
	case "t":
		r.chars(l)
		return
	case "tab", "ptab":
		r.special(tab)
	case "cr":
		r.special(lineEnd)
	case "br":
		if value(e, "type") == "page" {
			r.turn(true)
		}
		r.special(lineEnd)
	case "lastRenderedPageBreak":
		r.turn(false)
	case "noBreakHyphen":
		r.text([]byte("-"), l)
	case "softHyphen":
		r.text([]byte("\u00ad"), l)
	case "sym":
		r.custom = 0
		if c, err := strconv.ParseUint(value(e, "char"), 16, 32); err == nil {
			r.text([]byte(symbolOf(value(e, "font"), rune(c))), l)
		}
	case "footnoteReference":
		r.cite(0, e)
	case "endnoteReference":
		r.cite(1, e)
	case "fldChar":
		r.fieldChar(e)
		return
	case "instrText":
		r.cursor.text(r.code)
		return
	case "drawing", "pict", "object":
		r.each(r.drawing)
		return
	case "AlternateContent":
		r.alternate(visit)
		return
	case "ruby":
		r.each(func(e element) {
			if e.Name.Local == "rubyBase" {
				r.each(r.inline)
				return
			}
			r.skip()
		})
		return
	}
	r.skip()
}

// chars reads the text of the open element.
func (r *reader) chars(l look) {
	if r.custom > 0 {
		r.ownMark()
		return
	}
	r.cursor.text(func(s []byte) { r.text(unprivate(s), l) })
}

// unprivate replaces characters that only one font knows.
func unprivate(s []byte) []byte {
	const lead = 0xee // first byte of U+E000 to U+EFFF; U+F000 to U+F8FF begin with 0xef
	for _, c := range s {
		if c == lead || c == lead+1 {
			return []byte(strings.Map(func(r rune) rune {
				if !private(r) {
					return r
				}
				for _, c := range symbol(r) {
					return c
				}
				return -1
			}, string(s)))
		}
	}
	return s
}

// special writes a tab or the end of a line.
func (r *reader) special(kind pieceKind) {
	if r.muted() {
		return
	}
	r.lower()
	r.para.push(kind, "", r.page)
}

// drawing looks for text boxes in a picture.
func (r *reader) drawing(e element) {
	switch e.Name.Local {
	case "txbxContent":
		r.box()
	case "AlternateContent":
		r.alternate(r.drawing)
	case "relIds":
		r.remark("the text of a diagram is not read")
		r.skip()
	case "chart":
		r.remark("the text of a chart is not read")
		r.skip()
	default:
		r.each(r.drawing)
	}
}

// box reads a text box. It is written behind the paragraph that it is tied to.
func (r *reader) box() {
	r.lower()
	para, base, link, fields, carry, sink := r.para, r.base, r.link, r.fields, r.carry, r.sink
	page, fresh, mute := r.page, r.fresh, r.muted()
	var own gathered
	r.link, r.fields, r.carry, r.sink = "", nil, nil, &own
	r.each(r.block)
	r.flush()
	r.para, r.base, r.link, r.fields, r.carry, r.sink = para, base, link, fields, carry, sink
	r.page, r.fresh = page, fresh
	if !mute {
		r.boxes = append(r.boxes, own...)
	}
}
