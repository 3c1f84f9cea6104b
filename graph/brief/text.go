package brief

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/graph/kg"
)

// sentences returns the spans of the sentences of a text. A full stop ends one if a word of more than two letters stands before
// it, or a bracket or quotation mark, and a capital behind it.
func sentences(s string) []kg.Span {
	var out []kg.Span
	start := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' {
			continue
		}
		end := i + 1
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !strings.ContainsRune(`”’"')]`, r) {
				break
			}
			end += n
		}
		next := end
		for next < len(s) && s[next] == ' ' {
			next++
		}
		if next == end || next == len(s) || !begins(s[next:]) || s[i] == '.' && abbreviated(s[start:i]) {
			continue
		}
		out = append(out, kg.Span{Start: start, End: end})
		start, i = next, next-1
	}
	if start < len(s) {
		out = append(out, kg.Span{Start: start, End: len(s)})
	}
	return out
}

// begins reports whether text begins as a sentence does.
func begins(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(`“‘"'([`, r) {
		r, _ = utf8.DecodeRuneInString(s[n:])
	}
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// abbreviated reports whether the last word of a text is too short to end a sentence, or has full stops in it.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " (“‘-–")+1:]
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, word)
	return strings.Contains(word, ".") || utf8.RuneCountInString(letters) <= 3 && letters != "" && unicode.IsUpper([]rune(letters)[0]) &&
		letters != strings.ToUpper(letters) || utf8.RuneCountInString(letters) == 1
}

// ellipsis stands where words are left out.
const ellipsis = " …"

// shorten returns at most n words of the text, cut behind a comma, semicolon, colon or dash if one stands in its last third.
func shorten(s string, n int) string {
	fields := strings.Fields(s)
	if n <= 0 || len(fields) <= n {
		return s
	}
	end := n
	for i := n; i > n*2/3; i-- {
		if strings.ContainsAny(fields[i-1][len(fields[i-1])-1:], ",;:") {
			end = i
			break
		}
	}
	for end > 1 && slices.Contains(loose, strings.ToLower(fields[end-1])) {
		end--
	}
	return strings.TrimRight(strings.Join(fields[:end], " "), ",;:—– ") + ellipsis
}

// loose are words that no cut text ends with.
var loose = []string{"a", "an", "the", "and", "or", "of", "to", "in", "on", "for", "with", "by", "at", "from", "that", "which", "as", "its", "their", "including", "such"}

// hasWord reports whether the text holds one of the words.
func hasWord(text string, list []string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }), func(w string) bool {
		return slices.Contains(list, w)
	})
}

// bare returns the text without the actor that it begins with, if what it is told follows: "Should …".
func (ph *Phrases) bare(text string, forms []string) string {
	rest := strings.TrimPrefix(text, "The ")
	cut := -1
	for _, form := range forms {
		for _, before := range []string{rest, skipWord(rest)} {
			if after, ok := strings.CutPrefix(before, form); ok && (cut < 0 || len(after) < cut) {
				cut = len(after)
			}
		}
	}
	if cut <= 0 {
		return text
	}
	rest = strings.TrimLeft(rest[len(rest)-cut:], " ,")
	first, tail, _ := strings.Cut(rest, " ")
	if slices.Contains(ph.Also, strings.Trim(strings.ToLower(first), ",")) {
		rest, first = tail, strings.SplitN(tail, " ", 2)[0]
	}
	if !slices.Contains(ph.Modals, first) {
		return text
	}
	words := strings.SplitN(rest, " ", 3)
	if len(words) == 3 && slices.Contains(ph.Also, words[1]) {
		rest = words[0] + " " + words[2]
	}
	return capital(rest)
}

// skipWord returns the text behind its first word.
func skipWord(s string) string {
	_, rest, _ := strings.Cut(s, " ")
	return rest
}

// ended returns a sentence with a full stop if nothing ends it, or what ends an item of a list.
func ended(s string) string {
	for _, word := range []string{" and", " or"} {
		if cut := strings.TrimSuffix(s, word); strings.HasSuffix(cut, ";") || strings.HasSuffix(cut, ",") {
			s = cut
		}
	}
	s = strings.TrimRight(s, ";,: ")
	if isWord(s) || strings.HasSuffix(s, ")") {
		return s + "."
	}
	return s
}

// wordStarts returns the offsets at which the words of a text begin; a piece of a word that goes on behind the text counts.
func wordStarts(s string) []int {
	var out []int
	for i := range len(s) {
		if s[i] != ' ' && (i == 0 || s[i-1] == ' ') {
			out = append(out, i)
		}
	}
	return out
}

// wordEnds returns the offsets at which the words of a text end; a piece of a word that begins before the text counts.
func wordEnds(s string) []int {
	var out []int
	for i := range len(s) {
		if s[i] != ' ' && (i == len(s)-1 || s[i+1] == ' ') {
			out = append(out, i+1)
		}
	}
	return out
}

// slack is by how many words a sentence may be longer than asked before it is cut.
const slack = 6

// cut shortens a recommendation so that what is told remains: if the words that tell it would be lost, the beginning goes.
func (ph *Phrases) cut(s string, n int) string {
	fields := strings.Fields(s)
	if len(fields) <= n+slack {
		return s
	}
	told := slices.IndexFunc(fields, ph.tells)
	if told < 0 || told <= n/2 {
		return shorten(s, n)
	}
	start := told
	for start > 0 && !strings.ContainsAny(fields[start-1][len(fields[start-1])-1:], ",;:") {
		start--
	}
	if start == 0 {
		return shorten(s, max(n, told+n/2))
	}
	rest := strings.Join(fields[start:], " ")
	if len(fields)-start > n {
		rest = shorten(rest, n)
	}
	return "… " + rest
}

// tells reports whether a text holds a word that tells somebody to act.
func (ph *Phrases) tells(s string) bool {
	return slices.ContainsFunc(strings.Fields(s), func(w string) bool {
		w = strings.ToLower(strings.Trim(w, ",;:."))
		return slices.Contains(ph.Modals, w) && !slices.Contains(ph.Faint, w)
	})
}
