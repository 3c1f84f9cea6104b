package scene

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a short label.
const (
	shortWords = 9
	shortRunes = 64
)

// oneLine returns s with every run of white space as one blank, and none at the ends.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// short returns the first words of a text, with an ellipsis where words are left out.
func short(s string) string {
	words := strings.Fields(s)
	runes, n := 0, 0
	for n < len(words) && n < shortWords {
		runes += utf8.RuneCountInString(words[n]) + 1
		if runes > shortRunes && n > 0 {
			break
		}
		n++
	}
	out := strings.Join(words[:n], " ")
	if r := []rune(out); len(r) > shortRunes {
		return string(r[:shortRunes-1]) + "…"
	}
	if n == len(words) {
		return out
	}
	return strings.TrimRightFunc(out, func(r rune) bool { return unicode.IsPunct(r) && r != ')' && r != '”' }) + "…"
}

// dated returns a short label that begins with a date, unless the text does so itself.
func dated(date, s string) string {
	if date == "" || strings.HasPrefix(oneLine(s), oneLine(date)) {
		return short(s)
	}
	return oneLine(date) + ": " + short(s)
}

// wellFormed reports whether s may serve as an identifier in every format: valid, not empty, no white space at its ends,
// no control characters and nothing that XML forbids.
func wellFormed(s string) bool {
	if s == "" || strings.TrimSpace(s) != s || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}
