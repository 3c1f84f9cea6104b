package command

import (
	"os"
	"path/filepath"
	"testing"

	"policygraph/graph/kg"
)

// suderia is a report about invented bodies that only the gazetteer of [suderianStore] knows.
const suderia = `# Tides of Suderia

Far from any harbour, and long before anybody had thought of measuring the sea, the Tidal Office (TOS) wrote down what fishermen told it about the coast of Suderia.

## Recommendations

- The Tidal Office should work with the Harbour Board on better charts – naïve ones will not do.
- The TOS must publish them.
`

// suderianStore makes a store of that report in a new working directory, with names in names/ and confidence in rules/.
func suderianStore(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"suderia.md":            suderia,
		"names/suderia.csv":     "name,type,aliases,part_of\nSuderia,country,,\nHarbour Board,agency,,Suderia\nTidal Office,agency,\"?Tides; TOS\",Suderia\n",
		"rules/confidence.yaml": "entity: {gazetteer: 0.75}\nrelation: {agency-of-state: 0.625, recommended-cooperation: 0.5, works-with: 0.5}\ncalls_on: {subject: 0.875}\nrecommendation: {should: 0.9, must: 0.8}\ninvolves: {with-partner: 0.25}\n",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	succeed(t, "build", "suderia.md", "--store", "store", "--gazetteers", "names", "--rules", "rules")
}

func TestExplain(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	suderianStore(t)
	got := map[string]string{}
	for name, args := range map[string][]string{
		"explain":                {"TOS"},
		"explain-one-quote":      {"Tidal Office", "--quotes", "1"},
		"explain-relation":       {"Tidal Office", "part_of", "Suderia"},
		"explain-relation-json":  {"agency:tidal-office-suderia|works_with|agency:harbour-board-suderia", "--format", "json"},
		"explain-csv":            {"TOS part_of Suderia", "--format", "csv"},
		"explain-link":           {"recommendation:suderia/00001", "calls_on", "TOS"},
		"explain-recommendation": {"recommendation:suderia/00002"},
	} {
		got[name] = succeed(t, append([]string{"explain", "--store", "store", "--gazetteers", "names"}, args...)...)
	}
	t.Run("refuses", func(t *testing.T) {
		for words, args := range map[string][]string{
			`nothing is named "Tidal Offise"; nearest: "Tidal Office"`:                               {"Tidal Offise"},
			`nothing is named "Tidal Offise"; nearest: "Tidal Office" `:                              {"Tidal Offise", "part_of", "Suderia"},
			`nothing is named "Sudria"; nearest: "Suderia"`:                                          {"TOS part_of Sudria"},
			`the graph does not say "TOS leads Suderia"; it says: Tidal Office is part of Suderia`:   {"TOS leads Suderia"},
			`the graph does not say "Suderia part_of TOS"; it says: Tidal Office is part of Suderia`: {"Suderia", "part_of", "TOS"},
			`the graph does not say "Suderia part_of Suderia"`:                                       {"Suderia part_of Suderia"},
			"passages and sources are tied by where they stand, not by rules: passage:suderia/00001": {"passage:suderia/00001|mentions|TOS"},
			`the graph does not say "section:suderia/00001 part_of report:suderia"`:                  {"section:suderia/00001|part_of|report:suderia"},
		} {
			refuse(t, ExitNotFound, words[:len(words)-1], append([]string{"explain", "--store", "store"}, args...)...)
		}
		refuse(t, ExitUsage, `unknown predicate "owns"; known are part_of`, "explain", "TOS", "owns", "Suderia", "--store", "store")
		refuse(t, ExitUsage, "received 2; see policygraph explain --help", "explain", "a", "b")
		refuse(t, ExitUsage, `unknown format "xml"`, "explain", "a", "--format", "xml")
		refuse(t, ExitUsage, "--quotes: -1 is negative", "explain", "a", "--quotes", "-1")
		refuse(t, ExitUsage, "gazetteers: stat absent", "explain", "a", "--gazetteers", "absent")
		refuse(t, ExitUsage, "rules: stat absent", "explain", "a", "--rules", "absent")
		refuse(t, ExitStore, "no such store", "explain", "a", "--store", "absent")
	})
	t.Chdir(home)
	for name, text := range got {
		golden(t, name, text)
	}
}

func TestExplainUnknownRule(t *testing.T) {
	path := smallStore(t)
	golden(t, "explain-unknown-rule", succeed(t, "explain", "Ada Quill leads Ministry of Tides", "--store", path))
	golden(t, "explain-restates", succeed(t, "explain", "recommendation:harbour-light/00003|restates|recommendation:harbour-light/00001#2", "--store", path))
	golden(t, "explain-timeline", succeed(t, "explain", "timeline_event:harbour-light/00001", "mentions", "Quiet Sea Crisis", "--store", path))
}

func TestAround(t *testing.T) {
	for _, c := range []struct {
		text          string
		start, end    int
		before, after string
	}{
		{"a (b) c", 3, 4, "a (", ") c"},
		{"b", 0, 1, "", ""},
		{" b\n", 1, 2, "", ""},
		{"1 2 3 4 5 6 7 8 9 10 11 b 1 2 3 4 5 6 7 8 9 10 11", 24, 25, "… 2 3 4 5 6 7 8 9 10 11 ", " 1 2 3 4 5 6 7 8 9 10 …"},
		{"short", 2, 9, "", ""},
	} {
		if before, after := around(c.text, kg.Span{Start: c.start, End: c.end}); before != c.before || after != c.after {
			t.Errorf("%q %d-%d: %q, %q", c.text, c.start, c.end, before, after)
		}
	}
}
