package command

import (
	"strings"
	"testing"
)

func TestRank(t *testing.T) {
	path := smallStore(t)
	for _, c := range []struct {
		golden string
		args   []string
	}{
		{"rank", nil},
		{"rank-type", []string{"--type", "country,agency", "--by", "degree"}},
		{"rank-betweenness", []string{"--by", "betweenness", "--top", "3"}},
		{"rank-csv", []string{"--format", "csv", "--top", "0"}},
		{"rank-json", []string{"--format", "json", "--top", "2"}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			golden(t, c.golden, succeed(t, append([]string{"rank", "--store", path}, c.args...)...))
		})
	}
}

func TestRankRefuses(t *testing.T) {
	refuse(t, ExitUsage, `--type: unknown name "ministry"; known are country, agency,`, "rank", "--type", "ministry")
	refuse(t, ExitUsage, `--by: unknown name "fame"; known are recommendations,`, "rank", "--by", "fame")
	refuse(t, ExitUsage, `--format: unknown format "xml"; known are table, json, csv`, "rank", "--format", "xml")
	refuse(t, ExitUsage, "--top: -1 is negative", "rank", "--top", "-1")
	refuse(t, ExitUsage, `unknown command "x"`, "rank", "x")
}

// TestRankSaysWhatIsEstimated makes estimates of the sample by setting the size up to which scores are exact.
func TestRankSaysWhatIsEstimated(t *testing.T) {
	path := smallStore(t)
	t.Setenv("POLICYGRAPH_ANALYSIS_CLOSENESS_EXACT_UP_TO", "1")
	t.Setenv("POLICYGRAPH_ANALYSIS_CLOSENESS_EPSILON", "0.9")
	t.Setenv("POLICYGRAPH_ANALYSIS_CLOSENESS_DELTA", "0.9")
	code, _, stderr := call(t, "rank", "--store", path, "--by", "harmonic")
	want := "policygraph: note: harmonic: estimate from the distances to "
	if code != 0 || !strings.HasPrefix(stderr, want) {
		t.Errorf("code %d, stderr %q, want %q", code, stderr, want)
	}
}
