package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/graph/kg"
)

func TestBuilder(t *testing.T) {
	text := []byte("well-known\nnegotiations")
	b := NewBuilder("a.txt", "text", NewHyphens(text))
	b.Begin(Block{Kind: Paragraph})
	b.At(1, 1)
	b.Write([]byte("\u00a0 The\u00a0 e\u0301tude\u200b of o\ufb03ces is a well-"))
	b.Break()
	b.At(2, 1)
	b.Open(Strong, "")
	b.Write([]byte(" known negoti-"))
	b.Break()
	b.At(1, 2)
	b.Write([]byte("ations"))
	b.Close(Strong)
	b.Ref("7")
	b.Write([]byte(", long- and short-\x07term; hand\u00ad"))
	b.Break()
	b.Write([]byte("le"))
	b.Begin(Block{Kind: Note})
	b.Write([]byte(" \t "))
	b.Begin(Block{Kind: Row})
	b.At(3, 2)
	b.Write([]byte("a\t\tb \t"))
	d := b.Document()
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	const first = "The étude of offices is a well-known negotiations, long- and short-term; handle"
	want := &Document{
		Name: "a.txt", Format: "text", Text: first + "\na\tb",
		Blocks: []Block{
			{Kind: Paragraph, Span: kg.Span{End: len(first)}},
			{Kind: Row, Span: kg.Span{Start: len(first) + 1, End: len(first) + 4}},
		},
		Inlines: []Inline{{Style: Strong, Span: kg.Span{Start: 32, End: 50}}},
		Refs:    []Ref{{Offset: 50, Label: "7"}},
		Positions: []kg.Position{
			{Offset: 0, Line: 1, Page: 1}, {Offset: 32, Line: 2, Page: 1}, {Offset: 44, Line: 1, Page: 2}, {Offset: len(first) + 1, Line: 3, Page: 2},
		},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestHyphens(t *testing.T) {
	h := NewHyphens([]byte("the take-up of ropes; it was postponed; re-entry"))
	for _, c := range []struct {
		left, right string
		want        Join
	}{
		{"the take", "up of", Compound},
		{"was post", "poned", Whole},
		{"negoti", "ations", Whole},
		{"Indo", "Pacific", Compound},
		{"COVID", "19", Compound},
		{"short", "and long-term", Apart},
		{"self", "reliant", Compound},
		{"control", "led", Whole},
		{"state", "led", Compound},
		{"US", "led", Compound},
		{"re", "entry", Compound},
		{"", "word", Apart},
		{"word ", "x", Apart},
		{"No. 108", "458", Compound},
	} {
		if got := h.Join([]byte(c.left), []byte(c.right)); got != c.want {
			t.Errorf("%s-%s: got %d, want %d", c.left, c.right, got, c.want)
		}
	}
}
