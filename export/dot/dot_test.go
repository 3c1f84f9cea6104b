package dot_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"policygraph/data"
	"policygraph/export/dot"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name string
		with scene.With
		opt  dot.Options
		want scene.Written
	}{
		{"default.gephi.dot", scene.With{}, dot.Options{}, scene.Written{Nodes: 18, Edges: 25, Losses: []scene.Loss{
			{What: scene.LostBreaks, Count: 1, Example: `"calls it,\nhas long disputed the Quiet Sea ¶ together with Su"…`},
			{What: scene.LostParallel, Count: 2, Example: "agency:ministry-of-tides-norland → country:suderia"},
			{What: scene.LostColumns, Count: 4, Example: "size of nodes"},
		}}},
		{"default.graphviz.dot", scene.With{}, dot.Options{Profile: dot.Graphviz}, scene.Written{Nodes: 18, Edges: 25, Losses: []scene.Loss{
			{What: scene.LostBreaks, Count: 1, Example: `"opposes: calls it,\nhas long disputed the Quiet Sea ¶ works w"…`},
			{What: scene.LostParallel, Count: 2, Example: "agency:ministry-of-tides-norland → country:suderia"},
		}}},
		{"all.graphviz.dot", scene.With{Passages: true, Sources: true}, dot.Options{Profile: dot.Graphviz}, scene.Written{Nodes: 29, Edges: 60, Losses: []scene.Loss{
			{What: scene.LostBreaks, Count: 2, Example: `"…y of Tides calls it,\nhas long disputed the Quiet Sea."`},
			{What: scene.LostParallel, Count: 2, Example: "agency:ministry-of-tides-norland → country:suderia"},
		}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			got, err := dot.Write(&b, scenetest.Small(t, data.FS, c.with), c.opt)
			if d := cmp.Diff(c.want, got); err != nil || d != "" {
				t.Errorf("%v, %s", err, d)
			}
			file := filepath.Join("testdata", c.name)
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), b.String()); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestUnknownProfile(t *testing.T) {
	_, err := dot.Write(&bytes.Buffer{}, &scene.Scene{}, dot.Options{Profile: "svg"})
	if err == nil || err.Error() != `dot: unknown profile "svg"; known are gephi and graphviz` {
		t.Error(err)
	}
}

// shown is how a text reads in a DOT file: control characters are blanks.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || 0x7f <= r && r < 0xa0 || r == '\u2028' || r == '\u2029':
			return ' '
		case r == 0xFFFE || r == 0xFFFF:
			return 0xFFFD
		}
		return r
	}, string([]rune(s)))
}

func TestGephiReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Scene().Draw(t, "scene")
		var b bytes.Buffer
		res, err := dot.Write(&b, s, dot.Options{})
		if err != nil {
			t.Fatal(err)
		}
		nodes, edges := readAsGephi(t, b.String())
		if len(nodes) != len(s.Nodes) || len(edges) != res.Edges {
			t.Fatalf("%d nodes, %d edges; want %d and %d in\n%s", len(nodes), len(edges), len(s.Nodes), res.Edges, b.String())
		}
		for _, n := range s.Nodes {
			got, ok := nodes[n.ID]
			if !ok || got["label"] != shown(n.Label) || got["type"] != n.Type || got["text"] != shown(n.Attrs[1].Text) {
				t.Errorf("node %s: %v in\n%s", n.ID, got, b.String())
			}
		}
		weight := map[[2]string]bool{}
		for _, e := range s.Edges {
			weight[[2]string{e.Source, e.Target}] = true
		}
		for ends, e := range edges {
			if !weight[ends] || e["weight"] == "" {
				t.Errorf("edge %v: %v", ends, e)
			}
		}
	})
}

func TestGraphvizReadsBack(t *testing.T) {
	if _, err := exec.LookPath("gvpr"); err != nil {
		t.Skip("Graphviz is not installed")
	}
	defer func(old string) { _ = flag.Set("rapid.checks", old) }(flag.Lookup("rapid.checks").Value.String())
	_ = flag.Set("rapid.checks", "40") // each starts two programs
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Scene().Draw(t, "scene")
		for _, p := range []dot.Profile{dot.Gephi, dot.Graphviz} {
			var b, out, errs bytes.Buffer
			res, err := dot.Write(&b, s, dot.Options{Profile: p})
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("gvpr", `BEG_G{printf("%d %d", nNodes($G), nEdges($G))}`)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(b.String()), &out, &errs
			if err := cmd.Run(); err != nil || errs.Len() > 0 {
				t.Fatalf("%v: %s in\n%s", err, errs.String(), b.String())
			}
			if want := cmp.Diff([]int{res.Nodes, res.Edges}, numbers(out.String())); want != "" {
				t.Errorf("%s: %s in\n%s", p, want, b.String())
			}
		}
	})
}

// TestLaysOut draws odd content, a small scene and a large one with Graphviz.
func TestLaysOut(t *testing.T) {
	odd := scenetest.Small(t, data.FS, scene.With{Passages: true})
	for i := range odd.Nodes {
		odd.Nodes[i].Label = strings.Join(scenetest.Odd, " ")
	}
	odd.Title = strings.Join(scenetest.Odd, " ")
	for name, s := range map[string]*scene.Scene{
		"odd": odd, "small": scenetest.Small(t, data.FS, scene.With{}), "large": scenetest.Large(400, 1500, 1), "empty": {Title: "Empty"},
	} {
		for _, engine := range []string{"dot", "sfdp"} {
			t.Run(name+"/"+engine, func(t *testing.T) {
				if _, err := exec.LookPath(engine); err != nil {
					t.Skip("Graphviz is not installed")
				}
				var b, errs bytes.Buffer
				if _, err := dot.Write(&b, s, dot.Options{Profile: dot.Graphviz}); err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				cmd := exec.CommandContext(t.Context(), engine, "-Tsvg", "-o", os.DevNull)
				cmd.Stdin, cmd.Stderr = &b, &errs
				if err := cmd.Run(); err != nil || strings.Contains(errs.String(), "rror") {
					t.Errorf("%v: %s", err, errs.String())
				}
				if took := time.Since(start); took > time.Minute {
					t.Errorf("took %v", took)
				}
			})
		}
	}
}
