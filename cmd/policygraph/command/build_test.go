package command

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph/store"
)

func TestBuildReplaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "graph")
	report := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	a, b := report("a.md", tiny), report("b.md", strings.ReplaceAll(tiny, "Japan", "Norway"))
	if out := succeed(t, "build", a, b, "--store", path); !strings.HasPrefix(out, "report  state ") || !strings.Contains(out, "\na       new ") || !strings.Contains(out, "\nb       new ") || !strings.Contains(out, "stored in "+path) {
		t.Errorf("got %q", out)
	}
	report("a.md", strings.ReplaceAll(tiny, "Japan", "Canada"))
	if out := succeed(t, "build", a, "--store", path, "--quiet"); out != "" {
		t.Errorf("quietly: %q", out)
	}
	refuse(t, ExitNotFound, `nothing is named "Japan"`, "show", "Japan", "--store", path)
	for _, name := range []string{"Canada", "Norway"} {
		if out := succeed(t, "show", name, "--store", path); !strings.Contains(out, "Recommendations (1)") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// TestBuildReplacesAnother gives a note where a file of the same name has another title, but not for an edited report, nor for one
// that has moved.
func TestBuildReplacesAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	first := write(t, "report.md", tiny)
	succeed(t, "build", first, "--store", path)
	rewrite(t, first, strings.ReplaceAll(tiny, "A Plan", "A New Plan"))
	if out := succeed(t, "build", first, "--store", path); !strings.Contains(out, "new 0, replaced 1, unchanged 0,") {
		t.Errorf("edited: %s", out)
	}
	moved := filepath.Join(t.TempDir(), "report.md")
	if err := os.Rename(first, moved); err != nil {
		t.Fatal(err)
	}
	if out := succeed(t, "build", moved, "--store", path); !strings.Contains(out, "new 0, replaced 1, unchanged 0,") {
		t.Errorf("moved: %s", out)
	}
	if err := os.Remove(moved); err != nil {
		t.Fatal(err)
	}
	other := write(t, "report.md", strings.ReplaceAll(tiny, "A Plan", "Another"))
	for _, want := range []string{"policygraph: note: " + other + ": replaces \"A New Plan\" (same file name)\n", ""} {
		if code, _, stderr := call(t, "build", other, "--store", path); code != ExitOK || stderr != want {
			t.Errorf("exit code %d, stderr %q, want %q", code, stderr, want)
		}
	}
}

// rewrite replaces the content of a file.
func rewrite(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestBuildRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	good := write(t, "good.md", tiny)
	refuse(t, ExitUsage, "requires at least 1 arg(s)", "build")
	refuse(t, ExitInput, "absent.md: no such file", "build", good, "absent.md")
	refuse(t, ExitInput, "read nothing/*.md: no file matches this pattern", "build", good, "nothing/*.md")
	refuse(t, ExitInput, "malformed pattern", "build", "a/[.md")
	refuse(t, ExitUsage, "--as and --name are for standard input", "build", good, "--as", "pdf")
	refuse(t, ExitUsage, "--as: unknown name \"odt\"; known are pdf, docx, html, markdown, text", "build", "-", "--as", "odt")
	refuse(t, ExitUsage, "--name: \"a/b\" is no name of a report", "build", "-", "--name", "a/b")
	refuse(t, ExitUsage, "--format: unknown format \"xml\"", "build", good, "--format", "xml")
	refuse(t, ExitUsage, "gazetteers: stat absent: no such file", "build", good, "--gazetteers", "absent")
	refuse(t, ExitUsage, "is not a directory", "build", good, "--rules", good)
	refuse(t, ExitUsage, `--backend: unknown store backend "paper"`, "build", good, "--backend", "paper")
	refuse(t, ExitUsage, `invalid argument "huge" for "--max-size"`, "build", good, "--max-size", "huge")
	refuse(t, ExitInput, "too large", "build", good, "--max-size", "10 B")
	if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	names := filepath.Join(filepath.Dir(write(t, "bad.csv", "name,type\nx\n")))
	refuse(t, ExitUsage, "bad.csv:2: name and type must not be empty", "build", good, "--gazetteers", names)
}

func TestBuildRefusesWhatIsNoStore(t *testing.T) {
	good, file := write(t, "good.md", tiny), write(t, "file", "something else")
	refuse(t, ExitStore, "not a policygraph store", "build", good, "--store", file)
	refuse(t, ExitStore, "not a policygraph store", "build", good, "--store", filepath.Dir(file))
	refuse(t, ExitStore, "not a policygraph store", "rank", "--store", filepath.Dir(file))
	refuse(t, ExitOutput, "not a directory", "build", good, "--store", filepath.Join(file, "below"))
	held := filepath.Join(t.TempDir(), "held")
	st, err := store.Open(store.Default, held, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	refuse(t, ExitStore, "in use by another process", "build", good, "--store", held)
	if _, err := st.Get(context.Background()); err != nil {
		t.Error(err)
	}
}
