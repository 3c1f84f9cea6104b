package segment

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
	"policygraph/graph/kg"
)

var update = flag.Bool("update", false, "write the golden files anew")

// structureCase is an input file of testdata; the golden file beside it ends in ".want".
type structureCase struct{ name, text string }

func structureCases(t testing.TB) []structureCase {
	t.Helper()
	var out []structureCase
	for _, pattern := range []string{"testdata/*.md", "testdata/*.text"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, structureCase{f, string(data)})
		}
	}
	return out
}

func TestText(t *testing.T) {
	rules := loadRules(t)
	for _, c := range structureCases(t) {
		t.Run(filepath.Base(c.name), func(t *testing.T) {
			doc, err := read.Bytes(c.name, []byte(c.text), read.DefaultOptions())
			if err != nil {
				t.Fatal(err)
			}
			text := Text(doc, kg.Report{ID: kg.ReportID("test")}, rules)
			if err := checkText(text); err != nil {
				t.Error(err)
			}
			golden(t, c.name+".want", dump(text))
		})
	}
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

// dump writes a text as golden files hold it: the report, the sections, and a line for each passage with what is known of it.
func dump(text *prose.Text) string {
	var b strings.Builder
	r := text.Report
	fmt.Fprintf(&b, "%s | %s | %s | %s | %d pages\n", r.Title, strings.Join(r.Authors, ", "), r.Publisher, r.Date, r.Pages)
	number := map[kg.ID]int{}
	for i, s := range text.Sections {
		number[s.ID] = i + 1
		fmt.Fprintf(&b, "%d %s %s (in %d)\n", i+1, strings.Repeat("#", s.Level), s.Title, number[s.Parent])
	}
	for i, p := range text.Passages {
		fmt.Fprintf(&b, "%d L%d", i, p.Positions[0].Line)
		if p.Positions[0].Page > 0 {
			fmt.Fprintf(&b, " p%d", p.Positions[0].Page)
		}
		fmt.Fprintf(&b, " §%d %s", number[p.Section], p.Kind)
		if p.List > 0 {
			fmt.Fprintf(&b, " list %d.%d lead %d", p.List, p.Level, p.Lead)
		}
		if p.Marker != "" {
			fmt.Fprintf(&b, " %q", p.Marker)
		}
		for _, ref := range p.Refs {
			fmt.Fprintf(&b, " ^%s@%d", ref.Label, ref.Offset)
		}
		if p.Repeat {
			b.WriteString(" repeat")
		}
		for _, s := range p.Sentences {
			fmt.Fprintf(&b, "\n    %s", p.Text[s.Span.Start:s.Span.End])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func BenchmarkText(b *testing.B) {
	rules := loadRules(b)
	data := strings.Repeat("## A heading of the plan\n\nThe council of *Port Moor* shall dredge the channel of the old harbour before the next spring tide, in agreement with the ministry.<sup>12</sup> It may ask the **pilots** for advice, and it should publish what they say within a month.\n\n- The council should hire a surveyor who knows the channel.\n- The ministry should pay for half of the work.\n\n", 2000)
	doc, err := read.Bytes("bench.md", []byte(data), read.DefaultOptions())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Text(doc, kg.Report{ID: kg.ReportID("bench")}, rules)
	}
}
