package filter

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"policygraph/graph/kg"
)

// chain is a graph of agencies tied in a row, a1 to a6, with a shortcut over a recommendation from a1 to a4, of which a4 is part
// of the agency "dept", that of country "c", and a town in c, where a1 is.
func chain() *kg.Graph {
	g := &kg.Graph{
		Reports:  []kg.Report{{ID: "report:r"}},
		Sections: []kg.Section{{ID: part(kg.KindSection, 1), Report: "report:r", Parent: "report:r", Title: "Text"}},
		Passages: []kg.Passage{{ID: part(kg.KindPassage, 1), Report: "report:r", Section: part(kg.KindSection, 1), Text: "text"}},
		Recommendations: []kg.Recommendation{{ID: part(kg.KindRecommendation, 1), Report: "report:r", Section: part(kg.KindSection, 1), Text: "text", Evidence: ev(1, 1),
			Actors: []kg.Link{{Entity: "agency:a1", Evidence: ev(1, 1)}}, Partners: []kg.Link{{Entity: "agency:a4", Evidence: ev(1, 1)}}}},
	}
	add := func(id kg.ID) {
		g.Entities = append(g.Entities, kg.Entity{ID: id, Type: id.Kind(), Name: string(id), Mentions: ev(1, 1)})
	}
	tie := func(from kg.ID, predicate string, to kg.ID, confidence float64) {
		g.Relations = append(g.Relations, kg.Relation{Subject: from, Predicate: predicate, Object: to, Evidence: ev(confidence, 1)})
	}
	for i := 1; i <= 6; i++ {
		add(kg.ID(fmt.Sprintf("agency:a%d", i)))
		if i > 1 {
			tie(kg.ID(fmt.Sprintf("agency:a%d", i-1)), "works_with", kg.ID(fmt.Sprintf("agency:a%d", i)), 1)
		}
	}
	for _, id := range []kg.ID{"agency:dept", "country:c", "country:far", "place:town"} {
		add(id)
	}
	tie("agency:a4", "part_of", "agency:dept", 1)
	tie("agency:dept", "part_of", "country:c", 1)
	tie("agency:a1", "located_in", "place:town", 1)
	tie("place:town", "located_in", "country:c", 0.3)
	tie("country:far", "works_with", "agency:dept", 1)
	return g.Sort()
}

// kept lists entities and recommendations in short.
func kept(g *kg.Graph) string {
	var out []string
	for i := range g.Entities {
		out = append(out, strings.TrimPrefix(string(g.Entities[i].ID), "agency:"))
	}
	for range g.Recommendations {
		out = append(out, "advice")
	}
	return strings.Join(out, " ")
}

func TestParts(t *testing.T) {
	o := vocabulary(t)
	ends := []kg.ID{"agency:a1", "agency:a5"}
	for _, c := range []struct {
		name, want string
		opt        Options
	}{
		{"between, over advice", "a1 a4 a5 advice", Options{Between: ends, Length: 4}},
		{"all shortest paths", "a1 a2 a3 a4 advice", Options{Between: []kg.ID{"agency:a3", "agency:a1", "agency:a4"}, Length: 4}},
		{"of one predicate", "a1 a2 a3 a4 a5", Options{Between: ends, Length: 4, Follow: []string{"works_with"}}},
		{"too long", "a1 a5", Options{Between: ends, Length: 2}},
		{"paths without advice", "a1 a2 a3 a4 a5", Options{Between: ends, Length: 4, Types: []string{"agency"}}},
		{"follow", "a1 advice", Options{Ego: ends[:1], Hops: 1, Follow: []string{"calls_on"}}},
		{"follow two steps", "a1 a4 advice", Options{Ego: ends[:1], Hops: 2, Follow: []string{"calls_on", "involves"}}},
		{"members", "a2 a3 advice", Options{Members: []kg.ID{"agency:a2", "agency:a3", part(kg.KindRecommendation, 1)}}},
		{"no members", "", Options{Members: []kg.ID{}}},
		{"members and what is given", "a2 a3", Options{Members: []kg.ID{"agency:a2"}, Ego: []kg.ID{"agency:a3"}, Hops: 1}},
		{"context", "a4 dept country:c", Options{Ego: []kg.ID{"agency:a4"}, Context: true}},
		{"context of a place", "a1 country:c place:town", Options{Ego: ends[:1], Context: true}},
		{"context that is sure", "a1 place:town", Options{Ego: ends[:1], Context: true, MinConfidence: 0.5}},
		{"context despite types", "a1 a2 a3 a4 a5 a6 dept country:c place:town", Options{Types: []string{"agency"}, Context: true}},
		{"country and what it has to do with", "a3 a4 a5 dept country:c country:far place:town advice", Options{Countries: []kg.ID{"country:c"}}},
		{"country of nobody else", "dept country:far", Options{Countries: []kg.ID{"country:far"}}},
	} {
		got, err := Apply(chain(), o, c.opt)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if kept(got) != c.want {
			t.Errorf("%s: got %s, want %s", c.name, kept(got), c.want)
		}
		if err := got.Check(o); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	got, err := Apply(chain(), o, Options{Ego: []kg.ID{"agency:a4"}, Context: true})
	if err != nil || len(got.Relations) != 2 || len(got.Relations[0].Evidence) != 1 || len(got.Passages) != 1 {
		t.Errorf("the context comes without its evidence: %+v, %v", got.Relations, err)
	}
	for want, opt := range map[string]Options{
		`"agency:x" is neither an entity nor`: {Between: []kg.ID{"agency:x", "agency:a1"}},
		`unknown predicate "likes"`:           {Ego: ends, Follow: []string{"likes"}},
	} {
		if _, err := Apply(chain(), o, opt); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// tangle is a graph of random ties.
func tangle(rng *rand.Rand) *kg.Graph {
	g := scatter(rng)
	for i := range 10 {
		id := kg.ID(fmt.Sprintf("agency:b%d", i))
		g.Entities = append(g.Entities, kg.Entity{ID: id, Type: "agency", Name: string(id), Mentions: ev(0.1+0.9*rng.Float64(), 1+rng.IntN(6))})
	}
	some := func(kind string) kg.ID {
		for {
			if id := g.Entities[rng.IntN(len(g.Entities))].ID; kind == "" || id.Kind() == kind {
				return id
			}
		}
	}
	for range 12 {
		r := kg.Relation{Subject: some("agency"), Predicate: "works_with", Object: some("agency"), Evidence: ev(0.1+0.9*rng.Float64(), 1+rng.IntN(6))}
		if rng.IntN(2) == 0 {
			r.Predicate, r.Object = "part_of", some("country")
		}
		same := func(o kg.Relation) bool {
			return o.Subject == r.Subject && o.Predicate == r.Predicate && o.Object == r.Object
		}
		if r.Subject != r.Object && !slices.ContainsFunc(g.Relations, same) {
			g.Relations = append(g.Relations, r)
		}
	}
	return g.Sort()
}

// choose makes random options.
func choose(rng *rand.Rand, g *kg.Graph) Options {
	var opt Options
	maybe := func(n int, do func()) {
		if rng.IntN(n) == 0 {
			do()
		}
	}
	any := func() kg.ID { return g.Entities[rng.IntN(len(g.Entities))].ID }
	maybe(4, func() { opt.Section = []string{"trade", "3.1", "notes"}[rng.IntN(3)] })
	maybe(4, func() { opt.Types = []string{"agency", "recommendation"} })
	maybe(4, func() { opt.Predicates = []string{"works_with", "calls_on", "part_of"} })
	maybe(4, func() { opt.MinConfidence = rng.Float64() / 2 })
	maybe(4, func() { opt.Countries = []kg.ID{"country:us"} })
	maybe(3, func() { opt.Ego, opt.Hops = []kg.ID{any()}, rng.IntN(3) })
	maybe(3, func() { opt.Between, opt.Length = []kg.ID{any(), any()}, 1+rng.IntN(4) })
	maybe(4, func() { opt.Follow = []string{"works_with", "part_of"} })
	maybe(4, func() { opt.Members = []kg.ID{any(), any(), any(), any(), any(), any()} })
	maybe(3, func() { opt.Context = true })
	return opt
}

// TestInvariants holds that a part is a part: it passes the check, it says nothing that the whole does not, each fact in it has
// its evidence, it is the same each time, and the same part of it is all of it.
func TestInvariants(t *testing.T) {
	o := vocabulary(t)
	again := 0
	for seed := range uint64(1000) {
		rng := rand.New(rand.NewPCG(seed, 7))
		g := tangle(rng)
		opt := choose(rng, g)
		got, err := Apply(g, o, opt)
		if err != nil {
			t.Fatalf("seed %d: %+v: %v", seed, opt, err)
		}
		if err := got.Check(o); err != nil {
			t.Fatalf("seed %d: %+v: %v", seed, opt, err)
		}
		if what := beyond(g, got, opt.Section == ""); what != "" {
			t.Fatalf("seed %d: %+v: the whole does not say %s", seed, opt, what)
		}
		if twice, err := Apply(g, o, opt); err != nil || !cmp.Equal(got, twice) {
			t.Fatalf("seed %d: %+v: not the same twice, %v", seed, opt, err)
		}
		here := got.Index()
		gone := slices.ContainsFunc(slices.Concat(opt.Ego, opt.Between), func(id kg.ID) bool { return here.Entities[id] == nil })
		if gone || len(opt.Countries) > 0 || opt.Section != "" {
			continue // the part may lack that by which it was chosen: a name, a country, a relation in the section
		}
		again++
		if whole, err := Apply(got, o, opt); err != nil || !cmp.Equal(got, whole, cmpopts.EquateEmpty()) {
			t.Fatalf("seed %d: %+v: the part of the part differs: %v\n%s", seed, opt, err, cmp.Diff(got, whole, cmpopts.EquateEmpty()))
		}
	}
	if again < 300 {
		t.Errorf("only %d parts were cut again", again)
	}
}

// beyond returns a fact of the part that the whole does not hold, with just that evidence if exact, else with some of it; or "".
func beyond(whole, part *kg.Graph, exact bool) string {
	index := whole.Index()
	backed := func(ev, all []kg.Evidence) bool {
		for _, e := range ev {
			if !slices.Contains(all, e) {
				return false
			}
		}
		return len(ev) > 0 && (!exact || len(ev) == len(all))
	}
	for _, e := range part.Entities {
		if w := index.Entities[e.ID]; w == nil || !backed(e.Mentions, w.Mentions) {
			return string(e.ID)
		}
	}
	for _, r := range part.Relations {
		if !slices.ContainsFunc(whole.Relations, func(w kg.Relation) bool {
			return w.Subject == r.Subject && w.Predicate == r.Predicate && w.Object == r.Object && backed(r.Evidence, w.Evidence)
		}) {
			return fmt.Sprint(r)
		}
	}
	for _, r := range part.Recommendations {
		w := index.Recommendations[r.ID]
		if w == nil || !cmp.Equal(r.Evidence, w.Evidence) {
			return string(r.ID)
		}
		for i, links := range [][]kg.Link{r.Actors, r.Partners, r.Concerns} {
			for _, l := range links {
				if !slices.ContainsFunc([][]kg.Link{w.Actors, w.Partners, w.Concerns}[i], func(o kg.Link) bool { return cmp.Equal(l, o) }) {
					return fmt.Sprintf("%s → %s", r.ID, l.Entity)
				}
			}
		}
	}
	return ""
}
