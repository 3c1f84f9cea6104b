package command

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestRootRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	refuse(t, ExitUsage, `unknown command "exprt"; did you mean export?`, "exprt")
	refuse(t, ExitUsage, `unknown command "paint"; see policygraph --help`, "paint")
	refuse(t, ExitUsage, "unknown flag: --fort", "rank", "--fort", "x")
	refuse(t, ExitUsage, "unknown flag: --fort", "--fort")
	refuse(t, ExitUsage, `accepts 1 arg(s), received 2; see policygraph show --help`, "show", "a", "b")
	refuse(t, ExitUsage, "absent.yaml: no such file", "rank", "--config", "absent.yaml")
}

func TestConfiguration(t *testing.T) {
	t.Chdir(t.TempDir())
	config := func(text string) {
		if err := os.WriteFile("config.yaml", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	config("layout:\n  sede: 3\n")
	refuse(t, ExitUsage, `config.yaml:2: unknown key "layout.sede"`, "rank")
	config("out: x\nstore: [\n")
	refuse(t, ExitUsage, "config.yaml:2: ", "run")
	config("out: there\n")
	refuse(t, ExitStore, filepath.Join("there", "graph")+": no such store", "rank")
	t.Setenv("POLICYGRAPH_STORE_PATH", "elsewhere")
	refuse(t, ExitStore, "elsewhere: no such store", "rank")
	refuse(t, ExitStore, "flag: no such store", "rank", "--store", "flag")
	t.Setenv("POLICYGRAPH_STROE_PATH", "x")
	refuse(t, ExitUsage, "environment variable POLICYGRAPH_STROE_PATH: unknown key", "rank")
}

// TestHelp makes sure that every command has an example and that its flags are described.
func TestHelp(t *testing.T) {
	p := &program{}
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		if c.Runnable() && c.Name() != "help" && !strings.Contains(c.Example, "policygraph") {
			t.Errorf("%s has no example", c.CommandPath())
		}
		if c.Short == "" {
			t.Errorf("%s has no description", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(p.newRoot())
	for _, args := range [][]string{nil, {"--help"}, {"help", "run"}, {"export", "--help"}} {
		if out := succeed(t, args...); !strings.Contains(out, "Examples:") {
			t.Errorf("%v prints %q", args, out)
		}
	}
	out := succeed(t, "help", "exit-codes")
	for _, c := range exitCodes {
		if !strings.Contains(out, c.meaning) {
			t.Errorf("exit code %d is not explained", c.code)
		}
	}
	if out := succeed(t, "help", "configuration"); !strings.Contains(out, "POLICYGRAPH_CONFIG") {
		t.Errorf("help about the configuration is %q", out)
	}
}

func TestExitCode(t *testing.T) {
	inner := failed(ExitStore, errors.New("inner"))
	for _, c := range []struct {
		err  error
		want int
	}{{nil, ExitOK}, {errors.New("plain"), ExitOther}, {inner, ExitStore}, {failed(ExitInput, inner), ExitStore}, {failed(ExitInput, nil), ExitOK}} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%v: %d, want %d", c.err, got, c.want)
		}
	}
}

func TestInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stderr bytes.Buffer
	if code := Main(ctx, []string{"run", write(t, "tiny.md", tiny)}, io.Discard, &stderr); code != ExitInterrupted || stderr.String() != "policygraph: interrupted\n" {
		t.Errorf("exit code %d, stderr %q", code, &stderr)
	}
	if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// fullDisk is a writer that never takes anything.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestOutputCannotBeWritten(t *testing.T) {
	store := sampleStore(t)
	for _, args := range [][]string{
		{"version"}, {"completion", "bash"}, {"formats"},
		{"coverage", "--store", store}, {"communities", "--store", store}, {"recommendations", "--format", "csv", "--store", store},
	} {
		var stderr bytes.Buffer
		code := Main(context.Background(), args, fullDisk{}, &stderr)
		if want := "policygraph: write output: no space left on device\n"; code != ExitOutput || stderr.String() != want {
			t.Errorf("%q: exit code %d, stderr %q", args, code, &stderr)
		}
	}
}
