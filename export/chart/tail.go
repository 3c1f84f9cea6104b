package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tail is the share of nodes that have at least so many ties, on logarithmic axes (the complementary cumulative distribution).
type Tail struct {
	Frame
	Axis   string       // what is counted
	Values []NamedValue // positive
	Names  int          // how many of the greatest are named
}

// NamedValue is a number of ties and whose it is.
type NamedValue struct {
	Name  string
	Value int
}

const (
	plotHeight = 300
	dot        = 3.2
)

func (t *Tail) size() (width, height vg.Length) {
	l := t.lay()
	return pageWidth, l.head() + plotHeight + l.foot() + 56
}

// point is a value and the share of values that are as great.
type point struct{ value, share float64 }

// points returns a point for each value that occurs, the least first.
func (t *Tail) points() []point {
	var all []int
	for _, v := range t.Values {
		all = append(all, v.Value)
	}
	slices.Sort(all)
	var out []point
	for i, v := range all {
		if i == 0 || v != all[i-1] {
			out = append(out, point{float64(v), float64(len(all)-i) / float64(len(all))})
		}
	}
	return out
}

// logAxis places numbers on a line.
type logAxis struct {
	least, most float64 // numbers at its ends
	from, to    vg.Length
}

func (a logAxis) at(v float64) vg.Length {
	return a.from + (a.to-a.from)*vg.Length(math.Log(v/a.least)/math.Log(a.most/a.least))
}

func (t *Tail) draw(s *sheet) {
	l := t.lay()
	_, height := t.size()
	s.frame(l, height)
	points := t.points()
	last := points[len(points)-1]
	top := height - l.head() - 2*bodySize
	x := logAxis{0.9, max(2, last.value) * 1.35, margin + 44, pageWidth - margin}
	y := logAxis{last.share / 1.4, 1.15, top - plotHeight, top}
	s.axes(x, y, ticks(last.value), shares(last.share))
	quiet := style(bodySize, grey, false)
	s.write(quiet, margin, top+bodySize, "share of nodes with at least so many "+t.Axis)
	quiet.XAlign = text.XRight
	s.write(quiet, x.to, y.from-2.6*bodySize, t.Axis)
	for _, p := range points {
		s.SetColor(blue)
		s.DrawGlyph(draw.GlyphStyle{Color: blue, Radius: dot, Shape: draw.CircleGlyph{}}, vg.Point{X: x.at(p.value), Y: y.at(p.share)})
	}
	t.names(s, points, x, y)
}

// axes draws both axes with a grid and labels.
func (s *sheet) axes(x, y logAxis, across, up []tick) {
	label := style(bodySize, ink, false)
	label.XAlign = text.XCenter
	for _, k := range across {
		s.line(vg.Point{X: x.at(k.value), Y: y.from}, vg.Point{X: x.at(k.value), Y: y.to}, 0.5, pale)
		s.write(label, x.at(k.value), y.from-bodySize, k.name)
	}
	label.XAlign = text.XRight
	for _, k := range up {
		s.line(vg.Point{X: x.from, Y: y.at(k.value)}, vg.Point{X: x.to, Y: y.at(k.value)}, 0.5, pale)
		s.write(label, x.from-6, y.at(k.value), k.name)
	}
	s.line(vg.Point{X: x.from, Y: y.from}, vg.Point{X: x.to, Y: y.from}, 0.75, grey)
	s.line(vg.Point{X: x.from, Y: y.from}, vg.Point{X: x.from, Y: y.to}, 0.75, grey)
}

// names writes the names of the nodes with the greatest values, one for each value: above their points to the right, where
// a falling curve leaves room, at the margin to the left.
func (t *Tail) names(s *sheet, points []point, x, y logAxis) {
	sorted := slices.Clone(t.Values)
	slices.SortStableFunc(sorted, func(a, b NamedValue) int { return cmp.Compare(b.Value, a.Value) })
	named := 0
	for i, v := range sorted {
		if named == t.Names {
			break
		}
		if i > 0 && v.Value == sorted[i-1].Value {
			continue
		}
		named++
		st := style(bodySize, ink, false)
		name := shorten(st, v.Name, 190)
		at := slices.IndexFunc(points, func(p point) bool { return p.value == float64(v.Value) })
		left := x.at(points[at].value) - dot
		if left+st.Width(name) > x.to {
			st.XAlign = text.XRight
			left += 2 * dot
		}
		s.write(st, left, y.at(points[at].share)+bodySize, name)
	}
}

// tick is a number with its label on an axis.
type tick struct {
	value float64
	name  string
}

// ticks marks 1, 2, 5, 10, 20, 50 … up to most and a little more.
func ticks(most float64) []tick {
	var out []tick
	for power := 1; ; power *= 10 {
		for _, step := range []int{1, 2, 5} {
			v := step * power
			if float64(v) > max(2, most*1.35) {
				return out
			}
			out = append(out, tick{float64(v), strconv.Itoa(v)})
		}
	}
}

// shares marks 100 %, 50 %, 20 %, 10 % … down to least and a little less.
func shares(least float64) []tick {
	var out []tick
	for power := 0; ; power++ {
		for _, step := range []float64{1, 0.5, 0.2} {
			v := step * math.Pow10(-power)
			if v < least/1.4 {
				return out
			}
			out = append(out, tick{v, strconv.FormatFloat(100*v, 'g', 3, 64) + "%"})
		}
	}
}
