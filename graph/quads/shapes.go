package quads

import (
	"fmt"
	"strconv"

	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
)

// field is one property of a node of type T: how it is written and read.
type field[T any] struct {
	term quad.IRI
	get  func(*T) []quad.Value // nothing when the property is empty
	set  func(*T, quad.Value) error
}

// link is one kind of edge of a node of type T whose evidence stands in a statement.
type link[T any] struct {
	term quad.IRI
	list func(*T) *[]kg.Link
}

// shape is how one type of node is written and read.
type shape[T any] struct {
	kind   string               // structural kind; "" for entities
	id     func(*T) *kg.ID      // its identifier
	report func(*T) *kg.ID      // the report it is part of; nil when it has none
	fields []field[T]           // its properties
	links  []link[T]            // its edges with evidence
	typ    func(*T) *string     // entity type; nil for structural kinds
	all    func(*kg.Graph) *[]T // where such nodes stand in a graph
}

func text[T any](term quad.IRI, at func(*T) *string) field[T] {
	return field[T]{term,
		func(x *T) []quad.Value {
			if s := *at(x); s != "" {
				return []quad.Value{quad.String(s)}
			}
			return nil
		},
		func(x *T, v quad.Value) (err error) {
			*at(x), err = asString(v)
			return err
		}}
}

func number[T any](term quad.IRI, at func(*T) *int) field[T] {
	return field[T]{term,
		func(x *T) []quad.Value {
			if n := *at(x); n != 0 {
				return []quad.Value{quad.Int(n)}
			}
			return nil
		},
		func(x *T, v quad.Value) (err error) {
			switch v := v.(type) {
			case quad.Int:
				*at(x) = int(v)
			case quad.TypedString: // as an N-Quads reader has it
				*at(x), err = strconv.Atoi(string(v.Value))
			default:
				err = fmt.Errorf("%v: want a number", v)
			}
			return err
		}}
}

func ref[T any](term quad.IRI, at func(*T) *kg.ID) field[T] {
	return field[T]{term,
		func(x *T) []quad.Value {
			if id := *at(x); id != "" {
				return []quad.Value{Node(id)}
			}
			return nil
		},
		func(x *T, v quad.Value) (err error) {
			*at(x), err = NodeID(v)
			return err
		}}
}

// list is a property with several items in one literal.
func list[T, E any](term quad.IRI, at func(*T) *[]E, format func([]E) string, parse func(string) ([]E, error)) field[T] {
	return field[T]{term,
		func(x *T) []quad.Value {
			if l := *at(x); len(l) > 0 {
				return []quad.Value{quad.String(format(l))}
			}
			return nil
		},
		func(x *T, v quad.Value) error {
			s, err := asString(v)
			if err != nil {
				return err
			}
			*at(x), err = parse(s)
			return err
		}}
}

func evidence[T any](at func(*T) *[]kg.Evidence) field[T] {
	return list(Evidence, at, formatEvidence, parseEvidence)
}

// set is a property with a quad for each item, in no order.
func set[T any](term quad.IRI, at func(*T) *[]string) field[T] {
	return field[T]{term,
		func(x *T) []quad.Value {
			out := make([]quad.Value, 0, len(*at(x)))
			for _, s := range *at(x) {
				out = append(out, quad.String(s))
			}
			return out
		},
		func(x *T, v quad.Value) error {
			s, err := asString(v)
			*at(x) = append(*at(x), s)
			return err
		}}
}

func asString(v quad.Value) (string, error) {
	s, ok := v.(quad.String)
	if !ok {
		return "", fmt.Errorf("%v: want a string", v)
	}
	return string(s), nil
}

var reportShape = shape[kg.Report]{
	kind: kg.KindReport,
	all:  func(g *kg.Graph) *[]kg.Report { return &g.Reports },
	id:   func(r *kg.Report) *kg.ID { return &r.ID },
	fields: []field[kg.Report]{
		text(Label, func(r *kg.Report) *string { return &r.Title }),
		list(Authors, func(r *kg.Report) *[]string { return &r.Authors }, formatStrings, parseStrings),
		text(Publisher, func(r *kg.Report) *string { return &r.Publisher }),
		text(Date, func(r *kg.Report) *string { return &r.Date }),
		text(File, func(r *kg.Report) *string { return &r.File }),
		text(Path, func(r *kg.Report) *string { return &r.Path }),
		text(Format, func(r *kg.Report) *string { return &r.Format }),
		text(Hash, func(r *kg.Report) *string { return &r.Hash }),
		text(Knowledge, func(r *kg.Report) *string { return &r.Knowledge }),
		number(Pages, func(r *kg.Report) *int { return &r.Pages }),
		list(Labels, func(r *kg.Report) *[]string { return &r.PageLabels }, formatStrings, parseStrings),
	},
}

var sectionShape = shape[kg.Section]{
	kind:   kg.KindSection,
	all:    func(g *kg.Graph) *[]kg.Section { return &g.Sections },
	id:     func(s *kg.Section) *kg.ID { return &s.ID },
	report: func(s *kg.Section) *kg.ID { return &s.Report },
	fields: []field[kg.Section]{
		text(Label, func(s *kg.Section) *string { return &s.Title }),
		ref(PartOf, func(s *kg.Section) *kg.ID { return &s.Parent }),
		number(Level, func(s *kg.Section) *int { return &s.Level }),
		ref(Heading, func(s *kg.Section) *kg.ID { return &s.Head }),
	},
}

var passageShape = shape[kg.Passage]{
	kind:   kg.KindPassage,
	all:    func(g *kg.Graph) *[]kg.Passage { return &g.Passages },
	id:     func(p *kg.Passage) *kg.ID { return &p.ID },
	report: func(p *kg.Passage) *kg.ID { return &p.Report },
	fields: []field[kg.Passage]{
		ref(PartOf, func(p *kg.Passage) *kg.ID { return &p.Section }),
		text(Kind, func(p *kg.Passage) *string { return &p.Kind }),
		text(Text, func(p *kg.Passage) *string { return &p.Text }),
		list(Positions, func(p *kg.Passage) *[]kg.Position { return &p.Positions }, formatPositions, parsePositions),
	},
}

var sourceShape = shape[kg.Source]{
	kind:   kg.KindSource,
	all:    func(g *kg.Graph) *[]kg.Source { return &g.Sources },
	id:     func(s *kg.Source) *kg.ID { return &s.ID },
	report: func(s *kg.Source) *kg.ID { return &s.Report },
	fields: []field[kg.Source]{
		text(Label, func(s *kg.Source) *string { return &s.Title }),
		text(Authors, func(s *kg.Source) *string { return &s.Authors }),
		text(Publisher, func(s *kg.Source) *string { return &s.Publisher }),
		text(Date, func(s *kg.Source) *string { return &s.Date }),
		text(URL, func(s *kg.Source) *string { return &s.URL }),
		text(Text, func(s *kg.Source) *string { return &s.Text }),
		evidence(func(s *kg.Source) *[]kg.Evidence { return &s.Evidence }),
	},
}

var recommendationShape = shape[kg.Recommendation]{
	kind:   kg.KindRecommendation,
	all:    func(g *kg.Graph) *[]kg.Recommendation { return &g.Recommendations },
	id:     func(r *kg.Recommendation) *kg.ID { return &r.ID },
	report: func(r *kg.Recommendation) *kg.ID { return &r.Report },
	fields: []field[kg.Recommendation]{
		ref(PartOf, func(r *kg.Recommendation) *kg.ID { return &r.Section }),
		text(Number, func(r *kg.Recommendation) *string { return &r.Number }),
		text(Objective, func(r *kg.Recommendation) *string { return &r.Objective }),
		text(Modality, func(r *kg.Recommendation) *string { return &r.Modality }),
		text(Text, func(r *kg.Recommendation) *string { return &r.Text }),
		ref(Restates, func(r *kg.Recommendation) *kg.ID { return &r.Restates }),
		evidence(func(r *kg.Recommendation) *[]kg.Evidence { return &r.Evidence }),
	},
	links: []link[kg.Recommendation]{
		{CallsOn, func(r *kg.Recommendation) *[]kg.Link { return &r.Actors }},
		{Involves, func(r *kg.Recommendation) *[]kg.Link { return &r.Partners }},
		{Concerns, func(r *kg.Recommendation) *[]kg.Link { return &r.Concerns }},
	},
}

var timelineShape = shape[kg.TimelineEvent]{
	kind:   kg.KindTimelineEvent,
	all:    func(g *kg.Graph) *[]kg.TimelineEvent { return &g.Timeline },
	id:     func(t *kg.TimelineEvent) *kg.ID { return &t.ID },
	report: func(t *kg.TimelineEvent) *kg.ID { return &t.Report },
	fields: []field[kg.TimelineEvent]{
		ref(PartOf, func(t *kg.TimelineEvent) *kg.ID { return &t.Section }),
		text(Date, func(t *kg.TimelineEvent) *string { return &t.Date }),
		text(Text, func(t *kg.TimelineEvent) *string { return &t.Text }),
		evidence(func(t *kg.TimelineEvent) *[]kg.Evidence { return &t.Evidence }),
	},
	links: []link[kg.TimelineEvent]{
		{Mentions, func(t *kg.TimelineEvent) *[]kg.Link { return &t.Entities }},
	},
}

var entityShape = shape[kg.Entity]{
	all: func(g *kg.Graph) *[]kg.Entity { return &g.Entities },
	id:  func(e *kg.Entity) *kg.ID { return &e.ID },
	typ: func(e *kg.Entity) *string { return &e.Type },
	fields: []field[kg.Entity]{
		text(Label, func(e *kg.Entity) *string { return &e.Name }),
		set(Alias, func(e *kg.Entity) *[]string { return &e.Aliases }),
		evidence(func(e *kg.Entity) *[]kg.Evidence { return &e.Mentions }),
	},
}
