package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// made is a PDF file on its way: objects by number, from 1.
type made struct{ objects []string }

func (m *made) add(object string) int {
	m.objects = append(m.objects, object)
	return len(m.objects)
}

func (m *made) stream(dict, data string) int {
	return m.add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

// textLine is a line of text on a page.
type textLine struct {
	x, y, size float64
	text       string
}

// file makes a file of pages; catalog and trailer are added to these dictionaries.
func (m *made) file(pages [][]textLine, catalog, trailer string) []byte {
	font := m.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	tree := len(m.objects) + 2*len(pages) + 1
	var kids []string
	for _, lines := range pages {
		var b strings.Builder
		for _, l := range lines {
			fmt.Fprintf(&b, "BT /F1 %g Tf %g %g Td (%s) Tj ET\n", l.size, l.x, l.y, strings.NewReplacer("(", `\(`, ")", `\)`).Replace(l.text))
		}
		content := m.stream("", b.String())
		kids = append(kids, fmt.Sprintf("%d 0 R", m.add(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>", tree, content, font))))
	}
	m.add(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	root := m.add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R %s >>", tree, catalog))
	return m.write(fmt.Sprintf("/Root %d 0 R %s", root, trailer))
}

// write writes the objects with their table.
func (m *made) write(trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	var at []int
	for i, o := range m.objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, table)
	return b.Bytes()
}

// numberedPages makes pages of text with the given numbers at their feet.
func numberedPages(numbers ...string) [][]textLine {
	var out [][]textLine
	for i, n := range numbers {
		lines := []textLine{{72, 760, 18, fmt.Sprintf("Chapter %c of the Harbour Plan", 'A'+i)}}
		for k := range 12 {
			lines = append(lines, textLine{72, 700 - 14*float64(k), 11, fmt.Sprintf("The council of page %c has dredged the channel in year %d and paid for it.", 'A'+i, 1900+k)})
		}
		if n != "" {
			lines = append(lines, textLine{290, 40, 9, n})
		}
		out = append(out, lines)
	}
	return out
}

func TestPageLabels(t *testing.T) {
	for _, c := range []struct {
		name, catalog string
		numbers       []string
		want          []string
	}{
		{"of counting", "", []string{"1", "2", "3", "4"}, nil},
		{"none", "", []string{"", "", "", ""}, nil},
		{"of the file", "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (A-) >>] >>", []string{"", "", "", ""}, []string{"i", "ii", "A-1", "A-2"}},
		{"of counting in the file", "/PageLabels << /Nums [0 << /S /D >>] >>", []string{"", "", ""}, nil},
		{"printed", "", []string{"", "iv", "v", "vi", "1", "2", "3", ""}, []string{"iii", "iv", "v", "vi", "1", "2", "3", "4"}},
		{"an excerpt", "", []string{"Harbour Plan 41", "42 Harbour Plan", "Harbour Plan 43", "44 Harbour Plan"}, []string{"41", "42", "43", "44"}},
		{"a year, not a page", "", []string{"Harbour Plan 2021", "Harbour Plan 2021", "Harbour Plan 2021", "Harbour Plan 2021"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := cached(t).Read("x.pdf", new(made).file(numberedPages(c.numbers...), c.catalog, ""))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(d.Meta.Labels, c.want) {
				t.Errorf("got %q, want %q", d.Meta.Labels, c.want)
			}
			for _, n := range c.numbers {
				if n != "" && strings.Contains("\n"+d.Text+"\n", "\n"+n+"\n") {
					t.Errorf("page number %q in the text", n)
				}
			}
		})
	}
}

func TestMetadata(t *testing.T) {
	const xmp = `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Deep &amp; Clear Water</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Ada Moor</rdf:li><rdf:li>Ben Quay</rdf:li></rdf:Seq></dc:creator>
<dc:publisher><rdf:Bag><rdf:li>Harbour Institute</rdf:li></rdf:Bag></dc:publisher><prism:publicationDate>2021-03-04</prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
	for _, c := range []struct{ name, xmp, info, want string }{
		{"information", "", "/Title (Deep Water) /Author (Ada Moor; Ben Quay) /CreationDate (D:20210405060708Z)", `"Deep Water" ["Ada Moor" "Ben Quay"] "" 2021-04-05 unsure true`},
		{"XMP", xmp, "/Title (Microsoft Word - x.doc) /Author (amoor) /CreationDate (D:20210405060708Z)", `"Deep & Clear Water" ["Ada Moor" "Ben Quay"] "Harbour Institute" 2021-03-04 unsure false`},
		{"broken XMP", "<x:xmpmeta><dc:title>", "/Title (Deep Water)", `"Deep Water" [] ""  unsure true`},
		{"entities are not opened", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + strings.Replace(xmp, "Deep", "&e;", 1), "", `"&e; & Clear Water" ["Ada Moor" "Ben Quay"] "Harbour Institute" 2021-03-04 unsure false`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &made{}
			info := m.add("<< " + c.info + " >>")
			packet := m.stream("/Type /Metadata /Subtype /XML", c.xmp)
			d, err := cached(t).Read("x.pdf", m.file(numberedPages("1", "2"), fmt.Sprintf("/Metadata %d 0 R", packet), fmt.Sprintf("/Info %d 0 R", info)))
			if err != nil {
				t.Fatal(err)
			}
			k := d.Meta
			if got := fmt.Sprintf("%q %q %q %s unsure %v", k.Title, k.Authors, k.Publisher, k.Date, k.UnsureDate); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// packed is data as a stream with /FlateDecode holds it.
func packed(t testing.TB, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
