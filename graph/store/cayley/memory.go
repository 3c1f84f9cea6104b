package cayley

import "github.com/cayleygraph/cayley/graph/memstore"

// OpenMemory returns an empty store in memory.
func OpenMemory() *Store {
	return &Store{db: database{QuadStore: memstore.New(), exclusive: true}, write: true, batch: batch, release: func() {}}
}
