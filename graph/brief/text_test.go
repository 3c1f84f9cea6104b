package brief

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil}, {"No end", []string{"No end"}},
		{"One here. Two there.", []string{"One here.", "Two there."}},
		{"The U.S. Government acts. It should.", []string{"The U.S. Government acts.", "It should."}},
		{"Gen. Smith came. Dr. Lee left.", []string{"Gen. Smith came.", "Dr. Lee left."}},
		{"He said “no.” They went (twice.) Then 3.5 percent fell.", []string{"He said “no.”", "They went (twice.)", "Then 3.5 percent fell."}},
		{"See e.g. the act. Why? Because!", []string{"See e.g. the act.", "Why?", "Because!"}},
	} {
		var got []string
		for _, s := range sentences(c.text) {
			got = append(got, c.text[s.Start:s.End])
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.text, d)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"a b c", 3, "a b c"}, {"one two three four five six", 4, "one two three four …"}, {"one two three, four five six", 4, "one two three …"},
		{"one two three of the six", 5, "one two three …"}, {"one two", 0, "one two"}, {"", 5, ""},
	} {
		if got := shorten(c.text, c.n); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

var testPhrases = &Phrases{Modals: []string{"should", "must", "could", "is", "would"}, Faint: []string{"is", "would"}, Also: []string{"also", "therefore"}, Small: []string{"of", "the", "and", "in"}}

func TestBare(t *testing.T) {
	forms := []string{"Department of State", "State Department"}
	for text, want := range map[string]string{
		"The State Department should act.":                       "Should act.",
		"The U.S. Department of State also should act.":          "Should act.",
		"The State Department should also act.":                  "Should act.",
		"State Department officials should act.":                 "State Department officials should act.",
		"To win, the State Department should act.":               "To win, the State Department should act.",
		"The State Department and the Treasury should both act.": "The State Department and the Treasury should both act.",
	} {
		if got := testPhrases.bare(text, forms); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := testPhrases.bare("The State Department should act.", nil); got != "The State Department should act." {
		t.Errorf("without a name that goes without saying: %q", got)
	}
}

func TestCutKeepsWhatIsTold(t *testing.T) {
	long := "in addition to a b c d e f g h i j k l m n o p q r, the office should act at once and a b c d e f g"
	if got, want := testPhrases.cut(long, 12), "… the office should act at once and a b c d e …"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := testPhrases.cut("The office should act.", 12); got != "The office should act." {
		t.Error(got)
	}
}

func TestEnded(t *testing.T) {
	for in, want := range map[string]string{"Do it": "Do it.", "Do it;": "Do it.", "Do it; and": "Do it.", "Do it.": "Do it.", "Do it …": "Do it …", "Do it (now)": "Do it (now).", "": ""} {
		if got := ended(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	spelt := map[string]string{"korea": "Korea", "rok": "ROK"}
	for in, want := range map[string]string{
		"Reform the WTO.": "Reform the WTO", "NEW FRONTIERS OF TRADE": "New frontiers of trade", "TIES IN U.S.-KOREA AND ROK TALKS": "Ties in U.S.-Korea and ROK talks", "ANNEX": "ANNEX", "": "",
	} {
		if got := testPhrases.title(in, spelt); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
