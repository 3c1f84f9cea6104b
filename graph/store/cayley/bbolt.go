package cayley

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	hkv "github.com/hidal-go/hidalgo/kv"
	hbolt "github.com/hidal-go/hidalgo/kv/bbolt"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"policygraph/graph/store/dir"
)

const (
	dataName    = "kg.bolt"
	lockTimeout = 2 * time.Second
	growth      = 1 << 20 // by which the file grows at least
)

// boltFile says how to open the data file.
type boltFile struct {
	dir   string
	name  string
	write bool
	batch int    // quads in a transaction
	spare uint64 // quads and values that may be deleted before the file is compacted

	// The rest is for tests.
	maxSize int                 // limit of the file's size; 0 for none
	narrow  bool                // as where there is no room for a large mapping
	wrap    func(hkv.KV) hkv.KV // put between Cayley and the file; nil for nothing
}

// OpenBolt opens the store in a directory; for writing it is created when there is none. Several processes may have it
// open for reading, or one for writing; others wait two seconds for it.
func OpenBolt(path string, write bool) (*Store, error) {
	return boltFile{dir: path, name: dataName, write: write, batch: batch, spare: spare}.start()
}

func (b boltFile) start() (*Store, error) {
	if !b.write {
		if _, err := os.Stat(b.path()); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w: it has no %s", b.dir, dir.ErrNoStore, b.name)
		}
	}
	s, err := start(b)
	if err != nil {
		return nil, err
	}
	s.file = &b
	if !b.write {
		// The lock is shared: nobody writes, and the note of a writer is that of a crashed one.
		dir.Release(b.dir)
		return s, nil
	}
	if err := b.compact(s); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	dir.Hold(b.dir)
	s.release = func() { dir.Release(b.dir) }
	return s, nil
}

func (b boltFile) path() string { return filepath.Join(b.dir, b.name) }

// mapping returns the size of the initial memory mapping: address space only, large enough never to be outgrown; or 0 where
// the file would be stretched to it, or addresses are short.
func (b boltFile) mapping() int {
	if !b.write || b.narrow || runtime.GOOS == "windows" || strconv.IntSize < 64 {
		return 0
	}
	size := 64
	return size << 30
}

// open opens the file, and prepares it when it is new.
func (b boltFile) open() (database, error) {
	file, size, err := b.openFile(b.mapping())
	if err != nil {
		return database{}, err
	}
	var db hkv.KV = hbolt.New(file)
	if b.wrap != nil {
		db = b.wrap(db)
	}
	opts := graph.Options{kv.OptNoBloom: true}
	if b.write {
		if err := prepare(db, opts); err != nil {
			return database{}, errors.Join(fmt.Errorf("prepare %s: %w", file.Path(), err), db.Close())
		}
	}
	qs, err := kv.New(db, opts)
	switch {
	case errors.Is(err, graph.ErrNotInitialized):
		return database{}, errors.Join(fmt.Errorf("%s: %w: it has not been filled", b.dir, dir.ErrNoStore), db.Close())
	case err != nil:
		return database{}, errors.Join(fmt.Errorf("open %s: %w", file.Path(), err), db.Close())
	}
	waste, err := wasteful(db, b.spare)
	if err != nil {
		return database{}, errors.Join(fmt.Errorf("open %s: %w", file.Path(), err), db.Close())
	}
	return database{QuadStore: qs, kv: db, file: file, exclusive: size == 0, wasteful: waste}, nil
}

// openFile opens the file with a mapping of the given size, or of size 0 if that much address space is not to be had.
func (b boltFile) openFile(size int) (_ *bolt.DB, mapped int, err error) {
	path := b.path()
	// A file cut short faults when its missing pages are read.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: %w: damaged: %v", path, dir.ErrNotStore, p)
		}
	}()
	db, current, err := b.lock(size)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, 0, dir.Held(b.dir)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return nil, 0, fmt.Errorf("%s: %w: %w", path, dir.ErrNotStore, err)
	case err != nil && size > 0 && !errors.As(err, new(*fs.PathError)):
		return b.openFile(0)
	case errors.As(err, new(*fs.PathError)): // it names the file
		return nil, 0, fmt.Errorf("open store: %w", err)
	case err != nil:
		return nil, 0, fmt.Errorf("open store: %s: %w", path, err)
	case !current:
		if err := db.Close(); err != nil {
			return nil, 0, fmt.Errorf("open store: %w", err)
		}
		return b.openFile(size)
	}
	db.AllocSize = growth
	if err := whole(db); err != nil {
		return nil, 0, errors.Join(fmt.Errorf("%s: %w: %w", path, dir.ErrNotStore, err), db.Close())
	}
	return db, size, nil
}

// lock opens the file and waits for its lock. It reports whether the file is still the current one: while this process
// waited, another may have put a compacted file in its place.
func (b boltFile) lock(size int) (db *bolt.DB, current bool, err error) {
	var file *os.File
	o := *bolt.DefaultOptions
	o.Timeout, o.InitialMmapSize, o.MaxSize, o.ReadOnly = lockTimeout, size, b.maxSize, !b.write
	o.FreelistType = bolt.FreelistMapType
	o.OpenFile = func(name string, flag int, perm os.FileMode) (f *os.File, err error) {
		f, err = os.OpenFile(name, flag, perm)
		file = f
		return f, err
	}
	db, err = bolt.Open(b.path(), 0o644, &o)
	if err != nil {
		return nil, false, err
	}
	locked, err1 := file.Stat()
	there, err2 := os.Stat(b.path())
	return db, err1 == nil && err2 == nil && os.SameFile(locked, there), nil
}

// whole verifies that the file is as long as it says.
func whole(db *bolt.DB) error {
	return db.View(func(tx *bolt.Tx) error {
		info, err := os.Stat(db.Path())
		if err == nil && info.Size() < tx.Size() {
			err = fmt.Errorf("%d bytes long where %d are wanted", info.Size(), tx.Size())
		}
		return err
	})
}

// prepare makes Cayley's buckets in a new file. As long as nothing has been written it declares the indexes (again).
func prepare(db hkv.KV, opts graph.Options) error {
	ctx := context.Background()
	if err := kv.Init(db, opts); err != nil && !errors.Is(err, graph.ErrDatabaseExists) {
		return err
	}
	if n, err := counter(db, "horizon"); err != nil || n > 0 {
		return err
	}
	indexes := append(append([]kv.QuadIndex{}, kv.DefaultQuadIndexes...),
		kv.QuadIndex{Dirs: []quad.Direction{quad.Label, quad.Subject}})
	raw, err := json.Marshal(indexes)
	if err != nil {
		return err
	}
	return hkv.Update(ctx, db, func(tx hkv.Tx) error { return tx.Put(ctx, hkv.SKey("meta", "indexes"), raw) })
}
