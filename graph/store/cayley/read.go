package cayley

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
	"policygraph/graph/quads"
)

// entry is a version listed in the catalogue.
type entry struct {
	quads.Version
	complete bool
	card     quad.Value // summary of the report; nil of a version that an earlier program wrote
}

// mark returns the catalogue's quad that a version has begun or is complete.
func mark(v quads.Version, term quad.IRI) quad.Quad {
	return quad.Quad{Subject: quads.Node(v.Report), Predicate: term, Object: v.IRI(), Label: quads.Catalogue}
}

// catalogue returns all the versions that have begun, by report and generation.
func catalogue(ctx context.Context, qs graph.QuadStore) ([]entry, error) {
	marks, err := labelled(ctx, qs, quads.Catalogue)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	return entries(marks)
}

// versionsOf returns the versions of one report that have begun, by generation and without cards. What it reads does not
// depend on how many other reports there are.
func versionsOf(ctx context.Context, qs graph.QuadStore, report kg.ID) ([]entry, error) {
	marks, err := about(ctx, qs, quads.Node(report), quads.Catalogue)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	return entries(marks)
}

// entries makes entries of the catalogue's quads.
func entries(marks []quad.Quad) ([]entry, error) {
	byVersion, cards := map[quads.Version]entry{}, map[quad.Value]quad.Value{}
	for _, q := range marks {
		if q.Predicate == quads.Card {
			cards[q.Subject] = q.Object
			continue
		}
		v, err := quads.ParseVersion(q.Object)
		if err != nil {
			return nil, fmt.Errorf("catalogue: %w", err)
		}
		byVersion[v] = entry{Version: v, complete: byVersion[v].complete || q.Predicate == quads.Complete}
	}
	out := make([]entry, 0, len(byVersion))
	for v, e := range byVersion {
		e.card = cards[v.IRI()]
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(a.Generation, b.Generation), cmp.Compare(a.Hash, b.Hash))
	})
	return out, nil
}

// newest returns the newest complete version of each report, by report.
func newest(entries []entry) []entry {
	last := map[kg.ID]entry{}
	for _, e := range entries {
		if v, ok := last[e.Report]; e.complete && (!ok || e.Generation > v.Generation) {
			last[e.Report] = e
		}
	}
	out := make([]entry, 0, len(last))
	for _, e := range last {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b entry) int { return cmp.Compare(a.Report, b.Report) })
	return out
}

// read returns the facts of a version: from its content, or, if an earlier program wrote it, from all of its quads.
func read(ctx context.Context, qs graph.QuadStore, v quads.Version) (*kg.Graph, error) {
	own, err := about(ctx, qs, v.IRI(), v.IRI())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", v.Report, err)
	}
	for _, q := range own {
		if q.Predicate == quads.Content {
			own, err = quads.Unpack(q.Object)
			break
		}
	}
	if len(own) == 0 && err == nil {
		own, err = labelled(ctx, qs, v.IRI())
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", v.Report, err)
	}
	g, err := quads.Decode(own)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", v.Report, err)
	}
	return g, nil
}

// labelled returns the quads under a label.
func labelled(ctx context.Context, qs graph.QuadStore, label quad.Value) ([]quad.Quad, error) {
	return matching(ctx, qs, quad.Label, label, nil)
}

// about returns the quads of one subject under a label.
func about(ctx context.Context, qs graph.QuadStore, subject, label quad.Value) ([]quad.Quad, error) {
	return matching(ctx, qs, quad.Subject, subject, label)
}

// matching returns the quads with the given value in a direction; label, unless nil, says under which label.
func matching(ctx context.Context, qs graph.QuadStore, d quad.Direction, value, label quad.Value) ([]quad.Quad, error) {
	ref, err := qs.ValueOf(value)
	if err != nil || ref == nil {
		return nil, err
	}
	var only any
	if label != nil {
		l, err := qs.ValueOf(label)
		if err != nil || l == nil {
			return nil, err
		}
		only = l.Key()
	}
	found, err := collect(ctx, qs, d, ref, only)
	if err != nil {
		return nil, err
	}
	return found.resolve(ctx, qs)
}

// links are quads as places in a list of distinct values.
type links struct {
	quads [][4]int32
	refs  []graph.Ref
	place map[any]int32
}

func (l *links) add(r graph.Ref) int32 {
	if r == nil {
		return -1
	}
	key := r.Key()
	n, ok := l.place[key]
	if !ok {
		n = int32(len(l.refs))
		l.place[key] = n
		l.refs = append(l.refs, r)
	}
	return n
}

// collect reads the links and leaves no iterator open.
func collect(ctx context.Context, qs graph.QuadStore, d quad.Direction, ref graph.Ref, only any) (_ *links, err error) {
	l := &links{place: map[any]int32{}}
	it := qs.QuadIterator(d, ref).Iterate()
	defer func() {
		if closing := it.Close(); err == nil {
			err = closing
		}
	}()
	for it.Next(ctx) {
		if len(l.quads)%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var q [4]int32
		for i, dir := range quad.Directions {
			r, err := qs.QuadDirection(it.Result(), dir)
			if err != nil {
				return nil, err
			}
			if dir == quad.Label && only != nil && (r == nil || r.Key() != only) {
				q[0] = -2
				break
			}
			q[i] = l.add(r)
		}
		if q[0] != -2 {
			l.quads = append(l.quads, q)
		}
	}
	return l, it.Err()
}

// resolve looks up all values at once.
func (l *links) resolve(ctx context.Context, qs graph.QuadStore) ([]quad.Quad, error) {
	values, err := graph.ValuesOf(ctx, qs, l.refs)
	if err != nil {
		return nil, err
	}
	out := make([]quad.Quad, len(l.quads))
	for i, link := range l.quads {
		for j, dir := range quad.Directions {
			if link[j] >= 0 {
				out[i].Set(dir, values[link[j]])
			}
		}
		if !out[i].IsValid() {
			return nil, fmt.Errorf("damaged quad %v", out[i])
		}
	}
	return out, ctx.Err()
}
