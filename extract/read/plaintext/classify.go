package plaintext

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// bullets are the characters that mark items.
const bullets = "-*•–—▪●◦‣·■□➢✓\uf0b7\uf0a7\uf076"

// marker returns the bullet or number at the start of a line and the length up to the text behind it, 0 if there is none.
func marker(text []byte) (string, int) {
	r, n := utf8.DecodeRune(text)
	switch {
	case r < utf8.RuneSelf && (r >= '0' && r <= '9' || r == '(' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'):
		n = numberMarker(text)
	case !bytes.ContainsRune([]byte(bullets), r):
		return "", 0
	}
	if n == 0 || n >= len(text) || text[n] != ' ' && text[n] != '\t' && text[n] != 0xc2 {
		return "", 0
	}
	m := string(text[:n])
	for n < len(text) && (text[n] == ' ' || text[n] == '\t') {
		n++
	}
	return m, n
}

// numberMarker returns the length of "1.", "2)", "(a)", "iv.", "1.2." at the start of a line.
func numberMarker(text []byte) int {
	const most = 9
	open := text[0] == '('
	i := 0
	if open {
		i++
	}
	start := i
	for i < len(text) && i < most && (text[i] >= '0' && text[i] <= '9' || text[i] == '.' && i > start && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9') {
		i++
	}
	if i == start {
		for i < len(text) && i < start+4 && bytes.IndexByte([]byte("ivx"), text[i]) >= 0 {
			i++
		}
		if i == start && len(text) > i && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= 'A' && text[i] <= 'Z') {
			i++
			if !open && (len(text) <= i || text[i] != ')') {
				return 0 // "A. Smith"
			}
		}
	} else if i-start > 3 && bytes.IndexByte(text[start:i], '.') < 0 {
		return 0 // a year
	}
	if i == start || i >= len(text) || text[i] != ')' && (open || text[i] != '.') {
		return 0
	}
	return i + 1
}

// headingNumber returns the length of "2.1 ", "3. ", "IV. " at the start of a line and the number of its parts.
func headingNumber(text []byte) (length, depth int) {
	i := 0
	depth = 1
	for i < len(text) && i < 10 && (text[i] >= '0' && text[i] <= '9' || text[i] == '.') {
		if text[i] == '.' && i+1 < len(text) && text[i+1] != ' ' && text[i+1] != '\t' {
			depth++
		}
		i++
	}
	if i == 0 {
		for i < len(text) && i < 6 && bytes.IndexByte([]byte("IVXL"), text[i]) >= 0 {
			i++
		}
		if i == 0 || i >= len(text) || text[i] != '.' {
			return 0, 0
		}
		i++
	}
	if i >= len(text) || text[i] != ' ' && text[i] != '\t' || text[0] == '.' || i > 3 && depth == 1 && text[0] != 'I' && text[0] != 'V' && text[0] != 'X' {
		return 0, 0
	}
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	return i, depth
}

// letters counts a line's letters, capitals, words, and words that begin with a capital.
func letters(text []byte) (all, upper, words, titles int) {
	inWord := false
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		i += n
		if !unicode.IsLetter(r) {
			inWord = inWord && (r == '\'' || r == '’')
			continue
		}
		all++
		up := unicode.IsUpper(r)
		if up {
			upper++
		}
		if !inWord {
			inWord = true
			words++
			if up {
				titles++
			}
		}
	}
	return all, upper, words, titles
}

// capitals reports whether a line is set in capitals.
func capitals(text []byte) bool {
	all, upper, words, _ := letters(text)
	return all >= 4 && upper == all && (words >= 2 || all >= 6)
}

// titled reports whether most words of a line begin with a capital.
func titled(text []byte) bool {
	_, _, words, titles := letters(text)
	return titles*2 >= words && words > 0
}

// ends reports whether a line ends like a sentence.
func ends(text []byte) bool {
	text = bytes.TrimRight(text, "\"')]”’ ")
	return len(text) > 0 && bytes.IndexByte([]byte(".!?:"), text[len(text)-1]) >= 0
}

// underline returns the level of the heading that a line of rules below it makes, 0 if it is none.
func underline(text []byte) int {
	if len(text) < 3 || bytes.IndexByte([]byte("=-~^*#"), text[0]) < 0 {
		return 0
	}
	for _, c := range text {
		if c != text[0] {
			return 0
		}
	}
	switch text[0] {
	case '=':
		return 1
	case '-':
		return 2
	}
	return 3
}

func startsLower(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return unicode.IsLower(r)
}

func startsUpper(text []byte) bool {
	r, _ := utf8.DecodeRune(bytes.TrimLeft(text, "\"'(“‘["))
	return unicode.IsUpper(r)
}

var months = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// dated reports whether a line begins with a date that is set off from what follows: "JUN 12<TAB>…", "June 2019: …".
func dated(text []byte) bool {
	if len(text) < 8 {
		return false
	}
	head := text[:min(len(text), 24)]
	end := bytes.IndexByte(head, '\t')
	for _, sep := range []string{":", " – ", " — ", " - ", "   "} {
		if n := bytes.Index(head, []byte(sep)); n > 0 && (end < 0 || n < end) {
			end = n
		}
	}
	if end < 0 || bytes.IndexAny(head[:end], "0123456789") < 0 {
		return false
	}
	if y := head[:end]; len(y) == 4 && (y[0] == '1' && y[1] == '9' || y[0] == '2' && y[1] == '0') && bytes.IndexFunc(y, notDigit) < 0 {
		return true
	}
	return hasMonth(head[:end])
}

func hasMonth(text []byte) bool {
	for _, w := range bytes.Fields(text) {
		if len(w) >= 3 {
			for _, m := range months {
				if bytes.EqualFold(w[:3], []byte(m)) {
					return true
				}
			}
		}
	}
	return false
}

// isDate reports whether a line is a date and nothing else.
func isDate(text []byte) bool {
	return len(text) <= 24 && bytes.IndexAny(text, "0123456789") >= 0 && hasMonth(text)
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// manyDates reports whether the text has a timeline: three dated lines or more.
func manyDates(data []byte, lines []line) bool {
	n := 0
	for _, l := range lines {
		if dated(l.text(data)) {
			if n++; n == 3 {
				return true
			}
		}
	}
	return false
}
