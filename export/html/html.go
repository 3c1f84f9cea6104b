// Package html writes a scene as one web page that shows it: a network to search, filter and click through to the quotes.
//
// What enters is a finished scene; what leaves is a page that holds all it needs and asks no network for anything: the viewer (a
// script and a style sheet, built by viewer/build.mjs from viewer/src and embedded in the program) and the data, as JSON if it is
// small, otherwise the same JSON compressed. The page's own policy lets the browser run this one script and nothing else, and
// reports reach the screen as text only. data.go says how the data is laid out; viewer/src/data.ts reads it.
package html

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"
	"sync"
	"unicode"

	"policygraph/export/scene"
)

//go:embed viewer/dist/page.html viewer/dist/viewer.css viewer/dist/viewer.js
var bundle embed.FS

// plainLimit is the size up to which the data stands in the page as it is. Beyond it, compression makes the page smaller by more
// than half; below it, a page that can be read and compared line by line is worth more.
const plainLimit = 64 << 10

// page returns the page without data, cut at the places of the title and the data.
var page = sync.OnceValues(func() ([3]string, error) {
	var file [3]string
	for i, name := range []string{"page.html", "viewer.css", "viewer.js"} {
		b, err := bundle.ReadFile("viewer/dist/" + name)
		if err != nil {
			return file, err
		}
		file[i] = string(b)
	}
	text := strings.NewReplacer(
		"{{style}}", file[1], "{{script}}", file[2], "{{style-hash}}", hash(file[1]), "{{script-hash}}", hash(file[2]),
	).Replace(file[0])
	head, rest, ok := strings.Cut(text, "{{title}}")
	middle, tail, found := strings.Cut(rest, "{{data}}")
	if !ok || !found {
		return file, fmt.Errorf("the page has no place for a title and data")
	}
	return [3]string{head, middle, tail}, nil
})

// hash returns the source by which a page's policy allows a script or style sheet.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	parts, err := page()
	if err != nil {
		return scene.Written{}, err
	}
	var b bytes.Buffer
	losses, err := writeData(&b, s)
	if err != nil {
		return scene.Written{}, err
	}
	open, encoded := `<script type="application/json" id="data">`, b.String()
	if b.Len() > plainLimit {
		open = `<script type="application/gzip" id="data">`
		if encoded, err = compress(b.Bytes()); err != nil {
			return scene.Written{}, err
		}
	}
	for _, text := range []string{parts[0], title(s.Title), parts[1], open, encoded, "</script>", parts[2]} {
		if _, err := io.WriteString(w, text); err != nil {
			return scene.Written{}, err
		}
	}
	return s.All(losses), nil
}

// compress returns the data as the base64 of a gzip stream.
func compress(data []byte) (string, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), err
}

// title returns the page's title, which browsers show on one line; the data holds it unchanged.
func title(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}
