package brief

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// list joins words as prose does: "A", "A and B", "A, B and C".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// count writes a number with its noun: "1 agency", "2 agencies".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// numerals are the numbers that prose writes as words.
var numerals = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// numeral writes a small number as a word.
func numeral(n int) string {
	if n >= 0 && n < len(numerals) {
		return numerals[n]
	}
	return strconv.Itoa(n)
}

// ordinals are the places that prose writes as words.
var ordinals = []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// ordinal writes a place in a ranking.
func ordinal(n int) string {
	switch {
	case n > 0 && n < len(ordinals):
		return ordinals[n]
	case n%100 >= 11 && n%100 <= 13:
		return fmt.Sprintf("%dth", n)
	case n%10 == 1:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}

// times writes how often: "once", "twice", "3 times".
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%s times", numeral(n))
}

// capital makes the first letter a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || !unicode.IsLetter(r) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// choose fills the places {one|many} of a template by the number.
func choose(template string, n int) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		inside, after, _ := strings.Cut(rest, "}")
		one, many, two := strings.Cut(inside, "|")
		switch {
		case !two:
			b.WriteString("{" + inside + "}")
		case n == 1:
			b.WriteString(one)
		default:
			b.WriteString(many)
		}
		template = after
	}
}

// standing says what a rank means: "more than any other agency but two", or the place where others are level with it.
func standing(rank, level, total int, n noun) string {
	switch {
	case total < 2:
		return ""
	case level > 0:
		return fmt.Sprintf("which puts it level with %s in %s place among the %d %s", others(level), ordinal(rank), total, n.Many)
	case rank == 1:
		return "more than any other " + n.Noun
	case rank <= 4:
		return fmt.Sprintf("more than any other %s but %s", n.Noun, numeral(rank-1))
	}
	return fmt.Sprintf("which puts it in %s place among the %d %s", ordinal(rank), total, n.Many)
}

func others(n int) string {
	if n == 1 {
		return "one other"
	}
	return numeral(n) + " others"
}

var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// date writes an ISO date in words; other dates stay as they are.
func date(iso string) string {
	parts := strings.Split(iso, "-")
	if len(parts) < 2 || len(parts) > 3 {
		return iso
	}
	var numbers []int
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n <= 0 {
			return iso
		}
		numbers = append(numbers, n)
	}
	if numbers[1] > len(months) {
		return iso
	}
	out := fmt.Sprintf("%s %d", months[numbers[1]-1], numbers[0])
	if len(numbers) == 3 {
		out = fmt.Sprintf("%d %s", numbers[2], out)
	}
	return out
}

// quoted puts text into quotation marks and turns those within it into single ones.
func quoted(s string) string {
	var b strings.Builder
	open := false
	for i, r := range s {
		switch r {
		case '“':
			r, open = '‘', true
		case '”':
			r, open = '’', false
		case '"':
			if open = !open && (i == 0 || !isWord(s[:i])); open {
				r = '‘'
			} else {
				r = '’'
			}
		}
		b.WriteRune(r)
	}
	return "“" + b.String() + "”"
}

// isWord reports whether text ends in a letter or digit.
func isWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// title returns a heading in sentence case without a full stop at its end. Of a heading in capitals, words keep them if they
// are written so in names, else they are written as names write them.
func (ph *Phrases) title(s string, spelt map[string]string) string {
	s = strings.TrimRight(s, ".: ")
	if strings.ToUpper(s) != s || strings.ToLower(s) == s || len(strings.Fields(s)) < 2 {
		return s
	}
	fields := strings.Fields(s)
	for i, w := range fields {
		parts := strings.FieldsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' && r != '’' && r != '\'' })
		for _, p := range parts {
			low := strings.ToLower(p)
			switch form, known := spelt[low]; {
			case strings.Contains(strings.TrimSuffix(p, "."), "."):
				continue
			case known && !slices.Contains(ph.Small, low):
				w = strings.Replace(w, p, form, 1)
			default:
				w = strings.Replace(w, p, low, 1)
			}
		}
		fields[i] = w
	}
	return capital(strings.Join(fields, " "))
}
