package chart

import (
	"strconv"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// Bar is one row of a ranking.
type Bar struct {
	Label string
	Value float64
	Range *[2]float64 // in which the value lies if facts are not sure; nil if not known
	Note  string      // at the right margin
}

// Bars is a ranking as horizontal bars.
type Bars struct {
	Frame
	Notes string // heading of the notes
	Bars  []Bar
}

// Sizes of rows.
const (
	rowHeight  = 20
	barHeight  = 12
	labelWidth = 205
	noteWidth  = 62
)

// rows returns the broken labels and the height of their rows.
func (b *Bars) rows() (labels [][]string, total vg.Length) {
	st := style(bodySize, ink, false)
	for _, bar := range b.Bars {
		lines := wrap(st, bar.Label, labelWidth, 2)
		labels = append(labels, lines)
		total += rowOf(lines)
	}
	return labels, total
}

func rowOf(lines []string) vg.Length {
	return max(rowHeight, vg.Length(len(lines))*bodySize*lineHeight+6)
}

func (b *Bars) size() (width, height vg.Length) {
	l := b.lay()
	_, rows := b.rows()
	return pageWidth, l.head() + rows + l.foot() + b.notesHeight()
}

func (b *Bars) notesHeight() vg.Length {
	if b.Notes == "" {
		return 0
	}
	return smallSize * lineHeight
}

// most returns the greatest value or end of a range.
func (b *Bars) most() float64 {
	most := 0.0
	for _, bar := range b.Bars {
		most = max(most, bar.Value)
		if bar.Range != nil {
			most = max(most, bar.Range[1])
		}
	}
	if most == 0 {
		return 1
	}
	return most
}

func (b *Bars) draw(s *sheet) {
	l := b.lay()
	_, height := b.size()
	s.frame(l, height)
	const left = margin + labelWidth + 8
	right := vg.Length(pageWidth - margin - 44) // room for the numbers
	y := height - l.head()
	if b.Notes != "" {
		right -= noteWidth
		st := style(smallSize, grey, false)
		st.XAlign = text.XRight
		s.write(st, pageWidth-margin, y-smallSize/2, b.Notes)
		y -= b.notesHeight()
	}
	scale := (right - left) / vg.Length(b.most())
	labels, rows := b.rows()
	s.line(vg.Point{X: left, Y: y}, vg.Point{X: left, Y: y - rows}, 0.75, grey)
	for i, bar := range b.Bars {
		h := rowOf(labels[i])
		b.bar(s, bar, labels[i], vg.Rectangle{Min: vg.Point{X: left, Y: y - h}, Max: vg.Point{X: scale, Y: y}})
		y -= h
	}
}

// bar draws one bar in its row: the row lies between at.Min.Y and at.Max.Y, the bar begins at at.Min.X and is at.Max.X long
// for each unit.
func (b *Bars) bar(s *sheet, bar Bar, label []string, at vg.Rectangle) {
	left, scale := at.Min.X, at.Max.X
	middle := (at.Min.Y + at.Max.Y) / 2
	names := style(bodySize, ink, false)
	names.XAlign = text.XRight
	s.write(names, left-8, middle+vg.Length(len(label)-1)*bodySize*lineHeight/2, label...)
	end := left + scale*vg.Length(bar.Value)
	s.rectangle(left, middle-barHeight/2, end-left, barHeight, sky)
	if bar.Range != nil && bar.Range[0] < bar.Range[1] {
		low, high := left+scale*vg.Length(bar.Range[0]), left+scale*vg.Length(bar.Range[1])
		s.line(vg.Point{X: low, Y: middle}, vg.Point{X: high, Y: middle}, 1.25, ink)
		for _, x := range []vg.Length{low, high} {
			s.line(vg.Point{X: x, Y: middle - barHeight/3}, vg.Point{X: x, Y: middle + barHeight/3}, 1.25, ink)
		}
		end = max(end, high)
	}
	s.write(style(bodySize, ink, false), end+5, middle, number(bar.Value))
	if bar.Note != "" {
		st := style(bodySize, grey, false)
		st.XAlign = text.XRight
		s.write(st, pageWidth-margin, middle, bar.Note)
	}
}

// number returns a value in three digits or, if it is whole, in full.
func number(v float64) string {
	if v >= 1000 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}
