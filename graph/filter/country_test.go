package filter

import (
	"slices"
	"testing"

	"policygraph/graph/kg"
)

func TestCountries(t *testing.T) {
	o := vocabulary(t)
	ev := []kg.Evidence{{Passage: "passage:r/00001", Span: kg.Span{End: 4}, Rule: "test", Confidence: 1, Status: kg.Asserted}}
	link := func(id kg.ID) []kg.Link { return []kg.Link{{Entity: id, Evidence: ev}} }
	g := &kg.Graph{
		Reports:  []kg.Report{{ID: "report:r"}},
		Sections: []kg.Section{{ID: "section:r/00001", Report: "report:r", Parent: "report:r", Title: "3. Trade"}, {ID: "section:r/00002", Report: "report:r", Parent: "section:r/00001", Title: "3.1 Ports of trade"}},
		Passages: []kg.Passage{{ID: "passage:r/00001", Report: "report:r", Section: "section:r/00001", Kind: "paragraph", Text: "Some"}},
		Relations: []kg.Relation{{Subject: "agency:m", Predicate: "part_of", Object: "country:a", Evidence: ev},
			{Subject: "agency:office", Predicate: "part_of", Object: "agency:m", Evidence: ev}},
		Recommendations: []kg.Recommendation{
			{ID: "recommendation:r/00001", Report: "report:r", Section: "section:r/00001", Text: "Some", Actors: link("agency:office"), Concerns: link("country:b"), Evidence: ev},
			{ID: "recommendation:r/00002", Report: "report:r", Section: "section:r/00001", Text: "Some", Actors: link("country:b"), Concerns: link("country:a"), Evidence: ev},
		},
	}
	for _, id := range []kg.ID{"country:a", "country:b", "agency:m", "agency:office", "organization:u"} {
		g.Entities = append(g.Entities, kg.Entity{ID: id, Type: id.Kind(), Name: string(id), Mentions: ev})
	}
	out, err := Apply(g.Sort(), o, Options{Countries: []kg.ID{"country:a"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Check(o); err != nil {
		t.Error(err)
	}
	var left []kg.ID
	for _, e := range out.Entities {
		left = append(left, e.ID)
	}
	if want := []kg.ID{"agency:m", "agency:office", "country:a"}; !slices.Equal(left, want) {
		t.Errorf("entities %v, want %v", left, want)
	}
	if len(out.Recommendations) != 1 || len(out.Recommendations[0].Actors) != 1 || len(out.Recommendations[0].Concerns) != 0 {
		t.Errorf("recommendations %+v", out.Recommendations)
	}
	if out, err = Apply(g, o, Options{Countries: []kg.ID{"country:a"}, Ego: []kg.ID{"country:b"}}); err != nil || len(out.Entities) != 1 {
		t.Errorf("the ego's own country counts too: %+v, %v", out.Entities, err)
	}

	for _, c := range []struct {
		opt  Options
		want []kg.ID
	}{
		{Options{Section: "3"}, []kg.ID{"section:r/00001"}},
		{Options{Section: "trade"}, []kg.ID{"section:r/00001", "section:r/00002"}},
		{Options{Section: "trade", Reports: []kg.ID{"report:r"}}, []kg.ID{"section:r/00001", "section:r/00002"}},
	} {
		if got, err := Sections(g, o, c.opt); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, %v", c.opt, got, err)
		}
	}
	if _, err := Sections(g, o, Options{Section: "ships"}); err == nil {
		t.Error("a section that is not there is found")
	}
}
