package command

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/cmd/policygraph/corpus"
	"policygraph/data"
)

// packed makes a zip archive of files.
func packed(t *testing.T, path string, files ...[2]string) {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		in, err := w.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, path, out.String())
}

// TestBuildArchive reads an archive as it would its files, and knows its reports again.
func TestBuildArchive(t *testing.T) {
	type now = map[string]corpus.State
	t.Chdir(t.TempDir())
	a, b := [2]string{"us/report.md", about("Japan")}, [2]string{"../eu/report.md", about("Norway")}
	packed(t, "in/batch.zip", a, b, [2]string{"notes.csv", "x"}, [2]string{"in.zip", "x"})
	sameStates(t, "first", states(t, ExitSome, "in/batch.zip"), now{"us/report": "new", "eu/report": "new", "in": "failed"})
	packed(t, "in/batch.zip", a, b)
	sameStates(t, "again", states(t, 0, "in"), now{"us/report": "unchanged", "eu/report": "unchanged"})
	if left, err := filepath.Glob("*"); err != nil || fmt.Sprint(left) != "[in out]" {
		t.Errorf("unpacked: %v, %v", left, err)
	}
	if out := succeed(t, "run", "in/batch.zip"); !strings.Contains(out, "report  A Plan (batch.zip/us/report.md)\n") {
		t.Errorf("run: %s", out)
	}
	b[1] = about("Sweden")
	packed(t, "in/batch.zip", b)
	sameStates(t, "changed", states(t, 0, "in", "--prune"), now{"us/report": "removed", "eu/report": "replaced"})
	rewrite(t, "in/batch.zip", "PK\x03\x04 damaged")
	refuse(t, ExitInput, "read archive in/batch.zip: zip: not a valid zip file", "build", "in", "--prune")
	if out := succeed(t, "show", "Sweden"); !strings.Contains(out, "Recommendations (1)") {
		t.Errorf("what was in the archive is gone: %s", out)
	}
}

// TestBuildLimits heeds the limits of the configuration.
func TestBuildLimits(t *testing.T) {
	pdf, err := filepath.Abs("../../../extract/read/pdf/testdata/one-column.pdf")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	packed(t, "batch.zip", [2]string{"a.md", strings.Repeat(tiny, 100)})
	t.Setenv("POLICYGRAPH_LIMITS_MAX_ARCHIVE", "1 KiB")
	t.Setenv("POLICYGRAPH_LIMITS_MAX_PAGES", "1")
	refuse(t, ExitInput, "batch.zip: unpacks to more than an archive of reports can be: the limit is 1024 bytes (limits.max_archive)", "build", "batch.zip")
	refuse(t, ExitInput, "has too many pages", "build", pdf)
	t.Setenv("POLICYGRAPH_LIMITS_MAX_ARCHIVE", "1 MiB")
	t.Setenv("POLICYGRAPH_LIMITS_MAX_SIZE", "2 KiB")
	refuse(t, ExitInput, "read batch.zip/a.md: file is too large", "build", "batch.zip")
	t.Setenv("POLICYGRAPH_LIMITS_MAX_SIZE", "1 MiB")
	succeed(t, "build", "batch.zip")
}

// TestManyRemarks says of few reports what is odd in them, and of the others how many there are.
func TestManyRemarks(t *testing.T) {
	t.Chdir(t.TempDir())
	for i := range maxAllRemarks + 3 {
		rewrite(t, fmt.Sprintf("r/%02d.md", i), "---\na: [\n---\n"+tiny)
	}
	code, _, stderr := call(t, "build", "r")
	if lines := strings.SplitAfter(stderr, "\n"); code != ExitOK || len(lines) != maxAllRemarks+2 || !strings.HasPrefix(lines[0], "policygraph: note: r/00.md:1: skip front matter: ") ||
		lines[maxAllRemarks] != "policygraph: note: 3 more reports have odd places; build one of them alone with --force to see them\n" {
		t.Errorf("exit code %d, stderr %s", code, stderr)
	}
}

// TestSamplesAndFiles finds that the samples in the program are those in a folder.
func TestSamplesAndFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	succeed(t, "run")
	raw, err := data.FS.ReadFile("samples/pacific-early-warning.md")
	if err != nil {
		t.Fatal(err)
	}
	rewrite(t, "pacific-early-warning.md", string(raw))
	before, err := os.ReadFile("out/graph.graphml")
	if err != nil {
		t.Fatal(err)
	}
	sameStates(t, "a file", states(t, 0, "pacific-early-warning.md"), map[string]corpus.State{"pacific-early-warning": "replaced"})
	succeed(t, "run")
	if after, err := os.ReadFile("out/graph.graphml"); err != nil || !bytes.Equal(after, before) {
		t.Errorf("the exports differ (%v)", err)
	}
}
