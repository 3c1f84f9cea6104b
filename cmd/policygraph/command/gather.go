package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/cmd/policygraph/corpus"
	"policygraph/cmd/policygraph/input"
	"policygraph/data"
	"policygraph/extract"
	"policygraph/extract/read"
	"policygraph/extract/source"
	"policygraph/graph/kg"
	"policygraph/graph/store"
)

// inputsHelp says what the arguments of commands may be that read many reports.
const inputsHelp = "Arguments are files, folders, patterns in quotes ('reports/**/*.pdf', ** is any number of folders), archives (.zip, .tar, .tar.gz)\n" +
	"and - for standard input. In folders and archives, files that no reader knows and names that begin with a dot are passed over.\n" +
	"A report that cannot be read does not stop the others: all such are listed at the end, and the exit code is 8.\n\n" +
	"A report is named as its file is. Where files of one name lie in several folders, as many folders stand before it as tell them\n" +
	"apart: us/report, eu/report. The store remembers where each file lies, and a file that it knows keeps its name. A new file\n" +
	"replaces the report of its name if the file of that report is gone, with a note if it has another title; otherwise a folder is\n" +
	"put before its name, with a note. What has not changed since it was stored, nor has the program, its names, rules and settings\n" +
	"that matter, is not read again."

// corpusFlags is what commands are told that read many reports.
type corpusFlags struct {
	force, prune bool
	as, name     string
}

func (f *corpusFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.force, "force", false, "read reports that have not changed too")
	flags.BoolVar(&f.prune, "prune", false, "remove from the store what the arguments of this command do not name, and say what")
	flags.StringVar(&f.as, "as", "", "format of standard input: "+strings.Join(readFormats(), ", ")+" (default by its content)")
	flags.StringVar(&f.name, "name", "", "name of the report on standard input (default stdin)")
	complete(cmd, "as", readFormats)
}

func readFormats() []string {
	var names []string
	for _, f := range read.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// check refuses what does not go with the arguments.
func (f *corpusFlags) check(args []string) error {
	stdin := false
	for _, arg := range args {
		stdin = stdin || arg == input.Stdin
	}
	if (f.as != "" || f.name != "") && !stdin {
		return failed(ExitUsage, errors.New("--as and --name are for standard input: name it with -"))
	}
	if f.name != "" && (filepath.Base(f.name) != f.name || kg.ReportID(f.name) == kg.ReportID("")) {
		return failed(ExitUsage, fmt.Errorf("--name: %q is no name of a report: it wants letters or digits and no folders", f.name))
	}
	if f.as == "" {
		return nil
	}
	return among("--as", []string{f.as}, readFormats())
}

// inputs returns the reports that the arguments name; nothing names the samples. It says on stderr what it passes over.
func (p *program) inputs(cmd *cobra.Command, c config.Config, f *corpusFlags, args []string) (*input.List, error) {
	if err := f.check(args); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return input.Embedded(data.FS, "samples/*.md")
	}
	list, err := input.Open(cmd.Context(), args, input.Options{
		Limits: input.Limits{Size: int64(c.Limits.MaxSize), Expansion: int64(c.Limits.MaxArchive)},
		Stdin:  cmd.InOrStdin(), Format: f.as, Name: f.name,
	})
	if err != nil {
		return nil, failed(ExitInput, err)
	}
	if len(list.Skipped) > 0 {
		p.note("%s", skippedText(list.Skipped))
	}
	return list, nil
}

// maxSkipped bounds how many files are named that are no reports.
const maxSkipped = 5

func skippedText(paths []string) string {
	what, more := fmt.Sprintf("%d files", len(paths)), ""
	if len(paths) == 1 {
		what = "1 file"
	}
	var names []string
	for _, p := range paths[:min(maxSkipped, len(paths))] {
		names = append(names, oneLine(filepath.Base(p)))
	}
	if len(paths) > maxSkipped {
		more = ", …"
	}
	return fmt.Sprintf("skipped %s that no reader knows: %s%s", what, strings.Join(names, ", "), more)
}

// gathered is what became of the reports of a command.
type gathered struct {
	store    store.Store // open; nil if nothing could be read into a new one
	outcomes []corpus.Outcome
	remarked int // how many reports have remarks
}

// maxAllRemarks is of how many reports the remarks are told.
const maxAllRemarks = 20

// close closes the store.
func (g *gathered) close() error {
	if g.store == nil {
		return nil
	}
	return failed(ExitStore, g.store.Close())
}

// gather reads the reports that the arguments name into the store. It calls prepare before it makes a new store. The store must
// be closed, unless there is an error.
func (p *program) gather(cmd *cobra.Command, c config.Config, f *corpusFlags, args []string, prepare func() error) (_ *gathered, err error) {
	ctx := cmd.Context()
	list, err := p.inputs(cmd, c, f, args)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, list.Close()) }()
	x, err := newExtractor(c)
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(c.StorePath())
	if err != nil {
		return nil, failed(ExitOther, fmt.Errorf("store: %w", err))
	}
	st, err := existing(c)
	if err != nil {
		return nil, failed(storeExit(err), err)
	}
	g := &gathered{}
	bar := p.readingBar(list.Inputs)
	g.store, err = corpus.Build(ctx, st, list, corpus.Options{
		Workers: runtime.GOMAXPROCS(0), Force: f.force, Prune: f.prune, Knowledge: x.Fingerprint(), Dir: dir,
		Create: func() (store.Store, error) {
			if err := prepare(); err != nil {
				return nil, err
			}
			return store.Open(c.Store.Backend, c.StorePath(), store.Write)
		},
		Extract: func(ctx context.Context, r extract.Report) (*kg.Graph, []source.Remark, error) {
			said, err := limited(ctx, c, r.Name, func(ctx context.Context) (out extracted, err error) {
				out.graph, out.remarks, err = x.Report(ctx, r)
				return out, err
			})
			return said.graph, said.remarks, err
		},
		Guard: guarded,
		Step:  bar.read,
		Each: func(o corpus.Outcome) {
			g.outcomes = append(g.outcomes, o)
			if len(o.Remarks) > 0 || o.Was != nil || o.Owner != "" { // there may be something to say
				bar.clear()
				p.remarkOutcome(o, &g.remarked)
			}
		},
	})
	bar.finish()
	if more := g.remarked - maxAllRemarks; more > 0 {
		p.note("%d more reports have odd places; build one of them alone with --force to see them", more)
	}
	if err != nil {
		p.stopped(ctx, g, len(list.Inputs))
		return nil, errors.Join(failed(storeExit(err), err), g.close())
	}
	if g.store != nil {
		p.noteSpare(ctx, c, g.store)
	}
	return g, nil
}

// existing opens the store if there is one, and returns nil if it is still to be made.
func existing(c config.Config) (store.Store, error) {
	for _, b := range store.Backends() {
		if b.Name == c.Store.Backend && !b.Disk {
			return nil, nil
		}
	}
	if _, err := os.Stat(c.StorePath()); err != nil {
		return nil, nil // what is wrong shows when it is made
	}
	if entries, err := os.ReadDir(c.StorePath()); err == nil && len(entries) == 0 {
		return nil, nil
	}
	return store.Open(c.Store.Backend, c.StorePath(), store.Write)
}

// stopped says how far a command came that was interrupted.
func (p *program) stopped(ctx context.Context, g *gathered, all int) {
	if done := len(g.outcomes); ctx.Err() != nil && done > 0 {
		p.note("stopped after %d of %d reports; what they say is stored, and the same command goes on from there", done, all)
	}
}

// remarkOutcome says on stderr what is odd in a report and in what became of it. It counts the reports with odd places.
func (p *program) remarkOutcome(o corpus.Outcome, remarked *int) {
	if slices.ContainsFunc(o.Remarks, isWarning) {
		if *remarked++; *remarked <= maxAllRemarks {
			p.remark(o.Name, o.Remarks)
		}
	}
	switch was := o.Was; {
	case o.State == corpus.Replaced && was.Title != o.Is.Title && was.Hash != o.Is.Hash && (was.Path != o.Is.Path || was.Path == ""):
		p.note("%s: replaces %q (same file name)", o.Name, nonEmpty(oneLine(was.Title), was.File)[0])
	case o.State == corpus.New && o.Owner != "":
		p.note("%s: stored as %s, since %s is %s", o.Name, shortName(o.ID), shortName(o.Wanted), o.Owner)
	}
}

// failures says on stderr which reports could not be read, and returns the error that this makes of the command.
func (p *program) failures(outcomes []corpus.Outcome) error {
	var bad []error
	good := 0
	for _, o := range outcomes {
		switch o.State {
		case corpus.Failed:
			bad = append(bad, failed(ExitInput, o.Err))
		case corpus.Removed:
		default:
			good++
		}
	}
	switch {
	case len(bad) == 0:
		return nil
	case len(bad) == 1 && good == 0:
		return bad[0]
	}
	_ = p.out.Flush() // the table before the errors; what goes wrong here comes up again at the end
	for _, err := range bad {
		fmt.Fprintf(p.err, "policygraph: %s\n", message(err))
	}
	if good == 0 {
		return failed(exitCode(bad[0]), fmt.Errorf("none of the %d reports could be read", len(bad)))
	}
	return failed(ExitSome, fmt.Errorf("%d of %d reports could not be read; the others are stored", len(bad), len(bad)+good))
}
