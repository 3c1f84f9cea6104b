package docx

import (
	"fmt"
	"strings"

	"policygraph/graph/brief/document"
)

// paper is the text of a document being written.
type paper struct {
	strings.Builder
	notes []document.Note
	seen  map[int]bool // notes that were referred to
	links links
	image []byte
}

// styleOf are the paragraph styles of blocks.
var styleOf = map[document.Kind]string{document.Paragraph: "BodyText", document.Heading: "Heading2", document.Lead: "Lead", document.Item: "ListBullet"}

// body returns the main part.
func (p *paper) body(d *document.Document) (string, error) {
	p.WriteString(header + `<w:document ` + names + ` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>`)
	p.paragraph("Title", []document.Run{{Text: d.Title}})
	p.paragraph("Subtitle", []document.Run{{Text: d.Subtitle}})
	for i, s := range d.Sections {
		if s.Title != "" {
			p.paragraph("Heading1", []document.Run{{Text: s.Title}})
		}
		for _, b := range s.Blocks {
			p.paragraph(styleOf[b.Kind], b.Text)
		}
		if i == 0 && d.Picture != nil {
			if err := p.picture(d.Picture); err != nil {
				return "", err
			}
		}
	}
	p.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId5"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1021" w:right="1134" w:bottom="1021" w:left="1134" w:header="567" w:footer="510" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return p.String(), nil
}

func (p *paper) paragraph(style string, runs []document.Run) {
	fmt.Fprintf(p, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, style)
	for _, r := range runs {
		properties := ""
		if r.Faint {
			properties = `<w:rPr><w:rStyle w:val="Faint"/></w:rPr>`
		}
		fmt.Fprintf(p, `<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>`, properties, text(r.Text))
		for i, n := range r.Notes {
			if i > 0 {
				p.WriteString(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>,</w:t></w:r>`)
			}
			p.mark(n)
		}
	}
	p.WriteString("</w:p>")
}

// mark refers to a note: the first time as an footnote, which a bookmark names, later by a field that shows the number again.
func (p *paper) mark(n int) {
	const style = `<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>`
	if !p.seen[n] {
		p.seen[n] = true
		fmt.Fprintf(p, `<w:bookmarkStart w:id="%d" w:name="note%d"/><w:r>%s<w:footnoteReference w:id="%d"/></w:r><w:bookmarkEnd w:id="%d"/>`, n, n, style, n, n)
		return
	}
	fmt.Fprintf(p, `<w:r>%s<w:fldChar w:fldCharType="begin"/></w:r><w:r>%s<w:instrText xml:space="preserve"> NOTEREF note%d \f \h </w:instrText></w:r>`+
		`<w:r>%s<w:fldChar w:fldCharType="separate"/></w:r><w:r>%s<w:t>%d</w:t></w:r><w:r>%s<w:fldChar w:fldCharType="end"/></w:r>`, style, style, n, style, style, n, style)
}

// widthEMU is the width of the picture on paper: 14.5 cm in English Metric Units.
const widthEMU = 14.5 * 360000

func (p *paper) picture(d *document.Picture) error {
	width, height, err := p.draw(d)
	if err != nil {
		return err
	}
	cx, cy := int(widthEMU), int(widthEMU*height/width)
	caption := text(d.Caption)
	fmt.Fprintf(p, `<w:p><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/>`+
		`<wp:docPr id="1" name="Picture 1" descr="%s"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="image1.png" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId6"/>`+
		`<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		cx, cy, caption, caption, cx, cy)
	p.paragraph("Caption", []document.Run{{Text: d.Caption}})
	return nil
}

// rels names the other parts that the main part uses.
func (p *paper) rels() string {
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + relationships + kind + `" Target="` + target + `"/>`
	}
	more := rel("rId1", "styles", "styles.xml") + rel("rId2", "numbering", "numbering.xml") + rel("rId3", "settings", "settings.xml") +
		rel("rId4", "footnotes", "footnotes.xml") + rel("rId5", "footer", "footer1.xml")
	if len(p.image) > 0 {
		more += rel("rId6", "image", "media/image1.png")
	}
	return links(nil).xml(more)
}

// footnotes returns the part that holds them.
func (p *paper) footnotes() string {
	var b strings.Builder
	b.WriteString(header + `<w:footnotes ` + names + `>` +
		`<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>` +
		`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	for _, n := range p.notes {
		fmt.Fprintf(&b, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>`+
			`<w:r><w:t xml:space="preserve"> %s</w:t></w:r>`, n.Number, text(n.Text()))
		for i, c := range n.Cites {
			lead := "; "
			if i == 0 {
				lead = " The report cites: "
			}
			fmt.Fprintf(&b, `<w:r><w:t xml:space="preserve">%s%s</w:t></w:r>`, lead, text(c.Text))
			if link := document.Link(c.URL); link != "" {
				fmt.Fprintf(&b, `<w:r><w:t xml:space="preserve"> </w:t></w:r><w:hyperlink r:id="%s"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>%s</w:t></w:r></w:hyperlink>`, p.links.add(link), text(link))
			}
		}
		if len(n.Cites) > 0 {
			b.WriteString(`<w:r><w:t>.</w:t></w:r>`)
		}
		b.WriteString("</w:p></w:footnote>")
	}
	b.WriteString("</w:footnotes>")
	return b.String()
}
