package graphml_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"testing"

	"pgregory.net/rapid"

	"policygraph/export/graphml"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// document is a GraphML file as an independent decoder sees it.
type document struct {
	Keys []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
	} `xml:"key"`
	Graph struct {
		Default string    `xml:"edgedefault,attr"`
		Nodes   []element `xml:"node"`
		Edges   []element `xml:"edge"`
	} `xml:"graph"`
}

type element struct {
	ID     string `xml:"id,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Label  string `xml:"label,attr"`
	Data   []struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	} `xml:"data"`
}

// data returns the cells by attr.name, as score.py and NetworkX do.
func (d *document) data(t *rapid.T, of string, e element) map[string]string {
	out := map[string]string{}
	for _, c := range e.Data {
		found := false
		for _, k := range d.Keys {
			if k.ID == c.Key && k.For == of {
				out[k.Name], found = c.Value, true
			}
		}
		if !found {
			t.Fatalf("%s: key %s is not declared for %s", e.ID, c.Key, of)
		}
	}
	return out
}

func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Scene().Draw(t, "scene")
		portable := rapid.Bool().Draw(t, "portable")
		var b bytes.Buffer
		if _, err := graphml.Write(&b, s, graphml.Options{Portable: portable}); err != nil {
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
			data := d.data(t, "node", got)
			if got.ID != n.ID || data["label"] != scenetest.XMLText(n.Label) || data["color"] != n.Color {
				t.Errorf("node %s: %+v", n.ID, got)
			}
			compare(t, n.ID, s.NodeFields, n.Attrs, texts{data, cell})
		}
		for i, e := range s.Edges {
			got := d.Graph.Edges[i]
			data := d.data(t, "edge", got)
			if got.ID != e.ID || got.Source != e.Source || got.Target != e.Target || got.Label != e.Predicate || data["label"] != scenetest.XMLText(e.Label) {
				t.Errorf("edge %s: %+v", e.ID, got)
			}
			compare(t, e.ID, s.EdgeFields, e.Attrs, texts{data, cell})
		}
	})
}

// texts are the cells of an element as read, and how a string must have been written.
type texts struct {
	data map[string]string
	text func(string) string
}

func compare(t *rapid.T, id string, fields []scene.Field, cells []scene.Value, read texts) {
	for i, f := range fields {
		got, ok := read.data[f.Name]
		if ok != cells[i].Set || f.Kind == scene.String && got != read.text(cells[i].Text) {
			t.Errorf("%s: %s is %q for %+v", id, f.Name, got, cells[i])
		}
	}
}

// TestKeys holds the keys to what Gephi matches by name and what it must not see.
func TestKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		if _, err := graphml.Write(&b, scenetest.Scene().Draw(t, "scene"), graphml.Options{}); err != nil {
			t.Fatal(err)
		}
		var d document
		if err := xml.Unmarshal(b.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, k := range d.Keys {
			prefix := map[string]string{"node": "n_", "edge": "e_"}[k.For]
			if prefix == "" || k.ID != prefix+k.Name || seen[k.ID] {
				t.Errorf("key %+v", k)
			}
			seen[k.ID] = true
		}
		for _, want := range []string{"n_label", "n_size", "n_color", "e_label", "e_weight"} {
			if !seen[want] {
				t.Errorf("no key %s", want)
			}
		}
	})
}

// TestNoAllocation holds that writing allocates for the file, not for its elements.
func TestNoAllocation(t *testing.T) {
	s := scenetest.Large(1000, 3000, 1)
	if got := testing.AllocsPerRun(5, func() { discard(t, s) }); got > 120 {
		t.Errorf("%v allocations for 4000 elements", got)
	}
}

func discard(tb testing.TB, s *scene.Scene) {
	if _, err := graphml.Write(io.Discard, s, graphml.Options{}); err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(100_000, 500_000, 1)
	var size bytes.Buffer
	if _, err := graphml.Write(&size, s, graphml.Options{}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size.Len()))
	b.ReportAllocs()
	for b.Loop() {
		discard(b, s)
	}
}
