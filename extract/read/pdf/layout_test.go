package pdf

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestLayoutOfChance lays out pages of words at random places, which is the worst that a file can ask for.
func TestLayoutOfChance(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct {
		words int
		grid  float64 // places are multiples of it
	}{{0, 1}, {1, 1}, {200, 1}, {3000, 0.1}, {3000, 6}, {9000, 1.4}, {900, 1.5}, {20000, 12}, {20000, 0.01}} {
		f := &file{}
		for n := range 3 {
			p := page{number: n + 1}
			for range c.words {
				p.words = append(p.words, chance(random, c.grid))
			}
			f.pages = append(f.pages, p)
		}
		start := time.Now()
		if err := f.document("x.pdf").Check(); err != nil {
			t.Errorf("%d words: %v", c.words, err)
		}
		if d := time.Since(start); d > 15*time.Second {
			t.Errorf("%d words on a grid of %v: %v", c.words, c.grid, d)
		}
	}
}

func chance(random *rand.Rand, grid float64) word {
	texts := []string{"word", "1.", "•", "12", "Heading", "(a)", "end.", "spl-", "²", "e\u0301", "-", "IV."}
	x, y := float64(int(random.Float64()*500/grid))*grid, float64(int(random.Float64()*800/grid))*grid
	size := 6 + float64(random.IntN(12))
	return word{
		text: texts[random.IntN(len(texts))], box: box{x, y, x + 3*size, y + size}, base: y, size: size,
		bold: random.IntN(4) == 0, italic: random.IntN(4) == 0, glued: random.IntN(4) == 0, raised: random.IntN(9) == 0, unsure: random.IntN(9) == 0,
	}
}
