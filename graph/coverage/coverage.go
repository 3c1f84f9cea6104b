// Package coverage says how the work that reports ask for is spread: who is called on, alone or through its parts, who is
// not, what hangs on one body only, and which bodies suffice to cover everything. What enters are the facts and which bodies
// count; what leaves is a [Summary] of IDs and counts in a fixed order.
package coverage

import (
	"cmp"
	"slices"

	"policygraph/graph/kg"
)

// Body is an entity that is called on, itself or through what is part of it.
type Body struct {
	ID       kg.ID
	Parents  []kg.ID // what it is part of, ascending
	Own      []kg.ID // recommendations that call on it, ascending
	Whole    []kg.ID // those that call on it or on anything that is part of it, directly or not
	Sole     []kg.ID // those that call on it and nobody else: undone if it drops out
	Involved int     // recommendations that tell others to act with it
}

// Idle is an entity that is named but not called on, nor is anything that is part of it.
type Idle struct {
	ID                  kg.ID
	Parents             []kg.ID
	Involved, Concerned int // recommendations that involve or concern it
	Mentions            int
}

// Summary is how recommendations are spread. Lists of recommendations are in ascending order.
type Summary struct {
	Recommendations int     // in all
	Restating       int     // of them repeat another one
	Bodies          []Body  // most recommendations of the whole first
	Idle            []Idle  // most involved first
	Unaddressed     []kg.ID // recommendations that call on nobody
	Elsewhere       []kg.ID // those that call only on entities that do not count
	Shared          []kg.ID // those that call on several entities, of which at least one counts
	Cover           Cover   // of all recommendations that call on a body
}

// Options say which entities count. Nil functions admit all.
type Options struct {
	Counts func(*kg.Entity) bool // as bodies that act
	Idle   func(*kg.Entity) bool // as bodies that could be called on, and are listed if they are not
}

// survey is the state of one summary.
type survey struct {
	g       *kg.Graph
	opt     Options
	index   *kg.Index
	parents map[kg.ID][]kg.ID
	bodies  map[kg.ID]*Body
	out     Summary
}

// Of summarises the facts.
func Of(g *kg.Graph, opt Options) *Summary {
	s := &survey{g: g, opt: opt, index: g.Index(), parents: map[kg.ID][]kg.ID{}, bodies: map[kg.ID]*Body{}}
	s.out.Recommendations = len(g.Recommendations)
	for _, r := range g.Relations {
		if r.Predicate == "part_of" {
			s.parents[r.Subject] = append(s.parents[r.Subject], r.Object)
		}
	}
	for i := range g.Recommendations {
		s.recommendation(&g.Recommendations[i])
	}
	s.partners()
	s.idle()
	for _, e := range g.Entities {
		if b := s.bodies[e.ID]; b != nil && admits(opt.Counts, &e) {
			s.out.Bodies = append(s.out.Bodies, *b)
		}
	}
	slices.SortStableFunc(s.out.Bodies, func(a, b Body) int {
		return cmp.Or(cmp.Compare(len(b.Whole), len(a.Whole)), cmp.Compare(len(b.Own), len(a.Own)), cmp.Compare(a.ID, b.ID))
	})
	s.out.Cover = cover(s.out.Bodies)
	return &s.out
}

func admits(f func(*kg.Entity) bool, e *kg.Entity) bool { return e != nil && (f == nil || f(e)) }

// body returns the record of an entity.
func (s *survey) body(id kg.ID) *Body {
	if s.bodies[id] == nil {
		s.bodies[id] = &Body{ID: id, Parents: s.parents[id]}
	}
	return s.bodies[id]
}

// recommendation notes who is called on by it. It is noted once for each body and everything above it.
func (s *survey) recommendation(r *kg.Recommendation) {
	if r.Restates != "" {
		s.out.Restating++
	}
	if len(r.Actors) == 0 {
		s.out.Unaddressed = append(s.out.Unaddressed, r.ID)
		return
	}
	counted := 0
	above := map[kg.ID]bool{}
	for _, l := range r.Actors {
		if admits(s.opt.Counts, s.index.Entities[l.Entity]) {
			counted++
		}
		b := s.body(l.Entity)
		b.Own = append(b.Own, r.ID)
		if len(r.Actors) == 1 {
			b.Sole = append(b.Sole, r.ID)
		}
		s.climb(l.Entity, above, func(id kg.ID) { whole := s.body(id); whole.Whole = append(whole.Whole, r.ID) })
	}
	switch {
	case counted == 0:
		s.out.Elsewhere = append(s.out.Elsewhere, r.ID)
	case len(r.Actors) > 1:
		s.out.Shared = append(s.out.Shared, r.ID)
	}
}

// climb visits an entity and everything it is part of, unless seen.
func (s *survey) climb(id kg.ID, seen map[kg.ID]bool, visit func(kg.ID)) {
	if seen[id] {
		return
	}
	seen[id] = true
	visit(id)
	for _, up := range s.parents[id] {
		s.climb(up, seen, visit)
	}
}

// partners counts how often those called on are involved too.
func (s *survey) partners() {
	for i := range s.g.Recommendations {
		for _, l := range s.g.Recommendations[i].Partners {
			if b := s.bodies[l.Entity]; b != nil {
				b.Involved++
			}
		}
	}
}

// idle lists who is not called on.
func (s *survey) idle() {
	involved, concerned := map[kg.ID]int{}, map[kg.ID]int{}
	for i := range s.g.Recommendations {
		for _, l := range s.g.Recommendations[i].Partners {
			involved[l.Entity]++
		}
		for _, l := range s.g.Recommendations[i].Concerns {
			concerned[l.Entity]++
		}
	}
	for i := range s.g.Entities {
		e := &s.g.Entities[i]
		if s.bodies[e.ID] == nil && admits(s.opt.Idle, e) {
			s.out.Idle = append(s.out.Idle, Idle{ID: e.ID, Parents: s.parents[e.ID], Involved: involved[e.ID], Concerned: concerned[e.ID], Mentions: len(e.Mentions)})
		}
	}
	slices.SortStableFunc(s.out.Idle, func(a, b Idle) int {
		return cmp.Or(cmp.Compare(b.Involved, a.Involved), cmp.Compare(b.Concerned, a.Concerned), cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.ID, b.ID))
	})
}
