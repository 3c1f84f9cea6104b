package evaluate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/evaluate"
	"policygraph/graph/kg"
)

var small = evaluate.Vocabulary{Types: []string{"country", "agency", "place"}, Predicates: []string{"part_of", "leads", "opposes"}}

const smallGold = `{
 "document": "small",
 "entities": [
  {"name": "Japan", "type": "country", "aliases": ["Tokyo", "Japanese"]},
  {"name": "Ministry of Defense", "type": "agency", "aliases": ["MOD"]},
  {"name": "Kyoto", "type": "place", "aliases": []},
  {"name": "Hokkaido", "type": "place", "types_also": ["agency"], "aliases": []},
  {"name": "Osaka", "type": "place", "aliases": [], "optional": true}
 ],
 "recommendations": [
  {"id": "1", "starts_with": "The Ministry of Defense should buy ships and", "actors": ["Ministry of Defense"], "partners": [], "concerns": ["Kyoto"], "concerns_optional": ["Hokkaido"]},
  {"id": "2", "starts_with": "Japan could do more.", "actors": ["Japan"], "partners": [], "concerns": []},
  {"id": "3", "starts_with": "Nobody needs to read this part.", "actors": [], "partners": [], "concerns": [], "optional": true}
 ],
 "relations": [
  {"subject": "Ministry of Defense", "predicate": "part_of", "object": "Japan"},
  {"subject": "Kyoto", "predicate": "part_of", "object": "Japan", "optional": true},
  ["Japan", "opposes", "Hokkaido"]
 ]
}`

func link(ids ...kg.ID) []kg.Link {
	var out []kg.Link
	for _, id := range ids {
		out = append(out, kg.Link{Entity: id})
	}
	return out
}

// smallGraph finds Japan, the ministry under a wrong type, Hokkaido under the other right type, the optional Osaka, and the
// unknown Nara; of the recommendations the first, with too many actors, the optional one, and one that is none.
func smallGraph() *kg.Graph {
	return &kg.Graph{
		Entities: []kg.Entity{
			{ID: "place:osaka", Type: "place", Name: "Osaka"}, {ID: "country:nippon", Type: "country", Name: "Nippon", Aliases: []string{"Tokyo"}},
			{ID: "place:mod", Type: "place", Name: "The M.O.D."}, {ID: "agency:hokkaido", Type: "agency", Name: "Hokkaido"}, {ID: "place:nara", Type: "place", Name: "Nara"},
			{ID: "tree:oak", Type: "tree", Name: "Kyoto"}, // a type that is not measured
		},
		Recommendations: []kg.Recommendation{
			{ID: "recommendation:r/00001", Text: "First, the Ministry of Defense should buy ships and sell boats.", Actors: link("place:mod", "place:nara"), Concerns: link("agency:hokkaido", "tree:oak")},
			{ID: "recommendation:r/00002", Text: "Nobody needs to read this part.", Actors: link("place:nara")},
			{ID: "recommendation:r/00003", Text: "It rains."},
		},
		Relations: []kg.Relation{
			{Subject: "place:mod", Predicate: "part_of", Object: "country:nippon"}, {Subject: "place:nara", Predicate: "part_of", Object: "country:nippon"},
			{Subject: "place:nara", Predicate: "grows", Object: "country:nippon"}, {Subject: "tree:oak", Predicate: "part_of", Object: "country:nippon"},
		},
	}
}

func TestCompare(t *testing.T) {
	gold, err := evaluate.ParseGold([]byte(smallGold), small)
	if err != nil {
		t.Fatal(err)
	}
	g := smallGraph()
	scores, misses := evaluate.Compare(g, gold, small)
	if d := cmp.Diff(smallGraph(), g); d != "" {
		t.Errorf("the graph was changed:\n%s", d)
	}
	want := evaluate.Scores{
		{"entities", 0.5, 0.5, 0.5, 4, 4}, {"entities_name_only", 0.75, 0.75, 0.75, 4, 4},
		{"entities.agency", 1, 0, 0, 1, 1}, {"entities.country", 1, 1, 1, 1, 1}, {"entities.place", 0, 0.5, 0, 2, 2},
		{"recommendations", 0.5, 0.5, 0.5, 2, 2},
		{"recommendation_calls_on", 0.5, 0.5, 0.5, 2, 2}, {"recommendation_involves", 0, 0, 0, 0, 0}, {"recommendation_concerns", 0, 0, 0, 0, 1},
		{"recommendation_involves+concerns", 0, 0, 0, 0, 1},
		{"relations", 0.5, 0.5, 0.5, 2, 2}, {"relations.opposes", 0, 0, 0, 0, 1}, {"relations.part_of", 0.5, 1, 2.0 / 3, 2, 1},
	}
	if d := cmp.Diff(want, scores); d != "" {
		t.Error(d)
	}
	lists := evaluate.Misses{
		{"entities missed", []string{"Kyoto (place)"}},
		{"entities of another type", []string{"Ministry of Defense: place, gold agency"}},
		{"entities not in gold", []string{"Nara (place)"}},
		{"recommendations missed", []string{"Japan could do more."}},
		{"recommendations not in gold", []string{"it rains"}},
		{"actors wrong", []string{"The Ministry of Defense should buy ships and: ['Ministry of Defense', 'Nara'], gold ['Ministry of Defense']", "Japan could do more.: [], gold ['Japan']"}},
		{"relations missed", []string{"Japan opposes Hokkaido"}},
		{"relations not in gold", []string{"Nara part_of Japan"}},
	}
	if d := cmp.Diff(lists, misses); d != "" {
		t.Error(d)
	}
}

func TestCompareNothing(t *testing.T) {
	gold, err := evaluate.ParseGold([]byte(`{"entities": [], "recommendations": [], "relations": []}`), small)
	if err != nil {
		t.Fatal(err)
	}
	scores, misses := evaluate.Compare(&kg.Graph{}, gold, small)
	for _, s := range scores {
		if s != (evaluate.Score{Name: s.Name}) {
			t.Errorf("%+v", s)
		}
	}
	if len(scores) != 11 || len(misses) != 7 {
		t.Errorf("%d scores, %d lists", len(scores), len(misses))
	}
}

func TestJSON(t *testing.T) {
	raw, err := json.Marshal(evaluate.Scores{{"b", 1, 0.5, 2.0 / 3, 1, 2}, {Name: "a"}})
	if want := `{"b":{"p":1,"r":0.5,"f1":0.6666666666666666,"predicted":1,"gold":2},"a":{"p":0,"r":0,"f1":0,"predicted":0,"gold":0}}`; err != nil || string(raw) != want {
		t.Errorf("%s, %v", raw, err)
	}
	raw, err = json.Marshal(evaluate.Misses{{"z", []string{"x", "é"}}, {"y", []string{}}})
	if want := `{"z":["x","é"],"y":[]}`; err != nil || string(raw) != want {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestMean(t *testing.T) {
	got := evaluate.Mean([]evaluate.Scores{
		{{"entities", 1, 0.5, 0.6, 3, 4}, {"relations.leads", 1, 1, 1, 2, 2}}, {{"entities", 0.5, 0.5, 0.4, 1, 1}},
	}, small)
	if d := cmp.Diff(evaluate.Scores{{"entities", 0.75, 0.5, 0.5, 4, 5}, {"relations.leads", 1, 1, 1, 2, 2}}, got); d != "" {
		t.Error(d)
	}
}

func TestParseGold(t *testing.T) {
	edit := func(old, by string) string {
		if !strings.Contains(smallGold, old) {
			t.Fatalf("no %s in the gold", old)
		}
		return strings.Replace(smallGold, old, by, 1)
	}
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "1: malformed JSON: unexpected end of JSON input"},
		{"cut", smallGold[:300], "7: malformed JSON: unexpected end of JSON input"},
		{"comma", edit(`"Tokyo", `, `"Tokyo" `), "4: malformed JSON: invalid character '\"' after array element"},
		{"more", smallGold + "\n{}", "21: malformed JSON: invalid character '{' after top-level value"},
		{"bytes", edit("Tokyo", "T\xffkyo"), "4: not UTF-8"},
		{"mark", "\ufeff" + smallGold, "1: malformed JSON: invalid character 'ï' looking for beginning of value"},
		{"list", "[1]", "1: not a JSON object"},
		{"null", "null", "1: not a JSON object"},
		{"bare", "{}", "1: no list of entities\n1: no list of recommendations\n1: no list of relations"},
		{"no list", edit(`"entities": [`, `"entities": 5, "x": [`), "3: entities is not a list"},
		{"no aliases", edit(`"Kyoto", "type": "place", "aliases": []`, `"Kyoto", "type": "place"`), "6: entities 3: no aliases"},
		{"null aliases", edit(`"Kyoto", "type": "place", "aliases": []`, `"Kyoto", "type": "place", "aliases": null`), "6: entities 3: no aliases"},
		{"number", edit(`["MOD"]`, `[5]`), "5: entities 2: aliases cannot be a JSON number"},
		{"string", edit(`{"name": "Kyoto", "type": "place", "aliases": []}`, `"Kyoto"`), "6: entities 3: a JSON string stands where an item should"},
		{"no name", edit(`"Kyoto"`, `" "`), `6: entities 3: empty name`},
		{"type", edit(`"Kyoto", "type": "place"`, `"Kyoto", "type": "palace"`), `6: entities 3 (Kyoto): unknown type "palace"`},
		{"other type", edit(`"types_also": ["agency"]`, `"types_also": ["body"]`), `7: entities 4 (Hokkaido): unknown type "body"`},
		{"actor", edit(`"actors": ["Japan"]`, `"actors": ["Jpan"]`), `12: recommendations 2, actors: "Jpan" is none of the entities`},
		{"alias", edit(`"actors": ["Japan"]`, `"actors": ["Tokyo"]`), `12: recommendations 2, actors: "Tokyo" is none of the entities`},
		{"typo", edit(`"actors": ["Japan"]`, `"actor": ["Japan"]`), `12: recommendations 2: no actors`},
		{"optional", edit(`["Hokkaido"]`, `["Hokaido"]`), `11: recommendations 1, concerns: "Hokaido" is none of the entities`},
		{"predicate", edit(`"predicate": "part_of"`, `"predicate": "part"`), `16: relations 1: unknown predicate "part"`},
		{"ends", edit(`["Japan", "opposes", "Hokkaido"]`, `["Jpan", "opposes", "Hokaido"]`), "18: relations 3: \"Jpan\" is none of the entities\n18: relations 3: \"Hokaido\" is none of the entities"},
		{"short", edit(`["Japan", "opposes", "Hokkaido"]`, `["Japan", "opposes"]`), "18: relations 3: a JSON array stands where an item should"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := evaluate.ParseGold([]byte(c.text), small)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
	many := edit(`["Kyoto"]`, `["a", "b", "c", "d", "e", "f", "g"]`)
	if _, err := evaluate.ParseGold([]byte(many), small); err == nil || strings.Count(err.Error(), "none of the entities") != 5 || !strings.HasSuffix(err.Error(), "and 2 more problems") {
		t.Errorf("got %v", err)
	}
}

func FuzzParseGold(f *testing.F) {
	f.Add([]byte(smallGold))
	f.Add([]byte(`{"entities":[],"entities":{},"relations":[[1,2,3]],"recommendations":[null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		gold, err := evaluate.ParseGold(data, small)
		if err == nil {
			evaluate.Compare(smallGraph(), gold, small)
		}
	})
}

// BenchmarkCompare measures reading the gold and comparing, without extraction.
func BenchmarkCompare(b *testing.B) {
	report, gold := "../../../shared/report/us-rok-alliance.md", "../../../shared/gold/us-rok-alliance.json"
	if _, err := os.Stat(report); err != nil {
		b.Logf("SKIPPED: %v; a smaller one stands in", err)
		report, gold = "../../extract/testdata/reports/pacific-health-2021.txt", "../../extract/testdata/reports/pacific-health-2021.gold.json"
	}
	_, v := vocabulary(b)
	x, err := loaded()
	if err != nil {
		b.Fatal(err)
	}
	g, _, err := x.File(b.Context(), report)
	if err != nil {
		b.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Clean(gold))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		gold, err := evaluate.ParseGold(raw, v)
		if err != nil {
			b.Fatal(err)
		}
		evaluate.Compare(g, gold, v)
	}
}
