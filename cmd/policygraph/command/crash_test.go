package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"testing"
	"time"

	"policygraph/cmd/policygraph/config"
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
	_, err := limited(t.Context(), config.DefaultConfig(), "odd.md", func(ctx context.Context) (out extracted, err error) {
		var none *extract.Extractor // a mistake of ours
		out.graph, out.remarks, err = none.Bytes(ctx, "odd.md", []byte(tiny))
		return out, err
	})
	want := regexp.MustCompile(`^internal error: runtime error: .* \(extract.go:\d+, file odd.md\)$`)
	if err == nil || !want.MatchString(err.Error()) || exitCode(failed(ExitInput, err)) != ExitOther {
		t.Errorf("got %v", err)
	}
}

// TestTimeout gives up on a report that takes too long, and at once when the program is interrupted.
func TestTimeout(t *testing.T) {
	c := config.DefaultConfig()
	c.Limits.Timeout = config.Duration(time.Nanosecond)
	for name, f := range map[string]func(context.Context) (extracted, error){
		"that heeds it": func(ctx context.Context) (extracted, error) { <-ctx.Done(); return extracted{}, ctx.Err() },
		"that does not": func(context.Context) (extracted, error) { select {} },
	} {
		if _, err := limited(t.Context(), c, "slow.md", f); err == nil || err.Error() != "read slow.md: takes longer than 1ns (limits.timeout)" {
			t.Errorf("%s: %v", name, err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if _, err := limited(ctx, config.DefaultConfig(), "slow.md", f); !errors.Is(err, context.Canceled) {
			t.Errorf("%s, interrupted: %v", name, err)
		}
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
