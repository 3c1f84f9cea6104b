package brief

import (
	"cmp"
	"slices"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// betweenRank is up to which rank it is worth saying that an entity stands between others.
const betweenRank = 10

// place says in plain words how an entity stands among the others.
func (s *subject) place() []document.Block {
	var out sentence
	n := s.ph.Types[s.e.Type]
	out.say("%s is named %s", s.names[s.e.ID], times(len(s.e.Mentions)))
	if ties := len(s.near[s.e.ID]); ties > 0 {
		out.say(" and tied to %s, by recommendations that name both or by what is said of them", count(ties, "other name", "other names"))
	}
	out.say(".")
	if place, level, total := s.rank("betweenness", s.e); s.value("betweenness", s.e.ID) > 0 && level == 0 && place <= betweenRank && total > 1 {
		out.next()
		out.say("Counting how often the shortest way from one name to another leads through it, it comes %s among the %d %s.", ordinal(place), total, n.Many)
	}
	if a, c, ok := s.between(); ok {
		out.next()
		out.say("It stands between %s and %s: no other name is tied to both.", s.names[a], s.names[c])
	}
	return out.paragraph()
}

// between returns the two most connected neighbours that nothing else ties, directly or through a third.
func (s *subject) between() (a, c kg.ID, ok bool) {
	var around []kg.ID
	for id := range s.near[s.e.ID] {
		if s.x.Entities[id] != nil {
			around = append(around, id)
		}
	}
	s.byOrder(around)
	for j := range around {
		for i := range j {
			a, c := around[i], around[j]
			if s.near[a][c] > 0 || s.shared(a, c) {
				continue
			}
			return a, c, true
		}
	}
	return "", "", false
}

// shared reports whether a third entity is tied to both.
func (s *subject) shared(a, c kg.ID) bool {
	for id := range s.near[a] {
		if id != s.e.ID && s.near[c][id] > 0 {
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
		out.say("All %s given here are put firmly (“should”, “must”). ", count(firm, "recommendation", "recommendations"))
	case firm == 1:
		out.say("The recommendation given here is put firmly (“should”, “must”). ")
	case soft > 1:
		out.say("All %s given here are put as possibilities (“could”, “may”). ", count(soft, "recommendation", "recommendations"))
	case soft == 1:
		out.say("The recommendation given here is put as a possibility (“could”, “may”). ")
	}
	if firm+soft > 0 {
		out.say("Recommendations are in the words of the reports; … stands where words are left out. ")
	}
	if w.counts["unsure"] > 0 {
		out.say("“Less sure” marks what the program may have misread. ")
	}
	if w.counts["listed"] > 0 && w.limited() {
		out.say("Ties without a number are known from the program’s name lists and borne out by the reports’ naming both. ")
	}
	if left := w.counts["ties"]; left > 0 {
		out.say("Left out for room: %s. ", count(left, "tie to another name", "ties to other names"))
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
	out.say(". Check what you rely on against the places given below.")
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

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
