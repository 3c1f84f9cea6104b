// Package prose defines a report as passages of sentences of tokens: what the segmenter makes of a document and what the
// stages of extraction read. It is immutable once tagged. Offsets are bytes into a passage's text.
package prose

import (
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// Text is a whole report.
type Text struct {
	Report   kg.Report
	Sections []kg.Section // in order; Sections[i].Head is the heading's passage
	Passages []Passage    // in order
	Remarks  []source.Remark
}

// Passage is a block of text with its place in the report's structure.
type Passage struct {
	kg.Passage
	Level     int             // heading: level; item: depth from 1
	Marker    string          // item: bullet or number as printed; note: label
	List      int             // items of one list share a number ≥ 1; 0 outside lists
	Repeat    bool            // quote: a pull quote, whose words stand in the body as well
	Lead      int             // index of the passage that introduces the list of an item ("The Department should:"), else -1
	Inlines   []source.Inline // styled stretches; spans are relative to the passage's text
	Refs      []source.Ref    // note marks; offsets are relative to the passage's text
	Sentences []Sentence
	Tokens    []Token
}

// Sentence is a stretch of a passage. Sentences cover all of it but the blanks between them.
type Sentence struct {
	Span        kg.Span
	First, Last int // tokens [First, Last) of the passage
}

// Class is what a token is made of.
type Class uint8

// The classes of tokens.
const (
	Word   Class = iota // letters, with inner apostrophes, hyphens, periods ("U.S.", "COVID-19", "don't")
	Number              // digits with separators: 2020, 1,500, 3.5
	Punct               // one punctuation mark or symbol
	Clitic              // the possessive 's or '
)

// Case is how a word is capitalised.
type Case uint8

// The cases of words.
const (
	Lower  Case = iota
	Title       // first letter a capital, then small ones
	Upper       // all capitals, two letters or more: acronyms and shouting
	Mixed       // anything else: "eBay", "McKinsey", "COVID-19"
	NoCase      // no letters with case
)

// Tag is a coarse part of speech.
type Tag uint8

// The parts of speech.
const (
	X       Tag = iota // unknown or other
	Noun               // common or proper
	Propn              // proper noun
	Verb               // finite or infinitive verb
	VerbIng            // present participle or gerund
	VerbPP             // past tense or past participle
	Modal              // should, must, could, …
	Adj
	Adv
	Det
	Pron
	Prep
	Conj
	Part // to, not
	Num
	Sym // punctuation
)

// Spelling is a way to write a word, number or mark. The tokens of a text that are written the same share one.
type Spelling struct {
	Lower string // in lower case, apostrophes made straight
	Key   string // Lower without periods and in one spelling (defence, defense): what names are matched by
	Lemma string // base form of the verb that it may be a form of, "" if none
	Sum   uint32 // checksum of Key
}

// Token is a word, number or mark at its place. All but Span and Tag belong to the spelling; ID, Class, Case and Capital stand
// here because they answer most of what is asked of a token.
type Token struct {
	Span kg.Span
	*Spelling
	ID    int32 // of the spelling: tokens with the same are written the same; -1 outside texts
	Class Class
	Case  Case
	Tag   Tag

	Capital bool // a word that begins with a capital, or an acronym
}
