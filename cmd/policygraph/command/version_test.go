package command

import (
	"runtime"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	if out := succeed(t, "version"); !strings.HasPrefix(out, "policygraph ") || !strings.Contains(out, runtime.Version()) {
		t.Errorf("got %q", out)
	}
	refuse(t, ExitUsage, `unknown command "now"`, "version", "now")
}
