package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/evaluate"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// evalFlags is what the eval command is told.
type evalFlags struct {
	misses bool
	least  []string
	format *string
}

func (p *program) evalCommand() *cobra.Command {
	f := &evalFlags{}
	cmd := &cobra.Command{
		Use:   "eval GOLD [REPORT [GOLD REPORT]...]",
		Short: "Compare what was found in reports with careful annotations of them",
		Long: "Prints how well the facts agree with the annotation in the file GOLD: P (precision: how much of what was found is right), R\n" +
			"(recall: how much of the annotation was found) and F1 (both in one) of entities, recommendations, who they call on, involve\n" +
			"and concern, and relations. The report is a file, which is read anew, or one in the store, by name; by default the one in the\n" +
			"store that is named as GOLD is, or the only one. Of several pairs, F1 of the main metrics and the mean are printed.\n\n" +
			"GOLD is JSON: an object with the lists \"entities\" (objects with name, type, aliases), \"recommendations\" (starts_with, actors,\n" +
			"partners, concerns) and \"relations\" (subject, predicate, object). \"optional\": true on any of these, \"types_also\" of entities,\n" +
			"and \"actors_optional\", \"partners_optional\", \"concerns_optional\" say what counts neither for nor against.",
		Example: "  policygraph eval report.gold.json report.md --misses\n  policygraph eval report.gold.json --min entities=0.8 --min relations=0.5\n" +
			"  policygraph eval a.json a.md b.json b.md --gazetteers mine --format json",
		Args: arguments(func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) > 1 && len(args)%2 == 1 {
				return fmt.Errorf("wants GOLD, or pairs of GOLD and REPORT; received %d arguments", len(args))
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.eval(cmd.Context(), c, f, args)
		},
	}
	cmd.Flags().BoolVar(&f.misses, "misses", false, "list what is missing, wrong or too much; with --format csv in place of the figures")
	cmd.Flags().StringArrayVar(&f.least, "min", nil, fmt.Sprintf("end with exit code %d if F1 of a report is below, as in entities=0.8 (repeatable)", ExitBelow))
	f.format = formatFlag(cmd)
	complete(cmd, "min", words(func(o *ontology.Ontology) []string { return measured(o).Metrics() }))
	storeFlags(cmd)
	extractFlags(cmd)
	return cmd
}

// measured returns what the vocabulary lets be measured.
func measured(o *ontology.Ontology) evaluate.Vocabulary {
	v := evaluate.Vocabulary{Types: typeNames(o, false)}
	for _, p := range o.Predicates {
		v.Predicates = append(v.Predicates, p.Name)
	}
	return v
}

// evaluated is the outcome for one report.
type evaluated struct {
	Gold   string          `json:"gold"`
	Report string          `json:"report"`
	Scores evaluate.Scores `json:"metrics"`
	Misses evaluate.Misses `json:"misses,omitempty"`
}

func (p *program) eval(ctx context.Context, c config.Config, f *evalFlags, args []string) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	v := measured(o)
	least, err := f.minima(v)
	if err != nil {
		return err
	}
	var golds []*evaluate.Gold
	for i := 0; i < len(args); i += 2 { // all of them before any report, since reading reports takes longer
		gold, err := readGold(args[i], v)
		if err != nil {
			return err
		}
		golds = append(golds, gold)
	}
	var all []evaluated
	for i, gold := range golds {
		g, err := p.measuredReport(ctx, c, args[2*i:min(2*i+2, len(args))])
		if err != nil {
			return err
		}
		e := evaluated{Gold: args[2*i], Report: shortName(g.Reports[0].ID)}
		e.Scores, e.Misses = evaluate.Compare(g, gold, v)
		all = append(all, e)
	}
	if err := p.evaluation(f, all, v); err != nil {
		return err
	}
	return below(least, all)
}

// minimum is an F1 that is asked for.
type minimum struct {
	metric string
	value  float64
}

// minima reads the flags that ask for an F1.
func (f *evalFlags) minima(v evaluate.Vocabulary) ([]minimum, error) {
	var out []minimum
	for _, text := range f.least {
		metric, number, ok := strings.Cut(text, "=")
		if !ok {
			return nil, failed(ExitUsage, fmt.Errorf("--min: %q is not of the form METRIC=VALUE", text))
		}
		if err := among("--min", []string{metric}, v.Metrics()); err != nil {
			return nil, err
		}
		value, err := strconv.ParseFloat(number, 64)
		if err != nil || !(value >= 0 && value <= 1) {
			return nil, failed(ExitUsage, fmt.Errorf("--min: %s: %q is not a number from 0 to 1", metric, number))
		}
		out = append(out, minimum{metric, value})
	}
	return out, nil
}

// below is an error if a report has less than the F1 asked for.
func below(least []minimum, all []evaluated) error {
	var errs []error
	for _, e := range all {
		for _, m := range least {
			if f1 := e.Scores.Get(m.metric).F1; f1 < m.value {
				errs = append(errs, fmt.Errorf("%s: %s: F1 %.3f is below %v", e.Report, m.metric, f1, m.value))
			}
		}
	}
	return failed(ExitBelow, errors.Join(errs...))
}

// readGold reads an annotation.
func readGold(path string, v evaluate.Vocabulary) (*evaluate.Gold, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, failed(ExitInput, fmt.Errorf("read gold: %w", err))
	}
	gold, err := evaluate.ParseGold(raw, v)
	if err == nil {
		return gold, nil
	}
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = slices.Clone(joined.Unwrap())
	}
	for i, e := range list {
		if errors.As(e, new(*evaluate.Problem)) {
			list[i] = fmt.Errorf("%s:%w", path, e)
		}
	}
	list[0] = fmt.Errorf("read gold: %w", list[0])
	return nil, failed(ExitInput, errors.Join(list...))
}

// measuredReport returns the facts of one report: of a file, or of a report in the store as if it were alone there. The pair
// is the gold's path and what names the report, if anything does.
func (p *program) measuredReport(ctx context.Context, c config.Config, pair []string) (*kg.Graph, error) {
	if len(pair) == 2 {
		name := pair[1]
		if info, err := os.Stat(name); isPath(name) || err == nil && !info.IsDir() {
			g, _, err := p.reportGraph(ctx, c, name)
			return g, err
		}
	}
	g, err := loadSome(ctx, c, func(list []kg.Report) ([]kg.ID, error) {
		if len(pair) == 2 {
			id, err := reportNamed(list, pair[1])
			return []kg.ID{id}, err
		}
		id, err := reportOf(pair[0], list)
		return []kg.ID{id}, err
	})
	if err != nil && len(pair) == 2 {
		err = fmt.Errorf("%s is no file, so looked for in the store: %w", pair[1], err)
	}
	return g, err
}

// reportOf returns the report that is named as the gold's file is, or the only one.
func reportOf(gold string, list []kg.Report) (kg.ID, error) {
	name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(gold), filepath.Ext(gold)), ".gold")
	var all []string
	for i := range list {
		if list[i].ID == kg.ReportID(name) {
			return list[i].ID, nil
		}
		all = append(all, shortName(list[i].ID))
	}
	if len(list) == 1 {
		return list[0].ID, nil
	}
	return "", failed(ExitNotFound, fmt.Errorf("no report %q in the store; name a file or one of %s", name, strings.Join(all, ", ")))
}
