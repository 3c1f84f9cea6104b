package segment

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"policygraph/extract/pattern"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// candidate is a unit that begins with a number and so may be a note.
type candidate struct {
	unit, number int
	cut          int  // length of the number in the text; 0 when the reader has taken it out
	bracket      bool // the number stands in brackets
}

// run is a sequence of candidates with rising numbers.
type run struct {
	items   []candidate
	matched int  // items whose number is cited before them
	headed  bool // under a heading such as "Notes"
}

func (r *run) last() int { return r.items[len(r.items)-1].number }

// maxGap returns how many numbers may be missing before c: more when c stands right behind the run.
func (r *run) maxGap(c candidate) int {
	if len(r.items) > 2 && c.unit == r.items[len(r.items)-1].unit+1 {
		return 40
	}
	return 5
}

var notesHeading = pattern.MustCompile(`(?i)^(?:end ?|foot)?notes?(?: (?:and|&) (?:references|sources))?$|^references$|^citations$|^sources$|^works cited$`)

// notes finds the numbered lists whose numbers are cited in the text and makes their items notes. Where the reader has not
// found marks, digits that stick to words or stand in brackets are tried.
func (s *segmenter) notes() {
	runs := s.runs()
	labelled := s.noteLabels()
	explained := maps.Clone(labelled) // by notes that the reader has found
	s.nakedMarks(runs, labelled)
	sc := s.newScorer(runs, explained)
	sc.order(runs)
	brackets := false // a text numbers its notes in one way
	for _, r := range runs {
		if bracket := r.items[0].bracket; (bracket || !brackets) && sc.accept(r, len(s.refs) > 0) {
			brackets = brackets || bracket
			s.makeNotes(r)
		}
	}
}

// noteLabels returns the numbers of the notes that the reader found.
func (s *segmenter) noteLabels() map[int]bool {
	labels := map[int]bool{}
	for i := range s.units {
		if u := &s.units[i]; u.Kind == source.Note {
			if n, err := strconv.Atoi(u.Marker); err == nil {
				labels[n] = true
			}
		}
	}
	return labels
}

// runs gathers candidates into runs of rising numbers; some of them may be numbered lists of the body.
func (s *segmenter) runs() []*run {
	const open = 6 // runs that may go on
	var all, live []*run
	heading := ""
	for i := range s.units {
		u := &s.units[i]
		if u.Kind == source.Heading {
			heading = strings.TrimSpace(s.head(u))
		}
		c, ok := s.candidate(i, u)
		if !ok {
			continue
		}
		var best *run
		for _, r := range live {
			if d := c.number - r.last(); c.bracket == r.items[0].bracket && d >= 1 && d <= r.maxGap(c) && (best == nil || d <= c.number-best.last()) {
				best = r
			}
		}
		if best == nil {
			best = &run{headed: notesHeading.MatchString(heading)}
			all, live = append(all, best), append(live, best)
			if len(live) > open {
				live = live[1:]
			}
		}
		best.items = append(best.items, c)
	}
	return all
}

// bracketNote is the mark of a note that stands in brackets before it.
var bracketNote = pattern.MustCompile(`^\[(\d{1,3})\] `)

func (s *segmenter) candidate(i int, u *unit) (candidate, bool) {
	switch u.Kind {
	case source.Item:
		n, err := strconv.Atoi(strings.Trim(u.Marker, "().[]"))
		return candidate{unit: i, number: n}, err == nil && n > 0
	case source.Paragraph:
		text := s.head(u)
		if m := bracketNote.FindStringSubmatch(text); m != nil {
			number, _ := strconv.Atoi(m[1])
			return candidate{i, number, len(m[0]), true}, number > 0
		}
		n := 0
		for n < len(text) && n < 4 && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		if n == 0 || n == 4 {
			return candidate{}, false
		}
		number, _ := strconv.Atoi(text[:n])
		cut := n
		if cut < len(text) && (text[cut] == '.' || text[cut] == ')') {
			cut++
		}
		if cut+1 >= len(text) || text[cut] != ' ' || number == 0 || len(text) < cut+3 {
			return candidate{}, false
		}
		return candidate{unit: i, number: number, cut: cut + 1}, true
	}
	return candidate{}, false
}

// makeNotes turns the items of a run into notes. In a dense run, such as endnotes, what stands between two of them without
// a number goes with the one before.
func (s *segmenter) makeNotes(r *run) {
	first, last := r.items[0].unit, r.items[len(r.items)-1].unit
	dense := (last-first+1)*2 <= len(r.items)*3
	for i, c := range r.items {
		u := &s.units[c.unit]
		u.Kind, u.Marker, u.List, u.Level = source.Note, strconv.Itoa(c.number), 0, 0
		u.segs[0].Start += c.cut
		if i == 0 || c.unit-r.items[i-1].unit > 3 || !dense {
			continue
		}
		for k := r.items[i-1].unit + 1; k < c.unit; k++ {
			v := &s.units[k]
			if v.Kind != source.Item && v.Kind != source.Paragraph || s.marked(v) {
				break
			}
			v.Kind, v.Marker, v.List, v.Level = source.Note, s.units[r.items[i-1].unit].Marker, 0, 0
		}
	}
}

// nakedMarks makes refs of the digits that converters leave of raised note marks, if the reader has found few marks.
func (s *segmenter) nakedMarks(runs []*run, labels map[int]bool) {
	own := map[int]bool{}
	for _, r := range runs {
		if len(r.items) < 3 && !r.headed {
			continue
		}
		const long = 8 // items of a list that is hardly one of the body
		for _, c := range r.items {
			if c.cut > 0 || len(r.items) >= long {
				labels[c.number] = true
				own[c.unit] = true
			}
		}
	}
	known := map[string]bool{}
	for _, ref := range s.refs {
		known[ref.Label] = true
	}
	if len(labels) == 0 || len(known)*2 > len(labels) {
		return
	}
	s.refs = slices.Clone(s.refs)
	m := newMarker(labels)
	for i := range s.units {
		u := &s.units[i]
		if own[i] || u.Kind == source.Note {
			continue
		}
		for _, c := range m.find(s.head(u)) {
			s.refs = append(s.refs, source.Ref{Offset: u.Span.Start + c.Start, Label: c.label})
			s.cut(u, c.Span)
		}
	}
	slices.SortStableFunc(s.refs, func(a, b source.Ref) int { return cmp.Compare(a.Offset, b.Offset) })
}

// cut takes a stretch, relative to the unit's start, out of its text.
func (s *segmenter) cut(u *unit, c kg.Span) {
	last := &u.segs[len(u.segs)-1]
	end := last.End
	last.End = u.Span.Start + c.Start
	if u.Span.Start+c.End < end {
		u.segs = append(u.segs, seg{Span: kg.Span{Start: u.Span.Start + c.End, End: end}})
	}
}
