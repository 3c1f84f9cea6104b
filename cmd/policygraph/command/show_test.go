package command

import "testing"

func TestShow(t *testing.T) {
	path := smallStore(t)
	for _, c := range []struct {
		golden string
		args   []string
	}{
		{"show", []string{"Ministry of Tides"}},
		{"show-alias", []string{"the republic of suderia"}},
		{"show-one-quote", []string{"Harbour Light", "--quotes", "1"}},
		{"show-recommendation", []string{"recommendation:harbour-light/00001"}},
		{"show-json", []string{"Quiet Sea Crisis", "--format", "json"}},
		{"show-csv", []string{"INF Treaty", "--format", "csv"}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			golden(t, c.golden, succeed(t, append([]string{"show", "--store", path}, c.args...)...))
		})
	}
	t.Run("refuses", func(t *testing.T) {
		refuse(t, ExitNotFound, `nothing is named "Ministry of Tidse"; nearest: "Ministry of Tides"`, "show", "Ministry of Tidse", "--store", path)
		refuse(t, ExitNotFound, `nothing is named "Republic of Sud"; nearest: "Suderia" (Republic of Suderia)`, "show", "Republic of Sud", "--store", path)
		refuse(t, ExitNotFound, `nothing is named "zzzzzzzzzzzz"`, "show", "zzzzzzzzzzzz", "--store", path)
		refuse(t, ExitUsage, `unknown format "xml"`, "show", "x", "--format", "xml", "--store", path)
		refuse(t, ExitUsage, "--quotes: -1 is negative", "show", "x", "--quotes", "-1", "--store", path)
		refuse(t, ExitUsage, "show: accepts 1 arg(s), received 0", "show")
	})
}
