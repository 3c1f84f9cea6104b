package cayley

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	hkv "github.com/hidal-go/hidalgo/kv"
)

// Cayley keeps a stone for every deleted quad, and its numbers in all indexes. When quads and values ever written number
// more than spare and many times the quads that live, the store is copied into a fresh file.
const (
	spare = 200_000
	times = 8
)

// counter returns one of the numbers that Cayley keeps, 0 when it has not begun to: "horizon" is the number of quads and
// values ever written, "size" that of the quads that live.
func counter(db hkv.KV, name string) (n uint64, err error) {
	ctx := context.Background()
	err = hkv.View(ctx, db, func(tx hkv.Tx) error {
		raw, err := tx.Get(ctx, hkv.SKey("meta", name))
		if errors.Is(err, hkv.ErrNotFound) {
			return nil
		}
		if err == nil && len(raw) != 8 {
			err = fmt.Errorf("counter %s has %d bytes", name, len(raw))
		}
		if err == nil {
			n = binary.LittleEndian.Uint64(raw)
		}
		return err
	})
	return n, err
}

func wasteful(db hkv.KV, spare uint64) (bool, error) {
	ever, err1 := counter(db, "horizon")
	live, err2 := counter(db, "size")
	return ever > spare+times*live, errors.Join(err1, err2)
}

// compact copies a wasteful store into a fresh file, which then takes the place of the old one. If that does not succeed,
// for want of space perhaps, the old file stays in use; only if none can be opened is there an error.
func (b boltFile) compact(s *Store) error {
	fresh := b
	fresh.name += ".new"
	// An earlier attempt may have been interrupted. The lock on the store is held, so that nobody is at it.
	if err := os.Remove(fresh.path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clean up store: %w", err)
	}
	if !s.db.wasteful {
		return nil
	}
	if err := fresh.copyFrom(context.Background(), s); err != nil {
		return remove(fresh.path())
	}
	// Elsewhere the old file stays locked until the new one is in its place; Windows cannot replace an open file.
	var closing error
	if runtime.GOOS == "windows" {
		closing = s.db.Close()
	}
	if err := os.Rename(fresh.path(), b.path()); err != nil {
		closing = errors.Join(closing, remove(fresh.path()))
	}
	if runtime.GOOS != "windows" {
		closing = errors.Join(closing, s.db.Close())
	}
	db, err := b.open()
	if err = errors.Join(closing, err); err != nil {
		return fmt.Errorf("compact store: %w", err)
	}
	s.db = db
	return nil
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("compact store: %w", err)
	}
	return nil
}

// copyFrom fills a new file with the newest version of each report in s.
func (b boltFile) copyFrom(ctx context.Context, s *Store) (err error) {
	db, err := b.open()
	if err != nil {
		return err
	}
	to := &Store{db: db, write: true, batch: b.batch, release: func() {}}
	defer func() { err = errors.Join(err, to.Close()) }()
	return s.View(func(qs graph.QuadStore) error {
		all, err := catalogue(ctx, qs)
		if err != nil {
			return err
		}
		current := newest(all)
		for len(current) > 0 {
			var groups [][]quad.Quad
			size := 0
			for ; len(current) > 0 && size < b.batch; current = current[1:] {
				content, err := everything(ctx, qs, current[0].Version)
				if err != nil {
					return err
				}
				slices.Reverse(content) // what is deleted first is written last
				groups, size = append(groups, content), size+len(content)
			}
			if err := to.add(ctx, groups...); err != nil {
				return err
			}
		}
		return nil
	})
}
