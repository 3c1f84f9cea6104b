package recommend

import (
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
)

// view is a passage with its outermost mentions laid over its tokens.
type view struct {
	n    int // index of the passage
	p    *prose.Passage
	toks []prose.Token
	ms   []mention.Mention
	at   []int32 // token → 1 + index in ms of the outermost mention that covers it, 0 if none
	r    *Rules

	open   []bool // token → whether it stands in a quotation; filled when first asked for
	opened bool

	seen map[string]bool // scratch of content
}

// look lays the view over passage n. The buffer at is reused.
func (f *finder) look(n int) *view {
	p := &f.t.Passages[n]
	v := &f.v
	if v.p == p {
		return v
	}
	v.n, v.p, v.toks, v.r, v.opened = n, p, p.Tokens, f.rules, false
	v.ms = nil
	if n < len(f.ix.Passages) {
		v.ms = f.ix.Passages[n]
	}
	v.at = v.at[:0]
	for range p.Tokens {
		v.at = append(v.at, 0)
	}
	for i, m := range v.ms {
		if m.Inside || m.Entity < 0 {
			continue
		}
		for k := max(m.First, 0); k < m.Last && k < len(v.at); k++ {
			if v.at[k] == 0 {
				v.at[k] = int32(i + 1)
			}
		}
	}
	return v
}

// mention returns the index of the mention that covers token i, or -1.
func (v *view) mention(i int) int {
	if i < 0 || i >= len(v.at) {
		return -1
	}
	return int(v.at[i]) - 1
}

// low returns token i in lower case, or "" outside the passage.
func (v *view) low(i int) string {
	if i < 0 || i >= len(v.toks) {
		return ""
	}
	return v.toks[i].Lower
}

// tag returns the part of speech of token i; mentions are proper nouns.
func (v *view) tag(i int) prose.Tag {
	if i < 0 || i >= len(v.toks) {
		return prose.Sym
	}
	if v.at[i] != 0 {
		return prose.Propn
	}
	return v.toks[i].Tag
}

func (v *view) clitic(i int) bool {
	return i >= 0 && i < len(v.toks) && v.toks[i].Class == prose.Clitic && v.at[i] == 0
}

// matches reports whether the words stand at token i, and the token after them.
func (v *view) matches(i int, words []string) (int, bool) {
	for _, w := range words {
		if v.low(i) != w {
			return i, false
		}
		i++
	}
	return i, true
}

// matchAny finds the longest of the phrases, ordered by first word, that begins at token i; it returns the token after it.
func (v *view) matchAny(i int, phrases *prose.Table[[][]string]) (int, bool) {
	best := -1
	for _, words := range phrases.At(v.low(i)) {
		if end, ok := v.matches(i, words); ok && end > best {
			best = end
		}
	}
	return best, best >= 0
}

// opaque reports whether token i lies inside a mention that began before it.
func (v *view) opaque(i int) bool {
	return i > 0 && i < len(v.at) && v.at[i] != 0 && v.at[i] == v.at[i-1]
}

// np is a noun phrase without its complements: one member of a coordination.
type np struct {
	first, last int    // tokens [first, last)
	head        int    // token, -1 if there is none
	mention     int    // the mention that is its head, or -1
	mods        []int  // mentions before the head: possessors and adjectives
	det         string // its first determiner or pronoun, ""
	num         string // its number word, ""
}

// readNP reads a noun phrase that begins at token i and ends before end. Verbs count as nouns when loose.
func (v *view) readNP(i, end int, loose bool) np {
	x := np{first: i, head: -1, mention: -1}
	for i < end {
		if m := v.mention(i); m >= 0 {
			x.push(m)
			i = min(end, v.ms[m].Last)
			x.head = i - 1
			if v.clitic(i) {
				x.shift()
				i++
			} else if i+1 < end && v.low(i) == "-" && v.mention(i+1) < 0 && v.tag(i+1) != prose.Sym {
				i++ // "U.S.-led", "Seoul-based"
			}
			continue
		}
		if !v.inNP(i, &x, loose) {
			break
		}
		i++
	}
	x.last = i
	return x
}

// inNP reports whether token i, which no mention covers, continues the noun phrase, and takes it in.
func (v *view) inNP(i int, x *np, loose bool) bool {
	switch v.tag(i) {
	case prose.Det:
		if x.head >= 0 {
			return false
		}
		if x.det == "" {
			x.det = v.low(i)
		}
	case prose.Pron:
		if x.head >= 0 {
			return false
		}
		x.det, x.head = v.low(i), i
	case prose.Num:
		x.num = v.low(i)
	case prose.Adj:
		if v.low(i) == "first" || v.low(i) == "last" {
			return true
		}
	case prose.Adv:
		if x.head >= 0 {
			return loose
		}
	case prose.Noun, prose.Propn, prose.X:
		x.shift()
		x.head = i
	case prose.Part:
		return v.clitic(i) && x.head >= 0
	case prose.VerbPP:
		return x.head < 0 || loose || v.nounNext(i)
	case prose.VerbIng:
		if x.head >= 0 && (!v.nounNext(i) || strings.HasSuffix(v.low(i-1), "s")) && !(loose && v.mention(i-1) >= 0) {
			return false
		}
		x.shift()
		x.head = i
	case prose.Verb:
		if loose || i > 0 && (v.mention(i-1) >= 0 && v.ms[v.mention(i-1)].Use == mention.Adjective || v.tag(i-1) == prose.Adj && i > x.first || v.clitic(i-1)) {
			x.shift()
			x.head = i
			return true
		}
		return false
	case prose.Sym:
		switch v.low(i) {
		case "-", "/", "&", "’", "'", ".", "\"":
			return x.head >= 0 || v.low(i) == "\""
		}
		return false
	default:
		return false
	}
	return true
}

// nounNext reports whether a noun follows token i directly.
func (v *view) nounNext(i int) bool {
	t := v.tag(i + 1)
	return t == prose.Noun || t == prose.Propn
}

// push makes mention m the head.
func (x *np) push(m int) {
	x.shift()
	x.mention = m
}

// shift turns the head, if it is a mention, into a modifier of what follows.
func (x *np) shift() {
	if x.mention >= 0 {
		x.mods = append(x.mods, x.mention)
		x.mention = -1
	}
}

// readList reads coordinated noun phrases: "A, B, and C", "either A or B", "A as well as B". It stops before anything else
// and returns the token after the last one. Commas join only when a mention stands in what follows.
func (v *view) readList(i, end int, loose bool) ([]np, int) {
	var out []np
	for i < end {
		det := ""
		for i < end && (v.low(i) == "both" || v.low(i) == "either" || v.low(i) == "not" || v.low(i) == "only") {
			det = v.low(i)
			i++
		}
		x := v.readNP(i, end, loose)
		if det != "" && x.det == "" {
			x.det = det
		}
		if x.head < 0 {
			break
		}
		out = append(out, x)
		next, comma := v.joint(x.last, end)
		if next < 0 {
			return out, x.last
		}
		y := v.readNP(next, end, loose)
		if y.head < 0 || comma && y.mention < 0 || !comma && y.mention < 0 && len(y.mods) == 0 && v.tag(next) == prose.Verb {
			return out, x.last
		}
		i = next
	}
	if len(out) == 0 {
		return nil, i
	}
	return out, out[len(out)-1].last
}

// joint returns the token after the conjunction, comma or hyphen at i that joins two noun phrases, or -1.
func (v *view) joint(i, end int) (next int, comma bool) {
	j := i
	if v.low(j) == "(" { // an acronym in parentheses
		for j < end && v.low(j) != ")" {
			j++
		}
		j++
	}
	if v.low(j) == "," {
		comma = true
		j++
	}
	switch {
	case v.low(j) == "and" || v.low(j) == "or" || v.low(j) == "nor" || v.low(j) == "&" || v.low(j) == "-" && v.mention(j+1) >= 0:
		j++
		comma = false
	case v.low(j) == "as" && v.low(j+1) == "well" && v.low(j+2) == "as":
		j += 3
		comma = false
	case v.low(j) == "but" && v.low(j+1) == "also":
		j += 2
		comma = false
	case !comma:
		return -1, false
	}
	for v.low(j) == "also" || v.low(j) == "then" || v.low(j) == "ultimately" {
		j++
	}
	if j >= end || v.low(j) == "that" || v.low(j) == "which" {
		return -1, false
	}
	return j, comma
}
