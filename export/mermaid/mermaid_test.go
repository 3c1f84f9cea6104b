package mermaid_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policygraph/data"
	"policygraph/export/mermaid"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

var (
	nodeLine = regexp.MustCompile(`^  n(\d+)\["([^"]*)"\](:::t\d+)?$`)
	edgeLine = regexp.MustCompile(`^  n(\d+) -->\|"([^"]*)"\| n(\d+)$`)
	entity   = regexp.MustCompile(`#(\w+);`)
)

// plain undoes the entities of Mermaid.
func plain(s string) string {
	return entity.ReplaceAllStringFunc(s, func(m string) string {
		name := m[1 : len(m)-1]
		if c, ok := map[string]string{"quot": `"`, "amp": "&", "lt": "<", "gt": ">"}[name]; ok {
			return c
		}
		code, err := strconv.Atoi(name)
		if err != nil {
			return m
		}
		return string(rune(code))
	})
}

// read takes a flowchart apart as Mermaid does: directives, comments and styles first, then line by line.
func read(parts [][]byte, s *scene.Scene) (f scenetest.Facts, err error) {
	for i, line := range strings.Split(strings.TrimSuffix(string(parts[0]), "\n"), "\n") {
		node, edge := nodeLine.FindStringSubmatch(line), edgeLine.FindStringSubmatch(line)
		switch {
		case i == 0 && line == "flowchart LR", strings.HasPrefix(line, "  classDef t"):
		case regexp.MustCompile(`%|style.*:|classDef.*:|["` + "`" + `<>&\\]{3}`).MatchString(line):
			return f, fmt.Errorf("Mermaid would not read %q as it stands", line)
		case node != nil && node[1] == strconv.Itoa(len(f.Nodes)):
			f.Nodes = append(f.Nodes, scenetest.Row{"label": plain(node[2])})
		case edge != nil:
			from, _ := strconv.Atoi(edge[1])
			to, _ := strconv.Atoi(edge[3])
			e := s.Edges[len(f.Edges)]
			if from != e.From || to != e.To {
				return f, fmt.Errorf("edge %q is not %s", line, e.ID)
			}
			f.Edges = append(f.Edges, scenetest.Row{"label": plain(edge[2])})
		default:
			return f, fmt.Errorf("line %q", line)
		}
	}
	return f, nil
}

func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Scene().Draw(t, "scene")
		var b bytes.Buffer
		got, err := mermaid.Write(&b, s)
		if err != nil {
			t.Fatal(err)
		}
		f, err := read([][]byte{b.Bytes()}, s)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Nodes) != len(s.Nodes) || len(f.Edges) != len(s.Edges) || got.Nodes != len(s.Nodes) || got.Edges != len(s.Edges) {
			t.Fatalf("%d nodes and %d edges of %d and %d", len(f.Nodes), len(f.Edges), len(s.Nodes), len(s.Edges))
		}
		changed := false
		same := func(want string, row scenetest.Row) {
			read := row["label"].(string)
			if changed = changed || read != want; len(got.Losses) == 0 && read != want && strings.TrimSpace(want) != "" {
				t.Errorf("%q reads as %q, and nothing is said to be lost", want, read)
			}
		}
		for i := range s.Nodes {
			same(s.Nodes[i].Label, f.Nodes[i])
		}
		for i := range s.Edges {
			same(s.Edges[i].Label, f.Edges[i])
		}
	})
}

func TestSmall(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	var b bytes.Buffer
	if _, err := mermaid.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"flowchart LR\n  classDef t0 fill:#d2dde9,stroke:#4E79A7,color:#222222\n", "\n  n0[\"Ministry of Tides\"]:::t1\n",
		"\n  n2[\"Fisher #amp; Sons #lt;/script#gt; Ltd\"]:::t", "\n  n0 -->|\"opposes\"| n4\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, &b)
		}
	}
}

// TestMarkdown holds that nothing in a label is read as Markdown, of which Mermaid draws little.
func TestMarkdown(t *testing.T) {
	for label, want := range map[string]string{
		"1. One": "1#46; One", "12) a": "12#41; a", "- a-b": "#45; a-b", "+a": "#43;a", "*a* _b_": "#42;a#42; #95;b#95;",
		"see https://example.org, a@b.org": "see https#58;//example.org, a#64;b.org", "[a](b)": "#91;a#93;(b)", "version 1.5": "version 1.5",
	} {
		s := scenetest.Large(1, 0, 1)
		s.Nodes[0].Label = label
		var b bytes.Buffer
		if _, err := mermaid.Write(&b, s); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), `n0["`+want+`"]`) {
			t.Errorf("%s is written in %s", label, &b)
		}
	}
}

func TestRefusesLarge(t *testing.T) {
	for words, s := range map[string]*scene.Scene{
		"301 nodes and 0 edges are too many": scenetest.Large(301, 0, 1), "2 nodes and 501 edges are too many": scenetest.Parallel(501),
		"characters are too many": wordy(),
	} {
		var b bytes.Buffer
		if _, err := mermaid.Write(&b, s); err == nil || !strings.Contains(err.Error(), words) || b.Len() > 0 {
			t.Errorf("%s: %v after %d bytes", words, err, b.Len())
		}
	}
	long := scenetest.Large(1, 0, 1)
	long.Nodes[0].Label = strings.Repeat("ä", 101)
	got, err := mermaid.Write(io.Discard, long)
	if err != nil || len(got.Losses) != 1 || got.Losses[0].What != scene.LostCut {
		t.Errorf("%+v, %v", got, err)
	}
}

// wordy returns a scene of few elements with long labels.
func wordy() *scene.Scene {
	s := scenetest.Large(200, 400, 1)
	for i := range s.Edges {
		s.Edges[i].Label = strings.Repeat("long ", 30)
	}
	return s
}

func TestWriteError(t *testing.T) {
	broken := errors.New("broken")
	if _, err := mermaid.Write(writerFunc(func([]byte) (int, error) { return 0, broken }), scenetest.Large(1, 0, 1)); !errors.Is(err, broken) {
		t.Error(err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
