package graphml_test

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"policygraph/export/graphml"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// The flags of [TestSpeed].
var (
	speedFile  = flag.String("speed", "", "write a large graph to this file and print how long that took")
	speedNodes = flag.Int("nodes", 1_000_000, "how many nodes that graph has")
	speedEdges = flag.Int("edges", 5_000_000, "how many edges that graph has")
)

// TestSpeed writes a large graph for .ci/speed, which compares with other writers.
func TestSpeed(t *testing.T) {
	if *speedFile == "" {
		t.Skip("no -speed")
	}
	s := scenetest.Large(*speedNodes, *speedEdges, 1)
	runtime.GC()
	f, err := os.Create(*speedFile)
	if err != nil {
		t.Fatal(err)
	}
	before, start := cpu(t), time.Now()
	if _, err := graphml.Write(f, s, graphml.Options{Portable: true}); err != nil {
		t.Fatal(err)
	}
	took, used := time.Since(start), cpu(t)-before
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("policygraph\t%d\t%d\t%.3f\t%.3f\t%.1f\n", len(s.Nodes), len(s.Edges), used.Seconds(), took.Seconds(), float64(info.Size())/1e6)
}

// cpu returns the processor time that this process has used itself, without the kernel's, which is the same for all writers.
func cpu(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano())
}

// TestMemory holds that the memory for writing does not depend on the number of edges.
func TestMemory(t *testing.T) {
	few, many := allocated(t, scenetest.Large(1000, 1000, 1)), allocated(t, scenetest.Large(1000, 50_000, 1))
	if many > few+16<<10 || many > 256<<10 {
		t.Errorf("%d bytes for 1000 edges, %d for 50000", few, many)
	}
}

// allocated returns how many bytes writing allocates, the least of some runs since others allocate too.
func allocated(t *testing.T, s *scene.Scene) uint64 {
	t.Helper()
	least := ^uint64(0)
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := graphml.Write(bufio.NewWriter(io.Discard), s, graphml.Options{}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}
