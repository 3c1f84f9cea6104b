package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// box is a rectangle in points; y grows upwards.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }

// add grows a box to hold another.
func (b *box) add(c box) {
	if *b == (box{}) {
		*b = c
		return
	}
	b.x0, b.y0, b.x1, b.y1 = min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)
}

// page is what is on a page.
type page struct {
	number int // counted from 1
	chars  int // as PDFium counts them
	words  []word
	images []box
	rules  []box // horizontal lines
}

// glyph is a character at its place.
type glyph struct {
	r    rune
	box  box
	size float64
	font font
}

// font is what matters of a font.
type font struct {
	name         string
	bold, italic bool
}

const (
	maxPageChars = 300_000 // characters of a page; pages with more are not text
	maxObjects   = 3000    // graphic objects of a page that are looked at
)

// loadPage reads the text, the images and the lines of a page.
func loadPage(s *session, at requests.Page) (page, error) {
	var p page
	text, err := s.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return p, err
	}
	count, err := s.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return p, err
	}
	if _, err := s.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}); err != nil {
		return p, err
	}
	if p.chars = count.Count; p.chars > maxPageChars {
		return p, fmt.Errorf("%d characters are too many", p.chars)
	}
	if p.chars == 0 {
		return p, nil
	}
	chars, err := s.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: at, Mode: requests.GetPageTextStructuredModeChars, CollectFontInformation: true,
	})
	if err != nil {
		return p, err
	}
	glyphs := glyphs(chars.Chars)
	if r, err := s.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: at}); err == nil {
		b := r.Rect
		glyphs = visible(glyphs, box{float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top)})
	}
	glyphs, turn := upright(glyphs, angles(chars.Chars, glyphs))
	p.words = words(glyphs)
	if err := p.objects(s, at); err != nil {
		return p, err
	}
	for i := range p.images {
		p.images[i] = turn(p.images[i])
	}
	for i := range p.rules {
		p.rules[i] = turn(p.rules[i])
	}
	return p, nil
}

// glyphs translates PDFium's characters. What has no place or no character stays as a blank, to keep the numbering.
func glyphs(chars []*responses.GetPageTextStructuredChar) []glyph {
	out := make([]glyph, len(chars))
	for i, c := range chars {
		g := &out[i]
		g.r = ' '
		for _, r := range c.Text {
			g.r = character(r)
			break
		}
		p := c.PointPosition
		g.box = box{min(p.Left, p.Right), min(p.Bottom, p.Top), max(p.Left, p.Right), max(p.Bottom, p.Top)}
		if f := c.FontInformation; f != nil {
			g.size = f.RenderedSize
			name := strings.ToLower(f.Name)
			g.font = font{
				name:   f.Name,
				bold:   f.Weight >= boldWeight || f.Flags&forceBold != 0 || containsAny(name, "bold", "black", "heavy", "demi"),
				italic: f.Flags&italicFlag != 0 || containsAny(name, "italic", "oblique"),
			}
		}
		if !finite(g.box.x0) || !finite(g.box.x1) || !finite(g.box.y0) || !finite(g.box.y1) || !finite(g.size) {
			*g = glyph{r: '\n'}
		}
	}
	return out
}

const (
	boldWeight = 600
	italicFlag = 1 << 6  // of a font descriptor
	forceBold  = 1 << 18 // of a font descriptor
	extreme    = 1e6     // points; what is further away is not on a page
)

func finite(v float64) bool { return v > -extreme && v < extreme }

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// angles returns the quarter turn of each character's direction, -1 when it stands askew.
func angles(chars []*responses.GetPageTextStructuredChar, glyphs []glyph) []int {
	out := make([]int, len(glyphs))
	for i := range glyphs {
		turns := chars[i].Angle / (math.Pi / 2)
		k := math.Round(turns)
		if math.Abs(turns-k) > 0.06 || !finite(turns) {
			out[i] = -1
			continue
		}
		out[i] = ((int(k) % 4) + 4) % 4
	}
	return out
}

// visible makes blanks of what stands outside the page.
func visible(glyphs []glyph, page box) []glyph {
	if page.width() <= 0 || page.height() <= 0 {
		return glyphs
	}
	for i := range glyphs {
		x, y := (glyphs[i].box.x0+glyphs[i].box.x1)/2, (glyphs[i].box.y0+glyphs[i].box.y1)/2
		if x < page.x0-1 || x > page.x1+1 || y < page.y0-1 || y > page.y1+1 {
			glyphs[i].r = '\n'
		}
	}
	return glyphs
}

// upright keeps the characters that stand as most of the page do, and turns the page so that they stand upright. It returns
// the turn too.
func upright(glyphs []glyph, angles []int) ([]glyph, func(box) box) {
	var count [4]int
	var votes [4][4]int // by angle, and by the direction in which the text goes on: right, up, left, down
	for i, g := range glyphs {
		if angles[i] < 0 || g.r <= ' ' {
			continue
		}
		count[angles[i]]++
		if i > 0 && angles[i-1] == angles[i] && glyphs[i-1].r > ' ' {
			dx, dy := g.box.x0+g.box.x1-glyphs[i-1].box.x0-glyphs[i-1].box.x1, g.box.y0+g.box.y1-glyphs[i-1].box.y0-glyphs[i-1].box.y1
			votes[angles[i]][direction(dx, dy)]++
		}
	}
	most := 0
	for k := range count {
		if count[k] > count[most] {
			most = k
		}
	}
	turn, way := identity, 0
	if most != 0 || votes[0][1]+votes[0][2]+votes[0][3] > votes[0][0] {
		for k := range votes[most] {
			if votes[most][k] > votes[most][way] {
				way = k
			}
		}
		turn = turns[way]
	}
	out := glyphs[:0]
	for i, g := range glyphs {
		if angles[i] == most || g.r <= ' ' {
			g.box = turn(g.box)
			out = append(out, g)
		}
	}
	return out, turn
}

func direction(dx, dy float64) int {
	switch {
	case math.Abs(dx) >= math.Abs(dy) && dx >= 0:
		return 0
	case math.Abs(dx) >= math.Abs(dy):
		return 2
	case dy > 0:
		return 1
	}
	return 3
}

func identity(b box) box { return b }

// turns are the turns of the page that make text go to the right which goes right, up, left, down.
var turns = [4]func(box) box{
	identity,
	func(b box) box { return box{b.y0, -b.x1, b.y1, -b.x0} },
	func(b box) box { return box{-b.x1, -b.y1, -b.x0, -b.y0} },
	func(b box) box { return box{-b.y1, b.x0, -b.y0, b.x1} },
}

// objects notes the images and horizontal lines of a page.
func (p *page) objects(s *session, at requests.Page) error {
	count, err := s.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return err
	}
	for i := range min(count.Count, maxObjects) {
		o, err := s.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return err
		}
		kind, err := s.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err != nil {
			return err
		}
		if kind.Type != enums.FPDF_PAGEOBJ_PATH && kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
			continue
		}
		r, err := s.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o.PageObject})
		if err != nil {
			continue // an empty path
		}
		b := box{float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top)}
		switch {
		case kind.Type == enums.FPDF_PAGEOBJ_IMAGE:
			p.images = append(p.images, b)
		case b.height() < 3 && b.width() > 20, b.width() < 3 && b.height() > 20:
			p.rules = append(p.rules, b)
		}
	}
	return nil
}
