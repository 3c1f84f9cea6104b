package brief

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// scope is a part of the reports that a briefing is on: a section, or a report.
type scope struct {
	*Briefer
	title   string
	what    string
	report  kg.ID
	section kg.ID // "" of a report
	entries []*entry
	actors  []tally // IDs of those called on
	things  []kg.ID // agreements and the like, the most spoken of first
}

// within reports whether a section is, or lies in, another one.
func (b *Briefer) within(id, ancestor kg.ID) bool {
	for steps := 0; id != "" && steps <= len(b.g.Sections); steps++ {
		if id == ancestor {
			return true
		}
		s := b.x.Sections[id]
		if s == nil {
			return false
		}
		id = s.Parent
	}
	return false
}

func (b *Briefer) sectionScope(id kg.ID) *scope {
	sec := b.x.Sections[id]
	s := &scope{Briefer: b, title: b.sectionName(id), what: "a section of " + quoted(b.reportName(sec.Report)), report: sec.Report, section: id}
	s.gather(func(r *kg.Recommendation) bool { return b.within(r.Section, id) })
	return s
}

func (b *Briefer) reportScope(id kg.ID) *scope {
	s := &scope{Briefer: b, title: document.Clean(b.x.Reports[id].Title), what: "a report", report: id}
	s.gather(func(r *kg.Recommendation) bool { return r.Report == id })
	return s
}

// gather collects the recommendations, who is called on and what they are about.
func (s *scope) gather(in func(*kg.Recommendation) bool) {
	about := map[kg.ID]int{}
	for i := range s.g.Recommendations {
		r := &s.g.Recommendations[i]
		if !in(r) {
			continue
		}
		s.entries = append(s.entries, &entry{r: r, base: weightActor})
		for _, l := range r.Actors {
			s.actors = add(s.actors, string(l.Entity))
		}
		for _, id := range linked(r) {
			if e := s.x.Entities[id]; e != nil && s.ph.Types[e.Type].Thing {
				if about[id]++; about[id] == 1 {
					s.things = append(s.things, id)
				}
			}
		}
	}
	s.entries = distinct(s.entries)
	slices.SortFunc(s.actors, func(a, c tally) int {
		return cmp.Or(cmp.Compare(c.n, a.n), cmp.Compare(s.order[kg.ID(a.name)], s.order[kg.ID(c.name)]))
	})
	slices.SortFunc(s.things, func(a, c kg.ID) int {
		return cmp.Or(cmp.Compare(about[c], about[a]), cmp.Compare(s.order[a], s.order[c]))
	})
}

func (s *scope) units() []unit { return s.Briefer.units(s.entries) }

func (s *scope) compose(w *writer) *document.Document {
	w.one = true
	d := &document.Document{Title: s.title, Subtitle: "Briefing on " + s.what}
	d.Sections = []document.Section{
		{Blocks: s.summary()},
		{Title: "Who is asked most", Blocks: s.most()},
		{Title: "What is asked", Blocks: s.withoutTitle(w.advice(s.entries))},
		{Title: "Agreements, initiatives and laws", Blocks: s.turning(w)},
		w.sure([]kg.ID{s.report}),
	}
	var middle []kg.ID
	for _, t := range s.actors[:min(3, len(s.actors))] {
		middle = append(middle, kg.ID(t.name))
	}
	d.Picture = s.picture(middle, s.ties())
	return w.finish(d)
}

// withoutTitle drops headings that repeat the title of the briefing.
func (s *scope) withoutTitle(blocks []document.Block) []document.Block {
	title := s.heading(s.section, s.report, false)
	return slices.DeleteFunc(blocks, func(b document.Block) bool {
		text := document.Plain(b.Text)
		return b.Kind == document.Heading && s.section != "" && (text == title || text == shorten(title, headingWords))
	})
}

// ties returns what is near what within the scope.
func (s *scope) ties() surroundings {
	var advice []kg.Recommendation
	for _, e := range s.entries {
		advice = append(advice, *e.r)
	}
	relations := slices.DeleteFunc(slices.Clone(s.g.Relations), func(r kg.Relation) bool {
		return !slices.ContainsFunc(r.Evidence, func(e kg.Evidence) bool {
			p := s.x.Passages[e.Passage]
			return p != nil && p.Report == s.report && (s.section == "" || s.within(p.Section, s.section))
		})
	})
	return neighbours(advice, relations)
}

// summary says what the scope is and how much it asks.
func (s *scope) summary() []document.Block {
	var out sentence
	r := s.x.Reports[s.report]
	n := len(s.entries)
	if s.section == "" {
		out.say("%s", quoted(document.Clean(r.Title)))
		s.origin(&out, r)
		out.say(" makes %s", count(n, "recommendation", "recommendations"))
	} else {
		made := "none"
		if n > 0 {
			made = strconv.Itoa(n)
		}
		out.say("This section of %s makes %s of the report’s %s", s.cited(r), made, count(s.total(), "recommendation", "recommendations"))
		if rank := s.sectionStanding(); rank != "" {
			out.say(", %s", rank)
		}
	}
	out.say(".")
	if len(s.actors) > 0 {
		out.next()
		out.say("They call on %s", s.bodies())
		if idle := s.idle(); idle > 0 {
			out.say("; %s %s addressed to nobody by name", numeral(idle), isAre(idle))
		}
		out.say(".")
		if n == 1 {
			out[len(out)-1].Text = strings.Replace(out[len(out)-1].Text, "They call", "It calls", 1)
		}
	}
	return out.paragraph()
}

// origin says who wrote a report and when.
func (s *scope) origin(out *sentence, r *kg.Report) {
	var parts []string
	if len(r.Authors) > 0 {
		var authors []string
		for _, a := range r.Authors {
			authors = append(authors, document.Clean(a))
		}
		parts = append(parts, "by "+list(authors))
	}
	if r.Publisher != "" {
		parts = append(parts, "published by "+document.Clean(r.Publisher))
	}
	if r.Date != "" {
		parts = append(parts, date(document.Clean(r.Date)))
	}
	if len(parts) > 0 {
		out.say(" (%s)", strings.Join(parts, ", "))
	}
}

// total counts the recommendations of the report.
func (s *scope) total() int {
	var all []*entry
	for i := range s.g.Recommendations {
		if s.g.Recommendations[i].Report == s.report {
			all = append(all, &entry{r: &s.g.Recommendations[i]})
		}
	}
	return len(distinct(all))
}

// idle counts the recommendations that call on nobody.
func (s *scope) idle() int {
	n := 0
	for _, e := range s.entries {
		if len(e.r.Actors) == 0 {
			n++
		}
	}
	return n
}

// bodies counts those called on by type: "3 agencies and 2 countries".
func (s *scope) bodies() string {
	var parts []string
	for _, t := range s.o.Entities {
		n := 0
		for _, a := range s.actors {
			if e := s.x.Entities[kg.ID(a.name)]; e != nil && e.Type == t.Name {
				n++
			}
		}
		if words := s.ph.Types[t.Name]; n > 0 {
			what := words.Many
			if n == 1 {
				what = words.Noun
			}
			parts = append(parts, numeral(n)+" "+what)
		}
	}
	return list(parts)
}

// sectionStanding says how a section that recommends something stands among those of its level, by number of recommendations.
func (s *scope) sectionStanding() string {
	if len(s.entries) == 0 {
		return ""
	}
	own := s.x.Sections[s.section]
	place, level, total := 1, 0, 0
	for i := range s.g.Sections {
		other := &s.g.Sections[i]
		if other.Report != own.Report || other.Level != own.Level || other.Parent != own.Parent {
			continue
		}
		n := 0
		for k := range s.g.Recommendations {
			if s.within(s.g.Recommendations[k].Section, other.ID) {
				n++
			}
		}
		if n == 0 {
			continue
		}
		total++
		switch mine := len(s.entries); {
		case other.ID == own.ID:
		case n > mine:
			place++
		case n == mine:
			level++
		}
	}
	return standing(place, level, total, noun{Noun: "section", Many: "sections with recommendations"})
}

// mostAsked is how many of those asked are listed in shortened words.
const mostAsked = 8

// most lists those called on, the most often first.
func (s *scope) most() []document.Block {
	if len(s.actors) == 0 {
		return nil
	}
	var out sentence
	out.say("Called on: ")
	most := 0
	if s.opt.Words > 0 {
		most = mostAsked
	}
	out.names(s.counted(s.actors), most)
	out.say(".")
	var partners []tally
	for _, e := range s.entries {
		for _, l := range e.r.Partners {
			partners = add(partners, string(l.Entity))
		}
	}
	slices.SortFunc(partners, func(a, c tally) int {
		return cmp.Or(cmp.Compare(c.n, a.n), cmp.Compare(s.order[kg.ID(a.name)], s.order[kg.ID(c.name)]))
	})
	if len(partners) > 0 {
		out.next()
		out.say("To act with: ")
		out.names(s.counted(partners), most)
		out.say(".")
	}
	return out.paragraph()
}

// thingsMost is how many agreements and the like are listed in shortened words.
const thingsMost = 6

// turning names the agreements, initiatives and laws that the recommendations are about.
func (s *scope) turning(w *writer) []document.Block {
	if len(s.things) == 0 {
		return nil
	}
	var names []named
	for i, id := range s.things {
		n := named{name: s.names[id]}
		if !w.tight || i < thingsMost || len(s.things) <= thingsMost+1 {
			for _, e := range s.entries {
				for _, l := range slices.Concat(e.r.Concerns, e.r.Partners, e.r.Actors) {
					if l.Entity == id && len(n.notes) == 0 && len(l.Evidence) > 0 {
						n.notes = []int{w.note(l.Evidence[0], w.excerpt(l.Evidence[0]), "")}
					}
				}
			}
		}
		names = append(names, n)
	}
	var out sentence
	out.say("The recommendations turn on ")
	most := 0
	if w.tight {
		most = thingsMost
	}
	out.names(names, most)
	out.say(".")
	if len(s.entries) == 1 {
		out[0].Text = "The recommendation turns on "
	}
	return out.paragraph()
}
