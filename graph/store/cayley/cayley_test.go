package cayley_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

// TestCompact replaces reports until most of the file is waste; opening it again makes it small.
func TestCompact(t *testing.T) {
	path := t.TempDir()
	file := filepath.Join(path, "kg.bolt")
	b := storetest.Graph("b", 1, storetest.Small)
	s := open(t, path, true)
	put(t, s, b)
	for seed := range uint64(60) {
		put(t, s, storetest.Graph("a", seed, storetest.Small))
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
	want := kg.Merge(storetest.Graph("a", 59, storetest.Small), b)
	storetest.Same(t, want, get(t, s))
	clean(t, s, 2)
	put(t, s, storetest.Graph("a", 1, storetest.Small))
	clean(t, s, 2)
	shut(t, s)
	if entries, err := os.ReadDir(path); err != nil || len(entries) != 1 {
		t.Errorf("files left: %v, %v", entries, err)
	}
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
