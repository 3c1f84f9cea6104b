package read

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/extract/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden reads the sample of each format, in its own folder, and compares the document with the golden file beside it.
func TestGolden(t *testing.T) {
	for _, f := range Formats() {
		files, err := filepath.Glob(filepath.Join("*", "testdata", "*"+f.Extensions[0]))
		if err != nil || len(files) == 0 {
			t.Errorf("%s: no sample: %v", f.Name, err)
		}
		for _, file := range files {
			doc, err := File(file, DefaultOptions())
			if err != nil {
				t.Fatal(err)
			}
			if err := doc.Check(); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			golden(t, file+".want", dump(doc))
		}
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

// dump writes a document as golden files hold it.
func dump(d *source.Document) string {
	var b strings.Builder
	m := d.Meta
	fmt.Fprintf(&b, "%s | %s | %s | %s | %d pages\n", m.Title, strings.Join(m.Authors, ", "), m.Publisher, m.Date, m.Pages)
	for _, k := range d.Blocks {
		fmt.Fprintf(&b, "%s level %d list %d %q: %s\n", k.Kind, k.Level, k.List, k.Marker, d.Text[k.Span.Start:k.Span.End])
	}
	for _, in := range d.Inlines {
		fmt.Fprintf(&b, "%s %q %s\n", in.Style, d.Text[in.Span.Start:in.Span.End], in.Target)
	}
	for _, r := range d.Refs {
		fmt.Fprintf(&b, "ref %s after %q\n", r.Label, d.Text[strings.LastIndexAny(d.Text[:r.Offset], " \n")+1:r.Offset])
	}
	for _, p := range d.Positions {
		fmt.Fprintf(&b, "@%d line %d page %d\n", p.Offset, p.Line, p.Page)
	}
	for _, r := range d.Remarks {
		fmt.Fprintf(&b, "%s line %d: %s\n", r.Severity, r.Line, r.Message)
	}
	return b.String()
}
