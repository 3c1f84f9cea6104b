package resolve

import (
	"bytes"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"

	"policygraph/graph/ontology"
)

// Rules says what definite descriptions may point back at.
type Rules struct {
	generic map[string]string // head noun as written → type
}

// ReadRules loads the named YAML file: entity types, each with its head nouns. Unknown types are errors.
func ReadRules(fsys fs.FS, name string, o *ontology.Ontology) (*Rules, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read rules of references: %w", err)
	}
	var f map[string][]string
	if err := yaml.NewDecoder(bytes.NewReader(raw)).Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Rules{generic: map[string]string{}}
	for typ, words := range f {
		if !o.HasType(typ) {
			return nil, fmt.Errorf("%s: unknown entity type %q", name, typ)
		}
		for _, w := range words {
			if old, ok := r.generic[w]; ok && old != typ {
				return nil, fmt.Errorf("%s: %q stands under two types", name, w)
			}
			r.generic[w] = typ
		}
	}
	return r, nil
}
