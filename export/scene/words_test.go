package scene

import "testing"

func TestShort(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Act now.", "Act now."},
		{"The  Ministry\nof Tides should act.", "The Ministry of Tides should act."},
		{"one two three four five six seven eight nine ten", "one two three four five six seven eight nine…"},
		{"one two three four five six seven eight nine, ten", "one two three four five six seven eight nine…"},
		{"Internationalisation notwithstanding, departmental representatives should deliberate", "Internationalisation notwithstanding, departmental…"},
		{"WordsThatNeverEndAreCutSomewhereBecauseNoLabelCanHoldThemInOneLineOfText", "WordsThatNeverEndAreCutSomewhereBecauseNoLabelCanHoldThemInOneL…"},
	} {
		if got := short(c.in); got != c.want {
			t.Errorf("short(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := dated("May 2029", "May 2029: it begins."); got != "May 2029: it begins." {
		t.Error(got)
	}
	if got := dated("May 2029", "It begins."); got != "May 2029: It begins." {
		t.Error(got)
	}
}
