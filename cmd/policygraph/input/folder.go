package input

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// folder adds the reports in a folder and below it, and those in archives there, in the order of their names.
func (l *List) folder(ctx context.Context, root string) error {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			l.add(Input{Name: name, Path: absolute(name), Group: true, Err: fmt.Errorf("read directory: %w", err)})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case name != root && isHidden(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		return l.inFolder(ctx, name, d)
	})
	if err != nil {
		return err
	}
	if !l.within(root) {
		return fmt.Errorf("read directory %w", noReports(root))
	}
	return nil
}

// within reports whether the folder or something in it is in the list.
func (l *List) within(root string) bool {
	root = strings.TrimSuffix(absolute(root), "/")
	return slices.ContainsFunc(l.Inputs, func(in Input) bool { return in.Path == root || strings.HasPrefix(in.Path, root+"/") })
}

// inFolder adds a file of a folder.
func (l *List) inFolder(ctx context.Context, name string, d fs.DirEntry) error {
	size := int64(0)
	if info, err := d.Info(); err == nil {
		size = info.Size()
	}
	switch {
	case isReport(name):
		l.file(name, size)
		return nil
	case isArchive(name):
		found, err := l.archive(ctx, name, false)
		if found || err != nil {
			return err
		}
	}
	l.Skipped = append(l.Skipped, name)
	return nil
}

// hasMeta reports whether an argument may be a pattern.
func hasMeta(arg string) bool { return strings.ContainsAny(arg, "*?[") }

// glob returns what a pattern matches, in the order of the names. A part of it that is ** stands for any number of folders.
// Names that begin with a dot are matched only by parts that do, as in a shell.
func glob(pattern string) ([]string, error) {
	parts := strings.Split(filepath.ToSlash(pattern), "/")
	for _, part := range parts {
		if _, err := path.Match(part, ""); err != nil {
			return nil, fmt.Errorf("malformed pattern: %w", err)
		}
	}
	g := globber{seen: map[string]bool{}}
	dir := ""
	if parts[0] == "" {
		dir, parts = "/", parts[1:]
	}
	err := g.match(dir, parts)
	return g.found, err
}

type globber struct {
	found []string
	seen  map[string]bool
}

// match adds what the parts match below a folder.
func (g *globber) match(dir string, parts []string) error {
	parts = slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" })
	switch {
	case len(parts) == 0:
		if !g.seen[dir] {
			g.seen[dir] = true
			g.found = append(g.found, dir)
		}
		return nil
	case parts[0] == "**" && len(parts) == 1:
		return g.match(orHere(dir), nil) // everything in the folder
	case parts[0] == "**":
		if err := g.match(dir, parts[1:]); err != nil {
			return err
		}
		return g.each(dir, "*", func(name string, isDir bool) error {
			if !isDir {
				return nil
			}
			return g.match(name, parts)
		})
	case !hasMeta(parts[0]):
		name := filepath.Join(dir, parts[0])
		if _, err := os.Stat(name); err != nil {
			return ignoreMissing(err)
		}
		return g.match(name, parts[1:])
	}
	return g.each(dir, parts[0], func(name string, isDir bool) error {
		if len(parts) > 1 && !isDir {
			return nil
		}
		return g.match(name, parts[1:])
	})
}

// each calls f with what a part of the pattern matches in a folder. Links to folders are not followed.
func (g *globber) each(dir, part string, f func(name string, isDir bool) error) error {
	entries, err := os.ReadDir(orHere(dir))
	if err != nil {
		return ignoreMissing(err)
	}
	for _, e := range entries {
		if ok, err := path.Match(part, e.Name()); err != nil || !ok || isHidden(e.Name()) && !strings.HasPrefix(part, ".") {
			continue
		}
		if err := f(filepath.Join(dir, e.Name()), e.IsDir()); err != nil {
			return err
		}
	}
	return nil
}

func orHere(dir string) string {
	if dir == "" {
		return "."
	}
	return dir
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
