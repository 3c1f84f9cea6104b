package kg

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Vocabulary is what [Graph.Check] needs to know of the closed lists.
type Vocabulary interface {
	// HasType reports whether typ is an entity type.
	HasType(typ string) bool
	// Allows reports whether predicate may lead from an entity of type subject to one of type object.
	Allows(predicate, subject, object string) bool
}

// maxProblems bounds the number of problems that Check reports.
const maxProblems = 20

type checker struct {
	g        *Graph
	v        Vocabulary
	passages map[ID]*Passage
	kinds    map[ID]string // every node → entity type or structural kind
	errs     []error       // the first maxProblems
	more     int           // problems after them
}

// Check verifies the graph's invariants: unique, well-formed IDs; every reference declared; every fact supported by
// evidence whose span lies within its passage on rune boundaries; confidence in (0, 1]; types and predicates in the
// vocabulary. It returns nil, or at most twenty problems joined; if there are more, the last says how many.
func (g *Graph) Check(v Vocabulary) error {
	c := &checker{g: g, v: v, passages: map[ID]*Passage{}, kinds: map[ID]string{}}
	c.nodes()
	c.structure()
	c.facts()
	if c.more > 0 {
		c.errs[maxProblems-1] = fmt.Errorf("and %d more problems", c.more+1)
	}
	return errors.Join(c.errs...)
}

func (c *checker) fail(format string, args ...any) {
	if len(c.errs) == maxProblems {
		c.more++
		return
	}
	c.errs = append(c.errs, fmt.Errorf(format, args...))
}

func (c *checker) declare(id ID, kind string) {
	switch {
	case id == "" || strings.TrimSpace(string(id)) != string(id) || !utf8.ValidString(string(id)):
		c.fail("%s: malformed id %q", kind, id)
	case id.Kind() != kind:
		c.fail("%s: id is not of kind %s", id, kind)
	case c.kinds[id] != "":
		c.fail("%s: declared twice", id)
	}
	c.kinds[id] = kind
}

func (c *checker) nodes() {
	for i := range c.g.Reports {
		c.declare(c.g.Reports[i].ID, KindReport)
	}
	for i := range c.g.Sections {
		c.declare(c.g.Sections[i].ID, KindSection)
	}
	for i := range c.g.Passages {
		p := &c.g.Passages[i]
		c.declare(p.ID, KindPassage)
		c.passages[p.ID] = p
		if !utf8.ValidString(p.Text) {
			c.fail("%s: text is not valid UTF-8", p.ID)
		}
	}
	for i := range c.g.Sources {
		c.declare(c.g.Sources[i].ID, KindSource)
	}
	for i := range c.g.Recommendations {
		c.declare(c.g.Recommendations[i].ID, KindRecommendation)
	}
	for i := range c.g.Timeline {
		c.declare(c.g.Timeline[i].ID, KindTimelineEvent)
	}
	for i := range c.g.Entities {
		e := &c.g.Entities[i]
		c.declare(e.ID, e.Type)
		if !c.v.HasType(e.Type) {
			c.fail("%s: unknown entity type %q", e.ID, e.Type)
		}
		if strings.TrimSpace(e.Name) == "" {
			c.fail("%s: empty name", e.ID)
		}
	}
}

func (c *checker) refer(from, to ID, kinds ...string) {
	k, ok := c.kinds[to]
	if !ok {
		c.fail("%s: refers to %q, which is not declared", from, to)
		return
	}
	for _, want := range kinds {
		if k == want {
			return
		}
	}
	if len(kinds) > 0 {
		c.fail("%s: refers to %s where %s is wanted", from, to, strings.Join(kinds, " or "))
	}
}

func (c *checker) structure() {
	for i := range c.g.Sections {
		s := &c.g.Sections[i]
		c.refer(s.ID, s.Report, KindReport)
		c.refer(s.ID, s.Parent, KindReport, KindSection)
		if s.Head != "" {
			c.refer(s.ID, s.Head, KindPassage)
		}
	}
	for i := range c.g.Passages {
		p := &c.g.Passages[i]
		c.refer(p.ID, p.Report, KindReport)
		c.refer(p.ID, p.Section, KindSection, KindReport)
	}
}

func (c *checker) evidence(of string, ev []Evidence) {
	if len(ev) == 0 {
		c.fail("%s: no evidence", of)
	}
	for _, e := range ev {
		p, ok := c.passages[e.Passage]
		switch {
		case !ok:
			c.fail("%s: evidence in %q, which is not declared", of, e.Passage)
		case e.Span.Start < 0 || e.Span.Start >= e.Span.End || e.Span.End > len(p.Text):
			c.fail("%s: evidence span %d-%d outside %s", of, e.Span.Start, e.Span.End, e.Passage)
		case !utf8.RuneStart(p.Text[e.Span.Start]) || e.Span.End < len(p.Text) && !utf8.RuneStart(p.Text[e.Span.End]):
			c.fail("%s: evidence span %d-%d of %s splits a character", of, e.Span.Start, e.Span.End, e.Passage)
		case !(e.Confidence > 0 && e.Confidence <= 1):
			c.fail("%s: confidence %v outside (0, 1]", of, e.Confidence)
		case e.Rule == "":
			c.fail("%s: evidence names no rule", of)
		case statusRank[e.Status] == 0 && e.Status != Asserted:
			c.fail("%s: unknown status %q", of, e.Status)
		}
	}
}

func (c *checker) links(of ID, links []Link) {
	for _, l := range links {
		c.refer(of, l.Entity)
		if !c.v.HasType(c.kinds[l.Entity]) {
			c.fail("%s: links to %s, which is not an entity", of, l.Entity)
		}
		c.evidence(string(of)+" → "+string(l.Entity), l.Evidence)
	}
}

func (c *checker) facts() {
	for i := range c.g.Entities {
		c.evidence(string(c.g.Entities[i].ID), c.g.Entities[i].Mentions)
	}
	for i := range c.g.Recommendations {
		r := &c.g.Recommendations[i]
		c.refer(r.ID, r.Report, KindReport)
		c.refer(r.ID, r.Section, KindSection, KindReport)
		if r.Restates != "" {
			c.refer(r.ID, r.Restates, KindRecommendation)
		}
		c.evidence(string(r.ID), r.Evidence)
		c.quoted(r.ID, r.Text, r.Evidence)
		c.links(r.ID, r.Actors)
		c.links(r.ID, r.Partners)
		c.links(r.ID, r.Concerns)
	}
	for i := range c.g.Timeline {
		t := &c.g.Timeline[i]
		c.refer(t.ID, t.Report, KindReport)
		c.refer(t.ID, t.Section, KindSection, KindReport)
		c.evidence(string(t.ID), t.Evidence)
		c.links(t.ID, t.Entities)
	}
	for i := range c.g.Sources {
		c.refer(c.g.Sources[i].ID, c.g.Sources[i].Report, KindReport)
		c.evidence(string(c.g.Sources[i].ID), c.g.Sources[i].Evidence)
	}
	for _, ct := range c.g.Citations {
		c.refer("citation", ct.From, KindPassage, KindRecommendation)
		c.refer(ct.From, ct.Source, KindSource)
		c.evidence(string(ct.From)+" cites "+string(ct.Source), ct.Evidence)
	}
	for i, r := range c.g.Relations {
		of := string(r.Subject) + " " + r.Predicate + " " + string(r.Object)
		c.refer(r.Subject, r.Object)
		c.refer(r.Object, r.Subject)
		if !c.v.Allows(r.Predicate, c.kinds[r.Subject], c.kinds[r.Object]) {
			c.fail("%s: the vocabulary does not allow it", of)
		}
		if i > 0 && CompareRelations(c.g.Relations[i-1], r) == 0 {
			c.fail("%s: stated twice", of)
		}
		c.evidence(of, r.Evidence)
	}
}

// quoted verifies that a recommendation's text is exactly what its evidence quotes.
func (c *checker) quoted(of ID, text string, ev []Evidence) {
	var quotes []string
	for _, e := range ev {
		if p := c.passages[e.Passage]; p != nil {
			quotes = append(quotes, p.Quote(e.Span))
		}
	}
	if text != strings.Join(quotes, " ") {
		c.fail("%s: text is not what its evidence quotes", of)
	}
}
