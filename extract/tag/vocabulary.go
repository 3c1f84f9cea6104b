package tag

import (
	"strings"

	"policygraph/extract/prose"
)

// maxRemembered bounds the words that a vocabulary remembers, so that a text of nothing but new ones does not fill memory twice.
const maxRemembered = 1 << 16

// vocabulary holds words as they are written, so that each is folded and looked up in the lexicon once, however often it
// occurs. The nil vocabulary remembers nothing and knows no verbs.
type vocabulary struct {
	lexicon *Lexicon
	words   map[string]*prose.Spelling // as written; marks and the possessive as folded
	kinds   []kind                     // by ID
	slab    []prose.Spelling           // room for words to come
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
	if v, ok := lx.spare.Get().(*vocabulary); ok {
		return v
	}
	return &vocabulary{lexicon: lx, words: make(map[string]*prose.Spelling, 2048)}
}

// keep lays the vocabulary by for a later text, unless it is full.
func (lx *Lexicon) keep(v *vocabulary) {
	if len(v.kinds) < maxRemembered {
		lx.spare.Put(v)
	}
}

// word returns the word or number written w.
func (v *vocabulary) word(w string) *prose.Spelling {
	if known := v.recall(w); known != nil {
		return known
	}
	w = v.own(w)
	return v.add(w, spell(w))
}

// spell folds a word or number.
func spell(w string) prose.Spelling {
	p := prose.Spelling{Class: prose.Word, ID: -1}
	p.Lower, p.Case = fold(w)
	if p.Case == prose.NoCase && isDigit(w[0]) {
		p.Class = prose.Number
	}
	p.Key = key(p.Lower)
	return p
}

// punct returns the mark whose folded form is lower.
func (v *vocabulary) punct(lower string) *prose.Spelling {
	if known := v.recall(lower); known != nil {
		return known
	}
	lower = v.own(lower)
	p := prose.Spelling{Class: prose.Punct, Case: prose.NoCase, Lower: lower, Key: lower}
	if lower == "&" {
		p.Key = "and"
	}
	return v.add(lower, p)
}

// clitic returns the possessive.
func (v *vocabulary) clitic() *prose.Spelling {
	const lower = "'s"
	if known := v.recall(lower); known != nil {
		return known
	}
	return v.add(lower, prose.Spelling{Class: prose.Clitic, Case: prose.NoCase, Lower: lower, Key: lower})
}

func (v *vocabulary) recall(written string) *prose.Spelling {
	if v == nil {
		return nil
	}
	return v.words[written]
}

// own returns a copy of a word of the text: a vocabulary outlives its text.
func (v *vocabulary) own(w string) string {
	if v == nil {
		return w
	}
	return strings.Clone(w)
}

// add numbers the word, judges it and remembers it as written.
func (v *vocabulary) add(written string, w prose.Spelling) *prose.Spelling {
	if v == nil {
		p := new(prose.Spelling)
		*p = w
		p.ID = -1
		return p
	}
	if len(v.slab) == cap(v.slab) {
		v.slab = make([]prose.Spelling, 0, 256)
	}
	v.slab = append(v.slab, w)
	p := &v.slab[len(v.slab)-1]
	p.ID = int32(len(v.kinds))
	k := kind{}
	if w.Class == prose.Word {
		k = v.lexicon.kind(w.Lower)
		p.Lemma, _ = v.lexicon.Lemma(w.Lower)
	}
	v.kinds = append(v.kinds, k)
	if len(v.words) < maxRemembered {
		v.words[written] = p
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
