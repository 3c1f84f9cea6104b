package pdf

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"policygraph/extract/source"
)

// cached are options that keep the compiled PDFium between test runs.
func cached(t testing.TB) Options {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = t.TempDir()
	}
	return Options{Cache: filepath.Join(dir, "policygraph", "wazero")}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func texts(d *source.Document, kind source.Kind) []string {
	var out []string
	for _, b := range d.Blocks {
		if b.Kind == kind {
			out = append(out, d.Text[b.Span.Start:b.Span.End])
		}
	}
	return out
}

func TestErrors(t *testing.T) {
	whole := sample(t, "one-column.pdf")
	for _, c := range []struct {
		name     string
		data     []byte
		password string
		is       error
	}{
		{"cut off", sample(t, "odd/broken.pdf"), "", ErrBroken},
		{"beginning only", whole[:100], "", ErrBroken},
		{"signature only", []byte("%PDF-1.7\n"), "", ErrBroken},
		{"no PDF", []byte("text"), "", ErrBroken},
		{"empty", nil, "", ErrBroken},
		{"encrypted", sample(t, "odd/encrypted.pdf"), "", ErrEncrypted},
		{"wrong password", sample(t, "odd/encrypted.pdf"), "guess", ErrPassword},
		{"scanned", sample(t, "odd/scanned.pdf"), "", ErrNoText},
	} {
		o := cached(t)
		o.Password = c.password
		if _, err := o.Read("x.pdf", bytes.Clone(c.data)); !errors.Is(err, c.is) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want %v", c.name, err, c.is)
		}
	}
}

func TestLimits(t *testing.T) {
	o := cached(t)
	o.MaxPages = 2
	if _, err := o.Read("x.pdf", sample(t, "one-column.pdf")); !errors.Is(err, ErrPages) {
		t.Errorf("pages: %v", err)
	}
	o = cached(t)
	if _, err := o.Read("x.pdf", sample(t, "one-column.pdf")); err != nil {
		t.Fatal(err)
	}
	o.Timeout = time.Nanosecond
	if _, err := o.Read("x.pdf", sample(t, "one-column.pdf")); !errors.Is(err, ErrTime) {
		t.Errorf("time: %v", err)
	}
	o.Timeout = 0
	if _, err := o.Read("x.pdf", sample(t, "one-column.pdf")); err != nil {
		t.Errorf("after that: %v", err)
	}
}

func TestPassword(t *testing.T) {
	o := cached(t)
	o.Password = "secret"
	got, err := o.Read("x.pdf", sample(t, "odd/encrypted.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := cached(t).Read("x.pdf", sample(t, "two-column.pdf"))
	if err != nil || got.Text != want.Text {
		t.Errorf("text differs from that of the file before encryption: %v", err)
	}
}

// TestMemoryCache verifies that a cache directory that cannot be made does no harm.
func TestMemoryCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles PDFium")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	o := Options{Cache: filepath.Join(file, "below")}
	if _, err := o.Read("x.pdf", sample(t, "two-column.pdf")); err != nil {
		t.Error(err)
	}
}

func TestParallel(t *testing.T) {
	o := cached(t)
	data := sample(t, "two-column.pdf")
	want, err := o.Read("x.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if got, err := o.Read("x.pdf", data); err != nil || got.Text != want.Text {
				t.Errorf("not the same again: %v", err)
			}
		})
	}
	wg.Wait()
}

// TestColumns verifies that nothing of the two-column sample is lost, torn or mixed.
func TestColumns(t *testing.T) {
	d, err := cached(t).Read("x.pdf", sample(t, "two-column.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	html := string(sample(t, "src/two-column.html"))
	for _, p := range texts(d, source.Paragraph) {
		if !strings.Contains(withoutTags(html), p) {
			t.Errorf("no paragraph of the source: %s", p)
		}
	}
	for _, s := range []string{"RIVER BRIEF", "riverforum"} {
		if strings.Contains(d.Text, s) {
			t.Errorf("page furniture: %s", s)
		}
	}
	if n := len(texts(d, source.Paragraph)); n != 9 {
		t.Errorf("%d paragraphs", n)
	}
}

func withoutTags(html string) string {
	var b strings.Builder
	for len(html) > 0 {
		i := strings.IndexByte(html, '<')
		if i < 0 {
			break
		}
		b.WriteString(html[:i])
		if rest, ok := strings.CutPrefix(html[i:], "<sup>"); ok {
			_, html, _ = strings.Cut(rest, "</sup>")
			continue
		}
		_, html, _ = strings.Cut(html[i:], ">")
	}
	return b.String()
}

func TestOCR(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("SKIPPED: scanned pages are not tested, tesseract is not installed")
	}
	o := cached(t)
	o.OCR = true
	d, err := o.Read("x.pdf", sample(t, "odd/scanned.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	for _, s := range []string{"The World Meteorological Organization offered in 2022 to install forty automatic stations", "A RIVER OF NUMBERS"} {
		if !strings.Contains(d.Text, s) {
			t.Errorf("not found: %s", s)
		}
	}
}

// TestReal reads a report of others, which is not part of the repository.
func TestReal(t *testing.T) {
	data, err := os.ReadFile("../../../../shared/corpus/timor-leste-2012.pdf")
	if err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	d, err := cached(t).Read("timor-leste-2012.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	if n := len(texts(d, source.Item)); n != 66 {
		t.Errorf("%d numbered paragraphs, want 66", n)
	}
	if n := len(texts(d, source.Heading)); n != 20 {
		t.Errorf("%d headings, want 20", n)
	}
	if strings.Contains(d.Text, "12-20875") || strings.Count(d.Text, "S/2012/43") != 1 {
		t.Error("page furniture in the text")
	}
	if d.Meta.Pages != 16 || d.Meta.Title != "Etpu" || !d.Meta.UnsureTitle || !d.Meta.UnsureDate || d.Positions[len(d.Positions)-1].Page != 16 {
		t.Errorf("got %+v", d.Meta)
	}
}

// FuzzRead changes bytes of the samples; whatever comes of it, reading ends and keeps the promises of a document.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"one-column.pdf", "two-column.pdf", "odd/encrypted.pdf", "odd/broken.pdf"} {
		f.Add(sample(f, name), 700, byte('9'))
	}
	o := cached(f)
	o.Timeout = 10 * time.Second
	f.Fuzz(func(t *testing.T, data []byte, at int, c byte) {
		data = bytes.Clone(data)
		if len(data) > 0 {
			for k := range 3 {
				data[abs64(at*(k+1))%len(data)] = c
			}
		}
		d, err := o.Read("x.pdf", data)
		if err != nil {
			return
		}
		if err := d.Check(); err != nil {
			t.Error(err)
		}
	})
}

func abs64(n int) int { return max(n, -(n + 1)) }

// TestDamage reads the samples with bytes changed, cut out or doubled at random places: fuzzing is slow through WebAssembly.
func TestDamage(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	o := cached(t)
	o.Timeout = 10 * time.Second
	random := rand.New(rand.NewPCG(1, 2))
	read := 0
	for _, name := range []string{"one-column.pdf", "two-column.pdf"} {
		whole := sample(t, name)
		for range rounds {
			data := damage(random, bytes.Clone(whole))
			d, err := o.Read("x.pdf", data)
			if err != nil {
				continue
			}
			read++
			if err := d.Check(); err != nil {
				t.Error(err)
			}
		}
	}
	if read == 0 {
		t.Error("no damaged file could be read")
	}
}

// damage changes up to eight places of a file.
func damage(random *rand.Rand, data []byte) []byte {
	for range 1 + random.IntN(8) {
		at, n := random.IntN(len(data)), 1+random.IntN(40)
		end := min(len(data), at+n)
		switch random.IntN(3) {
		case 0:
			data[at] = byte(random.IntN(256))
		case 1:
			data = slices.Delete(data, at, end)
		default:
			data = slices.Insert(data, at, bytes.Clone(data[at:end])...)
		}
	}
	return data
}
