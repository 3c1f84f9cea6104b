package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"policygraph/extract/source"
)

// superscript is the text of an open <sup> element.
type superscript struct{ text []byte }

// htmlBlock writes the text of an HTML block.
func (r *reader) htmlBlock(n *ast.HTMLBlock, f frame) {
	segs := n.Lines()
	if segs.Len() == 0 {
		return
	}
	start, stop := segs.At(0).Start, segs.At(segs.Len()-1).Stop
	if n.HasClosure() {
		stop = n.ClosureLine.Stop
	}
	b := f.block()
	r.html = &b
	r.markup(start, stop)
	r.html, r.mute = nil, ""
}

// markup writes the text between two offsets of the file, obeying the tags in it.
func (r *reader) markup(start, stop int) {
	for i := start; i < stop; {
		rest := r.data[i:stop]
		if rest[0] == '<' {
			if n := tagEnd(rest); n > 0 {
				r.tag(rest[:n])
				i += n
				continue
			}
		}
		n := bytes.IndexAny(rest[1:], "<\n") + 1
		if n == 0 {
			n = len(rest)
		}
		if text := bytes.TrimSpace(rest[:n]); len(text) > 0 && r.mute == "" {
			if r.Kind() == "" {
				r.Begin(*r.html)
			}
			r.at(i)
			r.write(unescape(rest[:n]))
		} else {
			r.write(rest[:n])
		}
		i += n
	}
}

// tagEnd returns the length of the tag or comment at the start of s, 0 if it is none.
func tagEnd(s []byte) int {
	if bytes.HasPrefix(s, []byte("<!--")) {
		if n := bytes.Index(s, []byte("-->")); n >= 0 {
			return n + len("-->")
		}
		return len(s)
	}
	if len(s) < 2 || !(s[1] == '/' || s[1] == '!' || s[1] == '?' || s[1] >= 'a' && s[1] <= 'z' || s[1] >= 'A' && s[1] <= 'Z') {
		return 0
	}
	const most = 4096
	return bytes.IndexByte(s[:min(len(s), most)], '>') + 1
}

var (
	tagName   = regexp.MustCompile(`^</?\s*([a-zA-Z][a-zA-Z0-9]*)`)
	hrefValue = regexp.MustCompile(`(?i)\shref\s*=\s*["']?([^"'\s>]*)`)
	titleOf   = regexp.MustCompile(`(?i)\stitle\s*=\s*["']([^"']*)`)
)

// styles are the elements that set text off.
var styles = map[string]source.Style{
	"b": source.Strong, "strong": source.Strong, "i": source.Emphasis, "em": source.Emphasis, "cite": source.Emphasis,
	"a": source.Link, "abbr": source.Abbr,
}

// blocks are the elements that begin a block, "" the kind of the text around.
var blocks = map[string]source.Kind{
	"p": "", "div": "", "section": "", "article": "", "center": "", "pre": "", "table": "", "details": "", "summary": "",
	"figure": "", "dl": "", "dt": "", "dd": "", "hr": "", "aside": source.Quote,
	"h1": source.Heading, "h2": source.Heading, "h3": source.Heading, "h4": source.Heading, "h5": source.Heading, "h6": source.Heading,
	"li": source.Item, "tr": source.Row, "caption": source.Caption, "figcaption": source.Caption, "blockquote": source.Quote,
}

// tag obeys an HTML tag, in a block of HTML or between words.
func (r *reader) tag(raw []byte) {
	m := tagName.FindSubmatch(raw)
	if m == nil {
		return
	}
	name, closing := strings.ToLower(string(m[1])), raw[1] == '/'
	if r.mute != "" {
		if closing && name == r.mute {
			r.mute = ""
		}
		return
	}
	if style, ok := styles[name]; ok {
		r.style(style, raw, closing)
		return
	}
	switch name {
	case "script", "style":
		if !closing {
			r.mute = name
		}
	case "sup":
		r.superscript(closing)
	case "br":
		r.Break()
	case "td", "th":
		if !closing && r.Kind() == source.Row {
			r.cell()
		}
	case "ul", "ol":
		r.End()
		r.htmlList = 0
		if !closing {
			r.newList()
		}
	default:
		if kind, ok := blocks[name]; ok {
			r.htmlStart(name, kind, closing)
		}
	}
}

// cell begins a cell of an HTML row.
func (r *reader) cell() {
	if r.rowBegun {
		r.Cell()
	}
	r.rowBegun = true
}

func (r *reader) newList() {
	r.lists++
	r.htmlList = r.lists
}

func (r *reader) style(style source.Style, raw []byte, closing bool) {
	if closing {
		r.Close(style)
		return
	}
	target := ""
	if m := hrefValue.FindSubmatch(raw); m != nil && style == source.Link {
		target = string(unescape(m[1]))
	}
	if m := titleOf.FindSubmatch(raw); m != nil && style == source.Abbr {
		target = string(unescape(m[1]))
	}
	r.Open(style, target)
}

// htmlStart begins or ends the block of an element. Elements within a row, such as paragraphs in cells, do not.
func (r *reader) htmlStart(name string, kind source.Kind, closing bool) {
	if r.Kind() == source.Row && name != "tr" && name != "table" {
		r.Break()
		return
	}
	b := source.Block{Kind: kind}
	switch {
	case closing:
		r.End()
		return
	case kind == "" && r.html != nil:
		b = *r.html
	case kind == "":
		b.Kind = source.Paragraph
	case kind == source.Heading:
		b.Level = int(name[1] - '0')
	case kind == source.Item:
		if r.htmlList == 0 {
			r.newList()
		}
		b.List, b.Level, b.Marker = r.htmlList, 1, "-"
	case kind == source.Row:
		r.rowBegun = false
	}
	r.Begin(b)
}

// superscript opens or closes <sup>: a note mark, or raised letters that belong to the text.
func (r *reader) superscript(closing bool) {
	if !closing {
		r.sup = &superscript{}
		return
	}
	if r.sup == nil {
		return
	}
	text := bytes.TrimSpace(r.sup.text)
	r.sup = nil
	labels := source.NoteMarks(text)
	for _, l := range labels {
		r.Ref(l)
	}
	if len(labels) == 0 {
		r.write(text)
	}
}
