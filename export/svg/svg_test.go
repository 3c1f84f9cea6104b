package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
	"policygraph/export/svg"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// small is the small scene with its nodes on a grid.
func small(t *testing.T) *scene.Scene {
	s := scenetest.Small(t, data.FS, scene.With{})
	for i := range s.Nodes {
		n := &s.Nodes[i]
		n.X, n.Y, n.HasPosition = float64(i%5)*80, float64(i/5)*50, true
	}
	return s
}

func TestGolden(t *testing.T) {
	var b bytes.Buffer
	s := small(t)
	got, err := svg.Write(&b, s)
	if err != nil || got.Nodes != len(s.Nodes) || got.Edges != len(s.Edges) {
		t.Fatalf("%+v, %v", got, err)
	}
	path := filepath.Join("testdata", "small.svg")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Error(d)
	}
}

// group is a part of a picture.
type group struct {
	Class string   `xml:"class,attr"`
	ID    string   `xml:"data-id,attr"`
	Title string   `xml:"title"`
	Texts []string `xml:"text"`
	Paths []struct {
		D     string `xml:"d,attr"`
		Color string `xml:"stroke,attr"`
		Dash  string `xml:"stroke-dasharray,attr"`
	} `xml:"path"`
}

// TestReadBack holds that a reader of XML finds each node and edge with its label and its quotes.
func TestReadBack(t *testing.T) {
	s := small(t)
	s.Nodes[0].Label = "Tides <&> \"Winds\"\x01"
	var b bytes.Buffer
	written, err := svg.Write(&b, s)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		Box     string   `xml:"viewBox,attr"`
		Title   string   `xml:"title"`
		Groups  []group  `xml:"g"`
	}
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	found := map[string]group{}
	for _, g := range doc.Groups {
		found[g.Class+" "+g.ID] = g
	}
	if !strings.HasPrefix(doc.Box, "0 0 ") || doc.Title != s.Title {
		t.Errorf("box %s, title %s", doc.Box, doc.Title)
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		g := found["node "+n.ID]
		label, words := scenetest.XMLText(n.Label), strings.Join(g.Texts, " ")
		if !strings.HasPrefix(g.Title, label) || words != label && !strings.HasSuffix(words, "…") || len(g.Paths) == 0 {
			t.Errorf("%s: %+v", n.ID, g)
		}
	}
	for i := range s.Edges {
		e := &s.Edges[i]
		g := found["edge "+e.ID]
		if !strings.Contains(g.Title, "“") || len(g.Paths) == 0 || g.Paths[0].Color != e.Color || (g.Paths[0].Dash != "") != (e.Predicate == "opposes" || line(s, e.Predicate) == "dotted" || line(s, e.Predicate) == "dashed") {
			t.Errorf("%s: %+v", e.ID, g)
		}
	}
	if !strings.Contains(b.String(), `Tides &lt;&amp;&gt; "Winds"`) || len(written.Losses) == 0 || written.Losses[len(written.Losses)-1].What != scene.LostControl {
		t.Errorf("losses %+v", written.Losses)
	}
}

// line returns how a predicate is drawn.
func line(s *scene.Scene, predicate string) string {
	for _, p := range s.Predicates {
		if p.Name == predicate {
			return p.Line
		}
	}
	return ""
}

func TestErrors(t *testing.T) {
	s := small(t)
	if _, err := svg.Write(closed{}, s); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
	for i := range s.Nodes {
		s.Nodes[i].HasPosition = false
	}
	if _, err := svg.Write(io.Discard, s); err == nil || !strings.Contains(err.Error(), "no places") {
		t.Errorf("error %v", err)
	}
}

// closed takes nothing.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
