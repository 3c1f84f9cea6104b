package drawing

import (
	"fmt"
	"math"
	"testing"

	"policygraph/graph/brief/document"
)

// crowd is a picture whose names all want the same few places.
func crowd(n int) *document.Picture {
	p := &document.Picture{Types: []document.Key{{Label: "agency", Color: "#F28E2B"}}, Ties: []document.Key{{Label: "works with", Color: "#2E7D4F"}}}
	for i := range n {
		p.Nodes = append(p.Nodes, document.Node{Label: fmt.Sprintf("Ministry %d of Trade, Industry and Everything Else", i), X: float64(i % 3), Y: float64(i % 2), Focus: i == 0})
		if i > 0 {
			p.Edges = append(p.Edges, document.Edge{From: 0, To: i})
		}
	}
	return p
}

func TestBoxesAreApartAndInside(t *testing.T) {
	for _, n := range []int{1, 2, 5, 15} {
		d, err := New(crowd(n))
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range d.Boxes {
			if a.X-a.W/2 < 0 || a.X+a.W/2 > Width || a.Y-a.H/2 < 0 || a.Y+a.H/2 > d.Height {
				t.Errorf("%d boxes: %v is outside", n, a)
			}
			for _, b := range d.Boxes[:i] {
				if math.Abs(a.X-b.X) < (a.W+b.W)/2-0.5 && math.Abs(a.Y-b.Y) < (a.H+b.H)/2-0.5 {
					t.Errorf("%d boxes: %v and %v overlap", n, a.Lines, b.Lines)
				}
			}
			for k, w := range a.Widths {
				if w > a.W {
					t.Errorf("%q is wider than its box", a.Lines[k])
				}
			}
		}
		if len(d.Lines) != n-1 || len(d.Legend) != 2 {
			t.Errorf("%d boxes: %d lines, %d signs", n, len(d.Lines), len(d.Legend))
		}
		if d.Height > 1000 {
			t.Errorf("%d boxes: height %v", n, d.Height)
		}
	}
}
