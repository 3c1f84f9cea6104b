package command

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/cmd/policygraph/config"
	"policygraph/cmd/policygraph/corpus"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
)

// leaders is how many agencies the summary names.
const leaders = 5

// summary says what a run made.
func (p *program) summary(c config.Config, m manifest, g *kg.Graph, scores *analysis.Scores, t tally) error {
	var b strings.Builder
	for _, r := range m.Reports[:min(maxListed, len(m.Reports))] {
		fmt.Fprintf(&b, "report  %s (%s)\n", cmp.Or(oneLine(r.Title), r.File), strings.Join(nonEmpty(r.File, r.Date), ", "))
	}
	if more := len(m.Reports) - maxListed; more > 0 {
		fmt.Fprintf(&b, "and %d more reports\n", more)
	}
	for _, o := range t.Reports {
		if o.State == corpus.Removed {
			fmt.Fprintf(&b, "removed %s (%s)\n", o.Report, o.File)
		}
	}
	if t.New < len(t.Reports) {
		fmt.Fprintf(&b, "%s\n", t.counts())
	}
	total := 0
	var kinds []string
	for _, e := range m.Entities {
		total += e.Count
		kinds = append(kinds, fmt.Sprintf("%s %d", e.Type, e.Count))
	}
	fmt.Fprintf(&b, "\nentities         %4d  %s\n", total, strings.Join(kinds, ", "))
	for _, row := range []struct {
		what  string
		count int
	}{{"recommendations", m.Recommendations}, {"relations", m.Relations}, {"timeline events", m.Timeline}, {"sources cited", m.Sources}, {"passages", m.Passages}} {
		fmt.Fprintf(&b, "%-16s %4d\n", row.what, row.count)
	}
	top, err := topAgencies(g, scores)
	if err != nil {
		return err
	}
	b.WriteString(top)
	b.WriteString("\nwritten\n")
	files := table{columns: []column{{name: ""}, {name: "", right: true}, {name: ""}}, bare: true}
	for _, f := range m.Files {
		what := f.Format
		if f.Profile != "" {
			what += " for " + f.Profile
		}
		parts := f.Parts
		if len(parts) == 0 {
			parts = []part{{f.File, f.Bytes}}
		}
		for _, one := range parts {
			files.add("  "+filepath.Join(c.Out, one.File), bytesText(one.Bytes), fmt.Sprintf("%d nodes, %d edges, %s", f.Nodes, f.Edges, what))
		}
	}
	b.WriteString(files.text(0, false))
	fmt.Fprintf(&b, "  %s\n", filepath.Join(c.Out, config.ManifestName))
	fmt.Fprintf(&b, "  %s (store)\n", c.StorePath())
	_, err = p.out.WriteString(b.String())
	return err
}

// topAgencies lists the agencies that most recommendations call on or involve.
func topAgencies(g *kg.Graph, scores *analysis.Scores) (string, error) {
	by := analysis.Measures()[0]
	if scores.Column(by.Name) == nil {
		return "", nil // the configuration leaves it out
	}
	ranked, err := analysis.Rank(scores, by.Name, func(id kg.ID) bool { return id.Kind() == "agency" }, leaders)
	if err != nil || len(ranked) == 0 {
		return "", err
	}
	ranked = slices.DeleteFunc(ranked, func(r analysis.Ranked) bool { return r.Value == 0 })
	if len(ranked) == 0 {
		return "\nno recommendation calls on or involves an agency\n", nil
	}
	index := g.Index()
	var b strings.Builder
	fmt.Fprintf(&b, "\nagencies that most recommendations call on or involve\n")
	for _, r := range ranked {
		fmt.Fprintf(&b, "  %3.0f  %s\n", r.Value, index.Entities[r.ID].Name)
	}
	return b.String(), nil
}

// bytesText returns a size for people.
func bytesText(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func nonEmpty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
