package relate

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/data"
	"policygraph/extract/gazetteer"
	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/extract/segment"
	"policygraph/extract/tag"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// knowledge is what the tests read from the data folder.
type knowledge struct {
	rules     *Rules
	ontology  *ontology.Ontology
	lexicon   *tag.Lexicon
	sentences *segment.Rules
}

func load(t testing.TB) knowledge {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var k knowledge
	var err error
	k.lexicon, err = tag.ReadLexicon(data.FS, "rules/lexicon.yaml")
	must(err)
	k.rules, err = ReadRules(data.FS, "rules/relations.yaml", k.lexicon)
	must(err)
	k.ontology, err = ontology.Read(data.FS, "ontology.yaml")
	must(err)
	k.sentences, err = segment.LoadRules(data.FS)
	must(err)
	return k
}

// example is a report written in the markup of case files:
//
//	[words|type], [words|type|Name], [words|type:adj|Name]   a mention; mentions may stand inside others
//	# heading    - item    front: title page    row: cell ; cell     kinds of passages; every line is one
//	> actor; actor | partner; partner                        the passage before is a recommendation
//	@ Name | type | column=value; value | …                  what is known: columns of the gazetteer, and country=, parent=,
//	                                                         sharers=, publisher= for what the resolver and segmenter tell
type example struct {
	k      knowledge
	text   prose.Text
	index  mention.Index
	recs   []kg.Recommendation
	number map[string]int
	entry  map[string]*gazetteer.Entry
	later  [][]string
}

func parse(t testing.TB, k knowledge, input string) *example {
	t.Helper()
	x := &example{k: k, number: map[string]int{}, entry: map[string]*gazetteer.Entry{}}
	x.text.Report.ID = kg.ReportID("case")
	var orders []string
	lines := strings.Split(strings.TrimSpace(input), "\n")
	x.known(t, lines)
	for _, line := range lines {
		switch {
		case strings.HasPrefix(line, "@ "):
		case strings.HasPrefix(line, "> "):
			orders = append(orders, fmt.Sprint(len(x.text.Passages)-1)+"|"+line[2:])
		default:
			x.passage(t, line)
		}
	}
	k.lexicon.Text(&x.text)
	for i := range x.index.Passages {
		for n := range x.index.Passages[i] {
			x.locate(t, i, &x.index.Passages[i][n])
		}
	}
	for _, cells := range x.later {
		x.relate(t, cells)
	}
	for _, o := range orders {
		x.order(t, o)
	}
	return x
}

// known makes gazetteer rows of the lines that begin with @.
func (x *example) known(t testing.TB, lines []string) {
	columns := []string{"part_of", "located_in", "member_of", "members", "parties", "sponsors", "participants", "enacted_by", "leads", "affiliated_with", "succeeds"}
	rows := "name,type," + strings.Join(columns, ",") + "\n"
	for _, line := range lines {
		if !strings.HasPrefix(line, "@ ") {
			continue
		}
		cells := strings.Split(line[2:], "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) < 2 {
			t.Fatalf("no type in %q", line)
		}
		row, isRow := make([]string, len(columns)), false
		for _, c := range cells[2:] {
			key, value, _ := strings.Cut(c, "=")
			for n, name := range columns {
				if name == key {
					row[n], isRow = `"`+value+`"`, true
				}
			}
		}
		if isRow {
			rows += `"` + cells[0] + `",` + cells[1] + "," + strings.Join(row, ",") + "\n"
		}
		x.later = append(x.later, cells)
	}
	g, err := gazetteer.Load(fstest.MapFS{"g/x.csv": {Data: []byte(rows)}}, "g")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range g.Entries {
		x.entry[e.Name] = e
	}
}

// relate sets what the resolver tells of an entity.
func (x *example) relate(t testing.TB, cells []string) {
	n, ok := x.number[cells[0]]
	if !ok && len(cells) > 2 {
		t.Fatalf("the text does not name %q", cells[0])
	}
	for _, c := range cells[2:] {
		key, value, _ := strings.Cut(c, "=")
		switch key {
		case "country":
			x.index.Entities[n].Country = x.find(t, value)
		case "parent":
			x.index.Entities[n].Parent = x.find(t, value)
		case "sharers":
			for _, s := range strings.Split(value, "; ") {
				x.index.Entities[n].Parties = append(x.index.Entities[n].Parties, x.find(t, s))
			}
		case "publisher":
			x.text.Report.Publisher = cells[0]
		}
	}
}

func (x *example) find(t testing.TB, name string) int {
	n, ok := x.number[name]
	if !ok {
		t.Fatalf("the text does not name %q", name)
	}
	return n
}

func (x *example) passage(t testing.TB, line string) {
	kind := "paragraph"
	for prefix, k := range map[string]string{"# ": "heading", "- ": "item", "front: ": "front", "caption: ": "caption", "row: ": "row"} {
		if rest, ok := strings.CutPrefix(line, prefix); ok {
			line, kind = rest, k
		}
	}
	if kind == "row" {
		line = strings.ReplaceAll(line, " ; ", "\t")
	}
	n := len(x.text.Passages)
	p := prose.Passage{Passage: kg.Passage{ID: kg.PartID(kg.KindPassage, x.text.Report.ID, n+1), Report: x.text.Report.ID, Kind: kind}, Lead: -1}
	var ms []mention.Mention
	p.Text, ms = x.markup(t, line)
	for i := range ms {
		ms[i].Passage = n
		e := &x.index.Entities[ms[i].Entity]
		e.Mentions = append(e.Mentions, ms[i].Evidence(p.ID))
	}
	spans := x.k.sentences.Sentences(p.Text)
	if kind == "heading" || kind == "front" {
		spans = []kg.Span{{End: len(p.Text)}}
	}
	for _, s := range spans {
		p.Sentences = append(p.Sentences, prose.Sentence{Span: s})
	}
	x.text.Passages = append(x.text.Passages, p)
	x.index.Passages = append(x.index.Passages, ms)
}

// markup takes the mentions out of a line.
func (x *example) markup(t testing.TB, line string) (string, []mention.Mention) {
	var out strings.Builder
	var ms []mention.Mention
	var open []int // indices in ms
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '[':
			ms = append(ms, mention.Mention{Span: kg.Span{Start: out.Len()}, Inside: len(open) > 0, Rule: "case", Confidence: 1})
			open = append(open, len(ms)-1)
		case '|':
			end := i + strings.IndexByte(line[i:], ']')
			if len(open) == 0 || end < i {
				t.Fatalf("stray | in %q", line)
			}
			m := &ms[open[len(open)-1]]
			open = open[:len(open)-1]
			m.Span.End = out.Len()
			cells := strings.Split(line[i+1:end], "|")
			typ, use, _ := strings.Cut(cells[0], ":")
			name := out.String()[m.Span.Start:]
			if len(cells) > 1 {
				name = cells[1]
			}
			m.Type, m.Name, m.Entry = typ, name, x.entry[name]
			if use == "adj" {
				m.Use = mention.Adjective
			}
			m.Entity = x.entity(typ, name)
			i = end
		default:
			out.WriteByte(line[i])
		}
	}
	return out.String(), ms
}

func (x *example) entity(typ, name string) int {
	if n, ok := x.number[name]; ok {
		return n
	}
	n := len(x.index.Entities)
	x.number[name] = n
	x.index.Entities = append(x.index.Entities, mention.Entity{Entity: kg.Entity{ID: kg.EntityID(typ, name, ""), Type: typ, Name: name}, Entry: x.entry[name], Country: -1, Parent: -1})
	return n
}

// locate finds the tokens of a mention.
func (x *example) locate(t testing.TB, passage int, m *mention.Mention) {
	ts := x.text.Passages[passage].Tokens
	m.First = sort.Search(len(ts), func(i int) bool { return ts[i].Span.Start >= m.Span.Start })
	m.Last = sort.Search(len(ts), func(i int) bool { return ts[i].Span.End > m.Span.End })
	if m.Last <= m.First {
		t.Fatalf("mention %q covers no token", m.Name)
	}
}

func (x *example) order(t testing.TB, line string) {
	cells := strings.Split(line, "|")
	var passage int
	fmt.Sscan(cells[0], &passage)
	p := x.text.Passages[passage]
	ev := kg.Evidence{Passage: p.ID, Span: kg.Span{End: len(p.Text)}, Rule: "case", Confidence: 1, Status: kg.Recommended}
	link := ev
	link.Rule = "subject"
	links := func(cell string) []kg.Link {
		var out []kg.Link
		for _, name := range strings.Split(cell, ";") {
			if name = strings.TrimSpace(name); name != "" {
				out = append(out, kg.Link{Entity: x.index.Entities[x.find(t, name)].ID, Evidence: []kg.Evidence{link}})
			}
		}
		return out
	}
	r := kg.Recommendation{Actors: links(cells[1]), Evidence: []kg.Evidence{ev}}
	if len(cells) > 2 {
		r.Partners = links(cells[2])
	}
	x.recs = append(x.recs, r)
}

// relations runs the stage and prints what rules of the kind found, one relation a line.
func (x *example) relations(t testing.TB, kind string) string {
	t.Helper()
	text := map[kg.ID]string{}
	for _, p := range x.text.Passages {
		text[p.ID] = p.Text
	}
	names := map[kg.ID]string{}
	for _, e := range x.index.Entities {
		names[e.ID] = e.Name
	}
	var out []string
	for _, r := range Find(&x.text, &x.index, x.recs, x.k.ontology, x.k.rules) {
		mine := false
		for _, ev := range r.Evidence {
			s, ok := text[ev.Passage]
			if !ok || ev.Span.Start < 0 || ev.Span.End > len(s) || ev.Span.Len() <= 0 {
				t.Errorf("%s %s %s: evidence %v outside the text", names[r.Subject], r.Predicate, names[r.Object], ev)
			}
			if x.k.rules.kind[ev.Rule] == "" {
				t.Errorf("%s is no rule", ev.Rule)
			}
			if !(ev.Confidence > 0 && ev.Confidence <= 1) {
				t.Errorf("%s: confidence %v", ev.Rule, ev.Confidence)
			}
			mine = mine || kind == "" || x.k.rules.kind[ev.Rule] == kind
		}
		if !mine {
			continue
		}
		line := names[r.Subject] + " " + r.Predicate + " " + names[r.Object]
		if s := r.Status(); s != kg.Asserted {
			line += " (" + string(s) + ")"
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// testCase is a numbered pair of input and expected relations.
type testCase struct{ name, input, want string }

// readCases reads a case file: "N: title", input, "---", expected lines, "===".
func readCases(t testing.TB, file string) []testCase {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []testCase
	for _, block := range strings.Split(strings.TrimSpace(string(raw)), "\n===") {
		if block = strings.TrimSpace(block); block == "" {
			continue
		}
		title, rest, ok := strings.Cut(block, "\n")
		input, want, ok2 := strings.Cut(rest, "\n---")
		if !ok || !ok2 {
			t.Fatalf("%s: malformed case %q", file, title)
		}
		out = append(out, testCase{title, strings.TrimSpace(input), strings.TrimSpace(want)})
	}
	return out
}

// TestCases runs testdata/<kind>.txt for every kind; go test -run 'TestCases/people/7:' runs one case.
func TestCases(t *testing.T) {
	k := load(t)
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			for i, c := range readCases(t, "testdata/"+kind.name+".txt") {
				if !strings.HasPrefix(c.name, fmt.Sprintf("%d:", i+1)) {
					t.Fatalf("case %q should have number %d", c.name, i+1)
				}
				t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
					x := parse(t, k, c.input)
					if got := x.relations(t, kind.name); got != c.want {
						t.Errorf("input:\n%s\n--- want\n%s\n--- got\n%s\n--- phrases\n%s", c.input, c.want, got, x.phrases())
					}
				})
			}
		})
	}
}

// phrases prints the view of every sentence, for failing cases.
func (x *example) phrases() string {
	f := newFinder(&x.text, &x.index, x.recs, x.k.ontology, x.k.rules)
	var b strings.Builder
	for i, p := range x.text.Passages {
		outer := outermost(x.index.Passages[i])
		for _, s := range p.Sentences {
			var l line
			n := 0
			for n < len(outer) && outer[n].Span.Start < s.Span.End {
				n++
			}
			l.read(f, i, s, outer[:n])
			outer = outer[n:]
			for _, c := range l.chunks {
				words := p.Text[l.ts[c.first].Span.Start:l.ts[c.last-1].Span.End]
				switch c.part {
				case nounPhrase:
					ref := ""
					if c.ref >= 0 {
						ref = "=" + l.names[c.ref].Name
					}
					fmt.Fprintf(&b, "NP(%s%s) ", words, ref)
				case verbGroup:
					fmt.Fprintf(&b, "VG(%s: %s) ", words, c.lemma)
				default:
					fmt.Fprintf(&b, "%s ", words)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
