package segment

import (
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"
)

// Rules are the abbreviations and the words by which sentences are told apart.
type Rules struct {
	classes  map[string]class
	starters map[string]bool
	strong   map[string]bool
}

// class says what a period behind an abbreviation means.
type class uint8

const (
	none    class = iota
	never         // no end of a sentence
	numbers       // none before a number
	either        // an end when a typical beginning follows
)

// RulesFile is the path of the rules in the data folder.
const RulesFile = "rules/abbreviations.yaml"

// LoadRules reads [RulesFile].
func LoadRules(fsys fs.FS) (*Rules, error) {
	data, err := fs.ReadFile(fsys, RulesFile)
	if err != nil {
		return nil, fmt.Errorf("load sentence rules: %w", err)
	}
	r, err := ParseRules(data)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", RulesFile, err)
	}
	return r, nil
}

// ParseRules reads rules from YAML.
func ParseRules(data []byte) (*Rules, error) {
	var file struct {
		Titles, Never, Numbers, Either, Starters, Strong []string
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("parse sentence rules: %w", err)
	}
	r := &Rules{classes: map[string]class{}, starters: set(file.Starters), strong: set(file.Strong)}
	for _, c := range []struct {
		class class
		words []string
	}{{either, file.Either}, {numbers, file.Numbers}, {never, file.Titles}, {never, file.Never}} {
		for _, w := range c.words {
			r.classes[w] = c.class
		}
	}
	return r, nil
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
