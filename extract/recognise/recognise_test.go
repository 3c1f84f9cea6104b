package recognise_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/extract/gazetteer"
	"policygraph/extract/prose"
	"policygraph/extract/recognise"
	"policygraph/extract/resolve"
	"policygraph/extract/segment"
	"policygraph/extract/source"
	"policygraph/extract/tag"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the case files")

// tools holds the built-in knowledge, loaded once.
type tools struct {
	lexicon    *tag.Lexicon
	gazetteer  *gazetteer.Gazetteer
	finder     *recognise.Finder
	segment    *segment.Rules
	references *resolve.Rules
}

var loaded = sync.OnceValues(func() (*tools, error) {
	var t tools
	var err error
	if t.lexicon, err = tag.ReadLexicon(data.FS, "rules/lexicon.yaml"); err != nil {
		return nil, err
	}
	if t.gazetteer, err = gazetteer.Load(data.FS, "gazetteers"); err != nil {
		return nil, err
	}
	names, err := recognise.ReadRules(data.FS, "rules/names.yaml")
	if err != nil {
		return nil, err
	}
	t.finder = recognise.New(t.gazetteer, names)
	if t.segment, err = segment.LoadRules(data.FS); err != nil {
		return nil, err
	}
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		return nil, err
	}
	t.references, err = resolve.ReadRules(data.FS, "rules/references.yaml", o)
	return &t, err
})

// text makes a tagged text of paragraphs.
func (t *tools) text(paragraphs ...string) *prose.Text {
	doc := &source.Document{Name: "case.txt", Format: "text"}
	for _, p := range paragraphs {
		if strings.TrimSpace(p) == "" {
			continue
		}
		start := len(doc.Text)
		doc.Text += p
		doc.Blocks = append(doc.Blocks, source.Block{Kind: source.Paragraph, Span: kg.Span{Start: start, End: len(doc.Text)}})
		doc.Positions = append(doc.Positions, kg.Position{Offset: start, Line: len(doc.Blocks)})
		doc.Text += "\n"
	}
	x := segment.Text(doc, kg.Report{ID: kg.ReportID("case")}, t.segment)
	t.lexicon.Text(x)
	return x
}

// mentions renders what is found: surface, type, canonical name, use.
func (t *tools) mentions(x *prose.Text) string {
	ix := resolve.Mentions(x, t.finder.Text(x), t.gazetteer, t.references)
	var b strings.Builder
	for i, ms := range ix.Passages {
		for _, m := range ms {
			e := ix.Entities[m.Entity]
			fmt.Fprintf(&b, "%s | %s | %s", x.Passages[i].Quote(m.Span), e.Type, e.Name)
			if m.Use != "" {
				fmt.Fprintf(&b, " | %s", m.Use)
			}
			if m.Inside {
				b.WriteString(" | inside")
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// TestNames runs the numbered cases of testdata/names.txt: a line "## number title", paragraphs, a line "=>", the mentions.
func TestNames(t *testing.T) {
	k, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(raw), "\n## ")
	var out strings.Builder
	out.WriteString(head)
	for _, c := range strings.Split(rest, "\n## ") {
		title, body, _ := strings.Cut(c, "\n")
		input, want, _ := strings.Cut(body, "\n=>")
		got := k.mentions(k.text(strings.Split(strings.TrimSpace(input), "\n")...))
		t.Run(title, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" && !*update {
				t.Errorf("mentions (-want +got):\n%s", diff)
			}
		})
		fmt.Fprintf(&out, "\n## %s\n%s\n=>\n%s", title, strings.TrimSpace(input), got)
	}
	if *update {
		if err := os.WriteFile("testdata/names.txt", []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"The Department of Commerce (DOC) and the U.S.–Japan alliance.", "“RIGHT” (R) Fund’s", "Section 232 of the", "(Kim/Getty Images)", "한국 정부는 U.S.", "-’s-", "Presidents A and B"} {
		f.Add(s)
	}
	k, err := loaded()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		x := k.text(strings.Split(s, "\n")...)
		ix := resolve.Mentions(x, k.finder.Text(x), k.gazetteer, k.references)
		for i, ms := range ix.Passages {
			last := 0
			for _, m := range ms {
				if m.Span.Start < last || x.Passages[i].Quote(m.Span) == "" || m.Entity < 0 || m.Entity >= len(ix.Entities) {
					t.Fatalf("bad mention %+v of %q", m, x.Passages[i].Text)
				}
				last = m.Span.Start
			}
		}
	})
}

func BenchmarkNames(b *testing.B) {
	k, err := loaded()
	if err != nil {
		b.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		b.Fatal(err)
	}
	x := k.text(strings.Split(strings.Repeat(string(raw), 20), "\n")...)
	n := 0
	for i := range x.Passages {
		n += len(x.Passages[i].Text)
	}
	b.SetBytes(int64(n))
	b.Run("tag", func(b *testing.B) {
		b.SetBytes(int64(n))
		for b.Loop() {
			k.lexicon.Text(x)
		}
	})
	b.Run("find", func(b *testing.B) {
		b.SetBytes(int64(n))
		for b.Loop() {
			k.finder.Text(x)
		}
	})
	found := k.finder.Text(x)
	b.Run("resolve", func(b *testing.B) {
		b.SetBytes(int64(n))
		for b.Loop() {
			resolve.Mentions(x, found, k.gazetteer, k.references)
		}
	})
}
