package coverage

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/kg"
)

// made returns a graph of the bodies a, b, … of which recommendation i calls on those in asked[i] and involves those in with[i].
func made(names string, asked, with []string, parts ...[2]string) *kg.Graph {
	g := &kg.Graph{}
	id := func(r rune) kg.ID { return kg.ID("agency:" + string(r)) }
	for _, r := range names {
		g.Entities = append(g.Entities, kg.Entity{ID: id(r), Type: "agency", Name: string(r), Mentions: make([]kg.Evidence, 2)})
	}
	links := func(s string) []kg.Link {
		var out []kg.Link
		for _, r := range s {
			out = append(out, kg.Link{Entity: id(r)})
		}
		return out
	}
	for i, a := range asked {
		r := kg.Recommendation{ID: kg.ID(fmt.Sprintf("recommendation:r/%05d", i+1)), Actors: links(a)}
		if i < len(with) {
			r.Partners = links(with[i])
		}
		g.Recommendations = append(g.Recommendations, r)
	}
	for _, p := range parts {
		g.Relations = append(g.Relations, kg.Relation{Subject: kg.ID("agency:" + p[0]), Predicate: "part_of", Object: kg.ID("agency:" + p[1])})
	}
	return g.Sort()
}

func recs(numbers ...int) []kg.ID {
	var out []kg.ID
	for _, n := range numbers {
		out = append(out, kg.ID(fmt.Sprintf("recommendation:r/%05d", n)))
	}
	return out
}

func TestOf(t *testing.T) {
	g := made("abcdef", []string{"a", "ab", "b", "", "c"}, []string{"e", "e", "a"}, [2]string{"a", "d"}, [2]string{"b", "d"}, [2]string{"d", "d"})
	g.Recommendations[4].Restates = g.Recommendations[0].ID
	got := Of(g, Options{Counts: func(e *kg.Entity) bool { return e.Name != "c" }})
	want := &Summary{
		Recommendations: 5, Restating: 1,
		Bodies: []Body{
			{ID: "agency:d", Parents: []kg.ID{"agency:d"}, Whole: recs(1, 2, 3)},
			{ID: "agency:a", Parents: []kg.ID{"agency:d"}, Own: recs(1, 2), Whole: recs(1, 2), Sole: recs(1), Involved: 1},
			{ID: "agency:b", Parents: []kg.ID{"agency:d"}, Own: recs(2, 3), Whole: recs(2, 3), Sole: recs(3)},
		},
		Idle:        []Idle{{ID: "agency:e", Involved: 2, Mentions: 1}, {ID: "agency:f", Mentions: 1}},
		Unaddressed: recs(4), Elsewhere: recs(5), Shared: recs(2),
		Cover: Cover{Steps: []Step{{"agency:a", 2}, {"agency:b", 1}}, Recommendations: 3, Exact: true, AtLeast: 2},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestNothing(t *testing.T) {
	for name, g := range map[string]*kg.Graph{"empty": {}, "one body": made("a", nil, nil), "nobody called on": made("a", []string{""}, nil)} {
		s := Of(g, Options{})
		if s.Bodies != nil || s.Cover.Steps != nil || !s.Cover.Exact || len(s.Idle) != len(g.Entities) || len(s.Unaddressed) != len(g.Recommendations) {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// smallest returns the size of the smallest cover by trying all.
func smallest(sets []uint32, all uint32) int {
	best := math.MaxInt
	for chosen := range 1 << len(sets) {
		covered, n := uint32(0), 0
		for i, s := range sets {
			if chosen&(1<<i) != 0 {
				covered |= s
				n++
			}
		}
		if covered == all {
			best = min(best, n)
		}
	}
	return best
}

// TestCover holds covers of random bodies against a search of all sets of them.
func TestCover(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	harder := 0
	for range 300 {
		n, m := 1+rng.IntN(9), 1+rng.IntN(14)
		asked, sets, all := make([]string, m), make([]uint32, n), uint32(0)
		for r := range m {
			for b := range n {
				if rng.IntN(3) == 0 {
					asked[r] += string(rune('a' + b))
					sets[b] |= 1 << r
					all |= 1 << r
				}
			}
		}
		c := Of(made("abcdefghi", asked, nil), Options{}).Cover
		if want := smallest(sets, all); !c.Exact || len(c.Steps) != want || c.AtLeast != want {
			t.Fatalf("%q: %+v, want %d bodies", asked, c, want)
		}
		covered := uint32(0)
		for _, s := range c.Steps {
			set := sets[s.ID[len("agency:")]-'a']
			if fresh := set &^ covered; s.Adds != onesIn(fresh) || fresh == 0 {
				t.Fatalf("%q: %+v", asked, c)
			}
			covered |= set
		}
		if covered != all {
			t.Fatalf("%q: %+v leaves something out", asked, c)
		}
		p := newProblem(Of(made("abcdefghi", asked, nil), Options{}).Bodies)
		if len(p.greedy(p.all())) > len(c.Steps) {
			harder++
		}
	}
	if harder == 0 {
		t.Error("greed was always right: the search has not been tried")
	}
}

func onesIn(x uint32) int {
	n := 0
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}

// TestHardCover makes sure that a problem too hard to solve says what is known of it.
func TestHardCover(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	g := &kg.Graph{}
	const bodies, wanted = 120, 300
	for b := range bodies {
		g.Entities = append(g.Entities, kg.Entity{ID: kg.ID(fmt.Sprintf("agency:%03d", b)), Type: "agency"})
	}
	for i := range wanted {
		r := kg.Recommendation{ID: recs(i)[0]}
		for _, b := range rng.Perm(bodies)[:5] {
			r.Actors = append(r.Actors, kg.Link{Entity: g.Entities[b].ID})
		}
		g.Recommendations = append(g.Recommendations, r)
	}
	c := Of(g.Sort(), Options{}).Cover
	if c.Exact || c.AtLeast < 1 || c.AtLeast >= len(c.Steps) || c.Bound < 2 || c.Bound > 5 || c.Recommendations != wanted {
		t.Errorf("%d bodies, at least %d, bound %v, exact %v", len(c.Steps), c.AtLeast, c.Bound, c.Exact)
	}
}
