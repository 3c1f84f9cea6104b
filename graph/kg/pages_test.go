package kg

import "testing"

// TestPageText gives pages as printed, with the number of counting where that is another one.
func TestPageText(t *testing.T) {
	g := &Graph{
		Reports:  []Report{{ID: "report:a", Pages: 4, PageLabels: []string{"", "iv", "3", "1"}}},
		Passages: []Passage{{ID: "passage:a/1", Report: "report:a", Text: "abcde", Positions: []Position{{0, 1, 1}, {1, 2, 2}, {2, 3, 3}, {3, 4, 4}, {4, 5, 5}}}},
	}
	x := g.Index()
	for i, want := range []string{"1", "iv (2 of 4)", "3", "1 (4 of 4)", "5"} {
		if got := x.Place(Evidence{Passage: "passage:a/1", Span: Span{i, i + 1}}).PageText(); got != want {
			t.Errorf("page %d: got %q, want %q", i+1, got, want)
		}
	}
	if got := (Place{}).PageText(); got != "" {
		t.Errorf("got %q", got)
	}
	if got := (Place{Page: 2, Label: "ii"}).PageText(); got != "ii (2)" {
		t.Errorf("got %q", got)
	}
}
