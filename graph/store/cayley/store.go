package cayley

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

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
	var out []kg.Report
	err := s.View(func(qs graph.QuadStore) error {
		entries, err := catalogue(ctx, qs)
		if err != nil {
			return err
		}
		for _, v := range newest(entries) {
			about, err := about(ctx, qs, quads.Node(v.Report), v.IRI())
			if err != nil {
				return err
			}
			g, err := quads.Decode(about)
			if err != nil {
				return err
			}
			out = append(out, g.Reports...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return out, nil
}

// Get returns the facts of the given reports in one graph, or of all when none is given.
func (s *Store) Get(ctx context.Context, reports ...kg.ID) (*kg.Graph, error) {
	var graphs []*kg.Graph
	err := s.View(func(qs graph.QuadStore) error {
		entries, err := catalogue(ctx, qs)
		if err != nil {
			return err
		}
		versions := newest(entries)
		for _, id := range reports {
			if !slices.ContainsFunc(versions, func(v quads.Version) bool { return v.Report == id }) {
				return fmt.Errorf("%s: %w", id, ErrNoReport)
			}
		}
		for _, v := range versions {
			if len(reports) > 0 && !slices.Contains(reports, v.Report) {
				continue
			}
			content, err := labelled(ctx, qs, v.IRI())
			if err != nil {
				return fmt.Errorf("%s: %w", v.Report, err)
			}
			g, err := quads.Decode(content)
			if err != nil {
				return fmt.Errorf("%s: %w", v.Report, err)
			}
			graphs = append(graphs, g)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("read graph: %w", err)
	case len(graphs) == 1:
		return graphs[0], nil
	}
	return kg.Merge(graphs...), nil
}

// Put stores the graph of one report in place of what was stored of that report. If it returns an error the store holds
// the old version, or the new one if only the deletion of the old one failed; never a part. A graph that is stored already
// causes no write.
func (s *Store) Put(ctx context.Context, g *kg.Graph) error {
	if len(g.Reports) != 1 {
		return fmt.Errorf("store graph: it has %d reports where one is wanted", len(g.Reports))
	}
	report := g.Reports[0].ID
	if err := s.put(ctx, report, kg.Merge(g)); err != nil {
		return fmt.Errorf("store %s: %w", report, err)
	}
	return nil
}

func (s *Store) put(ctx context.Context, report kg.ID, g *kg.Graph) error {
	content, err := quads.Encode(g, nil)
	if err != nil {
		return err
	}
	if !s.write {
		return ErrReadOnly
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	old, err := s.entries(ctx, report)
	if err != nil {
		return err
	}
	next := quads.Version{Report: report, Generation: 1, Hash: quads.Digest(content)}
	for _, e := range old {
		next.Generation = max(next.Generation, e.Generation+1)
	}
	current := newest(old)
	if len(current) == 1 && current[0].Hash == next.Hash {
		return s.dropAll(ctx, old, &current[0])
	}
	label := next.IRI()
	all := make([]quad.Quad, 0, len(content)+2)
	all = append(all, mark(next, quads.Begun))
	for _, q := range content {
		q.Label = label
		all = append(all, q)
	}
	if err := s.add(ctx, append(all, mark(next, quads.Complete))); err != nil {
		return err
	}
	return s.dropAll(context.WithoutCancel(ctx), old, nil)
}

// Remove deletes a report.
func (s *Store) Remove(ctx context.Context, report kg.ID) error {
	if err := s.remove(ctx, report); err != nil {
		return fmt.Errorf("remove %s: %w", report, err)
	}
	return nil
}

func (s *Store) remove(ctx context.Context, report kg.ID) error {
	if !s.write {
		return ErrReadOnly
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	old, err := s.entries(ctx, report)
	if err != nil {
		return err
	}
	if len(newest(old)) == 0 {
		return ErrNoReport
	}
	// Older versions first, or one of them would come back if the deletion stops half-way.
	slices.SortFunc(old, func(a, b entry) int { return cmp.Compare(a.Generation, b.Generation) })
	return s.dropAll(ctx, old, nil)
}

// sweep deletes every version but the newest complete one of each report.
func (s *Store) sweep(ctx context.Context) error {
	all, err := s.entries(ctx, "")
	if err != nil {
		return err
	}
	for _, v := range newest(all) {
		all = slices.DeleteFunc(all, func(e entry) bool { return e.Version == v })
	}
	return s.dropAll(ctx, all, nil)
}

// entries returns the catalogue's entries for one report, or all.
func (s *Store) entries(ctx context.Context, report kg.ID) (all []entry, err error) {
	err = s.View(func(qs graph.QuadStore) error {
		all, err = catalogue(ctx, qs)
		return err
	})
	if report != "" {
		all = slices.DeleteFunc(all, func(e entry) bool { return e.Report != report })
	}
	return all, err
}

// dropAll deletes all the versions given but one, in their order.
func (s *Store) dropAll(ctx context.Context, all []entry, but *quads.Version) error {
	for _, e := range all {
		if but != nil && e.Version == *but {
			continue
		}
		if err := s.drop(ctx, e.Version); err != nil {
			return fmt.Errorf("delete version %d: %w", e.Generation, err)
		}
	}
	return nil
}

// drop deletes a version: first the mark that it is complete, last the one that it has begun.
func (s *Store) drop(ctx context.Context, v quads.Version) error {
	all := []quad.Quad{mark(v, quads.Complete)}
	err := s.View(func(qs graph.QuadStore) error {
		content, err := labelled(ctx, qs, v.IRI())
		all = append(all, content...)
		return err
	})
	if err != nil {
		return err
	}
	return s.delete(ctx, append(all, mark(v, quads.Begun)))
}
