package cypher_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"policygraph/data"
	"policygraph/export/cypher"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// parser reads literals of Cypher.
type parser struct {
	text string
	at   int
	err  error
}

// early is what Neo4j reads before anything else, inside strings and out.
var early = regexp.MustCompile(`\\u+([0-9a-fA-F]{4})`)

// unescaped does what Neo4j does first: \u and four digits become a character, whatever stands before.
func unescaped(s string) string {
	return early.ReplaceAllStringFunc(s, func(m string) string {
		v, _ := strconv.ParseUint(m[len(m)-4:], 16, 32)
		return string(rune(v))
	})
}

func (p *parser) fail(what string) {
	if p.err == nil {
		p.err = fmt.Errorf("%s at %.60q", what, p.text[p.at:])
	}
	p.at = len(p.text)
}

func (p *parser) take(s string) bool {
	p.blanks()
	if strings.HasPrefix(p.text[p.at:], s) {
		p.at += len(s)
		return true
	}
	return false
}

func (p *parser) blanks() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\n') {
		p.at++
	}
}

func (p *parser) want(s string) {
	if !p.take(s) {
		p.fail("no " + s)
	}
}

var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?`)

func (p *parser) value() any {
	switch p.blanks(); {
	case p.take("{"):
		return p.object()
	case p.take("["):
		var items []string
		for p.err == nil {
			items = append(items, fmt.Sprint(p.value()))
			if p.take("]") {
				break
			}
			p.want(",")
		}
		return strings.Join(items, "; ")
	case p.take("true"):
		return true
	case p.take("false"):
		return false
	case p.take("'"):
		s := p.str()
		for p.take("+") {
			p.want("'")
			s += p.str()
		}
		return s
	}
	m := number.FindString(p.text[p.at:])
	v, err := strconv.ParseFloat(m, 64)
	if err != nil {
		p.fail("no value")
	}
	p.at += len(m)
	return v
}

func (p *parser) object() scenetest.Row {
	row := scenetest.Row{}
	for p.err == nil && !p.take("}") {
		if len(row) > 0 {
			p.want(",")
		}
		p.blanks()
		name, _, ok := strings.Cut(p.text[p.at:], ":")
		if !ok {
			p.fail("no key")
			break
		}
		p.at += len(name) + 1
		row[name] = p.value()
	}
	return row
}

// str reads a string after its first quote.
func (p *parser) str() string {
	var out strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		p.at++
		switch {
		case c == '\'':
			return out.String()
		case c == '\\':
			to, ok := map[byte]string{'n': "\n", 'r': "\r", 't': "\t", '\\': `\`, '\'': "'"}[p.text[p.at]]
			if !ok {
				p.fail("no escape")
				return ""
			}
			out.WriteString(to)
			p.at++
		default:
			out.WriteByte(c)
		}
	}
	p.fail("no end of string")
	return ""
}

var relationship = regexp.MustCompile("MERGE \\(a\\)-\\[r:[A-Z_0-9]+ ")

func read(parts [][]byte, _ *scene.Scene) (f scenetest.Facts, err error) {
	p := &parser{text: unescaped(string(parts[0]))}
	for {
		i := strings.Index(p.text[p.at:], "\nUNWIND [")
		if i < 0 {
			return f, p.err
		}
		p.at += i + len("\nUNWIND [")
		var rows []scenetest.Row
		for p.err == nil {
			row, ok := p.value().(scenetest.Row)
			if !ok {
				return f, fmt.Errorf("no map: %w", p.err)
			}
			props := row["props"].(scenetest.Row)
			for k, v := range row {
				props[k] = v
			}
			rows = append(rows, props)
			if p.take("]") {
				break
			}
			p.want(",")
		}
		p.want("AS row")
		if end := p.text[p.at:]; strings.HasPrefix(end, "\nMERGE (n:PolicyGraph {id: row.id})\nSET n += row.props, n:") {
			for _, r := range rows {
				r["label"] = r["name"]
			}
			f.Nodes = append(f.Nodes, rows...)
		} else if relationship.MatchString(end) {
			f.Edges = append(f.Edges, rows...)
		} else {
			p.fail("no statement")
		}
	}
}

func write(w []io.Writer, s *scene.Scene) (scene.Written, error) { return cypher.Write(w[0], s) }

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{Parts: 1, Write: write, Read: read})
}

func TestSmall(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	s.Nodes[0].Attrs[2].Text, s.Nodes[0].Attrs[2].Set = `it's \u0027 and \`, true
	var b bytes.Buffer
	if _, err := cypher.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"CREATE CONSTRAINT policygraph_id IF NOT EXISTS FOR (n:PolicyGraph) REQUIRE n.id IS UNIQUE;\n",
		`{id: 'agency:ministry-of-tides-norland', props: {name: 'Ministry of Tides', type: 'agency', aliases: ['Norlandic Ministry of Tides', '“Tides”'], `,
		`text: 'it\'s \\' + 'u0027 and \\'`,
		"pagerank: 0.5, community: 0, size: 40.0, color: '#F28E2B', x: 0.0, y: 0.0}}",
		"\n] AS row\nMERGE (n:PolicyGraph {id: row.id})\nSET n += row.props, n:TimelineEvent;\n",
		"\n] AS row\nMATCH (a:PolicyGraph {id: row.source})\nMATCH (b:PolicyGraph {id: row.target})\nMERGE (a)-[r:PART_OF {id: row.id}]->(b)\nSET r += row.props;\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, &b)
		}
	}
}

// TestBatches holds that no statement grows without bound.
func TestBatches(t *testing.T) {
	var b bytes.Buffer
	if _, err := cypher.Write(&b, scenetest.Large(2, 1, 1)); err != nil {
		t.Fatal(err)
	}
	small := strings.Count(b.String(), "UNWIND")
	b.Reset()
	if _, err := cypher.Write(&b, scenetest.Large(1600, 0, 1)); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "UNWIND"); small != 3 || got != 4 {
		t.Errorf("%d and %d statements, want 3 and 4", small, got)
	}
}
