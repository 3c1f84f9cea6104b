// Package docx reads Word documents: Office Open XML (.docx and its kin), as Word, LibreOffice, Google Docs and pandoc write it.
//
// What enters are the bytes of a file; what leaves is a [source.Document], or one error that names the part of the file that is
// broken. Styles become kinds of blocks, numbering is computed as Word prints it, tracked changes count as accepted; headers and
// footers (but for what they say of the report), comments, hidden text, tables of contents, pictures and macros are left out. Notes stand at the end, with the page of
// their mark. Nothing but the given bytes is read. A new element of the text is a case in run, inline or block.
package docx

import (
	"bytes"

	"policygraph/extract/source"
)

// Name is the name of the format.
const Name = "docx"

// Options say how files are read.
type Options struct {
	MaxExpansion int64 // bytes that the parts that are read may unpack to; 0 means 128 MiB
}

// Read turns a Word document into a document, with the usual options.
func Read(name string, data []byte) (*source.Document, error) { return Options{}.Read(name, data) }

// Read turns a Word document into a document.
func (o Options) Read(name string, data []byte) (*source.Document, error) {
	a, err := open(data)
	if err != nil {
		return nil, err
	}
	if o.MaxExpansion > 0 {
		a.left = o.MaxExpansion
	}
	main, err := a.main()
	if err != nil {
		return nil, err
	}
	text, err := a.read(main)
	if err != nil {
		return nil, err
	}
	r := &reader{Builder: source.NewBuilder(name, Name, source.NewHyphens(text)), archive: a, remarked: map[string]bool{}}
	if err := r.load(main); err != nil {
		return nil, err
	}
	r.properties()
	r.running()
	r.countPages(text)
	r.noteFormats(text)
	r.Grow(len(text) / 8)
	if err := r.document(main, text); err != nil {
		return nil, err
	}
	r.title()
	return r.Document(), nil
}

// reader walks the document and writes blocks.
type reader struct {
	*source.Builder
	*cursor
	archive   *archive
	rels      relations // of the part that is being read
	partRels  relations // of the main part
	styles    *styles
	numbering *numbering
	remarked  map[string]bool

	para   *para   // open paragraph
	base   look    // how its style looks
	carry  *para   // paragraph whose mark is deleted, or a drop cap: the next one goes on with it
	sink   *[]para // where paragraphs of cells, boxes and notes go; nil: to the builder
	boxes  []para  // of text boxes, to be written behind what they are tied to
	link   string  // target of the hyperlink around
	fields []field
	shown  [3]styled // styles open in the builder
	raised []byte    // superscript text that is not written yet
	custom int       // index of the note in cited whose own mark follows, plus 1

	page     int // 0 unknown
	maxPage  int
	fresh    bool // no text since the last explicit page break
	declared int  // pages, as the file says

	formats [2]string   // of the numbers of footnotes and endnotes
	counts  [2]int      // of the notes cited
	cited   []cited     // in the order of their marks
	live    []listLevel // lists that may go on
	lists   int         // lists begun
	titled  []string    // paragraphs of style Title before any other heading
	authors []string    // paragraphs of style Author
	headed  bool        // a heading that is no title has been seen
	shift   int         // added to the level of headings: 1 below a title
}

// load reads what the main part refers to.
func (r *reader) load(main string) error {
	var err error
	if r.partRels, err = r.archive.relations(main); err != nil {
		return err
	}
	if r.styles, err = r.archive.styles(r.partRels.part("styles")); err != nil {
		return err
	}
	r.numbering, err = r.archive.numbering(r.partRels.part("numbering"), r.styles)
	return err
}

// document reads the main part and then the notes that it cites.
func (r *reader) document(main string, text []byte) error {
	r.rels, r.cursor = r.partRels, newCursor(main, text)
	root := r.root()
	if r.err == nil && root != "document" {
		return r.fail("%s is not a document", root)
	}
	r.each(func(e element) {
		if e.Name.Local == "body" {
			r.each(r.block)
			return
		}
		r.skip()
	})
	r.flush()
	if r.err == nil {
		r.rest()
	}
	if r.err != nil {
		return r.err
	}
	return r.notes()
}

// block reads an element that stands beside paragraphs.
func (r *reader) block(e element) {
	switch e.Name.Local {
	case "p":
		r.paragraph()
	case "tbl":
		r.table()
	case "sdt":
		r.control(r.block)
	case "AlternateContent":
		r.alternate(r.block)
	case "ins", "moveTo", "customXml", "smartTag":
		r.each(r.block)
	case "altChunk":
		r.remark("an embedded document is not read")
		r.skip()
	default:
		r.skip()
	}
}

// control reads a content control. Tables of contents and prompts to enter text are no text.
func (r *reader) control(visit func(element)) {
	drop := false
	r.each(func(e element) {
		switch {
		case e.Name.Local == "sdtPr":
			r.each(func(e element) {
				switch e.Name.Local {
				case "showingPlcHdr":
					drop = isOn(e)
					r.skip()
				case "docPartObj":
					r.each(func(e element) {
						drop = drop || e.Name.Local == "docPartGallery" && value(e, "val") == "Table of Contents"
						r.skip()
					})
				default:
					r.skip()
				}
			})
		case e.Name.Local == "sdtContent" && !drop:
			r.each(visit)
		default:
			r.skip()
		}
	})
}

// alternate reads the first choice of several renderings of the same thing.
func (r *reader) alternate(visit func(element)) {
	taken := false
	r.each(func(e element) {
		if n := e.Name.Local; !taken && (n == "Choice" || n == "Fallback") {
			taken = true
			r.each(visit)
			return
		}
		r.skip()
	})
}

// remark notes once that something is not read.
func (r *reader) remark(message string) {
	if !r.remarked[message] {
		r.remarked[message] = true
		r.Remark(source.Remark{Severity: source.Warning, Page: r.page, Message: message})
	}
}

// countPages decides whether pages can be counted: by the breaks that Word noted when it last laid the text out, or by those
// that the author set, unless the file says that there are more pages than these make.
func (r *reader) countPages(text []byte) {
	rendered := bytes.Contains(text, []byte("lastRenderedPageBreak"))
	set := bytes.Count(text, []byte(`type="page"`)) + bytes.Count(text, []byte("pageBreakBefore")) + bytes.Count(text, []byte("sectPr>"))/2
	if rendered || r.declared == 1 || set > 1 && r.declared <= set+1 {
		r.page = 1
	}
}

// turn begins a page: one that the author asked for, or one where Word happened to break. Word notes the latter behind the
// former, too.
func (r *reader) turn(asked bool) {
	if r.page == 0 || !asked && r.fresh {
		return
	}
	r.page++
	r.fresh = asked
	r.maxPage = max(r.maxPage, r.page)
}
