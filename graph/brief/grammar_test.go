package brief

import "testing"

func TestList(t *testing.T) {
	for want, words := range map[string][]string{"": nil, "A": {"A"}, "A and B": {"A", "B"}, "A, B and C": {"A", "B", "C"}} {
		if got := list(words); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		names []string
		most  int
		want  string
	}{
		{nil, 0, ""}, {[]string{"A"}, 2, "A"}, {[]string{"A", "B"}, 1, "A and B"}, {[]string{"A", "B", "C"}, 2, "A, B and C"},
		{[]string{"A", "B", "C", "D"}, 2, "A, B and two more"}, {[]string{"A, B and C", "D"}, 0, "A, B and C; and D"},
		{[]string{"A, B", "C", "D"}, 0, "A, B; C; and D"},
	} {
		var s sentence
		var all []named
		for _, n := range c.names {
			all = append(all, named{name: n})
		}
		s.names(all, c.most)
		got := ""
		for _, r := range s {
			got += r.Text
		}
		if got != c.want {
			t.Errorf("%q at most %d: %q, want %q", c.names, c.most, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range [][2]string{
		{count(0, "law", "laws"), "0 laws"}, {count(1, "law", "laws"), "1 law"}, {count(2, "law", "laws"), "2 laws"},
		{numeral(0), "no"}, {numeral(10), "ten"}, {numeral(11), "11"}, {times(1), "once"}, {times(2), "twice"}, {times(3), "three times"}, {times(40), "40 times"},
		{ordinal(1), "first"}, {ordinal(10), "tenth"}, {ordinal(11), "11th"}, {ordinal(21), "21st"}, {ordinal(22), "22nd"}, {ordinal(23), "23rd"}, {ordinal(112), "112th"},
		{date("2020-12"), "December 2020"}, {date("2020-12-05"), "5 December 2020"}, {date("2020"), "2020"}, {date("Spring 2020"), "Spring 2020"}, {date("2020-13"), "2020-13"}, {date(""), ""},
		{all(2), "Both recommendations"}, {all(3), "All 3 recommendations"}, {isAre(1), "is"}, {isAre(2), "are"}, {reportNoun(1), "report"}, {reportNoun(2), "reports"},
		{capital("éa"), "Éa"}, {capital(""), ""}, {capital("“a"), "“a"},
		{choose("{A|B} {is|are} {others}", 1), "A is {others}"}, {choose("{A|B} {is|are} {others}", 2), "B are {others}"},
		{quoted(`say "no" to “it”`), "“say ‘no’ to ‘it’”"}, {quoted(`the people"s`), "“the people’s”"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

func TestStanding(t *testing.T) {
	n := noun{Noun: "agency", Many: "agencies named"}
	for _, c := range []struct {
		place, level, total int
		want                string
	}{
		{1, 0, 1, ""}, {1, 0, 9, "more than any other agency"}, {2, 0, 9, "more than any other agency but one"}, {4, 0, 9, "more than any other agency but three"},
		{5, 0, 9, "which puts it in fifth place among the 9 agencies named"}, {3, 1, 9, "which puts it level with one other in third place among the 9 agencies named"},
		{1, 12, 20, "which puts it level with 12 others in first place among the 20 agencies named"},
	} {
		if got := standing(c.place, c.level, c.total, n); got != c.want {
			t.Errorf("%v: %q, want %q", c, got, c.want)
		}
	}
}
