package command

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// nodes finds the nodes of a GraphML file.
var nodes = regexp.MustCompile(`<node id="([^"]+)"`)

func exported(text string) string {
	var ids []string
	for _, m := range nodes.FindAllStringSubmatch(text, -1) {
		ids = append(ids, m[1])
	}
	return strings.Join(ids, " ")
}

func TestExportFilters(t *testing.T) {
	path := smallStore(t)
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"types", []string{"--type", "country,agency"}, "agency:ministry-of-tides-norland country:norland country:suderia"},
		{"types with sections", []string{"--type", "event,section", "--section", "timeline"}, "event:quiet-sea-crisis section:harbour-light/00003"},
		{"ego and type", []string{"--ego", "Tides", "--type", "person"}, "agency:ministry-of-tides-norland person:ada-quill"},
		{"ego without hops", []string{"--ego", "Ada Quill", "--hops", "0"}, "person:ada-quill"},
		{"two egos", []string{"--ego", "Ada Quill", "--ego", "Quiet Sea"}, "agency:ministry-of-tides-norland person:ada-quill place:quiet-sea"},
		{"country", []string{"--country", "Norland"}, "agency:ministry-of-tides-norland country:norland recommendation:harbour-light/00001 recommendation:harbour-light/00002 recommendation:harbour-light/00003"},
		{"predicate", []string{"--predicate", "leads"}, "agency:ministry-of-tides-norland person:ada-quill"},
		{"weight", []string{"--min-weight", "2", "--type", "agency,initiative"}, "agency:ministry-of-tides-norland initiative:harbour-light"},
		{"section and report", []string{"--section", "timeline", "--report", "harbour-light.md"}, "event:quiet-sea-crisis place:quiet-sea report:harbour-light section:harbour-light/00003 timeline_event:harbour-light/00001"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := succeed(t, append([]string{"export", "--format", "graphml", "--store", path}, c.args...)...)
			if got := exported(out); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestExportFiles(t *testing.T) {
	store, dir := smallStore(t), t.TempDir()
	for _, c := range []struct{ file, holds, says string }{
		{"a.graphml", "<graphml", ": 18 nodes, 27 edges\n"},
		{"a.gexf", "<gexf", ": 18 nodes, 27 edges\n"},
		{"a.dot", "digraph", ": 18 nodes, 25 edges\n"},
	} {
		path := filepath.Join(dir, c.file)
		if out := succeed(t, "export", "--store", store, "--out", path); out != path+c.says {
			t.Errorf("%s: %q", c.file, out)
		}
		if out := succeed(t, "export", "--store", store, "--out", path, "--quiet"); out != "" {
			t.Errorf("%s, quietly: %q", c.file, out)
		}
		raw, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(raw), c.holds) {
			t.Errorf("%s: %v, %.80s", c.file, err, raw)
		}
		if out := succeed(t, "export", "--store", store, "--format", strings.TrimPrefix(c.file, "a.")); out != string(raw) {
			t.Errorf("%s: standard output differs from the file", c.file)
		}
	}
	with := succeed(t, "export", "--store", store, "--format", "graphml", "--with", "passages,sources")
	if got := exported(with); !strings.Contains(got, "passage:") || !strings.Contains(got, "source:") {
		t.Errorf("with passages and sources: %s", got)
	}
	if a, b := succeed(t, "export", "--store", store, "--format", "dot", "--profile", "graphviz"), succeed(t, "export", "--store", store, "--format", "dot"); a == b {
		t.Error("the profiles of DOT do not differ")
	}
}

func TestExportRefuses(t *testing.T) {
	store := smallStore(t)
	refuse(t, ExitUsage, `unknown export format "pajek"; known are graphml, gexf, dot`, "export", "--format", "pajek")
	refuse(t, ExitUsage, "say --format: one of graphml, gexf, dot", "export")
	refuse(t, ExitUsage, `no export format for the extension ".xls"`, "export", "--out", "a.xls")
	refuse(t, ExitUsage, `format gexf has no profile "graphviz"`, "export", "--format", "gexf", "--profile", "graphviz")
	refuse(t, ExitUsage, `--type: unknown name "x"`, "export", "--format", "gexf", "--type", "x")
	refuse(t, ExitUsage, `--predicate: unknown name "x"`, "export", "--format", "gexf", "--predicate", "x")
	refuse(t, ExitUsage, `--with: unknown kind of nodes "x"`, "export", "--format", "gexf", "--with", "x")
	refuse(t, ExitUsage, "--hops: -1 is negative", "export", "--format", "gexf", "--hops", "-1")
	refuse(t, ExitUsage, `invalid argument "much" for "--min-weight"`, "export", "--format", "gexf", "--min-weight", "much")
	refuse(t, ExitNotFound, `nothing is named "Nrland"; nearest: "Norland"`, "export", "--format", "gexf", "--store", store, "--ego", "Nrland")
	refuse(t, ExitNotFound, `no section "9"`, "export", "--format", "gexf", "--store", store, "--section", "9")
	refuse(t, ExitNotFound, `no report "x" in the store; known are harbour-light`, "export", "--format", "gexf", "--store", store, "--report", "x")
	refuse(t, ExitNotFound, "nothing in the graph passes these filters", "export", "--format", "gexf", "--store", store, "--min-weight", "1000")
	file := write(t, "file", "")
	refuse(t, ExitOutput, "not a directory", "export", "--store", store, "--out", filepath.Join(file, "a.gexf"))
	if raw, err := os.ReadFile(file); err != nil || len(raw) > 0 {
		t.Errorf("the file in the way has changed: %q, %v", raw, err)
	}
}
