package csvtable_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"policygraph/export/csvtable"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// names turns the headings that Gephi knows into those of the scene.
var names = map[string]string{"Id": "id", "Label": "label", "Source": "source", "Target": "target", "Weight": "weight"}

// table reads a table and undoes the marks on texts like formulas.
func table(raw []byte) ([]scenetest.Row, error) {
	records, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, err
	}
	var rows []scenetest.Row
	for _, r := range records[1:] {
		row := scenetest.Row{}
		for i, cell := range r {
			if bare := strings.TrimLeft(cell, "'"); bare != cell && bare != "" && strings.ContainsRune("=+-@\t\r\n", rune(bare[0])) {
				cell = cell[1:]
			}
			name := records[0][i]
			if to, ok := names[name]; ok {
				name = to
			}
			row[name] = cell
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func read(parts [][]byte, _ *scene.Scene) (f scenetest.Facts, err error) {
	if f.Nodes, err = table(parts[0]); err == nil {
		f.Edges, err = table(parts[1])
	}
	return f, err
}

// shown is how a text stands in the file, but for marks.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return -1
		}
		return r
	}, string([]rune(s)))
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 2,
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) { return csvtable.Write(w[0], w[1], s) },
		Read:  read,
		Text:  shown,
		Seen:  func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }, // encoding/csv does that
	})
}

// TestFormulas holds that no cell of text can be taken for a formula, and which ones are marked.
func TestFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\ta": "'\ta", "\ra": "'\ra", "\na": "'\na", "'=1": "''=1", "''=1": "'''=1",
		"a=1": "a=1", "'a": "'a", "'": "'", "": "", " =1": " =1", "\x00=1": "'=1",
	} {
		s := scenetest.Large(1, 0, 1)
		s.Nodes[0].Label, s.Nodes[0].X = text, -3
		var nodes, edges bytes.Buffer
		got, err := csvtable.Write(&nodes, &edges, s)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&nodes).ReadAll()
		if err != nil || rows[1][1] != want || rows[1][9] != "-3" {
			t.Errorf("%q is written as %q, %v", text, rows[1], err)
		}
		marked := 0
		for _, l := range got.Losses {
			if l.What == scene.LostFormulas {
				marked = l.Count
			}
		}
		if wantMarks := len(want) - len(strings.TrimLeft(text, "\x00")); marked != wantMarks {
			t.Errorf("%q: %d marked, want %d", text, marked, wantMarks)
		}
	}
}
