package gazetteer

import (
	"slices"
	"strings"
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

// formWord is a token of a form.
type formWord struct {
	rule caseRule
	text string
}

// matcher is a trie over folded tokens; edges are keyed by node and token number.
type matcher struct {
	vocabulary map[string]uint32
	edges      map[uint64]uint32
	accept     [][]Form // by node
}

// spelling folds British and American spellings and signs to one.
var spelling = map[string]string{"defence": "defense", "organisation": "organization", "organisations": "organizations", "programme": "program",
	"programmes": "programs", "centre": "center", "centres": "centers", "labour": "labor", "&": "and", "offence": "offense", "licence": "license", "modernisation": "modernization"}

// Key returns the form under which a token is matched: small letters, no periods, one spelling.
func Key(t prose.Token) string {
	k := t.Lower
	if strings.IndexByte(k, '.') >= 0 && t.Class == prose.Word {
		k = strings.ReplaceAll(k, ".", "")
	}
	if s, ok := spelling[k]; ok {
		return s
	}
	return k
}

func (g *Gazetteer) build() {
	g.vocabulary = make(map[string]uint32, 3*len(g.Entries))
	g.edges = make(map[uint64]uint32, 12*len(g.Entries))
	g.accept = make([][]Form, 1, 10*len(g.Entries)+1)
	for _, e := range g.Entries {
		g.insert(Form{Entry: e, Kind: NameForm, Weak: e.weak, Text: e.Name})
		for _, a := range e.aliases {
			g.insert(Form{Entry: e, Kind: AliasForm, Weak: a.weak, Text: a.text})
		}
		for _, d := range derived(e) {
			g.insert(Form{Entry: e, Kind: AliasForm, Weak: e.weak, Text: d})
		}
		for _, d := range e.fields["demonyms"] {
			text, weak := unmark(d)
			g.insert(Form{Entry: e, Kind: DemonymForm, Weak: weak, Text: text})
		}
		for _, c := range e.fields["capital"] {
			text, weak := unmark(c)
			g.insert(Form{Entry: e, Kind: CapitalForm, Weak: weak, Text: text})
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

func (m *matcher) insert(f Form) {
	ts := tag.Tokenize(f.Text)
	if len(ts) > 1 && ts[0].Lower == "the" {
		ts = ts[1:]
	}
	if len(ts) == 0 {
		return
	}
	f.words = make([]formWord, len(ts))
	node := uint32(0)
	for i, t := range ts {
		f.words[i] = formWord{caseOf(t), f.Text[t.Span.Start:t.Span.End]}
		k := Key(t)
		w, ok := m.vocabulary[k]
		if !ok {
			w = uint32(len(m.vocabulary) + 1)
			m.vocabulary[k] = w
		}
		edge := uint64(node)<<32 | uint64(w)
		next, ok := m.edges[edge]
		if !ok {
			next = uint32(len(m.accept))
			m.accept = append(m.accept, nil)
			m.edges[edge] = next
		}
		node = next
	}
	for _, old := range m.accept[node] {
		if old.Entry == f.Entry && slices.Equal(old.words, f.words) {
			return
		}
	}
	m.accept[node] = append(m.accept[node], f)
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
	Last  int // the token after the form
	Forms []Form
}

// Longest returns the longest run of tokens from ts[i] that is a form of some entry, with all forms it may be; ok is false
// if there is none. text is the passage that the tokens are of.
func (m *matcher) Longest(text string, ts []prose.Token, i int) (best Match, ok bool) {
	node := uint32(0)
	for j := i; j < len(ts); j++ {
		w, known := m.vocabulary[Key(ts[j])]
		if !known {
			break
		}
		next, known := m.edges[uint64(node)<<32|uint64(w)]
		if !known {
			break
		}
		node = next
		if len(m.accept[node]) == 0 {
			continue
		}
		if forms := m.fitting(m.accept[node], text, ts[i:j+1]); len(forms) > 0 {
			best, ok = Match{Last: j + 1, Forms: forms}, true
		}
	}
	return best, ok
}

func (m *matcher) fitting(forms []Form, text string, ts []prose.Token) []Form {
	var out []Form
	for _, f := range forms {
		if f.fits(text, ts) {
			out = append(out, f)
		}
	}
	return out
}

func (f *Form) fits(text string, ts []prose.Token) bool {
	shouting := len(ts) > 1
	for _, t := range ts {
		shouting = shouting && (t.Case == prose.Upper || t.Case == prose.NoCase)
	}
	for i, t := range ts {
		switch f.words[i].rule {
		case capital:
			if t.Case == prose.Lower || t.Case == prose.Upper && len(t.Lower) <= 3 && !shouting {
				return false
			}
		case exactCase:
			if !shouting && !sameLetters(text[t.Span.Start:t.Span.End], f.words[i].text) {
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
