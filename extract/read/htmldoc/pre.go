package htmldoc

import (
	"bytes"
	"regexp"

	"policygraph/extract/source"
)

// preformatted writes a <pre>: its paragraphs are divided by blank lines and by lines that begin further in than the one
// before. Offices print whole reports this way, with notes marked \3\ and pages marked [[Page 1234]].
func (r *reader) preformatted(i int32) {
	r.finish()
	r.pre = true
	r.preLine, r.preIndent = nil, 0
	r.children(i)
	r.preEnd()
	r.pre = false
	r.finish()
}

var (
	prePage = regexp.MustCompile(`^\s*\[\[Page (\d{1,6})\]\]\s*$`)
	preNote = regexp.MustCompile(`^\s*\\(\d{1,4})\\\s*`)
	preMark = regexp.MustCompile(`\\(\d{1,4}|\*+)\\`)
	preRule = regexp.MustCompile(`^\s*[-=_*]{5,}\s*$`)
)

// preText gathers text of a <pre> into lines.
func (r *reader) preText(i int32, s []byte) {
	if len(r.preLine) == 0 && i > 0 {
		r.preAt = r.place.Line(int(r.nodes[i].from))
	}
	for len(s) > 0 {
		k := bytes.IndexByte(s, '\n')
		if k < 0 {
			r.preLine = append(r.preLine, s...)
			return
		}
		r.preLine = append(r.preLine, s[:k]...)
		r.preEnd()
		r.preAt++
		s = s[k+1:]
	}
}

// preEnd writes a line.
func (r *reader) preEnd() {
	line := r.preLine
	r.preLine = r.preLine[:0]
	if m := prePage.FindSubmatch(line); m != nil {
		r.page = number(string(m[1]))
		r.Meta().Pages = max(r.Meta().Pages, r.page)
		return
	}
	if blank(line) || preRule.Match(line) {
		r.End()
		r.preIndent = 0
		return
	}
	indent := len(line) - len(bytes.TrimLeft(line, " \t"))
	if r.Kind() != "" && indent >= r.preIndent+2 && indent < 12 && !r.row {
		r.End()
	}
	r.preIndent = indent
	switch m := preNote.FindSubmatch(line); {
	case m != nil && r.Kind() == "" && !r.row:
		r.Begin(source.Block{Kind: source.Note, Marker: string(m[1])})
		line = line[len(m[0]):]
	case r.Kind() == "":
		r.begin()
	default:
		r.Break()
	}
	r.At(r.preAt, r.page)
	for {
		m := preMark.FindSubmatchIndex(line)
		if m == nil {
			break
		}
		r.Write(bytes.TrimRight(line[:m[0]], " "))
		r.mark(string(line[m[2]:m[3]]))
		line = line[m[1]:]
	}
	r.Write(line)
}
