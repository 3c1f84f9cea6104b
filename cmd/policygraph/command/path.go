package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/paths"
	"policygraph/graph/view"
)

// pathFlags is what the path command is told.
type pathFlags struct {
	filterFlags
	k      int
	avoid  []string
	format *string
}

func (p *program) pathCommand() *cobra.Command {
	f := &pathFlags{}
	cmd := &cobra.Command{
		Use:   "path FROM TO",
		Short: "Show how two entities hang together, step by step with quotes",
		Long: "Shows the shortest paths between two entities or recommendations: fewest steps first, of equally long ones those whose ties\n" +
			"weigh more. Paths ignore directions but say them; they may lead over recommendations. Of each step the surest quote is shown.\n" +
			"Large states tie everything to everything: --avoid leaves them out.",
		Example: "  policygraph path \"European Commission\" Japan\n  policygraph path NASA \"Ministry of Science and ICT\" -k 5 --avoid \"United States\"\n" +
			"  policygraph path NATO Japan --projection shared --format json",
		Args: arguments(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.path(cmd.Context(), c, f, args)
		},
	}
	flags := cmd.Flags()
	flags.IntVarP(&f.k, "paths", "k", 3, "how many paths to show")
	flags.StringArrayVar(&f.avoid, "avoid", nil, "show paths that do not pass this entity (repeatable)")
	f.add(p, cmd, keepNodes)
	networkFlags(cmd)
	f.format = formatFlag(cmd)
	storeFlags(cmd)
	return cmd
}

// way is a path in words.
type way struct {
	Nodes []string `json:"nodes"`
	Steps []step   `json:"steps"`
}

// step is a tie between two nodes of a path.
type step struct {
	From      kg.ID    `json:"from"`
	To        kg.ID    `json:"to"`
	Predicate string   `json:"predicate"`
	Label     string   `json:"label"`
	Direction string   `json:"direction"`      // out leads along the path, in against it, both has none
	Also      []string `json:"also,omitempty"` // labels of further ties between the two
	quote
	names [2]string
}

func (p *program) path(ctx context.Context, c config.Config, f *pathFlags, ends []string) error {
	o, err := vocabulary()
	if err != nil {
		return err
	}
	choice, err := f.check(c, o)
	if err != nil {
		return err
	}
	whole, err := load(ctx, c)
	if err != nil {
		return err
	}
	between := make([]kg.ID, 2)
	for i, name := range ends {
		if between[i], err = oneNamed(whole, name); err != nil {
			return err
		}
	}
	if between[0] == between[1] {
		return failed(ExitUsage, fmt.Errorf("%q and %q are the same: %s", ends[0], ends[1], between[0]))
	}
	g, err := f.part(whole, o, c)
	if err != nil {
		return err
	}
	facts, v := view.Network(g, o, choice)
	found, err := f.find(whole, v, between)
	if err != nil {
		return err
	}
	n := &narrator{newFacts(facts), o, choice}
	ways := []way{}
	for _, found := range found {
		ways = append(ways, n.way(v, found))
	}
	switch *f.format {
	case asJSON:
		return p.json(ways)
	case asCSV:
		return p.csv(wayTable(ways))
	}
	w := cardWriter{p: p, width: p.width()}
	for i := range ways {
		w.way(i, &ways[i])
	}
	_, err = p.out.WriteString(w.String())
	return err
}

// check refuses what makes no sense before anything is read.
func (f *pathFlags) check(c config.Config, o *ontology.Ontology) (view.Choice, error) {
	if err := checkFormat(*f.format); err != nil {
		return view.Choice{}, err
	}
	if f.k < 1 {
		return view.Choice{}, failed(ExitUsage, fmt.Errorf("--paths: %d is not positive", f.k))
	}
	if err := f.filterFlags.check(o, false); err != nil {
		return view.Choice{}, err
	}
	return network(c, o)
}

// oneNamed returns the one entity or recommendation of that name.
func oneNamed(g *kg.Graph, name string) (kg.ID, error) {
	ids, err := named(g, name)
	if err != nil {
		return "", err
	}
	if len(ids) > 1 {
		var all []string
		for _, id := range ids {
			all = append(all, string(id))
		}
		return "", failed(ExitUsage, fmt.Errorf("%q names %d entities; say which: %s", name, len(ids), strings.Join(all, ", ")))
	}
	return ids[0], nil
}

// find returns the paths between two nodes of the network.
func (f *pathFlags) find(g *kg.Graph, v *view.Graph, between []kg.ID) ([]paths.Path, error) {
	words := newFacts(g)
	var ends [2]int
	for i, id := range between {
		at, ok := v.Find(id)
		if !ok {
			return nil, failed(ExitNotFound, fmt.Errorf("%s is not in this network", words.node(id)))
		}
		ends[i] = at
	}
	var avoid []int
	for _, name := range f.avoid {
		ids, err := named(g, name)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if at, ok := v.Find(id); ok {
				avoid = append(avoid, at)
			}
		}
	}
	found := paths.Shortest(&v.Undirected().Rows, ends[0], ends[1], f.k, avoid)
	if len(found) == 0 {
		return nil, failed(ExitNotFound, fmt.Errorf("no path leads from %s to %s in this network", words.node(between[0]), words.node(between[1])))
	}
	return found, nil
}

// node names a node of a path.
func (f *facts) node(id kg.ID) string {
	if e := f.Entities[id]; e != nil {
		return e.Name
	}
	return id.Kind() + " " + shortName(id)
}
