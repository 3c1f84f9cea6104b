package png

import (
	"cmp"
	"encoding/binary"
	"image"
	"image/color"
	"slices"

	"policygraph/export/drawing"
)

// Colours are counted with so many bits for each part, in which eyes see no difference on a drawing.
const (
	bits   = 5
	shades = 1 << (3 * bits)
)

// most is how many colours a file has.
const most = 256

// paints returns the colours that the drawing asks for, as often as they stand in legends and shapes.
func paints(d *drawing.Drawing) []color.RGBA {
	out := []color.RGBA{rgba(d.Ground)}
	add := func(p drawing.Paint) {
		if c := rgba(p); p.Alpha == 1 && !slices.Contains(out, c) && len(out) < most/2 {
			out = append(out, c)
		}
	}
	for i := range d.Marks {
		for k := range d.Marks[i].Paths {
			add(d.Marks[i].Paths[k].Fill)
			add(d.Marks[i].Paths[k].Stroke)
		}
		for k := range d.Marks[i].Texts {
			add(d.Marks[i].Texts[k].Color)
		}
	}
	return out
}

func rgba(p drawing.Paint) color.RGBA { return color.RGBA{p.R, p.G, p.B, 0xFF} }

// reduce returns the picture in 256 colours: those given, and the most frequent of the others, which a drawing hardly exceeds;
// what is left becomes the nearest of these. Such a file is written several times faster, and is smaller.
func reduce(img *image.RGBA, given []color.RGBA) *image.Paletted {
	pixels := shadesOf(img)
	counts := make([]uint32, shades)
	for _, s := range pixels {
		counts[s]++
	}
	numbers, seen := make([]uint8, shades), make([]bool, shades)
	var palette color.Palette
	var colors [][3]int
	take := func(s int, c color.RGBA) {
		numbers[s], seen[s] = uint8(len(palette)), true
		palette, colors = append(palette, c), append(colors, [3]int{int(c.R), int(c.G), int(c.B)})
	}
	for _, c := range given {
		if s := shade(c.R, c.G, c.B); !seen[s] {
			take(s, c)
		}
	}
	var found []int
	for s, n := range counts {
		if n > 0 && !seen[s] {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(counts[b], counts[a]) })
	for _, s := range found {
		c := middle(s)
		if len(palette) < most {
			take(s, c)
			continue
		}
		numbers[s] = nearest(colors, [3]int{int(c.R), int(c.G), int(c.B)})
	}
	out := image.NewPaletted(img.Rect, palette)
	for i, s := range pixels {
		out.Pix[i] = numbers[s]
	}
	return out
}

// shadesOf returns the shade of each pixel.
func shadesOf(img *image.RGBA) []uint16 {
	out := make([]uint16, len(img.Pix)/4)
	var last uint32 // pixel before: mostly the next is the same
	var found uint16
	for i := range out {
		p := img.Pix[4*i : 4*i+4 : 4*i+4]
		if v := binary.LittleEndian.Uint32(p); v != last || i == 0 {
			last, found = v, uint16(shade(p[0], p[1], p[2]))
		}
		out[i] = found
	}
	return out
}

func shade(r, g, b uint8) int {
	return int(r>>(8-bits))<<(2*bits) | int(g>>(8-bits))<<bits | int(b>>(8-bits))
}

// middle returns the colour that stands for a shade: black and white stay what they are.
func middle(s int) color.RGBA {
	part := func(v int) uint8 { v &= 1<<bits - 1; return uint8(v<<(8-bits) | v>>(2*bits-8)) }
	return color.RGBA{part(s >> (2 * bits)), part(s >> bits), part(s), 0xFF}
}

// nearest returns the number of the colour that differs least; green counts most to the eye.
func nearest(colors [][3]int, c [3]int) uint8 {
	best, least := 0, 1<<30
	for i, o := range colors {
		r, g, b := o[0]-c[0], o[1]-c[1], o[2]-c[2]
		if d := 3*r*r + 6*g*g + b*b; d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}
