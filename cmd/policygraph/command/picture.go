package command

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"policygraph/cmd/policygraph/config"
	"policygraph/export/scene"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
	"policygraph/graph/layout"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// beyond returns what stands in the picture beside the usual nodes: for scenes, and as kinds for projections.
func beyond(with []string) (scene.With, []string) {
	var w scene.With
	var kinds []string
	for _, name := range with {
		switch name {
		case "passages":
			w.Passages, kinds = true, append(kinds, kg.KindPassage)
		case "sources":
			w.Sources, kinds = true, append(kinds, kg.KindSource)
		}
	}
	return w, kinds
}

// picture scores and places the nodes of the graph and draws it without the kinds of nodes to hide.
func picture(ctx context.Context, g *kg.Graph, o *ontology.Ontology, c config.Config, hide ...string) (*scene.Scene, *analysis.Scores, error) {
	choice, err := network(c, o)
	if err != nil {
		return nil, nil, err
	}
	_, scores, err := score(g, o, choice, analysisOptions(c, chosen(c.Analysis.Measures)))
	if err != nil {
		return nil, nil, fmt.Errorf("analyse: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	with, kinds := beyond(c.With)
	in := scene.Input{Columns: columns(scores), SizeBy: c.Analysis.SizeBy, With: with, Hide: hide}
	bare, err := scene.Build(g, o, in) // says how large each node is, which its place depends on
	if err != nil {
		return nil, nil, err
	}
	shown := view.Display(kinds...)
	shown.Kinds = slices.DeleteFunc(shown.Kinds, func(kind string) bool { return slices.Contains(hide, kind) })
	in.Positions = positions(view.Project(g, o, shown), bare, c.Layout)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	s, err := scene.Build(g, o, in)
	return s, scores, err
}

// analysisOptions returns the settings of the analysis with the measures wanted.
func analysisOptions(c config.Config, measures []string) analysis.Options {
	return analysis.Options{
		Seed: c.Analysis.Seed, Measures: measures,
		Betweenness: analysis.Sampling(c.Analysis.Betweenness), Closeness: analysis.Sampling(c.Analysis.Closeness),
	}
}

// chosen returns nil, which means all measures, for an empty list.
func chosen(measures []string) []string {
	if len(measures) == 0 {
		return nil
	}
	return measures
}

// columns turns scores into columns of the picture.
func columns(s *analysis.Scores) []scene.Column {
	var out []scene.Column
	for _, c := range s.Columns {
		if c.Name == "mentions" {
			continue // the picture counts them for all its nodes
		}
		values := make(map[kg.ID]float64, len(s.IDs))
		for i, id := range s.IDs {
			values[id] = c.Values[i]
		}
		out = append(out, scene.Column{Name: c.Name, Title: c.Title, Integer: c.Integer, Values: values})
	}
	return out
}

// Room that a label needs beside its node, in the unit of the sizes: as if the node were so much larger.
const (
	labelRoom    = 4.0
	labelGrowth  = 0.3 // for each letter
	labelLetters = 45  // at most; longer labels are cut or broken into lines
)

// positions places the nodes of a picture that has no places yet.
func positions(v *view.Graph, s *scene.Scene, c config.Layout) map[kg.ID][2]float64 {
	sizes := make(map[kg.ID]float64, len(s.Nodes))
	for i := range s.Nodes {
		n := &s.Nodes[i]
		sizes[kg.ID(n.ID)] = n.Size + labelRoom + labelGrowth*float64(min(labelLetters, utf8.RuneCountInString(n.Label)))
	}
	ids := v.IDs()
	radii := make([]float64, len(ids))
	for i, id := range ids {
		radii[i] = sizes[id]
	}
	out := make(map[kg.ID][2]float64, len(ids))
	for i, p := range layout.Positions(v, layout.Options{Seed: c.Seed, Iterations: c.Iterations, Sizes: radii}) {
		out[ids[i]] = [2]float64{p.X, p.Y}
	}
	return out
}
