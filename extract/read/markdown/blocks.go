package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"policygraph/extract/source"
)

// node writes a block node.
func (r *reader) node(n ast.Node, f frame) {
	image := r.image
	r.image = false
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n, f)
	case *ast.Paragraph:
		r.paragraph(n, f, image)
	case *ast.TextBlock:
		r.paragraph(n, f, image)
	case *ast.Blockquote:
		f.kind = source.Quote
		r.children(n, f)
	case *ast.List:
		r.list(n, f)
	case *note:
		f.kind, f.label, f.marker = source.Note, n.label, n.label
		r.children(n, f)
	case *ast.HTMLBlock:
		r.htmlBlock(n, f)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		r.code(n, f)
	case *extast.Table:
		r.table(n)
	case *ast.ThematicBreak:
		r.image = image
	default:
		if n.Type() == ast.TypeBlock && n.HasChildren() {
			r.children(n, f)
		}
	}
	r.reset()
}

// reset ends the block and what markup left open in it.
func (r *reader) reset() {
	if r.sup != nil {
		r.Write(r.sup.text)
	}
	r.End()
	r.CloseTo(0)
	r.sup, r.rows, r.anew = nil, nil, nil
}

func (f frame) block() source.Block {
	return source.Block{Kind: f.kind, List: f.list, Level: f.level, Marker: f.marker}
}

// heading writes a heading. A rule right below a paragraph makes a heading in Markdown; when it is long, it is a paragraph.
func (r *reader) heading(n *ast.Heading, f frame) {
	b := source.Block{Kind: source.Heading, Level: n.Level}
	if segs := n.Lines(); segs.Len() > 0 {
		first := segs.At(0)
		size := segs.At(segs.Len()-1).Stop - first.Start
		if underlined := !bytes.Contains(r.lineBefore(first.Start), []byte("#")); underlined && (size > maxUnderlined || segs.Len() > 2) {
			b = f.block()
		}
	}
	r.Begin(b)
	r.inlines(n)
}

// maxUnderlined is the length in bytes up to which text with a rule below it is taken for a heading.
const maxUnderlined = 120

// lineBefore returns the line's text before an offset.
func (r *reader) lineBefore(offset int) []byte {
	return r.data[bytes.LastIndexByte(r.data[:offset], '\n')+1 : offset]
}

// paragraph writes a paragraph, its lines with tabs as rows.
func (r *reader) paragraph(n ast.Node, f frame, afterImage bool) {
	first := n.FirstChild()
	if first == nil {
		return
	}
	b := f.block()
	if afterImage && b.Kind == source.Paragraph && b.List == 0 && n.ChildCount() == 1 && first.Kind() == ast.KindEmphasis {
		b.Kind = source.Caption
	}
	r.rows = r.tabbed(n)
	if segs := n.Lines(); segs.Len() > 0 && r.rows[segs.At(0).Start] {
		b = source.Block{Kind: source.Row}
	}
	if b.Kind == source.Paragraph && b.List == 0 {
		r.anew = r.stanza(n)
	}
	r.Begin(b)
	r.inlines(n)
	if r.Empty() && onlyImages(n) {
		r.image = true
		r.caption(n)
	}
}

// tabbed returns the offsets of a paragraph's lines that are cells separated by tabs.
func (r *reader) tabbed(n ast.Node) map[int]bool {
	var rows map[int]bool
	segs := n.Lines()
	for i := range segs.Len() {
		s := segs.At(i)
		line := bytes.TrimSpace(r.data[s.Start:s.Stop])
		if bytes.IndexByte(line, '\t') > 0 {
			if rows == nil {
				rows = map[int]bool{}
			}
			rows[s.Start] = true
		}
	}
	return rows
}

func onlyImages(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindImage && c.Kind() != ast.KindText && c.Kind() != ast.KindRawHTML {
			return false
		}
	}
	return true
}

// caption writes the alternative text of an image when it is a sentence about it rather than a name for it.
func (r *reader) caption(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		img, ok := c.(*ast.Image)
		if !ok {
			continue
		}
		alt := img.Text(r.data) //nolint:staticcheck // the plain text is what is wanted
		if len(bytes.Fields(alt)) >= 5 && utf8.Valid(alt) {
			r.Begin(source.Block{Kind: source.Caption})
			r.Write(unescape(alt))
			r.End()
		}
	}
}

// list writes the items of a list with the markers that are printed, which Markdown itself would number anew.
func (r *reader) list(n *ast.List, f frame) {
	r.lists++
	f.list, f.level = r.lists, f.level+1
	inNote := f.kind == source.Note
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		g := f
		if !inNote {
			g.kind, g.marker = source.Item, r.marker(n, item)
		}
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			r.node(c, g)
			if g.kind == source.Item && c.Kind() != ast.KindList {
				g.kind, g.marker = source.Paragraph, ""
			}
		}
	}
}

// marker returns an item's bullet or number as printed.
func (r *reader) marker(list *ast.List, item ast.Node) string {
	first := item.FirstChild()
	for first != nil && first.Lines().Len() == 0 && first.FirstChild() != nil && first.Type() == ast.TypeBlock {
		first = first.FirstChild()
		if first.Type() != ast.TypeBlock {
			break
		}
	}
	if first != nil && first.Type() == ast.TypeBlock && first.Lines().Len() > 0 {
		fields := bytes.Fields(r.lineBefore(first.Lines().At(0).Start))
		for i := len(fields) - 1; i >= 0; i-- {
			if m := fields[i]; m[len(m)-1] == list.Marker {
				return string(m)
			}
		}
	}
	return string(list.Marker)
}

// code writes the lines of a code block as a paragraph.
func (r *reader) code(n ast.Node, f frame) {
	r.Begin(f.block())
	segs := n.Lines()
	for i := range segs.Len() {
		s := segs.At(i)
		r.at(s.Start)
		r.Write(r.data[s.Start:s.Stop])
	}
}

// table writes each row, header included, as a block.
func (r *reader) table(n *extast.Table) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		r.Begin(source.Block{Kind: source.Row})
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell != row.FirstChild() {
				r.Cell()
			}
			r.inlines(cell)
		}
		r.reset()
	}
}
