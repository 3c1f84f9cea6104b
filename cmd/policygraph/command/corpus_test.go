package command

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"policygraph/cmd/policygraph/corpus"
	"policygraph/cmd/policygraph/input"
	"policygraph/graph/kg"
	"policygraph/graph/store"
)

// about is a report of its own on a country.
func about(country string) string { return strings.ReplaceAll(tiny, "Japan", country) }

// states returns what a build says became of the reports.
func states(t *testing.T, code int, args ...string) map[string]corpus.State {
	t.Helper()
	got, stdout, stderr := call(t, append([]string{"build", "--format", "json"}, args...)...)
	var said tally
	if err := json.Unmarshal([]byte(stdout), &said); err != nil || got != code {
		t.Fatalf("build %v: exit code %d, want %d; %v; stderr %q; stdout %q", args, got, code, err, stderr, stdout)
	}
	out := map[string]corpus.State{}
	for _, o := range said.Reports {
		out[o.Report] = o.State
	}
	return out
}

func sameStates(t *testing.T, what string, got, want map[string]corpus.State) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// TestBuildSkipsReplacesPrunes follows a corpus through its changes.
func TestBuildSkipsReplacesPrunes(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, country := range map[string]string{"a": "Japan", "b": "Norway", "c": "Canada"} {
		rewrite(t, "reports/"+name+".md", about(country))
	}
	type now = map[string]corpus.State
	sameStates(t, "first", states(t, 0, "reports"), now{"a": "new", "b": "new", "c": "new"})
	sameStates(t, "again", states(t, 0, "reports/*.md"), now{"a": "unchanged", "b": "unchanged", "c": "unchanged"})
	sameStates(t, "forced", states(t, 0, "reports", "--force"), now{"a": "replaced", "b": "replaced", "c": "replaced"})
	rewrite(t, "reports/b.md", about("Sweden"))
	sameStates(t, "changed", states(t, 0, "reports"), now{"a": "unchanged", "b": "replaced", "c": "unchanged"})
	refuse(t, ExitNotFound, `nothing is named "Norway"`, "show", "Norway")
	rewrite(t, "names/own.csv", "name,type,aliases\nBureau of Odd Things,agency,\n")
	for _, want := range []corpus.State{"replaced", "unchanged"} {
		sameStates(t, "other names", states(t, 0, "reports", "--gazetteers", "names"), now{"a": want, "b": want, "c": want})
	}
	rewrite(t, "reports/c.md", "\x00")
	if err := os.Remove("reports/a.md"); err != nil {
		t.Fatal(err)
	}
	sameStates(t, "one is broken, one is gone", states(t, ExitSome, "reports"), now{"b": "replaced", "c": "failed"})
	sameStates(t, "pruned", states(t, ExitSome, "reports", "--prune"), now{"a": "removed", "b": "unchanged", "c": "failed"})
	for name, code := range map[string]int{"Japan": ExitNotFound, "Sweden": ExitOK, "Canada": ExitOK} {
		if got, _, _ := call(t, "show", name); got != code {
			t.Errorf("show %s: exit code %d, want %d", name, got, code)
		}
	}
}

// TestBuildNames checks that files of one name keep reports apart, whatever the order of builds.
func TestBuildNames(t *testing.T) {
	type now = map[string]corpus.State
	t.Chdir(t.TempDir())
	rewrite(t, "x/us/report.md", about("Japan"))
	rewrite(t, "x/eu/report.md", about("Norway"))
	rewrite(t, "x/eu/report.txt", about("Canada"))
	sameStates(t, "together", states(t, 0, "x"), now{"us/report": "new", "eu/report-md": "new", "eu/report-txt": "new"})
	for _, name := range []string{"us/report", "report:us/report"} {
		if out := succeed(t, "mentions", name); !strings.Contains(out, `"Japan"`) || strings.Contains(out, `"Norway"`) {
			t.Errorf("mentions %s: %s", name, out)
		}
	}
	refuse(t, ExitNotFound, `no report "uk/report" in the store`, "mentions", "uk/report")
	refuse(t, ExitInput, "uk/report.md: no such file", "mentions", "uk/report.md")
	sameStates(t, "one alone", states(t, 0, "x/us/report.md"), now{"us/report": "unchanged"})
	sameStates(t, "from its folder", states(t, 0, "./x/../x/eu"), now{"eu/report-md": "unchanged", "eu/report-txt": "unchanged"})
	if err := os.RemoveAll("out"); err != nil {
		t.Fatal(err)
	}
	sameStates(t, "one", states(t, 0, "x/us"), now{"report": "new"})
	code, _, stderr := call(t, "build", "x/eu/report.md")
	if want := "policygraph: note: x/eu/report.md: stored as eu/report, since report is " + absolute(t, "x/us/report.md") + "\n"; code != ExitOK || stderr != want {
		t.Errorf("exit code %d, stderr %q, want %q", code, stderr, want)
	}
	sameStates(t, "both again", states(t, 0, "x/us", "x/eu/report.md"), now{"report": "unchanged", "eu/report": "unchanged"})
	// The whole may be moved.
	if err := os.Mkdir("elsewhere", 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"x", "out"} {
		if err := os.Rename(name, "elsewhere/"+name); err != nil {
			t.Fatal(err)
		}
	}
	sameStates(t, "moved with the store", states(t, 0, "elsewhere/x/us", "--store", "elsewhere/out/graph"), now{"report": "unchanged"})
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	abs, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// TestBuildStandardInput reads a report that is piped.
func TestBuildStandardInput(t *testing.T) {
	t.Chdir(t.TempDir())
	pipe := func(text string) {
		old := os.Stdin
		t.Cleanup(func() { os.Stdin = old })
		rewrite(t, "piped", text)
		in, err := os.Open("piped")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = in.Close() })
		os.Stdin = in
	}
	pipe(tiny)
	sameStates(t, "by content", states(t, 0, "-"), map[string]corpus.State{"stdin": "new"})
	pipe(tiny)
	sameStates(t, "as text", states(t, 0, "-", "--as", "text"), map[string]corpus.State{"stdin": "replaced"})
	pipe(tiny)
	sameStates(t, "as text again", states(t, 0, "-", "--as", "text"), map[string]corpus.State{"stdin": "unchanged"})
	pipe(tiny)
	sameStates(t, "named", states(t, 0, "-", "--name", "Plan 9.md"), map[string]corpus.State{"plan-9": "new"})
	pipe(strings.ReplaceAll(tiny, "A Plan", "Another"))
	if _, _, stderr := call(t, "build", "-", "--name", "Plan 9.md"); stderr != "policygraph: note: Plan 9.md: replaces \"A Plan\" (same file name)\n" {
		t.Errorf("stderr %q", stderr)
	}
	pipe("")
	refuse(t, ExitInput, "read stdin: no text", "build", "-")
	refuse(t, ExitInput, "standard input named twice", "build", "-", "-")
}

// TestBuildFailures checks what is said of reports that cannot be read.
func TestBuildFailures(t *testing.T) {
	t.Chdir(t.TempDir())
	rewrite(t, "r/bad.md", "ab\x00")
	rewrite(t, "r/empty.md", "")
	code, stdout, stderr := call(t, "build", "r")
	if want := "policygraph: read r/bad.md: not a text file: NUL byte at offset 2\npolicygraph: read r/empty.md: no text\npolicygraph: none of the 2 reports could be read\n"; code != ExitInput || stdout != "" || stderr != want {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if _, err := os.Stat("out"); err == nil {
		t.Error("something was stored")
	}
	rewrite(t, "r/good.md", tiny)
	for _, command := range []string{"build", "run"} {
		code, stdout, stderr = call(t, command, "r")
		if want := "policygraph: read r/bad.md: not a text file: NUL byte at offset 2\npolicygraph: read r/empty.md: no text\npolicygraph: 2 of 3 reports could not be read; the others are stored\n"; code != ExitSome || stderr != want || !strings.Contains(stdout, "failed 2\n") {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q", command, code, stdout, stderr)
		}
	}
	if raw, err := os.ReadFile("out/manifest.json"); err != nil || strings.Count(string(raw), `"id": "report:`) != 1 {
		t.Errorf("manifest: %v, %s", err, raw)
	}
}

// TestBuildTable checks the ways to print what became of reports.
func TestBuildTable(t *testing.T) {
	t.Chdir(t.TempDir())
	for i := range maxListed {
		rewrite(t, fmt.Sprintf("r/%02d.md", i), tiny)
	}
	out := succeed(t, "build", "r")
	if lines := strings.Split(out, "\n"); len(lines) != maxListed+6 || lines[1] != "00      new           2                1          1" || lines[maxListed+2] != "in what was read: 2 entities, 20 recommendations, 20 relations" {
		t.Errorf("few: %s", out)
	}
	rewrite(t, "r/more.md", tiny)
	if got, want := succeed(t, "build", "r"), "in what was read: 2 entities, 1 recommendations, 1 relations\nnew 1, replaced 0, unchanged 20, removed 0, failed 0\nstored in out/graph\n"; got != want {
		t.Errorf("many: %q, want %q", got, want)
	}
	rows, err := csv.NewReader(strings.NewReader(succeed(t, "build", "r", "--format", "csv", "--quiet"))).ReadAll()
	if err != nil || len(rows) != maxListed+2 || strings.Join(rows[21], ",") != "more,unchanged,,,,r/more.md," {
		t.Errorf("csv: %v, %q", err, rows)
	}
	rewrite(t, "s/more.md", tiny)
	out = succeed(t, "build", "s", "--prune", "--quiet") + succeed(t, "run", "r")
	if !strings.Contains(out, "and 1 more reports\nnew 20, replaced 0, unchanged 1, removed 0, failed 0\n") && !strings.Contains(out, "and 1 more reports\n\nentities") {
		t.Errorf("run: %s", out)
	}
	if out := succeed(t, "run", "s", "--prune"); !strings.Contains(out, "removed 00 (00.md)\n") || !strings.Contains(out, "removed 21, failed 0\n") {
		t.Errorf("run --prune: %s", out)
	}
}

// TestBuildMemory leaves nothing on disk.
func TestBuildMemory(t *testing.T) {
	t.Chdir(t.TempDir())
	rewrite(t, "a.md", tiny)
	succeed(t, "build", "a.md", "--backend", "memory")
	if left, err := os.ReadDir("."); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestBuildOddFileNames stores files whose names are no text.
func TestBuildOddFileNames(t *testing.T) {
	t.Chdir(t.TempDir())
	name := "r/plan \xff\n.md"
	if err := os.Mkdir("r", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(tiny), 0o644); err != nil {
		t.Skip("file names are text here:", err)
	}
	sameStates(t, "first", states(t, 0, "r"), map[string]corpus.State{"plan": "new"})
	sameStates(t, "again", states(t, 0, "r"), map[string]corpus.State{"plan": "unchanged"})
}

// TestReportsRemember checks what the store knows of a file.
func TestReportsRemember(t *testing.T) {
	t.Chdir(t.TempDir())
	rewrite(t, "r/us/a.md", tiny)
	succeed(t, "build", "r")
	st, err := store.Open(store.Default, "out/graph", store.Read)
	if err != nil {
		t.Fatal(err)
	}
	list, err := st.Reports(t.Context())
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil || len(list) != 1 || list[0].ID != kg.ReportID("a") || list[0].File != "a.md" || list[0].Path != "../../r/us/a.md" || len(list[0].Knowledge) != 64 {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestReadBar draws a bar with reports, bytes and time.
func TestReadBar(t *testing.T) {
	var out strings.Builder
	list := []input.Input{{Name: "a", Size: 3_000_000}, {Name: "b", Size: 1_000_000}}
	b := newReadBar(&out, list)
	b.read(&list[0])
	b.clear()
	b.read(&list[1])
	b.finish()
	for _, want := range []string{`reading 1/2 +75%.*\(3\.0/4\.0 MB, .*\[\d+s:\d+s\]`, `reading 2/2`} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("%q is not in %q", want, out.String())
		}
	}
	var none *readBar
	none.read(&list[0])
	none.clear()
	none.finish()
}
