package scene_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/export/scene"
)

func TestLosses(t *testing.T) {
	var l scene.Losses
	if l.List() != nil {
		t.Error("losses from the start")
	}
	l.Add("a", 0, "nothing")
	l.Add("b", 2, strings.Repeat("é", 61))
	l.At("c", "line\nbreak", 4)
	l.At("c", "another", 0)
	l.Add("b", 3, "later")
	l.Columns("nodes", "size", "x")
	want := []scene.Loss{
		{What: "b", Count: 5, Example: strings.Repeat("é", 60) + "…"},
		{What: "c", Count: 2, Example: `"line\nbreak"`},
		{What: scene.LostColumns, Count: 2, Example: "size of nodes"},
	}
	if d := cmp.Diff(want, l.List()); d != "" {
		t.Error(d)
	}
}

func TestAround(t *testing.T) {
	long := strings.Repeat("日", 1000)
	for _, c := range []struct {
		text string
		at   int
		want string
	}{
		{"short", 4, "short"}, {"", 0, ""}, {strings.Repeat("x", 30), 25, "…" + strings.Repeat("x", 25)},
	} {
		if got := scene.Around(c.text, c.at); got != c.want {
			t.Errorf("%q around %d: %q", c.text, c.at, got)
		}
	}
	if got := scene.Around(long, 1500); len(got) > 400 || !strings.HasPrefix(got, "…日日") {
		t.Errorf("%d bytes: %.20q", len(got), got)
	}
}
