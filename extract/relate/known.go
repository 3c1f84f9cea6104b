package relate

import (
	"strings"

	"policygraph/extract/mention"
	"policygraph/graph/kg"
)

// link is a fact of the gazetteers between two entities that the report names.
type link struct {
	rule  *listedRule
	other int
}

// known states facts of the gazetteers that the text bears out: both entities stand in the same sentence, passage or report,
// as the rule of the column asks.
func (f *finder) known() {
	links := f.links()
	if len(links) == 0 {
		return
	}
	f.tied, f.roles = map[[2]int]bool{}, map[fact]bool{}
	for _, k := range f.order {
		f.tied[[2]int{k.subject, k.object}], f.tied[[2]int{k.object, k.subject}] = true, true
		if affirmed(f.found[k]) {
			f.roles[fact{k.subject, k.predicate, -1}], f.roles[fact{-1, k.predicate, k.object}] = true, true
		}
	}
	for i := range f.t.Passages {
		p := &f.t.Passages[i]
		ms := f.x.Passages[i]
		if f.r.words.Notes.Has(p.Kind) {
			continue
		}
		for k, m := range ms {
			for _, ln := range links[m.Entity] {
				f.confirm(i, ms, k, ln)
			}
		}
	}
}

// links finds the facts of the gazetteers both of whose ends the report names.
func (f *finder) links() map[int][]link {
	byName := map[string][]int{}
	for n := range f.x.Entities {
		name := f.x.Entities[n].Name
		if e := f.x.Entities[n].Entry; e != nil {
			name = e.Name
		}
		byName[name] = append(byName[name], n)
	}
	out := map[int][]link{}
	for n := range f.x.Entities {
		e := f.x.Entities[n].Entry
		if e == nil {
			continue
		}
		for _, r := range f.r.listed {
			list := e.List(r.Column)
			if r.Most > 0 && len(list) > r.Most || r.Thing.Len() > 0 && !r.Thing.Has(f.typ(n)) {
				continue
			}
			for _, name := range list {
				if other := f.lookup(byName, name); other >= 0 && other != n {
					out[n] = append(out[n], link{r, other})
				}
			}
		}
	}
	return out
}

// lookup finds the entity of a reference such as "Ministry of Defence (India)".
func (f *finder) lookup(byName map[string][]int, name string) int {
	if ns := byName[name]; len(ns) > 0 {
		return ns[0]
	}
	plain, rest, ok := strings.Cut(name, " (")
	if !ok {
		return -1
	}
	for _, n := range byName[plain] {
		if known(&f.x.Entities[n]) == strings.TrimSuffix(rest, ")") {
			return n
		}
	}
	return -1
}

// confirm states the fact of a link at mention k of a passage, if the other end stands within the scope of the rule.
func (f *finder) confirm(passage int, ms []mention.Mention, k int, ln link) {
	m := ms[k]
	span := m.Span
	if f.tied[[2]int{m.Entity, ln.other}] || ln.rule.Unless && f.taken(ln.fact(m.Entity), ln.rule.Reverse) {
		return
	}
	confidence := ln.rule.Confidence
	switch ln.rule.Scope {
	case "report":
		confidence *= 0.9
		if len(f.found[ln.fact(m.Entity)]) > 0 {
			return // once is enough
		}
	default:
		other := f.nearest(passage, ms, k, ln)
		if other == nil {
			return
		}
		if span = cover(span, other.Span); ln.rule.Cue.Len() > 0 && !f.cued(passage, m.Span, ln.rule.Cue) {
			return
		}
	}
	x := ln.fact(m.Entity)
	f.add(x.subject, x.predicate, x.object, f.evidence(passage, span, ln.rule.Name, confidence, kg.Asserted))
}

// cued reports whether the sentence of the span holds one of the words.
func (f *finder) cued(passage int, span kg.Span, words set) bool {
	p := &f.t.Passages[passage]
	s := p.Sentences[f.sentenceAt(passage, span.Start)]
	for _, t := range p.Tokens[s.First:s.Last] {
		if words.Has(t.Lower) {
			return true
		}
	}
	return false
}

// fact returns the relation that the link states of the entity.
func (ln link) fact(entity int) fact {
	if ln.rule.Reverse {
		return fact{ln.other, ln.rule.Predicate, entity}
	}
	return fact{entity, ln.rule.Predicate, ln.other}
}

// maxAway is how many mentions away the other end of a link may stand.
const maxAway = 40

// nearest returns the mention of the link's other end that stands nearest to mention k within the scope, or nil.
func (f *finder) nearest(passage int, ms []mention.Mention, k int, ln link) *mention.Mention {
	m := ms[k]
	scope := kg.Span{End: len(f.t.Passages[passage].Text)}
	if ln.rule.Scope == "sentence" {
		scope = f.t.Passages[passage].Sentences[f.sentenceAt(passage, m.Span.Start)].Span
	}
	var best *mention.Mention
	for i := max(0, k-maxAway); i < min(len(ms), k+maxAway); i++ {
		o := &ms[i]
		if o.Entity != ln.other || !scope.Contains(o.Span) || m.Span.Contains(o.Span) {
			continue
		}
		if best == nil || distance(o.Span, m.Span) < distance(best.Span, m.Span) {
			best = o
		}
	}
	return best
}

func distance(a, b kg.Span) int { return max(a.Start-b.End, b.Start-a.End) }

// taken reports whether the text gives another the role that the fact gives to the listed name.
func (f *finder) taken(x fact, reverse bool) bool {
	if reverse {
		x.subject = -1
	} else {
		x.object = -1
	}
	return f.roles[x]
}
