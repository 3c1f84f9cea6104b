package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/filter"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// confidenceFlag gives a command the choice of how sure facts must be.
func confidenceFlag(cmd *cobra.Command, into *float64, help string) {
	cmd.Flags().Float64Var(into, "min-confidence", 0, help+", from 0 to 1")
}

// checkConfidence refuses numbers that no confidence can be.
func checkConfidence(c float64) error {
	if !(c >= 0 && c <= 1) {
		return failed(ExitUsage, fmt.Errorf("--min-confidence: %v is not from 0 to 1", c))
	}
	return nil
}

// loadSure returns what the store holds of facts that are at least as sure; least is a confidence, or a usage error.
func loadSure(ctx context.Context, c config.Config, o *ontology.Ontology, least float64) (*kg.Graph, error) {
	if err := checkConfidence(least); err != nil {
		return nil, err
	}
	g, err := load(ctx, c)
	if err != nil || least <= 0 {
		return g, err
	}
	return filter.Apply(g, o, filter.Options{MinConfidence: least})
}
