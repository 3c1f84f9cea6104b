package dot

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"policygraph/export/scene"
)

// gephi writes the profile for Gephi's reader. It knows no hex colours (it reads them as transparent), so colours are given
// as hue, saturation and value, which Graphviz reads as well.
func (x *writer) gephi() scene.Written {
	x.WriteString("digraph policygraph {\n")
	for i := range x.s.Nodes {
		x.gephiNode(&x.s.Nodes[i])
	}
	bundles := fold(x.s, func(*scene.Edge) bool { return true })
	for _, b := range bundles {
		x.gephiEdge(b)
	}
	x.WriteString("}\n")
	x.merged(bundles)
	x.leftOut()
	return scene.Written{Nodes: len(x.s.Nodes), Edges: len(bundles)}
}

// leftOut notes the columns that the profile for Gephi has no place for.
func (x *writer) leftOut() {
	x.losses.Columns("nodes", "size")
	for _, f := range x.s.NodeFields {
		if !isWord(f.Name) {
			x.losses.Columns("nodes", f.Name)
		}
	}
	for _, f := range x.s.EdgeFields {
		if f.Kind != scene.String || !isWord(f.Name) {
			x.losses.Columns("edges", f.Name)
		}
	}
}

func (x *writer) gephiNode(n *scene.Node) {
	x.quote(n.ID)
	x.WriteString(" [")
	x.attr(true, "label", n.Label)
	x.attr(false, "color", hsv(n.Color))
	if n.HasPosition {
		x.attr(false, "pos", number(n.X)+","+number(n.Y))
	}
	for i, f := range x.s.NodeFields {
		if v := cell(f, n.Attrs[i]); v != "" && isWord(f.Name) {
			x.attr(false, f.Name, v)
		}
	}
	x.WriteString("];\n")
}

func (x *writer) gephiEdge(b bundle) {
	labels := make([]string, len(b.edges))
	for i, e := range b.edges {
		labels[i] = e.Label
	}
	x.quote(b.edges[0].Source)
	x.WriteString(" -> ")
	x.quote(b.edges[0].Target)
	x.WriteString(" [")
	x.attr(true, "label", strings.Join(labels, "; "))
	x.attr(false, "weight", number(b.weight()))
	for i, f := range x.s.EdgeFields {
		if f.Kind != scene.String || !isWord(f.Name) {
			continue
		}
		var values []string
		for _, e := range b.edges {
			if e.Attrs[i].Set {
				values = append(values, e.Attrs[i].Text)
			}
		}
		if len(values) > 0 {
			x.attr(false, f.Name, strings.Join(values, foldJoin(f.Name)))
		}
	}
	x.WriteString("];\n")
}

// foldJoin is what stands between the values of folded edges; quotes keep their own mark.
func foldJoin(field string) string {
	if field == "evidence" {
		return " ¶ "
	}
	return "; "
}

// cell returns a value as words, "" if empty.
func cell(f scene.Field, v scene.Value) string {
	switch {
	case !v.Set:
		return ""
	case f.Kind == scene.String:
		return v.Text
	case f.Kind == scene.Boolean:
		return strconv.FormatBool(v.Number != 0)
	}
	return number(v.Number)
}

// isWord reports whether a name needs no quotes, which Gephi's reader does not expect there.
func isWord(s string) bool {
	for i, r := range s {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || '9' < r) {
			return false
		}
	}
	return s != ""
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// rgb reads #RRGGBB into parts between 0 and 1.
func rgb(hex string) (r, g, b float64) {
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		v = 0x808080 // a scene that passes its check has no such colour
	}
	return float64(v>>16&255) / 255, float64(v>>8&255) / 255, float64(v&255) / 255
}

// hsv turns #RRGGBB into "hue saturation value", each between 0 and 1.
func hsv(hex string) string {
	r, g, b := rgb(hex)
	top, low := max(r, g, b), min(r, g, b)
	d, h, s := top-low, 0.0, 0.0
	if top > 0 {
		s = d / top
	}
	if d > 0 {
		switch top {
		case r:
			h = math.Mod((g-b)/d+6, 6)
		case g:
			h = (b-r)/d + 2
		default:
			h = (r-g)/d + 4
		}
	}
	return fmt.Sprintf("%.5f %.5f %.5f", h/6, s, top)
}
