package extract_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTextParity has pandoc make plain text of each report in Markdown: the facts must be the same as from the Markdown, all
// but a few.
func TestTextParity(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("SKIPPED: pandoc is not installed, so plain text is not compared with Markdown")
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
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text := filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(path), ".md")+".txt")
			convert(t, raw, text)
			got, _, err := x.File(context.Background(), text)
			if err != nil {
				t.Fatal(err)
			}
			least := [2]float64{0.96, 0.87} // some of our own are torn already, and are torn once more
			if strings.Contains(path, "shared/report") {
				least = [2]float64{0.97, 0.95}
			}
			agree(t, "entities", least[0], entityNames(want), entityNames(got))
			agree(t, "recommendations", least[1], advice(want), advice(got))
		})
	}
}
