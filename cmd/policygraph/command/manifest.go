package command

import (
	"encoding/json"
	"fmt"

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
	Bytes   int64  `json:"bytes"`
	export.Result
}

// read is a report that was read.
type readReport struct {
	ID     kg.ID  `json:"id"`
	Title  string `json:"title"`
	Date   string `json:"date,omitempty"`
	File   string `json:"file"`
	Format string `json:"format"`
	SHA256 string `json:"sha256"`
}

// manifest counts what a run made.
type manifest struct {
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
	m := manifest{Passages: len(g.Passages), Entities: countEntities(g, o), Recommendations: len(g.Recommendations),
		Relations: len(g.Relations), Timeline: len(g.Timeline), Sources: len(g.Sources), Files: files}
	for _, r := range g.Reports {
		m.Reports = append(m.Reports, readReport{r.ID, r.Title, r.Date, r.File, r.Format, r.Hash})
	}
	return m
}

// write writes the manifest to a file, whole or not at all.
func (m manifest) write(path string) error {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return writeWhole(path, "manifest", append(raw, '\n'))
}
