// Package confidence replaces what the stages of extraction guess about the reliability of their rules by what was measured.
// What enters are facts whose evidence carries the guesses, and a table (data/rules/confidence.yaml); what leaves are the same
// facts with measured numbers. The number is the share of right facts among those that rest on the rule and on no better one,
// as annotated reports show it. A rule that the table lacks keeps its guess.
//
// The table is written by a test of this package that needs the annotations: go test ./extract/confidence -run Calibrate -update
package confidence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"

	"policygraph/graph/kg"
)

// The kinds of facts that a rule may be more and less reliable for: nodes by what they are, links by their predicate.
const (
	Entity         = "entity"
	Recommendation = "recommendation"
	CallsOn        = "calls_on"
	Involves       = "involves"
	Concerns       = "concerns"
	Relation       = "relation"
)

// Kinds returns the kinds in the order of the table.
func Kinds() []string {
	return []string{Entity, Recommendation, CallsOn, Involves, Concerns, Relation}
}

// Table holds for each kind of fact the measured confidence of rules.
type Table map[string]map[string]float64

// Read loads the named table. Unknown kinds and numbers outside (0, 1] are errors.
func Read(fsys fs.FS, name string) (Table, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read confidence of rules: %w", err)
	}
	t := Table{}
	if err := yaml.NewDecoder(bytes.NewReader(raw)).Decode(&t); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for kind, rules := range t {
		if !slices.Contains(Kinds(), kind) {
			return nil, fmt.Errorf("%s: unknown kind of fact %q", name, kind)
		}
		for rule, c := range rules {
			if !(c > 0 && c <= 1) {
				return nil, fmt.Errorf("%s: %s: %s: confidence %v outside (0, 1]", name, kind, rule, c)
			}
		}
	}
	return t, nil
}

// Apply returns the graph with the measured numbers in its evidence. The input is not changed.
func (t Table) Apply(g *kg.Graph) *kg.Graph {
	out := *g
	out.Entities = slices.Clone(g.Entities)
	for i := range out.Entities {
		out.Entities[i].Mentions = t.evidence(Entity, g.Entities[i].Mentions)
	}
	out.Recommendations = slices.Clone(g.Recommendations)
	for i := range out.Recommendations {
		r := &out.Recommendations[i]
		r.Evidence = t.evidence(Recommendation, r.Evidence)
		r.Actors, r.Partners, r.Concerns = t.links(CallsOn, r.Actors), t.links(Involves, r.Partners), t.links(Concerns, r.Concerns)
	}
	out.Timeline = slices.Clone(g.Timeline)
	for i := range out.Timeline {
		out.Timeline[i].Entities = t.links(Entity, g.Timeline[i].Entities)
	}
	out.Relations = slices.Clone(g.Relations)
	for i := range out.Relations {
		out.Relations[i].Evidence = t.evidence(Relation, g.Relations[i].Evidence)
	}
	return &out
}

func (t Table) links(kind string, links []kg.Link) []kg.Link {
	out := slices.Clone(links)
	for i := range out {
		out[i].Evidence = t.evidence(kind, out[i].Evidence)
	}
	return out
}

func (t Table) evidence(kind string, ev []kg.Evidence) []kg.Evidence {
	out := slices.Clone(ev)
	for i := range out {
		if c, ok := t[kind][out[i].Rule]; ok {
			out[i].Confidence = c
		}
	}
	return out
}
