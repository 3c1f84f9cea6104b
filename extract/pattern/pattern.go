// Package pattern runs regular expressions over texts that mostly do not match. From an expression it derives what every match
// must have: a first byte (of expressions that begin with ^), a last one (that end with $), one of a few literals; a text
// without them is refused before the machine of package regexp is started. What matches is exactly what matches there.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pattern is a compiled expression. The methods that it does not define are those of regexp.Regexp.
type Pattern struct {
	*regexp.Regexp
	first, last *bytes   // the bytes of which one must begin or end the text, nil if any may
	literals    []string // of which one must stand in the text, nil if none need
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
	if l := literals(tree); len(l) <= most {
		p.literals = l
	}
	return p
}

// may reports whether a text may have a match.
func (p *Pattern) may(text string) bool {
	if text == "" {
		return true
	}
	if p.first != nil && !p.first.has(text[0]) || p.last != nil && !p.last.has(text[len(text)-1]) {
		return false
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

// bytes is a set of bytes.
type bytes [4]uint64

func (b *bytes) has(c byte) bool { return b[c>>6]&(1<<(c&63)) != 0 }
func (b *bytes) add(c byte)      { b[c>>6] |= 1 << (c & 63) }

func (b *bytes) union(o bytes) {
	for i := range b {
		b[i] |= o[i]
	}
}

// anchored reports whether every match of the tree begins (or ends) with the operator.
func anchored(re *syntax.Regexp, op syntax.Op) bool {
	switch re.Op {
	case op:
		return true
	case syntax.OpCapture:
		return anchored(re.Sub[0], op)
	case syntax.OpConcat:
		if op == syntax.OpBeginText {
			return anchored(re.Sub[0], op)
		}
		return anchored(re.Sub[len(re.Sub)-1], op)
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !anchored(sub, op) {
				return false
			}
		}
		return true
	}
	return false
}

// edge returns the bytes with which the matches of the tree can begin (dir 1) or end (dir -1), nil if one may be empty.
func edge(re *syntax.Regexp, dir int) *bytes {
	set, empty := edgeOf(re, dir)
	if empty {
		return nil
	}
	return &set
}

func edgeOf(re *syntax.Regexp, dir int) (set bytes, empty bool) {
	switch re.Op {
	case syntax.OpLiteral:
		if len(re.Rune) == 0 {
			return set, true
		}
		r := re.Rune[0]
		if dir < 0 {
			r = re.Rune[len(re.Rune)-1]
		}
		addRange(&set, r, r, dir)
		if re.Flags&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				addRange(&set, f, f, dir)
			}
		}
		return set, false
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			addRange(&set, re.Rune[i], re.Rune[i+1], dir)
		}
		return set, false
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		addRange(&set, 0, unicode.MaxRune, dir)
		return set, false
	case syntax.OpCapture, syntax.OpPlus:
		return edgeOf(re.Sub[0], dir)
	case syntax.OpStar, syntax.OpQuest:
		set, _ = edgeOf(re.Sub[0], dir)
		return set, true
	case syntax.OpRepeat:
		set, empty = edgeOf(re.Sub[0], dir)
		return set, empty || re.Min == 0
	case syntax.OpConcat:
		for i := range re.Sub {
			sub := re.Sub[i]
			if dir < 0 {
				sub = re.Sub[len(re.Sub)-1-i]
			}
			s, none := edgeOf(sub, dir)
			set.union(s)
			if !none {
				return set, false
			}
		}
		return set, true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			s, none := edgeOf(sub, dir)
			set.union(s)
			empty = empty || none
		}
		return set, empty
	case syntax.OpNoMatch:
		return set, false
	}
	return set, true // what matches no character
}

// addRange adds the first or last bytes of the runes from lo to hi.
func addRange(set *bytes, lo, hi rune, dir int) {
	for r := lo; r <= min(hi, utf8.RuneSelf-1); r++ {
		set.add(byte(r))
	}
	if hi < utf8.RuneSelf {
		return
	}
	if lo < hi {
		for c := utf8.RuneSelf; c < 256; c++ { // any byte, of broken UTF-8 as well
			set.add(byte(c))
		}
		return
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], lo)
	if dir > 0 {
		set.add(buf[0])
	} else {
		set.add(buf[n-1])
	}
	if lo == utf8.RuneError { // matches broken bytes
		addRange(set, lo, lo+1, dir)
	}
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
		return all
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
