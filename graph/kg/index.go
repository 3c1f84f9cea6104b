package kg

import (
	"fmt"
	"strconv"
)

// Index finds the nodes of a graph by ID. It holds pointers into the graph, which must not be re-sorted or appended to.
type Index struct {
	Reports         map[ID]*Report
	Sections        map[ID]*Section
	Passages        map[ID]*Passage
	Entities        map[ID]*Entity
	Recommendations map[ID]*Recommendation
	Timeline        map[ID]*TimelineEvent
	Sources         map[ID]*Source
}

// Index returns an index of the graph's nodes.
func (g *Graph) Index() *Index {
	return &Index{
		Reports:         byID(g.Reports, func(x *Report) ID { return x.ID }),
		Sections:        byID(g.Sections, func(x *Section) ID { return x.ID }),
		Passages:        byID(g.Passages, func(x *Passage) ID { return x.ID }),
		Entities:        byID(g.Entities, func(x *Entity) ID { return x.ID }),
		Recommendations: byID(g.Recommendations, func(x *Recommendation) ID { return x.ID }),
		Timeline:        byID(g.Timeline, func(x *TimelineEvent) ID { return x.ID }),
		Sources:         byID(g.Sources, func(x *Source) ID { return x.ID }),
	}
}

func byID[T any](xs []T, id func(*T) ID) map[ID]*T {
	m := make(map[ID]*T, len(xs))
	for i := range xs {
		m[id(&xs[i])] = &xs[i]
	}
	return m
}

// Quote returns the words that the evidence points at.
func (x *Index) Quote(e Evidence) string {
	if p := x.Passages[e.Passage]; p != nil {
		return p.Quote(e.Span)
	}
	return ""
}

// Place says where in its report a piece of evidence stands.
type Place struct {
	Report  ID
	Section ID
	Line    int    // 0 unknown
	Page    int    // 0 unknown
	Label   string // printed on the page, "" where it is the number of counting or unknown
	Pages   int    // of the report, 0 unknown
}

// PageText returns the page for people: the number printed on it, with that of counting where they differ, as in
// "iv (4 of 40)"; "" when the page is not known.
func (p Place) PageText() string {
	switch {
	case p.Page == 0:
		return ""
	case p.Label == "":
		return strconv.Itoa(p.Page)
	case p.Pages == 0:
		return fmt.Sprintf("%s (%d)", p.Label, p.Page)
	}
	return fmt.Sprintf("%s (%d of %d)", p.Label, p.Page, p.Pages)
}

// Place returns where the evidence stands.
func (x *Index) Place(e Evidence) Place {
	p := x.Passages[e.Passage]
	if p == nil {
		return Place{}
	}
	at := p.At(e.Span.Start)
	place := Place{Report: p.Report, Section: p.Section, Line: at.Line, Page: at.Page}
	if r := x.Reports[p.Report]; r != nil {
		place.Label, place.Pages = r.PageLabel(at.Page), r.Pages
	}
	return place
}
