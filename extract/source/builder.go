package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"policygraph/graph/kg"
)

// Builder makes a [Document] block by block, in reading order, and normalises the text as it comes. A reader calls Begin,
// then At and Write (Break between wrapped lines, Cell between table cells, Open and Close around styled text, Ref for a note
// mark), then End; a block without text leaves no trace. Builder drops what is not text by itself: invalid bytes, control and
// zero-width characters; it expands ligatures and folds blanks.
type Builder struct {
	doc     Document
	text    []byte
	hyphens *Hyphens

	block   Block
	inBlock bool
	started bool   // the open block has text
	gap     byte   // blank or tab that stands before the next character
	broken  bool   // a line has ended since the last character
	soft    bool   // the last character of the file was a soft hyphen
	raised  []byte // digits raised behind the last character, which may be the mark of a note
	at      kg.Position
	styles  []styled
	inlines int // number of inlines before the open block
	refs    int // and of refs
	marks   int // and of positions
}

type styled struct {
	style  Style
	target string
	inline int // index in doc.Inlines, -1 while no character has been written
}

// NewBuilder returns a builder for a file read by the named format. The hyphens decide about words split at line ends.
func NewBuilder(name, format string, hyphens *Hyphens) *Builder {
	return &Builder{doc: Document{Name: name, Format: format}, hyphens: hyphens}
}

// Grow makes room for n bytes of text.
func (b *Builder) Grow(n int) {
	if cap(b.text) < n {
		b.text = append(make([]byte, 0, n), b.text...)
	}
}

// Meta gives access to what is known of the document.
func (b *Builder) Meta() *Meta { return &b.doc.Meta }

// Running notes a running head or foot that is left out.
func (b *Builder) Running(text string) {
	if text = strings.Join(strings.Fields(text), " "); strings.ContainsFunc(text, unicode.IsLetter) && !slices.Contains(b.doc.Running, text) && len(b.doc.Running) < maxRunning {
		b.doc.Running = append(b.doc.Running, norm.NFC.String(text))
	}
}

// maxRunning is the number of running heads that are kept.
const maxRunning = 100

// Remark notes odd input.
func (b *Builder) Remark(r Remark) { b.doc.Remarks = append(b.doc.Remarks, r) }

// Begin opens a block, ending the one that may be open. The span of its argument is ignored.
func (b *Builder) Begin(block Block) {
	b.End()
	b.block, b.inBlock, b.started, b.gap, b.broken, b.soft = block, true, false, 0, false, false
	b.inlines, b.refs, b.marks = len(b.doc.Inlines), len(b.doc.Refs), len(b.doc.Positions)
}

// Split ends the open block and begins one that goes on with it: another paragraph of an item, note or quotation.
func (b *Builder) Split() {
	block := b.block
	if block.Kind == Item {
		block.Kind, block.Marker = Paragraph, ""
	}
	b.Begin(block)
}

// Kind returns the kind of the open block, "" when none is open.
func (b *Builder) Kind() Kind {
	if !b.inBlock {
		return ""
	}
	return b.block.Kind
}

// Empty reports whether the open block has no text yet.
func (b *Builder) Empty() bool { return !b.started }

// At says where in the file the text stands that is written next.
func (b *Builder) At(line, page int) { b.at.Line, b.at.Page = line, page }

// Break ends a line of wrapped text within a block: a blank, or nothing where a word was split.
func (b *Builder) Break() {
	if b.started {
		b.broken = true
		b.blank(' ')
	}
}

// Cell ends a cell of a row.
func (b *Builder) Cell() {
	b.gap = 0
	b.start()
	b.text = append(b.text, '\t')
	b.gap, b.broken, b.soft = 0, false, false
}

// Ref notes the mark of a note at this place.
func (b *Builder) Ref(label string) {
	if label != "" {
		b.doc.Refs = append(b.doc.Refs, Ref{Offset: len(b.text), Label: label})
	}
}

// Open begins styled text. Styles that are open when a block ends go on in the next.
func (b *Builder) Open(style Style, target string) {
	b.styles = append(b.styles, styled{style, target, -1})
}

// Close ends the innermost open style of that name and those opened within it; without one it does nothing.
func (b *Builder) Close(style Style) {
	for i := len(b.styles) - 1; i >= 0; i-- {
		if b.styles[i].style == style {
			b.CloseTo(i)
			return
		}
	}
}

// Depth returns the number of open styles.
func (b *Builder) Depth() int { return len(b.styles) }

// CloseTo ends all styles but the outermost n.
func (b *Builder) CloseTo(n int) {
	for len(b.styles) > n {
		last := len(b.styles) - 1
		b.finish(&b.styles[last])
		b.styles = b.styles[:last]
	}
}

func (b *Builder) finish(s *styled) {
	if s.inline >= 0 {
		b.doc.Inlines[s.inline].Span.End = len(b.text)
		s.inline = -1
	}
}

func (b *Builder) blank(c byte) {
	if b.gap != '\t' {
		b.gap = c
	}
}

// start prepares for a character: the separator of blocks, the blank before it, the position, the styles.
func (b *Builder) start() {
	if !b.started {
		if len(b.text) > 0 {
			b.text = append(b.text, '\n')
			for i := b.refs; i < len(b.doc.Refs); i++ {
				b.doc.Refs[i].Offset = len(b.text)
			}
		}
		b.block.Span.Start, b.started, b.gap = len(b.text), true, 0
	} else if b.gap != 0 && b.text[len(b.text)-1] != '\t' {
		b.text = append(b.text, b.gap)
	}
	b.gap, b.broken, b.soft = 0, false, false
	if n := len(b.doc.Positions); n == b.marks || b.doc.Positions[n-1].Line != b.at.Line || b.doc.Positions[n-1].Page != b.at.Page {
		b.doc.Positions = append(b.doc.Positions, kg.Position{Offset: len(b.text), Line: b.at.Line, Page: b.at.Page})
	}
	for i := range b.styles {
		if s := &b.styles[i]; s.inline < 0 {
			s.inline = len(b.doc.Inlines)
			b.doc.Inlines = append(b.doc.Inlines, Inline{Style: s.style, Target: s.target, Span: kg.Span{Start: len(b.text)}})
		}
	}
}

// End closes the open block.
func (b *Builder) End() {
	if !b.inBlock {
		return
	}
	b.settleRaised()
	b.inBlock = false
	if !b.started {
		return
	}
	for b.text[len(b.text)-1] == '\t' && len(b.text) > b.block.Span.Start+1 {
		b.text = b.text[:len(b.text)-1]
	}
	b.clamp()
	for i := range b.styles {
		b.finish(&b.styles[i])
	}
	if !norm.NFC.IsNormal(b.text[b.block.Span.Start:]) {
		b.normalise()
	}
	b.block.Span.End = len(b.text)
	b.doc.Blocks = append(b.doc.Blocks, b.block)
	b.started = false
}

// clamp moves marks that stand behind the end of the text to its end.
func (b *Builder) clamp() {
	for i := b.inlines; i < len(b.doc.Inlines); i++ {
		s := &b.doc.Inlines[i].Span
		s.Start, s.End = min(s.Start, len(b.text)), min(s.End, len(b.text))
	}
	for i := len(b.doc.Refs) - 1; i >= b.refs && b.doc.Refs[i].Offset > len(b.text); i-- {
		b.doc.Refs[i].Offset = len(b.text)
	}
	for n := len(b.doc.Positions); n > b.marks+1 && b.doc.Positions[n-1].Offset >= len(b.text); n-- {
		b.doc.Positions = b.doc.Positions[:n-1]
	}
}

// normalise brings the open block into NFC and moves the marks along.
func (b *Builder) normalise() {
	start := b.block.Span.Start
	old := string(b.text[start:])
	b.text = b.text[:start]
	moved := make([]int, len(old)+1)
	var it norm.Iter
	it.InitString(norm.NFC, old)
	for pos := 0; !it.Done(); {
		seg := it.Next()
		for ; pos < it.Pos(); pos++ {
			moved[pos] = len(b.text)
		}
		b.text = append(b.text, seg...)
	}
	moved[len(old)] = len(b.text)
	for i := b.inlines; i < len(b.doc.Inlines); i++ {
		s := &b.doc.Inlines[i].Span
		s.Start, s.End = moved[s.Start-start], moved[s.End-start]
	}
	for i := b.refs; i < len(b.doc.Refs); i++ {
		b.doc.Refs[i].Offset = moved[b.doc.Refs[i].Offset-start]
	}
	for i := b.marks; i < len(b.doc.Positions); i++ {
		b.doc.Positions[i].Offset = moved[b.doc.Positions[i].Offset-start]
	}
}

// Document ends the last block and returns the document. The builder must not be used afterwards.
func (b *Builder) Document() *Document {
	b.End()
	b.doc.Text = string(b.text)
	kept := b.doc.Inlines[:0]
	for _, in := range b.doc.Inlines {
		if in.Span.Len() > 0 {
			kept = append(kept, in)
		}
	}
	b.doc.Inlines = kept
	return &b.doc
}

// Write adds text to the open block. Tabs separate the cells of a row and are blanks elsewhere, line feeds are blanks.
func (b *Builder) Write(s []byte) {
	if !b.inBlock {
		return
	}
	for i := 0; i < len(s); {
		if c := s[i]; c > ' ' && c < 0x7f {
			j := i + 1
			for j < len(s) && s[j] > ' ' && s[j] < 0x7f {
				j++
			}
			b.begin(s[i:])
			b.text = append(b.text, s[i:j]...)
			i = j
			continue
		} else if c < utf8.RuneSelf {
			b.control(c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		b.writeRune(r, n, s[i:])
		i += n
	}
}

// begin prepares for a visible character that starts rest, settling a hyphen at the end of the line before.
func (b *Builder) begin(rest []byte) {
	if len(b.raised) > 0 {
		b.settleRaised()
	}
	if b.broken {
		b.settle(rest)
	} else if b.gap == ' ' && b.started && b.text[len(b.text)-1] == '-' && b.hyphens.Torn(b.text[b.block.Span.Start:len(b.text)-1], rest) {
		b.text, b.gap = b.text[:len(b.text)-1], 0
		b.clamp()
	}
	if b.gap != 0 || !b.started || len(b.styles) > 0 || b.at != b.last() {
		b.start()
	}
	b.soft = false
}

func (b *Builder) last() kg.Position {
	n := len(b.doc.Positions)
	if n == b.marks {
		return kg.Position{Line: -1}
	}
	p := b.doc.Positions[n-1]
	return kg.Position{Line: p.Line, Page: p.Page}
}

func (b *Builder) settle(rest []byte) {
	b.broken = false
	if b.soft {
		b.gap = 0
		return
	}
	n := len(b.text)
	if n == 0 || b.text[n-1] != '-' || b.hyphens == nil {
		return
	}
	switch b.hyphens.Join(b.text[b.block.Span.Start:n-1], rest) {
	case Whole:
		b.text, b.gap = b.text[:n-1], 0
		b.clamp()
	case Compound:
		b.gap = 0
	}
}

func (b *Builder) control(c byte) {
	switch {
	case c == '\t' && b.block.Kind == Row:
		b.gap = '\t'
	case c == ' ' || c >= '\t' && c <= '\r':
		b.blank(' ')
	}
}

func (b *Builder) writeRune(r rune, n int, rest []byte) {
	switch digit := raisedDigit(r); {
	case digit > 0 && (len(b.raised) > 0 || !b.broken && b.gap == 0 && b.mayBeMark()):
		b.raised = append(b.raised, digit)
	case r == utf8.RuneError && n == 1, r == 0xfeff, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
	case r == 0xad:
		b.soft = true
	case r >= 0xfb00 && r <= 0xfb06:
		b.begin(rest)
		b.text = append(b.text, ligatures[r-0xfb00]...)
	case r == 0x2010 || r == 0x2011:
		b.begin(rest)
		b.text = append(b.text, '-')
	case unicode.IsSpace(r) || r == 0x2800 || r == 0x3164:
		b.blank(' ')
	case unicode.IsControl(r):
	default:
		b.begin(rest)
		b.text = append(b.text, rest[:n]...)
	}
}

var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}
