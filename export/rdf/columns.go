package rdf

import (
	"maps"
	"slices"
	"strings"

	"policygraph/export/scene"
	"policygraph/graph/quads"
)

// What is said of statements and pieces of evidence, under the names of columns.
var (
	weight     = string(quads.Column("weight"))
	section    = string(quads.Column("section"))
	page       = string(quads.Column("page"))
	line       = string(quads.Column("line"))
	rule       = string(quads.Column("rule"))
	confidence = string(quads.Column("confidence"))
	status     = string(quads.Column("status"))
)

// Forms of the objects that a text column gives.
const (
	asText = iota
	asDate
	asAddress
	asReports
	asNames
)

// column is a column of a scene with the property that it becomes.
type column struct {
	name, join, property string
	kind                 scene.Kind
	form                 int
	said                 bool // in another way
}

// columnsKnown are the columns that well-known vocabularies or the store have a property for.
var columnsKnown = map[string]column{
	"aliases":   {property: altLabel, form: asNames},
	"date":      {property: date, form: asDate},
	"url":       {property: address, form: asAddress},
	"text":      {property: string(quads.Text)},
	"objective": {property: string(quads.Objective)},
	"modality":  {property: string(quads.Modality)},

	"report_counts": {property: string(quads.Report), form: asReports},
}

// columns returns the columns of fields; said is the one whose cells are said in another way.
func columns(fields []scene.Field, said string) []column {
	out := make([]column, len(fields))
	for i, f := range fields {
		c, ok := columnsKnown[f.Name]
		if !ok || f.Kind != scene.String {
			c = column{property: string(quads.Column(f.Name))}
		}
		c.name, c.join, c.kind, c.said = f.Name, f.Join, f.Kind, f.Name == said
		out[i] = c
	}
	return out
}

// cells adds the cells of a row to the subject, but for one column.
func (w *walker) cells(id string, columns []column, cells []scene.Value, but string) {
	x := &w.subject
	for i := range columns {
		c, v := &columns[i], &cells[i]
		if !v.Set || c.said || c.name == but {
			continue
		}
		if c.kind != scene.String {
			x.add(c.property, number(c.kind, v.Number))
			continue
		}
		switch c.form {
		case asReports:
			for _, report := range w.graphsOf(reports{v.Text, c.join}) {
				x.add(c.property, Term{IRI: report})
			}
		case asNames:
			for _, name := range w.names(id, v.Text, c.join) {
				x.add(c.property, Term{Text: w.clean(name)})
			}
		case asDate:
			x.add(c.property, dated(w.clean(v.Text)))
		case asAddress:
			x.add(c.property, Term{Text: w.clean(v.Text), Datatype: anyURI})
		default:
			for _, item := range split(v.Text, c.join) {
				x.add(c.property, Term{Text: w.clean(item)})
			}
		}
	}
}

// describe writes the types, predicates and columns that the scene uses, each with its name in words.
func (w *walker) describe() {
	for _, t := range w.s.Types {
		w.description(w.typeOf(t.Name).IRI, Class, worded(t.Label, t.Name))
	}
	labels := map[string]string{}
	for _, p := range w.s.Predicates {
		labels[p.Name] = p.Label
	}
	used, quoted := map[string]string{}, true
	for i := range w.s.Edges {
		e := &w.s.Edges[i]
		quoted = quoted && len(e.Evidence) > 0
		used[string(w.predicate(e))] = worded(labels[e.Predicate], e.Predicate)
	}
	for i, list := range [][]column{w.nodeColumns, w.edgeColumns} {
		fields := [][]scene.Field{w.s.NodeFields, w.s.EdgeFields}[i]
		for k, c := range list {
			_, known := used[c.property]
			if !known && !c.said && strings.HasPrefix(c.property, quads.ColumnPrefix) && !(quoted && c.name == evidenceOf) {
				used[c.property] = worded(fields[k].Title, c.name)
			}
		}
	}
	for _, iri := range slices.Sorted(maps.Keys(used)) {
		w.description(iri, Property, used[iri])
	}
}

// worded returns the words for a name, or the name itself where there are none.
func worded(words, name string) string {
	if strings.TrimSpace(words) == "" {
		return name
	}
	return words
}

func (w *walker) description(iri, class, label string) {
	x := w.begin(iri, nil)
	x.add(Type, Term{IRI: class})
	x.add(Label, Term{Text: w.clean(label)})
	w.end()
}
