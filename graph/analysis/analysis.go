// Package analysis scores the nodes of a policy graph: who is called on, who stands between others, what belongs together.
// What enters are the facts; what leaves are [Scores]: a column of rounded numbers for each measure, aligned to the entities
// and recommendations. Scores are the same in every run, on every machine and with any number of workers.
//
// To add a measure, write its function and give it a row in [Measures]; exporters show every column by name.
package analysis

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/view"
)

// Options choose what [Compute] computes.
type Options struct {
	Seed     uint64   // of the order in which communities are sought, and of samples
	Measures []string // names of the columns wanted; nil for all but the extra ones
	Workers  int      // goroutines; 0 for one per processor. The scores do not depend on it

	Betweenness Sampling // of large graphs; what is 0 has the values of [DefaultBetweenness]
	Closeness   Sampling // the same for closeness and harmonic closeness, with [DefaultCloseness]

	View *view.Graph // network to score, a projection of the facts; nil for entities and recommendations with all their ties
}

// Scores holds columns of numbers about nodes.
type Scores struct {
	IDs     []kg.ID // ascending
	Columns []Column
}

// Column is one measure's scores.
type Column struct {
	Name    string
	Title   string
	Integer bool
	Values  []float64 // aligned to Scores.IDs
	Note    string    // how far the values may be off, if they are estimates

	// Modularity says of a column of communities how much better they hold together than chance would have it; see [Modularity].
	Modularity float64
}

// Column returns the named column, or nil.
func (s *Scores) Column(name string) *Column {
	for i := range s.Columns {
		if s.Columns[i].Name == name {
			return &s.Columns[i]
		}
	}
	return nil
}

// Find returns the index of the node in every column.
func (s *Scores) Find(id kg.ID) (int, bool) { return slices.BinarySearch(s.IDs, id) }

// input is what measures are computed from.
type input struct {
	g          *kg.Graph
	directed   *view.Graph
	undirected *view.Undirected
	opt        Options
	seed       uint64
	workers    int
	notes      map[string]string // on the columns that are estimates

	near     func() *distances // what several measures share is computed once
	standing func() standing
	country  func() []Roles
	section  func() []Roles
}

func newInput(g *kg.Graph, o *ontology.Ontology, v *view.Graph, opt Options) *input {
	opt.Betweenness, opt.Closeness = opt.Betweenness.or(DefaultBetweenness()), opt.Closeness.or(DefaultCloseness())
	n := &input{g: g, directed: v, undirected: v.Undirected(), opt: opt, seed: opt.Seed, workers: opt.Workers, notes: map[string]string{}}
	if n.workers <= 0 {
		n.workers = runtime.GOMAXPROCS(0)
	}
	n.near = sync.OnceValue(func() *distances { return measureDistances(&n.undirected.Rows, opt.Closeness, n.seed, n.workers) })
	n.standing = sync.OnceValue(func() standing { return hits(v, n.workers) })
	n.country = sync.OnceValue(func() []Roles { return Brokerage(v, countries(g, o, v), n.workers) })
	n.section = sync.OnceValue(func() []Roles { return Brokerage(v, sections(g, v), n.workers) })
	return n
}

// Compute returns the scores of all entities and recommendations, or of the nodes of Options.View; sections, passages and
// other parts of reports get none.
// The columns come in the order of [Measures]. An unknown name is an error that lists the known ones.
func Compute(g *kg.Graph, o *ontology.Ontology, opt Options) (*Scores, error) {
	wanted, err := choose(opt.Measures)
	if err != nil {
		return nil, err
	}
	if err := opt.Betweenness.check(); err != nil {
		return nil, fmt.Errorf("betweenness: %w", err)
	}
	if err := opt.Closeness.check(); err != nil {
		return nil, fmt.Errorf("closeness: %w", err)
	}
	v := opt.View
	if v == nil {
		v = view.Project(g, o, view.Stakeholders())
	}
	n := newInput(g, o, v, opt)
	s := &Scores{IDs: slices.Clone(v.IDs())}
	for _, m := range wanted {
		c := Column{Name: m.Name, Title: m.Title, Integer: m.Integer, Values: m.compute(n)}
		c.Note = n.notes[m.Name]
		for i := range c.Values {
			c.Values[i] = round(c.Values[i])
		}
		if c.Note != "" {
			c.Title += " (estimate)"
		}
		if m.groups {
			c.Modularity = round(Modularity(n.undirected, integers(c.Values)))
		}
		s.Columns = append(s.Columns, c)
	}
	return s, nil
}

// choose returns the named measures in the order of the table.
func choose(names []string) ([]Measure, error) {
	all := Measures()
	if names == nil {
		return slices.DeleteFunc(all, func(m Measure) bool { return m.Extra }), nil
	}
	var known []string
	for _, m := range all {
		known = append(known, m.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown measure %q; known: %s", name, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(all, func(m Measure) bool { return !slices.Contains(names, m.Name) }), nil
}

// round keeps nine significant digits, so that the last bits, in which processors may differ, are not published.
func round(x float64) float64 {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return x
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 9, 64), 64)
	if err != nil {
		return x
	}
	return r
}
