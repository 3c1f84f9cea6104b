// Package htmldoc reads web pages: reports as they stand on a site, with menus, banners and footers around them, and what word
// processors and converters save as HTML.
//
// What enters are the bytes of a file in any usual encoding; what leaves is a [source.Document] of the page's main content with
// the lines of the file. Nothing is fetched and no script is run.
//
// The work is done in steps over one tree: decode the bytes (charset.go), build the tree (tree.go), read what the head says of
// the page (meta.go), find the main content (region.go), the notes (notes.go) and the pages (pages.go), and write the blocks
// (walk.go and the files beside it). To teach it another kind of furniture, add a word to the lists in names.go.
//
// Why no library finds the main content: codeberg.org/readeck/go-readability/v2 v2.1.3 (MIT, alive; the successor of
// go-shiori/go-readability) was tried on the pages in testdata and on a presidential memorandum. It found the right region each
// time and kept lists of sources and tables, but lost pull quotes and boxes in asides, the footnotes that Word writes, headings
// that are buttons, and the title; it kept links under "More from the institute". It works on
// the tree of html.Parse, which knows no lines of the file, and brings four more modules. Here the semantic elements name the
// region where a page has them, and within it furniture is what is told by its element, its role or the words of its class, or
// by being little but links at an edge: a report loses a paragraph only when something says that it is furniture.
//
// The tree is built here because html.Parse drops positions. It is one slice in
// document order; the rules of HTML for tags that may be left out are obeyed, wrongly nested styles are ended where they say.
package htmldoc

import (
	"errors"
	"fmt"

	"policygraph/extract/source"
)

// Name is the name of the format.
const Name = "html"

// Read turns a web page into a document.
func Read(name string, data []byte) (*source.Document, error) {
	text, remarks, err := decode(data)
	if err != nil {
		return nil, err
	}
	text = source.Newlines(text)
	t, err := parse(text)
	if err != nil {
		return nil, err
	}
	r := &reader{
		Builder: source.NewBuilder(name, Name, source.NewHyphens(text)),
		tree:    t, place: source.NewPlace(text, 1),
	}
	for _, m := range remarks {
		r.Remark(m)
	}
	if t.deep > 0 {
		r.Remark(source.Remark{Severity: source.Warning, Line: r.place.Line(t.deep), Message: fmt.Sprintf("elements nested deeper than %d are read as if they were not nested", maxDepth)})
	}
	r.read()
	return r.Document(), nil
}

// errElements is the error for pages that no browser would show.
var errElements = errors.New("page has too many elements")

// reader writes the blocks of a tree.
type reader struct {
	*source.Builder
	*tree
	place  *source.Place
	region region
	notes  notes
	pages  pages

	frame     *frame
	lists     int                   // lists seen so far
	page      int                   // page of what is written next
	heading   int                   // level of the last heading
	row       bool                  // a row is open: block elements do not end it
	wrapped   bool                  // <br> in the open block ends lines, not paragraphs
	pre       bool                  // line feeds are kept
	preLine   []byte                // line of a <pre> so far
	preAt     int                   // its line in the file
	preIndent int                   // blanks before the line before
	pending   bool                  // a <br> stands before the next character
	cited     map[string]bool       // labels of the marks seen so far
	open      map[source.Style]bool // styles
	list      wordList              // of paragraphs that a word processor made items
}

// frame is the context of blocks.
type frame struct {
	kind   source.Kind // of paragraphs
	list   int
	level  int
	marker string // of the item or note
	begun  bool   // the item has its first block
}

// block returns the block that text in this frame belongs to.
func (f *frame) block() source.Block {
	b := source.Block{Kind: f.kind, List: f.list, Level: f.level}
	switch {
	case f.kind == source.Note:
		return source.Block{Kind: f.kind, Marker: f.marker}
	case f.kind == source.Item && f.begun:
		b.Kind = source.Paragraph
	case f.kind == source.Item:
		b.Marker = f.marker
	}
	return b
}

func (r *reader) read() {
	r.cited, r.open = map[string]bool{}, map[source.Style]bool{}
	r.region = r.findRegion()
	r.notes = r.findNotes()
	r.pages = r.findPages()
	*r.Meta() = r.findMeta()
	r.Meta().Pages, r.Meta().Labels = r.pages.last, r.pages.labels
	r.frame = &frame{kind: source.Paragraph}
	r.Grow(r.region.size * 5 / 4)
	if h := r.region.title; h >= 0 {
		r.element(h)
		r.End()
	}
	root := r.region.root
	r.page = r.pages.before(root)
	r.element(root)
	r.finish()
	for _, n := range r.notes.starts {
		if (n < root || n >= r.nodes[root].end) && !r.region.dropped(n) {
			r.page = r.pages.before(n)
			r.element(n)
			r.finish()
		}
	}
}

// finish ends the open block.
func (r *reader) finish() {
	r.End()
	r.pending, r.wrapped = false, false
}
