// Package explain puts into words what the rules of extraction do. What enters are the knowledge files and the name of a rule,
// as evidence carries it; what leaves is a sentence. To explain a new rule, add a line to data/rules/explanations.yaml.
package explain

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Rules holds the explanations.
type Rules struct {
	rules   map[string]string
	phrases map[string]string // words of a phrase that directs → explanation
}

// inContext marks names that count only where context supports them.
const inContext = "-in-context"

// Read loads the explanations and the phrases from fsys, laid out as the data folder is.
func Read(fsys fs.FS) (*Rules, error) {
	var f struct {
		Rules   map[string]string `yaml:"rules"`
		Phrases map[string]string `yaml:"phrases"`
	}
	if err := read(fsys, "rules/explanations.yaml", true, &f); err != nil {
		return nil, err
	}
	var advice struct {
		Phrases []struct{ Words, Form, Modality string } `yaml:"phrases"`
	}
	if err := read(fsys, "rules/recommendations.yaml", false, &advice); err != nil {
		return nil, err
	}
	out := &Rules{f.Rules, map[string]string{}}
	for _, p := range advice.Phrases {
		if how := f.Phrases[p.Form]; how != "" {
			out.phrases[p.Words] = how
		}
	}
	return out, nil
}

func read(fsys fs.FS, name string, strict bool, into any) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read explanations of rules: %w", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(strict)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// Rule says what the rule does, or "" if nothing is known of it.
func (r *Rules) Rule(name string) string {
	if s := r.rules[name]; s != "" {
		return s
	}
	if plain, ok := strings.CutSuffix(name, inContext); ok && r.rules[plain] != "" {
		return r.rules[plain] + " " + r.rules[inContext]
	}
	return r.phrases[name]
}

// Names returns the names of the explained rules, sorted.
func (r *Rules) Names() []string { return slices.Sorted(maps.Keys(r.rules)) }
