package relate

import (
	"strings"
	"testing"
)

// BenchmarkFind measures the stage on a report made of the inputs of all cases, several times over: text that is denser in names
// than reports are.
func BenchmarkFind(b *testing.B) {
	k := load(b)
	var lines []string
	for _, kind := range kinds {
		for _, c := range readCases(b, "testdata/"+kind.name+".txt") {
			for _, line := range strings.Split(c.input, "\n") {
				if !strings.HasPrefix(line, "@ ") && !strings.HasPrefix(line, "> ") {
					lines = append(lines, line)
				}
			}
		}
	}
	x := parse(b, k, strings.Repeat(strings.Join(lines, "\n")+"\n", 60))
	size := 0
	for _, p := range x.text.Passages {
		size += len(p.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		Find(&x.text, &x.index, x.recs, k.ontology, k.rules)
	}
}
