package store_test

import (
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
