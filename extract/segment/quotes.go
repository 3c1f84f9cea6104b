package segment

import (
	"unicode"
	"unicode/utf8"

	"policygraph/extract/source"
)

const (
	shingle  = 6 // words by which a pull quote is looked up in the body
	shortest = 8 // words of a pull quote
)

// pullQuotes marks the quotations and bold paragraphs whose words stand in the body as well.
func (s *segmenter) pullQuotes() {
	wanted := map[uint64][]int{} // hash of the first words → units
	for i := range s.units {
		u := &s.units[i]
		if u.drop || u.Kind != source.Quote && (u.Kind != source.Paragraph || u.Span.Len() > maxCaption || !s.all(u.Span, source.Strong) && !s.all(u.Span, source.Emphasis)) {
			continue
		}
		if w := foldWords(s.head(u), shortest); len(w) == shortest {
			h := joinHashes(w[:shingle])
			wanted[h] = append(wanted[h], i)
		}
	}
	if len(wanted) == 0 {
		return
	}
	for i := range s.units {
		u := &s.units[i]
		if !u.drop && (u.Kind == source.Paragraph || u.Kind == source.Item) {
			s.findQuotes(i, wanted)
		}
	}
}

// findQuotes looks in a unit of the body for the beginnings of the wanted quotes.
func (s *segmenter) findQuotes(i int, wanted map[uint64][]int) {
	text := s.head(&s.units[i])
	var words [shingle]uint64 // the last words, oldest first
	var starts [shingle]int
	n := 0
	for at := 0; at < len(text); {
		h, start, next := foldWord(text, at)
		at = next
		if start == next {
			break
		}
		copy(words[:], words[1:])
		copy(starts[:], starts[1:])
		words[shingle-1], starts[shingle-1] = h, start
		if n++; n < shingle {
			continue
		}
		for _, q := range wanted[joinHashes(words[:])] {
			if q != i && !s.units[q].repeat && s.repeats(q, text[starts[0]:]) {
				s.units[q].Kind, s.units[q].repeat = source.Quote, true
			}
		}
	}
}

// repeats reports whether body begins with most of the words of a quote.
func (s *segmenter) repeats(q int, body string) bool {
	const most = 1 << 10
	quote := foldWords(s.head(&s.units[q]), most)
	words := foldWords(body, len(quote))
	same := 0
	for k := range min(len(quote), len(words)) {
		if quote[k] != words[k] {
			break
		}
		same++
	}
	return same == len(quote) || same >= 2*shingle || len(words) < len(quote) && same == len(words) && same >= shingle+2
}

const (
	offset64 = 14695981039346656037 // of FNV-1a
	prime64  = 1099511628211
)

func joinHashes(words []uint64) uint64 {
	h := uint64(offset64)
	for _, w := range words {
		h = (h ^ w) * prime64
		h ^= h >> 29
	}
	return h
}

// foldWords returns hashes of the first n words of a text in lower case.
func foldWords(text string, n int) []uint64 {
	out := make([]uint64, 0, min(n, len(text)/2+1))
	for at := 0; at < len(text) && len(out) < n; {
		h, start, next := foldWord(text, at)
		if start == next {
			break
		}
		out = append(out, h)
		at = next
	}
	return out
}

// foldWord returns the hash of the first word at or behind an offset, in lower case, and its span; start is next when there
// is none.
func foldWord(text string, at int) (h uint64, start, next int) {
	h, start = offset64, -1
	for at < len(text) {
		r, n := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[at:])
			r = unicode.ToLower(r)
		} else if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if word := r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)); !word {
			if start >= 0 {
				return h, start, at
			}
		} else {
			if start < 0 {
				start = at
			}
			h = (h ^ uint64(r)) * prime64
		}
		at += n
	}
	if start < 0 {
		start = at
	}
	return h, start, at
}
