package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"policygraph/cmd/policygraph/config"
	"policygraph/data"
	"policygraph/extract"
	"policygraph/extract/read"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// report is a report to read: a file, or one of the samples in the program.
type report struct {
	path   string
	sample bool
}

// reports returns what the arguments name: files, and the files of known extensions in directories. Nothing names the
// samples. It says on stderr which files in the directories are none.
func (p *program) reports(args []string) ([]report, error) {
	if len(args) == 0 {
		names, err := fs.Glob(data.FS, "samples/*.md")
		if err != nil || len(names) == 0 {
			return nil, errors.Join(errors.New("no sample reports in this program"), err)
		}
		var out []report
		for _, n := range names {
			out = append(out, report{n, true})
		}
		return out, nil
	}
	var out []report
	var skipped []string
	for _, arg := range args {
		found, others, err := find(arg)
		if err != nil {
			return nil, failed(ExitInput, err)
		}
		out, skipped = append(out, found...), append(skipped, others...)
	}
	if len(skipped) > 0 && !p.quiet {
		fmt.Fprintf(p.err, "policygraph: note: %s\n", skippedText(skipped))
	}
	return out, nil
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

// find returns the file, or the reports in the directory and below it in the order of their names, and the files there that
// are none; names that begin with a dot are passed over.
func find(root string) (out []report, skipped []string, err error) {
	info, err := os.Stat(root)
	if err != nil {
		return nil, nil, fmt.Errorf("read report: %w", err)
	}
	if !info.IsDir() {
		return []report{{path: root}}, nil, nil
	}
	var known []string
	for _, f := range read.Formats() {
		known = append(known, f.Extensions...)
	}
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != root && strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case d.IsDir() || strings.HasPrefix(d.Name(), "."):
		case slices.Contains(known, strings.ToLower(filepath.Ext(p))):
			out = append(out, report{path: p})
		default:
			skipped = append(skipped, p)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read directory: %w", err)
	}
	if len(out) == 0 {
		return nil, nil, fmt.Errorf("read directory %s: no reports in it (files that end in %s)", root, strings.Join(known, ", "))
	}
	return out, skipped, nil
}

// newExtractor loads the names and rules.
func newExtractor(c config.Config) (*extract.Extractor, error) {
	opt := extract.DefaultOptions()
	opt.Read.MaxSize, opt.Read.MaxExpansion = int64(c.Limits.MaxSize), int64(c.Limits.MaxExpansion)
	opt.Read.MaxPages, opt.Read.Timeout = c.Limits.MaxPages, time.Duration(c.Limits.Timeout)
	opt.Read.Password, opt.Read.OCR, opt.Read.Cache = c.PDF.Password, c.PDF.OCR, pdfCache(c)
	if c.Gazetteers != "" {
		dir, err := directory("gazetteers", c.Gazetteers)
		if err != nil {
			return nil, err
		}
		opt.Gazetteers = append(opt.Gazetteers, dir)
	}
	if c.Rules != "" {
		dir, err := directory("rules", c.Rules)
		if err != nil {
			return nil, err
		}
		opt.Rules = dir
	}
	x, err := extract.New(data.FS, opt)
	if err != nil {
		return nil, failed(ExitUsage, fmt.Errorf("load knowledge: %w", err))
	}
	return x, nil
}

// pdfCache returns the directory that keeps the compiled PDFium between runs, "" where the user has no cache.
func pdfCache(c config.Config) string {
	if c.PDF.Cache != "" {
		return c.PDF.Cache
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "policygraph", "wazero")
}

func directory(key, path string) (fs.FS, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, failed(ExitUsage, fmt.Errorf("%s: %w", key, err))
	case !info.IsDir():
		return nil, failed(ExitUsage, fmt.Errorf("%s: %s is not a directory", key, path))
	}
	return os.DirFS(path), nil
}

// extracted is what a report says.
type extracted struct {
	report
	graph   *kg.Graph
	remarks []source.Remark
	err     error
}

// extractNamed reads the reports that the arguments name and says what is odd in them.
func (p *program) extractNamed(ctx context.Context, c config.Config, args []string) ([]extracted, error) {
	list, err := p.reports(args)
	if err != nil {
		return nil, err
	}
	said, err := p.extractAll(ctx, c, list)
	if err != nil {
		return nil, err
	}
	p.remark(said)
	return said, nil
}

// extractAll reads the reports, several at a time, and returns what they say in their order. If some cannot be read, the
// first of them is the error.
func (p *program) extractAll(ctx context.Context, c config.Config, list []report) ([]extracted, error) {
	x, err := newExtractor(c)
	if err != nil {
		return nil, err
	}
	bar := p.progress("reading", len(list))
	defer bar.finish()
	out := make([]extracted, len(list))
	var mu sync.Mutex
	next, stopped := 0, false
	take := func() int { // reports are begun in their order, so that the first error does not depend on chance
		mu.Lock()
		defer mu.Unlock()
		if stopped || next == len(list) {
			return -1
		}
		next++
		return next - 1
	}
	var workers sync.WaitGroup
	for range min(len(list), runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := take(); i >= 0; i = take() {
				out[i] = extractOne(ctx, x, list[i])
				bar.step()
				if out[i].err != nil {
					mu.Lock()
					stopped = true
					mu.Unlock()
				}
			}
		})
	}
	workers.Wait()
	for i := range out {
		if out[i].err != nil {
			return nil, failed(ExitInput, out[i].err)
		}
	}
	return out, sameNames(out)
}

func extractOne(ctx context.Context, x *extract.Extractor, r report) extracted {
	out := extracted{report: r}
	out.err = guarded(r.path, func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if !r.sample {
			out.graph, out.remarks, err = x.File(ctx, r.path)
			return extractionError(err)
		}
		raw, err := fs.ReadFile(data.FS, r.path)
		if err != nil {
			return fmt.Errorf("read sample: %w", err)
		}
		out.graph, out.remarks, err = x.Bytes(ctx, path.Base(r.path), raw)
		return extractionError(err)
	})
	return out
}

// extractionError marks the errors that no report can be blamed for.
func extractionError(err error) error {
	if errors.Is(err, extract.ErrInconsistent) {
		return failed(ExitOther, fmt.Errorf("internal error: %w", err))
	}
	return err
}

// sameNames refuses two files whose reports would have the same name, for one would replace the other.
func sameNames(list []extracted) error {
	paths := map[kg.ID]string{}
	for _, e := range list {
		id := e.graph.Reports[0].ID
		if other, taken := paths[id]; taken {
			return failed(ExitUsage, fmt.Errorf("%s and %s would both be stored as %s; rename one", other, e.path, id))
		}
		paths[id] = e.path
	}
	return nil
}

// maxRemarks bounds what is said about one report.
const maxRemarks = 5

// remark says on stderr what was odd in the reports.
func (p *program) remark(list []extracted) {
	if p.quiet {
		return
	}
	for _, e := range list {
		warnings := slices.DeleteFunc(slices.Clone(e.remarks), func(r source.Remark) bool { return r.Severity != source.Warning })
		for _, r := range warnings[:min(maxRemarks, len(warnings))] {
			place := e.path
			if r.Line > 0 {
				place = fmt.Sprintf("%s:%d", e.path, r.Line)
			} else if r.Page > 0 {
				place = fmt.Sprintf("%s, page %d", e.path, r.Page)
			}
			fmt.Fprintf(p.err, "policygraph: note: %s: %s\n", place, oneLine(r.Message))
		}
		if n := len(warnings) - maxRemarks; n > 0 {
			fmt.Fprintf(p.err, "policygraph: note: %s: %d more notes\n", e.path, n)
		}
	}
}
