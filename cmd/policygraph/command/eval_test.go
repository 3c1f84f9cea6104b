package command

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The report and annotation of these tests.
const (
	tinyGold = `{
 "entities": [
  {"name": "European Commission", "type": "organization", "types_also": ["agency"], "aliases": []},
  {"name": "Japan", "type": "country", "aliases": []},
  {"name": "Norway", "type": "country", "aliases": []}
 ],
 "recommendations": [
  {"starts_with": "The European Commission should work with Japan.", "actors": ["European Commission"], "partners": ["Japan"], "concerns": []},
  {"starts_with": "Norway should do so too, says nobody.", "actors": ["Norway"], "partners": [], "concerns": []}
 ],
 "relations": [["European Commission", "works_with", "Japan"], ["Norway", "works_with", "Japan"]]
}`
	evalReports = "../../../extract/testdata/reports/"
)

func TestEval(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"tiny.md": tiny, "tiny.gold.json": tinyGold, "other.json": tinyGold} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := succeed(t, "eval", "tiny.gold.json", "tiny.md")
	for _, line := range []string{
		"metric                                P      R     F1  predicted  gold", "entities                          1.000  0.667  0.800          2     3",
		"recommendations                   1.000  0.500  0.667          1     2", "relations.works_with              1.000  0.500  0.667          1     2",
	} {
		if !strings.Contains(out, line+"\n") {
			t.Errorf("no line %q in\n%s", line, out)
		}
	}
	if left, err := os.ReadDir("."); err != nil || len(left) != 3 {
		t.Errorf("reading a file left %v, %v", left, err)
	}
	lists := succeed(t, "eval", "tiny.gold.json", "tiny.md", "--misses")
	for _, part := range []string{out, "\n# entities missed: 1\n  Norway (country)\n", "\n# relations not in gold: 0\n", "says nobody.: [], gold ['Norway']\n"} {
		if !strings.Contains(lists, part) {
			t.Errorf("no %q in\n%s", part, lists)
		}
	}
	succeed(t, "build", "tiny.md", "--quiet")
	for _, args := range [][]string{{"tiny.gold.json"}, {"other.json"}, {"other.json", "tiny"}, {"other.json", "report:tiny"}} {
		if again := succeed(t, append([]string{"eval"}, args...)...); again != out {
			t.Errorf("%v gives\n%s", args, again)
		}
	}
}

func TestEvalSeveral(t *testing.T) {
	gold, path := write(t, "gold.json", tinyGold), write(t, "tiny.md", tiny)
	empty := write(t, "none.json", `{"entities": [], "recommendations": [], "relations": []}`)
	out := succeed(t, "eval", gold, path, empty, path)
	want := "F1                entities  recommendations  who is called on  relations\n" +
		"tiny (gold.json)     0.800            0.667             0.667      0.667\n" +
		"tiny (none.json)     0.000            0.000             0.000      0.000\n" +
		"mean                 0.400            0.333             0.333      0.333\n"
	if d := cmp.Diff(want, out); d != "" {
		t.Error(d)
	}
	var all struct {
		Reports []struct {
			Report  string
			Metrics map[string]map[string]float64
		}
		Mean map[string]map[string]float64
	}
	if err := json.Unmarshal([]byte(succeed(t, "eval", gold, path, empty, path, "--format", "json")), &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Reports) != 2 || all.Reports[0].Metrics["entities"]["p"] != 1 || all.Mean["entities"]["p"] != 0.5 || all.Mean["entities"]["gold"] != 3 {
		t.Errorf("%+v", all)
	}
	out = succeed(t, "eval", gold, path, empty, path, "--misses", "--format", "csv")
	if !strings.HasPrefix(out, "report,annotation,list,item\ntiny,"+gold+",entities missed,Norway (country)\n") {
		t.Errorf("CSV begins\n%s", out)
	}
	out = succeed(t, "eval", gold, path, "--format", "csv")
	if !strings.HasPrefix(out, "metric,p,r,f1,predicted,gold\nentities,1,0.6666666666666666,0.8,2,3\n") {
		t.Errorf("CSV begins\n%s", out)
	}
}

func TestEvalMinimum(t *testing.T) {
	gold, path := write(t, "gold.json", tinyGold), write(t, "tiny.md", tiny)
	plain := succeed(t, "eval", gold, path, "--min", "entities=0.8", "--min", "relations=0")
	code, stdout, stderr := call(t, "eval", gold, path, "--min", "entities=0.81", "--min", "relations=0.1", "--min", "relations.leads=1")
	want := "policygraph: tiny: entities: F1 0.800 is below 0.81; tiny: relations.leads: F1 0.000 is below 1\n"
	if code != ExitBelow || stdout != plain || stderr != want {
		t.Errorf("exit code %d, stderr %q, stdout\n%s", code, stderr, stdout)
	}
	refuse(t, ExitUsage, `--min: unknown name "entity"; known are entities, entities_name_only,`, "eval", gold, path, "--min", "entity=1")
	refuse(t, ExitUsage, `--min: "entities" is not of the form METRIC=VALUE`, "eval", gold, path, "--min", "entities")
	refuse(t, ExitUsage, `--min: entities: "80%" is not a number from 0 to 1`, "eval", gold, path, "--min", "entities=80%")
	refuse(t, ExitUsage, `--min: entities: "NaN" is not a number from 0 to 1`, "eval", gold, path, "--min", "entities=NaN")
}

func TestEvalRefuses(t *testing.T) {
	gold, path := write(t, "gold.json", tinyGold), write(t, "tiny.md", tiny)
	bad := write(t, "bad.json", strings.Replace(tinyGold, `"actors": ["Norway"]`, `"actors": ["Norge", "Noreg"]`, 1))
	cut := write(t, "cut.json", tinyGold[:200])
	t.Chdir(t.TempDir())
	refuse(t, ExitUsage, "received 0 arguments", "eval")
	refuse(t, ExitUsage, "received 3 arguments", "eval", gold, path, gold)
	refuse(t, ExitUsage, `unknown format "xml"`, "eval", gold, path, "--format", "xml")
	refuse(t, ExitInput, "read gold: open absent.json: no such file", "eval", "absent.json", path)
	refuse(t, ExitInput, "read gold: "+cut+":5: malformed JSON: unexpected end", "eval", cut, path)
	refuse(t, ExitInput, "read gold: "+bad+`:9: recommendations 2, actors: "Norge" is none of the entities; `+bad+`:9: recommendations 2, actors: "Noreg" is`, "eval", bad, path)
	refuse(t, ExitInput, "read gold: "+path+":1: malformed JSON", "eval", path, gold)
	refuse(t, ExitInput, "absent.md: no such file", "eval", gold, filepath.Join("x", "absent.md"))
	refuse(t, ExitStore, "no such store", "eval", gold)
	refuse(t, ExitStore, "absent.md is no file, so looked for in the store: out/graph: no such store", "eval", gold, "absent.md")
	succeed(t, "build", path, write(t, "second.md", tiny), "--quiet")
	refuse(t, ExitNotFound, `no report "absent.md" in the store; known are second, tiny`, "eval", gold, "absent.md")
	refuse(t, ExitNotFound, `no report "gold" in the store; name a file or one of second, tiny`, "eval", gold)
}

// TestEvalScript compares with what the scoring script says of the GraphML that run writes, in JSON and in lists.
func TestEvalScript(t *testing.T) {
	script, err := filepath.Abs("../../../../shared/tools/score.py")
	if err != nil {
		t.Fatal(err)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("SKIPPED: no python3 to run the scoring script with")
	}
	if _, err := os.Stat(script); err != nil {
		t.Skipf("SKIPPED: the scoring script is not here: %v", err)
	}
	gold, report, out := evalReports+"kenya-digital-id-2023.gold.json", evalReports+"kenya-digital-id-2023.md", t.TempDir()
	succeed(t, "run", report, evalReports+"baltic-energy-2024.md", "--out", filepath.Join(out, "both"), "--quiet")
	succeed(t, "run", report, "--out", out, "--quiet")
	ask := func(flags ...string) string {
		raw, err := exec.Command(python, append([]string{script, gold, filepath.Join(out, "graph.graphml")}, flags...)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	decode := func(s string) (v any) {
		if err := json.Unmarshal([]byte(s), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, args := range [][]string{{report}, {"kenya-digital-id-2023", "--store", filepath.Join(out, "graph")}, {"kenya-digital-id-2023", "--store", filepath.Join(out, "both", "graph")}} {
		args = append([]string{"eval", gold}, args...)
		if d := cmp.Diff(decode(ask("--json")), decode(succeed(t, append(args, "--format", "json")...))); d != "" {
			t.Errorf("%v: script (-) and ours (+) differ:\n%s", args, d)
		}
		_, theirs, _ := strings.Cut(ask("--misses"), "\n\n#")
		_, ours, _ := strings.Cut(succeed(t, append(args, "--misses")...), "\n\n#")
		if d := cmp.Diff(theirs, ours); d != "" || ours == "" {
			t.Errorf("%v: script (-) and ours (+) differ:\n%s", args, d)
		}
	}
}
