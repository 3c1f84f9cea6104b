package command

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/export/scene/scenetest"
	"policygraph/graph/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestMain keeps the settings of the machine out of the tests.
func TestMain(m *testing.M) {
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "POLICYGRAPH_") {
			os.Unsetenv(name)
		}
	}
	flag.Parse()
	os.Exit(m.Run())
}

// call runs the program.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = Main(context.Background(), args, &out, &err)
	return code, out.String(), err.String()
}

// succeed runs the program, which must say nothing on stderr, and returns what it says on stdout.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := call(t, args...)
	if code != ExitOK || stderr != "" {
		t.Fatalf("policygraph %s: exit code %d, stderr %q", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// refuse runs the program, which must end with the code, one line on stderr that holds the words, and nothing on stdout.
func refuse(t *testing.T, code int, words string, args ...string) {
	t.Helper()
	got, stdout, stderr := call(t, args...)
	if got != code || stdout != "" || !strings.HasPrefix(stderr, "policygraph: ") || !strings.Contains(stderr, words) ||
		strings.Count(stderr, "\n") != 1 || !strings.HasSuffix(stderr, "\n") {
		t.Errorf("policygraph %s:\nexit code %d, want %d\nstdout %q\nstderr %q, want one line with %q", strings.Join(args, " "), got, code, stdout, stderr, words)
	}
}

// smallStore makes a store with a small invented report and returns its directory.
func smallStore(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store")
	st, err := store.Open(store.Default, path, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Put(t.Context(), scenetest.Graph()); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// golden compares the output with testdata/NAME.golden.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; go test -update writes it anew. Got:\n%s", path, got)
	}
}

// write makes a file and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// tiny is a report with little in it.
const tiny = "# A Plan\n\n## Recommendations\n\n- The European Commission should work with Japan.\n"
