package docx

import (
	"strconv"
	"strings"
)

// tri is a property that may be on, off or not said.
type tri int8

const (
	unset tri = 0
	on    tri = 1
	off   tri = -1
)

func toTri(b bool) tri {
	if b {
		return on
	}
	return off
}

// or returns a, or b where a says nothing.
func (a tri) or(b tri) tri {
	if a != unset {
		return a
	}
	return b
}

// look is how characters look, as far as it matters.
type look struct {
	bold, italic, hidden, raised tri
	style                        string // of characters
	gone                         bool   // of a paragraph's mark: deleted, so that the next paragraph goes on
}

// layout is what is said of a paragraph.
type layout struct {
	style         string
	outline       int    // level from 1, 0 none, -1 not said
	num           string // of its numbering; "0" none, "" not said
	level         string // of its numbering; "" not said
	left, right   string // indents
	mark          look
	dropCap       bool
	breakBefore   bool
	sectionBefore bool // a section ends with the paragraph, and the next begins on a new page
}

// style is a named look.
type style struct {
	id, name, based string
	layout          layout
	look            look

	resolved bool
	role     role
	rank     int // level of headings and lists
}

// role is what paragraphs of a style are.
type role string

const (
	body     role = ""
	heading  role = "heading"
	title    role = "title"
	subtitle role = "subtitle"
	author   role = "author"
	contents role = "contents"
	caption  role = "caption"
	quote    role = "quote"
	bullets  role = "bullets"
	numbers  role = "numbers"
	goesOn   role = "continue" // of a list
)

type styles struct {
	byID     map[string]*style
	all      []*style
	normal   *style // of paragraphs that name none
	defaults look
}

// styles reads the part of that name; "" makes a document without styles.
func (a *archive) styles(name string) (*styles, error) {
	s := &styles{byID: map[string]*style{}, normal: &style{layout: layout{outline: -1}, resolved: true}}
	if name == "" || a.files[key(name)] == nil {
		return s, nil
	}
	text, err := a.read(name)
	if err != nil {
		return nil, err
	}
	c := newCursor(name, text)
	c.root()
	c.each(func(e element) {
		switch e.Name.Local {
		case "docDefaults":
			s.readDefaults(c)
		case "style":
			s.readStyle(c, e)
		default:
			c.skip()
		}
	})
	for _, st := range s.all {
		s.resolve(st, 0)
	}
	return s, c.err
}

func (s *styles) readDefaults(c *cursor) {
	c.each(func(e element) {
		if e.Name.Local != "rPrDefault" {
			c.skip()
			return
		}
		c.each(func(e element) { s.defaults = c.look() })
	})
}

func (s *styles) readStyle(c *cursor, e element) {
	st := &style{id: value(e, "styleId"), layout: layout{outline: -1}}
	kind := value(e, "type")
	if def := value(e, "default"); kind == "paragraph" && (def == "1" || def == "true" || def == "on") {
		s.normal = st
	}
	c.each(func(e element) {
		switch e.Name.Local {
		case "name":
			st.name = strings.ToLower(strings.TrimSpace(value(e, "val")))
			c.skip()
		case "basedOn":
			st.based = value(e, "val")
			c.skip()
		case "pPr":
			st.layout = c.layout()
		case "rPr":
			st.look = c.look()
		default:
			c.skip()
		}
	})
	s.all = append(s.all, st)
	if s.byID[st.id] == nil {
		s.byID[st.id] = st
	}
}

// resolve fills what a style leaves to the one that it is based on.
func (s *styles) resolve(st *style, depth int) {
	const deepest = 50
	if st.resolved {
		return
	}
	st.resolved = true // cuts circles, too
	st.role, st.rank = roleOf(st.name)
	if st.role == body && st.layout.outline > 0 {
		st.role, st.rank = heading, st.layout.outline
	}
	base := s.byID[st.based]
	if base == nil || depth > deepest {
		return
	}
	s.resolve(base, depth+1)
	l, b := &st.layout, &base.layout
	if l.outline < 0 {
		l.outline = b.outline
	}
	if st.role == body && !(base.role == heading && l.outline == 0) {
		st.role, st.rank = base.role, base.rank
	}
	if st.role == heading && l.outline > 0 {
		st.rank = l.outline
	}
	if l.num == "" {
		l.num = b.num
		if l.level == "" {
			l.level = b.level
		}
	}
	if l.left == "" {
		l.left = b.left
	}
	if l.right == "" {
		l.right = b.right
	}
	l.breakBefore = l.breakBefore || b.breakBefore
	st.look = st.look.over(base.look)
}

func (a look) over(b look) look {
	a.bold, a.italic, a.hidden, a.raised = a.bold.or(b.bold), a.italic.or(b.italic), a.hidden.or(b.hidden), a.raised.or(b.raised)
	return a
}

// Names of styles. Word itself writes the English names of its own styles, whatever language it speaks; other programs do not.
var (
	headingNames = []string{"heading", "überschrift", "titre", "título", "titulo", "titolo", "kop", "nagłówek", "заголовок", "rubrik", "overskrift", "otsikko",
		"nadpis", "címsor", "başlık", "見出し", "标题", "標題", "제목", "επικεφαλίδα", "naslov", "titlu", "pealkiri", "virsraksts", "antraštė"}
	roleNames = map[string]role{
		"title": title, "titel": title, "titre": title, "título": title, "titolo": title, "document title": title, "report title": title, "cover title": title, "subtitle": subtitle, "untertitel": subtitle,
		"author": author, "authors": author, "toc heading": contents, "table of figures": contents, "table of authorities": contents,
		"toa heading": contents, "index heading": contents, "caption": caption, "figure caption": caption, "image caption": caption, "table caption": caption,
		"beschriftung": caption, "légende": caption, "block text": quote, "quotations": quote, "list paragraph": goesOn,
	}
)

// roleOf tells the role of a style by its name, in small letters.
func roleOf(name string) (role, int) {
	if r, ok := roleNames[name]; ok {
		return r, 1
	}
	stem := strings.TrimRight(name, " 0123456789")
	rank, err := strconv.Atoi(strings.TrimSpace(name[len(stem):]))
	if err != nil || rank < 1 {
		rank = 0
	}
	if rank >= 1 && rank <= 9 {
		for _, h := range headingNames {
			if stem == h {
				return heading, rank
			}
		}
		if stem == "toc" || stem == "index" || stem == "verzeichnis" {
			return contents, rank
		}
	}
	rank = max(1, min(rank, 9))
	switch {
	case stem == "list bullet":
		return bullets, rank
	case stem == "list number":
		return numbers, rank
	case stem == "list continue":
		return goesOn, rank
	case strings.HasSuffix(name, " char"):
	case strings.Contains(name, "quote") || strings.Contains(name, "quotation") || name == "zitat":
		return quote, 1
	}
	return body, 0
}

// paragraph returns a paragraph style, the usual one if there is none of that name.
func (s *styles) paragraph(id string) *style {
	if st := s.byID[id]; st != nil {
		return st
	}
	return s.normal
}

// look reads the properties of a run.
func (c *cursor) look() look {
	var l look
	c.each(func(e element) {
		switch e.Name.Local {
		case "b":
			l.bold = toTri(isOn(e))
		case "i":
			l.italic = toTri(isOn(e))
		case "vanish":
			l.hidden = toTri(isOn(e))
		case "vertAlign":
			l.raised = toTri(value(e, "val") == "superscript")
		case "rStyle":
			l.style = value(e, "val")
		case "del", "moveFrom":
			l.gone = true
		}
		c.skip()
	})
	return l
}

// layout reads the properties of a paragraph.
func (c *cursor) layout() layout {
	l := layout{outline: -1}
	c.each(func(e element) {
		switch e.Name.Local {
		case "pStyle":
			l.style = value(e, "val")
		case "outlineLvl":
			l.outline = 0
			if n, err := strconv.Atoi(value(e, "val")); err == nil && n >= 0 && n < 9 {
				l.outline = n + 1
			}
		case "ind":
			l.left, l.right = value(e, "left")+value(e, "start"), value(e, "right")+value(e, "end")
		case "framePr":
			l.dropCap = value(e, "dropCap") == "drop" || value(e, "dropCap") == "margin"
		case "pageBreakBefore":
			l.breakBefore = isOn(e)
		case "numPr":
			c.each(func(e element) {
				switch e.Name.Local {
				case "numId":
					l.num = value(e, "val")
				case "ilvl":
					l.level = value(e, "val")
				}
				c.skip()
			})
			return
		case "rPr":
			l.mark = c.look()
			return
		case "sectPr":
			l.sectionBefore = true
			c.each(func(e element) {
				if t := value(e, "val"); e.Name.Local == "type" && (t == "continuous" || t == "nextColumn") {
					l.sectionBefore = false
				}
				c.skip()
			})
			return
		}
		c.skip()
	})
	return l
}
