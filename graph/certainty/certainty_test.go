package certainty

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"policygraph/graph/kg"
)

// doubted returns a graph of n recommendations that call on one body each; every fact has the confidence of its body.
func doubted(n int, confidence map[kg.ID]float64) *kg.Graph {
	g := &kg.Graph{}
	ev := func(c float64) []kg.Evidence { return []kg.Evidence{{Confidence: c}} }
	for _, id := range []kg.ID{"agency:a", "agency:b", "agency:c"} {
		c, ok := confidence[id]
		if !ok {
			continue
		}
		g.Entities = append(g.Entities, kg.Entity{ID: id, Mentions: ev(c)})
		g.Relations = append(g.Relations, kg.Relation{Subject: id, Predicate: "part_of", Object: "country:x", Evidence: ev(c)})
		for i := range n {
			r := kg.Recommendation{ID: kg.ID(fmt.Sprintf("recommendation:%s/%05d", id, i)), Evidence: ev(max(c, 0.5))}
			r.Actors = []kg.Link{{Entity: id, Evidence: ev(c)}}
			g.Recommendations = append(g.Recommendations, r)
		}
	}
	return g
}

// asked counts the recommendations that call on each body; a body that none calls on has no score.
func asked(ids ...kg.ID) Score {
	return func(g *kg.Graph) ([]float64, error) {
		out := make([]float64, len(ids))
		for i, id := range ids {
			for _, r := range g.Recommendations {
				if slices.ContainsFunc(r.Actors, func(l kg.Link) bool { return l.Entity == id }) {
					out[i]++
				}
			}
			if out[i] == 0 {
				out[i] = math.NaN()
			}
		}
		return out, nil
	}
}

func TestRanks(t *testing.T) {
	g := doubted(6, map[kg.ID]float64{"agency:a": 1, "agency:b": 0.5, "agency:c": 0.02})
	score := asked("agency:a", "agency:b", "agency:c")
	got, err := Ranks(g, 3, score, Options{Rounds: 400, Seed: 1, Share: 0.9, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if got[0] != (Interval{1, 1, 6, 6}) {
		t.Errorf("what is sure varies: %+v", got[0])
	}
	// 6 facts of probability a half: 1 to 5 hold with 0.969, so that the bounds of nine tenths are 1 and 5.
	if got[1] != (Interval{2, 2, 1, 5}) {
		t.Errorf("half sure: %+v", got[1])
	}
	if got[2] != (Interval{3, 3, 0, 1}) && got[2] != (Interval{3, 3, 0, 0}) {
		t.Errorf("hardly sure: %+v", got[2])
	}
	for _, workers := range []int{0, 1, 5} {
		again, err := Ranks(g, 3, score, Options{Rounds: 400, Seed: 1, Share: 0.9, Workers: workers})
		if err != nil || !reflect.DeepEqual(got, again) {
			t.Errorf("%d workers: %+v, %v", workers, again, err)
		}
	}
	for _, rounds := range []int{1, 2, 20} {
		if got, err := Ranks(g, 3, score, Options{Rounds: rounds, Seed: 2, Share: 0.9, Workers: 2}); err != nil || got[0].Low != 1 || got[0].High != 1 {
			t.Errorf("%d rounds: %+v, %v", rounds, got, err)
		}
	}
}

func TestRanksRefuses(t *testing.T) {
	for _, opt := range []Options{{Share: 0.9}, {Rounds: 3}, {Rounds: 3, Share: 1}, {Rounds: 3, Share: math.NaN()}} {
		if _, err := Ranks(&kg.Graph{}, 0, asked(), opt); err == nil {
			t.Errorf("%+v is taken", opt)
		}
	}
	broken := errors.New("broken")
	_, err := Ranks(&kg.Graph{}, 0, func(*kg.Graph) ([]float64, error) { return nil, broken }, Options{Rounds: 3, Share: 0.9, Workers: 2})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if got, err := Ranks(&kg.Graph{}, 0, asked(), Options{Rounds: 3, Share: 0.9}); err != nil || len(got) != 0 {
		t.Errorf("nothing to rank: %v, %v", got, err)
	}
}

func TestRanksOfValues(t *testing.T) {
	if got := ranks([]float64{3, math.NaN(), 5, 3, 0}); !slices.Equal(got, []int{2, 5, 1, 2, 4}) {
		t.Errorf("ranks %v", got)
	}
}

// TestDraw makes sure that facts hold as often as their confidence says, and that nothing else changes.
func TestDraw(t *testing.T) {
	g := doubted(1, map[kg.ID]float64{"agency:a": 1, "agency:b": 0.6})
	before := fmt.Sprintf("%+v", g)
	const rounds = 4000
	mentions, relations, whole, links := 0, 0, 0, 0
	for i := range uint64(rounds) {
		d := Draw(g, 7, i)
		if len(d.Entities) != 2 || len(d.Entities[0].Mentions) != 1 || len(d.Relations) == 0 || len(d.Recommendations) == 0 || len(d.Recommendations[0].Actors) != 1 {
			t.Fatalf("what is sure does not hold: %+v", d)
		}
		mentions += len(d.Entities[1].Mentions)
		relations += len(d.Relations) - 1
		if len(d.Recommendations) == 2 {
			whole++
			links += len(d.Recommendations[1].Actors)
		}
	}
	for what, n := range map[string]int{"mentions": mentions, "relations": relations, "recommendations": whole, "links": links} {
		if share := float64(n) / rounds; math.Abs(share-0.6) > 0.03 {
			t.Errorf("%s hold in %v of the graphs, want 0.6", what, share)
		}
	}
	if after := fmt.Sprintf("%+v", g); after != before {
		t.Error("drawing changed the graph")
	}
}
