package confidence_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"policygraph/data"
	"policygraph/extract"
	"policygraph/extract/confidence"
	"policygraph/graph/evaluate"
)

// TestJudge makes sure that single facts are judged as the evaluation judges all of them together.
func TestJudge(t *testing.T) {
	x, err := extract.New(data.FS, extract.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	var v evaluate.Vocabulary
	for _, typ := range x.Ontology().Entities {
		v.Types = append(v.Types, typ.Name)
	}
	for _, p := range x.Ontology().Predicates {
		v.Predicates = append(v.Predicates, p.Name)
	}
	seen := 0
	for _, p := range development {
		raw, err := os.ReadFile(p.gold)
		if err != nil {
			t.Logf("SKIPPED: %v", err)
			continue
		}
		g, _, err := x.File(t.Context(), p.report)
		if err != nil {
			t.Logf("SKIPPED: %v", err)
			continue
		}
		gold, err := evaluate.ParseGold(raw, v)
		if err != nil {
			t.Fatal(err)
		}
		seen++
		scores, _ := evaluate.Compare(g, gold, v)
		facts := readGold(t, p.gold).judge(g)
		for kind, metric := range map[string]string{confidence.Entity: evaluate.Entities, confidence.Recommendation: evaluate.Recommendations, confidence.CallsOn: evaluate.Actors,
			confidence.Involves: evaluate.Partners, confidence.Concerns: evaluate.Concerns, confidence.Relation: evaluate.Relations} {
			var s share
			for _, f := range ofKind(facts, kind) {
				s.add(f, 0)
			}
			if want := scores.Get(metric); s.all != want.Predicted || math.Abs(s.precision()-want.P) > 1e-9 {
				t.Errorf("%s: %s: %d facts, precision %.4f; the evaluation counts %d, %.4f", filepath.Base(p.report), kind, s.all, s.precision(), want.Predicted, want.P)
			}
		}
	}
	if seen < 3 {
		t.Errorf("only %d reports", seen)
	}
}
