// Package html writes a briefing as one web page: no script, nothing from the network, a policy that forbids both, light and dark
// colours, and a style for paper. What enters is a document; what leaves is the page, with the picture as SVG in it.
package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"

	"policygraph/export/brief/drawing"
	"policygraph/graph/brief/document"
)

//go:embed style.css
var style string

// page is a web page being written.
type page struct {
	strings.Builder
	linked map[int]bool // notes that were referred to
}

// Write writes the briefing.
func Write(w io.Writer, d *document.Document) error {
	p := &page{linked: map[int]bool{}}
	sum := sha256.Sum256([]byte(style))
	fmt.Fprintf(p, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main>
<header>
<h1>%s</h1>
<p class="subtitle">%s</p>
</header>
`, base64.StdEncoding.EncodeToString(sum[:]), text(d.Title), style, text(d.Title), text(d.Subtitle))
	for i, s := range d.Sections {
		p.section(s)
		if i > 0 || d.Picture == nil {
			continue
		}
		if err := p.picture(d.Picture); err != nil {
			return err
		}
	}
	p.notes(d.Notes)
	p.WriteString("</main>\n</body>\n</html>\n")
	_, err := io.WriteString(w, p.String())
	return err
}

func (p *page) section(s document.Section) {
	p.WriteString("<section>\n")
	if s.Title != "" {
		fmt.Fprintf(p, "<h2>%s</h2>\n", text(s.Title))
	}
	listing := false
	for _, b := range s.Blocks {
		if item := b.Kind == document.Item; item != listing {
			p.WriteString(map[bool]string{true: "<ul>\n", false: "</ul>\n"}[item])
			listing = item
		}
		open, end := tags(b.Kind)
		p.WriteString(open)
		for _, r := range b.Text {
			p.run(r)
		}
		p.WriteString(end + "\n")
	}
	if listing {
		p.WriteString("</ul>\n")
	}
	p.WriteString("</section>\n")
}

// tags returns what opens and ends a kind of block.
func tags(k document.Kind) (open, end string) {
	switch k {
	case document.Heading:
		return "<h3>", "</h3>"
	case document.Lead:
		return `<p class="lead">`, "</p>"
	case document.Item:
		return "<li>", "</li>"
	}
	return "<p>", "</p>"
}

func (p *page) run(r document.Run) {
	words := text(r.Text)
	if r.Faint {
		words = `<span class="faint">` + words + "</span>"
	}
	p.WriteString(words)
	for _, n := range r.Notes {
		id := ""
		if !p.linked[n] {
			id = fmt.Sprintf(` id="ref%d"`, n)
			p.linked[n] = true
		}
		fmt.Fprintf(p, `<sup><a%s href="#note%d">%d</a></sup>`, id, n, n)
	}
}

func (p *page) picture(d *document.Picture) error {
	drawn, err := drawing.New(d)
	if err != nil {
		return err
	}
	fmt.Fprintf(p, "<figure>\n%s<figcaption>%s</figcaption>\n</figure>\n", drawn.SVG(document.Clean(d.Caption)), text(d.Caption))
	return nil
}

func (p *page) notes(list []document.Note) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(p, "<section class=\"notes\">\n<h2>%s</h2>\n<ol>\n", text(document.NotesTitle))
	for _, n := range list {
		fmt.Fprintf(p, `<li id="note%d" value="%d">%s`, n.Number, n.Number, text(n.Text()))
		for i, c := range n.Cites {
			lead := "; "
			if i == 0 {
				lead = " The report cites: "
			}
			p.WriteString(lead + text(c.Text))
			if link := document.Link(c.URL); link != "" {
				fmt.Fprintf(p, ` <a href="%s" rel="noreferrer">%s</a>`, html.EscapeString(link), text(link))
			}
		}
		if len(n.Cites) > 0 {
			p.WriteString(".")
		}
		if p.linked[n.Number] {
			fmt.Fprintf(p, ` <a class="back" href="#ref%d" aria-label="back to the text">↩</a>`, n.Number)
		}
		p.WriteString("</li>\n")
	}
	p.WriteString("</ol>\n</section>\n")
}

// text keeps words from being taken for markup, and the blanks at their ends.
func text(s string) string {
	lead, trail := len(s)-len(strings.TrimLeft(s, " ")), len(s)-len(strings.TrimRight(s, " "))
	if lead == len(s) {
		return s
	}
	return s[:lead] + html.EscapeString(document.Clean(s)) + s[len(s)-trail:]
}
