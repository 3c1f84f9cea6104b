package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"policygraph/cmd/policygraph/command"
	"policygraph/data"
)

var update = flag.Bool("update", false, "write the outputs in README.md anew")

// block finds the blocks of the README that show commands and what they print.
var block = regexp.MustCompile("(?s)```console\n(.*?)```")

// TestReadme runs the commands that the README shows, in its order and one directory, and compares what they print.
func TestReadme(t *testing.T) {
	path, err := filepath.Abs(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS("data", data.FS); err != nil { // of the clone
		t.Fatal(err)
	}
	ran := 0
	got := block.ReplaceAllStringFunc(string(raw), func(text string) string {
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.Lines(block.FindStringSubmatch(text)[1]) {
			if strings.HasPrefix(line, "$ ") {
				ran++
				b.WriteString(line + printed(t, strings.TrimSpace(line[2:])))
			}
		}
		return b.String() + "```"
	})
	if ran < 5 {
		t.Errorf("only %d commands found", ran)
	}
	if got == string(raw) {
		return
	}
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, now := strings.Split(string(raw), "\n"), strings.Split(got, "\n")
	for i := range now {
		if i >= len(old) || old[i] != now[i] {
			t.Fatalf("README.md:%d is not what the command prints; go test ./cmd/policygraph -update writes it anew. Got:\n%s", i+1, now[i])
		}
	}
}

// words splits a command at blanks outside double quotes.
var words = regexp.MustCompile(`"[^"]*"|\S+`)

// printed runs a command line of the README and returns what a terminal would show.
func printed(t *testing.T, line string) string {
	t.Helper()
	call, head, piped := strings.Cut(line, " | head -n ")
	args, ok := strings.CutPrefix(strings.Replace(call, "go run ./cmd/policygraph", "policygraph", 1), "policygraph ")
	if !ok {
		t.Fatalf("this test cannot run %q", line)
	}
	var list []string
	for _, w := range words.FindAllString(args, -1) {
		list = append(list, strings.Trim(w, `"`))
	}
	var out bytes.Buffer
	code := command.Main(context.Background(), list, &out, &out)
	if code != command.ExitOK && code != command.ExitNotFound {
		t.Errorf("%s: exit code %d: %s", line, code, &out)
	}
	lines := strings.SplitAfter(out.String(), "\n")
	if n, err := strconv.Atoi(head); piped && err == nil {
		lines = lines[:min(n, len(lines))]
	}
	return strings.Join(lines, "")
}

// TestReadmeExitCodes compares the README's list with that of the program.
func TestReadmeExitCodes(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	command.Main(context.Background(), []string{"help", "exit-codes"}, &out, &out)
	rows := regexp.MustCompile(`(?m)^ +(\d+)  (.*)$`).FindAllStringSubmatch(out.String(), -1)
	if len(rows) != 10 {
		t.Fatalf("%d exit codes", len(rows))
	}
	for _, r := range rows {
		if row := "| " + r[1] + " | " + r[2] + " |"; !strings.Contains(string(raw), row) {
			t.Errorf("README.md lacks the line %s", row)
		}
	}
}
