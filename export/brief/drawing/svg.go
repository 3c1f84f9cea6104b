package drawing

import (
	"fmt"
	"html"
	"strings"
)

// SVG returns the drawing as an element of SVG that takes the colours of text and paper from the page around it: the classes
// box, focus and name are styled there.
func (d *Drawing) SVG(caption string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img" aria-label="%s" font-size="%g">`+"\n",
		Width, d.Height, html.EscapeString(caption), fontSize)
	for _, l := range d.Lines {
		fmt.Fprintf(&b, `<line x1="%g" y1="%g" x2="%g" y2="%g" stroke="%s" stroke-width="1.5"%s/>`+"\n", l.X1, l.Y1, l.X2, l.Y2, html.EscapeString(l.Color), dashes(l.Dashed))
	}
	for _, x := range d.Boxes {
		class, width := "box", 1.5
		if x.Focus {
			class, width = "box focus", 3
		}
		fmt.Fprintf(&b, `<rect class="%s" x="%g" y="%g" width="%g" height="%g" rx="6" stroke="%s" stroke-width="%g"/>`+"\n",
			class, round(x.X-x.W/2), round(x.Y-x.H/2), x.W, x.H, html.EscapeString(x.Color), width)
		weight := ""
		if x.Focus {
			weight = ` font-weight="bold"`
		}
		for i, line := range x.Lines {
			fmt.Fprintf(&b, `<text class="name" x="%g" y="%g" text-anchor="middle" textLength="%g" lengthAdjust="spacingAndGlyphs"%s>%s</text>`+"\n",
				x.X, round(x.Y-x.H/2+padY+lineStep*(float64(i)+0.78)), x.Widths[i], weight, html.EscapeString(line))
		}
	}
	for _, s := range d.Legend {
		color := html.EscapeString(s.Color)
		if s.Line {
			fmt.Fprintf(&b, `<line x1="%g" y1="%g" x2="%g" y2="%g" stroke="%s" stroke-width="2"%s/>`+"\n", s.X, s.Y, s.X+22, s.Y, color, dashes(s.Dashed))
		} else {
			fmt.Fprintf(&b, `<rect class="box" x="%g" y="%g" width="20" height="11" rx="3" stroke="%s" stroke-width="2"/>`+"\n", s.X+1, s.Y-5.5, color)
		}
		fmt.Fprintf(&b, `<text class="name" x="%g" y="%g" font-size="%g" textLength="%g" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n", s.X+28, s.Y+4, fontSize-1, s.Width, html.EscapeString(s.Text))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func dashes(dashed bool) string {
	if dashed {
		return ` stroke-dasharray="6 4"`
	}
	return ""
}
