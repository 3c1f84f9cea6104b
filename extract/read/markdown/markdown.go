// Package markdown reads Markdown, also the kind that converters make of PDF files: with HTML between the lines, page marks,
// stray rules and note marks written <sup>3</sup>.
//
// What enters are the bytes of a file in valid UTF-8; what leaves is a [source.Document]. Headings, paragraphs, lists,
// quotations, tables and footnotes become blocks; emphasis and links become inlines; note marks become refs; images are
// dropped but for a caption. YAML front matter becomes the document's meta data.
package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"policygraph/extract/source"
)

// Name is the name of the format.
const Name = "markdown"

// newParser returns a parser of CommonMark with tables and footnotes, but without indented code, which in reports is only
// ever indented text.
func newParser() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(noteParser{}, 450),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(paragraphs{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(markParser{}, 50),
			util.Prioritized(formulaParser{}, 60),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
	)
	return p
}

// Read turns a Markdown file into a document.
func Read(name string, data []byte) (*source.Document, error) {
	data = source.Newlines(data)
	meta, rest, remarks := frontMatter(data)
	first := 1 + lines(data[:len(data)-len(rest)])
	pages, rest := pageMarks(unglue(rest))
	rest = flatten(rest)
	r := &reader{
		Builder: source.NewBuilder(name, Name, source.NewHyphens(rest)),
		data:    rest,
		place:   source.NewPlace(rest, first),
		pages:   pages,
	}
	r.wrap = wrapWidth(rest)
	r.Grow(len(rest))
	*r.Meta() = meta
	for _, m := range remarks {
		r.Remark(m)
	}
	tree := newParser().Parse(text.NewReader(rest))
	r.children(tree, frame{kind: source.Paragraph})
	r.Meta().Pages, r.Meta().Labels = pages.count(), pages.labels
	return r.Document(), nil
}

// reader walks the tree and writes blocks.
type reader struct {
	*source.Builder
	data  []byte
	place *source.Place
	pages *pages

	lists int           // lists seen so far
	wrap  int           // width at which the file wraps its lines, 0 if it does not
	rows  map[int]bool  // of the open paragraph: does the line that starts at this offset begin a row
	anew  map[int]bool  // … or a paragraph
	sup   *superscript  // open <sup>
	mute  string        // element whose text is skipped: script, style
	image bool          // the last block was an image without text
	html  *source.Block // the kind of block that text in an HTML block goes to

	rowBegun bool // the open HTML row has a cell
	htmlList int  // number of the open HTML list, 0 outside
}

// frame is the context of a block.
type frame struct {
	kind   source.Kind // of paragraphs
	list   int
	level  int
	marker string
	label  string // of the note around
}

func (r *reader) children(n ast.Node, f frame) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c, f)
	}
}

// at moves the builder's position to a byte of the file.
func (r *reader) at(offset int) { r.At(r.place.Line(offset), r.pages.at(offset)) }
