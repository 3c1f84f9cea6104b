package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"policygraph/data"
	"policygraph/extract"
	"policygraph/graph/kg"
)

var loaded = sync.OnceValues(func() (*extract.Extractor, error) {
	return extract.New(data.FS, extract.DefaultOptions())
})

func extractor(tb testing.TB) *extract.Extractor {
	tb.Helper()
	x, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// reports returns the paths of every report at hand: the project's own, and those beside the checkout where they are there.
func reports(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, glob := range []string{"testdata/reports/*.md", "testdata/reports/*.txt", "../data/samples/*.md", "../../shared/report/*.md", "../../shared/corpus/*.md", "../../shared/corpus/*.txt"} {
		paths, err := filepath.Glob(glob)
		if err != nil {
			tb.Fatal(err)
		}
		if len(paths) == 0 {
			tb.Logf("SKIPPED: no report matches %s", glob)
		}
		for _, p := range paths {
			if filepath.Base(p) != "README.md" {
				out = append(out, p)
			}
		}
	}
	return out
}

// TestReports extracts every report twice: the facts are consistent (Document checks them), the same both times, and not few,
// and quotes of relations begin with a word.
func TestReports(t *testing.T) {
	x := extractor(t)
	for _, path := range reports(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			g, _, err := x.File(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			again, _, err := x.File(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(g, again); diff != "" {
				t.Errorf("the second run differs:\n%s", diff)
			}
			texts := map[kg.ID]string{}
			for _, p := range g.Passages {
				texts[p.ID] = p.Text
			}
			for _, r := range g.Relations {
				for _, ev := range r.Evidence {
					if quote := texts[ev.Passage][ev.Span.Start:ev.Span.End]; strings.IndexByte(".,;:!? )", quote[0]) >= 0 {
						t.Errorf("%s %s %s: the quote begins within another sentence: %q", r.Subject, r.Predicate, r.Object, quote)
					}
				}
			}
			if len(g.Entities) < 10 || len(g.Recommendations) < 2 || len(g.Relations) < 5 {
				t.Errorf("only %d entities, %d recommendations, %d relations", len(g.Entities), len(g.Recommendations), len(g.Relations))
			}
		})
	}
}

// TestOddTexts feeds texts without names, of nothing but names, in other scripts, deeply nested, in one long line.
func TestOddTexts(t *testing.T) {
	x := extractor(t)
	nested := &strings.Builder{}
	for i := range 200 {
		nested.WriteString(strings.Repeat("  ", i) + "- The Department of Commerce should act.\n")
	}
	for _, c := range []struct{ name, text string }{
		{"no-names", strings.Repeat("the quick brown fox jumps over a lazy dog and then it rests for a while. ", 20000)},
		{"only-names", strings.Repeat("Norway Japan Microsoft NATO ", 20000)},
		{"one-line", strings.Repeat("The Department of Commerce should work with Japan on trade, and Norway could help. ", 20000)},
		{"nested", nested.String()},
		{"korean", strings.Repeat("한국 정부는 새로운 정책을 발표했다. ", 2000)},
		{"arabic", strings.Repeat("أعلنت الحكومة سياسة جديدة. ", 2000)},
		{"mixed", strings.Repeat("The 외교부 of South Korea and وزارة should meet. Ærø’s ‘port’ – 2×2. ", 2000)},
		{"brackets", strings.Repeat("(((([[[[“‘", 20000)},
		{"capitals", strings.Repeat("A B C D E F G H ", 20000)},
		{"short", "X"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, _, err := x.Bytes(context.Background(), c.name+".md", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if err := g.Check(x.Ontology()); err != nil {
				t.Error(err)
			}
			if c.name == "no-names" && len(g.Entities) > 0 {
				t.Errorf("%d entities in a text without names", len(g.Entities))
			}
		})
	}
}

func FuzzDocument(f *testing.F) {
	f.Add("# Plan\n\n- The Ministry of Health (MoH) should work with WHO.<sup>1</sup>\n\n1. WHO, *Report*, 2020, <https://who.int>.\n")
	f.Add("JUN 12\tPresident Moon met Biden.\nJUL 1\tTalks.\nAUG 3\tEnd.\n")
	x := extractor(f)
	f.Fuzz(func(t *testing.T, s string) {
		g, _, err := x.Bytes(context.Background(), "fuzz.md", []byte(s))
		if err != nil {
			if strings.Contains(err.Error(), "inconsistent") {
				t.Fatal(err)
			}
			return
		}
		if diff := cmp.Diff(g, kg.Merge(g), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("merging a graph with nothing changes it:\n%s", diff)
		}
	})
}

// BenchmarkExtract measures extraction alone, knowledge loaded, over all reports at hand as one corpus.
func BenchmarkExtract(b *testing.B) {
	x := extractor(b)
	var texts [][]byte
	var names []string
	total := 0
	for _, path := range reports(b) {
		raw, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		texts, names, total = append(texts, raw), append(names, filepath.Base(path)), total+len(raw)
	}
	all := func() {
		for i, raw := range texts {
			if _, _, err := x.Bytes(context.Background(), names[i], append([]byte(nil), raw...)); err != nil {
				b.Fatal(err)
			}
		}
	}
	all() // names are compiled when a text first asks for them
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		all()
	}
}

// BenchmarkLoad measures how long it takes to load all knowledge.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := extract.New(data.FS, extract.DefaultOptions()); err != nil {
			b.Fatal(err)
		}
	}
}
