package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// rankFlags is what the rank command is told.
type rankFlags struct {
	filterFlags
	by     string
	top    int
	rounds int
	seed   uint64
	why    bool
	format *string
}

func (p *program) rankCommand() *cobra.Command {
	f := &rankFlags{}
	cmd := &cobra.Command{
		Use:   "rank",
		Short: "List entities by a measure, with how sure each rank is and why it is so",
		Long: "Lists the entities in the store by one of these measures, the largest value first; equal values share a rank:\n\n" + measureList() +
			"\n--type and --country choose which entities are listed; the other filters choose the facts that count, and --projection the\n" +
			"network that measures are computed on. The column evidence counts the quotes behind an entity's ties in it.\n\n" +
			"--intervals N says how sure a rank is: N graphs are drawn in which each fact holds with the probability of its confidence, and\n" +
			"\"rank 90%\" is where the entity's rank lies in nine tenths of them. The rank itself counts all facts as sure, so it can lie at an\n" +
			"end of the interval. Facts that the report does not state, or that were not found in it, are beyond what this can tell.",
		Example: "  policygraph rank --type agency\n  policygraph rank --by betweenness --top 20 --intervals 200\n" +
			"  policygraph rank --type agency --country Japan --why\n  policygraph rank --projection shared --weight newman --by strength --format csv",
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.rank(cmd.Context(), c, f)
		},
	}
	f.rankingFlags(p, cmd)
	cmd.Flags().BoolVar(&f.why, "why", false, "print under each entity the recommendations that call on or involve it")
	f.format = formatFlag(cmd)
	return cmd
}

// rankingFlags are those that say what to rank.
func (f *rankFlags) rankingFlags(p *program, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.by, "by", analysis.Measures()[0].Name, "measure to order by")
	flags.IntVar(&f.top, "top", 10, "how many to list; 0 lists all")
	flags.IntVar(&f.rounds, "intervals", 0, "how many graphs to draw for the intervals of ranks; 0 leaves them out")
	flags.Uint64Var(&f.seed, "seed", 1, "of the graphs that are drawn")
	f.filterFlags.add(p, cmd, "list entities")
	networkFlags(cmd)
	complete(cmd, "by", measureNames)
	complete(cmd, "type", words(func(o *ontology.Ontology) []string { return typeNames(o, false) }))
	storeFlags(cmd)
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

// check refuses names that do not exist before anything is read.
func (f *rankFlags) check(o *ontology.Ontology) error {
	if f.format != nil {
		if err := checkFormat(*f.format); err != nil {
			return err
		}
	}
	if err := f.filterFlags.check(o, false); err != nil {
		return err
	}
	for _, n := range []struct {
		flag  string
		value int
	}{{"--top", f.top}, {"--intervals", f.rounds}} {
		if n.value < 0 {
			return failed(ExitUsage, fmt.Errorf("%s: %d is negative", n.flag, n.value))
		}
	}
	return among("--by", []string{f.by}, measureNames())
}

func (p *program) rank(ctx context.Context, c config.Config, f *rankFlags) error {
	o, err := vocabulary()
	if err != nil {
		return err
	}
	r, err := f.ranking(ctx, c, o)
	if err != nil {
		return err
	}
	p.noteEstimates(r.scores)
	if f.why {
		words := newFacts(r.facts)
		for i := range r.rows {
			r.rows[i].Why = words.why(r.rows[i].ID)
		}
	}
	switch *f.format {
	case asJSON:
		return p.json(r.rows)
	case asCSV:
		return p.csv(r.csv(f.why))
	}
	return p.explained(r)
}

// why returns the recommendations that call on or involve the entity.
func (f *facts) why(id kg.ID) []role {
	out := []role{}
	for _, r := range f.roles(id) {
		if r.Role != "concerns" {
			out = append(out, r)
		}
	}
	return out
}

// noteEstimates says on stderr which columns are estimates, and how good they are.
func (p *program) noteEstimates(s *analysis.Scores) {
	for _, c := range s.Columns {
		if c.Note != "" && !p.quiet {
			fmt.Fprintf(p.err, "policygraph: note: %s: %s\n", c.Name, c.Note)
		}
	}
}

// explained prints the table with the reasons under each row, and how many more share the last rank.
func (p *program) explained(r *ranking) error {
	t := r.table()
	lines := strings.SplitAfter(t.text(0, p.styled()), "\n")
	w := cardWriter{p: p, width: p.width()}
	for i, line := range lines {
		w.WriteString(line)
		if i == 0 || i > len(r.rows) {
			continue
		}
		for _, reason := range r.rows[i-1].Why {
			w.line(6, fmt.Sprintf("%s “%s” (%s)", strings.ReplaceAll(reason.Role, "_", " "), reason.Text, reason.place()))
		}
	}
	if r.tied > 0 {
		w.line(2, fmt.Sprintf("and %d more with rank %d", r.tied, r.rows[len(r.rows)-1].Rank))
	}
	_, err := p.out.WriteString(w.String())
	return err
}
