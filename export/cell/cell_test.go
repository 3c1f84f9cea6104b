package cell_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

func TestText(t *testing.T) {
	invalid := func(n int, example string) []scene.Loss {
		return []scene.Loss{{What: scene.LostInvalid, Count: n, Example: example}}
	}
	for _, c := range []struct {
		name, in, want string
		losses         []scene.Loss
		text           func(string, *scene.Losses) string
	}{
		{"Valid", "é\x00\ufffd日", "é\x00\ufffd日", nil, cell.Valid},
		{"Valid", "a\xff\xc3b", "a\ufffd\ufffdb", invalid(2, `"a\xff\xc3b"`), cell.Valid},
		{"Printable", "a\x00b\x1b\tc\n", "ab\tc\n", []scene.Loss{{What: scene.LostControl, Count: 2, Example: `"a\x00b\x1b\tc\n"`}}, cell.Printable},
		{"Printable", "a\tb\r\n", "a\tb\r\n", nil, cell.Printable},
		{"Line", "a\r\nb\nc\u2028d\x85", "a b c d\ufffd", []scene.Loss{
			{What: scene.LostInvalid, Count: 1, Example: `"a\r\nb\nc\u2028d\x85"`}, {What: scene.LostBreaks, Count: 3, Example: `"a\r\nb\nc\u2028d�"`}}, cell.Line},
		{"Line", "one line", "one line", nil, cell.Line},
	} {
		var l scene.Losses
		if got := c.text(c.in, &l); got != c.want {
			t.Errorf("%s(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
		if d := cmp.Diff(c.losses, l.List()); d != "" {
			t.Errorf("%s(%q): %s", c.name, c.in, d)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		kind scene.Kind
		v    float64
		want string
	}{{scene.Integer, 3, "3"}, {scene.Double, 0.1, "0.1"}, {scene.Double, 1e21, "1e+21"}, {scene.Boolean, 1, "true"}, {scene.Boolean, 0, "false"}} {
		if got := string(cell.AppendScalar(nil, c.kind, c.v)); got != c.want {
			t.Errorf("%v is %q, want %q", c.v, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string][2]string{
		"agency": {"Agency", "AGENCY"}, "timeline_event": {"TimelineEvent", "TIMELINE_EVENT"}, "état": {"État", "ÉTAT"}, "→": {"→", "→"}, "a`b": {"AB", "A_B"},
	} {
		if got := [2]string{cell.Camel(name), cell.Capitals(name)}; got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
