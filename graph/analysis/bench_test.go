//go:build linux

package analysis

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"policygraph/graph/kg"
	"policygraph/graph/view"
)

// serve names an edge list on which TestServe computes measures for a benchmark such as .ci/bench.
var serve = flag.String("serve", "", "file of edges \"from to weight\" on which to compute the measures that standard input asks for")

// request asks for a measure; "build" is the graph itself, "bandwidth" how PageRank uses the memory's.
type request struct {
	Measure string `json:"measure"`
	Exact   bool   `json:"exact"`   // however large the graph is
	Workers int    `json:"workers"` // 0 for one per processor
	Times   int    `json:"times"`   // how often to compute it, for the time of one; 0 for once
	Dump    string `json:"dump"`    // file to write the values to, one a line
}

// answer says what it took.
type answer struct {
	Known   bool    `json:"known"`
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu"`
	Peak    int64   `json:"peak"` // bytes of memory that the process held at most, so far
	Note    string  `json:"note"`
}

// TestServe answers the requests on standard input, one a line, with lines that begin with "@".
func TestServe(t *testing.T) {
	if *serve == "" {
		t.Skip("no -serve FILE")
	}
	b := &bench{t: t}
	b.read(*serve)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var q request
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(b.answer(q))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("@%s\n", text)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// bench is the graph that measures run on.
type bench struct {
	t        *testing.T
	directed *view.Graph
	built    answer
}

// read reads the edges and makes the graph, whose time it keeps.
func (b *bench) read(file string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	edges := make([]view.Edge, 0, bytes.Count(raw, []byte("\n")))
	nodes := int32(0)
	for line := range bytes.Lines(raw) {
		var numbers [3]int32
		for i, field := range bytes.Fields(line) {
			x, err := strconv.ParseInt(string(field), 10, 32)
			if err != nil || i > 2 {
				b.t.Fatalf("%s: line %q: %v", file, line, err)
			}
			numbers[i] = int32(x)
		}
		edges = append(edges, view.Edge{From: numbers[0], To: numbers[1], Weight: float64(numbers[2])})
		nodes = max(nodes, numbers[0]+1, numbers[1]+1)
	}
	raw = nil
	ids := make([]kg.ID, nodes)
	for i := range ids {
		ids[i] = kg.ID(fmt.Sprintf("n:%07d", i))
	}
	runtime.GC()
	b.built = clock(func() {
		if b.directed, err = view.New(ids, edges); err != nil {
			b.t.Fatal(err)
		}
		b.directed.Undirected()
	})
}

// answer computes what is asked for.
func (b *bench) answer(q request) answer {
	switch q.Measure {
	case "build":
		return b.built
	case "bandwidth":
		return b.bandwidth()
	}
	all := Measures()
	at := slices.IndexFunc(all, func(m Measure) bool { return m.Name == q.Measure })
	if at < 0 {
		return answer{}
	}
	opt := Options{Seed: 1, Workers: q.Workers}
	if q.Exact {
		opt.Betweenness.ExactUpTo, opt.Closeness.ExactUpTo = math.MaxInt, math.MaxInt
	}
	inputs := make([]*input, max(1, q.Times)) // each keeps what it has computed
	for i := range inputs {
		inputs[i] = newInput(&kg.Graph{}, vocabulary(b.t), b.directed, opt)
	}
	runtime.GC()
	var values []float64
	a := clock(func() {
		for _, n := range inputs {
			values = all[at].compute(n)
		}
	})
	a.Seconds, a.CPU = a.Seconds/float64(len(inputs)), a.CPU/float64(len(inputs))
	a.Note = inputs[0].notes[q.Measure]
	if q.Dump != "" {
		var text strings.Builder
		for _, x := range values {
			fmt.Fprintln(&text, x)
		}
		if err := os.WriteFile(q.Dump, []byte(text.String()), 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
	return a
}

// bandwidth compares what a term of PageRank's series takes with what copying the bytes that it touches would.
func (b *bench) bandwidth() answer {
	workers, terms := runtime.GOMAXPROCS(0), 0
	out, start := transition(b.directed, workers)
	s := newRankSeries(&b.directed.In, out, start)
	a := clock(func() {
		view.Rounds(workers, s.parts(), s.part, func() bool {
			terms++
			return !s.close()
		})
	})
	// Of each arc its head, its weight and what it passes on are read; of each node an offset, two terms, the sum and what it
	// passes on are read or written.
	touched := float64(b.directed.Arcs()*(4+8+8) + b.directed.Len()*(4+8+2*8+8+8+8))
	const size = 1 << 27
	from, to := bytes.Repeat([]byte{1}, size), make([]byte, size) // memory never written may be one page for all
	part := func(p int) { copy(to[p*size/rankParts:(p+1)*size/rankParts], from[p*size/rankParts:]) }
	view.Rounds(workers, rankParts, part, func() bool { return false }) // pages come into being
	best := math.Inf(1)
	for range 5 {
		best = min(best, clock(func() { view.Rounds(workers, rankParts, part, func() bool { return false }) }).Seconds)
	}
	term, rate := a.Seconds/float64(terms), 2*size/best
	a.Note = fmt.Sprintf("%d terms of %.3g ms; %.0f MB touched in each, %.1f GB/s; a copy reads and writes %.1f GB/s: %.0f %% of it",
		terms, term*1e3, touched/1e6, touched/term/1e9, rate/1e9, 100*touched/term/rate)
	return a
}

// clock runs f and says what it took.
func clock(f func()) answer {
	var before, after syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
	start := time.Now()
	f()
	a := answer{Known: true, Seconds: time.Since(start).Seconds()}
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	user := func(r *syscall.Rusage) float64 { return float64(r.Utime.Sec) + float64(r.Utime.Usec)/1e6 }
	a.CPU, a.Peak = user(&after)-user(&before), peak()
	return a
}

// peak returns the most memory in bytes that the process has had, 0 where Linux does not say. Getrusage would count what the
// parent had, too.
func peak() (bytes int64) {
	raw, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	_, _ = fmt.Sscan(rest, &bytes)
	return bytes * 1024
}
