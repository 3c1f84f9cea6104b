package evaluate

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The rules below are those of the scoring script, character by character: its \w is a letter, number or underscore, its \s
// what Python holds for white space, its lower case the full one of Unicode. Only what the editions of Unicode differ in may
// differ.

// normalForm brings a name into the form in which names are compared: without case, article, possessive, punctuation and the dots of
// abbreviations.
func normalForm(s string) string {
	s = lower(unify(s))
	s = withoutArticle(trim(undot([]rune(s))))
	if cut, ok := strings.CutSuffix(s, "'s"); ok {
		s = cut
	} else {
		s = strings.TrimSuffix(s, "'")
	}
	var b strings.Builder
	gap := false
	for _, r := range s {
		if !isWord(r) && r != '&' && r != '+' && r != '-' {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// unify replaces variants of apostrophes and dashes, and drops quotation marks and the marks of emphasis.
func unify(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘':
			return '\''
		case '–', '—', '−':
			return '-'
		case '"', '“', '”', '*', '_', '\u2060':
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// undot drops dots that end a word or stand in an abbreviation: before a character that a dot follows, white space, a hyphen
// or the end, and after a single character.
func undot(s []rune) string {
	var b strings.Builder
	word := func(i int) bool { return i >= 0 && i < len(s) && isWord(s[i]) }
	for i, r := range s {
		if r == '.' {
			ends := i+1 == len(s) || isSpace(s[i+1]) || s[i+1] == '-'
			before := word(i+1) && i+2 < len(s) && s[i+2] == '.'
			after := word(i-1) && !word(i-2)
			if ends || before || after {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

func withoutArticle(s string) string {
	for _, article := range []string{"the", "a", "an"} {
		if rest, ok := strings.CutPrefix(s, article); ok {
			if cut := strings.TrimLeftFunc(rest, isSpace); cut != rest {
				return cut
			}
		}
	}
	return s
}

var (
	noteMark = regexp.MustCompile(`<sup>.*?</sup>`)
	broken   = regexp.MustCompile(`([\p{L}\p{N}_])- ([\p{L}\p{N}_])`) // over a line or page
	word     = regexp.MustCompile(`[a-z0-9]+`)
)

// words returns the words of a text as recommendations are compared by.
func words(s string) []string {
	s = noteMark.ReplaceAllString(s, "")
	s = broken.ReplaceAllString(s, "$1$2")
	s = strings.NewReplacer("’", "", "'", "").Replace(lower(norm.NFKC.String(s)))
	return word.FindAllString(s, -1)
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// isSpace reports whether Python holds r for white space.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

func trim(s string) string { return strings.TrimFunc(s, isSpace) }

// lower returns s in lower case, by the full mapping: İ becomes two characters and Σ at the end of a word ς.
func lower(s string) string {
	if !strings.ContainsAny(s, "İΣ") {
		return strings.ToLower(s)
	}
	rs := []rune(s)
	var b strings.Builder
	for i, r := range rs {
		switch {
		case r == 'İ':
			b.WriteString("i\u0307")
		case r == 'Σ' && finalSigma(rs, i):
			b.WriteRune('ς')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// finalSigma reports whether a letter with case stands before place i and none behind it, passing over what case ignores.
func finalSigma(s []rune, i int) bool {
	before, behind := i-1, i+1
	for before >= 0 && caseIgnorable(s[before]) {
		before--
	}
	for behind < len(s) && caseIgnorable(s[behind]) {
		behind++
	}
	return before >= 0 && cased(s[before]) && (behind == len(s) || !cased(s[behind]))
}

func cased(r rune) bool {
	return unicode.In(r, unicode.Lu, unicode.Ll, unicode.Lt, unicode.Other_Lowercase, unicode.Other_Uppercase)
}

// caseIgnorable is the property of that name in Unicode.
func caseIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) || strings.ContainsRune("'.:·\u0387\u055f\u05f4‘’․‧\ufe13\ufe52\ufe55＇．：", r)
}

// shown returns a text as XML can hold it: characters that XML forbids are dropped or replaced, and line ends unified, as
// the exports do.
func shown(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0xFFFE || r == 0xFFFF }) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == 0xFFFE || r == 0xFFFF:
			return utf8.RuneError
		case r < ' ' && r != '\t' && r != '\n':
			return -1
		}
		return r
	}, s)
}

// cell returns a text as the default profile of GraphML shows it in a column: there an invisible character keeps Gephi from
// reading the letters INF as infinity. It counts, if little: it splits a word and lengthens a form.
func cell(s string) string { return strings.ReplaceAll(shown(s), "INF", "I\u2060NF") }

// quoted writes a name as Python prints a string in a list.
func quoted(s string) string {
	q := '\''
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	var b strings.Builder
	b.WriteRune(q)
	for _, r := range s {
		switch {
		case r == q || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteRune(q)
	return b.String()
}
