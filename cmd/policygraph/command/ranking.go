package command

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/analysis"
	"policygraph/graph/certainty"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// intervalShare is the share of the graphs drawn in which a rank lies in its interval, intervalColumn the heading of it.
const (
	intervalShare  = 0.9
	intervalColumn = "rank 90%"
)

// ranked is a row of the ranking.
type ranked struct {
	Rank     int                `json:"rank"`
	Interval *[2]int            `json:"rank_90,omitempty"` // of the ranks in nine tenths of the graphs drawn
	ID       kg.ID              `json:"id"`
	Name     string             `json:"name"`
	Type     string             `json:"type"`
	PartOf   []string           `json:"part_of"`
	Measures map[string]float64 `json:"measures"`
	Evidence int                `json:"evidence"`
	Why      []role             `json:"why,omitempty"`

	scores *[2]float64 // between which the score lies in as many of them
}

// ranking is the rows of a ranking and what they are about.
type ranking struct {
	facts  *kg.Graph
	scores *analysis.Scores
	shown  []string // measures, the first of which orders
	rows   []ranked
	tied   int // entities beyond the rows that share the rank of the last
}

// ranking ranks as the flags say.
func (f *rankFlags) ranking(ctx context.Context, c config.Config, o *ontology.Ontology) (*ranking, error) {
	if err := f.check(o); err != nil {
		return nil, err
	}
	choice, err := network(c, o)
	if err != nil {
		return nil, err
	}
	whole, err := load(ctx, c)
	if err != nil {
		return nil, err
	}
	listed, err := f.rows(whole, o)
	if err != nil {
		return nil, err
	}
	g, err := f.part(whole, o, c)
	if err != nil {
		return nil, err
	}
	r := &ranking{shown: []string{f.by}}
	for _, m := range beside {
		if m != f.by {
			r.shown = append(r.shown, m)
		}
	}
	if r.facts, r.scores, err = score(g, o, choice, analysisOptions(c, r.shown)); err != nil {
		return nil, err
	}
	index := r.facts.Index()
	order, err := analysis.Rank(r.scores, f.by, func(id kg.ID) bool { e := index.Entities[id]; return e != nil && listed(e) }, 0)
	if err != nil {
		return nil, err
	}
	intervals, err := f.intervals(g, order, func(drawn *kg.Graph) (*analysis.Scores, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		opt := analysisOptions(c, []string{f.by})
		opt.Workers = 1 // the graphs are drawn side by side
		_, scores, err := score(drawn, o, choice, opt)
		return scores, err
	})
	if err != nil {
		return nil, err
	}
	if f.top > 0 && f.top < len(order) {
		for _, beyond := range order[f.top:] {
			if beyond.Rank == order[f.top-1].Rank {
				r.tied++
			}
		}
		order = order[:f.top]
	}
	evidence, above := evidenceCounts(r.facts, o, choice), newFacts(whole).above()
	r.rows = make([]ranked, 0, len(order))
	for i, at := range order {
		e := index.Entities[at.ID]
		row := ranked{Rank: at.Rank, ID: e.ID, Name: e.Name, Type: e.Type, PartOf: append([]string{}, above[e.ID]...), Measures: map[string]float64{}, Evidence: evidence[e.ID]}
		for _, m := range r.shown {
			row.Measures[m] = r.scores.Column(m).Values[at.Index]
		}
		if intervals != nil {
			row.Interval = &[2]int{intervals[i].Low, intervals[i].High}
			row.scores = &[2]float64{intervals[i].Least, intervals[i].Most}
		}
		r.rows = append(r.rows, row)
	}
	return r, nil
}

// intervals returns the interval of each rank, or nil if none are asked for; measure scores a graph that was drawn.
func (f *rankFlags) intervals(g *kg.Graph, order []analysis.Ranked, measure func(*kg.Graph) (*analysis.Scores, error)) ([]certainty.Interval, error) {
	if f.rounds == 0 {
		return nil, nil
	}
	scored := func(drawn *kg.Graph) ([]float64, error) {
		scores, err := measure(drawn)
		if err != nil {
			return nil, err
		}
		values := make([]float64, len(order))
		for i, r := range order {
			values[i] = math.NaN()
			if at, ok := scores.Find(r.ID); ok {
				values[i] = scores.Columns[0].Values[at]
			}
		}
		return values, nil
	}
	return certainty.Ranks(g, len(order), scored, certainty.Options{Rounds: f.rounds, Seed: f.seed, Share: intervalShare, Workers: runtime.GOMAXPROCS(0)})
}

// evidenceCounts counts for each entity the quotes behind its ties in the network.
func evidenceCounts(g *kg.Graph, o *ontology.Ontology, choice view.Choice) map[kg.ID]int {
	out := map[kg.ID]int{}
	count := func(predicate string, ev []kg.Evidence, ends ...kg.ID) {
		for _, e := range ev {
			if choice.Counts(o, predicate, e) {
				for _, id := range ends {
					out[id]++
				}
			}
		}
	}
	for _, r := range g.Relations {
		count(r.Predicate, r.Evidence, r.Subject, r.Object)
	}
	for i := range g.Recommendations {
		for _, part := range parts(&g.Recommendations[i]) {
			for _, l := range part.links {
				count(part.predicate, l.Evidence, l.Entity)
			}
		}
	}
	return out
}

// interval returns the range of ranks for people.
func (r *ranked) interval() string {
	if r.Interval[0] == r.Interval[1] {
		return strconv.Itoa(r.Interval[0])
	}
	return fmt.Sprintf("%d–%d", r.Interval[0], r.Interval[1])
}

// labels returns the names of the rows; those that several rows have say what they are part of.
func (r *ranking) labels() []string {
	times := map[string]int{}
	for _, row := range r.rows {
		times[row.Name]++
	}
	var out []string
	for _, row := range r.rows {
		name := row.Name
		if times[name] > 1 && len(row.PartOf) > 0 {
			name += " (" + strings.Join(row.PartOf, ", ") + ")"
		}
		out = append(out, name)
	}
	return out
}

// above returns for each entity the names of what it is part of.
func (f *facts) above() map[kg.ID][]string {
	out := map[kg.ID][]string{}
	for _, r := range f.graph.Relations {
		if e := f.Entities[r.Object]; e != nil && r.Predicate == "part_of" {
			out[r.Subject] = append(out[r.Subject], e.Name)
		}
	}
	return out
}

// table lists the ranking.
func (r *ranking) table() table {
	t := table{columns: []column{{name: "rank", right: true}}}
	certain := len(r.rows) > 0 && r.rows[0].Interval != nil
	if certain {
		t.columns = append(t.columns, column{name: intervalColumn, right: true})
	}
	t.columns = append(t.columns, column{name: "name"}, column{name: "type"})
	for _, m := range r.shown {
		t.columns = append(t.columns, column{name: m, right: true})
	}
	t.columns = append(t.columns, column{name: "evidence", right: true})
	labels := r.labels()
	for i := range r.rows {
		row := &r.rows[i]
		cells := []any{row.Rank}
		if certain {
			cells = append(cells, row.interval())
		}
		cells = append(cells, labels[i], row.Type)
		for _, m := range r.shown {
			cells = append(cells, strconv.FormatFloat(row.Measures[m], 'g', 6, 64))
		}
		t.add(append(cells, row.Evidence)...)
	}
	return t
}

// csv lists the ranking with the bounds of intervals, IDs and what entities are part of; with reasons, one in a row, and entities without one have a
// row too.
func (r *ranking) csv(why bool) table {
	t := r.table()
	if i := slices.IndexFunc(t.columns, func(c column) bool { return c.name == intervalColumn }); i >= 0 {
		t.columns = slices.Replace(t.columns, i, i+1, column{name: "rank_low"}, column{name: "rank_high"})
		for k := range t.rows {
			bounds := r.rows[k].Interval
			t.rows[k] = slices.Replace(t.rows[k], i, i+1, strconv.Itoa(bounds[0]), strconv.Itoa(bounds[1]))
		}
	}
	t.columns = append(t.columns, column{name: "id"}, column{name: "part_of"})
	plain := t.rows
	t.rows = nil
	if why {
		for _, name := range []string{"role", "recommendation", "quote", "report", "section", "page", "line"} {
			t.columns = append(t.columns, column{name: name})
		}
	}
	for i := range plain {
		row := &r.rows[i]
		cells := append(plain[i], string(row.ID), strings.Join(row.PartOf, "; "))
		if !why || len(row.Why) == 0 {
			t.rows = append(t.rows, append(cells, make([]string, len(t.columns)-len(cells))...))
		}
		for _, w := range row.Why {
			t.rows = append(t.rows, append(cells[:len(cells):len(cells)],
				w.Role, string(w.advice.ID), w.Text, w.Report, w.Section, known(w.Page), known(w.Line)))
		}
	}
	return t
}
