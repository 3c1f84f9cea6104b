package confidence_test

import (
	"cmp"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"policygraph/extract/confidence"
	"policygraph/graph/kg"
)

// annotated is a gold annotation. What is optional counts neither for nor against.
type annotated struct {
	Entities []struct {
		Name      string
		Type      string
		TypesAlso []string `json:"types_also"`
		Aliases   []string
		Optional  bool
	}
	Recommendations []advised
	Relations       []struct {
		Subject, Predicate, Object string
		Optional                   bool
	}
}

// advised is an annotated recommendation.
type advised struct {
	StartsWith       string `json:"starts_with"`
	Optional         bool
	Actors           []string
	Partners         []string
	Concerns         []string
	ActorsOptional   []string `json:"actors_optional"`
	PartnersOptional []string `json:"partners_optional"`
	ConcernsOptional []string `json:"concerns_optional"`
}

func readGold(t *testing.T, path string) *annotated {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var a annotated
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return &a
}

// fact is something the extractor says, and whether the annotation says it too.
type fact struct {
	kind     string
	evidence []kg.Evidence
	right    bool
}

// judge compares a graph with its annotation, fact by fact, as the project's scorer aligns them.
func (a *annotated) judge(g *kg.Graph) []fact {
	al := a.align(g.Entities)
	var out []fact
	for i := range g.Entities {
		e := &g.Entities[i]
		k, found := al[e.ID]
		if found && a.Entities[k].Optional {
			continue
		}
		right := found && (e.Type == a.Entities[k].Type || slices.Contains(a.Entities[k].TypesAlso, e.Type))
		out = append(out, fact{confidence.Entity, e.Mentions, right})
	}
	out = append(out, a.judgeAdvice(g, al)...)
	said := map[[3]string]bool{} // true: required, false: optional
	for _, r := range a.Relations {
		said[[3]string{r.Subject, r.Predicate, r.Object}] = !r.Optional
	}
	for _, r := range g.Relations {
		required, known := said[[3]string{a.name(al, r.Subject), r.Predicate, a.name(al, r.Object)}]
		if !known || required {
			out = append(out, fact{confidence.Relation, r.Evidence, required})
		}
	}
	return out
}

// name returns the annotated name of an entity, or "".
func (a *annotated) name(al map[kg.ID]int, id kg.ID) string {
	if i, ok := al[id]; ok {
		return a.Entities[i].Name
	}
	return ""
}

// align maps entities to annotated ones, one to one, those whose names agree best first.
func (a *annotated) align(es []kg.Entity) map[kg.ID]int {
	type weighted struct {
		entity int
		weight float64
	}
	names := map[string][]weighted{}
	for i, e := range a.Entities {
		names[fold(e.Name)] = append(names[fold(e.Name)], weighted{i, 2})
		for _, alias := range e.Aliases {
			names[fold(alias)] = append(names[fold(alias)], weighted{i, 1})
		}
	}
	type candidate struct {
		score float64
		id    kg.ID
		gold  int
	}
	var all []candidate
	for _, e := range es {
		best := map[int]float64{}
		for n, form := range append([]string{e.Name}, e.Aliases...) {
			for _, w := range names[fold(form)] {
				s := w.weight*2 + 0.01*float64(len([]rune(form)))
				if n == 0 {
					s += w.weight * 2
				}
				if e.Type == a.Entities[w.entity].Type || slices.Contains(a.Entities[w.entity].TypesAlso, e.Type) {
					s++
				}
				best[w.entity] = max(best[w.entity], s)
			}
		}
		for gold, s := range best {
			all = append(all, candidate{s, e.ID, gold})
		}
	}
	slices.SortFunc(all, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.id, y.id), cmp.Compare(x.gold, y.gold))
	})
	out, taken := map[kg.ID]int{}, map[int]bool{}
	for _, c := range all {
		if _, done := out[c.id]; !done && !taken[c.gold] {
			out[c.id], taken[c.gold] = c.gold, true
		}
	}
	return out
}

// judgeAdvice judges recommendations and, of those that are annotated, the links.
func (a *annotated) judgeAdvice(g *kg.Graph, al map[kg.ID]int) []fact {
	holds := a.holds(g.Recommendations)
	var out []fact
	for i := range g.Recommendations {
		r := &g.Recommendations[i]
		required := slices.ContainsFunc(holds[i], func(j int) bool { return !a.Recommendations[j].Optional })
		if len(holds[i]) == 0 || required {
			out = append(out, fact{confidence.Recommendation, r.Evidence, required})
		}
		if !required {
			continue
		}
		for _, part := range []struct {
			kind  string
			links []kg.Link
			of    func(r *advised) (must, may []string)
		}{
			{confidence.CallsOn, r.Actors, func(r *advised) (must, may []string) { return r.Actors, r.ActorsOptional }},
			{confidence.Involves, r.Partners, func(r *advised) (must, may []string) { return r.Partners, r.PartnersOptional }},
			{confidence.Concerns, r.Concerns, func(r *advised) (must, may []string) { return r.Concerns, r.ConcernsOptional }},
		} {
			said := map[string]bool{} // true: required
			for _, j := range holds[i] {
				must, may := part.of(&a.Recommendations[j])
				for _, n := range must {
					said[n] = said[n] || !a.Recommendations[j].Optional
				}
				for _, n := range may {
					if _, known := said[n]; !known {
						said[n] = false
					}
				}
			}
			for _, l := range part.links {
				required, known := said[a.name(al, l.Entity)]
				if !known || required {
					out = append(out, fact{part.kind, l.Evidence, required})
				}
			}
		}
	}
	return out
}

// holds gives each annotated recommendation to the one in which its first words stand most exactly and nearest the start.
func (a *annotated) holds(rs []kg.Recommendation) [][]int {
	texts := make([][]string, len(rs))
	for i := range rs {
		texts[i] = wordsOf(rs[i].Text)
	}
	out := make([][]int, len(rs))
	for j := range a.Recommendations {
		w := wordsOf(a.Recommendations[j].StartsWith)
		best := [4]int{1}
		for k, text := range texts {
			for at := range max(1, len(text)-len(w)+1) {
				same := 0
				for n := range min(len(w), len(text)-at) {
					if w[n] == text[at+n] {
						same++
					}
				}
				c := [4]int{-same, at, len(out[k]), k}
				if same >= max(3, len(w)-1) && (best[0] == 1 || slices.Compare(c[:], best[:]) < 0) {
					best = c
				}
			}
		}
		if best[0] < 1 {
			out[best[3]] = append(out[best[3]], j)
		}
	}
	return out
}

var (
	alnum    = regexp.MustCompile(`[a-z0-9]+`)
	broken   = regexp.MustCompile(`(\w)- (\w)`)
	notes    = regexp.MustCompile(`<sup>.*?</sup>`)
	dashes   = strings.NewReplacer("–", "-", "—", "-", "−", "-", "’", "'", "‘", "'", "\u2060", "", `"`, "", "“", "", "”", "", "*", "", "_", "")
	article  = regexp.MustCompile(`^(the|a|an)\s+`)
	genitive = regexp.MustCompile(`'s?$`)
	others   = regexp.MustCompile(`[^\pL\pN&+-]+`)
)

func wordsOf(s string) []string {
	s = broken.ReplaceAllString(notes.ReplaceAllString(s, ""), "$1$2")
	return alnum.FindAllString(strings.NewReplacer("’", "", "'", "").Replace(strings.ToLower(norm.NFKC.String(s))), -1)
}

// fold is the form in which names are compared: small letters without article, genitive, full stops of abbreviations and marks.
func fold(s string) string {
	s = strings.ToLower(dashes.Replace(norm.NFKC.String(s)))
	s = article.ReplaceAllString(strings.TrimSpace(undotted([]rune(s))), "")
	return strings.TrimSpace(others.ReplaceAllString(genitive.ReplaceAllString(s, ""), " "))
}

// undotted drops the full stops of abbreviations and at the ends of words.
func undotted(rs []rune) string {
	word := func(i int) bool {
		return i >= 0 && i < len(rs) && (unicode.IsLetter(rs[i]) || unicode.IsNumber(rs[i]))
	}
	var b strings.Builder
	for i, r := range rs {
		next := i+1 >= len(rs) || unicode.IsSpace(rs[i+1]) || rs[i+1] == '-' || word(i+1) && i+2 < len(rs) && rs[i+2] == '.'
		if r == '.' && (next || word(i-1) && !word(i-2)) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
