package scenetest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"pgregory.net/rapid"

	"policygraph/export/scene"
)

// Odd holds strings that one reader or another has stumbled over.
var Odd = []string{
	"", " ", "INF", "INFINF", "the INF Treaty", "I\u2060NF", "\"", "'", "“q”", "\\", `\"`, `\n`, "a\nb", "a\r\nb\rc", "\t", "\x00", "\x1b[0m", "\x7f", "\u0085",
	"a & b", "&amp;", "&#65;", "<b>", "</script>", "]]>", "<!--", "<![CDATA[x]]>", "\xff\xfe", "a\xc3", "\ufffe", "\uffff", "\ufffd",
	"日本語", "👩‍👩‍👧", "e\u0301", "\u202eltr", "\u2028", "a;b", "a; b", "a ¶ b", "a->b", "graph", "node [x]", "1e400", "NaN", "{", "}", "//", "/*", "=", ",",
	"=cmd()", "=1+1", "+1", "-1", "@SUM(A1)", "'", "'=1", "''@", "\t=1", "\r=1", "_x0041_", "_x005F_x0041_", "\\u0041", "\\\\u0027", "\\U", "`", "#35;",
	"%%{init: {}}%%", "classDef: #x;", "style: #x;", "end", "${x}", "a,b", "a;b;", "true", "00", "1.0", "2020-01-01", "null", "\U0001F30A",
}

// Text draws a string that may hold anything: odd ones, random Unicode, bytes that are no UTF-8.
func Text() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom(Odd), rapid.String(),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "bytes")) }),
		rapid.Custom(func(t *rapid.T) string {
			odd := rapid.SampledFrom(Odd)
			return odd.Draw(t, "a") + odd.Draw(t, "b") + odd.Draw(t, "c")
		}),
	)
}

var (
	typeNames  = []string{"country", "agency", "recommendation", "section"}
	predicates = []string{"part_of", "calls_on", "works_with"}
	idEndings  = []string{"", "-a", "é", " b", "\"q\"", "<&>", "\\", "日本", "'", "INF", "|x", "->"}
)

// Scene draws a scene that passes its check, with odd strings in every place that is not an identifier.
func Scene() *rapid.Generator[*scene.Scene] {
	return rapid.Custom(func(t *rapid.T) *scene.Scene {
		s := &scene.Scene{
			Title: Text().Draw(t, "title"), Description: Text().Draw(t, "description"), SizeBy: "count",
			NodeFields: []scene.Field{{Name: "type"}, {Name: "text"}, {Name: "section"}, {Name: "count", Kind: scene.Integer},
				{Name: "score", Kind: scene.Double}, {Name: "flag", Kind: scene.Boolean}},
			EdgeFields: []scene.Field{{Name: "predicate"}, {Name: "evidence"}, {Name: "status"}, {Name: "confidence", Kind: scene.Double}},
		}
		for _, n := range typeNames {
			s.Types = append(s.Types, scene.Legend{Name: n, Label: Text().Draw(t, "type"), Color: "#4E79A7", Entity: n == "country" || n == "agency"})
		}
		for _, n := range predicates {
			s.Predicates = append(s.Predicates, scene.Legend{Name: n, Label: Text().Draw(t, "predicate"), Color: "#123456"})
		}
		positions := rapid.Bool().Draw(t, "positions")
		nodes := rapid.IntRange(0, 8).Draw(t, "nodes")
		for i := range nodes {
			s.Nodes = append(s.Nodes, node(t, i, positions))
		}
		if nodes > 0 {
			edges(t, s, nodes)
		}
		if err := s.Check(); err != nil {
			t.Fatalf("generated scene: %v", err)
		}
		return s
	})
}

func node(t *rapid.T, i int, position bool) scene.Node {
	typ := rapid.SampledFrom(typeNames).Draw(t, "type")
	n := scene.Node{
		ID: fmt.Sprintf("%s:%d%s", typ, i, rapid.SampledFrom(idEndings).Draw(t, "id")), Label: Text().Draw(t, "label"), Type: typ,
		Color: fmt.Sprintf("#%06x", rapid.IntRange(0, 0xffffff).Draw(t, "color")), Size: rapid.Float64Range(0.1, 100).Draw(t, "size"),
		Dates: rapid.SampledFrom([][]string{nil, {"2020-01-02"}, {"2020-01-02", "2021-01-01"}}).Draw(t, "dates"),
		Attrs: []scene.Value{
			{Set: true, Text: typ}, cell(t), cell(t),
			{Set: true, Number: float64(rapid.Int32().Draw(t, "count"))},
			{Set: rapid.Bool().Draw(t, "set"), Number: rapid.Float64Range(-1e300, 1e300).Draw(t, "score")},
			{Set: true, Number: float64(rapid.IntRange(0, 1).Draw(t, "flag"))},
		},
	}
	if position {
		n.HasPosition, n.X, n.Y = true, rapid.Float64Range(-1e6, 1e6).Draw(t, "x"), rapid.Float64Range(-1e6, 1e6).Draw(t, "y")
	}
	return n
}

// cell draws a text cell, empty or not.
func cell(t *rapid.T) scene.Value {
	s := Text().Draw(t, "cell")
	return scene.Value{Set: s != "", Text: s}
}

func edges(t *rapid.T, s *scene.Scene, nodes int) {
	end := rapid.IntRange(0, nodes-1)
	seen := map[string]bool{}
	for range rapid.IntRange(0, 20).Draw(t, "edges") {
		from, to, p := end.Draw(t, "from"), end.Draw(t, "to"), rapid.SampledFrom(predicates).Draw(t, "predicate")
		id := fmt.Sprintf("%d|%s|%d", from, p, to)
		if seen[id] {
			continue
		}
		seen[id] = true
		s.Edges = append(s.Edges, scene.Edge{
			ID: id, Source: s.Nodes[from].ID, Target: s.Nodes[to].ID, From: from, To: to, Predicate: p, Label: Text().Draw(t, "label"),
			Color: "#123456", Weight: rapid.Float64Range(1e-3, 1e6).Draw(t, "weight"),
			Attrs: []scene.Value{{Set: true, Text: p}, cell(t), {Set: true, Text: "asserted"}, {Set: true, Number: 0.5}},
		})
	}
}

// Large returns a scene of that many nodes and edges, for measuring. The same seed gives the same scene.
func Large(nodes, edges int, seed uint64) *scene.Scene {
	r := rand.New(rand.NewPCG(seed, 0))
	s := &scene.Scene{
		Title: "Large", Description: "A random scene", SizeBy: "mentions",
		NodeFields: []scene.Field{{Name: "type"}, {Name: "text"}, {Name: "pages"}, {Name: "mentions", Kind: scene.Integer}, {Name: "pagerank", Kind: scene.Double}},
		EdgeFields: []scene.Field{{Name: "predicate"}, {Name: "evidence"}, {Name: "evidence_count", Kind: scene.Integer}, {Name: "status"}, {Name: "confidence", Kind: scene.Double}},
		Types:      []scene.Legend{{Name: "country", Label: "Country", Color: "#4E79A7", Entity: true}, {Name: "agency", Label: "Agency", Color: "#F28E2B", Entity: true}},
		Predicates: []scene.Legend{{Name: "part_of", Label: "is part of", Color: "#5B6770"}, {Name: "works_with", Label: "works with", Color: "#1F6FB2"}},
	}
	for i := range nodes {
		l := s.Types[i%len(s.Types)]
		s.Nodes = append(s.Nodes, scene.Node{
			ID: fmt.Sprintf("%s:%07d", l.Name, i), Label: fmt.Sprintf("%s & partners %d", l.Label, i), Type: l.Name, Color: l.Color,
			Size: 6 + r.Float64()*34, X: r.NormFloat64() * 1000, Y: r.NormFloat64() * 1000, HasPosition: true,
			Attrs: []scene.Value{{Set: true, Text: l.Name}, {Set: true, Text: "It should keep the “straits” open & safe <for all>."},
				{Set: true, Text: "3, 5, 12"}, {Set: true, Number: float64(r.IntN(90))}, {Set: true, Number: r.Float64()}},
		})
	}
	const quote = "Norland and Suderia are party to the INF Treaty ¶ the treaty's “open port” rules"
	seen := make(map[[3]int]bool, edges)
	for len(s.Edges) < edges {
		k := [3]int{r.IntN(nodes), r.IntN(len(s.Predicates)), r.IntN(nodes)}
		if seen[k] {
			continue
		}
		seen[k] = true
		p, from, to := s.Predicates[k[1]], &s.Nodes[k[0]], &s.Nodes[k[2]]
		s.Edges = append(s.Edges, scene.Edge{
			ID: from.ID + "|" + p.Name + "|" + to.ID, Source: from.ID, Target: to.ID, From: k[0], To: k[2], Predicate: p.Name, Label: p.Label,
			Color: p.Color, Weight: 1 + float64(r.IntN(5)),
			Attrs: []scene.Value{{Set: true, Text: p.Name}, {Set: true, Text: quote}, {Set: true, Number: 2}, {Set: true, Text: "asserted"}, {Set: true, Number: 0.9}},
		})
	}
	return s
}

// XMLText returns what an XML reader must see of a text: no forbidden control characters, one kind of line end, U+FFFD for
// what is not a character.
func XMLText(s string) string {
	var out []rune
	for _, r := range strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) {
		switch {
		case r < ' ' && r != '\t' && r != '\n':
		case r == 0xFFFE || r == 0xFFFF:
			out = append(out, 0xFFFD)
		default:
			out = append(out, r) // ranging gives U+FFFD for each invalid byte
		}
	}
	return string(out)
}

// Guarded returns how a text of a custom column reads in the profile for Gephi.
func Guarded(s string) string { return strings.ReplaceAll(XMLText(s), "INF", "I\u2060NF") }
