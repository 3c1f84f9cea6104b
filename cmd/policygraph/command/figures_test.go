package command

import (
	"fmt"
	"slices"
	"testing"

	"policygraph/graph/kg"
)

// outline is a graph with a recommendation in each of the sections, given by how deep each lies below the one before.
func outline(reports int, depths ...int) *kg.Graph {
	g := &kg.Graph{}
	for r := range reports {
		report := kg.ID(fmt.Sprintf("report:%d", r+1))
		g.Reports = append(g.Reports, kg.Report{ID: report, Title: string(report)})
		parents := []kg.ID{report}
		for i, d := range depths {
			s := kg.Section{ID: kg.PartID(kg.KindSection, report, i+1), Report: report, Parent: parents[d], Title: fmt.Sprintf("Part %d", i+1)}
			parents = append(parents[:d+1], s.ID)
			g.Sections = append(g.Sections, s)
			g.Recommendations = append(g.Recommendations, kg.Recommendation{ID: kg.PartID(kg.KindRecommendation, report, i+1), Report: report, Section: s.ID})
		}
		g.Recommendations = append(g.Recommendations, kg.Recommendation{ID: kg.PartID(kg.KindRecommendation, report, 99), Report: report, Section: report})
	}
	return g.Sort()
}

func TestColumns(t *testing.T) {
	many := slices.Repeat([]int{0}, 14)
	for _, c := range []struct {
		name       string
		g          *kg.Graph
		want, left int
		first      string
	}{
		{"nothing", &kg.Graph{}, 0, 0, ""},
		{"all levels fit", outline(1, 0, 1, 2, 0, 1), 6, 0, "report:1"},
		{"the second level does not", outline(1, append([]int{0, 1, 0}, slices.Repeat([]int{1}, 12)...)...), 3, 0, "report:1"},
		{"the first does not", outline(1, many...), 12, 3, "report:1"},
		{"two reports", outline(2, 0, 1, 0), 8, 0, "report:1"},
		{"reports instead of sections", outline(3, many...), 3, 0, "report:1"},
	} {
		f := newFacts(c.g)
		column, sections, left := f.columns()
		if len(sections) != c.want || left != c.left || len(column)+left != len(c.g.Recommendations) {
			t.Errorf("%s: %v, %d left, %d in columns", c.name, sections, left, len(column))
			continue
		}
		if titles := f.titles(sections); c.want > 0 && titles[0] != c.first {
			t.Errorf("%s: titles %q", c.name, titles)
		}
	}
	if got := newFacts(outline(2, 0)).titles([]kg.ID{"section:1/00001", "section:2/00001"}); !slices.Equal(got, []string{"Part 1 (1)", "Part 1 (2)"}) {
		t.Errorf("titles %q", got)
	}
}
