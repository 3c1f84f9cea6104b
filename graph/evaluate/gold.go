package evaluate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Gold is a careful annotation of a report.
type Gold struct {
	Entities        []GoldEntity
	Recommendations []GoldRecommendation
	Relations       []GoldRelation
}

// GoldEntity is an entity that the report names.
type GoldEntity struct {
	Name      string   `json:"name"`
	Type      string   `json:"type"`
	TypesAlso []string `json:"types_also"` // types that are no mistake either
	Aliases   []string `json:"aliases"`
	Optional  bool     `json:"optional"`
}

// accepts reports whether the entity may be said to be of the type.
func (e *GoldEntity) accepts(typ string) bool {
	return e.Type == typ || slices.Contains(e.TypesAlso, typ)
}

// GoldRecommendation is something the report recommends. The lists name entities.
type GoldRecommendation struct {
	StartsWith       string   `json:"starts_with"` // its first words
	Actors           []string `json:"actors"`
	ActorsOptional   []string `json:"actors_optional"`
	Partners         []string `json:"partners"`
	PartnersOptional []string `json:"partners_optional"`
	Concerns         []string `json:"concerns"`
	ConcernsOptional []string `json:"concerns_optional"`
	Optional         bool     `json:"optional"`
}

// linked returns the names of what the predicate must and may lead to.
func (r *GoldRecommendation) linked(predicate string) (must, may []string) {
	switch predicate {
	case callsOn:
		return r.Actors, r.ActorsOptional
	case involves:
		return r.Partners, r.PartnersOptional
	}
	return r.Concerns, r.ConcernsOptional
}

// GoldRelation is a relation that the report states, its ends given by name.
type GoldRelation struct {
	Subject   string `json:"subject"`
	Predicate string `json:"predicate"`
	Object    string `json:"object"`
	Optional  bool   `json:"optional"`
}

// UnmarshalJSON reads an object or, in short, a list of subject, predicate and object.
func (r *GoldRelation) UnmarshalJSON(raw []byte) error {
	var short []string
	if json.Unmarshal(raw, &short) == nil && len(short) == 3 {
		*r = GoldRelation{Subject: short[0], Predicate: short[1], Object: short[2]}
		return nil
	}
	type plain GoldRelation
	return json.Unmarshal(raw, (*plain)(r))
}

// Problem is something wrong in a gold file.
type Problem struct {
	Line int // 1-based
	Text string
}

// Error returns line and text.
func (p *Problem) Error() string { return fmt.Sprintf("%d: %s", p.Line, p.Text) }

// maxProblems bounds the problems that ParseGold reports.
const maxProblems = 5

// parser reads a gold file.
type parser struct {
	data     []byte
	dec      *json.Decoder
	line     int // of the item that is read
	lines    map[string][]int
	gold     *Gold
	vocab    Vocabulary
	problems []error
}

// ParseGold reads an annotation from JSON: an object with the lists entities, recommendations and relations; other keys
// are passed over. Types, predicates and names that are not declared are errors. Each error is a [Problem] with its line;
// several are joined.
func ParseGold(data []byte, v Vocabulary) (*Gold, error) {
	p := &parser{data: data, dec: json.NewDecoder(bytes.NewReader(data)), lines: map[string][]int{}, gold: &Gold{}, vocab: v}
	if err := p.wellFormed(); err != nil {
		return nil, err
	}
	p.object()
	for _, key := range []string{"entities", "recommendations", "relations"} {
		if p.lines[key] == nil {
			p.line = 1
			p.fail("no list of %s", key)
		}
	}
	if len(p.problems) == 0 {
		p.check()
	}
	if n := len(p.problems); n > maxProblems {
		p.problems = append(p.problems[:maxProblems], fmt.Errorf("and %d more problems", n-maxProblems))
	}
	if err := errors.Join(p.problems...); err != nil {
		return nil, err
	}
	return p.gold, nil
}

func (p *parser) fail(format string, args ...any) {
	p.problems = append(p.problems, &Problem{p.line, fmt.Sprintf(format, args...)})
}

// lineAt returns the line of a byte.
func (p *parser) lineAt(offset int) int {
	return 1 + bytes.Count(p.data[:min(max(0, offset), len(p.data))], []byte("\n"))
}

// wellFormed makes sure that the data are one JSON object.
func (p *parser) wellFormed() error {
	if i := invalidAt(p.data); i >= 0 {
		return &Problem{p.lineAt(i), "not UTF-8"}
	}
	var all map[string]json.RawMessage
	err := json.Unmarshal(p.data, &all)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return &Problem{p.lineAt(int(syntax.Offset) - 1), "malformed JSON: " + syntax.Error()}
	case err != nil || all == nil:
		return &Problem{1, "not a JSON object"}
	}
	return nil
}

// invalidAt returns the place of the first byte that is not UTF-8, or -1.
func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// object reads the whole. The data are well-formed, so that tokens cannot fail.
func (p *parser) object() {
	p.dec.Token()
	for p.dec.More() {
		key, _ := p.dec.Token()
		switch key {
		case "entities":
			list(p, "entities", &p.gold.Entities, "name", "type", "aliases")
		case "recommendations":
			list(p, "recommendations", &p.gold.Recommendations, "starts_with", "actors", "partners", "concerns")
		case "relations":
			list(p, "relations", &p.gold.Relations)
		default:
			p.dec.Decode(new(json.RawMessage))
		}
	}
}

// list reads a list of items that must have the keys.
func list[T any](p *parser, key string, out *[]T, keys ...string) {
	p.line = p.next()
	p.lines[key] = []int{}
	*out = nil
	var raw json.RawMessage
	if p.data[p.skip()] != '[' {
		p.dec.Decode(&raw)
		p.fail("%s is not a list", key)
		return
	}
	p.dec.Token()
	for p.dec.More() {
		p.line = p.next()
		p.lines[key] = append(p.lines[key], p.line)
		p.dec.Decode(&raw)
		var item T
		if err := json.Unmarshal(raw, &item); err != nil {
			p.fail("%s %d: %s", key, len(p.lines[key]), plainly(err))
		} else if lacking := lacks(raw, keys); lacking != "" {
			p.fail("%s %d: no %s", key, len(p.lines[key]), lacking)
		}
		*out = append(*out, item)
	}
	p.dec.Token()
}

// skip returns the place of the next value.
func (p *parser) skip() int {
	i := int(p.dec.InputOffset())
	for i < len(p.data)-1 && strings.IndexByte(" \t\r\n,:", p.data[i]) >= 0 {
		i++
	}
	return i
}

// next returns the line of the next value.
func (p *parser) next() int { return p.lineAt(p.skip()) }

// plainly puts an error of the JSON decoder into words of the file.
func plainly(err error) string {
	var typ *json.UnmarshalTypeError
	if errors.As(err, &typ) {
		if typ.Field == "" {
			return "a JSON " + typ.Value + " stands where an item should"
		}
		return typ.Field + " cannot be a JSON " + typ.Value
	}
	return err.Error()
}

// lacks returns the first key that the object has not or has as null.
func lacks(raw []byte, keys []string) string {
	var fields map[string]*json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return ""
	}
	for _, k := range keys {
		if fields[k] == nil {
			return k
		}
	}
	return ""
}

// check makes sure that names, types and predicates are declared.
func (p *parser) check() {
	names := map[string]bool{}
	for i := range p.gold.Entities {
		e := &p.gold.Entities[i]
		p.line = p.lines["entities"][i]
		names[e.Name] = true
		if strings.TrimSpace(e.Name) == "" {
			p.fail("entities %d: empty name", i+1)
		}
		for _, t := range append([]string{e.Type}, e.TypesAlso...) {
			if !slices.Contains(p.vocab.Types, t) {
				p.fail("entities %d (%s): unknown type %q", i+1, e.Name, t)
			}
		}
	}
	declared := func(where string, lists ...[]string) {
		for _, name := range slices.Concat(lists...) {
			if !names[name] {
				p.fail("%s: %q is none of the entities", where, name)
			}
		}
	}
	for i := range p.gold.Recommendations {
		r := &p.gold.Recommendations[i]
		p.line = p.lines["recommendations"][i]
		where := fmt.Sprintf("recommendations %d, ", i+1)
		declared(where+"actors", r.Actors, r.ActorsOptional)
		declared(where+"partners", r.Partners, r.PartnersOptional)
		declared(where+"concerns", r.Concerns, r.ConcernsOptional)
	}
	for i := range p.gold.Relations {
		r := &p.gold.Relations[i]
		p.line = p.lines["relations"][i]
		where := fmt.Sprintf("relations %d", i+1)
		declared(where, []string{r.Subject, r.Object})
		if !slices.Contains(p.vocab.Predicates, r.Predicate) {
			p.fail("%s: unknown predicate %q", where, r.Predicate)
		}
	}
}
