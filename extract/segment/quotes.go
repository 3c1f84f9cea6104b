package segment

import (
	"hash/maphash"
	"strings"
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
	seed := maphash.MakeSeed()
	wanted := map[uint64][]int{} // hash of the first words → units
	for i := range s.units {
		u := &s.units[i]
		if u.drop || u.Kind != source.Quote && (u.Kind != source.Paragraph || u.Span.Len() > maxCaption || !s.all(u.Span, source.Strong) && !s.all(u.Span, source.Emphasis)) {
			continue
		}
		if w := foldWords(s.head(u), shortest); len(w) == shortest {
			h := hashWords(seed, w[:shingle])
			wanted[h] = append(wanted[h], i)
		}
	}
	if len(wanted) == 0 {
		return
	}
	for i := range s.units {
		u := &s.units[i]
		if !u.drop && (u.Kind == source.Paragraph || u.Kind == source.Item) {
			s.findQuotes(i, seed, wanted)
		}
	}
}

// findQuotes looks in a unit of the body for the beginnings of the wanted quotes.
func (s *segmenter) findQuotes(i int, seed maphash.Seed, wanted map[uint64][]int) {
	text := s.head(&s.units[i])
	var window []string
	var starts []int
	for at := 0; at < len(text); {
		w, next := foldWord(text, at)
		if w != "" {
			window, starts = append(window, w), append(starts, at)
		}
		at = next
		if n := len(window); n >= shingle {
			for _, q := range wanted[hashWords(seed, window[n-shingle:])] {
				if q != i && !s.units[q].repeat && s.repeats(q, text[starts[n-shingle]:]) {
					s.units[q].Kind, s.units[q].repeat = source.Quote, true
				}
			}
		}
	}
}

// repeats reports whether body begins with most of the words of a quote.
func (s *segmenter) repeats(q int, body string) bool {
	quote := foldWords(s.head(&s.units[q]), 1<<10)
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

func hashWords(seed maphash.Seed, words []string) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, w := range words {
		h.WriteString(w)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// foldWords returns the first n words of a text in lower case.
func foldWords(text string, n int) []string {
	var out []string
	for at := 0; at < len(text) && len(out) < n; {
		w, next := foldWord(text, at)
		if w != "" {
			out = append(out, w)
		}
		at = next
	}
	return out
}

// foldWord returns the word at an offset in lower case, and the offset behind it.
func foldWord(text string, at int) (string, int) {
	end := at
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if end == at {
				return "", end + n
			}
			break
		}
		end += n
	}
	return strings.ToLower(text[at:end]), end
}
