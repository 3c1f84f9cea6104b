package filter

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

func vocabulary(t *testing.T) *ontology.Ontology {
	t.Helper()
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// ev is evidence in the numbered passages of report r.
func ev(confidence float64, passages ...int) []kg.Evidence {
	var out []kg.Evidence
	for _, p := range passages {
		out = append(out, kg.Evidence{
			Passage: kg.PartID(kg.KindPassage, "report:r", p), Span: kg.Span{Start: 0, End: 4},
			Rule: "test", Confidence: confidence, Status: kg.Asserted,
		})
	}
	return out
}

func part(kind string, n int) kg.ID { return kg.PartID(kind, "report:r", n) }

// sample is a report r with the sections 1 "3. Trade", 2 "3.1 Chips" below it and 3 "Notes", each with a heading (passages
// 1, 3, 5) and a paragraph (2, 4, 6), and a report s with one passage that names the United States.
func sample() *kg.Graph {
	g := &kg.Graph{
		Reports: []kg.Report{{ID: "report:r"}, {ID: "report:s"}},
		Sections: []kg.Section{
			{ID: part(kg.KindSection, 1), Report: "report:r", Parent: "report:r", Title: "3. Trade", Head: part(kg.KindPassage, 1)},
			{ID: part(kg.KindSection, 2), Report: "report:r", Parent: part(kg.KindSection, 1), Title: "3.1 Chips", Head: part(kg.KindPassage, 3)},
			{ID: part(kg.KindSection, 3), Report: "report:r", Parent: "report:r", Title: "Notes", Head: part(kg.KindPassage, 5)},
		},
		Entities: []kg.Entity{
			{ID: "agency:dos", Type: "agency", Name: "DoS", Mentions: ev(1, 4)},
			{ID: "country:rok", Type: "country", Name: "South Korea", Mentions: ev(1, 2, 4, 6)},
			{ID: "country:us", Type: "country", Name: "United States", Mentions: ev(1, 2, 4, 6)},
			{ID: "initiative:quad", Type: "initiative", Name: "Quad", Mentions: ev(0.4, 2)},
			{ID: "place:busan", Type: "place", Name: "Busan", Mentions: ev(1, 6)},
		},
		Recommendations: []kg.Recommendation{
			{ID: part(kg.KindRecommendation, 1), Report: "report:r", Section: part(kg.KindSection, 1), Text: "text", Evidence: ev(1, 2),
				Actors: []kg.Link{{Entity: "country:us", Evidence: ev(1, 2)}}, Partners: []kg.Link{{Entity: "country:rok", Evidence: ev(0.5, 2)}}},
			{ID: part(kg.KindRecommendation, 2), Report: "report:r", Section: part(kg.KindSection, 2), Text: "text", Evidence: ev(1, 4),
				Actors: []kg.Link{{Entity: "agency:dos", Evidence: ev(1, 4)}}, Restates: part(kg.KindRecommendation, 1)},
		},
		Timeline: []kg.TimelineEvent{{ID: part(kg.KindTimelineEvent, 1), Report: "report:r", Section: part(kg.KindSection, 3), Text: "text", Evidence: ev(1, 6),
			Entities: []kg.Link{{Entity: "country:rok", Evidence: ev(1, 6)}}}},
		Sources:   []kg.Source{{ID: part(kg.KindSource, 1), Report: "report:r", Evidence: ev(1, 6)}},
		Citations: []kg.Citation{{From: part(kg.KindPassage, 4), Source: part(kg.KindSource, 1), Evidence: ev(1, 4)}},
		Relations: []kg.Relation{
			{Subject: "agency:dos", Predicate: "part_of", Object: "country:us", Evidence: ev(0.9, 4)},
			{Subject: "country:us", Predicate: "works_with", Object: "country:rok", Evidence: ev(0.9, 2, 6)},
			{Subject: "place:busan", Predicate: "located_in", Object: "country:rok", Evidence: ev(0.3, 6)},
		},
	}
	for i := range 6 {
		g.Passages = append(g.Passages, kg.Passage{ID: part(kg.KindPassage, i+1), Report: "report:r", Section: part(kg.KindSection, i/2+1), Text: "text"})
	}
	g.Passages = append(g.Passages, kg.Passage{ID: "passage:s/00001", Report: "report:s", Section: "report:s", Text: "text"})
	g.Entities[2].Mentions = append(g.Entities[2].Mentions, kg.Evidence{Passage: "passage:s/00001", Span: kg.Span{Start: 0, End: 4}, Rule: "test", Confidence: 1, Status: kg.Asserted})
	return g.Sort()
}

// brief lists the kept facts in short.
func brief(g *kg.Graph) string {
	var out []string
	add := func(id kg.ID, more string) { out = append(out, strings.Replace(string(id), ":r/0000", " ", 1)+more) }
	for _, e := range g.Entities {
		add(e.ID, fmt.Sprintf("×%d", len(e.Mentions)))
	}
	for _, r := range g.Recommendations {
		more := ""
		for _, l := range slices.Concat(r.Actors, r.Partners, r.Concerns) {
			more += " →" + string(l.Entity)
		}
		add(r.ID, more)
	}
	for _, t := range g.Timeline {
		add(t.ID, "")
	}
	for _, s := range g.Sources {
		add(s.ID, "")
	}
	for _, r := range g.Relations {
		add(r.Subject, fmt.Sprintf(" %s %s×%d", r.Predicate, r.Object, len(r.Evidence)))
	}
	for _, p := range g.Passages {
		add(p.ID, "")
	}
	return strings.Join(out, "\n")
}

func TestApply(t *testing.T) {
	o := vocabulary(t)
	if err := sample().Check(o); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		opt  Options
		want []string
	}{
		{"section by number with those below", Options{Section: "3"}, []string{
			"agency:dos×1", "country:rok×2", "country:us×2", "initiative:quad×1",
			"recommendation 1 →country:us →country:rok", "recommendation 2 →agency:dos", "source 1",
			"agency:dos part_of country:us×1", "country:us works_with country:rok×1",
			"passage 1", "passage 2", "passage 3", "passage 4", "passage 5", "passage 6"}},
		{"section by words", Options{Section: "CHIPS"}, []string{
			"agency:dos×1", "country:rok×1", "country:us×1", "recommendation 2 →agency:dos", "source 1",
			"agency:dos part_of country:us×1", "passage 1", "passage 3", "passage 4", "passage 5", "passage 6"}},
		{"report", Options{Reports: []kg.ID{"report:s"}}, []string{"country:us×1", "passage:s/00001"}},
		{"types", Options{Types: []string{"agency", "recommendation"}}, []string{
			"agency:dos×1", "recommendation 1", "recommendation 2 →agency:dos", "passage 1", "passage 2", "passage 3", "passage 4"}},
		{"predicates", Options{Predicates: []string{"located_in"}}, []string{
			"country:rok×3", "place:busan×1", "place:busan located_in country:rok×1",
			"passage 1", "passage 2", "passage 3", "passage 4", "passage 5", "passage 6"}},
		{"predicates of links", Options{Predicates: []string{"calls_on"}, Section: "3.1"}, []string{
			"agency:dos×1", "recommendation 2 →agency:dos", "passage 1", "passage 3", "passage 4"}},
		{"weight", Options{MinWeight: 2, Section: "chips"}, []string{
			"agency:dos×1", "recommendation 2 →agency:dos", "passage 1", "passage 3", "passage 4"}},
		{"confidence", Options{MinConfidence: 0.6, Section: "trade"}, []string{
			"agency:dos×1", "country:rok×2", "country:us×2",
			"recommendation 1 →country:us", "recommendation 2 →agency:dos", "source 1",
			"agency:dos part_of country:us×1", "country:us works_with country:rok×1",
			"passage 1", "passage 2", "passage 3", "passage 4", "passage 5", "passage 6"}},
		{"ego alone", Options{Ego: []kg.ID{"place:busan"}}, []string{"place:busan×1", "passage 5", "passage 6"}},
		{"ego and neighbours", Options{Ego: []kg.ID{"agency:dos"}, Hops: 1, Section: "chips"}, []string{
			"agency:dos×1", "country:us×1", "recommendation 2 →agency:dos", "source 1", "agency:dos part_of country:us×1",
			"passage 1", "passage 3", "passage 4", "passage 5", "passage 6"}},
		{"ego of another type", Options{Ego: []kg.ID{"place:busan"}, Hops: 3, Types: []string{"country"}, Section: "notes"}, []string{
			"country:rok×1", "country:us×1", "place:busan×1", "country:us works_with country:rok×1", "place:busan located_in country:rok×1",
			"passage 5", "passage 6"}},
		{"ego with timeline", Options{Ego: []kg.ID{"country:rok"}, Hops: 1, Section: "notes"}, []string{
			"country:rok×1", "country:us×1", "place:busan×1", "timeline_event 1",
			"country:us works_with country:rok×1", "place:busan located_in country:rok×1", "passage 5", "passage 6"}},
	} {
		g := sample()
		got, err := Apply(g, o, c.opt)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if err := got.Check(o); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if d := cmp.Diff(c.want, strings.Split(brief(got), "\n")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		if d := cmp.Diff(sample(), g); d != "" {
			t.Errorf("%s: the input changed: %s", c.name, d)
		}
	}
}

func TestApplyNothing(t *testing.T) {
	got, err := Apply(sample(), vocabulary(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(sample(), got); d != "" {
		t.Error(d)
	}
}

func TestSuggested(t *testing.T) {
	titles := []string{"Summary", "1 Trade", "2 Chips", "3 Ships", "4 Grain", "5 Notes", "6 Thanks"}
	for asked, want := range map[string]string{
		"space":   `known: "Summary", "1 Trade", "2 Chips", "3 Ships", "4 Grain" and 2 more`,
		"sumary":  `nearest: "Summary"`,
		"chips x": `known: "Summary", "1 Trade", "2 Chips", "3 Ships", "4 Grain" and 2 more`,
	} {
		if got := suggested(titles, asked); got != want {
			t.Errorf("%s: %s, want %s", asked, got, want)
		}
	}
}

func TestApplyErrors(t *testing.T) {
	o := vocabulary(t)
	for want, opt := range map[string]Options{
		`unknown type "nation"; known: country, agency`:         {Types: []string{"country", "nation"}},
		`unknown predicate "likes"; known: part_of, member_of`:  {Predicates: []string{"likes"}},
		`unknown report "report:x"; known: report:r, report:s`:  {Reports: []kg.ID{"report:x"}},
		`no section "space"; known: "3. Trade", "3.1 Chips"`:    {Section: "space"},
		`"section:r/00001" is neither an entity nor a recommen`: {Ego: []kg.ID{part(kg.KindSection, 1)}},
	} {
		if _, err := Apply(sample(), o, opt); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// TestApplyKeepsConsistency cuts random parts out of random graphs.
func TestApplyKeepsConsistency(t *testing.T) {
	o := vocabulary(t)
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 1))
		g := scatter(rng)
		if err := g.Check(o); err != nil {
			t.Fatal(err)
		}
		var opt Options
		pick := func(list ...string) (out []string) {
			for _, s := range list {
				if rng.IntN(2) == 0 {
					out = append(out, s)
				}
			}
			return out
		}
		if rng.IntN(2) == 0 {
			opt.Section = []string{"trade", "3.1", "notes"}[rng.IntN(3)]
		}
		if rng.IntN(2) == 0 {
			opt.Types = pick("country", "agency", "place", "recommendation", "timeline_event", "source", "passage", "section")
		}
		if rng.IntN(3) == 0 {
			opt.Predicates = pick("works_with", "located_in", "calls_on", "involves", "cites", "mentions")
		}
		if rng.IntN(2) == 0 {
			opt.Ego, opt.Hops = []kg.ID{g.Entities[rng.IntN(len(g.Entities))].ID}, rng.IntN(3)
		}
		opt.MinConfidence, opt.MinWeight = rng.Float64()/2, float64(rng.IntN(3))
		got, err := Apply(g, o, opt)
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Check(o); err != nil {
			t.Fatalf("seed %d: %+v: %v", seed, opt, err)
		}
	}
}

// scatter deals the evidence of the sample's facts anew.
func scatter(rng *rand.Rand) *kg.Graph {
	g := sample()
	deal := func() []kg.Evidence {
		var out []kg.Evidence
		for range 1 + rng.IntN(2) {
			out = append(out, ev(0.1+0.9*rng.Float64(), 1+rng.IntN(6))...)
		}
		return out
	}
	for i := range g.Entities {
		g.Entities[i].Mentions = deal()
	}
	for i := range g.Relations {
		g.Relations[i].Evidence = deal()
	}
	for i := range g.Recommendations {
		g.Recommendations[i].Section = part(kg.KindSection, 1+rng.IntN(3))
		for _, links := range [][]kg.Link{g.Recommendations[i].Actors, g.Recommendations[i].Partners} {
			for j := range links {
				links[j].Evidence = deal()
			}
		}
	}
	return g.Sort()
}
