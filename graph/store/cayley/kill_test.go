package cayley_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"policygraph/graph/kg"
	"policygraph/graph/store/cayley"
	"policygraph/graph/store/storetest"
)

// killed is the environment variable that makes the test binary replace a report in a store until it is killed.
const killed = "POLICYGRAPH_TEST_STORE"

var killSize = storetest.Size{Passages: 60, Entities: 40, Mentions: 400, Recommendations: 10, Relations: 40, Sources: 5}

func TestMain(m *testing.M) {
	if path := os.Getenv(killed); path != "" {
		if err := replaceForEver(path); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// replaceForEver replaces two reports together. It works in small transactions and compacts often, so that it is killed between and
// within them. It says before each time which version it begins, and afterwards that it is done.
func replaceForEver(path string) error {
	s, err := cayley.OpenTest(path, cayley.Test{Batch: 200, Spare: 2000})
	if err != nil {
		return err
	}
	for seed := uint64(time.Now().UnixNano()); ; seed++ {
		fmt.Println("begin", seed)
		graphs := []*kg.Graph{storetest.Graph("a", seed, killSize), storetest.Graph("c", seed, killSize)}
		if err := s.PutAll(context.Background(), graphs); err != nil {
			return err
		}
		fmt.Println("done", seed)
		if seed%3 == 0 {
			if _, _, err := s.Compact(context.Background()); err != nil {
				return err
			}
		}
	}
}

// TestKill kills a process that replaces two reports, at random moments. Afterwards the store must hold of each the last version
// that was stored, or the one that was being stored, and work on.
func TestKill(t *testing.T) {
	path := t.TempDir()
	other := storetest.Graph("b", 1, storetest.Small)
	s := open(t, path, true)
	if err := s.Put(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	last := map[string][]kg.Report{}
	halves := 0
	for i := range 12 {
		lines := killAfter(t, path, time.Duration(10+r.IntN(350))*time.Millisecond)
		s := open(t, path, i%2 == 0) // reading must cope with what is left as well
		g, err := s.Get(t.Context(), kg.ReportID("b"))
		if err != nil {
			t.Fatal(err)
		}
		storetest.Same(t, other, g)
		for _, name := range []string{"a", "c"} {
			last[name] = verify(t, s, name, lines, last[name])
		}
		if i%2 == 0 {
			clean(t, s, 3)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if n := len(lines); n > 0 && strings.HasPrefix(lines[n-1], "begin") {
			halves++
		}
	}
	t.Logf("%d of 12 were killed during a replacement", halves)
}

// verify checks the named report against what the killed process said, and returns its reports' entry.
func verify(t *testing.T, s *cayley.Store, name string, lines []string, last []kg.Report) []kg.Report {
	t.Helper()
	g, err := s.Get(t.Context(), kg.ReportID(name))
	if errors.Is(err, cayley.ErrNoReport) {
		g, err = &kg.Graph{}, nil
	}
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]*kg.Graph{"": {Reports: last}}
	for _, line := range lines {
		var word string
		var seed uint64
		if _, err := fmt.Sscan(line, &word, &seed); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		version := storetest.Graph(name, seed, killSize)
		if word == "done" {
			clear(allowed)
		}
		allowed[version.Reports[0].Hash] = version
	}
	if want := allowed[hashOf(g)]; want != nil {
		storetest.Same(t, want, g)
		return g.Reports
	}
	if allowed[""] == nil || hashOf(g) != hashOf(allowed[""]) {
		t.Fatalf("the store holds a version that is neither the old nor the new one; the process said %q", lines)
	}
	return g.Reports
}

func hashOf(g *kg.Graph) string {
	if len(g.Reports) == 0 {
		return ""
	}
	return g.Reports[0].Hash
}

// killAfter runs the process for a while and returns the lines it printed.
func killAfter(t *testing.T, path string, delay time.Duration) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killed+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(delay, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	var lines []string
	in := bufio.NewReader(out)
	for {
		line, err := in.ReadString('\n')
		if err == io.EOF {
			break
		}
		if err != nil || strings.HasPrefix(line, "error") {
			t.Fatal(line, err)
		}
		lines = append(lines, line)
	}
	_ = cmd.Wait() // killed
	return lines
}
