package extract

import (
	"os"
	"path/filepath"
	"testing"

	"policygraph/data"
	"policygraph/extract/cite"
	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/extract/read"
	"policygraph/extract/recommend"
	"policygraph/extract/relate"
	"policygraph/extract/resolve"
	"policygraph/extract/segment"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// staged holds what the stages before the measured one make of a report.
type staged struct {
	raw  []byte
	name string
	doc  *source.Document
	text *prose.Text
	hits [][]mention.Mention
	ix   *mention.Index
	recs []kg.Recommendation
	rels []kg.Relation
}

// BenchmarkStages measures each stage alone, over the project's own reports, in bytes of the reports' files.
func BenchmarkStages(b *testing.B) {
	x, err := New(data.FS, DefaultOptions())
	if err != nil {
		b.Fatal(err)
	}
	paths, err := filepath.Glob("testdata/reports/*-*.[mt][dx]*")
	if err != nil || len(paths) == 0 {
		b.Fatalf("no reports: %v", err)
	}
	var all []*staged
	size := 0
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		s := &staged{raw: raw, name: filepath.Base(path)}
		for _, stage := range stages {
			stage.run(x, s)
		}
		all = append(all, s)
		size += len(raw)
	}
	for _, stage := range stages {
		b.Run(stage.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, s := range all {
					stage.run(x, s)
				}
			}
		})
	}
}

// stages are the steps of Extractor.Document in their order, each on what those before it left.
var stages = []struct {
	name string
	run  func(x *Extractor, s *staged)
}{
	{"read", func(x *Extractor, s *staged) {
		doc, err := read.Bytes(s.name, append([]byte(nil), s.raw...), x.opt.Read)
		if err != nil {
			panic(err)
		}
		s.doc = doc
	}},
	{"segment", func(x *Extractor, s *staged) {
		s.text = segment.Text(s.doc, kg.Report{ID: kg.ReportID(s.name), File: s.name}, x.segment)
	}},
	{"tag", func(x *Extractor, s *staged) { x.lexicon.Text(s.text) }},
	{"recognise", func(x *Extractor, s *staged) { s.hits = x.finder.Text(s.text) }},
	{"resolve", func(x *Extractor, s *staged) { s.ix = resolve.Mentions(s.text, s.hits, x.gazetteer, x.resolve) }},
	{"recommend", func(x *Extractor, s *staged) { s.recs = recommend.Find(s.text, s.ix, x.recommend) }},
	{"relate", func(x *Extractor, s *staged) { s.rels = relate.Find(s.text, s.ix, s.recs, x.ontology, x.relate) }},
	{"cite", func(x *Extractor, s *staged) { cite.Sources(s.text) }},
	{"assemble and check", func(x *Extractor, s *staged) {
		if err := x.assemble(s.text, s.ix, s.recs, s.rels).Check(x.ontology); err != nil {
			panic(err)
		}
	}},
}
