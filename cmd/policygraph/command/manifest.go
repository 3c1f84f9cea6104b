package command

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"policygraph/cmd/policygraph/config"
	"policygraph/export"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// file is an export that was written.
type file struct {
	File    string `json:"file"` // in the directory of the manifest
	Format  string `json:"format"`
	Profile string `json:"profile,omitempty"`
	Bytes   int64  `json:"bytes"`           // of all parts
	Parts   []part `json:"parts,omitempty"` // of a format of several files
	export.Result
}

// part is one of several files of an export.
type part struct {
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
}

// readReport is a report that was read.
type readReport struct {
	ID     kg.ID  `json:"id"`
	Title  string `json:"title"`
	Date   string `json:"date,omitempty"`
	File   string `json:"file"`
	Format string `json:"format"`
	SHA256 string `json:"sha256"`
}

// ownFile is a gazetteer or rule file that was given beside the shipped ones.
type ownFile struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// options are the settings that the exports depend on; where files lie is none of them.
type options struct {
	Gazetteers []ownFile `json:"gazetteers,omitempty"`
	Rules      []ownFile `json:"rules,omitempty"`
	With       []string  `json:"with"`
	Measures   []string  `json:"measures"` // none means all
	SizeBy     string    `json:"size_by"`
	Seed       uint64    `json:"analysis_seed"`
	LayoutSeed uint64    `json:"layout_seed"`
	Iterations int       `json:"layout_iterations"`
	OCR        bool      `json:"pdf_ocr"`
}

// manifest says from what a run made which files, and counts what is in them, so that the same can be made again.
type manifest struct {
	Version         string       `json:"version"`
	Options         options      `json:"options"`
	Reports         []readReport `json:"reports"`
	Passages        int          `json:"passages"`
	Entities        []count      `json:"entities"`
	Recommendations int          `json:"recommendations"`
	Relations       int          `json:"relations"`
	Timeline        int          `json:"timeline_events"`
	Sources         int          `json:"sources"`
	Files           []file       `json:"files"`
	Estimates       []estimate   `json:"estimates,omitempty"` // scores that are not exact
}

// estimate is a column of scores that are not exact.
type estimate struct {
	Measure string `json:"measure"`
	Note    string `json:"note"` // how far they may be off
}

// estimates returns the columns that are not exact.
func estimates(s *analysis.Scores) []estimate {
	var out []estimate
	for _, c := range s.Columns {
		if c.Note != "" {
			out = append(out, estimate{c.Name, c.Note})
		}
	}
	return out
}

func newManifest(g *kg.Graph, o *ontology.Ontology, files []file) manifest {
	m := manifest{Version: version(), Passages: len(g.Passages), Entities: countEntities(g, o), Recommendations: len(g.Recommendations),
		Relations: len(g.Relations), Timeline: len(g.Timeline), Sources: len(g.Sources), Files: files}
	for _, r := range g.Reports {
		m.Reports = append(m.Reports, readReport{r.ID, r.Title, r.Date, r.File, r.Format, r.Hash})
	}
	return m
}

// newOptions notes the settings, and the content of name lists and rules that they name.
func newOptions(c config.Config) (options, error) {
	o := options{With: c.With, Measures: c.Analysis.Measures, SizeBy: c.Analysis.SizeBy, Seed: c.Analysis.Seed,
		LayoutSeed: c.Layout.Seed, Iterations: c.Layout.Iterations, OCR: c.PDF.OCR}
	var err error
	if o.Gazetteers, err = ownFiles(c.Gazetteers, "*.csv"); err == nil {
		o.Rules, err = ownFiles(c.Rules, "*.yaml")
	}
	return o, err
}

// ownFiles hashes the files of a directory, in the order of their names.
func ownFiles(dir, pattern string) ([]ownFile, error) {
	if dir == "" {
		return nil, nil
	}
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", dir, err)
	}
	var out []ownFile
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, nameless(err))
		}
		sum := sha256.Sum256(raw)
		out = append(out, ownFile{filepath.Base(path), hex.EncodeToString(sum[:])})
	}
	return out, nil
}

// write writes the manifest to a file, whole or not at all.
func (m manifest) write(path string) error {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return writeWhole(path, "manifest", append(raw, '\n'))
}
