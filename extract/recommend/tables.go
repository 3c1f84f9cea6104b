package recommend

import (
	"slices"
	"strings"

	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// table tells what the columns of a table of recommendations hold, as its first row names them; -1 for no such column.
type table struct {
	action, owner, partner int
	last                   int  // the row of it read last
	named                  bool // its column of actions is one of recommendations, or …
	sure                   bool // … its section is
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
		t.last, t.sure = n, f.title(p.Section).announced
		if !t.named && !t.sure && !f.plans(t, n) {
			t.action = -1
		}
		f.table = t
		return
	}
	f.owner(n)
}

// plans reports whether the rows below the header in passage n tell to act, most of them.
func (f *finder) plans(t table, n int) bool {
	yes, all := 0, 0
	for k := n + 1; k < min(len(f.t.Passages), n+longestPlan) && f.t.Passages[k].Kind == "row"; k++ {
		v := f.look(k)
		cells := v.cells()
		if t.action >= len(cells) {
			continue
		}
		all++
		if s := cells[t.action]; v.imperative(s) || len(f.sentenceDirectives(v, s, setting{announced: true, item: true, weak: true})) > 0 {
			yes++
		}
	}
	return 2*yes > all
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
			case r.ColumnAction.Has(w) && t.action < 0:
				t.action = i
				t.named = strings.HasPrefix(w, "recommend")
			case r.ColumnPast.Has(w):
				return t, false
			case r.ColumnOwner.Has(w) && t.owner < 0 && i != t.action:
				t.owner = i
			case r.ColumnPartner.Has(w) && t.partner < 0 && i != t.owner:
				t.partner = i
			}
		}
	}
	return t, t.action >= 0 && t.owner >= 0
}

// planned makes a row of a plan of action a recommendation if what is to be done reads like one, or adds who is to act to
// the recommendation that it repeats. Tables of activities that go on or are over are no plans.
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
	if len(ds) == 0 && !v.imperative(s) && !f.table.named && !(f.table.sure && (v.listed(s) || v.nominalised(s))) {
		return
	}
	f.fill(v, 0, s, ds, &r)
	if f.table.owner < len(cells) {
		c := cells[f.table.owner]
		r.actors = append(r.actors, relabel(f.cellBodies(v, c), "led-by")...)
	}
	if f.table.partner >= 0 && f.table.partner < len(cells) {
		r.partners = append(r.partners, relabel(f.cellBodies(v, cells[f.table.partner]), "partner-label")...)
	}
	if old := f.repeated(v.content(s.Span)); old != nil {
		old.actors = distinct(append(old.actors, r.actors...), nil)
		old.partners = distinct(append(old.partners, r.partners...), old.actors)
		return
	}
	f.cover(v, &r, s.Span, ds)
	f.add(v, r)
}

// nominalised reports whether a cell names a deed to be done: "Training of inspectors", "Establishment of a fund".
func (v *view) nominalised(s prose.Sentence) bool {
	w := v.low(s.First)
	if v.mention(s.First) >= 0 || v.low(s.First+1) != "of" {
		return false
	}
	for _, end := range []string{"ing", "ment", "tion", "sion", "al"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// repeated returns the recommendation made before whose words a row repeats, or nil: tables that sum up a report say again
// what it says at length.
func (f *finder) repeated(words []string) *rec {
	best, most := -1, 0
	for i := len(f.recs) - 1; i >= 0 && i >= len(f.recs)-longestPlan; i-- {
		shared := 0
		for _, w := range words {
			if slices.Contains(f.recs[i].words, w) {
				shared++
			}
		}
		if shared > most && shared >= sameWords-1 && float64(shared) >= sameShare*float64(len(words)) && f.recs[i].passage != f.table.last {
			best, most = i, shared
		}
	}
	if best < 0 {
		return nil
	}
	return &f.recs[best]
}

// longestPlan is how many recommendations before a table are compared with its rows.
const longestPlan = 100

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
		span.End = max(span.Start, span.End) // a blank cell
		out = append(out, prose.Sentence{Span: span, First: v.firstToken(start), Last: v.firstToken(end)})
		start = end + 1
	}
	return out
}
