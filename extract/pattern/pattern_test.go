package pattern_test

import (
	"reflect"
	"regexp"
	"testing"

	"policygraph/extract/pattern"
)

// expressions are of the kinds that the segmenter, notes and imprints use.
var expressions = []string{
	`^(?:Figure|Fig\.|Table) ?\d{1,3}\s*(?:[:.–—|-]|$|\s[A-Z])`,
	`(?i)^(?:sources?|photo(?: credit)?s?|courtesy of)\s*:?\s*(?::|by )`,
	`\b(?:19|20)\d\d\b`,
	`https?://[^\s<>“”]+|\bwww\.[^\s<>“”]+`,
	`\bU\.S\.C\.|\b\d+ Stat\. |§|\bCOM ?\(\d{4}\)`,
	`(?:[^\d\s.,$€£%]|\.{3,}|(?:19|20)\d\d)[\s.…]+(?:\d{1,3}|[ivxl]{1,5})$`,
	`(?i)^(?:this page (?:is )?blank.*|(?:page )?\d{1,4}|[-–—_=*•.\s]+)$`,
	`^\s*$`, `^$`, `a*$`, `(?i)ſtat|k$`, `^(?:x|)$`, `\x{FFFD}$`, `^[^a-z]`, `(?s)^.b`, `(a)(b)?c`,
}

func check(t *testing.T, expr, text string) {
	t.Helper()
	p, re := pattern.MustCompile(expr), regexp.MustCompile(expr)
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"MatchString", p.MatchString(text), re.MatchString(text)},
		{"FindString", p.FindString(text), re.FindString(text)},
		{"FindStringIndex", p.FindStringIndex(text), re.FindStringIndex(text)},
		{"FindStringSubmatch", p.FindStringSubmatch(text), re.FindStringSubmatch(text)},
		{"FindStringSubmatchIndex", p.FindStringSubmatchIndex(text), re.FindStringSubmatchIndex(text)},
		{"FindAllStringIndex", p.FindAllStringIndex(text, -1), re.FindAllStringIndex(text, -1)},
		{"FindAllStringSubmatch", p.FindAllStringSubmatch(text, -1), re.FindAllStringSubmatch(text, -1)},
		{"ReplaceAllString", p.ReplaceAllString(text, "<$0>"), re.ReplaceAllString(text, "<$0>")},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s of %q in %q: %v, want %v", c.name, expr, text, c.got, c.want)
		}
	}
}

var texts = []string{"", " ", "Figure 3: Trade", "Fig. 12", "Table", "Photo by A. Reader", "SOURCE: own", "in 2021, again", "see https://a.org/b.", "www.a", "42 U.S.C. 7",
	"12 Stat. 3", "COM(2020) 1", "Introduction ..... 12", "Outlook xiv", "This page is BLANK", "page 3", "—", "Kelvin \u212a", "ſTAT", "\xff", "\ufffd", "ac", "\nb", "éb", "x"}

// TestSame compares patterns with the expressions of package regexp.
func TestSame(t *testing.T) {
	for _, expr := range expressions {
		for _, text := range texts {
			check(t, expr, text)
		}
	}
}

func FuzzSame(f *testing.F) {
	for i, expr := range expressions {
		f.Add(expr, texts[i%len(texts)])
	}
	f.Fuzz(func(t *testing.T, expr, text string) {
		if _, err := regexp.Compile(expr); err != nil || len(expr) > 200 {
			t.Skip()
		}
		check(t, expr, text)
	})
}

func BenchmarkRefuse(b *testing.B) {
	p := pattern.MustCompile(expressions[4])
	for b.Loop() {
		p.MatchString("The ministries should agree on one list of goods before the next meeting, and publish it.")
	}
}
