package relate

import (
	"strings"

	"policygraph/extract/mention"
	"policygraph/graph/kg"
)

// columns reads tables that say in one column who leads and in another with whom: each row relates the bodies of the one to
// those of the other.
func (f *finder) columns() {
	lead, partner, last := -1, -1, -1
	for i := range f.t.Passages {
		p := &f.t.Passages[i]
		if p.Kind != "row" {
			continue
		}
		cells := strings.Split(p.Text, "\t")
		if l, w := f.headed(cells); l >= 0 && w >= 0 {
			lead, partner, last = l, w, i
			continue
		}
		if last != i-1 || lead < 0 {
			lead = -1
			continue
		}
		last = i
		if len(cells) > max(lead, partner) {
			f.rowOf(i, cellSpan(cells, lead), cellSpan(cells, partner))
		}
	}
}

// headed returns the columns that a row of names heads as those of leaders and partners, -1 where there is none.
func (f *finder) headed(cells []string) (lead, partner int) {
	lead, partner = -1, -1
	for n, c := range cells {
		for _, w := range bareWords(c) {
			switch {
			case f.r.words.ColumnLead.Has(w) && lead < 0 && partner != n:
				lead = n
			case f.r.words.ColumnPartner.Has(w) && partner < 0 && lead != n:
				partner = n
			}
		}
	}
	return lead, partner
}

// cellSpan returns the bytes of the n-th cell.
func cellSpan(cells []string, n int) kg.Span {
	start := 0
	for _, c := range cells[:n] {
		start += len(c) + 1
	}
	return kg.Span{Start: start, End: start + len(cells[n])}
}

// rowOf relates the bodies in the one cell to those in the other.
func (f *finder) rowOf(i int, lead, partner kg.Span) {
	const rule = "lead-and-partner"
	within := func(cell kg.Span) []mention.Mention {
		var out []mention.Mention
		for _, m := range f.outer[i] {
			if cell.Contains(m.Span) && f.r.body.Has(f.typ(m.Entity)) {
				out = append(out, m)
			}
		}
		return out
	}
	partners := within(partner)
	for _, a := range within(lead) {
		for _, b := range partners {
			if f.country(b.Entity) != a.Entity && f.country(a.Entity) != b.Entity {
				f.add(a.Entity, "works_with", b.Entity, f.evidence(i, cover(a.Span, b.Span), rule, f.r.confidence[rule], kg.Recommended))
			}
		}
	}
}
