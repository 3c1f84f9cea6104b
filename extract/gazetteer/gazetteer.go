// Package gazetteer reads the lists of known names (CSV files, described in data/gazetteers/README.md) and finds those names
// in tokens. What enters are files; what leaves is a [Gazetteer], immutable and safe for concurrent use. To add names, edit
// or add a file; to add a column, see the predicates of ontology.yaml.
package gazetteer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Entry is a row of a gazetteer file: something known of the world.
type Entry struct {
	Name    string
	Type    string
	Aliases []string // as listed, without marks
	Country string   // canonical name of the country it belongs to, by part_of, enacted_by or, for places, located_in; "" if none
	File    string   // base name of the file
	Line    int

	cells       []cell
	weakAliases []bool // Aliases that carry the mark ?; nil if none does
	weak        bool
}

// cell is a value of a further column, not yet split.
type cell struct{ column, value string }

// List returns the cells of the named column ("part_of", "parties", "demonyms", …), split at semicolons; nil if empty.
func (e *Entry) List(column string) []string {
	for _, c := range e.cells {
		if c.column == column {
			return splitList(c.value)
		}
	}
	return nil
}

// First returns the first value of the named column, or "".
func (e *Entry) First(column string) string {
	for _, c := range e.cells {
		if c.column == column {
			first, _, _ := strings.Cut(c.value, ";")
			return strings.TrimSpace(first)
		}
	}
	return ""
}

// FormKind says what a form of a name is.
type FormKind uint8

// The kinds of forms.
const (
	NameForm    FormKind = iota // the canonical name
	AliasForm                   // a listed or derived alias
	DemonymForm                 // a country's adjective or the name of its people
	CapitalForm                 // the capital, which may stand for the government
)

// Form is a way to write an entry's name.
type Form struct {
	Entry *Entry
	Kind  FormKind
	Weak  bool // ambiguous: counts only where context supports it
	Text  string

	words []formWord // its tokens
}

// Gazetteer holds all entries and a matcher over their forms.
type Gazetteer struct {
	Entries []*Entry
	byName  map[string][]*Entry
	rows    slab[Entry]
	cells   slab[cell]
	matcher
}

// slab gives out values from chunks, which the garbage collector counts as one each.
type slab[T any] struct{ room []T }

// take returns n zero values.
func (s *slab[T]) take(n int) []T {
	const chunk = 256
	if n > len(s.room) {
		s.room = make([]T, max(n, chunk))
	}
	out := s.room[:n:n]
	s.room = s.room[n:]
	return out
}

// one returns a zero value.
func (s *slab[T]) one() *T { return &s.take(1)[0] }

// Load reads the directory dir of base and then every file of the extra file systems; an extra file of the same base name
// replaces one of base, others add to it. Errors name file and line.
func Load(base fs.FS, dir string, extra ...fs.FS) (*Gazetteer, error) {
	files := map[string]fs.FS{}
	paths := map[string]string{}
	names, err := fs.Glob(base, path.Join(dir, "*.csv"))
	if err != nil {
		return nil, fmt.Errorf("list gazetteers: %w", err)
	}
	for _, n := range names {
		files[path.Base(n)], paths[path.Base(n)] = base, n
	}
	for _, x := range extra {
		more, err := fs.Glob(x, "*.csv")
		if err != nil {
			return nil, fmt.Errorf("list gazetteers: %w", err)
		}
		for _, n := range more {
			files[n], paths[n] = x, n
		}
	}
	g := &Gazetteer{byName: map[string][]*Entry{}}
	order := make([]string, 0, len(files))
	for n := range files {
		order = append(order, n)
	}
	slices.Sort(order)
	for _, n := range order {
		if err := g.readFile(files[n], paths[n]); err != nil {
			return nil, err
		}
	}
	for _, e := range g.Entries {
		e.Country = g.country(e, 0)
	}
	g.build()
	return g, nil
}

func (g *Gazetteer) readFile(fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("open gazetteer: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: read header: %w", name, err)
	}
	columns := slices.Clone(header)
	if len(columns) < 2 || strings.TrimPrefix(columns[0], "\ufeff") != "name" || columns[1] != "type" {
		return fmt.Errorf("%s: the first columns must be name and type", name)
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		if err := g.add(columns, row, path.Base(name), line); err != nil {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}

func (g *Gazetteer) add(columns, row []string, file string, line int) error {
	if len(row) > len(columns) {
		return fmt.Errorf("%d cells under %d columns", len(row), len(columns))
	}
	e := g.rows.one()
	e.File, e.Line = file, line
	e.Name, e.weak = unmark(strings.TrimSpace(row[0]))
	if len(row) > 1 {
		e.Type = strings.TrimSpace(row[1])
	}
	if e.Name == "" || e.Type == "" {
		return errors.New("name and type must not be empty")
	}
	cells := 0
	for i := 2; i < len(row); i++ {
		if strings.TrimSpace(row[i]) == "" {
			continue
		}
		if columns[i] == "aliases" {
			e.setAliases(splitList(row[i]))
			continue
		}
		cells++
	}
	if cells > 0 {
		e.cells = g.cells.take(cells)[:0]
		for i := 2; i < len(row); i++ {
			if columns[i] != "aliases" && strings.TrimSpace(row[i]) != "" {
				e.cells = append(e.cells, cell{columns[i], row[i]})
			}
		}
	}
	g.Entries = append(g.Entries, e)
	g.byName[e.Name] = append(g.byName[e.Name], e)
	return nil
}

// setAliases keeps the list, without marks, as the aliases.
func (e *Entry) setAliases(list []string) {
	e.weakAliases = nil
	for k, a := range list {
		text, weak := unmark(a)
		if weak && e.weakAliases == nil {
			e.weakAliases = make([]bool, len(list))
		}
		if weak {
			e.weakAliases[k] = true
		}
		list[k] = text
	}
	e.Aliases = list
}

func unmark(s string) (string, bool) {
	t, weak := strings.CutPrefix(s, "?")
	return strings.TrimSpace(t), weak
}

func splitList(cell string) []string {
	out := make([]string, 0, strings.Count(cell, ";")+1)
	for s := range strings.SplitSeq(cell, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// Lookup returns the entry that a reference in a cell names: "Department of State", or with its country when several rows
// share the name: "Ministry of Defence (India)". Without that the first row wins. nil if there is none.
func (g *Gazetteer) Lookup(ref string) *Entry {
	if es := g.byName[ref]; len(es) > 0 {
		return es[0]
	}
	name, rest, ok := strings.Cut(ref, " (")
	if !ok {
		return nil
	}
	country := strings.TrimSuffix(rest, ")")
	for _, e := range g.byName[name] {
		if e.First("part_of") == country || g.country(e, 0) == country {
			return e
		}
	}
	return nil
}

// maxDepth bounds the climb from body to country, so that a circle in the lists ends.
const maxDepth = 12

func (g *Gazetteer) country(e *Entry, depth int) string {
	if e.Type == "country" {
		return e.Name
	}
	if depth > maxDepth {
		return ""
	}
	for _, column := range [...]string{"part_of", "enacted_by", "located_in"} {
		if column == "located_in" && e.Type != "place" {
			continue // a seat makes no body of the state
		}
		ref := e.First(column)
		if ref == "" {
			continue
		}
		parent := g.parent(e, ref)
		if parent == nil || parent == e {
			continue
		}
		if c := g.country(parent, depth+1); c != "" {
			return c
		}
	}
	return ""
}

// Parent returns the entry that e is part of, preferring one of the same file where names are shared; nil if unknown.
func (g *Gazetteer) Parent(e *Entry) *Entry {
	if ref := e.First("part_of"); ref != "" {
		return g.parent(e, ref)
	}
	return nil
}

func (g *Gazetteer) parent(e *Entry, ref string) *Entry {
	es := g.byName[ref]
	for _, p := range es {
		if p.File == e.File && p != e {
			return p
		}
	}
	return g.Lookup(ref)
}
