package cayley

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// batch is the usual number of quads written in one transaction. Larger ones load faster, since the values of a batch fall on
// pages all over the file, but hold more memory.
const batch = 50_000

// add writes groups of quads in their order: as many whole groups in a transaction as fit, a larger group in several. What has
// been written stays on an error.
func (s *Store) add(ctx context.Context, groups ...[]quad.Quad) error {
	var next []quad.Quad
	for i, g := range groups {
		next = append(next, g...)
		if i == len(groups)-1 || len(next)+len(groups[i+1]) > s.batch {
			if err := s.apply(ctx, graph.Add, next); err != nil {
				return err
			}
			next = next[:0]
		}
	}
	return nil
}

// delete removes quads in their order.
func (s *Store) delete(ctx context.Context, qs []quad.Quad) error {
	return s.apply(ctx, graph.Delete, qs)
}

func (s *Store) apply(ctx context.Context, action graph.Procedure, qs []quad.Quad) error {
	qs, err := distinct(qs)
	if err != nil {
		return err
	}
	for len(qs) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(s.batch, len(qs))
		deltas := make([]graph.Delta, n)
		for i, q := range qs[:n] {
			deltas[i] = graph.Delta{Quad: q, Action: action}
		}
		if err := s.commit(deltas); err != nil {
			return err
		}
		qs = qs[n:]
	}
	return nil
}

// distinct returns the quads without duplicates and refuses incomplete ones; Cayley would miscount either.
func distinct(qs []quad.Quad) ([]quad.Quad, error) {
	seen := make(map[quad.Quad]struct{}, len(qs))
	out := make([]quad.Quad, 0, len(qs))
	for _, q := range qs {
		if _, ok := seen[q]; ok {
			continue
		}
		if !q.IsValid() || q.Label == nil {
			return nil, fmt.Errorf("incomplete quad %v", q)
		}
		seen[q] = struct{}{}
		out = append(out, q)
	}
	return out, nil
}

// commit writes one transaction, which holds either additions or deletions. After an error the database is opened anew.
func (s *Store) commit(deltas []graph.Delta) error {
	err := s.transact(deltas)
	if err == nil || s.open == nil || errors.Is(err, ErrClosed) {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down != nil {
		return err
	}
	closing := s.db.Close()
	db, opening := s.open()
	if opening != nil {
		s.down = fmt.Errorf("store is closed after an error: %w", opening)
		s.release()
		return errors.Join(err, closing, s.down)
	}
	s.db = db
	return errors.Join(err, closing)
}

func (s *Store) transact(deltas []graph.Delta) error {
	s.mu.RLock()
	exclusive := s.db.exclusive || deltas[0].Action == graph.Delete
	if !exclusive {
		defer s.mu.RUnlock()
		return s.locked(deltas)
	}
	s.mu.RUnlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.locked(deltas)
}

func (s *Store) locked(deltas []graph.Delta) error {
	if s.down != nil {
		return s.down
	}
	return s.db.ApplyDeltas(deltas, graph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
}
