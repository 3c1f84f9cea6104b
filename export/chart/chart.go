// Package chart draws figures for briefings: a ranking as bars, a table of counts as a heat map, the tail of a distribution on
// logarithmic axes. What enters are plain labels and numbers; what leaves is SVG, PNG or PDF, always the same bytes for the
// same figure. Colours are those of Okabe and Ito, Color Universal Design (2008), which colour-blind readers tell apart.
//
// To add a kind of figure, write a type with the methods of [Chart].
package chart

import (
	"fmt"
	"image/color"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	pdf "codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Frame is what stands around a figure.
type Frame struct {
	Title, Subtitle, Source string
}

// Chart is a figure.
type Chart interface {
	size() (width, height vg.Length)
	draw(s *sheet)
}

// Formats returns the formats in which figures can be written; each is also the extension of its files.
func Formats() []string { return []string{"svg", "png", "pdf"} }

// ForPath returns the format of a file by its extension, or an error that lists the known ones.
func ForPath(path string) (string, error) {
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if !slices.Contains(Formats(), format) {
		return "", fmt.Errorf("no picture format for the extension %q; known are .%s", filepath.Ext(path), strings.Join(Formats(), ", ."))
	}
	return format, nil
}

// pngDPI makes figures as wide as a page sharp on paper.
const pngDPI = 200

// Write writes the figure in one of the [Formats].
func Write(w io.Writer, format string, c Chart) error {
	width, height := c.size()
	var canvas vg.CanvasWriterTo
	switch format {
	case "svg":
		canvas = vgsvg.New(width, height)
	case "png":
		canvas = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(pngDPI))}
	case "pdf":
		timeless()
		canvas = vgpdf.New(width, height)
	default:
		return fmt.Errorf("no picture format %q; known are %s", format, strings.Join(Formats(), ", "))
	}
	var target vg.CanvasSizer = canvas
	if format == "pdf" {
		target = outlined{canvas}
	}
	s := newSheet(draw.New(target))
	s.rectangle(0, 0, width, height, color.White)
	c.draw(s)
	if _, err := canvas.WriteTo(w); err != nil {
		return fmt.Errorf("write %s: %w", format, err)
	}
	return nil
}

// timeless keeps the clock out of PDF files.
func timeless() {
	epoch := time.Unix(0, 0).UTC()
	pdf.SetDefaultCreationDate(epoch)
	pdf.SetDefaultModificationDate(epoch)
	pdf.SetDefaultCatalogSort(true)
}
