package quads

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"policygraph/graph/kg"
)

// odd strings that a careless encoding would lose
var odd = []string{"", " ", "a\nb", "tab\there", `back\slash`, `\n`, `\\t`, `"quoted"`, "<iri>", "a;b", "50%", "%41", "x#1-2",
	"Zürich", "日本国", "e\u0301", "\u202Eabc", "\U0001F1EF\U0001F1F5", "\r\n", "\u0085\u2028", "urn:policygraph:node:x", strings.Repeat("long ", 20000)}

func anyText(t *rapid.T) string {
	return rapid.OneOf(rapid.SampledFrom(odd), rapid.StringN(0, 12, -1), rapid.String()).Filter(func(s string) bool {
		return !strings.Contains(s, "\x00")
	}).Draw(t, "text")
}

func anyID(t *rapid.T, kinds ...string) kg.ID {
	kind := rapid.SampledFrom(kinds).Draw(t, "kind")
	if rapid.IntRange(0, 3).Draw(t, "odd id") == 0 {
		return kg.ID(kind + ":" + anyText(t))
	}
	return kg.ID(fmt.Sprintf("%s:%d", kind, rapid.IntRange(0, 4).Draw(t, "n")))
}

func many[T any](t *rapid.T, name string, f func(*rapid.T) T) []T {
	var out []T
	for range rapid.IntRange(0, 4).Draw(t, name) {
		out = append(out, f(t))
	}
	return out
}

func anyEvidence(t *rapid.T) kg.Evidence {
	return kg.Evidence{
		Passage:    anyID(t, "passage"),
		Span:       kg.Span{Start: rapid.Int().Draw(t, "start"), End: rapid.Int().Draw(t, "end")},
		Rule:       anyText(t),
		Confidence: rapid.Float64().Draw(t, "confidence"),
		Status:     rapid.SampledFrom([]kg.Status{kg.Asserted, kg.Hedged, "", "odd\tstatus"}).Draw(t, "status"),
	}
}

func anyEvidences(t *rapid.T) []kg.Evidence { return many(t, "evidence", anyEvidence) }

func anyLinks(t *rapid.T) []kg.Link {
	return many(t, "links", func(t *rapid.T) kg.Link {
		return kg.Link{Entity: anyID(t, "country", "agency"), Evidence: anyEvidences(t)}
	})
}

func unique[T any](list []T, id func(T) kg.ID) []T {
	seen := map[kg.ID]bool{}
	return slices.DeleteFunc(list, func(x T) bool {
		old := seen[id(x)]
		seen[id(x)] = true
		return old
	})
}

func anyGraph(t *rapid.T) *kg.Graph {
	report := func() kg.ID { return anyID(t, "report") }
	number := func() int { return rapid.IntRange(-1, 3).Draw(t, "number") }
	g := &kg.Graph{
		Reports: many(t, "reports", func(t *rapid.T) kg.Report {
			return kg.Report{ID: report(), Title: anyText(t), Authors: many(t, "authors", anyText), Publisher: anyText(t),
				Date: anyText(t), File: anyText(t), Path: anyText(t), Format: anyText(t), Hash: anyText(t), Knowledge: anyText(t), Pages: number()}
		}),
		Sections: many(t, "sections", func(t *rapid.T) kg.Section {
			return kg.Section{ID: anyID(t, "section"), Report: report(), Parent: anyID(t, "section", "report"),
				Title: anyText(t), Level: number(), Head: anyID(t, "passage")}
		}),
		Passages: many(t, "passages", func(t *rapid.T) kg.Passage {
			return kg.Passage{ID: anyID(t, "passage"), Report: report(), Section: anyID(t, "section"), Kind: anyText(t),
				Text: anyText(t), Positions: many(t, "positions", func(*rapid.T) kg.Position {
					return kg.Position{Offset: number(), Line: number(), Page: number()}
				})}
		}),
		Entities: many(t, "entities", func(t *rapid.T) kg.Entity {
			return kg.Entity{ID: anyID(t, "country", "agency"), Type: rapid.SampledFrom([]string{"country", "a;b%", ""}).Draw(t, "type"),
				Name: anyText(t), Aliases: many(t, "aliases", anyText), Mentions: anyEvidences(t)}
		}),
		Recommendations: many(t, "recommendations", func(t *rapid.T) kg.Recommendation {
			return kg.Recommendation{ID: anyID(t, "recommendation"), Report: report(), Section: anyID(t, "section"),
				Number: anyText(t), Objective: anyText(t), Modality: anyText(t), Text: anyText(t),
				Actors: anyLinks(t), Partners: anyLinks(t), Concerns: anyLinks(t),
				Restates: rapid.SampledFrom([]kg.ID{"", "recommendation:1"}).Draw(t, "restates"), Evidence: anyEvidences(t)}
		}),
		Timeline: many(t, "timeline", func(t *rapid.T) kg.TimelineEvent {
			return kg.TimelineEvent{ID: anyID(t, "timeline_event"), Report: report(), Section: anyID(t, "section"),
				Date: anyText(t), Text: anyText(t), Entities: anyLinks(t), Evidence: anyEvidences(t)}
		}),
		Sources: many(t, "sources", func(t *rapid.T) kg.Source {
			return kg.Source{ID: anyID(t, "source"), Report: report(), Title: anyText(t), Authors: anyText(t),
				Publisher: anyText(t), Date: anyText(t), URL: anyText(t), Text: anyText(t), Evidence: anyEvidences(t)}
		}),
		Citations: many(t, "citations", func(t *rapid.T) kg.Citation {
			return kg.Citation{From: anyID(t, "passage", "recommendation"), Source: anyID(t, "source"), Note: anyText(t), Evidence: anyEvidences(t)}
		}),
		Relations: many(t, "relations", func(t *rapid.T) kg.Relation {
			return kg.Relation{Subject: anyID(t, "country", "agency"), Predicate: rapid.SampledFrom([]string{"part_of", "calls_on", "text", "p;q %"}).Draw(t, "predicate"),
				Object: anyID(t, "country", "agency"), Evidence: anyEvidences(t)}
		}),
	}
	g.Reports = unique(g.Reports, func(x kg.Report) kg.ID { return x.ID })
	g.Sections = unique(g.Sections, func(x kg.Section) kg.ID { return x.ID })
	g.Passages = unique(g.Passages, func(x kg.Passage) kg.ID { return x.ID })
	g.Entities = unique(g.Entities, func(x kg.Entity) kg.ID { return x.ID })
	g.Recommendations = unique(g.Recommendations, func(x kg.Recommendation) kg.ID { return x.ID })
	g.Timeline = unique(g.Timeline, func(x kg.TimelineEvent) kg.ID { return x.ID })
	g.Sources = unique(g.Sources, func(x kg.Source) kg.ID { return x.ID })
	return g.Sort()
}

// TestRoundTrip reads back what was written, whatever the graph.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyGraph(t)
		label := Version{Report: "report:x;y#", Generation: 7, Hash: "00ff"}.IRI()
		qs, err := Encode(g, label)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range qs {
			if q.Label != label || !q.IsValid() {
				t.Fatalf("quad %v", q)
			}
		}
		if n := len(slices.CompactFunc(slices.SortedFunc(slices.Values(qs), func(a, b quad.Quad) int {
			return strings.Compare(a.NQuad(), b.NQuad())
		}), func(a, b quad.Quad) bool { return a == b })); n != len(qs) {
			t.Fatalf("%d quads, %d distinct", len(qs), n)
		}
		slices.Reverse(qs)
		got, err := Decode(qs)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestVersion(t *testing.T) {
	for _, v := range []Version{{"report:a", 1, "ff"}, {"report:x#;-%", 0, ""}, {"", 3, "a-b#"}} {
		got, err := ParseVersion(v.IRI())
		if err != nil || got != v {
			t.Errorf("%v: got %v, %v", v, got, err)
		}
	}
	for _, s := range []quad.Value{nil, quad.String("x"), quad.IRI("urn:policygraph:version:x"), quad.IRI("urn:policygraph:version:x#y-1")} {
		if _, err := ParseVersion(s); err == nil {
			t.Errorf("%v: no error", s)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		g    kg.Graph
		want string
	}{
		{"two nodes, one ID", kg.Graph{Reports: []kg.Report{{ID: "report:a"}}, Entities: []kg.Entity{{ID: "report:a", Type: "country"}}}, "report:a: declared twice"},
		{"structural entity", kg.Graph{Entities: []kg.Entity{{ID: "a", Type: "passage"}}}, "a: an entity cannot have type passage"},
		{"bytes", kg.Graph{Reports: []kg.Report{{ID: "report:a", Title: "\xff"}}}, "not valid UTF-8"},
		{"bytes in an id", kg.Graph{Reports: []kg.Report{{ID: "report:\xff"}}}, "not valid UTF-8"},
	} {
		if _, err := Encode(&c.g, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	entity := quad.Quad{Subject: Node("country:a"), Predicate: Type, Object: TypeOf("country")}
	st := Statement("country:a", Relation("opposes"), "country:b")
	for _, c := range []struct {
		q    quad.Quad
		want string
	}{
		{quad.Quad{Subject: Node("country:a"), Predicate: Label, Object: quad.Int(1)}, "want a string"},
		{quad.Quad{Subject: Node("country:a"), Predicate: Type, Object: TypeOf("agency")}, "has two types"},
		{quad.Quad{Subject: Node("country:a"), Predicate: Evidence, Object: quad.String("p\t1\t2\tr\t1\n")}, "line 1: has 5 fields where 6 are wanted"},
		{quad.Quad{Subject: Node("country:a"), Predicate: Evidence, Object: quad.String("p\t1\t2\tr\t1\tasserted")}, "line 1: not ended"},
		{quad.Quad{Subject: st, Predicate: Evidence, Object: quad.String("p\t1\tx\tr\t1\tasserted\n")}, "invalid syntax"},
		{quad.Quad{Subject: st + "%4", Predicate: Evidence, Object: quad.String("")}, "incomplete escape"},
		{quad.Quad{Subject: st + ";z", Predicate: Evidence, Object: quad.String("")}, "not a statement of three parts"},
		{quad.Quad{Subject: Statement("x", CallsOn, "y"), Predicate: Evidence, Object: quad.String("")}, "x has no type"},
		{quad.Quad{Subject: Statement("country:a", CallsOn, "y"), Predicate: Evidence, Object: quad.String("")}, "has no edges"},
	} {
		if _, err := Decode([]quad.Quad{entity, c.q}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v", c.q, err)
		}
	}
	foreign := []quad.Quad{entity, {Subject: quad.IRI("ex:a"), Predicate: quad.IRI("ex:b"), Object: quad.Int(1)},
		{Subject: Node("country:a"), Predicate: quad.IRI("ex:b"), Object: quad.Int(1)}}
	if g, err := Decode(foreign); err != nil || len(g.Entities) != 1 {
		t.Errorf("quads of others: %v, %v", g, err)
	}
}

// TestEscape holds that what an IRI may not hold is encoded and read back, and all else stays as it is.
func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"agency:département-é日本": "agency:département-é日本", "r/00012": "r/00012",
		"a b<>\"{}|^\\`": "a%20b%3C%3E%22%7B%7D%7C%5E%5C%60", "%41;#?[]": "%2541%3B%23%3F%5B%5D",
		"\x00\x7f\u0085": "%00%7F%C2%85", "\ue000": "%EE%80%80", "\ufffd\uffff": "%EF%BF%BD%EF%BF%BF", "\U0001fffe\U000f0000": "%F0%9F%BF%BE%F3%B0%80%80",
		"\U0001F30A\u00a0": "\U0001F30A\u00a0", "a\xff": "a\xff",
	} {
		got := Node(kg.ID(in))
		if string(got) != NodePrefix+want {
			t.Errorf("%q: %s", in, got)
		}
		if back, err := NodeID(got); err != nil || string(back) != in {
			t.Errorf("%q reads back as %q, %v", in, back, err)
		}
	}
	for got, want := range map[quad.IRI]string{
		Term("calls_on"): "urn:policygraph:term:calls_on", Column("a b"): "urn:policygraph:column:a%20b", Piece("r", "0f#2"): "urn:policygraph:evidence:r:0f%232",
	} {
		if string(got) != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
