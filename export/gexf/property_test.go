package gexf_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"policygraph/export/gexf"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// document is a GEXF file as an independent decoder sees it.
type document struct {
	Graph struct {
		Mode    string    `xml:"mode,attr"`
		Default string    `xml:"defaultedgetype,attr"`
		Nodes   []element `xml:"nodes>node"`
		Edges   []element `xml:"edges>edge"`
	} `xml:"graph"`
}

type element struct {
	ID        string `xml:"id,attr"`
	Label     string `xml:"label,attr"`
	Source    string `xml:"source,attr"`
	Target    string `xml:"target,attr"`
	Kind      string `xml:"kind,attr"`
	Timestamp string `xml:"timestamp,attr"`
	Spells    []struct {
		Timestamp string `xml:"timestamp,attr"`
	} `xml:"spells>spell"`
	Values []struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	} `xml:"attvalues>attvalue"`
	Color struct {
		R uint8 `xml:"r,attr"`
		G uint8 `xml:"g,attr"`
		B uint8 `xml:"b,attr"`
	} `xml:"http://gexf.net/1.3/viz color"`
}

func (e element) dates() []string {
	if e.Timestamp != "" {
		return []string{e.Timestamp}
	}
	var out []string
	for _, s := range e.Spells {
		out = append(out, s.Timestamp)
	}
	return out
}

// TestSharedReadBack puts the format to the test of all formats; [TestReadBack] adds what only this one has.
func TestSharedReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 1, Text: scenetest.XMLText, Lacks: []string{"color", "size", "x", "y", "weight"}, // elements and attributes of their own
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) {
			return gexf.Write(w[0], s, gexf.Options{Portable: true})
		},
		Read: func(parts [][]byte, _ *scene.Scene) (f scenetest.Facts, err error) {
			var d document
			if err := xml.Unmarshal(parts[0], &d); err != nil {
				return f, err
			}
			for _, e := range d.Graph.Nodes {
				f.Nodes = append(f.Nodes, e.row())
			}
			for _, e := range d.Graph.Edges {
				f.Edges = append(f.Edges, e.row())
			}
			return f, nil
		},
	})
}

// row returns what the shared test compares.
func (e element) row() scenetest.Row {
	row := scenetest.Row{"id": e.ID, "label": e.Label, "source": e.Source, "target": e.Target, "predicate": e.Kind}
	for _, v := range e.Values {
		row[v.For] = v.Value
	}
	return row
}

func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Scene().Draw(t, "scene")
		portable := rapid.Bool().Draw(t, "portable")
		var b bytes.Buffer
		if _, err := gexf.Write(&b, s, gexf.Options{Portable: portable}); err != nil {
			t.Fatal(err)
		}
		var d document
		if err := xml.Unmarshal(b.Bytes(), &d); err != nil {
			t.Fatalf("%v in\n%s", err, b.Bytes())
		}
		if len(d.Graph.Nodes) != len(s.Nodes) || len(d.Graph.Edges) != len(s.Edges) || d.Graph.Default != "directed" {
			t.Fatalf("%d nodes, %d edges, %s", len(d.Graph.Nodes), len(d.Graph.Edges), d.Graph.Default)
		}
		cell := scenetest.Guarded
		if portable {
			cell = scenetest.XMLText
		}
		for i, n := range s.Nodes {
			got := d.Graph.Nodes[i]
			if got.ID != n.ID || got.Label != scenetest.XMLText(n.Label) {
				t.Errorf("node %s: %+v", n.ID, got)
			}
			if d.Graph.Mode == "dynamic" && !slices.Equal(got.dates(), n.Dates) || d.Graph.Mode == "static" && got.dates() != nil {
				t.Errorf("node %s: dates %v in a %s graph", n.ID, got.dates(), d.Graph.Mode)
			}
			compare(t, s.NodeFields, n.Attrs, got, cell)
		}
		for i, e := range s.Edges {
			got := d.Graph.Edges[i]
			if got.ID != e.ID || got.Source != e.Source || got.Target != e.Target || got.Kind != e.Predicate || got.Label != scenetest.XMLText(e.Label) {
				t.Errorf("edge %s: %+v", e.ID, got)
			}
			compare(t, s.EdgeFields, e.Attrs, got, cell)
		}
	})
}

func compare(t *rapid.T, fields []scene.Field, cells []scene.Value, e element, text func(string) string) {
	data := map[string]string{}
	for _, v := range e.Values {
		data[v.For] = v.Value
	}
	for i, f := range fields {
		got, ok := data[f.Name]
		if ok != cells[i].Set || f.Kind == scene.String && got != text(cells[i].Text) {
			t.Errorf("%s: %s is %q for %+v", e.ID, f.Name, got, cells[i])
		}
	}
}

func TestColor(t *testing.T) {
	s := scenetest.Large(3, 0, 1)
	s.Nodes[0].Color, s.Nodes[1].Color, s.Nodes[2].Color = "#00fF0a", "#FFFFFF", "#123456"
	var b bytes.Buffer
	if _, err := gexf.Write(&b, s, gexf.Options{}); err != nil {
		t.Fatal(err)
	}
	var d document
	if err := xml.Unmarshal(b.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][3]uint8{{0, 255, 10}, {255, 255, 255}, {0x12, 0x34, 0x56}} {
		if c := d.Graph.Nodes[i].Color; [3]uint8{c.R, c.G, c.B} != want {
			t.Errorf("%s: %v", s.Nodes[i].Color, c)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(100_000, 500_000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gexf.Write(io.Discard, s, gexf.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
