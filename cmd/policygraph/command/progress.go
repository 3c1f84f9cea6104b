package command

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"policygraph/cmd/policygraph/input"
)

// isTerminal reports whether somebody may be looking at what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// styled reports whether text for the terminal may be bold.
func (p *program) styled() bool {
	return p.terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// bar shows progress; a nil bar shows nothing.
type bar struct{ *progressbar.ProgressBar }

// progress begins to show the progress of n steps on stderr, if that is a terminal and there is something to wait for.
func (p *program) progress(what string, n int) *bar {
	if p.quiet || n < 2 || !isTerminal(p.err) {
		return nil
	}
	return &bar{progressbar.NewOptions(n, progressbar.OptionSetWriter(p.err), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())}
}

func (b *bar) step() {
	if b != nil {
		_ = b.Add(1) // a picture that cannot be drawn is no reason to stop
	}
}

func (b *bar) finish() {
	if b != nil {
		_ = b.Finish()
	}
}

// readBar shows how far the reading of reports has come: reports, bytes, time left. A nil one shows nothing.
type readBar struct {
	bar       *progressbar.ProgressBar
	done, all int
}

// readingBar begins to show the progress of reading, if stderr is a terminal and there is something to wait for.
func (p *program) readingBar(inputs []input.Input) *readBar {
	if p.quiet || len(inputs) < 2 || !isTerminal(p.err) {
		return nil
	}
	return newReadBar(p.err, inputs)
}

func newReadBar(w io.Writer, inputs []input.Input) *readBar {
	size := int64(0)
	for i := range inputs {
		size += inputs[i].Size
	}
	b := &readBar{all: len(inputs)}
	b.bar = progressbar.NewOptions64(max(1, size), progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(b.text()), progressbar.OptionShowBytes(true),
		progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish())
	return b
}

func (b *readBar) text() string { return fmt.Sprintf("reading %d/%d", b.done, b.all) }

// read counts a report that has been read.
func (b *readBar) read(in *input.Input) {
	if b == nil {
		return
	}
	b.done++
	b.bar.Describe(b.text())
	_ = b.bar.Add64(in.Size) // a picture that cannot be drawn is no reason to stop
}

// clear makes room for a line of text.
func (b *readBar) clear() {
	if b != nil {
		_ = b.bar.Clear()
	}
}

func (b *readBar) finish() {
	if b != nil {
		_ = b.bar.Finish()
	}
}
