package relate

import (
	"sort"
	"strings"

	"policygraph/extract/mention"
	"policygraph/graph/kg"
)

// structure gives every body of a state what it is part of, and every place where it lies, by the rules of structure.
func (f *finder) structure() {
	stated := map[string]map[int]bool{}
	for _, k := range f.order {
		if affirmed(f.found[k]) {
			mark(stated, k.predicate, k.subject)
		}
	}
	byName := map[string]int{}
	for n := len(f.x.Entities) - 1; n >= 0; n-- {
		byName[f.x.Entities[n].Name] = n
	}
	home := f.home()
	for _, r := range f.r.structure {
		for n := range f.x.Entities {
			if !r.thing.Has(f.typ(n)) || len(f.x.Entities[n].Mentions) == 0 || r.Unless && stated[r.Predicate][n] {
				continue
			}
			if f.place(n, r, byName, home) {
				mark(stated, r.Predicate, n)
			}
		}
	}
}

// countryInName returns the country at the end of a name: Norland of "High Court of Norland"; else -1.
func countryInName(name string, byName map[string]int) int {
	for _, prep := range [...]string{" of the ", " of ", " for "} {
		if i := strings.LastIndex(name, prep); i > 0 {
			if k, ok := byName[name[i+len(prep):]]; ok {
				return k
			}
		}
	}
	return -1
}

func mark(stated map[string]map[int]bool, predicate string, n int) {
	if stated[predicate] == nil {
		stated[predicate] = map[int]bool{}
	}
	stated[predicate][n] = true
}

// place relates entity n to the first of what the rule names that is known, and reports whether any is.
func (f *finder) place(n int, r *structureRule, byName map[string]int, home int) bool {
	e := &f.x.Entities[n]
	for _, from := range r.From {
		to := -1
		switch from {
		case "country":
			to = e.Country
		case "home":
			to = home
		case "state":
			if k, ok := byName[known(e)]; ok {
				to = k
			}
		case "parent":
			to = e.Parent
		case "name":
			to = countryInName(e.Name, byName)
		case "context":
			to = f.around(n)
		default:
			if e.Entry != nil {
				if k, ok := byName[e.Entry.First(from)]; ok {
					to = k
				}
			}
		}
		if to >= 0 && f.add(n, r.Predicate, to, f.best(n, to, r)) {
			return true
		}
	}
	return false
}

// known returns the country that the gazetteer puts an entity in, or "".
func known(e *mention.Entity) string {
	if e.Entry == nil {
		return ""
	}
	return e.Entry.Country
}

// minHome and minShare say when a report is about the bodies of one country: at least so many, and all but one in five.
const (
	minHome  = 3
	minShare = 0.8
)

// home returns the country to which nearly all agencies belong whose country is known, or -1: in such a report, bodies of which
// nothing is said are that country's.
func (f *finder) home() int {
	count := map[int]int{}
	all, best := 0, -1
	for n := range f.x.Entities {
		c := f.x.Entities[n].Country
		if c < 0 || f.typ(n) != "agency" {
			continue
		}
		all++
		count[c]++
		if best < 0 || count[c] > count[best] || count[c] == count[best] && c < best {
			best = c
		}
	}
	if best < 0 || count[best] < minHome || float64(count[best]) < minShare*float64(all) {
		return -1
	}
	return best
}

// best returns the mention of entity n that shows its owner best, as evidence: one that holds the owner's name or follows it,
// else the first.
func (f *finder) best(n, owner int, r *structureRule) kg.Evidence {
	e := &f.x.Entities[n]
	first := e.Mentions[0]
	first.Rule, first.Confidence, first.Status = r.Name, r.Confidence*0.9, kg.Asserted
	for tried, m := range e.Mentions {
		if tried >= 8 {
			break
		}
		i, ok := f.passage[m.Passage]
		if !ok {
			continue
		}
		ms := f.x.Passages[i]
		at := sort.Search(len(ms), func(k int) bool { return ms[k].Span.Start >= m.Span.Start })
		for k := max(0, at-3); k < len(ms); k++ {
			o := &ms[k]
			if o.Span.Start > m.Span.End {
				break
			}
			if o.Entity == owner && (m.Span.Contains(o.Span) || o.Span.End <= m.Span.Start && m.Span.Start-o.Span.End <= 4) {
				ev := m
				ev.Span, ev.Rule, ev.Confidence, ev.Status = cover(m.Span, o.Span), r.Name, r.Confidence, kg.Asserted
				return ev
			}
		}
	}
	return first
}

// consequences draws what follows from facts found: what a head of state or a named government runs, its country runs.
func (f *finder) consequences() {
	const rule = "country-of-government"
	for _, k := range append([]fact(nil), f.order...) {
		if k.predicate != "sponsors" || f.found[k][0].Status != kg.Asserted {
			continue
		}
		c, ok := f.heads[k.subject]
		if !ok && f.governed(k.subject) != "" {
			c, ok = f.x.Entities[k.subject].Country, true
		}
		if ok && c >= 0 {
			ev := f.found[k][0]
			ev.Rule, ev.Confidence = rule, f.r.confidence[rule]
			f.add(c, k.predicate, k.object, ev)
		}
	}
}

// governed returns the name in the name of a government named after its head: Biden of "Biden administration", else "".
func (f *finder) governed(n int) string {
	e := &f.x.Entities[n]
	name, head, ok := strings.Cut(e.Name, " ")
	if i := strings.LastIndexByte(e.Name, ' '); ok && i >= 0 {
		name, head = e.Name[:i], e.Name[i+1:]
	}
	if e.Entry != nil || f.country(n) == n || !f.r.words.Administrations.Has(strings.ToLower(head)) {
		return ""
	}
	return name
}
