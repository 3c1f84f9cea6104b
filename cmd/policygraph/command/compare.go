package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/filter"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// compareFlags is what the compare command is told.
type compareFlags struct {
	sure   float64
	top    int
	format *string
}

func (p *program) compareCommand() *cobra.Command {
	f := &compareFlags{}
	cmd := &cobra.Command{
		Use:   "compare SECTION SECTION | compare --report REPORT --report REPORT",
		Short: "Compare two sections or reports: whom they call on and what they are about",
		Long: "Compares what two sections, by number or words of their titles, or two reports recommend: who is called on, involved and\n" +
			"concerned in both or in one only. Overlap is the Jaccard index: how many are in both, as a share of those in either.\n" +
			"Beside two sections, --report says in which reports they are looked for.",
		Example: "  policygraph compare \"Pillar 1\" \"Pillar 2\"\n  policygraph compare 2 3 --top 0\n  policygraph compare --report a.md --report b.md --format json",
		Args:    arguments(cobra.MaximumNArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.compare(cmd.Context(), c, f, args)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&f.top, "top", 10, "how many to list in each part; 0 lists all")
	confidenceFlag(cmd, &f.sure, "compare facts of at least this confidence")
	f.format = formatFlag(cmd)
	storeFlags(cmd)
	p.reportFlag(cmd) // those to compare, or to look for sections in
	return cmd
}

// comparison is two parts of the text beside each other.
type comparison struct {
	Sides [2]side   `json:"sides"`
	Roles []overlap `json:"roles"`
}

// side is one part of the text.
type side struct {
	Name            string   `json:"name"`
	Sections        []string `json:"sections,omitempty"` // titles that match the name
	Recommendations int      `json:"recommendations"`
	Entities        int      `json:"entities"` // that recommendations link to
}

// overlap says who has a role on both sides or one.
type overlap struct {
	Role    string   `json:"role"`
	Jaccard float64  `json:"jaccard"`
	Both    []shared `json:"both"`
	First   []shared `json:"only_first"`
	Second  []shared `json:"only_second"`
}

// shared is an entity with the number of recommendations that give it the role on each side.
type shared struct {
	ID     kg.ID  `json:"id"`
	Name   string `json:"name"`
	Type   string `json:"type"`
	First  int    `json:"first"`
	Second int    `json:"second"`
}

func (p *program) compare(ctx context.Context, c config.Config, f *compareFlags, sections []string) error {
	if err := f.check(sections, c.Reports); err != nil {
		return err
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	g, err := loadSure(ctx, c, o, f.sure)
	if err != nil {
		return err
	}
	parts, err := halves(g, o, sections, c.Reports)
	if err != nil {
		return err
	}
	out := newFacts(g).compared(parts)
	switch *f.format {
	case asJSON:
		return p.json(out)
	case asCSV:
		return p.csv(out.csv())
	}
	return p.writeComparison(out, f.top)
}

// check refuses what cannot be compared.
func (f *compareFlags) check(sections, reports []string) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	if f.top < 0 {
		return failed(ExitUsage, fmt.Errorf("--top: %d is negative", f.top))
	}
	if len(sections) == 2 || len(sections) == 0 && len(reports) == 2 {
		return nil
	}
	return failed(ExitUsage, errors.New("compare: name two sections, or two reports with --report; see policygraph compare --help"))
}

// half is one of two parts of the text that are compared.
type half struct {
	graph  *kg.Graph
	name   string
	titles []string // of the sections so named
}

// halves returns the two parts.
func halves(g *kg.Graph, o *ontology.Ontology, sections, names []string) ([2]half, error) {
	var out [2]half
	var reports []kg.ID
	for _, name := range names {
		id, err := reportNamed(g.Reports, name)
		if err != nil {
			return out, err
		}
		reports = append(reports, id)
	}
	words := newFacts(g)
	for i := range out {
		opt := filter.Options{Reports: reports}
		if len(sections) == 2 {
			opt.Section, out[i].name = sections[i], oneLine(sections[i])
			ids, err := filter.Sections(g, o, opt)
			if err != nil {
				return out, failed(ExitNotFound, err)
			}
			for _, id := range ids {
				out[i].titles = append(out[i].titles, oneLine(words.Sections[id].Title))
			}
		} else {
			opt.Reports, out[i].name = reports[i:i+1], shortName(reports[i])
		}
		var err error
		if out[i].graph, err = filter.Apply(g, o, opt); err != nil {
			return out, failed(ExitNotFound, err)
		}
	}
	return out, nil
}

// roleWords are the roles in recommendations and how people say them.
var roleWords = []struct{ predicate, words string }{{"calls_on", "called on"}, {"involves", "involved"}, {"concerns", "concerned"}}

// compared puts two parts beside each other.
func (f *facts) compared(halves [2]half) *comparison {
	out := &comparison{Roles: []overlap{}}
	var counts [2]map[string]map[kg.ID]int
	for i, h := range halves {
		g := h.graph
		counts[i] = map[string]map[kg.ID]int{}
		linked := map[kg.ID]bool{}
		for k := range g.Recommendations {
			for _, part := range parts(&g.Recommendations[k]) {
				if counts[i][part.predicate] == nil {
					counts[i][part.predicate] = map[kg.ID]int{}
				}
				for _, l := range part.links {
					counts[i][part.predicate][l.Entity]++
					linked[l.Entity] = true
				}
			}
		}
		out.Sides[i] = side{h.name, h.titles, len(g.Recommendations), len(linked)}
	}
	for _, role := range roleWords {
		out.Roles = append(out.Roles, f.overlap(role.predicate, counts[0][role.predicate], counts[1][role.predicate]))
	}
	return out
}

// overlap sorts entities by the sides on which they have a role.
func (f *facts) overlap(role string, first, second map[kg.ID]int) overlap {
	out := overlap{Role: role, Both: []shared{}, First: []shared{}, Second: []shared{}}
	for i := range f.graph.Entities {
		e := &f.graph.Entities[i]
		s := shared{e.ID, e.Name, e.Type, first[e.ID], second[e.ID]}
		switch {
		case s.First > 0 && s.Second > 0:
			out.Both = append(out.Both, s)
		case s.First > 0:
			out.First = append(out.First, s)
		case s.Second > 0:
			out.Second = append(out.Second, s)
		}
	}
	for _, list := range [][]shared{out.Both, out.First, out.Second} {
		slices.SortStableFunc(list, func(a, b shared) int { return cmp.Compare(b.First+b.Second, a.First+a.Second) })
	}
	if all := len(out.Both) + len(out.First) + len(out.Second); all > 0 {
		out.Jaccard = float64(len(out.Both)) / float64(all)
	}
	return out
}

// writeComparison prints a comparison for people.
func (p *program) writeComparison(c *comparison, top int) error {
	w := &coverageWriter{cardWriter{p: p, width: p.width()}, top}
	t := table{columns: []column{{name: ""}, {name: "recommendations", right: true}, {name: "entities", right: true}, {name: "part", share: 1}}}
	for i, s := range c.Sides {
		t.add(letter(i), s.Recommendations, s.Entities, cmp.Or(strings.Join(s.Sections, "; "), s.Name))
	}
	w.part("Compared", t, len(t.rows))
	for i, r := range c.Roles {
		all := len(r.Both) + len(r.First) + len(r.Second)
		heading := fmt.Sprintf("Who or what is %s: %d in both of %d, overlap %.2f", roleWords[i].words, len(r.Both), all, r.Jaccard)
		if all == 0 {
			heading = fmt.Sprintf("Who or what is %s: nobody on either side", roleWords[i].words)
		}
		t := table{columns: []column{{name: "in"}, {name: "A", right: true}, {name: "B", right: true}, {name: "name"}, {name: "type"}}}
		for k, list := range [][]shared{r.Both, r.First, r.Second} {
			for _, s := range list[:w.shown(len(list))] {
				t.add([]string{"both", "only A", "only B"}[k], s.First, s.Second, s.Name, s.Type)
			}
		}
		w.part(heading, t, all)
	}
	_, err := p.out.WriteString(w.String())
	return err
}

func letter(i int) string { return string(rune('A' + i)) }

// csv lists who has which role where.
func (c *comparison) csv() table {
	t := table{}
	for _, name := range []string{"role", "in", "id", "name", "type", "first", "second"} {
		t.columns = append(t.columns, column{name: name})
	}
	for _, r := range c.Roles {
		for k, list := range [][]shared{r.Both, r.First, r.Second} {
			for _, s := range list {
				t.add(r.Role, []string{"both", "first", "second"}[k], s.ID, s.Name, s.Type, s.First, s.Second)
			}
		}
	}
	return t
}
