package lookup

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/kg"
)

func sample() *kg.Graph {
	return &kg.Graph{
		Reports:         []kg.Report{{ID: "report:r"}},
		Recommendations: []kg.Recommendation{{ID: "recommendation:r/00001"}},
		Entities: []kg.Entity{
			{ID: "agency:department-of-commerce", Name: "Department of Commerce", Aliases: []string{"Commerce", "DOC"}, Mentions: make([]kg.Evidence, 3)},
			{ID: "agency:department-of-state", Name: "Department of State", Aliases: []string{"State Department"}, Mentions: make([]kg.Evidence, 9)},
			{ID: "agency:ministry-of-peoples-health", Name: "Ministry of People’s Health"},
			{ID: "agreement:doc", Name: "DOC"},
			{ID: "country:south-korea", Name: "South Korea", Aliases: []string{"ROK", "Republic of Korea", "Seoul"}, Mentions: make([]kg.Evidence, 50)},
			{ID: "country:united-states", Name: "United States", Aliases: []string{"U.S.", "US", "United States of America"}, Mentions: make([]kg.Evidence, 90)},
			{ID: "initiative:indo-pacific-strategy", Name: "Indo-Pacific Strategy"},
		},
	}
}

func TestFind(t *testing.T) {
	for name, want := range map[string][]kg.ID{
		"United States":               {"country:united-states"},
		" the  UNITED states ":        {"country:united-states"},
		"u.s":                         {"country:united-states"},
		"doc":                         {"agency:department-of-commerce", "agreement:doc"},
		"ministry of people's health": {"agency:ministry-of-peoples-health"},
		"“Indo–Pacific” Strategy":     {"initiative:indo-pacific-strategy"},
		"country:south-korea":         {"country:south-korea"},
		"recommendation:r/00001":      {"recommendation:r/00001"},
		"report:r":                    {"report:r"},
		"Commerce Department":         nil,
		"Korea":                       nil,
		"":                            nil,
		"the":                         nil,
	} {
		if d := cmp.Diff(want, Find(sample(), name)); d != "" {
			t.Errorf("%q: %s", name, d)
		}
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string][]string{
		"Untied States":        {"United States"},
		"korea":                {"South Korea"},
		"department":           {"Department of State", "Department of Commerce"},
		"Departmnet of State":  {"Department of State"},
		"Seol":                 {"South Korea"},
		"United States Senate": {"United States"},
		"the Indo":             {"Indo-Pacific Strategy"},
		"zzz":                  nil,
		"":                     nil,
	} {
		var got []string
		for _, m := range Nearest(sample(), name, 2) {
			got = append(got, m.Name)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", name, d)
		}
	}
	if m := Nearest(sample(), "seoull", 1); len(m) != 1 || m[0].Form != "Seoul" || m[0].ID != "country:south-korea" {
		t.Errorf("seoull: %v", m)
	}
	if m := Nearest(sample(), "Seoul", 0); m != nil {
		t.Errorf("none wanted: %v", m)
	}
}

func TestNearestNames(t *testing.T) {
	names := []string{"3.1 Chips", "Chapter one", "3. Trade", "3.1 Chips"}
	if got := NearestNames(names, "chip", 5); len(got) != 1 || got[0] != "3.1 Chips" {
		t.Errorf("got %q", got)
	}
	if got := NearestNames(names, "3. tra", 1); len(got) != 1 || got[0] != "3. Trade" {
		t.Errorf("got %q", got)
	}
	if got := NearestNames(names, "space", 5); got != nil {
		t.Errorf("got %q", got)
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"", "", 0, 0}, {"abc", "", 3, 3}, {"kitten", "sitting", 9, 3}, {"ab", "ba", 9, 1}, {"untied", "united", 9, 1},
		{"kitten", "sitting", 2, 3}, {"a", "abcd", 2, 3}, {"größe", "grösse", 9, 2},
	} {
		if got := edits([]rune(c.a), []rune(c.b), c.limit); got != c.want {
			t.Errorf("%q, %q within %d: %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
		if got := edits([]rune(c.b), []rune(c.a), c.limit); got != c.want {
			t.Errorf("%q, %q within %d: %d, want %d", c.b, c.a, c.limit, got, c.want)
		}
	}
}
