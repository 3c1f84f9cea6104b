package docx

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the sample anew")

// sample is a short report in our own words. Package read keeps what is read of it in a golden file.
func sample() (string, map[string]string) {
	body := p(ofStyle("Title"), "Harbour Plan") + p(ofStyle("Subtitle"), "For the council of Port Moor") +
		p(ofStyle("Ttulo1"), "The channel") +
		`<w:p>` + run("", "The council of ") + run(`<w:i/>`, "Port") + run("", " ") + run(`<w:b/>`, "Moor") + run("", " shall dredge the channel.") + noteMark("2") +
		`<w:r><w:lastRenderedPageBreak/></w:r>` + run("", " It meets in ") + `<w:hyperlink r:id="web">` + run("", "May") + `</w:hyperlink>` + run("", ".") + `</w:p>` +
		p(inList(2, 0), "Hire a surveyor.") + p(inList(2, 1), "By spring.") + p(inList(2, 0), "Ask the pilots.") +
		p(ofStyle("Num1"), "Costs") + cells(2, tc(p("", "Year"))+tc(p("", "Cost")), tc(p("", "2030"))+tc(p("", "12"))) +
		p(ofStyle("Cap"), "Table 1. Costs") + `<w:p>` + run("", "The end.") + box(p(ofStyle("Q"), "Nobody drowns.")) + `</w:p>`
	all := map[string]string{
		"docProps/core.xml": `<core><title>Old plan</title><creator>Ada Moor</creator><modified>2030-01-02T03:04:05Z</modified></core>`,
		"docProps/app.xml":  `<Properties><Pages>2</Pages><Company>Port Moor</Company></Properties>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	return body, all
}

// TestSample verifies that the sample is what this test makes; -update makes it.
func TestSample(t *testing.T) {
	const file = "testdata/harbour.docx"
	body, all := sample()
	made := pack(t, body, all)
	if *update {
		if err := os.WriteFile(file, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read("a.docx", data)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Read("a.docx", made)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the file is not up to date: %s", diff)
	}
}

// FuzzFile reads damaged files: an error or a valid document, but no crash.
func FuzzFile(f *testing.F) {
	body, all := sample()
	f.Add(pack(f, body, all))
	f.Add(pack(f, "", nil))
	f.Add([]byte(oleMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := Read("a.docx", data); err == nil {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzBody reads odd documents, with the styles, numbers and notes of the cases.
func FuzzBody(f *testing.F) {
	for _, c := range cases {
		f.Add(c.body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		d, err := Read("a.docx", pack(t, body, parts))
		if err != nil {
			return
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestOrder reads the same file often: the same bytes give the same document.
func TestOrder(t *testing.T) {
	body, all := sample()
	data := pack(t, body, all)
	first, err := Read("a.docx", data)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := Read("a.docx", data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestLinear verifies that hostile bodies of two megabytes are read in seconds.
func TestLinear(t *testing.T) {
	for _, s := range []string{
		"<w:p/>", `<w:p><w:pPr>` + inList(2, 8) + `</w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`,
		cells(1, tc("<w:p/>")), `<w:p>` + box(p("", "x")) + `</w:p>`, `<w:p>` + fieldMark("begin") + `</w:p>`, noteMark("2"), `<w:p>` + noteMark("2") + `</w:p>`,
	} {
		linear(t, strings.Repeat(s, 2<<20/len(s)))
	}
	for _, s := range []string{
		fieldMark("begin"), fieldMark("begin") + fieldMark("separate"), `<w:r><w:br/></w:r>`, `<w:r><w:tab/></w:r>`, run(`<w:b/>`, "a") + run(`<w:i/>`, "b"),
		run(`<w:vertAlign w:val="superscript"/>`, "1"), run("", "a-") + `<w:r><w:br/></w:r>`, box(p("", "x")), noteMark("7"), run("", "•") + `<w:r><w:br/></w:r>`,
	} {
		linear(t, `<w:p>`+strings.Repeat(s, 2<<20/len(s))+`</w:p>`)
	}
	const deep = 25
	linear(t, strings.Repeat(`<w:tbl><w:tr><w:tc>`, deep)+strings.Repeat(p("", "x"), 40000)+strings.Repeat(`</w:tc></w:tr></w:tbl>`, deep))
}

func linear(t *testing.T, body string) {
	t.Helper()
	start := time.Now()
	d, err := Read("a.docx", pack(t, "<w:p><w:r><w:t>"+noise+"</w:t></w:r></w:p>"+body, parts))
	if err != nil {
		t.Errorf("%.80s: %v", body, err)
		return
	}
	if err := d.Check(); err != nil {
		t.Errorf("%.80s: %v", body, err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("%.80s: %v", body, took)
	}
}

// noise does not compress, so that repetition stays below the limit of expansion.
var noise = func() string {
	b := make([]byte, 20<<10)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}()

// BenchmarkRead measures by the bytes of document.xml, which looks as Word writes it.
func BenchmarkRead(b *testing.B) {
	const looks = `<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="24"/><w:szCs w:val="24"/>`
	part := p(ofStyle("H2"), "A heading of the plan") + `<w:p w:rsidR="00A73CD2" w:rsidRDefault="0045390A"><w:pPr><w:jc w:val="both"/><w:rPr>` + looks + `</w:rPr></w:pPr>` +
		strings.Repeat(run(looks, "The council of Port Moor shall dredge the channel ")+run(looks+"<w:b/>", "before the next spring tide, ")+noteMark("2"), 4) + `</w:p>` +
		p(inList(2, 0), "The council should hire a surveyor.") + cells(2, tc(p("", "a"))+tc(p("", "b")))
	body := strings.Repeat(part, 1000)
	data := pack(b, body, parts)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("a.docx", bytes.Clone(data)); err != nil {
			b.Fatal(err)
		}
	}
}
