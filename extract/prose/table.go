package prose

import (
	"iter"
	"maps"
	"math/bits"
)

// Set is a set of words that rules refer to. The zero Set is empty.
type Set struct{ Table[bool] }

// NewSet returns the set of the words of all lists.
func NewSet(lists ...[]string) Set {
	var s Set
	for _, words := range lists {
		for _, w := range words {
			s.Add(w)
		}
	}
	return s
}

// Add puts a word into the set.
func (s *Set) Add(w string) { s.Put(w, true) }

// Has reports whether the word is in the set.
func (s *Set) Has(w string) bool { return s.may(w) && s.rows[w] }

// Table maps words to what rules say of them. Rules ask about every word of a text and know few: a table tells most of them
// from its own without looking them up, by a bit for their length and three of their letters. The zero Table is empty.
// It must be complete before it is shared by goroutines.
type Table[V any] struct {
	rows  map[string]V
	seen  []uint64 // bit set of the hashes of its words
	shift uint8    // of a hash to the number of its bit
}

// Put says what the table holds of a word.
func (t *Table[V]) Put(w string, v V) {
	if t.rows == nil {
		t.rows = map[string]V{}
	}
	t.rows[w] = v
	const perWord, least = 16, 256 // bits
	if size := 1 << bits.Len(uint(len(t.rows)*perWord-1)); size > 64*len(t.seen) {
		t.seen = make([]uint64, max(size, least)/64)
		t.shift = uint8(33 - bits.Len(uint(64*len(t.seen))))
		for known := range t.rows {
			t.mark(known)
		}
	}
	t.mark(w)
}

// Get returns what the table holds of a word, and whether it holds it.
func (t *Table[V]) Get(w string) (v V, ok bool) {
	if !t.may(w) {
		return v, false
	}
	v, ok = t.rows[w]
	return v, ok
}

// At returns what the table holds of a word, or the zero value.
func (t *Table[V]) At(w string) V {
	v, _ := t.Get(w)
	return v
}

// Len returns the number of words.
func (t *Table[V]) Len() int { return len(t.rows) }

// All returns the words in no order, with what the table holds of them.
func (t *Table[V]) All() iter.Seq2[string, V] { return maps.All(t.rows) }

func (t *Table[V]) mark(w string) {
	h := hash(w) >> t.shift
	t.seen[h>>6] |= 1 << (h & 63)
}

// may reports whether the word can be in the table.
func (t *Table[V]) may(w string) bool {
	if len(t.seen) == 0 {
		return false
	}
	h := hash(w) >> t.shift
	return t.seen[h>>6]&(1<<(h&63)) != 0
}

// hash mixes the length and three letters of a word.
func hash(w string) uint32 {
	n := len(w)
	if n == 0 {
		return 0
	}
	return (uint32(w[0]) | uint32(w[n/2])<<8 | uint32(w[n-1])<<16 | uint32(n)<<24) * 0x9E3779B1
}
