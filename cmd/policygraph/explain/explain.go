// Package explain puts into words what the rules of extraction do. What enters are the knowledge files and the name of a rule,
// as evidence carries it; what leaves is a sentence. To explain a new rule, add a line to data/rules/explanations.yaml.
package explain

import (
	"errors"
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

// Read loads the explanations and the phrases from base, laid out as the data folder is. A rule file that the folder own (nil
// for none) has of the same name counts instead.
func Read(base, own fs.FS) (*Rules, error) {
	var f struct {
		Rules   map[string]string `yaml:"rules"`
		Phrases map[string]string `yaml:"phrases"`
	}
	if err := read(base, own, "explanations.yaml", &f); err != nil {
		return nil, err
	}
	var advice struct {
		Phrases []struct{ Words, Form, Modality string } `yaml:"phrases"`
	}
	if err := read(base, own, "recommendations.yaml", &advice); err != nil {
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

func read(base, own fs.FS, name string, into any) error {
	raw, err := []byte(nil), fs.ErrNotExist
	if own != nil {
		raw, err = fs.ReadFile(own, name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		raw, err = fs.ReadFile(base, "rules/"+name)
	}
	if err != nil {
		return fmt.Errorf("read explanations of rules: %w", err)
	}
	if err := yaml.Unmarshal(raw, into); err != nil {
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
