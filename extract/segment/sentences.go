package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/graph/kg"
)

// Sentences splits a text into sentences. The spans cover all of it but the blanks between sentences; a tab, which separates
// cells, always divides.
func (r *Rules) Sentences(text string) []kg.Span {
	var out []kg.Span
	start := skipBlank(text, 0)
	add := func(end int) {
		if t := strings.TrimRight(text[start:end], " \t\n"); t != "" {
			out = append(out, kg.Span{Start: start, End: start + len(t)})
		}
		start = skipBlank(text, end)
	}
	for i := start; i < len(text); {
		if i = nextStop(text, i); i == len(text) {
			break
		}
		if text[i] == '\t' || text[i] == '\n' {
			add(i)
			i = max(start, i+1)
			continue
		}
		stop := terminators(text, i)
		end := closers(text, stop)
		if end < len(text) && r.ends(text[start:], i-start, stop-start, end-start) {
			add(end)
			end = start
		}
		i = max(end, stop)
	}
	if start < len(text) {
		add(len(text))
	}
	return out
}

// nextStop returns where the next terminator, tab or line feed stands at or after i, or the end of the text.
func nextStop(text string, i int) int {
	for ; i < len(text); i++ {
		switch text[i] {
		case '.', '!', '?', '\t', '\n':
			return i
		case "…"[0]:
			if strings.HasPrefix(text[i:], "…") {
				return i
			}
		}
	}
	return i
}

func skipBlank(text string, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n') {
		i++
	}
	return i
}

// terminators returns the end of a run of marks such as "?!", "...".
func terminators(text string, i int) int {
	for i < len(text) {
		switch c := text[i]; {
		case c == '.' || c == '!' || c == '?':
			i++
		case strings.HasPrefix(text[i:], "…"):
			i += len("…")
		default:
			return i
		}
	}
	return i
}

// closers returns the end of the quotation marks and brackets that follow the end of a sentence.
func closers(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !strings.ContainsRune("\"')]}”’»", r) {
			break
		}
		i += n
	}
	return i
}

// ends reports whether the marks text[i:stop], with closing marks up to end, end the sentence that text begins with.
func (r *Rules) ends(text string, i, stop, end int) bool {
	if text[end] != ' ' && text[end] != '\t' && text[end] != '\n' {
		return end == stop && r.glued(text, i, end)
	}
	next := skipBlank(text, end)
	if next >= len(text) {
		return false
	}
	word, first := nextWord(text[next+itemLabel(text[next:]):])
	if unicode.IsLower(first) || !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != 0 {
		return false
	}
	if text[i] != '.' && text[i] != '!' && text[i] != '?' || stop-i > 2 && text[i] == '.' {
		return r.starters[word] // an ellipsis
	}
	if stop-i > 1 || text[i] != '.' {
		return true
	}
	return r.period(text[:i], word, first, end > stop)
}

// period decides about a period behind before, when word follows; closed tells that a bracket or quotation mark stands between.
func (r *Rules) period(before, word string, first rune, closed bool) bool {
	last := lastWord(before)
	if last == "" {
		return true
	}
	if isNumber(last) {
		return len(last) != len(strings.TrimLeft(before, "(*• "))
	}
	c := r.classes[last]
	if c == none && strings.Contains(last, ".") {
		c = either
	}
	if c == none && !closed && utf8.RuneCountInString(last) == 1 {
		if up := []rune(last)[0]; unicode.IsUpper(up) {
			return r.strong[word]
		}
	}
	switch c {
	case never:
		return closed && r.starters[word]
	case numbers:
		return !unicode.IsDigit(first) && !isLabel(word) && !unicode.IsLower(first)
	case either:
		return r.starters[word] || closed && len(last) < 5 && r.strong[word]
	}
	return len(last) != len(strings.TrimLeft(before, "(*• ")) || len(last) > 1 && strings.Trim(last, "ivxIVX") != "" // "iv." at the start is a number
}

// itemLabel returns the length of "(a) " at the start of a text, 0 if there is none.
func itemLabel(text string) int {
	const longest = 6
	end := strings.Index(text[:min(len(text), longest)], ") ")
	if text[0] != '(' || end < 2 || strings.ContainsAny(text[:end], " .") {
		return 0
	}
	return end + len(") ")
}

// glued reports whether a sentence ends at a period with no blank behind it, as where a converter lost it: "…alliance.The".
func (r *Rules) glued(text string, i, end int) bool {
	if end != i+1 || text[i] != '.' || i < 4 {
		return false
	}
	last := lastWord(text[:i])
	if len(last) < 4 || strings.Contains(last, ".") || last != strings.ToLower(last) {
		return false
	}
	word, _ := nextWord(text[end:])
	return len(word) > 1 && r.starters[word]
}

// nextWord returns the letters at the start of s, behind opening quotation marks and brackets, and the first character.
func nextWord(s string) (string, rune) {
	s = strings.TrimLeft(s, "\"'([{“‘«—–-*• ")
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" {
		return "", 0
	}
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return s[:i], first
		}
	}
	return s, first
}

// lastWord returns the word at the end of s with its inner periods, apostrophes and, before them, nothing else.
func lastWord(s string) string {
	i := len(s)
	const most = 64
	for i > 0 && len(s)-i < most {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\'' && r != '’' {
			break
		}
		i -= n
	}
	return strings.TrimLeft(s[i:], ".'’")
}

func isNumber(s string) bool {
	for _, c := range s {
		if (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return s != ""
}

// isLabel reports whether a word is a letter or Roman number such as follows "Art." or "Fig.".
func isLabel(word string) bool {
	return len(word) == 1 || strings.Trim(word, "IVXLC") == ""
}
