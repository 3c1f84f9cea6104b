package layout

import (
	"fmt"
	"testing"
)

// BenchmarkLarge places graphs as large as those of many reports.
func BenchmarkLarge(b *testing.B) {
	for _, size := range []struct{ topics, each int }{{200, 20}, {2000, 20}} {
		n, edges := stakeholders(size.topics, size.each, 1)
		v := graphOf(b, n, edges)
		b.Run(fmt.Sprintf("nodes=%d/arcs=%d", n, v.Arcs()), func(b *testing.B) {
			for b.Loop() {
				Positions(v, Options{Seed: 1})
			}
		})
	}
}
