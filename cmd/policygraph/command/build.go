package command

import (
	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
)

func (p *program) buildCommand() *cobra.Command {
	f := &corpusFlags{}
	var format *string
	cmd := &cobra.Command{
		Use:   "build REPORT...",
		Short: "Read reports into the store",
		Long:  "Reads reports and stores what they say; other reports in the store stay, unless --prune is given.\n\n" + inputsHelp,
		Example: "  policygraph build report.md\n  policygraph build reports/ 'more/**/*.pdf' batch.zip --store knowledge\n" +
			"  policygraph build reports/ --prune\n  pdftotext report.pdf - | policygraph build - --as text --name report",
		Args: arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.build(cmd, c, f, *format, args)
		},
	}
	format = formatFlag(cmd)
	f.add(cmd)
	storeFlags(cmd)
	extractFlags(cmd)
	return cmd
}

func (p *program) build(cmd *cobra.Command, c config.Config, f *corpusFlags, format string, args []string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	g, err := p.gather(cmd, c, f, args, func() error { return nil })
	if err != nil {
		return err
	}
	if err := g.close(); err != nil {
		return err
	}
	if t := g.count(c); t.Failed < len(t.Reports) || format != asTable {
		if err := p.printTally(format, t); err != nil {
			return err
		}
	}
	return p.failures(g.outcomes)
}
