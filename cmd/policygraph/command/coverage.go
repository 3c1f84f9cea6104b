package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/coverage"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// idleType is the type of bodies that reports could call on and do not, unless --type says otherwise.
const idleType = "agency"

// coverageFlags is what the coverage command is told.
type coverageFlags struct {
	filterFlags
	without []string
	top     int
	format  *string
}

func (p *program) coverageCommand() *cobra.Command {
	f := &coverageFlags{}
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Say who has to do how much, what nobody is asked to do, and what hangs on one body",
		Long: "Says how the work that the reports recommend is spread: how many recommendations call on each body, itself or through its\n" +
			"parts; the smallest set of bodies that together are called on by all of them; what is left undone if one drops out, that is,\n" +
			"which call on it alone; which agencies are named but not called on; which recommendations call on several bodies or on none.\n\n" +
			"The smallest set is exact up to a bounded search. Beyond it, it says how many bodies are needed at least, and how far the set\n" +
			"that greed finds can be from the smallest.",
		Example: "  policygraph coverage\n  policygraph coverage --type agency --section \"Pillar 2\"\n  policygraph coverage --without \"European Commission\"\n" +
			"  policygraph coverage --country Japan --top 0 --format json",
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.coverage(cmd.Context(), c, f)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.without, "without", nil, "list what is left undone if this body drops out (repeatable: if all of them do)")
	flags.IntVar(&f.top, "top", 10, "how many to list in each part; 0 lists all")
	f.add(p, cmd, "count bodies")
	cmd.Flags().Lookup("type").Usage = "count bodies of these types (default all; only agencies among those not called on)"
	f.format = formatFlag(cmd)
	complete(cmd, "type", words(func(o *ontology.Ontology) []string { return typeNames(o, false) }))
	storeFlags(cmd)
	return cmd
}

// check refuses values that make no sense before anything is read.
func (f *coverageFlags) check(o *ontology.Ontology) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	if f.top < 0 {
		return failed(ExitUsage, fmt.Errorf("--top: %d is negative", f.top))
	}
	return f.filterFlags.check(o, false)
}

func (p *program) coverage(ctx context.Context, c config.Config, f *coverageFlags) error {
	o, err := vocabulary()
	if err != nil {
		return err
	}
	if err := f.check(o); err != nil {
		return err
	}
	g, err := load(ctx, c)
	if err != nil {
		return err
	}
	var gone []kg.ID
	for _, name := range f.without {
		ids, err := named(g, name)
		if err != nil {
			return err
		}
		gone = append(gone, ids...)
	}
	types := f.opt.Types
	counts, err := f.rows(g, o)
	if err != nil {
		return err
	}
	part, err := f.part(g, o, c)
	if err != nil {
		return err
	}
	opt := coverage.Options{Counts: counts, Idle: func(e *kg.Entity) bool {
		return counts(e) && (len(types) > 0 || e.Type == idleType)
	}}
	sheet := newFacts(part).coverage(coverage.Of(part, opt))
	sheet.Undone = newFacts(part).undone(f.without, gone)
	switch *f.format {
	case asJSON:
		return p.json(sheet)
	case asCSV:
		return p.csv(sheet.csv())
	}
	return p.writeCoverage(sheet, f.top)
}

// coverageSheet is a summary in words.
type coverageSheet struct {
	Recommendations int         `json:"recommendations"`
	Restating       int         `json:"restating"`
	Bodies          []bodyRow   `json:"bodies"`
	Cover           coverSheet  `json:"cover"`
	Undone          *undoneList `json:"undone,omitempty"`
	Idle            []idleRow   `json:"not_called_on"`
	Unaddressed     []advice    `json:"without_actor"`
	Elsewhere       []advice    `json:"only_others"`
	Shared          []advice    `json:"shared"`
}

// bodyName is an entity in words.
type bodyName struct {
	ID     kg.ID    `json:"id"`
	Name   string   `json:"name"`
	Type   string   `json:"type"`
	PartOf []string `json:"part_of"`
}

// bodyRow is a body that is called on.
type bodyRow struct {
	bodyName
	CalledOn  int     `json:"called_on"`
	WithParts int     `json:"with_parts"`
	Alone     int     `json:"alone"`
	Involved  int     `json:"involved"`
	Sole      []kg.ID `json:"left_undone_without_it"`
}

// idleRow is a body that nothing calls on.
type idleRow struct {
	bodyName
	Involved  int `json:"involved"`
	Concerned int `json:"concerned"`
	Mentions  int `json:"mentions"`
}

// coverSheet is the smallest set of bodies.
type coverSheet struct {
	Recommendations int        `json:"recommendations"`
	Exact           bool       `json:"exact"`
	AtLeast         int        `json:"at_least"`
	Bound           float64    `json:"greedy_bound,omitempty"`
	Bodies          []coverRow `json:"bodies"`
}

// coverRow is one body of it.
type coverRow struct {
	bodyName
	Adds int `json:"adds"`
	Sum  int `json:"covered"`
}

// undoneList is what is left undone if bodies drop out.
type undoneList struct {
	Without         []string `json:"without"`
	Recommendations []advice `json:"recommendations"`
}

// body puts an entity into words.
func (f *facts) body(id kg.ID, parents []kg.ID) bodyName {
	e := f.Entities[id]
	b := bodyName{ID: id, Name: e.Name, Type: e.Type, PartOf: []string{}}
	for _, up := range parents {
		if e := f.Entities[up]; e != nil {
			b.PartOf = append(b.PartOf, e.Name)
		}
	}
	return b
}

// coverage puts a summary into words.
func (f *facts) coverage(s *coverage.Summary) *coverageSheet {
	out := &coverageSheet{Recommendations: s.Recommendations, Restating: s.Restating, Bodies: []bodyRow{}, Idle: []idleRow{},
		Unaddressed: f.advices(s.Unaddressed), Elsewhere: f.advices(s.Elsewhere), Shared: f.advices(s.Shared)}
	for _, b := range s.Bodies {
		out.Bodies = append(out.Bodies, bodyRow{f.body(b.ID, b.Parents), len(b.Own), len(b.Whole), len(b.Sole), b.Involved, append([]kg.ID{}, b.Sole...)})
	}
	for _, i := range s.Idle {
		out.Idle = append(out.Idle, idleRow{f.body(i.ID, i.Parents), i.Involved, i.Concerned, i.Mentions})
	}
	out.Cover = coverSheet{s.Cover.Recommendations, s.Cover.Exact, s.Cover.AtLeast, s.Cover.Bound, []coverRow{}}
	sum := 0
	parents := map[kg.ID][]kg.ID{}
	for _, b := range s.Bodies {
		parents[b.ID] = b.Parents
	}
	for _, step := range s.Cover.Steps {
		sum += step.Adds
		out.Cover.Bodies = append(out.Cover.Bodies, coverRow{f.body(step.ID, parents[step.ID]), step.Adds, sum})
	}
	return out
}

// advices puts recommendations into words.
func (f *facts) advices(ids []kg.ID) []advice {
	out := []advice{}
	for _, id := range ids {
		out = append(out, f.advice(f.Recommendations[id]))
	}
	return out
}

// undone lists what calls on nobody but those gone; nil if nobody is.
func (f *facts) undone(names []string, gone []kg.ID) *undoneList {
	if len(names) == 0 {
		return nil
	}
	out := &undoneList{Without: []string{}, Recommendations: []advice{}}
	for _, id := range gone {
		name := shortName(id)
		if e := f.Entities[id]; e != nil {
			name = e.Name
		}
		out.Without = append(out.Without, name)
	}
	for i := range f.graph.Recommendations {
		r := &f.graph.Recommendations[i]
		left := slices.ContainsFunc(r.Actors, func(l kg.Link) bool { return !slices.Contains(gone, l.Entity) })
		if len(r.Actors) > 0 && !left {
			out.Recommendations = append(out.Recommendations, f.advice(r))
		}
	}
	return out
}

// parents names what a body is part of.
func (b bodyName) parents() string { return strings.Join(b.PartOf, "; ") }

// byAlone returns the bodies on which recommendations call alone, those with most of them first.
func byAlone(bodies []bodyRow) []bodyRow {
	out := slices.DeleteFunc(slices.Clone(bodies), func(b bodyRow) bool { return b.Alone == 0 })
	slices.SortStableFunc(out, func(a, b bodyRow) int { return b.Alone - a.Alone })
	return out
}
