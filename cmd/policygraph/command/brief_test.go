package command

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"policygraph/graph/brief"
	"policygraph/graph/brief/document"
)

// zipPart returns a part of a zip.
func zipPart(t *testing.T, path, name string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestBriefGolden(t *testing.T) {
	path, word := sampleStore(t), filepath.Join(t.TempDir(), "a.docx")
	for name, subject := range map[string][]string{
		"agency":  {"Norwegian Maritime Authority"},
		"country": {"--country", "Norway"},
		"section": {"--section", "Pillar 2"},
		"report":  {"--report", "pacific-early-warning.md"},
	} {
		args := append([]string{"brief", "--store", path}, subject...)
		golden(t, "brief-"+name+".md", succeed(t, args...))
	}
	args := []string{"brief", "--store", path, "Norwegian Maritime Authority"}
	golden(t, "brief-agency.html", succeed(t, append(args, "--format", "html")...))
	if out := succeed(t, append(args, "--out", word)...); !regexp.MustCompile(`a\.docx: \d+ words, \d+ notes\n$`).MatchString(out) {
		t.Errorf("printed %q", out)
	}
	golden(t, "brief-agency.document.xml", strings.ReplaceAll(zipPart(t, word, "word/document.xml"), "<w:p>", "\n<w:p>"))
	var d document.Document
	if err := json.Unmarshal([]byte(succeed(t, append(args, "--format", "json")...)), &d); err != nil || d.Title != "Norwegian Maritime Authority" || len(d.Notes) == 0 {
		t.Errorf("%v, %+v", err, d)
	}
}

func TestBriefFullIsLonger(t *testing.T) {
	path := sampleStore(t)
	var short, full document.Document
	args := []string{"brief", "--store", path, "--report", "clean-shipping-corridors", "--format", "json"}
	for _, x := range []struct {
		d    *document.Document
		args []string
	}{{&short, args}, {&full, append(args, "--full")}} {
		if err := json.Unmarshal([]byte(succeed(t, x.args...)), x.d); err != nil {
			t.Fatal(err)
		}
	}
	if short.Words() > brief.TwoPages || full.Words() <= short.Words() {
		t.Errorf("%d words and in full %d", short.Words(), full.Words())
	}
}

func TestBriefWithFiles(t *testing.T) {
	path, dir := sampleStore(t), t.TempDir()
	t.Chdir(dir)
	out := succeed(t, "brief", "--store", path, "Norwegian Maritime Authority", "--out", "nma.html", "--with-files=graphml,csv")
	if !strings.Contains(out, "nma.graphml: ") || !strings.Contains(out, "nma.nodes.csv") {
		t.Errorf("printed %q", out)
	}
	raw, err := os.ReadFile("nma.graphml")
	if err != nil {
		t.Fatal(err)
	}
	if ids := exported(string(raw)); !strings.Contains(ids, "agency:norwegian-maritime-authority-norway") || strings.Contains(ids, "agency:bureau-of-meteorology") {
		t.Errorf("nodes %s", ids)
	}
	succeed(t, "brief", "--store", path, "--section", "Pillar 1", "--out", "p.md", "--with-files")
	if _, err := os.Stat("p.graphml"); err != nil {
		t.Error(err)
	}
}

func TestBriefSubjects(t *testing.T) {
	path := sampleStore(t)
	for _, c := range []struct {
		title string
		args  []string
	}{
		{"# Singapore\n", []string{"--country", "Singapore"}},
		{"# Maritime and Port Authority of Singapore\n", []string{"MPA"}},
		{"# Norwegian Maritime Authority\n", []string{"agency:norwegian-maritime-authority-norway"}},
		{"# Minutes That Matter: ", []string{"--report", "Minutes That Matter"}},
	} {
		if out := succeed(t, append([]string{"brief", "--store", path}, c.args...)...); !strings.HasPrefix(out, c.title) {
			t.Errorf("%q begins %.60q", c.args, out)
		}
	}
}

func TestBriefRefuses(t *testing.T) {
	path := sampleStore(t)
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		code  int
		words string
		args  []string
	}{
		{ExitUsage, "say what to brief on", nil},
		{ExitUsage, "say what to brief on", []string{"Norway", "--country", "Norway"}},
		{ExitUsage, `unknown format "pdf"`, []string{"Norway", "--format", "pdf"}},
		{ExitUsage, "no format for files like a.pdf", []string{"Norway", "--out", "a.pdf"}},
		{ExitUsage, "--with-files: say --out", []string{"Norway", "--with-files"}},
		{ExitUsage, `--with-files: unknown name "dwg"`, []string{"Norway", "--out", "a.md", "--with-files=dwg"}},
		{ExitUsage, "--min-confidence: 2 is not from 0 to 1", []string{"Norway", "--min-confidence", "2"}},
		{ExitNotFound, `nearest: "Japan", "Japan Coast Guard"`, []string{"Japan Coast Gard"}},
		{ExitNotFound, `"MPA" is no country in the graph`, []string{"--country", "MPA"}},
		{ExitNotFound, `no section "Pillar 99"`, []string{"--section", "Pillar 99"}},
		{ExitNotFound, `"Pillar" may mean "Pillar 1: `, []string{"--section", "Pillar"}},
		{ExitNotFound, `no report "nope"`, []string{"--report", "nope"}},
		{ExitNotFound, "is a recommendation", []string{"recommendation:clean-shipping-corridors/00005"}},
		{ExitStore, "", []string{"Norway", "--store", "nowhere"}},
		{ExitOutput, "write briefing missing/a.md", []string{"Norway", "--out", "missing/a.md"}},
	} {
		refuse(t, c.code, c.words, append([]string{"brief", "--store", path}, c.args...)...)
	}
}
