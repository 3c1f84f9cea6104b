package recommend

import (
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
)

// partners returns those with or towards whom to act, from tokens [first, end) of a sentence that directs.
func (f *finder) partners(v *view, first, end int) []ref {
	var out []ref
	for i := first; i < end; i++ {
		if v.mention(i) >= 0 {
			continue
		}
		switch w := v.low(i); {
		case w == "with" || w == "alongside":
			out = append(out, f.with(v, i, first, end)...)
		case w == "between":
			out = append(out, f.between(v, i, first, end)...)
		case w == "to":
			out = append(out, f.receiver(v, i, first, end)...)
		case w == "for" && v.low(i-1) == "support":
			out = append(out, f.those(v, [2]int{i + 1, end}, "support-for", sureCoref, false)...)
		case w == "such" && v.low(i+1) == "as":
			out = append(out, f.group(v, i, i+2, first, end)...)
		case w == "including" || w == "like":
			out = append(out, f.group(v, i, i+1, first, end)...)
		case w == "together" && strings.HasPrefix(v.low(i-1), "bring"):
			out = append(out, f.those(v, [2]int{i + 1, end}, "object", sureCoref, false)...)
		case w == "as":
			out = append(out, f.asPartner(v, i, first, end)...)
		case v.r.Object.Has(w):
			out = append(out, f.object(v, i, end)...)
		}
	}
	return out
}

// with reads "with A and B", unless what stands before makes it something else than cooperation.
func (f *finder) with(v *view, i, first, end int) []ref {
	for _, words := range v.r.withPartner {
		j := i + 1 - len(words)
		if words[len(words)-1] != v.low(i) || j < first {
			continue
		}
		if _, ok := v.matches(j, words); ok {
			return f.those(v, [2]int{i + 1, end}, "with-partner", sureAgent, true)
		}
	}
	j := i + 1
	for j < end && v.mention(j) < 0 && (v.tag(j) == prose.Det || v.tag(j) == prose.Adj) {
		j++
	}
	if v.mention(j) < 0 && v.r.Backing.Has(v.low(j)) && (v.low(j+1) == "from" || v.low(j+1) == "of") {
		return f.those(v, [2]int{j + 2, end}, "with-support", sureTold, false)
	}
	j = i - 1
	for j > first && v.mention(j) < 0 && v.tag(j) == prose.Adv {
		j--
	}
	if m := v.mention(j); m >= 0 {
		if t := f.typ(v, m); (t == "agreement" || t == "initiative" || t == "event") && !v.founds(v.ms[m].First, first) {
			return nil
		}
	}
	if v.r.WithNot.Has(v.low(j)) || v.happened(j, first) {
		return nil
	}
	w := v.low(j)
	return f.those(v, [2]int{i + 1, end}, "with-partner", sureTold, w == "partner" || w == "work" || w == "partnering" || w == "partnership" || w == "working")
}

// happened reports whether token j is the verb of something that is past, not of what is to be done: the memoranda that states
// "have signed with A", the plan that "was agreed with B".
func (v *view) happened(j, first int) bool {
	if v.tag(j) != prose.VerbPP || v.mention(j) >= 0 {
		return false
	}
	for j--; j > first && v.tag(j) == prose.Adv; j-- {
	}
	switch v.low(j) {
	case "have", "has", "had", "was", "were":
		return j > first && v.tag(j-1) != prose.Modal && v.low(j-1) != "to"
	}
	return false
}

// founds reports whether what begins at token i is made by the verb before it: "establish the forum", "sign an agreement".
func (v *view) founds(i, first int) bool {
	for i--; i >= first; i-- {
		switch t := v.tag(i); {
		case v.r.Found.Has(v.low(i)) && v.mention(i) < 0:
			return true
		case t != prose.Det && v.low(i) != "up" && t != prose.Adj && t != prose.Adv && v.low(i) != "\"":
			return false
		}
	}
	return false
}

// those returns the bodies in the list in tokens [at[0], at[1]), and the members of a group that it names by example.
func (f *finder) those(v *view, at [2]int, rule string, confidence float64, wide bool) []ref {
	xs, _ := v.readList(at[0], at[1], false)
	var out []ref
	for _, x := range xs {
		out = append(out, f.partner(v, x, rule, confidence, wide)...)
		if w := v.low(x.head); x.mention < 0 && (v.r.People.Has(w) || v.r.Organ.Has(w) || v.r.Group.Has(w)) {
			out = append(out, relabel(f.places(v, x.last, at[1]), rule)...)
		}
	}
	return out
}

// partner returns the body or bodies that one noun phrase names as a partner.
func (f *finder) partner(v *view, x np, rule string, confidence float64, wide bool) []ref {
	if x.mention >= 0 {
		m := v.ms[x.mention]
		t := f.typ(v, x.mention)
		if m.Use == mention.People || m.Use == mention.Location {
			return nil
		}
		if t == "country" || t == "agency" || t == "organization" || t == "company" {
			return []ref{f.ref(v, x.mention, rule, confidence)}
		}
		if t == "initiative" {
			var out []ref
			if wide {
				out = append(out, f.ref(v, x.mention, rule, confidence))
			}
			for _, mod := range x.mods {
				if t := f.typ(v, mod); t == "agency" || t == "organization" {
					out = append(out, f.ref(v, mod, rule, confidence))
				}
			}
			return out
		}
		return nil
	}
	if v.r.Organ.Has(v.low(x.head)) {
		out := f.owners(v, x)
		for k := range out {
			out[k].ev.Rule, out[k].ev.Confidence = rule, confidence
		}
		return out
	}
	return nil
}

// between reads "between A and B": both are partners of a third who acts.
func (f *finder) between(v *view, i, first, end int) []ref {
	if v.r.BetweenNot.Has(v.low(i-1)) || v.inquired(i, first) {
		return nil
	}
	if x := v.readNP(i+1, end, false); x.head >= 0 && v.r.Pair.Has(v.low(x.head)) && f.dual(v, x) {
		return relabel(f.pair(v, prose.Sentence{First: first}, x), "between")
	}
	out := f.those(v, [2]int{i + 1, end}, "between", sureTold, false)
	if len(out) < 2 {
		return nil
	}
	return out
}

// inquired reports whether what stands before token i is the object of a verb that looks into it or stops it, the first verb
// of the predicate or the last before i.
func (v *view) inquired(i, first int) bool {
	for j := i - 1; j >= first; j-- {
		if v.mention(j) >= 0 {
			continue
		}
		t := v.tag(j)
		if v.r.Inquire.Has(v.low(j)) && t != prose.VerbPP && (j == first || v.tag(j-1) != prose.Det && v.tag(j-1) != prose.Adj && v.tag(j-1) != prose.Prep) {
			return true
		}
		if t == prose.Verb && j > first || v.low(j) == ";" || v.low(j) == "," {
			return false
		}
	}
	return false
}

// mediated returns both sides of "between A and B" in tokens [first, end) where none of the actors is one of them.
func (f *finder) mediated(v *view, first, end int, actors []ref) []ref {
	for i := first; i < end; i++ {
		if v.low(i) != "between" || v.mention(i) >= 0 || len(actors) == 0 {
			continue
		}
		out := f.between(v, i, first, end)
		for _, r := range out {
			if hasEntity(actors, r.entity) {
				return nil
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// asPartner reads "A as a partner".
func (f *finder) asPartner(v *view, i, first, end int) []ref {
	m := v.mention(i - 1)
	if m < 0 || i-1 < first {
		return nil
	}
	x := v.readNP(i+1, end, false)
	if w := v.low(max(x.head, 0)); x.head < 0 || x.mention >= 0 || !strings.HasSuffix(w, "partner") && !strings.HasSuffix(w, "ally") && !strings.HasSuffix(w, "counterpart") {
		return nil
	}
	return f.partner(v, np{first: i - 1, last: i, head: i - 1, mention: m}, "as-partner", sureCoref, false)
}

// receiver reads "offer … to A", "a message to A".
func (f *finder) receiver(v *view, i, first, end int) []ref {
	if v.mention(i+1) < 0 && v.tag(i+1) == prose.Verb {
		return nil
	}
	for j := i - 1; j >= first && j >= i-7; j-- {
		if v.mention(j) >= 0 {
			continue
		}
		if v.r.Giver.Has(v.low(j)) {
			if v.tag(j-1) == prose.Modal && j-1 > first {
				return nil // another's gift: "how A might provide help to B"
			}
			return f.those(v, [2]int{i + 1, end}, "receiver", sureCoref, false)
		}
		if v.tag(j) == prose.Sym && v.low(j) != "-" || v.tag(j) == prose.Modal {
			return nil
		}
	}
	return nil
}

// group reads "partners such as A and B" where the group stands after a word that makes its members partners.
func (f *finder) group(v *view, i, list, first, end int) []ref {
	j := i - 1
	if v.low(j) == "," || v.low(j) == "—" || v.low(j) == "(" {
		j--
	}
	if v.mention(j) >= 0 || !v.r.Group.Has(v.low(j)) && !v.r.Joint.Has(v.low(j)) {
		return nil
	}
	if v.r.Joint.Has(v.low(j)) {
		return f.those(v, [2]int{list, end}, "group", sureGuess, false)
	}
	for k := j - 1; k >= first && k >= j-24; k-- {
		switch w := v.low(k); {
		case v.mention(k) >= 0:
		case w == "with" || w == "among" || w == "alongside" || v.r.Object.Has(w):
			return f.those(v, [2]int{list, end}, "group", sureCoref, false)
		case w == "," || w == ";" || w == "." || w == "—":
			return nil
		}
	}
	return nil
}

// object reads "engage A", "support A's efforts", "invite A".
func (f *finder) object(v *view, i, end int) []ref {
	if t := v.tag(i - 1); (t == prose.Det || t == prose.Adj) && v.low(i-1) != "that" || v.clitic(i-1) || v.tag(i) == prose.VerbPP {
		return nil
	}
	j := v.skipAdverbs(i+1, end)
	xs, _ := v.readList(j, end, false)
	var out []ref
	for _, x := range xs {
		if r := f.partner(v, x, "object", sureCoref, false); r != nil {
			out = append(out, r...)
			continue
		}
		if v.r.Organ.Has(v.low(x.head)) { // "invite a representative of A"
			out = append(out, relabel(f.places(v, x.last, end), "object")...)
		}
		// the owner of what is supported: "support Seoul's efforts"
		for _, m := range x.mods {
			k := v.ms[m].Last
			if v.r.Organ.Has(v.low(k)) { // "the Korean government's efforts"
				k++
			}
			if v.clitic(k) && bodies[f.typ(v, m)] && f.typ(v, m) != "person" {
				out = append(out, f.ref(v, m, "object", sureGuess))
				break
			}
		}
	}
	return out
}
