package analysis

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"policygraph/graph/view"
)

// agreement is what igraph and NetworkX say of a graph; .ci/agreement computes it.
type agreement struct {
	Betweenness, PageRank                          []float64
	Hub, Authority, Eigenvector, Katz              []float64
	Coreness, Clustering, Constraint, Articulation []float64
	Component                                      []float64
	StrongComponent                                []float64 `json:"strong_component"`
	Bridges                                        [][2]int
	ModularityOfThirds                             float64 `json:"modularity_of_thirds"`
	LouvainModularity                              float64 `json:"louvain_modularity"`
	Roles                                          map[string][]int
}

// reference reads a graph: the number of its nodes, and a line with ends and weight for each arc.
func reference(t testing.TB, name string) *view.Graph {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name+".edges"))
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(raw), "\n")
	n, err := strconv.Atoi(head)
	if err != nil {
		t.Fatal(err)
	}
	c := oracleCase{name: name, n: n}
	for line := range strings.Lines(rest) {
		var e view.Edge
		if _, err := fmt.Sscan(line, &e.From, &e.To, &e.Weight); err != nil {
			t.Fatalf("%s: %q: %v", name, line, err)
		}
		c.edges = append(c.edges, e)
	}
	return c.graph(t)
}

func references(t testing.TB) map[string]agreement {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "agreement.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]agreement
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	if len(out) != 5 {
		t.Fatalf("%d graphs", len(out))
	}
	return out
}

func TestAgreesWithIgraphAndNetworkX(t *testing.T) {
	for name, want := range references(t) {
		t.Run(name, func(t *testing.T) {
			v := reference(t, name)
			u := v.Undirected()
			n := &input{directed: v, undirected: u, seed: 1, workers: 2}
			s := hits(v, 2)
			for _, c := range []struct {
				what      string
				got, want []float64
			}{
				{"betweenness", betweenness(&u.Rows, 2), want.Betweenness},
				{"pagerank", pageRank(v, 2), want.PageRank},
				{"hub", s.hub, want.Hub},
				{"authority", s.authority, want.Authority},
				{"eigenvector", eigenvector(&u.Rows, 2), want.Eigenvector},
				{"katz", katz(v, s.norm, 2), want.Katz},
				{"coreness", corenessOf(n), want.Coreness},
				{"clustering", clustering(v, &u.Rows, 2), want.Clustering},
				{"constraint", constraint(v, &u.Rows, 2), want.Constraint},
				{"articulation", articulationOf(n), want.Articulation},
				{"component", byAppearance(components(&u.Rows, nil)), want.Component},
				{"strong component", byAppearance(strongComponents(&v.Out)), want.StrongComponent},
			} {
				agree(t, c.what, c.got, c.want)
			}
			if got, want := order(pageRank(v, 2)), order(want.PageRank); !slices.Equal(got, want) {
				t.Errorf("pagerank: order %v, want %v", got, want)
			}
			if got := Bridges(u); !slices.Equal(got, want.Bridges) {
				t.Errorf("bridges %v, want %v", got, want.Bridges)
			}
			agreeOnGroups(t, v, u, want)
		})
	}
}

// agreeOnGroups compares what depends on a division of the nodes: by three, with every seventh node in no group.
func agreeOnGroups(t *testing.T, v *view.Graph, u *view.Undirected, want agreement) {
	t.Helper()
	thirds, gaps := make([]int, v.Len()), make([]int, v.Len())
	for i := range thirds {
		thirds[i], gaps[i] = i%3, i%3
		if i%7 == 6 {
			gaps[i] = -1
		}
	}
	if q := Modularity(u, thirds); !near(q, want.ModularityOfThirds) {
		t.Errorf("modularity %v, want %v", q, want.ModularityOfThirds)
	}
	if q := modularity(&u.Rows, louvain(&u.Rows, 1)); q < want.LouvainModularity-5e-3 {
		t.Errorf("louvain: modularity %v, igraph's has %v", q, want.LouvainModularity)
	}
	for i, r := range Brokerage(v, gaps, 2) {
		w := Roles{want.Roles["coordinator"][i], want.Roles["gatekeeper"][i], want.Roles["representative"][i], want.Roles["consultant"][i], want.Roles["liaison"][i]}
		if r != w {
			t.Errorf("node %d: roles %+v, want %+v", i, r, w)
		}
	}
}

func agree(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i := range got {
		if !near(got[i], want[i]) {
			t.Errorf("%s of node %d: %v, want %v", what, i, got[i], want[i])
		}
	}
}

// byAppearance numbers labels 0, 1, … in the order of first appearance.
func byAppearance(labels []uint32) []float64 {
	out := make([]float64, len(labels))
	for i, l := range compact(labels) {
		out[i] = float64(l)
	}
	return out
}

// order returns the nodes from the largest value down, without regard to differences that are rounding errors.
func order(xs []float64) []int {
	out := make([]int, len(xs))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int {
		switch {
		case math.Abs(xs[a]-xs[b]) < 1e-11:
			return a - b
		case xs[a] > xs[b]:
			return -1
		}
		return 1
	})
	return out
}
