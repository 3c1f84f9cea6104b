package brief

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
	"policygraph/graph/layout"
	"policygraph/graph/view"
)

// pictureMost is how many names a picture shows.
const pictureMost = 13

// picture draws the surroundings of the entities in the middle; nil if there are none.
func (b *Briefer) picture(middle []kg.ID, in surroundings) *document.Picture {
	ids := b.around(middle, in)
	if len(ids) < 2 {
		return nil
	}
	slices.Sort(ids)
	p := &document.Picture{}
	types, ties := map[string]int{}, map[int]int{}
	for _, id := range ids {
		e := b.x.Entities[id]
		if _, ok := types[e.Type]; !ok {
			t := b.o.Type(e.Type)
			types[e.Type] = len(p.Types)
			p.Types = append(p.Types, document.Key{Label: b.ph.Types[e.Type].Noun, Color: t.Color})
		}
		p.Nodes = append(p.Nodes, document.Node{Label: document.Clean(e.Name), Type: types[e.Type], Focus: slices.Contains(middle, id)})
	}
	var edges []view.Edge
	for i := range ids {
		for k := range i {
			kind := b.line(ids[k], ids[i], in)
			if kind < 0 || kind == 0 && !p.Nodes[k].Focus && !p.Nodes[i].Focus {
				continue // of the others among themselves, only what is said of them
			}
			if _, ok := ties[kind]; !ok {
				l := b.ph.Lines[kind]
				ties[kind] = len(p.Ties)
				p.Ties = append(p.Ties, document.Key{Label: l.Label, Color: l.Color, Dashed: l.Dashed})
			}
			p.Edges = append(p.Edges, document.Edge{From: k, To: i, Tie: ties[kind]})
			edges = append(edges, view.Edge{From: int32(k), To: int32(i), Weight: 1})
		}
	}
	b.put(p, ids, edges)
	p.Caption = b.caption(middle, len(ids), in)
	return p
}

// around returns the entities in the middle and those most closely tied to them, those that are no more than a setting last.
func (b *Briefer) around(middle []kg.ID, in surroundings) []kg.ID {
	close := map[kg.ID]int{}
	for _, id := range middle {
		for other, n := range in.near[id] {
			if b.x.Entities[other] != nil && !slices.Contains(middle, other) {
				close[other] += n
			}
		}
	}
	setting := func(id kg.ID) int {
		if b.ph.Types[b.x.Entities[id].Type].Setting {
			return 1
		}
		return 0
	}
	var out []kg.ID
	for id := range close {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, c kg.ID) int {
		return cmp.Or(cmp.Compare(setting(a), setting(c)), cmp.Compare(close[c], close[a]), cmp.Compare(b.order[a], b.order[c]))
	})
	out = append(slices.Clone(middle), out...)
	return out[:min(pictureMost, len(out))]
}

// line returns the kind of tie between two entities, or -1.
func (b *Briefer) line(a, c kg.ID, in surroundings) int {
	best := -1
	for _, r := range in.relations {
		if r.Status() == kg.Negated || !(r.Subject == a && r.Object == c || r.Subject == c && r.Object == a) {
			continue
		}
		kind := slices.IndexFunc(b.ph.Lines, func(l line) bool { return slices.Contains(l.Predicates, r.Predicate) })
		if kind < 0 {
			kind = len(b.ph.Lines) - 1
		}
		if best < 0 || kind < best {
			best = kind
		}
	}
	if best < 0 && in.near[a][c] > 0 {
		return 0
	}
	return best
}

// put gives the nodes their places.
func (b *Briefer) put(p *document.Picture, ids []kg.ID, edges []view.Edge) {
	v, err := view.New(ids, edges)
	if err != nil {
		panic(err) // the nodes are sorted and the edges among them: a mistake in this package
	}
	sizes := make([]float64, len(ids))
	for i, n := range p.Nodes {
		sizes[i] = 30 + 2*math.Sqrt(float64(len(n.Label)))
	}
	for i, at := range layout.Positions(v, layout.Options{Seed: b.opt.Seed, Sizes: sizes, Workers: 1}) {
		p.Nodes[i].X, p.Nodes[i].Y = at.X, at.Y
	}
}

// caption says what the picture shows and what it leaves out.
func (b *Briefer) caption(middle []kg.ID, shown int, in surroundings) string {
	var names []string
	all := map[kg.ID]bool{}
	for _, id := range middle {
		names = append(names, b.names[id])
		all[id] = true
		for other := range in.near[id] {
			all[other] = true
		}
	}
	out := fmt.Sprintf("The closest ties of %s", list(names))
	if n := len(all) - shown; n > 0 {
		out += fmt.Sprintf("; %s not shown", count(n, "name is", "names are"))
	}
	return out + "."
}
