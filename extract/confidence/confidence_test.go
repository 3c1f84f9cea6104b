package confidence_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"policygraph/extract/confidence"
	"policygraph/graph/kg"
)

func TestApply(t *testing.T) {
	table, err := confidence.Read(fstest.MapFS{"c.yaml": {Data: []byte("entity: {gazetteer: 0.5}\ncalls_on: {subject: 0.25}\nrelation: {subject: 1}\n")}}, "c.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ev := func(rule string, c float64) []kg.Evidence {
		return []kg.Evidence{{Passage: "p", Rule: rule, Confidence: c}}
	}
	graph := func(gazetteer, subject, relation float64) *kg.Graph {
		return &kg.Graph{
			Entities: []kg.Entity{{ID: "a", Mentions: ev("gazetteer", gazetteer)}, {ID: "b", Mentions: ev("other", 0.7)}},
			Recommendations: []kg.Recommendation{{Evidence: ev("should", 0.9), Actors: []kg.Link{{Entity: "a", Evidence: ev("subject", subject)}},
				Concerns: []kg.Link{{Entity: "b", Evidence: ev("subject", 0.9)}}}},
			Timeline:  []kg.TimelineEvent{{Evidence: ev("gazetteer", 0.9), Entities: []kg.Link{{Entity: "a", Evidence: ev("gazetteer", gazetteer)}}}},
			Relations: []kg.Relation{{Subject: "a", Evidence: ev("subject", relation)}},
		}
	}
	before := graph(0.9, 0.9, 0.9)
	if diff := cmp.Diff(graph(0.5, 0.25, 1), table.Apply(before)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(graph(0.9, 0.9, 0.9), before); diff != "" {
		t.Errorf("the input was changed: %s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ text, words string }{
		{"entities: {a: 0.5}", `unknown kind of fact "entities"`},
		{"entity: {a: 1.5}", "entity: a: confidence 1.5 outside (0, 1]"},
		{"entity: {a: .nan}", "outside (0, 1]"},
		{"entity: [", "c.yaml: "},
	} {
		if _, err := confidence.Read(fstest.MapFS{"c.yaml": {Data: []byte(c.text)}}, "c.yaml"); err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", c.text, err)
		}
	}
	if _, err := confidence.Read(fstest.MapFS{}, "c.yaml"); err == nil {
		t.Error("no error for a file that is not there")
	}
	if table, err := confidence.Read(fstest.MapFS{"c.yaml": {Data: []byte("# nothing\n")}}, "c.yaml"); err != nil || len(table) > 0 {
		t.Errorf("%v, %v", table, err)
	}
}
