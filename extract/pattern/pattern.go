// Package pattern runs regular expressions over texts that mostly do not match. From an expression it derives what every match
// must have: its first bytes (of expressions that begin with ^), its last ones (that end with $), one of a few literals (of
// others); a text without them is refused before the machine of package regexp is started. What matches is exactly what
// matches there.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pattern is a compiled expression. The methods that it does not define are those of regexp.Regexp.
type Pattern struct {
	*regexp.Regexp
	first, last []byteSet // by place from the text's begin or end: the bytes of which one must stand there
	literals    []string  // of which one must stand in the text, nil if none need
}

// MustCompile compiles an expression in the syntax of package regexp. It panics if that is wrong.
func MustCompile(expr string) *Pattern {
	p := &Pattern{Regexp: regexp.MustCompile(expr)}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // regexp.MustCompile would have
	}
	if anchored(tree, syntax.OpBeginText) {
		p.first = edge(tree, 1)
	}
	if anchored(tree, syntax.OpEndText) {
		p.last = edge(tree, -1)
	}
	const most = 24
	if p.first == nil && p.last == nil {
		if l := literals(tree); len(l) <= most {
			p.literals = l
		}
	}
	return p
}

// may reports whether a text may have a match.
func (p *Pattern) may(text string) bool {
	if len(text) < max(len(p.first), len(p.last)) {
		return false
	}
	for i := range p.first {
		if !p.first[i].has(text[i]) {
			return false
		}
	}
	for i := range p.last {
		if !p.last[i].has(text[len(text)-1-i]) {
			return false
		}
	}
	for _, l := range p.literals {
		if strings.Contains(text, l) {
			return true
		}
	}
	return len(p.literals) == 0
}

// MatchString reports whether the text has a match.
func (p *Pattern) MatchString(text string) bool { return p.may(text) && p.Regexp.MatchString(text) }

// FindString returns the leftmost match, "" if there is none.
func (p *Pattern) FindString(text string) string {
	if !p.may(text) {
		return ""
	}
	return p.Regexp.FindString(text)
}

// FindStringIndex returns begin and end of the leftmost match, nil if there is none.
func (p *Pattern) FindStringIndex(text string) []int {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindStringIndex(text)
}

// FindStringSubmatch returns the leftmost match and its groups, nil if there is none.
func (p *Pattern) FindStringSubmatch(text string) []string {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(text)
}

// FindStringSubmatchIndex returns begins and ends of the leftmost match and its groups, nil if there is none.
func (p *Pattern) FindStringSubmatchIndex(text string) []int {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindStringSubmatchIndex(text)
}

// FindAllStringIndex returns begins and ends of the first n matches, of all if n is negative, nil if there is none.
func (p *Pattern) FindAllStringIndex(text string, n int) [][]int {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindAllStringIndex(text, n)
}

// FindAllStringSubmatch returns the first n matches with their groups, all if n is negative, nil if there is none.
func (p *Pattern) FindAllStringSubmatch(text string, n int) [][]string {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatch(text, n)
}

// ReplaceAllString returns the text with its matches replaced, as regexp.Regexp does.
func (p *Pattern) ReplaceAllString(text, by string) string {
	if !p.may(text) {
		return text
	}
	return p.Regexp.ReplaceAllString(text, by)
}

// literals returns strings of which every match of the tree holds one, nil if there are none.
func literals(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		s := string(re.Rune)
		if re.Flags&syntax.FoldCase != 0 && strings.ContainsFunc(s, func(r rune) bool { return unicode.SimpleFold(r) != r }) || strings.ContainsRune(s, utf8.RuneError) {
			return nil
		}
		return []string{s}
	case syntax.OpCapture, syntax.OpPlus:
		return literals(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return literals(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if l := literals(sub); better(l, best) {
				best = l
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			l := literals(sub)
			if l == nil {
				return nil
			}
			all = append(all, l...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	return nil
}

// better reports whether literals tell more than others: the shortest is longer, or they are fewer.
func better(a, b []string) bool {
	switch {
	case a == nil || b == nil:
		return b == nil && a != nil
	case shortest(a) != shortest(b):
		return shortest(a) > shortest(b)
	}
	return len(a) < len(b)
}

func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list {
		n = min(n, len(s))
	}
	return n
}
