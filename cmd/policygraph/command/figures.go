package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/cmd/policygraph/config"
	"policygraph/export/chart"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// drawRanking draws a ranking as bars.
func drawRanking(ctx context.Context, f *plotFlags, c config.Config, o *ontology.Ontology) (chart.Chart, error) {
	what := f.kinds(o)
	r, err := f.ranking(ctx, c, o)
	if err != nil {
		return nil, err
	}
	if len(r.rows) == 0 {
		return nil, nothing()
	}
	m := titleOf(f.by)
	help, _, _ := strings.Cut(m.Help, ". ")
	out := &chart.Bars{Frame: f.frame(r.facts, fmt.Sprintf("%s: top %d %s", m.Title, len(r.rows), what), strings.TrimRight(help, ".")+".")}
	if r.tied > 0 {
		out.Subtitle += fmt.Sprintf(" %d more share rank %d.", r.tied, r.rows[len(r.rows)-1].Rank)
	}
	if f.rounds > 0 {
		out.Notes = "rank (90%)"
		out.Subtitle += fmt.Sprintf(" Whiskers: where the value lies in nine tenths of %d graphs in which each fact holds with the probability of its confidence.", f.rounds)
	}
	for i, label := range r.labels() {
		row := &r.rows[i]
		b := chart.Bar{Label: label, Value: row.Measures[f.by], Range: row.scores}
		if row.Interval != nil {
			b.Note = row.interval()
		}
		out.Bars = append(out.Bars, b)
	}
	return out, nil
}

// mostColumns is how many sections a heat map shows.
const mostColumns = 12

// drawSections draws how many recommendations of each section call on or involve whom.
func drawSections(ctx context.Context, f *plotFlags, c config.Config, o *ontology.Ontology) (chart.Chart, error) {
	what := f.kinds(o)
	r, err := f.ranking(ctx, c, o)
	if err != nil {
		return nil, err
	}
	words := newFacts(r.facts)
	column, sections, left := words.columns()
	out := &chart.Heat{}
	out.Columns = words.titles(sections)
	labels := r.labels()
	for i := range r.rows {
		cells, total := make([]int, len(sections)), 0
		for k := range r.facts.Recommendations {
			rec := &r.facts.Recommendations[k]
			takes := slices.ContainsFunc(slices.Concat(rec.Actors, rec.Partners), func(l kg.Link) bool { return l.Entity == r.rows[i].ID })
			if at, ok := column[rec.ID]; ok && takes {
				cells[at]++
				total++
			}
		}
		if total > 0 {
			out.Rows, out.Cells, out.Totals = append(out.Rows, labels[i]), append(out.Cells, cells), append(out.Totals, total)
		}
	}
	if len(out.Rows) == 0 {
		return nil, nothing()
	}
	subtitle := "Number of recommendations in each section that call on or involve them. One recommendation may name several."
	if left > 0 {
		subtitle += fmt.Sprintf(" The %d sections with most recommendations; %s stand in others.", len(sections), counted(left, "recommendation", "recommendations"))
	}
	out.Frame = f.frame(r.facts, "Recommendations to "+what+" by section", subtitle)
	return out, nil
}

// titles returns the titles of sections, or of reports for what stands in no section; equal ones with the name of the report.
func (f *facts) titles(sections []kg.ID) []string {
	var out []string
	times := map[string]int{}
	for _, id := range sections {
		title := shortName(id)
		if s := f.Sections[id]; s != nil {
			title = oneLine(s.Title)
		} else if r := f.Reports[id]; r != nil {
			title = oneLine(r.Title)
		}
		times[title]++
		out = append(out, title)
	}
	for i, id := range sections {
		if s := f.Sections[id]; s != nil && times[out[i]] > 1 {
			out[i] += " (" + shortName(s.Report) + ")"
		}
	}
	return out
}

// columns gathers recommendations in columns: the innermost level, of reports if there are several and sections, of which
// there are few enough, or those of the outermost with the most recommendations. It returns the column of each recommendation, the sections in the order of the
// text, and how many recommendations have no column.
func (f *facts) columns() (column map[kg.ID]int, sections []kg.ID, left int) {
	count := map[kg.ID]int{}
	at := map[kg.ID]kg.ID{}
	for depth := 1; ; depth++ {
		finer, to := map[kg.ID]int{}, map[kg.ID]kg.ID{}
		for i := range f.graph.Recommendations {
			r := &f.graph.Recommendations[i]
			chain := f.chain(r)
			s := chain[min(depth, len(chain))-1]
			finer[s]++
			to[r.ID] = s
		}
		if depth > 1 && (len(finer) > mostColumns || len(finer) == len(count) && depth > f.deepest()) {
			break
		}
		count, at = finer, to
	}
	for s := range count {
		sections = append(sections, s)
	}
	slices.Sort(sections)
	if len(sections) > mostColumns {
		slices.SortStableFunc(sections, func(a, b kg.ID) int { return count[b] - count[a] })
		sections = sections[:mostColumns]
		slices.Sort(sections)
	}
	column = map[kg.ID]int{}
	for id, s := range at {
		if k, ok := slices.BinarySearch(sections, s); ok {
			column[id] = k
		}
	}
	return column, sections, len(at) - len(column)
}

// chain returns the sections in which a recommendation stands from the outermost on, of several reports after the report.
func (f *facts) chain(r *kg.Recommendation) []kg.ID {
	var out []kg.ID
	for s := f.Sections[r.Section]; s != nil && !slices.Contains(out, s.ID); s = f.Sections[s.Parent] {
		out = append(out, s.ID)
	}
	if out == nil || len(f.graph.Reports) > 1 {
		out = append(out, r.Report)
	}
	slices.Reverse(out)
	return out
}

// deepest returns the length of the longest chain of sections of a recommendation.
func (f *facts) deepest() int {
	most := 0
	for i := range f.graph.Recommendations {
		most = max(most, len(f.chain(&f.graph.Recommendations[i])))
	}
	return most
}

// namedHubs is how many nodes a plot of degrees names.
const namedHubs = 4

// drawDegrees draws the tail of the distribution of degrees.
func drawDegrees(ctx context.Context, f *plotFlags, c config.Config, o *ontology.Ontology) (chart.Chart, error) {
	what := f.kinds(o)
	if err := f.check(o); err != nil {
		return nil, err
	}
	choice, err := network(c, o)
	if err != nil {
		return nil, err
	}
	g, err := load(ctx, c)
	if err != nil {
		return nil, err
	}
	listed, err := f.rows(g, o)
	if err != nil {
		return nil, err
	}
	if g, err = f.part(g, o, c); err != nil {
		return nil, err
	}
	facts, v := view.Network(g, o, choice)
	index, rows := facts.Index(), &v.Undirected().Rows
	out := &chart.Tail{Axis: "ties", Names: namedHubs}
	untied := 0
	for i, id := range v.IDs() {
		e := index.Entities[id]
		switch {
		case e == nil || !listed(e):
		case rows.Degree(i) == 0:
			untied++
		default:
			out.Values = append(out.Values, chart.NamedValue{Name: e.Name, Value: rows.Degree(i)})
		}
	}
	if len(out.Values) == 0 {
		return nil, nothing()
	}
	out.Frame = f.frame(facts, "How the ties are spread over "+what, fmt.Sprintf("Share of the %d %s with ties that have at least so many, on logarithmic axes. %s without ties left out. Network: %s.",
		len(out.Values), what, counted(untied, "entity", "entities"), choice.Name()))
	return out, nil
}
