package brief

import (
	"cmp"
	"fmt"
	"slices"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// closestMost is how many of the closest others are named.
const closestMost = 3

// betweenRank is up to which rank it is worth saying that an entity stands between others.
const betweenRank = 10

// place says in plain words how an entity stands among the others.
func (s *subject) place() []document.Block {
	var out sentence
	n := s.ph.Types[s.e.Type]
	out.say("%s is named %s", s.names[s.e.ID], times(len(s.e.Mentions)))
	if around := s.around([]kg.ID{s.e.ID}, s.all)[1:]; len(around) > 0 {
		var closest []named
		ties := len(s.all.near[s.e.ID])
		if ties > closestMost {
			out.say(" and tied to %s by what is recommended or said of both, most closely to ", others(ties))
		} else {
			out.say(" and tied by what is recommended or said of both to ")
		}
		for _, id := range around[:min(closestMost, len(around))] {
			closest = append(closest, named{name: s.names[id]})
		}
		out.names(closest, 0)
	}
	out.say(".")
	if place, level, total := s.rank("betweenness", s.e); s.value("betweenness", s.e.ID) > 0 && level == 0 && place <= betweenRank && total > 1 {
		out.next()
		out.say("Counting how often the shortest way from one name to another leads through it, it comes %s among the %d %s.", ordinal(place), total, n.Many)
	}
	if a, c, ok := s.between(); ok {
		out.next()
		out.say("It stands between %s on the one side and %s on the other: no other name is tied to both.", s.names[a], s.names[c])
	}
	return out.paragraph()
}

// between returns the two most connected neighbours that nothing else ties, directly or through a third.
func (s *subject) between() (a, c kg.ID, ok bool) {
	var around []kg.ID
	for id := range s.all.near[s.e.ID] {
		if s.x.Entities[id] != nil {
			around = append(around, id)
		}
	}
	s.byOrder(around)
	for j := range around {
		for i := range j {
			a, c := around[i], around[j]
			if s.all.near[a][c] > 0 || s.shared(a, c) || s.partOf(a) || s.partOf(c) || min(s.all.near[s.e.ID][a], s.all.near[s.e.ID][c]) < closeTies {
				continue
			}
			return a, c, true
		}
	}
	return "", "", false
}

// closeTies are the fewest by which it is worth saying that an entity stands between others.
const closeTies = 2

// partOf reports whether the other is part of the entity, so that it goes without saying who stands between.
func (s *subject) partOf(other kg.ID) bool {
	return slices.ContainsFunc(s.g.Relations, func(r kg.Relation) bool {
		return r.Predicate == s.ph.Parent && (r.Subject == other && r.Object == s.e.ID || r.Subject == s.e.ID && r.Object == other)
	})
}

// shared reports whether a third entity is tied to both.
func (s *subject) shared(a, c kg.ID) bool {
	for id := range s.all.near[a] {
		if id != s.e.ID && s.all.near[c][id] > 0 {
			return true
		}
	}
	return false
}

// reports returns the reports that name the entity.
func (s *subject) reports() []kg.ID {
	var out []kg.ID
	for _, m := range s.e.Mentions {
		if p := s.x.Passages[m.Passage]; p != nil {
			out = append(out, p.Report)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sure says how sure the briefing is and what it was made from.
func (w *writer) sure(reports []kg.ID) document.Section {
	var out sentence
	firm, soft := w.counts["firm"], w.counts["soft"]
	switch {
	case firm > 0 && soft > 0:
		out.say("Of the %s given here, %d %s put firmly (“should”, “must”) and %d as a possibility (“could”, “may”). ",
			count(firm+soft, "recommendation", "recommendations"), firm, isAre(firm), soft)
	case firm > 1:
		out.say("%s given here are put firmly (“should”, “must”). ", all(firm))
	case firm == 1:
		out.say("The one recommendation given here is put firmly (“should”, “must”). ")
	case soft > 1:
		out.say("%s given here are put as possibilities (“could”, “may”). ", all(soft))
	case soft == 1:
		out.say("The one recommendation given here is put as a possibility (“could”, “may”). ")
	}
	if firm+soft > 0 {
		they := "They are"
		if firm+soft == 1 {
			they = "It is"
		}
		out.say("%s in the words of the %s", they, reportNoun(len(reports)))
		if w.tight {
			out.say("; … stands where words are left out")
		}
		out.say(". ")
	}
	if w.counts["unsure"] > 0 {
		out.say("“Less sure” marks what the program may have misread. ")
	}
	if w.counts["listed"] > 0 && w.tight {
		out.say("Ties without a number are known from the program’s name lists and borne out by the reports’ naming both. ")
	}
	var left []string
	if n := w.counts["left"]; n > 0 {
		left = append(left, count(n, "recommendation", "recommendations"))
	}
	if n := w.counts["ties"]; n > 0 {
		left = append(left, count(n, "tie to another name", "ties to other names"))
	}
	if len(left) > 0 {
		out.say("Left out for want of room: %s. ", list(left))
	}
	out.say("This briefing was extracted automatically from ")
	var titles []named
	for _, id := range reports {
		if r := w.x.Reports[id]; r != nil {
			titles = append(titles, named{name: w.cited(r)})
		}
	}
	slices.SortStableFunc(titles, func(a, c named) int { return cmp.Compare(a.name, c.name) })
	out.names(titles, 0)
	out.say(". Check what you rely on against the places given in the notes.")
	return document.Section{Title: "How sure this is", Blocks: out.paragraph()}
}

// cited names a report with its date.
func (b *Briefer) cited(r *kg.Report) string {
	title := quoted(document.Clean(cmp.Or(r.Title, r.File)))
	if r.Date == "" {
		return title
	}
	return title + " (" + date(document.Clean(r.Date)) + ")"
}

// all says that something is so of several recommendations.
func all(n int) string {
	if n == 2 {
		return "Both recommendations"
	}
	return fmt.Sprintf("All %d recommendations", n)
}

func reportNoun(n int) string {
	if n == 1 {
		return "report"
	}
	return "reports"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
