package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/extract/read/docx"
)

// TestWordByContent knows Word documents whatever they are called, and names the file where one cannot be read.
func TestWordByContent(t *testing.T) {
	data, err := os.ReadFile("docx/testdata/harbour.docx")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.docx", "a.DOCM", "a.md", "a.txt", "a"} {
		if doc, err := Bytes(name, data, DefaultOptions()); err != nil || doc.Format != docx.Name {
			t.Errorf("%s: %v, %v", name, doc, err)
		}
	}
	for _, c := range []struct {
		data []byte
		want string
	}{
		{data[:100], "read dir/a.docx: not a Word document: zip: not a valid zip file"},
		{[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "read dir/a.docx: a file of the old Word (.doc)"},
	} {
		if _, err := Bytes("dir/a.docx", c.data, DefaultOptions()); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// TestWordReal reads a real report: nothing is lost, pages are those that Word counted.
func TestWordReal(t *testing.T) {
	file := filepath.Join("..", "..", "..", "shared", "corpus", "psi-directive-2014.docx")
	if _, err := os.Stat(file); err != nil {
		t.Skipf("SKIPPED: the real report is not here: %v", err)
	}
	doc, err := File(file, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Error(err)
	}
	kinds := map[string]int{}
	for _, b := range doc.Blocks {
		kinds[string(b.Kind)]++
	}
	words := len(strings.Fields(doc.Text))
	last := doc.Positions[len(doc.Positions)-1].Page
	if doc.Meta.Pages != 10 || last != 10 || words < 3700 || words > 3900 || kinds["note"] != 15 || len(doc.Refs) != 15 || kinds["heading"] != 5 || kinds["item"] != 7 || kinds["quote"] != 3 {
		t.Errorf("%d pages, the last %d, %d words, %d refs, %v", doc.Meta.Pages, last, words, len(doc.Refs), kinds)
	}
}
