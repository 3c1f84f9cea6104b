// Package source defines a report as read from a file: one clean text and the typed blocks that make it up. Readers produce
// it, the segmenter consumes it. The text is normalised once, by the reader: valid UTF-8 in NFC, markup and control characters
// gone, soft hyphens and zero-width characters removed, runs of blanks folded to one within a block, blocks separated by one
// line feed. From then on it is immutable and every place is a byte offset into it.
package source

import "policygraph/graph/kg"

// Kind is what a block is.
type Kind string

// The kinds of blocks.
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Item      Kind = "item"    // of a bulleted or numbered list; continuation paragraphs of an item are Paragraph with the item's List and Level
	Caption   Kind = "caption" // of a figure or photograph
	Row       Kind = "row"     // of a table or of a tab-separated list; cells are separated by a tab
	Quote     Kind = "quote"   // set off from the text: a block quotation or pull quote
	Note      Kind = "note"    // a footnote or endnote; Marker is its label
)

// Block is a stretch of the text.
type Block struct {
	Kind   Kind
	Span   kg.Span
	Level  int    // heading: 1 outermost; item: depth of nesting from 1; others 0
	Marker string // item: bullet or number as printed ("-", "3.", "(a)"); note: label; heading: printed number, if the reader took it out of the text
	List   int    // items of one list share a number ≥ 1; 0 outside lists
}

// Style is how a stretch of text is set off.
type Style string

// The styles that readers keep.
const (
	Emphasis Style = "emphasis" // italic
	Strong   Style = "strong"   // bold
	Link     Style = "link"     // Target is the address
	Abbr     Style = "abbr"     // Target is the expansion
)

// Inline is a styled stretch of the text; inlines are ordered by start and may nest.
type Inline struct {
	Style  Style
	Span   kg.Span
	Target string
}

// Ref is the mark of a footnote or endnote. It has been taken out of the text; Offset is where it stood.
type Ref struct {
	Offset int
	Label  string // as printed: "29", "*", "iv"
}

// Meta is what a file says of itself, as far as its format has a place for it. Empty fields are unknown.
type Meta struct {
	Title     string
	Authors   []string
	Publisher string
	Date      string
	Pages     int
	Labels    []string // numbers printed on the pages, where they are not those of counting; Labels[0] is that of page 1

	// The program that made the file filled the field in: it may be the name of a file or a user, or the day of conversion.
	UnsureTitle, UnsureAuthors, UnsureDate bool
}

// Severity tells how bad a [Remark] is.
type Severity string

// The severities.
const (
	Info    Severity = "info"
	Warning Severity = "warning" // something was lost or guessed
)

// Remark is a note about odd input that did not stop the reading.
type Remark struct {
	Severity Severity
	Line     int // of the file, 0 unknown
	Page     int // 0 unknown
	Message  string
}

// Document is a report as a reader gives it.
type Document struct {
	Name      string // base name of the file
	Format    string // name of the reader
	Hash      string // hex SHA-256 of the file's bytes
	Meta      Meta
	Text      string
	Blocks    []Block       // in reading order, not overlapping
	Inlines   []Inline      // ordered by start, then longest first
	Refs      []Ref         // ordered by offset
	Positions []kg.Position // ordered by offset: line and page of the file from that offset of Text on
	Running   []string      // running heads and feet that were left out, each once
	Remarks   []Remark
}
