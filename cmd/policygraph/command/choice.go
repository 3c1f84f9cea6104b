package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/graph/kg"
	"policygraph/graph/lookup"
	"policygraph/graph/store"
)

// reportsFlag is the flag that narrows what a command reads in the store to some reports.
const reportsFlag = "report"

// reportFlag gives a command that reads the store the choice of reports. What it counts and measures is then of these alone.
func (p *program) reportFlag(cmd *cobra.Command) {
	cmd.Flags().StringArray(reportsFlag, nil, "keep to these reports, by name, file name or title (repeatable, or a list with commas)")
	err := cmd.RegisterFlagCompletionFunc(reportsFlag, func(cmd *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		done, last := "", begun
		if i := strings.LastIndexByte(begun, ','); i >= 0 {
			done, last = begun[:i+1], begun[i+1:]
		}
		var out []cobra.Completion
		for _, name := range p.reportNames(cmd) {
			if strings.HasPrefix(name, last) {
				out = append(out, done+name)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the flag is not defined: a mistake in this program
	}
}

// completeReports completes arguments that name reports in the store, each once.
func (p *program) completeReports(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, name := range p.reportNames(cmd) {
		if strings.HasPrefix(name, begun) && !slices.Contains(args, name) {
			out = append(out, name)
		}
	}
	return out, cobra.ShellCompDirectiveDefault
}

// reportNames returns the short names of the reports in the store that the command's flags name; none if it cannot be read.
func (p *program) reportNames(cmd *cobra.Command) (names []string) {
	c, err := p.settings(cmd)
	if err != nil {
		return nil
	}
	st, err := store.Open(c.Store.Backend, c.StorePath(), store.Read)
	if err != nil {
		return nil
	}
	ctx := cmd.Context()
	if ctx == nil {
		ctx = context.Background()
	}
	list, err := st.Reports(ctx)
	if st.Close() != nil || err != nil {
		return nil
	}
	for i := range list {
		names = append(names, shortName(list[i].ID))
	}
	return names
}

// chosenReports returns what the flag of [program.reportFlag] names, if the command has it.
func chosenReports(cmd *cobra.Command) []string {
	if cmd.Flags().Lookup(reportsFlag) == nil {
		return nil
	}
	names, err := cmd.Flags().GetStringArray(reportsFlag)
	if err != nil {
		panic(err) // the flag is of another type: a mistake in this program
	}
	return names
}

// reportsNamed returns the reports of these names. A name may be a list with commas, unless a report has just that name.
func reportsNamed(list []kg.Report, names []string) ([]kg.ID, error) {
	var out []kg.ID
	for _, name := range names {
		if ids := bearing(list, name); len(ids) == 1 {
			out = append(out, ids[0])
			continue
		}
		for one := range strings.SplitSeq(name, ",") {
			id, err := reportNamed(list, strings.TrimSpace(one))
			if err != nil {
				return nil, err
			}
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// reportNamed returns the report of that ID, short name, file name or title, or an error that names those that may be meant.
func reportNamed(list []kg.Report, name string) (kg.ID, error) {
	ids := bearing(list, name)
	switch len(ids) {
	case 1:
		return ids[0], nil
	case 0:
		return "", failed(ExitNotFound, fmt.Errorf("no report %q in the store%s", name, suggested(list, name)))
	}
	var all []string
	for _, id := range ids {
		all = append(all, shortName(id))
	}
	return "", failed(ExitNotFound, fmt.Errorf("several reports are named %q; say which: %s", name, strings.Join(all, ", ")))
}

// bearing returns the reports of that ID or short name; if there is none, those of that file name or title.
func bearing(list []kg.Report, name string) []kg.ID {
	var out []kg.ID
	for i := range list {
		r := &list[i]
		if string(r.ID) == name || shortName(r.ID) == name {
			return []kg.ID{r.ID}
		}
		if r.File == name || oneLine(r.Title) != "" && oneLine(r.Title) == oneLine(name) {
			out = append(out, r.ID)
		}
	}
	return out
}

// allShown is how many reports a store may hold for all of them to be named in an error.
const allShown = 8

// suggested names the reports that may have been meant.
func suggested(list []kg.Report, name string) string {
	var names []string
	byForm := map[string]string{}
	var forms []string
	for i := range list {
		short := shortName(list[i].ID)
		names = append(names, short)
		for _, form := range []string{short, list[i].File, oneLine(list[i].Title)} {
			if byForm[form] == "" {
				byForm[form] = short
				forms = append(forms, form)
			}
		}
	}
	slices.Sort(names)
	if len(names) <= allShown {
		if len(names) == 0 {
			return ", which is empty"
		}
		return "; known are " + strings.Join(names, ", ")
	}
	var near []string
	for _, form := range lookup.NearestNames(forms, name, 2*nearestShown) {
		if short := byForm[form]; !slices.Contains(near, short) && len(near) < nearestShown {
			near = append(near, short)
		}
	}
	if len(near) == 0 {
		return "; policygraph reports lists them"
	}
	return "; nearest: " + strings.Join(near, ", ")
}
