package scene

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph/kg"
)

// rawEdge is an edge before folding.
type rawEdge struct {
	from, to  kg.ID
	predicate string
	status    string // "" means: the strongest of the evidence
	evidence  []kg.Evidence
}

func compareRaw(a, b rawEdge) int {
	return cmp.Or(
		strings.Compare(string(a.from), string(b.from)),
		strings.Compare(a.predicate, b.predicate),
		strings.Compare(string(a.to), string(b.to)),
	)
}

// edges gathers all edges, folds those with the same ends and predicate, and adds them in order.
func (b *builder) edges() {
	raw := b.relations(nil)
	raw = b.structure(raw)
	raw = b.recommendations(raw)
	raw = b.timeline(raw)
	raw = b.optionalEdges(raw)
	raw = slices.DeleteFunc(raw, func(e rawEdge) bool { return b.hidden(e.from) || b.hidden(e.to) })
	slices.SortStableFunc(raw, compareRaw)
	ids := map[string]bool{}
	for len(raw) > 0 {
		n := 1
		e := raw[0]
		for n < len(raw) && compareRaw(raw[n], e) == 0 {
			n++
		}
		if n > 1 {
			e.evidence = nil
			for _, r := range raw[:n] {
				e.evidence = append(e.evidence, r.evidence...)
			}
			slices.SortFunc(e.evidence, kg.CompareEvidence)
			e.evidence = slices.Compact(e.evidence)
		}
		b.edge(e, ids)
		raw = raw[n:]
	}
}

func (b *builder) relations(raw []rawEdge) []rawEdge {
	for _, r := range b.g.Relations {
		raw = append(raw, rawEdge{from: r.Subject, to: r.Object, predicate: r.Predicate, evidence: r.Evidence})
	}
	return raw
}

// structure leads from each section to what it is part of.
func (b *builder) structure(raw []rawEdge) []rawEdge {
	for i := range b.g.Sections {
		s := &b.g.Sections[i]
		raw = append(raw, rawEdge{from: s.ID, to: s.Parent, predicate: partOf, status: structural, evidence: b.heading(s)})
	}
	return raw
}

// The predicates of structural nodes, as the vocabulary names them.
const (
	partOf   = "part_of"
	callsOn  = "calls_on"
	involves = "involves"
	concerns = "concerns"
	mentions = "mentions"
	cites    = "cites"
	restates = "restates"
)

func links(raw []rawEdge, from kg.ID, predicate string, ls []kg.Link) []rawEdge {
	for _, l := range ls {
		raw = append(raw, rawEdge{from: from, to: l.Entity, predicate: predicate, evidence: l.Evidence})
	}
	return raw
}

func (b *builder) recommendations(raw []rawEdge) []rawEdge {
	for i := range b.g.Recommendations {
		r := &b.g.Recommendations[i]
		raw = append(raw, rawEdge{from: r.ID, to: r.Section, predicate: partOf, status: structural, evidence: r.Evidence})
		raw = links(raw, r.ID, callsOn, r.Actors)
		raw = links(raw, r.ID, involves, r.Partners)
		raw = links(raw, r.ID, concerns, r.Concerns)
		if r.Restates != "" {
			raw = append(raw, rawEdge{from: r.ID, to: r.Restates, predicate: restates, status: derived, evidence: r.Evidence})
		}
	}
	return raw
}

func (b *builder) timeline(raw []rawEdge) []rawEdge {
	for i := range b.g.Timeline {
		t := &b.g.Timeline[i]
		raw = append(raw, rawEdge{from: t.ID, to: t.Section, predicate: partOf, status: structural, evidence: t.Evidence})
		raw = links(raw, t.ID, mentions, t.Entities)
	}
	return raw
}

func (b *builder) optionalEdges(raw []rawEdge) []rawEdge {
	if b.in.With.Passages {
		for i := range b.g.Passages {
			p := &b.g.Passages[i]
			raw = append(raw, rawEdge{from: p.ID, to: p.Section, predicate: partOf, status: structural, evidence: []kg.Evidence{whole(p)}})
		}
		for i := range b.g.Entities {
			e := &b.g.Entities[i]
			for j := range e.Mentions {
				raw = append(raw, rawEdge{from: e.Mentions[j].Passage, to: e.ID, predicate: mentions, evidence: e.Mentions[j : j+1]})
			}
		}
	}
	if b.in.With.Sources {
		for i := range b.g.Sources {
			s := &b.g.Sources[i]
			raw = append(raw, rawEdge{from: s.ID, to: s.Report, predicate: partOf, status: structural, evidence: s.Evidence})
		}
		for _, c := range b.g.Citations {
			if b.in.With.Passages || c.From.Kind() != kg.KindPassage {
				raw = append(raw, rawEdge{from: c.From, to: c.Source, predicate: cites, evidence: c.Evidence})
			}
		}
	}
	return raw
}

// edge adds one edge; ids are those already used.
func (b *builder) edge(e rawEdge, ids map[string]bool) {
	from, okFrom := b.at[string(e.from)]
	to, okTo := b.at[string(e.to)]
	p := b.o.Predicate(e.predicate)
	if !okFrom || !okTo || p == nil {
		b.fail("%s %s %s: an end or the predicate is not declared", e.from, e.predicate, e.to)
		return
	}
	base := string(e.from) + "|" + e.predicate + "|" + string(e.to)
	id := base
	for n := 2; ids[id]; n++ {
		id = base + "#" + strconv.Itoa(n)
	}
	ids[id] = true
	weight := p.Weight
	if e.status == "" {
		weight *= float64(max(1, len(e.evidence)))
	}
	w := b.where(e.evidence, "")
	out := Edge{
		ID: id, Source: string(e.from), Target: string(e.to), From: from, To: to, Predicate: e.predicate,
		Label: cmp.Or(p.Label, p.Name), Weight: weight, Evidence: b.quotes(e.evidence), Dates: w.dates,
	}
	b.cells(&out, e, w)
	b.s.Edges = append(b.s.Edges, out)
}

// cells fills the columns of an edge.
func (b *builder) cells(out *Edge, e rawEdge, w where) {
	r := kg.Relation{Evidence: e.evidence}
	confidence, words := r.Confidence(), make([]string, len(out.Evidence))
	for i, q := range out.Evidence {
		words[i] = q.Text
	}
	out.Attrs = make([]Value, len(edgeFields))
	out.Attrs[colPredicate] = text(e.predicate)
	out.Attrs[colEvidence] = text(strings.Join(words, quoteJoin))
	out.Attrs[colEvidenceCount] = number(float64(len(e.evidence)))
	out.Attrs[colEdgePages] = text(w.pages)
	out.Attrs[colEdgeLines] = text(w.lines)
	out.Attrs[colSections] = text(w.sections)
	out.Attrs[colEdgeReports] = number(float64(w.reports))
	out.Attrs[colEdgeReportCounts] = text(w.counts)
	out.Attrs[colConfidence] = Value{Set: confidence > 0, Number: confidence}
	out.Attrs[colStatus] = text(cmp.Or(e.status, string(r.Status())))
}
