package nodelink_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"policygraph/data"
	"policygraph/export/nodelink"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// document is a file as NetworkX reads it.
type document struct {
	Directed, Multigraph bool
	Graph                map[string]string
	Nodes, Links         []scenetest.Row
}

func read(parts [][]byte, s *scene.Scene) (scenetest.Facts, error) {
	var d document
	if err := json.Unmarshal(parts[0], &d); err != nil {
		return scenetest.Facts{}, err
	}
	if !d.Directed || !d.Multigraph || d.Graph["name"] != string([]rune(s.Title)) {
		return scenetest.Facts{}, fmt.Errorf("graph %v, directed %v, multigraph %v", d.Graph, d.Directed, d.Multigraph)
	}
	if bytes.Contains(parts[0], []byte("</")) {
		return scenetest.Facts{}, fmt.Errorf("the file could end a script element")
	}
	for _, l := range d.Links {
		if l["key"] != l["predicate"] {
			return scenetest.Facts{}, fmt.Errorf("key %v of predicate %v", l["key"], l["predicate"])
		}
	}
	return scenetest.Facts{Nodes: d.Nodes, Edges: d.Links}, nil
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 1, Read: read,
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) { return nodelink.Write(w[0], s) },
	})
}

func TestSmall(t *testing.T) {
	var b bytes.Buffer
	if _, err := nodelink.Write(&b, scenetest.Small(t, data.FS, scene.With{})); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"id": "agency:ministry-of-tides-norland", "label": "Ministry of Tides", "type": "agency", "aliases": "Norlandic Ministry of Tides; “Tides”", "pages": "1, 2, 3, 5"`,
		`{"source": "agency:ministry-of-tides-norland", "target": "country:norland", "key": "part_of", "id": "agency:ministry-of-tides-norland|part_of|country:norland", "label": "is part of", "weight": `,
		`"confidence": 0.9, "status": "asserted"}`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, &b)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(10_000, 50_000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := nodelink.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
