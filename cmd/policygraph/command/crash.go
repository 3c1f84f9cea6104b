package command

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// guarded calls f and makes an error of a panic: a mistake in this program is told in one line like everything else. The line
// names the place in the source and, if it is given, the file that was being read.
func guarded(file string, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			where := nonEmpty(crashed())
			if file != "" {
				where = append(where, "file "+file)
			}
			err = failed(ExitOther, fmt.Errorf("internal error: %v (%s)", p, strings.Join(where, ", ")))
		}
	}()
	return f()
}

// crashed returns the place in our source that panicked, for use while a panic is recovered; "" if there is none.
func crashed() string {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	panicking := false
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			panicking = true
		case panicking && strings.HasPrefix(frame.Function, "policygraph/"):
			return fmt.Sprintf("%s:%d", path.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}
