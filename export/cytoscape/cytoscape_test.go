package cytoscape_test

import (
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"policygraph/export/cytoscape"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// element is a node or an edge.
type element struct {
	Data     scenetest.Row
	Position *struct{ X, Y float64 }
}

func read(parts [][]byte, s *scene.Scene) (f scenetest.Facts, err error) {
	var d struct {
		Data     map[string]string
		Elements struct{ Nodes, Edges []element }
	}
	if err := json.Unmarshal(parts[0], &d); err != nil {
		return f, err
	}
	if d.Data["name"] != string([]rune(s.Title)) {
		return f, fmt.Errorf("name %q", d.Data["name"])
	}
	for _, e := range d.Elements.Nodes {
		e.Data["label"] = e.Data["name"]
		if e.Position != nil {
			e.Data["x"], e.Data["y"] = e.Position.X, 0-e.Position.Y // Cytoscape counts downwards
		}
		f.Nodes = append(f.Nodes, e.Data)
	}
	for _, e := range d.Elements.Edges {
		if e.Data["interaction"] != e.Data["predicate"] {
			return f, fmt.Errorf("interaction %v", e.Data["interaction"])
		}
		e.Data["label"] = e.Data["name"]
		f.Edges = append(f.Edges, e.Data)
	}
	return f, nil
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 1, Read: read,
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) { return cytoscape.Write(w[0], s) },
	})
}
