package brief

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// noun is how a type is called.
type noun struct {
	One     string `yaml:"one"`  // with its article
	Many    string `yaml:"many"` // plural
	Noun    string `yaml:"noun"`
	Of      bool   `yaml:"of"`      // "of" what it is part of
	Bodies  bool   `yaml:"bodies"`  // its bodies count with it
	Person  bool   `yaml:"person"`  // "it" will not do
	Setting bool   `yaml:"setting"` // where or amid what others act
	Thing   bool   `yaml:"thing"`   // recommendations turn on it
}

// tie says how a relation is put into words, seen from either end.
type tie struct {
	Predicate string               `yaml:"predicate"`
	Both      bool                 `yaml:"both"`
	Out       map[kg.Status]string `yaml:"out"`
	In        map[kg.Status]string `yaml:"in"`
}

// line is a kind of tie in the picture.
type line struct {
	Label      string   `yaml:"label"`
	Color      string   `yaml:"color"`
	Predicates []string `yaml:"predicates"`
	Dashed     bool     `yaml:"dashed"`
}

// articles are the rules of "the".
type articles struct {
	Bare  []string `yaml:"bare"`
	Cut   []string `yaml:"cut"`
	Names []string `yaml:"names"`
	Heads []string `yaml:"heads"`
}

// Phrases are the words of briefings.
type Phrases struct {
	Types   map[string]noun `yaml:"types"`
	Firm    []string        `yaml:"firm"`
	Soft    []string        `yaml:"soft"`
	Modals  []string        `yaml:"modals"`
	Faint   []string        `yaml:"faint"`
	Also    []string        `yaml:"also"`
	Small   []string        `yaml:"small"`
	Ties    []tie           `yaml:"ties"`
	Parent  string          `yaml:"parent"`
	Lines   []line          `yaml:"lines"`
	Listed  []string        `yaml:"listed"`
	Unsure  float64         `yaml:"unsure"`
	Article articles        `yaml:"article"`
}

// statuses are how facts are held, from most to least sure.
var statuses = []kg.Status{kg.Asserted, kg.Recommended, kg.Hedged, kg.Negated}

// ReadPhrases loads the words of briefings from the named YAML file. Unknown keys, and types and predicates that the vocabulary
// lacks or that have no words, are errors.
func ReadPhrases(fsys fs.FS, name string, o *ontology.Ontology) (*Phrases, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read words of briefings: %w", err)
	}
	ph := &Phrases{}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(ph); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := ph.check(o); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return ph, nil
}

func (ph *Phrases) check(o *ontology.Ontology) error {
	for _, t := range o.Entities {
		if n := ph.Types[t.Name]; n.One == "" || n.Many == "" || n.Noun == "" {
			return fmt.Errorf("type %s has no words", t.Name)
		}
	}
	seen := map[string]bool{}
	for _, t := range ph.Ties {
		if o.Predicate(t.Predicate) == nil || seen[t.Predicate] {
			return fmt.Errorf("predicate %q is unknown or stands twice", t.Predicate)
		}
		seen[t.Predicate] = true
		for _, side := range []map[kg.Status]string{t.Out, t.In} {
			for status := range side {
				if !slices.Contains(statuses, status) {
					return fmt.Errorf("predicate %s: unknown status %q", t.Predicate, status)
				}
			}
		}
	}
	for _, p := range o.Predicates {
		if !seen[p.Name] {
			return fmt.Errorf("predicate %s has no words", p.Name)
		}
	}
	if len(ph.Lines) < 2 {
		return errors.New("lines: the first and the last kind of tie are needed")
	}
	if o.Predicate(ph.Parent) == nil {
		return fmt.Errorf("parent: unknown predicate %q", ph.Parent)
	}
	return nil
}

// listed reports whether a fact is known from name lists, so that its quote shows the names alone.
func (ph *Phrases) listed(ev []kg.Evidence) bool {
	return !slices.ContainsFunc(ev, func(e kg.Evidence) bool {
		return !slices.ContainsFunc(ph.Listed, func(rule string) bool { return strings.HasPrefix(e.Rule, rule) })
	})
}
