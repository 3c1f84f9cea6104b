package source

import (
	"fmt"
	"slices"
	"testing"
)

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		name  string
		shown [][]string
		want  []string
	}{
		{"none", [][]string{nil, nil}, nil},
		{"of counting", [][]string{{"1"}, {"2"}, {"3"}}, nil},
		{"cover", [][]string{nil, {"1"}, {"2"}, {"3"}}, []string{"", "1", "2", "3"}},
		{"front matter", [][]string{nil, {"ii"}, {"iii"}, {"iv"}, {"1"}, nil, {"3"}, {"4"}}, []string{"i", "ii", "iii", "iv", "1", "2", "3", "4"}},
		{"years and numbers", [][]string{{"2021", "7"}, {"2021", "8"}, {"2021", "9"}}, []string{"7", "8", "9"}},
		{"chance", [][]string{{"5"}, {"17"}, {"2"}, {"90"}}, nil},
	} {
		if got := Labels(c.shown); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPages(t *testing.T) {
	for _, c := range []struct {
		marks  []string
		before bool
		want   string
	}{
		{[]string{"1", "2", "4"}, false, "[1 2 4] []"},
		{[]string{"", ""}, true, "[2 3] []"},
		{[]string{"41", "42"}, true, "[41 42] []"},
		{[]string{"iii", "iv", "1", "2"}, false, `[1 2 3 4] ["iii" "iv" "1" "2"]`},
		{[]string{"1", "2", "1"}, true, `[2 3 4] ["" "1" "2" "1"]`},
	} {
		pages, labels := Pages(c.marks, c.before)
		if got := fmt.Sprintf("%v %q", pages, labels); got != c.want {
			t.Errorf("%q: got %s, want %s", c.marks, got, c.want)
		}
	}
}

func TestRoman(t *testing.T) {
	for n := 1; n < 400; n++ {
		if got := FromRoman(Roman(n)); got != n {
			t.Errorf("%d: %s is %d", n, Roman(n), got)
		}
	}
	for _, s := range []string{"", "iiii", "vx", "a", "IV", "ivi"} {
		if n := FromRoman(s); n != 0 {
			t.Errorf("%q is %d", s, n)
		}
	}
}

// TestDivided joins the parts of words at the ends of lines, and keeps the hyphens of compounds and addresses.
func TestDivided(t *testing.T) {
	h := NewHyphens([]byte("The public pays. Nothing private here, and measure-\nments or engi\u2010\nneers; they measure it. We understand."))
	for _, c := range []struct {
		left, right string
		want        Join
	}{
		{"public", "private partnership", Compound},
		{"measure", "ments", Whole},
		{"engi", "neers", Whole},
		{"under", "stand", Whole},
		{"see https://x.example/public", "nothing", Compound},
		{"public", "and private", Apart},
	} {
		if got := h.Join([]byte(c.left), []byte(c.right)); got != c.want {
			t.Errorf("%s-%s: got %d, want %d", c.left, c.right, got, c.want)
		}
	}
}

// TestRaised tells raised digits that are marks of notes from those of units and powers.
func TestRaised(t *testing.T) {
	b := NewBuilder("a", "text", NewHyphens([]byte("semiconductor")))
	b.Begin(Block{Kind: Paragraph})
	b.Write([]byte("Trade grew.¹² Forests of 40 km² and 10³ trees³ in semi- conductor ports, short- and long-term."))
	d := b.Document()
	if want := "Trade grew. Forests of 40 km² and 10³ trees in semiconductor ports, short- and long-term."; d.Text != want {
		t.Errorf("got %q", d.Text)
	}
	if got := fmt.Sprint(d.Refs); got != "[{11 12} {45 3}]" {
		t.Errorf("got %s", got)
	}
}
