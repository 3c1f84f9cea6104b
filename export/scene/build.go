package scene

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// Smallest and largest size of a node.
const (
	minSize = 6.0
	maxSize = 40.0
)

// defaultSizeBy is the column that sizes show unless the input names another.
const defaultSizeBy = "recommendations"

// builder holds what the steps of Build share.
type builder struct {
	g     *kg.Graph
	o     *ontology.Ontology
	in    Input
	idx   *kg.Index
	dates map[kg.ID]string // report → normalised date, only where known
	s     *Scene
	at    map[string]int // node → position in s.Nodes
	errs  []error
}

// Build makes the picture of the graph's facts. The graph must satisfy [kg.Graph.Check]; it is not changed. Identifiers
// that exports would damage, links to nodes that are not declared, unknown types, columns whose names are taken and
// positions for some nodes only are errors.
func Build(g *kg.Graph, o *ontology.Ontology, in Input) (*Scene, error) {
	if in.SizeBy == "" {
		in.SizeBy = defaultSizeBy
	}
	b := &builder{g: g, o: o, in: in, idx: g.Index(), at: map[string]int{}}
	b.s = &Scene{SizeBy: in.SizeBy, Facts: g}
	b.dates = reportDates(g)
	if err := b.fields(); err != nil {
		return nil, err
	}
	b.nodes()
	b.edges()
	b.measures()
	b.recommended()
	b.sizes()
	b.positions()
	b.legends()
	b.describe()
	if err := errors.Join(b.errs...); err != nil {
		return nil, fmt.Errorf("build scene: %w", err)
	}
	if err := b.s.Check(); err != nil {
		return nil, fmt.Errorf("build scene: %w", err)
	}
	return b.s, nil
}

// maxProblems bounds the problems that Build and Check report.
const maxProblems = 20

func (b *builder) fail(format string, args ...any) {
	if len(b.errs) < maxProblems {
		b.errs = append(b.errs, fmt.Errorf(format, args...))
	}
}

// fields declares the columns: the fixed ones, then the measures.
func (b *builder) fields() error {
	b.s.NodeFields = slices.Clone(nodeFields)
	b.s.EdgeFields = slices.Clone(edgeFields)
	taken := map[string]bool{}
	for _, name := range reserved {
		taken[name] = true
	}
	for _, f := range nodeFields {
		taken[f.Name] = true
	}
	for _, c := range b.in.Columns {
		if c.Name == defaultSizeBy {
			b.s.NodeFields[colRecommendations].Title = cmp.Or(c.Title, c.Name)
			continue
		}
		key := strings.ToLower(c.Name)
		if taken[key] || !wellFormed(c.Name) {
			return fmt.Errorf("build scene: column name %q is taken or malformed", c.Name)
		}
		taken[key] = true
		kind := Double
		if c.Integer {
			kind = Integer
		}
		b.s.NodeFields = append(b.s.NodeFields, Field{Name: c.Name, Title: cmp.Or(c.Title, c.Name), Kind: kind})
	}
	return nil
}

// measures fills the columns that were computed elsewhere.
func (b *builder) measures() {
	next := nodeFixed
	for _, c := range b.in.Columns {
		col := next
		if c.Name == defaultSizeBy {
			col = colRecommendations
		} else {
			next++
		}
		for i := range b.s.Nodes {
			n := &b.s.Nodes[i]
			if v, ok := c.Values[kg.ID(n.ID)]; ok && !math.IsNaN(v) && !math.IsInf(v, 0) {
				n.Attrs[col] = number(v)
			}
		}
	}
}

// recommended counts, unless that measure was given, the recommendations that link to each entity.
func (b *builder) recommended() {
	for _, c := range b.in.Columns {
		if c.Name == defaultSizeBy {
			return
		}
	}
	for _, r := range b.g.Recommendations {
		seen := map[kg.ID]bool{}
		for _, links := range [][]kg.Link{r.Actors, r.Partners, r.Concerns} {
			for _, l := range links {
				i, ok := b.at[string(l.Entity)]
				if !ok || seen[l.Entity] {
					continue
				}
				seen[l.Entity] = true
				v := &b.s.Nodes[i].Attrs[colRecommendations]
				*v = number(v.Number + 1)
			}
		}
	}
	for i := range b.s.Nodes {
		b.s.Nodes[i].Attrs[colRecommendations].Set = true
	}
}

// sizes makes the area of each node follow the chosen column.
func (b *builder) sizes() {
	col := slices.IndexFunc(b.s.NodeFields, func(f Field) bool { return f.Name == b.in.SizeBy && f.Kind != String })
	if col < 0 {
		b.fail("no numeric column %q to size nodes by", b.in.SizeBy)
		return
	}
	largest := 0.0
	for i := range b.s.Nodes {
		largest = max(largest, b.s.Nodes[i].Attrs[col].Number)
	}
	for i := range b.s.Nodes {
		n := &b.s.Nodes[i]
		n.Size = minSize
		if v := n.Attrs[col].Number; v > 0 {
			n.Size = round(minSize+(maxSize-minSize)*math.Sqrt(v/largest), 100)
		}
	}
}

func (b *builder) positions() {
	if len(b.in.Positions) == 0 {
		return
	}
	for i := range b.s.Nodes {
		n := &b.s.Nodes[i]
		p, ok := b.in.Positions[kg.ID(n.ID)]
		if !ok {
			b.fail("%s: no position, though others have one", n.ID)
			continue
		}
		n.X, n.Y, n.HasPosition = round(p[0], 1000), round(p[1], 1000), true
	}
}

// round returns v with 1/unit as the smallest step; huge values, which have no fraction to lose, stay.
func round(v, unit float64) float64 {
	if math.Abs(v) > 1e12 {
		return v
	}
	return math.Round(v*unit)/unit + 0 // turns -0 into 0
}
