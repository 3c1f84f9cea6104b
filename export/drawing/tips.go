package drawing

import (
	"fmt"
	"strconv"
	"strings"

	"policygraph/export/scene"
)

// tipQuotes is how many quotes a tip shows.
const tipQuotes = 4

// nodeTip says what a node is.
func (p *page) nodeTip(n *scene.Node) string {
	var b strings.Builder
	b.WriteString(n.Label)
	if l := p.types[n.Type].Label; l != "" {
		b.WriteString(" (" + strings.ToLower(l) + ")")
	}
	for i, f := range p.s.NodeFields {
		v := n.Attrs[i]
		if f.Name == "type" || !v.Set || f.Kind == scene.String && v.Text == "" || f.Kind == scene.Double || f.Name == "reports" || f.Name == "report_counts" {
			continue
		}
		text := v.Text
		if f.Kind != scene.String {
			text = strconv.FormatFloat(v.Number, 'f', -1, 64)
		}
		b.WriteString("\n" + f.Title + ": " + text)
	}
	return b.String()
}

// edgeTip says what an edge states and by which words.
func (p *page) edgeTip(e *scene.Edge) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s → %s → %s", p.s.Nodes[e.From].Label, e.Label, p.s.Nodes[e.To].Label)
	for i := range e.Evidence {
		if i == tipQuotes {
			fmt.Fprintf(&b, "\nand %d more", len(e.Evidence)-i)
			break
		}
		b.WriteString("\n" + quoted(&e.Evidence[i]))
	}
	return b.String()
}

// quoted returns a quote with its place.
func quoted(q *scene.Quote) string {
	var place []string
	if q.Report != "" {
		place = append(place, q.Report)
	}
	if q.Section != "" {
		place = append(place, strings.Join(strings.Fields(q.Section), " "))
	}
	if q.Page > 0 {
		place = append(place, fmt.Sprintf("page %d", q.Page))
	}
	if q.Line > 0 {
		place = append(place, fmt.Sprintf("line %d", q.Line))
	}
	out := "“" + strings.Join(strings.Fields(q.Text), " ") + "”"
	if len(place) > 0 {
		out += " (" + strings.Join(place, ", ") + ")"
	}
	return out
}
