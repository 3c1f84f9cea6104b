package drawing

import "math"

// cellSide is the side of the squares in which rectangles are looked up.
const cellSide = 48.0

// index finds the rectangles that a new one would cover.
type index struct {
	rects  []rect
	owners []int32
	cells  map[[2]int32][]int32
}

// nobody owns rectangles that do not belong to a node.
const nobody = -1

func newIndex() *index { return &index{cells: map[[2]int32][]int32{}} }

func (x *index) span(r rect) (lo, hi [2]int32) {
	cell := func(v float64) int32 { return int32(math.Floor(v / cellSide)) }
	return [2]int32{cell(r.x0), cell(r.y0)}, [2]int32{cell(r.x1), cell(r.y1)}
}

// add takes a rectangle that belongs to a node.
func (x *index) add(r rect, owner int32) {
	at := int32(len(x.rects))
	x.rects, x.owners = append(x.rects, r), append(x.owners, owner)
	lo, hi := x.span(r)
	for cx := lo[0]; cx <= hi[0]; cx++ {
		for cy := lo[1]; cy <= hi[1]; cy++ {
			x.cells[[2]int32{cx, cy}] = append(x.cells[[2]int32{cx, cy}], at)
		}
	}
}

// free reports whether a rectangle covers none but those of its own node.
func (x *index) free(r rect, owner int32) bool {
	lo, hi := x.span(r)
	for cx := lo[0]; cx <= hi[0]; cx++ {
		for cy := lo[1]; cy <= hi[1]; cy++ {
			for _, k := range x.cells[[2]int32{cx, cy}] {
				if x.owners[k] != owner && x.rects[k].meets(r) {
					return false
				}
			}
		}
	}
	return true
}
