// Package lookup finds nodes by the names people type. What enters are the facts and a name; what leaves are the IDs of the
// entities so named, or the names that come nearest to it.
package lookup

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"policygraph/graph/kg"
)

// Match is a node that a name may have meant.
type Match struct {
	ID   kg.ID
	Name string // canonical
	Form string // the name or alias that is near
}

// Find returns, in ascending order, the IDs of the entities that bear the name or have it among their aliases, regardless of
// case, quotation marks, full stops, kinds of hyphen and a leading "the". A name that is the ID of an entity, recommendation,
// section, report or timeline event finds just that.
func Find(g *kg.Graph, name string) []kg.ID {
	if id := kg.ID(strings.TrimSpace(name)); declared(g, id) {
		return []kg.ID{id}
	}
	want := normal(name)
	if want == "" {
		return nil
	}
	var found []kg.ID
	for i := range g.Entities {
		e := &g.Entities[i]
		if normal(e.Name) == want || slices.ContainsFunc(e.Aliases, func(a string) bool { return normal(a) == want }) {
			found = append(found, e.ID)
		}
	}
	slices.Sort(found)
	return found
}

func declared(g *kg.Graph, id kg.ID) bool {
	return slices.ContainsFunc(g.Entities, func(x kg.Entity) bool { return x.ID == id }) ||
		slices.ContainsFunc(g.Recommendations, func(x kg.Recommendation) bool { return x.ID == id }) ||
		slices.ContainsFunc(g.Sections, func(x kg.Section) bool { return x.ID == id }) ||
		slices.ContainsFunc(g.Reports, func(x kg.Report) bool { return x.ID == id }) ||
		slices.ContainsFunc(g.Timeline, func(x kg.TimelineEvent) bool { return x.ID == id })
}

// normal is the form in which names are compared.
func normal(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		switch {
		case strings.ContainsRune(`'’‘"“”„«».`, r):
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r):
			gap = b.Len() > 0
		default:
			if gap {
				b.WriteByte(' ')
				gap = false
			}
			b.WriteRune(r)
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

// How a form resembles what was typed, from most to least.
const (
	begins    = iota // the form begins with it, or it with the form
	holds            // a later word of the form begins with it
	misspelt         // few letters differ
	different        // nothing to suggest
)

// candidate is a match with how near it is.
type candidate struct {
	Match
	class    int
	distance int // letters to change or add
	mentions int
}

func compareCandidates(a, b candidate) int {
	return cmp.Or(
		cmp.Compare(a.class, b.class),
		cmp.Compare(a.distance, b.distance),
		cmp.Compare(b.mentions, a.mentions),
		cmp.Compare(a.ID, b.ID),
		cmp.Compare(a.Form, b.Form),
	)
}

// Nearest returns up to n entities whose names or aliases resemble the name, the nearest first: those that begin with it,
// then those of which a later word does, then those that differ from it in at most a third of the letters. Equally near ones
// come by number of mentions.
func Nearest(g *kg.Graph, name string, n int) []Match {
	want := []rune(normal(name))
	if len(want) == 0 || n <= 0 {
		return nil
	}
	var found []candidate
	for i := range g.Entities {
		e := &g.Entities[i]
		best := candidate{class: different}
		for _, form := range append([]string{e.Name}, e.Aliases...) {
			c := candidate{Match: Match{ID: e.ID, Name: e.Name, Form: form}, mentions: len(e.Mentions)}
			if c.class, c.distance = nearness(want, []rune(normal(form))); c.class < different && (best.class == different || compareCandidates(c, best) < 0) {
				best = c
			}
		}
		if best.class < different {
			found = append(found, best)
		}
	}
	slices.SortFunc(found, compareCandidates)
	var out []Match
	for _, c := range found[:min(n, len(found))] {
		out = append(out, c.Match)
	}
	return out
}

// NearestNames returns up to n of the names that resemble the name, the nearest first, each once.
func NearestNames(names []string, name string, n int) []string {
	g := &kg.Graph{}
	for _, s := range slices.Compact(slices.Sorted(slices.Values(names))) {
		g.Entities = append(g.Entities, kg.Entity{ID: kg.ID(s), Name: s})
	}
	var out []string
	for _, m := range Nearest(g, name, n) {
		out = append(out, m.Name)
	}
	return out
}

// nearness classes the resemblance of a normal form to a normal name.
func nearness(want, form []rune) (class, distance int) {
	short, long := string(want), string(form)
	switch {
	case len(want) >= 2 && strings.HasPrefix(long, short):
		return begins, len(form) - len(want)
	case len(form) >= 4 && strings.HasPrefix(short, long+" "):
		return begins, len(want) - len(form)
	case len(want) >= 3 && strings.Contains(long, " "+short):
		return holds, len(form) - len(want)
	}
	limit := max(len(want), len(form)) / 3
	if d := edits(want, form, limit); d <= limit {
		return misspelt, d
	}
	return different, 0
}

// edits returns the number of letters to insert, delete, replace or swap with their neighbour to turn a into b, or more than
// limit if it is more: the optimal string alignment distance, after Damerau, A technique for computer detection and
// correction of spelling errors, Communications of the ACM 7 (1964).
func edits(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
