package chart

import (
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// outlined is a PDF canvas that draws bold lines and those with letters outside ASCII as shapes: as text, the canvas below
// knows regular fonts and a few hundred letters only.
type outlined struct{ vg.CanvasSizer }

// FillString draws a line of text.
func (o outlined) FillString(face font.Face, at vg.Point, text string) {
	if face.Font.Weight != stdfont.WeightNormal {
		o.shapes(face, at, text)
		return
	}
	for _, r := range text {
		if r < ' ' || r > '~' {
			o.shapes(face, at, text)
			return
		}
	}
	o.CanvasSizer.FillString(face, at, text)
}

// shapes draws a line of text as the outlines of its letters.
func (o outlined) shapes(face font.Face, at vg.Point, text string) {
	var buf sfnt.Buffer
	ppem := fixed.I(int(face.Face.UnitsPerEm()))
	scale := face.Font.Size / vg.Length(face.Face.UnitsPerEm())
	for i, r := range text {
		start := at
		start.X += face.Width(text[:i])
		index, err := face.Face.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		segments, err := face.Face.LoadGlyph(&buf, index, ppem, nil)
		if err != nil {
			continue
		}
		point := func(p fixed.Point26_6) vg.Point {
			return vg.Point{X: start.X + vg.Length(p.X)/64*scale, Y: start.Y - vg.Length(p.Y)/64*scale}
		}
		var path vg.Path
		for _, s := range segments {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				path.Move(point(s.Args[0]))
			case sfnt.SegmentOpLineTo:
				path.Line(point(s.Args[0]))
			case sfnt.SegmentOpQuadTo:
				path.QuadTo(point(s.Args[0]), point(s.Args[1]))
			case sfnt.SegmentOpCubeTo:
				path.CubeTo(point(s.Args[0]), point(s.Args[1]), point(s.Args[2]))
			}
		}
		if len(path) > 0 {
			path.Close()
			o.Fill(path)
		}
	}
}
