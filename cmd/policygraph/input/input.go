// Package input turns the arguments of a command into the reports that they name. What enters are paths of files, folders and
// archives, patterns, and "-" for standard input; what leaves is an ordered list of reports whose bytes are read when they are
// asked for. The same arguments over the same files give the same list.
//
// Archives are told by their content and never unpacked to disk: the names in them are nothing but labels. To add a kind of
// archive, give it a row in the table of archive.go and the methods of [container].
package input

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/extract/read"
)

// Stdin is the argument that means standard input.
const Stdin = "-"

// Input is a report to be read.
type Input struct {
	Name   string // as people know it: its path as given or found; that of an archive's entry follows that of the archive
	Path   string // absolute and with slashes; "" of what is no file
	Entry  string // name in the archive; "" of what is in none
	Format string // name of the format; "" decides by name and content
	Size   int64  // in bytes, as far as is known
	Group  bool   // a folder or archive; Err says why what is in it is not known
	Err    error  // why it cannot be read, as far as that is known before its bytes are asked for
	bytes  func() ([]byte, error)
}

// Bytes reads the report, or returns what is wrong with it. Entries of archives are best read in the order of the list.
func (in *Input) Bytes() ([]byte, error) {
	if in.Err != nil {
		return nil, in.Err
	}
	return in.bytes()
}

// Limits bound what is read.
type Limits struct {
	Size      int64 // of a report, in bytes; 0 means none
	Expansion int64 // of all that an archive unpacks to, in bytes; 0 means none
}

// Options say how arguments are understood.
type Options struct {
	Limits Limits
	Stdin  io.Reader // what "-" reads
	Format string    // of standard input; "" decides by content
	Name   string    // of standard input, as for a file; "" means stdin
}

// List is the reports that arguments name. Its inputs may not be read concurrently.
type List struct {
	Inputs  []Input
	Skipped []string // files in folders and archives that no reader knows

	opt  Options
	seen map[string]bool // keys of inputs in the list, and paths of archives
	open container       // the archive that was read last
}

// The reasons for which arguments are refused.
var (
	ErrNothing = errors.New("no file matches this pattern")
	ErrNone    = errors.New("no reports in it")           // a folder or archive holds none
	ErrTwice   = errors.New("standard input named twice") // it can be read once only
)

// Open looks at the arguments. An argument that names nothing is an error; what else is wrong with one report stands in it.
func Open(ctx context.Context, args []string, opt Options) (*List, error) {
	l := &List{opt: opt, seen: map[string]bool{}}
	for _, arg := range args {
		if err := l.argument(ctx, arg); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	return l, nil
}

// Embedded returns the files of fsys that the pattern matches.
func Embedded(fsys fs.FS, pattern string) (*List, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", pattern, err)
	}
	l := &List{}
	for _, name := range names {
		l.Inputs = append(l.Inputs, Input{Name: name, bytes: func() ([]byte, error) { return fs.ReadFile(fsys, name) }})
	}
	return l, nil
}

// Close closes the archive that was read last.
func (l *List) Close() error {
	if l.open == nil {
		return nil
	}
	err := l.open.close()
	l.open = nil
	return err
}

func (l *List) argument(ctx context.Context, arg string) error {
	if arg == Stdin {
		return l.standardInput(ctx)
	}
	_, err := os.Stat(arg)
	if !errors.Is(err, fs.ErrNotExist) || !hasMeta(arg) {
		return l.named(ctx, arg)
	}
	found, err := glob(arg)
	if err != nil {
		return fmt.Errorf("read %s: %w", arg, err)
	}
	if len(found) == 0 {
		return fmt.Errorf("read %s: %w", arg, ErrNothing)
	}
	for _, name := range found {
		if err := l.named(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// named adds a file, or what is in a folder or archive.
func (l *List) named(ctx context.Context, name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return fmt.Errorf("read report: %w", err)
	}
	if info.IsDir() {
		return l.folder(ctx, name)
	}
	if isReport(name) || !info.Mode().IsRegular() {
		l.file(name, info.Size())
		return nil
	}
	_, err = l.archive(ctx, name, true)
	return err
}

// file adds a file that is a report.
func (l *List) file(name string, size int64) {
	l.add(Input{Name: name, Path: absolute(name), Size: size, bytes: func() ([]byte, error) { return readFile(name, l.opt.Limits.Size) }})
}

// add adds an input unless it is in the list already.
func (l *List) add(in Input) {
	if l.seen[in.key()] {
		return
	}
	l.seen[in.key()] = true
	l.Inputs = append(l.Inputs, in)
}

// key tells an input from others.
func (in *Input) key() string { return cmp.Or(in.Path, Stdin+in.Name) }

// absolute returns the absolute path with slashes; where the working directory is unknown, the path itself must do.
func absolute(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	return filepath.ToSlash(name)
}

func readFile(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	defer f.Close() // opened for reading: closing cannot lose anything
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if limit > 0 && info.Size() > limit {
		return nil, read.TooLarge(name, info.Size(), limit)
	}
	return readAll(name, f, limit)
}

// readAll reads what may be larger than it says.
func readAll(name string, r io.Reader, limit int64) ([]byte, error) {
	if limit > 0 {
		r = io.LimitReader(r, limit+1)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if limit > 0 && int64(len(raw)) > limit {
		return nil, read.TooLarge(name, int64(len(raw)), limit)
	}
	return raw, nil
}

// standardInput reads standard input to its end.
func (l *List) standardInput(ctx context.Context) error {
	if l.seen[Stdin] {
		return fmt.Errorf("read -: %w", ErrTwice)
	}
	l.seen[Stdin] = true
	name := cmp.Or(l.opt.Name, "stdin")
	raw, err := l.readStdin(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil && l.opt.Format == "" {
		if kind := sniff(raw); kind != nil {
			return l.entries(ctx, kind(&file{name: name, raw: raw}), Input{Name: name, Group: true}, true)
		}
	}
	l.Inputs = append(l.Inputs, Input{Name: name, Format: l.opt.Format, Size: int64(len(raw)), Err: err, bytes: func() ([]byte, error) { return raw, nil }})
	return nil
}

// readStdin gives up when ctx ends: somebody may be typing.
func (l *List) readStdin(ctx context.Context) ([]byte, error) {
	type answer struct {
		raw []byte
		err error
	}
	done := make(chan answer, 1)
	go func() {
		raw, err := readAll("standard input", l.opt.Stdin, l.opt.Limits.Size)
		done <- answer{raw, err}
	}()
	select {
	case a := <-done:
		return a.raw, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Extensions returns how the names of reports end.
func Extensions() []string {
	var out []string
	for _, f := range read.Formats() {
		out = append(out, f.Extensions...)
	}
	return out
}

// isReport reports whether a name ends as those of reports do.
func isReport(name string) bool {
	return slices.Contains(Extensions(), strings.ToLower(path.Ext(name)))
}

// isHidden reports whether a name is one that is passed over without a word.
func isHidden(base string) bool {
	return strings.HasPrefix(base, ".") || base == "__MACOSX" || base == "Thumbs.db" || base == "desktop.ini"
}

// noReports says that a folder or archive holds none.
func noReports(name string) error {
	return fmt.Errorf("%s: %w (files that end in %s)", name, ErrNone, strings.Join(Extensions(), ", "))
}
