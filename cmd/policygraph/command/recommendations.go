package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// adviceFlags is what the recommendations command is told.
type adviceFlags struct {
	filterFlags
	actor  string
	format *string
}

// advice is a recommendation in words.
type advice struct {
	ID        kg.ID    `json:"id"`
	Number    string   `json:"number,omitempty"`
	Modality  string   `json:"modality"`
	Objective string   `json:"objective,omitempty"`
	Actors    []string `json:"actors"`
	Partners  []string `json:"partners"`
	Concerns  []string `json:"concerns"`
	quote
}

func (p *program) recommendationsCommand() *cobra.Command {
	f := &adviceFlags{}
	cmd := &cobra.Command{
		Use:   "recommendations",
		Short: "List what the reports recommend, to whom, with whom, about what",
		Example: "  policygraph recommendations\n  policygraph recommendations --actor \"European Commission\"\n" +
			"  policygraph recommendations --section 2 --format json",
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.recommendations(cmd.Context(), c, f)
		},
	}
	cmd.Flags().StringVar(&f.actor, "actor", "", "list those that call on this body, by any of its names")
	f.add(p, cmd, keepNodes)
	complete(cmd, "type", words(func(o *ontology.Ontology) []string { return typeNames(o, true) }))
	f.format = formatFlag(cmd)
	storeFlags(cmd)
	return cmd
}

func (p *program) recommendations(ctx context.Context, c config.Config, f *adviceFlags) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	if err := f.check(o, true); err != nil {
		return err
	}
	g, err := loadSure(ctx, c, o, f.opt.MinConfidence)
	if err != nil {
		return err
	}
	rows, err := f.list(g, o, c)
	if err != nil {
		return err
	}
	if len(rows) == 0 && !p.quiet {
		fmt.Fprintln(p.err, "policygraph: note: no recommendation matches")
	}
	return p.print(*f.format, f.table(rows, len(g.Reports) > 1), rows)
}

// table lists recommendations; for people, places name the report only if there are several.
func (f *adviceFlags) table(rows []advice, several bool) table {
	t := table{columns: []column{{name: "calls on", share: 3}, {name: "involves", share: 2}, {name: "concerns", share: 2}, {name: "recommendation", share: 6}, {name: "place", share: 4}}}
	if *f.format == asCSV {
		t.columns = nil
		for _, name := range []string{"id", "number", "modality", "objective", "actors", "partners", "concerns", "text", "report", "section", "page", "line"} {
			t.columns = append(t.columns, column{name: name})
		}
	}
	for _, a := range rows {
		actors, partners, concerns := strings.Join(a.Actors, "; "), strings.Join(a.Partners, "; "), strings.Join(a.Concerns, "; ")
		if *f.format == asCSV {
			t.add(a.ID, a.Number, a.Modality, a.Objective, actors, partners, concerns, a.Text, a.Report, a.Section, known(a.Page), known(a.Line))
			continue
		}
		place := a.within()
		if several {
			place = a.place()
		}
		t.add(actors, partners, concerns, a.Text, place)
	}
	return t
}

// known returns a number, or nothing for 0.
func known(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// list returns the recommendations asked for, in the order of the reports.
func (f *adviceFlags) list(g *kg.Graph, o *ontology.Ontology, c config.Config) ([]advice, error) {
	var actors []kg.ID
	if f.actor != "" {
		var err error
		if actors, err = named(g, f.actor); err != nil {
			return nil, err
		}
	}
	tied := len(f.opt.Types) > 0 && !slices.Contains(f.opt.Types, kg.KindRecommendation)
	if tied {
		f.opt.Types = append(f.opt.Types, kg.KindRecommendation)
	}
	part, err := f.part(g, o, c)
	if err != nil {
		return nil, err
	}
	whole := newFacts(g)
	rows := []advice{}
	for i := range part.Recommendations {
		r := &part.Recommendations[i]
		if f.actor != "" && !slices.ContainsFunc(r.Actors, func(l kg.Link) bool { return slices.Contains(actors, l.Entity) }) {
			continue
		}
		if tied && len(r.Actors)+len(r.Partners)+len(r.Concerns) == 0 {
			continue // it has nothing to do with these types
		}
		rows = append(rows, whole.advice(whole.Recommendations[r.ID]))
	}
	return rows, nil
}

// advice puts a recommendation into words.
func (f *facts) advice(r *kg.Recommendation) advice {
	return advice{
		ID: r.ID, Number: r.Number, Modality: r.Modality, Objective: oneLine(r.Objective),
		Actors: f.names(r.Actors), Partners: f.names(r.Partners), Concerns: f.names(r.Concerns),
		quote: f.whole(r.Text, r.Evidence),
	}
}
