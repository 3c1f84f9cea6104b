// Package tag cuts passages into tokens and gives each a coarse part of speech. What enters is a segmented text; its passages
// leave with Tokens, and its sentences with their token ranges. Words are looked up in a lexicon (data/rules/lexicon.yaml),
// then judged by suffix and neighbours; there is no trained model, so the result depends on nothing but text and lexicon.
package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/prose"
)

// Tokenize returns the tokens of s. Hyphens and dashes without blanks around them become tokens "-" of their own, as do the
// possessives 's and '; periods stay with abbreviations made of single letters ("U.S.") and between letters or digits.
func Tokenize(s string) []prose.Token {
	return (*vocabulary)(nil).tokenize(make([]prose.Token, 0, len(s)/5+4), s)
}

// tokenize appends the tokens of s to out.
func (v *vocabulary) tokenize(out []prose.Token, s string) []prose.Token {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == ' ':
			i++
		case isWordRune(r):
			end := scanWord(s, i)
			out = append(out, v.word(s[i:end]).at(i, end))
			i = end
		case unicode.IsSpace(r):
			i += n
		default:
			out = append(out, v.mark(s, i, n, r).at(i, i+n))
			i += n
		}
	}
	return out
}

// First returns the first token of s; ok is false if s has none.
func First(s string) (first prose.Token, ok bool) {
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
		case isWordRune(r):
			end := scanWord(s, i)
			w := spell(s[i:end])
			return w.at(i, end), true
		default:
			n := utf8.RuneLen(r)
			return (*vocabulary)(nil).mark(s, i, n, r).at(i, i+n), true
		}
	}
	return first, false
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' }

// scanWord returns the end of the word or number that starts at i.
func scanWord(s string, i int) int {
	if end := i + asciiWord(s[i:]); end == len(s) || s[end] == ' ' {
		return end // most words
	}
	return scanMixed(s, i)
}

// asciiWord returns how many letters and digits of ASCII s begins with.
func asciiWord(s string) int {
	for i := 0; i < len(s); i++ {
		if !wordByte[s[i]] {
			return i
		}
	}
	return len(s)
}

// wordByte tells which bytes are letters or digits of ASCII.
var wordByte = func() (is [256]bool) {
	for b := range is {
		is[b] = b < utf8.RuneSelf && isWordRune(rune(b))
	}
	return is
}()

// scanMixed does the work of scanWord where more than blanks may end the word.
func scanMixed(s string, i int) int {
	single := true // every part so far is one letter: an abbreviation in the making
	part := 0
	for i < len(s) {
		if n := asciiWord(s[i:]); n > 0 {
			if part += n; part > 1 || isDigit(s[i]) {
				single = false
			}
			if i += n; i == len(s) {
				break
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isWordRune(r) {
			part++
			if part > 1 || unicode.IsDigit(r) {
				single = false
			}
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		switch {
		case (r == '.' || r == '&' || r == '+' || isApostrophe(r)) && isWordRune(next):
			if isApostrophe(r) && isPossessive(s, i, n) {
				return i
			}
			if r != '.' {
				single = false
			}
		case r == ',' && unicode.IsDigit(next) && i > 0 && isDigit(s[i-1]):
		case r == '.' && single && part == 1 && unicode.IsUpper(lastRune(s, i)):
			return i + n
		default:
			return i
		}
		part = 0
		i += n
	}
	return i
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func lastRune(s string, end int) rune {
	r, _ := utf8.DecodeLastRuneInString(s[:end])
	return r
}

// isPossessive reports whether the apostrophe of n bytes at i begins a clitic 's that ends its word.
func isPossessive(s string, i, n int) bool {
	j := i + n
	if j >= len(s) || s[j] != 's' && s[j] != 'S' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[j+1:])
	return !isWordRune(r)
}

// spelling folds British and American spellings to one.
var spelling = map[string]string{"defence": "defense", "organisation": "organization", "organisations": "organizations", "programme": "program",
	"programmes": "programs", "centre": "center", "centres": "centers", "labour": "labor", "offence": "offense", "licence": "license", "modernisation": "modernization"}

// key returns the form under which a word in small letters is matched.
func key(lower string) string {
	if strings.IndexByte(lower, '.') >= 0 {
		return strings.ReplaceAll(lower, ".", "")
	}
	if len(lower) < 6 || strings.IndexByte("dopclm", lower[0]) < 0 {
		return lower
	}
	if s, ok := spelling[lower]; ok {
		return s
	}
	return lower
}

// fold returns w in lower case with straight apostrophes, and its capitalisation.
func fold(w string) (string, prose.Case) {
	upper, lower, letters := 0, 0, 0
	firstUpper, plain := false, true
	for i, r := range w {
		switch {
		case r >= utf8.RuneSelf && isApostrophe(r):
			plain = false
		case unicode.IsUpper(r):
			upper++
			letters++
			firstUpper = firstUpper || i == 0
		case unicode.IsLower(r):
			lower++
			letters++
		}
	}
	l := w
	if upper > 0 {
		l = strings.ToLower(w)
	}
	if !plain {
		l = strings.Map(func(r rune) rune {
			if isApostrophe(r) {
				return '\''
			}
			return r
		}, l)
	}
	switch {
	case letters == 0:
		return l, prose.NoCase
	case upper == 0:
		return l, prose.Lower
	case lower == 0 && letters > 1:
		return l, prose.Upper
	case firstUpper && upper == 1:
		return l, prose.Title
	}
	return l, prose.Mixed
}

// mark returns the punctuation mark or symbol r of n bytes at i.
func (v *vocabulary) mark(s string, i, n int, r rune) *word {
	before, after := lastRune(s, i), rune(0)
	if i+n < len(s) {
		after, _ = utf8.DecodeRuneInString(s[i+n:])
	}
	switch {
	case isApostrophe(r):
		if (isWordRune(before) || before == '.') && i > 0 && after != 's' && after != 'S' && !isWordRune(after) && (before == 's' || before == 'S') {
			return v.clitic()
		}
		return v.punct("'") // that of 's is joined with its s by clitics
	case r == '-' || r == '‐' || r == '‑' || r == '–' || r == '−' || r == '—':
		if r != '—' && i > 0 && !unicode.IsSpace(before) && after != 0 && !unicode.IsSpace(after) {
			return v.punct("-")
		}
		return v.punct("—")
	case r == '“' || r == '”' || r == '„' || r == '«' || r == '»' || r == '"':
		return v.punct("\"")
	}
	return v.punct(s[i : i+n])
}

// clitics joins an apostrophe and the s after it to one possessive token.
func (v *vocabulary) clitics(ts []prose.Token) []prose.Token {
	out := ts[:0]
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if t.Class == prose.Punct && t.Lower == "'" && i+1 < len(ts) && i > 0 && ts[i+1].Lower == "s" &&
			ts[i-1].Span.End == t.Span.Start && ts[i+1].Span.Start == t.Span.End {
			t = v.clitic().at(t.Span.Start, ts[i+1].Span.End)
			i++
		}
		out = append(out, t)
	}
	return out
}
