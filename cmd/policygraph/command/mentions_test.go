package command

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestMentions(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	suderianStore(t)
	got := map[string]string{}
	for name, args := range map[string][]string{
		"mentions":       {"suderia", "--recommendations", "--text", "clean.txt"},
		"mentions-brat":  {"report:suderia", "--format", "brat", "--recommendations"},
		"mentions-conll": {"suderia", "--format", "conll"},
	} {
		got[name] = succeed(t, append([]string{"mentions", "--store", "store"}, args...)...)
	}
	raw, err := os.ReadFile("clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	got["mentions-text"] = string(raw)
	anew := succeed(t, "mentions", "suderia.md", "--recommendations", "--gazetteers", "names", "--rules", "rules", "--store", "absent")
	if anew != got["mentions"] {
		t.Errorf("of the file:\n%s\nof the store:\n%s", anew, got["mentions"])
	}
	if out := succeed(t, "mentions", "suderia", "--store", "store", "--min-confidence", "0.76"); out != "" {
		t.Errorf("surer than any: %s", out)
	}
	refuse(t, ExitNotFound, `no report "suderja" in the store; known are suderia`, "mentions", "suderja", "--store", "store")
	refuse(t, ExitInput, "read report: stat there/report.md", "mentions", "there/report.md", "--store", "store")
	refuse(t, ExitUsage, `--format: unknown name "xml"; known are jsonl, brat, conll`, "mentions", "suderia", "--format", "xml")
	refuse(t, ExitUsage, "--recommendations: a word has one tag in format conll", "mentions", "suderia", "--format", "conll", "--recommendations")
	refuse(t, ExitUsage, "--min-confidence: 2 is not from 0 to 1", "mentions", "suderia", "--min-confidence", "2")
	refuse(t, ExitOutput, "write text no/such/folder/clean.txt: no such file or directory", "mentions", "suderia", "--store", "store", "--text", "no/such/folder/clean.txt")
	t.Chdir(home)
	for name, text := range got {
		golden(t, name, text)
	}
}

// TestMentionsRoundTrip reads every format back: the places hold the words, in reports with odd characters too.
func TestMentionsRoundTrip(t *testing.T) {
	odd := write(t, "odd.md", "# Ærø – ‘İstanbul’\n\nIn 𝒞ity 東京, **Japan** and\n*South Korea* met the European Union’s envoys. E\u0301 Norway-based.\n\n- Japan should work with the U.S.\u00a0Department of State.\n")
	for _, path := range []string{odd, "../../../data/samples/pacific-early-warning.md", "../../../extract/testdata/reports/kenya-digital-id-2023.md"} {
		clean := filepath.Join(t.TempDir(), "clean.txt")
		lines := jsonAnnotations(t, path, clean)
		raw, err := os.ReadFile(clean)
		if err != nil {
			t.Fatal(err)
		}
		text := []rune(string(raw))
		if len(lines) < 5 {
			t.Errorf("%s: %d annotations", path, len(lines))
		}
		for _, a := range lines {
			if a.Begin < 0 || a.End > len(text) || a.Begin >= a.End || string(text[a.Begin:a.End]) != a.Text {
				t.Fatalf("%s: %+v is not at its place", path, a)
			}
		}
		checkBrat(t, path, text, lines)
		checkCoNLL(t, path, text, lines)
	}
}

func jsonAnnotations(t *testing.T, path, clean string) []annotation {
	t.Helper()
	var out []annotation
	for line := range strings.Lines(succeed(t, "mentions", path, "--recommendations", "--text", clean, "--quiet")) {
		var a annotation
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

func checkBrat(t *testing.T, path string, text []rune, want []annotation) {
	t.Helper()
	n := 0
	for line := range strings.Lines(succeed(t, "mentions", path, "--recommendations", "--format", "brat", "--quiet")) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		typ, places, _ := strings.Cut(cells[1], " ")
		var parts []string
		for f := range strings.SplitSeq(places, ";") {
			var begin, end int
			if _, err := fmt.Sscan(f, &begin, &end); err != nil {
				t.Fatal(err)
			}
			parts = append(parts, string(text[begin:end]))
		}
		words := strings.Join(cells[2:], "\t")
		if got := strings.Join(parts, " "); got != words || typ != want[n].Type || strings.Contains(words, "\n") {
			t.Fatalf("%s: %q is not at its place, where %q stands", path, line, got)
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%s: %d brat annotations, want %d", path, n, len(want))
	}
}

func checkCoNLL(t *testing.T, path string, text []rune, want []annotation) {
	t.Helper()
	begun := map[string]bool{}
	last := 0
	for line := range strings.Lines(succeed(t, "mentions", path, "--format", "conll", "--quiet")) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 4 {
			continue
		}
		begin, _ := strconv.Atoi(cells[1])
		end, _ := strconv.Atoi(cells[2])
		if string(text[begin:end]) != cells[0] || strings.TrimSpace(string(text[last:begin])) != "" {
			t.Fatalf("%s: %q is not at its place or leaves words out", path, line)
		}
		last = end
		if typ, ok := strings.CutPrefix(cells[3], "B-"); ok {
			begun[fmt.Sprint(begin, typ)] = true
		}
	}
	outermost := 0
	for _, a := range want {
		if a.Type != "recommendation" && a.Begin >= outermost {
			outermost = a.End
			if !begun[fmt.Sprint(a.Begin, a.Type)] {
				t.Errorf("%s: %+v has no tag", path, a)
			}
		}
	}
}
