package neo4jcsv_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/export/neo4jcsv"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// names turns the headings into those of the scene.
var names = map[string]string{"id:ID": "id", "name:string": "label", "id:string": "id", "label:string": "label", ":START_ID": "source", ":END_ID": "target"}

func table(raw []byte) ([]scenetest.Row, error) {
	records, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, err
	}
	var rows []scenetest.Row
	for _, r := range records[1:] {
		row := scenetest.Row{}
		for i, cell := range r {
			name, ok := names[records[0][i]]
			if !ok {
				name, _, _ = strings.Cut(records[0][i], ":")
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

// shown is how a text stands in the file: on one line.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || 0x7f <= r && r < 0xa0 || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ReplaceAll(string([]rune(s)), "\r\n", "\n"))
}

func write(w []io.Writer, s *scene.Scene) (scene.Written, error) {
	return neo4jcsv.Write(w[0], w[1], s)
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{Parts: 2, Write: write, Read: read, Text: shown})
}

// TestSmall checks headings, labels, types and arrays as the import of Neo4j wants them.
func TestSmall(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	s.Nodes[0].Attrs[1].Text = "one; two;three; four"
	var nodes, edges bytes.Buffer
	got, err := neo4jcsv.Write(&nodes, &edges, s)
	if err != nil {
		t.Fatal(err)
	}
	wantLosses := []scene.Loss{
		{What: "semicolons in the items of lists written as commas", Count: 1, Example: "two;three"},
		{What: scene.LostBreaks, Count: 1, Example: `"calls it,\nhas long disputed the Quiet Sea"`},
	}
	if d := cmp.Diff(wantLosses, got.Losses); d != "" {
		t.Error(d)
	}
	lines := strings.Split(nodes.String(), "\n")
	const head = "id:ID,name:string,type:string,aliases:string[],text:string,section:string,objective:string,modality:string,pages:string,lines:string," +
		"mentions:long,recommendations:long,reports:long,report_counts:string[],date:string,url:string,pagerank:double,community:long,size:double,color:string,x:double,y:double,:LABEL"
	if lines[0] != head {
		t.Errorf("heading %s", lines[0])
	}
	if !strings.HasPrefix(lines[1], "agency:ministry-of-tides-norland,Ministry of Tides,agency,one;two,three;four,") && !strings.Contains(lines[1], `,"one;two,three;four",`) {
		t.Errorf("node %s", lines[1])
	}
	if !strings.HasSuffix(lines[1], ",PolicyGraph;Agency") || !strings.Contains(nodes.String(), ",PolicyGraph;TimelineEvent\n") {
		t.Errorf("labels of %s", lines[1])
	}
	lines = strings.Split(edges.String(), "\n")
	if want := ":START_ID,:END_ID,:TYPE,id:string,label:string,weight:double,predicate:string,evidence:string[],evidence_count:long,pages:string,lines:string,sections:string[],reports:long,report_counts:string[],confidence:double,status:string"; lines[0] != want {
		t.Errorf("heading %s", lines[0])
	}
	if !strings.HasPrefix(lines[1], "agency:ministry-of-tides-norland,country:suderia,OPPOSES,") {
		t.Errorf("edge %s", lines[1])
	}
}
