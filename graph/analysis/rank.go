package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph/kg"
)

// Ranked is a node's place in a ranking.
type Ranked struct {
	Rank  int // 1 is the first; equal values share a rank and the next one follows after their number
	ID    kg.ID
	Value float64
	Index int // in Scores.IDs
}

// Rank orders the nodes that keep admits (nil: all) by the named column, the largest value first, equal values by ID, and
// returns the first top of them (top <= 0: all). An unknown column is an error that lists the known ones.
func Rank(s *Scores, by string, keep func(kg.ID) bool, top int) ([]Ranked, error) {
	column := s.Column(by)
	if column == nil {
		var known []string
		for _, c := range s.Columns {
			known = append(known, c.Name)
		}
		return nil, fmt.Errorf("unknown measure %q; known: %s", by, strings.Join(known, ", "))
	}
	var out []Ranked
	for i, id := range s.IDs {
		if keep == nil || keep(id) {
			out = append(out, Ranked{ID: id, Value: column.Values[i], Index: i})
		}
	}
	slices.SortFunc(out, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.ID, b.ID))
	})
	for i := range out {
		out[i].Rank = i + 1
		if i > 0 && out[i].Value == out[i-1].Value {
			out[i].Rank = out[i-1].Rank
		}
	}
	if top > 0 && top < len(out) {
		out = out[:top]
	}
	return out, nil
}
