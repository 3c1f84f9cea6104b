// Package markdown writes a briefing as Markdown with footnotes, as pandoc, GitHub and most readers know them. What enters is a
// document; what leaves is text, in which nothing of the document's words can be taken for markup. The picture is left out.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"policygraph/graph/brief/document"
)

// Write writes the briefing.
func Write(w io.Writer, d *document.Document) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n*%s*\n", escape(d.Title), escape(d.Subtitle))
	for _, s := range d.Sections {
		if s.Title != "" {
			fmt.Fprintf(&b, "\n## %s\n", escape(s.Title))
		}
		last := document.Kind("")
		for _, block := range s.Blocks {
			if block.Kind != document.Item || last != document.Item {
				b.WriteByte('\n')
			}
			last = block.Kind
			b.WriteString(map[document.Kind]string{document.Heading: "### ", document.Item: "- "}[block.Kind])
			text := runs(block.Text)
			if block.Kind == document.Paragraph || block.Kind == document.Item {
				text = begin(text)
			}
			if block.Kind == document.Lead {
				text = "*" + text + "*"
			}
			b.WriteString(text + "\n")
		}
	}
	if len(d.Notes) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", document.NotesTitle)
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "[^%d]: %s%s\n", n.Number, escape(n.Text()), cited(n.Cites))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func runs(list []document.Run) string {
	var b strings.Builder
	for _, r := range list {
		b.WriteString(escape(r.Text))
		for _, n := range r.Notes {
			fmt.Fprintf(&b, "[^%d]", n)
		}
	}
	return b.String()
}

// cited names what the report cites.
func cited(list []document.Cited) string {
	var parts []string
	for _, c := range list {
		text := escape(c.Text)
		if link := document.Link(c.URL); link != "" {
			text += " <" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(link) + ">"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return ""
	}
	return " The report cites: " + strings.Join(parts, "; ") + "."
}

// escape keeps text from being taken for markup.
func escape(s string) string {
	var b strings.Builder
	lead := len(s) - len(strings.TrimLeft(s, " "))
	trail := len(s) - len(strings.TrimRight(s, " "))
	if lead == len(s) {
		return s
	}
	for _, r := range document.Clean(s) {
		if strings.ContainsRune("\\`*_[]<>#|~$&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return s[:lead] + b.String() + s[len(s)-trail:]
}

// begin keeps the first letters of a block from making it a list or a line; only there can they.
func begin(s string) string {
	if s == "" {
		return s
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case strings.ContainsRune("-+=", rune(s[0])):
		return "\\" + s
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')'):
		return s[:digits] + "\\" + s[digits:]
	}
	return s
}
