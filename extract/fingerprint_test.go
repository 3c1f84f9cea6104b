package extract_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/data"
	"policygraph/extract"
	"policygraph/graph/kg"
	"policygraph/graph/quads"
)

var update = flag.Bool("update", false, "write results.sum anew")

// TestResults keeps results.sum what the program says of the reports of this repository, so that stores notice when a change of
// the program makes them out of date.
func TestResults(t *testing.T) {
	var paths []string
	for _, glob := range []string{"testdata/reports/*.md", "testdata/reports/*.txt", "../data/samples/*.md"} {
		found, err := filepath.Glob(glob)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v, %v", glob, found, err)
		}
		paths = append(paths, found...)
	}
	x, h := extractor(t), sha256.New()
	for _, path := range slices.Sorted(slices.Values(paths)) {
		g, _, err := x.File(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		g.Reports[0].Knowledge = "" // depends on results.sum
		all, err := quads.Encode(g, nil)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(h, filepath.Base(path), quads.Digest(all))
	}
	got := fmt.Sprintf("%x\n", h.Sum(nil))
	if *update {
		if err := os.WriteFile("results.sum", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, err := os.ReadFile("results.sum"); err != nil || got != string(want) {
		t.Errorf("the facts have changed (%v); if that is meant, go test ./extract -run Results -update makes stores read reports anew", err)
	}
}

// TestFingerprint changes with everything that facts depend on, and with nothing else.
func TestFingerprint(t *testing.T) {
	digest := func(change func(o *extract.Options)) string {
		t.Helper()
		o := extract.DefaultOptions()
		change(&o)
		x, err := extract.New(data.FS, o)
		if err != nil {
			t.Fatal(err)
		}
		return x.Fingerprint()
	}
	names := func(text string) fstest.MapFS {
		return fstest.MapFS{"own.csv": {Data: []byte(text)}, "notes.txt": {Data: []byte(text)}}
	}
	plain := digest(func(*extract.Options) {})
	if len(plain) != 64 || plain != extractor(t).Fingerprint() {
		t.Errorf("got %q and %q", plain, extractor(t).Fingerprint())
	}
	for name, change := range map[string]func(o *extract.Options){
		"size limit": func(o *extract.Options) { o.Read.MaxSize = 1 }, "password": func(o *extract.Options) { o.Read.Password = "x" },
		"no names": func(o *extract.Options) { o.Gazetteers = append(o.Gazetteers, fstest.MapFS{"notes.txt": {}}) },
		"no rules": func(o *extract.Options) { o.Rules = fstest.MapFS{} },
	} {
		if got := digest(change); got != plain {
			t.Errorf("%s: the fingerprint changes", name)
		}
	}
	seen := map[string]string{plain: "defaults"}
	lexicon, err := data.FS.ReadFile("rules/lexicon.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := "name,type,aliases\nBureau of Odd Things,agency,BOT\n"
	for name, change := range map[string]func(o *extract.Options){
		"scans": func(o *extract.Options) { o.Read.OCR = true },
		"names": func(o *extract.Options) { o.Gazetteers = append(o.Gazetteers, names(own)) },
		"other names": func(o *extract.Options) {
			o.Gazetteers = append(o.Gazetteers, names(strings.ReplaceAll(own, "Odd", "Even")))
		},
		"rules": func(o *extract.Options) {
			o.Rules = fstest.MapFS{"lexicon.yaml": {Data: append(lexicon, "# changed\n"...)}}
		},
	} {
		got := digest(change)
		if other, ok := seen[got]; ok {
			t.Errorf("%s: the fingerprint is that of %s", name, other)
		}
		seen[got] = name
	}
}

// TestReport gives a report the names that its caller chose.
func TestReport(t *testing.T) {
	x := extractor(t)
	text := "# A Plan\n\n## Recommendations\n\n- The European Commission should work with Japan.\n"
	g, _, err := x.Report(t.Context(), extract.Report{Name: "a.zip/us/plan", Data: []byte(text), Format: "markdown", ID: kg.ReportID("us/plan"),
		File: "us/plan", Path: "../a.zip/us/plan"})
	if err != nil {
		t.Fatal(err)
	}
	r := g.Reports[0]
	if r.ID != "report:us/plan" || r.File != "us/plan" || r.Path != "../a.zip/us/plan" || r.Format != "markdown" || r.Title != "A Plan" || r.Knowledge != x.Fingerprint() {
		t.Errorf("got %+v", r)
	}
	if got := g.Recommendations[0].ID; got != "recommendation:us/plan/00001" && got != "recommendation:us/plan/00000" {
		t.Errorf("recommendation %s", got)
	}
	if _, _, err := x.Report(t.Context(), extract.Report{Name: "a.zip/plan.md", Data: []byte("a\x00b")}); err == nil || err.Error() != "read a.zip/plan.md: not a text file: NUL byte at offset 1" {
		t.Errorf("got %v", err)
	}
}
