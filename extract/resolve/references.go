package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// references adds mentions for definite descriptions: "the Department" after the Department of Commerce, "the alliance" where
// the report speaks of one.
func (r *resolver) references() {
	heads, headsOf := r.heads()
	nearest, meant := map[string]*group{}, map[string]map[*group]int{}
	for i := range r.all {
		p := &r.t.Passages[i]
		if p.Kind == "heading" && p.Level <= 2 {
			clear(nearest)
		}
		ms, owners := r.all[i], r.owner[i]
		next := 0
		var extra []mention.Mention
		var extraOwners []*group
		for k := 0; k+1 < len(p.Tokens); k++ {
			for ; next < len(ms) && ms[next].Span.Start <= p.Tokens[k].Span.Start; next++ {
				if !ms[next].Inside && p.Kind != "row" { // what a table merely lists, the text does not go on about
					g := owners[next].root()
					for _, h := range headsOf[g] {
						nearest[h] = g
					}
				}
			}
			if p.Tokens[k].Lower != "the" || covered(ms, p.Tokens[k+1].Span) {
				continue
			}
			word := p.Text[p.Tokens[k+1].Span.Start:p.Tokens[k+1].Span.End]
			if nearest[word] == nil && meant[word] != nil {
				nearest[word] = only(meant[word]) // what it has meant in earlier sections
			}
			if m, g := r.reference(p, i, k+1, nearest, heads); g != nil {
				if meant[word] == nil {
					meant[word] = map[*group]int{}
				}
				meant[word][g]++
				extra, extraOwners = append(extra, m), append(extraOwners, g)
			}
		}
		r.insert(i, extra, extraOwners)
	}
}

// insert merges further mentions, ordered by start, into those of a passage.
func (r *resolver) insert(i int, extra []mention.Mention, owners []*group) {
	if len(extra) == 0 {
		return
	}
	old, oldOwners := r.all[i], r.owner[i]
	all := make([]mention.Mention, 0, len(old)+len(extra))
	both := make([]*group, 0, cap(all))
	k := 0
	for j, m := range old {
		for ; k < len(extra) && extra[k].Span.Start < m.Span.Start; k++ {
			all, both = append(all, extra[k]), append(both, owners[k])
		}
		all, both = append(all, m), append(both, oldOwners[j])
	}
	r.all[i], r.owner[i] = append(all, extra[k:]...), append(both, owners[k:]...)
	for _, g := range owners {
		g.count++
	}
}

// maxNesting bounds how many mentions that start before a place are asked whether they cover it.
const maxNesting = 8

// covered reports whether a mention covers the span; ms is ordered by start.
func covered(ms []mention.Mention, s kg.Span) bool {
	at, _ := slices.BinarySearchFunc(ms, s.Start+1, func(m mention.Mention, start int) int { return m.Span.Start - start })
	for k := at - 1; k >= 0 && k >= at-maxNesting; k-- {
		if ms[k].Span.Contains(s) {
			return true
		}
	}
	return false
}

// heads counts, for small-letter heads, the mentions of each group that bears one. It also returns the heads of each group.
func (r *resolver) heads() (out map[string]map[*group]int, of map[*group][]string) {
	out, of = map[string]map[*group]int{}, make(map[*group][]string, len(r.order))
	for _, g := range r.order {
		if g.merged != nil {
			continue
		}
		of[g] = r.headWords(g.name())
		for _, h := range of[g] {
			h = strings.ToLower(h)
			if out[h] == nil {
				out[h] = map[*group]int{}
			}
			out[h][g] += g.count
		}
	}
	return out, of
}

// headWords returns the first and last words of a name that "the" may point back with, capitalised.
func (r *resolver) headWords(name string) []string {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil
	}
	first, last := name, name
	if i := strings.IndexFunc(name, unicode.IsSpace); i > 0 {
		first = name[:i]
	}
	if i := strings.LastIndexFunc(name, unicode.IsSpace); i > 0 {
		_, n := utf8.DecodeRuneInString(name[i:])
		last = name[i+n:]
	}
	var out []string
	for _, w := range [...]string{first, last} {
		c := strings.ToUpper(w[:1]) + w[1:]
		if r.rules.generic[c] != "" || r.rules.generic[strings.ToLower(c)] != "" {
			out = append(out, c)
		}
	}
	return out
}

// reference reads the description at token k, after "the".
func (r *resolver) reference(p *prose.Passage, passage, k int, nearest map[string]*group, heads map[string]map[*group]int) (mention.Mention, *group) {
	t := p.Tokens[k]
	word := p.Text[t.Span.Start:t.Span.End]
	typ := r.rules.generic[word]
	if typ == "" || k+1 < len(p.Tokens) && goesOn(p, k+1) {
		return mention.Mention{}, nil
	}
	var g *group
	if t.Case == prose.Lower {
		g = only(heads[word])
	} else {
		g = nearest[word]
	}
	if g == nil || g.kind() != typ && !(typ == "agency" && g.kind() == "organization") && !(typ == "organization" && g.kind() == "agency") {
		return mention.Mention{}, nil
	}
	return mention.Mention{Passage: passage, Span: t.Span, First: k, Last: k + 1, Type: g.kind(), Name: g.name(), Entry: g.entry, Country: g.country,
		Rule: "definite-reference", Confidence: 0.7, Entity: -1}, g
}

// goesOn reports whether the words after a description make it another: "the Department of …", "the alliance innovation base".
func goesOn(p *prose.Passage, k int) bool {
	t := p.Tokens[k]
	if t.Lower == "-" || t.Lower == "of" && k+1 < len(p.Tokens) && p.Tokens[k+1].Case == prose.Title {
		return true
	}
	return t.Class == prose.Word && (t.Case == prose.Title || t.Case == prose.Upper || t.Tag == prose.Noun && !strings.HasSuffix(t.Lower, "s"))
}

// only returns the group that bears a head alone, or at least four times as often as all others together.
func only(groups map[*group]int) *group {
	var best *group
	total := 0
	for g, n := range groups {
		total += n
		if best == nil || n > groups[best] || n == groups[best] && g.name() < best.name() {
			best = g
		}
	}
	if best == nil || groups[best]*5 < total*4 {
		return nil
	}
	return best
}
