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

// File writes the scene to a file, in whole or not at all: it writes beside the file, syncs and then renames, so that on
// an error or when the context ends, what stood there before still stands. What is not a regular file (a pipe, a
// terminal) is written to directly. A symbolic link is followed.
func File(ctx context.Context, path, format string, s *scene.Scene, opt Options) (Result, error) {
	var res Result
	err := replace(ctx, path, func(w io.Writer) (err error) {
		res, err = Write(w, format, s, opt)
		return err
	})
	if err != nil {
		return Result{}, fmt.Errorf("export %s: %w", path, err)
	}
	return res, nil
}

// replace gives path the content that write makes.
func replace(ctx context.Context, path string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0o666) // less the process's mask
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return direct(ctx, path, write)
		}
		mode = info.Mode().Perm()
	}
	f, err := create(path, mode)
	if err != nil {
		return nameless(err)
	}
	err = write(&cancelled{ctx, f})
	if err == nil {
		err = nameless(f.Sync())
	}
	err = errors.Join(err, nameless(f.Close()))
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = nameless(os.Rename(f.Name(), path))
	}
	if err != nil {
		return errors.Join(err, nameless(os.Remove(f.Name())))
	}
	return syncFolder(filepath.Dir(path))
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

func direct(ctx context.Context, path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(&cancelled{ctx, f}), f.Close())
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
