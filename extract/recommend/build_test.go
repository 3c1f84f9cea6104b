package recommend

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/extract/source"
	"policygraph/extract/tag"
	"policygraph/graph/kg"
)

// mark is the markup of a mention in a case: [surface|type], [surface|type|canonical], [surface|type:use|canonical].
var mark = regexp.MustCompile(`\[([^\[\]|]+)\|([a-z]+)(?::([a-z]+))?(?:\|([^\[\]|]*))?(?:\|in ([^\[\]|]+))?\]`)

// builder makes a text with its mentions from the lines of a case.
type builder struct {
	lx       *tag.Lexicon
	t        *prose.Text
	ix       *mention.Index
	entities map[string]int
	stack    []int // open sections
	lists    int
	inList   bool
	lead     int
}

func loadRules(t testing.TB) (*Rules, *tag.Lexicon) {
	t.Helper()
	data := os.DirFS("../../data")
	rules, err := ReadRules(data, "rules/recommendations.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lx, err := tag.ReadLexicon(data, "rules/lexicon.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return rules, lx
}

// build reads a case: "#" headings, "-" and "1." items, indented by two blanks for each depth, ">" pull quotes, "|" rows, and
// paragraphs, each on a line of its own. "= publisher" names the report's publisher.
func build(lx *tag.Lexicon, input string) (*prose.Text, *mention.Index) {
	report := kg.ReportID("case")
	b := &builder{lx: lx, t: &prose.Text{Report: kg.Report{ID: report}}, ix: &mention.Index{}, entities: map[string]int{}, lead: -1}
	for _, line := range strings.Split(input, "\n") {
		if strings.TrimSpace(line) != "" {
			b.line(line)
		}
	}
	lx.Text(b.t)
	for p := range b.ix.Passages {
		for i := range b.ix.Passages[p] {
			place(&b.ix.Passages[p][i], b.t.Passages[p].Tokens)
		}
	}
	return b.t, b.ix
}

func place(m *mention.Mention, toks []prose.Token) {
	for i, t := range toks {
		if t.Span.Start <= m.Span.Start {
			m.First = i
		}
		if t.Span.End <= m.Span.End {
			m.Last = i + 1
		}
	}
}

var item = regexp.MustCompile(`^( *)(-|\d+\.|\([a-z]\)) `)

func (b *builder) line(line string) {
	p := prose.Passage{Lead: -1}
	p.Kind = "paragraph"
	switch {
	case strings.HasPrefix(line, "= "):
		b.t.Report.Publisher = line[2:]
		return
	case strings.HasPrefix(line, "#"):
		n := len(line) - len(strings.TrimLeft(line, "#"))
		p.Kind, p.Level = "heading", n
		line = strings.TrimSpace(line[n:])
	case item.MatchString(line):
		m := item.FindStringSubmatch(line)
		p.Kind, p.Level, p.Marker = "item", len(m[1])/2+1, m[2]
		line = line[len(m[0]):]
	case strings.HasPrefix(line, "> "):
		p.Kind, line = "quote", line[2:]
	case strings.HasPrefix(line, "| "):
		p.Kind, line = "row", strings.ReplaceAll(line[2:], " | ", "\t")
	case strings.HasPrefix(line, "  "):
		p.List, p.Level = b.lists, 1
		line = strings.TrimSpace(line)
	}
	if end := strings.Index(strings.TrimPrefix(line, "**"), "**"); end > 0 && strings.HasPrefix(line, "**") {
		p.Inlines = []source.Inline{{Style: source.Strong, Span: kg.Span{Start: 0, End: end}}}
		line = line[2:end+2] + line[end+4:]
	}
	b.passage(p, line)
}

func (b *builder) passage(p prose.Passage, line string) {
	n := len(b.t.Passages)
	report := b.t.Report.ID
	p.ID, p.Report, p.Section = kg.PartID(kg.KindPassage, report, n+1), report, report
	text, ms := b.mentions(n, line)
	p.Text = text
	if p.Kind == "heading" {
		for len(b.stack) > 0 && b.t.Sections[b.stack[len(b.stack)-1]].Level >= p.Level {
			b.stack = b.stack[:len(b.stack)-1]
		}
		s := kg.Section{ID: kg.PartID(kg.KindSection, report, len(b.t.Sections)+1), Report: report, Parent: report, Title: text, Level: p.Level, Head: p.ID}
		if len(b.stack) > 0 {
			s.Parent = b.t.Sections[b.stack[len(b.stack)-1]].ID
		}
		b.t.Sections = append(b.t.Sections, s)
		b.stack = append(b.stack, len(b.t.Sections)-1)
	}
	if len(b.stack) > 0 {
		p.Section = b.t.Sections[b.stack[len(b.stack)-1]].ID
	}
	if p.Kind == "item" {
		if !b.inList {
			b.lists++
			b.lead = n - 1
		}
		p.List, p.Lead = b.lists, b.lead
	}
	b.inList = p.Kind == "item" || p.List > 0
	p.Sentences = sentences(text)
	b.t.Passages = append(b.t.Passages, p)
	b.ix.Passages = append(b.ix.Passages, ms)
}

// mentions takes the markup out of a line.
func (b *builder) mentions(n int, line string) (string, []mention.Mention) {
	var out strings.Builder
	var ms []mention.Mention
	at := 0
	for _, m := range mark.FindAllStringSubmatchIndex(line, -1) {
		group := func(k int) string {
			if m[2*k] < 0 {
				return ""
			}
			return line[m[2*k]:m[2*k+1]]
		}
		out.WriteString(line[at:m[0]])
		at = m[1]
		surface, typ, use, name := group(1), group(2), group(3), group(4)
		if name == "" {
			name = surface
		}
		start := out.Len()
		out.WriteString(surface)
		ms = append(ms, mention.Mention{Passage: n, Span: kg.Span{Start: start, End: out.Len()}, Type: typ, Name: name,
			Use: mention.Use(use), Rule: "markup", Confidence: 1, Entity: b.entity(typ, name, group(5))})
	}
	out.WriteString(line[at:])
	return out.String(), ms
}

func (b *builder) entity(typ, name, country string) int {
	id := kg.EntityID(typ, name, "")
	if e, ok := b.entities[string(id)]; ok {
		return e
	}
	c := -1
	if country != "" {
		c = b.entity("country", country, "")
	}
	b.entities[string(id)] = len(b.ix.Entities)
	b.ix.Entities = append(b.ix.Entities, mention.Entity{Entity: kg.Entity{ID: id, Type: typ, Name: name}, Country: c, Parent: -1})
	return len(b.ix.Entities) - 1
}

var stop = regexp.MustCompile(`[.?!]["”)]? +`)

// sentences splits at full stops before a capital, but not after abbreviations of single letters.
func sentences(s string) []prose.Sentence {
	var out []prose.Sentence
	start := 0
	for _, m := range stop.FindAllStringIndex(s, -1) {
		before := s[start:m[0]]
		if next := s[m[1]:]; next == "" || next[0] >= 'a' && next[0] <= 'z' {
			continue
		}
		if k := len(before); k >= 2 && before[k-2] == '.' || k == 1 {
			continue
		}
		end := m[0] + len(strings.TrimRight(s[m[0]:m[1]], " "))
		out = append(out, prose.Sentence{Span: kg.Span{Start: start, End: end}})
		start = m[1]
	}
	if start < len(s) {
		out = append(out, prose.Sentence{Span: kg.Span{Start: start, End: len(s)}})
	}
	return out
}

// show writes recommendations one to a line, with what differs from case to case.
func show(t *prose.Text, ix *mention.Index, recs []kg.Recommendation) string {
	names := map[kg.ID]string{}
	for _, e := range ix.Entities {
		names[e.ID] = e.Name
	}
	titles := map[kg.ID]string{}
	for _, s := range t.Sections {
		titles[s.ID] = s.Title
	}
	var b strings.Builder
	for _, r := range recs {
		words := strings.Fields(r.Text)
		fmt.Fprintf(&b, "%s: %s", r.Modality, strings.Join(words[:min(4, len(words))], " "))
		for _, l := range []struct {
			word  string
			links []kg.Link
		}{{"by", r.Actors}, {"with", r.Partners}, {"about", r.Concerns}} {
			for k, x := range l.links {
				sep := ","
				if k == 0 {
					sep = " | " + l.word
				}
				fmt.Fprintf(&b, "%s %s", sep, names[x.Entity])
			}
		}
		if r.Number != "" {
			fmt.Fprintf(&b, " | number %s", r.Number)
		}
		if titles[r.Section] != "" {
			fmt.Fprintf(&b, " | in %s", titles[r.Section])
		}
		if r.Objective != "" {
			fmt.Fprintf(&b, " > %s", r.Objective)
		}
		if r.Restates != "" {
			fmt.Fprintf(&b, " | restates %s", strings.TrimLeft(string(r.Restates)[len("recommendation:case/"):], "0"))
		}
		b.WriteByte('\n')
	}
	if len(recs) == 0 {
		return "none\n"
	}
	return b.String()
}
