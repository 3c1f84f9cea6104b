package relate

import (
	"sort"
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// around returns the country that the text around a body's mentions speaks of: the one of its row of a table or of
// the heading above it. It returns -1 if that is none or several.
func (f *finder) around(n int) int {
	const most = 8
	found := -1
	for tried, ev := range f.x.Entities[n].Mentions {
		i, ok := f.passage[ev.Passage]
		if tried >= most || !ok {
			break
		}
		c := f.countryOf(i, n)
		switch {
		case c < 0 || c == found:
		case found >= 0:
			return -1
		default:
			found = c
		}
	}
	return found
}

// countryOf returns the country that row or heading give to body n, or -1.
func (f *finder) countryOf(passage, n int) int {
	p := &f.t.Passages[passage]
	if p.Kind == "row" {
		return f.single(f.outer[passage], n)
	}
	for i := passage - 1; i >= 0 && i >= passage-60; i-- {
		if f.t.Passages[i].Kind != "heading" {
			continue
		}
		return f.single(f.outer[i], n)
	}
	return -1
}

// single returns the one country that the names name, or -1.
func (f *finder) single(ms []mention.Mention, n int) int {
	found := -1
	for _, m := range ms {
		if m.Entity == n || f.typ(m.Entity) != "country" {
			continue
		}
		if found >= 0 && found != m.Entity {
			return -1
		}
		found = m.Entity
	}
	return found
}

// attackNamed relates the attacker to the attacked within the name of an event: "A's invasion of B". The names within it are
// among ms.
func (f *finder) attackNamed(passage int, m mention.Mention, ms []mention.Mention) {
	const rule = "attack-in-name"
	ts := f.t.Passages[passage].Tokens
	attacker, at := -1, 0
	if m.First < len(ts) && f.r.words.Attacks.Has(ts[m.First].Lower) {
		attacker, at = f.possessor(passage, m), m.First
	}
	for _, in := range ms {
		if in.Span.Start >= m.Span.End {
			return
		}
		if !in.Inside || !m.Span.Contains(in.Span) || !f.r.body.Has(f.typ(in.Entity)) {
			continue
		}
		if attacker < 0 {
			attacker, at = in.Entity, in.Last
			continue
		}
		for k := at; k+1 < in.First; k++ {
			if w := ts[k+1].Lower; f.r.words.Attacks.Has(ts[k].Lower) && (w == "of" || w == "on" || w == "against") {
				f.add(attacker, "opposes", in.Entity, f.evidence(passage, m.Span, rule, f.r.confidence[rule], kg.Asserted))
				return
			}
		}
	}
}

// possessor returns the country or body whose possessive or adjective stands before the name, words between aside, or -1.
func (f *finder) possessor(passage int, m mention.Mention) int {
	outer, ts := f.outer[passage], f.t.Passages[passage].Tokens
	k := sort.Search(len(outer), func(k int) bool { return outer[k].Span.Start >= m.Span.Start }) - 1
	if k < 0 || m.First-outer[k].Last > 4 || !f.r.body.Has(f.typ(outer[k].Entity)) {
		return -1
	}
	between := ts[outer[k].Last:m.First]
	if len(between) > 0 && between[0].Class == prose.Clitic {
		between = between[1:]
	} else if outer[k].Use != mention.Adjective {
		return -1
	}
	if !modifiers(between) {
		return -1
	}
	return outer[k].Entity
}

// bracketed reads the members that brackets list behind a name: "the Quad (A, B, and C)".
func (f *finder) bracketed(passage int, outer []mention.Mention, k int) {
	const rule = "members-in-brackets"
	ts := f.t.Passages[passage].Tokens
	m := outer[k]
	predicate := f.r.words.Brackets[f.typ(m.Entity)]
	if predicate == "" || m.Last+1 >= len(ts) || ts[m.Last].Lower != "(" {
		return
	}
	end := k + 1
	at := m.Last + 1
	for end < len(outer) && (f.typ(outer[end].Entity) == "country" || f.typ(outer[end].Entity) == "organization") && (end == k+1 && outer[end].First <= at+1 || coordinated(ts, at, outer[end].First)) {
		at = outer[end].Last
		end++
	}
	if end < k+3 || at >= len(ts) || strings.TrimSpace(ts[at].Lower) != ")" {
		return
	}
	for _, o := range outer[k+1 : end] {
		f.add(o.Entity, predicate, m.Entity, f.evidence(passage, cover(m.Span, o.Span), rule, f.r.confidence[rule], kg.Asserted))
	}
}
