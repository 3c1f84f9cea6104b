package htmldoc

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"policygraph/extract/source"
)

// styles are the elements that set text off.
var styles = map[atom.Atom]source.Style{
	atom.B: source.Strong, atom.Strong: source.Strong, atom.I: source.Emphasis, atom.Em: source.Emphasis, atom.Cite: source.Emphasis, atom.Dfn: source.Emphasis,
	atom.A: source.Link, atom.Abbr: source.Abbr, atom.Acronym: source.Abbr,
}

// inline writes an element within a line.
func (r *reader) inline(i int32, tag atom.Atom) {
	switch tag {
	case atom.Br:
		r.lineBreak(i)
	case atom.Sup:
		r.superscript(i)
	case atom.A:
		r.link(i)
	case atom.Q:
		r.quoted(i)
	case atom.Abbr, atom.Acronym:
		r.styled(i, source.Abbr, oneLine(r.attr(i, "title")))
	case atom.Img:
		r.image(i)
	default:
		if style, ok := styles[tag]; ok {
			r.styled(i, style, "")
			return
		}
		r.children(i)
	}
}

// styled writes the children of an element in a style, unless that style is open already.
func (r *reader) styled(i int32, style source.Style, target string) {
	if r.open[style] {
		r.children(i)
		return
	}
	r.open[style] = true
	depth := r.Depth()
	r.Open(style, target)
	r.children(i)
	if r.Depth() > depth {
		r.CloseTo(depth)
	}
	r.open[style] = false
}

func (r *reader) link(i int32) {
	if label, ok := r.notes.refs[i]; ok {
		r.mark(label)
		return
	}
	if r.isBack(i) {
		return
	}
	href := strings.TrimSpace(r.attr(i, "href"))
	switch text := r.inner(i, 8); {
	case href == "" || strings.HasPrefix(strings.ToLower(href), "javascript:"):
		r.children(i)
		return
	case href[0] == '#' && (text == "#" || text == "¶" || text == "§" || text == "🔗" || text == "⚓"):
		return
	}
	if i2 := r.nodes[i].end; r.blocksWithin(i, i2) {
		r.children(i)
		return
	}
	r.styled(i, source.Link, href)
}

// blocksWithin reports whether a link holds blocks: a card or a whole region, not words.
func (r *reader) blocksWithin(i, end int32) bool {
	for c := i + 1; c < end; c++ {
		if r.nodes[c].kind == isElement && r.nodes[c].prop&blockTag != 0 {
			return true
		}
	}
	return false
}

// mark writes the mark of a note.
func (r *reader) mark(label string) {
	r.Ref(label)
	r.cited[label] = true
}

func (r *reader) quoted(i int32) {
	if r.Kind() == "" {
		r.begin()
	}
	r.At(r.place.Line(int(r.nodes[i].from)), r.page)
	r.Write([]byte("“"))
	r.children(i)
	r.Write([]byte("”"))
}

// image writes the alternative text of an image when it is a sentence about it rather than a name for it.
func (r *reader) image(i int32) {
	alt := r.attr(i, "alt")
	if len(strings.Fields(alt)) < 5 || r.row || r.frame.kind != source.Paragraph || r.Kind() != "" || r.hasCaption(i) {
		return
	}
	r.Begin(source.Block{Kind: source.Caption})
	r.At(r.place.Line(int(r.nodes[i].from)), r.page)
	r.Write([]byte(alt))
	r.finish()
}

// hasCaption reports whether an image stands in a figure with a caption.
func (r *reader) hasCaption(i int32) bool {
	const near = 6
	for p, k := r.nodes[i].parent, 0; p >= 0 && k < near; p, k = r.nodes[p].parent, k+1 {
		if r.nodes[p].tag == atom.Figure {
			return r.region.holds(p, atom.Figcaption)
		}
	}
	return false
}

// lineBreak notes a <br>; a second one in a row ends the paragraph.
func (r *reader) lineBreak(int32) {
	if r.pre {
		r.preText(0, []byte{'\n'})
		return
	}
	if r.pending && !r.row && r.Kind() != source.Heading && r.Kind() != "" {
		r.End()
	}
	r.pending = r.Kind() != ""
}

// superscript writes <sup>: marks of notes, or raised letters that belong to the text.
func (r *reader) superscript(i int32) {
	const most = 40
	for c := i + 1; c < r.nodes[i].end; c++ {
		if _, ok := r.notes.refs[c]; ok {
			r.raisedLinks(i)
			return
		}
	}
	if r.region.drop[i] || r.skips(i) {
		return
	}
	text := r.inner(i, most)
	labels := source.NoteMarks([]byte(text))
	switch {
	case len(labels) == 0 && strings.Trim(text, ",;–-[]() ") == "" && len(r.cited) > 0:
	case len(labels) > 0 && r.exponent(i, text):
		r.Write([]byte(raisedDigits.Replace(text)))
	case len(labels) == 0:
		r.children(i)
	case r.Empty() || r.Kind() == "":
		r.leadingMark(i, labels[0])
	default:
		for _, l := range labels {
			r.mark(l)
		}
	}
}

// skips reports whether the text of an element is the label of the note around, which is not written.
func (r *reader) skips(i int32) bool {
	for c := i + 1; c < r.nodes[i].end; c++ {
		if r.notes.skip[c] > 0 {
			return true
		}
	}
	return false
}

// raisedLinks writes the marks of notes in a superscript, without what stands between them.
func (r *reader) raisedLinks(i int32) {
	for c := i + 1; c < r.nodes[i].end; c++ {
		if label, ok := r.notes.refs[c]; ok {
			r.mark(label)
		}
	}
}

// leadingMark begins a note whose raised label stands before its text, if the text cites such a label; otherwise the label is
// text, and the segmenter decides about it.
func (r *reader) leadingMark(i int32, label string) {
	if r.cited[label] && !r.row && r.frame.kind != source.Heading {
		r.finish()
		r.Begin(source.Block{Kind: source.Note, Marker: label})
		return
	}
	r.children(i)
	if !r.Empty() {
		r.Write([]byte{' '})
	}
}

// exponent reports whether raised digits belong to a number or a unit, as in 10⁶ and m².
func (r *reader) exponent(i int32, text string) bool {
	before := i - 1
	for before > 0 && r.nodes[before].kind != isText {
		if r.nodes[before].prop&blockTag != 0 {
			return false
		}
		before--
	}
	s := r.data[r.nodes[before].from:r.nodes[before].to]
	if len(s) == 0 || r.nodes[before].kind != isText {
		return false
	}
	last := s[len(s)-1]
	if last >= '0' && last <= '9' {
		return !slices.Contains([]string{"*", "†", "‡", "§"}, text) && (len(s) < 5 || !year(s[len(s)-4:]))
	}
	k := len(s)
	for k > 0 && (s[k-1] >= 'a' && s[k-1] <= 'z' || s[k-1] >= 'A' && s[k-1] <= 'Z') {
		k--
	}
	return (text == "2" || text == "3") && slices.Contains(units, string(s[k:]))
}

// raisedDigits keep an exponent apart from the number before it.
var raisedDigits = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

var units = []string{"m", "km", "cm", "mm", "ft", "mi", "dm", "in", "R", "x", "χ", "yd", "nm"}

// year reports whether a text ends in a year: notes are cited behind years, exponents stand elsewhere.
func year(s []byte) bool {
	return len(s) == 4 && (bytes.HasPrefix(s, []byte("19")) || bytes.HasPrefix(s, []byte("20"))) && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9'
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
