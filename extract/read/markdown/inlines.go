package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"policygraph/extract/source"
)

// inlines writes the inline children of a node.
func (r *reader) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.inline(c)
	}
}

func (r *reader) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(n)
	case *ast.String:
		r.write(n.Value)
	case *ast.Emphasis:
		style := source.Emphasis
		if n.Level == 2 {
			style = source.Strong
		}
		r.styled(n, style, "")
	case *ast.Link:
		r.styled(n, source.Link, string(unescape(n.Destination)))
	case *ast.AutoLink:
		r.Open(source.Link, string(n.URL(r.data)))
		r.write(n.Label(r.data))
		r.Close(source.Link)
	case *ast.RawHTML:
		if k := n.Segments.Len(); k > 0 {
			r.at(n.Segments.At(0).Start)
			r.tag(r.data[n.Segments.At(0).Start:n.Segments.At(k-1).Stop])
		}
	case *mark:
		r.Ref(n.label)
	case *formula:
		r.formula(n)
	case *ast.Image:
	default:
		r.inlines(n)
	}
}

// styled writes the children of a node in a style.
func (r *reader) styled(n ast.Node, style source.Style, target string) {
	depth := r.Depth()
	r.Open(style, target)
	r.inlines(n)
	r.CloseTo(depth)
}

// text writes a stretch of text and what ends its line.
func (r *reader) text(n *ast.Text) {
	s := n.Segment
	r.at(s.Start)
	if n.IsRaw() {
		r.write(s.Value(r.data))
	} else {
		r.write(unescape(r.data[s.Start:s.Stop]))
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		r.lineEnd(s.Stop, n.HardLineBreak())
	}
}

// write writes text to where it belongs: the block, a note mark, or nowhere.
func (r *reader) write(s []byte) {
	switch {
	case r.mute != "":
	case r.sup != nil:
		r.sup.text = append(r.sup.text, s...)
	default:
		r.Write(s)
	}
}

// lineEnd ends a line of a paragraph. A new block begins at a row, and where a forced line end divides complete lines.
func (r *reader) lineEnd(stop int, hard bool) {
	next := stop + 1
	if nl := bytes.IndexByte(r.data[stop:], '\n'); nl >= 0 {
		next = stop + nl + 1
	}
	line := r.data[next:]
	if nl := bytes.IndexByte(line, '\n'); nl >= 0 {
		line = line[:nl]
	}
	indent := len(line) - len(bytes.TrimLeft(line, " \t>"))
	switch {
	case r.rows[next+indent] || r.rows[next]:
		r.Begin(source.Block{Kind: source.Row})
	case r.anew[next+indent] || r.anew[next]:
		r.Split()
	case hard && r.Depth() == 0 && r.Kind() != source.Heading && divides(r.data[:stop], line[indent:]):
		r.Split()
	default:
		r.Break()
	}
}

// divides reports whether a forced line end between before and line is the end of a paragraph rather than of a line.
func divides(before, line []byte) bool {
	before = bytes.TrimRight(before, " \\\t\n*_>")
	if len(before) == 0 || len(line) == 0 {
		return false
	}
	if c := line[0]; c >= '0' && c <= '9' {
		return true
	}
	return bytes.IndexByte([]byte(".:;!?"), before[len(before)-1]) >= 0
}

// unescape resolves backslash escapes and character references.
func unescape(s []byte) []byte {
	if bytes.IndexByte(s, '\\') >= 0 {
		s = util.UnescapePunctuations(s)
		s = bytes.ReplaceAll(s, []byte(`\_`), []byte("_")) // escaped twice
	}
	if bytes.IndexByte(s, '&') >= 0 {
		s = util.ResolveEntityNames(util.ResolveNumericReferences(s))
	}
	return s
}
