package command

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// rankFlags is what the rank command is told.
type rankFlags struct {
	types  []string
	by     string
	top    int
	sure   float64
	format *string
}

func (p *program) rankCommand() *cobra.Command {
	f := &rankFlags{}
	cmd := &cobra.Command{
		Use:     "rank",
		Short:   "List entities by a measure",
		Long:    "Lists the entities in the store by one of these measures, the largest value first:\n\n" + measureList(),
		Example: "  policygraph rank --type agency\n  policygraph rank --by betweenness --top 20\n  policygraph rank --type country,organization --format csv",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.rank(cmd.Context(), c, f)
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.types, "type", nil, "list entities of these types (default all)")
	flags.StringVar(&f.by, "by", analysis.Measures()[0].Name, "measure to order by")
	flags.IntVar(&f.top, "top", 10, "how many to list; 0 lists all")
	confidenceFlag(cmd, &f.sure, "count facts of at least this confidence")
	f.format = formatFlag(cmd)
	complete(cmd, "by", measureNames)
	complete(cmd, "type", words(func(o *ontology.Ontology) []string { return typeNames(o, false) }))
	storeFlags(cmd)
	p.reportFlag(cmd)
	return cmd
}

// measureList describes the measures.
func measureList() string {
	var b strings.Builder
	for _, m := range analysis.Measures() {
		fmt.Fprintf(&b, "  %-16s %s\n", m.Name, m.Help)
	}
	return b.String()
}

// beside are the measures shown beside the one that orders: cheap ones that say what the number is made of.
var beside = []string{"recommendations", "called_on", "involved", "degree"}

// ranked is a row of the ranking.
type ranked struct {
	Rank     int                `json:"rank"`
	ID       kg.ID              `json:"id"`
	Name     string             `json:"name"`
	Type     string             `json:"type"`
	Measures map[string]float64 `json:"measures"`
}

func (p *program) rank(ctx context.Context, c config.Config, f *rankFlags) error {
	o, err := vocabulary()
	if err != nil {
		return err
	}
	if err := f.check(o); err != nil {
		return err
	}
	g, err := loadSure(ctx, c, o, f.sure)
	if err != nil {
		return err
	}
	shown := []string{f.by}
	for _, m := range beside {
		if m != f.by {
			shown = append(shown, m)
		}
	}
	scores, err := analysis.Compute(g, o, analysis.Options{Seed: c.Analysis.Seed, Measures: shown})
	if err != nil {
		return err
	}
	index := g.Index()
	order, err := analysis.Rank(scores, f.by, func(id kg.ID) bool {
		e := index.Entities[id]
		return e != nil && (len(f.types) == 0 || slices.Contains(f.types, e.Type))
	}, f.top)
	if err != nil {
		return err
	}
	t := table{columns: []column{{name: "rank", right: true}, {name: "name"}, {name: "type"}}}
	for _, m := range shown {
		t.columns = append(t.columns, column{name: m, right: true})
	}
	rows := []ranked{}
	for _, r := range order {
		e := index.Entities[r.ID]
		row := ranked{r.Rank, e.ID, e.Name, e.Type, map[string]float64{}}
		cells := []any{r.Rank, e.Name, e.Type}
		for _, m := range shown {
			v := scores.Column(m).Values[r.Index]
			row.Measures[m] = v
			cells = append(cells, strconv.FormatFloat(v, 'g', 6, 64))
		}
		t.add(cells...)
		rows = append(rows, row)
	}
	return p.print(*f.format, t, rows)
}

// check refuses names that do not exist before anything is read.
func (f *rankFlags) check(o *ontology.Ontology) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	if err := among("--type", f.types, typeNames(o, false)); err != nil {
		return err
	}
	if f.top < 0 {
		return failed(ExitUsage, fmt.Errorf("--top: %d is negative", f.top))
	}
	return among("--by", []string{f.by}, measureNames())
}
