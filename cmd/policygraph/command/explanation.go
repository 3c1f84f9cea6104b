package command

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"policygraph/cmd/policygraph/config"
	"policygraph/cmd/policygraph/explain"
	"policygraph/data"
	"policygraph/extract/gazetteer"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
)

// explanation says why a node or edge is in the graph.
type explanation struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind"` // entity, recommendation, relation, link, restatement
	Statement  string    `json:"statement"`
	Predicate  string    `json:"predicate,omitempty"`
	Confidence float64   `json:"confidence"`
	Status     kg.Status `json:"status"`
	Rows       []row     `json:"gazetteer"`
	Evidence   []proof   `json:"evidence"`

	subject  kg.ID
	object   kg.ID
	evidence []kg.Evidence
}

// row is a row of a gazetteer file.
type row struct {
	Entity kg.ID  `json:"entity"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Cells  []cell `json:"cells"`
}

// cell is a filled cell of a row.
type cell struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

// proof is a piece of evidence with the words around it and the rule that read it.
type proof struct {
	quote
	Before      string    `json:"before"`
	After       string    `json:"after"`
	Rule        string    `json:"rule"`
	Explanation string    `json:"explanation"`
	Confidence  float64   `json:"confidence"`
	Status      kg.Status `json:"status"`
}

// knowledge is what the program knows before it reads a report.
type knowledge struct {
	names *gazetteer.Gazetteer
	own   fs.FS // the user's gazetteers, or nil
	dir   string
	rules *explain.Rules
}

func newKnowledge(c config.Config) (k knowledge, err error) {
	var extra []fs.FS
	if c.Gazetteers != "" {
		if k.own, err = directory("gazetteers", c.Gazetteers); err != nil {
			return k, err
		}
		k.dir, extra = c.Gazetteers, []fs.FS{k.own}
	}
	var rules fs.FS
	if c.Rules != "" {
		if rules, err = directory("rules", c.Rules); err != nil {
			return k, err
		}
	}
	if k.names, err = gazetteer.Load(data.FS, "gazetteers", extra...); err == nil {
		k.rules, err = explain.Read(data.FS, rules)
	}
	if err != nil {
		return k, failed(ExitUsage, fmt.Errorf("load knowledge: %w", err))
	}
	return k, nil
}

// rows returns the rows that know of an entity: those of its type and name and, of an agency, its country.
func (k knowledge) rows(e *kg.Entity) ([]row, error) {
	var out []row
	for _, entry := range k.names.Entries {
		if entry.Type != e.Type || entry.Name != e.Name {
			continue
		}
		if kg.EntityID(entry.Type, entry.Name, "") != e.ID && kg.EntityID(entry.Type, entry.Name, entry.Country) != e.ID {
			continue
		}
		r, err := k.row(entry)
		if err != nil {
			return nil, err
		}
		r.Entity = e.ID
		out = append(out, r)
	}
	return out, nil
}

// row reads the row of an entry as it stands in its file.
func (k knowledge) row(entry *gazetteer.Entry) (row, error) {
	out := row{File: path.Join("data/gazetteers", entry.File), Line: entry.Line, Cells: []cell{}}
	f, err := fs.File(nil), fs.ErrNotExist
	if k.own != nil {
		if f, err = k.own.Open(entry.File); err == nil {
			out.File = path.Join(k.dir, entry.File)
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		f, err = data.FS.Open("gazetteers/" + entry.File)
	}
	if err != nil {
		return out, fmt.Errorf("open gazetteer: %w", err)
	}
	defer f.Close() // only read
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	for err == nil {
		var cells []string
		if cells, err = r.Read(); err != nil {
			break
		}
		if line, _ := r.FieldPos(0); line != entry.Line {
			continue
		}
		for i, value := range cells {
			if value != "" && i < len(header) {
				out.Cells = append(out.Cells, cell{strings.TrimPrefix(header[i], "\ufeff"), value})
			}
		}
		return out, nil
	}
	if errors.Is(err, io.EOF) {
		err = fmt.Errorf("line %d is gone", entry.Line)
	}
	return out, fmt.Errorf("read gazetteer %s: %w", out.File, err)
}

// explainer explains the facts of a graph.
type explainer struct {
	*facts
	words     *ontology.Ontology
	knowledge knowledge
}

// node explains an entity or recommendation.
func (e *explainer) node(id kg.ID) (explanation, error) {
	if r := e.Recommendations[id]; r != nil {
		return e.complete(explanation{ID: string(id), Kind: kg.KindRecommendation, Statement: oneLine(r.Text), subject: id, evidence: r.Evidence})
	}
	x := e.Entities[id]
	return e.complete(explanation{ID: string(id), Kind: "entity", Statement: fmt.Sprintf("%s (%s)", x.Name, x.Type), subject: id, evidence: x.Mentions})
}

// between returns the edges that lead from one node to another, without what [explainer.complete] adds.
func (e *explainer) between(from, to kg.ID) []explanation {
	var out []explanation
	add := func(kind, predicate string, ev []kg.Evidence) {
		label := predicate
		if p := e.words.Predicate(predicate); p != nil {
			label = p.Label
		}
		out = append(out, explanation{ID: string(from) + "|" + predicate + "|" + string(to), Kind: kind, Predicate: predicate,
			Statement: e.title(from) + " " + label + " " + e.title(to), subject: from, object: to, evidence: ev})
	}
	for _, r := range e.graph.Relations {
		if r.Subject == from && r.Object == to {
			add("relation", r.Predicate, r.Evidence)
		}
	}
	linked := func(predicate string, links []kg.Link) {
		for _, l := range links {
			if l.Entity == to {
				add("link", predicate, l.Evidence)
			}
		}
	}
	if r := e.Recommendations[from]; r != nil {
		linked("calls_on", r.Actors)
		linked("involves", r.Partners)
		linked("concerns", r.Concerns)
		if r.Restates == to && to != "" {
			add("restatement", "restates", r.Evidence)
		}
		if r.Section == to {
			add("place", "part_of", r.Evidence)
		}
	}
	if t := e.Timeline[from]; t != nil {
		linked("mentions", t.Entities)
	}
	return out
}

// title names a node for people.
func (e *explainer) title(id kg.ID) string {
	if x := e.Entities[id]; x != nil {
		return x.Name
	}
	return string(id)
}

// complete adds to an explanation the evidence in words and the rows of the gazetteers.
func (e *explainer) complete(x explanation) (explanation, error) {
	rel := kg.Relation{Evidence: x.evidence}
	x.Confidence, x.Status, x.Rows = rel.Confidence(), rel.Status(), []row{}
	for _, id := range []kg.ID{x.subject, x.object} {
		if entity := e.Entities[id]; entity != nil {
			rows, err := e.knowledge.rows(entity)
			if err != nil {
				return x, err
			}
			x.Rows = append(x.Rows, rows...)
		}
	}
	if x.object != "" {
		e.relevant(&x)
	}
	for i, q := range e.quotes(x.evidence) {
		ev := x.evidence[i]
		p := proof{quote: q, Rule: ev.Rule, Explanation: e.knowledge.rules.Rule(ev.Rule), Confidence: ev.Confidence, Status: ev.Status}
		if passage := e.Passages[ev.Passage]; passage != nil {
			p.Before, p.After = around(passage.Text, ev.Span)
		}
		x.Evidence = append(x.Evidence, p)
	}
	return x, nil
}

// relevant leaves in the rows of an edge's ends the names and the cells that hold the name of the other end.
func (e *explainer) relevant(x *explanation) {
	for i := range x.Rows {
		r := &x.Rows[i]
		other := x.object
		if r.Entity == x.object {
			other = x.subject
		}
		r.Cells = slices.DeleteFunc(r.Cells, func(c cell) bool {
			return c.Column != "name" && (c.Column == "aliases" || !slices.ContainsFunc(strings.Split(c.Value, ";"), func(name string) bool {
				name, _, _ = strings.Cut(strings.TrimSpace(name), " (")
				return name == e.title(other)
			}))
		})
	}
}

// contextWords is how many words are shown on either side of a quote.
const contextWords = 10

// around returns the words before and after a span, with an ellipsis where more stand there, and the blank that parts them
// from the span where there is one.
func around(text string, s kg.Span) (before, after string) {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return "", ""
	}
	first, last := strings.Fields(text[:s.Start]), strings.Fields(text[s.End:])
	if n := len(first) - contextWords; n > 0 {
		first = append([]string{"…"}, first[n:]...)
	}
	if len(last) > contextWords {
		last = append(slices.Clip(last[:contextWords]), "…")
	}
	before, after = strings.Join(first, " "), strings.Join(last, " ")
	if before != "" && strings.TrimRightFunc(text[:s.Start], unicode.IsSpace) != text[:s.Start] {
		before += " "
	}
	if after != "" && strings.TrimLeftFunc(text[s.End:], unicode.IsSpace) != text[s.End:] {
		after = " " + after
	}
	return before, after
}
