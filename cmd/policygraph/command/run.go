package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/export"
	"policygraph/export/scene"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/store"
)

func (p *program) runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run [REPORT...]",
		Short: "Read reports, store, analyse and export them in one go",
		Long: "Reads reports (files, or directories of them), stores what they say, reads it back, computes the measures, places the\n" +
			"nodes and writes every export that the configuration lists, and manifest.json, which counts what is in them. The exports\n" +
			"hold the reports of this run; the store keeps those of earlier runs beside them. Without arguments: the shipped sample.",
		Example: "  policygraph run\n  policygraph run report.md --out out\n  policygraph run reports/ --out out --store knowledge",
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.run(cmd.Context(), c, args)
		},
	}
	cmd.Flags().String("out", config.DefaultConfig().Out, "directory for the exports; made if there is none")
	config.Bind(cmd.Flags(), "out", "out")
	storeFlags(cmd)
	extractFlags(cmd)
	return cmd
}

func (p *program) run(ctx context.Context, c config.Config, args []string) error {
	said, err := p.extractNamed(ctx, c, args)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o777); err != nil {
		return failed(ExitOutput, fmt.Errorf("make output directory: %w", err))
	}
	g, err := p.throughStore(ctx, c, said)
	if err != nil {
		return err
	}
	o, err := vocabulary()
	if err != nil {
		return err
	}
	s, scores, err := picture(ctx, g, o, c)
	if err != nil {
		return err
	}
	files, err := p.exportAll(ctx, c, s)
	if err != nil {
		return err
	}
	m := newManifest(g, o, files)
	if m.Options, err = newOptions(c); err != nil {
		return failed(ExitUsage, err)
	}
	if err := m.write(filepath.Join(c.Out, config.ManifestName)); err != nil {
		return err
	}
	if p.quiet {
		return nil
	}
	return p.summary(c, m, g, scores)
}

// throughStore stores the reports and returns what the store then says of them.
func (p *program) throughStore(ctx context.Context, c config.Config, said []extracted) (g *kg.Graph, err error) {
	st, err := p.putAll(ctx, c, said)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, failed(ExitStore, st.Close())) }()
	var ids []kg.ID
	for _, e := range said {
		ids = append(ids, e.graph.Reports[0].ID)
	}
	g, err = st.Get(ctx, ids...)
	return g, failed(ExitStore, err)
}

// putAll opens the store, puts the reports into it, and returns it open. It says on stderr if one takes the place of what seems
// to be another: a report of the same file name with another title.
func (p *program) putAll(ctx context.Context, c config.Config, said []extracted) (store.Store, error) {
	st, err := store.Open(c.Store.Backend, c.StorePath(), store.Write)
	if err != nil {
		return nil, failed(storeExit(err), err)
	}
	old, err := st.Reports(ctx)
	if err != nil {
		return nil, failed(storeExit(err), errors.Join(err, st.Close()))
	}
	for _, e := range said {
		if err := st.Put(ctx, e.graph); err != nil {
			return nil, failed(storeExit(err), errors.Join(err, st.Close()))
		}
		if was := replaced(old, e.graph.Reports[0]); was != "" && !p.quiet {
			fmt.Fprintf(p.err, "policygraph: note: %s: replaces %q (same file name)\n", e.path, was)
		}
	}
	return st, nil
}

// replaced returns the title of the stored report whose place r takes, if it is another title and another file.
func replaced(old []kg.Report, r kg.Report) string {
	for _, o := range old {
		if o.ID == r.ID && o.Title != r.Title && o.Hash != r.Hash {
			return cmp.Or(oneLine(o.Title), o.File)
		}
	}
	return ""
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
