// Package brief writes a finished briefing in any of the known formats. What enters is a format's name and a document; what leaves
// is bytes. To add a format, add a folder with its writer and a row to Formats.
package brief

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/export/brief/docx"
	"policygraph/export/brief/html"
	"policygraph/export/brief/markdown"
	"policygraph/graph/brief/document"
)

// Format is a way to write a briefing.
type Format struct {
	Name       string
	Extensions []string
	Help       string
	Binary     bool // not for a terminal

	write func(io.Writer, *document.Document) error
}

// Formats returns all formats. The first is the one that is written where nothing else is said.
func Formats() []Format {
	return []Format{
		{"md", []string{".md", ".markdown"}, "Markdown with footnotes", false, markdown.Write},
		{"html", []string{".html", ".htm"}, "one web page with the picture, for the screen and for paper", false, html.Write},
		{"docx", []string{".docx"}, "Word and LibreOffice, with the picture and footnotes", true, docx.Write},
		{"json", []string{".json"}, "the parts of the briefing, for other programs", false, writeJSON},
	}
}

// Lookup returns the format of that name.
func Lookup(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("unknown format %q; known are %s", name, strings.Join(names, ", "))
}

// ForPath returns the format that the extension of a file name means.
func ForPath(path string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(path))
	var known []string
	for _, f := range Formats() {
		if slices.Contains(f.Extensions, ext) {
			return f, nil
		}
		known = append(known, f.Extensions...)
	}
	return Format{}, fmt.Errorf("no format for files like %s; known are %s", filepath.Base(path), strings.Join(known, ", "))
}

// Write writes the briefing.
func (f Format) Write(w io.Writer, d *document.Document) error {
	if err := f.write(w, d); err != nil {
		return fmt.Errorf("write briefing as %s: %w", f.Name, err)
	}
	return nil
}

func writeJSON(w io.Writer, d *document.Document) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(d)
}
