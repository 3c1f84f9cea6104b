package prose

// Index maps many words to values, for lookups by words whose checksum is known: open addressing with linear probing. The
// zero Index is empty. It must be complete before it is shared by goroutines.
type Index[V any] struct {
	places []place // a power of two of them, two for a word and more
	rows   []row[V]
}

// place is free if its row is 0; else rows[row-1] stands there.
type place struct {
	sum uint32
	row int32
}

type row[V any] struct {
	word  string
	value V
}

// Put says what the index holds of a word with the checksum.
func (x *Index[V]) Put(w string, sum uint32, v V) {
	if r := x.find(w, sum); r != nil {
		r.value = v
		return
	}
	x.rows = append(x.rows, row[V]{w, v})
	const perWord, least = 2, 16
	if len(x.rows)*perWord > len(x.places) {
		old := x.places
		x.places = make([]place, max(2*len(old), least))
		for _, p := range old {
			if p.row > 0 {
				x.insert(p)
			}
		}
	}
	x.insert(place{sum, int32(len(x.rows))})
}

func (x *Index[V]) insert(p place) {
	mask := uint32(len(x.places) - 1)
	at := p.sum & mask
	for x.places[at].row > 0 {
		at = (at + 1) & mask
	}
	x.places[at] = p
}

// find returns the row of a word, nil if it has none.
func (x *Index[V]) find(w string, sum uint32) *row[V] {
	if len(x.places) == 0 {
		return nil
	}
	mask := uint32(len(x.places) - 1)
	for at := sum & mask; ; at = (at + 1) & mask {
		switch p := x.places[at]; {
		case p.row == 0:
			return nil
		case p.sum == sum && x.rows[p.row-1].word == w:
			return &x.rows[p.row-1]
		}
	}
}

// At returns what the index holds of a word with the checksum, or the zero value.
func (x *Index[V]) At(w string, sum uint32) (v V) {
	if r := x.find(w, sum); r != nil {
		return r.value
	}
	return v
}

// Len returns the number of words.
func (x *Index[V]) Len() int { return len(x.rows) }

// Sum returns the checksum of a word by which an Index finds it: its length and its bytes, eight at a time, multiplied.
func Sum(w string) uint32 {
	var a, b uint64
	for len(w) > 16 {
		a = (a ^ load64(w)) * 0xFF51AFD7ED558CCD
		a ^= a >> 29
		w = w[8:]
	}
	rest := a
	switch n := len(w); {
	case n >= 8:
		a, b = load64(w), load64(w[n-8:])
	case n >= 4:
		a, b = uint64(load32(w)), uint64(load32(w[n-4:]))
	case n > 0:
		a = uint64(w[0]) | uint64(w[n/2])<<8 | uint64(w[n-1])<<16
	}
	h := (a^rest^uint64(len(w)))*0x9E3779B97F4A7C15 ^ b*0xC2B2AE3D27D4EB4F
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return uint32(h >> 32)
}

func load64(w string) uint64 {
	_ = w[7]
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 | uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
}

func load32(w string) uint32 {
	_ = w[3]
	return uint32(w[0]) | uint32(w[1])<<8 | uint32(w[2])<<16 | uint32(w[3])<<24
}
