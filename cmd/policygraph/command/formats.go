package command

import (
	"strings"

	"github.com/spf13/cobra"

	"policygraph/export"
)

// formatRow is a format of export as JSON shows it.
type formatRow struct {
	Name       string   `json:"name"`
	Extensions []string `json:"extensions"`
	MediaType  string   `json:"media_type"`
	Profiles   []string `json:"profiles,omitempty"`
	Files      []string `json:"files"` // what --out graph writes
	For        string   `json:"for"`
	Keeps      string   `json:"keeps"`
	Drops      string   `json:"drops"`
}

func (p *program) formatsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List the formats of export, and what each keeps and drops",
		Long: "Lists the formats that export and run write: the endings of file names by which they are known, their profiles (the default\n" +
			"first), the files they write, and what of the graph they keep and drop. What was lost of one graph says export --loss-report.",
		Example: "  policygraph formats\n  policygraph formats --format json",
		Args:    arguments(cobra.NoArgs),
	}
	format := formatFlag(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := checkFormat(*format); err != nil {
			return err
		}
		return p.formats(*format)
	}
	return cmd
}

func (p *program) formats(format string) error {
	t := table{columns: []column{{name: "format"}, {name: "files graph…", share: 2}, {name: "profiles"}, {name: "for", share: 3}, {name: "keeps", share: 3}, {name: "drops", share: 3}}}
	var rows []formatRow
	for _, f := range export.Formats() {
		row := formatRow{f.Name, f.Extensions, f.MediaType, f.Profiles, f.Paths("graph" + f.Extensions[0]), f.Help, f.Keeps, f.Drops}
		rows = append(rows, row)
		t.add(row.Name, strings.ReplaceAll(strings.Join(row.Files, " "), "graph.", "."), strings.Join(row.Profiles, " "), row.For, row.Keeps, row.Drops)
	}
	return p.print(format, t, rows)
}
