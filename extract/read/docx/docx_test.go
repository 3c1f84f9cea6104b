package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"testing"

	"policygraph/extract/source"
)

const (
	namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	rels   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
)

// pack makes a document of a body and other parts; names without a folder are parts of word/.
func pack(tb testing.TB, body string, parts map[string]string) []byte {
	tb.Helper()
	all := map[string]string{
		"_rels/.rels": fmt.Sprintf(rels, `<Relationship Id="a" Type="`+office+`officeDocument" Target="word/document.xml"/>`+
			`<Relationship Id="b" Type="x/core-properties" Target="docProps/core.xml"/><Relationship Id="c" Type="x/extended-properties" Target="docProps/app.xml"/>`),
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document` + namespaces + `><w:body>` + body + `</w:body></w:document>`,
	}
	ties := `<Relationship Id="web" Type="` + office + `hyperlink" Target="https://example.org/a" TargetMode="External"/>`
	for name, text := range parts {
		kind, isPart := strings.CutSuffix(name, ".xml")
		switch {
		case isPart && !strings.Contains(name, "/"):
			ties += `<Relationship Id="` + kind + `" Type="` + office + kind + `" Target="` + name + `"/>`
			all["word/"+name] = "<w:" + kind + namespaces + ">" + text + "</w:" + kind + ">"
		default:
			all[name] = text
		}
	}
	all["word/_rels/document.xml.rels"] = fmt.Sprintf(rels, ties)
	return zipped(tb, all)
}

func zipped(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	sort.Strings(names)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		method := zip.Store // which is fast
		if len(parts[name]) > 64<<10 {
			method = zip.Deflate
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[name]); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// p is a paragraph of plain text with the given properties.
func p(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + run("", text) + `</w:p>`
}

func run(properties, text string) string {
	return `<w:r><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func ofStyle(id string) string { return `<w:pStyle w:val="` + id + `"/>` }
func inList(id, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id)
}
func fieldMark(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
func instr(code string) string     { return `<w:r><w:instrText>` + code + `</w:instrText></w:r>` }

// parts are the styles, numbers and notes of the cases.
var parts = map[string]string{
	"styles.xml": `<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		def("Normal", "Normal", "", "") + def("Ttulo1", "heading 1", "Normal", `<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>`) +
		def("H2", "heading 2", "Normal", `<w:pPr><w:outlineLvl w:val="1"/></w:pPr>`) + def("Ueb3", "Überschrift 3", "Normal", "") +
		def("Chapter", "Chapter head", "Ttulo1", "") + def("Aside", "Aside", "Ttulo1", `<w:pPr><w:outlineLvl w:val="9"/></w:pPr>`) +
		def("Own", "Own head", "", `<w:pPr><w:outlineLvl w:val="3"/></w:pPr>`) + def("Title", "Title", "Normal", "") + def("Subtitle", "Subtitle", "", "") +
		def("TOC1", "toc 1", "", "") + def("Cap", "caption", "", `<w:rPr><w:i/></w:rPr>`) + def("Q", "Intense Quote", "", `<w:rPr><w:i/></w:rPr>`) +
		def("LB", "List Bullet", "", listed(1)) + def("LB2", "List Bullet 2", "", "") + def("LN", "List Number", "", "") + def("LP", "List Paragraph", "", "") +
		def("Loud", "Loud", "", `<w:rPr><w:b/></w:rPr>`) + def("A", "A", "B", "") + def("B", "B", "A", "") + def("Num1", "Numbered head", "Ttulo1", listed(3)) +
		`<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Mark"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`,
	"numbering.xml": abstract(1, lvl(0, "bullet", "\uf0b7")+lvl(1, "bullet", "o")) +
		abstract(2, lvl(0, "decimal", "%1.")+lvl(1, "lowerLetter", "(%2)")+lvl(2, "lowerRoman", "%3.")) +
		abstract(3, lvl(0, "decimal", "%1")+lvl(1, "decimal", "%1.%2")+lvl(2, "upperLetter", "%1.%2.%3")) +
		abstract(4, lvl(0, "upperRoman", "Article %1")) + abstract(5, lvl(0, "none", "")) +
		abstract(6, `<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="[%1]"/></w:lvl>`) +
		abstract(7, lvl(0, "upperRoman", "%1.")+`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlRestart w:val="0"/><w:lvlText w:val="%1.%2"/></w:lvl>`) +
		use(1, 1, "") + use(2, 2, "") + use(3, 3, "") + use(4, 4, "") + use(5, 5, "") + use(6, 6, "") + use(7, 7, "") +
		use(8, 2, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>`),
	"footnotes.xml": `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		`<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>` + run("", " First.") + `</w:p><w:p>` + run("", "More.") + `</w:p></w:footnote>` +
		`<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>` + run("", " Second.") + `</w:p></w:footnote>` +
		`<w:footnote w:id="8"><w:p>` + run("", "* Own.") + `</w:p></w:footnote><w:footnote w:id="9"><w:p>` + run("", "Nobody cites it.") + `</w:p></w:footnote>`,
	"endnotes.xml": `<w:endnote w:id="1"><w:p>` + run("", "At the end.") + `</w:p></w:endnote>`,
	"header1.xml":  p("", "Running head"),
}

func def(id, name, based, rest string) string {
	first := ""
	if id == "Normal" {
		first = ` w:default="1"`
	}
	return `<w:style w:type="paragraph" w:styleId="` + id + `"` + first + `><w:name w:val="` + name + `"/><w:basedOn w:val="` + based + `"/>` + rest + `</w:style>`
}

func listed(id int) string {
	return fmt.Sprintf(`<w:pPr><w:numPr><w:numId w:val="%d"/></w:numPr></w:pPr>`, id)
}

func abstract(id int, levels string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, levels)
}

func lvl(i int, format, text string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:pPr><w:ind w:left="%d"/></w:pPr></w:lvl>`, i, format, text, 720*(i+1))
}

func use(id, scheme int, rest string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, scheme, rest)
}

// lines writes the blocks of a document, one to a line: kind, level, list, marker, page, and the text with its marks.
func lines(d *source.Document) string {
	var b strings.Builder
	for _, k := range d.Blocks {
		fmt.Fprintf(&b, "%s", k.Kind)
		if k.Level > 0 {
			fmt.Fprintf(&b, " %d", k.Level)
		}
		if k.List > 0 {
			fmt.Fprintf(&b, " #%d", k.List)
		}
		if k.Marker != "" {
			fmt.Fprintf(&b, " [%s]", k.Marker)
		}
		fmt.Fprintf(&b, ": %s\n", marked(d, k))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// marked returns a block's text with its styles and note marks in it.
func marked(d *source.Document, k source.Block) string {
	at := map[int]string{}
	signs := map[source.Style]string{source.Strong: "**", source.Emphasis: "_"}
	for _, in := range d.Inlines {
		if in.Span.Start < k.Span.Start || in.Span.End > k.Span.End {
			continue
		}
		start, end := signs[in.Style], signs[in.Style]
		if in.Style == source.Link {
			start, end = "<", "|"+in.Target+">"
		}
		at[in.Span.Start] += start
		at[in.Span.End] = end + at[in.Span.End]
	}
	for _, r := range d.Refs {
		if r.Offset >= k.Span.Start && r.Offset <= k.Span.End {
			at[r.Offset] += "^" + r.Label
		}
	}
	var b strings.Builder
	for i := k.Span.Start; i <= k.Span.End; i++ {
		b.WriteString(at[i])
		if i < k.Span.End {
			b.WriteByte(d.Text[i])
		}
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read("a.docx", pack(t, c.body, parts))
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Check(); err != nil {
				t.Error(err)
			}
			if got := lines(d); got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

func TestPages(t *testing.T) {
	const rendered, asked = `<w:r><w:lastRenderedPageBreak/></w:r>`, `<w:r><w:br w:type="page"/></w:r>`
	cell := func(s string) string { return `<w:tc><w:p>` + s + `</w:p></w:tc>` }
	body := `<w:p>` + run("", "one ") + rendered + run("", "two") + `</w:p><w:p>` + asked + `</w:p><w:p>` + rendered + run("", "three") + `</w:p>` +
		`<w:tbl><w:tr>` + cell(run("", "a ")+rendered+run("", "b")) + cell(run("", "c ")+rendered+run("", "d")) + `</w:tr></w:tbl>` +
		`<w:p><w:pPr><w:pageBreakBefore/></w:pPr>` + rendered + run("", "five") + `<w:r><w:footnoteReference w:id="2"/></w:r></w:p>` +
		`<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>` + run("", "still") + `</w:p><w:p><w:pPr><w:sectPr/></w:pPr>` + run("", "here") + `</w:p>` + p("", "six")
	d, err := Read("a.docx", pack(t, body, parts))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, pos := range d.Positions {
		end := len(d.Text)
		if i+1 < len(d.Positions) {
			end = d.Positions[i+1].Offset
		}
		got = append(got, fmt.Sprintf("%d:%s", pos.Page, strings.Join(strings.Fields(d.Text[pos.Offset:end]), " ")))
	}
	const want = "1:one 2:two 3:three 3:a 4:b 3:c 4:d 5:five 5:still 5:here 6:six 5:First. 5:More."
	if s := strings.Join(got, " "); s != want || d.Meta.Pages != 6 {
		t.Errorf("got %s, %d pages; want %s", s, d.Meta.Pages, want)
	}
}

func TestMeta(t *testing.T) {
	core := func(s string) map[string]string {
		return map[string]string{"styles.xml": parts["styles.xml"], "docProps/core.xml": `<c:core xmlns:c="c" xmlns:d="d">` + s + `</c:core>`,
			"docProps/app.xml": `<Properties><Company>Harbour Board</Company><Pages>12</Pages></Properties>`}
	}
	const rest = `<d:creator>Ada Moor; Ben Quay</d:creator><d:created>2020-01-02T03:04:05Z</d:created><d:modified>2021-02-03T00:00:00Z</d:modified>`
	for _, c := range []struct{ core, body, want string }{
		{`<d:title>Harbour Plan</d:title>` + rest, p("", "Text"), "Harbour Plan|Ada Moor, Ben Quay|Harbour Board|2021-02-03|12"},
		{`<d:title>plan.doc</d:title>` + rest, p("", "Text"), "plan.doc|Ada Moor, Ben Quay|Harbour Board|2021-02-03|12"},
		{`<d:title>Old</d:title><d:creator>Windows User</d:creator>`, p(ofStyle("Title"), "New") + p(ofStyle("Title"), "Title") + p("", "x"), "New Title|Windows User|Harbour Board||12"},
		{`<d:title>broken`, p("", "Text"), "broken||Harbour Board||12"},
	} {
		d, err := Read("a.docx", pack(t, c.body, core(c.core)))
		if err != nil {
			t.Fatal(err)
		}
		m := d.Meta
		if got := fmt.Sprintf("%s|%s|%s|%s|%d", m.Title, strings.Join(m.Authors, ", "), m.Publisher, m.Date, m.Pages); got != c.want {
			t.Errorf("%s: got %s, want %s", c.core, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	doc := `<w:document` + namespaces + `><w:body>%s</w:body></w:document>`
	one := func(text string) []byte { return zipped(t, map[string]string{"word/document.xml": text}) }
	whole := pack(t, p("", strings.Repeat("text ", 1000)), parts)
	damaged := bytes.Clone(whole)
	copy(damaged[bytes.Index(damaged, []byte("text text text")):], "damage")
	ole := append(bytes.Clone(oleMagic), make([]byte, 600)...)
	locked := append(bytes.Clone(ole), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...)
	for _, c := range []struct {
		name string
		data []byte
		is   error
		want string
	}{
		{"empty", nil, ErrNoWord, "zip: not a valid zip file"},
		{"cut short", whole[:len(whole)/2], ErrNoWord, "zip: not a valid zip file"},
		{"no document", zipped(t, map[string]string{"xl/workbook.xml": "<a/>"}), ErrNoWord, "no part word/document.xml"},
		{"damaged", damaged, nil, "unpack word/document.xml: "},
		{"old", ole, ErrOld, "save it as .docx"},
		{"encrypted", locked, ErrEncrypted, "password"},
		{"bomb", one(fmt.Sprintf(doc, strings.Repeat("<w:p/>", 20<<20/6))), ErrLimit, "unpack word/document.xml: "},
		{"deep", one(fmt.Sprintf(doc, strings.Repeat("<w:sdt><w:sdtContent>", 1000))), nil, "parse word/document.xml: more than 400 elements"},
		{"deep, not read", one(fmt.Sprintf(doc, strings.Repeat("<w:x>", 1000))), nil, "parse word/document.xml: more than 400 elements"},
		{"broken", one(`<w:document><w:body><w:p></w:body>`), nil, "parse word/document.xml: element ends that is not open: body, line 1, column "},
		{"ends early", one(`<w:document><w:body><w:p>`), nil, "parse word/document.xml: "},
		{"behind the end", one(fmt.Sprintf(doc, "") + "<"), nil, "parse word/document.xml: "},
		{"entity", one(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + fmt.Sprintf(doc, p("", "&x;"))), nil, "invalid character entity &x;"},
		{"not a document", one(`<html/>`), nil, "parse word/document.xml: html is not a document"},
		{"nothing", one(""), nil, "parse word/document.xml: unexpected EOF"},
		{"encoding", one(`<?xml version="1.0" encoding="EBCDIC"?><w:document/>`), nil, `unknown encoding "EBCDIC"`},
		{"styles", pack(t, p("", "x"), map[string]string{"styles.xml": "<w:style>"}), nil, "parse word/styles.xml: "},
		{"notes", pack(t, p("", "x"), map[string]string{"footnotes.xml": "<w:footnote>"}), nil, "parse word/footnotes.xml: "},
	} {
		_, err := Read("a.docx", c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		data []byte
		want bool
	}{
		{pack(t, "", nil), true}, {zipped(t, map[string]string{"word/document.xml": ""}), true}, {zipped(t, map[string]string{"a.txt": ""}), false},
		{oleMagic, true}, {[]byte("text"), false}, {nil, false}, {[]byte("PK\x03\x04 text"), false},
	} {
		if got := Detect(c.data); got != c.want {
			t.Errorf("%.20q: %v", c.data, got)
		}
	}
}

// TestEncoding reads UTF-16, other prefixes for the namespace, and names of parts in capitals with backslashes.
func TestEncoding(t *testing.T) {
	text := `<?xml version="1.0" encoding="UTF-16"?><ns0:document xmlns:ns0="x"><ns0:body><ns0:p><ns0:r><ns0:t>Håfen 𝄞</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>`
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, c := range utf16Of(text) {
		b.WriteByte(byte(c))
		b.WriteByte(byte(c >> 8))
	}
	d, err := Read("a.docx", zipped(t, map[string]string{`Word\Document.xml`: b.String()}))
	if err != nil || d.Text != "Håfen 𝄞" {
		t.Errorf("got %v, %v", d, err)
	}
}
