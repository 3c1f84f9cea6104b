package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/paths"
	"policygraph/graph/view"
)

// narrator puts the ties of a network into words.
type narrator struct {
	*facts
	o      *ontology.Ontology
	choice view.Choice
}

// told is a fact that ties two nodes.
type told struct {
	predicate string
	from      kg.ID // "" of a tie without direction
	evidence  kg.Evidence
	text      string // quote, if it is not the evidence's own
}

// way puts a path into words.
func (n *narrator) way(v *view.Graph, p paths.Path) way {
	w := way{Nodes: []string{n.node(v.ID(p.Nodes[0]))}}
	for i := 1; i < len(p.Nodes); i++ {
		a, b := v.ID(p.Nodes[i-1]), v.ID(p.Nodes[i])
		w.Nodes = append(w.Nodes, n.node(b))
		w.Steps = append(w.Steps, n.step(a, b))
	}
	return w
}

// step tells the surest fact that ties two nodes, and names the others.
func (n *narrator) step(a, b kg.ID) step {
	ties := slices.Concat(n.relations(a, b), n.links(a, b))
	if n.choice.Projection == view.Shared || n.choice.Projection == view.Countries {
		ties = append(ties, n.common(a, b)...)
	}
	slices.SortStableFunc(ties, func(x, y told) int { return cmp.Compare(y.evidence.Confidence, x.evidence.Confidence) })
	s := step{From: a, To: b, names: [2]string{n.node(a), n.node(b)}}
	for i, t := range ties {
		label := t.predicate
		if p := n.o.Predicate(t.predicate); p != nil {
			label = p.Label
		}
		if i > 0 {
			if label != s.Label && !slices.Contains(s.Also, label) {
				s.Also = append(s.Also, label)
			}
			continue
		}
		s.Predicate, s.Label, s.Direction = t.predicate, label, direction(t.from, a)
		s.quote = n.quotes([]kg.Evidence{t.evidence})[0]
		if t.text != "" {
			s.quote.Text = oneLine(t.text)
		}
	}
	return s
}

// direction says how a tie from one node lies on a path that leaves from another.
func direction(from, leaves kg.ID) string {
	switch from {
	case "":
		return "both"
	case leaves:
		return "out"
	}
	return "in"
}

// surest returns the surest evidence that counts; of equally sure the longest, which says most.
func (n *narrator) surest(predicate string, ev []kg.Evidence) (kg.Evidence, bool) {
	var best kg.Evidence
	for _, e := range ev {
		surer := cmp.Or(cmp.Compare(e.Confidence, best.Confidence), cmp.Compare(e.Span.Len(), best.Span.Len())) > 0
		if surer && n.choice.Counts(n.o, predicate, e) {
			best = e
		}
	}
	return best, best.Confidence > 0
}

// relations returns the relations between two entities.
func (n *narrator) relations(a, b kg.ID) []told {
	var out []told
	for _, r := range n.graph.Relations {
		if r.Subject == a && r.Object == b || r.Subject == b && r.Object == a {
			if e, ok := n.surest(r.Predicate, r.Evidence); ok {
				out = append(out, told{predicate: r.Predicate, from: r.Subject, evidence: e})
			}
		}
	}
	return out
}

// links returns the links between a recommendation and an entity, or another recommendation.
func (n *narrator) links(a, b kg.ID) []told {
	r, other := n.Recommendations[a], b
	if r == nil || n.Recommendations[b] != nil && n.Recommendations[b].Restates == a {
		r, other = n.Recommendations[b], a
	}
	if r == nil {
		return nil
	}
	var out []told
	for _, part := range parts(r) {
		for _, l := range part.links {
			if e, ok := n.surest(part.predicate, l.Evidence); ok && l.Entity == other {
				out = append(out, told{part.predicate, r.ID, e, r.Text})
			}
		}
	}
	if r.Restates == other && len(r.Evidence) > 0 {
		out = append(out, told{"restates", r.ID, r.Evidence[0], r.Text})
	}
	return out
}

// common returns the recommendations that two entities share.
func (n *narrator) common(a, b kg.ID) []told {
	var out []told
	for i := range n.graph.Recommendations {
		r := &n.graph.Recommendations[i]
		takes := func(id kg.ID) bool {
			return slices.ContainsFunc(slices.Concat(r.Actors, r.Partners), func(l kg.Link) bool { return l.Entity == id })
		}
		if takes(a) && takes(b) && len(r.Evidence) > 0 {
			out = append(out, told{"shares a recommendation with", "", r.Evidence[0], r.Text})
		}
	}
	return out
}

// way prints a path: each step with its quote, unless the step before has shown it.
func (w *cardWriter) way(i int, path *way) {
	if i > 0 {
		w.line(0, "")
	}
	w.heading(fmt.Sprintf("Path %d: %s", i+1, counted(len(path.Steps), "step", "steps")))
	shown := ""
	for _, s := range path.Steps {
		w.line(2, s.sentence())
		if s.Text != shown {
			w.line(4, fmt.Sprintf("“%s” (%s)", s.Text, s.place()))
		}
		shown = s.Text
	}
}

// sentence tells a step from its subject to its object.
func (s *step) sentence() string {
	a, b := s.names[0], s.names[1]
	arrow := "→"
	switch s.Direction {
	case "in":
		arrow = "←"
	case "both":
		arrow = "–"
	}
	out := fmt.Sprintf("%s %s %s %s %s", a, arrow, s.Label, arrow, b)
	if len(s.Also) > 0 {
		out += " (also " + strings.Join(s.Also, ", ") + ")"
	}
	return out
}

// wayTable lists the steps of paths.
func wayTable(ways []way) table {
	t := table{}
	for _, name := range []string{"path", "step", "from", "from_name", "predicate", "label", "direction", "to", "to_name", "also", "quote", "report", "section", "page", "line"} {
		t.columns = append(t.columns, column{name: name})
	}
	for i, w := range ways {
		for k, s := range w.Steps {
			t.add(i+1, k+1, s.From, s.names[0], s.Predicate, s.Label, s.Direction, s.To, s.names[1], strings.Join(s.Also, "; "),
				s.Text, s.Report, s.Section, known(s.Page), known(s.Line))
		}
	}
	return t
}
