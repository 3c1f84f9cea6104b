package store_test

import (
	"fmt"
	"testing"
	"time"

	"policygraph/graph/kg"
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

// corpus is how many reports the benchmarks of a large store have, and together how many are put.
const (
	corpus   = 240
	together = 24
)

// fill puts reports into a store and returns how long each took, in milliseconds.
func fill(b *testing.B, s store.Store) []float64 {
	b.Helper()
	var each []float64
	for i := 0; i < corpus; i += together {
		var graphs []*kg.Graph
		for n := range together {
			graphs = append(graphs, storetest.Graph(fmt.Sprintf("r%04d", i+n), uint64(i+n), storetest.Alliance))
		}
		start := time.Now()
		if err := s.PutAll(b.Context(), graphs); err != nil {
			b.Fatal(err)
		}
		each = append(each, float64(time.Since(start).Microseconds())/1e3/together)
	}
	return each
}

func mean(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum / float64(len(list))
}

// BenchmarkPutAll fills a store and tells how long a report takes in all, and at the beginning and end.
func BenchmarkPutAll(b *testing.B) {
	var each []float64
	for b.Loop() {
		s := openTest(b, store.Default, b.TempDir(), store.Write)
		each = fill(b, s)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	third := len(each) / 3
	b.ReportMetric(mean(each), "ms/report")
	b.ReportMetric(mean(each[:third]), "ms/report-first")
	b.ReportMetric(mean(each[len(each)-third:]), "ms/report-last")
}

// BenchmarkLarge does in a store of many reports what should not depend on their number, and what lists or reads them all.
func BenchmarkLarge(b *testing.B) {
	s := openTest(b, store.Default, b.TempDir(), store.Write)
	defer s.Close()
	fill(b, s)
	one, two := storetest.Graph("r0100", 1000, storetest.Alliance), storetest.Graph("r0100", 1001, storetest.Alliance)
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"replace", func() error { one, two = two, one; return s.Put(b.Context(), one) }},
		{"same", func() error { return s.Put(b.Context(), one) }},
		{"get one", func() error { _, err := s.Get(b.Context(), "report:r0100"); return err }},
		{"get all", func() error { _, err := s.Get(b.Context()); return err }},
		{"reports", func() error { _, err := s.Reports(b.Context()); return err }},
		{"stats", func() error { _, err := s.Stats(b.Context()); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
