package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// networkFlags gives a command the choice of the network that it looks at.
func networkFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.String("projection", view.Full, "network to look at: "+strings.Join(projectionNames(), ", ")+"; see policygraph help networks")
	flags.String("weight", "", "how its ties are weighed: predicate, evidence, passages, one; of shared and countries: count, jaccard, cosine, newman, one (default the first)")
	flags.StringSlice("status", nil, "ties by evidence of these statuses: asserted, recommended, hedged, negated (default all)")
	flags.String("qualifier", "", "ties of one kind: cooperation, opposition (default all)")
	flags.String("isolates", config.KeepIsolates, "nodes without ties: keep, drop")
	for _, flag := range []string{"projection", "weight", "status", "qualifier", "isolates"} {
		config.Bind(flags, flag, "analysis."+flag)
	}
	complete(cmd, "projection", projectionNames)
	complete(cmd, "weight", weightNames)
	complete(cmd, "status", statusNames)
	complete(cmd, "isolates", config.Isolates)
	complete(cmd, "qualifier", words((*ontology.Ontology).Qualifiers))
}

func projectionNames() []string {
	var out []string
	for _, p := range view.Projections() {
		out = append(out, p.Name)
	}
	return out
}

func weightNames() []string {
	var out []string
	for _, w := range view.Weightings() {
		out = append(out, w.Name)
	}
	return out
}

func statusNames() []string {
	var out []string
	for _, s := range view.Statuses() {
		out = append(out, string(s))
	}
	return out
}

// network returns the choice of the network in the settings.
func network(c config.Config, o *ontology.Ontology) (view.Choice, error) {
	choice := c.Analysis.Network()
	return choice, failed(ExitUsage, choice.Check(o))
}

// score computes measures on the chosen network; the facts returned are those that it shows.
func score(g *kg.Graph, o *ontology.Ontology, choice view.Choice, opt analysis.Options) (*kg.Graph, *analysis.Scores, error) {
	facts, v := view.Network(g, o, choice)
	opt.View = v
	scores, err := analysis.Compute(facts, o, opt)
	return facts, scores, err
}

// networksTopic is the help topic about networks.
func networksTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString("What is in the store can be looked at as different networks, on which measures, communities and paths then differ.\n\n" +
		"--projection (analysis.projection):\n")
	for _, p := range view.Projections() {
		fmt.Fprintf(&b, "  %-24s%s\n", p.Name, p.Help)
	}
	for _, shared := range []bool{false, true} {
		of := "full and actors-recommendations"
		if shared {
			of = "shared and countries"
		}
		fmt.Fprintf(&b, "\n--weight (analysis.weight) of %s; the first is the default:\n", of)
		for _, w := range view.Weightings() {
			if w.Shared == shared || w.Name == view.WeightOne {
				fmt.Fprintf(&b, "  %-24s%s\n", w.Name, w.Help)
			}
		}
	}
	b.WriteString("\n--status (analysis.status) keeps ties by how the text holds them: asserted is what is said to be so, recommended what should be;\n" +
		"the links of recommendations are recommended. --qualifier (analysis.qualifier) keeps ties of cooperation or of opposition, by\n" +
		"the predicates that the vocabulary qualifies so. --isolates (analysis.isolates) drop leaves out nodes without ties.\n" +
		"Networks of one section, report or set of predicates are those of the part that the flags --section, --report, --predicate keep.")
	return &cobra.Command{Use: "networks", Short: "What networks can be made of the facts", Long: b.String()}
}
