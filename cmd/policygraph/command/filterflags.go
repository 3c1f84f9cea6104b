package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/analysis"
	"policygraph/graph/filter"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// filterFlags are the flags that choose a part of the graph, the same in all commands; --report, which [program.reportFlag] defines,
// is read elsewhere. A command that lists nodes of some types and countries takes these two out with rows.
type filterFlags struct {
	ego, between, country []string
	community             []int
	opt                   filter.Options
}

// keepNodes is what --type and --country do in commands that show the part itself.
const keepNodes = "keep nodes"

// add defines the flags. verb says what --type and --country do, as keepNodes or "list entities".
func (f *filterFlags) add(p *program, cmd *cobra.Command, verb string) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.opt.Types, "type", nil, verb+" of these types (default all)")
	country := verb + " of this country: itself and all bodies that are part of it"
	if verb == keepNodes {
		country += ", and what has a relation with them"
	}
	flags.StringArrayVar(&f.country, "country", nil, country+" (repeatable)")
	flags.StringArrayVar(&f.ego, "ego", nil, "keep what is within --hops steps of this name (repeatable)")
	flags.IntVar(&f.opt.Hops, "hops", 1, "how far --ego reaches")
	flags.StringArrayVar(&f.between, "between", nil, "keep this name and what lies on the shortest paths to the other ones (say it twice or more)")
	flags.IntVar(&f.opt.Length, "path-length", 4, "how many steps the paths of --between may have")
	flags.StringSliceVar(&f.opt.Follow, "follow", nil, "predicates that --ego and --between follow (default all)")
	flags.IntSliceVar(&f.community, "community", nil, "keep the communities of these numbers, as policygraph communities lists them without filters")
	flags.StringSliceVar(&f.opt.Predicates, "predicate", nil, "keep edges of these predicates and what they tie")
	flags.Float64Var(&f.opt.MinWeight, "min-weight", 0, "keep edges of at least this weight and what they tie")
	flags.StringVar(&f.opt.Section, "section", "", "keep what the sections of this number, or with these words in the title, say")
	flags.BoolVar(&f.opt.Context, "context", false, "add what the kept entities are part of or lie in, up to their countries")
	confidenceFlag(cmd, &f.opt.MinConfidence, "keep facts of at least this confidence")
	p.reportFlag(cmd)
	complete(cmd, "predicate", words(predicateNames))
	complete(cmd, "follow", words(predicateNames))
}

// check refuses names that do not exist before anything is read.
func (f *filterFlags) check(o *ontology.Ontology, structure bool) error {
	for _, n := range []struct {
		flag         string
		value, least int
	}{{"--hops", f.opt.Hops, 0}, {"--path-length", f.opt.Length, 1}} {
		if n.value < n.least {
			return failed(ExitUsage, fmt.Errorf("%s: %d is %s", n.flag, n.value, map[int]string{0: "negative", 1: "not positive"}[n.least]))
		}
	}
	if len(f.between) == 1 {
		return failed(ExitUsage, errors.New("--between: say it twice or more, once for each end"))
	}
	if len(f.opt.Follow) > 0 && len(f.ego)+len(f.between) == 0 {
		return failed(ExitUsage, errors.New("--follow: there is nothing to follow without --ego or --between"))
	}
	if err := checkConfidence(f.opt.MinConfidence); err != nil {
		return err
	}
	if err := among("--type", f.opt.Types, typeNames(o, structure)); err != nil {
		return err
	}
	if err := among("--follow", f.opt.Follow, predicateNames(o)); err != nil {
		return err
	}
	return among("--predicate", f.opt.Predicates, predicateNames(o))
}

// narrows reports whether the flags choose facts rather than a part of the text.
func (f *filterFlags) narrows() bool {
	return len(f.opt.Types)+len(f.opt.Predicates)+len(f.ego)+len(f.between)+len(f.country)+len(f.community) > 0 || f.opt.MinWeight > 0
}

// chooses reports whether any of the flags is said.
func (f *filterFlags) chooses() bool {
	return f.narrows() || f.opt.Section != "" || f.opt.MinConfidence > 0
}

// part returns the part of the graph that passes the filters. That nothing does is an error, unless nothing was asked for.
func (f *filterFlags) part(g *kg.Graph, o *ontology.Ontology, c config.Config) (*kg.Graph, error) {
	opt := f.opt
	var err error
	if opt.Ego, err = allNamed(g, f.ego); err != nil {
		return nil, err
	}
	if opt.Between, err = allNamed(g, f.between); err != nil {
		return nil, err
	}
	if opt.Countries, err = f.countries(g, o); err != nil {
		return nil, err
	}
	if opt.Members, err = f.members(g, o, c); err != nil {
		return nil, err
	}
	out, err := filter.Apply(g, o, opt)
	if err != nil {
		return nil, failed(ExitNotFound, err)
	}
	if f.chooses() && len(out.Entities)+len(out.Recommendations)+len(out.Timeline) == 0 {
		return nil, failed(ExitNotFound, errors.New("nothing in the graph passes these filters"))
	}
	if len(f.between) > 0 && len(out.Entities)+len(out.Recommendations) == len(opt.Between) && !f.opt.Context {
		return out, f.joined(out, opt)
	}
	return out, nil
}

// joined returns an error if the ends of --between, of which nothing else is left, are not tied to each other either.
func (f *filterFlags) joined(g *kg.Graph, opt filter.Options) error {
	if len(g.Relations) > 0 || slices.ContainsFunc(g.Recommendations, func(r kg.Recommendation) bool { return len(r.Actors)+len(r.Partners)+len(r.Concerns) > 0 }) {
		return nil
	}
	return failed(ExitNotFound, fmt.Errorf("--between: no path of up to %d steps between %s", opt.Length, strings.Join(f.between, ", ")))
}

// allNamed returns the entities and recommendations of these names, each once.
func allNamed(g *kg.Graph, names []string) ([]kg.ID, error) {
	var out []kg.ID
	for _, name := range names {
		ids, err := named(g, name)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out, nil
}

// members returns the nodes of the communities that --community names; nil if it names none.
func (f *filterFlags) members(g *kg.Graph, o *ontology.Ontology, c config.Config) ([]kg.ID, error) {
	if len(f.community) == 0 {
		return nil, nil
	}
	choice, err := network(c, o)
	if err != nil {
		return nil, err
	}
	_, scores, err := score(g, o, choice, analysis.Options{Seed: c.Analysis.Seed, Measures: []string{communityMeasure}})
	if err != nil {
		return nil, err
	}
	values, most := scores.Columns[0].Values, 0
	out := []kg.ID{}
	for i, v := range values {
		most = max(most, int(v))
		if slices.Contains(f.community, int(v)) {
			out = append(out, scores.IDs[i])
		}
	}
	for _, n := range f.community {
		if n < 1 || n > most {
			return nil, failed(ExitNotFound, fmt.Errorf("--community: there is no community %d; they are numbered from 1 to %d", n, most))
		}
	}
	return out, nil
}

// countries returns the states that --country names.
func (f *filterFlags) countries(g *kg.Graph, o *ontology.Ontology) ([]kg.ID, error) {
	if len(f.country) == 0 {
		return nil, nil
	}
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

// filtersTopic is the help topic about filters.
func filtersTopic() *cobra.Command {
	return &cobra.Command{Use: "filters", Short: "How to choose a part of the graph", Long: `Commands that read the store take the same flags to choose a part of it. They combine: a fact must pass all of them.

Text:          --report R, --section S (a number as 3.2, or words of the title; with the sections below)
Kinds:         --type T,… (entities, recommendation, section, …), --predicate P,… (edges, and what they tie)
Strength:      --min-weight W (edges, and what they tie), --min-confidence C
Country:       --country NAME (itself, all bodies that are part of it, what has a relation with one of these, and the
               recommendations that call on or involve one)
Surroundings:  --ego NAME --hops N; with --follow P,… only steps of these predicates count
Paths:         --between A --between B --path-length N: the names, and what lies on the shortest paths between them
Community:     --community N,… as policygraph communities numbers them for the same network and reports
Background:    --context adds to all this what the kept entities are part of or lie in, up to their countries

Filters apply in this order: reports, section, confidence, community, country, types, predicates and weight, surroundings,
paths; then the background is added. So surroundings and paths lead only over what the filters before them keep. The names
given to --ego and --between are kept whatever their type.

What is kept keeps its evidence and the passages in which it stands; with --section, the evidence there. rank, coverage and
plot use --type and --country to choose what they list, and count all facts that pass the other filters.

A name that is not in the graph gives the nearest ones; if nothing passes, the exit code is 4.`}
}
