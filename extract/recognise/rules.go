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

	"policygraph/extract/tag"
)

// Rules is the grammar of names.
type Rules struct {
	heads       map[string]head   // folded head word → what it makes
	lowerHeads  map[string]string // small-letter head → type
	pairHeads   []pairHead        // longest first
	joiners     map[string]bool
	locative    map[string]bool
	towards     map[string]bool // words before "to" and "from" that make the capital a government
	titles      map[string]bool // folded titles, words joined by a blank
	admin       map[string]bool
	roles       map[string]bool
	given       map[string]bool // given names as written
	powers      map[string]bool // people who hold power
	motion      map[string]bool // verbs and nouns of motion
	notNames    map[string]bool // phrases that are no names, in small letters
	state       map[string]bool // first words of bodies of a state
	interstate  map[string]bool
	either      map[string]bool // heads whose type the first word decides
	inner       map[string]bool // words whose possessive belongs to a name
	photo       map[string]bool // photo agencies
	notPeople   map[string]bool
	classes     map[string]string     // class noun → type
	peerage     map[string]bool       // titles that belong to the name
	national    map[string]bool       // heads that a country alone makes a name
	creation    map[string]bool       // verbs of creation
	knownAs     map[string]bool       // words before another name
	creatable   map[string][][]string // heads of things named in small letters
	agreements  map[string][][]string
	dated       map[string][][]string
	plain       map[string]bool // modifiers that make no name
	breakers    map[string]bool // words that end a run of capitals
	common      map[string]bool // first words of all heads in small letters
	weakTitles  map[string]bool // titles that are common words too
	particles   map[string]bool // small words within a person's name
	familyFirst map[string]bool // family names that stand first
	directions  map[string]bool
	calendar    map[string]bool // months, days and the like
	finite      map[string]bool // verbs that end the search for the head of a pair
	lexicon     *tag.Lexicon
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
func ReadRules(fsys fs.FS, name string, lx *tag.Lexicon) (*Rules, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read rules of names: %w", err)
	}
	given, err := readWords(fsys, path.Join(path.Dir(name), givenNames))
	if err != nil {
		return nil, err
	}
	var f rulesFile
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Rules{heads: map[string]head{}, lowerHeads: map[string]string{}, lexicon: lx,
		joiners: set(f.Joiners), locative: set(f.Locative), towards: set(f.GovernmentBeforeTo), titles: map[string]bool{},
		admin: set(f.Administrations), roles: set(f.Roles), given: given,
		powers: set(f.Powers), motion: set(f.Motion), notNames: map[string]bool{}, state: set(f.StateWords), interstate: set(f.InterstateWords),
		either: set(f.EitherHeads), inner: set(f.InnerPossessives), photo: set(f.PhotoAgencies), notPeople: set(f.NotPeople), peerage: set(f.Peerage), national: set(f.NationalHeads), creation: set(f.Creation), knownAs: set(f.KnownAs), plain: set(f.PlainModifiers), particles: set(f.Particles), familyFirst: set(f.FamilyFirst), directions: set(f.Directions), calendar: set(f.Calendar), weakTitles: set(f.WeakTitles), breakers: set(f.Breakers), classes: map[string]string{}, finite: set(f.Auxiliaries)}
	for _, n := range f.NotNames {
		r.notNames[strings.ToLower(n)] = true
	}
	r.creatable, r.agreements, r.dated = phrases(f.CommonHeads.Creation), phrases(f.CommonHeads.Agreements), phrases(f.CommonHeads.Dated)
	r.common = map[string]bool{}
	for _, heads := range [...]map[string][][]string{r.creatable, r.agreements, r.dated} {
		for w := range heads {
			r.common[w] = true
		}
	}
	for typ, words := range f.Classes {
		for _, w := range words {
			r.classes[w] = typ
		}
	}
	for _, h := range f.Heads {
		for _, w := range h.Words {
			if _, ok := r.heads[strings.ToLower(w)]; !ok {
				r.heads[strings.ToLower(w)] = head{h.Type, h.First}
			}
		}
	}
	for typ, words := range f.LowerHeads {
		for _, w := range words {
			r.lowerHeads[w] = typ
		}
	}
	for typ, phrases := range f.PairHeads {
		for _, p := range phrases {
			r.pairHeads = append(r.pairHeads, pairHead{strings.Fields(p), typ})
		}
	}
	for _, t := range f.Titles {
		r.titles[strings.TrimSuffix(strings.ToLower(t), ".")] = true
	}
	return r, nil
}

// givenNames is the file of given names.
const givenNames = "given_names.txt"

// readWords reads a list of words; lines that begin with # are comments.
func readWords(fsys fs.FS, name string) (map[string]bool, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read rules of names: %w", err)
	}
	out := make(map[string]bool, len(raw)/8)
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			out[w] = true
		}
	}
	return out, nil
}

// phrases indexes phrases by their first word.
func phrases(list []string) map[string][][]string {
	out := map[string][][]string{}
	for _, p := range list {
		words := strings.Fields(p)
		out[words[0]] = append(out[words[0]], words)
	}
	return out
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
