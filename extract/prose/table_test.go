package prose_test

import (
	"fmt"
	"testing"

	"policygraph/extract/prose"
)

// TestTable asks tables of many sizes for their own words and for others.
func TestTable(t *testing.T) {
	for _, n := range []int{0, 1, 15, 16, 17, 300, 5000} {
		var table prose.Table[int]
		for i := range n {
			table.Put(word(i), i)
		}
		if table.Len() != n {
			t.Errorf("%d words put, Len is %d", n, table.Len())
		}
		for i := range n {
			if v, ok := table.Get(word(i)); !ok || v != i {
				t.Fatalf("of %d words: %q holds %d, %v", n, word(i), v, ok)
			}
		}
		for i := n; i < 2*n+100; i++ {
			if v, ok := table.Get(word(i)); ok || v != 0 {
				t.Fatalf("of %d words: %q, which is none, holds %d", n, word(i), v)
			}
		}
		seen := 0
		for w, v := range table.All() {
			if w != word(v) {
				t.Errorf("All: %q holds %d", w, v)
			}
			seen++
		}
		if seen != n {
			t.Errorf("All returns %d of %d words", seen, n)
		}
	}
}

func word(i int) string {
	if i == 0 {
		return ""
	}
	return fmt.Sprintf("w%do%dé", i%7, i)
}

func TestSet(t *testing.T) {
	var none prose.Set
	s := prose.NewSet([]string{"should", "must"}, []string{"", "한국"})
	for _, w := range []string{"should", "must", "", "한국"} {
		if !s.Has(w) || none.Has(w) {
			t.Errorf("%q: set %v, empty set %v", w, s.Has(w), none.Has(w))
		}
	}
	for _, w := range []string{"shall", "musts", "s", "한글"} {
		if s.Has(w) {
			t.Errorf("%q is not in the set", w)
		}
	}
}

func BenchmarkSet(b *testing.B) {
	s := prose.NewSet([]string{"in", "at", "near", "within", "across", "around", "outside"})
	words := []string{"the", "department", "should", "in", "Korea", "of", "security", "and"}
	i := 0
	for b.Loop() {
		s.Has(words[i&7])
		i++
	}
}
