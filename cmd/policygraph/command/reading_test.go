package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// odd returns the path of a PDF file that needs an option to be read.
func odd(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "..", "extract", "read", "pdf", "testdata", "odd", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPassword(t *testing.T) {
	file := odd(t, "encrypted.pdf")
	t.Chdir(t.TempDir())
	refuse(t, ExitInput, "encrypted.pdf: is encrypted: give --password", "run", file)
	refuse(t, ExitInput, "encrypted.pdf: is encrypted and the password is wrong", "run", file, "--password", "guess")
	if out := succeed(t, "run", file, "--password", "secret"); !strings.Contains(out, "report  Sharing the Arga: Water, Power and Peace in Three Countries (encrypted.pdf, 2023-05-04)\n") {
		t.Errorf("got\n%s", out)
	}
}

func TestOCR(t *testing.T) {
	file := odd(t, "scanned.pdf")
	t.Chdir(t.TempDir())
	refuse(t, ExitInput, "scanned.pdf: has no text layer; it may be a scan: try --ocr", "run", file)
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("SKIPPED: scanned pages are not read, tesseract is not installed")
	}
	succeed(t, "run", file, "--ocr")
	if out := succeed(t, "show", "World Meteorological Organization"); !strings.Contains(out, "first in scanned, A RIVER OF NUMBERS, page 1, line ") {
		t.Errorf("got\n%s", out)
	}
}

// TestLimits refuses reports beyond the limits of the configuration.
func TestLimits(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.txt", []byte("The council dredges.\n\f\f\fIt stops.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("config.yaml", []byte("limits:\n  max_pages: 3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refuse(t, ExitInput, "read a.txt: has too many pages: 4, the limit is 3", "run", "a.txt")
}

// TestPageLabels cites pages by the numbers printed on them.
func TestPageLabels(t *testing.T) {
	t.Chdir(t.TempDir())
	text := "<!-- page iii -->\n# Deep Water\n\nThe World Bank met.\n\n<!-- page 1 -->\n\nThe International Maritime Organization should dredge the harbour.\n"
	if err := os.WriteFile("a.md", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	succeed(t, "run", "a.md")
	if out := succeed(t, "show", "World Bank"); !strings.Contains(out, "page iii (1 of 2), line 4") {
		t.Errorf("got\n%s", out)
	}
	if out := succeed(t, "recommendations", "--format", "json"); !strings.Contains(out, `"page": 2,`) || !strings.Contains(out, `"page_label": "1"`) {
		t.Errorf("got\n%s", out)
	}
}
