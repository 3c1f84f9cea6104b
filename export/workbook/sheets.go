package workbook

import (
	"slices"
	"strings"

	"policygraph/export/scene"
)

func (x *writer) entities() error {
	return x.nodes("entities", "Name", func(n *scene.Node) bool { return x.entity[n.Type] })
}

// structure lists what is neither an entity nor a recommendation.
func (x *writer) structure() error {
	return x.nodes("structure", "Label", func(n *scene.Node) bool { return !x.entity[n.Type] && n.Type != recommendationType })
}

// used says which columns hold something in the nodes that keep holds for, and counts these.
func (x *writer) used(keep func(*scene.Node) bool) (columns []bool, rows int) {
	columns = make([]bool, len(x.s.NodeFields))
	for i := range x.s.Nodes {
		n := &x.s.Nodes[i]
		if !keep(n) {
			continue
		}
		rows++
		for k, v := range n.Attrs {
			columns[k] = columns[k] || v.Set
		}
	}
	return columns, rows
}

func (x *writer) nodes(name, label string, keep func(*scene.Node) bool) error {
	used, rows := x.used(keep)
	t, err := x.sheet(name, rows, append([]column{{label, wide}}, append(fieldColumns(x.s.NodeFields, used), column{"Id", middle})...))
	if err != nil {
		return err
	}
	var row []any
	for i := range x.s.Nodes {
		n := &x.s.Nodes[i]
		if !keep(n) {
			continue
		}
		row = append(row[:0], x.text(n.Label))
		row = append(x.cells(row, x.s.NodeFields, used, n.Attrs), x.text(n.ID))
		if err := t.add(row); err != nil {
			return err
		}
	}
	return t.end()
}

// recommendations lists them with those whom they call on, involve and concern: a column for each predicate that leads from
// one to an entity.
func (x *writer) recommendations() error {
	keep := func(n *scene.Node) bool { return n.Type == recommendationType }
	used, rows := x.used(keep)
	links, predicates := x.links()
	columns := []column{{"Recommendation", wide}}
	for _, p := range predicates {
		columns = append(columns, column{p.Label, middle})
	}
	columns = append(columns, fieldColumns(x.s.NodeFields, used)...)
	t, err := x.sheet("recommendations", rows, append(columns, column{"Id", middle}))
	if err != nil {
		return err
	}
	var row []any
	for i := range x.s.Nodes {
		n := &x.s.Nodes[i]
		if !keep(n) {
			continue
		}
		row = append(row[:0], x.text(n.Label))
		for _, p := range predicates {
			var names []string
			for _, e := range links[i] {
				if x.s.Edges[e].Predicate == p.Name {
					names = append(names, x.s.Nodes[x.s.Edges[e].To].Label)
				}
			}
			row = append(row, any(nil))
			if len(names) > 0 {
				row[len(row)-1] = x.text(strings.Join(names, "; "))
			}
		}
		row = append(x.cells(row, x.s.NodeFields, used, n.Attrs), x.text(n.ID))
		if err := t.add(row); err != nil {
			return err
		}
	}
	return t.end()
}

// links returns the edges that lead from each recommendation to entities, and their predicates in the order of the vocabulary.
func (x *writer) links() (map[int][]int, []scene.Legend) {
	links, seen := map[int][]int{}, map[string]bool{}
	for i := range x.s.Edges {
		e := &x.s.Edges[i]
		if x.s.Nodes[e.From].Type == recommendationType && x.entity[x.s.Nodes[e.To].Type] {
			links[e.From] = append(links[e.From], i)
			seen[e.Predicate] = true
		}
	}
	predicates := slices.Clone(x.s.Predicates)
	return links, slices.DeleteFunc(predicates, func(l scene.Legend) bool { return !seen[l.Name] })
}

// relations lists all edges.
func (x *writer) relations() error {
	all := make([]bool, len(x.s.EdgeFields))
	for i := range all {
		all[i] = true
	}
	columns := []column{{"From", middle}, {"Relation", narrow}, {"To", middle}, {"Weight", narrow}}
	columns = append(columns, fieldColumns(x.s.EdgeFields, all)...)
	columns = append(columns, column{"From id", middle}, column{"To id", middle}, column{"Id", middle})
	t, err := x.sheet("relations", len(x.s.Edges), columns)
	if err != nil {
		return err
	}
	var row []any
	for i := range x.s.Edges {
		e := &x.s.Edges[i]
		row = append(row[:0], x.text(x.s.Nodes[e.From].Label), x.text(e.Label), x.text(x.s.Nodes[e.To].Label), e.Weight)
		row = append(x.cells(row, x.s.EdgeFields, all, e.Attrs), x.text(e.Source), x.text(e.Target), x.text(e.ID))
		if err := t.add(row); err != nil {
			return err
		}
	}
	return t.end()
}

// evidence lists every quote of nodes and edges with its place.
func (x *writer) evidence() error {
	rows := 0
	for i := range x.s.Nodes {
		rows += len(x.s.Nodes[i].Evidence)
	}
	for i := range x.s.Edges {
		rows += len(x.s.Edges[i].Evidence)
	}
	t, err := x.sheet("evidence", rows, []column{{"What", middle}, {"Quote", wide}, {"Report", middle}, {"Section", middle}, {"Page", narrow},
		{"Line", narrow}, {"Rule", middle}, {"Confidence", narrow}, {"Status", narrow}, {"Id", middle}})
	if err != nil {
		return err
	}
	for i := range x.s.Nodes {
		n := &x.s.Nodes[i]
		if err := x.quotes(t, n.Label, n.ID, n.Evidence); err != nil {
			return err
		}
	}
	for i := range x.s.Edges {
		e := &x.s.Edges[i]
		what := x.s.Nodes[e.From].Label + " " + e.Label + " " + x.s.Nodes[e.To].Label
		if err := x.quotes(t, what, e.ID, e.Evidence); err != nil {
			return err
		}
	}
	return t.end()
}

func (x *writer) quotes(t *sheet, what, id string, quotes []scene.Quote) error {
	for _, q := range quotes {
		row := []any{x.text(what), x.text(q.Text), x.text(q.Report), x.text(q.Section), known(q.Page), known(q.Line), x.text(q.Rule), q.Confidence, x.text(q.Status), x.text(id)}
		if err := t.add(row); err != nil {
			return err
		}
	}
	return nil
}

// known returns a number, or an empty cell for 0, which means unknown.
func known(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
