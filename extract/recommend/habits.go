package recommend

import (
	"strings"

	"policygraph/extract/prose"
)

// habits is how a report is written, as far as it decides what an item is.
type habits struct {
	paragraphs bool         // its paragraphs are numbered throughout, as in reports of committees
	owned      map[int]bool // items that name who is to act on them by a label, and …
	ownedLists map[int]bool // … the lists in which they stand
}

// The marks of a report of numbered paragraphs: how often the numbers run on over a heading.
const runsOver = 2

// readHabits reads the habits of the report.
func (f *finder) readHabits() {
	f.owned, f.ownedLists = map[int]bool{}, map[int]bool{}
	items, plain, over, last, crossed := 0, 0, 0, 0, false
	for n := range f.t.Passages {
		p := &f.t.Passages[n]
		switch p.Kind {
		case "heading":
			crossed = true
		case "paragraph":
			plain++
		case "item":
			f.readOwned(n)
			k := counted(p.Marker)
			if k == 0 || p.Level > 1 {
				continue
			}
			items++
			if crossed && last > 0 && k == last+1 {
				over++
			}
			last, crossed = k, false
		}
	}
	f.paragraphs = over >= runsOver && items > plain
}

// counted returns the number of a marker that is a plain one ("12."), else 0.
func counted(marker string) int {
	s := strings.TrimSuffix(marker, ".")
	k := 0
	for _, c := range s {
		if c < '0' || c > '9' || k > 9999 {
			return 0
		}
		k = 10*k + int(c-'0')
	}
	return k
}

// readOwned notes whether item n, or the passage after it, names an owner by a label.
func (f *finder) readOwned(n int) {
	p := &f.t.Passages[n]
	for k, s := range p.Sentences {
		for i := s.First; i < s.Last; i++ {
			if i > s.First && p.Tokens[i-1].Lower != "(" && p.Tokens[i-1].Lower != "[" || i == 0 && k == 0 {
				continue
			}
			if f.rules.owner.At(p.Tokens[i].Lower) != nil && f.ownerLabel(f.look(n), i, s.Last) {
				f.owned[n], f.ownedLists[p.List] = true, true
			}
		}
	}
	if n+1 >= len(f.t.Passages) {
		return
	}
	next := &f.t.Passages[n+1]
	if (next.Kind == "item" || next.Kind == "paragraph") && len(next.Tokens) > 0 && next.Section == p.Section &&
		f.rules.owner.At(next.Tokens[0].Lower) != nil && (len(p.Tokens) == 0 || f.rules.owner.At(p.Tokens[0].Lower) == nil) && f.ownerLabel(f.look(n+1), 0, len(next.Tokens)) {
		f.owned[n], f.ownedLists[p.List] = true, true
	}
}

// ownerLabel reports whether the words at token i are a label with bodies after it and nothing but partners behind these:
// "Led by the Treasury; with Chile", not "Led by its chair, the board has".
func (f *finder) ownerLabel(v *view, i, end int) bool {
	j, ok := v.matchAny(i, &v.r.owner)
	if !ok || v.opaque(i) {
		return false
	}
	if v.low(j-1) == ":" {
		return true
	}
	xs, last := v.readList(j, end, true)
	if len(xs) == 0 {
		return false
	}
	switch v.low(last) {
	case ";", ".", ")", "]", "(":
		return true
	case ",":
		return v.together(last+1) || v.startsPartner(last+1)
	}
	return last >= end || v.together(last)
}

func (v *view) startsPartner(i int) bool {
	_, ok := v.matchAny(i, &v.r.ownerPartner)
	return ok || v.low(i) == "supported"
}

// achieves reports whether an item of a section about an aim ("Objective 2: Safer ports") tells to act: it begins with an
// imperative, and so do most of its list.
func (f *finder) achieves(n int) bool {
	p := &f.t.Passages[n]
	if len(p.Sentences) == 0 || !f.title(p.Section).aim || !f.look(n).imperative(p.Sentences[0]) {
		return false
	}
	return f.mostlyImperative(p.List, n)
}

// amongOthers reports whether an item of a section of recommendations that states nothing stands among items that tell to act.
func (f *finder) amongOthers(v *view, l lead) bool {
	s := v.p.Sentences[0]
	return !l.explain && f.title(v.p.Section).announced && !v.hasVerb(s.First, s.Last) && f.mostlyImperative(v.p.List, v.n)
}

// neighbours is how many items on either side of an item are looked at to tell what its list is.
const neighbours = 4

func (f *finder) mostlyImperative(list, n int) bool {
	defer f.look(n)
	yes, no := 0, 0
	for k := max(0, n-neighbours); k < min(len(f.t.Passages), n+neighbours+1); k++ {
		p := &f.t.Passages[k]
		if p.Kind != "item" || p.List != list || len(p.Sentences) == 0 {
			continue
		}
		v := f.look(k)
		if v.imperative(p.Sentences[0]) || len(f.sentenceDirectives(v, p.Sentences[0], setting{item: true})) > 0 {
			yes++
		} else {
			no++
		}
	}
	return yes >= 2 && yes > 2*no
}

// concluded returns the sentences of a numbered paragraph of a list of conclusions from the first that tells to act on, so that
// the conclusion it rests on is no part of it.
func (f *finder) concluded(v *view, set setting) []prose.Sentence {
	for k, s := range v.p.Sentences {
		if len(f.sentenceDirectives(v, s, set)) > 0 || v.imperative(s) {
			return v.p.Sentences[k:]
		}
	}
	return v.p.Sentences
}

// ownWords reports whether a block set as a quotation is the report's own text set in: not introduced as a
// quotation, without its marks, and with the authors speaking in it.
func (f *finder) ownWords(n int) bool {
	p := &f.t.Passages[n]
	if p.Repeat || n == 0 || len(p.Tokens) == 0 || p.Tokens[0].Lower == "\"" {
		return false
	}
	before := &f.t.Passages[n-1]
	if k := len(before.Tokens); before.Kind != "heading" && (before.Kind != "paragraph" || k == 0 || before.Tokens[k-1].Lower != ".") {
		return false
	}
	v := f.look(n)
	for i := range v.toks {
		if m := v.mention(i); m >= 0 && f.authors[v.ms[m].Entity] && (v.r.Voice.Has(v.low(v.ms[m].Last)) || v.r.Endorse.Has(v.low(v.ms[m].Last))) {
			return true
		}
	}
	return false
}
