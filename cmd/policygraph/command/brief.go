package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/data"
	"policygraph/export"
	writers "policygraph/export/brief"
	"policygraph/graph/brief"
	"policygraph/graph/brief/document"
	"policygraph/graph/filter"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// briefFlags is what the brief command is told.
type briefFlags struct {
	name, section, country string
	format, out            string
	reports                []string // as --report names them
	full                   bool
	sure                   float64
	files                  []string
}

func (p *program) briefCommand() *cobra.Command {
	f := &briefFlags{}
	cmd := &cobra.Command{
		Use:   "brief NAME | --section S | --country C | --report R",
		Short: "Write a briefing on a body, country, section or report",
		Long: "Writes what the reports say about one subject in plain sentences, each with a numbered note that says where it stands: what it is\n" +
			"asked to do, with whom, who else is asked, how it stands among the others, and how sure all this is. About two pages; what is\n" +
			"left out is said. A country's briefing counts what its bodies are asked as well. Formats:\n\n" + briefFormats(),
		Example: "  policygraph brief \"European Commission\" --out commission.docx\n  policygraph brief --country Norway --full --out norway.html\n" +
			"  policygraph brief --section \"Pillar 1\"",
		Args: arguments(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				f.name = args[0]
			}
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			f.reports = c.Reports
			return p.brief(cmd.Context(), c, f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.section, "section", "", "brief on the section of this number, or with these words in the title")
	flags.StringVar(&f.country, "country", "", "brief on this country, its bodies and what others are asked to do with it")
	flags.StringVar(&f.format, "format", "", "md, html, docx or json (default by the extension of --out, else md)")
	flags.StringVar(&f.out, "out", "-", "file to write; - is standard output")
	flags.BoolVar(&f.full, "full", false, "leave nothing out, however long it becomes")
	flags.StringSliceVar(&f.files, "with-files", nil, "write the part of the graph beside --out too, in these formats of export (default graphml)")
	flags.Lookup("with-files").NoOptDefVal = "graphml"
	confidenceFlag(cmd, &f.sure, "use facts of at least this confidence")
	complete(cmd, "format", briefFormatNames)
	storeFlags(cmd)
	p.reportFlag(cmd) // the subject if there is no other, else where to look
	return cmd
}

// briefFormats describes the formats.
func briefFormats() string {
	var b strings.Builder
	for _, f := range writers.Formats() {
		fmt.Fprintf(&b, "  %-5s %s\n", f.Name, f.Help)
	}
	return strings.TrimRight(b.String(), "\n")
}

func briefFormatNames() []string {
	var names []string
	for _, f := range writers.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// check settles the format and refuses flags that do not go together before anything is read.
func (f *briefFlags) check() (writers.Format, error) {
	var given []string
	for _, s := range []string{f.name, f.section, f.country} {
		if strings.TrimSpace(s) != "" {
			given = append(given, s)
		}
	}
	if len(given) > 1 || len(given) == 0 && len(f.reports) != 1 {
		return writers.Format{}, failed(ExitUsage, errors.New("say what to brief on: one of NAME, --section and --country, or one --report"))
	}
	format, err := writers.Formats()[0], error(nil)
	switch {
	case f.format != "":
		format, err = writers.Lookup(f.format)
	case f.out != "-":
		format, err = writers.ForPath(f.out)
	}
	if err != nil {
		return format, failed(ExitUsage, fmt.Errorf("%w; or say --format", err))
	}
	if len(f.files) > 0 && f.out == "-" {
		return format, failed(ExitUsage, errors.New("--with-files: say --out, beside which the files go"))
	}
	return format, among("--with-files", f.files, exportNames())
}

func (p *program) brief(ctx context.Context, c config.Config, f *briefFlags) error {
	format, err := f.check()
	if err != nil {
		return err
	}
	if format.Binary && f.out == "-" && p.terminal {
		return failed(ExitUsage, fmt.Errorf("%s is not for a terminal: say --out", format.Name))
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	g, err := loadSure(ctx, c, o, f.sure)
	if err != nil {
		return err
	}
	d, part, err := f.compose(g, o, c)
	if err != nil {
		return err
	}
	var raw bytes.Buffer
	if err := format.Write(&raw, d); err != nil {
		return err
	}
	if f.out == "-" {
		_, err := p.out.Write(raw.Bytes())
		return failed(ExitOutput, err)
	}
	if err := writeWhole(f.out, "briefing", raw.Bytes()); err != nil {
		return err
	}
	if !p.quiet {
		fmt.Fprintf(p.out, "%s: %d words, %d notes\n", f.out, d.Words(), len(d.Notes))
	}
	return p.briefFiles(ctx, c, f, partOf{g, o, part})
}

// compose makes the briefing and says which part of the graph it is on.
func (f *briefFlags) compose(g *kg.Graph, o *ontology.Ontology, c config.Config) (*document.Document, filter.Options, error) {
	ph, err := brief.ReadPhrases(data.FS, "briefing.yaml", o)
	if err != nil {
		return nil, filter.Options{}, err
	}
	opt := brief.Options{Words: brief.TwoPages, Seed: c.Layout.Seed}
	if f.full {
		opt.Words = 0
	}
	b, err := brief.New(g, o, ph, opt)
	if err != nil {
		return nil, filter.Options{}, err
	}
	switch {
	case f.section != "":
		id, err := theSection(g, o, f.section)
		if err != nil {
			return nil, filter.Options{}, err
		}
		d, err := b.Section(id)
		return d, filter.Options{Section: string(id)}, err
	case f.name+f.country == "":
		id, err := reportNamed(g.Reports, f.reports[0])
		if err != nil {
			return nil, filter.Options{}, err
		}
		d, err := b.Report(id)
		return d, filter.Options{Reports: []kg.ID{id}}, err
	}
	id, err := f.entity(g, ph)
	if err != nil {
		return nil, filter.Options{}, err
	}
	d, err := b.Entity(id)
	return d, filter.Options{Ego: []kg.ID{id}, Hops: 1}, err
}

// entity returns the one entity that is meant.
func (f *briefFlags) entity(g *kg.Graph, ph *brief.Phrases) (kg.ID, error) {
	name := f.name + f.country
	ids, err := named(g, name)
	if err != nil {
		return "", err
	}
	index := g.Index()
	ids = slices.DeleteFunc(ids, func(id kg.ID) bool {
		e := index.Entities[id]
		return e == nil || f.country != "" && !ph.Types[e.Type].Bodies
	})
	var which []string
	for _, id := range ids {
		which = append(which, fmt.Sprintf("%s (%s)", index.Entities[id].Name, id))
	}
	switch {
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) > 1:
		return "", failed(ExitNotFound, fmt.Errorf("%q may mean %s; name one by what stands in brackets", name, strings.Join(which, " or ")))
	case f.country != "":
		return "", failed(ExitNotFound, fmt.Errorf("%q is no country in the graph; without --country it may be something else", name))
	}
	return "", failed(ExitNotFound, fmt.Errorf("%q is a recommendation; a briefing is on a body, country, section or report", name))
}

// theSection returns the one section that is meant: of several, those that recommend nothing or lie in another one do not count.
func theSection(g *kg.Graph, o *ontology.Ontology, words string) (kg.ID, error) {
	ids, err := filter.Sections(g, o, filter.Options{Section: words})
	if err != nil {
		return "", failed(ExitNotFound, err)
	}
	index := g.Index()
	busy, chosen := map[kg.ID]bool{}, map[kg.ID]bool{}
	for _, id := range ids {
		chosen[id] = true
	}
	var found []kg.ID
	for i := range g.Recommendations {
		outermost := kg.ID("")
		for s, steps := index.Sections[g.Recommendations[i].Section], 0; s != nil && steps <= len(g.Sections); s, steps = index.Sections[s.Parent], steps+1 {
			if chosen[s.ID] {
				outermost = s.ID
			}
		}
		if outermost != "" && !busy[outermost] {
			busy[outermost] = true
			found = append(found, outermost)
		}
	}
	if len(ids) == 1 || len(found) == 0 {
		return ids[0], nil
	}
	if len(found) == 1 {
		return found[0], nil
	}
	var which []string
	for _, id := range found {
		which = append(which, fmt.Sprintf("%q (%s)", oneLine(index.Sections[id].Title), id))
	}
	return "", failed(ExitNotFound, fmt.Errorf("%q may mean %s; give more of the title, or what stands in brackets", words, strings.Join(which, " or ")))
}

// partOf is a part of a graph.
type partOf struct {
	g   *kg.Graph
	o   *ontology.Ontology
	opt filter.Options
}

// briefFiles writes the part of the graph that the briefing is on, beside it.
func (p *program) briefFiles(ctx context.Context, c config.Config, f *briefFlags, part partOf) error {
	if len(f.files) == 0 {
		return nil
	}
	e := &exportFlags{filterFlags: filterFlags{opt: part.opt}}
	for _, id := range part.opt.Ego {
		e.ego = append(e.ego, string(id))
	}
	g, err := e.part(part.g, part.o, c)
	if err != nil {
		return err
	}
	s, _, err := picture(ctx, g, part.o, c, e.hidden()...)
	if err != nil {
		return err
	}
	base := strings.TrimSuffix(f.out, filepath.Ext(f.out))
	for _, name := range f.files {
		e.format, e.out = name, base+extensionOf(name)
		if _, err := p.writeScene(ctx, e, s); err != nil {
			return failed(ExitOutput, err)
		}
	}
	return nil
}

// extensionOf returns the usual ending of a format's files.
func extensionOf(format string) string {
	f, err := export.Lookup(format)
	if err != nil {
		panic(err) // checked before
	}
	return f.Extensions[0]
}
