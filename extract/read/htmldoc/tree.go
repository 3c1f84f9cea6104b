package htmldoc

import (
	"bytes"
	"io"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxDepth  = 256     // of elements; browsers stop at 512, reports stay below 100
	maxNodes  = 6 << 20 // elements and texts
	maxValue  = 1 << 13 // bytes of an attribute that are kept
	maxInside = 1 << 20 // bytes of JSON-LD that are looked at
)

// kind is what a node is.
type nodeKind uint8

const (
	isText nodeKind = iota
	isElement
	isComment
	isEnd // of a style that ends within another element than it began in
)

// node is an element or text. Nodes stand in document order: the children of i are i+1, nodes[i+1].end and so on, below
// nodes[i].end.
type node struct {
	parent, end int32
	from, to    int32 // bytes of a text, or of a start tag
	attrs       int32 // first attribute
	count       int32 // number of attributes
	tag         atom.Atom
	kind        nodeKind
	prop        prop
}

type attr struct{ key, value string }

// tree is a page.
type tree struct {
	data  []byte
	nodes []node
	attrs []attr
	deep  int // offset of the first element that is nested too deep, 0 if none is
}

// grower builds a tree from tags.
type grower struct {
	*tree
	open   []int32             // elements that are open
	dead   []bool              // styles whose end has been seen
	opened map[atom.Atom]int32 // how many of each are open
	over   int                 // elements that are open but too deep to be in the tree
	xml    bool                // "/>" ends an element
	svg    int                 // depth of drawings
	inHead bool
	body   bool
}

// parse builds the tree of a page.
func parse(data []byte) (*tree, error) {
	t := &tree{data: data, nodes: make([]node, 0, len(data)/40+16)}
	g := &grower{tree: t, opened: map[atom.Atom]int32{}, xml: bytes.HasPrefix(bytes.TrimSpace(data[:min(len(data), 64)]), []byte("<?xml"))}
	g.push(node{kind: isElement, tag: atom.Html, prop: props[atom.Html], parent: -1})
	z := html.NewTokenizer(bytes.NewReader(data))
	for at := 0; ; {
		typ := z.Next()
		raw := len(z.Raw())
		switch typ {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return nil, err
			}
			for len(g.open) > 0 {
				g.pop()
			}
			return t, nil
		case html.TextToken:
			g.text(at, at+raw)
		case html.CommentToken:
			g.comment(at, at+raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			g.start(z, at, at+raw, typ == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			g.end(atom.Lookup(name))
		}
		at += raw
		if len(t.nodes) > maxNodes {
			return nil, errElements
		}
	}
}

func (g *grower) top() int32 { return g.open[len(g.open)-1] }

func (g *grower) push(n node) {
	g.nodes = append(g.nodes, n)
	g.open, g.dead = append(g.open, int32(len(g.nodes)-1)), append(g.dead, false)
	g.opened[n.tag]++
}

func (g *grower) pop() {
	k := len(g.open) - 1
	i := g.open[k]
	g.nodes[i].end = int32(len(g.nodes))
	if !g.dead[k] {
		g.opened[g.nodes[i].tag]--
	}
	g.open, g.dead = g.open[:k], g.dead[:k]
	for k--; k > 0 && g.dead[k]; k-- {
		g.nodes[g.open[k]].end = int32(len(g.nodes))
		g.open, g.dead = g.open[:k], g.dead[:k]
	}
}

// leaf adds a node without children.
func (g *grower) leaf(n node) {
	n.parent, n.end = g.top(), int32(len(g.nodes)+1)
	g.nodes = append(g.nodes, n)
}

func (g *grower) text(from, to int) {
	switch g.nodes[g.top()].tag {
	case atom.Title:
	case atom.Script:
		if to-from > maxInside {
			return
		}
	case atom.Style, atom.Textarea, atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript:
		return
	default:
		if g.svg > 0 {
			return
		}
		if g.inHead && len(bytes.TrimSpace(g.data[from:to])) > 0 {
			g.leaveHead()
		}
	}
	g.leaf(node{kind: isText, from: int32(from), to: int32(to)})
}

func (g *grower) comment(from, to int) {
	const most = 120
	if to-from <= most && g.svg == 0 && bytes.ContainsAny(g.data[from:to], "0123456789") {
		g.leaf(node{kind: isComment, from: int32(from), to: int32(to)})
	}
}

func (g *grower) leaveHead() {
	g.inHead = false
	g.popTo(atom.Head, 0)
}

// start obeys a start tag.
func (g *grower) start(z *html.Tokenizer, from, to int, closed bool) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	props := props[tag]
	n := node{kind: isElement, tag: tag, prop: props, from: int32(from), to: int32(to), attrs: int32(len(g.attrs))}
	if closed && (g.xml || g.svg > 0) {
		z.NextIsNotRawText()
	}
	switch {
	case g.svg > 0:
		if tag == atom.Svg && !closed {
			g.svg++
		}
		return
	case tag == atom.Html:
		return
	case tag == atom.Head:
		g.inHead = !g.body && !g.inHead
		if !g.inHead {
			return
		}
	case tag == atom.Body:
		if g.body {
			return
		}
		g.body = true
	}
	if g.inHead && props&inHead == 0 && tag != atom.Head {
		g.leaveHead()
	}
	g.imply(tag, props)
	if tag == atom.Svg && !closed {
		g.svg++
	}
	if more {
		g.attributes(z)
	}
	n.count = int32(len(g.attrs)) - n.attrs
	n.parent = g.top()
	switch {
	case props&void != 0 || closed && (g.xml || tag == atom.Svg):
		g.leaf(n)
	case len(g.open) >= maxDepth && !rawText[tag]:
		g.over++
		if g.deep == 0 {
			g.deep = max(from, 1)
		}
	default:
		g.push(n)
	}
}

// imply ends the elements whose end tag may be left out before this one.
func (g *grower) imply(tag atom.Atom, p prop) {
	if p&closesP != 0 && g.opened[atom.P] > 0 {
		g.popTo(atom.P, scope)
	}
	switch tag {
	case atom.Li:
		g.popTo(atom.Li, scope|listScope)
	case atom.Dt, atom.Dd:
		g.popTo(atom.Dt, scope|listScope)
		g.popTo(atom.Dd, scope|listScope)
	case atom.Td, atom.Th:
		g.popTo(atom.Td, tableScope)
		g.popTo(atom.Th, tableScope)
	case atom.Tr:
		g.popTo(atom.Tr, tableScope)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		g.popTo(atom.Tr, tableScope)
		for _, t := range []atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Colgroup} {
			g.popTo(t, tableScope)
		}
	case atom.A:
		if g.opened[atom.A] > 0 {
			g.endStyle(atom.A)
		}
	case atom.Option:
		g.popTo(atom.Option, scope)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if g.nodes[g.top()].prop&headingTag != 0 {
			g.pop()
		}
	}
}

// popTo ends the innermost open element of that name and those within it, unless a barrier stands between.
func (g *grower) popTo(tag atom.Atom, barrier prop) bool {
	if g.opened[tag] == 0 {
		return false
	}
	for k := len(g.open) - 1; k > 0; k-- {
		n := &g.nodes[g.open[k]]
		if n.tag == tag && !g.dead[k] {
			for len(g.open) > k {
				g.pop()
			}
			return true
		}
		if n.prop&barrier != 0 {
			return false
		}
	}
	return false
}

// end obeys an end tag.
func (g *grower) end(tag atom.Atom) {
	p := props[tag]
	switch {
	case tag == atom.Svg:
		if g.svg > 0 {
			if g.svg--; g.svg == 0 && !g.popTo(atom.Svg, 0) && g.over > 0 {
				g.over--
			}
		}
		return
	case g.svg > 0 || tag == atom.Html || tag == atom.Body || p&void != 0 && tag != atom.Br:
		return
	case tag == atom.Br:
		g.leaf(node{kind: isElement, tag: atom.Br, attrs: int32(len(g.attrs))})
		return
	case tag == atom.Head:
		if g.inHead {
			g.leaveHead()
		}
		return
	case g.over > 0:
		g.over--
		return
	case g.opened[tag] == 0:
		return
	case p&formatting != 0:
		g.endStyle(tag)
	case p&tablePart != 0:
		g.popTo(tag, tableScope)
	case p&blockTag != 0:
		g.popTo(tag, scope)
	default:
		g.popTo(tag, blockTag)
	}
}

// endStyle ends a style. What is open within it and is no style stays open.
func (g *grower) endStyle(tag atom.Atom) {
	for k := len(g.open) - 1; k > 0; k-- {
		n := &g.nodes[g.open[k]]
		switch {
		case n.tag == tag && !g.dead[k] && k == len(g.open)-1:
			g.pop()
			return
		case n.tag == tag && !g.dead[k]:
			g.dead[k] = true
			g.opened[tag]--
			g.leaf(node{kind: isEnd, tag: tag})
			return
		case n.prop&scope != 0:
			return
		}
	}
}

// attributes keeps those attributes that mean something to the reader.
func (g *grower) attributes(z *html.Tokenizer) {
	const most = 64
	start := len(g.attrs)
	for {
		key, value, more := z.TagAttr()
		if k, ok := keptAttrs[string(key)]; ok && len(g.attrs)-start < most {
			g.attrs = append(g.attrs, attr{k, string(value[:min(len(value), maxValue)])})
		}
		if !more {
			return
		}
	}
}

// attr returns the value of an attribute, "" without one.
func (t *tree) attr(i int32, key string) string {
	n := &t.nodes[i]
	for _, a := range t.attrs[n.attrs : n.attrs+n.count] {
		if a.key == key {
			return a.value
		}
	}
	return ""
}

// has reports whether an element has an attribute, be it empty.
func (t *tree) has(i int32, key string) bool {
	n := &t.nodes[i]
	for _, a := range t.attrs[n.attrs : n.attrs+n.count] {
		if a.key == key {
			return true
		}
	}
	return false
}

// decoded returns the text of a text node.
func (t *tree) decoded(i int32) []byte {
	n := &t.nodes[i]
	return unescape(t.data[n.from:n.to])
}

// inner returns the text within a node, at most about limit bytes, with its blanks folded.
func (t *tree) inner(i int32, limit int) string {
	var b []byte
	for k := i; k < t.nodes[i].end && len(b) < limit; k++ {
		if n := &t.nodes[k]; n.kind == isText {
			s := t.data[n.from:n.to]
			b = append(b, unescape(s[:min(len(s), limit)])...)
		} else if n.kind == isElement && (n.tag == atom.Br || n.prop&blockTag != 0) {
			b = append(b, ' ')
		}
	}
	return string(bytes.ToValidUTF8(bytes.Join(bytes.Fields(b), []byte{' '}), nil))
}

// unescape resolves character references.
func unescape(s []byte) []byte {
	if bytes.IndexByte(s, '&') < 0 {
		return s
	}
	return []byte(html.UnescapeString(string(s)))
}
