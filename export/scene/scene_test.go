package scene_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
	"policygraph/graph/kg"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// dump lists what a scene shows, one cell a line.
func dump(s *scene.Scene) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q\ndescription %q\ndate %q\n", s.Title, s.Description, s.Date)
	for _, l := range s.Types {
		fmt.Fprintf(&b, "type %+v\n", l)
	}
	for _, l := range s.Predicates {
		fmt.Fprintf(&b, "predicate %+v\n", l)
	}
	cells := func(fields []scene.Field, values []scene.Value) {
		for i, f := range fields {
			if v := values[i]; v.Set && f.Kind == scene.String {
				fmt.Fprintf(&b, "  %s: %q\n", f.Name, v.Text)
			} else if v.Set {
				fmt.Fprintf(&b, "  %s: %v\n", f.Name, v.Number)
			}
		}
	}
	for _, n := range s.Nodes {
		fmt.Fprintf(&b, "node %s %q %s size %v at %v,%v %v\n", n.ID, n.Label, n.Color, n.Size, n.X, n.Y, n.Dates)
		cells(s.NodeFields, n.Attrs)
	}
	for _, e := range s.Edges {
		fmt.Fprintf(&b, "edge %s %q %s weight %v\n", e.ID, e.Label, e.Color, e.Weight)
		cells(s.EdgeFields, e.Attrs)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, with := range map[string]scene.With{"default.txt": {}, "all.txt": {Passages: true, Sources: true}, "sources.txt": {Sources: true}} {
		t.Run(name, func(t *testing.T) {
			got, file := dump(scenetest.Small(t, data.FS, with)), filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestBuildChangesNothing(t *testing.T) {
	g := scenetest.Graph()
	if _, err := scene.Build(g, scenetest.Ontology(t, data.FS), scene.Input{With: scene.With{Passages: true, Sources: true}}); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(g, scenetest.Graph()) {
		t.Error("Build changed the graph")
	}
}

func TestBuildErrors(t *testing.T) {
	column := func(name string) scene.Input { return scene.Input{Columns: []scene.Column{{Name: name}}} }
	for _, c := range []struct {
		name string
		in   scene.Input
		mend func(*kg.Graph)
		want string
	}{
		{"no such size", scene.Input{SizeBy: "degree"}, nil, `no numeric column "degree"`},
		{"size by words", scene.Input{SizeBy: "type"}, nil, `no numeric column "type"`},
		{"column taken", column("type"), nil, `column name "type" is taken`},
		{"column reserved", column("Weight"), nil, `column name "Weight" is taken`},
		{"column empty", column(""), nil, "is taken or malformed"},
		{"column twice", scene.Input{Columns: []scene.Column{{Name: "a"}, {Name: "A"}}}, nil, `column name "A" is taken`},
		{"some positions", scene.Input{Positions: map[kg.ID][2]float64{"country:norland": {1, 2}}}, nil, "no position, though others have one"},
		{"no end", scene.Input{}, func(g *kg.Graph) { g.Relations[0].Object = "country:none" }, "an end or the predicate is not declared"},
		{"no predicate", scene.Input{}, func(g *kg.Graph) { g.Relations[0].Predicate = "likes" }, "an end or the predicate is not declared"},
		{"no type", scene.Input{}, func(g *kg.Graph) { g.Entities[0].Type = "robot" }, `unknown type "robot"`},
		{"control character", scene.Input{}, func(g *kg.Graph) { g.Entities[9].ID += "\x01" }, "malformed"},
		{"same id", scene.Input{}, func(g *kg.Graph) { g.Entities[9].ID = g.Entities[8].ID }, "stands twice"},
	} {
		g := scenetest.Graph()
		if c.mend != nil {
			c.mend(g)
		}
		if _, err := scene.Build(g, scenetest.Ontology(t, data.FS), c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func build(t *testing.T, g *kg.Graph, in scene.Input) *scene.Scene {
	t.Helper()
	s, err := scene.Build(g, scenetest.Ontology(t, data.FS), in)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func cells(fields []scene.Field, values []scene.Value) map[string]scene.Value {
	out := map[string]scene.Value{}
	for i, f := range fields {
		out[f.Name] = values[i]
	}
	return out
}

func nodeCells(t *testing.T, s *scene.Scene, id string) map[string]scene.Value {
	t.Helper()
	for _, n := range s.Nodes {
		if n.ID == id {
			return cells(s.NodeFields, n.Attrs)
		}
	}
	t.Fatalf("no node %s", id)
	return nil
}

// TestFolding states one relation ten thousand times, as separate relations with evidence of their own.
func TestFolding(t *testing.T) {
	const times = 10_000
	g := scenetest.Graph()
	r := g.Relations[0]
	var text strings.Builder
	for range times {
		text.WriteString("so ")
	}
	p := g.Passages[0]
	p.ID, p.Text = kg.PartID(kg.KindPassage, p.Report, 900), text.String()
	g.Passages = append(g.Passages, p)
	for i := range times {
		r.Evidence = []kg.Evidence{{Passage: p.ID, Span: kg.Span{Start: 3 * i, End: 3*i + 2}, Rule: "test", Confidence: 0.5, Status: kg.Asserted}}
		g.Relations = append(g.Relations, r)
	}
	s := build(t, g, scene.Input{})
	plain := build(t, scenetest.Graph(), scene.Input{})
	if len(s.Edges) != len(plain.Edges) {
		t.Fatalf("%d edges, want %d", len(s.Edges), len(plain.Edges))
	}
	for i, e := range s.Edges {
		if e.ID != plain.Edges[i].ID {
			t.Errorf("edge %s, want %s", e.ID, plain.Edges[i].ID)
		}
		if n := cells(s.EdgeFields, e.Attrs)["evidence_count"].Number; e.ID == string(r.Subject)+"|"+r.Predicate+"|"+string(r.Object) && (n != times+1 || e.Weight != times+1) {
			t.Errorf("%s: %v pieces of evidence, weight %v", e.ID, n, e.Weight)
		}
	}
}

func TestMeasures(t *testing.T) {
	nan := map[kg.ID]float64{"country:norland": math.NaN(), "country:suderia": math.Inf(1), "person:ada-quill": -2, "place:quiet-sea": 8}
	s := build(t, scenetest.Graph(), scene.Input{
		SizeBy:  "score",
		Columns: []scene.Column{{Name: "recommendations", Values: map[kg.ID]float64{"country:norland": 7}}, {Name: "score", Title: "Score", Values: nan}},
	})
	for id, want := range map[string]float64{"country:norland": 6, "country:suderia": 6, "person:ada-quill": 6, "place:quiet-sea": 40} {
		for _, n := range s.Nodes {
			if n.ID == id && n.Size != want {
				t.Errorf("%s: size %v, want %v", id, n.Size, want)
			}
		}
	}
	norland := nodeCells(t, s, "country:norland")
	if norland["score"].Set || norland["recommendations"].Number != 7 {
		t.Errorf("norland: %+v", norland)
	}
	if last := s.NodeFields[len(s.NodeFields)-1]; last != (scene.Field{Name: "score", Title: "Score", Kind: scene.Double}) {
		t.Errorf("last column %+v", last)
	}
}

// TestReports merges two reports: what both name is one node, and what both say one edge, with the evidence, pages, dates and
// counts of both.
func TestReports(t *testing.T) {
	here := kg.Evidence{Passage: "passage:other/00001", Rule: "test", Confidence: 1, Status: kg.Asserted}
	at := func(start, end int) []kg.Evidence {
		e := here
		e.Span = kg.Span{Start: start, End: end}
		return []kg.Evidence{e}
	}
	other := &kg.Graph{
		Reports: []kg.Report{{ID: "report:other", Title: "Other", Date: "2032"}},
		Passages: []kg.Passage{{ID: "passage:other/00001", Report: "report:other", Section: "report:other", Kind: "paragraph",
			Text: "Norland and its Ministry of Tides", Positions: []kg.Position{{Line: 4, Page: 2}}}},
		Entities: []kg.Entity{
			{ID: "country:norland", Type: "country", Name: "Norland", Mentions: at(0, 7)},
			{ID: "agency:ministry-of-tides-norland", Type: "agency", Name: "Ministry of Tides", Mentions: at(16, 33)},
		},
		Relations: []kg.Relation{{Subject: "agency:ministry-of-tides-norland", Predicate: "part_of", Object: "country:norland", Evidence: at(0, 33)}},
	}
	s := build(t, kg.Merge(scenetest.Graph(), other), scene.Input{})
	want := map[string]string{"pages": "harbour-light: 1, 4, 7; other: 2", "lines": "harbour-light: 20, 60, 100; other: 4", "report_counts": "harbour-light: 3; other: 1"}
	got := nodeCells(t, s, "country:norland")
	for name, text := range want {
		if got[name].Text != text {
			t.Errorf("%s: %q, want %q", name, got[name].Text, text)
		}
	}
	ministry, report := nodeCells(t, s, "agency:ministry-of-tides-norland"), nodeCells(t, s, "report:other")
	if got["reports"].Number != 2 || ministry["reports"].Number != 2 || ministry["mentions"].Number != 5 || ministry["report_counts"].Text != "harbour-light: 4; other: 1" {
		t.Errorf("reports %v; the ministry: %+v", got["reports"], ministry)
	}
	if report["reports"].Number != 1 || report["report_counts"].Text != "other" {
		t.Errorf("the report itself: %+v", report)
	}
	edges := 0
	for _, e := range s.Edges {
		if e.Source != "agency:ministry-of-tides-norland" || e.Target != "country:norland" || e.Predicate != "part_of" {
			continue
		}
		edges++
		c := cells(s.EdgeFields, e.Attrs)
		if c["reports"].Number != 2 || c["evidence_count"].Number != 2 || c["report_counts"].Text != "harbour-light: 1; other: 1" || e.Weight != 2 {
			t.Errorf("the edge: %+v, weight %v", c, e.Weight)
		}
	}
	if edges != 1 {
		t.Errorf("%d edges where both reports say the same, want 1", edges)
	}
	for _, n := range s.Nodes {
		if n.ID == "country:norland" && !reflect.DeepEqual(n.Dates, []string{"2031-03-01", "2032-01-01"}) {
			t.Errorf("dates %v", n.Dates)
		}
	}
	if s.Date != "2032-01-01" || !strings.HasPrefix(s.Description, "Knowledge graph of 2 reports") {
		t.Errorf("%s, %s", s.Date, s.Description)
	}
}

// TestContract holds the columns to what the contract names, in order.
func TestContract(t *testing.T) {
	s := build(t, scenetest.Graph(), scene.Input{})
	names := func(fields []scene.Field) string {
		var out []string
		for _, f := range fields {
			out = append(out, f.Name)
		}
		return strings.Join(out, " ")
	}
	if got := names(s.NodeFields); got != "type aliases text section objective modality pages lines mentions recommendations reports report_counts date url" {
		t.Error(got)
	}
	if got := names(s.EdgeFields); got != "predicate evidence evidence_count pages lines sections reports report_counts confidence status" {
		t.Error(got)
	}
	for _, e := range s.Edges {
		if c := cells(s.EdgeFields, e.Attrs); c["evidence"].Text == "" || c["predicate"].Text != e.Predicate || len(e.Evidence) != int(c["evidence_count"].Number) {
			t.Errorf("edge %s: %+v", e.ID, c)
		}
	}
}

func TestHide(t *testing.T) {
	g, o := scenetest.Graph(), scenetest.Ontology(t, data.FS)
	s, err := scene.Build(g, o, scene.Input{Hide: []string{kg.KindSection, kg.KindReport}})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range s.Nodes {
		if n.Type == kg.KindSection || n.Type == kg.KindReport {
			t.Errorf("%s is shown", n.ID)
		}
	}
	for _, e := range s.Edges {
		if s.Nodes[e.From].ID != e.Source || s.Nodes[e.To].ID != e.Target {
			t.Errorf("%s: ends differ", e.ID)
		}
	}
	if len(s.Nodes) != 14 || len(s.Edges) != 20 {
		t.Errorf("%d nodes, %d edges", len(s.Nodes), len(s.Edges))
	}
}
