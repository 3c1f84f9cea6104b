package cite

import (
	"strings"
	"unicode/utf8"

	"policygraph/extract/pattern"
	"policygraph/extract/prose"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// parts divides a note into what may be works: at semicolons and between sentences, but not within quotation marks,
// brackets or addresses.
func parts(p *prose.Passage) []kg.Span {
	cuts := map[int]bool{}
	for _, s := range p.Sentences {
		if s.Span.Start > 0 {
			cuts[s.Span.Start] = true
		}
	}
	var out []kg.Span
	start, round := 0, 0
	quote := false
	add := func(end int) {
		if s := trim(p.Text, kg.Span{Start: start, End: end}); s.Len() > 0 {
			out = append(out, s)
		}
		start = end
	}
	for i, r := range p.Text {
		if cuts[i] && !quote && round == 0 {
			add(i)
		}
		switch r {
		case '“':
			quote = true
		case '”':
			quote = false
		case '"':
			quote = !quote
		case '(', '[':
			round++
		case ')', ']':
			round = max(0, round-1)
		case ';':
			if !quote && round == 0 && !inAddress(p.Text, i) {
				add(i)
				start = i + 1
			}
		}
	}
	add(len(p.Text))
	return out
}

// inAddress reports whether byte i belongs to an address: text without a blank on either side that has "://" in it.
func inAddress(text string, i int) bool {
	if i+1 >= len(text) || text[i+1] == ' ' {
		return false
	}
	start := strings.LastIndexByte(text[:i], ' ') + 1
	return strings.Contains(text[start:i], "://")
}

// trim takes blanks and stray separators off the ends of a span.
func trim(text string, s kg.Span) kg.Span {
	for s.Start < s.End && strings.IndexByte(" ;,", text[s.Start]) >= 0 {
		s.Start++
	}
	for s.Start < s.End && strings.IndexByte(" ;,", text[s.End-1]) >= 0 {
		s.End--
	}
	return s
}

var listHeading = pattern.MustCompile(`(?i)^(?:(?:\d+|[ivx]+)\.? )?(?:selected |cited )?(?:bibliography|references|works cited|sources|literature(?: cited)?|further reading)$`)

// bibliographies returns the sections that are lists of references.
func bibliographies(text *prose.Text) map[kg.ID]bool {
	out := map[kg.ID]bool{}
	for _, s := range text.Sections {
		if listHeading.MatchString(strings.TrimSpace(s.Title)) || out[s.Parent] {
			out[s.ID] = true
		}
	}
	return out
}

// quotation returns the first quoted stretch within a span, without its marks, and the offset behind the closing mark.
func quotation(text string, s kg.Span) (q kg.Span, end int, ok bool) {
	t := text[s.Start:s.End]
	open := strings.IndexAny(t, "“\"")
	if open < 0 {
		return kg.Span{}, 0, false
	}
	_, n := utf8.DecodeRuneInString(t[open:])
	closing := "”"
	if t[open] == '"' {
		closing = "\""
	}
	stop := strings.Index(t[open+n:], closing)
	if stop < 0 {
		return kg.Span{}, 0, false
	}
	return kg.Span{Start: s.Start + open + n, End: s.Start + open + n + stop}, s.Start + open + n + stop + len(closing), true
}

// styled returns the first inline of a style within a span, with those of the same style that follow after no more than a blank.
func styled(p *prose.Passage, s kg.Span, style source.Style) (source.Inline, bool) {
	var out source.Inline
	for _, in := range p.Inlines {
		switch {
		case in.Style != style || !s.Contains(in.Span):
		case out.Style == "":
			out = in
		case in.Target == out.Target && in.Span.Start >= out.Span.End && strings.Trim(p.Text[out.Span.End:in.Span.Start], " ") == "":
			out.Span.End = in.Span.End
		default:
			return out, true
		}
	}
	return out, out.Style != ""
}
