package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// FileName is the file that is read from the working directory unless another one is named.
const FileName = "config.yaml"

// prefix of environment variables.
const prefix = "POLICYGRAPH"

// FileVariable is the environment variable that names the file.
const FileVariable = prefix + "_CONFIG"

// keyNote is the note on a flag that says which setting it sets.
const keyNote = "policygraph-config-key"

// Bind makes a flag set the setting of that key.
func Bind(flags *pflag.FlagSet, flag, key string) {
	if err := flags.SetAnnotation(flag, keyNote, []string{key}); err != nil {
		panic(err) // the flag is not defined: a mistake in this program
	}
}

// Load returns the settings: from the file (config.yaml if path is empty and it exists), the environment and the flags that
// were given.
func Load(path string, flags *pflag.FlagSet) (Config, error) {
	l := &loader{v: viper.New(), flags: map[string]string{}}
	l.v.SetEnvPrefix(prefix)
	l.v.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	l.v.AutomaticEnv()
	for key, value := range defaults() {
		l.v.SetDefault(key, value)
	}
	if path == "" {
		path = os.Getenv(FileVariable)
	}
	if err := l.file(path); err != nil {
		return Config{}, err
	}
	if err := l.variables(); err != nil {
		return Config{}, err
	}
	if err := l.bind(flags); err != nil {
		return Config{}, err
	}
	return l.settings()
}

// loader gathers settings and where they come from.
type loader struct {
	v     *viper.Viper
	doc   *document         // nil without a file
	flags map[string]string // key → flag given
}

// file reads the configuration file.
func (l *loader) file(path string) error {
	explicit := path != ""
	if !explicit {
		path = FileName
	}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !explicit {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	if l.doc, err = parse(path, raw); err != nil {
		return err
	}
	if err := l.v.MergeConfigMap(l.doc.values); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// variables refuses environment variables that name no setting.
func (l *loader) variables() error {
	known := []string{FileVariable}
	for key := range defaults() {
		known = append(known, variable(key))
	}
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, prefix+"_") && !slices.Contains(known, name) {
			return fmt.Errorf("environment variable %s: unknown key", name)
		}
	}
	return nil
}

func variable(key string) string {
	return prefix + "_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// bind puts the flags that were given before all else.
func (l *loader) bind(flags *pflag.FlagSet) (err error) {
	if flags == nil {
		return nil
	}
	flags.Visit(func(f *pflag.Flag) {
		for _, key := range f.Annotations[keyNote] {
			l.flags[key] = f.Name
			err = errors.Join(err, l.v.BindPFlag(key, f))
		}
	})
	return err
}

// settings decodes and checks what was gathered.
func (l *loader) settings() (Config, error) {
	c := Config{}
	err := l.v.Unmarshal(&c, func(d *mapstructure.DecoderConfig) {
		d.TagName = "yaml"
		d.DecodeHook = mapstructure.ComposeDecodeHookFunc(mapstructure.StringToWeakSliceHookFunc(","), mapstructure.TextUnmarshallerHookFunc())
	})
	if err != nil {
		var bad *mapstructure.DecodeError
		if errors.As(err, &bad) {
			return Config{}, fmt.Errorf("%s: %s", l.place(bad.Name()), oneLine(bad.Unwrap().Error()))
		}
		return Config{}, fmt.Errorf("read configuration: %s", oneLine(err.Error()))
	}
	c.tidy()
	if p := c.check(); p != nil {
		return Config{}, fmt.Errorf("%s: %w", l.place(p.key), p.err)
	}
	return c, nil
}

// tidy takes blanks off the items of lists, as "a, b" in the environment leaves them, and empty items out.
func (c *Config) tidy() {
	for _, list := range []*[]string{&c.With, &c.Analysis.Measures, &c.Analysis.Status} {
		out := []string{}
		for _, s := range *list {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
		*list = out
	}
}

// place says where the value of a key comes from.
func (l *loader) place(key string) string {
	root, _, _ := strings.Cut(key, "[")
	if flag, ok := l.flags[root]; ok {
		return "--" + flag
	}
	if name := variable(root); os.Getenv(name) != "" {
		return "environment variable " + name
	}
	if l.doc != nil {
		return l.doc.place(key)
	}
	return key
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// defaults returns every key with its default.
func defaults() map[string]any {
	d := DefaultConfig()
	return map[string]any{
		"out":                 d.Out,
		"store.path":          d.Store.Path,
		"store.backend":       d.Store.Backend,
		"gazetteers":          d.Gazetteers,
		"rules":               d.Rules,
		"exports":             d.Exports,
		"with":                d.With,
		"analysis.seed":       d.Analysis.Seed,
		"analysis.measures":   d.Analysis.Measures,
		"analysis.size_by":    d.Analysis.SizeBy,
		"analysis.projection": d.Analysis.Projection,
		"analysis.weight":     d.Analysis.Weight,
		"analysis.status":     d.Analysis.Status,
		"analysis.qualifier":  d.Analysis.Qualifier,
		"analysis.isolates":   d.Analysis.Isolates,

		"analysis.betweenness.exact_up_to": d.Analysis.Betweenness.ExactUpTo,
		"analysis.betweenness.epsilon":     d.Analysis.Betweenness.Epsilon,
		"analysis.betweenness.delta":       d.Analysis.Betweenness.Delta,
		"analysis.closeness.exact_up_to":   d.Analysis.Closeness.ExactUpTo,
		"analysis.closeness.epsilon":       d.Analysis.Closeness.Epsilon,
		"analysis.closeness.delta":         d.Analysis.Closeness.Delta,

		"layout.seed":       d.Layout.Seed,
		"layout.iterations": d.Layout.Iterations,

		"limits.max_size":      d.Limits.MaxSize,
		"limits.max_expansion": d.Limits.MaxExpansion,
		"limits.max_archive":   d.Limits.MaxArchive,
		"limits.max_pages":     d.Limits.MaxPages,
		"limits.timeout":       d.Limits.Timeout,

		"pdf.password": d.PDF.Password,
		"pdf.ocr":      d.PDF.OCR,
		"pdf.cache":    d.PDF.Cache,
	}
}
