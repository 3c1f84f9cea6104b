package command

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
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
