// Package ontology reads the closed lists of the graph (entity types, structural node types, predicates with their domain
// and range) from a YAML file, so that no code needs to switch on a type. What enters is ontology.yaml; what leaves is an
// [Ontology], which also serves as the vocabulary of the graph's consistency check. To add a type or predicate, edit the file.
package ontology

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Type is a kind of node.
type Type struct {
	Name  string `yaml:"type"`
	Label string `yaml:"label"` // human words
	Color string `yaml:"color"` // #RRGGBB
	Shape string `yaml:"shape"` // in pictures, as exports name shapes; "" for the plain one
	About string `yaml:"about"`
}

// Predicate is a kind of edge.
type Predicate struct {
	Name   string   `yaml:"name"`
	Label  string   `yaml:"label"`  // human words, as in "South Korea is party to …"
	Weight float64  `yaml:"weight"` // factor on the evidence count; > 0
	Domain []string `yaml:"domain"` // types at the tail, groups expanded
	Range  []string `yaml:"range"`  // types at the head, groups expanded
	Head   string   `yaml:"head"`   // gazetteer column that lists the subjects, "" if none
	Color  string   `yaml:"color"`  // #RRGGBB; grey unless said
	Line   string   `yaml:"line"`   // solid, dashed or dotted; solid unless said

	// Qualifier is what such an edge says of how its ends stand to each other, as "cooperation"; "" if nothing.
	Qualifier string `yaml:"qualifier"`
}

// grey is the colour of edges that have none of their own.
const grey = "#777777"

// Lines returns how edges may be drawn, the usual way first.
func Lines() []string { return []string{"solid", "dashed", "dotted"} }

// Ontology is the vocabulary. All lists keep the order of the file.
type Ontology struct {
	Entities   []Type              `yaml:"entities"`
	Structure  []Type              `yaml:"structure"`
	Groups     map[string][]string `yaml:"groups"`
	Predicates []Predicate         `yaml:"predicates"` // between entities
	Links      []Predicate         `yaml:"links"`      // of structural nodes

	types      map[string]*Type
	predicates map[string]*Predicate
	entity     map[string]bool
}

// Read loads and checks the named YAML file. Unknown keys, unknown types in a domain or range, duplicates, malformed
// colours and weights that are not positive are errors.
func Read(fsys fs.FS, name string) (*Ontology, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read ontology: %w", err)
	}
	o := &Ontology{}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(o); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := o.index(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return o, nil
}

func (o *Ontology) index() error {
	o.types, o.predicates, o.entity = map[string]*Type{}, map[string]*Predicate{}, map[string]bool{}
	for i := range o.Entities {
		o.entity[o.Entities[i].Name] = true
	}
	for _, list := range [][]Type{o.Entities, o.Structure} {
		for i := range list {
			t := &list[i]
			if t.Name == "" || o.types[t.Name] != nil {
				return fmt.Errorf("type %q is empty or stands twice", t.Name)
			}
			if !isColor(t.Color) {
				return fmt.Errorf("type %s: color %q is not #RRGGBB", t.Name, t.Color)
			}
			o.types[t.Name] = t
		}
	}
	for _, list := range [][]Predicate{o.Predicates, o.Links} {
		for i := range list {
			if err := o.indexPredicate(&list[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Ontology) indexPredicate(p *Predicate) error {
	if p.Name == "" || o.predicates[p.Name] != nil {
		return fmt.Errorf("predicate %q is empty or stands twice", p.Name)
	}
	if !(p.Weight > 0) {
		return fmt.Errorf("predicate %s: weight must be positive", p.Name)
	}
	p.Color, p.Line = cmp.Or(p.Color, grey), cmp.Or(p.Line, Lines()[0])
	if !isColor(p.Color) {
		return fmt.Errorf("predicate %s: color %q is not #RRGGBB", p.Name, p.Color)
	}
	if !slices.Contains(Lines(), p.Line) {
		return fmt.Errorf("predicate %s: line %q is none of %s", p.Name, p.Line, strings.Join(Lines(), ", "))
	}
	for _, ends := range []*[]string{&p.Domain, &p.Range} {
		var all []string
		for _, t := range *ends {
			if g, ok := o.Groups[t]; ok {
				all = append(all, g...)
				continue
			}
			all = append(all, t)
		}
		for _, t := range all {
			if o.types[t] == nil {
				return fmt.Errorf("predicate %s: unknown type %q", p.Name, t)
			}
		}
		*ends = all
	}
	o.predicates[p.Name] = p
	return nil
}

func isColor(s string) bool {
	if len(s) != 7 || s[0] != '#' {
		return false
	}
	for _, c := range s[1:] {
		if !('0' <= c && c <= '9' || 'A' <= c && c <= 'F' || 'a' <= c && c <= 'f') {
			return false
		}
	}
	return true
}

// Qualifiers returns the words by which predicates are qualified, sorted.
func (o *Ontology) Qualifiers() []string {
	var out []string
	for _, list := range [][]Predicate{o.Predicates, o.Links} {
		for _, p := range list {
			if p.Qualifier != "" {
				out = append(out, p.Qualifier)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// HasType reports whether typ is an entity type.
func (o *Ontology) HasType(typ string) bool { return o.entity[typ] }

// Type returns the entity or structural type of that name, or nil.
func (o *Ontology) Type(name string) *Type { return o.types[name] }

// Predicate returns the predicate or link of that name, or nil.
func (o *Ontology) Predicate(name string) *Predicate { return o.predicates[name] }

// Allows reports whether predicate is one between entities and may lead from subject to object, both entity types.
func (o *Ontology) Allows(predicate, subject, object string) bool {
	p := o.predicates[predicate]
	return p != nil && o.entity[subject] && o.entity[object] &&
		slices.Contains(p.Domain, subject) && slices.Contains(p.Range, object)
}
