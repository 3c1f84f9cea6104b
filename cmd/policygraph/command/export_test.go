package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
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
		{"country", []string{"--country", "Norland"}, "agency:ministry-of-tides-norland agreement:inf-treaty company:fisher-sons country:norland country:suderia initiative:harbour-light person:ada-quill recommendation:harbour-light/00001 recommendation:harbour-light/00002 recommendation:harbour-light/00003"},
		{"country and type, with its context", []string{"--country", "Norland", "--type", "agency,company", "--context"}, "agency:ministry-of-tides-norland company:fisher-sons country:norland"},
		{"between", []string{"--between", "Ada Quill", "--between", "Norland"}, "agency:ministry-of-tides-norland country:norland person:ada-quill"},
		{"between over some predicates", []string{"--between", "Ada Quill", "--between", "Suderia", "--follow", "leads,opposes"}, "agency:ministry-of-tides-norland country:suderia person:ada-quill"},
		{"ego over some predicates", []string{"--ego", "Tides", "--follow", "leads,opposes"}, "agency:ministry-of-tides-norland country:suderia person:ada-quill"},
		{"place with context", []string{"--ego", "Ada Quill", "--hops", "0", "--context"}, "person:ada-quill"},
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
	refuse(t, ExitNotFound, `nothing is named "Suderja"; nearest: "Suderia"`, "export", "--format", "gexf", "--store", store, "--between", "Norland", "--between", "Suderja")
	refuse(t, ExitNotFound, "--between: no path of up to 1 steps between Ada Quill, Suderia", "export", "--format", "gexf", "--store", store, "--between", "Ada Quill", "--between", "Suderia", "--path-length", "1")
	refuse(t, ExitNotFound, "--community: there is no community 99; they are numbered from 1 to ", "export", "--format", "gexf", "--store", store, "--community", "99")
	refuse(t, ExitNotFound, `--country: "Ada Quill" is no country`, "export", "--format", "gexf", "--store", store, "--country", "Ada Quill")
	refuse(t, ExitUsage, "--between: say it twice or more", "export", "--format", "gexf", "--between", "Norland")
	refuse(t, ExitUsage, "--path-length: 0 is not positive", "export", "--format", "gexf", "--path-length", "0")
	refuse(t, ExitUsage, "--follow: there is nothing to follow", "export", "--format", "gexf", "--follow", "leads")
	refuse(t, ExitUsage, `--follow: unknown name "x"`, "export", "--format", "gexf", "--ego", "Norland", "--follow", "x")
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
		{What: scene.LostColumns, Count: 4, Example: "size of nodes"},
	}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	refuse(t, ExitOutput, "write loss report ", "export", "--store", smallStore(t), "--out", filepath.Join(t.TempDir(), "a.gexf"), "--quiet", "--loss-report", filepath.Join(path, "x"))
}

// TestCommunityFilter holds that the communities of a network share its nodes among themselves, and that each can be exported.
func TestCommunityFilter(t *testing.T) {
	store := smallStore(t)
	var division struct {
		Communities []struct{ Community, Size int }
	}
	if err := json.Unmarshal([]byte(succeed(t, "communities", "--least", "1", "--format", "json", "--store", store)), &division); err != nil {
		t.Fatal(err)
	}
	if len(division.Communities) < 2 {
		t.Fatalf("%d communities", len(division.Communities))
	}
	seen := map[string]bool{}
	for _, c := range division.Communities {
		ids := strings.Fields(exported(succeed(t, "export", "--quiet", "--format", "graphml", "--store", store, "--community", strconv.Itoa(c.Community))))
		if len(ids) != c.Size {
			t.Errorf("community %d: %d nodes, want %d: %v", c.Community, len(ids), c.Size, ids)
		}
		for _, id := range ids {
			if seen[id] {
				t.Errorf("%s is in two communities", id)
			}
			seen[id] = true
		}
	}
}

// TestFiltersEverywhere holds that commands which choose a part of the graph take the same flags and agree about it.
func TestFiltersEverywhere(t *testing.T) {
	store := sampleStore(t)
	chosen := []string{"--store", store, "--report", "clean-shipping-corridors", "--ego", "Japan", "--follow", "calls_on,involves", "--hops", "2", "--min-confidence", "0.5"}
	want := 0
	for _, id := range strings.Fields(exported(succeed(t, append([]string{"export", "--quiet", "--format", "graphml"}, chosen...)...))) {
		if strings.HasPrefix(id, "recommendation:") {
			want++
		}
	}
	var advice []struct{ ID string }
	if err := json.Unmarshal([]byte(succeed(t, append([]string{"recommendations", "--format", "json"}, chosen...)...)), &advice); err != nil || len(advice) != want || want < 3 {
		t.Errorf("%d recommendations, the export has %d; %v", len(advice), want, err)
	}
	for _, args := range [][]string{{"rank", "--top", "3"}, {"communities"}, {"coverage"}, {"path", "Japan", "Singapore"}, {"plot", "ranking", "--out", filepath.Join(t.TempDir(), "a.svg")}} {
		succeed(t, append(args, chosen...)...)
		refuse(t, ExitNotFound, "nothing in the graph passes these filters", append(args, "--store", store, "--min-weight", "1000")...)
	}
	if got := succeed(t, "recommendations", "--type", "company", "--format", "csv", "--store", store); strings.Count(got, "\n") < 2 {
		t.Errorf("recommendations tied to companies: %s", got)
	}
	if help := succeed(t, "help", "filters"); !strings.Contains(help, "--between A --between B") {
		t.Error(help)
	}
}

// TestPictures exports pictures of a part with a title of its own.
func TestPictures(t *testing.T) {
	store, dir := smallStore(t), t.TempDir()
	for file, begins := range map[string]string{"a.svg": "<?xml", "a.png": "\x89PNG", "a.pdf": "%PDF-"} {
		path := filepath.Join(dir, file)
		args := []string{"export", "--quiet", "--store", store, "--ego", "Norland", "--title", "Norland  & friends", "--out", path}
		succeed(t, args...)
		first, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(first), begins) {
			t.Errorf("%s: %.20q, %v", file, first, err)
		}
		succeed(t, args...)
		if again, err := os.ReadFile(path); err != nil || string(again) != string(first) {
			t.Errorf("%s: the bytes differ between two runs; %v", file, err)
		}
		if file == "a.svg" && !strings.Contains(string(first), "<title>Norland &amp; friends</title>") {
			t.Errorf("no title in %.300s", first)
		}
	}
}
