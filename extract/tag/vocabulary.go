package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// maxRemembered bounds the words that a vocabulary remembers, so that a text of nothing but new ones does not fill memory twice.
const maxRemembered = 1 << 16

// maxKept and maxSpare bound the vocabularies that are kept for later texts: the words of each, and how many.
const maxKept, maxSpare = 1 << 15, 8

// vocabulary holds words as they are written, so that each is folded and looked up in the lexicon once, however often it
// occurs. The nil vocabulary remembers nothing and knows no verbs.
type vocabulary struct {
	lexicon *Lexicon
	words   prose.Index[*word] // as written; marks and the possessive as folded
	kinds   []kind             // by ID
	slab    []word             // room for words to come
}

// word is a spelling with what tokens copy of it.
type word struct {
	prose.Spelling
	written string
	id      int32
	class   prose.Class
	letters prose.Case
	capital bool
}

// at returns the token of the word at its place.
func (w *word) at(start, end int) prose.Token {
	return prose.Token{Span: kg.Span{Start: start, End: end}, Spelling: &w.Spelling, ID: w.id, Class: w.class, Case: w.letters, Capital: w.capital}
}

// kind is what the lexicon and its endings tell of a word alone.
type kind struct {
	closed prose.Tag // part of speech of the closed classes, X if of none
	verb   prose.Tag // of a form of a verb that is nothing else: participles, "is"; else X
	open   prose.Tag // what it is if no verb
	base   bool      // base form of a verb
}

// vocabulary returns one of an earlier text or a new one.
func (lx *Lexicon) vocabulary() *vocabulary {
	select {
	case v := <-lx.spare:
		return v
	default:
		return &vocabulary{lexicon: lx}
	}
}

// keep lays the vocabulary by for a later text, unless it is full or enough lie there.
func (lx *Lexicon) keep(v *vocabulary) {
	if len(v.kinds) >= maxKept {
		return
	}
	select {
	case lx.spare <- v:
	default:
	}
}

// word returns the word or number written w.
func (v *vocabulary) word(w string) *word {
	if known := v.recall(w); known != nil {
		return known
	}
	return v.add(spell(v.own(w)))
}

// spell folds a word or number.
func spell(w string) word {
	lower, letters := fold(w)
	p := word{written: w, class: prose.Word, letters: letters, id: -1, Spelling: spelled(lower, key(lower))}
	if letters == prose.NoCase && isDigit(w[0]) {
		p.class = prose.Number
	}
	p.capital = letters == prose.Title || letters == prose.Upper || letters == prose.Mixed && unicode.IsUpper(firstRune(w))
	return p
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func spelled(lower, key string) prose.Spelling {
	return prose.Spelling{Lower: lower, Key: key, Sum: prose.Sum(key)}
}

// punct returns the mark whose folded form is lower.
func (v *vocabulary) punct(lower string) *word {
	if known := v.recall(lower); known != nil {
		return known
	}
	lower = v.own(lower)
	key := lower
	if lower == "&" {
		key = "and"
	}
	return v.add(word{written: lower, class: prose.Punct, letters: prose.NoCase, Spelling: spelled(lower, key)})
}

// clitic returns the possessive.
func (v *vocabulary) clitic() *word {
	const lower = "'s"
	if known := v.recall(lower); known != nil {
		return known
	}
	return v.add(word{written: lower, class: prose.Clitic, letters: prose.NoCase, Spelling: spelled(lower, lower)})
}

// recall returns the known word written so, nil if there is none.
func (v *vocabulary) recall(written string) *word {
	if v == nil {
		return nil
	}
	return v.words.At(written, prose.Sum(written))
}

// own returns a copy of a word of the text: a vocabulary outlives its text.
func (v *vocabulary) own(w string) string {
	if v == nil {
		return w
	}
	return strings.Clone(w)
}

// add numbers the word, judges it and remembers it as written.
func (v *vocabulary) add(w word) *word {
	if v == nil {
		w.id = -1
		return &w
	}
	if len(v.slab) == cap(v.slab) {
		v.slab = make([]word, 0, 256)
	}
	v.slab = append(v.slab, w)
	p := &v.slab[len(v.slab)-1]
	p.id = int32(len(v.kinds))
	k := kind{}
	if w.class == prose.Word {
		k = v.lexicon.kind(w.Lower)
		p.Lemma, _ = v.lexicon.lemma(w.Lower)
	}
	v.kinds = append(v.kinds, k)
	if v.words.Len() < maxRemembered {
		v.words.Put(w.written, prose.Sum(w.written), p)
	}
	return p
}

// kind judges a word in small letters.
func (lx *Lexicon) kind(w string) kind {
	e := lx.words[w]
	k := kind{closed: e.closed, base: e.base, open: prose.Noun}
	switch {
	case strings.HasSuffix(w, "ing"):
		k.verb = prose.VerbIng
	case present[w]:
		k.verb = prose.Verb
	case e.lemma != "" || strings.HasSuffix(w, "ed"):
		k.verb = prose.VerbPP
	}
	switch {
	case strings.HasSuffix(w, "ly"):
		k.open = prose.Adv
	case hasAnySuffix(w, "ous", "ful", "able", "ible", "ive", "ic", "al", "less", "ary") && !hasAnySuffix(w, "proposal", "approval", "capital", "hospital", "initiative", "policy"):
		k.open = prose.Adj
	}
	return k
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
