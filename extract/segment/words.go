package segment

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/source"
)

// closing are the marks that may follow the end of a sentence.
const closing = " \"')]}”’»"

// terminated reports whether a text ends like a sentence, or like the introduction of a list.
func terminated(text string) bool {
	text = strings.TrimRight(text, closing)
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?:;…", r) && text != ""
}

// open reports whether a text breaks off within a sentence: with a letter, digit, comma or dash, or with an abbreviation.
func (r *Rules) open(text string) bool {
	text = strings.TrimRight(text, " ")
	last, _ := utf8.DecodeLastRuneInString(text)
	if last == '.' {
		w := lastWord(text[:len(text)-1])
		return w != "" && !isNumber(w) && (r.classes[w] != none || strings.Contains(w, "."))
	}
	if strings.ContainsRune(")”’\"'", last) {
		inner := strings.TrimRight(text, closing)
		before, _ := utf8.DecodeLastRuneInString(inner)
		return !strings.ContainsRune(".!?:;", before)
	}
	return unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(",-–—&%", last)
}

// first returns the first character of a text behind quotation marks and brackets.
func first(text string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " \"'([“‘«*"))
	return r
}

func lower(text string) bool   { return unicode.IsLower(first(text)) }
func capital(text string) bool { return unicode.IsUpper(first(text)) || unicode.IsDigit(first(text)) }

// linkTarget returns the address of the first link of a unit.
func (s *segmenter) linkTarget(u *unit) string {
	ins := s.doc.Inlines
	for i := sort.Search(len(ins), func(i int) bool { return ins[i].Span.Start >= u.Span.Start }); i < len(ins) && ins[i].Span.Start < u.Span.End; i++ {
		if ins[i].Style == source.Link {
			return ins[i].Target
		}
	}
	return ""
}
