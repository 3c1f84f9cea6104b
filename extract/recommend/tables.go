package recommend

import (
	"strings"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// table tells what the columns of a table of recommendations hold, as its first row names them; -1 for no such column.
type table struct {
	action, owner, partner int
	last                   int // the row of it read last
}

// row reads a row of a table: the row that names the columns of a plan of action, a row of such a plan, or one that names who
// is to act on the recommendation before it. Other rows recommend nothing.
func (f *finder) row(n int) {
	p := &f.t.Passages[n]
	if f.table.action >= 0 && f.table.last == n-1 {
		f.table.last = n
		f.planned(f.look(n))
		return
	}
	if t, ok := f.rules.header(strings.Split(p.Text, "\t")); ok {
		t.last = n
		f.table = t
		return
	}
	f.owner(n)
}

// header reads the names of columns. Only a table with a column of actions and one that says who is to act is a plan.
func (r *Rules) header(cells []string) (table, bool) {
	t := table{action: -1, owner: -1, partner: -1}
	for i, c := range cells {
		words := strings.FieldsFunc(strings.ToLower(c), func(x rune) bool { return x < 'a' || x > 'z' })
		if len(words) == 0 || len(words) > 4 {
			continue
		}
		for _, w := range words {
			switch {
			case r.ColumnAction[w] && t.action < 0:
				t.action = i
			case r.ColumnOwner[w] && t.owner < 0 && i != t.action:
				t.owner = i
			case r.ColumnPartner[w] && t.partner < 0 && i != t.owner:
				t.partner = i
			}
		}
	}
	return t, t.action >= 0 && t.owner >= 0
}

// planned makes a row of a plan of action a recommendation.
func (f *finder) planned(v *view) {
	cells := v.cells()
	if f.table.action >= len(cells) || len(v.p.Text) == 0 {
		return
	}
	s := cells[f.table.action]
	if s.Last-s.First < 3 {
		return
	}
	r := rec{passage: v.n}
	if c := cells[0]; f.table.action > 0 && c.Last-c.First <= 3 && strings.ContainsAny(v.p.Text[c.Span.Start:c.Span.End], "0123456789") {
		r.number = v.p.Text[c.Span.Start:c.Span.End]
	}
	ds := f.sentenceDirectives(v, s, setting{announced: true, item: true, weak: true})
	f.fill(v, 0, s, ds, &r)
	if f.table.owner < len(cells) {
		c := cells[f.table.owner]
		r.actors = append(r.actors, relabel(f.cellBodies(v, c), "led-by")...)
	}
	if f.table.partner >= 0 && f.table.partner < len(cells) {
		r.partners = append(r.partners, relabel(f.cellBodies(v, cells[f.table.partner]), "partner-label")...)
	}
	f.cover(v, &r, s.Span, ds)
	f.add(v, r)
}

// cellBodies returns the bodies that a cell names.
func (f *finder) cellBodies(v *view, c prose.Sentence) []ref {
	var out []ref
	for i := c.First; i < c.Last; i++ {
		if m := v.mention(i); m >= 0 && !v.opaque(i) && bodies[f.typ(v, m)] {
			out = append(out, f.ref(v, m, "cell", sureAgent))
		}
	}
	return out
}

// cells returns the cells of a row as sentences.
func (v *view) cells() []prose.Sentence {
	var out []prose.Sentence
	start := 0
	for _, c := range strings.Split(v.p.Text, "\t") {
		end := start + len(c)
		span := kg.Span{Start: start + len(c) - len(strings.TrimLeft(c, " ")), End: start + len(strings.TrimRight(c, " "))}
		out = append(out, prose.Sentence{Span: span, First: v.firstToken(start), Last: v.firstToken(end)})
		start = end + 1
	}
	return out
}
