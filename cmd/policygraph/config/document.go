package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// document is a configuration file, with the lines on which its keys stand.
type document struct {
	path   string
	lines  map[string]int // key → line
	leaves []leaf
	values map[string]any
}

// leaf is a setting in the file.
type leaf struct {
	key   string
	value *yaml.Node
}

// parse reads YAML and refuses unknown keys, keys that stand twice and values of the wrong kind.
func parse(path string, raw []byte) (*document, error) {
	d := &document{path: path, lines: map[string]int{}}
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil {
		return nil, d.located(err)
	}
	if len(root.Content) == 0 || root.Content[0].Tag == "!!null" {
		return d, nil // empty, or nothing but comments
	}
	if err := d.mapping("", root.Content[0]); err != nil {
		return nil, err
	}
	var kinds *yaml.TypeError // other errors, of the values themselves, are found again when all settings are decoded
	if err := root.Decode(&Config{}); errors.As(err, &kinds) {
		return nil, d.wrongKind(err)
	}
	if err := root.Decode(&d.values); err != nil {
		return nil, d.located(err)
	}
	return d, nil
}

// mapping notes the keys of a mapping and refuses those that are not known.
func (d *document) mapping(prefix string, n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("%s:%d: %s must be a mapping of keys to values", d.path, n.Line, strings.TrimRight("configuration "+prefix, ". "))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		name := prefix + key.Value
		if d.lines[name] > 0 {
			return fmt.Errorf("%s:%d: key %q stands twice, first on line %d", d.path, key.Line, name, d.lines[name])
		}
		d.lines[name] = key.Line
		if err := d.key(name, key, value); err != nil {
			return err
		}
	}
	return nil
}

func (d *document) key(name string, key, value *yaml.Node) error {
	all := defaults()
	if _, ok := all[name]; ok {
		d.leaves = append(d.leaves, leaf{name, value})
		if name != "exports" || value.Kind != yaml.SequenceNode {
			return nil
		}
		return d.exports(value)
	}
	for k := range all {
		if strings.HasPrefix(k, name+".") {
			return d.mapping(name+".", value)
		}
	}
	return fmt.Errorf("%s:%d: unknown key %q", d.path, key.Line, name)
}

func (d *document) exports(list *yaml.Node) error {
	for i, item := range list.Content {
		name := fmt.Sprintf("exports[%d]", i)
		d.lines[name] = item.Line
		if item.Kind != yaml.MappingNode {
			continue
		}
		for k := 0; k < len(item.Content); k += 2 {
			if key := item.Content[k]; !slices.Contains([]string{"format", "profile", "file"}, key.Value) {
				return fmt.Errorf("%s:%d: unknown key %q", d.path, key.Line, name+"."+key.Value)
			}
		}
	}
	return nil
}

// place says on which line the key stands; one that only the default sets is named by itself.
func (d *document) place(key string) string {
	for k := key; k != ""; k = k[:max(0, strings.LastIndexAny(k, ".["))] {
		if line := d.lines[k]; line > 0 {
			return fmt.Sprintf("%s:%d: %s", d.path, line, key)
		}
	}
	return key
}

// wrongKind names the first setting whose value is of the wrong kind.
func (d *document) wrongKind(err error) error {
	for _, l := range d.leaves {
		alone := l.value
		parts := strings.Split(l.key, ".")
		for _, part := range slices.Backward(parts) {
			alone = &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: part}, alone}}
		}
		var kinds *yaml.TypeError
		if errors.As(alone.Decode(&Config{}), &kinds) && len(kinds.Errors) > 0 {
			text := kinds.Errors[0]
			return fmt.Errorf("%s: %s", d.place(l.key), oneLine(text[len(lineOf.FindString(text)):]))
		}
	}
	return d.located(err)
}

// lineOf finds the line in a message of the YAML library.
var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// located turns an error of the YAML library into one that begins with file and line.
func (d *document) located(err error) error {
	text := err.Error()
	var kinds *yaml.TypeError
	if errors.As(err, &kinds) && len(kinds.Errors) > 0 {
		text = kinds.Errors[0]
	}
	if m := lineOf.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("%s:%s: %s", d.path, m[1], oneLine(text[len(m[0]):]))
	}
	return fmt.Errorf("%s: %s", d.path, oneLine(strings.TrimPrefix(text, "yaml: ")))
}
