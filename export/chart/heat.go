package chart

import (
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// Heat is a table of counts in which more is darker.
type Heat struct {
	Frame
	Rows, Columns []string
	Cells         [][]int // of each row
	Totals        []int   // of each row
}

// Sizes of cells and of the slanted headings.
const (
	mostCell    = 58
	headingLong = 175
	slant       = math.Pi / 4
	totalWidth  = 34
)

// cell returns the width of the columns, which leaves room for the last slanted heading.
func (h *Heat) cell() vg.Length {
	const room = pageWidth - 2*margin - labelWidth - 8 - totalWidth - 70
	return min(mostCell, room/vg.Length(max(1, len(h.Columns))))
}

// headings returns the broken headings and the height that they take.
func (h *Heat) headings() (lines [][]string, height vg.Length) {
	st := style(smallSize, ink, false)
	longest, most := vg.Length(0), 1
	if h.cell()*vg.Length(math.Sin(slant)) > 2*smallSize*lineHeight+2 {
		most = 2
	}
	for _, c := range h.Columns {
		broken := wrap(st, c, headingLong, most)
		for _, l := range broken {
			longest = max(longest, st.Width(l))
		}
		lines = append(lines, broken)
	}
	return lines, longest*vg.Length(math.Sin(slant)) + 2*smallSize
}

func (h *Heat) labels() (labels [][]string, total vg.Length) {
	b := Bars{}
	for _, r := range h.Rows {
		b.Bars = append(b.Bars, Bar{Label: r})
	}
	return b.rows()
}

func (h *Heat) size() (width, height vg.Length) {
	l := h.lay()
	_, headings := h.headings()
	_, rows := h.labels()
	return pageWidth, l.head() + headings + rows + l.foot() + 6
}

func (h *Heat) draw(s *sheet) {
	l := h.lay()
	_, height := h.size()
	s.frame(l, height)
	const left = margin + labelWidth + 8
	headings, above := h.headings()
	y := height - l.head() - above
	small := style(smallSize, ink, false)
	small.Rotation = slant
	for k, lines := range headings {
		x := left + (vg.Length(k)+0.5)*h.cell()
		for i, line := range lines { // the lines stand beside each other along the slant
			across := (vg.Length(i) - vg.Length(len(lines)-1)/2) * smallSize * lineHeight
			s.FillText(small, vg.Point{X: x + across*vg.Length(math.Sin(slant)), Y: y + 6 - across*vg.Length(math.Cos(slant)) + smallSize/2}, line)
		}
	}
	totals := style(smallSize, grey, false)
	totals.XAlign = text.XCenter
	right := left + vg.Length(len(h.Columns))*h.cell()
	s.write(totals, right+totalWidth/2, y+6+smallSize/2, "total")
	labels, _ := h.labels()
	for i := range h.Rows {
		high := rowOf(labels[i])
		h.row(s, i, labels[i], vg.Rectangle{Min: vg.Point{X: left, Y: y - high}, Max: vg.Point{X: right, Y: y}})
		y -= high
	}
}

// row draws a row of cells in the rectangle.
func (h *Heat) row(s *sheet, i int, label []string, at vg.Rectangle) {
	middle := (at.Min.Y + at.Max.Y) / 2
	names := style(bodySize, ink, false)
	names.XAlign = text.XRight
	s.write(names, at.Min.X-8, middle+vg.Length(len(label)-1)*bodySize*lineHeight/2, label...)
	most := h.most()
	for k, n := range h.Cells[i] {
		x := at.Min.X + vg.Length(k)*h.cell()
		fill, letters := shade(n, most)
		s.rectangle(x+0.75, at.Min.Y+0.75, h.cell()-1.5, at.Max.Y-at.Min.Y-1.5, fill)
		if n > 0 {
			st := style(bodySize, letters, false)
			st.XAlign = text.XCenter
			s.write(st, x+h.cell()/2, middle, strconv.Itoa(n))
		}
	}
	st := style(bodySize, grey, false)
	st.XAlign = text.XCenter
	s.write(st, at.Max.X+totalWidth/2, middle, strconv.Itoa(h.Totals[i]))
}

func (h *Heat) most() int {
	most := 1
	for _, row := range h.Cells {
		for _, n := range row {
			most = max(most, n)
		}
	}
	return most
}

// shade returns the colour of a cell, from light to dark blue by the root of its count so that small counts differ too, and
// that of the letters on it.
func shade(n, most int) (fill, letters color.Color) {
	if n == 0 {
		return color.RGBA{0xf4, 0xf4, 0xf4, 0xff}, ink
	}
	t := math.Sqrt(float64(n) / float64(most))
	if most == 1 {
		t = 0.5
	}
	mix := func(light, dark float64) uint8 { return uint8(math.Round(light + t*(dark-light))) }
	fill = color.RGBA{mix(0xde, 0x08), mix(0xeb, 0x45), mix(0xf7, 0x8b), 0xff}
	if t > 0.6 {
		return fill, color.White
	}
	return fill, ink
}
