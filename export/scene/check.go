package scene

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Check verifies what every exporter relies on: identifiers that are unique and survive every reader; edge ends that are
// declared; no two edges with the same ends and predicate; weights, sizes and positions that are finite, weights and sizes
// positive; positions for all nodes or for none; cells aligned to the columns. It returns the problems joined, at most
// twenty, or nil.
func (s *Scene) Check() error {
	c := &checker{s: s}
	c.fields("node", s.NodeFields)
	c.fields("edge", s.EdgeFields)
	at := c.nodes()
	c.edges(at)
	return errors.Join(c.errs...)
}

type checker struct {
	s    *Scene
	errs []error
}

func (c *checker) fail(format string, args ...any) {
	if len(c.errs) < maxProblems {
		c.errs = append(c.errs, fmt.Errorf(format, args...))
	}
}

func (c *checker) fields(of string, fields []Field) {
	seen := map[string]bool{}
	for _, name := range reserved {
		seen[name] = true
	}
	for _, f := range fields {
		if key := strings.ToLower(f.Name); seen[key] || !wellFormed(f.Name) {
			c.fail("%s column %q: name is taken or malformed", of, f.Name)
		} else {
			seen[key] = true
		}
	}
}

func (c *checker) nodes() map[string]int {
	at := make(map[string]int, len(c.s.Nodes))
	for i := range c.s.Nodes {
		n := &c.s.Nodes[i]
		if _, twice := at[n.ID]; twice || !wellFormed(n.ID) {
			c.fail("node %q: id is malformed or stands twice", n.ID)
		}
		at[n.ID] = i
		switch {
		case len(n.Attrs) != len(c.s.NodeFields):
			c.fail("node %s: %d cells for %d columns", n.ID, len(n.Attrs), len(c.s.NodeFields))
		case !(n.Size > 0) || !finite(n.Size):
			c.fail("node %s: size %v", n.ID, n.Size)
		case !isColor(n.Color):
			c.fail("node %s: color %q is not #RRGGBB", n.ID, n.Color)
		case n.HasPosition != c.s.Nodes[0].HasPosition:
			c.fail("node %s: some nodes have positions and some have none", n.ID)
		case !finite(n.X) || !finite(n.Y):
			c.fail("node %s: position %v, %v", n.ID, n.X, n.Y)
		}
		c.cells(n.ID, c.s.NodeFields, n.Attrs)
	}
	return at
}

func (c *checker) edges(at map[string]int) {
	type ends struct {
		from, to  int
		predicate string
	}
	ids, seen := make(map[string]bool, len(c.s.Edges)), make(map[ends]bool, len(c.s.Edges))
	for i := range c.s.Edges {
		e := &c.s.Edges[i]
		from, okFrom := at[e.Source]
		to, okTo := at[e.Target]
		key := ends{from, to, e.Predicate}
		switch {
		case !wellFormed(e.ID) || ids[e.ID]:
			c.fail("edge %q: id is malformed or stands twice", e.ID)
		case !wellFormed(e.Predicate):
			c.fail("edge %s: predicate %q is malformed", e.ID, e.Predicate)
		case !okFrom || !okTo || from != e.From || to != e.To:
			c.fail("edge %s: an end is not declared", e.ID)
		case seen[key]:
			c.fail("edge %s: another has the same ends and predicate", e.ID)
		case !(e.Weight > 0) || !finite(e.Weight):
			c.fail("edge %s: weight %v", e.ID, e.Weight)
		case len(e.Attrs) != len(c.s.EdgeFields):
			c.fail("edge %s: %d cells for %d columns", e.ID, len(e.Attrs), len(c.s.EdgeFields))
		}
		ids[e.ID], seen[key] = true, true
		c.cells(e.ID, c.s.EdgeFields, e.Attrs)
	}
}

func (c *checker) cells(id string, fields []Field, cells []Value) {
	for i := range cells {
		if i < len(fields) && !finite(cells[i].Number) {
			c.fail("%s: %s is not finite", id, fields[i].Name)
		}
	}
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func isColor(s string) bool {
	if len(s) != 7 || s[0] != '#' {
		return false
	}
	for _, r := range s[1:] {
		if !strings.ContainsRune("0123456789abcdefABCDEF", r) {
			return false
		}
	}
	return true
}
