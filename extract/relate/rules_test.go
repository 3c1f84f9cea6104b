package relate

import (
	"iter"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadRulesRejects(t *testing.T) {
	k := load(t)
	for _, c := range []struct{ yaml, want string }{
		{"verbz: []", "verbz"},
		{"verbs:\n  - {name: x, predicate: sponsors, confidence: 2, verbs: run}", "outside (0, 1]"},
		{"verbs:\n  - {name: x, predicate: sponsors, confidence: 0.5, verbs: frobnicate}", "no verb"},
		{"verbs:\n  - {predicate: sponsors, confidence: 0.5, verbs: run}", "no name"},
		{"verbs:\n  - {name: x, predicate: sponsors, confidence: 0.5, verbs: run}\nlisted:\n  - {name: x, confidence: 0.5}", "no name of its own"},
	} {
		_, err := ReadRules(fstest.MapFS{"r.yaml": {Data: []byte(c.yaml)}}, "r.yaml", k.lexicon)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "r.yaml: ") {
			t.Errorf("%s: got %v, want an error that names the file and says %q", c.yaml, err, c.want)
		}
	}
	if _, err := ReadRules(fstest.MapFS{}, "r.yaml", k.lexicon); err == nil {
		t.Error("no error for a missing file")
	}
}

// TestPredicates checks that every rule names a predicate of the vocabulary and can hold for some types.
func TestPredicates(t *testing.T) {
	k := load(t)
	check := func(name, predicate string) {
		if k.ontology.Predicate(predicate) == nil {
			t.Errorf("rule %s: unknown predicate %q", name, predicate)
		}
	}
	for _, rules := range []iter.Seq2[string, []*clauseRule]{k.rules.verbs.All(), k.rules.nouns.All(), maps.All(k.rules.things)} {
		for _, list := range rules {
			for _, r := range list {
				check(r.Name, r.Predicate)
			}
		}
	}
	for _, rules := range [][]*pairRule{k.rules.owners, k.rules.parts, k.rules.parties, k.rules.places, k.rules.addresses} {
		for _, r := range rules {
			check(r.Name, r.Predicate)
		}
	}
	for _, r := range k.rules.listed {
		check(r.Name, r.Predicate)
	}
	for _, r := range k.rules.structure {
		check(r.Name, r.Predicate)
	}
}
