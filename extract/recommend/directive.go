package recommend

import (
	"strings"

	"policygraph/extract/prose"
)

// directive is a place in a sentence where somebody is told to act.
type directive struct {
	ph       *phrase
	at, pred int // the phrase's first token; the first token after it
	c        clause
	subject  []np
	negated  bool
	heading  bool
}

// longest is the number of tokens above which no sentence is read: it is no prose.
const longest = 1000

// setting is where a sentence stands, as far as it decides what counts.
type setting struct {
	announced bool // in a list or section of recommendations
	item      bool
	weak      bool // right after a directive, or in a list of recommendations
	opens     bool // first in a paragraph that a label or heading announces as a recommendation
}

// hasTrigger reports whether any phrase may begin in tokens [first, last).
func (r *Rules) hasTrigger(toks []prose.Token, first, last int) bool {
	for i := first; i < last; i++ {
		if toks[i].Class == prose.Word && r.phrases.At(toks[i].Lower) != nil {
			return true
		}
	}
	return false
}

// directives returns the directives of a sentence in order.
func (f *finder) directives(v *view, s prose.Sentence, set setting) []directive {
	if s.Last <= s.First || s.Last-s.First > longest || v.foreign(s) {
		return nil
	}
	var out []directive
	for i := s.First; i < s.Last; i++ {
		if v.toks[i].Class != prose.Word || v.opaque(i) {
			continue
		}
		ph, pred := f.phraseAt(v, i, s.Last)
		if ph == nil || v.mention(i) >= 0 && v.toks[i].Case != prose.Lower {
			continue
		}
		d := directive{ph: ph, at: i, pred: pred}
		if ph.Narrow && !set.announced || ph.Weak && !set.weak && !set.announced && len(out) == 0 {
			continue
		}
		if v.quoted(i) || !f.holds(v, s, &d, set) {
			continue
		}
		out = append(out, d)
		i = pred - 1
	}
	return out
}

// phraseAt returns the longest phrase that begins at token i and the token after it.
func (f *finder) phraseAt(v *view, i, end int) (*phrase, int) {
	var best *phrase
	last := i
	list := f.rules.phrases.At(v.low(i))
	for k := range list {
		j := i + 1
		ok := true
		for _, alternatives := range list[k].steps[1:] {
			for n := 0; n < 2 && j < end && v.tag(j) == prose.Adv && !contains(alternatives, v.low(j)); n++ {
				j++
			}
			if j >= end || !contains(alternatives, v.low(j)) {
				ok = false
				break
			}
			j++
		}
		if ok && j > last {
			best, last = &list[k], j
		}
	}
	return best, last
}

func contains(words []string, w string) bool {
	for _, x := range words {
		if x == w {
			return true
		}
	}
	return false
}

// foreign reports whether the whole sentence asks or repeats what others said.
func (v *view) foreign(s prose.Sentence) bool {
	for i := s.Last - 1; i >= s.First && i >= s.Last-3; i-- {
		if v.low(i) == "?" {
			return true
		}
	}
	for i := s.First; i < s.Last; i++ {
		if end, ok := v.matchAny(i, &v.r.according); ok && v.low(end) != "our" && v.low(end) != "this" && !v.opaque(i) {
			return true
		}
	}
	return v.low(s.First) == "what" || v.low(s.First) == "why" || v.low(s.First) == "how" || v.low(s.First) == "whether"
}

// quoted reports whether token i stands in a quotation that began in its passage.
func (v *view) quoted(i int) bool {
	if v.opened {
		return v.open[i]
	}
	v.opened = true
	v.open = v.open[:0]
	open := false
	for _, t := range v.toks {
		v.open = append(v.open, open)
		if t.Lower != "\"" {
			continue
		}
		switch v.p.Text[t.Span.Start:t.Span.End] {
		case "“", "„", "«":
			open = true
		case "”", "»":
			open = false
		default:
			open = !open
		}
	}
	return v.open[i]
}

// holds judges whether the phrase directs, and finds its subject.
func (f *finder) holds(v *view, s prose.Sentence, d *directive, set setting) bool {
	switch d.ph.Form {
	case pleaForm:
		return f.holdsPlea(v, s, d)
	case dummyForm:
		return v.holdsDummy(s, d)
	}
	if !v.auxiliary(d) {
		return false
	}
	d.c = v.clauseBefore(s.First, d.at)
	if d.c.marker >= 0 && !f.endorsed(v, s, d.c) {
		return false
	}
	if d.c.first < d.c.last {
		d.subject = v.subject(d.c.first, d.c.last)
	}
	if d.c.elided && d.ph.Weak || len(d.subject) == 0 && !d.c.elided {
		return false
	}
	if v.embedded(d) {
		return false
	}
	verb := v.mainVerb(d, s.Last)
	if w := v.low(d.pred - 1); verb < 0 && (w == "by" || w == "from") {
		verb = d.pred
	}
	if d.ph.Goal {
		verb = d.pred
		if x := v.readNP(d.pred, s.Last, true); x.head < 0 || !v.r.Doing.Has(v.low(x.head)) {
			return false
		}
	}
	if verb < 0 || v.counterfactual(d, verb) || v.told(d, verb) || !v.suits(d, verb, s, set) {
		return false
	}
	if d.ph.Body || d.ph.Weak && !set.item {
		return set.announced && !d.ph.Weak || f.hasBody(v, d) || d.ph.Weak && v.passive(verb) && !d.ph.Body
	}
	return true
}

// embedded reports whether the words before the directive hold more than its subject: "the offices they should work with",
// "this made it clear they must".
func (v *view) embedded(d *directive) bool {
	if d.c.elided || len(d.subject) == 0 {
		return false
	}
	if t := v.tag(d.c.first); v.mention(d.c.first) < 0 && (t == prose.Prep || t == prose.Part || t == prose.VerbIng) {
		return false
	}
	if k := d.c.last - 1; k > d.c.first && v.tag(k) == prose.Pron && (v.tag(k-1) == prose.Noun || v.tag(k-1) == prose.Propn) {
		return true
	}
	i := d.subject[len(d.subject)-1].last
	if i >= d.c.last || v.mention(i) >= 0 {
		return false
	}
	switch t := v.tag(i + 1); v.tag(i) {
	case prose.VerbPP, prose.Verb:
		return t == prose.Det || t == prose.Pron
	case prose.Modal:
		return true
	}
	return v.r.Finite.Has(v.low(i))
}

// auxiliary reports whether the phrase is verbal where it stands: not "the need to", "a must", "did not need to".
func (v *view) auxiliary(d *directive) bool {
	w, prev := v.low(d.at), v.low(d.at-1)
	switch w {
	case "need", "needs", "have", "has", "must":
		switch v.tag(d.at - 1) {
		case prose.Det, prose.Adj:
			if v.low(d.at-1) != "all" && v.mention(d.at-1) < 0 {
				return false
			}
		}
		switch prev {
		case "not", "would", "could", "may", "might", "did", "don't", "doesn't", "to", "no", "in", "cannot":
			return false
		}
		if v.clitic(d.at-1) || v.low(d.at+1) == "-" {
			return false
		}
	case "may", "might", "can":
		return v.toks[d.at].Case == prose.Lower
	case "is", "are":
		return prev != "as"
	}
	return v.low(d.at+1) != "-" || v.low(d.at) == "had"
}

// mainVerb returns the verb that the phrase governs, past adverbs, "not" and short insertions; -1 if the words after it are
// no predicate: "should talks fail", "as it should".
func (v *view) mainVerb(d *directive, end int) int {
	i := d.pred
	for n := 0; n < 12 && i < end; n++ {
		switch {
		case v.low(i) == "not" || v.low(i) == "n't":
			d.negated = true
			i++
		case v.mention(i) < 0 && (v.tag(i) == prose.Adv || v.low(i) == "itself" || v.low(i) == "themselves" || v.low(i) == "all" || v.low(i) == "both" || v.low(i) == "each" || v.low(i) == "at" && v.low(i+1) == "least" || v.low(i) == "least"):
			i++
		case v.low(i) == "(" || v.low(i) == ",":
			j := v.closing(i, end)
			if j < 0 {
				return -1
			}
			i = j
		case v.low(i) == "\"":
			i++
		case v.mention(i) < 0 && v.tag(i) == prose.Prep && (v.low(i) == "in" || v.low(i) == "at" || v.low(i) == "over" || v.low(i) == "for"):
			x := v.readNP(i+1, end, false)
			if x.head < 0 {
				return -1
			}
			i = x.last
			if v.low(i) == "," {
				i++
			}
		default:
			if t := v.tag(i); v.mention(i) >= 0 || t == prose.Det || t == prose.Pron || t == prose.Sym || t == prose.Conj || t == prose.Propn && v.toks[i].Case != prose.Lower {
				return -1
			}
			if v.inverted(d, i) {
				return -1
			}
			return i
		}
	}
	return -1
}

// closing returns the token after the insertion that opens at token i, or -1.
func (v *view) closing(i, end int) int {
	mark := ","
	if v.low(i) == "(" {
		mark = ")"
	}
	for j := i + 1; j < end && j < i+40; j++ {
		if v.low(j) == mark && v.at[j] == 0 {
			return j + 1
		}
	}
	return -1
}

// inverted reports whether a noun, not a verb, follows a directive that opens its clause: "should negotiations fail".
func (v *view) inverted(d *directive, i int) bool {
	if !d.c.elided || d.c.last > d.c.first && d.at > 0 && v.isJoint(d.at-1) {
		return false
	}
	return v.tag(i) == prose.Noun || v.tag(i) == prose.Adj || v.hasVerb(i, min(i+4, len(v.toks)))
}

// counterfactual reports whether the directive speaks of the past: "should have been".
func (v *view) counterfactual(d *directive, verb int) bool {
	if v.low(verb) != "have" || d.ph.Modality == "have" {
		return false
	}
	i := v.skipAdverbs(verb+1, len(v.toks))
	if v.tag(i) != prose.VerbPP || v.low(i) == "" {
		return v.low(i) == "been"
	}
	if d.negated && d.ph.Modality == "must" {
		return false
	}
	return !(v.r.HasNoun.Has(v.low(i)) && (v.nounNext(i) || v.tag(i+1) == prose.Adj))
}

// told reports whether the directive tells the reader how to take something, and nobody to act.
func (v *view) told(d *directive, verb int) bool {
	i := verb
	dummy := len(d.subject) == 1 && (d.subject[0].det == "it" || d.subject[0].det == "this" || d.subject[0].det == "that") && d.subject[0].last-d.subject[0].first == 1
	we := len(d.subject) == 1 && (d.subject[0].det == "we" || d.subject[0].det == "i" || d.subject[0].det == "one" || d.subject[0].det == "you")
	if we && v.r.Musing.Has(v.low(verb)) || len(d.subject) == 1 && (d.subject[0].det == "you" || d.subject[0].det == "one") {
		return true
	}
	if v.low(verb) == "be" {
		i = v.skipAdverbs(verb+1, len(v.toks))
		if v.low(i) == "doing" || v.low(verb+1) == "." || v.low(verb+1) == "," && v.tag(verb+2) == prose.Conj { // "it should be."
			return true
		}
		if v.low(i) == "no" || v.low(i) == "a" {
			i++
		}
		if v.r.Telling.Has(v.low(i)) || dummy && v.r.Epistemic.Has(v.low(i)) {
			return true
		}
	}
	if dummy && d.subject[0].det != "it" && (v.r.Expect.Has(v.low(verb)) && v.low(verb) != "be") {
		return true
	}
	return v.low(verb) == "come" && v.low(verb+1) == "as"
}

// suits applies the conditions that depend on subject and modality: descriptions of procedure and law, possibilities,
// what is said elsewhere in the sentence.
func (v *view) suits(d *directive, verb int, s prose.Sentence, set setting) bool {
	for _, x := range d.subject {
		if x.mention < 0 && len(x.mods) == 0 && v.r.Textual.Has(v.low(x.head)) {
			return false
		}
	}
	switch d.ph.Modality {
	case "must", "shall", "have", "need":
		for _, x := range d.subject {
			if v.r.Applicant.Has(v.low(x.head)) && x.mention < 0 {
				return false
			}
		}
		if v.r.Burden.Has(v.low(verb)) || !set.announced && v.r.Procedure.Has(v.low(verb)) && !v.named(d.subject) {
			return false
		}
		if v.byLaw(s.First, s.Last) && !v.named(d.subject) {
			return false
		}
	case "could", "may":
		if !set.item && v.supposes(s, d.at) {
			return false
		}
		if !set.announced || !set.item {
			w := v.low(verb)
			if v.r.Possible.Has(w) && !(w == "be" && v.passive(verb)) {
				return false
			}
		}
	}
	if v.below(d.pred, s.Last) {
		return false
	}
	for i := s.First; i < s.Last; i++ {
		if w := v.low(i); (w == "said" || w == "told") && v.tag(i) == prose.VerbPP && v.low(i+1) != "to" {
			return false
		}
	}
	return true
}

// below reports whether the words speak of what the report says further down: "the recommendations listed below".
func (v *view) below(i, end int) bool {
	for ; i+1 < end; i++ {
		if w := v.low(i); v.mention(i) < 0 && (w == "recommendations" || w == "sections" || w == "chapters" || w == "recommendation") {
			for j := i + 1; j < min(i+4, end); j++ {
				if v.low(j) == "below" || v.low(j) == "that" && v.low(j+1) == "follow" {
					return true
				}
			}
		}
	}
	return false
}

// supposes reports whether the sentence hangs a possibility on a condition or on what others say.
func (v *view) supposes(s prose.Sentence, at int) bool {
	for i := s.First; i < s.Last; i++ {
		if v.mention(i) >= 0 {
			continue
		}
		w := v.low(i)
		if i < at && (w == "if" || w == "unless" || w == "otherwise" || w == "fact") || v.r.Report.Has(w) && v.tag(i) == prose.VerbPP && v.low(s.First) == "as" {
			return true
		}
	}
	return false
}

// named reports whether a mention heads or modifies one of the phrases.
func (v *view) named(xs []np) bool {
	for _, x := range xs {
		if x.mention >= 0 || len(x.mods) > 0 {
			return true
		}
	}
	return false
}

// byLaw reports whether the words say that a law that stands requires it.
func (v *view) byLaw(i, end int) bool {
	for ; i < end; i++ {
		switch v.low(i) {
		case "by", "under", "pursuant":
			for j := i + 1; j < min(i+5, end); j++ {
				if v.r.Legal.Has(v.low(j)) {
					return true
				}
			}
		}
	}
	return false
}

// passive reports whether the verb is "be" with a participle that is done to the subject.
func (v *view) passive(verb int) bool {
	if v.low(verb) != "be" {
		return false
	}
	i := v.skipAdverbs(verb+1, len(v.toks))
	return v.tag(i) == prose.VerbPP || v.mention(i) < 0 && strings.HasSuffix(v.low(i), "ed") && v.low(i) != "need" && v.low(i+1) == "by" ||
		v.low(i+1) == "-" && (v.tag(i+2) == prose.VerbPP || strings.HasSuffix(v.low(i+2), "ed")) // "ring-fenced"
}
