package read

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policygraph/extract/read/htmldoc"
	"policygraph/extract/read/markdown"
	"policygraph/extract/read/plaintext"
)

func TestErrors(t *testing.T) {
	small := Options{MaxSize: 16}
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	for _, c := range []struct {
		name, data string
		o          Options
		is         error
		want       string
	}{
		{"a.md", "", DefaultOptions(), ErrEmpty, "read a.md: no text"},
		{"a.txt", " \n\t\n", DefaultOptions(), ErrEmpty, "read a.txt: no text"},
		{"a.md", "<!-- nothing -->\n", DefaultOptions(), ErrEmpty, "read a.md: no text"},
		{"a.txt", "text\x00text", DefaultOptions(), ErrBinary, "read a.txt: not a text file: NUL byte at offset 4"},
		{"a.txt", "one\ntwo \xff\n", DefaultOptions(), nil, "read a.txt: invalid UTF-8 in line 2, at byte offset 8"},
		{"a.txt", "more than sixteen bytes", small, ErrSize, "read a.txt: file is too large: 23 bytes, the limit is 16 bytes"},
		{"a.txt", "text", Options{Format: "word"}, ErrFormat, `read a.txt: unknown file format "word" (known: ` + strings.Join(names, ", ") + ")"},
	} {
		_, err := Bytes(c.name, []byte(c.data), c.o)
		if err == nil || err.Error() != c.want || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%q: got %v, want %s", c.data, err, c.want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, data, format, want string }{
		{"a.md", "text", "", markdown.Name},
		{"a.TXT", "# text\n\n# more", "", plaintext.Name},
		{"a", "# Title\n\nText.", "", markdown.Name},
		{"a", "Just some text.", "", plaintext.Name},
		{"a", "---\ntitle: x\n---\ntext", "", markdown.Name},
		{"a.md", "text", plaintext.Name, plaintext.Name},
		{"a.md", "\ufeff# text", "", markdown.Name},
		{"a.htm", "Just text.", "", htmldoc.Name},
		{"a.txt", "\ufeff \n<!-- saved -->\n<!DOCTYPE html><p>Text.", "", htmldoc.Name},
		{"a.md", "<?xml version='1.0'?>\n<html><p>Text.", "", htmldoc.Name},
		{"a.md", "<h1>Title</h1>\n\nText.", "", markdown.Name},
		{"a", "<div><p>Text.</p><p>More.</p></div>", "", htmldoc.Name},
		{"a", "<p align=center>x</p>\n\n# Title\n\nText, **bold** and [a](b).", "", markdown.Name},
		{"a.pdf.html", "\xff\xfe<\x00p\x00>\x00x\x00", "", htmldoc.Name},
	} {
		doc, err := Bytes(c.name, []byte(c.data), Options{Format: c.format})
		if err != nil || doc.Format != c.want {
			t.Errorf("%s %q: got %v, %v, want %s", c.name, c.data, doc, err, c.want)
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := File(filepath.Join(dir, "none.md"), DefaultOptions()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := File(dir, DefaultOptions()); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("directory: %v", err)
	}
	name := filepath.Join(dir, "report.md")
	if err := os.WriteFile(name, []byte("# Title\n\nText.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	doc, err := File(name, DefaultOptions())
	if err != nil || doc.Name != "report.md" || doc.Text != "Title\nText." {
		t.Errorf("got %+v, %v", doc, err)
	}
}

// TestLargeFile verifies that a large file of one line is refused before it is read.
func TestLargeFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "large.txt")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(300<<20), f.Close()); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	_, err = File(name, DefaultOptions())
	if !errors.Is(err, ErrSize) || !strings.Contains(err.Error(), "300.0 MiB, the limit is 100.0 MiB") {
		t.Errorf("got %v", err)
	}
	if d := time.Since(start); d > time.Second {
		t.Errorf("refused after %v", d)
	}
}

// TestLinear verifies that hostile text of one megabyte is read in seconds.
func TestLinear(t *testing.T) {
	for _, p := range []string{"*a", "[", ">", "1) ", "- ", "[1]: /u\n", "[^a]: x\n", "<b>", "`a``", "![", "$^", "<!--", "a-\n", "\f", "|", "\u0301"} {
		data := bytes.Repeat([]byte(p), 1<<20/len(p))
		start := time.Now()
		for _, name := range []string{"a.md", "a.txt"} {
			if doc, err := Bytes(name, bytes.Clone(data), DefaultOptions()); err == nil {
				if err := doc.Check(); err != nil {
					t.Errorf("%q: %v", p, err)
				}
			}
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%q: %v", p, d)
		}
	}
}
