// Package png writes a scene as a picture in PNG. What enters is a scene; what leaves is bytes. The picture is as sharp as its
// size allows: small graphs get more pixels for each point than large ones.
package png

import (
	"image"
	"image/draw"
	"image/png"
	"io"
	"math"

	"policygraph/export/drawing"
	"policygraph/export/scene"
)

const (
	maxPixels = 6e6 // about what the picture has; more only where letters could not be read else
	sharpest  = 2.5 // pixels for each point
	coarsest  = 1.25
)

// Write draws the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	d, written, err := drawing.Arrange(s, drawing.Options{})
	if err != nil {
		return scene.Written{}, err
	}
	fonts, err := drawing.NewFonts()
	if err != nil {
		return scene.Written{}, err
	}
	scale := min(sharpest, max(coarsest, math.Sqrt(maxPixels/(d.Width*d.Height))))
	c := newCanvas(d, scale, fonts)
	for i := range d.Marks {
		for k := range d.Marks[i].Paths {
			c.path(&d.Marks[i].Paths[k])
		}
		for k := range d.Marks[i].Texts {
			c.text(&d.Marks[i].Texts[k])
		}
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(w, reduce(c.image, paints(d))); err != nil {
		return scene.Written{}, err
	}
	written.Losses = append(written.Losses, c.losses.List()...)
	return written, nil
}

// newCanvas returns an empty sheet.
func newCanvas(d *drawing.Drawing, scale float64, fonts *drawing.Fonts) *canvas {
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(d.Width*scale)), int(math.Ceil(d.Height*scale))))
	draw.Draw(img, img.Rect, image.NewUniform(rgba(d.Ground)), image.Point{}, draw.Src)
	return &canvas{image: img, scale: scale, fonts: fonts, glyphs: map[glyph]*image.Alpha{}}
}
