package command

import (
	"strings"
	"testing"
)

func TestRecommendations(t *testing.T) {
	path := smallStore(t)
	for _, c := range []struct {
		golden string
		args   []string
	}{
		{"recommendations", nil},
		{"recommendations-actor", []string{"--actor", "“tides”"}},
		{"recommendations-csv", []string{"--section", "recommendations", "--format", "csv"}},
		{"recommendations-json", []string{"--actor", "Norland", "--format", "json"}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			golden(t, c.golden, succeed(t, append([]string{"recommendations", "--store", path}, c.args...)...))
		})
	}
	code, stdout, stderr := call(t, "recommendations", "--store", path, "--actor", "Ada Quill", "--format", "json")
	if code != ExitOK || stdout != "[]\n" || stderr != "policygraph: note: no recommendation matches\n" {
		t.Errorf("none: exit code %d, %q, %q", code, stdout, stderr)
	}
	if out := succeed(t, "recommendations", "--store", path, "--actor", "Ada Quill", "--quiet"); strings.Count(out, "\n") != 1 {
		t.Errorf("none, quietly: %q", out)
	}
	refuse(t, ExitNotFound, `nothing is named "Norlund"; nearest: "Norland"`, "recommendations", "--store", path, "--actor", "Norlund")
	refuse(t, ExitNotFound, `no section "9"; known: "Harbours & Straits",`, "recommendations", "--store", path, "--section", "9")
	refuse(t, ExitUsage, `unknown format "xml"`, "recommendations", "--format", "xml")
}
