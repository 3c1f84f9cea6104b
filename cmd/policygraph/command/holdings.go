package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/kg"
	"policygraph/graph/store"
)

func (p *program) reportsCommand() *cobra.Command {
	var format *string
	cmd := &cobra.Command{
		Use:   "reports",
		Short: "List the reports in the store",
		Long: "Lists the reports in the store by name, with what is known of each and how much was found in it. The name, the file name\n" +
			"and the title are what --report and policygraph remove go by. JSON has all fields.",
		Example: "  policygraph reports\n  policygraph reports --store knowledge --format csv",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.listReports(cmd.Context(), c, *format)
		},
	}
	format = formatFlag(cmd)
	storeFlags(cmd)
	p.reportFlag(cmd)
	return cmd
}

// holding is a report in the store, as it is printed.
type holding struct {
	Name            string   `json:"name"`
	ID              kg.ID    `json:"id"`
	Title           string   `json:"title"`
	Authors         []string `json:"authors"`
	Publisher       string   `json:"publisher"`
	Date            string   `json:"date"`
	File            string   `json:"file"`
	Format          string   `json:"format"`
	SHA256          string   `json:"sha256"`
	Pages           int      `json:"pages"`
	Passages        int      `json:"passages"`
	Entities        int      `json:"entities"`
	Recommendations int      `json:"recommendations"`
	Relations       int      `json:"relations"`
	Timeline        int      `json:"timeline_events"`
	Sources         int      `json:"sources"`
}

func newHolding(s store.Summary) holding {
	h := holding{Name: shortName(s.ID), ID: s.ID, Title: oneLine(s.Title), Authors: s.Authors, Publisher: s.Publisher, Date: s.Date,
		File: s.File, Format: s.Format, SHA256: s.Hash, Pages: s.Pages, Passages: s.Passages, Entities: s.Entities,
		Recommendations: s.Recommendations, Relations: s.Relations, Timeline: s.Timeline, Sources: s.Sources}
	if h.Authors == nil {
		h.Authors = []string{} // a list in JSON
	}
	return h
}

func (p *program) listReports(ctx context.Context, c config.Config, format string) (err error) {
	if err := checkFormat(format); err != nil {
		return err
	}
	list, err := summaries(ctx, c)
	if err != nil {
		return err
	}
	if len(list) == 0 && !p.quiet {
		fmt.Fprintln(p.err, "policygraph: note: the store holds no report")
	}
	t := table{columns: []column{{name: "report"}, {name: "title", share: 4}, {name: "publisher", share: 1}, {name: "date"}, {name: "pages", right: true}, {name: "format"},
		{name: "entities", right: true}, {name: "recommendations", right: true}, {name: "relations", right: true}}}
	rows := []holding{}
	for _, s := range list {
		h := newHolding(s)
		rows = append(rows, h)
		pages := ""
		if h.Pages > 0 {
			pages = fmt.Sprint(h.Pages)
		}
		t.add(h.Name, h.Title, h.Publisher, h.Date, pages, h.Format, h.Entities, h.Recommendations, h.Relations)
	}
	if format == asTable {
		t = t.filled()
	}
	return p.print(format, t, rows)
}

// filled returns the table without the columns in which no row has anything; what nobody knows takes no room.
func (t *table) filled() table {
	out := table{rows: make([][]string, len(t.rows)), bare: t.bare}
	for i, c := range t.columns {
		if len(t.rows) > 0 && !slices.ContainsFunc(t.rows, func(row []string) bool { return row[i] != "" }) {
			continue
		}
		out.columns = append(out.columns, c)
		for j, row := range t.rows {
			out.rows[j] = append(out.rows[j], row[i])
		}
	}
	return out
}

// summaries returns what the store holds of the reports that --report names, or of all, by name.
func summaries(ctx context.Context, c config.Config) (list []store.Summary, err error) {
	st, err := openStore(c, store.Read)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, failed(ExitStore, st.Close())) }()
	if list, err = st.Summaries(ctx); err != nil {
		return nil, failed(ExitStore, err)
	}
	chosen, err := reportsNamed(reportsOf(list), c.Reports)
	if err != nil {
		return nil, err
	}
	if len(chosen) > 0 {
		list = slices.DeleteFunc(list, func(s store.Summary) bool { return !slices.Contains(chosen, s.ID) })
	}
	return list, nil
}

func reportsOf(list []store.Summary) []kg.Report {
	out := make([]kg.Report, len(list))
	for i := range list {
		out[i] = list[i].Report
	}
	return out
}

func (p *program) removeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove REPORT...",
		Short: "Take reports out of the store",
		Long: "Takes reports out of the store, by name, file name, title or ID. What the store then says is what it would say if it had\n" +
			"never held them: what other reports say of the same bodies stays. If one of the names is not known, nothing is removed.",
		Example: "  policygraph remove clean-shipping-corridors\n  policygraph remove report.md \"Minutes That Matter\" --store knowledge",
		Args:    arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.remove(cmd.Context(), c, args)
		},
		ValidArgsFunction: p.completeReports,
	}
	storeFlags(cmd)
	return cmd
}

func (p *program) remove(ctx context.Context, c config.Config, names []string) (err error) {
	st, err := openStore(c, store.Write)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, failed(ExitStore, st.Close())) }()
	list, err := st.Summaries(ctx)
	if err != nil {
		return failed(ExitStore, err)
	}
	var ids []kg.ID
	for _, name := range names {
		id, err := reportNamed(reportsOf(list), name)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if err := st.Remove(ctx, id); err != nil {
			return failed(storeExit(err), err)
		}
		i := slices.IndexFunc(list, func(s store.Summary) bool { return s.ID == id })
		if s := list[i]; !p.quiet {
			fmt.Fprintf(p.out, "removed %s: %s (%s, %s, %s)\n", shortName(id), cmp.Or(oneLine(s.Title), s.File), counted(s.Entities, "entity", "entities"),
				counted(s.Recommendations, "recommendation", "recommendations"), counted(s.Relations, "relation", "relations"))
		}
	}
	p.noteSpare(ctx, c, st)
	return nil
}
