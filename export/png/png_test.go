package png_test

import (
	"bytes"
	"image"
	"image/color"
	stdpng "image/png"
	"io"
	"testing"

	"policygraph/export/drawing"
	"policygraph/export/png"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// drawn returns the picture of a scene.
func drawn(t *testing.T, s *scene.Scene) (*image.Paletted, []byte) {
	t.Helper()
	var b bytes.Buffer
	if _, err := png.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	img, err := stdpng.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := img.(*image.Paletted)
	if !ok || len(p.Palette) > 256 {
		t.Fatalf("a picture of %T", img)
	}
	return p, b.Bytes()
}

// TestWrite holds that the picture shows the nodes in their colours where the drawing puts them, on white.
func TestWrite(t *testing.T) {
	s := scenetest.Large(40, 60, 1)
	s.Types[0].Shape = "square"
	for i := range s.Nodes { // none on another, none so large that its label stands on it
		s.Nodes[i].X, s.Nodes[i].Y, s.Nodes[i].Size = float64(i%8)*100, float64(i/8)*100, 10
	}
	img, raw := drawn(t, s)
	d, _, err := drawing.Arrange(s, drawing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	scale := float64(img.Rect.Dx()) / d.Width
	if scale < 1.2 || scale > 2.6 {
		t.Errorf("%v pixels for each point", scale)
	}
	at := func(p drawing.Point) color.RGBA {
		return color.RGBAModel.Convert(img.At(int(p.X*scale), int(p.Y*scale))).(color.RGBA)
	}
	if c := at(drawing.Point{X: 2, Y: 2}); c != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("the corner is %v", c)
	}
	bare := 0
	for _, m := range d.Marks {
		if m.Class != "node" || len(m.Paths) == 0 {
			continue
		}
		path := m.Paths[0]
		if !path.Fill.Covers() { // the line that leads to the label
			path = m.Paths[1]
		}
		x0, y0 := path.Segments[0].Points[0].X, path.Segments[0].Points[0].Y
		x1, y1 := x0, y0
		for _, g := range path.Segments {
			if g.Op != drawing.Close {
				p := g.Points[map[drawing.Op]int{drawing.Curve: 2}[g.Op]]
				x0, x1, y0, y1 = min(x0, p.X), max(x1, p.X), min(y0, p.Y), max(y1, p.Y)
			}
		}
		want := color.RGBA{path.Fill.R, path.Fill.G, path.Fill.B, 255}
		if got := at(drawing.Point{X: (x0 + x1) / 2, Y: (y0 + y1) / 2}); far(got, want) {
			t.Errorf("%s is %v, want %v", m.ID, got, want)
		}
		bare++
	}
	if bare != 40 {
		t.Errorf("%d nodes", bare)
	}
	if _, again := drawn(t, s); !bytes.Equal(raw, again) {
		t.Error("other bytes of the same scene")
	}
}

// far reports whether two colours differ by more than the palette may change them.
func far(a, b color.RGBA) bool {
	diff := func(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
	return diff(a.R, b.R) > 8 || diff(a.G, b.G) > 8 || diff(a.B, b.B) > 8
}

// TestColorsAreKept holds that no colour of the legend is lost to those that are more frequent.
func TestColorsAreKept(t *testing.T) {
	s := scenetest.Large(300, 900, 1)
	s.Predicates = append(s.Predicates, scene.Legend{Name: "opposes", Label: "opposes", Color: "#C0392B", Line: "dashed", Count: 1})
	s.Edges[0].Predicate, s.Edges[0].Color = "opposes", "#C0392B"
	img, _ := drawn(t, s)
	red := 0
	for _, i := range img.Pix {
		if c := img.Palette[i].(color.RGBA); c == (color.RGBA{0xC0, 0x39, 0x2B, 255}) {
			red++
		}
	}
	if red < 20 {
		t.Errorf("%d pixels are of the colour of opposition", red)
	}
}

func TestLosses(t *testing.T) {
	s := scenetest.Large(3, 2, 1)
	s.Nodes[0].Label = "東京"
	written, err := png.Write(io.Discard, s)
	if err != nil || len(written.Losses) != 1 || written.Losses[0].What != drawing.LostLetters || written.Losses[0].Count != 2 {
		t.Errorf("%+v, %v", written, err)
	}
}

// BenchmarkWrite draws a graph as large as that of a report of 80 kB.
func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(300, 600, 1)
	for b.Loop() {
		if _, err := png.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
