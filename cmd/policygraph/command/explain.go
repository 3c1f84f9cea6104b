package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// explainFlags is what the explain command is told.
type explainFlags struct {
	quotes int
	format *string
}

func (p *program) explainCommand() *cobra.Command {
	f := &explainFlags{}
	cmd := &cobra.Command{
		Use:   "explain NAME|EDGE",
		Short: "Say why an entity, recommendation or edge is in the graph",
		Long: "Says which rules made a fact, from which words, and which rows of the gazetteers know of it. The fact is a node, by any name\n" +
			"or ID, or an edge: the names or IDs of its ends with the predicate between them, as three arguments or as one, or the ID\n" +
			"that exports give it. Confidence is the share of right facts among those that the rule makes, as measured on annotated\n" +
			"reports; that of a fact is the highest of its evidence.",
		Example: "  policygraph explain \"European Commission\"\n  policygraph explain \"Norwegian Maritime Authority\" part_of Norway\n" +
			"  policygraph explain \"Norwegian Maritime Authority part_of Norway\" --format json\n" +
			"  policygraph explain \"agency:norwegian-maritime-authority|part_of|country:norway\"",
		Args: arguments(func(_ *cobra.Command, args []string) error {
			if len(args) != 1 && len(args) != 3 {
				return fmt.Errorf("say a name, or an edge as one argument or three; received %d", len(args))
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.explain(cmd.Context(), c, f, args)
		},
	}
	cmd.Flags().IntVar(&f.quotes, "quotes", 2, "how many quotes to print for each rule; 0 prints all")
	f.format = formatFlag(cmd)
	storeFlags(cmd)
	p.reportFlag(cmd)
	knowledgeFlags(cmd)
	return cmd
}

// knowledgeFlags are those of commands that need the names and rules, but read no reports.
func knowledgeFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.String("gazetteers", "", "directory of gazetteer files that add to the built-in ones or replace them")
	flags.String("rules", "", "directory of rule files that replace built-in ones")
	config.Bind(flags, "gazetteers", "gazetteers")
	config.Bind(flags, "rules", "rules")
}

func (p *program) explain(ctx context.Context, c config.Config, f *explainFlags, args []string) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	if f.quotes < 0 {
		return failed(ExitUsage, fmt.Errorf("--quotes: %d is negative", f.quotes))
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	k, err := newKnowledge(c)
	if err != nil {
		return err
	}
	g, err := load(ctx, c)
	if err != nil {
		return err
	}
	e := explainer{facts: newFacts(g), words: o, knowledge: k}
	list, err := e.asked(args)
	if err != nil {
		return err
	}
	switch *f.format {
	case asJSON:
		return p.json(list)
	case asCSV:
		return p.csv(explanationTable(list))
	}
	return writeCards(p, f.quotes, list, (*cardWriter).explanation)
}

// asked returns the explanations of what the arguments name.
func (e *explainer) asked(args []string) ([]explanation, error) {
	if len(args) == 3 {
		if !slices.Contains(predicateNames(e.words), args[1]) {
			return nil, failed(ExitUsage, fmt.Errorf("unknown predicate %q; known are %s", args[1], strings.Join(predicateNames(e.words), ", ")))
		}
		return e.edges(args[0], args[1], args[2])
	}
	ids, err := named(e.graph, args[0])
	if err == nil {
		out := []explanation{}
		for _, id := range ids {
			more, err := e.node(id)
			if err != nil {
				return nil, err
			}
			out = append(out, more)
		}
		return out, nil
	}
	if from, predicate, to, ok := splitEdge(args[0], e.words); ok {
		return e.edges(from, predicate, to)
	}
	return nil, err
}

// splitEdge splits an edge written as one string at its predicate.
func splitEdge(s string, o *ontology.Ontology) (from, predicate, to string, ok bool) {
	known := predicateNames(o)
	if parts := strings.Split(s, "|"); len(parts) == 3 && slices.Contains(known, parts[1]) {
		object, _, _ := strings.Cut(parts[2], "#") // parallel edges of an export are numbered
		return parts[0], parts[1], object, true
	}
	words := strings.Fields(s)
	for i := 1; i+1 < len(words); i++ {
		if slices.Contains(known, words[i]) {
			return strings.Join(words[:i], " "), words[i], strings.Join(words[i+1:], " "), true
		}
	}
	return "", "", "", false
}

// edges explains the edges of the predicate between two nodes given by their names.
func (e *explainer) edges(from, predicate, to string) ([]explanation, error) {
	subjects, err := e.ends(from)
	if err != nil {
		return nil, err
	}
	objects, err := e.ends(to)
	if err != nil {
		return nil, err
	}
	out, others := []explanation{}, []string{}
	for _, s := range subjects {
		for _, t := range objects {
			for _, x := range append(e.between(s, t), e.between(t, s)...) {
				if x.subject != s || x.Predicate != predicate {
					others = append(others, x.Statement)
					continue
				}
				more, err := e.complete(x)
				if err != nil {
					return nil, err
				}
				out = append(out, more)
			}
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	err = fmt.Errorf("the graph does not say %q", from+" "+predicate+" "+to)
	if len(others) > 0 {
		err = fmt.Errorf("%w; it says: %s", err, strings.Join(others, "; "))
	}
	return nil, failed(ExitNotFound, err)
}

// ends returns the nodes that may be meant by one end of an edge: those of the name, or a section, report or event by its ID.
func (e *explainer) ends(name string) ([]kg.ID, error) {
	id := kg.ID(name)
	if e.Timeline[id] != nil || e.Sections[id] != nil || e.Reports[id] != nil {
		return []kg.ID{id}, nil
	}
	if e.Passages[id] != nil || e.Sources[id] != nil {
		return nil, failed(ExitNotFound, errors.New("passages and sources are tied by where they stand, not by rules: "+name))
	}
	return named(e.graph, name)
}
