// Package pdf writes a scene as a page of PDF: shapes that stay sharp, text that can be searched and copied, its fonts
// within. What enters is a scene; what leaves is bytes, the same for the same scene.
package pdf

import (
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"policygraph/export/drawing"
	"policygraph/export/scene"
)

// family is what the fonts are called in the file.
const family = "liberation"

// Write draws the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	d, written, err := drawing.Arrange(s, drawing.Options{})
	if err != nil {
		return scene.Written{}, err
	}
	fonts, err := drawing.NewFonts()
	if err != nil {
		return scene.Written{}, err
	}
	doc := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: d.Width, Ht: d.Height}})
	epoch := time.Unix(0, 0).UTC() // the same bytes at any time
	doc.SetCreationDate(epoch)
	doc.SetModificationDate(epoch)
	doc.SetCatalogSort(true)
	doc.SetTitle(line(d.Title), true)
	doc.SetSubject(line(d.Description), true)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	doc.AddUTF8FontFromBytes(family, "", fonts.Regular.TTF)
	doc.AddUTF8FontFromBytes(family, "B", fonts.Bold.TTF)
	doc.AddPage()
	p := &pen{doc: doc, fonts: fonts, alpha: 1}
	doc.SetFillColor(int(d.Ground.R), int(d.Ground.G), int(d.Ground.B))
	doc.Rect(0, 0, d.Width, d.Height, "F")
	for i := range d.Marks {
		for k := range d.Marks[i].Paths {
			p.path(&d.Marks[i].Paths[k])
		}
		for k := range d.Marks[i].Texts {
			p.text(&d.Marks[i].Texts[k])
		}
	}
	if err := doc.Output(w); err != nil {
		return scene.Written{}, err
	}
	written.Losses = append(written.Losses, p.losses.List()...)
	return written, nil
}

// line returns text that may stand in the properties of a file.
func line(s string) string { return strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "?") }

// pen draws on the page. It remembers what is set, since each setting costs bytes.
type pen struct {
	doc    *fpdf.Fpdf
	fonts  *drawing.Fonts
	alpha  float64
	losses scene.Losses
}

func (p *pen) opacity(alpha float64) {
	if alpha != p.alpha {
		p.doc.SetAlpha(alpha, "Normal")
		p.alpha = alpha
	}
}

func (p *pen) path(l *drawing.Path) {
	style := ""
	if l.Fill.Covers() {
		style = "F"
		p.opacity(l.Fill.Alpha)
		p.doc.SetFillColor(int(l.Fill.R), int(l.Fill.G), int(l.Fill.B))
	}
	if l.Stroke.Covers() {
		style += "D"
		p.opacity(l.Stroke.Alpha)
		p.doc.SetDrawColor(int(l.Stroke.R), int(l.Stroke.G), int(l.Stroke.B))
		p.doc.SetLineWidth(l.Width)
	}
	dashed := l.Dash > 0
	if dashed {
		on := l.Dash
		if l.Dot > 0 {
			on = l.Dot
		}
		p.doc.SetDashPattern([]float64{on, l.Dash}, 0)
	}
	for i := range l.Segments {
		s := &l.Segments[i]
		a := &s.Points
		switch s.Op {
		case drawing.Move:
			p.doc.MoveTo(a[0].X, a[0].Y)
		case drawing.Line:
			p.doc.LineTo(a[0].X, a[0].Y)
		case drawing.Curve:
			p.doc.CurveBezierCubicTo(a[0].X, a[0].Y, a[1].X, a[1].Y, a[2].X, a[2].Y)
		case drawing.Close:
			p.doc.ClosePath()
		}
	}
	p.doc.DrawPath(style)
	if dashed {
		p.doc.SetDashPattern(nil, 0)
	}
}

func (p *pen) text(t *drawing.Text) {
	text, lacking := p.fonts.Known(t)
	p.losses.Add(drawing.LostLetters, lacking, t.Text)
	style := ""
	if t.Bold {
		style = "B"
	}
	p.doc.SetFont(family, style, t.Size)
	p.opacity(t.Color.Alpha)
	p.doc.SetTextColor(int(t.Color.R), int(t.Color.G), int(t.Color.B))
	x := t.At.X
	if t.Anchor == drawing.Middle {
		x -= p.fonts.Of(t.Bold).Width(text, t.Size) / 2
	}
	p.doc.Text(x, t.At.Y, text)
}
