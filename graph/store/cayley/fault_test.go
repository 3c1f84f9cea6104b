package cayley_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	hkv "github.com/hidal-go/hidalgo/kv"

	"policygraph/graph/kg"
	"policygraph/graph/store/cayley"
	"policygraph/graph/store/storetest"
)

// errInjected is what the faulty file below returns.
var errInjected = errors.New("no space left (test)")

// fault lets a number of write operations pass and then fails: one of them, or all from then on.
type fault struct {
	hkv.KV
	left  *int // operations to pass; negative for all
	stays bool
}

type faultTx struct {
	hkv.Tx
	*fault
}

func (f *fault) Tx(ctx context.Context, rw bool) (hkv.Tx, error) {
	tx, err := f.KV.Tx(ctx, rw)
	if err != nil || !rw {
		return tx, err
	}
	return faultTx{tx, f}, nil
}

func (f *fault) fails() bool {
	switch {
	case *f.left < 0:
		return false
	case *f.left > 0:
		*f.left--
		return false
	case !f.stays:
		*f.left = -1
	}
	return true
}

func (tx faultTx) Put(ctx context.Context, k hkv.Key, v hkv.Value) error {
	if tx.fails() {
		return errInjected
	}
	return tx.Tx.Put(ctx, k, v)
}

func (tx faultTx) Del(ctx context.Context, k hkv.Key) error {
	if tx.fails() {
		return errInjected
	}
	return tx.Tx.Del(ctx, k)
}

func (tx faultTx) Commit(ctx context.Context) error {
	if tx.fails() {
		return errInjected
	}
	return tx.Tx.Commit(ctx)
}

// TestWriteErrors lets a replacement of two reports fail at many places. Of each the old or the new version must be readable at
// once, with the same handle, and the store must work on; nothing of the failure may remain.
func TestWriteErrors(t *testing.T) {
	version := func(n uint64) []*kg.Graph {
		return []*kg.Graph{storetest.Graph("a", n, storetest.Small), storetest.Graph("b", 10+n, storetest.Small)}
	}
	one, two, three := version(1), version(2), version(3)
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 30 {
		left := -1
		f := fault{left: &left, stays: i%2 == 0}
		s := must(cayley.OpenTest(t.TempDir(), cayley.Test{Batch: 50, Wrap: func(db hkv.KV) hkv.KV {
			g := f
			g.KV = db
			return &g
		}}))(t)
		if err := s.PutAll(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		left = r.IntN(4000)
		err := s.PutAll(t.Context(), two)
		if err != nil && !errors.Is(err, errInjected) {
			t.Fatal(err)
		}
		for j := range one {
			g, failing := s.Get(t.Context(), one[j].Reports[0].ID)
			if failing != nil {
				t.Fatal(failing)
			}
			want := two[j]
			if err != nil && hashOf(g) == hashOf(one[j]) {
				want = one[j]
			}
			storetest.Same(t, want, g)
		}
		left = -1
		if err := s.PutAll(t.Context(), three); err != nil {
			t.Fatal(err)
		}
		storetest.Same(t, kg.Merge(three...), get(t, s))
		clean(t, s, 2)
		shut(t, s)
	}
}

// TestFull fills a file up to its limit.
func TestFull(t *testing.T) {
	path := t.TempDir()
	one := storetest.Graph("a", 1, storetest.Small)
	s := open(t, path, true)
	put(t, s, one)
	shut(t, s)
	info, err := os.Stat(filepath.Join(path, "kg.bolt"))
	if err != nil {
		t.Fatal(err)
	}
	s = must(cayley.OpenTest(path, cayley.Test{MaxSize: int(info.Size()) + 1<<20}))(t)
	for range 2 {
		if err := s.Put(t.Context(), storetest.Graph("a", 2, storetest.Alliance)); err == nil {
			t.Fatal("no error")
		}
		storetest.Same(t, one, get(t, s))
		clean(t, s, 1)
	}
	shut(t, s)
	s = open(t, path, true)
	storetest.Same(t, one, get(t, s))
	put(t, s, storetest.Graph("a", 2, storetest.Alliance))
	clean(t, s, 1)
	shut(t, s)
}

// TestCancelledBetweenBatches cancels a replacement when part of it is written.
func TestCancelledBetweenBatches(t *testing.T) {
	path := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	commits := -1
	s := must(cayley.OpenTest(path, cayley.Test{Batch: 10, Wrap: func(db hkv.KV) hkv.KV {
		return &counting{db, func() {
			if commits--; commits == 0 {
				cancel()
			}
		}}
	}}))(t)
	one := storetest.Graph("a", 1, storetest.Small)
	put(t, s, one)
	commits = 2
	if err := s.Put(ctx, storetest.Graph("a", 2, storetest.Small)); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	storetest.Same(t, one, get(t, s))
	shut(t, s)
	r := open(t, path, false)
	storetest.Same(t, one, get(t, r))
	shut(t, r)
	s = open(t, path, true)
	clean(t, s, 1)
	storetest.Same(t, one, get(t, s))
	shut(t, s)
}

// counting calls a function at each transaction that writes.
type counting struct {
	hkv.KV
	f func()
}

func (c *counting) Tx(ctx context.Context, rw bool) (hkv.Tx, error) {
	if rw {
		c.f()
	}
	return c.KV.Tx(ctx, rw)
}

// TestCompactErrors lets a compaction fail at many places, for want of space or otherwise. What the store says must stay, with
// the same handle and after opening it again, and nothing of the attempt may remain.
func TestCompactErrors(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	failed := 0
	for i := range 12 {
		left := -1
		f := fault{left: &left, stays: i%2 == 0}
		path := t.TempDir()
		s := must(cayley.OpenTest(path, cayley.Test{Batch: 100, Wrap: func(db hkv.KV) hkv.KV {
			g := f
			g.KV = db
			return &g
		}}))(t)
		var want *kg.Graph
		for seed := range uint64(4) {
			want = storetest.Graph("a", seed, killSize)
			put(t, s, want)
		}
		left = r.IntN(3000)
		if _, _, err := s.Compact(t.Context()); err != nil {
			failed++
			if !errors.Is(err, errInjected) {
				t.Fatal(err)
			}
		}
		left = -1
		storetest.Same(t, want, get(t, s))
		other := storetest.Graph("b", 1, storetest.Small)
		put(t, s, other)
		shut(t, s)
		if entries, err := os.ReadDir(path); err != nil || len(entries) != 1 {
			t.Errorf("files left: %v, %v", entries, err)
		}
		s = open(t, path, true)
		storetest.Same(t, kg.Merge(want, other), get(t, s))
		clean(t, s, 2)
		shut(t, s)
	}
	if failed < 4 {
		t.Errorf("only %d attempts failed", failed)
	}
}
