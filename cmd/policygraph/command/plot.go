package command

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/export/chart"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// plotFlags is what the plot commands are told.
type plotFlags struct {
	rankFlags
	out, title, format string
}

// figure is a kind of figure.
type figure struct {
	name, short, long string
	draw              func(context.Context, *plotFlags, config.Config, *ontology.Ontology) (chart.Chart, error)
}

// figures returns the table of figures.
func figures() []figure {
	return []figure{
		{"ranking", "Draw a ranking as bars", "Draws what rank lists as bars. With --intervals, whiskers show where the value lies in nine tenths of the graphs that are\ndrawn (see policygraph rank --help), and the numbers at the right where the rank does.", drawRanking},
		{"sections", "Draw which sections ask what of whom", "Draws how many recommendations of each section call on or involve each of the entities that rank would list, as a heat map.\nIts columns are the innermost sections of which there are no more than twelve, or the reports.", drawSections},
		{"degrees", "Draw how ties are spread over nodes", "Draws the share of nodes that have at least so many ties, on logarithmic axes: a straight line speaks for a few hubs\nand many nodes with few ties.", drawDegrees},
	}
}

func (p *program) plotCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "plot",
		Short:   "Draw figures for a briefing: ranking, sections, degrees",
		Long:    "Draws figures for a briefing as SVG, PNG or PDF, by the extension of --out.",
		Example: "  policygraph plot ranking --type agency --intervals 200 --out ranking.svg\n  policygraph plot sections --type agency --out sections.pdf\n  policygraph plot degrees --out degrees.png",
	}
	group(cmd)
	for _, fig := range figures() {
		cmd.AddCommand(p.figureCommand(fig))
	}
	return cmd
}

func (p *program) figureCommand(fig figure) *cobra.Command {
	f := &plotFlags{}
	cmd := &cobra.Command{
		Use:     fig.name + " --out FILE",
		Short:   fig.short,
		Long:    fig.long,
		Example: "  policygraph plot " + fig.name + " --out " + fig.name + ".svg",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.plot(cmd.Context(), c, f, fig)
		},
	}
	f.rankingFlags(p, cmd)
	cmd.Flags().StringVar(&f.out, "out", "", "file to write: "+strings.Join(chart.Formats(), ", ")+" by its extension")
	cmd.Flags().StringVar(&f.title, "title", "", "title of the figure (default what it shows)")
	return cmd
}

func (p *program) plot(ctx context.Context, c config.Config, f *plotFlags, fig figure) error {
	var err error
	if f.out == "" {
		return failed(ExitUsage, errors.New("say --out: a file that ends in ."+strings.Join(chart.Formats(), ", .")))
	}
	if f.format, err = chart.ForPath(f.out); err != nil {
		return failed(ExitUsage, err)
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	drawn, err := fig.draw(ctx, f, c, o)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := chart.Write(&b, f.format, drawn); err != nil {
		return err
	}
	if err := writeWhole(f.out, "figure", b.Bytes()); err != nil {
		return err
	}
	if !p.quiet {
		_, err = fmt.Fprintf(p.out, "%s: %s\n", f.out, bytesText(int64(b.Len())))
	}
	return err
}

// nothing refuses an empty figure.
func nothing() error {
	return failed(ExitNotFound, errors.New("nothing in the graph passes these filters, so there is nothing to draw"))
}

// frame writes what stands around a figure of the facts.
func (f *plotFlags) frame(g *kg.Graph, title, subtitle string) chart.Frame {
	return chart.Frame{Title: cmp.Or(f.title, title), Subtitle: subtitle, Source: sourceLine(g)}
}

// manyReports is how many reports a source line names at most.
const manyReports = 3

// sourceLine says what a figure was made of.
func sourceLine(g *kg.Graph) string {
	var names []string
	for _, r := range g.Reports {
		name := cmp.Or(oneLine(r.Title), r.File)
		if who := cmp.Or(r.Publisher, strings.Join(r.Authors, ", ")); who != "" {
			name = oneLine(who) + ": " + name
		}
		if r.Date != "" {
			name += " (" + r.Date + ")"
		}
		names = append(names, name)
	}
	what := strings.Join(names, "; ")
	if len(names) > manyReports {
		what = fmt.Sprintf("%s and %d more reports", strings.Join(names[:manyReports-1], "; "), len(names)-manyReports+1)
	}
	return fmt.Sprintf("Source: %s. %s, read by policygraph.", strings.TrimRight(what, "."), counted(len(g.Recommendations), "recommendation", "recommendations"))
}

// titleOf returns what a measure is called in titles.
func titleOf(measure string) analysis.Measure {
	for _, m := range analysis.Measures() {
		if m.Name == measure {
			return m
		}
	}
	return analysis.Measure{Name: measure, Title: measure}
}

// kinds says what is listed, as "agencies".
func (f *plotFlags) kinds(o *ontology.Ontology) string {
	var out []string
	for _, t := range f.opt.Types {
		if typ := o.Type(t); typ != nil {
			out = append(out, strings.ToLower(plural(typ.Label)))
		}
	}
	what := cmp.Or(strings.Join(out, ", "), "entities")
	if len(f.country) > 0 {
		what += " of " + strings.Join(f.country, ", ")
	}
	return what
}

// plural of an English noun as the vocabulary has them.
func plural(s string) string {
	if stem, ok := strings.CutSuffix(s, "y"); ok {
		return stem + "ies"
	}
	return s + "s"
}
