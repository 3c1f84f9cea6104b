package parquetgraph_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/parquet-go/parquet-go"

	"policygraph/export/parquetgraph"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// table reads a file with the names of its own columns.
func table(raw []byte) ([]scenetest.Row, error) {
	f, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	var rows []scenetest.Row
	columns := f.Schema().Columns()
	buffer := make([]parquet.Row, 64)
	for _, g := range f.RowGroups() {
		r := g.Rows()
		for {
			n, err := r.ReadRows(buffer)
			for _, in := range buffer[:n] {
				row := scenetest.Row{}
				for _, v := range in {
					row[columns[v.Column()][0]] = value(v)
				}
				rows = append(rows, row)
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, err
			}
		}
		if err := r.Close(); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func value(v parquet.Value) any {
	switch {
	case v.IsNull():
		return nil
	case v.Kind() == parquet.Int64:
		return float64(v.Int64())
	case v.Kind() == parquet.Double:
		return v.Double()
	case v.Kind() == parquet.Boolean:
		return v.Boolean()
	}
	return string(v.ByteArray())
}

func read(parts [][]byte, _ *scene.Scene) (f scenetest.Facts, err error) {
	if f.Nodes, err = table(parts[0]); err != nil {
		return f, fmt.Errorf("nodes: %w", err)
	}
	if f.Edges, err = table(parts[1]); err != nil {
		return f, fmt.Errorf("edges: %w", err)
	}
	for _, e := range f.Edges {
		e["source"], e["target"] = e["src"], e["dst"]
	}
	return f, nil
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 2, Read: read,
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) { return parquetgraph.Write(w[0], w[1], s) },
	})
}

// TestGroups holds that rows are written in groups, so that memory is bounded.
func TestGroups(t *testing.T) {
	s := scenetest.Large(1000, 200_000, 1)
	var nodes, edges bytes.Buffer
	if _, err := parquetgraph.Write(&nodes, &edges, s); err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(edges.Bytes()), int64(edges.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.RowGroups()); n != 4 || f.NumRows() != 200_000 {
		t.Errorf("%d groups of %d rows", n, f.NumRows())
	}
}
