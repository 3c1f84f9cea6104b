package command

import (
	"fmt"
	"slices"
	"strings"
)

// writeCoverage prints a coverage sheet part by part, each cut after top rows.
func (p *program) writeCoverage(s *coverageSheet, top int) error {
	w := &coverageWriter{cardWriter{p: p, width: p.width()}, top}
	w.bodies(s)
	w.cover(s)
	w.dropouts(s)
	w.undone(s)
	w.idle(s)
	w.list("Recommendations that call on nobody by name", s.Unaddressed)
	w.list("Recommendations that call on several", s.Shared)
	if n := len(s.Elsewhere); n > 0 {
		w.part(fmt.Sprintf("Recommendations that call only on bodies left out here: %d (in the other formats)", n), table{}, 0)
	}
	_, err := p.out.WriteString(w.String())
	return err
}

// coverageWriter prints the parts of a sheet.
type coverageWriter struct {
	cardWriter
	top int
}

// shown returns how many of n rows to print.
func (w *coverageWriter) shown(n int) int {
	if w.top > 0 {
		return min(n, w.top)
	}
	return n
}

// part prints a heading with a table below, indented, and how much was cut.
func (w *coverageWriter) part(heading string, t table, all int) {
	if w.Len() > 0 {
		w.line(0, "")
	}
	w.heading(heading)
	if len(t.rows) > 0 {
		for line := range strings.Lines(t.text(w.width-2, w.p.styled())) {
			w.WriteString("  " + line)
		}
	}
	if left := all - len(t.rows); left > 0 {
		w.line(2, fmt.Sprintf("and %d more", left))
	}
}

func (w *coverageWriter) bodies(s *coverageSheet) {
	t := table{columns: []column{{name: "called on", right: true}, {name: "with its parts", right: true}, {name: "alone", right: true},
		{name: "involved", right: true}, {name: "body", share: 3}, {name: "type"}, {name: "part of", share: 2}}}
	for _, b := range s.Bodies[:w.shown(len(s.Bodies))] {
		t.add(b.CalledOn, b.WithParts, b.Alone, b.Involved, b.Name, b.Type, b.parents())
	}
	own := 0
	for _, b := range s.Bodies {
		if b.CalledOn > 0 {
			own++
		}
	}
	heading := fmt.Sprintf("Who is called on: %d of %s, %s", s.Cover.Recommendations, counted(s.Recommendations, "recommendation", "recommendations"),
		counted(own, "body", "bodies"))
	if s.Restating > 0 {
		heading += fmt.Sprintf(" (%s another)", counted(s.Restating, "recommendation restates", "recommendations restate"))
	}
	w.part(heading, t, len(s.Bodies))
}

func (w *coverageWriter) cover(s *coverageSheet) {
	t := table{columns: []column{{name: "adds", right: true}, {name: "covered", right: true}, {name: "share", right: true}, {name: "body", share: 3}, {name: "part of", share: 2}}}
	for _, b := range s.Cover.Bodies[:w.shown(len(s.Cover.Bodies))] {
		t.add(b.Adds, b.Sum, percent(b.Sum, s.Cover.Recommendations), b.Name, b.parents())
	}
	n := len(s.Cover.Bodies)
	heading := fmt.Sprintf("Fewest bodies that cover all %d recommendations with an actor: %d (exact)", s.Cover.Recommendations, n)
	switch {
	case n == 0:
		heading = "Fewest bodies that cover all recommendations: there is nothing to cover"
	case !s.Cover.Exact:
		heading = fmt.Sprintf("Few bodies that cover all %d recommendations with an actor: %d (found by greed; at least %d are needed, and no set is smaller by more than a factor of %.2f)",
			s.Cover.Recommendations, n, s.Cover.AtLeast, s.Cover.Bound)
	}
	w.part(heading, t, n)
}

func (w *coverageWriter) dropouts(s *coverageSheet) {
	t := table{columns: []column{{name: "left undone", right: true}, {name: "share", right: true}, {name: "of its own", right: true}, {name: "body", share: 3}, {name: "part of", share: 2}}}
	all, lone := 0, byAlone(s.Bodies)
	for _, b := range lone {
		all += b.Alone
	}
	for _, b := range lone[:w.shown(len(lone))] {
		t.add(b.Alone, percent(b.Alone, s.Recommendations), percent(b.Alone, b.CalledOn), b.Name, b.parents())
	}
	heading := fmt.Sprintf("Single points of failure: %s call on one body alone", counted(all, "recommendation", "recommendations"))
	if all == 0 {
		heading = "Single points of failure: none"
	}
	w.part(heading, t, len(lone))
}

func (w *coverageWriter) undone(s *coverageSheet) {
	if s.Undone != nil {
		w.list("Left undone without "+strings.Join(s.Undone.Without, ", "), s.Undone.Recommendations)
	}
}

func (w *coverageWriter) idle(s *coverageSheet) {
	t := table{columns: []column{{name: "involved", right: true}, {name: "concerned", right: true}, {name: "mentions", right: true},
		{name: "body", share: 3}, {name: "type"}, {name: "part of", share: 2}}}
	for _, b := range s.Idle[:w.shown(len(s.Idle))] {
		t.add(b.Involved, b.Concerned, b.Mentions, b.Name, b.Type, b.parents())
	}
	w.part(fmt.Sprintf("Named but called on by nothing: %d", len(s.Idle)), t, len(s.Idle))
}

// list prints recommendations with who they call on and where they stand.
func (w *coverageWriter) list(heading string, all []advice) {
	t := table{columns: []column{{name: "recommendation", share: 6}, {name: "place", share: 3}}}
	addressed := slices.ContainsFunc(all, func(a advice) bool { return len(a.Actors) > 0 })
	if addressed {
		t.columns = append([]column{{name: "calls on", share: 2}}, t.columns...)
	}
	for _, a := range all[:w.shown(len(all))] {
		if addressed {
			t.add(strings.Join(a.Actors, "; "), a.Text, a.place())
			continue
		}
		t.add(a.Text, a.place())
	}
	w.part(fmt.Sprintf("%s: %d", heading, len(all)), t, len(all))
}

// counted says how many there are.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func percent(n, of int) string { return fmt.Sprintf("%.0f%%", 100*float64(n)/float64(max(1, of))) }

// csv lists all parts of the sheet in one table.
func (s *coverageSheet) csv() table {
	t := table{}
	for _, name := range []string{"part", "id", "name", "type", "part_of", "called_on", "with_parts", "alone", "involved", "concerned", "mentions",
		"adds", "covered", "actors", "text", "report", "section", "page", "line"} {
		t.columns = append(t.columns, column{name: name})
	}
	blank := func(n int) []any {
		out := make([]any, n)
		for i := range out {
			out[i] = ""
		}
		return out
	}
	row := func(cells ...any) { t.add(append(cells, blank(len(t.columns)-len(cells))...)...) }
	for _, b := range s.Bodies {
		row("called_on", b.ID, b.Name, b.Type, b.parents(), b.CalledOn, b.WithParts, b.Alone, b.Involved)
	}
	for _, b := range s.Cover.Bodies {
		row(append(append([]any{"cover", b.ID, b.Name, b.Type, b.parents()}, blank(6)...), b.Adds, b.Sum)...)
	}
	for _, b := range s.Idle {
		row("not_called_on", b.ID, b.Name, b.Type, b.parents(), "", "", "", b.Involved, b.Concerned, b.Mentions)
	}
	lists := []struct {
		part string
		list []advice
	}{{"without_actor", s.Unaddressed}, {"shared", s.Shared}, {"only_others", s.Elsewhere}}
	if s.Undone != nil {
		lists = append(lists, struct {
			part string
			list []advice
		}{"undone", s.Undone.Recommendations})
	}
	for _, l := range lists {
		for _, a := range l.list {
			row(append(append([]any{l.part, a.ID}, blank(11)...), strings.Join(a.Actors, "; "), a.Text, a.Report, a.Section, known(a.Page), known(a.Line))...)
		}
	}
	return t
}
