package scenetest

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policygraph/export/scene"
)

// Row is a node or an edge as the reader of a format finds it: by column, as string, float64 or bool, or a number or truth in
// words; empty cells are missing, nil or "".
type Row map[string]any

// Facts is what the reader of a format finds in an export. Nodes have an id and a label; edges an id, source, target, predicate,
// label and weight; both have the columns of the scene.
type Facts struct{ Nodes, Edges []Row }

// Format is a format under test.
type Format struct {
	Parts int // how many files it writes
	Write func(w []io.Writer, s *scene.Scene) (scene.Written, error)
	Read  func(parts [][]byte, s *scene.Scene) (Facts, error)
	Text  func(string) string // how a text stands in the file; nil for no change but of invalid bytes
	Seen  func(string) string // what the reader itself makes of a text; nil for no change
	Lacks []string            // of id, label, color, size, x, y, weight, and columns: what the format does not carry
	Error float64             // relative, of numbers that the reader rounds; 0 for none
	List  func(string) string // how a text of a column of lists reads back; nil for as any other
}

// ReadBack writes scenes of any content and holds that a reader finds the same facts, or that the losses say what it does not:
// random ones, an empty one, one with a label of a megabyte, one with ten thousand parallel edges. It also holds that a scene
// of harmless content loses nothing, and that the same scene gives the same bytes.
func ReadBack(t *testing.T, f Format) {
	t.Run("any", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { f.check(t, Scene().Draw(t, "scene")) })
	})
	t.Run("empty", func(t *testing.T) { f.check(t, &scene.Scene{Title: "Empty"}) })
	t.Run("long", func(t *testing.T) {
		s := Large(3, 2, 1)
		s.Nodes[1].Label = strings.Repeat("a ☂ \"b\"\n", 1<<17)
		s.Nodes[2].Label = strings.Repeat("\x00\r\n\xff", 1<<18)
		s.Edges[0].Attrs[1].Text = strings.Repeat("=\U0001F30A", 1<<18)
		f.check(t, s)
	})
	t.Run("parallel", func(t *testing.T) { f.check(t, Parallel(10_000)) })
	t.Run("harmless", func(t *testing.T) {
		if lost := f.check(t, Large(50, 200, 1)); len(lost) > 0 {
			t.Errorf("lost %v", lost)
		}
	})
}

// Parallel returns a scene of two nodes and that many edges between them.
func Parallel(edges int) *scene.Scene {
	s := Large(2, 1, 1)
	first := s.Edges[0]
	s.Edges = s.Edges[:0]
	for i := range edges {
		e := first
		e.Predicate = fmt.Sprintf("predicate_%d", i)
		e.ID = e.Source + "|" + e.Predicate + "|" + e.Target
		e.Attrs = append([]scene.Value{}, first.Attrs...)
		e.Attrs[0].Text = e.Predicate
		s.Edges = append(s.Edges, e)
	}
	return s
}

// tester is what the checks need of a test.
type tester interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

// check writes and reads one scene and returns what was lost.
func (f Format) check(t tester, s *scene.Scene) []scene.Loss {
	t.Helper()
	parts, got := f.bytes(t, s)
	again, _ := f.bytes(t, s)
	for i := range parts {
		if !bytes.Equal(parts[i], again[i]) {
			t.Errorf("part %d differs when written again", i)
		}
	}
	facts, err := f.Read(parts, s)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	if len(facts.Nodes) != len(s.Nodes) || len(facts.Edges) != len(s.Edges) || got.Nodes != len(s.Nodes) || got.Edges != len(s.Edges) {
		t.Fatalf("read %d nodes and %d edges, said %d and %d, of %d and %d",
			len(facts.Nodes), len(facts.Edges), got.Nodes, got.Edges, len(s.Nodes), len(s.Edges))
	}
	c := &comparison{tester: t, f: f}
	c.scene(s, facts)
	if c.changed && len(got.Losses) == 0 {
		t.Errorf("texts were changed, but nothing is said to be lost")
	}
	return got.Losses
}

func (f Format) bytes(t tester, s *scene.Scene) ([][]byte, scene.Written) {
	t.Helper()
	buffers, writers := make([]bytes.Buffer, f.Parts), make([]io.Writer, f.Parts)
	for i := range buffers {
		writers[i] = &buffers[i]
	}
	got, err := f.Write(writers, s)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	out := make([][]byte, f.Parts)
	for i := range buffers {
		out[i] = buffers[i].Bytes()
	}
	return out, got
}

// comparison is one of a scene with what was read.
type comparison struct {
	tester
	f       Format
	changed bool // some text reads back otherwise
}

func (c *comparison) scene(s *scene.Scene, facts Facts) {
	byID := func(rows []Row) map[any]Row {
		m := make(map[any]Row, len(rows))
		for _, r := range rows {
			m[r["id"]] = r
		}
		return m
	}
	nodes, edges := byID(facts.Nodes), byID(facts.Edges)
	for i, n := range s.Nodes {
		row := nodes[n.ID]
		if c.lacks("id") {
			row = facts.Nodes[i]
		}
		want := Row{"id": n.ID, "label": n.Label, "color": n.Color, "size": n.Size}
		if n.HasPosition {
			want["x"], want["y"] = n.X, n.Y
		}
		c.row(n.ID, want, row)
		c.cells(n.ID, s.NodeFields, n.Attrs, row)
	}
	for i, e := range s.Edges {
		row := edges[e.ID]
		if c.lacks("id") {
			row = facts.Edges[i]
		}
		c.row(e.ID, Row{"id": e.ID, "source": e.Source, "target": e.Target, "predicate": e.Predicate, "label": e.Label, "weight": e.Weight}, row)
		c.cells(e.ID, s.EdgeFields, e.Attrs, row)
	}
}

func (c *comparison) lacks(name string) bool {
	for _, l := range c.f.Lacks {
		if l == name {
			return true
		}
	}
	return false
}

func (c *comparison) row(id string, want, got Row) {
	for name, value := range want {
		if !c.lacks(name) {
			c.value(id+" "+name, value, got[name], "")
		}
	}
}

func (c *comparison) cells(id string, fields []scene.Field, cells []scene.Value, got Row) {
	for i, f := range fields {
		v := cells[i]
		var want any
		switch {
		case c.lacks(f.Name):
			continue
		case !v.Set:
		case f.Kind == scene.String:
			want = v.Text
		case f.Kind == scene.Boolean:
			want = v.Number != 0
		default:
			want = v.Number
		}
		c.value(id+" "+f.Name, want, got[f.Name], f.Join)
	}
}

// value compares one cell.
func (c *comparison) value(where string, want, got any, join string) {
	if text, ok := want.(string); ok {
		var read string
		switch {
		case join != "" && c.f.List != nil:
			read = c.f.List(text)
		case c.f.Text != nil:
			read = c.f.Text(text)
		default:
			read = string([]rune(text)) // U+FFFD for each invalid byte
		}
		c.changed = c.changed || read != text
		if want = read; c.f.Seen != nil {
			want = c.f.Seen(read)
		}
	}
	if s, ok := got.(string); ok {
		switch number := want.(type) {
		case float64:
			if v, err := strconv.ParseFloat(s, 64); err == nil {
				got = v
				if math.Abs(v-number) <= c.f.Error*math.Abs(number) {
					return
				}
			}
		case bool:
			got = s == "true"
		}
	}
	if (want == nil || want == "") && (got == nil || got == "") {
		return
	}
	if want != got {
		c.Errorf("%s is %.200q, want %.200q", where, fmt.Sprint(got), fmt.Sprint(want))
	}
}
