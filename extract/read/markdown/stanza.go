package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// Where a file wraps its lines, a line that ends early was ended on purpose: in addresses, lists of names and glossaries, whose
// lines must not run together as one sentence.

const (
	leastWrapped = 40  // lines of a file that tell how wide it is
	narrowest    = 50  // bytes of a line of a file that wraps its lines
	widest       = 140 // and of its longest
)

// wrapWidth returns the width at which a file wraps its lines, 0 if it does not.
func wrapWidth(data []byte) int {
	var lengths []int
	before := 0 // length of the line before
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && before > 0 {
			lengths = append(lengths, before)
		}
		before = utf8.RuneCount(line)
	}
	if len(lengths) < leastWrapped {
		return 0
	}
	slices.Sort(lengths)
	width, most := lengths[len(lengths)*3/4], lengths[len(lengths)*49/50]
	if width < narrowest || most > widest {
		return 0
	}
	return width
}

// courtesy begins the line of an address that names a person.
var courtesy = regexp.MustCompile(`^(?:The )?(?:Rt\.? )?(?:Hon(?:\.|o(?:u)?rable)|Mrs?\.|Ms\.|Dr\.|Prof\.) `)

// stanza returns the offsets of the lines of a paragraph that begin anew, none where it is wrapped prose: most of its lines end
// early, none as a sentence does, and what follows them begins with a capital.
func (r *reader) stanza(n ast.Node) map[int]bool {
	segs := n.Lines()
	if r.wrap == 0 || segs.Len() < 2 {
		return nil
	}
	width := 0 // of the paragraph: columns may be narrow
	for i := range segs.Len() {
		line := segs.At(i)
		width = max(width, utf8.RuneCount(bytes.TrimSpace(line.Value(r.data))))
	}
	out := map[int]bool{}
	for i := 1; i < segs.Len(); i++ {
		above, line := segs.At(i-1), segs.At(i)
		a, b := bytes.Trim(above.Value(r.data), " *_\\\n"), bytes.TrimSpace(line.Value(r.data))
		if len(a) == 0 || len(b) == 0 || bytes.IndexByte([]byte(".,;:?!-"), a[len(a)-1]) >= 0 || bytes.HasPrefix(a, []byte("[")) {
			return nil
		}
		word := b
		if k := bytes.IndexByte(b, ' '); k > 0 {
			word = b[:k]
		}
		first, _ := utf8.DecodeRune(bytes.TrimLeft(b, "*_"))
		const slack = 4
		early := utf8.RuneCount(a)+1+utf8.RuneCount(word)+slack < min(r.wrap, width)
		if (early || courtesy.Match(a)) && unicode.IsUpper(first) {
			out[line.Start] = true
		}
	}
	last := bytes.TrimSpace(r.data[segs.At(segs.Len()-1).Start:segs.At(segs.Len()-1).Stop])
	if len(out)*2 < segs.Len()-1 || bytes.HasSuffix(last, []byte(".")) {
		return nil
	}
	return out
}
