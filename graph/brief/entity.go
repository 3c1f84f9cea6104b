package brief

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// subject is an entity that a briefing is on.
type subject struct {
	*Briefer
	e       *kg.Entity
	bodies  []kg.ID // its own, if what they are asked counts as well
	asked   []*entry
	itsOwn  []*entry // asked of its bodies
	others  []*entry // asked of others, to do with it or its bodies
	about   []*entry
	ties    []group
	calls   int      // recommendations that call on it
	with    []string // who is asked along with it
	sharing []tally  // of them
	beside  []tally  // who is asked in the same sections
}

// subject gathers what is said of an entity.
func (b *Briefer) subject(e *kg.Entity) *subject {
	s := &subject{Briefer: b, e: e}
	if b.ph.Types[e.Type].Bodies {
		s.bodies = b.bodiesOf(e.ID)
	}
	forms := append([]string{e.Name}, e.Aliases...)
	slices.SortStableFunc(forms, func(a, c string) int { return cmp.Compare(len(c), len(a)) })
	for i := range b.g.Recommendations {
		r := &b.g.Recommendations[i]
		switch own := s.find(r.Actors, false); {
		case own != nil:
			s.calls++
			s.asked = append(s.asked, &entry{r: r, link: own, self: e.ID, forms: forms, base: weightActor})
		case s.find(r.Actors, true) != nil:
			s.itsOwn = append(s.itsOwn, &entry{r: r, link: s.find(r.Actors, true), self: e.ID, base: weightActor})
		case s.find(r.Partners, true) != nil:
			s.others = append(s.others, &entry{r: r, link: s.find(r.Partners, true), self: e.ID, base: weightPartner})
		case s.find(r.Concerns, false) != nil:
			s.about = append(s.about, &entry{r: r, link: s.find(r.Concerns, false), self: e.ID, base: weightConcern})
		}
	}
	s.asked, s.itsOwn, s.others, s.about = distinct(s.asked), distinct(s.itsOwn), distinct(s.others), distinct(s.about)
	s.ties = b.groups(e.ID)
	s.company()
	return s
}

// bodiesOf returns the bodies of a state, and theirs.
func (b *Briefer) bodiesOf(id kg.ID) []kg.ID {
	found := []kg.ID{id}
	for i := 0; i < len(found); i++ {
		for _, r := range b.g.Relations {
			e := b.x.Entities[r.Subject]
			if r.Predicate == b.ph.Parent && r.Object == found[i] && r.Status() == kg.Asserted && e != nil &&
				b.ph.Types[e.Type].Of && !slices.Contains(found, r.Subject) {
				found = append(found, r.Subject)
			}
		}
	}
	return found[1:]
}

// find returns the first link to the subject, or with bodies to one of its bodies.
func (s *subject) find(links []kg.Link, bodies bool) *kg.Link {
	for i := range links {
		if links[i].Entity == s.e.ID || bodies && slices.Contains(s.bodies, links[i].Entity) {
			return &links[i]
		}
	}
	return nil
}

// company counts who is asked the same, and who is asked in the same sections.
func (s *subject) company() {
	sections := map[kg.ID]bool{}
	for _, e := range s.asked {
		sections[e.r.Section] = true
		for _, l := range e.r.Actors {
			if l.Entity != s.e.ID {
				s.sharing = add(s.sharing, string(l.Entity))
			}
		}
	}
	if len(s.asked) == 0 {
		for _, e := range s.others {
			sections[e.r.Section] = true
		}
	}
	for i := range s.g.Recommendations {
		r := &s.g.Recommendations[i]
		if !sections[r.Section] || s.find(r.Actors, false) != nil {
			continue
		}
		for _, l := range r.Actors {
			s.beside = add(s.beside, string(l.Entity))
		}
	}
	most := func(a, c tally) int { return cmp.Or(cmp.Compare(c.n, a.n), cmp.Compare(a.name, c.name)) }
	slices.SortFunc(s.sharing, most)
	slices.SortFunc(s.beside, most)
}

// weights of relations: the first words for them matter most.
const (
	weightTie   = 47
	weightLater = 1.1
)

// units are the recommendations, and the relations by the order of the words for them.
func (s *subject) units() []unit {
	out := s.Briefer.units(slices.Concat(s.asked, s.itsOwn, s.others, s.about))
	for i, g := range s.ties {
		out = append(out, unit{g.key(), weightTie - weightLater*float64(i)})
	}
	return out
}

func (s *subject) compose(w *writer) *document.Document {
	n := s.ph.Types[s.e.Type]
	d := &document.Document{Title: capital(document.Clean(s.e.Name)), Subtitle: "Briefing on " + s.what()}
	d.Picture = s.picture([]kg.ID{s.e.ID}, s.all)
	it := "it"
	if n.Person {
		it = document.Clean(s.e.Name)
	}
	asked := w.advice(s.asked)
	own := w.advice(s.itsOwn)
	others := w.advice(s.others)
	about := w.advice(s.about)
	d.Sections = []document.Section{
		{Blocks: s.summary(w)},
		{Title: "What " + it + " is asked to do", Blocks: asked},
		{Title: "What its bodies are asked to do", Blocks: own},
		{Title: "What others are asked to do with " + it, Blocks: others},
		{Title: "What is recommended about " + it, Blocks: about},
		{Title: "What ties " + it + " to others", Blocks: w.ties(s.ties, s.e)},
		{Title: "Who else is asked", Blocks: s.alongside()},
		{Title: capital(its(it)) + " place among the others", Blocks: s.place()},
	}
	d.Sections = append(d.Sections, w.sure(s.reports()))
	return w.finish(d)
}

func its(it string) string {
	if it == "it" {
		return "its"
	}
	return it + "’s"
}

// what says what the entity is, as in "an agency of the United States".
func (s *subject) what() string {
	n := s.ph.Types[s.e.Type]
	var parents []string
	for _, r := range s.g.Relations {
		if r.Predicate == s.ph.Parent && r.Subject == s.e.ID && r.Status() == kg.Asserted && s.x.Entities[r.Object] != nil {
			parents = append(parents, s.names[r.Object])
		}
	}
	switch {
	case len(parents) == 0:
		return n.One
	case n.Of:
		return n.One + " of " + list(parents)
	}
	return n.One + " that is part of " + list(parents)
}

// aliasesMost is how many other names are told.
const aliasesMost = 4

// summary says what the entity is and how much is asked of it.
func (s *subject) summary(w *writer) []document.Block {
	var out sentence
	out.say("%s is %s", s.names[s.e.ID], s.what())
	if other := s.aliases(s.e); len(other) > 0 {
		if w.tight {
			other = other[:min(aliasesMost, len(other))]
		}
		for i := range other {
			other[i] = quoted(other[i])
		}
		out.say(", also called %s", list(other))
	}
	out.say(".")
	total := len(s.g.Recommendations)
	if total == 0 {
		return out.paragraph()
	}
	n := s.ph.Types[s.e.Type]
	it := "it"
	if n.Person {
		it = document.Clean(s.e.Name)
	}
	out.next()
	switch {
	case s.calls > 0:
		out.say("%s is called on in %d of the %s", capital(it), s.calls, s.totalOf(total))
		if said := standingOf(s); said != "" {
			out.say(", %s", said)
		}
		out.say(".")
	case len(s.others)+len(s.about)+len(s.itsOwn) == 0:
		out.say("None of the %s is about %s.", s.totalOf(total), it)
	case n.Thing || n.Setting:
		out.say("Of the %s,", s.totalOf(total))
	default:
		out.say("%s is not called on to act itself in any of the %s.", capital(it), s.totalOf(total))
	}
	s.further(&out, it)
	return out.paragraph()
}

// totalOf names all recommendations.
func (b *Briefer) totalOf(n int) string {
	out := count(n, "recommendation", "recommendations")
	if reports := len(b.g.Reports); reports > 1 {
		out += " in " + numeral(reports) + " reports"
	}
	return out
}

func standingOf(s *subject) string {
	place, level, total := s.rank("called_on", s.e)
	n := s.ph.Types[s.e.Type]
	n.Many += " named"
	return standing(place, level, total, n)
}

// further says what else is recommended that has to do with the entity.
func (s *subject) further(out *sentence, it string) {
	var parts []string
	for _, x := range []struct {
		n         int
		one, many string
	}{
		{len(s.itsOwn), "calls on its bodies", "call on its bodies"},
		{len(s.others), "asks others to act with " + it, "ask others to act with " + it},
		{len(s.about), "concerns " + it + s.other("another way"), "concern " + it + s.other("other ways")},
	} {
		verb := x.many
		if x.n == 1 {
			verb = x.one
		}
		switch {
		case x.n == 0:
		case len(parts) > 0:
			parts = append(parts, numeral(x.n)+" "+verb)
		case x.n == 1:
			parts = append(parts, "one recommendation "+verb)
		default:
			parts = append(parts, numeral(x.n)+" recommendations "+verb)
		}
	}
	if len(parts) == 0 {
		return
	}
	out.next()
	said := list(parts)
	if n := s.ph.Types[s.e.Type]; s.calls == 0 && (n.Thing || n.Setting) {
		out.say("%s.", strings.Replace(strings.Replace(said, " recommendations ", " ", 1), " recommendation ", " ", 1))
		return
	}
	switch {
	case s.calls > 0 && !strings.HasPrefix(said, "one "):
		said = "another " + said
	case !unicode.IsLetter([]rune(said)[0]):
		said = "in all, " + said
	}
	out.say("%s.", capital(said))
}

// other says that recommendations concern the entity in other ways than those said before, if any are.
func (s *subject) other(ways string) string {
	if s.calls+len(s.others)+len(s.itsOwn) == 0 {
		return ""
	}
	return " in " + ways
}

// othersMost is how many others are named.
const othersMost = 5

// alongside says who else is asked the same, and who is asked in the same sections.
func (s *subject) alongside() []document.Block {
	var out sentence
	if len(s.sharing) > 0 {
		out.say("Asked together with it: ")
		out.names(s.counted(s.sharing), othersMost)
		out.say(".")
	}
	if len(s.beside) > 0 {
		out.next()
		out.say("In the same sections the reports also call on ")
		if len(s.g.Reports) == 1 {
			out[len(out)-1].Text = "In the same sections the report also calls on "
		}
		out.names(s.counted(s.beside), othersMost)
		out.say(".")
	}
	return out.paragraph()
}

// counted turns tallies of entities into names with numbers, where they are more than one.
func (b *Briefer) counted(list []tally) []named {
	var out []named
	for _, t := range list {
		name := b.names[kg.ID(t.name)]
		if t.n > 1 {
			name += " (" + times(t.n) + ")"
		}
		out = append(out, named{name: name})
	}
	return out
}
