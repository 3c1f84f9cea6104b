package resolve_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/data"
	"policygraph/extract/resolve"
	"policygraph/graph/ontology"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"The U.S.–Japan Alliance":          "us japan alliance",
		"U.S.-Japan alliance":              "us japan alliance",
		"Office of the People’s Advocate":  "office of people advocate",
		"“Harbours for All” (HFA)":         "harbours for all hfa",
		"Research & Development and Ports": "research development ports",
		"":                                 "",
	} {
		if got := resolve.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestReadRules(t *testing.T) {
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"agency: [Department]":                 "",
		"gang: [Department]":                   "unknown entity type",
		"agency: [Act]\nlegislation: [Act]":    "two types",
		"agency: {Department: yes}":            "r.yaml",
		"agency: [Department\nlegislation: []": "r.yaml",
	} {
		_, err := resolve.ReadRules(fstest.MapFS{"r.yaml": {Data: []byte(text)}}, "r.yaml", o)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
