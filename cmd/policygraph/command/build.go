package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
)

func (p *program) buildCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build REPORT...",
		Short: "Read reports into the store",
		Long: "Reads reports (files, or directories of them) and stores what they say. What the store held of the same report, by the\n" +
			"name of its file, is replaced, with a note if its title was another; other reports stay.",
		Example: "  policygraph build report.md\n  policygraph build reports/ --store knowledge",
		Args:    arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.build(cmd.Context(), c, args)
		},
	}
	storeFlags(cmd)
	extractFlags(cmd)
	return cmd
}

func (p *program) build(ctx context.Context, c config.Config, args []string) error {
	said, err := p.extractNamed(ctx, c, args)
	if err != nil {
		return err
	}
	st, err := p.putAll(ctx, c, said)
	if err != nil {
		return err
	}
	if err := st.Close(); err != nil {
		return failed(storeExit(err), err)
	}
	if p.quiet {
		return nil
	}
	t := table{columns: []column{{name: "report"}, {name: "entities", right: true}, {name: "recommendations", right: true}, {name: "relations", right: true}}}
	for _, e := range said {
		g := e.graph
		t.add(string(g.Reports[0].ID), len(g.Entities), len(g.Recommendations), len(g.Relations))
	}
	_, err = fmt.Fprintf(p.out, "%s\nstored in %s\n", t.text(0, p.styled()), c.StorePath())
	return err
}
