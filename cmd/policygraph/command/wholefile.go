package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeWhole writes a file whole or not at all; what names it in errors.
func writeWhole(path, what string, raw []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return failed(ExitOutput, fmt.Errorf("write %s %s: %w", what, path, nameless(err)))
	}
	_, err = f.Write(raw)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return failed(ExitOutput, fmt.Errorf("write %s %s: %w", what, path, errors.Join(nameless(err), nameless(os.Remove(f.Name())))))
	}
	return nil
}

// nameless takes the passing name of a file out of an error.
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
