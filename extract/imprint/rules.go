package imprint

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"policygraph/extract/pattern"
	"policygraph/extract/prose"
)

// Rules are the words by which title pages are read.
type Rules struct {
	sections, kickers, junkTitles, junkNames map[string]bool
	sectionStarts                            []string
	by, publishers, dates                    []string // labels
	months                                   map[string]int
	seasons                                  map[string]bool
	bodies, firstBodies                      map[string]bool // words that end, and that begin, the name of a body
	roles, given, titles, particles          map[string]bool
}

// Files in the data folder.
const (
	wordsFile = "rules/imprint.yaml"
	namesFile = "rules/names.yaml"
	givenFile = "rules/given_names.txt"
)

// LoadRules reads the rules from the data folder.
func LoadRules(fsys fs.FS) (*Rules, error) {
	var file struct {
		Sections      []string
		SectionStarts []string `yaml:"section_starts"`
		Kickers       []string
		Bodies        []string
		By            []string
		Publisher     []string
		Date          []string
		JunkTitles    []string `yaml:"junk_titles"`
		JunkNames     []string `yaml:"junk_names"`
		Months        []string
		Seasons       []string
	}
	var names struct {
		Heads []struct {
			Type  string
			First bool
			Words []string
		}
		Roles     []string
		Titles    []string
		Particles []string
	}
	if err := load(fsys, wordsFile, &file); err != nil {
		return nil, err
	}
	if err := load(fsys, namesFile, &names); err != nil {
		return nil, err
	}
	given, err := prose.ReadWords(fsys, givenFile)
	if err != nil {
		return nil, fmt.Errorf("load given names: %w", err)
	}
	r := &Rules{
		sections: set(file.Sections), kickers: set(file.Kickers), junkTitles: set(file.JunkTitles), junkNames: set(file.JunkNames),
		sectionStarts: file.SectionStarts, by: file.By, publishers: file.Publisher, dates: file.Date,
		months: map[string]int{}, seasons: set(file.Seasons), bodies: set(file.Bodies), firstBodies: map[string]bool{},
		roles: set(names.Roles), given: set(given), titles: set(names.Titles), particles: set(names.Particles),
	}
	for i, m := range file.Months {
		if len(m) < shortMonth {
			return nil, fmt.Errorf("load %s: %q is no month", wordsFile, m)
		}
		r.months[m], r.months[m[:shortMonth]] = i+1, i+1
	}
	r.months["sept"] = r.months["sep"]
	for _, h := range names.Heads {
		if h.Type != "agency" && h.Type != "organization" {
			continue
		}
		for _, w := range h.Words {
			r.bodies[strings.ToLower(w)] = true
			if h.First {
				r.firstBodies[strings.ToLower(w)] = true
			}
		}
	}
	return r, nil
}

// shortMonth is the number of letters to which months are cut.
const shortMonth = 3

func load(fsys fs.FS, name string, into any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("load rules of title pages: %w", err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		return fmt.Errorf("load %s: %w", name, err)
	}
	return nil
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[strings.ToLower(w)] = true
	}
	return m
}

func plainRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var sectionNumber = pattern.MustCompile(`^(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-Z])[.)]\s|(?:§|sec\.|Sec\.|Section|SECTION) ?\d)`)

// section reports whether a heading is that of a section rather than a title.
func (r *Rules) section(text string) bool {
	low := strings.TrimRight(strings.ToLower(strings.TrimSpace(text)), " :.")
	return r.sections[low] || sectionNumber.MatchString(text) ||
		slices.ContainsFunc(r.sectionStarts, func(s string) bool { return low == s || strings.HasPrefix(low, s+" ") })
}

var serial = pattern.MustCompile(`(?i)^(?:(?:no|nr|vol|issue|number)\.?\s*)?[\d./–-]+$`)

// kicker reports whether a line names a series or a kind of paper: "Policy Brief 7", "2nd Report of Session 2022–23".
func (r *Rules) kicker(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	n := len(words)
	for n > 0 && (serial.MatchString(words[n-1]) || words[n-1] == "no." || words[n-1] == "number") {
		n--
	}
	return n == 0 || r.kickers[strings.Join(words[:n], " ")] || documentCode.MatchString(text) || strings.HasPrefix(text, "Report to ") ||
		ordinalReport.MatchString(text)
}

var (
	documentCode  = pattern.MustCompile(`^[A-Z]{1,8}[-/ ]?(?:[A-Z]{1,4}[-/ ])*\d[\dA-Z/.–-]*$`)
	ordinalReport = pattern.MustCompile(`(?i)^(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth) (?:special )?report\b`)
)

// isBody reports whether a text is nothing but the name of a body: capitals, and a word such as "Council" at its end or start.
func (r *Rules) isBody(text string) bool {
	words := strings.Fields(strings.Trim(bracketed.ReplaceAllString(text, " "), " ,.*"))
	const most = 11
	if len(words) == 0 || len(words) > most {
		return false
	}
	found := false
	opens := len(words) > 1 && r.firstBodies[strings.ToLower(words[0])] && joining[strings.ToLower(words[1])]
	for i, w := range words {
		bare := strings.Trim(w, ",&’'")
		low := strings.ToLower(bare)
		small := joining[low]
		switch {
		case bare == "" || small && i > 0 && i < len(words)-1 || low == "the" && i == 0:
			continue
		case !startsUpper(bare) || strings.HasSuffix(w, ",") && !opens || strings.ContainsAny(bare, ":;?!\"“"):
			return false
		}
		next := i+1 < len(words) && joining[strings.ToLower(words[i+1])]
		found = found || r.bodies[low] && (i == len(words)-1 || next) || r.firstBodies[low] && next
	}
	return found
}

var (
	bracketed = pattern.MustCompile(`\([^()]*\)`)
	joining   = set([]string{"of", "for", "and", "the", "on", "in", "to", "a", "new", "de", "des", "du", "la", "le", "&", "at", "against"})
)

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

// junkTitle reports whether a title says nothing of the report.
func (r *Rules) junkTitle(t string) bool {
	low := strings.ToLower(strings.TrimSpace(t))
	return !strings.ContainsFunc(t, unicode.IsLetter) || r.junkTitles[strings.TrimRight(low, " 0123456789")] || fileTitle.MatchString(low)
}

var fileTitle = pattern.MustCompile(`^microsoft (?:word|powerpoint|excel) - |\.(?:docx?|dotx?|pdf|indd|pptx?|qxd|qxp|rtf|odt|md|txt|html?|xlsx?|pub|tex|dvi)$|^untitled\b|^[a-z]:\\|^/|^https?://|^[^\s]*_[^\s]*$|^[0-9a-f-]{16,}$`)
