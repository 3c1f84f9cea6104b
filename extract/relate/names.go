package relate

import (
	"slices"
	"sort"
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// owners reads names themselves and what stands right before or behind them: the states within "U.S.–Japan alliance", the body
// in "G7 Rapid Response Mechanism", the possessor in "Seoul's New Southern Policy", the place in "summit in Hanoi".
func (f *finder) owners() {
	f.sharers()
	places, bodies := f.formsOf(f.r.places[0].owner), f.formsOf(f.r.body)
	for i := range f.t.Passages {
		p := &f.t.Passages[i]
		ms := f.x.Passages[i]
		if f.r.words.Notes.Has(p.Kind) || len(ms) == 0 {
			continue
		}
		outer := f.outer[i]
		inner := 0
		for k, m := range outer {
			for inner < len(ms) && ms[inner].Span.Start < m.Span.Start {
				inner++
			}
			if in := leading(ms[inner:], m); in != nil {
				f.own(in.Entity, m.Entity, i, m.Span, 1)
			} else if len(f.x.Entities[m.Entity].Parties) < 2 {
				f.opened(i, m, bodies)
			}
			f.placeWithin(i, m, places)
			if f.typ(m.Entity) == "event" {
				f.attackNamed(i, m, ms[inner:])
			}
			f.bracketed(i, outer, k)
			if k > 0 {
				f.neighbours(p, i, outer[k-1], m)
			}
		}
	}
}

// leading returns the body within m that opens its name and shares it with no other, or nil.
func leading(ms []mention.Mention, m mention.Mention) *mention.Mention {
	var found *mention.Mention
	for k := range ms {
		in := &ms[k]
		if in.Span.Start >= m.Span.End {
			break
		}
		if !in.Inside || in.Span == m.Span || !m.Span.Contains(in.Span) || in.Entity == m.Entity {
			continue
		}
		if found != nil && in.Span.Start >= found.Span.End {
			return nil
		}
		if found == nil && in.First <= m.First+1 {
			found = in
		}
	}
	return found
}

// sharers relates the states or bodies within a name to what they share.
func (f *finder) sharers() {
	for n := range f.x.Entities {
		e := &f.x.Entities[n]
		if len(e.Parties) < 2 || len(e.Mentions) == 0 {
			continue
		}
		for _, r := range f.r.parties {
			if !r.thing.Has(e.Type) {
				continue
			}
			for _, party := range e.Parties {
				if f.venue(n, party) {
					continue
				}
				ev := e.Mentions[0]
				ev.Rule, ev.Confidence, ev.Status = r.Name, r.Confidence, kg.Asserted
				f.add(party, r.Predicate, n, ev)
			}
		}
	}
}

// venue reports whether the party's name stands behind "in" or "at" in the name of the entity: the Singapore of "summit in
// Singapore".
func (f *finder) venue(n, party int) bool {
	i, ok := f.passage[f.x.Entities[n].Mentions[0].Passage]
	if !ok {
		return false
	}
	span := f.x.Entities[n].Mentions[0].Span
	for _, m := range f.x.Passages[i] {
		if m.Entity == party && span.Contains(m.Span) && m.First > 0 {
			w := f.t.Passages[i].Tokens[m.First-1].Lower
			return w == "in" || w == "at"
		}
	}
	return false
}

// own relates an owner to a thing by the first rule of owners that their types allow.
func (f *finder) own(owner, thing, passage int, span kg.Span, factor float64) {
	f.pair(f.r.owners, owner, thing, place{passage, span}, factor)
}

// pair relates owner and thing by the first of the rules that their types allow, and reports whether there is one.
func (f *finder) pair(rules []*pairRule, owner, thing int, at place, factor float64) bool {
	for _, r := range rules {
		if !r.owner.Has(f.typ(owner)) || !r.thing.Has(f.typ(thing)) {
			continue
		}
		ev := f.evidence(at.passage, at.span, r.Name, r.Confidence*factor, kg.Asserted)
		if r.Reverse {
			f.add(thing, r.Predicate, owner, ev)
		} else {
			f.add(owner, r.Predicate, thing, ev)
		}
		return true
	}
	return false
}

// neighbours reads two names that stand close together: "A's B", "A B", "B of A", "B, part of A", "B in P".
func (f *finder) neighbours(p *prose.Passage, passage int, a, b mention.Mention) {
	ts := p.Tokens
	if b.First-a.Last > 6 || b.First < a.Last {
		return
	}
	span := cover(a.Span, b.Span)
	between := ts[a.Last:b.First]
	if len(between) > 0 && between[0].Lower == ")" && a.First > 0 && ts[a.First-1].Lower == "(" {
		between = between[1:] // "the National Security Council (NSC) Directorate"
	}
	switch {
	case len(between) == 0 && b.Last-b.First > 1 && strings.TrimLeft(p.Text[a.Span.End:b.Span.Start], ")") == " ":
		f.own(a.Entity, b.Entity, passage, span, 0.95)
	case len(between) > 0 && between[0].Class == prose.Clitic && modifiers(between[1:]):
		f.own(a.Entity, b.Entity, passage, span, 1)
		f.ownList(p, passage, a, b)
	case len(between) > 0 && a.Use == mention.Adjective && modifiers(between):
		f.own(a.Entity, b.Entity, passage, span, 0.95)
	case len(between) == 2 && between[0].Lower == "-" && f.r.words.Based.Has(between[1].Lower):
		f.pair(f.r.places, a.Entity, b.Entity, place{passage, span}, 1)
	case f.holds(between) && f.pair(f.r.parts, b.Entity, a.Entity, place{passage, span}, 1):
	case f.locates(between) && (between[0].Lower == "," || !objectOf(p, a)) && b.Use != mention.Adjective:
		f.locate(a, b, passage, span)
	}
}

// ownList relates an owner to the bodies that are coordinated with the first one: C and D of "A's B, C, and D". Those that the
// report puts elsewhere are left out.
func (f *finder) ownList(p *prose.Passage, passage int, a, b mention.Mention) {
	if f.typ(b.Entity) != "agency" {
		return
	}
	outer := f.outer[passage]
	k := sort.Search(len(outer), func(k int) bool { return outer[k].Span.Start > b.Span.Start })
	joined := false
	end := k
	for last := b.Last; end < len(outer) && end < k+12 && f.typ(outer[end].Entity) == "agency" && coordinated(p.Tokens, last, outer[end].First); end++ {
		for _, t := range p.Tokens[last:outer[end].First] {
			joined = joined || t.Lower == "and" || t.Lower == "or"
		}
		if last = outer[end].Last; joined {
			end++
			break
		}
	}
	if !joined {
		return
	}
	for _, m := range outer[k:end] {
		if c := f.x.Entities[m.Entity].Country; c < 0 || c == f.country(a.Entity) {
			f.own(a.Entity, m.Entity, passage, cover(a.Span, m.Span), 0.85)
		}
	}
}

// modifiers reports whether the tokens may stand between an owner and a name: "China's ambitious Belt and Road".
func modifiers(ts []prose.Token) bool {
	if len(ts) > 4 {
		return false
	}
	for _, t := range ts {
		switch {
		case t.Lower == "\"" || t.Lower == "-" || t.Class == prose.Number:
		case t.Class == prose.Word && (t.Tag == prose.Adj || t.Tag == prose.Noun || t.Tag == prose.VerbPP || t.Tag == prose.Num || t.Tag == prose.Propn || t.Tag == prose.Adv):
		default:
			return false
		}
	}
	return true
}

// holds reports whether the tokens say that what stands before them is part of what stands behind: "of the", ", part of", "within".
func (f *finder) holds(ts []prose.Token) bool {
	var words []string
	for _, t := range ts {
		if t.Lower != "the" && t.Lower != "," && t.Lower != "a" && t.Lower != "an" {
			words = append(words, t.Lower)
		}
	}
	return f.r.words.PartPhrases.Has(strings.Join(words, " "))
}

// locates reports whether the tokens are "in" or "," with nothing else but an article.
func (f *finder) locates(ts []prose.Token) bool {
	if len(ts) == 0 || len(ts) > 2 || len(ts) == 2 && ts[1].Lower != "the" {
		return false
	}
	return f.r.words.Locative.Has(ts[0].Lower) || ts[0].Lower == ","
}

// objectOf reports whether a preposition stands before the name, so that "in" may belong to the verb: "talks with X in Geneva".
func objectOf(p *prose.Passage, m mention.Mention) bool {
	if m.First == 0 || p.Tokens[m.First-1].Tag != prose.Prep {
		return false
	}
	w := p.Tokens[m.First-1].Lower
	return w != "at" && w != "from" && w != "of" && w != "within"
}

// locate relates a place, event or body to the place behind it.
func (f *finder) locate(a, b mention.Mention, passage int, span kg.Span) {
	if f.t.Passages[passage].Tokens[a.Last].Lower != "," {
		f.pair(f.r.places, b.Entity, a.Entity, place{passage, span}, 1)
	} else if !f.elsewhere(a.Entity, b.Entity) && !f.listed(passage, a, b) {
		f.pair(f.r.addresses, b.Entity, a.Entity, place{passage, span}, 1)
	}
}

// listed reports whether the two names are members of a list rather than an address: "Lagos, Nigeria, and Ghana".
func (f *finder) listed(passage int, a, b mention.Mention) bool {
	ts, after := f.t.Passages[passage].Tokens, ""
	if b.Last+1 < len(ts) && ts[b.Last].Lower == "," {
		after = ts[b.Last+1].Lower
		for _, m := range f.outer[passage] {
			if t := f.typ(m.Entity); m.First == b.Last+1 && (t == "place" || t == "country") {
				return true // "Lagos, Accra, Dakar"
			}
		}
	} else if b.Last < len(ts) {
		after = ts[b.Last].Lower
	}
	return after == "and" || after == "or" || a.First > 0 && ts[a.First-1].Lower == ","
}

// elsewhere reports whether the gazetteer puts the first entity somewhere else than the second.
func (f *finder) elsewhere(a, b int) bool {
	e, o := f.x.Entities[a].Entry, f.x.Entities[b].Entry
	if e == nil || e.First("located_in") == "" {
		return f.typ(a) == f.typ(b) && (o == nil || o.First("located_in") == "" || e != nil) // of two places nothing tells which is the larger
	}
	if o != nil && o.Type == "place" && o.First("located_in") != "" && o.First("located_in") == e.First("located_in") {
		return false // a city and a state of one country
	}
	name := f.x.Entities[b].Name
	return e.First("located_in") != name && e.Country != name
}

// formsOf maps the names and forms of entities of the types to the entities. A form that two share is left out.
func (f *finder) formsOf(types set) map[string]int {
	out := map[string]int{}
	for n := range f.x.Entities {
		e := &f.x.Entities[n]
		if !types.Has(e.Type) {
			continue
		}
		enter := func(form string) {
			if k, ok := out[form]; ok && k != n {
				out[form] = -1
			} else {
				out[form] = n
			}
		}
		enter(e.Name)
		for _, form := range e.Aliases {
			enter(form)
		}
		if e.Entry != nil {
			for _, form := range e.Entry.Aliases {
				if form == strings.ToUpper(form) && !slices.Contains(e.Aliases, form) {
					enter(form) // an acronym that the report uses only within names: the UN of "UN Women"
				}
			}
		}
	}
	return out
}

// opener returns the body whose name or acronym opens the words of tokens [first, last) of the passage, and the token after it:
// the G20 of "G20 Summit". It returns -1 if there is none.
func opener(p *prose.Passage, first, last, self int, bodies map[string]int) (int, int) {
	found, end := -1, first
	for k := first + 1; k <= last && k < first+9; k++ {
		if n, ok := bodies[p.Text[p.Tokens[first].Span.Start:p.Tokens[k-1].Span.End]]; ok && n >= 0 && n != self {
			found, end = n, k
		}
	}
	return found, end
}

// opened relates a name to the body that opens it, or to both bodies that a hyphen joins at its beginning.
func (f *finder) opened(i int, m mention.Mention, bodies map[string]int) {
	p := &f.t.Passages[i]
	a, end := opener(p, m.First, m.Last, m.Entity, bodies)
	if a < 0 || end >= m.Last {
		return
	}
	switch w := p.Tokens[end].Lower; w {
	case "and", "of", ",", "&", "for":
	case "-", "/":
		b, next := opener(p, end+1, m.Last, m.Entity, bodies)
		if b >= 0 && f.typ(b) == "country" && next < m.Last {
			if c, _ := opener(p, next, m.Last, m.Entity, bodies); c >= 0 {
				b = c
			}
		}
		if b >= 0 && b != a {
			for _, n := range [...]int{a, b} {
				f.pair(f.r.parties, n, m.Entity, place{i, m.Span}, 0.95)
			}
		}
	default:
		f.own(a, m.Entity, i, m.Span, 0.95)
	}
}

// placeWithin relates a body or event to the place that ends its name: "Consulate General in San Francisco".
func (f *finder) placeWithin(passage int, m mention.Mention, places map[string]int) {
	if len(places) == 0 || m.Last-m.First < 3 {
		return
	}
	const rule = "place-in-name"
	ts := f.t.Passages[passage].Tokens
	for k := m.Last - 2; k > m.First && k > m.Last-6; k-- {
		if w := ts[k].Lower; w != "in" && w != "at" && w != "of" {
			continue
		}
		text := f.t.Passages[passage].Text[ts[k+1].Span.Start:m.Span.End]
		if n, ok := places[text]; ok && n >= 0 && (ts[k].Lower != "of" || strings.HasPrefix(ts[m.First].Lower, "univ")) {
			f.add(m.Entity, "located_in", n, f.evidence(passage, m.Span, rule, f.r.confidence[rule], kg.Asserted))
		}
		return
	}
}
