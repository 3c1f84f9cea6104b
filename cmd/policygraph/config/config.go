// Package config holds the program's settings and where they come from. What enters are a YAML file, the environment
// (POLICYGRAPH_…) and flags; what leaves is a checked [Config], or an error that names the file and line, the variable or the
// flag. Flags win over the environment, the environment over the file, the file over [DefaultConfig].
//
// To add a setting, give [Config] a field, [DefaultConfig] its default and config.yaml the key with a comment.
package config

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"policygraph/export"
	"policygraph/graph/analysis"
	"policygraph/graph/kg"
	"policygraph/graph/store"
	"policygraph/graph/view"
)

// Config is all settings.
type Config struct {
	Out        string   `yaml:"out"`        // directory for the exports of run
	Store      Store    `yaml:"store"`      // where facts are kept
	Gazetteers string   `yaml:"gazetteers"` // directory of CSV files that add to or replace the built-in ones
	Rules      string   `yaml:"rules"`      // directory of rule files that replace the built-in ones of the same name
	Exports    []Export `yaml:"exports"`    // what run writes
	With       []string `yaml:"with"`       // kinds of nodes shown beside the usual ones
	Analysis   Analysis `yaml:"analysis"`
	Layout     Layout   `yaml:"layout"`
	Limits     Limits   `yaml:"limits"`
	PDF        PDF      `yaml:"pdf"`
	Reports    []string `yaml:"-"` // those in the store that a command is about, as its flag names them; none means all
}

// Store says where facts are kept.
type Store struct {
	Path    string `yaml:"path"` // "" means the folder graph in Config.Out
	Backend string `yaml:"backend"`
}

// Export is a file that run writes.
type Export struct {
	Format  string `yaml:"format"`
	Profile string `yaml:"profile"` // "" means the format's first
	File    string `yaml:"file"`    // in Config.Out; "" means graph with the format's extension
}

// Analysis says what is computed about nodes.
type Analysis struct {
	Seed     uint64   `yaml:"seed"`     // of the communities
	Measures []string `yaml:"measures"` // none means all but the extra ones
	SizeBy   string   `yaml:"size_by"`  // measure that the nodes' sizes show

	Projection string   `yaml:"projection"` // network that measures are computed on
	Weight     string   `yaml:"weight"`     // of its edges; "" means the first that fits the projection
	Status     []string `yaml:"status"`     // evidence that ties; none means all
	Qualifier  string   `yaml:"qualifier"`  // of the predicates that tie; "" means all
	Isolates   string   `yaml:"isolates"`   // keep or drop

	Betweenness Sampling `yaml:"betweenness"`
	Closeness   Sampling `yaml:"closeness"` // and harmonic closeness
}

// Sampling says up to which size of graph a measure is exact, and how far it may be off beyond that; see [analysis.Sampling].
type Sampling struct {
	ExactUpTo int     `yaml:"exact_up_to"` // nodes; at least 1
	Epsilon   float64 `yaml:"epsilon"`
	Delta     float64 `yaml:"delta"`
}

// Layout says how nodes are placed.
type Layout struct {
	Seed       uint64 `yaml:"seed"`
	Iterations int    `yaml:"iterations"` // 0 means a number that falls with the size of the graph
}

// Limits keep mistakes from using up the machine.
type Limits struct {
	MaxSize      Size     `yaml:"max_size"`      // of a report
	MaxExpansion Size     `yaml:"max_expansion"` // of what a packed report unpacks to
	MaxArchive   Size     `yaml:"max_archive"`   // of all that an archive of reports unpacks to
	MaxPages     int      `yaml:"max_pages"`     // of a report
	Timeout      Duration `yaml:"timeout"`       // for one report; 0 means two minutes, half an hour with OCR
}

// PDF says how PDF files are read.
type PDF struct {
	Password string `yaml:"password"` // of encrypted files
	OCR      bool   `yaml:"ocr"`      // pages that are pictures are read with the program tesseract
	Cache    string `yaml:"cache"`    // directory of what makes later starts faster; "" means policygraph/wazero in the user's cache
}

// Duration is a time that something may take; in text it has units, as in "90s" or "1h30m".
type Duration time.Duration

// String returns the duration as flags and files have it.
func (d Duration) String() string { return time.Duration(d).String() }

// UnmarshalText reads a duration such as "90s".
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(strings.TrimSpace(string(text)))
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no time such as 90s or 5m", text)
	}
	*d = Duration(v)
	return nil
}

// Size is a number of bytes; in text it may carry a unit, as in "100 MiB".
type Size int64

// DefaultConfig returns the settings that hold where nothing else is said.
func DefaultConfig() Config {
	return Config{
		Out:   "out",
		Store: Store{Backend: store.Default},
		Exports: []Export{
			{Format: "graphml", File: "graph.graphml"},
			{Format: "gexf", File: "graph.gexf"},
			{Format: "dot", Profile: "graphviz", File: "graph.dot"},
			{Format: "dot", Profile: "gephi", File: "graph.gephi.dot"},
		},
		With: []string{},
		Analysis: Analysis{
			Seed: 1, Measures: []string{}, SizeBy: analysis.Measures()[0].Name, Projection: view.Full, Status: []string{}, Isolates: KeepIsolates,
			Betweenness: Sampling(analysis.DefaultBetweenness()), Closeness: Sampling(analysis.DefaultCloseness()),
		},
		Layout: Layout{Seed: 1},
		Limits: Limits{MaxSize: 100 << 20, MaxExpansion: 128 << 20, MaxArchive: 4 << 30, MaxPages: 5000},
	}
}

// StorePath returns the directory of the store.
func (c Config) StorePath() string {
	if c.Store.Path != "" {
		return c.Store.Path
	}
	return filepath.Join(c.Out, "graph")
}

// What can be done with nodes that nothing ties.
const (
	KeepIsolates = "keep"
	DropIsolates = "drop"
)

// Isolates returns what can be done with nodes that nothing ties.
func Isolates() []string { return []string{KeepIsolates, DropIsolates} }

// Network returns the network that measures are computed on.
func (a Analysis) Network() view.Choice {
	c := view.Choice{Projection: a.Projection, Weight: a.Weight, Qualifier: a.Qualifier, DropIsolates: a.Isolates == DropIsolates}
	for _, s := range a.Status {
		c.Statuses = append(c.Statuses, kg.Status(s))
	}
	return c
}

// checkNetwork returns the first problem of the choice of a network; only the vocabulary knows whether there is its qualifier.
func (a Analysis) checkNetwork() *problem {
	if err := known("choice", a.Isolates, Isolates()); err != nil {
		return &problem{"analysis.isolates", err}
	}
	all := a.Network()
	for _, c := range []struct {
		key    string
		choice view.Choice
	}{
		{"analysis.projection", view.Choice{Projection: all.Projection}},
		{"analysis.weight", view.Choice{Projection: all.Projection, Weight: all.Weight}},
		{"analysis.status", view.Choice{Statuses: all.Statuses}},
	} {
		if err := c.choice.Check(nil); err != nil {
			return &problem{c.key, err}
		}
	}
	return nil
}

// computed returns the names of the measures that are computed.
func (a Analysis) computed() []string {
	if len(a.Measures) > 0 {
		return a.Measures
	}
	var names []string
	for _, m := range analysis.Measures() {
		if !m.Extra {
			names = append(names, m.Name)
		}
	}
	return names
}

// problem is a value that does not do, and the key that has it.
type problem struct {
	key string
	err error
}

// check returns the first problem of the settings, or nil.
func (c *Config) check() *problem {
	if strings.TrimSpace(c.Out) == "" {
		return &problem{"out", fmt.Errorf("names no directory")}
	}
	var backends []string
	for _, b := range store.Backends() {
		backends = append(backends, b.Name)
	}
	if err := known("store backend", c.Store.Backend, backends); err != nil {
		return &problem{"store.backend", err}
	}
	if p := c.checkExports(); p != nil {
		return p
	}
	for _, w := range c.With {
		if err := known("kind of nodes", w, []string{"passages", "sources"}); err != nil {
			return &problem{"with", err}
		}
	}
	for _, m := range append(slices.Clone(c.Analysis.Measures), c.Analysis.SizeBy) {
		if err := known("measure", m, Measures()); err != nil {
			return &problem{"analysis.measures", err}
		}
	}
	if m := c.Analysis; !slices.Contains(m.computed(), m.SizeBy) {
		return &problem{"analysis.size_by", fmt.Errorf("measure %q is not among those computed", m.SizeBy)}
	}
	if p := c.Analysis.Betweenness.check("analysis.betweenness"); p != nil {
		return p
	}
	if p := c.Analysis.Closeness.check("analysis.closeness"); p != nil {
		return p
	}
	if p := c.Analysis.checkNetwork(); p != nil {
		return p
	}
	if c.Layout.Iterations < 0 {
		return &problem{"layout.iterations", fmt.Errorf("%d is negative", c.Layout.Iterations)}
	}
	return c.Limits.check()
}

func (l Limits) check() *problem {
	for _, limit := range []struct {
		key   string
		value int64
	}{{"max_size", int64(l.MaxSize)}, {"max_expansion", int64(l.MaxExpansion)}, {"max_archive", int64(l.MaxArchive)}, {"max_pages", int64(l.MaxPages)}} {
		if limit.value <= 0 {
			return &problem{"limits." + limit.key, fmt.Errorf("%d is not positive", limit.value)}
		}
	}
	return nil
}

// check returns the first problem of the bounds, whose key is given.
func (s Sampling) check(key string) *problem {
	switch {
	case s.ExactUpTo < 1:
		return &problem{key + ".exact_up_to", fmt.Errorf("%d is not positive", s.ExactUpTo)}
	case !(s.Epsilon >= analysis.LeastEpsilon && s.Epsilon < 1):
		return &problem{key + ".epsilon", fmt.Errorf("%v is not between %v and 1", s.Epsilon, analysis.LeastEpsilon)}
	case !(s.Delta >= analysis.LeastDelta && s.Delta < 1):
		return &problem{key + ".delta", fmt.Errorf("%v is not between %v and 1", s.Delta, analysis.LeastDelta)}
	}
	return nil
}

// checkExports also gives each export without a file its usual name.
func (c *Config) checkExports() *problem {
	files := map[string]bool{}
	for i := range c.Exports {
		e := &c.Exports[i]
		key := fmt.Sprintf("exports[%d]", i)
		f, err := export.Lookup(e.Format)
		if err != nil {
			return &problem{key, err}
		}
		if e.Profile != "" {
			if err := f.CheckProfile(e.Profile); err != nil {
				return &problem{key, err}
			}
		}
		if e.File == "" {
			e.File = "graph" + f.Extensions[0]
		}
		if !filepath.IsLocal(e.File) {
			return &problem{key, fmt.Errorf("file %q is not inside the output directory", e.File)}
		}
		for _, path := range f.Paths(e.File) {
			if clean := filepath.Clean(path); files[clean] || clean == ManifestName {
				return &problem{key, fmt.Errorf("file %q is written twice", path)}
			}
			files[filepath.Clean(path)] = true
		}
	}
	return nil
}

// ManifestName is the file beside the exports that lists them.
const ManifestName = "manifest.json"

// Measures returns the names of all measures.
func Measures() []string {
	var names []string
	for _, m := range analysis.Measures() {
		names = append(names, m.Name)
	}
	return names
}

func known(what, name string, list []string) error {
	if slices.Contains(list, name) {
		return nil
	}
	return fmt.Errorf("unknown %s %q; known are %s", what, name, strings.Join(list, ", "))
}

// UnmarshalText reads an export from one word: FORMAT[/PROFILE][=FILE], as in "dot/graphviz=agencies.dot".
func (e *Export) UnmarshalText(text []byte) error {
	what, file, _ := strings.Cut(string(text), "=")
	format, profile, _ := strings.Cut(what, "/")
	*e = Export{Format: strings.TrimSpace(format), Profile: strings.TrimSpace(profile), File: strings.TrimSpace(file)}
	return nil
}

// units of [Size], longest names first.
var units = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1},
}

// UnmarshalText reads a size such as "1048576", "100 MiB" or "2GB".
func (s *Size) UnmarshalText(text []byte) error {
	word, factor := strings.TrimSpace(string(text)), 1.0
	for _, u := range units {
		if n := len(word) - len(u.name); n > 0 && strings.EqualFold(word[n:], u.name) {
			word, factor = strings.TrimSpace(word[:n]), u.bytes
			break
		}
	}
	v, err := strconv.ParseFloat(word, 64)
	if err != nil || math.IsNaN(v) || v*factor >= math.MaxInt64 || v < 0 {
		return fmt.Errorf("%q is no size such as 100 MiB", text)
	}
	*s = Size(v * factor)
	return nil
}

// String returns the size with the unit that divides it.
func (s Size) String() string {
	for _, u := range []struct {
		name  string
		bytes Size
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if s >= u.bytes && s%u.bytes == 0 {
			return fmt.Sprintf("%d %s", s/u.bytes, u.name)
		}
	}
	return strconv.FormatInt(int64(s), 10)
}

// Set is UnmarshalText, for flags.
func (s *Size) Set(text string) error { return s.UnmarshalText([]byte(text)) }

// Type names the values, for the help of flags.
func (s *Size) Type() string { return "size" }
