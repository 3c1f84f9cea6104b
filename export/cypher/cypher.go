// Package cypher writes a scene as a Cypher script that fills a Neo4j database.
//
// What enters is a finished scene; what leaves is text: a constraint on ids, then nodes and relationships in batches of literal
// maps that are merged by id, so that the script may run again and reports may share a database. All nodes carry the label
// PolicyGraph and one in CamelCase for their type; types of relationships are in capitals, as is usual there. Columns that
// hold lists become lists. To add a column, add it to the scene.
package cypher

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"policygraph/export/cell"
	"policygraph/export/scene"
)

// batch is how many rows one statement holds.
const batch = 500

const head = `// A knowledge graph written by policygraph, for Neo4j 5 and later: cypher-shell --file graph.cypher
CREATE CONSTRAINT policygraph_id IF NOT EXISTS FOR (n:PolicyGraph) REQUIRE n.id IS UNIQUE;
`

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene) (scene.Written, error) {
	x := &writer{Writer: bufio.NewWriterSize(w, 64<<10)}
	x.WriteString(head)
	types := group(len(s.Nodes), func(i int) string { return s.Nodes[i].Type })
	for _, g := range types {
		end := fmt.Sprintf("MERGE (n:PolicyGraph {id: row.id})\nSET n += row.props, n:%s;\n", name(cell.Camel(g.name)))
		x.batches(g.members, end, func(i int) { x.node(s, &s.Nodes[i]) })
	}
	predicates := group(len(s.Edges), func(i int) string { return s.Edges[i].Predicate })
	for _, g := range predicates {
		end := "MATCH (a:PolicyGraph {id: row.source})\nMATCH (b:PolicyGraph {id: row.target})\n" +
			fmt.Sprintf("MERGE (a)-[r:%s {id: row.id}]->(b)\nSET r += row.props;\n", name(cell.Capitals(g.name)))
		x.batches(g.members, end, func(i int) { x.edge(s, &s.Edges[i]) })
	}
	return s.All(&x.losses), x.Flush() // a bufio.Writer keeps the first error
}

// members are the elements of one kind.
type members struct {
	name    string
	members []int
}

// group sorts elements by kind, in the order in which kinds are first met.
func group(n int, kind func(int) string) []members {
	var out []members
	at := map[string]int{}
	for i := range n {
		k := kind(i)
		j, ok := at[k]
		if !ok {
			j = len(out)
			at[k] = j
			out = append(out, members{name: k})
		}
		out[j].members = append(out[j].members, i)
	}
	return out
}

type writer struct {
	*bufio.Writer
	losses scene.Losses
	buf    []byte
}

// batches writes statements that unwind rows; end is what is done with each.
func (x *writer) batches(list []int, end string, row func(int)) {
	for len(list) > 0 {
		n := min(batch, len(list))
		x.WriteString("\nUNWIND [")
		for k, i := range list[:n] {
			if k > 0 {
				x.WriteByte(',')
			}
			x.WriteByte('\n')
			row(i)
		}
		x.WriteString("\n] AS row\n" + end)
		list = list[n:]
	}
}

func (x *writer) node(s *scene.Scene, n *scene.Node) {
	x.WriteString("{id: ")
	x.quote(n.ID)
	x.WriteString(", props: {name: ")
	x.quote(n.Label)
	x.cells(s.NodeFields, n.Attrs)
	x.WriteString(", size: ")
	x.double(n.Size)
	x.WriteString(", color: ")
	x.quote(n.Color)
	if n.HasPosition {
		x.WriteString(", x: ")
		x.double(n.X)
		x.WriteString(", y: ")
		x.double(n.Y)
	}
	x.WriteString("}}")
}

func (x *writer) edge(s *scene.Scene, e *scene.Edge) {
	x.WriteString("{source: ")
	x.quote(e.Source)
	x.WriteString(", target: ")
	x.quote(e.Target)
	x.WriteString(", id: ")
	x.quote(e.ID)
	x.WriteString(", props: {label: ")
	x.quote(e.Label)
	x.WriteString(", weight: ")
	x.double(e.Weight)
	x.cells(s.EdgeFields, e.Attrs)
	x.WriteString("}}")
}

func (x *writer) cells(fields []scene.Field, cells []scene.Value) {
	for i, f := range fields {
		v := cells[i]
		if !v.Set {
			continue
		}
		x.WriteString(", " + name(f.Name) + ": ")
		switch {
		case f.Join != "":
			x.list(strings.Split(v.Text, f.Join))
		case f.Kind == scene.String:
			x.quote(v.Text)
		case f.Kind == scene.Double:
			x.double(v.Number)
		default:
			x.buf = cell.AppendScalar(x.buf[:0], f.Kind, v.Number)
			x.Write(x.buf)
		}
	}
}

func (x *writer) list(items []string) {
	for i, item := range items {
		x.WriteString([]string{"[", ", "}[min(i, 1)])
		x.quote(item)
	}
	x.WriteByte(']')
}

// double writes a number so that it is no integer, and without the plus sign that not all dialects know in exponents.
func (x *writer) double(v float64) {
	x.buf = cell.AppendNumber(x.buf[:0], v)
	if !bytes.ContainsAny(x.buf, ".e") {
		x.buf = append(x.buf, ".0"...)
	}
	x.Write(bytes.ReplaceAll(x.buf, []byte("+"), nil))
}

// quote writes a string literal. Neo4j reads \u followed by digits before anything else, even after a backslash, so the
// backslash of such text stands in a literal of its own.
func (x *writer) quote(s string) {
	s = cell.Valid(s, &x.losses)
	x.WriteByte('\'')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && (s[i+1] == 'u' || s[i+1] == 'U'):
			x.WriteString(`\\' + '`)
		case c == '\\' || c == '\'':
			x.WriteByte('\\')
			x.WriteByte(c)
		case c == '\n':
			x.WriteString(`\n`)
		case c == '\r':
			x.WriteString(`\r`)
		case c == '\t':
			x.WriteString(`\t`)
		case c < ' ':
			fmt.Fprintf(x, `\u%04x`, c)
		default:
			x.WriteByte(c)
		}
	}
	x.WriteByte('\'')
}

// name returns a name as it stands in a script.
func name(s string) string {
	for i, r := range s {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || '9' < r) {
			return "`" + strings.ReplaceAll(s, "`", "``") + "`"
		}
	}
	return s
}
