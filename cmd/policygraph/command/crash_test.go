package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"testing"

	"policygraph/extract"
)

// crashing is a writer with a mistake in it.
type crashing struct{}

func (crashing) Write([]byte) (int, error) {
	var none []int
	return none[len(none)], nil
}

// TestCrash checks that a panic is one line and exit code 1.
func TestCrash(t *testing.T) {
	var stderr bytes.Buffer
	code := Main(context.Background(), []string{"version"}, crashing{}, &stderr)
	want := regexp.MustCompile(`^policygraph: internal error: runtime error: index out of range \[0\] with length 0 \(crash_test.go:\d+\)\n$`)
	if code != ExitOther || !want.MatchString(stderr.String()) {
		t.Errorf("exit code %d, stderr %q", code, &stderr)
	}
}

// TestExtractionCrash checks that a panic while a report is read is that report's error.
func TestExtractionCrash(t *testing.T) {
	file := write(t, "odd.md", tiny)
	out := extractOne(t.Context(), nil, report{path: file}) // nil is a mistake of ours
	want := regexp.MustCompile(`^internal error: runtime error: .* \(extract.go:\d+, file ` + regexp.QuoteMeta(file) + `\)$`)
	if out.err == nil || !want.MatchString(out.err.Error()) || exitCode(failed(ExitInput, out.err)) != ExitOther {
		t.Errorf("got %v", out.err)
	}
}

// TestInconsistentFacts checks that facts which contradict each other are our mistake and not the report's.
func TestInconsistentFacts(t *testing.T) {
	err := extractionError(fmt.Errorf("odd.md: %w: agency:x: no evidence", extract.ErrInconsistent))
	if exitCode(failed(ExitInput, err)) != ExitOther || err.Error() != "internal error: odd.md: extracted facts are inconsistent: agency:x: no evidence" {
		t.Errorf("got %v", err)
	}
	if err := extractionError(errors.New("odd.md: no text")); exitCode(failed(ExitInput, err)) != ExitInput {
		t.Errorf("got %v", err)
	}
}
