package scene

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/graph/kg"
)

// Joins of the lists that stand in one cell.
const (
	listJoin  = "; "
	quoteJoin = " ¶ "
)

// structural is the status of edges that say where something stands, derived of those computed from others.
const (
	structural = "structural"
	derived    = "derived"
)

// node adds a node and returns it for its own columns to be filled; the pointer is valid until the next call.
func (b *builder) node(id kg.ID, typ, label string, ev []kg.Evidence, report kg.ID) *Node {
	t := b.o.Type(typ)
	if t == nil {
		b.fail("%s: unknown type %q", id, typ)
		return &Node{Attrs: make([]Value, len(b.s.NodeFields))}
	}
	quotes := b.quotes(ev)
	w := b.where(ev, report)
	n := Node{
		ID: string(id), Label: cmp.Or(oneLine(label), string(id)), Type: typ, Color: t.Color,
		Attrs: make([]Value, len(b.s.NodeFields)), Evidence: quotes, Dates: w.dates,
	}
	n.Attrs[colType] = text(typ)
	n.Attrs[colPages] = text(w.pages)
	n.Attrs[colLines] = text(w.lines)
	n.Attrs[colMentions] = number(float64(len(ev)))
	n.Attrs[colReports] = number(float64(w.reports))
	n.Attrs[colReportCounts] = text(w.counts)
	b.s.Nodes = append(b.s.Nodes, n)
	return &b.s.Nodes[len(b.s.Nodes)-1]
}

// nodes adds all nodes, sorts them and notes their positions.
func (b *builder) nodes() {
	for i := range b.g.Entities {
		e := &b.g.Entities[i]
		n := b.node(e.ID, e.Type, e.Name, e.Mentions, "")
		n.Attrs[colAliases] = text(strings.Join(e.Aliases, listJoin))
	}
	for i := range b.g.Reports {
		r := &b.g.Reports[i]
		n := b.node(r.ID, kg.KindReport, r.Title, nil, r.ID)
		n.Attrs[colDate] = text(r.Date)
	}
	for i := range b.g.Sections {
		s := &b.g.Sections[i]
		b.node(s.ID, kg.KindSection, s.Title, b.heading(s), s.Report)
	}
	for i := range b.g.Recommendations {
		b.recommendation(&b.g.Recommendations[i])
	}
	for i := range b.g.Timeline {
		t := &b.g.Timeline[i]
		n := b.node(t.ID, kg.KindTimelineEvent, dated(t.Date, t.Text), t.Evidence, t.Report)
		n.Attrs[colText] = text(t.Text)
		n.Attrs[colSection] = text(b.title(t.Section))
		n.Attrs[colDate] = text(t.Date)
	}
	b.optionalNodes()
	b.s.Nodes = slices.DeleteFunc(b.s.Nodes, func(n Node) bool { return b.hidden(kg.ID(n.ID)) })
	slices.SortStableFunc(b.s.Nodes, func(a, b Node) int { return strings.Compare(a.ID, b.ID) })
	for i := range b.s.Nodes {
		b.at[b.s.Nodes[i].ID] = i
	}
}

// hidden reports whether the node is not to be shown.
func (b *builder) hidden(id kg.ID) bool { return slices.Contains(b.in.Hide, id.Kind()) }

func (b *builder) recommendation(r *kg.Recommendation) {
	label := short(r.Text)
	if r.Number != "" {
		label = strings.TrimRight(r.Number, ".) ") + ". " + label
	}
	n := b.node(r.ID, kg.KindRecommendation, label, r.Evidence, r.Report)
	n.Attrs[colText] = text(r.Text)
	n.Attrs[colSection] = text(b.title(r.Section))
	n.Attrs[colObjective] = text(r.Objective)
	n.Attrs[colModality] = text(r.Modality)
}

func (b *builder) optionalNodes() {
	if b.in.With.Passages {
		for i := range b.g.Passages {
			p := &b.g.Passages[i]
			n := b.node(p.ID, kg.KindPassage, short(p.Text), []kg.Evidence{whole(p)}, p.Report)
			n.Attrs[colText] = text(p.Text)
			n.Attrs[colSection] = text(b.title(p.Section))
		}
	}
	if b.in.With.Sources {
		for i := range b.g.Sources {
			s := &b.g.Sources[i]
			n := b.node(s.ID, kg.KindSource, cmp.Or(s.Title, short(s.Text)), s.Evidence, s.Report)
			n.Attrs[colText] = text(s.Text)
			n.Attrs[colDate] = text(s.Date)
			n.Attrs[colURL] = text(s.URL)
		}
	}
}

// heading returns a section's heading as evidence, or nil for text before the first heading.
func (b *builder) heading(s *kg.Section) []kg.Evidence {
	p := b.idx.Passages[s.Head]
	if p == nil {
		return nil
	}
	return []kg.Evidence{whole(p)}
}

// whole returns all of a passage as evidence of itself.
func whole(p *kg.Passage) kg.Evidence {
	return kg.Evidence{Passage: p.ID, Span: kg.Span{End: len(p.Text)}, Rule: structural, Confidence: 1, Status: structural}
}

// title returns the title of a section or report.
func (b *builder) title(id kg.ID) string {
	if s := b.idx.Sections[id]; s != nil {
		return s.Title
	}
	if r := b.idx.Reports[id]; r != nil {
		return r.Title
	}
	return ""
}
