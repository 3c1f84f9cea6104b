package source

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Join says how a word that ends in a hyphen at the end of a line goes on in the next line.
type Join int

// The ways of joining.
const (
	Apart    Join = iota // a suspended hyphen: "short- and long-term"
	Whole                // one word, without the hyphen: "negoti-ations"
	Compound             // one word with its hyphen: "long-term", "Indo-Pacific"
)

// Hyphens tells the hyphens of compounds from those of line breaks, by the compounds that the same text has within lines.
type Hyphens struct {
	text []byte
	seen map[uint64]struct{} // hashes of words and compounds; built when first needed
}

// NewHyphens returns the hyphens of a text; nil is a valid empty text.
func NewHyphens(text []byte) *Hyphens { return &Hyphens{text: text} }

// keptFirst are the first parts that keep their hyphen, keptLast the last parts before which it is kept.
var (
	keptFirst = words("anti cross first full half high left long near non one quasi right second self semi short single third three two ultra well whole " +
		"world year zero")
	keptLast = words("based backed bound by driven facing free funded friendly in large led level like long makers making minded off old only on oriented " +
		"out owned person range ranking related round run scale sector sharing sized specific style term up wide wing year")
	oneFirst = words("after any back down every fore foot hand head here house inter land main mean more never other out over some super there through " +
		"under water what when where which with work")
	suspended = words("and or to nor versus through")
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range bytes.Fields([]byte(s)) {
		m[string(w)] = true
	}
	return m
}

// Join decides about a line that ends in left and a hyphen, and the next that begins with right.
func (h *Hyphens) Join(left, right []byte) Join {
	l, r := lastWord(left), firstWord(right)
	if len(l) == 0 || len(r) == 0 {
		return Apart
	}
	first, _ := utf8.DecodeRune(r)
	last, _ := utf8.DecodeLastRune(l)
	switch {
	case !unicode.IsLetter(last) && !unicode.IsDigit(last):
		return Apart // a dash
	case suspended[string(r)]:
		return Apart
	case unicode.IsUpper(first) || unicode.IsDigit(first) || unicode.IsDigit(last):
		return Compound
	case isUpper(l) || h.has(l, r) || inAddress(left):
		return Compound
	case h.hasWhole(l, r) || l[len(l)-1] == r[0]: // "control-led"
		return Whole
	case keptFirst[string(bytes.ToLower(l))], keptLast[string(r)] && len(l) > 2, h.twoWords(l, r):
		return Compound
	}
	return Whole
}

// twoWords reports whether both parts are words of the text, so that they hardly are the syllables of one: "public-private".
func (h *Hyphens) twoWords(left, right []byte) bool {
	const least = 4 // letters
	return len(left) >= least && len(right) >= least && !oneFirst[string(bytes.ToLower(left))] && h.hasWhole(left, nil) && h.hasWhole(nil, right)
}

// inAddress reports whether a text ends within the address of a web page.
func inAddress(left []byte) bool {
	const longest = 200 // bytes of an address
	left = left[max(0, len(left)-longest):]
	token := left[bytes.LastIndexAny(left, " \t\n")+1:]
	return bytes.Contains(token, []byte("/")) && bytes.Contains(token, []byte(".")) || bytes.Contains(token, []byte("://")) || bytes.HasPrefix(token, []byte("www."))
}

// Torn reports whether "left- right" within a line is a word that a converter did not join: only where the text has the whole
// word elsewhere.
func (h *Hyphens) Torn(left, right []byte) bool {
	l, r := lastWord(left), firstWord(right)
	if h == nil || len(l) < 2 || len(r) < 2 || suspended[string(r)] {
		return false
	}
	first, _ := utf8.DecodeRune(r)
	return unicode.IsLower(first) && h.hasWhole(l, r)
}

func isUpper(w []byte) bool { return len(w) > 1 && bytes.Equal(w, bytes.ToUpper(w)) }

func (h *Hyphens) has(left, right []byte) bool {
	if h.seen == nil {
		h.collect()
	}
	_, ok := h.seen[hash(hash(offset64, left)*prime64^'-', right)]
	return ok
}

func (h *Hyphens) hasWhole(left, right []byte) bool {
	if h.seen == nil {
		h.collect()
	}
	_, ok := h.seen[hash(hash(offset64, left), right)]
	return ok
}

// collect notes every word, and every compound that stands within a line.
func (h *Hyphens) collect() {
	h.seen = map[uint64]struct{}{}
	h.collectWords()
	for i := 0; ; i++ {
		n := bytes.IndexByte(h.text[i:], '-')
		if n < 0 {
			break
		}
		i += n
		if i == 0 || i+1 >= len(h.text) || !wordByte(h.text[i-1]) || !wordByte(h.text[i+1]) {
			continue
		}
		l, r := lastWord(h.text[max(0, i-maxWord):i]), firstWord(h.text[i+1:])
		h.seen[hash(hash(offset64, l)*prime64^'-', r)] = struct{}{}
	}
	h.text = nil
}

// collectWords notes the words of ASCII letters long enough to be divided, but not the parts of compounds.
func (h *Hyphens) collectWords() {
	const shortest = 4
	at, sum := 0, uint64(offset64)
	for i := range len(h.text) + 1 {
		c := byte(' ')
		if i < len(h.text) {
			c = h.text[i]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c >= 'a' && c <= 'z' {
			sum = (sum ^ uint64(c)) * prime64
			continue
		}
		if i-at >= shortest && i-at < maxWord && c != '-' && (at == 0 || h.text[at-1] != '-') && !h.fragment(at) {
			h.seen[sum] = struct{}{}
		}
		at, sum = i+1, offset64
	}
}

// fragment reports whether what stands at an offset is the rest of a word divided at the end of the line before.
func (h *Hyphens) fragment(at int) bool {
	i, line := at, false
	for i > 0 && h.text[i-1] <= ' ' {
		i--
		line = line || h.text[i] == '\n'
	}
	before := h.text[:i]
	return line && (bytes.HasSuffix(before, []byte("-")) || bytes.HasSuffix(before, []byte("\u2010")) || bytes.HasSuffix(before, []byte("\u00ad")))
}

const (
	maxWord  = 40 // bytes of a word that are looked at
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// hash is FNV-1a over the bytes with ASCII capitals made small.
func hash(h uint64, w []byte) uint64 {
	for _, c := range w {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * prime64
	}
	return h
}

func wordByte(c byte) bool {
	return c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// lastWord returns the letters and digits at the end of s, at most maxWord bytes of them.
func lastWord(s []byte) []byte {
	i := len(s)
	for i > 0 && len(s)-i < maxWord {
		r, n := utf8.DecodeLastRune(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i -= n
	}
	return s[i:]
}

// firstWord returns the letters and digits at the start of s, at most maxWord bytes of them.
func firstWord(s []byte) []byte {
	i := 0
	for i < len(s) && i < maxWord {
		r, n := utf8.DecodeRune(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i += n
	}
	return s[:i]
}
