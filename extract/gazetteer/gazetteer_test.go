package gazetteer_test

import (
	"testing"

	"policygraph/data"
	"policygraph/extract/gazetteer"
	"policygraph/extract/tag"
)

func load(tb testing.TB) *gazetteer.Gazetteer {
	tb.Helper()
	g, err := gazetteer.Load(data.FS, "gazetteers")
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func TestLongest(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ text, name, form string }{
		{"U.S. Department of Commerce officials", "United States", "U.S."},
		{"US officials", "United States", "US"},
		{"us officials", "", ""},
		{"WHO officials", "World Health Organization", "WHO"},
		{"who officials", "", ""},
		{"Ministry of Defence of India", "", "Ministry of Defence"},
		{"Ministry of Defense of India", "", "Ministry of Defense"},
		{"Commerce Department officials", "Department of Commerce", "Commerce Department"},
		{"DEPARTMENT OF COMMERCE", "Department of Commerce", "DEPARTMENT OF COMMERCE"},
		{"Organization for Economic Co-operation and Development", "", "Organization for Economic Co-operation and Development"},
	} {
		ts := tag.Tokenize(c.text)
		m, ok := g.Longest(c.text, ts, 0)
		form := ""
		if ok {
			form = c.text[ts[0].Span.Start:ts[m.Last-1].Span.End]
		}
		if form != c.form {
			t.Errorf("%s: form %q, want %q", c.text, form, c.form)
		} else if ok && c.name != "" && m.Forms[0].Entry.Name != c.name {
			t.Errorf("%s: entry %q, want %q", c.text, m.Forms[0].Entry.Name, c.name)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
