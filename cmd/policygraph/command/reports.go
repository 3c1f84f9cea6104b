package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"policygraph/cmd/policygraph/config"
	"policygraph/data"
	"policygraph/extract"
	"policygraph/extract/read"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// newExtractor loads the names and rules.
func newExtractor(c config.Config) (*extract.Extractor, error) {
	opt := extract.DefaultOptions()
	opt.Read = readOptions(c)
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

// readOptions says how files are read.
func readOptions(c config.Config) read.Options {
	return read.Options{MaxSize: int64(c.Limits.MaxSize), MaxExpansion: int64(c.Limits.MaxExpansion), Password: c.PDF.Password, OCR: c.PDF.OCR, Cache: pdfCache(c),
		Timeout: time.Duration(c.Limits.Timeout), MaxPages: c.Limits.MaxPages}
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

// extractFile returns what the report in a file says, and says what is odd in it.
func (p *program) extractFile(ctx context.Context, c config.Config, name string) (*kg.Graph, error) {
	x, err := newExtractor(c)
	if err != nil {
		return nil, err
	}
	said, err := limited(ctx, c, name, func(ctx context.Context) (out extracted, err error) {
		out.graph, out.remarks, err = x.File(ctx, name)
		return out, err
	})
	if err != nil {
		return nil, failed(ExitInput, err)
	}
	p.remark(name, said.remarks)
	return said.graph, nil
}

// extracted is what a report says.
type extracted struct {
	graph   *kg.Graph
	remarks []source.Remark
}

// grace is how much longer than its limit an extraction may take, so that a reader which keeps to the limit can say why.
const grace = time.Second

// limited calls a function that extracts the named file, and makes errors of a crash and of a time that is too long. What it does
// after its time is of no use to anybody, and of no harm.
func limited(ctx context.Context, c config.Config, name string, f func(context.Context) (extracted, error)) (extracted, error) {
	limit := readOptions(c).Limit()
	within, stop := context.WithTimeout(ctx, limit+grace)
	defer stop()
	type answer struct {
		extracted
		err error
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		a.err = guarded(name, func() (err error) {
			a.extracted, err = f(within)
			return extractionError(err)
		})
		done <- a
	}()
	var a answer
	select {
	case a = <-done:
	case <-within.Done():
		a.err = within.Err()
	}
	if errors.Is(a.err, context.DeadlineExceeded) && ctx.Err() == nil {
		a.err = fmt.Errorf("read %s: takes longer than %v (limits.timeout)", name, limit)
	}
	return a.extracted, a.err
}

// extractionError marks the errors that no report can be blamed for.
func extractionError(err error) error {
	if errors.Is(err, extract.ErrInconsistent) {
		return failed(ExitOther, fmt.Errorf("internal error: %w", err))
	}
	return err
}

// maxRemarks bounds what is said about one report.
const maxRemarks = 5

// remark says on stderr what was odd in a report.
func (p *program) remark(name string, remarks []source.Remark) {
	if p.quiet {
		return
	}
	warnings := slices.DeleteFunc(slices.Clone(remarks), func(r source.Remark) bool { return !isWarning(r) })
	for _, r := range warnings[:min(maxRemarks, len(warnings))] {
		place := name
		if r.Line > 0 {
			place = fmt.Sprintf("%s:%d", name, r.Line)
		} else if r.Page > 0 {
			place = fmt.Sprintf("%s, page %d", name, r.Page)
		}
		p.note("%s: %s", place, oneLine(r.Message))
	}
	if n := len(warnings) - maxRemarks; n > 0 {
		p.note("%s: %d more notes", name, n)
	}
}

func isWarning(r source.Remark) bool { return r.Severity == source.Warning }

// note says something on stderr that is no error.
func (p *program) note(format string, args ...any) {
	if !p.quiet {
		fmt.Fprintf(p.err, "policygraph: note: "+format+"\n", args...)
	}
}
