package timeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

func TestIsDate(t *testing.T) {
	for cell, want := range map[string]bool{
		"JUN 12": true, "12 June 2019": true, "2019": true, "2019-06-12": true, "early 2020": true, "Sept. 3": true,
		"June": false, "Section 4": false, "": false, "12 monkeys": false, "a very long first cell of a row 12": false,
	} {
		if got := isDate(cell); got != want {
			t.Errorf("isDate(%q) = %v", cell, got)
		}
	}
}

func TestFind(t *testing.T) {
	row := func(text string) prose.Passage {
		return prose.Passage{Passage: kg.Passage{ID: "passage:r/00001", Report: "report:r", Section: "section:r/00001", Kind: "row", Text: text}}
	}
	x := &prose.Text{Report: kg.Report{ID: "report:r"}, Passages: []prose.Passage{row("JUN 12\tNorway signs."), row("Port\tOslo"), row("JUL 1\t ")}}
	ix := &mention.Index{Entities: []mention.Entity{{Entity: kg.Entity{ID: "country:norway"}}},
		Passages: [][]mention.Mention{{{Span: kg.Span{Start: 7, End: 13}, Rule: "gazetteer", Confidence: 0.9}}, nil, nil}}
	got := Find(x, ix)
	want := []kg.TimelineEvent{{ID: "timeline_event:r/00001", Report: "report:r", Section: "section:r/00001", Date: "JUN 12", Text: "Norway signs.",
		Entities: []kg.Link{{Entity: "country:norway", Evidence: []kg.Evidence{{Passage: "passage:r/00001", Span: kg.Span{Start: 7, End: 13}, Rule: "gazetteer", Confidence: 0.9, Status: kg.Asserted}}}},
		Evidence: []kg.Evidence{{Passage: "passage:r/00001", Span: kg.Span{Start: 7, End: 20}, Rule: "timeline-row", Confidence: 1, Status: kg.Asserted}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}
