package command

import (
	"fmt"
	"strings"

	"policygraph/graph/kg"
)

// quote is a piece of evidence in words.
type quote struct {
	Text    string `json:"quote"`
	Report  string `json:"report"`
	Section string `json:"section,omitempty"`
	Page    int    `json:"page,omitempty"`
	Label   string `json:"page_label,omitempty"` // printed on the page, where it is not the number of counting
	Line    int    `json:"line,omitempty"`

	page string // for people
}

// place says where the quote stands, for people.
func (q quote) place() string { return strings.Join(nonEmpty(q.Report, q.within()), ", ") }

// within says where in its report the quote stands.
func (q quote) within() string {
	out := nonEmpty(q.Section)
	if q.page != "" {
		out = append(out, "page "+q.page)
	}
	if q.Line > 0 {
		out = append(out, fmt.Sprintf("line %d", q.Line))
	}
	return strings.Join(out, ", ")
}

// facts is a graph with what is needed to put its facts into words.
type facts struct {
	*kg.Index
	graph *kg.Graph
}

func newFacts(g *kg.Graph) *facts { return &facts{g.Index(), g} }

// quotes puts evidence into words.
func (f *facts) quotes(ev []kg.Evidence) []quote {
	out := make([]quote, 0, len(ev))
	for _, e := range ev {
		at := f.Place(e)
		q := quote{Text: oneLine(f.Quote(e)), Report: shortName(at.Report), Page: at.Page, Label: at.Label, Line: at.Line, page: at.PageText()}
		if s := f.Sections[at.Section]; s != nil {
			q.Section = oneLine(s.Title)
		}
		out = append(out, q)
	}
	return out
}

// whole returns the evidence as one quote, which stands where the first piece stands.
func (f *facts) whole(text string, ev []kg.Evidence) quote {
	out := quote{Text: oneLine(text)}
	if qs := f.quotes(ev); len(qs) > 0 {
		out = qs[0]
		out.Text = oneLine(text)
	}
	return out
}

// names returns the names of linked entities.
func (f *facts) names(links []kg.Link) []string {
	out := []string{}
	for _, l := range links {
		if e := f.Entities[l.Entity]; e != nil {
			out = append(out, e.Name)
		}
	}
	return out
}

// shortName returns an ID without its kind.
func shortName(id kg.ID) string {
	_, name, _ := strings.Cut(string(id), ":")
	return name
}
