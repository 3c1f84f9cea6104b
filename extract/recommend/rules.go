package recommend

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"

	"policygraph/extract/prose"
)

// form is how a phrase directs.
type form string

// The forms of phrases, as recommendations.yaml describes them.
const (
	clauseForm  form = "clause"
	passiveForm form = "passive"
	pleaForm    form = "plea"
	dummyForm   form = "dummy"
)

// phrase is a sequence of words that directs.
type phrase struct {
	Words    string `yaml:"words"`
	Modality string `yaml:"modality"`
	Form     form   `yaml:"form"`
	Body     bool   `yaml:"body"`
	Weak     bool   `yaml:"weak"`
	Narrow   bool   `yaml:"narrow"`
	Goal     bool   `yaml:"goal"`

	steps      [][]string // alternatives by position
	confidence float64
}

// set is a set of words. In YAML it is a string of words separated by blanks.
type set struct{ prose.Set }

// wordSets are the lists of words that rules refer to.
type wordSets struct {
	Author        set `yaml:"author"`
	AuthorNoun    set `yaml:"author_noun"`
	Endorse       set `yaml:"endorse"`
	Follow        set `yaml:"follow"`
	Report        set `yaml:"report"`
	Verdict       set `yaml:"verdict"`
	Voice         set `yaml:"voice"`
	Epistemic     set `yaml:"epistemic"`
	Telling       set `yaml:"telling"`
	Expect        set `yaml:"expect"`
	Musing        set `yaml:"musing"`
	Burden        set `yaml:"burden"`
	Procedure     set `yaml:"procedure"`
	Advice        set `yaml:"advice"`
	Joint         set `yaml:"joint"`
	Possible      set `yaml:"possible"`
	Adjectival    set `yaml:"adjectival"`
	Told          set `yaml:"told"`
	HasNoun       set `yaml:"has_noun"`
	Cause         set `yaml:"cause"`
	Ensure        set `yaml:"ensure"`
	Led           set `yaml:"led"`
	Finite        set `yaml:"finite"`
	Marker        set `yaml:"marker"`
	Aside         set `yaml:"aside"`
	Applicant     set `yaml:"applicant"`
	Legal         set `yaml:"legal"`
	Textual       set `yaml:"textual"`
	Announce      set `yaml:"announce"`
	Explain       set `yaml:"explain"`
	ColumnAction  set `yaml:"column_action"`
	ColumnOwner   set `yaml:"column_owner"`
	ColumnPast    set `yaml:"column_past"`
	ColumnPartner set `yaml:"column_partner"`
	Barren        set `yaml:"barren"`
	Summary       set `yaml:"summary"`
	Label         set `yaml:"label"`
	Organ         set `yaml:"organ"`
	Whichever     set `yaml:"whichever"`
	Doing         set `yaml:"doing"`
	People        set `yaml:"people"`
	Pair          set `yaml:"pair"`
	State         set `yaml:"state"`
	Body          set `yaml:"body"`
	Group         set `yaml:"group"`
	Agentive      set `yaml:"agentive"`
	WithNot       set `yaml:"with_not"`
	BetweenNot    set `yaml:"between_not"`
	Object        set `yaml:"object"`
	Giver         set `yaml:"giver"`
	Found         set `yaml:"found"`
	Backing       set `yaml:"backing"`
	Inquire       set `yaml:"inquire"`
	Unique        set `yaml:"unique"`
	Aim           set `yaml:"aim"`
}

// UnmarshalYAML reads words separated by blanks.
func (s *set) UnmarshalYAML(n *yaml.Node) error {
	var words string
	if err := n.Decode(&words); err != nil {
		return err
	}
	s.Set = prose.NewSet(strings.Fields(words))
	return nil
}

// rulesFile is the form of recommendations.yaml.
type rulesFile struct {
	Modalities   map[string]float64 `yaml:"modalities"`
	Phrases      []phrase           `yaml:"phrases"`
	Words        wordSets           `yaml:"words"`
	Titles       []string           `yaml:"titles"`
	WithPartner  []string           `yaml:"with_partner"`
	Owner        []string           `yaml:"owner"`
	OwnerPartner []string           `yaml:"owner_partner"`
	According    []string           `yaml:"according"`
}

// Rules is the compiled form of a rules file; it is immutable.
type Rules struct {
	wordSets
	modalities   map[string]float64
	phrases      prose.Table[[]phrase] // by first word
	titles       set
	withPartner  [][]string
	owner        prose.Table[[][]string] // by first word
	ownerPartner prose.Table[[][]string]
	according    prose.Table[[][]string]
}

// ReadRules loads the named rules file. Unknown keys, forms and modalities are errors.
func ReadRules(fsys fs.FS, name string) (*Rules, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read recommendation rules: %w", err)
	}
	var f rulesFile
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Rules{wordSets: f.Words, modalities: f.Modalities}
	for m, c := range f.Modalities {
		if !(c > 0 && c <= 1) {
			return nil, fmt.Errorf("%s: modality %s: confidence %v outside (0, 1]", name, m, c)
		}
	}
	for _, p := range f.Phrases {
		if err := r.addPhrase(p); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, t := range f.Titles {
		r.titles.Add(t)
	}
	for _, w := range f.WithPartner {
		r.withPartner = append(r.withPartner, strings.Fields(w))
	}
	r.owner, r.ownerPartner, r.according = byFirst(f.Owner), byFirst(f.OwnerPartner), byFirst(f.According)
	return r, nil
}

func (r *Rules) addPhrase(p phrase) error {
	switch p.Form {
	case clauseForm, passiveForm, pleaForm, dummyForm:
	default:
		return fmt.Errorf("phrase %q: unknown form %q", p.Words, p.Form)
	}
	c, ok := r.modalities[p.Modality]
	if !ok {
		return fmt.Errorf("phrase %q: unknown modality %q", p.Words, p.Modality)
	}
	p.confidence = c
	for _, w := range strings.Fields(p.Words) {
		p.steps = append(p.steps, strings.Split(w, "|"))
	}
	if len(p.steps) == 0 {
		return fmt.Errorf("phrase without words")
	}
	for _, first := range p.steps[0] {
		r.phrases.Put(first, append(r.phrases.At(first), p))
	}
	return nil
}

// byFirst splits phrases into words, a final colon being one of its own, and orders them by first word.
func byFirst(phrases []string) prose.Table[[][]string] {
	var t prose.Table[[][]string]
	for _, p := range phrases {
		words := strings.Fields(strings.ReplaceAll(p, ":", " :"))
		if len(words) > 0 {
			t.Put(words[0], append(t.At(words[0]), words))
		}
	}
	return t
}
