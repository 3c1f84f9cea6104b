package resolve

import (
	"slices"
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// index makes entities of the groups, ordered by ID, and numbers the mentions.
func (r *resolver) index() *mention.Index {
	r.dropNested()
	byID := map[kg.ID]*group{}
	var ids []kg.ID
	for _, g := range r.order {
		if g.merged != nil {
			continue
		}
		id := g.id()
		if other := byID[id]; other != nil {
			r.merge(other, g)
			byID[id] = other.root()
		} else if id != kg.ID(g.kind()+":") {
			byID[id] = g
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	x := &mention.Index{Passages: r.all}
	number := make(map[*group]int, len(ids))
	x.Entities = slices.Grow(x.Entities, len(ids))
	for n, id := range ids {
		g := byID[id]
		number[g] = n
		x.Entities = append(x.Entities, mention.Entity{Entity: kg.Entity{ID: id, Type: g.kind(), Name: g.name(), Mentions: make([]kg.Evidence, 0, g.count)}, Entry: g.entry, Country: -1, Parent: -1})
	}
	for i := range x.Passages {
		for k := range x.Passages[i] {
			m := &x.Passages[i][k]
			m.Entity = -1
			if n, ok := number[r.owner[i][k].root()]; ok {
				m.Entity = n
				record(&x.Entities[n], m, &r.t.Passages[i])
			}
		}
		x.Passages[i] = slices.DeleteFunc(x.Passages[i], func(m mention.Mention) bool { return m.Entity < 0 })
	}
	for n := range x.Entities {
		slices.Sort(x.Entities[n].Aliases)
		x.Entities[n].Aliases = slices.Compact(x.Entities[n].Aliases)
	}
	r.relatives(x, ids, byID)
	return x
}

// relatives finds for each entity its country, the nearest body it is part of that the report names, and the parties in its
// name. A body's country that the report nowhere names is added as an entity that the body implies.
func (r *resolver) relatives(x *mention.Index, ids []kg.ID, byID map[kg.ID]*group) {
	number := map[kg.ID]int{}
	for n, id := range ids {
		number[id] = n
	}
	for n := range ids {
		g := byID[ids[n]]
		e := &x.Entities[n]
		country := g.country
		if e.Entry != nil && e.Entry.Country != "" {
			country = e.Entry.Country
		}
		if k, ok := number[kg.EntityID("country", country, "")]; ok && k != n {
			e.Country = k
		} else if e.Type == "agency" && country != "" {
			k := r.implied(x, number, country, n) // moves the entities, and e with them
			x.Entities[n].Country = k
		}
		e = &x.Entities[n]
		for _, party := range g.parties {
			for _, typ := range []string{"country", "organization", "agency"} {
				if k, ok := r.find(number, typ, party); ok && k != n && !slices.Contains(e.Parties, k) {
					e.Parties = append(e.Parties, k)
					break
				}
			}
		}
		for up, depth := g.entry, 0; up != nil && depth < 8; depth++ {
			if up = r.gaz.Parent(up); up == nil || up.Type == "country" {
				break
			}
			if k, ok := number[kg.EntityID(up.Type, up.Name, qualifier(up.Type, up.Country))]; ok && k != n {
				e.Parent = k
				break
			}
		}
	}
}

// dropNested drops bodies that the report names only within the names of other bodies: the Bosch in "Bosch Water Institute".
func (r *resolver) dropNested() {
	free := map[*group]bool{}
	for i := range r.all {
		for k, m := range r.all[i] {
			g := r.owner[i][k].root()
			if !m.Inside || g.kind() == "country" || g.kind() == "place" || !r.withinBody(i, k) {
				free[g] = true
			}
		}
	}
	for i := range r.all {
		ms, owners := r.all[i][:0], r.owner[i][:0]
		for k, m := range r.all[i] {
			if free[r.owner[i][k].root()] {
				ms, owners = append(ms, m), append(owners, r.owner[i][k])
			}
		}
		r.all[i], r.owner[i] = ms, owners
	}
	for _, g := range r.order {
		if g.merged == nil && !free[g] {
			g.merged = nothing
		}
	}
}

// nothing stands for groups that are dropped.
var nothing = &group{}

func (r *resolver) withinBody(i, k int) bool {
	in := r.all[i][k]
	for j := k - 1; j >= 0 && j >= k-maxNesting; j-- {
		if m := r.all[i][j]; !m.Inside && m.Span != in.Span && m.Span.Contains(in.Span) {
			return m.Type == "agency" || m.Type == "organization" || m.Type == "company"
		}
	}
	return false
}

// record adds a mention and its form to the entity.
func record(e *mention.Entity, m *mention.Mention, p *prose.Passage) {
	e.Mentions = append(e.Mentions, m.Evidence(p.ID))
	if form := p.Quote(m.Span); m.Rule != "definite-reference" {
		alias(e, form)
	}
	if m.Entry == nil {
		alias(e, m.Name)
	}
}

// alias adds a form, if it is one of a line, unless it was the last one added.
func alias(e *mention.Entity, form string) {
	if n := len(e.Aliases); n > 0 && e.Aliases[n-1] == form || strings.ContainsAny(form, "\t\n;") {
		return
	}
	e.Aliases = append(e.Aliases, form)
}

func qualifier(typ, country string) string {
	if typ == "agency" {
		return country
	}
	return ""
}

func (r *resolver) find(number map[kg.ID]int, typ, name string) (int, bool) {
	q := ""
	if e := r.gaz.Lookup(name); e != nil && typ == "agency" {
		q = e.Country
	}
	n, ok := number[kg.EntityID(typ, name, q)]
	return n, ok
}

// implied adds the country that the agency n belongs to and the report nowhere names, with the agency's first mention as
// evidence, and returns its number.
func (r *resolver) implied(x *mention.Index, number map[kg.ID]int, country string, n int) int {
	id := kg.EntityID("country", country, "")
	ev := x.Entities[n].Mentions[0]
	ev.Rule, ev.Confidence = "implied-country", 0.8
	x.Entities = append(x.Entities, mention.Entity{Entity: kg.Entity{ID: id, Type: "country", Name: country, Mentions: []kg.Evidence{ev}}, Entry: r.gaz.Lookup(country), Country: -1, Parent: -1})
	number[id] = len(x.Entities) - 1
	return len(x.Entities) - 1
}
