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

// compact copies a wasteful store that nobody else uses yet. If that does not succeed, for want of space perhaps, the old file
// stays in use; only if none can be opened is there an error.
func (b boltFile) compact(s *Store) error {
	// An earlier attempt may have been interrupted. The lock on the store is held, so that nobody is at it.
	if err := remove(b.fresh().path()); err != nil || !s.db.wasteful {
		return err
	}
	db, err := b.copied(context.Background(), s)
	if err != nil {
		return remove(b.fresh().path())
	}
	return b.swap(s, db)
}

// fresh returns the file that a compacted store is written to.
func (b boltFile) fresh() boltFile {
	b.name += ".new"
	return b
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("compact store: %w", err)
	}
	return nil
}

// Compact gives back the room that deleted quads take up: it copies what lives into a new file, which then takes the place of the
// old one, if it is smaller. It returns the sizes before and after. Until the new file is whole the old one stays in use, also
// after an error.
func (s *Store) Compact(ctx context.Context) (before, after int64, err error) {
	if !s.write {
		return 0, 0, fmt.Errorf("compact store: %w", ErrReadOnly)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.file == nil {
		return 0, 0, s.View(func(graph.QuadStore) error { return nil })
	}
	info, err := os.Stat(s.file.path())
	if err != nil {
		return 0, 0, fmt.Errorf("compact store: %w", err)
	}
	before = info.Size()
	db, err := s.file.copied(ctx, s)
	if err != nil {
		return before, before, errors.Join(fmt.Errorf("compact store: %w", err), remove(s.file.fresh().path()))
	}
	info, err = os.Stat(s.file.fresh().path())
	if err != nil || info.Size() >= before { // nothing to give back
		return before, before, compacting(errors.Join(err, db.Close(), remove(s.file.fresh().path())))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.file.swap(s, db); err != nil {
		return before, before, err
	}
	return before, info.Size(), nil
}

// swap puts the new file in the place of the old one, and db, which stands on it, in the place of the store's. Elsewhere than on
// Windows, which cannot rename an open file, the store is locked all the time.
func (b boltFile) swap(s *Store, db database) error {
	if runtime.GOOS == "windows" {
		closing := errors.Join(db.Close(), s.db.Close())
		renaming := os.Rename(b.fresh().path(), b.path())
		again, err := b.open()
		s.db, s.down = again, err
		return compacting(errors.Join(closing, renaming, err))
	}
	if err := os.Rename(b.fresh().path(), b.path()); err != nil {
		return compacting(errors.Join(err, db.Close(), remove(b.fresh().path())))
	}
	old := s.db
	s.db = db
	return compacting(errors.Join(syncDir(b.dir), old.Close()))
}

func compacting(err error) error {
	if err != nil {
		return fmt.Errorf("compact store: %w", err)
	}
	return nil
}

// syncDir makes a renaming last: what is written into the new file afterwards must not be lost with its name.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// copied returns a new file, open, with the newest version of each report in s.
func (b boltFile) copied(ctx context.Context, s *Store) (database, error) {
	if err := remove(b.fresh().path()); err != nil {
		return database{}, err
	}
	db, err := b.fresh().open()
	if err != nil {
		return database{}, err
	}
	to := &Store{db: db, write: true, batch: b.batch, release: func() {}}
	if err := s.View(func(qs graph.QuadStore) error { return to.copyFrom(ctx, qs) }); err != nil {
		return database{}, errors.Join(err, db.Close())
	}
	return db, nil
}

// copyFrom adds the newest version of each report.
func (s *Store) copyFrom(ctx context.Context, qs graph.QuadStore) error {
	all, err := catalogue(ctx, qs)
	if err != nil {
		return err
	}
	current := newest(all)
	for len(current) > 0 {
		var groups [][]quad.Quad
		size := 0
		for ; len(current) > 0 && size < s.batch; current = current[1:] {
			content, err := everything(ctx, qs, current[0].Version)
			if err != nil {
				return err
			}
			slices.Reverse(content) // what is deleted first is written last
			groups, size = append(groups, content), size+len(content)
		}
		if err := s.add(ctx, groups...); err != nil {
			return err
		}
	}
	return nil
}
