// Package storetest holds what every store must do, as tests that a backend's own test calls with a way to open it, and
// made-up reports to fill a store with.
package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"policygraph/graph/kg"
	"policygraph/graph/store"
)

// Run runs the suite. open returns a new, empty store each time; the suite closes it. reopen, when not nil, opens a store
// that was closed, for reading or writing.
func Run(t *testing.T, open func(*testing.T) store.Store, reopen func(*testing.T, store.Mode) store.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, store.Store)
	}{
		{"empty", testEmpty},
		{"put and get", testPutGet},
		{"replace", testReplace},
		{"several reports", testSeveral},
		{"several at once", testPutAll},
		{"summaries", testSummaries},
		{"remove", testRemove},
		{"remove exactly", testRemoveExactly},
		{"compact", testCompact},
		{"refuse", testRefuse},
		{"cancelled", testCancelled},
		{"input kept", testInputKept},
		{"readers during replacement", testReaders},
		{"closed", testClosed},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			c.test(t, s)
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
	if reopen != nil {
		t.Run("reopen", func(t *testing.T) { testReopen(t, open(t), reopen) })
	}
}

// Same fails the test unless the graphs are equal.
func Same(t *testing.T, want, got *kg.Graph) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("graphs differ (-want +got):\n%.2000s", diff)
	}
}

func put(t *testing.T, s store.Store, g *kg.Graph) {
	t.Helper()
	if err := s.Put(t.Context(), g); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, s store.Store, reports ...kg.ID) *kg.Graph {
	t.Helper()
	g, err := s.Get(t.Context(), reports...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func testEmpty(t *testing.T, s store.Store) {
	Same(t, &kg.Graph{}, get(t, s))
	if list, err := s.Reports(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("reports: %v, %v", list, err)
	}
	if st, err := s.Stats(t.Context()); err != nil || st.Quads != 0 || st.Spare > st.Size {
		t.Errorf("stats: %+v, %v", st, err)
	}
	if before, after, err := s.Compact(t.Context()); err != nil || after > before {
		t.Errorf("compact: %d, %d, %v", before, after, err)
	}
	if _, err := s.Get(t.Context(), "report:x"); !errors.Is(err, store.ErrNoReport) {
		t.Errorf("get: %v", err)
	}
	if err := s.Remove(t.Context(), "report:x"); !errors.Is(err, store.ErrNoReport) {
		t.Errorf("remove: %v", err)
	}
}

func testPutGet(t *testing.T, s store.Store) {
	g := Graph("a", 1, Alliance)
	put(t, s, g)
	Same(t, g, get(t, s))
	Same(t, g, get(t, s, "report:a"))
}

func testReplace(t *testing.T, s store.Store) {
	for seed := range uint64(6) {
		g := Graph("a", seed/2, Small) // each is put twice
		if seed == 4 {
			g = &kg.Graph{Reports: g.Reports} // and one shrinks to nothing
		}
		put(t, s, g)
		Same(t, g, get(t, s))
	}
	put(t, s, Graph("a", 0, Small)) // and one comes back
	Same(t, Graph("a", 0, Small), get(t, s))
}

func testSeveral(t *testing.T, s store.Store) {
	a, b, c := Graph("a", 1, Small), Graph("b", 2, Small), Graph("c", 3, Small)
	for _, g := range []*kg.Graph{c, a, b} {
		put(t, s, g)
	}
	Same(t, kg.Merge(a, b, c), get(t, s))
	Same(t, kg.Merge(a, c), get(t, s, "report:c", "report:a", "report:c"))
	Same(t, b, get(t, s, "report:b"))
	list, err := s.Reports(t.Context())
	if diff := cmp.Diff([]kg.Report{a.Reports[0], b.Reports[0], c.Reports[0]}, list); err != nil || diff != "" {
		t.Errorf("reports: %v\n%s", err, diff)
	}
	b = Graph("b", 4, Small)
	put(t, s, b)
	Same(t, kg.Merge(a, b, c), get(t, s))
}

func testRemove(t *testing.T, s store.Store) {
	a, b := Graph("a", 1, Small), Graph("b", 2, Small)
	put(t, s, a)
	put(t, s, b)
	if err := s.Remove(t.Context(), "report:a"); err != nil {
		t.Fatal(err)
	}
	Same(t, b, get(t, s))
	if err := s.Remove(t.Context(), "report:a"); !errors.Is(err, store.ErrNoReport) {
		t.Errorf("removed twice: %v", err)
	}
	put(t, s, a)
	Same(t, kg.Merge(a, b), get(t, s))
}

func testRefuse(t *testing.T, s store.Store) {
	a := Graph("a", 1, Small)
	put(t, s, a)
	two := kg.Merge(a, Graph("b", 2, Small))
	bad := Graph("a", 2, Small)
	bad.Passages[0].Text = "\xff"
	for _, g := range []*kg.Graph{{}, two, bad} {
		if err := s.Put(t.Context(), g); err == nil {
			t.Errorf("put of a graph with %d reports: no error", len(g.Reports))
		}
	}
	Same(t, a, get(t, s))
}

func testCancelled(t *testing.T, s store.Store) {
	a := Graph("a", 1, Small)
	put(t, s, a)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Put(ctx, Graph("a", 2, Small)); !errors.Is(err, context.Canceled) {
		t.Errorf("put: %v", err)
	}
	if _, err := s.Get(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("get: %v", err)
	}
	Same(t, a, get(t, s))
}

// testInputKept verifies that Put sorts a copy.
func testInputKept(t *testing.T, s store.Store) {
	g, same := Graph("a", 1, Small), Graph("a", 1, Small)
	for _, x := range []*kg.Graph{g, same} {
		x.Passages[0], x.Passages[1] = x.Passages[1], x.Passages[0]
		x.Entities[0].Mentions = append(x.Entities[0].Mentions, x.Entities[0].Mentions[0])
	}
	put(t, s, g)
	Same(t, same, g)
	Same(t, g.Sort(), get(t, s))
}

// testReaders reads while reports are replaced; every read must see whole versions.
func testReaders(t *testing.T, s store.Store) {
	const versions = 12
	var whole []*kg.Graph
	for seed := range uint64(versions) {
		whole = append(whole, Graph("a", seed, Small))
	}
	b := Graph("b", 99, Small)
	put(t, s, b)
	put(t, s, whole[0])
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				g, err := s.Get(t.Context(), "report:a")
				if err != nil {
					t.Errorf("get: %v", err)
					return
				}
				seed := indexOf(whole, g)
				if seed < 0 || !cmp.Equal(whole[seed], g, cmpopts.EquateEmpty()) {
					t.Error("a reader saw something that was never stored")
					return
				}
			}
		})
	}
	for i := range 3 * versions {
		put(t, s, whole[i%versions])
	}
	stop()
	wg.Wait()
	Same(t, kg.Merge(whole[versions-1], b), get(t, s))
}

// indexOf finds a version by its hash.
func indexOf(versions []*kg.Graph, g *kg.Graph) int {
	for i, v := range versions {
		if len(g.Reports) == 1 && v.Reports[0].Hash == g.Reports[0].Hash {
			return i
		}
	}
	return -1
}

func testClosed(t *testing.T, s store.Store) {
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(t.Context()); !errors.Is(err, store.ErrClosed) {
		t.Errorf("get: %v", err)
	}
	if err := s.Put(t.Context(), Graph("a", 1, Small)); !errors.Is(err, store.ErrClosed) {
		t.Errorf("put: %v", err)
	}
	if _, _, err := s.Compact(t.Context()); !errors.Is(err, store.ErrClosed) {
		t.Errorf("compact: %v", err)
	}
	if _, err := s.Stats(t.Context()); !errors.Is(err, store.ErrClosed) {
		t.Errorf("stats: %v", err)
	}
}

func testReopen(t *testing.T, s store.Store, reopen func(*testing.T, store.Mode) store.Store) {
	a, b := Graph("a", 1, Small), Graph("b", 2, Small)
	put(t, s, a)
	put(t, s, b)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	one, two := reopen(t, store.Read), reopen(t, store.Read)
	for _, r := range []store.Store{one, two} {
		Same(t, kg.Merge(a, b), get(t, r))
		if err := r.Put(t.Context(), a); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("put: %v", err)
		}
		if err := r.Remove(t.Context(), "report:a"); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("remove: %v", err)
		}
		if _, _, err := r.Compact(t.Context()); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("compact: %v", err)
		}
	}
	if err := errors.Join(one.Close(), two.Close()); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, store.Write)
	b = Graph("b", 3, Small)
	put(t, w, b)
	Same(t, kg.Merge(a, b), get(t, w))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
