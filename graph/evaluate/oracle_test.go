package evaluate_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"policygraph/data"
	"policygraph/export/graphml"
	"policygraph/export/scene"
	"policygraph/extract"
	"policygraph/graph/evaluate"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// script is the scoring script, whose figures are the measure of ours.
const script = "../../../shared/tools/score.py"

// driver scores pairs of files, named one after the other, and prints what the script computes.
const driver = `import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("score", sys.argv[1])
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)
out = []
for i in range(2, len(sys.argv), 2):
    m, miss = score.score(json.load(open(sys.argv[i], encoding="utf-8")), *score.read_graphml(sys.argv[i + 1]))
    out.append([[[k, v["p"], v["r"], v["f1"], v["predicted"], v["gold"]] for k, v in m.items()], list(map(list, miss.items()))])
json.dump(out, sys.stdout)
`

// python returns the interpreter and the script, or skips the test.
func python(t *testing.T) (interpreter, path string) {
	t.Helper()
	interpreter, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("SKIPPED: no python3 to run the scoring script with")
	}
	path, err = filepath.Abs(script)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the scoring script is not here: %v", err)
	}
	return interpreter, path
}

// verdict is the outcome of a comparison, ours or the script's.
type verdict struct {
	Scores evaluate.Scores
	Misses evaluate.Misses
}

// judged runs the script on pairs of gold and GraphML files.
func judged(t *testing.T, files ...string) []verdict {
	t.Helper()
	interpreter, path := python(t)
	cmd := exec.Command(interpreter, append([]string{"-c", driver, path}, files...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	raw, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &stderr)
	}
	var all [][2][][]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	read := func(raw json.RawMessage, into any) {
		if err := json.Unmarshal(raw, into); err != nil {
			t.Fatal(err)
		}
	}
	var out []verdict
	for _, one := range all {
		v := verdict{}
		for _, m := range one[0] {
			s := evaluate.Score{}
			for i, into := range []any{&s.Name, &s.P, &s.R, &s.F1, &s.Predicted, &s.Gold} {
				read(m[i], into)
			}
			v.Scores = append(v.Scores, s)
		}
		for _, m := range one[1] {
			l := evaluate.List{}
			read(m[0], &l.Name)
			read(m[1], &l.Items)
			v.Misses = append(v.Misses, l)
		}
		out = append(out, v)
	}
	return out
}

// exported writes the graph as GraphML into the directory.
func exported(t testing.TB, g *kg.Graph, o *ontology.Ontology, path string) {
	t.Helper()
	s, err := scene.Build(g, o, scene.Input{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := graphml.Write(&b, s, graphml.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

var loaded = sync.OnceValues(func() (*extract.Extractor, error) { return extract.New(data.FS, extract.DefaultOptions()) })

func vocabulary(t testing.TB) (*ontology.Ontology, evaluate.Vocabulary) {
	t.Helper()
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var v evaluate.Vocabulary
	for _, x := range o.Entities {
		v.Types = append(v.Types, x.Name)
	}
	for _, x := range o.Predicates {
		v.Predicates = append(v.Predicates, x.Name)
	}
	return o, v
}

func parse(t testing.TB, path string, v evaluate.Vocabulary) *evaluate.Gold {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	gold, err := evaluate.ParseGold(raw, v)
	if err != nil {
		t.Fatalf("%s:%v", path, err)
	}
	return gold
}

// pairs are reports with their annotations.
func pairs(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for gold, report := range map[string]string{"us-rok-alliance": "report/us-rok-alliance.md", "biosafety-2023": "corpus/biosafety-2023.md", "psi-directive-2014": "corpus/psi-directive-2014.docx"} {
		gold, report = "../../../shared/gold/"+gold+".json", "../../../shared/"+report
		if _, err := os.Stat(gold); err != nil {
			t.Logf("SKIPPED: %v", err)
			continue
		}
		out[report] = gold
	}
	golds, err := filepath.Glob("../../extract/testdata/reports/*.gold.json")
	if err != nil || len(golds) < 6 {
		t.Fatalf("%d annotations, %v", len(golds), err)
	}
	for _, gold := range golds {
		reports, err := filepath.Glob(strings.TrimSuffix(gold, "gold.json") + "[hmt]*")
		if err != nil || len(reports) != 1 {
			t.Fatalf("%s: reports %v, %v", gold, reports, err)
		}
		out[reports[0]] = gold
	}
	return out
}

// TestScript compares figures and lists with those of the script, on the GraphML of reports.
func TestScript(t *testing.T) {
	python(t)
	o, v := vocabulary(t)
	x, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	for report, gold := range pairs(t) {
		t.Run(filepath.Base(report), func(t *testing.T) {
			g, _, err := x.File(context.Background(), report)
			if err != nil && filepath.Ext(report) == ".docx" {
				t.Logf("%v; another text stands in for it", err)
				g, _, err = x.File(context.Background(), "../../extract/testdata/reports/pacific-health-2021.txt")
			}
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "graph.graphml")
			exported(t, g, o, file)
			scores, misses := evaluate.Compare(g, parse(t, gold, v), v)
			if d := cmp.Diff(judged(t, gold, file)[0], verdict{scores, misses}); d != "" {
				t.Errorf("script (-) and ours (+) differ:\n%s", d)
			}
			if scores.Get(evaluate.Entities).Gold < 30 {
				t.Errorf("only %d entities are measured", scores.Get(evaluate.Entities).Gold)
			}
		})
	}
}

// odd are forms that are one or nearly so, and some that are like nothing else.
var odd = []string{
	"Japan", "the Japan", "JAPAN.", "Japan's", "Japan’s", "U.S.", "US", "U.S. Navy", "The U.S", "INF Treaty", "INFINF", "a; b", " a", "b ", "b", "; ", ";", "Straße", "STRASSE",
	"ΣΑΣ", "İstanbul", "½ Plan", "ﬁne print", "R&D", "C++", "Indo–Pacific", "Indo-Pacific", "“Quad”", "*Quad*", "Quad", "a\u00a0b", "a\u0085b", "x\x1cy", "日本", "e\u0301", "é",
	"D'Arcy", `say "it's"`, "back\\slash", "tab\there", "\u200b", "<b>&</b>", "a\rb", "J. R. R. Tolkien", "No. 5", "co-op.", "the", "an", "a", "...", "\x01", "\ufffe",
	" ", "\u00a0", "the\x1cUnion", "Union", "Union " + strings.Repeat(".", 120),
}

var starts = []string{"the state should act at once", "act at once with the state", "information sharing INF should be made better", "the state could act at last", "act at once", "the state", "a- b c- d state should act", "state<sup>1</sup>s should act"}

// rapidGraph draws facts about few entities of confusable names.
func rapidGraph(t *rapid.T, o *ontology.Ontology) *kg.Graph {
	form := rapid.SampledFrom(odd)
	g := &kg.Graph{Reports: []kg.Report{{ID: "report:r", Title: "R"}}}
	ev := func() []kg.Evidence {
		return []kg.Evidence{{Passage: "passage:r/00001", Span: kg.Span{End: 1}, Rule: "r", Confidence: 1, Status: kg.Asserted}}
	}
	g.Passages = []kg.Passage{{ID: "passage:r/00001", Report: "report:r", Section: "report:r", Kind: "paragraph", Text: "x"}}
	types := []string{"country", "agency", "place"}
	for i := range rapid.IntRange(1, 8).Draw(t, "entities") {
		typ := rapid.SampledFrom(types).Draw(t, "type")
		g.Entities = append(g.Entities, kg.Entity{ID: kg.ID(fmt.Sprintf("%s:%d", typ, i)), Type: typ, Name: form.Draw(t, "name"),
			Aliases: rapid.SliceOfN(form, 0, 3).Draw(t, "aliases"), Mentions: ev()})
	}
	entity := func() kg.ID { return rapid.SampledFrom(g.Entities).Draw(t, "entity").ID }
	links := func() []kg.Link {
		var out []kg.Link
		for range rapid.IntRange(0, 3).Draw(t, "links") {
			out = append(out, kg.Link{Entity: entity(), Evidence: ev()})
		}
		return out
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "recommendations") {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(append(starts, odd...)), 1, 4).Draw(t, "text"), " ")
		g.Recommendations = append(g.Recommendations, kg.Recommendation{ID: kg.PartID(kg.KindRecommendation, "report:r", i+1), Report: "report:r",
			Section: "report:r", Text: text, Actors: links(), Partners: links(), Concerns: links(), Evidence: ev()})
	}
	for range rapid.IntRange(0, 6).Draw(t, "relations") {
		g.Relations = append(g.Relations, kg.Relation{Subject: entity(), Predicate: rapid.SampledFrom(o.Predicates).Draw(t, "predicate").Name, Object: entity(), Evidence: ev()})
	}
	return g.Sort()
}

// rapidGold draws an annotation in the same forms.
func rapidGold(t *rapid.T) map[string]any {
	form := rapid.SampledFrom(odd)
	var names []string
	entities, recs, rels := []any{}, []any{}, []any{}
	for range rapid.IntRange(1, 8).Draw(t, "entities") {
		names = append(names, "n"+form.Draw(t, "name"))
		name := names[len(names)-1]
		if rapid.Bool().Draw(t, "plain") && strings.TrimSpace(name[1:]) != "" {
			name = name[1:]
			names[len(names)-1] = name
		}
		entities = append(entities, map[string]any{"name": name, "type": rapid.SampledFrom([]string{"country", "agency", "event"}).Draw(t, "type"),
			"types_also": rapid.SampledFrom([][]string{{}, {"place"}}).Draw(t, "also"), "aliases": append([]string{}, rapid.SliceOfN(form, 0, 3).Draw(t, "aliases")...),
			"optional": rapid.IntRange(0, 4).Draw(t, "optional") == 0})
	}
	some := func() []string {
		return append([]string{}, rapid.SliceOfN(rapid.SampledFrom(names), 0, 3).Draw(t, "names")...)
	}
	for range rapid.IntRange(0, 5).Draw(t, "recommendations") {
		recs = append(recs, map[string]any{"starts_with": rapid.SampledFrom(append(starts, odd...)).Draw(t, "start"), "actors": some(), "partners": some(), "concerns": some(),
			"actors_optional": some(), "concerns_optional": some(), "optional": rapid.IntRange(0, 3).Draw(t, "optional") == 0})
	}
	for range rapid.IntRange(0, 6).Draw(t, "relations") {
		rels = append(rels, map[string]any{"subject": rapid.SampledFrom(names).Draw(t, "s"), "predicate": rapid.SampledFrom([]string{"part_of", "leads", "opposes"}).Draw(t, "p"),
			"object": rapid.SampledFrom(names).Draw(t, "o"), "optional": rapid.IntRange(0, 3).Draw(t, "optional") == 0})
	}
	return map[string]any{"entities": entities, "recommendations": recs, "relations": rels}
}

// TestScriptOnInvented compares with the script on small graphs and annotations made by chance, of confusable names.
func TestScriptOnInvented(t *testing.T) {
	python(t)
	o, v := vocabulary(t)
	dir := t.TempDir()
	var files []string
	var ours []verdict
	const cases = 300
	for i := range cases {
		g := rapid.Custom(func(t *rapid.T) *kg.Graph { return rapidGraph(t, o) }).Example(i)
		raw, err := json.Marshal(rapid.Custom(rapidGold).Example(i))
		if err != nil {
			t.Fatal(err)
		}
		gold, err := evaluate.ParseGold(raw, v)
		if err != nil {
			t.Fatalf("%v in %s", err, raw)
		}
		files = append(files, filepath.Join(dir, fmt.Sprint(i, ".json")), filepath.Join(dir, fmt.Sprint(i, ".graphml")))
		if err := os.WriteFile(files[2*i], raw, 0o644); err != nil {
			t.Fatal(err)
		}
		exported(t, g, o, files[2*i+1])
		scores, misses := evaluate.Compare(g, gold, v)
		ours = append(ours, verdict{scores, misses})
	}
	matched := 0
	for i, want := range judged(t, files...) {
		if d := cmp.Diff(want, ours[i]); d != "" {
			raw, _ := os.ReadFile(files[2*i])
			t.Fatalf("case %d: script (-) and ours (+) differ:\n%s\n%s", i, d, raw)
		}
		matched += len(want.Misses[0].Items)
	}
	if matched < cases/10 {
		t.Errorf("only %d entities missed in %d cases: too easy", matched, cases)
	}
}
