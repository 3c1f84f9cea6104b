package brief

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/brief/document"
)

// evil is what a report may say to be taken for markup.
const evil = "<script>alert(1)</script> & *bold* _it_ [x](javascript:y) `code` # head | a ]]> \"q\" 'a' \x00\x1b\u202E end"

// hostile is a briefing all of whose words are evil.
func hostile() *document.Document {
	return &document.Document{
		Title: evil, Subtitle: evil,
		Sections: []document.Section{
			{Blocks: []document.Block{{Kind: document.Paragraph, Text: []document.Run{{Text: evil, Notes: []int{1}}, {Text: " (less sure)", Faint: true}}}}},
			{Title: evil, Blocks: []document.Block{
				{Kind: document.Heading, Text: []document.Run{{Text: evil}}},
				{Kind: document.Lead, Text: []document.Run{{Text: evil}}},
				{Kind: document.Item, Text: []document.Run{{Text: "- " + evil, Notes: []int{1, 2}}}},
				{Kind: document.Item, Text: []document.Run{{Text: "1. " + evil}}},
				{Kind: document.Paragraph, Text: []document.Run{{Text: "+ plus"}}},
			}},
		},
		Picture: &document.Picture{Caption: evil,
			Nodes: []document.Node{{Label: evil, Focus: true}, {Label: "Šárka Ελλάς Россия", X: 1}, {Label: "Supercalifragilisticexpialidocious-without-any-blank", Y: 1}},
			Edges: []document.Edge{{From: 0, To: 1}, {From: 1, To: 2, Tie: 1}},
			Types: []document.Key{{Label: evil, Color: `"#><`}}, Ties: []document.Key{{Label: "a", Color: "#112233"}, {Label: "b", Color: "#AABBCC", Dashed: true}}},
		Notes: []document.Note{
			{Number: 1, Quote: evil, Report: evil, Place: evil, Cites: []document.Cited{{Text: evil, URL: "https://example.org/?a=\"><b>&c=d"}, {Text: "x", URL: "javascript:alert(1)"}}},
			{Number: 2, Place: "line 3"},
		},
	}
}

func written(t *testing.T, format string, d *document.Document) []byte {
	t.Helper()
	f, err := Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameBytes(t *testing.T) {
	for _, f := range Formats() {
		if first, second := written(t, f.Name, hostile()), written(t, f.Name, hostile()); !bytes.Equal(first, second) {
			t.Errorf("%s differs from one run to the next", f.Name)
		}
	}
}

// wellFormed reads XML to its end.
func wellFormed(t *testing.T, name string, raw []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(raw))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

var control = regexp.MustCompile("[\x00-\x08\x0b-\x1f\u202E]")

func TestHTMLIsSafe(t *testing.T) {
	page := string(written(t, "html", hostile()))
	for _, bad := range []string{"<script", "javascript:alert", "src=", "http-equiv=\"refresh", "<b>", "@import", "url("} {
		if strings.Contains(strings.ReplaceAll(page, "[x](javascript:y)", ""), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, want := range []string{"&lt;script&gt;", "default-src 'none'; style-src 'sha256-", "prefers-color-scheme: dark", "@media print", `href="#note1"`, `id="note1"`, `href="#ref1"`, "<svg", "Šárka"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if control.MatchString(page) {
		t.Error("control characters in the page")
	}
	body := page[strings.Index(page, "<body>"):strings.Index(page, "</html>")]
	wellFormed(t, "page", []byte(body))
}

func TestMarkdownIsEscaped(t *testing.T) {
	text := string(written(t, "md", hostile()))
	if control.MatchString(text) {
		t.Error("control characters in the text")
	}
	for _, bad := range regexp.MustCompile(`[^\\][<*_|]script|[^\\]<script|[^\\]\*bold|[^\\]_it|[^\\]\[x`).FindAllString(text, -1) {
		t.Errorf("%q can be taken for markup", bad)
	}
	for _, want := range []string{`\<script\>alert(1)\</script\>`, `\*bold\*`, `\[x\](javascript:y)`, "- \\- \\<script", "- 1\\. \\<script", "\n\\+ plus\n", "[^1][^2]", "[^2]: Line 3."} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "<javascript") {
		t.Error("a link leads to a script")
	}
}

func TestDocx(t *testing.T) {
	raw := written(t, "docx", hostile())
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(data)
		if !strings.HasSuffix(f.Name, ".png") {
			wellFormed(t, f.Name, data)
		}
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", z.File[0].Name)
	}
	for name, target := range map[string]string{"word/_rels/document.xml.rels": "word/", "_rels/.rels": "", "word/_rels/footnotes.xml.rels": "word/"} {
		for _, m := range regexp.MustCompile(`Target="([^"]+)"( TargetMode="External")?`).FindAllStringSubmatch(parts[name], -1) {
			if m[2] == "" && parts[target+m[1]] == "" {
				t.Errorf("%s: %s is missing", name, m[1])
			}
		}
	}
	body, notes := parts["word/document.xml"], parts["word/footnotes.xml"]
	for _, id := range []string{"1", "2"} {
		if strings.Count(body, `<w:footnoteReference w:id="`+id+`"/>`) != 1 || strings.Count(notes, `<w:footnote w:id="`+id+`">`) != 1 {
			t.Errorf("note %s is not referred to once", id)
		}
	}
	if !strings.Contains(body, " NOTEREF note1 ") {
		t.Error("the second mark of note 1 is no field")
	}
	for _, style := range regexp.MustCompile(`w:(?:pStyle|rStyle) w:val="([^"]+)"`).FindAllStringSubmatch(body+notes+parts["word/footer1.xml"], -1) {
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+style[1]+`"`) {
			t.Errorf("style %s is not defined", style[1])
		}
	}
	if strings.Contains(parts["word/_rels/footnotes.xml.rels"], "javascript") {
		t.Error("a link leads to a script")
	}
	picture, err := png.Decode(strings.NewReader(parts["word/media/image1.png"]))
	if err != nil {
		t.Fatal(err)
	}
	if w := picture.Bounds().Dx(); w < 1500 {
		t.Errorf("the picture is %d pixels wide", w)
	}
}

func TestDocxWithoutNotesAndPicture(t *testing.T) {
	raw := written(t, "docx", &document.Document{Title: "A", Subtitle: "B"})
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if strings.Contains(f.Name, "media") || f.Name == "word/_rels/footnotes.xml.rels" {
			t.Errorf("%s is there", f.Name)
		}
	}
}

func TestJSONComesBack(t *testing.T) {
	var back document.Document
	if err := json.Unmarshal(written(t, "json", hostile()), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(hostile(), &back); diff != "" {
		t.Error(diff)
	}
}

func TestFormats(t *testing.T) {
	for path, want := range map[string]string{"a.md": "md", "a.HTML": "html", "x/a.docx": "docx", "a.json": "json"} {
		if f, err := ForPath(path); err != nil || f.Name != want {
			t.Errorf("%s: %s, %v", path, f.Name, err)
		}
	}
	if _, err := ForPath("a.pdf"); err == nil || !strings.Contains(err.Error(), "a.pdf") {
		t.Errorf("a.pdf: %v", err)
	}
	if _, err := Lookup("rtf"); err == nil || !strings.Contains(err.Error(), "md, html, docx, json") {
		t.Errorf("rtf: %v", err)
	}
}
