package recommend

import (
	"slices"
	"strings"

	"policygraph/extract/prose"
)

// clause is where a directive's subject stands.
type clause struct {
	first, last int // tokens of the subject; empty when it is left out ("… and should be reviewed")
	aside       int // first token of an insertion between subject and verb (", together with Japan,"), or -1
	marker      int // token of the marker that makes the clause a subordinate one, or -1
	verb        int // token of the verb that governs a clause without marker ("we think Congress should"), or -1
	start       int // first token of the segment that the clause stands in
	elided      bool
}

// clauseBefore finds the subject of the directive at token i of the sentence that begins at token lo. It reads backwards
// to the last strong mark, cuts that stretch at its commas and looks for the piece that holds the subject.
func (v *view) clauseBefore(lo, i int) clause {
	c := clause{aside: -1, marker: -1, verb: -1}
	end := v.backOver(lo, i)
	if v.low(end-1) == "—" || v.low(end-1) == ")" {
		end = v.beforeInsertion(lo, end)
	}
	cuts := v.cuts(lo, end)
	c.start = cuts[0]
	k := len(cuts) - 2 // piece [cuts[k], cuts[k+1]) ends at the directive
	first, last := v.piece(cuts, k)
	if first >= last && k > 0 {
		k, c.aside = v.overAside(cuts, k)
		first, last = v.piece(cuts, k)
		for k > 0 && first < last && v.skipAdverbs(first, last) == last { // "fees for ships and, above all, for tugs, should"
			k--
			first, last = v.piece(cuts, k)
			for last-1 > first && v.isJoint(last-1) {
				last--
			}
		}
	}
	joined := v.isJoint(first)
	for joined && first < last && (v.isJoint(first) || v.tag(first) == prose.Adv) {
		first++
	}
	if first >= last || v.isJoint(last-1) {
		c.elided = true
		c.first, c.last = v.firstSubject(c.start, end)
		return c
	}
	if joined {
		for k > 0 {
			f, l := v.piece(cuts, k-1)
			if f >= l || !v.nounLike(f, l) {
				break
			}
			first, k = f, k-1
		}
	}
	c.first, c.last = first, v.backOver(first, last)
	v.narrow(&c)
	return c
}

// backOver steps from token i back over adverbs and a modal joined to the directive ("can and should").
func (v *view) backOver(lo, i int) int {
	for i > lo && v.mention(i-1) < 0 {
		w := v.low(i - 1)
		if i-2 >= lo && (w == "and" || w == "or") && (v.tag(i-2) == prose.Modal) {
			i -= 2
			continue
		}
		if v.tag(i-1) != prose.Adv && w != "also" && w != "will" || w == "first" || w == "there" {
			break
		}
		i--
	}
	return i
}

// beforeInsertion returns the token after the subject when an insertion between dashes or in parentheses ends before end.
func (v *view) beforeInsertion(lo, end int) int {
	open := "—"
	if v.low(end-1) == ")" {
		open = "("
	}
	for j := end - 2; j > lo; j-- {
		if v.low(j) == open {
			return v.backOver(lo, j)
		}
	}
	return end
}

// cuts returns the borders of the pieces between lo and end: every piece begins after a comma. Only the stretch after the
// last semicolon, colon or single dash counts; what stands in parentheses is no border.
func (v *view) cuts(lo, end int) []int {
	cuts := []int{end}
	depth := 0
	for j := end - 1; j >= lo; j-- {
		if v.at[j] != 0 {
			continue
		}
		switch v.low(j) {
		case ")", "]":
			depth++
		case "(", "[":
			depth = max(0, depth-1)
		case ",":
			if depth == 0 {
				cuts = append(cuts, j+1)
			}
		case ";", ":", "—", "…":
			if depth == 0 {
				cuts = append(cuts, j+1)
				slices.Reverse(cuts)
				return cuts
			}
		}
	}
	cuts = append(cuts, lo)
	slices.Reverse(cuts)
	return cuts
}

// piece returns the k-th piece without the comma that ends it.
func (v *view) piece(cuts []int, k int) (first, last int) {
	first, last = cuts[k], cuts[k+1]
	if last > first && v.at[last-1] == 0 && v.low(last-1) == "," {
		last--
	}
	return first, last
}

// overAside steps back over the pieces of an insertion that ends at the directive; it returns the piece before it.
func (v *view) overAside(cuts []int, k int) (int, int) {
	for j := k - 1; j > 0; j-- {
		f, l := v.piece(cuts, j)
		if f < l && v.mention(f) < 0 && (v.r.Aside.Has(v.low(f)) || v.tag(f) == prose.Adv || v.tag(f) == prose.Prep || v.tag(f) == prose.VerbIng || v.tag(f) == prose.VerbPP && j > 0) {
			return j - 1, f
		}
		if f < l && v.isJoint(f) {
			if p, q := v.piece(cuts, j-1); p < q && !v.r.Aside.Has(v.low(p)) {
				continue
			}
		}
	}
	f, _ := v.piece(cuts, k-1)
	if k >= 2 && v.tag(f) == prose.Det { // apposition
		return k - 2, f
	}
	return k - 1, -1
}

func (v *view) isJoint(i int) bool {
	w := v.low(i)
	return w == "and" || w == "or" || w == "but" || w == "so" || w == "yet" || w == "nor"
}

// nounLike reports whether the piece could be one member of a list of nouns.
func (v *view) nounLike(first, last int) bool {
	if v.mention(first) < 0 {
		switch v.tag(first) {
		case prose.Prep, prose.Part, prose.Adv, prose.Conj, prose.VerbIng, prose.VerbPP, prose.Verb, prose.Modal:
			return false
		}
		if v.r.Marker.Has(v.low(first)) {
			return false
		}
	}
	return !v.hasVerb(first, last)
}

// hasVerb reports whether a finite verb seems to stand in the stretch.
func (v *view) hasVerb(first, last int) bool {
	for j := first; j < last; j++ {
		if v.mention(j) >= 0 {
			continue
		}
		if v.r.Finite.Has(v.low(j)) || v.tag(j) == prose.Modal {
			return true
		}
		prev := v.tag(j - 1)
		switch v.tag(j) {
		case prose.Verb:
			if j > first && prev != prose.Part && prev != prose.Det && prev != prose.Adj && prev != prose.Prep && !v.clitic(j-1) && v.low(j-1) != "-" && v.verbal(j) {
				return true
			}
		case prose.VerbPP:
			if j > first && (prev == prose.Noun || prev == prose.Propn || prev == prose.Pron) && (v.tag(j+1) == prose.Det || v.mention(j+1) >= 0) {
				return true
			}
		}
	}
	return false
}

// verbal reports whether what follows the word, which may be a noun or a verb, suits a verb.
func (v *view) verbal(j int) bool {
	switch v.tag(j + 1) {
	case prose.Det, prose.Propn, prose.Pron, prose.Adj, prose.Num:
		return true
	}
	return v.low(j+1) == "that" || v.low(j+1) == "to"
}

// firstSubject returns the first noun phrase of the segment that can be a subject.
func (v *view) firstSubject(lo, end int) (first, last int) {
	i := lo
	if t := v.tag(i); v.mention(i) < 0 && (t == prose.Prep || t == prose.Part || t == prose.VerbIng || t == prose.Conj || t == prose.Adv) {
		for i < end && v.low(i) != "," {
			i++
		}
		i++
	}
	if i >= end {
		return end, end
	}
	_, last = v.readList(i, end, false)
	return i, max(i, last)
}

// narrow cuts adverbial beginnings, governing clauses and relative clauses off the subject.
func (v *view) narrow(c *clause) {
	v.afterClause(c)
	limit := c.last
	for {
		m := v.lastMarker(c.first, limit)
		if m < 0 {
			break
		}
		rest := v.skipAdverbs(m+1, c.last)
		switch {
		case m == c.first && rest < c.last && v.low(m) == "that" && (m == 0 || c.start == m) && !v.hasVerb(m+1, c.last):
			return // "That approach should …"
		case rest >= c.last && m > c.first:
			c.marker = m
			return
		case v.relative(m, c.last):
			limit = m
			if m > c.first {
				c.last = v.backOver(c.first, m)
			}
			continue
		}
		c.marker = m
		c.first = m + 1
		return
	}
	v.reporting(c)
}

// relative reports whether marker m opens a relative clause that is over before token end.
func (v *view) relative(m, end int) bool {
	switch v.low(m) {
	case "that", "which", "who", "whose", "where", "whom":
	default:
		return false
	}
	if v.low(m) == "that" && m > 0 && (v.r.Endorse.Has(v.low(m-1)) || v.r.Report.Has(v.low(m-1)) || v.r.Follow.Has(v.low(m-1))) {
		return false
	}
	if t := v.tag(m + 2); v.tag(m+1) == prose.Noun && m+2 < end && !strings.HasSuffix(v.low(m+1), "s") && (t == prose.Det || t == prose.Adj || t == prose.Prep || v.mention(m+2) >= 0) {
		return true // a verb that the article-like "that" made look like a noun
	}
	return v.hasVerb(m+1, end) || v.tag(m+1) == prose.Verb || v.tag(m+1) == prose.VerbPP
}

// lastMarker returns the last token of [first, last) that opens a lower clause, or -1.
func (v *view) lastMarker(first, last int) int {
	for j := last - 1; j >= first; j-- {
		if v.mention(j) < 0 && v.r.Marker.Has(v.low(j)) {
			if j > first && v.comparing(j) && !v.hasVerb(j+1, last) && v.tag(j+1) != prose.Pron {
				continue
			}
			return j
		}
	}
	return -1
}

// comparing reports whether "as" or "than" at token j compares things, not clauses: "such as", "more than ten".
func (v *view) comparing(j int) bool {
	switch v.low(j) {
	case "as":
		w := v.low(j - 1)
		return w == "such" || w == "well" || w == "known" || w == "far" || v.low(j+1) == "well" || v.tag(j+1) == prose.Det
	case "than":
		return v.tag(j+1) == prose.Num || v.low(j-1) == "rather" || v.low(j-1) == "other"
	case "since":
		return v.tag(j+1) == prose.Num
	case "so":
		return true
	}
	return false
}

func (v *view) skipAdverbs(i, end int) int {
	for i < end && v.mention(i) < 0 && v.tag(i) == prose.Adv {
		i++
	}
	return i
}

// afterClause drops a whole clause joined to the subject by "and", "but", "so": "trade has grown and Congress should …".
func (v *view) afterClause(c *clause) {
	for j := c.last - 1; j > c.first; j-- {
		if v.mention(j) >= 0 || !v.isJoint(j) {
			continue
		}
		if v.hasVerb(c.first, j) && v.lastMarker(c.first, j) < 0 {
			c.first = j + 1
			return
		}
	}
}

// reporting finds a verb of saying before the subject: "we believe the Government should".
func (v *view) reporting(c *clause) {
	for j := c.last - 2; j >= c.first; j-- {
		if v.mention(j) >= 0 || !v.r.Report.Has(v.low(j)) || j == c.first && (v.tag(j) != prose.Verb || !v.isJoint(j-1)) {
			continue
		}
		if t := v.tag(j - 1); t == prose.Det || t == prose.Adj || t == prose.Prep || v.clitic(j-1) {
			continue
		}
		if t := v.tag(j + 1); t != prose.Det && t != prose.Propn && t != prose.Pron && v.mention(j+1) < 0 {
			continue
		}
		c.verb = j
		c.marker = j
		c.first = j + 1
		return
	}
}
