package tag

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"policygraph/extract/prose"
)

// Lexicon knows the parts of speech of words.
type Lexicon struct {
	tags  map[string]prose.Tag // closed classes and irregular forms
	verbs map[string]bool      // base forms
	lemma map[string]string    // irregular form → base form
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
	lx := &Lexicon{tags: map[string]prose.Tag{}, verbs: map[string]bool{}, lemma: map[string]string{}}
	for _, tagName := range slices.Sorted(maps.Keys(f.Closed)) {
		t, ok := tagNames[tagName]
		if !ok {
			return nil, fmt.Errorf("%s: unknown part of speech %q", name, tagName)
		}
		for _, w := range strings.Fields(f.Closed[tagName]) {
			if old, ok := lx.tags[w]; ok && old != t {
				return nil, fmt.Errorf("%s: %q stands in two closed classes", name, w)
			}
			lx.tags[w] = t
		}
	}
	for _, w := range strings.Fields(f.Verbs) {
		lx.verbs[w] = true
	}
	for _, triple := range strings.Fields(f.Irregular) {
		forms := strings.Split(triple, "/")
		lx.verbs[forms[0]] = true
		for _, form := range forms[1:] {
			lx.lemma[form] = forms[0]
		}
	}
	return lx, nil
}

// Lemma returns the base form of the verb that w (in lower case) is a form of, and whether w is a known form of a verb.
func (lx *Lexicon) Lemma(w string) (string, bool) {
	if l, ok := lx.lemma[w]; ok {
		return l, true
	}
	if lx.verbs[w] {
		return w, true
	}
	for _, end := range []string{"ies", "ied"} {
		if s, ok := strings.CutSuffix(w, end); ok && lx.verbs[s+"y"] {
			return s + "y", true
		}
	}
	for _, end := range []string{"ing", "ed", "es", "s", "d"} {
		s, ok := strings.CutSuffix(w, end)
		if !ok || len(s) < 2 {
			continue
		}
		if lx.verbs[s] {
			return s, true
		}
		if (end == "ing" || end == "ed") && lx.verbs[s+"e"] {
			return s + "e", true
		}
		if n := len(s); (end == "ing" || end == "ed") && s[n-1] == s[n-2] && lx.verbs[s[:n-1]] {
			return s[:n-1], true
		}
	}
	return "", false
}

// IsVerb reports whether w (in lower case) is the base form of a known verb.
func (lx *Lexicon) IsVerb(w string) bool { return lx.verbs[w] }

// Text fills the tokens of every passage and the token ranges of its sentences.
func (lx *Lexicon) Text(t *prose.Text) {
	tg := tagger{lx, make(map[string]bool, 1024)}
	for i := range t.Passages {
		p := &t.Passages[i]
		p.Tokens = clitics(Tokenize(p.Text))
		tg.tag(p.Tokens)
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

// tagger remembers, for one text, which words are forms of verbs.
type tagger struct {
	*Lexicon
	verb map[string]bool
}

func (tg tagger) isVerb(w string) bool {
	v, known := tg.verb[w]
	if !known {
		_, v = tg.Lemma(w)
		tg.verb[w] = v
	}
	return v
}

func (tg tagger) tag(ts []prose.Token) {
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
			t.Tag = tg.word(ts, i)
		}
	}
}

// word judges the word ts[i] by lexicon, then by suffix, with the tags of the words before it known.
func (tg tagger) word(ts []prose.Token, i int) prose.Tag {
	t := ts[i]
	if t.Lower == "to" && i+1 < len(ts) && tg.verbs[ts[i+1].Lower] && ts[i+1].Case == prose.Lower {
		return prose.Part
	}
	if i > 1 && ts[i-1].Lower == "-" && ts[i-2].Tag == prose.Propn && t.Case == prose.Lower && ts[i-1].Span.End == t.Span.Start && tg.tags[t.Lower] == prose.Prep {
		return prose.Propn // the end of "Moon Jae-in"
	}
	if tag, ok := tg.tags[t.Lower]; ok && (t.Case != prose.Upper || len(t.Lower) > 3) && !(t.Case == prose.Title && tag == prose.Modal && i > 0 && ts[i-1].Class != prose.Punct) {
		return tag
	}
	start := i == 0 || ts[i-1].Class == prose.Punct && strings.Contains(".?!:;\"(—•", ts[i-1].Lower)
	if t.Case == prose.Upper || t.Case == prose.Mixed || t.Case == prose.Title && !start {
		return prose.Propn
	}
	prev := prose.X
	if i > 0 {
		prev = ts[i-1].Tag
	}
	relative := i > 1 && ts[i-1].Lower == "that" && (ts[i-2].Tag == prose.Noun || ts[i-2].Tag == prose.Propn)
	nounSlot := prev == prose.Det && !relative || prev == prose.Adj || i > 0 && (ts[i-1].Class == prose.Clitic || ts[i-1].Lower == "'s")
	if tg.isVerb(t.Lower) {
		switch {
		case strings.HasSuffix(t.Lower, "ing"):
			return prose.VerbIng
		case present[t.Lower]:
			return prose.Verb
		case tg.lemma[t.Lower] != "" || strings.HasSuffix(t.Lower, "ed"):
			return prose.VerbPP
		case nounSlot && prev != prose.Adv:
			return prose.Noun
		case prev == prose.Prep && t.Lower != "be":
			return prose.Noun
		}
		return prose.Verb
	}
	switch {
	case strings.HasSuffix(t.Lower, "ly"):
		return prose.Adv
	case hasAnySuffix(t.Lower, "ous", "ful", "able", "ible", "ive", "ic", "al", "less", "ary") && !hasAnySuffix(t.Lower, "proposal", "approval", "capital", "hospital", "initiative", "policy"):
		return prose.Adj
	}
	if t.Case == prose.Title && !start {
		return prose.Propn
	}
	return prose.Noun
}

// present lists the irregular forms of the present tense.
var present = map[string]bool{"is": true, "are": true, "am": true, "has": true, "does": true, "goes": true, "be": true}

func hasAnySuffix(s string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}
