package scene

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Loss is something that a format could not carry, or carries in another form.
type Loss struct {
	What    string `json:"what"`
	Count   int    `json:"count"`
	Example string `json:"example,omitempty"` // the first one, in short
}

// What several formats lose.
const (
	LostControl  = "control characters dropped"
	LostInvalid  = "bytes that are not UTF-8, or no characters, replaced by U+FFFD"
	LostReturns  = "carriage returns written as line feeds"
	LostBreaks   = "line breaks and control characters written as blanks"
	LostINF      = "letters INF kept from becoming Infinity by an invisible character"
	LostFormulas = "texts that a spreadsheet would take for formulas marked by an apostrophe"
	LostParallel = "parallel edges merged"
	LostCut      = "texts cut"
	LostColumns  = "columns left out"
	LostNodes    = "nodes left out"
	LostEdges    = "edges left out"
)

// Losses gathers what a format could not carry. The zero Losses is ready for use.
type Losses struct{ list []Loss }

// Add counts n losses of one kind; the example of the first is kept. None are no loss.
func (l *Losses) Add(what string, n int, example string) {
	if n <= 0 {
		return
	}
	for i := range l.list {
		if l.list[i].What == what {
			l.list[i].Count += n
			return
		}
	}
	l.list = append(l.list, Loss{what, n, excerpt(example)})
}

// At counts one loss at a byte offset of a text.
func (l *Losses) At(what, text string, at int) {
	for i := range l.list {
		if l.list[i].What == what {
			l.list[i].Count++
			return
		}
	}
	l.Add(what, 1, Around(text, at))
}

// Columns counts the fields as left out. Of says whose they are.
func (l *Losses) Columns(of string, names ...string) {
	for _, name := range names {
		l.Add(LostColumns, 1, name+" of "+of)
	}
}

// List returns the losses in the order in which they were first met; nil if there are none.
func (l *Losses) List() []Loss { return l.list }

// Written is what an exporter says of its work.
type Written struct {
	Nodes  int
	Edges  int
	Losses []Loss
}

// All returns what is said of a scene of which all nodes and edges were written.
func (s *Scene) All(l *Losses) Written { return Written{len(s.Nodes), len(s.Edges), l.List()} }

// exampleRunes bounds an example.
const exampleRunes = 60

// excerpt returns the beginning of a text in a form that can be printed.
func excerpt(s string) string {
	at := 0
	for n := 0; n < exampleRunes && at < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	end := ""
	if at < len(s) {
		end = "…"
	}
	quoted := strconv.Quote(s[:at])
	if strings.Contains(quoted, `\`) {
		return quoted + end
	}
	return s[:at] + end
}

// Around returns the part of a text that begins a little before a byte offset, as an example of what is lost there.
func Around(s string, at int) string {
	const before = 20
	start := max(0, at-before)
	for start > 0 && !utf8.RuneStart(s[start]) {
		start--
	}
	end := min(len(s), start+utf8.UTFMax*(exampleRunes+before))
	if start > 0 {
		return "…" + s[start:end]
	}
	return s[:end]
}
