package recommend

import (
	"strings"

	"policygraph/extract/prose"
)

// endorsed reports whether the report itself stands behind a directive in a subordinate clause: "we believe that",
// "it is clear that", but not "critics argue that", "what Congress should", "if the talks should".
func (f *finder) endorsed(v *view, s prose.Sentence, c clause) bool {
	if c.first >= c.last { // relative: "measures that should"
		return false
	}
	if c.verb >= 0 {
		return f.authorBefore(v, s.First, c.verb) && v.r.Endorse.Has(v.low(c.verb))
	}
	if v.low(c.marker) != "that" {
		return false
	}
	g := c.marker - 1
	for g > s.First && (v.low(g) == "," || v.tag(g) == prose.Adv || v.low(g) == ")") {
		g--
	}
	w := v.low(g)
	switch {
	case v.r.Endorse.Has(w) && f.authorBefore(v, s.First, g):
		return true
	case v.r.Verdict.Has(w) && g > s.First:
		return v.low(g-1) == "our" || v.low(g-1) == "my" || v.low(g-1) == "the" && (v.low(g-2) == "of" || f.authorNear(v, s.First, g))
	case w == "is":
		h := v.backOver(s.First, g) - 1
		return v.r.Verdict.Has(v.low(h)) || v.low(h) == "first" || v.low(h) == "second"
	case v.r.Follow.Has(w):
		if w == "means" || w == "implies" || w == "mean" || w == "imply" || w == "meaning" || w == "follows" {
			return true
		}
		return v.dummyBefore(s.First, g)
	case v.r.Endorse.Has(w) && f.authorNear(v, s.First, g) && v.low(g-1) != "who":
		return true
	}
	return false
}

// authorBefore reports whether the subject right before the verb at token g is the authoring body.
func (f *finder) authorBefore(v *view, lo, g int) bool {
	i := v.backOver(lo, g)
	if v.low(i-1) == "can" || v.low(i-1) == "would" || v.low(i-1) == "do" || v.low(i-1) == "have" || v.low(i-1) == "has" {
		i = v.backOver(lo, i-1)
	}
	i--
	if i < lo {
		return false
	}
	if m := v.mention(i); m >= 0 {
		return f.authors[v.ms[m].Entity]
	}
	w := v.low(i)
	if w == "we" || w == "i" || w == "us" {
		return true
	}
	if w == ")" {
		for i > lo && v.low(i) != "(" {
			i--
		}
		return f.authorBefore(v, lo, i)
	}
	if !v.r.AuthorNoun.Has(w) || strings.HasSuffix(v.low(g), "ed") { // "the review recommended": another's
		return false
	}
	for j := i - 1; j >= max(lo, i-3); j-- {
		if d := v.low(j); v.mention(j) < 0 && (d == "the" || d == "this" || d == "our") {
			return true
		}
	}
	return false
}

// authorNear reports whether "we" or an author stands anywhere between lo and g.
func (f *finder) authorNear(v *view, lo, g int) bool {
	for i := lo; i < g; i++ {
		if w := v.low(i); w == "we" || w == "our" && v.r.Author.Has(w) {
			return true
		}
		if m := v.mention(i); m >= 0 && f.authors[v.ms[m].Entity] {
			return true
		}
	}
	return false
}

// dummyBefore reports whether "it is" stands before the adjective at token g.
func (v *view) dummyBefore(lo, g int) bool {
	be := false
	for i := g - 1; i >= lo && i >= g-7; i-- {
		switch w := v.low(i); {
		case w == "is" || w == "be" || w == "remains" || w == "seems" || w == "becomes" || w == "'s":
			be = true
		case w == "was" || w == "were" || w == "been" || w == "not":
			return false
		case w == "it":
			return be
		case v.tag(i) == prose.Adv || v.tag(i) == prose.Modal || v.low(i) == "and" || v.tag(i) == prose.Adj || v.tag(i) == prose.VerbPP || v.low(i) == "both" || w == "will":
		default:
			return false
		}
	}
	return false
}

// holdsPlea judges "we recommend that …", "we urge X to …".
func (f *finder) holdsPlea(v *view, s prose.Sentence, d *directive) bool {
	if !f.authorBefore(v, s.First, d.at) {
		return false
	}
	i := v.backOver(s.First, d.at)
	w := v.low(i - 1)
	if w == "have" || w == "has" || w == "would" && v.low(i-2) != "we" {
		return false
	}
	next := v.low(d.pred)
	if v.low(d.at) == "ask" || v.low(d.at) == "asks" {
		_, last := v.readList(d.pred, s.Last, false)
		return v.low(last) == "to" && last > d.pred && !v.r.Marker.Has(next) // not "asks how to"
	}
	return next != "." && next != ","
}

// holdsDummy judges "it is essential that …", "our recommendation is to …".
func (v *view) holdsDummy(s prose.Sentence, d *directive) bool {
	first := v.low(d.at)
	if first == "recommendation" || first == "step" || first == "steps" || first == "it" || first == "onus" {
		return true
	}
	if !v.dummyBefore(s.First, d.at) {
		return false
	}
	for i := d.at; i >= s.First && i > d.at-8; i-- {
		if v.low(i) == "that" && v.r.Report.Has(v.low(i-1)) {
			return false
		}
	}
	if v.low(d.pred-1) == "to" {
		t := v.tag(d.pred)
		w := v.low(d.pred)
		return (t == prose.Verb || t == prose.Noun && v.mention(d.pred) < 0 && v.tag(d.pred+1) == prose.Det) && !v.r.Musing.Has(w)
	}
	return true
}
