package config

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

// shipped is the file that documents the settings.
const shipped = "../../../config.yaml"

func TestShippedFileHoldsDefaults(t *testing.T) {
	got, err := Load(shipped, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := DefaultConfig(); !reflect.DeepEqual(got, want) {
		t.Errorf("config.yaml says\n%+v\nthe defaults are\n%+v", got, want)
	}
	raw, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	d, err := parse(shipped, raw)
	if err != nil {
		t.Fatal(err)
	}
	for key := range defaults() {
		if d.lines[key] == 0 {
			t.Errorf("config.yaml does not list %s", key)
		}
	}
}

// TestDefaultsListEveryField keeps the list of keys and the fields of Config together.
func TestDefaultsListEveryField(t *testing.T) {
	var keys []string
	var walk func(prefix string, typ reflect.Type)
	walk = func(prefix string, typ reflect.Type) {
		for f := range typ.Fields() {
			key := prefix + f.Tag.Get("yaml")
			if key == "-" {
				continue // a flag alone sets it
			}
			if f.Type.Kind() == reflect.Struct {
				walk(key+".", f.Type)
				continue
			}
			keys = append(keys, key)
		}
	}
	walk("", reflect.TypeFor[Config]())
	var listed []string
	for key := range defaults() {
		listed = append(listed, key)
	}
	slices.Sort(keys)
	slices.Sort(listed)
	if !slices.Equal(keys, listed) {
		t.Errorf("fields\n%v\ndefaults\n%v", keys, listed)
	}
}

// write makes a configuration file and returns its path.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"malformed", "out: x\nstore: [\n", ":2: did not find expected node content"},
		{"tabs", "out: x\n\tstore: y\n", ":2: found a tab character"},
		{"unknown key", "out: x\nlayuot:\n  seed: 3\n", `:2: unknown key "layuot"`},
		{"unknown key below", "layout:\n  seed: 3\n  sede: 4\n", `:3: unknown key "layout.sede"`},
		{"unknown key of an export", "exports:\n  - {format: dot}\n  - {format: dot, fiel: x.dot}\n", `:3: unknown key "exports[1].fiel"`},
		{"key twice", "out: x\nout: y\n", `:2: key "out" stands twice, first on line 1`},
		{"scalar for a mapping", "out: x\nlayout: 3\n", ":2: configuration layout must be a mapping of keys to values"},
		{"list at the top", "- out\n", ":1: configuration must be a mapping of keys to values"},
		{"wrong kind", "layout:\n  seed: many\n", ":2: layout.seed: cannot unmarshal !!str `many` into uint64"},
		{"wrong kind at the top", "out: [a, b]\n", ":1: out: cannot unmarshal !!seq into string"},
		{"wrong kind in a line", "layout: {iterations: 3, seed: abc}\nanalysis: {seed: abc}\n", ":1: layout.seed: cannot unmarshal !!str `abc` into uint64"},
		{"negative seed", "layout:\n  seed: -1\n", ":2: layout.seed: cannot unmarshal !!int `-1` into uint64"},
		{"bad size", "limits:\n  max_size: 3 elephants\n", `:2: limits.max_size: "3 elephants" is no size such as 100 MiB`},
		{"bad time", "limits:\n  timeout: soon\n", `:2: limits.timeout: "soon" is no time such as 90s or 5m`},
		{"no time", "limits:\n  timeout: -1s\n", ":2: limits.timeout: \"-1s\" is no time such as 90s or 5m"},
		{"no pages", "limits:\n  max_pages: 0\n", ":2: limits.max_pages: 0 is not positive"},
		{"no size", "limits:\n  max_size: 0\n", ":2: limits.max_size: 0 is not positive"},
		{"no pages", "limits: {max_pages: 0}\n", ":1: limits.max_pages: 0 is not positive"},
		{"bad time", "limits:\n  timeout: soon\n", `:2: limits.timeout: "soon" is no time such as 90s or 5m`},
		{"negative time", "limits: {timeout: -1s}\n", `:1: limits.timeout: "-1s" is no time such as 90s or 5m`},
		{"no expansion", "limits: {max_archive: 0}\n", ":1: limits.max_archive: 0 is not positive"},
		{"unknown format", "out: x\nexports:\n  - {format: pajek}\n", `:3: exports[0]: unknown export format "pajek"; known are`},
		{"unknown profile", "exports: [{format: dot, profile: yed}]\n", `:1: exports[0]: format dot has no profile "yed"`},
		{"file outside", "exports: [{format: dot, file: ../x.dot}]\n", `:1: exports[0]: file "../x.dot" is not inside`},
		{"file twice", "exports: [{format: dot}, {format: dot}]\n", `:1: exports[1]: file "graph.dot" is written twice`},
		{"unknown measure", "analysis:\n  measures: [degree, fame]\n", `:2: analysis.measures: unknown measure "fame"; known are`},
		{"exact for nothing", "analysis:\n  betweenness: {exact_up_to: 0}\n", ":2: analysis.betweenness.exact_up_to: 0 is not positive"},
		{"bound that is none", "analysis:\n  closeness:\n    epsilon: 1\n", ":3: analysis.closeness.epsilon: 1 is not between 1e-05 and 1"},
		{"certainty", "analysis:\n  betweenness: {delta: 0}\n", ":2: analysis.betweenness.delta: 0 is not between 1e-12 and 1"},
		{"size of extra measure", "analysis: {size_by: country_liaison}\n", `:1: analysis.size_by: measure "country_liaison" is not among`},
		{"size not computed", "analysis: {measures: [degree], size_by: pagerank}\n", `:1: analysis.size_by: measure "pagerank" is not among`},
		{"unknown projection", "analysis:\n  projection: round\n", `:2: analysis.projection: unknown projection "round"; known are full, `},
		{"weight of another projection", "analysis:\n  projection: shared\n  weight: passages\n", `:3: analysis.weight: unknown weight of the projection shared "passages"; known are count, `},
		{"unknown status", "analysis: {status: [asserted, sure]}\n", `:1: analysis.status: unknown status "sure"; known are asserted, `},
		{"unknown use of isolates", "analysis: {isolates: burn}\n", `:1: analysis.isolates: unknown choice "burn"; known are keep, drop`},
		{"unknown backend", "store: {backend: paper}\n", `:1: store.backend: unknown store backend "paper"; known are bbolt, memory`},
		{"unknown kind", "with: [pictures]\n", `:1: with: unknown kind of nodes "pictures"; known are passages, sources`},
		{"no directory", "out: \"\"\n", ":1: out: names no directory"},
		{"negative iterations", "layout: {iterations: -3}\n", ":1: layout.iterations: -3 is negative"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, c.text)
			_, err := Load(path, nil)
			if err == nil || !strings.HasPrefix(err.Error(), path+c.want) {
				t.Errorf("got  %v\nwant %s%s…", err, path, c.want)
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
		})
	}
}

func TestLoadOrder(t *testing.T) {
	path := write(t, "out: file\nlayout: {seed: 2, iterations: 20}\nanalysis: {seed: 2}\n")
	t.Setenv("POLICYGRAPH_LAYOUT_SEED", "3")
	t.Setenv("POLICYGRAPH_OUT", "environment")
	t.Setenv("POLICYGRAPH_WITH", "passages, sources")
	t.Setenv("POLICYGRAPH_EXPORTS", "gexf,dot/graphviz=picture.gv")
	t.Setenv("POLICYGRAPH_LIMITS_MAX_SIZE", "2 KiB")
	t.Setenv("POLICYGRAPH_LIMITS_TIMEOUT", "90s")
	t.Setenv("POLICYGRAPH_LIMITS_MAX_PAGES", "12")
	t.Setenv("POLICYGRAPH_LIMITS_MAX_ARCHIVE", "1 GiB")
	t.Setenv("POLICYGRAPH_CONFIG", path)
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	flags.String("out", "", "")
	flags.String("backend", "not given", "")
	Bind(flags, "out", "out")
	Bind(flags, "backend", "store.backend")
	if err := flags.Parse([]string{"--out", "flag"}); err != nil {
		t.Fatal(err)
	}
	got, err := Load("", flags)
	if err != nil {
		t.Fatal(err)
	}
	want := DefaultConfig()
	want.Out, want.Layout, want.Analysis.Seed = "flag", Layout{Seed: 3, Iterations: 20}, 2
	want.With, want.Limits.MaxSize = []string{"passages", "sources"}, 2048
	want.Limits.Timeout, want.Limits.MaxPages, want.Limits.MaxArchive = Duration(90*time.Second), 12, 1<<30
	want.Exports = []Export{{Format: "gexf", File: "graph.gexf"}, {Format: "dot", Profile: "graphviz", File: "picture.gv"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if p := got.StorePath(); p != filepath.Join("flag", "graph") {
		t.Errorf("store at %s", p)
	}
}

func TestLoadNamesVariableAndFlag(t *testing.T) {
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	flags.String("backend", "", "")
	Bind(flags, "backend", "store.backend")
	if err := flags.Parse([]string{"--backend", "paper"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Load("", flags); err == nil || !strings.HasPrefix(err.Error(), `--backend: unknown store backend "paper"`) {
		t.Errorf("flag: %v", err)
	}
	t.Setenv("POLICYGRAPH_LAYOUT_SEED", "many")
	if _, err := Load("", nil); err == nil || !strings.HasPrefix(err.Error(), "environment variable POLICYGRAPH_LAYOUT_SEED: ") {
		t.Errorf("value: %v", err)
	}
	t.Setenv("POLICYGRAPH_LAYOUT_SEED", "")
	t.Setenv("POLICYGRAPH_LAYUOT", "1")
	if _, err := Load("", nil); err == nil || err.Error() != "environment variable POLICYGRAPH_LAYUOT: unknown key" {
		t.Errorf("name: %v", err)
	}
}

func TestLoadWithoutFile(t *testing.T) {
	t.Chdir(t.TempDir())
	if c, err := Load("", nil); err != nil || !reflect.DeepEqual(c, DefaultConfig()) {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := Load("absent.yaml", nil); err == nil || !strings.Contains(err.Error(), "absent.yaml") {
		t.Errorf("absent file: %v", err)
	}
	for _, text := range []string{"", "# nothing\n", "---\n"} {
		if c, err := Load(write(t, text), nil); err != nil || !reflect.DeepEqual(c, DefaultConfig()) {
			t.Errorf("%q: %+v, %v", text, c, err)
		}
	}
}

func TestSize(t *testing.T) {
	for text, want := range map[string]string{
		"1": "1", "1024": "1 KiB", "100 MiB": "100 MiB", "100mib": "100 MiB", "2GB": "1953125 KiB", "1.5 KiB": "1536", "7 B": "7",
	} {
		var s Size
		if err := s.Set(text); err != nil || s.String() != want {
			t.Errorf("%q: %s, %v; want %s", text, s, err, want)
		}
	}
	for _, text := range []string{"", "B", "x", "-1", "NaN", "1e300", "9223372036854775807 GiB"} {
		if err := new(Size).Set(text); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}
