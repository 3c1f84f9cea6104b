package graphml_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
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
func (d *document) data(of string, e element) (scenetest.Row, error) {
	out := scenetest.Row{}
	for _, c := range e.Data {
		name := ""
		for _, k := range d.Keys {
			if k.ID == c.Key && k.For == of {
				name = k.Name
			}
		}
		if name == "" {
			return nil, fmt.Errorf("%s: key %s is not declared for %s", e.ID, c.Key, of)
		}
		out[name] = c.Value
	}
	return out, nil
}

// read finds what a file holds, by attr.name.
func read(raw []byte) (f scenetest.Facts, err error) {
	var d document
	if err := xml.Unmarshal(raw, &d); err != nil {
		return f, err
	}
	if d.Graph.Default != "directed" {
		return f, fmt.Errorf("graph is %s", d.Graph.Default)
	}
	for _, e := range d.Graph.Nodes {
		row, err := d.data("node", e)
		if err != nil {
			return f, err
		}
		row["id"] = e.ID
		f.Nodes = append(f.Nodes, row)
	}
	for _, e := range d.Graph.Edges {
		row, err := d.data("edge", e)
		if err != nil {
			return f, err
		}
		if row["predicate"] != e.Label {
			return f, fmt.Errorf("edge %s: type %s of predicate %s", e.ID, e.Label, row["predicate"])
		}
		row["id"], row["source"], row["target"] = e.ID, e.Source, e.Target
		f.Edges = append(f.Edges, row)
	}
	return f, nil
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 1, Text: scenetest.XMLText,
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) {
			return graphml.Write(w[0], s, graphml.Options{Portable: true})
		},
		Read: func(parts [][]byte, _ *scene.Scene) (scenetest.Facts, error) { return read(parts[0]) },
	})
}

// TestGuard holds that no custom column holds the letters INF in the profile for Gephi, and that they are counted.
func TestGuard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Scene().Draw(t, "scene")
		var b bytes.Buffer
		got, err := graphml.Write(&b, s, graphml.Options{})
		if err != nil {
			t.Fatal(err)
		}
		f, err := read(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		want, guarded := 0, 0
		for i, n := range s.Nodes {
			for k, field := range s.NodeFields {
				if text, _ := f.Nodes[i][field.Name].(string); field.Kind == scene.String && text != scenetest.Guarded(n.Attrs[k].Text) {
					t.Errorf("node %s: %s is %q of %q", n.ID, field.Name, text, n.Attrs[k].Text)
				}
				want += strings.Count(scenetest.XMLText(n.Attrs[k].Text), "INF")
			}
		}
		for _, e := range s.Edges {
			for _, v := range e.Attrs {
				want += strings.Count(scenetest.XMLText(v.Text), "INF")
			}
		}
		for _, l := range got.Losses {
			if l.What == scene.LostINF {
				guarded = l.Count
			}
		}
		if guarded != want {
			t.Errorf("%d guarded, want %d", guarded, want)
		}
	})
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
