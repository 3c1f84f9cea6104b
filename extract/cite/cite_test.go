package cite

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/extract/prose"
	"policygraph/extract/read"
	"policygraph/extract/segment"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

var update = flag.Bool("update", false, "write the golden files anew")

func load(t testing.TB, path string) *prose.Text {
	t.Helper()
	rules, err := segment.LoadRules(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := read.File(path, read.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	return segment.Text(doc, kg.Report{ID: kg.ReportID("test")}, rules)
}

// check verifies the consistency of the facts.
func check(t *testing.T, text *prose.Text, sources []kg.Source, citations []kg.Citation) {
	t.Helper()
	g := kg.Graph{Reports: []kg.Report{text.Report}, Sections: text.Sections, Sources: sources, Citations: citations}
	for _, p := range text.Passages {
		g.Passages = append(g.Passages, p.Passage)
	}
	if err := g.Check(&ontology.Ontology{}); err != nil {
		t.Error(err)
	}
}

func TestSources(t *testing.T) {
	text := load(t, "testdata/notes.md")
	sources, citations := Sources(text)
	check(t, text, sources, citations)
	var b strings.Builder
	quotes := map[kg.ID]*prose.Passage{}
	for i := range text.Passages {
		quotes[text.Passages[i].ID] = &text.Passages[i]
	}
	for _, s := range sources {
		fmt.Fprintf(&b, "%s\n    title %s\n    authors %s\n    publisher %s\n    date %s\n    url %s\n", s.ID, s.Title, s.Authors, s.Publisher, s.Date, s.URL)
		for _, e := range s.Evidence {
			fmt.Fprintf(&b, "    %s %q\n", e.Rule, quotes[e.Passage].Quote(e.Span))
		}
	}
	for _, c := range citations {
		fmt.Fprintf(&b, "%s note %s -> %s at", c.From, c.Note, c.Source)
		for _, e := range c.Evidence {
			fmt.Fprintf(&b, " %q", quotes[e.Passage].Quote(e.Span))
		}
		b.WriteByte('\n')
	}
	golden(t, "testdata/notes.md.want", b.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

// TestAlliance verifies that all notes of a real report but one, which thanks a colleague, lead to sources.
func TestAlliance(t *testing.T) {
	path := filepath.Join("../../../shared/report/us-rok-alliance.md")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the sample report is not there: %v", err)
	}
	text := load(t, path)
	sources, citations := Sources(text)
	check(t, text, sources, citations)
	notes := map[string]bool{}
	for _, c := range citations {
		notes[c.Note] = true
	}
	if len(notes) != 69 || len(sources) != 65 || len(citations) != 77 {
		t.Errorf("%d notes, %d sources, %d citations", len(notes), len(sources), len(citations))
	}
	for _, s := range sources {
		if s.Title == "" || s.Text == "" {
			t.Errorf("%s: %+v", s.ID, s)
		}
	}
}

func FuzzSources(f *testing.F) {
	data, err := os.ReadFile("testdata/notes.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	rules, err := segment.LoadRules(os.DirFS("../../data"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, in string) {
		doc, err := read.Bytes("fuzz.md", []byte(in), read.DefaultOptions())
		if err != nil {
			return
		}
		text := segment.Text(doc, kg.Report{ID: kg.ReportID("fuzz")}, rules)
		sources, citations := Sources(text)
		check(t, text, sources, citations)
	})
}
