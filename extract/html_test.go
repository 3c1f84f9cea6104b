package extract_test

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph/kg"
)

// TestHTMLParity has pandoc make web pages of the Markdown reports and compares what is found in both.
func TestHTMLParity(t *testing.T) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("SKIPPED: pandoc is not installed")
	}
	x := extractor(t)
	var paths []string
	for _, glob := range []string{"testdata/reports/*.md", "../../shared/report/*.md"} {
		found, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			t.Logf("SKIPPED: no report matches %s", glob)
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		if filepath.Base(path) == "README.md" {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			page, err := exec.Command(pandoc, "--from=gfm+yaml_metadata_block-tex_math_dollars", "--to=html", "--standalone", "--wrap=preserve", path).Output()
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(path), ".md")
			want, _, err := x.File(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := x.Bytes(context.Background(), name+".html", page)
			if err != nil {
				t.Fatal(err)
			}
			entities := pageAgreement(t, "entity", pageEntities(want), pageEntities(got))
			advice := pageAgreement(t, "recommendation", pageAdvice(want), pageAdvice(got))
			t.Logf("F1: entities %.3f of %d, recommendations %.3f of %d", entities, len(want.Entities), advice, len(want.Recommendations))
			if entities < 0.97 || advice < 0.95 {
				t.Errorf("the page differs too much from the Markdown: entities %.3f, recommendations %.3f", entities, advice)
			}
		})
	}
}

func pageEntities(g *kg.Graph) map[string]bool {
	out := map[string]bool{}
	for _, e := range g.Entities {
		out[e.Name] = true
	}
	return out
}

func pageAdvice(g *kg.Graph) map[string]bool {
	out := map[string]bool{}
	for _, r := range g.Recommendations {
		out[r.Text] = true
	}
	return out
}

// pageAgreement returns the F1 measure of two sets and logs what only one of them has.
func pageAgreement(t *testing.T, what string, want, got map[string]bool) float64 {
	t.Helper()
	both := 0
	for s := range want {
		if got[s] {
			both++
		} else {
			t.Logf("%s only in Markdown: %s", what, s)
		}
	}
	for s := range got {
		if !want[s] {
			t.Logf("%s only in HTML: %s", what, s)
		}
	}
	if len(want)+len(got) == 0 {
		return 1
	}
	return 2 * float64(both) / float64(len(want)+len(got))
}
