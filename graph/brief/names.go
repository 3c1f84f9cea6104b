package brief

import (
	"slices"
	"strings"
	"unicode/utf8"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// withArticle returns an entity's name as it stands within a sentence.
func (b *Briefer) withArticle(e *kg.Entity) string {
	name := document.Clean(e.Name)
	if strings.HasPrefix(name, "The ") {
		return "the " + name[4:]
	}
	if strings.HasPrefix(name, "the ") || !b.takesArticle(e, name) {
		return name
	}
	return "the " + name
}

func (b *Briefer) takesArticle(e *kg.Entity, name string) bool {
	a := b.ph.Article
	switch {
	case slices.Contains(a.Names, name):
		return true
	case strings.Contains(name, "’s ") || strings.Contains(name, "'s "):
		return false
	case !slices.Contains(a.Bare, e.Type) && (slices.Contains(a.Heads, head(name, a.Cut)) || slices.Contains(a.Heads, head(name, nil))):
		return len(strings.Fields(name)) > 1
	}
	with, without := 0, 0
	for _, m := range e.Mentions {
		p := b.x.Passages[m.Passage]
		if p == nil || p.Kind == kg.KindSection || p.Kind == "heading" || p.Quote(m.Span) != e.Name {
			continue
		}
		before := strings.ToLower(p.Text[:m.Span.Start])
		if strings.HasSuffix(before, "the ") || strings.HasSuffix(before, "the “") {
			with++
		} else if strings.HasSuffix(before, " ") {
			without++
		}
	}
	return with > without
}

// head returns the word of a name that says what it is, in lower case.
func head(name string, cut []string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i > 0 && slices.Contains(cut, w) {
			return words[i-1]
		}
	}
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// spelling returns the words of names by their lower case, as most names write them.
func spelling(g *kg.Graph) map[string]string {
	seen := map[string]map[string]int{}
	for i := range g.Entities {
		e := &g.Entities[i]
		for _, form := range append([]string{e.Name}, e.Aliases...) {
			if len(strings.Fields(form)) > 1 && strings.ToUpper(form) == form {
				continue // a heading in capitals
			}
			for _, w := range strings.FieldsFunc(form, func(r rune) bool { return strings.ContainsRune(" -–/,()“”\"", r) }) {
				low := strings.ToLower(w)
				if seen[low] == nil {
					seen[low] = map[string]int{}
				}
				if w != low {
					seen[low][w] += len(e.Mentions)
				}
			}
		}
	}
	out := map[string]string{}
	for low, forms := range seen {
		best := ""
		for form, n := range forms {
			if best == "" || n > forms[best] || n == forms[best] && form < best {
				best = form
			}
		}
		if best != "" {
			out[low] = best
		}
	}
	return out
}

// aliases returns the other names of an entity that say more than its name does.
func (b *Briefer) aliases(e *kg.Entity) []string {
	own := b.stems(e.Name)
	var out []string
	for _, a := range e.Aliases {
		a = document.Clean(a)
		words := b.stems(a)
		same := func(list, in []string) bool {
			at := 0
			for _, w := range in {
				if at < len(list) && akin(list[at], w) {
					at++
				}
			}
			return at == len(list)
		}
		if len(words) == 0 || b.taken(a, e.ID) || same(words, own) || same(own, words) ||
			slices.ContainsFunc(out, func(o string) bool { return same(b.stems(o), words) || same(words, b.stems(o)) }) {
			continue
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, c string) int { return utf8.RuneCountInString(a) - utf8.RuneCountInString(c) })
	return out
}

// taken reports whether another entity bears the name, as a capital does that also stands for its government.
func (b *Briefer) taken(name string, by kg.ID) bool {
	return slices.ContainsFunc(b.g.Entities, func(e kg.Entity) bool { return e.ID != by && e.Name == name })
}

// stems returns the words of a name that distinguish it.
func (b *Briefer) stems(name string) []string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(" -–.,()’'“”\"", r) })
	return slices.DeleteFunc(words, func(w string) bool { return slices.Contains(b.ph.Small, w) })
}

// akin reports whether two words differ in their ends only.
func akin(a, c string) bool {
	if a == c {
		return true
	}
	n := min(len(a), len(c))
	same := 0
	for same < n && a[same] == c[same] {
		same++
	}
	return same >= 4 && same >= n-2 && max(len(a), len(c))-same <= 5
}

// reportName returns a report's title, short enough for a note.
func (b *Briefer) reportName(id kg.ID) string {
	r := b.x.Reports[id]
	if r == nil {
		return ""
	}
	title := document.Clean(r.Title)
	if main, _, ok := strings.Cut(title, ": "); ok && len(strings.Fields(title)) > 8 {
		title = main
	}
	return shorten(title, 10)
}

// sectionName returns a section's title in sentence case, or "".
func (b *Briefer) sectionName(id kg.ID) string {
	if s := b.x.Sections[id]; s != nil {
		return b.ph.title(document.Clean(s.Title), b.spelt)
	}
	return ""
}
