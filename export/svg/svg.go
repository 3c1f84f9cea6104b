// Package svg writes a scene as a picture in SVG that can be edited and searched: shapes and text, each node and edge a group
// with its identifier and, as a tip, its quotes. What enters is a scene; what leaves is bytes.
package svg

import (
	"fmt"
	"io"
	"strconv"

	"policygraph/export/drawing"
	"policygraph/export/scene"
	"policygraph/export/xmltext"
)

// Write draws the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	d, written, err := drawing.Arrange(s, drawing.Options{Tips: true})
	if err != nil {
		return scene.Written{}, err
	}
	x := &writer{Writer: xmltext.NewWriter(w, false)}
	x.head(d)
	for i := range d.Marks {
		x.mark(&d.Marks[i])
	}
	x.Raw("</svg>\n")
	if err := x.Flush(); err != nil {
		return scene.Written{}, err
	}
	written.Losses = append(written.Losses, x.Losses().List()...)
	return written, nil
}

type writer struct {
	*xmltext.Writer
	number [24]byte
}

func (x *writer) head(d *drawing.Drawing) {
	x.Raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<svg xmlns="http://www.w3.org/2000/svg" width="`)
	x.num(d.Width)
	x.Raw(`pt" height="`)
	x.num(d.Height)
	x.Raw(`pt" viewBox="0 0 `)
	x.num(d.Width)
	x.Raw(" ")
	x.num(d.Height)
	x.Raw(`" font-family="` + drawing.FontFamily + `" role="img">` + "\n<title>")
	x.Text(d.Title)
	x.Raw("</title>\n<desc>")
	x.Text(d.Description)
	x.Raw("</desc>\n<style>.edge:hover path{stroke-width:3;opacity:1}.node:hover path{stroke-width:2}text{pointer-events:none;white-space:pre}</style>\n<rect width=\"100%\" height=\"100%\"")
	x.paint("fill", d.Ground)
	x.Raw("/>\n")
}

func (x *writer) mark(m *drawing.Mark) {
	x.Raw(`<g class="` + m.Class + `"`)
	if m.ID != "" {
		x.Raw(` data-id="`)
		x.Attr(m.ID)
		x.Raw(`"`)
	}
	x.Raw(">")
	if m.Tip != "" {
		x.Raw("<title>")
		x.Text(m.Tip)
		x.Raw("</title>")
	}
	for i := range m.Paths {
		x.path(&m.Paths[i])
	}
	for i := range m.Texts {
		x.text(&m.Texts[i])
	}
	x.Raw("</g>\n")
}

// letters are the commands of paths, by op.
var letters = [...]string{drawing.Move: "M", drawing.Line: "L", drawing.Curve: "C", drawing.Close: "Z"}

func (x *writer) path(p *drawing.Path) {
	x.Raw(`<path d="`)
	for i := range p.Segments {
		s := &p.Segments[i]
		x.Raw(letters[s.Op])
		for k, at := range s.Points[:points(s.Op)] {
			if k > 0 {
				x.Raw(" ")
			}
			x.num(at.X)
			x.Raw(" ")
			x.num(at.Y)
		}
	}
	x.Raw(`"`)
	x.paint("fill", p.Fill)
	if p.Stroke.Covers() {
		x.paint("stroke", p.Stroke)
		x.Raw(` stroke-width="`)
		x.num(p.Width)
		x.Raw(`"`)
	}
	if p.Dash > 0 {
		on := p.Dash
		if p.Dot > 0 {
			on = p.Dot
		}
		x.Raw(` stroke-dasharray="`)
		x.num(on)
		x.Raw(" ")
		x.num(p.Dash)
		x.Raw(`"`)
	}
	x.Raw("/>")
}

// points returns how many points an op uses.
func points(op drawing.Op) int {
	switch op {
	case drawing.Curve:
		return 3
	case drawing.Close:
		return 0
	}
	return 1
}

// paint writes a colour.
func (x *writer) paint(of string, p drawing.Paint) {
	if !p.Covers() {
		x.Raw(" " + of + `="none"`)
		return
	}
	x.Raw(fmt.Sprintf(` %s="#%02X%02X%02X"`, of, p.R, p.G, p.B))
	if p.Alpha < 1 {
		x.Raw(" " + of + `-opacity="`)
		x.num(p.Alpha)
		x.Raw(`"`)
	}
}

func (x *writer) text(t *drawing.Text) {
	x.Raw(`<text x="`)
	x.num(t.At.X)
	x.Raw(`" y="`)
	x.num(t.At.Y)
	x.Raw(`" font-size="`)
	x.num(t.Size)
	x.Raw(`"`)
	if t.Anchor == drawing.Middle {
		x.Raw(` text-anchor="middle"`)
	}
	if t.Bold {
		x.Raw(` font-weight="bold"`)
	}
	x.paint("fill", t.Color)
	x.Raw(">")
	x.Text(t.Text)
	x.Raw("</text>")
}

// num writes a number with at most two decimals.
func (x *writer) num(v float64) {
	b := strconv.AppendFloat(x.number[:0], v, 'f', 2, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	if string(b) == "-0" {
		b = b[1:]
	}
	x.Raw(string(b))
}
