package segment

import (
	"fmt"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"policygraph/extract/prose"
	"policygraph/extract/read"
	"policygraph/graph/kg"
)

func FuzzSentences(f *testing.F) {
	for _, c := range sentenceCases(f) {
		f.Add(c.text)
	}
	rules := loadRules(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // no reader gives such text
		}
		if err := checkSentences(text, rules.Sentences(text)); err != nil {
			t.Fatal(err)
		}
	})
}

// checkSentences verifies that sentences are ordered and cover all but blanks.
func checkSentences(text string, spans []kg.Span) error {
	at := 0
	for _, s := range spans {
		if s.Start < at || s.Len() <= 0 || s.End > len(text) || strings.Trim(text[at:s.Start], " \t\n") != "" {
			return fmt.Errorf("sentence %v after %d of %q", s, at, text)
		}
		if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			return fmt.Errorf("sentence %v splits a character of %q", s, text)
		}
		at = s.End
	}
	if strings.Trim(text[at:], " \t\n") != "" {
		return fmt.Errorf("%q is in no sentence", text[at:])
	}
	return nil
}

// checkText verifies the invariants of a segmented text.
func checkText(text *prose.Text) error {
	ids := map[kg.ID]bool{text.Report.ID: true}
	for _, s := range text.Sections {
		if ids[s.ID] || !ids[s.Parent] || s.Level < 1 {
			return fmt.Errorf("section %+v", s)
		}
		ids[s.ID] = true
	}
	for i, p := range text.Passages {
		if ids[p.ID] || !ids[p.Section] || p.Text == "" || !utf8.ValidString(p.Text) || p.Kind == "" {
			return fmt.Errorf("passage %+v", p.Passage)
		}
		ids[p.ID] = true
		if p.Lead >= i || p.Lead >= 0 && p.Kind != "item" {
			return fmt.Errorf("%s: lead %d", p.ID, p.Lead)
		}
		if err := checkPassage(&p); err != nil {
			return fmt.Errorf("%s: %w", p.ID, err)
		}
	}
	return nil
}

func checkPassage(p *prose.Passage) error {
	var spans []kg.Span
	for _, s := range p.Sentences {
		spans = append(spans, s.Span)
	}
	if err := checkSentences(p.Text, spans); err != nil {
		return err
	}
	inside := func(i int) bool { return i >= 0 && i <= len(p.Text) && (i == len(p.Text) || utf8.RuneStart(p.Text[i])) }
	for i, q := range p.Positions {
		if !inside(q.Offset) || i == 0 && q.Offset != 0 || i > 0 && q.Offset <= p.Positions[i-1].Offset {
			return fmt.Errorf("position %+v", q)
		}
	}
	if len(p.Positions) == 0 || p.Positions[0].Line < 1 {
		return fmt.Errorf("positions %v", p.Positions)
	}
	for _, r := range p.Refs {
		if !inside(r.Offset) {
			return fmt.Errorf("ref %+v", r)
		}
	}
	for _, in := range p.Inlines {
		if !inside(in.Span.Start) || !inside(in.Span.End) || in.Span.Len() <= 0 {
			return fmt.Errorf("inline %+v", in)
		}
	}
	if !sort.SliceIsSorted(p.Refs, func(i, j int) bool { return p.Refs[i].Offset < p.Refs[j].Offset }) ||
		!sort.SliceIsSorted(p.Inlines, func(i, j int) bool { return p.Inlines[i].Span.Start < p.Inlines[j].Span.Start }) {
		return fmt.Errorf("marks out of order: %v %v", p.Refs, p.Inlines)
	}
	return nil
}

func FuzzText(f *testing.F) {
	for _, c := range structureCases(f) {
		f.Add(c.text, true)
		f.Add(c.text, false)
	}
	rules := loadRules(f)
	f.Fuzz(func(t *testing.T, in string, markdown bool) {
		name := "fuzz.txt"
		if markdown {
			name = "fuzz.md"
		}
		doc, err := read.Bytes(name, []byte(in), read.DefaultOptions())
		if err != nil {
			return
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		text := Text(doc, kg.Report{ID: kg.ReportID("fuzz")}, rules)
		if err := checkText(text); err != nil {
			t.Fatal(err)
		}
	})
}
