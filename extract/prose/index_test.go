package prose_test

import (
	"testing"

	"policygraph/extract/prose"
)

// TestIndex puts words into indexes of many sizes, some with the same checksum, and asks for them and for others.
func TestIndex(t *testing.T) {
	for _, sum := range []struct {
		name string
		of   func(string) uint32
	}{{"its own", prose.Sum}, {"few", func(w string) uint32 { return prose.Sum(w) % 3 }}, {"one", func(string) uint32 { return 7 }}} {
		for _, n := range []int{0, 1, 8, 9, 500} {
			var x prose.Index[int]
			for i := range n {
				x.Put(word(i), sum.of(word(i)), -1)
			}
			for i := range n {
				x.Put(word(i), sum.of(word(i)), i+1)
			}
			if x.Len() != n {
				t.Errorf("checksums %s: %d words put twice, Len is %d", sum.name, n, x.Len())
			}
			for i := range 2*n + 10 {
				want := 0
				if i < n {
					want = i + 1
				}
				if got := x.At(word(i), sum.of(word(i))); got != want {
					t.Fatalf("checksums %s, %d words: %q holds %d, want %d", sum.name, n, word(i), got, want)
				}
			}
		}
	}
}

// TestSum tells apart words that differ anywhere.
func TestSum(t *testing.T) {
	seen := map[uint32]string{}
	for _, base := range []string{"", "a", "port", "harbours", "harbour-master", "international-harbour-administration"} {
		for i := range len(base) + 1 {
			w := base[:i] + "\x01" + base[i:]
			if old, ok := seen[prose.Sum(w)]; ok && old != w {
				t.Errorf("%q and %q have the same checksum", old, w)
			}
			seen[prose.Sum(w)] = w
		}
	}
}
