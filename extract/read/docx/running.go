package docx

import (
	"encoding/xml"
	"path"
	"slices"
	"strings"

	"policygraph/extract/source"
)

// running notes the text of the headers and footers, which may name the report. They may be broken without loss to the text.
func (r *reader) running() {
	var parts []string
	for _, rel := range r.partRels {
		if kind := path.Base(rel.kind); !rel.external && (kind == "header" || kind == "footer") && r.archive.files[key(rel.target)] != nil {
			parts = append(parts, rel.target)
		}
	}
	slices.Sort(parts)
	for _, part := range slices.Compact(parts) {
		text, err := r.archive.read(part)
		if err == nil {
			c := newCursor(part, text)
			c.root()
			for _, line := range c.paragraphs() {
				r.Running(line)
			}
			err = c.err
		}
		if err != nil {
			r.Remark(source.Remark{Severity: source.Warning, Message: err.Error()})
		}
	}
}

// paragraphs returns the text of the paragraphs within the open element, without the codes of fields.
func (c *cursor) paragraphs() []string {
	var out []string
	var line strings.Builder
	depth, text := len(c.open), false
	for len(c.open) >= depth {
		switch t := c.token().(type) {
		case nil:
			return out
		case element:
			text = t.Name.Local == "t"
			if t.Name.Local == "tab" || t.Name.Local == "br" {
				line.WriteByte(' ')
			}
		case xml.CharData:
			if text {
				line.Write(t)
			}
		case xml.EndElement:
			text = false
			if t.Name.Local == "p" {
				out = append(out, line.String())
				line.Reset()
			}
		}
	}
	return out
}
