package ontology_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/data"
	"policygraph/graph/ontology"
)

func TestBuiltIn(t *testing.T) {
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Entities) != 10 || len(o.Structure) != 6 || len(o.Predicates) != 13 {
		t.Errorf("%d entity types, %d structural types, %d predicates", len(o.Entities), len(o.Structure), len(o.Predicates))
	}
	for _, c := range []struct {
		predicate, subject, object string
		want                       bool
	}{
		{"part_of", "agency", "country", true},
		{"leads", "person", "agency", true},
		{"leads", "agency", "person", false},
		{"party_to", "country", "agreement", true},
		{"party_to", "country", "event", false},
		{"calls_on", "recommendation", "agency", false}, // a link, not a relation between entities
		{"nothing", "agency", "country", false},
	} {
		if got := o.Allows(c.predicate, c.subject, c.object); got != c.want {
			t.Errorf("%s %s %s: %v", c.subject, c.predicate, c.object, got)
		}
	}
	if !o.HasType("agency") || o.HasType("section") || o.Type("section") == nil || o.Predicate("calls_on").Weight != 2 ||
		o.Predicate("opposes").Line != "dashed" || o.Predicate("opposes").Color != "#C0392B" || o.Type("agency").Shape != "square" {
		t.Error("types or links are not as the file says")
	}
}

func TestMistakes(t *testing.T) {
	const head = "entities:\n  - {type: a, label: A, color: \"#010203\"}\n"
	for name, c := range map[string]struct{ text, want string }{
		"unknown key":  {head + "colour: red\n", "colour"},
		"twice":        {head + "structure:\n  - {type: a, label: A, color: \"#010203\"}\n", "twice"},
		"color":        {"entities:\n  - {type: a, label: A, color: red}\n", "#RRGGBB"},
		"unknown type": {head + "predicates:\n  - {name: p, label: p, weight: 1, domain: [b], range: [a]}\n", "unknown type"},
		"edge color":   {head + "predicates:\n  - {name: p, label: p, weight: 1, color: red}\n", "#RRGGBB"},
		"line":         {head + "predicates:\n  - {name: p, label: p, weight: 1, line: wavy}\n", "solid, dashed, dotted"},
		"weight":       {head + "predicates:\n  - {name: p, label: p, weight: 0, domain: [a], range: [a]}\n", "positive"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ontology.Read(fstest.MapFS{"o.yaml": {Data: []byte(c.text)}}, "o.yaml")
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "o.yaml") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
