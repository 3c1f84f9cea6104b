// Package extract turns a report into facts: it reads the file and runs the stages in order (imprint, segment, tag, recognise, resolve,
// recommend, relate, cite). What enters are a file and the knowledge in an fs.FS laid out as the data folder is; what leaves is
// a checked kg.Graph of that one report and remarks on odd input. The same bytes give the same facts.
package extract

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/extract/cite"
	"policygraph/extract/confidence"
	"policygraph/extract/gazetteer"
	"policygraph/extract/imprint"
	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/extract/read"
	"policygraph/extract/recognise"
	"policygraph/extract/recommend"
	"policygraph/extract/relate"
	"policygraph/extract/resolve"
	"policygraph/extract/segment"
	"policygraph/extract/source"
	"policygraph/extract/tag"
	"policygraph/extract/timeline"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// ErrInconsistent says that the facts found contradict each other: a mistake in this program, not in the report.
var ErrInconsistent = errors.New("extracted facts are inconsistent")

// ErrName says that a report cannot be named.
var ErrName = errors.New("the file name holds no letter or digit to name the report by")

// Options say how reports are read and understood.
type Options struct {
	Read       read.Options
	Gazetteers []fs.FS // folders of CSV files that add to or replace the built-in ones
	Rules      fs.FS   // folder whose rule files replace the built-in ones of the same name; nil for none
}

// DefaultOptions returns the usual options: no additions, files up to 100 MiB.
func DefaultOptions() Options { return Options{Read: read.DefaultOptions()} }

// Extractor holds the knowledge. It is immutable and safe for use by several goroutines.
type Extractor struct {
	opt        Options
	ontology   *ontology.Ontology
	gazetteer  *gazetteer.Gazetteer
	lexicon    *tag.Lexicon
	finder     *recognise.Finder
	resolve    *resolve.Rules
	imprint    *imprint.Rules
	segment    *segment.Rules
	recommend  *recommend.Rules
	relate     *relate.Rules
	confidence confidence.Table

	fingerprint string
}

// New loads the knowledge from fsys, laid out as the data folder is. Errors name the file and, where known, the line.
func New(fsys fs.FS, opt Options) (*Extractor, error) {
	x := &Extractor{opt: opt}
	if opt.Rules != nil {
		fsys = overlay{opt.Rules, fsys}
	}
	var err error
	if x.ontology, err = ontology.Read(fsys, "ontology.yaml"); err != nil {
		return nil, err
	}
	if x.gazetteer, err = gazetteer.Load(fsys, "gazetteers", opt.Gazetteers...); err != nil {
		return nil, err
	}
	if x.lexicon, err = tag.ReadLexicon(fsys, "rules/lexicon.yaml"); err != nil {
		return nil, err
	}
	names, err := recognise.ReadRules(fsys, "rules/names.yaml")
	if err != nil {
		return nil, err
	}
	x.finder = recognise.New(x.gazetteer, names)
	if x.resolve, err = resolve.ReadRules(fsys, "rules/references.yaml", x.ontology); err != nil {
		return nil, err
	}
	if x.imprint, err = imprint.LoadRules(fsys); err != nil {
		return nil, err
	}
	if x.segment, err = segment.LoadRules(fsys); err != nil {
		return nil, err
	}
	if x.recommend, err = recommend.ReadRules(fsys, "rules/recommendations.yaml"); err != nil {
		return nil, err
	}
	if x.relate, err = relate.ReadRules(fsys, "rules/relations.yaml", x.lexicon); err != nil {
		return nil, err
	}
	if x.confidence, err = confidence.Read(fsys, "rules/confidence.yaml"); err != nil {
		return nil, err
	}
	if x.fingerprint, err = fingerprint(fsys, opt); err != nil {
		return nil, err
	}
	return x, nil
}

// overlay opens a file of the folder rules from over, or from base where over has none.
type overlay struct{ over, base fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	if rule, ok := strings.CutPrefix(name, "rules/"); ok {
		if f, err := o.over.Open(rule); err == nil {
			return f, nil
		}
	}
	return o.base.Open(name)
}

// Ontology returns the vocabulary that the graphs keep to.
func (x *Extractor) Ontology() *ontology.Ontology { return x.ontology }

// File reads the file at path and extracts its facts.
func (x *Extractor) File(ctx context.Context, path string) (*kg.Graph, []source.Remark, error) {
	doc, err := read.File(path, x.opt.Read)
	if err != nil {
		return nil, nil, err
	}
	return x.Document(ctx, doc)
}

// Report is a report in bytes, and what it is called.
type Report struct {
	Name   string // as errors call it, usually a path
	Data   []byte // may be changed by the reading
	Format string // name of the format; "" decides by the end of Name, then by content
	ID     kg.ID  // "" names it after the last part of Name, without what follows the last dot
	File   string // as [kg.Report] has it; "" means the last part of Name
	Path   string // as [kg.Report] has it
}

// Bytes extracts the facts of a report given as bytes under a file name.
func (x *Extractor) Bytes(ctx context.Context, name string, data []byte) (*kg.Graph, []source.Remark, error) {
	return x.Report(ctx, Report{Name: name, Data: data})
}

// Report extracts the facts of a report given as bytes.
func (x *Extractor) Report(ctx context.Context, r Report) (*kg.Graph, []source.Remark, error) {
	opt := x.opt.Read
	opt.Format = cmp.Or(r.Format, opt.Format)
	doc, err := read.Bytes(r.Name, r.Data, opt)
	if err != nil {
		return nil, nil, err
	}
	return x.document(ctx, doc, kg.Report{ID: r.ID, File: r.File, Path: r.Path})
}

// Document extracts the facts of a report already read.
func (x *Extractor) Document(ctx context.Context, doc *source.Document) (*kg.Graph, []source.Remark, error) {
	return x.document(ctx, doc, kg.Report{})
}

// document extracts the facts of a report of which its names may be known.
func (x *Extractor) document(ctx context.Context, doc *source.Document, report kg.Report) (*kg.Graph, []source.Remark, error) {
	described := *doc
	described.Meta = x.imprint.Of(doc)
	doc = &described
	file := doc.Name // not doc: its text may go once it is divided
	report.Format, report.Hash, report.Knowledge = doc.Format, doc.Hash, x.fingerprint
	report.File = cmp.Or(report.File, filepath.Base(doc.Name))
	if report.ID == "" {
		report.ID = kg.ReportID(strings.TrimSuffix(filepath.Base(doc.Name), filepath.Ext(doc.Name)))
	}
	if report.ID == kg.ReportID("") {
		return nil, nil, fmt.Errorf("%s: %w", doc.Name, ErrName)
	}
	t := segment.Text(doc, report, x.segment)
	x.lexicon.Text(t)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	ix := resolve.Mentions(t, x.finder.Text(t), x.gazetteer, x.resolve)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	recs := recommend.Find(t, ix, x.recommend)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	rels := relate.Find(t, ix, recs, x.ontology, x.relate)
	g := x.assemble(t, ix, recs, rels)
	if err := g.Check(x.ontology); err != nil {
		return nil, nil, fmt.Errorf("%s: %w: %w", file, ErrInconsistent, err)
	}
	return g, t.Remarks, nil
}

// assemble puts the facts of all stages into one graph, with the measured confidence of their rules. Recommendations cite what
// their passages cite within their spans.
func (x *Extractor) assemble(t *prose.Text, ix *mention.Index, recs []kg.Recommendation, rels []kg.Relation) *kg.Graph {
	g := &kg.Graph{Reports: []kg.Report{t.Report}, Sections: t.Sections, Recommendations: recs, Relations: rels}
	g.Passages = slices.Grow(g.Passages, len(t.Passages))
	for i := range t.Passages {
		g.Passages = append(g.Passages, t.Passages[i].Passage)
	}
	g.Entities = slices.Grow(g.Entities, len(ix.Entities))
	for i := range ix.Entities {
		g.Entities = append(g.Entities, ix.Entities[i].Entity)
	}
	g.Sources, g.Citations = cite.Sources(t)
	g.Timeline = timeline.Find(t, ix)
	g.Citations = append(g.Citations, citing(recs, g.Citations)...)
	return x.confidence.Apply(g).Sort()
}

// citing returns the citations of recommendations: those of their passages that lie within their spans.
func citing(recs []kg.Recommendation, cs []kg.Citation) []kg.Citation {
	byPassage := map[kg.ID][]kg.Citation{}
	for _, c := range cs {
		byPassage[c.From] = append(byPassage[c.From], c)
	}
	var out []kg.Citation
	for _, r := range recs {
		for _, e := range r.Evidence {
			for _, c := range byPassage[e.Passage] {
				if len(c.Evidence) > 0 && e.Span.Contains(c.Evidence[0].Span) {
					out = append(out, kg.Citation{From: r.ID, Source: c.Source, Note: c.Note, Evidence: slices.Clone(c.Evidence)})
				}
			}
		}
	}
	return out
}
