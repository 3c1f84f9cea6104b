package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"policygraph/cmd/policygraph/command"
	"policygraph/data"
	"policygraph/graph/kg"
	"policygraph/graph/store"
)

// asProgram is the environment variable that makes the test binary be the program.
const asProgram = "BE_THE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// program is a call of the program in a process of its own.
func program(args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd, stderr := exec.Command(os.Args[0], args...), &bytes.Buffer{}
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stderr = stderr
	return cmd, stderr
}

// corpusSize is the number of reports that are built.
const corpusSize = 128

// makeCorpus writes reports into the folder reports, made of the samples, in two folders of equal names.
func makeCorpus(t *testing.T) {
	t.Helper()
	names := []string{"clean-shipping-corridors.md", "pacific-early-warning.md"}
	for i := range corpusSize {
		raw, err := data.FS.ReadFile("samples/" + names[i%2])
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join("reports", []string{"eu", "us"}[i%4/2])
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		text := append(raw, fmt.Sprintf("\n\n## More\n\nNorway should join the plan of %d.\n", 2000+i)...)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("report-%d-%d.md", i/4, i%2)), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// stored returns the facts in a store by report; none if there is no store yet.
func stored(t *testing.T, path string) map[kg.ID]*kg.Graph {
	t.Helper()
	out := map[kg.ID]*kg.Graph{}
	st, err := store.Open(store.Default, path, store.Read)
	if errors.Is(err, store.ErrNoStore) {
		return out
	}
	if err != nil {
		t.Fatal(err)
	}
	list, err := st.Reports(t.Context())
	for _, r := range list {
		if out[r.ID], err = st.Get(t.Context(), r.ID); err != nil {
			break
		}
	}
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	return out
}

// exported returns the bytes of an export of the store.
func exported(t *testing.T, path string) []byte {
	t.Helper()
	out := path + ".graphml"
	var said bytes.Buffer
	if code := command.Main(t.Context(), []string{"export", "--store", path, "--out", out}, &said, &said); code != command.ExitOK {
		t.Fatalf("export: exit code %d: %s", code, &said)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// whole checks that what is in the store is whole, and returns how many reports there are.
func whole(t *testing.T, path string, want map[kg.ID]*kg.Graph) int {
	t.Helper()
	got := stored(t, path)
	for id, g := range got {
		if diff := cmp.Diff(want[id], g); diff != "" {
			t.Fatalf("%s differs:\n%s", id, diff)
		}
	}
	return len(got)
}

// writing waits until a process writes to the store, and reports false if it ends before.
func writing(path string, done <-chan error) bool {
	name := filepath.Join(path, "kg.bolt")
	before, _ := os.Stat(name) // none at first
	for {
		select {
		case <-done:
			return false
		case <-time.After(time.Millisecond):
		}
		if now, err := os.Stat(name); err == nil && (before == nil || now.ModTime() != before.ModTime() || now.Size() != before.Size()) {
			return true
		}
	}
}

// TestStopped stops builds of a corpus at all moments, by kill -9 and by Ctrl-C. What is stored must be whole, and when the same
// command has come to its end, exports must be those of a build that nobody stopped.
func TestStopped(t *testing.T) {
	if runtime.GOOS == "windows" || testing.Short() {
		t.Skip("wants signals and some seconds")
	}
	t.Chdir(t.TempDir())
	makeCorpus(t)
	first, stderr := program("build", "reports", "--store", "whole")
	begun := time.Now()
	if err := first.Run(); err != nil {
		t.Fatal(err, stderr)
	}
	took := time.Since(begun)
	want, wantExport := stored(t, "whole"), exported(t, "whole")
	if len(want) != corpusSize {
		t.Fatalf("%d reports", len(want))
	}
	r := rand.New(rand.NewPCG(1, 2))
	halves := 0
	for i := 0; i < 8 || halves == 0 && i < 40; i++ { // more where machines are so quick or slow that none came between
		args := []string{"build", "reports", "--store", "stopped"}
		if i%3 == 2 {
			args = append(args, "--force") // there is something to do again
		}
		interrupt := i%2 == 1
		stop(t, args, interrupt, time.Duration(r.Int64N(int64(took)/3)))
		if n := whole(t, "stopped", want); n > 0 && n < corpusSize {
			halves++
		}
	}
	if halves == 0 {
		t.Error("no build was stopped half-way")
	}
	t.Logf("%d stops left a part of the corpus", halves)
	last, stderr := program("build", "reports", "--store", "stopped")
	if err := last.Run(); err != nil || stderr.Len() > 0 {
		t.Fatal(err, stderr)
	}
	if n := whole(t, "stopped", want); n != corpusSize {
		t.Errorf("%d reports at last", n)
	}
	if !bytes.Equal(exported(t, "stopped"), wantExport) {
		t.Error("the export differs from that of a build that was not stopped")
	}
}

// stop begins a build and stops it a while after it has begun to write.
func stop(t *testing.T, args []string, interrupt bool, delay time.Duration) {
	t.Helper()
	cmd, stderr := program(args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	if !writing("stopped", done) {
		return // there was nothing left to do
	}
	time.Sleep(delay)
	if !interrupt {
		_ = cmd.Process.Kill() // it may have ended
		<-done
		return
	}
	_ = cmd.Process.Signal(os.Interrupt)
	err := <-done
	if err == nil {
		return // it ended before
	}
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	if code := cmd.ProcessState.ExitCode(); code != command.ExitInterrupted || lines[len(lines)-1] != "policygraph: interrupted" {
		t.Fatalf("interrupted: exit code %d, stderr %q", code, stderr)
	}
	for _, line := range lines[:len(lines)-1] {
		if !strings.HasPrefix(line, "policygraph: note: stopped after ") || !strings.HasSuffix(line, " reports; what they say is stored, and the same command goes on from there") {
			t.Errorf("interrupted: %q", line)
		}
	}
}
