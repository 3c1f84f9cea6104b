// Package mention defines what recognisers find and what the resolver makes of it: a name at a span of a passage, and the
// entity that it names. Recommendation and relation rules read these; nobody changes them after resolution.
package mention

import (
	"slices"

	"policygraph/extract/gazetteer"
	"policygraph/graph/kg"
)

// Use says how a name is meant where it could be meant in several ways.
type Use string

// The uses of a name.
const (
	Plain      Use = ""           // the thing itself
	Government Use = "government" // a capital or country that stands for its government: "Seoul announced"
	Location   Use = "location"   // a place as a place: "in Seoul"
	Adjective  Use = "adjective"  // a demonym that modifies a noun: "the Korean market"
	People     Use = "people"     // a demonym that names people: "young Koreans"
)

// Mention is a name at a span of a passage.
type Mention struct {
	Passage     int     // index in prose.Text.Passages
	Span        kg.Span // in the passage's text, without a leading article or a trailing possessive
	First, Last int     // tokens [First, Last) of the passage
	Type        string  // entity type
	Name        string  // canonical name if known, else the words of the text
	Entry       *gazetteer.Entry
	Country     string // of an agency or law, when the words around the name tell it
	Use         Use
	Inside      bool // within a longer mention: the country in "ROK Ministry of Science and ICT"
	Rule        string
	Confidence  float64
	Entity      int // index in Index.Entities; set by the resolver, -1 before
}

// Entity is a resolved entity.
type Entity struct {
	kg.Entity
	Entry   *gazetteer.Entry // what the gazetteers know of it, or nil
	Country int              // index of the country it belongs to, or -1
	Parent  int              // index of the nearest body that the report names and it is part of, or -1
	Parties []int            // entities that its own name holds: both states of "U.S.-ROK alliance"
}

// Index holds the entities of a report and its mentions by passage.
type Index struct {
	Entities []Entity
	Passages [][]Mention // per passage, ordered by start, longer first
}

// In returns the mentions of the passage that lie within the span and are not inside a longer one.
func (x *Index) In(passage int, span kg.Span) []Mention {
	var out []Mention
	all := x.Passages[passage]
	at, _ := slices.BinarySearchFunc(all, span.Start, func(m Mention, start int) int { return m.Span.Start - start })
	for _, m := range all[at:] {
		if m.Span.Start >= span.End {
			break
		}
		if !m.Inside && m.Span.End <= span.End {
			out = append(out, m)
		}
	}
	return out
}

// Evidence returns the mention as evidence.
func (m Mention) Evidence(passage kg.ID) kg.Evidence {
	return kg.Evidence{Passage: passage, Span: m.Span, Rule: m.Rule, Confidence: m.Confidence, Status: kg.Asserted}
}
