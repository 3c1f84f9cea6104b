package cayley

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	hkv "github.com/hidal-go/hidalgo/kv"

	"policygraph/graph/kg"
	"policygraph/graph/quads"
)

// Test says how a test opens a store for writing.
type Test struct {
	Batch   int                 // quads in a transaction; 0 for the usual number
	Spare   uint64              // quads and values to be deleted before compaction
	MaxSize int                 // limit of the file's size
	Narrow  bool                // no large mapping
	Wrap    func(hkv.KV) hkv.KV // put between Cayley and the file
}

// OpenTest opens a store on bbolt for writing.
func OpenTest(path string, o Test) (*Store, error) {
	if o.Batch == 0 {
		o.Batch = batch
	}
	if o.Spare == 0 {
		o.Spare = spare
	}
	return boltFile{dir: path, name: dataName, write: true, batch: o.Batch, spare: o.Spare, maxSize: o.MaxSize, narrow: o.Narrow, wrap: o.Wrap}.start()
}

// Count returns the numbers of versions in the catalogue and of live quads.
func (s *Store) Count(ctx context.Context) (versions int, size int64, err error) {
	err = s.View(func(qs graph.QuadStore) error {
		entries, err := catalogue(ctx, qs)
		if err != nil {
			return err
		}
		versions = len(entries)
		stats, err := qs.Stats(ctx, false)
		size = stats.Quads.Value
		return err
	})
	return versions, size, err
}

// PutEarlier stores a report that is not in the store as the first version of the format has it.
func (s *Store) PutEarlier(ctx context.Context, g *kg.Graph) error {
	all, err := quads.Encode(g, nil)
	if err != nil {
		return err
	}
	v := quads.Version{Report: g.Reports[0].ID, Generation: 1, Hash: quads.Digest(all)}
	for i := range all {
		all[i].Label = v.IRI()
	}
	return s.add(ctx, append(append([]quad.Quad{mark(v, quads.Begun)}, all...), mark(v, quads.Complete)))
}
