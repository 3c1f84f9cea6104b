package html_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"

	"policygraph/data"
	"policygraph/export/html"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

var (
	update = flag.Bool("update", false, "write golden files anew")
	pages  = flag.String("pages", "", "directory for the pages that a browser then checks")
)

// element is what a reader of HTML finds of an element that matters here.
type element struct {
	attrs map[string]string
	text  string
}

// elements returns all elements of a name, as a browser would see them.
func elements(page []byte, name string) ([]element, error) {
	root, err := xhtml.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	var out []element
	var walk func(*xhtml.Node)
	walk = func(n *xhtml.Node) {
		if n.Type == xhtml.ElementNode && n.Data == name {
			e := element{attrs: map[string]string{}}
			for _, a := range n.Attr {
				e.attrs[a.Key] = a.Val
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				e.text += c.Data
			}
			out = append(out, e)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return out, nil
}

// dataOf returns the JSON that a page holds.
func dataOf(page []byte) ([]byte, error) {
	scripts, err := elements(page, "script")
	if err != nil {
		return nil, err
	}
	if len(scripts) != 2 || scripts[0].attrs["id"] != "data" {
		return nil, fmt.Errorf("%d scripts", len(scripts))
	}
	if scripts[0].attrs["type"] == "application/json" {
		return []byte(scripts[0].text), nil
	}
	z, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(scripts[0].text)))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// columns is a table by column.
type columns map[string]json.RawMessage

func (c columns) numbers(name string) (out []float64, err error) {
	if c[name] == nil {
		return nil, nil
	}
	return out, json.Unmarshal(c[name], &out)
}

// layout is the data of a page.
type layout struct {
	Version    int
	Title      string
	NodeFields []struct{ Name, Title, Kind, Join string }
	EdgeFields []struct{ Name, Title, Kind, Join string }
	Nodes      columns
	Edges      columns
	Quotes     columns
	NodeCells  [][]any
	EdgeCells  [][]any
	Strings    []string
}

// rows puts a table together; texts names the columns that hold positions of texts.
func (l *layout) rows(table columns, texts string, n int) ([]scenetest.Row, error) {
	out := make([]scenetest.Row, n)
	for i := range out {
		out[i] = scenetest.Row{}
	}
	for name := range table {
		if name == "evidence" {
			continue
		}
		values, err := table.numbers(name)
		if err != nil || len(values) != n {
			return nil, fmt.Errorf("column %s: %d of %d, %w", name, len(values), n, err)
		}
		for i, v := range values {
			out[i][name] = v
			if strings.Contains(" "+texts+" ", " "+name+" ") && v >= 0 {
				out[i][name] = l.Strings[int(v)]
			}
		}
	}
	return out, nil
}

// cells adds the cells to rows.
func (l *layout) cells(rows []scenetest.Row, fields []struct{ Name, Title, Kind, Join string }, cells [][]any, quotes []string) {
	for c, f := range fields {
		for i, row := range rows {
			v := cells[c][i]
			if at, ok := v.(float64); ok && f.Kind == "text" {
				v = quotes[i]
				if at >= 0 {
					v = l.Strings[int(at)]
				}
			}
			row[f.Name] = v
		}
	}
}

// joined returns the quotes of each row of a table as one text.
func (l *layout) joined(table columns, join string) ([]string, error) {
	var lists [][]int
	if err := json.Unmarshal(table["evidence"], &lists); err != nil {
		return nil, err
	}
	texts, err := l.Quotes.numbers("text")
	out := make([]string, len(lists))
	for i, list := range lists {
		words := make([]string, len(list))
		for j, q := range list {
			words[j] = l.Strings[int(texts[q])]
		}
		out[i] = strings.Join(words, join)
	}
	return out, err
}

func parse(page []byte) (*layout, error) {
	raw, err := dataOf(page)
	if err != nil {
		return nil, err
	}
	l := &layout{}
	return l, json.Unmarshal(raw, l)
}

func read(parts [][]byte, s *scene.Scene) (f scenetest.Facts, err error) {
	l, err := parse(parts[0])
	if err != nil {
		return f, err
	}
	if l.Title != string([]rune(s.Title)) {
		return f, fmt.Errorf("title %q", l.Title)
	}
	nodeQuotes, err := l.joined(l.Nodes, "; ")
	if err != nil {
		return f, err
	}
	edgeQuotes, err := l.joined(l.Edges, " ¶ ")
	if err != nil {
		return f, err
	}
	if f.Nodes, err = l.rows(l.Nodes, "id label type color", len(nodeQuotes)); err != nil {
		return f, err
	}
	if f.Edges, err = l.rows(l.Edges, "id predicate label color", len(edgeQuotes)); err != nil {
		return f, err
	}
	l.cells(f.Nodes, l.NodeFields, l.NodeCells, nodeQuotes)
	l.cells(f.Edges, l.EdgeFields, l.EdgeCells, edgeQuotes)
	for _, e := range f.Edges {
		for _, end := range []string{"source", "target"} {
			e[end] = f.Nodes[int(e[end].(float64))]["id"]
		}
		if e["id"] == -1.0 {
			e["id"] = fmt.Sprintf("%s|%s|%s", e["source"], e["predicate"], e["target"])
		}
	}
	return f, nil
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 1, Read: read,
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) { return html.Write(w[0], s) },
	})
}

func write(t testing.TB, s *scene.Scene) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := html.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for name, with := range map[string]scene.With{"default": {}, "all": {Passages: true, Sources: true}} {
		s := scenetest.Small(t, data.FS, with)
		got, err := dataOf(write(t, s))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name+".json")
		if *update {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s: %s", path, d)
		}
	}
}

// TestQuotes holds that every piece of evidence can be read back with its place, rule and confidence.
func TestQuotes(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	l, err := parse(write(t, s))
	if err != nil {
		t.Fatal(err)
	}
	var lists [][]int
	if err := json.Unmarshal(l.Edges["evidence"], &lists); err != nil {
		t.Fatal(err)
	}
	get := map[string][]float64{}
	for name := range l.Quotes {
		if get[name], err = l.Quotes.numbers(name); err != nil {
			t.Fatal(err)
		}
	}
	text := func(name string, q int) string { return l.Strings[int(get[name][q])] }
	for i, e := range s.Edges {
		var got []scene.Quote
		for _, q := range lists[i] {
			got = append(got, scene.Quote{
				Text: text("text", q), Report: text("report", q), Section: text("section", q), PageText: text("page", q), Line: int(get["line"][q]),
				Rule: text("rule", q), Confidence: get["confidence"][q], Status: text("status", q),
			})
		}
		want := slices.Clone(e.Evidence)
		for k := range want {
			want[k].Page = 0 // the page says it in words
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", e.ID, d)
		}
	}
}

// hostile returns a scene whose every text tries to leave its place.
func hostile(t testing.TB) *scene.Scene {
	s := scenetest.Small(t, data.FS, scene.With{Passages: true, Sources: true})
	const bad = "</script></title><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">{{data}}{{script}}<!--\x00\x1b\u2028\xff'\"&amp;"
	s.Title = bad
	s.Description = bad
	for i := range s.Types {
		s.Types[i].Label = bad
	}
	for i := range s.Predicates {
		s.Predicates[i].Label = bad
	}
	spoil := func(cells []scene.Value, fields []scene.Field, evidence []scene.Quote) {
		for j, f := range fields {
			if f.Kind == scene.String && f.Name != "type" && f.Name != "predicate" {
				cells[j] = scene.Value{Set: true, Text: bad}
			}
			if f.Name == "url" {
				cells[j] = scene.Value{Set: true, Text: "javascript:document.title='owned'//https://example.org"}
			}
		}
		for j := range evidence {
			evidence[j] = scene.Quote{Text: bad, Report: bad, Section: bad, Rule: bad, Status: bad, Line: 3}
		}
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		n.Label = bad
		spoil(n.Attrs, s.NodeFields, n.Evidence)
	}
	for i := range s.Edges {
		e := &s.Edges[i]
		e.Label = bad
		spoil(e.Attrs, s.EdgeFields, e.Evidence)
	}
	return s
}

// TestHostile holds that texts cannot become markup: a page of hostile texts has the elements of any other page.
func TestHostile(t *testing.T) {
	bad, good := write(t, hostile(t)), write(t, scenetest.Small(t, data.FS, scene.With{}))
	for _, name := range []string{"script", "img", "title", "style", "meta", "div", "button", "p"} {
		got, err := elements(bad, name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := elements(good, name)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Errorf("%d elements %s, want %d", len(got), name, len(want))
		}
	}
	title, err := elements(bad, "title")
	if err != nil || len(title) != 1 || !strings.HasPrefix(title[0].text, "</script></title><script>document") || strings.ContainsAny(title[0].text, "\x00\x1b") {
		t.Errorf("title %+v, %v", title, err)
	}
	if l, err := parse(bad); err != nil || l.Title != "</script></title><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">{{data}}{{script}}<!--\x00\x1b\u2028\uFFFD'\"&amp;" {
		t.Errorf("%v: title %q", err, l.Title)
	}
}

// TestPolicy holds that the page allows its own script and style by their hashes, and nothing else.
func TestPolicy(t *testing.T) {
	page := write(t, scenetest.Small(t, data.FS, scene.With{}))
	policy := ""
	metas, err := elements(page, "meta")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range metas {
		if m.attrs["http-equiv"] == "Content-Security-Policy" {
			policy = m.attrs["content"]
		}
	}
	for _, c := range []struct{ element, directive string }{{"script", "script-src"}, {"style", "style-src"}} {
		all, err := elements(page, c.element)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256([]byte(all[len(all)-1].text))
		want := c.directive + " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("policy %q", policy)
	}
	if got := regexp.MustCompile(`(?i)<[^>]*\s(src|srcset|style|on\w+)=`).FindAll(regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>`).ReplaceAll(page, nil), -1); len(got) > 0 {
		t.Errorf("the page holds %q", got)
	}
}

// TestPages writes pages to look at; with -pages, for the check in a browser.
func TestPages(t *testing.T) {
	dir := *pages
	if dir == "" {
		dir = t.TempDir()
	}
	for _, c := range []struct {
		name  string
		scene *scene.Scene
		limit int
	}{
		{"small", scenetest.Small(t, data.FS, scene.With{}), 300_000},
		{"empty", &scene.Scene{Title: "Empty"}, 300_000},
		{"hostile", hostile(t), 300_000},
		{"large", crowd(5000, 15_000), 1_200_000},
	} {
		page := write(t, c.scene)
		if len(page) > c.limit {
			t.Errorf("%s: %d bytes, at most %d are wanted", c.name, len(page), c.limit)
		}
		if err := os.WriteFile(filepath.Join(dir, c.name+".html"), page, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// crowd returns a random scene with quotes and a dozen communities, in which neighbours lie nearer than others.
func crowd(nodes, edges int) *scene.Scene {
	s := scenetest.Large(nodes, edges, 1)
	s.NodeFields = append(s.NodeFields, scene.Field{Name: "community", Title: "Community", Kind: scene.Integer})
	for i := range s.Nodes {
		s.Nodes[i].Attrs = append(s.Nodes[i].Attrs, scene.Value{Set: true, Number: float64(i % 12)})
	}
	for i := range s.Edges {
		s.Edges[i].Evidence = []scene.Quote{{
			Text: fmt.Sprintf("They agreed on point %d of the plan.", i), Report: "large", Section: fmt.Sprintf("Section %d", i%40),
			Line: i, Rule: "random", Confidence: 0.9, Status: "asserted",
		}}
	}
	return s
}

func TestWriteError(t *testing.T) {
	for _, n := range []int{0, 100, 150_000} {
		if _, err := html.Write(&full{n}, scenetest.Small(t, data.FS, scene.With{})); err != io.ErrShortWrite {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

// full takes n bytes.
type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}
