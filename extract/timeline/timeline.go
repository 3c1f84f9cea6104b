// Package timeline reads the dated entries of a report: rows whose first cell is a date. What enters are a text and its
// resolved mentions, what leaves are events, each with the entities that it names.
package timeline

import (
	"slices"
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// Find makes an event of every row whose first cell is a date.
func Find(t *prose.Text, ix *mention.Index) []kg.TimelineEvent {
	var out []kg.TimelineEvent
	for i := range t.Passages {
		p := &t.Passages[i]
		date, rest, ok := strings.Cut(p.Text, "\t")
		if p.Kind != string(source.Row) || !ok || !isDate(date) || strings.TrimSpace(rest) == "" {
			continue
		}
		whole := kg.Span{Start: len(date) + 1, End: len(p.Text)}
		e := kg.TimelineEvent{ID: kg.PartID(kg.KindTimelineEvent, t.Report.ID, len(out)+1), Report: t.Report.ID, Section: p.Section, Date: strings.TrimSpace(date), Text: rest,
			Evidence: []kg.Evidence{{Passage: p.ID, Span: whole, Rule: "timeline-row", Confidence: 1, Status: kg.Asserted}}}
		for _, m := range ix.In(i, whole) {
			e.Entities = append(e.Entities, kg.Link{Entity: ix.Entities[m.Entity].ID, Evidence: []kg.Evidence{m.Evidence(p.ID)}})
		}
		out = append(out, e)
	}
	return out
}

// isDate reports whether a cell is a date: short, with a digit, and with no words but months, "of", "early", "mid" and "late".
func isDate(cell string) bool {
	cell = strings.ToLower(strings.TrimSpace(cell))
	if len(cell) > 24 || !strings.ContainsAny(cell, "0123456789") {
		return false
	}
	for _, w := range strings.FieldsFunc(cell, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if !slices.ContainsFunc(months, func(m string) bool { return strings.HasPrefix(m, w) && len(w) >= 3 }) && w != "of" && w != "early" && w != "late" && w != "mid" {
			return false
		}
	}
	return true
}

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "sept", "october", "november", "december"}
