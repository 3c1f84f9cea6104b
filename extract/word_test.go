package extract_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"policygraph/graph/kg"
)

// TestWordParity has pandoc make a Word document of each report in Markdown: the facts must be the same as from the Markdown,
// all but a few.
func TestWordParity(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("SKIPPED: pandoc is not installed, so Word documents are not compared with Markdown")
	}
	x := extractor(t)
	for _, path := range reports(t) {
		if filepath.Ext(path) != ".md" || strings.Contains(path, "shared/corpus") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			want, _, err := x.File(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			word := filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(path), ".md")+".docx")
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			convert(t, raw, word)
			got, _, err := x.File(context.Background(), word)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "entities", 0.97, entityNames(want), entityNames(got))
			agree(t, "recommendations", 0.95, advice(want), advice(got))
		})
	}
}

var superscript = regexp.MustCompile(`<sup>([^<]*)</sup>`)

// convert has pandoc write a file of the format that its name tells. It drops HTML, so raised marks are first written in the way that it knows.
func convert(t *testing.T, raw []byte, file string) {
	t.Helper()
	cmd := exec.Command("pandoc", "--from", "markdown-implicit_figures-tex_math_dollars-smart+hard_line_breaks+lists_without_preceding_blankline", "--output", file, "--to", map[string]string{".docx": "docx", ".txt": "plain"}[filepath.Ext(file)])
	cmd.Stdin = bytes.NewReader(superscript.ReplaceAll(raw, []byte("^$1^")))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pandoc: %v: %s", err, out)
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
		out = append(out, strings.Join(strings.Fields(r.Text), " "))
	}
	return out
}

// agree compares two sets of texts by their F1.
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
