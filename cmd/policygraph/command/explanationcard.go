package command

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// explanationTable lists explanations, one piece of evidence in a row.
func explanationTable(list []explanation) table {
	t := table{}
	for _, name := range []string{"id", "kind", "statement", "rule", "explanation", "confidence", "status", "before", "quote", "after", "report", "section", "page", "line", "gazetteer"} {
		t.columns = append(t.columns, column{name: name})
	}
	for _, x := range list {
		var places []string
		for _, r := range x.Rows {
			places = append(places, fmt.Sprintf("%s:%d", r.File, r.Line))
		}
		for _, p := range x.Evidence {
			t.add(x.ID, x.Kind, x.Statement, p.Rule, p.Explanation, short(p.Confidence), p.Status, p.Before, p.Text, p.After, p.Report, p.Section, known(p.Page), known(p.Line), strings.Join(places, "; "))
		}
	}
	return t
}

func short(c float64) string { return strconv.FormatFloat(c, 'g', 3, 64) }

// explanation prints one for people.
func (w *cardWriter) explanation(x *explanation) {
	w.heading(x.Statement)
	w.line(2, "id: "+x.ID)
	w.line(2, fmt.Sprintf("%s, confidence %s", x.Status, short(x.Confidence)))
	for _, r := range x.Rows {
		w.line(2, fmt.Sprintf("known from %s:%d", r.File, r.Line))
		for _, c := range r.Cells {
			w.line(4, c.Column+": "+c.Value)
		}
	}
	for _, group := range byRule(x.Evidence) {
		w.line(0, "")
		p := group[0]
		times := ""
		if len(group) > 1 {
			times = fmt.Sprintf(" (%d times)", len(group))
		}
		w.heading("Rule " + p.Rule + times)
		w.line(2, cmp.Or(p.Explanation, "No explanation is known of this rule."))
		w.proofs(group)
	}
}

// byRule groups evidence, the surest rules first.
func byRule(ps []proof) [][]proof {
	groups := map[string][]proof{}
	var rules []string
	for _, p := range ps {
		if groups[p.Rule] == nil {
			rules = append(rules, p.Rule)
		}
		groups[p.Rule] = append(groups[p.Rule], p)
	}
	sure := func(rule string) float64 {
		best := 0.0
		for _, p := range groups[rule] {
			best = max(best, p.Confidence)
		}
		return best
	}
	slices.SortStableFunc(rules, func(a, b string) int {
		return cmp.Or(cmp.Compare(sure(b), sure(a)), cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a, b))
	})
	var out [][]proof
	for _, r := range rules {
		out = append(out, groups[r])
	}
	return out
}

// proofs writes quotes within their surroundings, with their places.
func (w *cardWriter) proofs(ps []proof) {
	n := len(ps)
	if w.quotes > 0 {
		n = min(n, w.quotes)
	}
	for _, p := range ps[:n] {
		w.line(4, p.Before+"“"+p.Text+"”"+p.After)
		w.line(6, fmt.Sprintf("%s; confidence %s, %s", p.place(), short(p.Confidence), p.Status))
	}
	if left := len(ps) - n; left > 0 {
		w.line(4, fmt.Sprintf("and %d more", left))
	}
}
