package kg

import "strconv"

// Report is one policy report.
type Report struct {
	ID        ID
	Title     string
	Authors   []string
	Publisher string
	Date      string // as ISO 8601 when it could be read so (2020-12, 2020-12-15), else as printed
	File      string // name of the file it was read from, with as many folders as tell it from others
	Path      string // where that file lay, with slashes, as seen from where the facts are kept; "" unknown
	Format    string // name of the reader: "markdown", "text", …
	Hash      string // hex SHA-256 of the file's bytes
	Knowledge string // hex SHA-256 of the names, rules and program it was read with; "" unknown
	Pages     int    // 0 when the format has no pages
	// PageLabels are the numbers printed on the pages ("iv", "12"), that of page 1 first; nil where they are those of counting.
	PageLabels []string
}

// PageLabel returns the number printed on a page counted from 1, "" where it is the number of counting or unknown.
func (r *Report) PageLabel(page int) string {
	if page < 1 || page > len(r.PageLabels) || r.PageLabels[page-1] == strconv.Itoa(page) {
		return ""
	}
	return r.PageLabels[page-1]
}

// Section is a heading with what stands below it.
type Section struct {
	ID     ID
	Report ID
	Parent ID // section or report
	Title  string
	Level  int // 1 is the outermost
	Head   ID  // passage that holds the heading; "" for text before the first heading
}

// Position says that from byte Offset of a passage's text on, the text stands on this line and page of the file.
type Position struct {
	Offset int
	Line   int // 1-based; 0 unknown
	Page   int // 1-based, as counted; 0 unknown
}

// Passage is a block of a report's text: a heading, paragraph, list item, caption, table row or note.
// A paragraph that a page break or caption interrupts is one passage.
type Passage struct {
	ID        ID
	Report    ID
	Section   ID
	Kind      string // "heading", "paragraph", "item", "caption", "row", "quote", "note", "front"
	Text      string // clean UTF-8 without markup
	Positions []Position
}

// Span is a half-open byte range [Start, End) of a passage's text.
type Span struct{ Start, End int }

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Status says how the text holds a fact.
type Status string

// How the text holds a fact, from strongest to weakest.
const (
	Asserted    Status = "asserted"    // said to be so
	Recommended Status = "recommended" // said that it should be so
	Hedged      Status = "hedged"      // could, may, might
	Negated     Status = "negated"     // said not to be so
)

// Evidence is the place in a report that supports a fact, and the rule that read it there.
type Evidence struct {
	Passage    ID
	Span       Span
	Rule       string  // name of the rule, pattern or gazetteer that made the fact
	Confidence float64 // 0 < c <= 1
	Status     Status
}

// Entity is a country, agency, organization, … with every form under which the reports name it.
type Entity struct {
	ID       ID
	Type     string
	Name     string     // canonical
	Aliases  []string   // other forms, without Name, sorted
	Mentions []Evidence // every place that names it, sorted; the quote is the surface form
}

// Link ties a recommendation or timeline event to an entity.
type Link struct {
	Entity   ID
	Evidence []Evidence
}

// Recommendation is one bullet, numbered item or sentence group that says what somebody should do.
type Recommendation struct {
	ID        ID
	Report    ID
	Section   ID
	Number    string // as printed, "" if none
	Objective string // nearest sub-heading above it, "" if none
	Modality  string // "should", "must", "could", "imperative", …
	Text      string // the quotes of Evidence joined by a space
	Actors    []Link // told to act
	Partners  []Link // to act with or towards
	Concerns  []Link // everything else it is about
	Restates  ID     // the fuller recommendation that this one repeats, or ""
	Evidence  []Evidence
}

// TimelineEvent is a dated entry of a timeline.
type TimelineEvent struct {
	ID       ID
	Report   ID
	Section  ID
	Date     string // as printed
	Text     string // quote of the first evidence
	Entities []Link
	Evidence []Evidence
}

// Source is a cited work.
type Source struct {
	ID        ID
	Report    ID
	Title     string
	Authors   string // as printed
	Publisher string
	Date      string // as printed
	URL       string
	Text      string // the whole citation
	Evidence  []Evidence
}

// Citation ties a passage or recommendation to a source through a note mark.
type Citation struct {
	From     ID // passage or recommendation
	Source   ID
	Note     string // label of the footnote or endnote, as printed
	Evidence []Evidence
}

// Relation is a statement about two entities.
type Relation struct {
	Subject   ID
	Predicate string
	Object    ID
	Evidence  []Evidence
}

// Confidence returns the highest confidence among the evidence.
func (r Relation) Confidence() float64 { return maxConfidence(r.Evidence) }

// Confidence returns the highest confidence among the evidence.
func (l Link) Confidence() float64 { return maxConfidence(l.Evidence) }

// Status returns the strongest status among the evidence.
func (r Relation) Status() Status {
	best := Negated
	for _, e := range r.Evidence {
		if statusRank[e.Status] < statusRank[best] {
			best = e.Status
		}
	}
	return best
}

var statusRank = map[Status]int{Asserted: 0, Recommended: 1, Hedged: 2, Negated: 3}

func maxConfidence(ev []Evidence) float64 {
	m := 0.0
	for _, e := range ev {
		m = max(m, e.Confidence)
	}
	return m
}

// Graph is a set of facts about one or more reports. [Graph.Sort] puts every slice into its canonical order.
type Graph struct {
	Reports         []Report
	Sections        []Section
	Passages        []Passage
	Entities        []Entity
	Recommendations []Recommendation
	Timeline        []TimelineEvent
	Sources         []Source
	Citations       []Citation
	Relations       []Relation
}

// Quote returns the words of the span; spans outside the text give "".
func (p Passage) Quote(s Span) string {
	if s.Start < 0 || s.End > len(p.Text) || s.Start > s.End {
		return ""
	}
	return p.Text[s.Start:s.End]
}

// At returns the position in the file of byte offset of the text: the last mark at or before it.
func (p Passage) At(offset int) Position {
	var at Position
	for _, q := range p.Positions {
		if q.Offset > offset {
			break
		}
		at = q
	}
	return at
}
