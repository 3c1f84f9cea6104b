package cayley

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	hkv "github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"

	"policygraph/graph/kg"
	"policygraph/graph/quads"
)

var (
	// ErrNoReport says that a report is not in the store.
	ErrNoReport = errors.New("no such report in the store")
	// ErrReadOnly says that a store opened for reading was to be changed.
	ErrReadOnly = errors.New("store is open for reading only")
	// ErrClosed says that the store has been closed.
	ErrClosed = errors.New("store is closed")
)

// database is what a store stands on.
type database struct {
	graph.QuadStore
	kv        hkv.KV // below it, and the file itself; nil in memory
	file      *bolt.DB
	exclusive bool // additions must exclude readers
	wasteful  bool // most of it has been deleted
}

// Store keeps graphs in Cayley. All methods may be called concurrently.
type Store struct {
	writing sync.Mutex   // one change at a time
	mu      sync.RWMutex // guards db; readers hold it for reading, deletions for writing
	db      database
	down    error                    // why db cannot be used; nil when it can
	open    func() (database, error) // opens db again after an error; nil when that would lose it
	file    *boltFile                // nil in memory
	release func()                   // after closing
	write   bool
	batch   int // quads in a transaction
}

// start opens the database and, for writing, deletes what interrupted changes left.
func start(b boltFile) (*Store, error) {
	db, err := b.open()
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, open: b.open, write: b.write, batch: b.batch, release: func() {}}
	if !b.write {
		return s, nil
	}
	if err := s.sweep(context.Background()); err != nil {
		return nil, errors.Join(fmt.Errorf("clean up store: %w", err), s.Close())
	}
	return s, nil
}

// Close closes the store. It waits for readers and writers to finish.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down != nil {
		s.down = ErrClosed
		return nil
	}
	s.down = ErrClosed
	err := s.db.Close()
	s.release()
	if err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// View calls f with the Cayley store, for queries. While f runs nothing is deleted; f must not write, keep the store, or
// call methods of s. During a replacement a query may see both versions of a report.
func (s *Store) View(f func(graph.QuadStore) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.down != nil {
		return s.down
	}
	return f(s.db.QuadStore)
}

// Reports returns the reports in the store, by ID.
func (s *Store) Reports(ctx context.Context) ([]kg.Report, error) {
	list, err := s.Summaries(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]kg.Report, len(list))
	for i := range list {
		out[i] = list[i].Report
	}
	return out, nil
}

// Summaries returns the reports in the store with the numbers of what was found in them, by ID. It reads the catalogue alone.
func (s *Store) Summaries(ctx context.Context) ([]quads.Summary, error) {
	var out []quads.Summary
	err := s.View(func(qs graph.QuadStore) error {
		all, err := catalogue(ctx, qs)
		if err != nil {
			return err
		}
		for _, e := range newest(all) {
			one, err := summary(ctx, qs, e)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return out, nil
}

// summary returns the card of a version, or makes one if an earlier program wrote the version.
func summary(ctx context.Context, qs graph.QuadStore, e entry) (quads.Summary, error) {
	if e.card != nil {
		return quads.ParseSummary(e.card)
	}
	g, err := read(ctx, qs, e.Version)
	if err != nil || len(g.Reports) != 1 {
		return quads.Summary{}, errors.Join(err, fmt.Errorf("%s: not the version of one report", e.Report))
	}
	return quads.Summarise(g), nil
}

// Get returns the facts of the given reports in one graph, or of all when none is given. Of others it reads nothing.
func (s *Store) Get(ctx context.Context, reports ...kg.ID) (*kg.Graph, error) {
	var graphs []*kg.Graph
	err := s.View(func(qs graph.QuadStore) error {
		versions, err := wanted(ctx, qs, reports)
		if err != nil {
			return err
		}
		graphs = make([]*kg.Graph, len(versions))
		return inParallel(len(versions), func(i int) error {
			var err error
			graphs[i], err = read(ctx, qs, versions[i].Version)
			return err
		})
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("read graph: %w", err)
	case len(graphs) == 1:
		return graphs[0], nil
	}
	return kg.Merge(graphs...), nil
}

// wanted returns the newest versions of the given reports, or of all, by report.
func wanted(ctx context.Context, qs graph.QuadStore, reports []kg.ID) ([]entry, error) {
	if len(reports) == 0 {
		all, err := catalogue(ctx, qs)
		return newest(all), err
	}
	var out []entry
	for _, id := range slices.Compact(slices.Sorted(slices.Values(reports))) {
		versions, err := versionsOf(ctx, qs, id)
		if err != nil {
			return nil, err
		}
		current := newest(versions)
		if len(current) == 0 {
			return nil, fmt.Errorf("%s: %w", id, ErrNoReport)
		}
		out = append(out, current...)
	}
	return out, nil
}
