package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"policygraph/export/scene"
)

// File writes the scene to a file, or to the files that [Format.Paths] names, in whole or not at all: it writes beside them,
// syncs and then renames, so that on an error or when the context ends, what stood there before still stands. What is not a
// regular file (a pipe, a terminal) is written to directly. Symbolic links are followed.
func File(ctx context.Context, path, format string, s *scene.Scene, opt Options) (Result, error) {
	f, err := Lookup(format)
	if err != nil {
		return Result{}, fmt.Errorf("export %s: %w", path, err)
	}
	if info, statErr := os.Stat(path); statErr == nil && !info.Mode().IsRegular() && !info.IsDir() {
		if err := f.Single(); err != nil {
			return Result{}, fmt.Errorf("export %s: %w", path, err)
		}
	}
	var res Result
	err = replace(ctx, f.Paths(path), func(w []io.Writer) (err error) {
		res, err = f.to(w, s, opt)
		return err
	})
	if err != nil {
		return Result{}, fmt.Errorf("export %s: %w", path, err)
	}
	return res, nil
}

// Bytes writes a file whose content is ready, with the promises of [File].
func Bytes(path string, raw []byte) error {
	return replace(context.Background(), []string{path}, func(w []io.Writer) error {
		_, err := w[0].Write(raw)
		return nameless(err)
	})
}

// replace gives the paths the content that write makes: all of them, or on an error none.
func replace(ctx context.Context, paths []string, write func([]io.Writer) error) error {
	var files []*beside
	var writers []io.Writer
	var err error
	for _, path := range paths {
		var f *beside
		if f, err = open(path); err != nil {
			break
		}
		files = append(files, f)
		writers = append(writers, &cancelled{ctx, f.File})
	}
	if err == nil {
		err = write(writers)
	}
	for _, f := range files {
		if err == nil && !f.direct {
			err = nameless(f.Sync())
		}
		err = errors.Join(err, nameless(f.Close()))
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = commit(files)
	}
	if err != nil {
		for _, f := range files {
			err = errors.Join(err, f.drop())
		}
	}
	return err
}

// beside is a new file beside the one that it will replace, or a target that is written to directly.
type beside struct {
	*os.File
	path   string // what it replaces
	old    string // another name of what stood there; "" if nothing did, or nothing needs it
	direct bool
	done   bool // it has taken its place
}

// open makes the file in which the content of path is gathered.
func open(path string) (*beside, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0o666) // less the process's mask
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			return &beside{File: f, path: path, direct: true, done: true}, nameless(err)
		}
		mode = info.Mode().Perm()
	}
	f, err := create(path, mode)
	return &beside{File: f, path: path}, nameless(err)
}

// drop takes away a file that has not taken its place.
func (f *beside) drop() error {
	if f.done {
		return nil
	}
	return nameless(os.Remove(f.Name()))
}

// commit puts the files in their places. If one of several cannot be, those before it are taken back.
func commit(files []*beside) error {
	var err error
	for _, f := range files {
		if len(files) > 1 {
			err = f.keep()
		}
		if err == nil {
			err = f.place()
		}
		if err != nil {
			break
		}
	}
	if err != nil {
		for _, f := range files {
			err = errors.Join(err, f.takeBack())
		}
		return err
	}
	for _, f := range files {
		if f.old != "" {
			err = errors.Join(err, nameless(os.Remove(f.old)))
		}
		if !f.direct {
			err = errors.Join(err, syncFolder(filepath.Dir(f.path)))
		}
	}
	return err
}

// keep gives what stands at the path a second name, by which it can be brought back.
func (f *beside) keep() error {
	if _, err := os.Lstat(f.path); f.direct || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	old := f.Name() + ".old"
	err := os.Link(f.path, old)
	if err != nil {
		err = os.Rename(f.path, old) // the file system knows no second names
	}
	if err == nil {
		f.old = old
	}
	return nameless(err)
}

func (f *beside) place() error {
	if f.direct {
		return nil
	}
	err := os.Rename(f.Name(), f.path)
	f.done = err == nil
	return nameless(err)
}

// takeBack undoes keep and place.
func (f *beside) takeBack() error {
	switch {
	case f.direct:
		return nil
	case f.old != "":
		err := os.Rename(f.old, f.path)
		if gone := os.Remove(f.old); !errors.Is(gone, fs.ErrNotExist) { // two names of one file: renaming did nothing
			err = errors.Join(err, gone)
		}
		return nameless(err)
	case f.done:
		return nameless(os.Remove(f.path))
	}
	return nil
}

// nameless takes the passing name of the file beside out of an error; [File] names the one that is meant.
func nameless(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// attempts bounds the search for a name that is free.
const attempts = 100

// create makes a new file beside path.
func create(path string, mode fs.FileMode) (*os.File, error) {
	dir, base := filepath.Split(path)
	for n := 0; ; n++ {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%08x.tmp", base, rand.Uint32()))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err == nil || !errors.Is(err, fs.ErrExist) || n == attempts {
			return f, err
		}
	}
}

// syncFolder makes a rename last; file systems that cannot sync a folder need no such call.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

// cancelled is a writer that stops when its context ends.
type cancelled struct {
	ctx context.Context
	w   io.Writer
}

func (c *cancelled) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.w.Write(p)
	return n, nameless(err)
}
