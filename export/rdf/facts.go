package rdf

import (
	"strings"

	"policygraph/graph/quads"
)

// gather notes what the facts say of nodes and the scene's columns do not.
func (w *walker) gather() {
	g := w.s.Facts
	if g == nil {
		return
	}
	say := func(id, predicate, text string) {
		if text = w.clean(text); text != "" {
			w.more[id] = append(w.more[id], Triple{Predicate: predicate, Object: Term{Text: text}})
		}
	}
	count := func(id, predicate string, n int) {
		if n > 0 {
			w.more[id] = append(w.more[id], Triple{Predicate: predicate, Object: whole(int64(n))})
		}
	}
	for i := range g.Reports {
		r := &g.Reports[i]
		id := string(r.ID)
		say(id, title, r.Title)
		for _, a := range r.Authors {
			say(id, creator, a)
		}
		say(id, publisher, r.Publisher)
		say(id, string(quads.File), r.File)
		say(id, string(quads.Format), r.Format)
		say(id, string(quads.Hash), r.Hash)
		count(id, string(quads.Pages), r.Pages)
	}
	for i := range g.Sections {
		count(string(g.Sections[i].ID), string(quads.Level), g.Sections[i].Level)
	}
	for i := range g.Recommendations {
		say(string(g.Recommendations[i].ID), string(quads.Number), g.Recommendations[i].Number)
	}
	for i := range g.Sources {
		s := &g.Sources[i]
		id := string(s.ID)
		say(id, title, s.Title)
		say(id, creator, s.Authors)
		say(id, publisher, s.Publisher)
	}
	for i := range g.Entities {
		w.aliases[string(g.Entities[i].ID)] = g.Entities[i].Aliases
	}
}

// names returns the items of a list: those of the facts, which may hold what joins them, or else those in the cell.
func (w *walker) names(id, cell, join string) []string {
	if a, ok := w.aliases[id]; ok {
		return a
	}
	return split(cell, join)
}

func split(cell, join string) []string {
	if join == "" {
		return []string{cell}
	}
	return strings.Split(cell, join)
}
