// Package document is the finished text of a briefing: headings, paragraphs, items, numbered notes and a small picture. What
// enters is made by package brief; what leaves is written by the writers of briefings, which know nothing else. It imports
// only the standard library.
package document

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Document is a briefing.
type Document struct {
	Title    string    `json:"title"`
	Subtitle string    `json:"subtitle"` // what kind of thing the title names
	Sections []Section `json:"sections"`
	Picture  *Picture  `json:"picture,omitempty"` // stands after the first section
	Notes    []Note    `json:"notes"`
}

// Section is a part of a briefing. The first one has no title.
type Section struct {
	Title  string  `json:"title,omitempty"`
	Blocks []Block `json:"blocks"`
}

// Kind is a kind of block.
type Kind string

// The kinds of blocks.
const (
	Paragraph Kind = "paragraph"
	Heading   Kind = "heading" // of a group within a section
	Lead      Kind = "lead"    // what the items that follow belong to
	Item      Kind = "item"    // of a list
)

// Block is a paragraph, item or heading.
type Block struct {
	Kind Kind  `json:"kind"`
	Text []Run `json:"text"`
}

// Run is a piece of text, and the notes that follow it.
type Run struct {
	Text  string `json:"text"`
	Faint bool   `json:"faint,omitempty"` // said beside what matters
	Notes []int  `json:"notes,omitempty"` // numbers
}

// Note says where a statement stands.
type Note struct {
	Number  int     `json:"number"`
	Quote   string  `json:"quote,omitempty"` // "" where the text above gives the words
	Remark  string  `json:"remark,omitempty"`
	Report  string  `json:"report"`
	Place   string  `json:"place"` // section, page, line in words
	Section string  `json:"section,omitempty"`
	Page    int     `json:"page,omitempty"`
	Line    int     `json:"line,omitempty"`
	Cites   []Cited `json:"cites,omitempty"`
}

// Cited is a work that the report cites for what it says.
type Cited struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
}

// Picture shows a few names and what ties them.
type Picture struct {
	Caption string `json:"caption"`
	Nodes   []Node `json:"nodes"`
	Edges   []Edge `json:"edges"`
	Types   []Key  `json:"types"` // of the nodes
	Ties    []Key  `json:"ties"`  // of the edges
}

// Node is a name at a place.
type Node struct {
	Label string  `json:"label"`
	Type  int     `json:"type"` // in Picture.Types
	Focus bool    `json:"focus,omitempty"`
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
}

// Edge ties two nodes.
type Edge struct {
	From int `json:"from"`
	To   int `json:"to"`
	Tie  int `json:"tie"` // in Picture.Ties
}

// Key says what a colour means.
type Key struct {
	Label  string `json:"label"`
	Color  string `json:"color"` // #RRGGBB
	Dashed bool   `json:"dashed,omitempty"`
}

// NotesTitle is the heading above the notes.
const NotesTitle = "Sources of the statements"

// Plain returns the words of runs.
func Plain(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Text returns the note in words, without its number and what the report cites.
func (n Note) Text() string {
	place := n.Place
	if n.Quote != "" {
		place = n.Quote + " (" + place + ")"
	}
	if r, size := utf8.DecodeRuneInString(place); n.Quote == "" && size > 0 {
		place = string(unicode.ToUpper(r)) + place[size:]
	}
	if n.Remark != "" {
		return place + ". " + n.Remark
	}
	return place + "."
}

// Words counts the words of the briefing, those of the notes too.
func (d *Document) Words() int {
	n := words(d.Title) + words(d.Subtitle)
	for _, s := range d.Sections {
		n += words(s.Title)
		for _, b := range s.Blocks {
			n += words(Plain(b.Text))
		}
	}
	for _, note := range d.Notes {
		n += words(note.Text())
		for _, c := range note.Cites {
			n += words(c.Text)
		}
	}
	return n
}

func words(s string) int { return len(strings.Fields(s)) }

// Clean returns text as a paper can show it: valid UTF-8 in one line, without control characters and those that turn the
// direction of writing.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF, r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// Link returns an address if it is one of the web, else "".
func Link(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}
