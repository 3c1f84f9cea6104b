package dot

import (
	"fmt"
	"math"

	"policygraph/export/scene"
)

// legendColumns is how many entries of the legend stand side by side.
const legendColumns = 8

// legend writes the title of the picture and the meaning of its colours as a table, which adds no nodes to the graph.
func (x *writer) legend(p *picture) {
	x.WriteString("\n      <table border=\"0\" cellborder=\"0\" cellspacing=\"3\" cellpadding=\"2\">\n")
	span := fmt.Sprintf("        <tr><td align=\"left\" colspan=\"%d\">", legendColumns)
	fmt.Fprintf(x, "%s<font point-size=\"%g\"><b>%s</b></font></td></tr>\n", span, math.Round(20*p.scale), html(x.s.Title))
	about := x.s.Description
	if p.big {
		about += fmt.Sprintf("; shown are the %d %s", p.shown, map[bool]string{false: "nodes linked to entities", true: "best linked nodes"}[p.trimmed])
	}
	fmt.Fprintf(x, "%s<font color=\"#666666\">%s</font></td></tr>\n", span, html(about))
	nodes, edges := p.counts()
	x.entries(x.s.Types, nodes, func(l scene.Legend) string {
		return fmt.Sprintf("<td align=\"left\" bgcolor=\"%s\">%s (%d)</td>", tint(l.Color, 0.6), html(l.Label), nodes[l.Name])
	})
	x.entries(x.s.Predicates, edges, func(l scene.Legend) string {
		return fmt.Sprintf("<td align=\"left\"><font color=\"%s\"><b>→</b> %s (%d)</font></td>", l.Color, html(l.Label), edges[l.Name])
	})
	x.WriteString("      </table>")
}

// entries writes the rows of the legend for what the picture shows.
func (x *writer) entries(list []scene.Legend, counts map[string]int, td func(scene.Legend) string) {
	n := 0
	for _, l := range list {
		if counts[l.Name] == 0 {
			continue
		}
		if n%legendColumns == 0 {
			x.WriteString("        <tr>")
		}
		x.WriteString(td(l))
		n++
		if n%legendColumns == 0 {
			x.WriteString("</tr>\n")
		}
	}
	if n%legendColumns != 0 {
		x.WriteString("</tr>\n")
	}
}

// counts tells how many nodes of each type and edges of each predicate are shown.
func (p *picture) counts() (nodes, edges map[string]int) {
	nodes, edges = map[string]int{}, map[string]int{}
	for i, shown := range p.show {
		if shown {
			nodes[p.s.Nodes[i].Type]++
		}
	}
	for _, b := range p.bundles {
		for _, e := range b.edges {
			edges[e.Predicate]++
		}
	}
	return nodes, edges
}
