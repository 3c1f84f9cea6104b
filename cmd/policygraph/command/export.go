package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/export"
	"policygraph/export/scene"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// exportFlags is what the export command is told.
type exportFlags struct {
	format, profile, out string
	title, lossReport    string
	filterFlags
}

func (p *program) exportCommand() *cobra.Command {
	f := &exportFlags{}
	cmd := &cobra.Command{
		Use:   "export --format FORMAT [--out FILE]",
		Short: "Write the graph in the store, or a part of it, for other programs",
		Long: "Writes what the store holds in one of these formats:\n\n" + formatList() +
			"\nFilters combine: a fact must pass all of them; see policygraph help filters. Where they choose facts rather than text, sections\n" +
			"and reports are left out unless --type names them. Measures, sizes and places are those of the part that is exported.",
		Example: "  policygraph export --format graphml --out graph.graphml\n" +
			"  policygraph export --format gexf --type agency,recommendation --predicate calls_on --out agencies.gexf\n" +
			"  policygraph export --format dot --profile graphviz --ego \"European Commission\" --hops 2 --out - | dot -Tsvg > ego.svg\n" +
			"  policygraph export --country Japan --type agency,country --context --title \"Japan's agencies\" --out japan.svg\n" +
			"  policygraph export --between NATO --between Japan --out paths.png",
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.export(cmd.Context(), c, f)
		},
	}
	f.add(p, cmd)
	storeFlags(cmd)
	return cmd
}

// add defines the flags.
func (f *exportFlags) add(p *program, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", "one of those that policygraph formats lists (default by the extension of --out)")
	flags.StringVar(&f.profile, "profile", "", "what the file is for, of formats that have a choice (default the format's first)")
	flags.StringVar(&f.title, "title", "", "title of pictures and of formats that have one (default those of the reports)")
	flags.StringVar(&f.out, "out", "-", "file to write; - is standard output")
	flags.StringVar(&f.lossReport, "loss-report", "", "file for what the format could not carry, as JSON (default one line on stderr)")
	f.filterFlags.add(p, cmd, keepNodes)
	flags.StringSlice("with", nil, "show passages, sources too")
	config.Bind(flags, "with", "with")
	complete(cmd, "format", exportNames)
	complete(cmd, "profile", profileNames)
	complete(cmd, "with", withNames)
	complete(cmd, "type", words(func(o *ontology.Ontology) []string { return typeNames(o, true) }))
}

// formatList describes the formats.
func formatList() string {
	var b strings.Builder
	for _, f := range export.Formats() {
		profiles := ""
		if len(f.Profiles) > 0 {
			profiles = " (profiles " + strings.Join(f.Profiles, ", ") + ")"
		}
		fmt.Fprintf(&b, "  %-9s %s%s\n", f.Name, f.Help, profiles)
	}
	return b.String()
}

func (p *program) export(ctx context.Context, c config.Config, f *exportFlags) error {
	o, err := vocabulary()
	if err != nil {
		return err
	}
	if err := f.check(o); err != nil {
		return err
	}
	g, err := load(ctx, c)
	if err != nil {
		return err
	}
	if g, err = f.part(g, o, c); err != nil {
		return err
	}
	if len(g.Entities)+len(g.Recommendations)+len(g.Timeline) == 0 {
		return failed(ExitNotFound, errors.New("there is nothing in the graph"))
	}
	s, _, err := picture(ctx, g, o, c, f.hidden()...)
	if err != nil {
		return err
	}
	if f.title != "" {
		s.Title = oneLine(f.title)
	}
	res, err := p.writeScene(ctx, f, s)
	if err != nil {
		return failed(ExitOutput, err)
	}
	if f.lossReport != "" {
		return lossReport{f.out, f.format, f.profile, res}.write(f.lossReport)
	}
	if !p.quiet {
		fmt.Fprint(p.err, lost(f.out, res))
	}
	return nil
}

// writeScene writes the scene to where the flags say, and says so if that is a file.
func (p *program) writeScene(ctx context.Context, f *exportFlags, s *scene.Scene) (export.Result, error) {
	opt := export.Options{Profile: f.profile}
	if f.out == "-" {
		return export.Write(p.out, f.format, s, opt)
	}
	res, err := export.File(ctx, f.out, f.format, s, opt)
	if err != nil || p.quiet {
		return res, err
	}
	format, err := export.Lookup(f.format)
	if err != nil {
		return res, err
	}
	_, err = fmt.Fprintf(p.out, "%s: %d nodes, %d edges\n", strings.Join(format.Paths(f.out), ", "), res.Nodes, res.Edges)
	return res, err
}

// check settles the format and refuses names that do not exist before anything is read.
func (f *exportFlags) check(o *ontology.Ontology) error {
	format, err := export.Lookup(f.format)
	if f.format == "" {
		if f.out == "-" {
			return failed(ExitUsage, fmt.Errorf("say --format: one of %s", strings.Join(exportNames(), ", ")))
		}
		format, err = export.ForPath(f.out)
	}
	if err != nil {
		return failed(ExitUsage, err)
	}
	f.format = format.Name
	if err := format.CheckProfile(f.profile); err != nil {
		return failed(ExitUsage, err)
	}
	if err := format.Single(); err != nil && f.out == "-" {
		return failed(ExitUsage, fmt.Errorf("%w: say --out", err))
	}
	return f.filterFlags.check(o, true)
}

// among refuses names that are not in the list.
func among(flag string, names, list []string) error {
	for _, name := range names {
		if !slices.Contains(list, name) {
			return failed(ExitUsage, fmt.Errorf("%s: unknown name %q; known are %s", flag, name, strings.Join(list, ", ")))
		}
	}
	return nil
}

// hidden returns the kinds of nodes that the graph needs to say where facts stand, but that the filters do not ask for:
// a choice of types, predicates, weights or surroundings is one of facts.
func (f *exportFlags) hidden() []string {
	o := f.opt
	if !f.narrows() || len(o.Types) == 0 && slices.Contains(o.Predicates, "part_of") {
		return nil
	}
	return slices.DeleteFunc([]string{kg.KindSection, kg.KindReport}, func(kind string) bool { return slices.Contains(o.Types, kind) })
}
