package htmldoc

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"policygraph/extract/source"
)

// brief writes a document in one line per block: kind, level or marker, text with note marks.
func brief(d *source.Document) string {
	var b strings.Builder
	k := 0
	for _, n := range d.Blocks {
		fmt.Fprintf(&b, "%s", n.Kind)
		if n.Level > 0 {
			fmt.Fprintf(&b, " %d", n.Level)
		}
		if n.Marker != "" {
			fmt.Fprintf(&b, " %s", n.Marker)
		}
		b.WriteString(": ")
		at := n.Span.Start
		for ; k < len(d.Refs) && d.Refs[k].Offset <= n.Span.End; k++ {
			b.WriteString(d.Text[at:d.Refs[k].Offset] + "{" + d.Refs[k].Label + "}")
			at = d.Refs[k].Offset
		}
		b.WriteString(strings.ReplaceAll(d.Text[at:n.Span.End], "\t", " | ") + "\n")
	}
	for _, r := range d.Remarks {
		fmt.Fprintf(&b, "remark in line %d: %s\n", r.Line, r.Message)
	}
	return b.String()
}

// TestCases reads testdata/pages.cases: pages and what comes of them, divided by lines of dots; cases end with lines of signs.
func TestCases(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "pages.cases"))
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range strings.Split(string(raw), "\n====\n") {
		name, rest, _ := strings.Cut(strings.TrimPrefix(c, "\n"), "\n")
		page, want, ok := strings.Cut(rest, "\n....\n")
		if !ok {
			t.Fatalf("case %d has no expectation", i+1)
		}
		t.Run(fmt.Sprintf("%d %s", i+1, name), func(t *testing.T) {
			doc, err := Read("case.html", []byte(page))
			if err != nil {
				t.Fatal(err)
			}
			if err := doc.Check(); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(brief(doc))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestCharset(t *testing.T) {
	for _, c := range []struct{ name, data, want, remark string }{
		{"utf-8", "<p>caf\xc3\xa9", "café", ""},
		{"mark", "\xef\xbb\xbf<p>caf\xc3\xa9", "café", ""},
		{"declared", "<meta charset=iso-8859-2><p>\xb1le", "ąle", ""},
		{"http-equiv", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>` + "\xcf\xf0\xe8", "При", ""},
		{"false declaration", "<meta charset=iso-8859-1><p>caf\xc3\xa9", "café", ""},
		{"none", "<p>caf\xe9 \x93x\x94", "café “x”", "the page does not name its charset; read as windows-1252"},
		{"utf-16", "\xff\xfe<\x00p\x00>\x00\xe9\x00", "é", ""},
		{"japanese", "<meta charset=shift_jis><p>\x93\xfa\x96\x7b", "日本", ""},
		{"invalid", "<meta charset=utf-8>\n<p>caf\xe9 bar", "caf\ufffd bar", "1 invalid bytes replaced"},
		{"nul", "<p>a\x00b and some more text", "ab and some more text", "1 NUL bytes dropped"},
	} {
		doc, err := Read("a.html", []byte(c.data))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		remark := ""
		for _, r := range doc.Remarks {
			remark += r.Message
		}
		if doc.Text != c.want || remark != c.remark {
			t.Errorf("%s: got %q, %q", c.name, doc.Text, remark)
		}
	}
	if _, err := Read("a.html", []byte("\x7fELF\x00\x00\x00\x00")); err == nil {
		t.Error("a binary file is read")
	}
}

func TestMarker(t *testing.T) {
	for _, c := range []struct {
		n           int
		style, want string
	}{{3, "1", "3."}, {1, "a", "a."}, {28, "A", "AB."}, {4, "i", "iv."}, {1999, "I", "MCMXCIX."}, {0, "a", "0."}, {-2, "1", "-2."}, {702, "a", "zz."}} {
		if got := marker(c.n, c.style); got != c.want {
			t.Errorf("%d %s: got %s, want %s", c.n, c.style, got, c.want)
		}
	}
}

// hostile are texts that, repeated, take a careless reader long.
var hostile = []string{
	"<div>", "<b>", "<p><b>", "<a href=#fn1>1</a>", "<table><tr><td>", "<ul><li>", "<dl><dd>", "</div>", "<b></p>", "<td>", "<span>x", "<div>x</b>", "<sup>1</sup>", "<i><p></i>", "<svg>", "<select>", "<!--", "<!-- 1 -->",
	"&amp;", "&#1;", "<a b=c ", "<br>", "<br>x", "<h1>", "<li id=fn1>", "<pre>\n", "<blockquote>", "<template>", "<p id=fn1><a href=#fn1>1</a>", "<script>", "<form><input>", "<x-y>", "<ol start=9><li value=8>x", "<td colspan=60 rowspan=60>x",
	"<p class='a b c d e'>", "\\1\\", "<a name=1></a>", "<object>", "<div><a name=fn1></a><a href=#fn1>[1]</a>", "<figure><img alt='a b c d e f'>", "<q>", "<button>", "<abbr title=x>x",
}

// TestLinear verifies that hostile pages of half a megabyte are read in seconds, whatever stands around the repeated text.
func TestLinear(t *testing.T) {
	for _, p := range hostile {
		for _, around := range []string{"", "<pre>", "<p>text <div><a href=#fn2>[2]</a> <a name=fn2></a>", "<table><tr><td>" + strings.Repeat("<div><span>", 100)} {
			data := append([]byte(around), bytes.Repeat([]byte(p), 1<<19/len(p))...)
			start := time.Now()
			doc, err := Read("a.html", data)
			if err == nil {
				err = doc.Check()
			}
			if err != nil {
				t.Errorf("%q: %v", p, err)
			}
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("%q in %.20q: %v", p, around, d)
			}
		}
	}
}

func TestTooMany(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: needs memory")
	}
	if _, err := Read("a.html", bytes.Repeat([]byte("<p>"), maxNodes+1)); err != errElements {
		t.Errorf("got %v", err)
	}
}

func TestDeep(t *testing.T) {
	page := strings.Repeat("<div>", 100000) + "text" + strings.Repeat("</div>", 100000) + "<p>more"
	doc, err := Read("a.html", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	want := "paragraph: text\nparagraph: more\nremark in line 1: elements nested deeper than 256 are read as if they were not nested\n"
	if got := brief(doc); got != want {
		t.Errorf("got %s", got)
	}
}

// TestRead reads a page of other people beside the checkout and looks for what must and must not be left.
func TestReal(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "corpus", "*.html"))
	if err != nil || len(files) == 0 {
		t.Skip("SKIPPED: no page in ../shared/corpus")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(filepath.Base(f), data)
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Check(); err != nil {
			t.Error(err)
		}
		for _, word := range []string{"Skip to", "Stay Connected", "Sign Up", "Next Post", "Briefing Room", "Privacy Policy", "Share this", "function(", "Menu"} {
			if strings.Contains(doc.Text, word) {
				t.Errorf("%s: %q is left", f, word)
			}
		}
		if len(doc.Text) < len(data)/4 || doc.Meta.Title == "" || doc.Meta.Date == "" || len(doc.Remarks) > 0 {
			t.Errorf("%s: %d bytes of %d, %+v, %v", f, len(doc.Text), len(data), doc.Meta, doc.Remarks)
		}
		t.Logf("%s: %d blocks, %d refs, %d bytes", f, len(doc.Blocks), len(doc.Refs), len(doc.Text))
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range hostile {
		f.Add([]byte(s + "text" + s))
	}
	files, err := filepath.Glob(filepath.Join("testdata", "*.html"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(files, filepath.Join("testdata", "pages.cases")) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read("fuzz.html", data)
		if err != nil {
			return
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		lines := 2 + bytes.Count(data, []byte{'\n'}) + bytes.Count(data, []byte{'\r'})
		for _, p := range doc.Positions {
			if utf8.Valid(data) && (p.Line < 1 || p.Line > lines) {
				t.Fatalf("line %d of %d", p.Line, lines)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	page, err := os.ReadFile(filepath.Join("testdata", "around.html"))
	if err != nil {
		b.Fatal(err)
	}
	head, rest, _ := bytes.Cut(page, []byte("<h2 id"))
	body, tail, _ := bytes.Cut(rest, []byte("<section role"))
	data := append(bytes.Clone(head), bytes.Repeat(append([]byte("<h2 id"), body...), 400)...)
	data = append(append(data, "<section role"...), tail...)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("bench.html", data); err != nil {
			b.Fatal(err)
		}
	}
}
