package cayley

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
	"policygraph/graph/quads"
)

// Put stores the graph of one report in place of what was stored of that report. If it returns an error the store holds
// the old version, or the new one if only the deletion of the old one failed; never a part. A graph that is stored already
// causes no write.
func (s *Store) Put(ctx context.Context, g *kg.Graph) error { return s.PutAll(ctx, []*kg.Graph{g}) }

// PutAll stores graphs as [Store.Put] does, in few transactions; no two may be of the same report. Each report is stored wholly
// or not at all, in the order given: after an error some of the first may hold their new version, the others hold their old one.
func (s *Store) PutAll(ctx context.Context, graphs []*kg.Graph) error {
	all := make([]prepared, len(graphs))
	seen := map[kg.ID]bool{}
	for i, g := range graphs {
		if len(g.Reports) != 1 {
			return fmt.Errorf("store graph: it has %d reports where one is wanted", len(g.Reports))
		}
		all[i].report = g.Reports[0].ID
		if seen[all[i].report] {
			return fmt.Errorf("store %s: it is given twice", all[i].report)
		}
		seen[all[i].report] = true
	}
	err := inParallel(len(graphs), func(i int) error {
		if err := all[i].prepare(graphs[i]); err != nil {
			return fmt.Errorf("store %s: %w", all[i].report, err)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if err := s.putAll(ctx, all); err != nil {
		if len(all) == 1 {
			return fmt.Errorf("store %s: %w", all[0].report, err)
		}
		return fmt.Errorf("store %d reports from %s on: %w", len(all), all[0].report, err)
	}
	return nil
}

// prepared is a report that is ready to be stored.
type prepared struct {
	report  kg.ID
	hash    string
	walked  []quad.Quad // without labels
	content quad.String
	card    quad.String
}

func (p *prepared) prepare(g *kg.Graph) error {
	g = kg.Merge(g)
	all, err := quads.Encode(g, nil)
	if err != nil {
		return err
	}
	p.hash = quads.Digest(all)
	for _, q := range all {
		if quads.Walked(q) {
			p.walked = append(p.walked, q)
		}
	}
	if p.content, err = quads.Pack(all); err != nil {
		return err
	}
	p.card, err = quads.Summarise(g).Literal()
	return err
}

// quads returns all that is written of a version: first the mark that it has begun, last the one that it is complete.
func (p *prepared) quads(v quads.Version) []quad.Quad {
	label := v.IRI()
	out := make([]quad.Quad, 0, len(p.walked)+4)
	out = append(out, mark(v, quads.Begun), quad.Quad{Subject: label, Predicate: quads.Card, Object: p.card, Label: quads.Catalogue})
	for _, q := range p.walked {
		q.Label = label
		out = append(out, q)
	}
	return append(out, quad.Quad{Subject: label, Predicate: quads.Content, Object: p.content, Label: label}, mark(v, quads.Complete))
}

func (s *Store) putAll(ctx context.Context, all []prepared) error {
	if !s.write {
		return ErrReadOnly
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	var fresh [][]quad.Quad
	var stale []entry
	for i := range all {
		old, err := s.versionsOf(ctx, all[i].report)
		if err != nil {
			return err
		}
		next := quads.Version{Report: all[i].report, Generation: 1, Hash: all[i].hash}
		for _, e := range old {
			next.Generation = max(next.Generation, e.Generation+1)
		}
		if current := newest(old); len(current) == 1 && current[0].Hash == next.Hash {
			old = slices.DeleteFunc(old, func(e entry) bool { return e.Version == current[0].Version })
		} else {
			fresh = append(fresh, all[i].quads(next))
		}
		stale = append(stale, old...)
	}
	if err := s.add(ctx, fresh...); err != nil {
		return err
	}
	return s.drop(context.WithoutCancel(ctx), stale)
}

// versionsOf returns the catalogue's entries for one report.
func (s *Store) versionsOf(ctx context.Context, report kg.ID) (list []entry, err error) {
	err = s.View(func(qs graph.QuadStore) error {
		list, err = versionsOf(ctx, qs, report)
		return err
	})
	return list, err
}

// Remove deletes a report. What the store then says is what it would say if it had never held the report.
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
	old, err := s.versionsOf(ctx, report)
	if err != nil {
		return err
	}
	if len(newest(old)) == 0 {
		return ErrNoReport
	}
	// Older versions come first, or one of them would come back if the deletion stops half-way.
	return s.drop(ctx, old)
}

// sweep deletes every version but the newest complete one of each report.
func (s *Store) sweep(ctx context.Context) error {
	var all []entry
	err := s.View(func(qs graph.QuadStore) (err error) {
		all, err = catalogue(ctx, qs)
		return err
	})
	if err != nil {
		return err
	}
	current := map[quads.Version]bool{}
	for _, e := range newest(all) {
		current[e.Version] = true
	}
	return s.drop(ctx, slices.DeleteFunc(all, func(e entry) bool { return current[e.Version] }))
}

// drop deletes versions in their order: of each first the mark that it is complete, last the one that it has begun. It does so
// in groups, so that no more of them is held than goes into one transaction.
func (s *Store) drop(ctx context.Context, all []entry) error {
	for len(all) > 0 {
		var doomed []quad.Quad
		n := 0
		err := s.View(func(qs graph.QuadStore) error {
			for ; n < len(all) && len(doomed) < s.batch; n++ {
				content, err := everything(ctx, qs, all[n].Version)
				if err != nil {
					return err
				}
				doomed = append(doomed, content...)
			}
			return nil
		})
		if err == nil {
			err = s.delete(ctx, doomed)
		}
		if err != nil {
			return fmt.Errorf("delete version %d of %s: %w", all[0].Generation, all[0].Report, err)
		}
		all = all[n:]
	}
	return nil
}

// everything returns all that is written of a version, in the order in which it is to be deleted.
func everything(ctx context.Context, qs graph.QuadStore, v quads.Version) ([]quad.Quad, error) {
	card, err1 := about(ctx, qs, v.IRI(), quads.Catalogue)
	content, err2 := labelled(ctx, qs, v.IRI())
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return slices.Concat([]quad.Quad{mark(v, quads.Complete)}, card, content, []quad.Quad{mark(v, quads.Begun)}), nil
}

// inParallel calls f with 0 to n-1 on all processors and returns the error of the smallest number that has one. After an error
// no more calls begin.
func inParallel(n int, f func(i int) error) error {
	var mu sync.Mutex
	next, failed := 0, n
	var first error
	take := func() int {
		mu.Lock()
		defer mu.Unlock()
		if failed < n || next == n {
			return n
		}
		next++
		return next - 1
	}
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := take(); i < n; i = take() {
				if err := f(i); err != nil {
					mu.Lock()
					if i < failed {
						failed, first = i, err
					}
					mu.Unlock()
				}
			}
		})
	}
	workers.Wait()
	return first
}
