package gazetteer

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/prose"
	"policygraph/extract/tag"
)

// caseRule says how a token of a form must be written in the text.
type caseRule uint8

const (
	anyCase   caseRule = iota // small in the form: any
	capital                   // capitalised in the form: capitalised or all capitals
	exactCase                 // acronym or mixed: the same letters
)

// formWord is a token of a form: bytes [start, end) of its text.
type formWord struct {
	start, end uint32
	rule       caseRule
}

// matcher finds forms by their first token. The forms of a first token are tokenised, and a trie made of them, when a text
// first asks for that token: a report needs few of the names that the world has.
type matcher struct {
	buckets prose.Index[*bucket] // by the key of the first token
	seeds   []seed
	room    slab[bucket]
}

// seed is a form before its bucket is compiled.
type seed struct {
	entry *Entry
	text  string
	next  int32 // in its bucket, -1 if it is the last
	kind  FormKind
	weak  bool
}

// bucket holds the forms that share a first token.
type bucket struct {
	first, last int32 // of the seeds
	small       bool  // the first token may be written in small letters
	once        sync.Once
	nodes       []node
}

// node is a state of a bucket's trie; node 0 stands behind the first token.
type node struct {
	key            string               // of the token that leads here
	child, sibling uint32               // its first child, and the next child of its parent; 0 if none
	children       *prose.Index[uint32] // by key, where they are many
	accept         []Form
}

// fewChildren is how many children of a node are looked through one by one.
const fewChildren = 6

func (g *Gazetteer) build() {
	g.buckets = prose.Index[*bucket]{}
	g.seeds = make([]seed, 0, 3*len(g.Entries))
	for _, e := range g.Entries {
		g.insert(seed{entry: e, kind: NameForm, weak: e.weak, text: e.Name})
		for k, a := range e.Aliases {
			g.insert(seed{entry: e, kind: AliasForm, weak: e.weakAliases != nil && e.weakAliases[k], text: a})
		}
		for _, d := range derived(e) {
			g.insert(seed{entry: e, kind: AliasForm, weak: e.weak, text: d})
		}
		for _, d := range e.List("demonyms") {
			text, weak := unmark(d)
			g.insert(seed{entry: e, kind: DemonymForm, weak: weak, text: text})
		}
		for _, c := range e.List("capital") {
			text, weak := unmark(c)
			g.insert(seed{entry: e, kind: CapitalForm, weak: weak, text: text})
		}
	}
}

// derived returns the forms that follow from an entry's name by rule.
func derived(e *Entry) []string {
	var out []string
	for _, head := range [...]string{"Department", "Ministry"} {
		rest, ok := strings.CutPrefix(e.Name, head+" of ")
		if !ok {
			rest, ok = strings.CutPrefix(e.Name, head+" for ")
		}
		if !ok {
			continue
		}
		rest = strings.TrimPrefix(rest, "the ")
		out = append(out, rest+" "+head)
		if rest == "Foreign Affairs" {
			out = append(out, "Foreign "+head)
		}
	}
	return out
}

func (m *matcher) insert(f seed) {
	for _, article := range [...]string{"the ", "The "} {
		if rest, ok := strings.CutPrefix(f.text, article); ok {
			f.text = rest
			f.weak = f.weak || !strings.Contains(rest, " ") // "The Guardian"
		}
	}
	first, ok := tag.First(f.text)
	if !ok {
		return
	}
	n := int32(len(m.seeds))
	f.next = -1
	m.seeds = append(m.seeds, f)
	b := m.buckets.At(first.Key, first.Sum)
	if b != nil {
		m.seeds[b.last].next = n
	} else {
		b = m.room.one()
		b.first = n
		m.buckets.Put(first.Key, first.Sum, b)
	}
	b.last = n
	b.small = b.small || first.Case != prose.Title && first.Case != prose.Upper && first.Case != prose.Mixed
}

// compile makes the trie of a bucket.
func (m *matcher) compile(b *bucket) {
	b.nodes = make([]node, 1, 4)
	for k := b.first; k >= 0; k = m.seeds[k].next {
		s := &m.seeds[k]
		ts := tag.Tokenize(s.text)
		f := Form{Entry: s.entry, Kind: s.kind, Weak: s.weak, Text: s.text, words: make([]formWord, len(ts))}
		at := uint32(0)
		for i, t := range ts {
			f.words[i] = formWord{uint32(t.Span.Start), uint32(t.Span.End), caseOf(t)}
			if i > 0 {
				at = b.step(at, t.Spelling)
			}
		}
		n := &b.nodes[at]
		if !slices.ContainsFunc(n.accept, func(old Form) bool { return old.Entry == f.Entry && old.sameWords(&f) }) {
			n.accept = append(n.accept, f)
		}
	}
}

// sameWords reports whether two forms are the same but for blanks.
func (f *Form) sameWords(o *Form) bool {
	return slices.EqualFunc(f.words, o.words, func(a, b formWord) bool {
		return a.rule == b.rule && f.Text[a.start:a.end] == o.Text[b.start:b.end]
	})
}

// step returns the child of a node by a key, made if need be.
func (b *bucket) step(at uint32, word *prose.Spelling) uint32 {
	next := b.next(at, word)
	if next > 0 {
		return next
	}
	next = uint32(len(b.nodes))
	b.nodes = append(b.nodes, node{key: word.Key, sibling: b.nodes[at].child})
	parent := &b.nodes[at]
	parent.child = next
	if parent.children != nil {
		parent.children.Put(word.Key, word.Sum, next)
		return next
	}
	siblings := 0
	for k := next; k > 0; k = b.nodes[k].sibling {
		siblings++
	}
	if siblings > fewChildren {
		parent.children = new(prose.Index[uint32])
		for k := next; k > 0; k = b.nodes[k].sibling {
			parent.children.Put(b.nodes[k].key, prose.Sum(b.nodes[k].key), k)
		}
	}
	return next
}

// next returns the child of a node by a key, 0 if there is none.
func (b *bucket) next(at uint32, word *prose.Spelling) uint32 {
	n := &b.nodes[at]
	if n.children != nil {
		return n.children.At(word.Key, word.Sum)
	}
	for k := n.child; k > 0; k = b.nodes[k].sibling {
		if b.nodes[k].key == word.Key {
			return k
		}
	}
	return 0
}

func caseOf(t prose.Token) caseRule {
	switch t.Case {
	case prose.Title:
		return capital
	case prose.Upper, prose.Mixed:
		return exactCase
	}
	return anyCase
}

// Match is a form found at a token.
type Match struct {
	Last  int    // the token after the form
	Forms []Form // not to be changed
}

// Longest returns the longest run of tokens from ts[i] that is a form of some entry, with all forms it may be; ok is false
// if there is none. text is the passage that the tokens are of.
func (m *matcher) Longest(text string, ts []prose.Token, i int) (best Match, ok bool) {
	b := m.buckets.At(ts[i].Key, ts[i].Sum)
	if b == nil || ts[i].Case == prose.Lower && !b.small {
		return Match{}, false // most words of a text
	}
	b.once.Do(func() { m.compile(b) })
	var accept []Form // of the longest run so far
	for at, j := uint32(0), i; ; {
		if forms := b.nodes[at].accept; anyFits(forms, text, ts[i:j+1]) {
			accept, best.Last = forms, j+1
		}
		if j++; j >= len(ts) {
			break
		}
		if at = b.next(at, ts[j].Spelling); at == 0 {
			break
		}
	}
	if accept == nil {
		return Match{}, false
	}
	best.Forms = fitting(accept, text, ts[i:best.Last])
	return best, true
}

func anyFits(forms []Form, text string, ts []prose.Token) bool {
	for k := range forms {
		if forms[k].fits(text, ts) {
			return true
		}
	}
	return false
}

// fitting returns those of the forms that fit: mostly all, which are not copied.
func fitting(forms []Form, text string, ts []prose.Token) []Form {
	for k := range forms {
		if !forms[k].fits(text, ts) {
			some := slices.Clone(forms[:k])
			for ; k < len(forms); k++ {
				if forms[k].fits(text, ts) {
					some = append(some, forms[k])
				}
			}
			return some
		}
	}
	return forms[:len(forms):len(forms)]
}

func (f *Form) fits(text string, ts []prose.Token) bool {
	shouting := len(ts) > 1
	for i := 0; i < len(ts) && shouting; i++ {
		shouting = ts[i].Case == prose.Upper || ts[i].Case == prose.NoCase
	}
	for i := range ts {
		t := &ts[i]
		switch f.words[i].rule {
		case capital:
			if t.Case == prose.Lower || t.Case == prose.Upper && len(t.Lower) <= 3 && !shouting {
				return false
			}
		case exactCase:
			if !shouting && !sameLetters(text[t.Span.Start:t.Span.End], f.Text[f.words[i].start:f.words[i].end]) {
				return false
			}
		}
	}
	return true
}

// sameLetters compares letters and digits exactly and ignores everything else.
func sameLetters(a, b string) bool {
	i, j := 0, 0
	for {
		ra, na := nextLetter(a, i)
		rb, nb := nextLetter(b, j)
		if ra != rb {
			return false
		}
		if ra == 0 {
			return true
		}
		i, j = na, nb
	}
}

func nextLetter(s string, i int) (rune, int) {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r, i
		}
	}
	return 0, i
}
