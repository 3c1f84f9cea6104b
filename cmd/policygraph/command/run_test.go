package command

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// files returns the content of the files below a directory, without those of the store.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "graph" {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		raw, err := os.ReadFile(path)
		out[filepath.Base(path)] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRunSample(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	out := succeed(t, "run")
	for _, want := range []string{
		"report  Steady Course: Clean Shipping Corridors between Norway, Singapore and Japan (clean-shipping-corridors.md, 2025-03)\n",
		"report  Minutes That Matter", "\nentities ", "\nrecommendations ", "\nrelations ", "agencies that most recommendations call on or involve\n",
		"  out/graph.graphml ", "  out/graph.gexf ", "  out/graph.dot ", "  out/graph.gephi.dot ", "  out/manifest.json\n", "  out/graph (store)\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	first := files(t, "out")
	if len(first) != 5 {
		t.Errorf("%d files", len(first))
	}
	var m manifest
	if err := json.Unmarshal([]byte(first["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Reports) != 2 || m.Recommendations < 30 || m.Relations < 20 || m.Timeline != 11 || len(m.Files) != 4 {
		t.Errorf("manifest says %+v", m)
	}
	for _, f := range m.Files {
		if f.Nodes == 0 || f.Edges == 0 || f.Bytes != int64(len(first[f.File])) {
			t.Errorf("%+v, %d bytes", f, len(first[f.File]))
		}
	}
	if again := succeed(t, "run", "--out", "again", "--store", "again/graph"); strings.ReplaceAll(again, "again/", "out/") != out {
		t.Errorf("the second run says\n%s", again)
	}
	for name, text := range files(t, "again") {
		if text != first[name] {
			t.Errorf("%s differs in the second run", name)
		}
	}
}

func TestRunListedExports(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	report := write(t, "tiny.md", tiny)
	t.Setenv("POLICYGRAPH_EXPORTS", "gexf=pictures/a.gexf")
	t.Setenv("POLICYGRAPH_STORE_BACKEND", "memory")
	if out := succeed(t, "run", report, "--quiet"); out != "" {
		t.Errorf("quietly: %q", out)
	}
	got := files(t, "out")
	if len(got) != 2 || !strings.Contains(got["a.gexf"], "European Commission") || !strings.Contains(got["manifest.json"], `"file": "pictures/a.gexf"`) {
		t.Errorf("got %v", got)
	}
}

// TestRunSeveralFiles checks that the manifest and the summary name each file of a format that writes several.
func TestRunSeveralFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("POLICYGRAPH_EXPORTS", "csv,neo4j-csv,xlsx=tables/a.xlsx")
	out := succeed(t, "run", write(t, "tiny.md", tiny))
	got := files(t, "out")
	var m manifest
	if err := json.Unmarshal([]byte(got["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{"graph.nodes.csv", "graph.edges.csv"}, {"graph.neo4j.nodes.csv", "graph.neo4j.edges.csv"}, nil} {
		f := m.Files[i]
		var names []string
		total := int64(0)
		for _, p := range f.Parts {
			names = append(names, p.File)
			total += p.Bytes
			if p.Bytes != int64(len(got[p.File])) || !strings.Contains(out, "  out/"+p.File+" ") {
				t.Errorf("%+v, %d bytes, in\n%s", p, len(got[p.File]), out)
			}
		}
		if strings.Join(names, " ") != strings.Join(want, " ") || want != nil && total != f.Bytes || f.NodesIn == 0 || f.NodesIn != f.Nodes {
			t.Errorf("%+v, want %v", f, want)
		}
	}
	t.Setenv("POLICYGRAPH_EXPORTS", "csv=graph.csv,gexf=graph.nodes.csv")
	refuse(t, ExitUsage, `file "graph.nodes.csv" is written twice`, "run")
}

// TestRunManifest checks that the manifest says how to make the same again: version, settings, own name lists.
func TestRunManifest(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("POLICYGRAPH_LAYOUT_SEED", "7")
	lists := filepath.Dir(write(t, "own.csv", "name,type\n"))
	if err := os.Rename(write(t, "own.yaml", ""), filepath.Join(lists, "ignored.txt")); err != nil {
		t.Fatal(err)
	}
	succeed(t, "run", write(t, "tiny.md", tiny), "--gazetteers", lists, "--quiet")
	var m manifest
	if err := json.Unmarshal([]byte(files(t, "out")["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	const sum = "7e681856b81ce9a87ffb59d9307caaa980a5a125cbdb9ccdd4c6f9c17e8c7629" // of that one line
	want := options{Gazetteers: []ownFile{{"own.csv", sum}}, With: []string{}, Measures: []string{}, SizeBy: "recommendations", Seed: 1, LayoutSeed: 7}
	if d := cmp.Diff(want, m.Options); d != "" || m.Version != version() || len(m.Reports) != 1 || len(m.Reports[0].SHA256) != 64 {
		t.Errorf("version %s, reports %v, %s", m.Version, m.Reports, d)
	}
}

func TestRunDirectory(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"b/two.txt", "b/.hidden.md", ".git/three.md", "one.md", "table.csv"} {
		path := filepath.Join("reports", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(tiny), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	code, out, note := call(t, "run", "reports")
	if code != ExitOK || note != "policygraph: note: skipped 1 file that no reader knows: table.csv\n" {
		t.Errorf("exit code %d, stderr %q", code, note)
	}
	if succeed(t, "run", "reports", "--quiet") != "" {
		t.Error("quietly: something on stdout")
	}
	if got, want := skippedText([]string{"x/a", "b", "c", "d", "e", "f"}), "skipped 6 files that no reader knows: a, b, c, d, e, …"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if strings.Count(out, "report  ") != 2 || !strings.Contains(out, "one.md") || !strings.Contains(out, "two.txt") {
		t.Errorf("got %s", out)
	}
}

// TestRunNamesNoIdleAgencies leaves out agencies that no recommendation calls on or involves.
func TestRunNamesNoIdleAgencies(t *testing.T) {
	t.Chdir(t.TempDir())
	idle := "# A Plan\n\nNorges Bank met the Bank of Japan.\n"
	if out := succeed(t, "run", write(t, "idle.md", idle)); !strings.Contains(out, "\nno recommendation calls on or involves an agency\n") || strings.Contains(out, "  0  ") {
		t.Errorf("got %s", out)
	}
	out := succeed(t, "run", write(t, "busy.md", idle+"\n## Recommendations\n\n- Norges Bank should publish its plans.\n"))
	if !strings.Contains(out, "call on or involve\n    1  Norges Bank\n\nwritten\n") {
		t.Errorf("got %s", out)
	}
}

// TestRunRefuses checks that each bad input gives one line, its code, and leaves nothing behind.
func TestRunRefuses(t *testing.T) {
	empty, plain := t.TempDir(), write(t, "plain", "x")
	for _, c := range []struct {
		name  string
		code  int
		words string
		args  []string
	}{
		{"missing file", ExitInput, "absent.md: no such file or directory", []string{"absent.md"}},
		{"directory without reports", ExitInput, empty + ": no reports in it (files that end in .", []string{empty}},
		{"empty file", ExitInput, "empty.md: no text", []string{write(t, "empty.md", "")}},
		{"blank file", ExitInput, "blank.txt: no text", []string{write(t, "blank.txt", " \n\t\n")}},
		{"binary", ExitInput, "binary.md: not a text file: NUL byte at offset 3", []string{write(t, "binary.md", "ELF\x00\x01")}},
		{"invalid UTF-8", ExitInput, "latin.md: invalid UTF-8 in line 2, at byte offset 8", []string{write(t, "latin.md", "# Plan\nA\xe9b\n")}},
		{"name without letters", ExitInput, "holds no letter or digit", []string{write(t, "-.md", tiny)}},
		{"output below a file", ExitOutput, "make output directory: ", []string{write(t, "good.md", tiny), "--out", filepath.Join(plain, "out")}},
		{"output is a file", ExitOutput, "make output directory: ", []string{write(t, "good.md", tiny), "--out", plain}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			refuse(t, c.code, c.words, append([]string{"run"}, c.args...)...)
			if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestRunRefusesHugeFile(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a file of 300 MB")
	}
	path := filepath.Join(t.TempDir(), "huge.md")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(300 << 20); err != nil { // sparse
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	refuse(t, ExitInput, "huge.md: file is too large: 300.0 MiB, the limit is 100.0 MiB", "run", path)
	refuse(t, ExitInput, "huge.md: not a text file", "run", path, "--max-size", "1 GiB")
}

// TestRunKeepsOldExports checks that what stood before stands still when an export cannot be written.
func TestRunKeepsOldExports(t *testing.T) {
	t.Chdir(t.TempDir())
	report := write(t, "tiny.md", tiny)
	succeed(t, "run", report)
	before := files(t, "out")
	t.Setenv("POLICYGRAPH_EXPORTS", "graphml=graph.gexf/below.graphml")
	refuse(t, ExitOutput, "make output directory: ", "run", report)
	t.Setenv("POLICYGRAPH_EXPORTS", "graphml=graph")
	refuse(t, ExitOutput, "export ", "run", report)
	for name, text := range files(t, "out") {
		if before[name] != text {
			t.Errorf("%s has changed", name)
		}
	}
}
