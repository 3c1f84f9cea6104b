package view

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/kg"
)

// council is a graph in which ministries of two states, a joint command and a firm take part in recommendations.
func council(t *testing.T) *kg.Graph {
	t.Helper()
	ev := func(status kg.Status, passages ...string) []kg.Evidence {
		var out []kg.Evidence
		for i, p := range passages {
			out = append(out, kg.Evidence{Passage: kg.ID("passage:r/0000" + p), Span: kg.Span{Start: i, End: 10}, Rule: "test", Confidence: 0.9, Status: status})
		}
		return out
	}
	asked := func(ids ...kg.ID) []kg.Link {
		var out []kg.Link
		for _, id := range ids {
			out = append(out, kg.Link{Entity: id, Evidence: ev(kg.Recommended, "1")})
		}
		return out
	}
	g := &kg.Graph{
		Reports:  []kg.Report{{ID: "report:r"}},
		Sections: []kg.Section{{ID: "section:r/00001", Report: "report:r", Parent: "report:r"}},
		Relations: []kg.Relation{
			{Subject: "agency:a1", Predicate: "part_of", Object: "country:a", Evidence: ev(kg.Asserted, "1")},
			{Subject: "agency:a2", Predicate: "part_of", Object: "agency:a1", Evidence: ev(kg.Asserted, "1")},
			{Subject: "agency:b1", Predicate: "part_of", Object: "country:b", Evidence: ev(kg.Asserted, "1")},
			{Subject: "agency:joint", Predicate: "part_of", Object: "country:a", Evidence: ev(kg.Asserted, "1")},
			{Subject: "agency:joint", Predicate: "part_of", Object: "country:b", Evidence: ev(kg.Asserted, "1")},
			{Subject: "agency:a1", Predicate: "works_with", Object: "agency:b1", Evidence: append(ev(kg.Asserted, "1", "1"), ev(kg.Recommended, "2")...)},
			{Subject: "country:c", Predicate: "opposes", Object: "country:a", Evidence: ev(kg.Asserted, "2")},
		},
	}
	for _, p := range []kg.ID{"passage:r/00001", "passage:r/00002"} {
		g.Passages = append(g.Passages, kg.Passage{ID: p, Report: "report:r", Section: "section:r/00001", Kind: "paragraph", Text: "0123456789"})
	}
	for _, id := range []kg.ID{"country:a", "country:b", "country:c", "agency:a1", "agency:a2", "agency:b1", "agency:joint", "company:f", "place:p"} {
		g.Entities = append(g.Entities, kg.Entity{ID: id, Type: id.Kind(), Name: string(id), Mentions: ev(kg.Asserted, "1")})
	}
	for i, r := range []kg.Recommendation{
		{Actors: asked("agency:a1"), Partners: asked("agency:b1", "company:f")},
		{Actors: asked("agency:a1", "agency:b1"), Concerns: asked("country:c")},
		{Actors: asked("agency:a2"), Partners: asked("country:b"), Concerns: asked("country:a")},
	} {
		r.ID, r.Report, r.Section, r.Text, r.Evidence = kg.ID("recommendation:r/0000"+string(rune('1'+i))), "report:r", "section:r/00001", "0123456789", ev(kg.Recommended, "1")
		g.Recommendations = append(g.Recommendations, r)
	}
	if err := g.Sort().Check(vocabulary(t)); err != nil {
		t.Fatal(err)
	}
	return g
}

// ties lists the ties of the network without directions.
func ties(g *Graph) []string {
	short := func(id kg.ID) string { _, name, _ := strings.Cut(string(id), ":"); return name }
	u := g.Undirected()
	var out []string
	for i := range g.Len() {
		row, weights := u.Row(i)
		for k, j := range row {
			if int(j) > i {
				out = append(out, short(g.ID(i))+"–"+short(g.ID(int(j)))+" "+number(weights[k]))
			}
		}
	}
	return out
}

func TestNetwork(t *testing.T) {
	o, g := vocabulary(t), council(t)
	for name, c := range map[string]struct {
		choice Choice
		nodes  int
		want   []string
	}{
		"two modes":       {Choice{Projection: TwoMode}, 11, []string{"a1–r/00001 2", "a1–r/00002 2", "a2–r/00003 2", "b1–r/00001 1.5", "b1–r/00002 2", "f–r/00001 1.5", "b–r/00003 1.5"}},
		"shared":          {Choice{Projection: Shared}, 8, []string{"a1–b1 2", "a1–f 1", "a2–b 1", "b1–f 1"}},
		"jaccard":         {Choice{Projection: Shared, Weight: WeightJaccard}, 8, []string{"a1–b1 1", "a1–f 0.5", "a2–b 1", "b1–f 0.5"}},
		"cosine":          {Choice{Projection: Shared, Weight: WeightCosine}, 8, []string{"a1–b1 1", "a1–f 0.71", "a2–b 1", "b1–f 0.71"}},
		"newman":          {Choice{Projection: Shared, Weight: WeightNewman}, 8, []string{"a1–b1 1.5", "a1–f 0.5", "a2–b 1", "b1–f 0.5"}},
		"one":             {Choice{Projection: Shared, Weight: WeightOne, DropIsolates: true}, 5, []string{"a1–b1 1", "a1–f 1", "a2–b 1", "b1–f 1"}},
		"asserted shared": {Choice{Projection: Shared, Statuses: []kg.Status{kg.Asserted}, DropIsolates: true}, 0, nil},
		"countries":       {Choice{Projection: Countries}, 3, []string{"a–b 4", "a–c 1"}},
		"evidence":        {Choice{Weight: WeightEvidence, Statuses: []kg.Status{kg.Asserted}, Qualifier: "cooperation", DropIsolates: true}, 2, []string{"a1–b1 2"}},
		"passages": {Choice{Weight: WeightPassages, Qualifier: "cooperation", DropIsolates: true}, 7,
			[]string{"a1–b1 2", "a1–r/00001 1", "a2–r/00003 1", "b1–r/00001 1", "f–r/00001 1", "b–r/00003 1"}},
		"opposition": {Choice{Qualifier: "opposition", DropIsolates: true}, 2, []string{"a–c 1"}},
	} {
		if err := c.choice.Check(o); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		facts, v := Network(g, o, c.choice)
		if v.Len() != c.nodes || !slices.IsSorted(v.IDs()) {
			t.Errorf("%s: nodes %v", name, v.IDs())
		}
		if d := cmp.Diff(c.want, ties(v)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if c.choice.Projection != Countries && facts != g {
			t.Errorf("%s: other facts than those given", name)
		}
	}
	if _, v := Network(g, o, Choice{}); !slices.Equal(lines(v), lines(Project(g, o, Stakeholders()))) {
		t.Error("the zero choice is not that of stakeholders")
	}
}

func TestFold(t *testing.T) {
	o, g := vocabulary(t), council(t)
	want := map[kg.ID][]kg.ID{
		"country:a": {"country:a"}, "country:b": {"country:b"}, "country:c": {"country:c"}, "agency:a1": {"country:a"}, "agency:a2": {"country:a"},
		"agency:b1": {"country:b"}, "agency:joint": {"country:a", "country:b"},
	}
	if d := cmp.Diff(want, States(g, o)); d != "" {
		t.Error(d)
	}
	facts, _ := Network(g, o, Choice{Projection: Countries})
	if err := facts.Check(o); err != nil {
		t.Error(err)
	}
	r := facts.Recommendations[1]
	if len(r.Actors) != 2 || r.Actors[0].Entity != "country:a" || r.Actors[1].Entity != "country:b" || len(r.Concerns) != 1 {
		t.Errorf("recommendation %+v", r)
	}
	if r := facts.Recommendations[2]; len(r.Concerns) != 0 || len(r.Partners) != 1 {
		t.Errorf("what a state does is about it too: %+v", r)
	}
	if len(facts.Relations) != 2 || facts.Relations[0].Predicate != "works_with" || len(facts.Relations[0].Evidence) != 3 {
		t.Errorf("relations %+v", facts.Relations)
	}
	g.Relations = append(g.Relations, kg.Relation{Subject: "company:f", Predicate: "part_of", Object: "company:f"})
	if s := States(g, o)["company:f"]; s != nil {
		t.Errorf("a body that is part of itself belongs to %v", s)
	}
	empty, v := Network(&kg.Graph{}, o, Choice{Projection: Countries, DropIsolates: true})
	if v.Len() != 0 || len(empty.Entities) != 0 {
		t.Error("nothing gave something")
	}
}

func TestChoiceCheck(t *testing.T) {
	o := vocabulary(t)
	for _, c := range []struct {
		choice Choice
		want   string
	}{
		{Choice{Projection: "round"}, `unknown projection "round"; known are full, actors-recommendations, shared, countries`},
		{Choice{Weight: WeightJaccard}, `unknown weight of the projection full "jaccard"; known are predicate, evidence, passages, one`},
		{Choice{Projection: Shared, Weight: WeightEvidence}, `unknown weight of the projection shared "evidence"; known are count, jaccard, cosine, newman, one`},
		{Choice{Statuses: []kg.Status{"sure"}}, `unknown status "sure"; known are asserted, recommended, hedged, negated`},
		{Choice{Qualifier: "love"}, `unknown qualifier "love"; known are cooperation, opposition`},
	} {
		if err := c.choice.Check(o); err == nil || err.Error() != c.want {
			t.Errorf("%+v: %v", c.choice, err)
		}
	}
}

func TestCounts(t *testing.T) {
	o := vocabulary(t)
	said, advised := kg.Evidence{Status: kg.Asserted}, kg.Evidence{Status: kg.Recommended}
	for _, c := range []struct {
		choice    Choice
		predicate string
		e         kg.Evidence
		want      bool
	}{
		{Choice{}, "part_of", said, true},
		{Choice{Statuses: []kg.Status{kg.Asserted}}, "part_of", advised, false},
		{Choice{Qualifier: "cooperation"}, "part_of", said, false},
		{Choice{Qualifier: "cooperation"}, "works_with", said, true},
		{Choice{Qualifier: "cooperation"}, "calls_on", advised, true},
		{Choice{Qualifier: "opposition"}, "calls_on", advised, false},
		{Choice{Projection: Shared}, "works_with", said, false},
		{Choice{Projection: TwoMode}, "involves", advised, true},
	} {
		if got := c.choice.Counts(o, c.predicate, c.e); got != c.want {
			t.Errorf("%+v, %s: %v", c.choice, c.predicate, got)
		}
	}
}

// number writes a weight in few digits.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 2, 64) }
