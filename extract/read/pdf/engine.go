package pdf

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// PDFium runs as WebAssembly: without cgo, without access to files, and in a memory of its own for every file, so that a crash
// within it is an error for that file only.

// maxMemory is the memory that one file may need, in pages of 64 KiB: 1 GiB.
const maxMemory = 1 << 14

// leastFiles is the number of files that may be open at the same time, if there are not more processors: who reads as many as there
// are should not wait for another to end, for the time that a file may take runs on.
const leastFiles = 4

var (
	poolsLock sync.Mutex
	pools     = map[string]pdfium.Pool{} // by directory of the compiled program
)

// engine returns PDFium, compiled when first needed. The compiled program is kept in the directory cache, or only in memory
// when cache is "" or cannot be written.
func engine(cache string) (pdfium.Pool, error) {
	poolsLock.Lock()
	defer poolsLock.Unlock()
	if p := pools[cache]; p != nil {
		return p, nil
	}
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(maxMemory) // not WithCloseOnContextDone: its goroutine for every call makes reading ten times slower
	if cache != "" {
		if c, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
			config = config.WithCompilationCache(c)
		}
	}
	p, err := webassembly.Init(webassembly.Config{
		MaxTotal: max(leastFiles, runtime.GOMAXPROCS(0)), RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	pools[cache] = p
	return p, nil
}

// session is one use of PDFium, for one file.
type session struct {
	pdfium.Pdfium
	ctx context.Context
}

// start borrows PDFium. Who uses it looks at ctx between its calls, for none of them can be stopped.
func start(ctx context.Context, cache string) (*session, error) {
	pool, err := engine(cache)
	if err != nil {
		return nil, err
	}
	in, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return &session{Pdfium: in, ctx: ctx}, nil
}

// end gives PDFium back. What it says of its end is of no use: its memory is thrown away.
func (s *session) end() { _ = s.Close() }

// firstLine is an error whose message ends with its first line: PDFium's crashes tell where in its code they happened.
type firstLine struct{ error }

// Error returns the first line of the error's message.
func (e firstLine) Error() string {
	line, _, _ := strings.Cut(e.error.Error(), "\n")
	return line
}

// Unwrap returns the whole error.
func (e firstLine) Unwrap() error { return e.error }

// guard runs f and turns a crash in it into an error, and one that came of the end of time into [ErrTime].
func (s *session) guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("PDFium crashed: %v", r)
		}
		switch {
		case err != nil && s.ctx.Err() != nil:
			err = ErrTime
		case err != nil:
			err = firstLine{err}
		}
	}()
	return f()
}
