package extract_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"policygraph/graph/kg"
)

// markdownForPaper is how pandoc reads a report before it writes a document or plain text. It drops HTML, so raised marks are
// first written in the way that it knows.
const markdownForPaper = "markdown-implicit_figures-tex_math_dollars-smart+hard_line_breaks+lists_without_preceding_blankline"

var superscript = regexp.MustCompile(`<sup>([^<]*)</sup>`)

// TestParity has pandoc make other formats of each report in Markdown: the facts must be the same as from the Markdown, all but
// a few.
func TestParity(t *testing.T) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("SKIPPED: pandoc is not installed, so no format is compared with Markdown")
	}
	x := extractor(t)
	whole := [2]float64{0.97, 0.95} // least F1 of entities and recommendations
	for _, format := range []struct {
		extension string
		args      []string
		raised    bool       // raised marks are written for markdownForPaper
		torn      [2]float64 // least F1 for reports of our own: some are torn already, and are torn once more
	}{
		{".docx", []string{"--from=" + markdownForPaper, "--to=docx"}, true, whole},
		{".txt", []string{"--from=" + markdownForPaper, "--to=plain"}, true, [2]float64{0.96, 0.87}},
		{".html", []string{"--from=gfm+yaml_metadata_block-tex_math_dollars", "--to=html", "--standalone", "--wrap=preserve"}, false, whole},
	} {
		for _, path := range reports(t) {
			if filepath.Ext(path) != ".md" || strings.Contains(path, "shared/corpus") {
				continue
			}
			name := strings.TrimSuffix(filepath.Base(path), ".md") + format.extension
			t.Run(name, func(t *testing.T) {
				want, _, err := x.File(t.Context(), path)
				if err != nil {
					t.Fatal(err)
				}
				raw, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if format.raised {
					raw = superscript.ReplaceAll(raw, []byte("^$1^"))
				}
				file := filepath.Join(t.TempDir(), name)
				cmd := exec.Command(pandoc, append(format.args, "--output", file)...)
				cmd.Stdin = bytes.NewReader(raw)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("pandoc: %v: %s", err, out)
				}
				got, _, err := x.File(t.Context(), file)
				if err != nil {
					t.Fatal(err)
				}
				least := format.torn
				if strings.Contains(path, "shared/report") {
					least = whole
				}
				agree(t, "entities", least[0], entityNames(want), entityNames(got))
				agree(t, "recommendations", least[1], advice(want), advice(got))
			})
		}
	}
}

func entityNames(g *kg.Graph) []string {
	var out []string
	for _, e := range g.Entities {
		out = append(out, e.Name)
	}
	return out
}

func advice(g *kg.Graph) []string {
	var out []string
	for _, r := range g.Recommendations {
		out = append(out, r.Text)
	}
	return out
}

// agree compares two lists of texts, in whatever order, by their F1.
func agree(t *testing.T, what string, least float64, want, got []string) {
	t.Helper()
	left := map[string]int{}
	for _, w := range want {
		left[w]++
	}
	both := 0
	var extra []string
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			both++
		} else {
			extra = append(extra, g)
		}
	}
	f1 := 2 * float64(both) / float64(max(1, len(want)+len(got)))
	t.Logf("%s: %d and %d, F1 %.3f", what, len(want), len(got), f1)
	if f1 < least {
		missing := slices.DeleteFunc(slices.Clone(want), func(w string) bool { return left[w] == 0 })
		t.Errorf("%s: F1 %.3f; missing %q, too many %q", what, f1, missing, extra)
	}
}
