// Package gexf writes a scene as GEXF 1.3, Gephi's own format, which also carries sizes, colours, positions and dates.
//
// What enters is a finished scene; what leaves is one directed graph whose edges name their predicate as kind, by which
// Gephi keeps parallel edges apart. Where a scene spans reports of several dates, nodes and edges carry the dates of their
// reports, which gives Gephi's timeline. To add a column, add it to the scene.
package gexf

import (
	"io"
	"strings"
	"unicode/utf8"

	"policygraph/export/scene"
	"policygraph/export/xmltext"
)

// Options of the format.
type Options struct {
	Portable bool // leave the letters INF alone, which Gephi would turn into Infinity
}

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene, opt Options) (scene.Written, error) {
	x := &writer{Writer: xmltext.NewWriter(w, !opt.Portable), dynamic: spans(s)}
	x.nodeFields, x.edgeFields = columns(s.NodeFields), columns(s.EdgeFields)
	x.head(s)
	x.Raw("    <nodes>\n")
	for i := range s.Nodes {
		x.node(&s.Nodes[i])
	}
	x.Raw("    </nodes>\n    <edges>\n")
	for i := range s.Edges {
		x.edge(&s.Edges[i])
	}
	x.Raw("    </edges>\n  </graph>\n</gexf>\n")
	return s.All(x.Losses()), x.Flush()
}

type writer struct {
	*xmltext.Writer
	dynamic    bool
	nodeFields []xmltext.Column
	edgeFields []xmltext.Column
}

var typeNames = [...]string{scene.String: "string", scene.Integer: "integer", scene.Double: "double", scene.Boolean: "boolean"}

func columns(fields []scene.Field) []xmltext.Column {
	open := func(name string) string { return `          <attvalue for="` + name + `" value="` }
	return xmltext.Columns(fields, open, "\"/>\n", true)
}

// spans reports whether the scene's reports have more than one date, so that a timeline shows something.
func spans(s *scene.Scene) bool {
	first := ""
	for i := range s.Nodes {
		for _, d := range s.Nodes[i].Dates {
			if first == "" {
				first = d
			}
			if d != first {
				return true
			}
		}
	}
	return false
}

func (x *writer) head(s *scene.Scene) {
	x.Raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	x.Raw(`<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">` + "\n")
	x.Raw("  <meta>\n    <creator>policygraph</creator>\n    <description>")
	x.Text(plain(s.Description + ". " + s.Title))
	x.Raw("</description>\n  </meta>\n")
	if x.dynamic {
		x.Raw(`  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="timestamp">` + "\n")
	} else {
		x.Raw(`  <graph defaultedgetype="directed" mode="static">` + "\n")
	}
	x.attributes("node", s.NodeFields)
	x.attributes("edge", s.EdgeFields)
}

// maxDescription bounds the description, of which Gephi shows one line.
const maxDescription = 300

// plain returns s short and without the characters that would need entities.
func plain(s string) string {
	s = strings.NewReplacer("&", "and", "<", "", ">", "").Replace(strings.ToValidUTF8(s, ""))
	if utf8.RuneCountInString(s) > maxDescription {
		s = string([]rune(s)[:maxDescription-1]) + "…"
	}
	return s
}

func (x *writer) attributes(class string, fields []scene.Field) {
	x.Raw(`    <attributes class="` + class + `" mode="static">` + "\n")
	for _, f := range fields {
		x.Raw(`      <attribute id="`)
		x.Attr(f.Name)
		x.Raw(`" title="`)
		x.Attr(f.Name)
		x.Raw(`" type="` + typeNames[f.Kind] + `"/>` + "\n")
	}
	x.Raw("    </attributes>\n")
}

func (x *writer) node(n *scene.Node) {
	x.Raw(`      <node id="`)
	x.Attr(n.ID)
	x.Raw(`" label="`)
	x.Attr(n.Label)
	x.timestamp(n.Dates)
	x.Raw("\">\n")
	x.cells(x.nodeFields, n.Attrs)
	x.spells(n.Dates)
	x.color(n.Color)
	x.Raw(`        <viz:size value="`)
	x.Float(n.Size)
	if n.HasPosition {
		x.Raw("\"/>\n        <viz:position x=\"")
		x.Float(n.X)
		x.Raw(`" y="`)
		x.Float(n.Y)
		x.Raw(`" z="0`)
	}
	x.Raw("\"/>\n      </node>\n")
}

// color writes a colour by its parts, since older readers know no hex.
func (x *writer) color(hex string) {
	x.Raw(`        <viz:color r="`)
	x.Int(channel(hex, 1))
	x.Raw(`" g="`)
	x.Int(channel(hex, 3))
	x.Raw(`" b="`)
	x.Int(channel(hex, 5))
	x.Raw("\"/>\n")
}

// channel reads two hexadecimal digits of #RRGGBB.
func channel(hex string, at int) int64 {
	v := int64(0)
	for _, c := range []byte(hex[at : at+2]) {
		switch {
		case c >= 'a':
			c -= 'a' - 10
		case c >= 'A':
			c -= 'A' - 10
		default:
			c -= '0'
		}
		v = v<<4 | int64(c)
	}
	return v
}

func (x *writer) edge(e *scene.Edge) {
	x.Raw(`      <edge id="`)
	x.Attr(e.ID)
	x.Raw(`" source="`)
	x.Attr(e.Source)
	x.Raw(`" target="`)
	x.Attr(e.Target)
	x.Raw(`" kind="`)
	x.Attr(e.Predicate)
	x.Raw(`" label="`)
	x.Attr(e.Label)
	x.Raw(`" weight="`)
	x.Float(e.Weight)
	x.timestamp(e.Dates)
	x.Raw("\">\n")
	x.cells(x.edgeFields, e.Attrs)
	x.spells(e.Dates)
	x.Raw("      </edge>\n")
}

// timestamp writes the only date of an element; the quote of the attribute before it stays open.
func (x *writer) timestamp(dates []string) {
	if x.dynamic && len(dates) == 1 {
		x.Raw(`" timestamp="`)
		x.Attr(dates[0])
	}
}

func (x *writer) spells(dates []string) {
	if !x.dynamic || len(dates) < 2 {
		return
	}
	x.Raw("        <spells>\n")
	for _, d := range dates {
		x.Raw(`          <spell timestamp="`)
		x.Attr(d)
		x.Raw("\"/>\n")
	}
	x.Raw("        </spells>\n")
}

func (x *writer) cells(columns []xmltext.Column, cells []scene.Value) {
	x.Raw("        <attvalues>\n")
	x.Cells(columns, cells)
	x.Raw("        </attvalues>\n")
}
