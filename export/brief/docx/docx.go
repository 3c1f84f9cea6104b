// Package docx writes a briefing as a Word document (Office Open XML, ISO/IEC 29500): real headings and lists, footnotes for the
// places of statements, page numbers, the picture as PNG. What enters is a document; what leaves is a zip whose bytes depend on
// the document alone.
package docx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"policygraph/export/brief/drawing"
	"policygraph/graph/brief/document"
)

//go:embed styles.xml
var styles string

//go:embed numbering.xml
var numbering string

// Parts of the package that are the same in every document.
const (
	header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	contentTypes = header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
		`<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

	relationships = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	packageRels   = header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relationships + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

	names = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	settings = header + `<w:settings ` + names + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
		`<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

	footer = header + `<w:ftr ` + names + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">Page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>` +
		`<w:r><w:t xml:space="preserve"> of </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`
)

// epoch is the time of all parts, the earliest that a zip can say: the same bytes always.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes the briefing.
func Write(w io.Writer, d *document.Document) error {
	p := &paper{notes: d.Notes, seen: map[int]bool{}}
	body, err := p.body(d)
	if err != nil {
		return err
	}
	parts := []struct {
		name string
		data string
	}{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", core(d)},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", p.rels()},
		{"word/styles.xml", styles},
		{"word/numbering.xml", numbering},
		{"word/settings.xml", settings},
		{"word/footnotes.xml", p.footnotes()},
		{"word/_rels/footnotes.xml.rels", p.links.xml("")},
		{"word/footer1.xml", footer},
		{"word/media/image1.png", string(p.image)},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, part := range parts {
		if part.data == "" {
			continue
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
		if _, err := io.WriteString(f, part.data); err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write document: %w", err)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// core says what the document is, without a time.
func core(d *document.Document) string {
	return header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + text(d.Title) + `</dc:title><dc:subject>` + text(d.Subtitle) + `</dc:subject><dc:creator>policygraph</dc:creator><dc:language>en</dc:language></cp:coreProperties>`
}

// text keeps words from being taken for markup; blanks at their ends stay.
func text(s string) string {
	lead, trail := len(s)-len(strings.TrimLeft(s, " ")), len(s)-len(strings.TrimRight(s, " "))
	if lead == len(s) {
		return s
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(document.Clean(s))); err != nil {
		return "" // a strings.Builder takes everything
	}
	return s[:lead] + b.String() + s[len(s)-trail:]
}

// links are addresses that notes lead to.
type links []string

// add returns the identifier of the relationship to an address.
func (l *links) add(address string) string {
	for i, have := range *l {
		if have == address {
			return fmt.Sprintf("link%d", i+1)
		}
	}
	*l = append(*l, address)
	return fmt.Sprintf("link%d", len(*l))
}

func (l links) xml(more string) string {
	if len(l) == 0 && more == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + more)
	for i, address := range l {
		fmt.Fprintf(&b, `<Relationship Id="link%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, relationships, text(address))
	}
	b.WriteString("</Relationships>")
	return b.String()
}

// draw makes the picture.
func (p *paper) draw(d *document.Picture) (width, height float64, err error) {
	drawn, err := drawing.New(d)
	if err != nil {
		return 0, 0, err
	}
	p.image, err = drawn.PNG()
	return drawing.Width, drawn.Height, err
}
