package cayley_test

import (
	"context"
	"fmt"
	"testing"

	hkv "github.com/hidal-go/hidalgo/kv"

	"policygraph/graph/kg"
	"policygraph/graph/store/cayley"
	"policygraph/graph/store/storetest"
)

// meter counts the keys that are read or written.
type meter struct {
	hkv.KV
	keys *int
}

type meterTx struct {
	hkv.Tx
	keys *int
}

func (m *meter) Tx(ctx context.Context, rw bool) (hkv.Tx, error) {
	tx, err := m.KV.Tx(ctx, rw)
	if err != nil {
		return nil, err
	}
	return meterTx{tx, m.keys}, nil
}

func (tx meterTx) Get(ctx context.Context, k hkv.Key) (hkv.Value, error) {
	*tx.keys++
	return tx.Tx.Get(ctx, k)
}

func (tx meterTx) GetBatch(ctx context.Context, ks []hkv.Key) ([]hkv.Value, error) {
	*tx.keys += len(ks)
	return tx.Tx.GetBatch(ctx, ks)
}

func (tx meterTx) Put(ctx context.Context, k hkv.Key, v hkv.Value) error {
	*tx.keys++
	return tx.Tx.Put(ctx, k, v)
}

// TestGrowth compares what it takes to store, replace, read and remove one report in a store of few others and in one of many. Only
// what lists the reports may grow with their number.
func TestGrowth(t *testing.T) {
	cost := map[string][]int{}
	for _, others := range []int{4, 80} {
		keys := 0
		s := must(cayley.OpenTest(t.TempDir(), cayley.Test{Wrap: func(db hkv.KV) hkv.KV { return &meter{db, &keys} }}))(t)
		var graphs []*kg.Graph
		for i := range others {
			graphs = append(graphs, storetest.Graph(fmt.Sprintf("other%d", i), uint64(i), storetest.Small))
		}
		if err := s.PutAll(t.Context(), graphs); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			name string
			do   func() error
		}{
			{"put", func() error { return s.Put(t.Context(), storetest.Graph("a", 1, killSize)) }},
			{"same", func() error { return s.Put(t.Context(), storetest.Graph("a", 1, killSize)) }},
			{"replace", func() error { return s.Put(t.Context(), storetest.Graph("a", 2, killSize)) }},
			{"get", func() error { _, err := s.Get(t.Context(), "report:a"); return err }},
			{"remove", func() error { return s.Remove(t.Context(), "report:a") }},
		} {
			before := keys
			if err := step.do(); err != nil {
				t.Fatal(err)
			}
			cost[step.name] = append(cost[step.name], keys-before)
		}
		shut(t, s)
	}
	for name, n := range cost {
		if n[0] == 0 || n[1] > n[0]*5/4 {
			t.Errorf("%s: %d keys among few reports, %d among many", name, n[0], n[1])
		}
	}
	t.Log(cost)
}
