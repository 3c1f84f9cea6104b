package explain

import (
	"testing"
	"testing/fstest"
)

func TestRules(t *testing.T) {
	base := fstest.MapFS{
		"rules/explanations.yaml":    {Data: []byte("rules: {a: It is A., -in-context: By context.}\nphrases: {plea: They ask.}\n")},
		"rules/recommendations.yaml": {Data: []byte("phrases:\n  - {words: urge|urges, form: plea}\n  - {words: odd, form: unknown}\n")},
	}
	own := fstest.MapFS{"explanations.yaml": {Data: []byte("rules: {a: My A.}\n")}}
	for _, c := range []struct {
		own  fstest.MapFS
		rule string
		want string
	}{
		{nil, "a", "It is A."}, {nil, "a-in-context", "It is A. By context."}, {nil, "urge|urges", "They ask."},
		{nil, "odd", ""}, {nil, "b", ""}, {nil, "b-in-context", ""}, {own, "a", "My A."}, {own, "urge|urges", ""},
	} {
		r, err := Read(base, nil)
		if c.own != nil {
			r, err = Read(base, c.own)
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Rule(c.rule); got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
	if _, err := Read(fstest.MapFS{}, nil); err == nil {
		t.Error("no error without files")
	}
	if _, err := Read(base, fstest.MapFS{"explanations.yaml": {Data: []byte("rules: [")}}); err == nil {
		t.Error("no error for malformed YAML")
	}
}
