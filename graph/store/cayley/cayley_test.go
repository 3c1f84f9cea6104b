package cayley_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
	"policygraph/graph/quads"
	"policygraph/graph/store"
	"policygraph/graph/store/cayley"
	"policygraph/graph/store/dir"
	"policygraph/graph/store/storetest"
)

func open(t testing.TB, path string, write bool) *cayley.Store {
	t.Helper()
	return must(cayley.OpenBolt(path, write))(t)
}

func must(s *cayley.Store, err error) func(testing.TB) *cayley.Store {
	return func(t testing.TB) *cayley.Store {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

func put(t *testing.T, s *cayley.Store, g *kg.Graph) {
	t.Helper()
	if err := s.Put(t.Context(), g); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, s *cayley.Store) *kg.Graph {
	t.Helper()
	g, err := s.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func shut(t *testing.T, s *cayley.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// clean fails the test if the store holds anything beside at most the given number of versions and their quads.
func clean(t *testing.T, s *cayley.Store, atMost int) {
	t.Helper()
	versions, size, err := s.Count(t.Context())
	if err != nil || versions > atMost {
		t.Fatalf("%d versions in the catalogue, want at most %d (%v)", versions, atMost, err)
	}
	reports, err := s.Reports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, r := range reports {
		g, err := s.Get(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		qs, err := quads.Encode(g, nil)
		if err != nil {
			t.Fatal(err)
		}
		want += 4 // begun, complete, card, content
		for _, q := range qs {
			if quads.Walked(q) {
				want++
			}
		}
	}
	if size != int64(want) || versions != len(reports) {
		t.Fatalf("%d quads and %d versions in the store, want %d and %d", size, versions, want, len(reports))
	}
}

// TestSuite runs the contract suite with settings that other machines or large reports bring about.
func TestSuite(t *testing.T) {
	for name, o := range map[string]cayley.Test{"narrow mapping": {Narrow: true}, "small batches": {Batch: 30}} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) store.Store { return must(cayley.OpenTest(t.TempDir(), o))(t) }, nil)
		})
	}
}

// TestPaths walks over the plain quads as a query would.
func TestPaths(t *testing.T) {
	g := storetest.Graph("a", 1, storetest.Small)
	for name, s := range map[string]*cayley.Store{"bbolt": open(t, t.TempDir(), true), "memory": cayley.OpenMemory()} {
		put(t, s, storetest.Graph("a", 2, storetest.Small))
		put(t, s, g)
		for _, r := range g.Recommendations {
			var want []string
			for _, l := range r.Actors {
				want = append(want, g.Index().Entities[l.Entity].Name)
			}
			err := s.View(func(qs graph.QuadStore) error {
				values, err := path.StartPath(qs, quads.Node(r.ID)).Out(quads.CallsOn).Out(quads.Label).Iterate(t.Context()).AllValues(qs)
				var got []string
				for _, v := range values {
					got = append(got, quad.ToString(v))
				}
				if slices.Sort(got); !slices.Equal(got, want) {
					t.Errorf("%s: %s calls on %q, want %q", name, r.ID, got, want)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
		for _, r := range g.Relations {
			err := s.View(func(qs graph.QuadStore) error {
				values, err := path.StartPath(qs, quads.Node(r.Subject)).Out(quads.Relation(r.Predicate)).Iterate(t.Context()).AllValues(qs)
				if !slices.Contains(values, quad.Value(quads.Node(r.Object))) {
					t.Errorf("%s: %s %s: got %v, want %s among them", name, r.Subject, r.Predicate, values, r.Object)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
		shut(t, s)
	}
}

// TestWasteful replaces reports until most of the file is waste; opening it again makes it small.
func TestWasteful(t *testing.T) {
	path := t.TempDir()
	file := filepath.Join(path, "kg.bolt")
	b := storetest.Graph("b", 1, killSize)
	s := open(t, path, true)
	put(t, s, b)
	for seed := range uint64(30) {
		put(t, s, storetest.Graph("a", seed, killSize))
	}
	shut(t, s)
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+".new", []byte("left by a crash"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = must(cayley.OpenTest(path, cayley.Test{Spare: 100}))(t)
	after, err := os.Stat(file)
	if err != nil || os.SameFile(before, after) || after.Size() >= before.Size() {
		t.Errorf("not compacted: %d bytes before, %d after (%v)", before.Size(), after.Size(), err)
	}
	want := kg.Merge(storetest.Graph("a", 29, killSize), b)
	storetest.Same(t, want, get(t, s))
	clean(t, s, 2)
	put(t, s, storetest.Graph("a", 1, killSize))
	clean(t, s, 2)
	shut(t, s)
	if entries, err := os.ReadDir(path); err != nil || len(entries) != 1 {
		t.Errorf("files left: %v, %v", entries, err)
	}
}

// TestCompact gives back room while the store stays open, and about as much as was foretold.
func TestCompact(t *testing.T) {
	path := t.TempDir()
	s := open(t, path, true)
	var all []*kg.Graph
	for round := range uint64(5) {
		all = nil
		for i := range 4 {
			all = append(all, storetest.Graph(fmt.Sprintf("r%d", i), round*100+uint64(i), storetest.Alliance))
		}
		if err := s.PutAll(t.Context(), all); err != nil {
			t.Fatal(err)
		}
	}
	st, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before, after, err := s.Compact(t.Context())
	if err != nil || before != st.Size || after >= before/2 {
		t.Fatalf("%d bytes before, %d after, %d by Stats (%v)", before, after, st.Size, err)
	}
	if freed := before - after; st.Spare < freed*3/4 || st.Spare > freed*5/4 {
		t.Errorf("%d bytes were foretold, %d freed", st.Spare, freed)
	}
	if st, err = s.Stats(t.Context()); err != nil || st.Size != after || st.Spare > after/8 {
		t.Errorf("afterwards: %+v (%v)", st, err)
	}
	if same, again, err := s.Compact(t.Context()); err != nil || same != after || again > after {
		t.Errorf("again: %d bytes before, %d after (%v)", same, again, err)
	}
	storetest.Same(t, kg.Merge(all...), get(t, s))
	if _, err := cayley.OpenBolt(path, true); !errors.Is(err, dir.ErrHeld) {
		t.Errorf("the new file is not locked: %v", err)
	}
	shut(t, s)
	s = open(t, path, true)
	storetest.Same(t, kg.Merge(all...), get(t, s))
	clean(t, s, 4)
	shut(t, s)
}

// TestRemoveQuads compares the quads that are left when reports are removed with those of a store that never had them.
func TestRemoveQuads(t *testing.T) {
	for name, open := range map[string]func() *cayley.Store{"bbolt": func() *cayley.Store { return open(t, t.TempDir(), true) }, "memory": cayley.OpenMemory} {
		s, never := open(), open()
		for i := range 6 {
			g := storetest.Graph(fmt.Sprintf("r%d", i), uint64(i), killSize)
			put(t, s, g)
			if i%2 == 0 {
				put(t, never, g)
			}
		}
		for i := 1; i < 6; i += 2 {
			if err := s.Remove(t.Context(), kg.ReportID(fmt.Sprintf("r%d", i))); err != nil {
				t.Fatal(err)
			}
		}
		got, want := everything(t, s), everything(t, never)
		if !slices.Equal(got, want) || len(got) < 500 {
			t.Errorf("%s: %d quads are left, want %d", name, len(got), len(want))
		}
		shut(t, s)
		shut(t, never)
	}
}

// everything returns all quads in the store as text, sorted.
func everything(t *testing.T, s *cayley.Store) (out []string) {
	t.Helper()
	err := s.View(func(qs graph.QuadStore) error {
		it := qs.QuadsAllIterator().Iterate()
		var refs []graph.Ref
		for it.Next(t.Context()) {
			refs = append(refs, it.Result())
		}
		if err := errors.Join(it.Err(), it.Close()); err != nil {
			return err
		}
		for _, r := range refs {
			q, err := qs.Quad(r)
			if err != nil {
				return err
			}
			out = append(out, q.String())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// TestEarlier reads, replaces and removes what the first version of the format wrote: every quad for itself, and no content.
func TestEarlier(t *testing.T) {
	s := open(t, t.TempDir(), true)
	a, b := storetest.Graph("a", 1, killSize), storetest.Graph("b", 2, storetest.Small)
	if err := s.PutEarlier(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	put(t, s, b)
	storetest.Same(t, kg.Merge(a, b), get(t, s))
	want := []quads.Summary{quads.Summarise(a), quads.Summarise(b)}
	if got, err := s.Summaries(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("summaries: %v (%v)", got, err)
	}
	if _, _, err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	storetest.Same(t, kg.Merge(a, b), get(t, s))
	a = storetest.Graph("a", 3, killSize)
	put(t, s, a)
	storetest.Same(t, kg.Merge(a, b), get(t, s))
	clean(t, s, 2)
	if err := s.Remove(t.Context(), "report:a"); err != nil {
		t.Fatal(err)
	}
	clean(t, s, 1)
	shut(t, s)
}

// TestHeld opens a store that is in use.
func TestHeld(t *testing.T) {
	for _, c := range []struct {
		name          string
		first, second bool
		names         bool // the error names the holder
	}{{"writer, writer", true, true, true}, {"writer, reader", true, false, true}, {"reader, writer", false, true, false}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := t.TempDir()
			shut(t, open(t, path, true))
			dir.Hold(path) // as a crashed process does
			s := open(t, path, c.first)
			defer shut(t, s)
			_, err := cayley.OpenBolt(path, c.second)
			want := fmt.Sprintf("%s: in use by another process", path)
			if c.names {
				host, _ := os.Hostname()
				want += fmt.Sprintf(": %s (pid %d on %s)", filepath.Base(os.Args[0]), os.Getpid(), host)
			}
			if !errors.Is(err, dir.ErrHeld) || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}
