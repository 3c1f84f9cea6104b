package relate

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"strings"

	"go.yaml.in/yaml/v3"

	"policygraph/extract/prose"
	"policygraph/extract/tag"
	"policygraph/graph/kg"
)

// Rules is the compiled form of a rules file; it is immutable and safe for concurrent use.
type Rules struct {
	words      wordSets
	lexicon    *tag.Lexicon
	body       set                  // types of bodies
	employers  set                  // types of what people work or study at
	modals     map[string]kg.Status // should → recommended
	governors  map[string]kg.Status // recommend → recommended, plan → hedged, refuse → negated
	carriers   map[string]set       // type → nouns that may stand behind a name of the type without changing it
	verbs      prose.Table[[]*clauseRule]
	nouns      prose.Table[[]*clauseRule]
	things     map[string][]*clauseRule // by type of the name
	owners     []*pairRule
	parts      []*pairRule
	parties    []*pairRule
	places     []*pairRule // "summit in Hanoi"
	addresses  []*pairRule // "Hanoi, Vietnam"
	structure  []*structureRule
	listed     []*listedRule
	confidence map[string]float64 // of the rules that have no pattern
	kind       map[string]string  // rule → kind
}

// set is a set of words. In YAML it is a string of words separated by blanks, or a list.
type set struct{ prose.Set }

// UnmarshalYAML reads words separated by blanks, or a list of phrases.
func (s *set) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		var list []string
		if err := n.Decode(&list); err != nil {
			return err
		}
		s.Set = prose.NewSet(list)
		return nil
	}
	var words string
	if err := n.Decode(&words); err != nil {
		return err
	}
	s.Set = prose.NewSet(strings.Fields(words))
	return nil
}

// wordSets are the lists of words that the kinds of rules refer to.
type wordSets struct {
	DatePrepositions set `yaml:"date_prepositions"`
	DateWords        set `yaml:"date_words"`
	Organs           set `yaml:"organs"`
	Light            set `yaml:"light"`
	Control          set `yaml:"control"`
	Reports          set `yaml:"reports"`
	BareInfinitive   set `yaml:"bare_infinitive"`
	Denials          set `yaml:"denials"`
	Refusals         set `yaml:"refusals"`
	StateHeads       set `yaml:"state_heads"`
	Heads            set `yaml:"heads"`
	StrongHeads      set `yaml:"strong_heads"`
	Demoting         set `yaml:"demoting"`
	Rosters          set `yaml:"rosters"`
	Chairs           set `yaml:"chairs"`
	Ministers        set `yaml:"ministers"`
	Work             set `yaml:"work"`
	Study            set `yaml:"study"`
	WorkPrepositions set `yaml:"work_prepositions"`
	JoinVerbs        set `yaml:"join_verbs"`
	Copulas          set `yaml:"copulas"`
	Staff            set `yaml:"staff"`
	ListOpeners      set `yaml:"list_openers"`
	Administrations  set `yaml:"administrations"`
	FamilyFirst      set `yaml:"family_first"`
	Locative         set `yaml:"locative"`
	PartPhrases      set `yaml:"part_phrases"`
	Refocus          set `yaml:"refocus"`
	Symbols          set `yaml:"symbols"`
	Naming           set `yaml:"naming"`
	Models           set `yaml:"models"`
	Uses             set `yaml:"uses"`
	Prefixes         set `yaml:"prefixes"`
	Deeds            set `yaml:"deeds"`
	Adverbial        set `yaml:"adverbial"`
	Plans            set `yaml:"plans"`
	Together         set `yaml:"together"`
	Help             set `yaml:"help"`
	Leading          set `yaml:"leading"`
	Attacks          set `yaml:"attacks"`
	Based            set `yaml:"based"`
	BareParticiples  set `yaml:"bare_participles"`
	Symmetric        set `yaml:"symmetric"`
	MinistryWords    set `yaml:"ministry_words"`
	Notes            set `yaml:"note_kinds"`
	Determiners      set `yaml:"group_determiners"`
	Toward           set `yaml:"toward"`
	Subjects         set `yaml:"subject_rules"`
	Contributions    set `yaml:"contributions"`
	ColumnLead       set `yaml:"column_lead"`
	ColumnPartner    set `yaml:"column_partner"`
	Membership       set `yaml:"membership"`

	Phrasal  map[string]string   `yaml:"phrasal"`  // set up → establish
	Counts   map[string]int      `yaml:"counts"`   // three → 3
	Groups   map[string][]string `yaml:"group_of"` // countries → types
	Brackets map[string]string   `yaml:"brackets"` // type → what those in brackets behind a name are to it
}

// clauseRule reads a relation off a verb or noun and the phrases around it.
type clauseRule struct {
	Name       string   `yaml:"name"`
	Predicate  string   `yaml:"predicate"`
	Confidence float64  `yaml:"confidence"`
	Subject    []string `yaml:"subject"`
	Object     []string `yaml:"object"`
	Verbs      set      `yaml:"verbs"`
	Nouns      set      `yaml:"nouns"`   // verbs: heads of the direct object before the preposition; nouns: the nouns themselves
	Things     []string `yaml:"things"`  // types of the names that are the noun
	Prep       set      `yaml:"prep"`    // prepositions before the object; none: direct object
	Reach      int      `yaml:"reach"`   // other phrases that may stand between verb and preposition
	Voice      string   `yaml:"voice"`   // "active" or "passive" where only one will do
	Reverse    bool     `yaml:"reverse"` // the relation leads from object to subject
	Mutual     bool     `yaml:"mutual"`  // between the members of a coordinated subject
	Between    bool     `yaml:"between"` // noun between A and B
	Pair       bool     `yaml:"pair"`    // A-B noun
	Owner      bool     `yaml:"owner"`   // nouns: A's noun PREP B; verbs: the subject is the possessor in "A's plan includes"
	From       set      `yaml:"from"`    // noun from A PREP B
	Of         set      `yaml:"of"`      // noun OF B by A
	Both       bool     `yaml:"both"`    // the relation holds in both directions
	Members    bool     `yaml:"members"` // verbs: the subject is what its members belong to: "whose members include"
	Swap       bool     `yaml:"swap"`    // verb OBJECT prep SUBJECT
	Joint      bool     `yaml:"joint"`   // who acts jointly with the subject does as well
	With       bool     `yaml:"with"`    // who stands behind "with" shares the role of the subject: "A signed X with B"
	Apposed    bool     `yaml:"apposed"` // nouns: SUBJECT, a N prep OBJECT
	Made       set      `yaml:"made"`    // nouns: verbs that bring it about: "should promote talks"
	Stated     bool     `yaml:"stated"`  // not where the text merely recommends, hedges or denies it

	subject, object set
}

// pairRule relates a name to one that owns it, holds it or stands within it, by types.
type pairRule struct {
	Name       string   `yaml:"name"`
	Predicate  string   `yaml:"predicate"`
	Confidence float64  `yaml:"confidence"`
	Owner      []string `yaml:"owner"`
	Thing      []string `yaml:"thing"`
	Reverse    bool     `yaml:"reverse"` // the relation leads from thing to owner

	owner, thing set
}

// listedRule confirms what a gazetteer knows.
type listedRule struct {
	Name       string  `yaml:"name"`
	Column     string  `yaml:"column"`
	Predicate  string  `yaml:"predicate"`
	Confidence float64 `yaml:"confidence"`
	Scope      string  `yaml:"scope"`   // "sentence", "passage" or "report"
	Reverse    bool    `yaml:"reverse"` // the relation leads from the listed name to the row
	Most       int     `yaml:"most"`    // rows with more listed names are passed over; 0: any number
	Unless     bool    `yaml:"unless"`  // not where the text names somebody else in that role
	Cue        set     `yaml:"cue"`     // words one of which must stand in the sentence; none: any sentence
	Thing      set     `yaml:"thing"`   // types of the rows; none: any
}

// structureRule relates an entity to what it is known to belong to.
type structureRule struct {
	Name       string   `yaml:"name"`
	Predicate  string   `yaml:"predicate"`
	Confidence float64  `yaml:"confidence"`
	Thing      []string `yaml:"thing"`
	From       []string `yaml:"from"`   // in order of preference: "parent" and "country" of the entity, or a column of the gazetteer
	Unless     bool     `yaml:"unless"` // not where the text relates the entity to something by the predicate

	thing set
}

// rulesFile is the form of relations.yaml.
type rulesFile struct {
	Groups     map[string][]string  `yaml:"groups"`
	Modals     map[kg.Status]set    `yaml:"modals"`
	Governors  map[kg.Status]set    `yaml:"governors"`
	Carriers   map[string]set       `yaml:"carriers"`
	Words      wordSets             `yaml:"words"`
	Verbs      []*clauseRule        `yaml:"verbs"`
	Nouns      []*clauseRule        `yaml:"nouns"`
	Owners     []*pairRule          `yaml:"owners"`
	Parts      []*pairRule          `yaml:"parts"`
	Parties    []*pairRule          `yaml:"parties"`
	Places     []*pairRule          `yaml:"places"`
	Addresses  []*pairRule          `yaml:"addresses"`
	Structure  []*structureRule     `yaml:"structure"`
	Listed     []*listedRule        `yaml:"listed"`
	Confidence map[string]kindRules `yaml:"confidence"`
}

// kindRules names the rules of a kind that have no pattern of their own, with their confidence.
type kindRules map[string]float64

// ReadRules loads the named rules file. Unknown keys, types without a group, and confidences outside (0, 1] are errors.
func ReadRules(fsys fs.FS, name string, lx *tag.Lexicon) (*Rules, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read relation rules: %w", err)
	}
	var f rulesFile
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Rules{words: f.Words, lexicon: lx, modals: map[string]kg.Status{}, governors: map[string]kg.Status{}, carriers: map[string]set{},
		things: map[string][]*clauseRule{}, owners: f.Owners, parts: f.Parts, parties: f.Parties, places: f.Places, addresses: f.Addresses, structure: f.Structure,
		listed: f.Listed, confidence: map[string]float64{}, kind: map[string]string{}}
	r.body, r.employers = expand([]string{"body"}, f.Groups), expand([]string{"employer"}, f.Groups)
	for s, words := range f.Modals {
		for w := range words.All() {
			r.modals[w] = s
		}
	}
	for s, words := range f.Governors {
		for w := range words.All() {
			r.governors[w] = s
		}
	}
	for name, words := range f.Carriers {
		group := expand([]string{name}, f.Groups)
		for t := range group.All() {
			r.carriers[t] = words
		}
	}
	r.words.Organs.addPlurals()
	if err := r.compile(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

func (r *Rules) compile(f *rulesFile) error {
	for _, c := range f.Verbs {
		if err := r.enter("clauses", c.Name, c.Confidence); err != nil {
			return err
		}
		c.subject, c.object = expand(c.Subject, f.Groups), expand(c.Object, f.Groups)
		for v := range c.Verbs.All() {
			if !r.lexicon.IsVerb(v) {
				return fmt.Errorf("rule %s: the lexicon has no verb %q", c.Name, v)
			}
			if c.Made.Len() > 0 {
				return fmt.Errorf("rule %s: made is for nouns", c.Name)
			}
			r.verbs.Put(v, append(r.verbs.At(v), c))
		}
		c.Nouns.addPlurals()
	}
	for _, c := range f.Nouns {
		if err := r.enter("clauses", c.Name, c.Confidence); err != nil {
			return err
		}
		c.subject, c.object = expand(c.Subject, f.Groups), expand(c.Object, f.Groups)
		for v := range c.Made.All() {
			if !r.lexicon.IsVerb(v) {
				return fmt.Errorf("rule %s: the lexicon has no verb %q", c.Name, v)
			}
		}
		for n := range c.Nouns.All() {
			for _, form := range [...]string{n, plural(n)} {
				r.nouns.Put(form, append(r.nouns.At(form), c))
			}
		}
		for _, t := range c.Things {
			r.things[t] = append(r.things[t], c)
		}
	}
	for _, list := range [][]*pairRule{f.Owners, f.Parts, f.Parties, f.Places, f.Addresses} {
		for _, p := range list {
			if err := r.enter("names", p.Name, p.Confidence); err != nil {
				return err
			}
			p.owner, p.thing = expand(p.Owner, f.Groups), expand(p.Thing, f.Groups)
		}
	}
	for _, st := range f.Structure {
		if err := r.enter("structure", st.Name, st.Confidence); err != nil {
			return err
		}
		st.thing = expand(st.Thing, f.Groups)
	}
	for _, l := range f.Listed {
		if err := r.enter("known", l.Name, l.Confidence); err != nil {
			return err
		}
	}
	for kind, rules := range f.Confidence {
		for name, c := range rules {
			if err := r.enter(kind, name, c); err != nil {
				return err
			}
			r.confidence[name] = c
		}
	}
	return nil
}

// enter notes the kind of a rule.
func (r *Rules) enter(kind, name string, confidence float64) error {
	if name == "" || r.kind[name] != "" && r.kind[name] != kind {
		return fmt.Errorf("rule %q has no name of its own", name)
	}
	if !(confidence > 0 && confidence <= 1) {
		return fmt.Errorf("rule %s: confidence %v outside (0, 1]", name, confidence)
	}
	r.kind[name] = kind
	return nil
}

// expand replaces the groups among types by their members.
func expand(types []string, groups map[string][]string) set {
	var s set
	for _, t := range types {
		if g, ok := groups[t]; ok {
			for _, m := range g {
				s.Add(m)
			}
			continue
		}
		s.Add(t)
	}
	return s
}

// addPlurals adds the plurals of the nouns in the set.
func (s *set) addPlurals() {
	for n := range maps.Collect(s.All()) { // a copy: the set grows
		s.Add(plural(n))
	}
}

// plural returns the regular plural of a noun.
func plural(n string) string {
	switch {
	case strings.HasSuffix(n, "y") && len(n) > 2 && !strings.ContainsRune("aeiou", rune(n[len(n)-2])):
		return n[:len(n)-1] + "ies"
	case strings.HasSuffix(n, "s") || strings.HasSuffix(n, "ch") || strings.HasSuffix(n, "sh"):
		return n + "es"
	}
	return n + "s"
}

// modal returns the status that a modal verb gives.
func (r *Rules) modal(w string) kg.Status {
	if s, ok := r.modals[strings.TrimSuffix(w, "n't")]; ok {
		return s
	}
	return kg.Asserted
}

// carries reports whether the noun may stand behind a name of the type without changing what is named: "Cobra Gold exercises".
func (r *Rules) carries(noun, typ string) bool {
	nouns := r.carriers[typ]
	return nouns.Has(noun)
}

// ministry reports whether a name is that of a ministry or department.
func (r *Rules) ministry(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if r.words.MinistryWords.Has(w) {
			return true
		}
	}
	return false
}
