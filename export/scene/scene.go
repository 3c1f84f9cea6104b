package scene

import (
	"policygraph/graph/kg"
)

// Kind is the type of a column's values.
type Kind int

// The types that every export format can carry.
const (
	String Kind = iota
	Integer
	Double
	Boolean
)

// Field declares a column of nodes or edges.
type Field struct {
	Name  string // as exports name it
	Title string // human words
	Kind  Kind
	Join  string // what stands between the items, in a String column whose cells are lists
}

// Value is a cell of a column. The zero Value is an empty cell.
type Value struct {
	Set    bool
	Text   string  // of a String column
	Number float64 // of an Integer, Double or Boolean (0 or 1) column
}

// Quote is one piece of evidence, in words.
type Quote struct {
	Text       string
	Report     string // short name
	Section    string // title
	Page       int    // 0 unknown
	PageText   string // the page for people, "iv (4 of 40)" where another number is printed on it than that of counting
	Line       int    // 0 unknown
	Rule       string
	Confidence float64
	Status     string
}

// Node is a node as it is drawn.
type Node struct {
	ID          string
	Label       string
	Type        string
	Color       string  // #RRGGBB
	Size        float64 // > 0
	X, Y        float64
	HasPosition bool     // the same for all nodes of a scene
	Attrs       []Value  // aligned to Scene.NodeFields
	Evidence    []Quote  // where the reports name or state it
	Dates       []string // of its reports, as 2006-01-02, sorted
}

// Edge is an edge as it is drawn. Source, predicate and target together are unique in a scene, and so is ID.
type Edge struct {
	ID        string
	Source    string
	Target    string
	From, To  int // positions of Source and Target in Scene.Nodes
	Predicate string
	Label     string  // human words
	Color     string  // #RRGGBB, by predicate
	Weight    float64 // > 0
	Attrs     []Value // aligned to Scene.EdgeFields
	Evidence  []Quote
	Dates     []string // as of [Node]
}

// Legend explains a type of nodes or a predicate that the scene shows.
type Legend struct {
	Name   string
	Label  string
	Color  string
	Shape  string // of a type: how nodes are drawn; "" for the plain shape
	Line   string // of a predicate: solid, dashed or dotted
	Entity bool   // a type of entities rather than of structural nodes; false for predicates
	Count  int
}

// Scene is the finished picture.
type Scene struct {
	Title       string
	Description string
	Source      string // in one line, the reports it was made of
	Date        string // of the latest report whose date is known, as 2006-01-02, or ""
	NodeFields  []Field
	EdgeFields  []Field
	Nodes       []Node   // by ID
	Edges       []Edge   // by source, predicate and target
	Types       []Legend // in the order of the vocabulary
	Predicates  []Legend // in the order of the vocabulary
	SizeBy      string   // name of the column that the sizes show
	Facts       *kg.Graph
}

// Column holds a computed measure, which becomes a column of the nodes.
type Column struct {
	Name    string
	Title   string
	Integer bool
	Values  map[kg.ID]float64 // what is missing or not finite gives an empty cell
}

// With says what is shown beside entities, recommendations, sections, reports and timeline events.
type With struct {
	Passages bool
	Sources  bool
}

// Input is what [Build] needs beside the facts and the vocabulary.
type Input struct {
	Columns   []Column
	Positions map[kg.ID][2]float64 // of all nodes shown, or empty
	SizeBy    string               // name of a numeric column; "" means "recommendations"
	With      With
	Hide      []string // kinds of structural nodes that are not shown, and neither are their edges
}
