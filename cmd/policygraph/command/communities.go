package command

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/analysis"
	"policygraph/graph/groups"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// How many members and sections name a community.
const (
	namingMembers  = 3
	namingSections = 2
)

// communityMeasure is the measure that numbers communities.
const communityMeasure = "community"

// communitiesFlags is what the communities command is told.
type communitiesFlags struct {
	filterFlags
	members, least int
	format         *string
}

func (p *program) communitiesCommand() *cobra.Command {
	f := &communitiesFlags{}
	cmd := &cobra.Command{
		Use:   "communities",
		Short: "List groups of entities that hang together, named by their most typical members",
		Long: "Lists the communities of the network, which the Leiden algorithm finds: groups tied more closely among themselves than chance\n" +
			"would have it. Each is named by its most typical members, those with the heaviest ties inside, and by the sections that speak\n" +
			"of it most. inside is the share of its ties' weight that stays in it; modularity is what it adds to that of the division.",
		Example: "  policygraph communities\n  policygraph communities --projection shared --isolates drop\n  policygraph communities --members 0 --format json",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.communities(cmd.Context(), c, f)
		},
	}
	cmd.Flags().IntVar(&f.members, "members", 8, "how many members of each to print; 0 prints all")
	cmd.Flags().IntVar(&f.least, "least", 2, "list communities of at least so many nodes")
	f.filterFlags.add(p, cmd, keepNodes)
	networkFlags(cmd)
	f.format = formatFlag(cmd)
	complete(cmd, "type", words(func(o *ontology.Ontology) []string { return typeNames(o, true) }))
	storeFlags(cmd)
	return cmd
}

// division is the communities of a network.
type division struct {
	Modularity  float64     `json:"modularity"`
	Nodes       int         `json:"nodes"`
	Untied      int         `json:"without_ties"`
	Communities []community `json:"communities"`
}

// community is a group in words.
type community struct {
	Number          int         `json:"community"`
	Name            string      `json:"name"`
	Size            int         `json:"size"` // entities and recommendations
	Recommendations int         `json:"recommendations"`
	Inside          float64     `json:"inside"`
	Modularity      float64     `json:"modularity"`
	Types           []typeCount `json:"types"`
	Sections        []string    `json:"sections"`
	Members         []member    `json:"members"`
}

// typeCount says how many members have a type.
type typeCount struct {
	Type  string `json:"type"`
	Count int    `json:"count"`
}

// member is an entity of a community.
type member struct {
	ID     kg.ID   `json:"id"`
	Name   string  `json:"name"`
	Type   string  `json:"type"`
	Inside float64 `json:"inside"` // weight of its ties in the community
}

func (p *program) communities(ctx context.Context, c config.Config, f *communitiesFlags) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	if f.members < 0 || f.least < 1 {
		return failed(ExitUsage, fmt.Errorf("--members %d, --least %d: the one must not be negative, the other must be positive", f.members, f.least))
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	if err := f.check(o, true); err != nil {
		return err
	}
	choice, err := network(c, o)
	if err != nil {
		return err
	}
	g, err := load(ctx, c)
	if err != nil {
		return err
	}
	if g, err = f.part(g, o, c); err != nil {
		return err
	}
	facts, v := view.Network(g, o, choice)
	d, err := newFacts(facts).divide(v, o, c.Analysis.Seed, f.least)
	if err != nil {
		return err
	}
	switch *f.format {
	case asJSON:
		return p.json(d)
	case asCSV:
		return p.csv(d.csv())
	}
	return p.writeDivision(d, f.members)
}

// divide finds and describes the communities of a network.
func (f *facts) divide(v *view.Graph, o *ontology.Ontology, seed uint64, least int) (*division, error) {
	scores, err := analysis.Compute(f.graph, o, analysis.Options{Seed: seed, Measures: []string{communityMeasure}, View: v})
	if err != nil {
		return nil, err
	}
	number := make([]int, v.Len())
	for i, x := range scores.Columns[0].Values {
		number[i] = int(x)
	}
	rows := &v.Undirected().Rows
	d := &division{Nodes: v.Len(), Communities: []community{}}
	spoken := f.spoken(v)
	for _, g := range groups.Of(rows, number) {
		d.Modularity += g.Modularity
		if len(g.Members) == 1 && rows.Degree(g.Members[0].Node) == 0 {
			d.Untied++
		}
		if len(g.Members) >= least {
			d.Communities = append(d.Communities, f.community(v, &g, spoken))
		}
	}
	d.Modularity = rounded(d.Modularity)
	return d, nil
}

// rounded keeps six decimals, so that the last bits, in which processors may differ, are not printed.
func rounded(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// community puts a group into words.
func (f *facts) community(v *view.Graph, g *groups.Group, spoken map[kg.ID][]kg.ID) community {
	c := community{Number: g.Number, Size: len(g.Members), Inside: rounded(g.InnerShare()), Modularity: rounded(g.Modularity), Members: []member{}, Types: []typeCount{}}
	counts, sections := map[string]int{}, map[kg.ID]int{}
	for _, m := range g.Members {
		id := v.ID(m.Node)
		for _, s := range spoken[id] {
			sections[s]++
		}
		e := f.Entities[id]
		if e == nil {
			c.Recommendations++
			continue
		}
		counts[e.Type]++
		c.Members = append(c.Members, member{e.ID, e.Name, e.Type, rounded(m.Inner)})
	}
	for t, n := range counts {
		c.Types = append(c.Types, typeCount{t, n})
	}
	slices.SortFunc(c.Types, func(a, b typeCount) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Type, b.Type)) })
	c.Sections = f.typicalSections(sections, spoken)
	var names []string
	for _, m := range c.Members[:min(namingMembers, len(c.Members))] {
		names = append(names, m.Name)
	}
	c.Name = cmp.Or(strings.Join(names, ", "), "recommendations without entities")
	return c
}

// spoken returns for each node the sections that speak of it, once for each place that does.
func (f *facts) spoken(v *view.Graph) map[kg.ID][]kg.ID {
	out := map[kg.ID][]kg.ID{}
	for _, id := range v.IDs() {
		if r := f.Recommendations[id]; r != nil {
			out[id] = append(out[id], r.Section)
		}
		if e := f.Entities[id]; e != nil {
			for _, m := range e.Mentions {
				out[id] = append(out[id], f.Place(m).Section)
			}
		}
	}
	return out
}

// typicalSections returns the titles of the sections that speak of a community most: often, and of little else. They are
// ordered by the places times their share of all places in the section.
func (f *facts) typicalSections(places map[kg.ID]int, spoken map[kg.ID][]kg.ID) []string {
	all := map[kg.ID]int{}
	for _, list := range spoken {
		for _, s := range list {
			all[s]++
		}
	}
	var ids []kg.ID
	for id := range places {
		if s := f.Sections[id]; s != nil && s.Title != "" {
			ids = append(ids, id)
		}
	}
	weight := func(id kg.ID) float64 { return float64(places[id]*places[id]) / float64(all[id]) }
	slices.SortFunc(ids, func(a, b kg.ID) int { return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a, b)) })
	titles := []string{}
	for _, id := range ids[:min(namingSections, len(ids))] {
		titles = append(titles, oneLine(f.Sections[id].Title))
	}
	return titles
}

// writeDivision prints communities as cards.
func (p *program) writeDivision(d *division, members int) error {
	w := cardWriter{p: p, width: p.width()}
	w.line(0, fmt.Sprintf("%s of %d nodes, modularity %.3f; %s without ties", counted(len(d.Communities), "community", "communities"), d.Nodes, d.Modularity,
		counted(d.Untied, "node", "nodes")))
	for i := range d.Communities {
		c := &d.Communities[i]
		w.line(0, "")
		w.heading(fmt.Sprintf("%d. %s", c.Number, c.Name))
		w.line(3, fmt.Sprintf("size %d: %s", c.Size, c.types()))
		w.line(3, fmt.Sprintf("inside %.0f%%, modularity %.3f", 100*c.Inside, c.Modularity))
		if len(c.Sections) > 0 {
			w.line(3, "sections: "+strings.Join(c.Sections, "; "))
		}
		n := len(c.Members)
		if members > 0 {
			n = min(n, members)
		}
		var names []string
		for _, m := range c.Members[:n] {
			names = append(names, m.Name)
		}
		if left := len(c.Members) - n; left > 0 {
			names = append(names, fmt.Sprintf("and %d more", left))
		}
		if len(names) > 0 {
			w.line(3, "members: "+strings.Join(names, ", "))
		}
	}
	_, err := p.out.WriteString(w.String())
	return err
}

// types says what the members are.
func (c *community) types() string {
	var out []string
	for _, t := range c.Types {
		out = append(out, fmt.Sprintf("%s %d", t.Type, t.Count))
	}
	if c.Recommendations > 0 {
		out = append(out, fmt.Sprintf("recommendation %d", c.Recommendations))
	}
	return strings.Join(out, ", ")
}

// csv lists the members of all communities.
func (d *division) csv() table {
	t := table{}
	for _, name := range []string{"community", "name", "size", "inside", "modularity", "sections", "id", "member", "type", "member_inside"} {
		t.columns = append(t.columns, column{name: name})
	}
	for _, c := range d.Communities {
		for _, m := range c.Members {
			t.add(c.Number, c.Name, c.Size, c.Inside, c.Modularity, strings.Join(c.Sections, "; "), m.ID, m.Name, m.Type, m.Inside)
		}
	}
	return t
}
