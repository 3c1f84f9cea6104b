package brief

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// entry is a recommendation as one briefing sees it.
type entry struct {
	r     *kg.Recommendation
	link  *kg.Link // to the subject or its body, nil if the briefing is not on an entity
	self  kg.ID    // the subject, which goes without saying
	forms []string // of the actor whose name goes without saying, longest first
	base  float64  // how much it matters what the subject has to do with it
}

func (e *entry) key() string { return string(e.r.ID) }

// weights of what makes a recommendation matter.
const (
	weightActor, weightPartner, weightConcern = 30, 28, 15
	weightFirm, weightSure, weightNamed       = 2, 10, 0.7
	weightUnsure                              = 8
	weightAgain                               = 1.5 // less for each one before it in its section
	namedMost                                 = 4
)

// units makes units of recommendations. Those that share a section with many others matter less, so that all sections are heard.
func (b *Briefer) units(entries []*entry) []unit {
	var out []unit
	seen := map[kg.ID]int{}
	order := slices.Clone(entries)
	worth := func(e *entry) float64 {
		v := e.base + weightSure*confidence(e.r.Evidence) + weightNamed*float64(min(namedMost, len(e.r.Partners)+len(e.r.Concerns)+len(e.r.Actors)))
		if slices.Contains(b.ph.Firm, e.r.Modality) {
			v += weightFirm
		}
		if b.unsure(e) {
			v -= weightUnsure
		}
		return v
	}
	slices.SortStableFunc(order, func(a, c *entry) int { return cmp.Compare(worth(c), worth(a)) })
	for _, e := range order {
		out = append(out, unit{e.key(), worth(e) - weightAgain*float64(seen[e.r.Section])})
		seen[e.r.Section]++
	}
	slices.Reverse(out) // of equals, the earlier ones in the report are kept
	return out
}

func confidence(ev []kg.Evidence) float64 { return kg.Relation{Evidence: ev}.Confidence() }

// unsure reports whether a recommendation, or what the subject has to do with it, may have been misread.
func (b *Briefer) unsure(e *entry) bool {
	return confidence(e.r.Evidence) < b.ph.Unsure || e.link != nil && e.link.Confidence() < b.ph.Unsure
}

// distinct drops recommendations that repeat another one of the list.
func distinct(list []*entry) []*entry {
	here := map[kg.ID]bool{}
	for _, e := range list {
		here[e.r.ID] = true
	}
	return slices.DeleteFunc(list, func(e *entry) bool { return e.r.Restates != "" && here[e.r.Restates] })
}

// advice lists recommendations under their sections and objectives, in the order of the reports. If there is room for none of
// them, it lists nothing.
func (w *writer) advice(list []*entry) []document.Block {
	if !slices.ContainsFunc(list, func(e *entry) bool { return !w.left[e.key()] }) {
		w.counts["left"] += len(list)
		return nil
	}
	var out []document.Block
	var left []tally
	var group, objective string
	for _, e := range list {
		heading := w.group(e.r)
		if w.left[e.key()] {
			left = add(left, heading)
			w.counts["left"]++
			continue
		}
		if heading != group {
			shown := heading
			if w.tight {
				shown = shorten(heading, headingWords)
			}
			out = append(out, document.Block{Kind: document.Heading, Text: []document.Run{{Text: shown}}})
			group, objective = heading, ""
		}
		if o := w.objective(e.r); o != objective && o != "" && o != heading {
			objective = o
			out = append(out, document.Block{Kind: document.Lead, Text: []document.Run{{Text: o}}})
		}
		out = append(out, w.item(e))
	}
	return append(out, w.more(left)...)
}

// tally counts under a name.
type tally struct {
	name string
	n    int
}

func add(list []tally, name string) []tally {
	for i := range list {
		if list[i].name == name {
			list[i].n++
			return list
		}
	}
	return append(list, tally{name, 1})
}

// sectionsMost is of how many sections it is said what was left out.
const sectionsMost = 3

// more says what was left out.
func (w *writer) more(left []tally) []document.Block {
	if len(left) == 0 {
		return nil
	}
	slices.SortStableFunc(left, func(a, c tally) int { return cmp.Compare(c.n, a.n) })
	var parts []string
	for i, t := range left {
		if i == sectionsMost {
			rest := 0
			for _, o := range left[i:] {
				rest += o.n
			}
			parts = append(parts, numeral(rest)+" in other sections")
			break
		}
		what := numeral(t.n)
		if i == 0 {
			what += " more"
		}
		parts = append(parts, what+" in "+quoted(shorten(t.name, titleWords)))
	}
	return []document.Block{{Kind: document.Paragraph, Text: []document.Run{{Text: "Left out here: " + list(parts) + ".", Faint: true}}}}
}

// group returns the heading under which a recommendation stands: its section, and its report if there are several.
func (w *writer) group(r *kg.Recommendation) string {
	return w.heading(r.Section, r.Report, len(w.g.Reports) > 1 && !w.one)
}

// heading names a section, and its report if both are wanted.
func (b *Briefer) heading(section, in kg.ID, both bool) string {
	name := b.sectionName(section)
	switch report := b.reportName(in); {
	case name == "":
		return report
	case both:
		return name + " (" + report + ")"
	}
	return name
}

func (w *writer) objective(r *kg.Recommendation) string {
	o := w.ph.title(document.Clean(r.Objective), w.spelt)
	if o == w.sectionName(r.Section) {
		return ""
	}
	if w.tight {
		o = shorten(o, objectiveWords)
	}
	return o
}

// Bounds of shortened words.
const (
	objectiveWords = 12
	headingWords   = 14
	itemWords      = 38
)

// item writes a recommendation in its own words.
func (w *writer) item(e *entry) document.Block {
	w.shown[e.r.ID] = true
	shown, ev := w.words(e)
	if w.tight {
		shown = w.ph.cut(shown, itemWords)
	}
	shown = ended(w.ph.bare(shown, e.forms))
	if hasWord(shown, w.ph.Soft) && !hasWord(shown, w.ph.Firm) || slices.Contains(w.ph.Soft, e.r.Modality) {
		w.counts["soft"]++
	} else {
		w.counts["firm"]++
	}
	run := document.Run{Text: capital(shown), Notes: []int{w.note(ev, "", "")}}
	runs := []document.Run{run}
	if beside := w.beside(e, shown); beside != "" {
		runs = append(runs, document.Run{Text: " " + beside, Faint: true})
	}
	if w.unsure(e) {
		w.counts["unsure"]++
		runs = append(runs, document.Run{Text: " (less sure)", Faint: true})
	}
	return document.Block{Kind: document.Item, Text: runs}
}

// words returns the recommendation, in shortened words the sentence of it that concerns the subject, and where it stands.
func (w *writer) words(e *entry) (string, kg.Evidence) {
	if len(e.r.Evidence) == 0 {
		return document.Clean(e.r.Text), kg.Evidence{}
	}
	piece, at := e.r.Evidence[0], 0
	if e.link != nil {
		piece, at = pieceOf(e.r.Evidence, e.link.Evidence)
	}
	quote := w.x.Quote(piece)
	if !w.tight {
		return document.Clean(quote), piece
	}
	all := sentences(quote)
	if !slices.ContainsFunc(all, func(s kg.Span) bool { return s.Start <= at && at < s.End && w.ph.tells(quote[s.Start:s.End]) }) {
		at = 0 // the name stands where nothing is told
	}
	for _, s := range all {
		if s.Start <= at && at < s.End {
			piece.Span = kg.Span{Start: piece.Span.Start + s.Start, End: piece.Span.Start + s.End}
			return document.Clean(quote[s.Start:s.End]), piece
		}
	}
	return document.Clean(quote), piece
}

// pieceOf returns the first of the pieces that holds one of the links' places, and the place in it.
func pieceOf(pieces, links []kg.Evidence) (kg.Evidence, int) {
	for _, p := range pieces {
		for _, l := range links {
			if l.Passage == p.Passage && p.Span.Contains(l.Span) {
				return p, l.Span.Start - p.Span.Start
			}
		}
	}
	return pieces[0], 0
}

// beside names the actors, partners and what else the recommendation is about, as far as the words shown do not.
func (w *writer) beside(e *entry, shown string) string {
	var parts []string
	for _, part := range []struct {
		lead  string
		links []kg.Link
	}{{"Asked", e.r.Actors}, {"With", e.r.Partners}, {"About", e.r.Concerns}} {
		var names []string
		for _, l := range part.links {
			if other := w.x.Entities[l.Entity]; other != nil && !w.evident(e, other, shown) {
				names = append(names, w.names[l.Entity])
			}
		}
		if len(names) > 0 && (part.lead != "About" || !w.tight) {
			parts = append(parts, part.lead+": "+list(names)+".")
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, " ")
}

// evident reports whether the words name the entity, or it is the actor that goes without saying.
func (w *writer) evident(e *entry, other *kg.Entity, shown string) bool {
	if e.self == other.ID {
		return true
	}
	return slices.ContainsFunc(append([]string{other.Name}, other.Aliases...), func(form string) bool { return strings.Contains(shown, form) })
}
