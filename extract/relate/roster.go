package relate

import (
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
)

// roster reads lists of the members and the staff of a body: "The members of the Committee were:", "Committee staff", and the
// persons below.
type roster struct {
	f    *finder
	body int  // the body that lists its people
	open bool // a list is under way
}

// maxRosterLine is how long a line that opens a list may be.
const maxRosterLine = 160

// passage reads one passage.
func (r *roster) passage(i int, outer []mention.Mention) {
	f, p := r.f, &r.f.t.Passages[i]
	if p.Kind == "heading" || p.Kind == "front" {
		r.open = len(p.Text) < maxRosterLine && r.names(p.Tokens)
		if n := r.onlyBody(outer); n >= 0 {
			r.body = n
		}
		return
	}
	persons := 0
	for _, m := range outer {
		if f.typ(m.Entity) == "person" {
			persons++
		}
	}
	if persons == 0 {
		if n := r.onlyBody(outer); n >= 0 && len(p.Text) < maxRosterLine && r.names(p.Tokens) {
			r.body, r.open = n, true
		} else if len(p.Text) >= maxRosterLine && !r.open {
			r.body = -1
		}
		return
	}
	if r.open && r.body >= 0 {
		r.people(i, outer)
	}
}

// names reports whether a word for members or staff is among the tokens.
func (r *roster) names(ts []prose.Token) bool {
	for _, t := range ts {
		if r.f.r.words.Rosters.Has(t.Lower) {
			return true
		}
	}
	return false
}

// onlyBody returns the one body among the names, or -1.
func (r *roster) onlyBody(outer []mention.Mention) int {
	found := -1
	for _, m := range outer {
		if !r.f.employs(m) || r.f.typ(m.Entity) == "initiative" || r.f.typ(m.Entity) == "company" {
			continue
		}
		if found >= 0 && found != m.Entity {
			return -1
		}
		found = m.Entity
	}
	return found
}

// people relates the persons of a passage of a list to the body: all of a row or an item, of a paragraph those of sentences that
// speak of members or staff.
func (r *roster) people(i int, outer []mention.Mention) {
	f, p := r.f, &r.f.t.Passages[i]
	if r.onlyBody(outer) >= 0 && p.Kind != "paragraph" || r.elsewhere(outer) {
		return // members are told with the bodies that sent them
	}
	for _, m := range outer {
		if f.typ(m.Entity) != "person" {
			continue
		}
		s := p.Sentences[f.sentenceAt(i, m.Span.Start)]
		if p.Kind == "paragraph" && !r.names(p.Tokens[s.First:s.Last]) {
			continue
		}
		predicate, rule := "affiliated_with", "member-in-roster"
		if m.Last+1 < len(p.Tokens) && (p.Tokens[m.Last].Lower == "(" || p.Tokens[m.Last].Lower == ",") && f.r.words.Chairs.Has(p.Tokens[m.Last+1].Lower) {
			predicate, rule = "leads", "chair-in-roster"
		}
		f.personFact(m.Entity, predicate, r.body, place{i, m.Span}, rule)
	}
}

// elsewhere reports whether a list of items names bodies of its own.
func (r *roster) elsewhere(outer []mention.Mention) bool {
	bodies := 0
	for _, m := range outer {
		if r.f.employs(m) && m.Entity != r.body {
			bodies++
		}
	}
	return bodies > 2
}

// titled returns the one body whose name holds all the words of the title that ends with the office at token i, and the first
// token of the title: the Office of the Data Commissioner of "Data Commissioner X".
func (f *finder) titled(ts []prose.Token, i int) (int, int) {
	first := i
	for first > 0 && first > i-4 && ts[first-1].Case == prose.Title && ts[first-1].Class == prose.Word && ts[first-1].Tag != prose.Det {
		first--
	}
	if first == i || ts[i].Case != prose.Title {
		return -1, i
	}
	found := -1
	for _, n := range f.withWord(ts[i].Lower) {
		var have set
		for _, w := range bareWords(f.x.Entities[n].Name) {
			have.Add(w)
		}
		all := true
		for _, t := range ts[first : i+1] {
			all = all && have.Has(t.Lower)
		}
		if !all {
			continue
		}
		if found >= 0 {
			return -1, i
		}
		found = n
	}
	return found, first
}

// maxNamesakes bounds the bodies looked at for a title.
const maxNamesakes = 50

// withWord returns the agencies and organizations whose name holds the word; none if they are very many.
func (f *finder) withWord(word string) []int {
	if f.byWord == nil {
		f.byWord = map[string][]int{}
		for n := range f.x.Entities {
			if t := f.typ(n); t != "agency" && t != "organization" {
				continue
			}
			for _, w := range bareWords(f.x.Entities[n].Name) {
				if list := f.byWord[w]; len(list) == 0 || list[len(list)-1] != n {
					f.byWord[w] = append(list, n)
				}
			}
		}
	}
	if out := f.byWord[word]; len(out) <= maxNamesakes {
		return out
	}
	return nil
}

func bareWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == ',' })
}
