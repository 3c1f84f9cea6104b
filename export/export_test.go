package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/export"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

func TestWrite(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	for _, c := range []struct {
		format, profile string
		want            summary
		err             string
	}{
		{format: "graphml", want: all(27, scene.LostINF)},
		{format: "graphml", profile: "portable", want: all(27)},
		{format: "gexf", profile: "gephi", want: all(27, scene.LostINF)},
		{format: "html", want: all(27)},
		{format: "dot", want: all(25, scene.LostBreaks, scene.LostParallel, scene.LostColumns)},
		{format: "dot", profile: "graphviz", want: all(25, scene.LostBreaks, scene.LostParallel)},
		{format: "dot", profile: "portable", err: `format dot has no profile "portable"; known are gephi, graphviz`},
		{format: "nquads", want: all(27)},
		{format: "turtle", want: all(27)},
		{format: "jsonld", want: all(27)},
		{format: "pajek", err: `unknown export format "pajek"; known are ` + names()},
	} {
		var b, again bytes.Buffer
		got, err := export.Write(&b, c.format, s, export.Options{Profile: c.profile})
		if d := cmp.Diff(c.want, summarize(got)); d != "" || errorText(err) != c.err {
			t.Errorf("%s %s: %v, %s", c.format, c.profile, err, d)
		}
		if _, err := export.Write(&again, c.format, s, export.Options{Profile: c.profile}); err == nil && !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s %s: bytes differ between two runs", c.format, c.profile)
		}
	}
}

// summary is what matters of a result.
type summary struct {
	Nodes, Edges, NodesIn, EdgesIn int
	Lost                           []string
}

func summarize(r export.Result) summary {
	s := summary{r.Nodes, r.Edges, r.NodesIn, r.EdgesIn, nil}
	for _, l := range r.Losses {
		s.Lost = append(s.Lost, l.What)
	}
	return s
}

// all is the summary of the small scene written with that many edges.
func all(edges int, lost ...string) summary { return summary{18, edges, 18, 27, lost} }

func names() string {
	var out []string
	for _, f := range export.Formats() {
		out = append(out, f.Name)
	}
	return strings.Join(out, ", ")
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestForPath(t *testing.T) {
	for path, want := range map[string]string{"g.neo4j.csv": "neo4j-csv", "g.html": "html", "g.csv": "csv", "a/b.GraphML": "graphml", "x.gexf": "gexf", "x.gv": "dot", "x.nq": "nquads", "x.ttl": "turtle", "x.jsonld": "jsonld", "x.dot": "dot", "x.txt": "", "x": ""} {
		f, err := export.ForPath(path)
		if f.Name != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", path, f.Name, err)
		}
	}
}

func TestWriteChecksFirst(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	s.Edges[3].Weight = 0
	var b bytes.Buffer
	if _, err := export.Write(&b, "graphml", s, export.Options{}); err == nil || !strings.Contains(err.Error(), "weight 0") || b.Len() > 0 {
		t.Errorf("%v after %d bytes", err, b.Len())
	}
}

var errFull = errors.New("disk full")

// full takes n bytes.
type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	for _, f := range export.Formats() {
		if len(f.Parts) > 0 {
			if _, err := export.Write(&full{100}, f.Name, s, export.Options{}); err == nil || !strings.Contains(err.Error(), "writes several files (nodes, edges)") {
				t.Errorf("%s: error %v", f.Name, err)
			}
			continue
		}
		for _, p := range append(f.Profiles, "") {
			if _, err := export.Write(&full{100}, f.Name, s, export.Options{Profile: p}); !errors.Is(err, errFull) {
				t.Errorf("%s %s: error %v", f.Name, p, err)
			}
		}
	}
}

func TestBytes(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "brief.md"), filepath.Join(dir, "link.md")
	if err := os.Symlink("brief.md", link); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ to, content string }{{path, "old"}, {link, "new"}} {
		if err := export.Bytes(c.to, []byte(c.content)); err != nil {
			t.Fatal(err)
		}
		if got := string(read(t, path)); got != c.content {
			t.Errorf("after writing to %s: %q", c.to, got)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != os.ModeSymlink {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if err := export.Bytes(os.DevNull, []byte("gone")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("%s is a file now: %v, %v", os.DevNull, info, err)
	}
	if err := export.Bytes(filepath.Join(dir, "none", "f"), nil); err == nil {
		t.Error("no error where there is no folder")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestFile(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	dir := t.TempDir()
	path, link := filepath.Join(dir, "g.graphml"), filepath.Join(dir, "link.graphml")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	write := func(ctx context.Context, to, format string) error {
		_, err := export.File(ctx, to, format, s, export.Options{})
		return err
	}
	if err := write(t.Context(), path, "graphml"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	first := read(t, path)

	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := write(ended, path, "gexf"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := write(t.Context(), path, "pajek"); err == nil {
		t.Error("no error for an unknown format")
	}
	if read(t, path) != first {
		t.Error("a failed export changed the file")
	}
	if err := write(t.Context(), link, "gexf"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); !strings.Contains(got, "<gexf") {
		t.Error("the link was not followed")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := write(t.Context(), os.DevNull, "dot"); err != nil {
		t.Error(err)
	}
	if err := write(t.Context(), filepath.Join(dir, "none", "g.dot"), "dot"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing folder: %v", err)
	}
	if missing := filepath.Join(dir, "none", "g.dot"); write(t.Context(), missing, "dot").Error() != "export "+missing+": no such file or directory" {
		t.Errorf("missing folder: %v", write(t.Context(), missing, "dot"))
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSeveralFiles holds that the files of one format come and go together.
func TestSeveralFiles(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	dir := t.TempDir()
	path := filepath.Join(dir, "g.csv")
	nodes, edges := filepath.Join(dir, "g.nodes.csv"), filepath.Join(dir, "g.edges.csv")
	write := func(ctx context.Context, path, format string) error {
		_, err := export.File(ctx, path, format, s, export.Options{})
		return err
	}
	list := func() string {
		t.Helper()
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return strings.Join(names, " ")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := write(ended, path, "csv"); !errors.Is(err, context.Canceled) || list() != "" {
		t.Errorf("cancelled: %v, left %s", err, list())
	}
	if err := os.Mkdir(edges, 0o755); err != nil { // the second file cannot take its place
		t.Fatal(err)
	}
	if err := write(t.Context(), path, "csv"); err == nil || list() != "g.edges.csv" {
		t.Errorf("a directory in the way: %v, left %s", err, list())
	}
	if err := os.WriteFile(nodes, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context(), path, "csv"); err == nil || list() != "g.edges.csv g.nodes.csv" || read(t, nodes) != "old" {
		t.Errorf("a directory in the way of old files: %v, left %s, %q", err, list(), read(t, nodes))
	}
	if err := os.Remove(edges); err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context(), path, "csv"); err != nil || list() != "g.edges.csv g.nodes.csv" {
		t.Errorf("%v, left %s", err, list())
	}
	if !strings.HasPrefix(read(t, nodes), "Id,Label,") || !strings.HasPrefix(read(t, edges), "Source,Target,Type,") {
		t.Errorf("got %.40q and %.40q", read(t, nodes), read(t, edges))
	}
	if info, err := os.Stat(nodes); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := write(t.Context(), os.DevNull, "csv"); err == nil || !strings.Contains(err.Error(), "writes several files") {
		t.Errorf("a device: %v", err)
	}
}

// BenchmarkFormats writes a graph as large as that of a report of 80 kB in every format but those that refuse it.
func BenchmarkFormats(b *testing.B) {
	s := scenetest.Large(300, 600, 1)
	for i := range s.Edges {
		s.Edges[i].Evidence = []scene.Quote{{Text: s.Edges[i].Attrs[1].Text, Report: "report", Section: "Section", Line: i}, {Text: "another quote", Line: i}}
	}
	for _, f := range export.Formats() {
		if f.Name == "mermaid" {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "g"+f.Extensions[0])
			for b.Loop() {
				if _, err := export.File(b.Context(), path, f.Name, s, export.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
