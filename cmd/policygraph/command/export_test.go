package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/export"
	"policygraph/export/scene"
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
			out := succeed(t, append([]string{"export", "--format", "graphml", "--quiet", "--store", path}, c.args...)...)
			if got := exported(out); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestExportFiles(t *testing.T) {
	store, dir := smallStore(t), t.TempDir()
	const inf = "6 letters INF kept from becoming Infinity by an invisible character\n"
	for _, c := range []struct{ file, holds, says, lost string }{
		{"a.graphml", "<graphml", ": 18 nodes, 27 edges\n", inf},
		{"a.gexf", "<gexf", ": 18 nodes, 27 edges\n", inf},
		{"a.dot", "digraph", ": 18 nodes, 25 edges\n", "1 line breaks and control characters written as blanks, 2 parallel edges merged, 4 columns left out\n"},
	} {
		path := filepath.Join(dir, c.file)
		code, out, note := call(t, "export", "--store", store, "--out", path)
		if code != ExitOK || out != path+c.says || note != "policygraph: note: "+path+": "+c.lost {
			t.Errorf("%s: exit code %d, %q, %q", c.file, code, out, note)
		}
		if out := succeed(t, "export", "--store", store, "--out", path, "--quiet"); out != "" {
			t.Errorf("%s, quietly: %q", c.file, out)
		}
		raw, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(raw), c.holds) {
			t.Errorf("%s: %v, %.80s", c.file, err, raw)
		}
		if out := succeed(t, "export", "--store", store, "--format", strings.TrimPrefix(c.file, "a."), "--quiet"); out != string(raw) {
			t.Errorf("%s: standard output differs from the file", c.file)
		}
	}
	csv := filepath.Join(dir, "a.csv")
	if out, want := succeed(t, "export", "--store", store, "--out", csv), filepath.Join(dir, "a.nodes.csv")+", "+filepath.Join(dir, "a.edges.csv")+": 18 nodes, 27 edges\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	with := succeed(t, "export", "--store", store, "--format", "graphml", "--with", "passages,sources", "--quiet")
	if got := exported(with); !strings.Contains(got, "passage:") || !strings.Contains(got, "source:") {
		t.Errorf("with passages and sources: %s", got)
	}
	if a, b := succeed(t, "export", "--store", store, "--format", "dot", "--profile", "graphviz", "--quiet"), succeed(t, "export", "--store", store, "--format", "dot", "--quiet"); a == b {
		t.Error("the profiles of DOT do not differ")
	}
}

func TestExportRefuses(t *testing.T) {
	store := smallStore(t)
	refuse(t, ExitUsage, `unknown export format "pajek"; known are graphml, gexf, dot`, "export", "--format", "pajek")
	refuse(t, ExitUsage, "say --format: one of graphml, gexf, dot", "export")
	refuse(t, ExitUsage, `no export format for the extension ".xls"`, "export", "--out", "a.xls")
	refuse(t, ExitUsage, "format csv writes several files (nodes, edges), so it needs the name of a file: say --out", "export", "--format", "csv")
	refuse(t, ExitUsage, "format cyjs has no profiles", "export", "--format", "cyjs", "--profile", "gephi")
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

func TestLossReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "loss.json")
	out := succeed(t, "export", "--store", smallStore(t), "--format", "dot", "--loss-report", path)
	if !strings.HasPrefix(out, "digraph") {
		t.Errorf("got %.80s", out)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got lossReport
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	want := lossReport{File: "-", Format: "dot", Result: export.Result{Nodes: 18, Edges: 25, NodesIn: 18, EdgesIn: 27, Losses: []scene.Loss{
		{What: scene.LostBreaks, Count: 1, Example: `"calls it,\nhas long disputed the Quiet Sea ¶ together with Su"…`},
		{What: scene.LostParallel, Count: 2, Example: "agency:ministry-of-tides-norland → country:suderia"},
		{What: scene.LostColumns, Count: 3, Example: "size of nodes"},
	}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	refuse(t, ExitOutput, "write loss report ", "export", "--store", smallStore(t), "--out", filepath.Join(t.TempDir(), "a.gexf"), "--quiet", "--loss-report", filepath.Join(path, "x"))
}
