package command

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/export/scene/scenetest"
	"policygraph/graph/kg"
	"policygraph/graph/store"
	"policygraph/graph/store/storetest"
)

// stored makes a store with the given reports and returns its directory.
func stored(t *testing.T, graphs ...*kg.Graph) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store")
	st, err := store.Open(store.Default, path, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.PutAll(t.Context(), graphs); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// tinyStore makes a store with the invented report and one that is read from a file, which names one body in both.
func tinyStore(t *testing.T) string {
	t.Helper()
	path := stored(t, scenetest.Graph())
	succeed(t, "build", write(t, "tiny.md", tiny), "--store", path, "--quiet")
	return path
}

func TestReports(t *testing.T) {
	path := tinyStore(t)
	golden(t, "reports", succeed(t, "reports", "--store", path))
	golden(t, "reports-csv", succeed(t, "reports", "--store", path, "--format", "csv"))
	golden(t, "reports-json", succeed(t, "reports", "--store", path, "--format", "json", "--report", "tiny"))
	refuse(t, ExitUsage, "unknown format", "reports", "--store", path, "--format", "xml")
	refuse(t, ExitStore, "make one with policygraph run or build", "reports", "--store", filepath.Join(path, "none"))
	code, out, note := call(t, "reports", "--store", stored(t), "--format", "json")
	if code != ExitOK || out != "[]\n" || !strings.Contains(note, "the store holds no report") {
		t.Errorf("empty store: %d, %q, %q", code, out, note)
	}
}

func TestRemove(t *testing.T) {
	path := tinyStore(t)
	refuse(t, ExitNotFound, `no report "tiny.txt" in the store; known are harbour-light, tiny`, "remove", "harbour-light", "tiny.txt", "--store", path)
	refuse(t, ExitUsage, "requires at least 1 arg", "remove", "--store", path)
	none := filepath.Join(path, "none")
	refuse(t, ExitStore, "make one with policygraph run or build", "remove", "x", "--store", none)
	if _, err := os.Stat(none); err == nil {
		t.Error("remove made a store")
	}
	if out := succeed(t, "remove", "A Plan", "report:tiny", "--store", path); out != "removed tiny: A Plan (2 entities, 1 recommendation, 1 relation)\n" {
		t.Errorf("removed: %q", out)
	}
	for _, name := range []string{"--profile=portable", "--profile=gephi"} {
		args := []string{"export", "--quiet", "--format", "graphml", "--with", "passages,sources", name, "--store"}
		if got, want := succeed(t, append(args, path)...), succeed(t, append(args, stored(t, scenetest.Graph()))...); got != want {
			t.Errorf("%s: the export is not that of a store that never had the report", name)
		}
	}
	refuse(t, ExitNotFound, `no report "tiny" in the store; known are harbour-light`, "remove", "tiny", "--store", path)
	if out := succeed(t, "remove", "harbour-light", "--store", path, "--quiet"); out != "" {
		t.Errorf("quiet: %q", out)
	}
	refuse(t, ExitNotFound, `no report "tiny" in the store, which is empty`, "remove", "tiny", "--store", path)
}

// TestReportNames looks reports up in a store with many.
func TestReportNames(t *testing.T) {
	var list []kg.Report
	for i := range 40 {
		name := fmt.Sprintf("brief-%02d", i)
		list = append(list, kg.Report{ID: kg.ReportID(name), File: name + ".md", Title: fmt.Sprintf("Ports and, perhaps, Rivers %d", i/2)})
	}
	list[7].Title = ""
	for name, want := range map[string]string{
		"brief-03": "report:brief-03", "report:brief-03": "report:brief-03", "brief-03.md": "report:brief-03", "Ports and, perhaps,\n Rivers 3": "report:brief-06",
		"brief-33.txt": `no report "brief-33.txt" in the store; nearest: brief-33`, "Ports and, perhaps, Rivers 4": "several reports are named", "": `no report ""`,
		"Zanzibar": "policygraph reports lists them",
	} {
		id, err := reportNamed(list, name)
		if err == nil && string(id) != want || err != nil && (!strings.Contains(err.Error(), want) || exitCode(err) != ExitNotFound) {
			t.Errorf("%q: %s, %v; want %s", name, id, err, want)
		}
	}
	ids, err := reportsNamed(list, []string{"brief-05, brief-04", "Ports and, perhaps, Rivers 3", "brief-04.md"})
	if err != nil || fmt.Sprint(ids) != "[report:brief-04 report:brief-05 report:brief-06]" {
		t.Errorf("list: %v, %v", ids, err)
	}
}

func TestCompact(t *testing.T) {
	var graphs []*kg.Graph
	for i := range 3 {
		graphs = append(graphs, storetest.Graph(fmt.Sprint(i), uint64(i), storetest.Alliance))
	}
	path := stored(t, graphs...)
	if out := succeed(t, "compact", "--store", path); !strings.HasPrefix(out, path+": ") || !strings.Contains(out, ", nothing to give back\n") {
		t.Errorf("fresh: %q", out)
	}
	succeed(t, "remove", "0", "1", "--store", path)
	before := succeed(t, "reports", "--store", path)
	if out := succeed(t, "compact", "--store", path); !strings.HasPrefix(out, path+": ") || !strings.Contains(out, " MB before, ") || !strings.HasSuffix(out, " MB after\n") {
		t.Errorf("%q", out)
	}
	if after := succeed(t, "reports", "--store", path); after != before {
		t.Errorf("reports afterwards:\n%s\nbefore:\n%s", after, before)
	}
	empty := stored(t)
	if out := succeed(t, "compact", "--store", empty); !strings.HasPrefix(out, empty+": ") {
		t.Errorf("empty: %q", out)
	}
	none := filepath.Join(path, "none")
	refuse(t, ExitStore, "make one with policygraph run or build", "compact", "--store", none)
	for _, c := range []struct {
		stats store.Stats
		want  string
	}{
		{store.Stats{Size: 100e6, Spare: 60e6}, "about 60.0 MB of the 100.0 MB in x are left of what was replaced or removed; policygraph compact gives them back"},
		{store.Stats{Size: 100e6, Spare: 30e6}, ""},
		{store.Stats{Size: 10e6, Spare: 9e6}, ""},
	} {
		if got := spareNote(c.stats, "x"); got != c.want {
			t.Errorf("%+v: %q", c.stats, got)
		}
	}
}

// TestReportFlag asks a store with two reports about one of them: the answers must be those of a store with that one alone.
func TestReportFlag(t *testing.T) {
	path, alone := tinyStore(t), stored(t, scenetest.Graph())
	for _, args := range [][]string{
		{"rank", "--format", "json"},
		{"show", "Harbour Light", "--format", "json"},
		{"recommendations", "--format", "csv"},
		{"recommendations"},
		{"explain", "Harbour Light", "--format", "json"},
		{"export", "--quiet", "--format", "gexf", "--with", "passages,sources"},
		{"export", "--quiet", "--format", "graphml", "--type", "agency"},
		{"reports"},
	} {
		want := succeed(t, append(args, "--store", alone)...)
		for _, name := range []string{"harbour-light", "report:harbour-light", "harbour-light,harbour-light"} {
			if got := succeed(t, append(args, "--store", path, "--report", name)...); got != want {
				t.Errorf("%v --report %s: not what a store with that report alone says; got\n%s", args, name, got)
			}
		}
		both := succeed(t, append(args, "--store", path)...)
		if got := succeed(t, append(args, "--store", path, "--report", "tiny", "--report", "harbour-light")...); got != both {
			t.Errorf("%v: both reports named differ from all", args)
		}
		refuse(t, ExitNotFound, `no report "tin"`, append(args, "--store", path, "--report", "harbour-light,tin")...)
	}
	var rows []ranked
	if err := json.Unmarshal([]byte(succeed(t, "rank", "--format", "json", "--store", path, "--report", "tiny")), &rows); err != nil || len(rows) != 2 {
		t.Errorf("%d entities in the small report, want 2 (%v)", len(rows), err)
	}
}
