package dot

import (
	"fmt"
	"math"
	"strings"

	"policygraph/export/scene"
)

// shape is how a type of node is drawn.
type shape struct {
	name   string
	style  string
	margin float64 // in inches at ten points; polygons bring room of their own
}

// shapes tells the types apart without colours; a type not listed is a plain box.
var shapes = map[string]shape{
	"country":        {"ellipse", "filled", 0.05},
	"agency":         {"box", "filled,rounded", 0.11},
	"organization":   {"box3d", "filled", 0.12},
	"company":        {"component", "filled", 0.14},
	"person":         {"octagon", "filled", 0.02},
	"initiative":     {"hexagon", "filled", 0},
	"agreement":      {"note", "filled", 0.13},
	"legislation":    {"tab", "filled", 0.12},
	"place":          {"house", "filled", 0.03},
	"event":          {"parallelogram", "filled", 0},
	"recommendation": {"box", "filled,rounded", 0.11},
	"report":         {"folder", "filled,bold", 0.14},
	"section":        {"folder", "filled", 0.12},
	"timeline_event": {"box", "filled", 0.11},
	"source":         {"note", "filled", 0.12},
}

// graphviz writes the pretty profile.
func (x *writer) graphviz() scene.Written {
	p := newPicture(x.s)
	x.head(p)
	x.clusters(p)
	for i := range x.s.Nodes {
		if p.show[i] && p.cluster[i] == none {
			x.drawNode(p, i, "  ")
		}
	}
	x.WriteByte('\n')
	for _, b := range p.bundles {
		x.drawEdge(p, b)
	}
	x.WriteString("}\n")
	x.notDrawn(p)
	return scene.Written{Nodes: p.shown, Edges: len(p.bundles)}
}

// notDrawn notes what of the scene is not in the picture. That it has no columns is in the nature of a picture.
func (x *writer) notDrawn(p *picture) {
	hidden, example := 0, ""
	for i, shown := range p.show {
		if !shown {
			if hidden++; example == "" {
				example = x.s.Nodes[i].ID
			}
		}
	}
	x.losses.Add(scene.LostNodes, hidden, example)
	edges := len(x.s.Edges)
	for _, b := range p.bundles {
		edges -= len(b.edges)
	}
	x.losses.Add(scene.LostEdges, edges, "")
	x.merged(p.bundles)
}

const fontName = "Helvetica,Arial,DejaVu Sans,sans-serif"

func (x *writer) head(p *picture) {
	x.WriteString("digraph policygraph {\n  graph [charset=\"UTF-8\", bgcolor=\"#FFFFFF\", outputorder=edgesfirst, pad=0.5, rankdir=LR,\n")
	fmt.Fprintf(x, "    fontname=%q, fontcolor=\"#333333\", fontsize=%s, labelloc=b, labeljust=l,\n", fontName, number(math.Round(11*p.scale)))
	if p.big {
		x.WriteString("    overlap=prism, overlap_scaling=-4, sep=\"+6\", splines=line, K=0.9, repulsiveforce=1.8,\n")
		x.WriteString("    nodesep=0.08, ranksep=2.2, nslimit=1.5, nslimit1=1.5, mclimit=0.4,\n")
	} else {
		x.WriteString("    overlap=prism, sep=\"+14\", splines=true, K=1.1, nodesep=0.28, ranksep=1.1,\n")
	}
	x.WriteString("    label=<")
	x.legend(p)
	x.WriteString(">];\n")
	fmt.Fprintf(x, "  node [fontname=%q, fontcolor=\"#222222\", height=0.2, width=0.3, penwidth=1.3];\n", fontName)
	fmt.Fprintf(x, "  edge [fontname=%q, fontsize=8, arrowsize=0.6];\n\n", fontName)
}

// clusters draws each section together with what stands in it.
func (x *writer) clusters(p *picture) {
	for _, head := range p.heads {
		fmt.Fprintf(x, "  subgraph cluster_%d {\n    graph [style=\"rounded,filled\", color=\"#DDDDDD\", fillcolor=\"#FAFAF7\", label=\"\"];\n", head)
		for i := range x.s.Nodes {
			if p.show[i] && p.cluster[i] == head {
				x.drawNode(p, i, "    ")
			}
		}
		x.WriteString("  }\n")
	}
}

// Widths of labels in characters, and the number of their lines.
const (
	entityWidth = 20
	textWidth   = 30
	maxLines    = 4
)

func (x *writer) drawNode(p *picture, i int, indent string) {
	n := &x.s.Nodes[i]
	width := textWidth
	if p.entity[n.Type] {
		width = entityWidth
	}
	look, ok := shapes[n.Type]
	if !ok {
		look = shape{"box", "filled", 0.1}
	}
	font := fontSize(n.Size)
	margin := look.margin * font / 10
	x.WriteString(indent)
	x.quote(n.ID)
	x.WriteString(" [label=")
	lines := wrap(n.Label, width, maxLines)
	if strings.HasSuffix(lines[len(lines)-1], "…") && !strings.HasSuffix(n.Label, "…") {
		x.losses.Add(scene.LostCut, 1, n.Label)
	}
	x.lines(lines)
	fmt.Fprintf(x, ", shape=%s, style=%q, fillcolor=%q, color=%q, fontsize=%s, margin=\"%.2f,%.2f\"",
		look.name, look.style, tint(n.Color, 0.72), n.Color, number(font), margin, margin/2)
	tip := n.Label
	if col := fieldIndex(x.s.NodeFields, "text"); col >= 0 && n.Attrs[col].Set {
		tip = n.Attrs[col].Text
	}
	x.attr(false, "tooltip", tip)
	x.WriteString("];\n")
}

// fontSize makes the letters of a label follow the size of its node.
func fontSize(size float64) float64 {
	return math.Round(min(26, max(9, 8+size*0.42)))
}

func (x *writer) drawEdge(p *picture, b bundle) {
	first := b.edges[0]
	x.WriteString("  ")
	x.quote(first.Source)
	x.WriteString(" -> ")
	x.quote(first.Target)
	if len(b.edges) == 1 && p.structural(first) {
		x.WriteString(" [color=\"#BBBBBB\", style=dashed, penwidth=0.8, constraint=false")
		x.attr(false, "tooltip", first.Label)
		x.WriteString("];\n")
		return
	}
	var colors, words, quotes []string
	col := fieldIndex(x.s.EdgeFields, "evidence")
	for _, e := range b.edges {
		colors = append(colors, p.edgeColor(e))
		words = append(words, e.Label)
		if col >= 0 && e.Attrs[col].Set {
			quotes = append(quotes, e.Label+": "+e.Attrs[col].Text)
		}
	}
	fmt.Fprintf(x, " [color=%q, penwidth=%s", strings.Join(colors, ":"), number(p.penWidth(b.weight())))
	if !p.big {
		x.WriteString(", label=")
		x.lines(words)
		fmt.Fprintf(x, ", fontcolor=%q", first.Color)
	}
	if !p.entity[x.s.Nodes[b.to].Type] {
		x.WriteString(", constraint=false")
	}
	if len(quotes) > 0 {
		x.attr(false, "tooltip", strings.Join(quotes, " ¶ "))
	}
	x.WriteString("];\n")
}

// edgeColor makes the edges of a big picture see-through.
func (p *picture) edgeColor(e *scene.Edge) string {
	if p.big {
		return e.Color + "70"
	}
	return e.Color
}

func (p *picture) penWidth(weight float64) float64 {
	return math.Round((0.7+2*math.Sqrt(weight/p.heavy))*100) / 100
}

// tint mixes a colour with white.
func tint(hex string, white float64) string {
	r, g, b := rgb(hex)
	mix := func(v float64) int { return int(math.Round(255 * (v + (1-v)*white))) }
	return fmt.Sprintf("#%02X%02X%02X", mix(r), mix(g), mix(b))
}
