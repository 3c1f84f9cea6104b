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

	longestWord = 40 // bytes of a word that is counted
	enough      = 50 // times that make a word as frequent as need be
)

// unglue parts the words of headings in capitals that the text does not know, but whose parts it does. One such word may be
// chance, so a heading must have two.
func unglue(data []byte) []byte {
	var words map[string]int
	var out []byte
	done, looked := 0, 0
	for start := 0; start < len(data); {
		end := len(data)
		if n := bytes.IndexByte(data[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := data[start:end]
		if bytes.HasPrefix(line, []byte("#")) && allCapitals(line) && looked < maxGlued {
			if words == nil {
				words = counts(data)
			}
			looked += bytes.Count(line, []byte(" "))
			if parted, n := part(string(line), words); n > 1 {
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
func part(line string, words map[string]int) (string, int) {
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
		if at := glued(strings.ToLower(word), words); at > 0 {
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
func glued(word string, words map[string]int) int {
	const twice = 2 // the heading itself is in the text
	if len(word) < minGlued || known(words, word) >= twice {
		return 0
	}
	best, most := 0, 1
	for at := minWord; at+minWord <= len(word); at++ {
		if n := min(known(words, word[:at]), known(words, word[at:])); n > most {
			best, most = at, n
		}
	}
	return best
}

// counts returns how often each word stands in a text, capitals of ASCII made small.
func counts(data []byte) map[string]int {
	small := bytes.Clone(data)
	for i, c := range small {
		if 'A' <= c && c <= 'Z' {
			small[i] = c + 'a' - 'A'
		}
	}
	lower := string(small)
	out := make(map[string]int, len(lower)/64)
	for at := 0; at < len(lower); {
		end := at
		for end < len(lower) && letter(lower[end]) {
			end++
		}
		if n := end - at; n >= minWord && n <= longestWord {
			out[lower[at:end]]++
		}
		at = end + 1
	}
	return out
}

// known returns how often a text has a word; the short words are in every text.
func known(words map[string]int, word string) int {
	if common[word] {
		return enough
	}
	return min(words[word], enough)
}

// common are short words that every text may have.
var common = map[string]bool{"the": true, "and": true, "for": true, "one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true,
	"eight": true, "nine": true, "ten": true, "eleven": true, "twelve": true}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= utf8.RuneSelf }
