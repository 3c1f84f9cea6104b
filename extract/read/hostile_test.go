package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"policygraph/extract/source"
)

// packWord packs a Word document of the given parts.
func packWord(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/header1.xml", "docProps/core.xml"} {
		if parts[name] == "" {
			continue
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	wordRels = `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`
	wordText = `<w:document><w:body><w:p><w:r><w:t>The council dredges the channel.</w:t></w:r></w:p>%s</w:body></w:document>`
)

// TestHostile reads files made to use up the machine: each is refused in one line, or read for what it is, and soon.
func TestHostile(t *testing.T) {
	deepHTML := strings.Repeat("<div>", 200_000) + "<p>The council dredges the channel.</p>"
	word := func(body string) []byte {
		return packWord(t, map[string]string{"_rels/.rels": wordRels, "word/document.xml": fmt.Sprintf(wordText, body)})
	}
	for _, c := range []struct {
		name, file string
		data       []byte
		want       error // nil: any error, or none
		says       string
	}{
		{"zip bomb", "a.docx", word("<!--" + strings.Repeat(" ", 160<<20) + "-->"), ErrExpansion, "unpacks to more"},
		{"entities in Word", "a.docx", packWord(t, map[string]string{"_rels/.rels": wordRels,
			"word/document.xml": `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + fmt.Sprintf(wordText, `<w:p><w:r><w:t>&b;</w:t></w:r></w:p>`)}), nil, "entity"},
		{"nested tables", "a.docx", word(strings.Repeat("<w:tbl><w:tr><w:tc>", 2000)), nil, "within each other"},
		{"aliases in front matter", "a.md", []byte("---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\ntitle: *g\n---\nThe council dredges.\n"), nil, ""},
		{"quotations", "a.md", []byte(strings.Repeat(">", 300_000) + " The council dredges the channel.\n"), nil, ""},
		{"brackets", "a.md", []byte(strings.Repeat("[", 100_000) + " The council dredges the channel.\n"), nil, ""},
		{"elements", "a.html", []byte(deepHTML), nil, ""},
		{"attributes", "a.html", []byte("<p " + strings.Repeat("a=b ", 300_000) + ">The council dredges the channel.</p>"), nil, ""},
		{"linked data", "a.html", []byte(`<script type="application/ld+json">` + strings.Repeat("[", 500_000) + `</script><p>The council dredges the channel.</p>`), nil, ""},
		{"one line", "a.txt", []byte(strings.Repeat("The council dredges the chan-", 200_000)), nil, ""},
		{"form feeds", "a.txt", []byte("The council dredges.\n" + strings.Repeat("\f", 6000) + "It stops.\n"), ErrPages, "6001, the limit is 5000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, err := Bytes(c.file, c.data, DefaultOptions())
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %s", d)
			}
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
				t.Errorf("got %v, want %q in it", err, c.says)
			}
			if err != nil && (strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), c.file) || len(err.Error()) > 400) {
				t.Errorf("no clear line: %v", err)
			}
		})
	}
}

// TestExpansion sets the limit of what may be unpacked.
func TestExpansion(t *testing.T) {
	random, noise := rand.New(rand.NewPCG(1, 2)), make([]byte, 5<<20)
	for i := range noise {
		noise[i] = 'a' + byte(random.IntN(26))
	}
	data := packWord(t, map[string]string{"_rels/.rels": wordRels, "word/document.xml": fmt.Sprintf(wordText, "<!--"+string(noise)+"-->")})
	o := DefaultOptions()
	if _, err := Bytes("a.docx", bytes.Clone(data), o); err != nil {
		t.Error(err)
	}
	o.MaxExpansion = 4 << 20
	if _, err := Bytes("a.docx", data, o); !errors.Is(err, ErrExpansion) {
		t.Errorf("got %v", err)
	}
}

// TestTimeout verifies that a reader that does not end is not waited for, that its crash reaches the caller, and that the
// reader of PDF files, which looks after the time itself, obeys too.
func TestTimeout(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	slow := Format{Read: func(string, []byte) (*source.Document, error) { <-stop; return nil, nil }}
	if _, err := (Options{Timeout: 20 * time.Millisecond}).within(slow, "a", nil); !errors.Is(err, ErrTime) {
		t.Errorf("got %v", err)
	}
	func() {
		defer func() {
			if r := recover(); r != "crash" {
				t.Errorf("recovered %v", r)
			}
		}()
		broken := Format{Read: func(string, []byte) (*source.Document, error) { panic("crash") }}
		_, _ = Options{}.within(broken, "a", nil)
		t.Error("no panic")
	}()
	o := DefaultOptions()
	if dir, err := os.UserCacheDir(); err == nil {
		o.Cache = filepath.Join(dir, "policygraph", "wazero")
	}
	o.Timeout = time.Millisecond
	if _, err := File("pdf/testdata/one-column.pdf", o); !errors.Is(err, ErrTime) {
		t.Errorf("PDF: got %v", err)
	}
	o.Timeout, o.MaxPages = 0, 2
	if _, err := File("pdf/testdata/one-column.pdf", o); !errors.Is(err, ErrPages) {
		t.Errorf("PDF: got %v", err)
	}
}

// TestNothingOpened verifies that readers neither fetch what files refer to nor open it.
func TestNothingOpened(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("SKIPPED: no network to listen on: %v", err)
	}
	var calls atomic.Int32
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return // closed below
			}
			calls.Add(1)
			_ = c.Close() // nothing was asked for that could be lost
		}
	}()
	defer listener.Close()
	const secret = "Sesame of the pilots"
	path := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(path, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	url, file := "http://"+listener.Addr().String()+"/x", "file://"+filepath.ToSlash(path)
	const text = "The council dredges the channel."
	for name, data := range map[string][]byte{
		"a.html": []byte(strings.NewReplacer("URL", url, "FILE", file).Replace(`<!DOCTYPE html SYSTEM "URL" [<!ENTITY e SYSTEM "FILE">]><html><head><base href="URL"><link rel="stylesheet" href="URL"><script src="URL"></script>
			<meta http-equiv="refresh" content="0; url=URL"></head><body><img src="URL"><iframe src="FILE"></iframe><object data="FILE"></object><embed src="URL"><p>` + text + `&e;</p></body></html>`)),
		"a.xhtml": []byte(strings.NewReplacer("FILE", file).Replace(`<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "FILE">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>` + text + `&e;</p></body></html>`)),
		"a.md":    []byte(strings.NewReplacer("URL", url, "FILE", file).Replace("---\ntitle: x\ninclude: FILE\n---\n![A picture of the old harbour](URL) ![](FILE)\n\n" + text + "\n\n<iframe src=\"FILE\"></iframe>\n")),
		"a.txt":   []byte(text + "\n" + url + "\n" + file + "\n"),
		"a.docx": packWord(t, map[string]string{"_rels/.rels": wordRels,
			"word/document.xml": strings.NewReplacer("FILE", file).Replace(`<!DOCTYPE w [<!ENTITY % d SYSTEM "FILE"> %d;]>`) + fmt.Sprintf(wordText, `<w:altChunk r:id="r2"/><w:p><w:r><w:drawing><a:blip r:link="r3"/></w:drawing></w:r></w:p>`),
			"word/_rels/document.xml.rels": strings.NewReplacer("URL", url, "FILE", file).Replace(`<Relationships><Relationship Id="r2" Type="x/aFChunk" Target="FILE" TargetMode="External"/><Relationship Id="r3" Type="x/image" Target="URL" TargetMode="External"/>
			<Relationship Id="r4" Type="x/styles" Target="URL" TargetMode="External"/><Relationship Id="r5" Type="x/header" Target="FILE" TargetMode="External"/><Relationship Id="r6" Type="x/header" Target="../../../../../../..` + filepath.ToSlash(path) + `"/></Relationships>`)}),
	} {
		doc, err := Bytes(name, data, DefaultOptions())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(doc.Text, text) || strings.Contains(doc.Text+strings.Join(doc.Running, " ")+doc.Meta.Title, secret) {
			t.Errorf("%s: got %q", name, doc.Text)
		}
	}
	time.Sleep(50 * time.Millisecond) // for a call that is under way
	if n := calls.Load(); n > 0 {
		t.Errorf("%d calls", n)
	}
}
