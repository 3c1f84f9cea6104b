package segment

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// loadRules returns the rules of the data folder.
func loadRules(t testing.TB) *Rules {
	t.Helper()
	r, err := LoadRules(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sentenceCase is a numbered case of testdata/sentences.txt.
type sentenceCase struct {
	number, text string
	want         []string
}

func sentenceCases(t testing.TB) []sentenceCase {
	t.Helper()
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []sentenceCase
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	for i := 1; i < len(lines); {
		c := sentenceCase{number: lines[i], text: lines[i+1]}
		for i += 2; i < len(lines) && strings.HasPrefix(lines[i], "| "); i++ {
			c.want = append(c.want, strings.TrimPrefix(lines[i], "| "))
		}
		out = append(out, c)
	}
	return out
}

func TestSentences(t *testing.T) {
	rules := loadRules(t)
	for _, c := range sentenceCases(t) {
		t.Run(c.number, func(t *testing.T) {
			var got []string
			for _, s := range rules.Sentences(c.text) {
				got = append(got, c.text[s.Start:s.End])
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.text, d)
			}
		})
	}
}

func TestParseRules(t *testing.T) {
	if _, err := ParseRules([]byte("titles: 5")); err == nil || !strings.Contains(err.Error(), "parse sentence rules") {
		t.Errorf("got %v", err)
	}
	if _, err := LoadRules(os.DirFS("testdata")); err == nil {
		t.Error("no error for a folder without rules")
	}
}
