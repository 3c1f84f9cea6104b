package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Converters lose the blanks of headings set in capitals: "CHAPTER TENSAFETY AT HOME: THEFBI". The text knows the words.

const (
	minGlued = 6   // letters of a word that may be two
	minWord  = 3   // letters of each of them
	maxGlued = 200 // words of a file that are looked at
)

// unglue parts the words of headings in capitals that the text does not know, but whose parts it does. One such word may be
// chance, so a heading must have two.
func unglue(data []byte) []byte {
	var lower []byte
	var out []byte
	done, looked := 0, 0
	for start := 0; start < len(data); {
		end := len(data)
		if n := bytes.IndexByte(data[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := data[start:end]
		if bytes.HasPrefix(line, []byte("#")) && allCapitals(line) && looked < maxGlued {
			if lower == nil {
				lower = bytes.ToLower(data)
			}
			looked += bytes.Count(line, []byte(" "))
			if parted, n := part(string(line), lower); n > 1 {
				out = append(append(out, data[done:start]...), parted...)
				done = end
			}
		}
		start = end + 1
	}
	if done == 0 {
		return data
	}
	return append(out, data[done:]...)
}

func allCapitals(line []byte) bool {
	return bytes.ContainsFunc(line, unicode.IsUpper) && !bytes.ContainsFunc(line, unicode.IsLower)
}

// part parts the words of a heading and says how many it parted.
func part(line string, lower []byte) (string, int) {
	var b strings.Builder
	n := 0
	for line != "" {
		i := strings.IndexFunc(line, func(r rune) bool { return r < utf8.RuneSelf && unicode.IsUpper(r) })
		if i < 0 {
			break
		}
		j := i
		for j < len(line) && line[j] >= 'A' && line[j] <= 'Z' {
			j++
		}
		b.WriteString(line[:i])
		word := line[i:j]
		if at := glued(strings.ToLower(word), lower); at > 0 {
			b.WriteString(word[:at] + " ")
			word = word[at:]
			n++
		}
		b.WriteString(word)
		line = line[j:]
	}
	b.WriteString(line)
	return b.String(), n
}

// glued returns where a word falls into two that the text knows, 0 if it is one. Of several places the one counts whose rarer
// word is the most frequent.
func glued(word string, lower []byte) int {
	const known = 2 // the heading itself is in the text
	if len(word) < minGlued || count(lower, word) >= known {
		return 0
	}
	best, most := 0, 1
	for at := minWord; at+minWord <= len(word); at++ {
		if n := min(count(lower, word[:at]), count(lower, word[at:])); n > most {
			best, most = at, n
		}
	}
	return best
}

// count returns how often a word stands in a text, up to a number that says enough.
func count(lower []byte, word string) int {
	const enough = 50
	n := 0
	if common[word] {
		return enough
	}
	for at := 0; n < enough; {
		i := bytes.Index(lower[at:], []byte(word))
		if i < 0 {
			break
		}
		i += at
		end := i + len(word)
		if (i == 0 || !letter(lower[i-1])) && (end == len(lower) || !letter(lower[end])) {
			n++
		}
		at = end
	}
	return n
}

// common are short words that every text may have.
var common = map[string]bool{"the": true, "and": true, "for": true, "one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true,
	"eight": true, "nine": true, "ten": true, "eleven": true, "twelve": true}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= utf8.RuneSelf }
