package cayley

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"

	"github.com/cayleygraph/cayley/graph"
	cproto "github.com/cayleygraph/cayley/graph/proto"
	hkv "github.com/hidal-go/hidalgo/kv"
	"google.golang.org/protobuf/proto"
)

// Stats says how much room a store takes.
type Stats struct {
	Quads int64 // that live
	Size  int64 // bytes of the file; 0 in memory
	Free  int64 // bytes of it that are free for what comes next
	Spare int64 // bytes that Compact would give back: an estimate
}

const (
	samples = 4096 // entries of the log that an estimate looks at

	// stone is the number of bytes that a deleted quad takes up: in the log, and its number in three indexes. Measured.
	stone = 160

	// slack is how much longer a file is than what it holds, also a fresh one.
	slack = 1.125
)

// Stats returns how much room the store takes. The estimate costs some milliseconds, however large the store is: it looks at a
// sample of what was ever written.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var out Stats
	err := s.View(func(qs graph.QuadStore) error {
		if s.file == nil {
			st, err := qs.Stats(ctx, false)
			out.Quads = st.Quads.Value
			return err
		}
		info, err := os.Stat(s.file.path())
		if err != nil {
			return err
		}
		quads, err := counter(s.db.kv, "size") // Cayley's own method fails where nothing was ever written
		if err != nil {
			return err
		}
		dead, err := s.db.dead(ctx)
		out = Stats{Quads: int64(quads), Size: info.Size(), Free: s.db.free()}
		live := max(0, out.Size-out.Free-dead*stone)
		out.Spare = max(0, out.Size-int64(slack*float64(live)))
		return err
	})
	if err != nil {
		return Stats{}, fmt.Errorf("measure store: %w", err)
	}
	return out, nil
}

// free returns the number of bytes in pages that nothing uses.
func (db database) free() int64 {
	st := db.file.Stats()
	return int64(st.FreePageN+st.PendingPageN) * int64(db.file.Info().PageSize)
}

// dead estimates how many deleted quads are kept, from entries at even distances in the log.
func (db database) dead(ctx context.Context) (int64, error) {
	ever, err := counter(db.kv, "horizon")
	if err != nil || ever == 0 {
		return 0, err
	}
	n := min(ever, samples)
	keys := make([]hkv.Key, n)
	for i := range keys {
		id := 1 + uint64(i)*ever/n
		keys[i] = hkv.Key{[]byte("log"), binary.BigEndian.AppendUint64(nil, id)}
	}
	stones := uint64(0)
	err = hkv.View(ctx, db.kv, func(tx hkv.Tx) error {
		values, err := tx.GetBatch(ctx, keys)
		for _, v := range values {
			var p cproto.Primitive
			if err := proto.Unmarshal(v, &p); err != nil {
				return err
			}
			if p.Deleted {
				stones++
			}
		}
		return err
	})
	return int64(stones * ever / n), err
}
