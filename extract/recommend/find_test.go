package recommend

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

var update = flag.Bool("update", false, "write what the cases give into the case files")

// readCases reads pairs of input and expected lines: a line "### number name", the input, "---", what is expected.
func readCases(t testing.TB, path string) (names, inputs, wants []string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split("\n"+string(raw), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		input, want, _ := strings.Cut(rest+"\n", "\n---\n")
		names, inputs, wants = append(names, name), append(inputs, input), append(wants, strings.TrimRight(want, "\n")+"\n")
	}
	return names, inputs, wants
}

func TestCases(t *testing.T) {
	rules, lx := loadRules(t)
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	for _, file := range files {
		names, inputs, wants := readCases(t, file)
		var out strings.Builder
		for i, name := range names {
			text, ix := build(lx, inputs[i])
			recs := Find(text, ix, rules)
			got := show(text, ix, recs)
			fmt.Fprintf(&out, "=== %s\n%s\n---\n%s\n", name, inputs[i], got)
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+name, func(t *testing.T) {
				if got != wants[i] && !*update {
					t.Errorf("input:\n%s\ngot:\n%swant:\n%s", inputs[i], got, wants[i])
				}
				if err := check(text, ix, recs); err != nil {
					t.Error(err)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// check verifies the graph that the recommendations make with their text.
func check(text *prose.Text, ix *mention.Index, recs []kg.Recommendation) error {
	graph := kg.Graph{Reports: []kg.Report{text.Report}, Sections: text.Sections, Recommendations: recs}
	for _, p := range text.Passages {
		graph.Passages = append(graph.Passages, p.Passage)
	}
	entities := slices.Clone(ix.Entities)
	for p := range ix.Passages {
		for _, m := range ix.Passages[p] {
			entities[m.Entity].Mentions = append(entities[m.Entity].Mentions, m.Evidence(text.Passages[p].ID))
		}
	}
	for _, e := range entities {
		if len(e.Mentions) > 0 {
			graph.Entities = append(graph.Entities, e.Entity)
		}
	}
	return graph.Check(anything{})
}

// FuzzFind reads arbitrary cases: whatever the text, the facts are consistent and the same twice.
func FuzzFind(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		_, inputs, _ := readCases(f, file)
		for _, input := range inputs {
			f.Add(input)
		}
	}
	rules, lx := loadRules(f)
	f.Fuzz(func(t *testing.T, input string) {
		if !utf8.ValidString(input) {
			return
		}
		text, ix := build(lx, input)
		for _, e := range ix.Entities {
			if !(anything{}).HasType(e.Type) || kg.Slug(e.Name) == "" {
				return
			}
		}
		recs := Find(text, ix, rules)
		if err := check(text, ix, recs); err != nil {
			t.Error(err)
		}
		if a, b := show(text, ix, recs), show(text, ix, Find(text, ix, rules)); a != b {
			t.Errorf("first %s\nthen %s", a, b)
		}
	})
}

type anything struct{}

func (anything) HasType(typ string) bool {
	return strings.Contains(" country agency organization company person initiative agreement legislation place event ", " "+typ+" ")
}
func (anything) Allows(_, _, _ string) bool { return true }

func TestReadRulesErrors(t *testing.T) {
	for name, c := range map[string]struct{ yaml, want string }{
		"unknown key":      {"phrase: []", "field phrase not found"},
		"unknown form":     {"modalities: {should: 0.5}\nphrases: [{words: should, modality: should, form: loud}]", "unknown form"},
		"unknown modality": {"modalities: {should: 0.5}\nphrases: [{words: will, modality: will, form: clause}]", "unknown modality"},
		"confidence":       {"modalities: {should: 1.5}", "outside (0, 1]"},
		"no words":         {"modalities: {should: 0.5}\nphrases: [{modality: should, form: clause}]", "without words"},
	} {
		_, err := ReadRules(fstest.MapFS{"r.yaml": {Data: []byte(c.yaml)}}, "r.yaml")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
	if _, err := ReadRules(fstest.MapFS{}, "r.yaml"); err == nil {
		t.Error("missing file: no error")
	}
}

func BenchmarkFind(b *testing.B) {
	rules, lx := loadRules(b)
	var s strings.Builder
	plain := "Trade across the strait grew by a tenth last year, as firms that had waited for clarity on tariffs moved their plants and hired more people in the border towns. " +
		"Nobody in the ministries had foreseen how fast the change would come, and the statistics office revised its figures twice. "
	for i := 0; i < 400; i++ {
		fmt.Fprintf(&s, "## Part %d\n", i)
		for k := 0; k < 5; k++ {
			s.WriteString(plain + plain + "\n")
		}
		fmt.Fprintf(&s, "In a second phase, the [Ministry of Transport|agency] should work with [Chile|country] and the [Harbour Authority|agency] to open %d new lines. It could also invite [Peru|country] to take part.\n", i)
		s.WriteString("The [Ministry of Transport|agency] should:\n- Publish its plans for the northern line every year.\n- Engage [Peru|country] on the cost of the crossing.\n")
	}
	text, ix := build(lx, s.String())
	n := 0
	for _, p := range text.Passages {
		n += len(p.Text)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, ix, rules)
	}
}
