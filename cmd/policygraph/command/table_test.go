package command

import (
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"
)

// TestTableWraps checks that lines keep to the width and that words stay whole unless they are longer than any column.
func TestTableWraps(t *testing.T) {
	words := "the International Atomic Energy Agency (Internationalization); a Telecommunications regulator-of-all-the-regulators of Responsibility"
	for width := 70; width <= 140; width++ {
		tab := table{columns: []column{{name: "calls on", share: 1}, {name: "involves", share: 1}, {name: "what", share: 6}, {name: "n"}}}
		tab.add(words, "Responsibilities", strings.Repeat(words+" ", 3), "1")
		tab.add("", "", "a word", "22")
		out := tab.text(width, false)
		for line := range strings.Lines(out) {
			if n := text.StringWidthWithoutEscSequences(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("width %d: a line of %d: %s", width, n, line)
			}
		}
		for _, word := range []string{"International", "Responsibilities", "Responsibility"} {
			if !strings.Contains(out, word) {
				t.Errorf("width %d: %s is broken in\n%s", width, word, out)
			}
		}
	}
}

// TestTableTooNarrow makes lines longer where the longest words leave no choice.
func TestTableTooNarrow(t *testing.T) {
	tab := table{columns: []column{{name: "a", share: 1}, {name: "b", share: 1}}}
	tab.add("Responsibility", "International")
	if out := tab.text(10, false); !strings.Contains(out, "Responsibility  International\n") {
		t.Errorf("got\n%s", out)
	}
}
