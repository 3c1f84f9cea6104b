package pattern

import (
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// byteSet is a set of bytes.
type byteSet [4]uint64

func (b *byteSet) has(c byte) bool { return b[c>>6]&(1<<(c&63)) != 0 }
func (b *byteSet) add(c byte)      { b[c>>6] |= 1 << (c & 63) }

func (b *byteSet) union(o byteSet) {
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
	at   [depth]byteSet
	lens uint8 // bit n: a match may have n bytes; bit depth: so many or more
}

// edge returns the bytes that stand at the first (dir 1) or last (dir -1) places of every match of the tree.
func edge(re *syntax.Regexp, dir int) []byteSet {
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
