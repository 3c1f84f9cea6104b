package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"github.com/klippa-app/go-pdfium/requests"
)

// errOCR says that pages cannot be recognised at all.
var errOCR = errors.New("recognise text")

// resolution is that of the pages that are given to tesseract, in dots per inch.
const resolution = 300

// recognise reads a page from its picture.
func recognise(s *session, at requests.Page) (page, error) {
	program, err := exec.LookPath("tesseract")
	if err != nil {
		return page{}, fmt.Errorf("%w: --ocr needs the program tesseract: %w", errOCR, err)
	}
	picture, err := render(s, at)
	if err != nil {
		return page{}, err
	}
	cmd := exec.CommandContext(s.ctx, program, "stdin", "stdout", "--dpi", strconv.Itoa(resolution), "tsv")
	cmd.Env = append(cmd.Environ(), "OMP_THREAD_LIMIT=1") // its threads wait for each other more than they help
	cmd.Stdin = picture
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return page{}, fmt.Errorf("%w: tesseract: %w: %s", errOCR, err, strings.TrimSpace(said.String()))
	}
	p := page{chars: out.Len()}
	p.words = recognised(out.String())
	return p, nil
}

// render returns a page as PNG.
func render(s *session, at requests.Page) (*bytes.Buffer, error) {
	r, err := s.RenderPageInDPI(&requests.RenderPageInDPI{Page: at, DPI: resolution, ImageFormat: requests.RenderImageFormatGrayscale})
	if err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	defer r.Cleanup()
	var out bytes.Buffer
	if err := png.Encode(&out, r.Result.RenderedImage); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return &out, nil
}

// recognised makes words of tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence
// and text. Tesseract tells no fonts: the height of a line stands for its size.
func recognised(table string) []word {
	const (
		level, left, top, width, height, confidence, text = 0, 6, 7, 8, 9, 10, 11
		lineLevel, wordLevel                              = "4", "5"
		unlikely                                          = 20 // confidence in percent
	)
	scale := 72.0 / resolution
	var out []word
	var base, size float64
	for row := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(row, "\n"), "\t")
		if len(f) <= text || f[level] != lineLevel && f[level] != wordLevel {
			continue
		}
		var v [4]float64
		for i, k := range []int{left, top, width, height} {
			v[i], _ = strconv.ParseFloat(f[k], 64) // a number that is none is 0, and the word is left out
			v[i] *= scale
		}
		if f[level] == lineLevel {
			base, size = -(v[1] + 0.8*v[3]), max(1, v[3])
			continue
		}
		c, err := strconv.ParseFloat(f[confidence], 64)
		if t := strings.TrimSpace(f[text]); err == nil && c >= unlikely && t != "" && v[2] > 0 {
			out = append(out, word{box: box{v[0], -(v[1] + v[3]), v[0] + v[2], -v[1]}, text: t, base: base, size: size})
		}
	}
	return smoothed(out)
}

// smoothed gives words of about the usual size that size: the height of a line depends on its letters too.
func smoothed(words []word) []word {
	if len(words) == 0 {
		return words
	}
	sizes := make([]float64, len(words))
	for i, w := range words {
		sizes[i] = w.size
	}
	slices.Sort(sizes)
	usual := sizes[len(sizes)/2]
	for i := range words {
		if s := words[i].size; s > 0.65*usual && s < 1.45*usual {
			words[i].size = usual
		}
	}
	return words
}
