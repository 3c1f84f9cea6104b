package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/source"
)

const (
	minTorn  = 60 // bytes of a paragraph that may go on with a capital
	maxApart = 6  // units of body text that may stand between the halves of a torn paragraph
)

// join makes one unit of what a page break, caption, note or quote tore apart.
func (s *segmenter) join() {
	regular := s.itemsEnd()
	torn, apart, between := -1, 0, false // unit that breaks off, body units and other units since
	note := -1                           // note directly before
	for i := range s.units {
		u := &s.units[i]
		if u.drop {
			continue
		}
		if note >= 0 && u.Kind == s.units[note].Kind && u.Marker == s.units[note].Marker || note >= 0 && s.noteGoesOn(note, u) {
			s.glue(note, i)
			continue
		}
		note = -1
		switch u.Kind {
		case source.Heading:
			if torn >= 0 && !s.misplaced(torn, i) {
				torn = -1
			}
			between = true
		case source.Caption, source.Quote, source.Row:
			between = true
		case source.Note:
			between, note = true, i
		default:
			if torn >= 0 && u.Kind == source.Paragraph && apart <= maxApart && s.goesOn(torn, u, apart, between) {
				s.glue(torn, i)
				if u = &s.units[torn]; !s.rules.open(s.tail(u)) {
					torn = -1
				}
				apart, between = 0, false
				continue
			}
			if s.rules.open(s.tail(u)) && (u.Kind == source.Paragraph || regular || s.tornItem(u)) {
				torn, apart, between = i, 0, false
			} else if torn >= 0 {
				apart++
			}
		}
	}
}

// misplaced reports whether heading i stands in the middle of a paragraph: the rest of it comes next, with a small letter.
func (s *segmenter) misplaced(torn, i int) bool {
	next := s.next(i)
	return next >= 0 && s.units[next].Kind == source.Paragraph && lower(s.head(&s.units[next])) &&
		s.units[torn].Span.Len() >= minTorn && s.continues(&s.units[torn], &s.units[next], true)
}

// goesOn reports whether unit u goes on with the torn one. Halves that are not neighbours are joined only when u begins
// with a small letter.
func (s *segmenter) goesOn(torn int, u *unit, apart int, between bool) bool {
	t := &s.units[torn]
	if apart > 0 {
		return lower(s.head(u)) && s.continues(t, u, false) && t.Span.Len() >= minTorn
	}
	return s.continues(t, u, between || s.page(t.segs[len(t.segs)-1].End) != s.page(u.Span.Start))
}

// itemsEnd reports whether the items of lists usually end like sentences: only then one that does not may be torn.
func (s *segmenter) itemsEnd() bool {
	items, end := 0, 0
	for i := range s.units {
		if u := &s.units[i]; u.Kind == source.Item && !u.drop {
			items++
			if terminated(s.tail(u)) {
				end++
			}
		}
	}
	return end*4 >= items*3
}

// tornItem reports whether an item must go on: it ends in a hyphen, comma, or a word that cannot end anything.
func (s *segmenter) tornItem(u *unit) bool {
	text := s.tail(u)
	last, _ := utf8.DecodeLastRuneInString(text)
	return last == '-' || last == ',' || hanging[lastWord(text)]
}

var hanging = set([]string{"and", "or", "the", "a", "an", "of", "to", "in", "for", "with", "by", "on", "at", "from", "as", "that", "which", "their", "its", "is", "are"})

// continues reports whether the text of v can be the rest of u, which breaks off; apart tells that something stands between.
func (s *segmenter) continues(u, v *unit, apart bool) bool {
	a, b := s.tail(u), s.head(v)
	if !s.rules.open(a) {
		return false
	}
	if lower(b) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) && !strings.ContainsRune(",-–—", last) || u.length() < minTorn || s.all(v.Span, source.Strong) || s.all(v.Span, source.Emphasis) {
		return false
	}
	if !apart && (u.length() < 80 || last == '-' || unicode.IsDigit(last)) {
		return false
	}
	if word, _ := nextWord(b); s.rules.starters[word] {
		return false
	}
	const minRest = 40
	return v.length() >= minRest && capital(b) && (terminated(s.tail(v)) || v.length() > 2*minRest)
}

// noteGoesOn reports whether a unit behind a note is the rest of it.
func (s *segmenter) noteGoesOn(note int, u *unit) bool {
	if u.Kind != source.Paragraph && u.Kind != source.Item {
		return false
	}
	text := s.head(u)
	last, _ := utf8.DecodeLastRuneInString(s.tail(&s.units[note]))
	if u.Kind == source.Item {
		return last == ',' && len(u.Marker) == 1
	}
	if last == '-' {
		return unicode.IsLower(first(text)) || unicode.IsDigit(first(text))
	}
	return s.rules.open(s.tail(&s.units[note])) && lower(text)
}

// glue appends unit i to unit to.
func (s *segmenter) glue(to, i int) {
	u, v := &s.units[to], &s.units[i]
	last := &u.segs[len(u.segs)-1]
	text, glue := s.slice(last.Span), " "
	if k := len(text); k > 1 && text[k-1] == '-' {
		switch s.hyphens.Join([]byte(text[max(0, k-1-maxWord):k-1]), []byte(s.head(v)[:min(maxWord, len(s.head(v)))])) {
		case source.Whole:
			last.End--
			glue = ""
		case source.Compound:
			glue = ""
		}
	}
	n := len(u.segs)
	u.segs = append(u.segs, v.segs...)
	u.segs[n].glue = glue
	v.drop = true
}

// maxWord is the number of bytes of a word that matter for its hyphen.
const maxWord = 40

// page returns the page of an offset of the document.
func (s *segmenter) page(offset int) int {
	at := 0
	if k := s.position(offset); k >= 0 {
		at = s.doc.Positions[k].Page
	}
	return at
}
