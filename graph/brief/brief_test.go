package brief

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/extract"
	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// vocabulary returns the shipped vocabulary and words.
func vocabulary(t *testing.T) (*ontology.Ontology, *Phrases) {
	t.Helper()
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ph, err := ReadPhrases(data.FS, "briefing.yaml", o)
	if err != nil {
		t.Fatal(err)
	}
	return o, ph
}

// samples returns what the shipped reports say.
func samples(t *testing.T) *kg.Graph {
	t.Helper()
	x, err := extract.New(data.FS, extract.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(data.FS, "samples/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []*kg.Graph
	for _, name := range names {
		raw, err := fs.ReadFile(data.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		g, _, err := x.Bytes(t.Context(), path.Base(name), raw)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
	return kg.Merge(all...).Sort()
}

func briefer(t *testing.T, g *kg.Graph, words int) *Briefer {
	t.Helper()
	o, ph := vocabulary(t)
	b, err := New(g, o, ph, Options{Words: words, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// each calls visit with the briefings on everything in the graph.
func each(t *testing.T, b *Briefer, visit func(name string, d *document.Document)) {
	t.Helper()
	add := func(name string, d *document.Document, err error) {
		if err != nil {
			t.Fatal(err)
		}
		visit(name, d)
	}
	for _, e := range b.g.Entities {
		d, err := b.Entity(e.ID)
		add(string(e.ID), d, err)
	}
	for _, s := range b.g.Sections {
		d, err := b.Section(s.ID)
		add(string(s.ID), d, err)
	}
	for _, r := range b.g.Reports {
		d, err := b.Report(r.ID)
		add(string(r.ID), d, err)
	}
}

// clumsy finds what no minister should read.
var clumsy = regexp.MustCompile(`  |\{|\}|%!|<nil>| ,| \.(?:\s|$)|\.\.|,,|\band and\b|\bthe the\b|\b(?:agency|country|organization|recommendation|section|report):[a-z]|[a-z]_[a-z]`)

// check holds a briefing to what all briefings keep.
func check(t *testing.T, name string, d *document.Document) {
	t.Helper()
	used := map[int]bool{}
	said := map[string]bool{}
	next := 1
	for i, s := range d.Sections {
		if len(s.Blocks) == 0 || (s.Title == "") != (i == 0) || said[s.Title] {
			t.Errorf("%s: section %d %q is empty, without title or there twice", name, i, s.Title)
		}
		said[s.Title] = true
		for k, b := range s.Blocks {
			text := document.Plain(b.Text)
			if m := clumsy.FindString(text); m != "" || strings.TrimSpace(text) == "" {
				t.Errorf("%s: %q in %q", name, m, text)
			}
			if last := k == len(s.Blocks)-1; last && (b.Kind == document.Heading || b.Kind == document.Lead) {
				t.Errorf("%s: heading %q has nothing below it", name, text)
			}
			for _, r := range b.Text {
				for _, n := range r.Notes {
					if n > next || n < 1 || n > len(d.Notes) {
						t.Errorf("%s: note %d is out of order in %q", name, n, text)
					}
					if n == next {
						next++
					}
					used[n] = true
				}
			}
		}
	}
	for i, n := range d.Notes {
		if n.Number != i+1 || !used[n.Number] || n.Place == "" || clumsy.MatchString(n.Place) {
			t.Errorf("%s: note %d (%q) is not used or has no place", name, n.Number, n.Text())
		}
	}
	if p := d.Picture; p != nil && (len(p.Nodes) > 15 || len(p.Nodes) < 2) {
		t.Errorf("%s: %d names in the picture", name, len(p.Nodes))
	}
}

func TestEveryBriefing(t *testing.T) {
	g := samples(t)
	for _, words := range []int{TwoPages, 0} {
		b := briefer(t, g, words)
		n := 0
		each(t, b, func(name string, d *document.Document) {
			n++
			check(t, name, d)
			if words > 0 && d.Words() > words {
				t.Errorf("%s: %d words", name, d.Words())
			}
		})
		if n < 100 {
			t.Errorf("only %d briefings", n)
		}
	}
}

func TestLimitSaysWhatIsLeftOut(t *testing.T) {
	g := samples(t)
	b := briefer(t, g, 500)
	d, err := b.Report(g.Reports[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if d.Words() > 500 {
		t.Errorf("%d words", d.Words())
	}
	text := ""
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			text += document.Plain(b.Text) + "\n"
		}
	}
	if !strings.Contains(text, "Left out here: ") || !strings.Contains(text, " more in “") {
		t.Errorf("nothing is said to be left out: %s", text)
	}
	check(t, "limited", d)
}

func TestSameInputSameBriefing(t *testing.T) {
	g := samples(t)
	first := map[string]*document.Document{}
	each(t, briefer(t, g, TwoPages), func(name string, d *document.Document) { first[name] = d })
	each(t, briefer(t, samples(t), TwoPages), func(name string, d *document.Document) {
		if diff := cmp.Diff(first[name], d); diff != "" {
			t.Errorf("%s differs: %s", name, diff)
		}
	})
}

func TestQuotesStandInTheReport(t *testing.T) {
	g := samples(t)
	texts := ""
	for _, p := range g.Passages {
		texts += document.Clean(p.Text) + "\n"
	}
	texts = strings.NewReplacer("‘", "'", "’", "'", "“", "'", "”", "'", `"`, "'").Replace(texts)
	each(t, briefer(t, g, TwoPages), func(name string, d *document.Document) {
		for _, n := range d.Notes {
			quote := strings.NewReplacer("‘", "'", "’", "'", "“", "", "”", "").Replace(n.Quote)
			quote = strings.TrimSuffix(strings.TrimPrefix(quote, "… "), " …")
			if !strings.Contains(texts, quote) {
				t.Errorf("%s: %q is not in the report", name, quote)
			}
		}
	})
}

func TestUnknownSubjects(t *testing.T) {
	b := briefer(t, samples(t), 0)
	for _, ask := range []func(kg.ID) (*document.Document, error){b.Entity, b.Section, b.Report} {
		if _, err := ask("agency:none"); err == nil || !strings.Contains(err.Error(), "agency:none") {
			t.Errorf("error %v", err)
		}
	}
}

func TestReadPhrases(t *testing.T) {
	o, _ := vocabulary(t)
	raw, err := fs.ReadFile(data.FS, "briefing.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"parent: part_of", "parent: below", `parent: unknown predicate "below"`},
		{"  agency:       {one: an agency,", "  agency:       {one: \"\",", "type agency has no words"},
		{"predicate: leads", "predicate: heads", `predicate "heads" is unknown`},
		{"predicate: leads", "predicate: opposes", `predicate "opposes" is unknown or stands twice`},
		{"{asserted: \"{It} leads", "{sworn: \"{It} leads", `unknown status "sworn"`},
		{"unsure: 0.8", "unsure: 0.8\nextra: 1", "extra"},
	} {
		if !strings.Contains(string(raw), c.old) {
			t.Fatalf("%q is not in the file", c.old)
		}
		bad := fstest.MapFS{"b.yaml": {Data: []byte(strings.Replace(string(raw), c.old, c.new, 1))}}
		if _, err := ReadPhrases(bad, "b.yaml", o); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "b.yaml: ") {
			t.Errorf("%s: error %v, want %q", c.new, err, c.want)
		}
	}
	if _, err := ReadPhrases(fstest.MapFS{}, "b.yaml", o); err == nil {
		t.Error("a missing file is no error")
	}
}
