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
	first, last []bytes  // by place from the text's begin or end: the bytes of which one must stand there
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
	if l := literals(tree); p.first == nil && p.last == nil && len(l) <= most {
		p.literals = l
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

// depth is how many bytes from an end are known of matches.
const depth = 4

// reach tells of the matches of a tree, from one end: which bytes stand at which place, and how long they may be.
type reach struct {
	at   [depth]bytes
	lens uint8 // bit n: a match may have n bytes; bit depth: so many or more
}

// edge returns the bytes that stand at the first (dir 1) or last (dir -1) places of every match of the tree.
func edge(re *syntax.Regexp, dir int) []bytes {
	r := reachOf(re, dir)
	for n := range depth {
		if r.lens&(1<<n) != 0 {
			return r.at[:n:n]
		}
	}
	return r.at[:]
}

var none = reach{lens: 1} // of what matches no character

// then returns the reach of a followed by b.
func (a reach) then(b reach) reach {
	out := reach{at: a.at}
	for n := 0; n <= depth; n++ {
		if a.lens&(1<<n) == 0 {
			continue
		}
		for i := n; i < depth; i++ {
			out.at[i].union(b.at[i-n])
		}
		for m := 0; m <= depth; m++ {
			if b.lens&(1<<m) != 0 {
				out.lens |= 1 << min(n+m, depth)
			}
		}
	}
	return out
}

func (a reach) or(b reach) reach {
	for i := range a.at {
		a.at[i].union(b.at[i])
	}
	a.lens |= b.lens
	return a
}

// more returns the reach of a any number of times, at least least.
func (a reach) more(least int) reach {
	out := none
	for range min(least, depth) {
		out = out.then(a)
	}
	for range depth {
		out = out.or(out.then(a))
	}
	return out
}

func reachOf(re *syntax.Regexp, dir int) reach {
	switch re.Op {
	case syntax.OpLiteral:
		out := none
		for i := range re.Rune {
			r := re.Rune[i]
			if dir < 0 {
				r = re.Rune[len(re.Rune)-1-i]
			}
			one := span(r, r, dir)
			if re.Flags&syntax.FoldCase != 0 {
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					one = one.or(span(f, f, dir))
				}
			}
			out = out.then(one)
		}
		return out
	case syntax.OpCharClass:
		var out reach
		for i := 0; i < len(re.Rune); i += 2 {
			out = out.or(span(re.Rune[i], re.Rune[i+1], dir))
		}
		return out
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return span(0, unicode.MaxRune, dir)
	case syntax.OpCapture:
		return reachOf(re.Sub[0], dir)
	case syntax.OpStar:
		return reachOf(re.Sub[0], dir).more(0)
	case syntax.OpPlus:
		return reachOf(re.Sub[0], dir).more(1)
	case syntax.OpQuest:
		return reachOf(re.Sub[0], dir).or(none)
	case syntax.OpRepeat:
		return reachOf(re.Sub[0], dir).more(re.Min)
	case syntax.OpConcat:
		out := none
		for i := range re.Sub {
			sub := re.Sub[i]
			if dir < 0 {
				sub = re.Sub[len(re.Sub)-1-i]
			}
			out = out.then(reachOf(sub, dir))
		}
		return out
	case syntax.OpAlternate:
		var out reach
		for _, sub := range re.Sub {
			out = out.or(reachOf(sub, dir))
		}
		return out
	case syntax.OpNoMatch:
		return reach{}
	}
	return none
}

// span returns the reach of a character from lo to hi.
func span(lo, hi rune, dir int) reach {
	var out reach
	for r := lo; r <= min(hi, utf8.RuneSelf-1); r++ {
		out.at[0].add(byte(r))
		out.lens |= 1 << 1
	}
	switch {
	case hi < utf8.RuneSelf:
	case lo == hi && lo != utf8.RuneError:
		var buf [utf8.UTFMax]byte
		n := utf8.EncodeRune(buf[:], lo)
		for i := range n {
			if dir > 0 {
				out.at[i].add(buf[i])
			} else {
				out.at[i].add(buf[n-1-i])
			}
		}
		out.lens |= 1 << n
	default: // any bytes but those of ASCII: broken UTF-8 matches as well
		for c := utf8.RuneSelf; c < 256; c++ {
			for i := range depth {
				out.at[i].add(byte(c))
			}
		}
		out.lens |= 1<<1 | 1<<2 | 1<<3 | 1<<4
	}
	return out
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
