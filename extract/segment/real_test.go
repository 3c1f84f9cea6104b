package segment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/extract/prose"
	"policygraph/extract/read"
	"policygraph/graph/kg"
)

// shared is where the sample reports of other authors lie; they are not part of the repository.
const shared = "../../../shared"

// realText segments a sample report, or skips the test.
func realText(t *testing.T, path string) *prose.Text {
	t.Helper()
	path = filepath.Join(shared, path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the sample report is not there: %v", err)
	}
	doc, err := read.File(path, read.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	text := Text(doc, kg.Report{ID: kg.ReportID("real")}, loadRules(t))
	if err := checkText(text); err != nil {
		t.Fatal(err)
	}
	return text
}

func count(text *prose.Text, kind string) int {
	n := 0
	for _, p := range text.Passages {
		if p.Kind == kind {
			n++
		}
	}
	return n
}

func TestAlliance(t *testing.T) {
	text := realText(t, "report/us-rok-alliance.md")
	for kind, want := range map[string]int{"note": 70, "row": 11, "caption": 13, "quote": 1, "item": 47, "heading": 48} {
		if got := count(text, kind); got != want {
			t.Errorf("%d passages of kind %s, want %d", got, kind, want)
		}
	}
	marks, notes := map[string]int{}, map[string]bool{}
	for _, p := range text.Passages {
		if p.Kind == "note" {
			notes[p.Marker] = true
		}
		for _, r := range p.Refs {
			marks[r.Label]++
		}
		if p.Kind == "paragraph" && strings.Contains(p.Text, "Getty Images") {
			t.Errorf("%s: caption in a paragraph: %.60s", p.ID, p.Text)
		}
		if c := first(p.Text); p.Kind == "paragraph" && c >= 'a' && c <= 'z' && !strings.HasPrefix(p.Text, "by ") {
			t.Errorf("%s: torn paragraph: %.60s", p.ID, p.Text)
		}
	}
	for label := range notes {
		if marks[label] == 0 {
			t.Errorf("note %s is not cited", label)
		}
	}
	if len(notes) != 70 {
		t.Errorf("%d labels of notes, want 70", len(notes))
	}
	parents := map[string]kg.ID{}
	for _, s := range text.Sections {
		if strings.HasPrefix(s.Title, "Pillar ") {
			name, _, _ := strings.Cut(s.Title, ":")
			parents[name] = s.Parent
		}
	}
	for _, n := range []string{"2", "3", "4", "5", "6"} {
		if parents["Pillar "+n] != parents["Pillar 1"] {
			t.Errorf("Pillar %s stands under %s, Pillar 1 under %s", n, parents["Pillar "+n], parents["Pillar 1"])
		}
	}
}

func TestSamples(t *testing.T) {
	for name, want := range map[string]map[string]int{
		"biosafety-2023.md":                {"heading": 9, "item": 5, "quote": 3},
		"gao-democracy-assistance-2026.md": {"note": 35},
		"wmd-commission-ch10-2005.md":      {"note": 92},
		"estonia-ai-strategy-2019.txt":     {"note": 5, "heading": 5},
	} {
		t.Run(name, func(t *testing.T) {
			text := realText(t, "corpus/"+name)
			for kind, n := range want {
				if got := count(text, kind); got != n {
					t.Errorf("%d passages of kind %s, want %d", got, kind, n)
				}
			}
		})
	}
}
