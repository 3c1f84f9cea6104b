// Package mermaid writes a small scene as a flowchart for Mermaid, which Markdown viewers draw.
//
// What enters is a finished scene; what leaves is text. Mermaid refuses flowcharts beyond a number of edges and a length of
// text, and nobody could read them, so a larger scene is refused here. To draw more, export a part of the graph.
package mermaid

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

// Bounds of a flowchart; those of edges and text are Mermaid's own.
const (
	maxNodes = 300
	maxEdges = 500
	maxText  = 50_000 // characters
	maxLabel = 100    // characters
)

// Write writes the scene, or refuses one that is too large.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	if len(s.Nodes) > maxNodes || len(s.Edges) > maxEdges {
		return scene.Written{}, fmt.Errorf("%d nodes and %d edges are too many for Mermaid, which draws %d and %d: choose a part of the graph",
			len(s.Nodes), len(s.Edges), maxNodes, maxEdges)
	}
	x := &writer{classes: map[string]string{}}
	x.WriteString("flowchart LR\n")
	for i, l := range s.Types {
		x.classes[l.Name] = fmt.Sprintf("t%d", i)
		fmt.Fprintf(x, "  classDef t%d fill:%s,stroke:%s,color:#222222\n", i, tint(l.Color), l.Color)
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		fmt.Fprintf(x, "  n%d[\"%s\"]", i, x.label(n.Label))
		if class := x.classes[n.Type]; class != "" {
			x.WriteString(":::" + class)
		}
		x.WriteByte('\n')
	}
	for i := range s.Edges {
		e := &s.Edges[i]
		fmt.Fprintf(x, "  n%d -->|\"%s\"| n%d\n", e.From, x.label(e.Label), e.To)
	}
	if n := utf8.RuneCount(x.Bytes()); n > maxText {
		return scene.Written{}, fmt.Errorf("%d characters are too many for Mermaid, which reads %d: choose a part of the graph", n, maxText)
	}
	_, err := w.Write(x.Bytes())
	return s.All(&x.losses), err
}

// writer gathers the text, whose length is bounded.
type writer struct {
	bytes.Buffer
	classes map[string]string // type → how the flowchart calls it
	losses  scene.Losses
}

// escaper writes what Mermaid would take for markup, Markdown, links, directives, comments or the end of a label as entities of
// its own, and breaks the words after which it treats entities differently.
var escaper = strings.NewReplacer(`"`, "#quot;", "#", "#35;", "&", "#amp;", "<", "#lt;", ">", "#gt;", "`", "#96;", "%", "#37;", `\`, "#92;",
	"*", "#42;", "_", "#95;", "~", "#126;", "[", "#91;", "]", "#93;", "@", "#64;", "://", "#58;//", "www.", "www#46;",
	"style", "#115;tyle", "classDef", "#99;lassDef")

// marker finds what begins a list in Markdown, of which Mermaid draws none.
var marker = regexp.MustCompile(`^(\s*\d*)([-+.)])`)

// label returns a text as it stands between the quotes of a label.
func (x *writer) label(s string) string {
	s = cell.Line(s, &x.losses)
	if utf8.RuneCountInString(s) > maxLabel {
		x.losses.Add(scene.LostCut, 1, s)
		s = string([]rune(s)[:maxLabel-1]) + "…"
	}
	if strings.TrimSpace(s) == "" {
		return " " // Mermaid takes no empty label
	}
	s = escaper.Replace(s)
	if m := marker.FindStringSubmatchIndex(s); m != nil {
		s = s[:m[4]] + fmt.Sprintf("#%d;", s[m[4]]) + s[m[5]:]
	}
	return s
}

// tint returns a colour that text can be read on: three parts white, one part of the colour.
func tint(hex string) string {
	var r, g, b int
	fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b) // a scene that passes its check has no other colours
	return fmt.Sprintf("#%02x%02x%02x", (3*255+r)/4, (3*255+g)/4, (3*255+b)/4)
}
