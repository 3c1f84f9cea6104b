package htmldoc

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"policygraph/extract/source"
)

// notes are the footnotes of a page and the links that lead to them.
type notes struct {
	labels map[int32]string // node at which a note begins → its label
	starts []int32          // these nodes, in order
	refs   map[int32]string // link → label of the note it leads to
	skip   map[int32]int    // text → bytes at its start that repeat a label
	cut    map[int32]int    // text → bytes at its end: an opening bracket before a link
}

var (
	// noteID matches the identifiers of notes and their marks; strongID those that nothing else has.
	noteID   = regexp.MustCompile(`(?i)note|f(?:oo)?tn|fn|edn|\ben?[-_:.]?\d|cit|ref|back|^_?[a-z]{0,2}[-_:.]?\d{1,4}$`)
	strongID = regexp.MustCompile(`(?i)note|ftn|fn|edn|cite`)
	named    = regexp.MustCompile(`(?i)^[\[(]?((?:note|nb|fn|n)\.? ?\d{1,3})[\])]?$`)
	backText = regexp.MustCompile(`(?i)^(?:\W{0,8}|\W{0,3}(?:back|return|jump|go back|go to|to text|top|ref|up)\b.{0,28}|[a-z])$`)
)

// target is a link to a note.
type target struct {
	link, node int32
	label      string
}

// findNotes finds links whose text is the label of a note and that lead forward, and where the notes begin.
func (r *reader) findNotes() notes {
	n := notes{labels: map[int32]string{}, refs: map[int32]string{}, skip: map[int32]int{}, cut: map[int32]int{}}
	targets := r.noteLinks()
	if len(targets) == 0 {
		return n
	}
	f := noteFinder{tree: r.tree, text: make([]int32, len(r.nodes)+1), count: make([]int32, len(r.nodes)+1), region: &r.region}
	f.sum(targets)
	for _, t := range targets {
		start := f.start(t.node)
		if start < 0 {
			continue
		}
		n.refs[t.link] = t.label
		r.brackets(t.link, &n)
		if _, ok := n.labels[start]; !ok {
			n.labels[start] = t.label
			n.starts = append(n.starts, start)
			r.skipLabel(start, t.label, n.skip)
		}
	}
	slices.Sort(n.starts)
	return n
}

// noteLinks returns the links that are marks of notes.
func (r *reader) noteLinks() []target {
	links := map[string][]target{}
	for i := int32(0); i < int32(len(r.nodes)); i++ {
		n := &r.nodes[i]
		if n.kind != isElement || n.tag != atom.A || n.count == 0 || n.end-i > 12 {
			continue
		}
		if _, id, ok := strings.Cut(r.attr(i, "href"), "#"); ok && id != "" {
			if label := r.markLabel(i, id); label != "" {
				links[id] = append(links[id], target{link: i, label: label})
			}
		}
	}
	if len(links) == 0 {
		return nil
	}
	var out []target
	for i := range r.nodes {
		n := &r.nodes[i]
		if n.kind != isElement || n.count == 0 {
			continue
		}
		ids := [2]string{r.attr(int32(i), "id")}
		if n.tag == atom.A {
			ids[1] = r.attr(int32(i), "name")
		}
		for _, id := range ids {
			for _, t := range links[id] {
				if t.link < int32(i) && n.prop&headingTag == 0 {
					out = append(out, target{t.link, int32(i), t.label})
				}
			}
			delete(links, id)
		}
	}
	slices.SortFunc(out, func(a, b target) int { return cmp.Compare(a.link, b.link) })
	return out
}

// markLabel returns the label that a link to an identifier shows, "" if it is no mark of a note.
func (r *reader) markLabel(i int32, id string) string {
	const most = 16
	text := r.inner(i, most)
	if text == "" || len(text) >= most {
		return ""
	}
	label := ""
	if m := source.NoteMarks([]byte(text)); len(m) == 1 {
		label = m[0]
	} else if m := named.FindStringSubmatch(text); m != nil {
		label = m[1]
	}
	if label == "" || strongID.MatchString(id) || r.attr(i, "role") == "doc-noteref" || strings.ContainsAny(text[:1], "[(*") || r.raised(i) {
		return label
	}
	return ""
}

// raised reports whether a link stands in a superscript or holds one.
func (t *tree) raised(i int32) bool {
	for p, k := t.nodes[i].parent, 0; p >= 0 && k < 3; p, k = t.nodes[p].parent, k+1 {
		if t.nodes[p].tag == atom.Sup {
			return true
		}
	}
	for c := i + 1; c < t.nodes[i].end; c++ {
		if t.nodes[c].tag == atom.Sup {
			return true
		}
	}
	return false
}

// noteFinder finds where notes begin.
type noteFinder struct {
	*tree
	region *region
	text   []int32 // bytes of text before each node
	count  []int32 // targets before each node
}

func (f *noteFinder) sum(targets []target) {
	for _, t := range targets {
		f.count[t.node+1] = 1
	}
	for i := range f.nodes {
		f.count[i+1] += f.count[i]
		f.text[i+1] = f.text[i]
		if f.nodes[i].kind == isText && !f.region.drop[i] {
			f.text[i+1] += f.region.text[i]
		}
	}
}

func (f *noteFinder) inside(sums []int32, i int32) int32 { return sums[f.nodes[i].end] - sums[i] }

// start returns the node at which the note of a target begins: the block that begins with it, or the target itself when text
// stands before it; -1 if what stands there cannot be a note.
func (f *noteFinder) start(t int32) int32 {
	if f.inside(f.text, t) == 0 {
		if next := f.nextBlock(t); next >= 0 {
			return next
		}
	}
	b := t
	for b > 0 && f.nodes[b].prop&blockTag == 0 {
		b = f.nodes[b].parent
	}
	if tag := f.nodes[b].tag; tag == atom.Td || tag == atom.Th {
		b = f.nodes[b].parent
	}
	switch {
	case b <= 0 || f.nodes[b].tag == atom.Body || b == f.region.root || f.nodes[b].prop&headingTag != 0:
		return t
	case f.text[t] > f.text[b]:
		return t
	}
	const most = 8000 // bytes of a note
	if f.inside(f.text, b) > most || b == t && f.inside(f.text, b) == 0 {
		return -1
	}
	for {
		p := f.nodes[b].parent
		if p <= f.region.root || f.text[b] > f.text[p] || f.inside(f.count, p) > 1 || f.inside(f.text, p) > most {
			return b
		}
		switch f.nodes[p].tag {
		case atom.Li, atom.Dd, atom.Tr:
		case atom.Div, atom.Aside, atom.Td:
			if !noteID.MatchString(f.attr(p, "id")+" "+f.attr(p, "class")) && f.nodes[p].tag != atom.Td {
				return b
			}
		default:
			return b
		}
		b = p
	}
}

// nextBlock returns the block right behind an empty target, -1 if there is none.
func (f *noteFinder) nextBlock(t int32) int32 {
	p := f.nodes[t].parent
	for c := f.nodes[t].end; c < f.nodes[p].end; c = f.nodes[c].end {
		if f.nodes[c].prop&(blockTag|headingTag) == blockTag && f.nodes[c].kind == isElement && f.inside(f.text, c) > 0 {
			return c
		}
		if f.inside(f.text, c) > 0 {
			return -1
		}
	}
	return -1
}

// brackets notes the brackets around a link to a note, which stand in the texts beside it.
func (r *reader) brackets(link int32, n *notes) {
	before, after := link-1, r.nodes[link].end
	if int(after) >= len(r.nodes) || r.nodes[before].kind != isText || r.nodes[after].kind != isText {
		return
	}
	a, b := r.decoded(before), r.decoded(after)
	for _, pair := range []string{"[]", "()"} {
		if bytes.HasSuffix(a, []byte(pair[:1])) && bytes.HasPrefix(b, []byte(pair[1:])) {
			n.cut[before], n.skip[after] = 1, max(1, n.skip[after])
		}
	}
}

// skipLabel notes the texts at the start of a note that repeat its label.
func (r *reader) skipLabel(start int32, label string, skip map[int32]int) {
	const most = 40
	var text []byte
	var nodes, ends []int
	for i := start; i < r.nodes[start].end && len(text) < most; i++ {
		n := &r.nodes[i]
		if r.region.drop[i] {
			i = n.end - 1
		} else if n.kind == isText {
			text = append(text, r.decoded(i)[:min(most, len(r.decoded(i)))]...)
			nodes, ends = append(nodes, int(i)), append(ends, len(text))
		}
	}
	n := labelEnd(text, label)
	from := 0
	for k, i := range nodes {
		if n <= from {
			return
		}
		skip[int32(i)] = min(n, ends[k]) - from
		from = ends[k]
	}
}

// labelEnd returns the length of a label with its brackets and stops at the start of a text, 0 if the text begins otherwise.
func labelEnd(text []byte, label string) int {
	rest := bytes.TrimLeft(text, " \t\n\u00a0\u200b[(^↑\\")
	rest, ok := bytes.CutPrefix(rest, []byte(label))
	if !ok {
		return 0
	}
	end := bytes.TrimLeft(rest, "])\\")
	end = bytes.TrimLeft(end, ".:")
	if len(end) == len(rest) && len(end) > 0 && (end[0] >= '0' && end[0] <= '9') {
		return 0
	}
	return len(text) - len(end)
}

// isBack reports whether a link within a note leads back to where the note is cited.
func (r *reader) isBack(i int32) bool {
	if r.frame.kind != source.Note || !strings.Contains(r.attr(i, "href"), "#") {
		return false
	}
	text := r.inner(i, 40)
	return backText.MatchString(text) || len(text) < 12 && strings.Trim(text, "[]()^. ") == r.frame.marker
}
