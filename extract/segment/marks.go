package segment

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/graph/kg"
)

// marker finds note marks among the digits of running text: "growth.12 The", "agencies3", "erosion [4]".
type marker struct {
	ranks map[int]int     // label of a note → place among the labels
	seen  map[string]bool // words with a mark, which tables repeat
	last  int             // place of the label found last: marks rise
}

func newMarker(labels map[int]bool) *marker {
	m := &marker{ranks: make(map[int]int, len(labels)), seen: map[string]bool{}}
	for i, n := range slices.Sorted(maps.Keys(labels)) {
		m.ranks[n] = i
	}
	return m
}

type markSpan struct {
	kg.Span
	label string
}

// find returns the marks in a text, with what has to be cut out of it.
func (m *marker) find(text string) []markSpan {
	var out []markSpan
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < '0' || c > '9' || i == 0 {
			continue
		}
		end := i + 1
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		if end-i <= 3 {
			if span, ok := m.shape(text, i, end); ok && m.accept(text, i, end) {
				out = append(out, markSpan{span, text[i:end]})
			}
		}
		i = end
	}
	return out
}

// shape reports whether the digits text[i:end] stand where a mark would, and what to cut.
func (m *marker) shape(text string, i, end int) (kg.Span, bool) {
	if text[i-1] == '[' {
		return bracketed(text, i, end)
	}
	if end < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[end:]); unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("%-–/'’", r) {
			return kg.Span{}, false
		}
		if end+1 < len(text) && strings.IndexByte(".,:", text[end]) >= 0 && text[end+1] >= '0' && text[end+1] <= '9' {
			return kg.Span{}, false
		}
	}
	before := text[:i]
	r, n := utf8.DecodeLastRuneInString(before)
	quoted := strings.ContainsRune(")”’\"'", r)
	if strings.ContainsRune(".,;:!?)”’\"'", r) {
		before = before[:len(before)-n]
		if r, n = utf8.DecodeLastRuneInString(before); strings.ContainsRune(".,;:!?)”’\"'", r) {
			before = before[:len(before)-n]
			r, _ = utf8.DecodeLastRuneInString(before)
		}
		if !unicode.IsLetter(r) && (!quoted || !unicode.IsDigit(r)) {
			return kg.Span{}, false
		}
		return kg.Span{Start: i, End: end}, len(lastWord(before)) > 2
	}
	w := lastWord(before)
	return kg.Span{Start: i, End: end}, unicode.IsLower(r) && len(w) > 3 && strings.IndexFunc(w, unicode.IsDigit) < 0
}

// bracketed handles "[4]" with the blanks around it.
func bracketed(text string, i, end int) (kg.Span, bool) {
	if end >= len(text) || text[end] != ']' || i < 2 {
		return kg.Span{}, false
	}
	c := kg.Span{Start: i - 1, End: end + 1}
	if text[c.Start-1] == ' ' {
		c.Start--
		if strings.HasPrefix(text[c.End:], " —") || strings.HasPrefix(text[c.End:], " –") {
			c.End++
		}
	}
	return c, true
}

// accept reports whether the digits are the label of a note and follow the marks before.
func (m *marker) accept(text string, i, end int) bool {
	const ahead = 8
	n, _ := strconv.Atoi(text[i:end])
	rank, ok := m.ranks[n]
	if !ok || text[i] == '0' {
		return false
	}
	word := lastWord(strings.TrimRight(text[:i], " [.,;:!?)”’\"'")) + text[i:end]
	switch {
	case m.seen[word]:
		return true
	case rank >= m.last && rank <= m.last+ahead, rank == 0:
		m.last = rank
		m.seen[word] = true
		return true
	}
	return false
}
