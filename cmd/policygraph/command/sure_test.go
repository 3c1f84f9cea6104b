package command

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestMinConfidence(t *testing.T) {
	suderianStore(t)
	holds := func(want bool, words string, args ...string) {
		t.Helper()
		out := succeed(t, append(args, "--store", "store")...)
		if strings.Contains(out, words) != want {
			t.Errorf("%v: %q in the output is %v:\n%s", args, words, !want, out)
		}
	}
	holds(true, "works with", "show", "TOS", "--min-confidence", "0.5")
	holds(false, "works with", "show", "TOS", "--min-confidence", "0.6")
	holds(true, "is part of", "show", "TOS", "--min-confidence", "0.6")
	holds(false, "is part of", "show", "TOS", "--min-confidence", "0.7")
	refuse(t, ExitNotFound, `nothing is named "TOS"`, "show", "TOS", "--min-confidence", "0.8", "--store", "store")
	holds(true, ",Harbour Board,", "recommendations", "--format", "csv", "--min-confidence", "0.25")
	holds(false, ",Harbour Board,", "recommendations", "--format", "csv", "--min-confidence", "0.26")
	holds(true, "publish", "recommendations", "--actor", "TOS", "--min-confidence", "0.75")
	holds(true, "works_with", "export", "--format", "graphml", "--min-confidence", "0.5")
	holds(false, "works_with", "export", "--format", "graphml", "--min-confidence", "0.51")
	holds(true, "involves", "export", "--format", "graphml")
	holds(false, "Harbour Board", "rank", "--by", "recommendations", "--min-confidence", "0.76")
	holds(true, "Harbour Board", "rank", "--by", "recommendations", "--min-confidence", "0.75")
	refuse(t, ExitNotFound, "nothing in the graph passes these filters", "export", "--out", filepath.Join("x.graphml"), "--min-confidence", "1", "--store", "store")
	for _, args := range [][]string{{"show", "TOS"}, {"recommendations"}, {"export", "--format", "gexf"}, {"rank"}} {
		for _, c := range []string{"1.5", "-0.1", "NaN"} {
			refuse(t, ExitUsage, "--min-confidence: ", append(args, "--store", "store", "--min-confidence", c)...)
		}
	}
}
