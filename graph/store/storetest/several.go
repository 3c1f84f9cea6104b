package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/kg"
	"policygraph/graph/store"
)

// fresh makes up reports that share entities, of sizes that differ.
func fresh(r *rand.Rand, n int) []*kg.Graph {
	var out []*kg.Graph
	for i := range n {
		size := Size{Passages: 1 + r.IntN(8), Entities: 1 + r.IntN(12), Recommendations: r.IntN(4), Relations: r.IntN(8), Sources: r.IntN(3)}
		size.Mentions = size.Entities + r.IntN(30)
		out = append(out, Graph(fmt.Sprintf("r%02d", i), r.Uint64(), size))
	}
	return out
}

func testPutAll(t *testing.T, s store.Store) {
	r := rand.New(rand.NewPCG(5, 6))
	all := fresh(r, 12)
	if err := s.PutAll(t.Context(), nil); err != nil {
		t.Errorf("nothing: %v", err)
	}
	if err := s.PutAll(t.Context(), all[:8]); err != nil {
		t.Fatal(err)
	}
	Same(t, kg.Merge(all[:8]...), get(t, s))
	all[2], all[5] = Graph("r02", 77, Small), &kg.Graph{Reports: all[5].Reports}
	if err := s.PutAll(t.Context(), all); err != nil { // new ones, changed ones, and such as are there
		t.Fatal(err)
	}
	Same(t, kg.Merge(all...), get(t, s))

	bad := Graph("r09", 1, Small)
	bad.Passages[0].Text = "\xff"
	for name, list := range map[string][]*kg.Graph{
		"one twice":     {Graph("r01", 1, Small), Graph("r01", 2, Small)},
		"one malformed": {Graph("r01", 1, Small), bad},
		"one of two":    {Graph("r01", 1, Small), kg.Merge(all[3], all[4])},
	} {
		if err := s.PutAll(t.Context(), list); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.PutAll(ctx, fresh(r, 12)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	Same(t, kg.Merge(all...), get(t, s))
}

func testSummaries(t *testing.T, s store.Store) {
	a, b := Graph("a", 1, Small), Graph("b", 2, Alliance)
	put(t, s, b)
	put(t, s, Graph("a", 9, Alliance))
	put(t, s, a)
	want := []store.Summary{
		{Report: a.Reports[0], Passages: 6, Entities: len(a.Entities), Recommendations: 3, Relations: len(a.Relations), Timeline: len(a.Timeline), Sources: 2},
		{Report: b.Reports[0], Passages: 250, Entities: 200, Recommendations: 70, Relations: len(b.Relations), Timeline: len(b.Timeline), Sources: 70},
	}
	got, err := s.Summaries(t.Context())
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("summaries: %v\n%s", err, diff)
	}
}

// testRemoveExactly puts, replaces and removes reports that share entities; what is left must be what a store would say that
// never had the others.
func testRemoveExactly(t *testing.T, s store.Store) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 4 {
		all := fresh(r, 8)
		if err := s.PutAll(t.Context(), fresh(r, 5)); err != nil { // what some of them replace
			t.Fatal(err)
		}
		if err := s.PutAll(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for len(all) > 0 {
			id := all[0].Reports[0].ID
			if err := s.Remove(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			all = all[1:]
			Same(t, kg.Merge(all...), get(t, s))
			if _, err := s.Get(t.Context(), id); !errors.Is(err, store.ErrNoReport) {
				t.Errorf("get of what is removed: %v", err)
			}
			if list, err := s.Reports(t.Context()); err != nil || len(list) != len(all) {
				t.Errorf("%d reports, want %d (%v)", len(list), len(all), err)
			}
		}
	}
	st, err := s.Stats(t.Context())
	if err != nil || st.Quads != 0 {
		t.Errorf("%d quads in an empty store (%v)", st.Quads, err)
	}
}

func testCompact(t *testing.T, s store.Store) {
	r := rand.New(rand.NewPCG(9, 10))
	var all []*kg.Graph
	for range 3 {
		all = fresh(r, 10)
		if err := s.PutAll(t.Context(), all); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Remove(t.Context(), all[0].Reports[0].ID); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		before, after, err := s.Compact(t.Context())
		if err != nil || after > before {
			t.Fatalf("%d bytes before, %d after (%v)", before, after, err)
		}
		Same(t, kg.Merge(all[1:]...), get(t, s))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Compact(ctx); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	put(t, s, all[0])
	Same(t, kg.Merge(all...), get(t, s))
}
