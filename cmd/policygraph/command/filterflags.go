package command

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"policygraph/graph/filter"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// filterFlags are the flags that choose a part of the graph.
type filterFlags struct {
	ego, country []string
	opt          filter.Options
}

// add defines the flags. verb says what --type and --country do, as "keep nodes".
func (f *filterFlags) add(cmd *cobra.Command, verb string) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.opt.Types, "type", nil, verb+" of these types (default all)")
	flags.StringArrayVar(&f.country, "country", nil, verb+" of this country: itself and all bodies that are part of it (repeatable)")
	flags.StringArrayVar(&f.ego, "ego", nil, "keep what is within --hops steps of this name (repeatable)")
	flags.IntVar(&f.opt.Hops, "hops", 1, "how far --ego reaches")
	flags.Float64Var(&f.opt.MinWeight, "min-weight", 0, "keep edges of at least this weight and what they tie")
	f.addPredicate(cmd)
	f.addText(cmd)
}

// addPredicate defines the flag that chooses edges.
func (f *filterFlags) addPredicate(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.opt.Predicates, "predicate", nil, "keep edges of these predicates and what they tie")
	complete(cmd, "predicate", words(predicateNames))
}

// addText defines the flags that choose a part of the text.
func (f *filterFlags) addText(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.opt.Section, "section", "", "keep what the sections of this number, or with these words in the title, say")
	confidenceFlag(cmd, &f.opt.MinConfidence, "keep facts of at least this confidence")
}

// check refuses names that do not exist before anything is read.
func (f *filterFlags) check(o *ontology.Ontology, structure bool) error {
	if f.opt.Hops < 0 {
		return failed(ExitUsage, fmt.Errorf("--hops: %d is negative", f.opt.Hops))
	}
	if err := checkConfidence(f.opt.MinConfidence); err != nil {
		return err
	}
	if err := among("--type", f.opt.Types, typeNames(o, structure)); err != nil {
		return err
	}
	return among("--predicate", f.opt.Predicates, predicateNames(o))
}

// part returns the part of the graph that passes the filters.
func (f *filterFlags) part(g *kg.Graph, o *ontology.Ontology) (*kg.Graph, error) {
	opt := f.opt
	for _, name := range f.ego {
		ids, err := named(g, name)
		if err != nil {
			return nil, err
		}
		opt.Ego = append(opt.Ego, ids...)
	}
	var err error
	if opt.Countries, err = f.countries(g, o); err != nil {
		return nil, err
	}
	out, err := filter.Apply(g, o, opt)
	if err != nil {
		return nil, failed(ExitNotFound, err)
	}
	return out, nil
}

// countries returns the states that --country names.
func (f *filterFlags) countries(g *kg.Graph, o *ontology.Ontology) ([]kg.ID, error) {
	states := view.States(g, o)
	var out []kg.ID
	for _, name := range f.country {
		ids, err := named(g, name)
		if err != nil {
			return nil, err
		}
		found := false
		for _, id := range ids {
			if s := states[id]; len(s) == 1 && s[0] == id {
				out, found = append(out, id), true
			}
		}
		if !found {
			return nil, failed(ExitNotFound, fmt.Errorf("--country: %q is no country", name))
		}
	}
	return out, nil
}

// rows takes --type and --country out of the filters, for commands that list some entities of a whole network, and returns
// which entities they keep.
func (f *filterFlags) rows(g *kg.Graph, o *ontology.Ontology) (func(*kg.Entity) bool, error) {
	countries, err := f.countries(g, o)
	if err != nil {
		return nil, err
	}
	states, types := view.States(g, o), f.opt.Types
	f.opt.Types, f.country = nil, nil
	return func(e *kg.Entity) bool {
		return (len(types) == 0 || slices.Contains(types, e.Type)) &&
			(len(countries) == 0 || slices.ContainsFunc(states[e.ID], func(s kg.ID) bool { return slices.Contains(countries, s) }))
	}, nil
}
