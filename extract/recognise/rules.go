// Package recognise finds names in a tagged text: names that stand in a gazetteer, names that the grammar of names makes
// (data/rules/names.yaml: "Ministry of …", "… Act", "U.S.–Japan alliance", "President X"), and acronyms that the text itself
// defines. What enters is a prose.Text, what leaves are mentions, one list per passage, each with the rule that found it.
// Which entity a mention names is decided by the resolver, from all mentions of the report together.
//
// To add a name, edit a gazetteer; to add a head noun, title or pattern word, edit names.yaml; to add a kind of pattern,
// add a file with a finder and a line in the table of [Finder].passage.
package recognise

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"policygraph/extract/prose"
)

// Rules is the grammar of names.
type Rules struct {
	heads       prose.Table[head]   // folded head word → what it makes
	lowerHeads  prose.Table[string] // small-letter head → type
	pairHeads   []pairHead          // longest first
	joiners     prose.Set
	locative    prose.Set
	towards     prose.Set // words before "to" and "from" that make the capital a government
	titles      prose.Set // folded titles, words joined by a blank
	titleHeads  prose.Set // their first words
	admin       prose.Set
	roles       prose.Set
	given       prose.Set // given names as written
	powers      prose.Set // people who hold power
	motion      prose.Set // verbs and nouns of motion
	notNames    prose.Set // phrases that are no names, in small letters
	state       prose.Set // first words of bodies of a state
	interstate  prose.Set
	either      prose.Set // heads whose type the first word decides
	inner       prose.Set // words whose possessive belongs to a name
	photo       prose.Set // photo agencies
	notPeople   prose.Set
	classes     prose.Table[string]   // class noun → type
	peerage     prose.Set             // titles that belong to the name
	national    prose.Set             // heads that a country alone makes a name
	creation    prose.Set             // verbs of creation
	knownAs     prose.Set             // words before another name
	creatable   map[string][][]string // heads of things named in small letters
	agreements  map[string][][]string
	dated       map[string][][]string
	plain       prose.Set // modifiers that make no name
	breakers    prose.Set // words that end a run of capitals
	common      prose.Set // first words of all heads in small letters
	weakTitles  prose.Set // titles that are common words too
	particles   prose.Set // small words within a person's name
	familyFirst prose.Set // family names that stand first
	directions  prose.Set
	calendar    prose.Set // months, days and the like
	finite      prose.Set // verbs that end the search for the head of a pair
}

type head struct {
	typ   string
	first bool
}

type pairHead struct {
	words []string
	typ   string
}

type rulesFile struct {
	Heads []struct {
		Type  string   `yaml:"type"`
		First bool     `yaml:"first"`
		Words []string `yaml:"words"`
	} `yaml:"heads"`
	LowerHeads         map[string][]string `yaml:"lower_heads"`
	PairHeads          map[string][]string `yaml:"pair_heads"`
	Joiners            []string            `yaml:"joiners"`
	Locative           []string            `yaml:"locative"`
	GovernmentBeforeTo []string            `yaml:"government_before_to"`
	Titles             []string            `yaml:"titles"`
	Administrations    []string            `yaml:"administrations"`
	Roles              []string            `yaml:"roles"`
	Powers             []string            `yaml:"powers"`
	Motion             []string            `yaml:"motion"`
	StateWords         []string            `yaml:"state_words"`
	InterstateWords    []string            `yaml:"interstate_words"`
	EitherHeads        []string            `yaml:"either_heads"`
	NotNames           []string            `yaml:"not_names"`
	InnerPossessives   []string            `yaml:"inner_possessives"`
	PhotoAgencies      []string            `yaml:"photo_agencies"`
	NotPeople          []string            `yaml:"not_people"`
	Classes            map[string][]string `yaml:"classes"`
	Peerage            []string            `yaml:"peerage"`
	NationalHeads      []string            `yaml:"national_heads"`
	Creation           []string            `yaml:"creation"`
	KnownAs            []string            `yaml:"known_as"`
	CommonHeads        struct {
		Creation   []string `yaml:"creation"`
		Agreements []string `yaml:"agreements"`
		Dated      []string `yaml:"dated"`
	} `yaml:"common_heads"`
	Breakers       []string `yaml:"breakers"`
	WeakTitles     []string `yaml:"weak_titles"`
	Particles      []string `yaml:"particles"`
	FamilyFirst    []string `yaml:"family_first"`
	Directions     []string `yaml:"directions"`
	Auxiliaries    []string `yaml:"auxiliaries"`
	Calendar       []string `yaml:"calendar"`
	PlainModifiers []string `yaml:"plain_modifiers"`
}

// ReadRules loads the named YAML file and the list of given names beside it. Unknown keys are errors.
func ReadRules(fsys fs.FS, name string) (*Rules, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read rules of names: %w", err)
	}
	given, err := prose.ReadWords(fsys, path.Join(path.Dir(name), givenNames))
	if err != nil {
		return nil, fmt.Errorf("read given names: %w", err)
	}
	var f rulesFile
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Rules{
		joiners: prose.NewSet(f.Joiners), locative: prose.NewSet(f.Locative), towards: prose.NewSet(f.GovernmentBeforeTo),
		admin: prose.NewSet(f.Administrations), roles: prose.NewSet(f.Roles), given: prose.NewSet(given),
		powers: prose.NewSet(f.Powers), motion: prose.NewSet(f.Motion), state: prose.NewSet(f.StateWords), interstate: prose.NewSet(f.InterstateWords),
		either: prose.NewSet(f.EitherHeads), inner: prose.NewSet(f.InnerPossessives), photo: prose.NewSet(f.PhotoAgencies), notPeople: prose.NewSet(f.NotPeople), peerage: prose.NewSet(f.Peerage), national: prose.NewSet(f.NationalHeads), creation: prose.NewSet(f.Creation), knownAs: prose.NewSet(f.KnownAs), plain: prose.NewSet(f.PlainModifiers), particles: prose.NewSet(f.Particles), familyFirst: prose.NewSet(f.FamilyFirst), directions: prose.NewSet(f.Directions), calendar: prose.NewSet(f.Calendar), weakTitles: prose.NewSet(f.WeakTitles), breakers: prose.NewSet(f.Breakers), finite: prose.NewSet(f.Auxiliaries)}
	for _, n := range f.NotNames {
		r.notNames.Add(strings.ToLower(n))
	}
	r.creatable, r.agreements, r.dated = phrases(f.CommonHeads.Creation), phrases(f.CommonHeads.Agreements), phrases(f.CommonHeads.Dated)
	for _, heads := range [...]map[string][][]string{r.creatable, r.agreements, r.dated} {
		for w := range heads {
			r.common.Add(w)
		}
	}
	for typ, words := range f.Classes {
		for _, w := range words {
			r.classes.Put(w, typ)
		}
	}
	for _, h := range f.Heads {
		for _, w := range h.Words {
			if _, ok := r.heads.Get(strings.ToLower(w)); !ok {
				r.heads.Put(strings.ToLower(w), head{h.Type, h.First})
			}
		}
	}
	for typ, words := range f.LowerHeads {
		for _, w := range words {
			r.lowerHeads.Put(w, typ)
		}
	}
	for typ, phrases := range f.PairHeads {
		for _, p := range phrases {
			r.pairHeads = append(r.pairHeads, pairHead{strings.Fields(p), typ})
		}
	}
	for _, t := range f.Titles {
		title := strings.TrimSuffix(strings.ToLower(t), ".")
		r.titles.Add(title)
		if i := strings.IndexAny(title, " -"); i >= 0 {
			title = title[:i]
		}
		r.titleHeads.Add(strings.TrimSuffix(title, "."))
	}
	return r, nil
}

// givenNames is the file of given names.
const givenNames = "given_names.txt"

// phrases indexes phrases by their first word.
func phrases(list []string) map[string][][]string {
	out := map[string][][]string{}
	for _, p := range list {
		words := strings.Fields(p)
		out[words[0]] = append(out[words[0]], words)
	}
	return out
}
