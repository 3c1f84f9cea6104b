package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// showFlags is what the show command is told.
type showFlags struct {
	quotes int
	sure   float64
	format *string
}

func (p *program) showCommand() *cobra.Command {
	f := &showFlags{}
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show an entity or recommendation with its evidence",
		Long: "Shows what the store holds of an entity, by its name, any of its aliases or its ID: its type, its aliases, its relations in\n" +
			"both directions and the recommendations about it, each with the quote that supports it and the place of the quote.",
		Example: "  policygraph show \"European Commission\"\n  policygraph show EU --format json\n  policygraph show \"European Commission\" --quotes 0",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.show(cmd.Context(), c, f, args[0])
		},
	}
	cmd.Flags().IntVar(&f.quotes, "quotes", 2, "how many quotes to print for each fact; 0 prints all")
	confidenceFlag(cmd, &f.sure, "show facts of at least this confidence")
	f.format = formatFlag(cmd)
	storeFlags(cmd)
	p.reportFlag(cmd)
	return cmd
}

func (p *program) show(ctx context.Context, c config.Config, f *showFlags, name string) error {
	if err := checkFormat(*f.format); err != nil {
		return err
	}
	if f.quotes < 0 {
		return failed(ExitUsage, fmt.Errorf("--quotes: %d is negative", f.quotes))
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	g, err := loadSure(ctx, c, o, f.sure)
	if err != nil {
		return err
	}
	ids, err := named(g, name)
	if err != nil {
		return err
	}
	all := newFacts(g)
	cards := []card{}
	for _, id := range ids {
		cards = append(cards, all.card(id, o))
	}
	switch *f.format {
	case asJSON:
		return p.json(cards)
	case asCSV:
		return p.csv(cardTable(cards))
	}
	return writeCards(p, f.quotes, cards, (*cardWriter).card)
}

// card is what is known of an entity or recommendation.
type card struct {
	ID              kg.ID    `json:"id"`
	Name            string   `json:"name"`
	Type            string   `json:"type"`
	Aliases         []string `json:"aliases"`
	Mentions        []quote  `json:"mentions"`
	Relations       []tie    `json:"relations"`
	Recommendations []role   `json:"recommendations"`
}

// tie is a relation seen from one of its ends.
type tie struct {
	Direction  string    `json:"direction"` // "out" or "in"
	Predicate  string    `json:"predicate"`
	Label      string    `json:"label"`
	Other      kg.ID     `json:"other"`
	Name       string    `json:"name"`
	Type       string    `json:"type"`
	Status     kg.Status `json:"status"`
	Confidence float64   `json:"confidence"`
	Evidence   []quote   `json:"evidence"`
}

// role is an entity's part in a recommendation.
type role struct {
	Role string `json:"role"` // calls_on, involves, concerns; "" of the recommendation itself
	advice
}

// card gathers what is known of an entity or recommendation.
func (f *facts) card(id kg.ID, o *ontology.Ontology) card {
	if r := f.Recommendations[id]; r != nil {
		return card{ID: id, Name: shortName(id), Type: id.Kind(), Aliases: []string{}, Mentions: []quote{},
			Relations: []tie{}, Recommendations: []role{{advice: f.advice(r)}}}
	}
	e := f.Entities[id]
	return card{ID: id, Name: e.Name, Type: e.Type, Aliases: append([]string{}, e.Aliases...), Mentions: f.quotes(e.Mentions),
		Relations: f.ties(id, o), Recommendations: f.roles(id)}
}

// ties returns the relations that lead from the entity, then those that lead to it.
func (f *facts) ties(id kg.ID, o *ontology.Ontology) []tie {
	out := []tie{}
	for _, direction := range []string{"out", "in"} {
		for _, r := range f.graph.Relations {
			here, there := r.Subject, r.Object
			if direction == "in" {
				here, there = there, here
			}
			other := f.Entities[there]
			if here != id || other == nil {
				continue
			}
			t := tie{Direction: direction, Predicate: r.Predicate, Label: r.Predicate, Other: there, Name: other.Name, Type: other.Type,
				Status: r.Status(), Confidence: r.Confidence(), Evidence: f.quotes(r.Evidence)}
			if p := o.Predicate(r.Predicate); p != nil {
				t.Label = p.Label
			}
			out = append(out, t)
		}
	}
	return out
}

// roles returns the recommendations that link to the entity.
func (f *facts) roles(id kg.ID) []role {
	out := []role{}
	for i := range f.graph.Recommendations {
		r := &f.graph.Recommendations[i]
		for _, part := range parts(r) {
			for _, l := range part.links {
				if l.Entity == id {
					out = append(out, role{part.predicate, f.advice(r)})
				}
			}
		}
	}
	return out
}

// linksOf are the links of a recommendation that have one predicate.
type linksOf struct {
	predicate string
	links     []kg.Link
}

// parts returns the links of a recommendation by predicate.
func parts(r *kg.Recommendation) []linksOf {
	return []linksOf{{"calls_on", r.Actors}, {"involves", r.Partners}, {"concerns", r.Concerns}}
}

// cardTable lists the facts of cards, one piece of evidence in a row.
func cardTable(cards []card) table {
	t := table{}
	for _, name := range []string{"id", "fact", "direction", "predicate", "other", "quote", "report", "section", "page", "line"} {
		t.columns = append(t.columns, column{name: name})
	}
	for _, c := range cards {
		for _, q := range c.Mentions {
			t.add(c.ID, "mention", "", "", "", q.Text, q.Report, q.Section, known(q.Page), known(q.Line))
		}
		for _, r := range c.Relations {
			for _, q := range r.Evidence {
				t.add(c.ID, "relation", r.Direction, r.Predicate, r.Name, q.Text, q.Report, q.Section, known(q.Page), known(q.Line))
			}
		}
		for _, r := range c.Recommendations {
			t.add(c.ID, "recommendation", "in", r.Role, r.ID, r.Text, r.Report, r.Section, known(r.Page), known(r.Line))
		}
	}
	return t
}

// writeCards prints each of a list with its writer, a blank line between two.
func writeCards[T any](p *program, quotes int, list []T, write func(*cardWriter, *T)) error {
	w := cardWriter{p: p, quotes: quotes, width: p.width()}
	for i := range list {
		if i > 0 {
			w.line(0, "")
		}
		write(&w, &list[i])
	}
	_, err := p.out.WriteString(w.String())
	return err
}

// cardWriter prints cards for people.
type cardWriter struct {
	strings.Builder
	p      *program
	quotes int
	width  int
}

// line writes a line, wrapped and indented.
func (w *cardWriter) line(indent int, s string) {
	margin := strings.Repeat(" ", indent)
	wrapped := text.WrapSoft(s, max(2*leastRoom, w.width-indent))
	for part := range strings.Lines(wrapped) {
		w.WriteString(strings.TrimRight(margin+strings.TrimSpace(part), " ") + "\n")
	}
	if s == "" {
		w.WriteByte('\n')
	}
}

func (w *cardWriter) heading(s string) {
	if w.p.styled() {
		s = text.Bold.Sprint(s)
	}
	w.WriteString(s + "\n")
}

func (w *cardWriter) card(c *card) {
	w.heading(fmt.Sprintf("%s (%s)", c.Name, c.Type))
	w.line(2, "id: "+string(c.ID))
	if len(c.Aliases) > 0 {
		w.line(2, "also: "+strings.Join(c.Aliases, "; "))
	}
	switch n := len(c.Mentions); {
	case n > 1:
		w.line(2, fmt.Sprintf("named in %d places, first in %s", n, c.Mentions[0].place()))
	case n == 1:
		w.line(2, "named once, in "+c.Mentions[0].place())
	}
	if len(c.Relations) > 0 {
		w.line(0, "")
		w.heading(fmt.Sprintf("Relations (%d)", len(c.Relations)))
	}
	for _, r := range c.Relations {
		statement := r.Label + " " + r.Name
		if r.Direction == "in" {
			statement = r.Name + " " + r.Label + " it"
		}
		if r.Status != kg.Asserted {
			statement += ", " + string(r.Status)
		}
		w.line(2, statement)
		w.evidence(r.Evidence)
	}
	if len(c.Recommendations) > 0 {
		w.line(0, "")
		w.heading(fmt.Sprintf("Recommendations (%d)", len(c.Recommendations)))
	}
	for _, r := range c.Recommendations {
		w.line(2, w.part(r))
		w.evidence([]quote{r.quote})
	}
}

// part says what an entity's part in a recommendation is, and who else has one.
func (w *cardWriter) part(r role) string {
	var parts []string
	for _, x := range []struct {
		role, words string
		names       []string
	}{{"calls_on", "calls on", r.Actors}, {"involves", "involves", r.Partners}, {"concerns", "concerns", r.Concerns}} {
		if len(x.names) > 0 {
			parts = append(parts, x.words+" "+strings.Join(x.names, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// evidence writes quotes with their places.
func (w *cardWriter) evidence(qs []quote) {
	n := len(qs)
	if w.quotes > 0 {
		n = min(n, w.quotes)
	}
	for _, q := range qs[:n] {
		w.line(4, fmt.Sprintf("“%s” (%s)", q.Text, q.place()))
	}
	if left := len(qs) - n; left > 0 {
		w.line(4, fmt.Sprintf("and %d more", left))
	}
}
