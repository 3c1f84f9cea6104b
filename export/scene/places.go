package scene

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"policygraph/graph/kg"
)

// where is what a list of evidence says of its places, ready to be shown.
type where struct {
	pages, lines, sections string
	reports                int    // how many
	counts                 string // pieces of evidence in each, as in "alpha: 5; beta: 2"
	dates                  []string
}

// where gathers the places of the evidence; report, unless empty, is where the fact stands even without evidence.
func (b *builder) where(ev []kg.Evidence, report kg.ID) where {
	pages, lines := map[kg.ID][]int{}, map[kg.ID][]int{}
	var sections []string
	seen := map[string]bool{}
	if report != "" {
		pages[report] = nil
	}
	for _, e := range ev {
		p := b.idx.Place(e)
		if p.Report == "" {
			continue
		}
		pages[p.Report] = append(pages[p.Report], p.Page)
		lines[p.Report] = append(lines[p.Report], p.Line)
		if t := oneLine(b.title(p.Section)); t != "" && !seen[t] {
			seen[t] = true
			sections = append(sections, t)
		}
	}
	w := where{pages: numbers(pages), lines: numbers(lines), sections: strings.Join(sections, listJoin)}
	w.reports = len(pages)
	var counts []string
	for _, id := range slices.Sorted(maps.Keys(pages)) {
		count := reportName(id)
		if n := len(pages[id]); n > 0 {
			count += ": " + strconv.Itoa(n)
		}
		counts = append(counts, count)
		if d := b.dates[id]; d != "" {
			w.dates = append(w.dates, d)
		}
	}
	w.counts = strings.Join(counts, listJoin)
	slices.Sort(w.dates)
	w.dates = slices.Compact(w.dates)
	return w
}

// numbers lists known page or line numbers in rising order, as in "3, 5, 12"; where several reports have some, each list
// begins with the report's name, as in "alpha: 3, 5; beta: 12".
func numbers(by map[kg.ID][]int) string {
	var lists, names []string
	for _, id := range slices.Sorted(maps.Keys(by)) {
		var words []string
		ns := slices.Sorted(slices.Values(by[id]))
		for _, n := range slices.Compact(ns) {
			if n > 0 {
				words = append(words, strconv.Itoa(n))
			}
		}
		if len(words) > 0 {
			lists = append(lists, strings.Join(words, ", "))
			names = append(names, reportName(id))
		}
	}
	if len(lists) == 1 {
		return lists[0]
	}
	for i := range lists {
		lists[i] = names[i] + ": " + lists[i]
	}
	return strings.Join(lists, listJoin)
}

// quotes puts evidence into words.
func (b *builder) quotes(ev []kg.Evidence) []Quote {
	out := make([]Quote, 0, len(ev))
	for _, e := range ev {
		p := b.idx.Place(e)
		out = append(out, Quote{
			Text: b.idx.Quote(e), Report: reportName(p.Report), Section: b.title(p.Section), Page: p.Page, PageText: p.PageText(), Line: p.Line,
			Rule: e.Rule, Confidence: e.Confidence, Status: string(e.Status),
		})
	}
	return out
}

// reportName returns the short name of a report: its ID without the kind.
func reportName(id kg.ID) string {
	_, name, _ := strings.Cut(string(id), ":")
	return name
}

// reportDates returns the dates of the reports that can be understood, all in one form.
func reportDates(g *kg.Graph) map[kg.ID]string {
	out := map[kg.ID]string{}
	for _, r := range g.Reports {
		for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
			if t, err := time.Parse(layout, r.Date); err == nil {
				out[r.ID] = t.Format(time.DateOnly)
				break
			}
		}
	}
	return out
}
