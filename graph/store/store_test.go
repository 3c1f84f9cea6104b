package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph/store"
	"policygraph/graph/store/storetest"
)

func openTest(t testing.TB, backend, path string, mode store.Mode) store.Store {
	t.Helper()
	s, err := store.Open(backend, path, mode)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestBackends runs the contract suite on every backend.
func TestBackends(t *testing.T) {
	for _, b := range store.Backends() {
		t.Run(b.Name, func(t *testing.T) {
			var last string
			open := func(t *testing.T) store.Store {
				last = t.TempDir()
				return openTest(t, b.Name, last, store.Write)
			}
			if !b.Disk {
				storetest.Run(t, open, nil)
				return
			}
			storetest.Run(t, open, func(t *testing.T, mode store.Mode) store.Store {
				return openTest(t, b.Name, last, mode)
			})
		})
	}
}

func BenchmarkPut(b *testing.B) {
	for _, backend := range store.Backends() {
		b.Run(backend.Name+"/new", func(b *testing.B) {
			g := storetest.Graph("a", 1, storetest.Alliance)
			for b.Loop() {
				b.StopTimer()
				s := openTest(b, backend.Name, b.TempDir(), store.Write)
				b.StartTimer()
				if err := s.Put(b.Context(), g); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				s.Close()
				b.StartTimer()
			}
		})
		b.Run(backend.Name+"/replace", func(b *testing.B) {
			one, two := storetest.Graph("a", 1, storetest.Alliance), storetest.Graph("a", 2, storetest.Alliance)
			s := openTest(b, backend.Name, b.TempDir(), store.Write)
			defer s.Close()
			for b.Loop() {
				one, two = two, one
				if err := s.Put(b.Context(), one); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(backend.Name+"/same", func(b *testing.B) {
			g := storetest.Graph("a", 1, storetest.Alliance)
			s := openTest(b, backend.Name, b.TempDir(), store.Write)
			defer s.Close()
			for b.Loop() {
				if err := s.Put(b.Context(), g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkGet(b *testing.B) {
	for _, backend := range store.Backends() {
		b.Run(backend.Name, func(b *testing.B) {
			s := openTest(b, backend.Name, b.TempDir(), store.Write)
			defer s.Close()
			if err := s.Put(b.Context(), storetest.Graph("a", 1, storetest.Alliance)); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := s.Get(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestOpenRefuses opens what is no store; every error is one line that names the path.
func TestOpenRefuses(t *testing.T) {
	write := func(t *testing.T, path, text string) string {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return filepath.Dir(path)
	}
	const header = `{"format":"policygraph store","version":1,"backend":"bbolt"}`
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string) string
		read error // nil when it is any error
		both bool  // writing is refused as well
	}{
		{"nothing", func(t *testing.T, p string) string { return p + "/none" }, store.ErrNoStore, false},
		{"empty directory", func(t *testing.T, p string) string { return p }, store.ErrNotStore, false},
		{"interrupted creation", func(t *testing.T, p string) string { return write(t, p+"/policygraph.json.123", "{") }, store.ErrNotStore, false},
		{"no data", func(t *testing.T, p string) string { return write(t, p+"/policygraph.json", header) }, store.ErrNoStore, false},
		{"data without content", func(t *testing.T, p string) string {
			write(t, p+"/kg.bolt", "")
			return write(t, p+"/policygraph.json", header)
		}, nil, false},
		{"file", func(t *testing.T, p string) string { write(t, p+"/file", "x"); return p + "/file" }, store.ErrNotStore, true},
		{"below a file", func(t *testing.T, p string) string { write(t, p+"/file", "x"); return p + "/file/store" }, nil, true},
		{"other directory", func(t *testing.T, p string) string { return write(t, p+"/thesis.doc", "x") }, store.ErrNotStore, true},
		{"odd header", func(t *testing.T, p string) string { return write(t, p+"/policygraph.json", `[1]`) }, store.ErrNotStore, true},
		{"other header", func(t *testing.T, p string) string {
			return write(t, p+"/policygraph.json", `{"name":"x","version":1}`)
		}, store.ErrNotStore, true},
		{"newer", func(t *testing.T, p string) string {
			return write(t, p+"/policygraph.json", `{"format":"policygraph store","version":2,"backend":"bbolt"}`)
		}, store.ErrNewer, true},
		{"unknown backend", func(t *testing.T, p string) string {
			return write(t, p+"/policygraph.json", `{"format":"policygraph store","version":1,"backend":"tape"}`)
		}, nil, true},
		{"damaged data", func(t *testing.T, p string) string {
			write(t, p+"/kg.bolt", strings.Repeat("not a database ", 10000))
			return write(t, p+"/policygraph.json", header)
		}, store.ErrNotStore, true},
		{"data cut short", func(t *testing.T, p string) string {
			s := openTest(t, "bbolt", p, store.Write)
			for seed := range uint64(4) {
				if err := s.Put(t.Context(), storetest.Graph("a", seed, storetest.Small)); err != nil {
					t.Fatal(err)
				}
			}
			if err := errors.Join(s.Close(), os.Truncate(p+"/kg.bolt", 16384)); err != nil {
				t.Fatal(err)
			}
			return p
		}, store.ErrNotStore, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, mode := range []store.Mode{store.Read, store.Write} {
				path := c.make(t, t.TempDir())
				s, err := store.Open("bbolt", path, mode)
				if mode == store.Write && !c.both {
					if err != nil {
						t.Fatal(err)
					}
					if err := s.Close(); err != nil {
						t.Fatal(err)
					}
					continue
				}
				if err == nil || c.read != nil && !errors.Is(err, c.read) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
					t.Errorf("write %v: got %v, want %v", mode, err, c.read)
				}
			}
		})
	}
	if _, err := store.Open("tape", t.TempDir(), store.Write); err == nil || err.Error() != `unknown store backend "tape"` {
		t.Errorf("unknown backend: %v", err)
	}
}
