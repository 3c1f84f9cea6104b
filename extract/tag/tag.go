package tag

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"policygraph/extract/prose"
)

// Lexicon knows the parts of speech of words. It is safe for use by several goroutines.
type Lexicon struct {
	words map[string]entry
	spare chan *vocabulary // of earlier texts, for later ones
}

// entry is what the lexicon says of a word.
type entry struct {
	closed prose.Tag // part of speech of the closed classes, X if of none
	base   bool      // base form of a verb
	lemma  string    // of an irregular form, its base form
}

// lexiconFile is the form of lexicon.yaml: words of the closed classes, base forms of verbs, irregular forms.
type lexiconFile struct {
	Closed    map[string]string `yaml:"closed"`    // tag → words, separated by blanks
	Verbs     string            `yaml:"verbs"`     // base forms, separated by blanks
	Irregular string            `yaml:"irregular"` // base/past/participle triples, separated by blanks
}

var tagNames = map[string]prose.Tag{"modal": prose.Modal, "det": prose.Det, "pron": prose.Pron, "prep": prose.Prep, "conj": prose.Conj,
	"part": prose.Part, "adv": prose.Adv, "adj": prose.Adj, "noun": prose.Noun, "verb": prose.Verb, "num": prose.Num}

// ReadLexicon loads the named lexicon file. Unknown keys and tags are errors.
func ReadLexicon(fsys fs.FS, name string) (*Lexicon, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	var f lexiconFile
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	lx := &Lexicon{words: map[string]entry{}, spare: make(chan *vocabulary, min(runtime.GOMAXPROCS(0), maxSpare))}
	for _, tagName := range slices.Sorted(maps.Keys(f.Closed)) {
		t, ok := tagNames[tagName]
		if !ok {
			return nil, fmt.Errorf("%s: unknown part of speech %q", name, tagName)
		}
		for _, w := range strings.Fields(f.Closed[tagName]) {
			if old := lx.words[w].closed; old != prose.X && old != t {
				return nil, fmt.Errorf("%s: %q stands in two closed classes", name, w)
			}
			lx.change(w, func(e *entry) { e.closed = t })
		}
	}
	for _, w := range strings.Fields(f.Verbs) {
		lx.change(w, func(e *entry) { e.base = true })
	}
	for _, triple := range strings.Fields(f.Irregular) {
		forms := strings.Split(triple, "/")
		lx.change(forms[0], func(e *entry) { e.base = true })
		for _, form := range forms[1:] {
			lx.change(form, func(e *entry) { e.lemma = forms[0] })
		}
	}
	return lx, nil
}

func (lx *Lexicon) change(w string, to func(*entry)) {
	e := lx.words[w]
	to(&e)
	lx.words[w] = e
}

// lemma returns the base form of the verb that w (in lower case) is a form of, and whether w is a known form of a verb.
func (lx *Lexicon) lemma(w string) (string, bool) {
	switch e := lx.words[w]; {
	case e.lemma != "":
		return e.lemma, true
	case e.base:
		return w, true
	}
	for _, end := range [...]string{"ies", "ied"} {
		if s, ok := strings.CutSuffix(w, end); ok && lx.IsVerb(s+"y") {
			return s + "y", true
		}
	}
	for _, end := range [...]string{"ing", "ed", "es", "s", "d"} {
		s, ok := strings.CutSuffix(w, end)
		if !ok || len(s) < 2 {
			continue
		}
		if lx.IsVerb(s) {
			return s, true
		}
		if (end == "ing" || end == "ed") && lx.IsVerb(s+"e") {
			return s + "e", true
		}
		if n := len(s); (end == "ing" || end == "ed") && s[n-1] == s[n-2] && lx.IsVerb(s[:n-1]) {
			return s[:n-1], true
		}
	}
	return "", false
}

// IsVerb reports whether w (in lower case) is the base form of a known verb.
func (lx *Lexicon) IsVerb(w string) bool { return lx.words[w].base }

// Text fills the tokens of every passage and the token ranges of its sentences.
func (lx *Lexicon) Text(t *prose.Text) {
	v := lx.vocabulary()
	defer lx.keep(v)
	bytes := 0
	for i := range t.Passages {
		bytes += len(t.Passages[i].Text)
	}
	const perToken, most = 5, 8192
	chunk := min(bytes/perToken, most) // tokens allocated at once
	var read, slab []prose.Token
	for i := range t.Passages {
		p := &t.Passages[i]
		read = v.clitics(v.tokenize(read[:0], p.Text))
		v.tag(read)
		if n := len(read); n > cap(slab)-len(slab) {
			slab = make([]prose.Token, 0, max(n, chunk))
		}
		first := len(slab)
		slab = append(slab, read...)
		p.Tokens = slab[first:len(slab):len(slab)]
		k := 0
		for j := range p.Sentences {
			s := &p.Sentences[j]
			for k < len(p.Tokens) && p.Tokens[k].Span.Start < s.Span.Start {
				k++
			}
			s.First = k
			for k < len(p.Tokens) && p.Tokens[k].Span.Start < s.Span.End {
				k++
			}
			s.Last = k
		}
	}
}

func (v *vocabulary) tag(ts []prose.Token) {
	for i := range ts {
		t := &ts[i]
		switch {
		case t.Class == prose.Punct:
			t.Tag = prose.Sym
		case t.Class == prose.Clitic:
			t.Tag = prose.Part
		case t.Class == prose.Number:
			t.Tag = prose.Num
		default:
			t.Tag = v.tagWord(ts, i)
		}
	}
}

// tagWord judges the word ts[i] by lexicon, then by suffix, with the tags of the words before it known.
func (v *vocabulary) tagWord(ts []prose.Token, i int) prose.Tag {
	t, k := &ts[i], v.kinds[ts[i].ID]
	if t.Lower == "to" && i+1 < len(ts) && v.kinds[ts[i+1].ID].base && ts[i+1].Case == prose.Lower {
		return prose.Part
	}
	if k.closed == prose.Prep && i > 1 && ts[i-1].Lower == "-" && ts[i-2].Tag == prose.Propn && t.Case == prose.Lower && ts[i-1].Span.End == t.Span.Start {
		return prose.Propn // the end of "Moon Jae-in"
	}
	if k.closed != prose.X && (t.Case != prose.Upper || len(t.Lower) > 3) && !(t.Case == prose.Title && k.closed == prose.Modal && i > 0 && ts[i-1].Class != prose.Punct) {
		return k.closed
	}
	if t.Case == prose.Upper || t.Case == prose.Mixed || t.Case == prose.Title && !opens(ts, i) {
		return prose.Propn
	}
	switch {
	case t.Lemma == "":
		return k.open
	case k.verb != prose.X:
		return k.verb
	case nounSlot(ts, i), i > 0 && ts[i-1].Tag == prose.Prep && t.Lower != "be":
		return prose.Noun
	}
	return prose.Verb
}

// opens reports whether the word ts[i] opens a sentence, a clause or a quotation, where a capital says nothing.
func opens(ts []prose.Token, i int) bool {
	return i == 0 || ts[i-1].Class == prose.Punct && strings.Contains(".?!:;\"(—•", ts[i-1].Lower)
}

// nounSlot reports whether the tokens before ts[i] want a noun: a determiner, an adjective, a possessive.
func nounSlot(ts []prose.Token, i int) bool {
	if i == 0 {
		return false
	}
	prev := &ts[i-1]
	relative := i > 1 && prev.Lower == "that" && (ts[i-2].Tag == prose.Noun || ts[i-2].Tag == prose.Propn)
	return prev.Tag == prose.Det && !relative || prev.Tag == prose.Adj || prev.Class == prose.Clitic || prev.Lower == "'s"
}
