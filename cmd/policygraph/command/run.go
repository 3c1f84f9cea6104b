package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/cmd/policygraph/corpus"
	"policygraph/export"
	"policygraph/export/scene"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

func (p *program) runCommand() *cobra.Command {
	f := &corpusFlags{}
	cmd := &cobra.Command{
		Use:   "run [REPORT...]",
		Short: "Read reports, store, analyse and export them in one go",
		Long: "Reads reports, stores what they say, reads it back, computes the measures, places the nodes and writes every export that the\n" +
			"configuration lists, and manifest.json, which counts what is in them. The exports hold the reports of this run; the store keeps\n" +
			"those of earlier runs beside them, unless --prune is given. Without arguments: the shipped sample.\n\n" + inputsHelp,
		Example: "  policygraph run\n  policygraph run report.md --out out\n  policygraph run reports/ 'more/**/*.pdf' batch.zip --out out --store knowledge",
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.run(cmd, c, f, args)
		},
	}
	cmd.Flags().String("out", config.DefaultConfig().Out, "directory for the exports; made if there is none")
	config.Bind(cmd.Flags(), "out", "out")
	f.add(cmd)
	storeFlags(cmd)
	extractFlags(cmd)
	return cmd
}

func (p *program) run(cmd *cobra.Command, c config.Config, f *corpusFlags, args []string) error {
	prepare := func() error {
		if err := os.MkdirAll(c.Out, 0o777); err != nil {
			return failed(ExitOutput, fmt.Errorf("make output directory: %w", err))
		}
		return nil
	}
	gathered, err := p.gather(cmd, c, f, args, prepare)
	if err != nil {
		return err
	}
	g, err := gathered.graph(cmd.Context())
	if err = errors.Join(err, gathered.close()); err != nil {
		return err
	}
	if g == nil {
		return p.failures(gathered.outcomes)
	}
	if err := prepare(); err != nil {
		return err
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	s, scores, err := picture(cmd.Context(), g, o, c)
	if err != nil {
		return err
	}
	files, err := p.exportAll(cmd.Context(), c, s)
	if err != nil {
		return err
	}
	m := newManifest(g, o, files)
	m.Estimates = estimates(scores)
	p.noteEstimates(scores)
	if m.Options, err = newOptions(c); err != nil {
		return failed(ExitUsage, err)
	}
	if err := m.write(filepath.Join(c.Out, config.ManifestName)); err != nil {
		return err
	}
	if !p.quiet {
		if err := p.summary(c, m, g, scores, gathered.count(c)); err != nil {
			return err
		}
	}
	return p.failures(gathered.outcomes)
}

// graph returns what the store says of the reports that could be read, nil if there are none.
func (g *gathered) graph(ctx context.Context) (*kg.Graph, error) {
	var ids []kg.ID
	for _, o := range g.outcomes {
		if o.State != corpus.Failed && o.State != corpus.Removed {
			ids = append(ids, o.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	out, err := g.store.Get(ctx, ids...)
	return out, failed(ExitStore, err)
}

// exportAll writes the exports that the configuration lists.
func (p *program) exportAll(ctx context.Context, c config.Config, s *scene.Scene) ([]file, error) {
	bar := p.progress("writing", len(c.Exports))
	defer bar.finish()
	var out []file
	for _, e := range c.Exports {
		path := filepath.Join(c.Out, e.File)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, failed(ExitOutput, fmt.Errorf("make output directory: %w", err))
		}
		res, err := export.File(ctx, path, e.Format, s, export.Options{Profile: e.Profile})
		if err != nil {
			return nil, failed(ExitOutput, err)
		}
		f := file{File: filepath.ToSlash(e.File), Format: e.Format, Profile: e.Profile, Result: res}
		if err := f.measure(c.Out); err != nil {
			return nil, failed(ExitOutput, err)
		}
		out = append(out, f)
		bar.step()
	}
	return out, nil
}

// measure notes how large the file is, or each of its parts.
func (f *file) measure(dir string) error {
	format, err := export.Lookup(f.Format)
	if err != nil {
		return err
	}
	for _, path := range format.Paths(f.File) {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		f.Bytes += info.Size()
		if len(format.Parts) > 0 {
			f.Parts = append(f.Parts, part{path, info.Size()})
		}
	}
	return nil
}

// count is a number of things of a type.
type count struct {
	Type  string `json:"type"`
	Count int    `json:"count"`
}

// countEntities counts the entities by type, in the order of the vocabulary.
func countEntities(g *kg.Graph, o *ontology.Ontology) []count {
	out := []count{}
	for _, t := range o.Entities {
		n := 0
		for i := range g.Entities {
			if g.Entities[i].Type == t.Name {
				n++
			}
		}
		if n > 0 {
			out = append(out, count{t.Name, n})
		}
	}
	return slices.Clip(out)
}
