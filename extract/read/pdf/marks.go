package pdf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bullets are the characters that mark items.
const bullets = "•–—-*▪●◦‣·■□◆◇○➢➤►▸✓✔→◼∙⁃"

// clear are the bullets that are nothing else, so that no blank needs to follow.
const clearBullets = "•▪●◦‣■□◆◇○➢➤►▸✓✔◼"

var numbered = regexp.MustCompile(`^(?:\(?(?:\d{1,3}|[ivx]{1,5}|[a-zA-Z])\)|(?:\d{1,3}|[ivx]{1,5})\.|[a-z]\.|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$`)

// marker returns the bullet or number that a text begins with and the length up to the text behind it, 0 if there is none.
func marker(text string) (string, int) {
	r, n := utf8.DecodeRuneInString(text)
	if strings.ContainsRune(clearBullets, r) {
		return text[:n], n
	}
	first, rest, ok := strings.Cut(text, " ")
	switch {
	case !ok || strings.TrimSpace(rest) == "":
		return "", 0
	case n == len(first) && strings.ContainsRune(bullets, r), numbered.MatchString(first):
		return first, len(first)
	}
	return "", 0
}

// itemMark returns the marker that a line begins with and the number of characters that it takes. A lone "o" with space behind
// it is the bullet of word processors.
func itemMark(words []word) (string, int) {
	if len(words) < 1 {
		return "", 0
	}
	text := words[0].text
	if len(words) > 1 {
		if text == "o" && words[1].x0-words[0].x1 > 0.5*words[1].size {
			return "o", 1
		}
		text += " x"
	}
	return marker(text)
}

// letters counts a text's letters and its capitals.
func letters(text string) (all, upper int) {
	for _, r := range text {
		if unicode.IsLetter(r) {
			all++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return all, upper
}

// capitals reports whether a text is set in capitals.
func capitals(text string) bool {
	const least = 4
	all, upper := letters(text)
	return all >= least && upper == all
}

func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "\"'(“‘["))
	return unicode.IsLower(r)
}

func startsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "\"'(“‘["))
	return unicode.IsUpper(r)
}

// ends reports whether a text ends like a sentence.
func ends(text string) bool {
	text = strings.TrimRight(text, "\"')]”’ ")
	return text != "" && strings.IndexByte(".!?:;", text[len(text)-1]) >= 0
}
