package rdf

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"policygraph/export/scene"
	"policygraph/graph/kg"
	"policygraph/graph/quads"
)

// walker holds what the steps of Walk share.
type walker struct {
	s       *scene.Scene
	visit   func(*Subject)
	losses  scene.Losses
	subject Subject

	nodeColumns, edgeColumns []column
	nodeReports, edgeReports int      // columns of the reports; -1 if there is none
	status                   int      // column of edges; -1 if there is none
	iris                     []string // of the nodes
	byFrom, first            []int    // edges by the node that they lead from, and where those of each node begin
	entity                   map[string]bool
	graphs                   map[reports][]string // their IRIs
	more                     map[string][]Triple  // node → what the facts say of it
	aliases                  map[string][]string
	pieces                   map[string]int // IRI of a piece of evidence of the subject → how many are like it
	buf                      []byte
}

// reports is a cell that names reports, and what stands between their names.
type reports struct{ cell, join string }

func newWalker(s *scene.Scene, visit func(*Subject)) *walker {
	w := &walker{
		s: s, visit: visit, iris: make([]string, len(s.Nodes)), byFrom: make([]int, len(s.Edges)), first: make([]int, len(s.Nodes)+1),
		entity: map[string]bool{}, graphs: map[reports][]string{}, more: map[string][]Triple{}, aliases: map[string][]string{}, pieces: map[string]int{},
	}
	w.nodeColumns, w.edgeColumns = columns(s.NodeFields, "type"), columns(s.EdgeFields, "predicate")
	w.nodeReports, w.edgeReports = position(s.NodeFields, "report_counts"), position(s.EdgeFields, "report_counts")
	w.status = position(s.EdgeFields, "status")
	for i := range s.Nodes {
		w.iris[i] = string(quads.Node(kg.ID(s.Nodes[i].ID)))
	}
	for i := range s.Edges {
		w.first[s.Edges[i].From+1]++
	}
	for i := range s.Nodes {
		w.first[i+1] += w.first[i]
	}
	next := slices.Clone(w.first)
	for i := range s.Edges {
		from := s.Edges[i].From
		w.byFrom[next[from]] = i
		next[from]++
	}
	for _, t := range s.Types {
		w.entity[t.Name] = t.Entity
	}
	w.gather()
	return w
}

func position(fields []scene.Field, name string) int {
	return slices.IndexFunc(fields, func(f scene.Field) bool { return f.Name == name })
}

func (w *walker) clean(s string) string { return clean(s, &w.losses) }

// begin starts a subject that stands in these graphs.
func (w *walker) begin(iri string, graphs []string) *Subject {
	w.subject = Subject{IRI: iri, Graphs: graphs, Triples: w.subject.Triples[:0]}
	return &w.subject
}

func (w *walker) end() {
	w.subject.sort()
	w.visit(&w.subject)
}

// named returns the graphs of the reports that a column of reports names, if there is one.
func (w *walker) named(fields []scene.Field, cells []scene.Value, column int) []string {
	if column < 0 {
		return nil
	}
	return w.graphsOf(reports{cells[column].Text, fields[column].Join})
}

// graphsOf returns the IRIs of reports, which are those of their graphs too; nil if none is named.
func (w *walker) graphsOf(r reports) []string {
	if r.cell == "" {
		return nil
	}
	g, ok := w.graphs[r]
	if !ok {
		for _, name := range split(r.cell, r.join) {
			name, _, _ = strings.Cut(name, ": ") // what is behind it is a count
			g = append(g, string(quads.Node(kg.ID(kg.KindReport+":"+w.clean(name)))))
		}
		slices.Sort(g)
		g = slices.Compact(g)
		w.graphs[r] = g
	}
	return g
}

// predicate returns the IRI of an edge's predicate.
func (w *walker) predicate(e *scene.Edge) quads.IRI {
	if w.entity[w.s.Nodes[e.From].Type] {
		return quads.Relation(e.Predicate)
	}
	return quads.Term(e.Predicate)
}

func (w *walker) typeOf(name string) Term { return Term{IRI: string(quads.TypeOf(w.clean(name)))} }

func (w *walker) node(i int) {
	n := &w.s.Nodes[i]
	x := w.begin(w.iris[i], w.named(w.s.NodeFields, n.Attrs, w.nodeReports))
	x.add(Type, w.typeOf(n.Type))
	x.add(Label, Term{Text: w.clean(n.Label)})
	w.cells(n.ID, w.nodeColumns, n.Attrs, "")
	x.Triples = append(x.Triples, w.more[n.ID]...)
	for _, k := range w.byFrom[w.first[i]:w.first[i+1]] {
		e := &w.s.Edges[k]
		if w.status >= 0 && e.Attrs[w.status].Text == string(kg.Negated) {
			continue
		}
		x.Triples = append(x.Triples, Triple{string(w.predicate(e)), Term{IRI: w.iris[e.To]}, w.holds(e)})
	}
	w.evidence(n.Evidence)
}

// holds returns the graphs of the reports that do not only deny an edge; an empty list if none is known.
func (w *walker) holds(e *scene.Edge) []string {
	graphs := w.named(w.s.EdgeFields, e.Attrs, w.edgeReports)
	if graphs == nil {
		return []string{}
	}
	if len(graphs) < 2 || len(e.Evidence) == 0 {
		return graphs
	}
	var said []string
	for _, q := range e.Evidence {
		if q.Status != string(kg.Negated) {
			said = append(said, w.graphsOf(reports{cell: q.Report})...)
		}
	}
	slices.Sort(said)
	return slices.Compact(said)
}

func (w *walker) edge(e *scene.Edge) {
	p := w.predicate(e)
	x := w.begin(string(quads.Statement(kg.ID(e.Source), p, kg.ID(e.Target))), w.named(w.s.EdgeFields, e.Attrs, w.edgeReports))
	x.add(Type, Term{IRI: Statement})
	x.add(SubjectOf, Term{IRI: w.iris[e.From]})
	x.add(PredicateOf, Term{IRI: string(p)})
	x.add(ObjectOf, Term{IRI: w.iris[e.To]})
	x.text(Label, w.clean(e.Label))
	x.add(weight, number(scene.Double, e.Weight))
	but := ""
	if len(e.Evidence) > 0 {
		but = evidenceOf // each quote is written by itself
	}
	w.cells(e.ID, w.edgeColumns, e.Attrs, but)
	w.evidence(e.Evidence)
}

// evidence ends a subject with what it was derived from, and writes the pieces of evidence after it.
func (w *walker) evidence(quotes []scene.Quote) {
	iris := make([]string, len(quotes))
	clear(w.pieces)
	for i := range quotes {
		iris[i] = w.piece(w.subject.IRI, &quotes[i])
		w.subject.Triples = append(w.subject.Triples, Triple{WasDerivedFrom, Term{IRI: iris[i]}, w.graphsOf(reports{cell: quotes[i].Report})})
	}
	w.end()
	for i := range quotes {
		w.quote(iris[i], &quotes[i])
	}
}

// pieceBytes is how much of a hash names a piece of evidence.
const pieceBytes = 10

// piece returns the IRI of a piece of evidence of a fact. Pieces that are alike are counted.
func (w *walker) piece(fact string, q *scene.Quote) string {
	b := w.buf[:0]
	for _, part := range [...]string{fact, q.Text, q.Section, q.Rule, q.Status} {
		b = strconv.AppendInt(b, int64(len(part)), 10)
		b = append(append(b, ' '), part...)
	}
	for _, n := range [...]int{q.Page, q.Line} {
		b = append(strconv.AppendInt(b, int64(n), 10), ' ')
	}
	w.buf = strconv.AppendFloat(b, q.Confidence, 'g', -1, 64)
	hash := sha256.Sum256(w.buf)
	iri := string(quads.Piece(w.clean(q.Report), hex.EncodeToString(hash[:pieceBytes])))
	w.pieces[iri]++
	if n := w.pieces[iri]; n > 1 {
		iri += "-" + strconv.Itoa(n)
	}
	return iri
}

func (w *walker) quote(iri string, q *scene.Quote) {
	from := w.graphsOf(reports{cell: q.Report})
	x := w.begin(iri, from)
	x.add(Type, w.typeOf(evidenceOf))
	x.add(Value, Term{Text: w.clean(q.Text)})
	for _, report := range from {
		x.add(WasQuotedFrom, Term{IRI: report})
	}
	x.text(section, w.clean(q.Section))
	if q.Page > 0 {
		x.add(page, whole(int64(q.Page)))
	}
	if q.Line > 0 {
		x.add(line, whole(int64(q.Line)))
	}
	x.text(rule, w.clean(q.Rule))
	if q.Confidence > 0 {
		x.add(confidence, number(scene.Double, q.Confidence))
	}
	x.text(status, w.clean(q.Status))
	w.end()
}
